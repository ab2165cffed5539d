/*
 * test/node/admin_test.mjs - what operators see: the audit log and its chain
 * (OPS-5), errors (OPS-2), timers and numbers (OPS-3), used features (OPS-6),
 * health (OPS-10). Jobs are in job_test.mjs.
 */
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';

import { apart, ok, onBoth, refused, test, until } from './harness.mjs';

const TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;

/* ---- the audit log ------------------------------------------------------ */

function audit(house) {
	const rows = async (query) => ok(await (await house.admin()).ask('GET',
		`/api/admin/audit?${query}`)).audit_logs;

	test('OPS-5: each change tells who, what, from where, and how it went',
		async () => {
			const ada = await house.join({ agent: 'a browser' });
			const root = await house.admin();

			ok(await ada.ask('PUT', '/api/users/me',
				{ body: { full_name: 'Ada King' } }));
			await ada.ask('POST', '/api/auth/login', { body: {
				email: ada.email, password: 'no such word' } });
			ok(await root.ask('PUT',
				`/api/admin/users/${ada.user.id}`,
				{ body: { suspended: true } }));
			const all = await rows(`entity_id=${ada.user.id}`);

			assert.deepEqual(all.map((r) => [r.action, r.status,
				r.actor_type, r.actor_id]), [
				['account.rule', 'success', 'user', root.user.id],
				['account.login', 'denied', 'nobody', ''],
				['account.change', 'success', 'user', ada.user.id],
				['account.register', 'success', 'user',
					ada.user.id]]);
			const change = all[2];

			assert.equal(change.ip, ada.ip);
			assert.equal(change.agent, 'a browser');
			assert.equal(change.method, 'PUT');
			assert.equal(change.path, '/api/users/me');
			assert.match(change.old_values.full_name, /Person/);
			assert.deepEqual(change.new_values,
				{ email: ada.email, full_name: 'Ada King' });
			assert.match(change.at, TIME);
			assert.equal(all[1].actor_email, ada.email);
			assert.equal(all[0].actor_role, 'admin');
		});

	test('OPS-5: filters narrow it, by actor, action, status and time',
		async () => {
			const ada = await house.join();
			const mine = `actor_id=${ada.user.id}`;
			const soon = new Date(Date.now() + 60_000).toISOString();
			const long = new Date(Date.now() - 600_000).toISOString();

			await ada.key('jobs');
			assert.equal((await rows(mine)).length, 2);
			for (const [query, n] of [
				[`${mine}&action=api_key.create`, 1],
				[`${mine}&entity_type=api_key`, 1],
				[`${mine}&status=denied`, 0],
				[`${mine}&from=${long}&until=${soon}`, 2],
				[`${mine}&from=${soon}`, 0],
				[`${mine}&until=${long}`, 0]])
				assert.equal((await rows(query)).length, n, query);
		});

	test('OPS-5: what was and what is stand beside each other', async () => {
		const ada = await house.join();
		const rule = async (body) => ok(await (await house.admin()).ask(
			'PUT', `/api/admin/users/${ada.user.id}`, { body }));

		await rule({ suspended: true });
		await rule({ role: 'admin', suspended: false });
		const seen = await rows(`entity_id=${ada.user.id}&action=account.rule`);

		assert.deepEqual(seen.map((r) => [r.old_values, r.new_values]), [
			[{ role: 'user', status: 'suspended' },
				{ role: 'admin', status: 'active' }],
			[{ role: 'user', status: 'active' },
				{ role: 'user', status: 'suspended' }]]);
	});

	test('OPS-5: the log goes out as lines, filtered, and that is recorded',
		async () => {
			const ada = await house.join();
			const root = await house.admin();
			const take = (query) => root.ask('GET',
				`/api/admin/audit/export?${query}`);

			for (let i = 0; i < 25; i++)
				ok(await ada.ask('PUT', '/api/users/me',
					{ body: { full_name: `Ada ${i}` } }));
			const answer = await take(`actor_id=${ada.user.id}` +
				'&action=account.change');
			const lines = answer.text.split('\n');

			assert.equal(answer.status, 200, answer.text);
			assert.equal(answer.headers['content-type'],
				'application/x-ndjson');
			assert.equal(lines.pop(), '');
			assert.deepEqual(lines.map((l) => JSON.parse(l).new_values),
				Array.from({ length: 25 }, (_, i) =>
					({ email: ada.email, full_name: `Ada ${i}` })));
			const [page] = await rows(`actor_id=${ada.user.id}` +
				'&action=account.change&limit=1');

			assert.deepEqual(JSON.parse(lines.at(-1)), page);
			assert.equal((await take('action=none.such')).text, '');
			assert.ok((await rows(`actor_id=${root.user.id}` +
				'&action=audit.export')).length >= 2);
			refused(await take('from=zzz'), 400, 'bad_input', '/from');
			refused(await ada.ask('GET', '/api/admin/audit/export'), 403,
				'forbidden');
		});

	test('OPS-5: what is refused leaves a row, and no change', async () => {
		const ada = await house.join();
		const id = randomUUID();

		refused(await ada.ask('PUT', `/api/admin/users/${id}`,
			{ body: { role: 'admin' } }), 403, 'forbidden');
		const [row] = await rows(`actor_id=${ada.user.id}&status=denied`);

		assert.equal(row.action, 'account.rule');
		assert.match(row.error, /administrators/);
	});
}

