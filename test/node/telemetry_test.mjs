/*
 * test/node/telemetry_test.mjs - numbers and traces that go out: to a
 * collector over OTLP (OPS-3), traces to Sentry (OPS-2). What /metrics itself
 * says is in admin_test.mjs.
 */
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { createRequire } from 'node:module';

import { apart, ok, onBoth, test, until } from './harness.mjs';

const OFTEN = '200';
const NEVER = '3600000';
/* What may wait here to be sent: a ring, and what is on its way. */
const ROOM = 4096 + 512;

/* ---- who listens -------------------------------------------------------- */

/* Stands in for a collector, or for Sentry: keeps what it is sent. `how` is
 * a status, 'hang', or an object that it answers 200 with. */
class Listener {
	static async open(how = {}) {
		const it = new Listener();

		it.how = how;
		it.kept = [];
		it.asked = 0;
		it.server = createServer((request, answer) =>
			it.take(request, answer)).listen(0, '127.0.0.1');
		await once(it.server, 'listening');
		it.url = `http://127.0.0.1:${it.server.address().port}`;
		return it;
	}

	async take(request, answer) {
		const { how } = this;

		this.asked++;
		const text = Buffer.concat(await request.toArray()).toString();

		if (how === 'hang')
			return;
		if (typeof how === 'number') {
			answer.writeHead(how).end();
			return;
		}
		this.kept.push({ method: request.method, url: request.url,
			headers: request.headers, text });
		answer.setHeader('content-type', 'application/json');
		answer.end(JSON.stringify(how));
	}

	bodies(url) {
		return this.kept.filter((one) => one.url === url)
			.map((one) => JSON.parse(one.text));
	}

	/* Each with its resource. */
	spans() {
		return this.bodies('/v1/traces').flatMap((body) =>
			body.resourceSpans.flatMap((r) => r.scopeSpans
				.flatMap((s) => s.spans)));
	}

	span(probe) {
		return until('a span', async () => this.spans().find(probe));
	}

	/* Until the numbers that came last are so. */
	metrics(probe = () => true) {
		return until('metrics', async () => {
			const body = this.bodies('/v1/metrics').at(-1);

			return body && probe(series(body)) && body;
		});
	}

	async close() {
		this.server.close();
		this.server.closeAllConnections();
		await once(this.server, 'close');
	}
}

/* A server that tells a listener, which is closed behind it. */
async function told(how, settings, run, database = 'sqlite') {
	const listener = await Listener.open(how);

	try {
		await apart(database, {
			OTEL_EXPORTER_OTLP_ENDPOINT: listener.url,
			OTEL_METRIC_EXPORT_INTERVAL: OFTEN,
			OTEL_BSP_SCHEDULE_DELAY: OFTEN,
			...settings,
		}, (house) => run(house, listener));
	} finally {
		await listener.close();
	}
}

/* ---- a second opinion ---------------------------------------------------
 * The project's own reading of its protocol: what comes out of it after a
 * journey through its messages is what went in, so no name was misspelled and
 * no type was wrong. It holds ids as bytes, which JSON has as hex (the only
 * place where OTLP leaves protobuf's JSON), and no empty lists.
 */
const { collector } = createRequire(import.meta.url)(
	'@opentelemetry/otlp-transformer/build/src/generated/root',
).opentelemetry.proto;
const IDS = new Set(['traceId', 'spanId', 'parentSpanId']);

function map(value, leaf) {
	if (Array.isArray(value))
		return value.map((one) => map(one, leaf));
	if (value === null || typeof value !== 'object')
		return value;
	return Object.fromEntries(Object.entries(value)
		.filter(([, v]) => !Array.isArray(v) || v.length)
		.map(([k, v]) => [k, IDS.has(k) ? leaf(v) : map(v, leaf)]));
}

