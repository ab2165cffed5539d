/*
 * test/node/limit_test.mjs - how often (OPS-9): the policies one by one, the
 * answer to the letter, whose address counts, many nodes with one Redis and
 * without it; and what browsers of other sites may (CORS).
 */
import assert from 'node:assert/strict';
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { apart, ok, onBoth, refused, test, until } from './harness.mjs';

const OFF = '0';
const path = '/api/auth/me';
/* No answer to who is nobody, but one that is counted. */
const knock = (house, ip, headers) => house.ask('GET', path, { ip, headers });

/* What `policy` says when it is over, to the letter. */
function over(answer, limit, per, span) {
	assert.equal(answer.status, 429, answer.text);
	assert.deepEqual(answer.body, {
		error: 'Rate limit exceeded',
		message: `Rate limit exceeded: ${limit} requests ${per}`,
		retry_after: span,
	});
	assert.match(answer.headers['retry-after'], /^[1-9]\d*$/);
	assert.equal(answer.headers['ratelimit-limit'], String(limit));
	assert.equal(answer.headers['ratelimit-remaining'], '0');
	assert.match(answer.headers['ratelimit-reset'], /^\d+$/);
	assert.equal(answer.headers['ratelimit-policy'],
		`${limit};w=${parseInt(span, 10)}`);
}

/* How many are let in before the first that is not. */
async function untilOver(ask, most = 500) {
	const began = Date.now();

	for (let n = 0; n < most; n++) {
		const answer = await ask();

		if (answer.status === 429)
			return { n, answer, ms: Date.now() - began };
	}
	throw new Error(`${most} were let in`);
}

/* All at once were let in, and those who came back meanwhile. */
function perMinute({ n, ms }, limit) {
	const back = Math.ceil(ms / (60_000 / limit));

	assert.ok(n >= limit && n <= limit + back, `${n} in ${ms} ms`);
}

/* A server for one policy; on SQLite, as none of this is in a database. */
const alone = (settings, run) => apart('sqlite', settings, run);

/* ---- the policies ------------------------------------------------------- */

function policies() {
	test('OPS-9: 60 requests per minute, when nothing is set',
		() => alone({ RATE_LIMIT_PER_MINUTE: '60',
			RATE_LIMIT_PER_HOUR: '1000',
			RATE_LIMIT_MAX_REQUESTS: '100' }, async (house) => {
			const got = await untilOver(
				() => knock(house, '198.51.100.1'));
			const { answer } = got;

			perMinute(got, 60);
			over(answer, 60, 'per minute', '60 seconds');
			assert.ok(Number(answer.headers['retry-after']) <= 60);
			assert.notEqual((await knock(house, '198.51.100.2'))
				.status, 429);
		}));

	test('OPS-9: so many an hour', () => alone(
		{ RATE_LIMIT_PER_HOUR: '5' }, async (house) => {
			const { n, answer } = await untilOver(
				() => knock(house, '198.51.100.1'));

			assert.equal(n, 5);
			over(answer, 5, 'per hour', '3600 seconds');
		}));

	test('OPS-9: so many in a window of one\'s own', () => alone(
		{ RATE_LIMIT_WINDOW_MS: '900000',
			RATE_LIMIT_MAX_REQUESTS: '3' }, async (house) => {
			const { n, answer } = await untilOver(
				() => knock(house, '198.51.100.1'));

			assert.equal(n, 3);
			over(answer, 3, 'per 15 minutes', '900 seconds');
		}));

	test('OPS-9: the strictest of three is told', () => alone(
		{ RATE_LIMIT_PER_MINUTE: '7', RATE_LIMIT_PER_HOUR: '4',
			RATE_LIMIT_MAX_REQUESTS: '9' }, async (house) => {
			const first = await knock(house, '198.51.100.1');
			const { answer } = await untilOver(
				() => knock(house, '198.51.100.1'));

			assert.equal(first.headers['ratelimit-limit'], '4');
			assert.equal(first.headers['ratelimit-remaining'], '3');
			over(answer, 4, 'per hour', '3600 seconds');
		}));

	test('what finds nothing is counted, too', () => alone(
		{ RATE_LIMIT_PER_HOUR: '5' }, async (house) => {
			const { n } = await untilOver(() => house.ask('GET',
				'/wp-login.php', { ip: '198.51.100.1' }));

			assert.equal(n, 5);
		}));

	test('health and orchestrators are never kept waiting', () => alone(
		{ RATE_LIMIT_PER_HOUR: '2' }, async (house) => {
			for (let i = 0; i < 5; i++)
				for (const at of ['/livez', '/readyz',
					'/api/health', '/docs'])
					ok(await house.ask('GET', at,
						{ ip: '198.51.100.1' }));
		}));
}