/* What somebody with the database's password may try: [how, what is found].
 * `n` is the row, one of several. */
const TAMPERING = {
	'an action rewritten': [(n) => "UPDATE audit_logs SET action = 'x' " +
		`WHERE seq = ${n}`, /changed/],
	'a status turned': [(n) => "UPDATE audit_logs SET status = 'failed' " +
		`WHERE seq = ${n}`, /changed/],
	'an address rewritten': [(n) => "UPDATE audit_logs SET ip = '::9' " +
		`WHERE seq = ${n}`, /changed/],
	'a time moved': [(n) => 'UPDATE audit_logs SET at = at - 1 ' +
		`WHERE seq = ${n}`, /changed/],
	'a row taken out': [(n) => 'DELETE FROM audit_logs ' +
		`WHERE seq = ${n}`, /missing/],
};

function tampering(house) {
	for (const [how, [sql, why]] of Object.entries(TAMPERING))
		test(`OPS-5: ${how} is found, and the row named`,
			() => apart(house.database, {}, async (own) => {
				const root = await own.admin();
				const verify = async () => ok(await root.ask('GET',
					'/api/admin/audit/verify'));

				for (let i = 0; i < 4; i++)
					await own.join();
				const whole = await verify();

				assert.equal(whole.ok, true);
				assert.equal(whole.rows, 5);
				assert.equal(whole.bad_seq, 0);
				assert.match(own.command(['admin', 'audit',
					'verify']), /whole|ok/i);
				own.sql(sql(3));
				const broken = await verify();

				assert.equal(broken.ok, false);
				assert.equal(broken.bad_seq, 3);
				assert.match(broken.why, why);
				assert.throws(() => own.command(['admin', 'audit',
					'verify'], { stdio: 'pipe' }));
			}));

	test('OPS-5: a log cut short is found', () => apart(house.database, {},
		async (own) => {
			const root = await own.admin();

			await own.join();
			await own.join();
			own.sql('DELETE FROM audit_logs WHERE seq = 3');
			const verdict = ok(await root.ask('GET',
				'/api/admin/audit/verify'));

			assert.equal(verdict.ok, false);
			assert.equal(verdict.bad_seq, 3);
		}));
}

/* Stands in for Sentry: keeps what it is sent. */
class Sentry {
	static async listen() {
		const it = new Sentry();

		it.count = 0;
		it.server = createServer(async (request, answer) => {
			const pieces = await request.toArray();
			const lines = Buffer.concat(pieces).toString().trimEnd()
				.split('\n');

			it.count++;
			answer.end('{}');
			it.server.emit('event', { method: request.method,
				url: request.url, headers: request.headers, lines });
		}).listen(0, '127.0.0.1');
		it.first = once(it.server, 'event');
		await once(it.server, 'listening');
		it.port = it.server.address().port;
		return it;
	}

	async next() {
		return (await this.first)[0];
	}

	async close() {
		this.server.close();
		await once(this.server, 'close');
	}
}

/* ---- errors, timers, used features -------------------------------------- */