function readable(type, body) {
	const asBytes = map(body, (id) => {
		assert.match(id, /^([0-9a-f]{16}|[0-9a-f]{32})$/);
		return Buffer.from(id, 'hex').toString('base64');
	});
	const read = type.toObject(type.decode(type.encode(
		type.fromObject(asBytes)).finish()), { longs: String,
		enums: Number, bytes: String });
	const back = map(JSON.parse(JSON.stringify(read)), (id) =>
		Buffer.from(id, 'base64').toString('hex'));

	assert.deepEqual(back, map(body, (id) => id));
}

const METRICS = collector.metrics.v1.ExportMetricsServiceRequest;
const TRACES = collector.trace.v1.ExportTraceServiceRequest;

/* ---- reading ------------------------------------------------------------ */

function plain(attributes) {
	return Object.fromEntries(attributes.map(({ key, value }) => [key,
		value.stringValue ?? Number(value.intValue)]));
}

const KINDS = { gauge: 'gauge', sum: 'counter', histogram: 'histogram' };

function labels(point) {
	const all = point.attributes.map(({ key, value }) =>
		`${key}="${value.stringValue}"`);

	return all.length ? `{${all.join()}}` : '';
}

/* A histogram as Prometheus has it: what is below each bound. */
function histogram(out, name, point) {
	const inner = labels(point).slice(1, -1);
	let below = 0;

	point.bucketCounts.forEach((n, i) => {
		const le = point.explicitBounds[i] ?? '+Inf';

		below += Number(n);
		out[`${name}_bucket{${inner},le="${le}"}`] = below;
	});
	assert.equal(point.bucketCounts.length,
		point.explicitBounds.length + 1);
	assert.equal(below, Number(point.count));
	out[`${name}_sum{${inner}}`] = point.sum;
	out[`${name}_count{${inner}}`] = below;
}

/* What the body says, as /metrics would: a number a series. */
function series(body) {
	const out = {};

	for (const metric of body.resourceMetrics[0].scopeMetrics[0].metrics) {
		const kind = Object.keys(KINDS).find((k) => metric[k]);

		for (const point of metric[kind].dataPoints)
			if (kind === 'histogram')
				histogram(out, metric.name, point);
			else
				out[metric.name + labels(point)] =
					Number(point.asInt);
	}
	return out;
}

function prometheus(text) {
	const types = {};
	const values = {};

	for (const line of text.trimEnd().split('\n')) {
		const type = /^# TYPE (\S+) (\S+)$/.exec(line);
		const one = /^([a-z_]+(?:\{.*\})?) (\S+)$/.exec(line);

		if (type)
			types[type[1]] = type[2];
		else if (one)
			values[one[1].replace(/le="([0-9.e-]+)"/, (_, n) =>
				`le="${Number(n)}"`)] = Number(one[2]);
	}
	return { types, values };
}

async function numbers(house) {
	return prometheus((await house.ask('GET', '/metrics')).text);
}

/* ---- metrics ------------------------------------------------------------ */