/* ---- whose address ------------------------------------------------------ */

function addresses() {
	const settings = { RATE_LIMIT_PER_HOUR: '5' };

	test('OPS-9: X-Forwarded-For of anybody is not believed', () => alone(
		{ ...settings, TRUSTED_PROXIES: '' }, async (house) => {
			let n = 0;
			const { n: count } = await untilOver(
				() => knock(house, `203.0.113.${n++}`));

			assert.equal(count, 5);
			const log = house.logged().filter((l) => l.status === 401);

			assert.ok(log.every((l) => l.ip === '127.0.0.1'));
		}));

	test('OPS-9: of trusted proxies the nearest stranger counts',
		() => alone({ ...settings,
			TRUSTED_PROXIES: '127.0.0.1, 10.0.0.0/8' },
		async (house) => {
			let n = 0;
			const { n: count } = await untilOver(() => knock(house,
				`1.2.3.${n++}, 203.0.113.7, 10.1.2.3`));

			assert.equal(count, 5);
			over(await knock(house, '203.0.113.7'), 5, 'per hour',
				'3600 seconds');
			/* what cannot be read ends the chain */
			refused(await knock(house, '203.0.113.8, nonsense'), 401,
				'not_signed');
			refused(await knock(house, '203.0.113.9:4711'), 401,
				'not_signed');
			await until('the log tells it', () => house.logged()
				.some((line) => line.ip === '203.0.113.9'));
		}));

	test('OPS-9: a line of X-Forwarded-For that a proxy adds counts',
		() => alone(settings, async (house) => {
			let n = 0;
			/* the first line is what the client made up */
			const { n: count } = await untilOver(() => knock(house,
				[`1.2.3.${n++}`, '203.0.113.7']));

			assert.equal(count, 5);
			over(await knock(house, '203.0.113.7'), 5, 'per hour',
				'3600 seconds');
		}));

	test('OPS-9: IPv6 counts by its network, not by its address',
		() => alone(settings, async (house) => {
			let n = 0;
			const { n: count } = await untilOver(() => knock(house,
				`2001:db8:1:2:${(n++).toString(16)}::1`));

			assert.equal(count, 5);
			refused(await knock(house, '2001:db8:1:3::1'), 401,
				'not_signed');
			refused(await knock(house, '[2001:db8:9:9::1]:443'), 401,
				'not_signed');
			/* the same network written otherwise */
			over(await knock(house, '2001:0DB8:0001:0002:ffff::'), 5,
				'per hour', '3600 seconds');
		}));
}

/* ---- persons ------------------------------------------------------------ */

function persons(house) {
	test('OPS-9: ten exports a minute, from wherever', async () => {
		const ada = await house.join();
		const got = await untilOver(() => ada.ask('GET',
			'/api/users/me/export', { ip: house.someone().ip }));

		perMinute(got, 10);
		over(got.answer, 10, 'per minute', '60 seconds');
		ok(await (await house.join()).ask('GET',
			'/api/users/me/export'));
		ok(await ada.ask('GET', path));
	});

	test('OPS-9: a person has twice what an address has, from wherever',
		() => alone({ RATE_LIMIT_PER_MINUTE: '6' }, async (own) => {
			const ada = await own.join();
			const got = await untilOver(() =>
				ada.ask('GET', path, { ip: own.someone().ip }));

			perMinute(got, 12);
			over(got.answer, 12, 'per minute', '60 seconds');
			ok(await (await own.join()).ask('GET', path));
		}));

	test('OPS-9: a better plan lets a person ask more', () => alone(
		{ RATE_LIMIT_PER_MINUTE: '4' }, async (own) => {
			const ada = await own.join();

			for (const [plan, times] of [['basic', 4], ['pro', 10],
				['premium', 20], ['none that is known', 2]]) {
				const bob = await own.join();

				own.sql(`UPDATE account SET plan = '${plan}' ` +
					`WHERE id = '${bob.user.id}'`);
				const got = await untilOver(() => bob.ask('GET', path,
					{ ip: own.someone().ip }));

				perMinute(got, 4 * times);
				over(got.answer, 4 * times, 'per minute',
					'60 seconds');
			}
			const { headers } = await ada.ask('GET', path);

			assert.equal(headers['ratelimit-limit'], '4');
		}));

	test('OPS-9: thirty sign-ins a minute from one address', async () => {
		const { ip } = house.someone();
		const got = await untilOver(() => house.ask('POST',
			'/api/auth/refresh',
			{ ip, body: { refresh_token: 'x' } }));

		perMinute(got, 30);
		over(got.answer, 30, 'per minute', '60 seconds');
		refused(await knock(house, ip), 401, 'not_signed');
	});
}