function errors(house) {
	test('OPS-2: what breaks is told to nobody but kept, grouped, ruled',
		() => apart(house.database, {}, async (own) => {
			const root = await own.admin();
			const ada = await own.join();
			const list = async (query = '') => ok(await root.ask('GET',
				`/api/admin/errors${query}`)).errors;
			const rule = async (id, state) => ok(await root.ask('PUT',
				`/api/admin/errors/${id}`, { body: { state } }));
			const seen = (n) => until(`${n} times`, async () =>
				(await list()).find((e) => e.count === n));

			own.mayFail = true;
			own.sql('ALTER TABLE slow_operation RENAME TO away');
			const broken = await root.ask('GET',
				'/api/admin/performance');

			refused(broken, 500, 'broken');
			assert.doesNotMatch(broken.text, /slow_operation|SELECT/);
			await root.ask('GET', '/api/admin/performance');
			const group = await seen(2);

			assert.equal(group.state, 'open');
			assert.match(group.title, /slow_operation/);
			const detail = ok(await root.ask('GET',
				`/api/admin/errors/${group.fingerprint}`));
			const event = detail.events.at(-1);

			assert.equal(detail.events.length, 2);
			assert.equal(event.request_id,
				broken.headers['x-request-id']);
			assert.equal(event.account_id, root.user.id);
			assert.equal(event.path, '/api/admin/performance');
			assert.match(event.trace, /api_answer|app_errors_slow/);
			await rule(group.fingerprint, 'resolved');
			assert.equal((await list('?state=open')).length, 0);
			/* it comes back, so it was not resolved */
			await root.ask('GET', '/api/admin/performance');
			assert.equal((await seen(3)).state, 'open');
			await rule(group.fingerprint, 'muted');
			await root.ask('GET', '/api/admin/performance');
			assert.equal((await seen(4)).state, 'muted');
			own.sql('ALTER TABLE away RENAME TO slow_operation');
			ok(await root.ask('GET', '/api/admin/performance'));
			refused(await ada.ask('GET', '/api/admin/errors'), 403,
				'forbidden');
			refused(await root.ask('GET', '/api/admin/errors/none'),
				404, 'not_found');
		}));

	test('OPS-2: Sentry is told, once it listens, and not of muted ones',
		async () => {
			const sentry = await Sentry.listen();
			const dsn = `http://c0ffee@127.0.0.1:${sentry.port}/sub/7`;

			await apart(house.database, { SENTRY_DSN: dsn,
				SENTRY_ENVIRONMENT: 'staging',
				SENTRY_TRACE_SAMPLE_RATE: '0' }, async (own) => {
				const root = await own.admin();
				const fall = async () => (await root.ask('GET',
					'/api/admin/performance')).headers['x-request-id'];

				own.mayFail = true;
				own.sql('ALTER TABLE slow_operation RENAME TO away');
				const id = await fall();
				const { method, url, headers, lines } =
					await sentry.next();
				const [head, item, event] = lines.map((l) =>
					JSON.parse(l));

				assert.equal(method, 'POST');
				assert.equal(url, '/sub/api/7/envelope/');
				assert.match(headers['x-sentry-auth'],
					/sentry_version=7.*sentry_key=c0ffee$/);
				assert.equal(item.type, 'event');
				assert.match(event.event_id, /^[0-9a-f]{32}$/);
				assert.equal(head.event_id, event.event_id);
				assert.equal(event.environment, 'staging');
				assert.match(event.release, /^vitae@\d/);
				assert.equal(event.level, 'error');
				assert.match(event.message.formatted,
					/slow_operation/);
				assert.equal(event.tags.request_id, id);
				assert.deepEqual(event.user, { id: root.user.id });
				assert.doesNotMatch(lines.join(), /root@example/);
				const group = event.fingerprint[0];

				ok(await root.ask('PUT', `/api/admin/errors/${group}`,
					{ body: { state: 'muted' } }));
				await fall();
				await until('no job is left', async () =>
					own.sql("SELECT count(*) FROM job WHERE kind = " +
						"'error.report' AND ended_at > 0") === '2');
				assert.equal(sentry.count, 1);
				own.sql('ALTER TABLE away RENAME TO slow_operation');
			});
			await sentry.close();
		});

	test('OPS-3: operations tell their percentiles, slow ones stand out',
		async () => {
			const root = await house.admin();

			await house.join();
			house.sql('INSERT INTO slow_operation (id, at, name, ' +
				'duration_ms, request_id) VALUES ' +
				`('${randomUUID()}', 1, 'tailor', 7000, 'r')`);
			const { operations, slow } = ok(await root.ask('GET',
				'/api/admin/performance'));

			assert.ok(operations.length > 0);
			for (const o of operations) {
				assert.ok(o.count > 0);
				assert.ok(o.p50_ms <= o.p95_ms &&
					o.p95_ms <= o.p99_ms, JSON.stringify(o));
			}
			assert.ok(operations.some((o) =>
				o.name.includes('/api/auth/register')));
			assert.equal(slow[0].name, 'tailor');
			assert.equal(slow[0].duration_ms, 7000);
		});

	test('OPS-3: queries and jobs have timers, too', async () => {
		const ada = await house.join();
		const root = await house.admin();
		const timed = async (name) => ok(await root.ask('GET',
			'/api/admin/performance')).operations
			.find((o) => o.name === name);
		const before = await timed('query session.add');

		await ada.login();
		const after = await timed('query session.add');

		assert.ok(before.count >= 1);
		assert.equal(after.count, before.count + 1);
		assert.ok(after.max_ms >= after.p50_ms);
		ok(await house.ask('POST', '/api/auth/password-reset',
			{ body: { email: ada.email } }), 202);
		assert.ok(await until('the mail was timed',
			() => timed('job mail.send')));
		assert.match((await house.ask('GET', '/metrics')).text,
			/operation_seconds_count\{name="query session.add"\} [1-9]/);
	});

	test('OPS-6: used features are counted by plan, people and failures',
		async () => {
			const root = await house.admin();
			const ada = await house.join();

			await ada.ask('GET', '/api/jobs');
			await ada.ask('GET', '/api/jobs');
			await (await house.join()).ask('GET', '/api/jobs?limit=0');
			const sum = await until('the sums', async () => {
				const { features } = ok(await root.ask('GET',
					'/api/admin/feature-usage'));

				return features.find((f) => f.count >= 3 &&
					f.feature_name === 'jobs.list');
			});

			assert.deepEqual([sum.plan, sum.count, sum.failed,
				sum.people], ['free', 3, 1, 2]);
		});

	test('what a program asks again and again is few rows of many uses',
		async () => {
			const ada = await house.join();
			const of = 'FROM feature_usage_tracking u ' +
				'JOIN account a ON a.id = u.account_id ' +
				`WHERE a.email = '${ada.email}' ` +
				"AND u.feature_name = 'jobs.list'";

			for (let i = 0; i < 40; i++)
				ok(await ada.ask('GET', '/api/jobs'));
			await until('all uses are written', () => house.sql(
				`SELECT COALESCE(sum(uses), 0) ${of}`) === '40');
			assert.ok(Number(house.sql(`SELECT count(*) ${of}`)) < 40);
		});
}