function metrics(house) {
	test('OPS-3: a collector is told what /metrics shows', () => told({}, {
		OTEL_SERVICE_NAME: 'vitae of the north',
	}, async (own, listener) => {
		await own.join();
		await own.ask('GET', '/nowhere');
		const { types, values } = await numbers(own);
		const before = 'vitae_http_answers_total{class="2xx"}';
		/* behind the answer that brought the numbers */
		const body = await listener.metrics((s) =>
			s[before] === values[before] + 1);
		const there = series(body);
		const names = body.resourceMetrics[0].scopeMetrics[0].metrics;

		readable(METRICS, body);
		assert.deepEqual(Object.fromEntries(names.map((m) => [m.name,
			KINDS[Object.keys(KINDS).find((k) => m[k])]])), types);
		let same = 0;

		for (const [name, value] of Object.entries(values)) {
			assert.ok(Object.hasOwn(there, name), name);
			if (/register|class="[1345]|not_understood|accepted/
				.test(name) || name.startsWith('vitae_build') ||
				name.startsWith('vitae_start')) {
				assert.equal(there[name], value, name);
				same++;
			} else if (/_(total|bucket|sum|count)(\{|$)/.test(name)) {
				assert.ok(there[name] >= value, name);
			}
		}
		assert.ok(same > 20, `${same} series are the same`);
	}, house.database));

	test('OPS-3: numbers have a resource, units, and a time since when',
		() => told({}, { ENVIRONMENT: 'production' },
			async (own, listener) => {
				await own.ask('GET', '/livez');
				const body = await listener.metrics((s) => s[
					'vitae_operation_seconds_count' +
					'{name="GET /livez"}'] === 1);
				const [{ resource, scopeMetrics }] =
					body.resourceMetrics;
				const find = (name) => scopeMetrics[0].metrics
					.find((m) => m.name === `vitae_${name}`);
				const who = plain(resource.attributes);
				const answers = find('http_answers_total').sum;
				const times = find('operation_seconds');
				const point = times.histogram.dataPoints[0];

				assert.equal(who['service.name'], 'vitae');
				assert.match(who['service.version'], /^\d+\./);
				assert.match(who['service.instance.id'],
					/^[0-9a-f-]{36}$/);
				assert.equal(who['deployment.environment.name'],
					'production');
				assert.equal(answers.isMonotonic, true);
				assert.equal(answers.aggregationTemporality, 2);
				assert.equal(times.unit, 's');
				assert.equal(find('resident_bytes').unit, 'By');
				assert.equal(find('http_connections').unit, '1');
				assert.equal(
					times.histogram.aggregationTemporality, 2);
				const [began, now] = [point.startTimeUnixNano,
					point.timeUnixNano].map((ns) =>
					Number(BigInt(ns) / 1000000n));

				assert.ok(began <= now && now <= Date.now());
				assert.ok(now - began < 600_000);
			}));
}

/* ---- traces ------------------------------------------------------------- */

const TRACE = '0af7651916cd43dd8448eb211c80319c';
const PARENT = 'b7ad6b7169203331';

async function ask(house, traceparent, path = '/livez') {
	const answer = await house.ask('GET', path,
		{ headers: traceparent ? { traceparent } : {} });

	return answer.headers['x-request-id'];
}

function of(id) {
	return (span) => plain(span.attributes)['vitae.request_id'] === id;
}

function traces(house) {
	test('OPS-3: a request is a span, its queries are spans within it',
		() => told({}, {}, async (own, listener) => {
			const ada = await own.join();
			const answer = await ada.ask('GET', '/api/users/me');
			const span = await listener.span(
				of(answer.headers['x-request-id']));
			const about = plain(span.attributes);
			const within = listener.spans().filter((s) =>
				s.parentSpanId === span.spanId);

			for (const body of listener.bodies('/v1/traces'))
				readable(TRACES, body);
			assert.equal(span.name, 'GET /api/users/me');
			assert.equal(span.kind, 2);
			assert.deepEqual(span.status, {});
			assert.equal(span.parentSpanId, undefined);
			assert.equal(about['http.request.method'], 'GET');
			assert.equal(about['http.route'], '/api/users/me');
			assert.equal(about['http.response.status_code'], 200);
			assert.ok(within.length > 0);
			for (const query of within) {
				assert.equal(query.traceId, span.traceId);
				assert.equal(query.kind, 3);
				assert.equal(plain(query.attributes)[
					'db.system.name'], house.database ===
					'sqlite' ? 'sqlite' : 'postgresql');
				assert.ok(BigInt(query.startTimeUnixNano) >=
					BigInt(span.startTimeUnixNano));
				assert.ok(BigInt(query.endTimeUnixNano) <=
					BigInt(span.endTimeUnixNano));
			}
			const ids = listener.spans().map((s) => s.spanId);

			assert.equal(new Set(ids).size, ids.length);
			await until('its line is logged', async () =>
				own.logged().some((line) =>
					line.trace_id === span.traceId));
			/* of the person, nothing */
			for (const { text } of listener.kept)
				assert.ok(!text.includes(ada.email) &&
					!text.includes(ada.user.id) &&
					!text.includes(ada.ip));
		}, house.database));

	test('OPS-3: what breaks is a span that failed', () => told({}, {},
		async (own, listener) => {
			const root = await own.admin();

			own.mayFail = true;
			own.sql('ALTER TABLE slow_operation RENAME TO away');
			const answer = await root.ask('GET',
				'/api/admin/performance');
			const span = await listener.span(
				of(answer.headers['x-request-id']));

			assert.deepEqual(span.status, { code: 2 });
			assert.equal(plain(span.attributes)['error.type'], '500');
			const lost = await ask(own, null, '/no/such/place');
			const none = await listener.span(of(lost));

			assert.equal(none.name, 'GET');
			assert.equal(plain(none.attributes)['http.route'],
				undefined);
			assert.deepEqual(none.status, {});
			own.sql('ALTER TABLE away RENAME TO slow_operation');
		}));

	test('OPS-3: a traceparent names the trace and whether to keep it',
		() => told({}, { OTEL_TRACES_SAMPLER_ARG: '0' },
			async (own, listener) => {
				const unasked = await ask(own, null);
				const refused = await ask(own,
					`00-${TRACE}-${PARENT}-00`);
				const wanted = await ask(own,
					`00-${TRACE}-${PARENT}-01`);
				const later = await ask(own,
					`cc-${TRACE}-${PARENT}-09-what-may-come`);

				for (const id of [wanted, later]) {
					const span = await listener.span(of(id));

					assert.equal(span.traceId, TRACE);
					assert.equal(span.parentSpanId, PARENT);
					assert.equal(span.flags, 0x301);
				}
				for (const id of [unasked, refused])
					assert.ok(!listener.spans().some(of(id)));
			}));

	test('a traceparent that is none begins no trace of its own', () => told(
		{}, {}, async (own, listener) => {
			for (const wrong of [`00-${TRACE}-${PARENT}`,
				`ff-${TRACE}-${PARENT}-01`,
				`00-${TRACE}-${PARENT}-01-more`,
				`00-${TRACE.toUpperCase()}-${PARENT}-01`,
				`00-${'0'.repeat(32)}-${PARENT}-01`,
				`00-${TRACE}-${'0'.repeat(16)}-01`,
				[`00-${TRACE}-${PARENT}-01`,
					`00-${TRACE}-${PARENT}-01`], 'x']) {
				const id = await ask(own, wrong);
				const span = await listener.span(of(id));

				assert.notEqual(span.traceId, TRACE);
				assert.equal(span.parentSpanId, undefined);
				assert.equal(span.flags, 0x101);
			}
		}));

	test('what was asked last is told before the server stops', () => told(
		{}, { OTEL_METRIC_EXPORT_INTERVAL: NEVER,
			OTEL_BSP_SCHEDULE_DELAY: NEVER },
		async (own, listener) => {
			const id = await ask(own, null);

			assert.equal(listener.asked, 0);
			await own.restart();
			assert.ok(listener.spans().some(of(id)));
			assert.equal(series(listener.bodies('/v1/metrics')[0])[
				'vitae_operation_seconds_count{name="GET /livez"}'],
			1);
		}));
}

/* ---- a collector that is not well --------------------------------------- */

/* So many requests, some at a time. */
async function flood(house, count) {
	let left = count;

	await Promise.all(Array.from({ length: 16 }, async () => {
		while (left-- > 0)
			assert.equal((await house.ask('GET', '/livez')).status,
				200);
	}));
}

function complaints(house, words) {
	return house.logged().filter((line) => line.context === 'telemetry' &&
		line.message.startsWith(words));
}

const DROPPED = 'vitae_spans_dropped_total{to="otlp"}';
const SENT = 'vitae_spans_sent_total{to="otlp"}';

function unwell() {
	test('a collector that hangs costs memory for a bounded ring, no more',
		() => told('hang', { OTEL_EXPORTER_OTLP_TIMEOUT: '120000' },
			async (own, listener) => {
				const more = 1000;

				await flood(own, ROOM + more);
				const { values } = await numbers(own);

				assert.equal(values[SENT], 0);
				/* what does not wait has been dropped */
				assert.ok(values[DROPPED] >= more,
					`${values[DROPPED]} were dropped`);
				assert.ok(values[DROPPED] <= ROOM + more - 4096);
				assert.ok(listener.asked <= 2);
				/* and it stops, though calls are under way */
			}));

	test('OPS-3: what a collector cannot take now it gets later, once',
		() => told(503, {}, async (own, listener) => {
			const ids = [];

			for (let i = 0; i < 20; i++)
				ids.push(await ask(own, null));
			await until('both are refused', async () =>
				complaints(own, 'traces are not taken').length &&
				complaints(own, 'metrics are not taken').length);
			const asked = listener.asked;

			await until('it is tried again', async () =>
				listener.asked >= asked + 2);
			listener.how = {};
			await until('all are there', async () => ids.every((id) =>
				listener.spans().some(of(id))));
			await until('it is said', async () =>
				complaints(own, 'traces are taken again').length &&
				complaints(own, 'metrics are taken again').length);
			const spans = listener.spans().filter((span) =>
				ids.some((id) => of(id)(span)));

			assert.equal(spans.length, ids.length);
			for (const words of ['traces are not', 'metrics are not',
				'traces are taken', 'metrics are taken'])
				assert.equal(complaints(own, words).length, 1);
			const { values } = await numbers(own);

			assert.equal(values[DROPPED], 0);
			assert.ok(values[
				'vitae_exports_failed_total{to="otlp"}'] >= 2);
		}));

	test('what a collector refuses for good is dropped and counted',
		() => told(400, {}, async (own, listener) => {
			const id = await ask(own, null);

			await until('it is dropped', async () =>
				(await numbers(own)).values[DROPPED] > 0);
			listener.how = { partialSuccess: { rejectedSpans: '1',
				errorMessage: 'too old' } };
			const dropped = (await numbers(own)).values[DROPPED];
			const next = await ask(own, null);

			await listener.span(of(next));
			assert.ok(!listener.spans().some(of(id)));
			await until('one of them is', async () =>
				(await numbers(own)).values[DROPPED] > dropped);
		}));

	test('a collector that is away is waited for, and the server stops',
		async () => {
			const gone = await Listener.open();

			await gone.close();
			await apart('sqlite', {
				OTEL_EXPORTER_OTLP_ENDPOINT: gone.url,
				OTEL_METRIC_EXPORT_INTERVAL: OFTEN,
				OTEL_BSP_SCHEDULE_DELAY: OFTEN,
			}, async (own) => {
				await until('it is said', async () =>
					complaints(own, 'metrics are not').length);
				await flood(own, 100);
				assert.equal(complaints(own, 'metrics').length, 1);
			});
		});

	test('many spans do not wait for their time', () => told({}, {
		OTEL_BSP_SCHEDULE_DELAY: NEVER,
	}, async (own, listener) => {
		await flood(own, 2500);
		await until('they are there', async () =>
			listener.spans().length >= 2048);
		for (const body of listener.bodies('/v1/traces'))
			assert.ok(body.resourceSpans[0].scopeSpans[0]
				.spans.length <= 512);
		assert.equal((await numbers(own)).values[DROPPED], 0);
	}));
}

/* ---- settings ----------------------------------------------------------- */

function settings() {
	test('the collector is asked as OTEL_EXPORTER_OTLP_HEADERS say', () =>
		told({}, { OTEL_EXPORTER_OTLP_HEADERS:
			'Authorization=Bearer%20s3cret%2C1, x-tenant = north' },
		async (own, listener) => {
			await listener.metrics();
			const { method, headers } = listener.kept[0];

			assert.equal(method, 'POST');
			assert.equal(headers['content-type'], 'application/json');
			assert.equal(headers.authorization, 'Bearer s3cret,1');
			assert.equal(headers['x-tenant'], 'north');
			assert.ok(!own.log.join().includes('s3cret'));
		}));

	test('without a collector nothing is traced and nothing counted', () =>
		apart('sqlite', {}, async (own) => {
			await ask(own, `00-${TRACE}-${PARENT}-01`);
			const { values } = await numbers(own);

			assert.equal(values[SENT], undefined);
			assert.ok(own.logged().every((line) => !line.trace_id));
		}));
}

/* ---- Sentry ------------------------------------------------------------- */

function sentry(house) {
	test('OPS-2: a traced request is a transaction for Sentry', async () => {
		const listener = await Listener.open();
		const host = listener.url.slice('http://'.length);

		await apart(house.database, {
			SENTRY_DSN: `http://c0ffee@${host}/7`,
			SENTRY_ENVIRONMENT: 'staging',
			SENTRY_TRACE_SAMPLE_RATE: '1',
			OTEL_BSP_SCHEDULE_DELAY: OFTEN,
		}, async (own) => {
			const ada = await own.join();
			const id = (await ada.ask('GET', '/api/users/me'))
				.headers['x-request-id'];
			const { url, headers, text } = await until('it is told',
				async () => listener.kept.find((one) =>
					one.text.includes(id)));
			const [head, item, event] = text.trimEnd().split('\n')
				.map((line) => JSON.parse(line));

			assert.equal(url, '/api/7/envelope/');
			assert.match(headers['x-sentry-auth'],
				/sentry_key=c0ffee$/);
			assert.equal(item.type, 'transaction');
			assert.equal(event.type, 'transaction');
			assert.match(event.event_id, /^[0-9a-f]{32}$/);
			assert.equal(head.event_id, event.event_id);
			assert.equal(event.transaction, 'GET /api/users/me');
			assert.equal(event.environment, 'staging');
			assert.match(event.release, /^vitae@\d/);
			assert.equal(event.contexts.trace.op, 'http.server');
			assert.equal(event.contexts.trace.status, 'ok');
			assert.equal(event.contexts.response.status_code, 200);
			assert.equal(event.tags.request_id, id);
			assert.ok(event.timestamp > event.start_timestamp);
			assert.ok(event.spans.length > 0);
			for (const span of event.spans) {
				assert.equal(span.trace_id,
					event.contexts.trace.trace_id);
				assert.equal(span.parent_span_id,
					event.contexts.trace.span_id);
				assert.equal(span.op, 'db');
				assert.ok(span.start_timestamp >=
					event.start_timestamp);
				assert.ok(span.timestamp <= event.timestamp);
			}
			assert.ok(!text.includes(ada.email) &&
				!text.includes(ada.user.id));
			const { values } = await numbers(own);

			assert.ok(values[
				'vitae_spans_sent_total{to="sentry"}'] > 0);
			assert.equal(values[SENT], undefined);
		});
		await listener.close();
	});

	test('SENTRY_TRACE_SAMPLE_RATE is a share, which no header changes',
		async () => {
			const listener = await Listener.open();
			const host = listener.url.slice('http://'.length);
			const asked = 1000;

			await apart(house.database, {
				SENTRY_DSN: `http://c0ffee@${host}/7`,
				SENTRY_TRACE_SAMPLE_RATE: '0.1',
				OTEL_BSP_SCHEDULE_DELAY: OFTEN,
			}, async (own) => {
				for (let i = 0; i < asked; i++)
					await ask(own, `00-${TRACE}-${PARENT}-01`);
				await own.restart();
				/* one in a billion runs is outside of this */
				const n = listener.kept.length;

				assert.ok(n > 40 && n < 170, `${n} of ${asked}`);
			});
			await listener.close();
		});
}

onBoth({}, (house) => {
	metrics(house);
	traces(house);
	if (house.database !== 'sqlite')
		return;
	unwell();
	settings();
	sentry(house);
});