/* ---- many nodes --------------------------------------------------------- */

/* On a socket in its folder: ports may be taken by others. */
async function redis() {
	const folder = mkdtempSync(join(tmpdir(), 'vitae-redis-'));
	const at = join(folder, 'socket');
	const child = spawn('redis-server', ['--port', '0', '--unixsocket', at,
		'--save', '', '--appendonly', 'no', '--dir', folder],
	{ stdio: 'ignore' });
	const ended = once(child, 'exit');

	process.on('exit', () => child.kill('SIGKILL'));
	await until('Redis', () => {
		try {
			return execFileSync('redis-cli', ['-s', at, 'ping'],
				{ stdio: ['ignore', 'pipe', 'ignore'],
					encoding: 'utf8' }).includes('PONG');
		} catch {
			return false;
		}
	});
	return {
		url: `unix://${at}`,
		async stop() {
			child.kill('SIGKILL');
			await ended;
			rmSync(folder, { recursive: true, force: true });
		},
	};
}

const statusOf = (health, service) =>
	health.checks.find((check) => check.service === service);

/* Redis has 50 ms for an answer, which a busy machine may not keep: then a
 * node counts alone, and more are let in. Alone they would always let in
 * twice as many. */
async function countedTogether(both, limit) {
	let count;

	for (let i = 1; i <= 9 && count !== limit; i++) {
		let n = 0;

		count = (await untilOver(() => knock(both[n++ % both.length],
			`203.0.113.${100 + i}`))).n;
		assert.ok(count <= limit * both.length);
	}
	return count;
}

function nodes() {
	test('OPS-9, OPS-19: nodes count together in Redis, alone without it',
		async () => {
			const store = await redis();
			const settings = { RATE_LIMIT_PER_HOUR: '6',
				REDIS_URL: store.url,
				SECRET_KEY: '1b6f0aa2-shared-by-all-nodes-83dd' };

			await alone(settings, (one) => alone(settings,
				async (two) => {
					const both = [one, two];

					assert.equal(await countedTogether(both, 6), 6);
					await until('health says so', async () =>
						statusOf(ok(await one.ask('GET',
							'/api/health')),
						'redis').status === 'healthy');
					await store.stop();
					for (const node of both)
						await byItself(node);
				}));
		});
}

/* A node whose Redis died says so and counts for itself. */
async function byItself(node) {
	const { n } = await untilOver(() => knock(node, '203.0.113.2'));

	assert.equal(n, 6);
	const health = await until('health says so', async () => {
		const got = ok(await node.ask('GET', '/api/health'));

		return statusOf(got, 'redis').status === 'degraded' && got;
	});

	assert.equal(health.status, 'degraded');
	assert.match(statusOf(health, 'redis').message,
		/this node counts for itself/);
}

/* ---- other sites -------------------------------------------------------- */

function otherSites() {
	const origin = 'https://app.example.org';
	const cors = (answer) => answer.headers['access-control-allow-origin'];

	test('no other site may read answers, unless it is named', () => alone(
		{ ENABLE_CORS: 'true',
			ALLOWED_ORIGINS: `https://x.example, ${origin}` },
		async (house) => {
			const from = (o, method = 'GET') => house.ask(method, path,
				{ headers: { origin: o,
					'access-control-request-method': 'PUT' } });
			const asked = await from(origin, 'OPTIONS');

			assert.equal(cors(await from(origin)), origin);
			assert.equal(asked.status, 204);
			assert.equal(cors(asked), origin);
			assert.match(asked.headers['access-control-allow-methods'],
				/\bPUT\b/);
			assert.match(asked.headers['access-control-allow-headers'],
				/\bAuthorization\b.*\bIdempotency-Key\b/);
			for (const other of ['https://evil.example', 'null',
				`${origin}.evil.example`, 'http://app.example.org',
				`${origin}:444`, '']) {
				const answer = await from(other);

				assert.equal(cors(answer), undefined, other);
				assert.match(answer.headers.vary, /Origin/);
			}
		}));

	test('with CORS off nobody is named', () => alone(
		{ ALLOWED_ORIGINS: origin }, async (house) => {
			assert.equal(cors(await house.ask('GET', path,
				{ headers: { origin } })), undefined);
		}));
}

policies();
addresses();
nodes();
otherSites();
onBoth({ RATE_LIMIT_PER_MINUTE: OFF }, persons);