/* ---- health and numbers ------------------------------------------------- */

function health(house) {
	test('OPS-10: health names each check, its state and its time',
		async () => {
			const report = ok(await house.ask('GET', '/api/health'));

			assert.ok(['healthy', 'degraded'].includes(report.status));
			assert.match(report.timestamp, TIME);
			for (const check of report.checks) {
				assert.deepEqual(Object.keys(check).sort(),
					['message', 'responseTime', 'service',
						'status', 'timestamp']);
				assert.equal(typeof check.responseTime, 'number');
				assert.match(check.timestamp, TIME);
			}
			for (const service of ['database', 'authentication',
				'disk', 'jobs', 'mail', 'redis', 'llm'])
				assert.ok(report.checks.some((check) =>
					check.service === service), service);
			assert.equal((await house.ask('GET', '/livez')).text,
				'ok\n');
			assert.equal((await house.ask('GET', '/readyz')).text,
				'ok\n');
		});

	test('memory that only holds files read earlier is not missed',
		async () => {
			const now = (name) => Number(new RegExp(`${name}: +(\\d+)`)
				.exec(readFileSync('/proc/meminfo', 'utf8'))[1]) / 1024;
			const before = now('MemAvailable');
			const { checks } = ok(await house.ask('GET', '/api/health'));
			const memory = checks.find((c) => c.service === 'memory');
			const told = Number(/^(\d+) MB available$/
				.exec(memory.message)[1]);
			const middle = (before + now('MemAvailable')) / 2;

			assert.ok(told > middle / 2 && told < middle * 2, memory.message);
		});

	/* {name: type}, {series: value}; fails on what Prometheus would */
	const numbers = (text) => {
		const types = {};
		const values = {};

		assert.ok(text.endsWith('\n'));
		for (const line of text.trimEnd().split('\n')) {
			const type = /^# TYPE (\w+) (counter|gauge|histogram)$/
				.exec(line);
			const sample = /^(\w+)(\{(?:\w+="(?:[^"\\]|\\.)*",?)+\})? (\S+)$/
				.exec(line);

			if (type) {
				assert.equal(types[type[1]], undefined, line);
				[, , types[type[1]]] = type;
			} else if (!/^# HELP \w+ \S/.test(line)) {
				assert.ok(sample, line);
				const [, name, labels = '', value] = sample;
				const base = name.replace(
					/_(bucket|sum|count)$/, '');

				assert.ok(types[name] ??
					types[base] === 'histogram', line);
				assert.ok(Number.isFinite(Number(value)), line);
				assert.equal(values[name + labels], undefined,
					line);
				values[name + labels] = Number(value);
			}
		}
		return { types, values };
	};

	test('OPS-3: /metrics is text that Prometheus reads', async () => {
		const answer = await house.ask('GET', '/metrics');
		const { types, values } = numbers(answer.text);

		assert.match(answer.headers['content-type'],
			/^text\/plain; version=0\.0\.4/);
		assert.equal(types.vitae_operation_seconds, 'histogram');
		assert.ok(values['vitae_http_answers_total{class="2xx"}'] > 0);
		const names = Object.keys(values).filter((series) =>
			series.startsWith('vitae_operation_seconds_count'));

		assert.ok(names.length > 0);
		for (const series of names) {
			const label = /name="[^"]*"/.exec(series)[0];
			const buckets = Object.entries(values).filter(([s]) =>
				s.startsWith('vitae_operation_seconds_bucket') &&
				s.includes(label)).map(([, n]) => n);

			assert.deepEqual(buckets,
				[...buckets].sort((a, b) => a - b));
			assert.equal(buckets.at(-1), values[series]);
		}
	});

	test('a proxy that TRUSTED_PROXIES forgot opens no numbers', () => apart(
		'sqlite', { TRUSTED_PROXIES: '' }, async (own) => {
			ok(await own.ask('GET', '/metrics'));
			for (const header of ['X-Forwarded-For', 'Forwarded',
				'X-Real-IP', 'Via'])
				refused(await own.ask('GET', '/metrics', {
					headers: { [header]: '127.0.0.1' },
				}), 403, 'forbidden');
		}));

	test('OPS-3: numbers are for this machine, or by token', async () => {
		refused(await house.ask('GET', '/metrics', { ip: '10.9.9.9' }),
			403, 'forbidden');
		await apart('sqlite', { METRICS_TOKEN: 'let-prometheus-in' },
			async (own) => {
				const ask = (token, ip) => own.ask('GET', '/metrics',
					{ token, ip });

				ok(await ask('let-prometheus-in', '10.9.9.9'));
				for (const token of [undefined, 'x',
					'let-prometheus-ix'])
					for (const ip of [undefined, '10.9.9.9'])
						refused(await ask(token, ip), 403,
							'forbidden');
			});
	});
}

/* Where readers can be made to wait. */
function hanging(house) {
	test('OPS-11: a check that hangs holds up nobody else who asks', () =>
		apart(house.database, {}, async (own) => {
			const asked = [];
			const answers = [];
			const ask = () => asked.push(own.ask('GET', '/api/health')
				.then((answer) => answers.push(answer.body)));
			const late = (report) => report.checks.find((c) =>
				c.service === 'jobs' &&
				/has not answered/.test(c.message));

			ok(await own.ask('GET', '/api/health'));
			const holder = await own.holdTable('job');

			try {
				const told = await until('one is late', () => {
					ask();
					return answers.find(late);
				});

				assert.equal(told.status, 'degraded');
				assert.equal(late(told).status, 'degraded');
				assert.ok(late(told).responseTime > 2000);
			} finally {
				await holder.release();
			}
			await Promise.all(asked);
			assert.ok(!late(ok(await own.ask('GET', '/api/health'))));
		}));
}

onBoth({}, (house) => {
	audit(house);
	tampering(house);
	errors(house);
	health(house);
	if (house.database === 'postgres')
		hanging(house);
});
