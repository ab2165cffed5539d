/*
 * test/node/job_test.mjs - background jobs as people and operators see them,
 * following them by server-sent events (OPS-18), and a stop of the server that
 * finishes what runs.
 */
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';

import { apart, ok, onBoth, refused, test, until } from './harness.mjs';
import { mailsFor } from './mail.mjs';

/* ---- jobs --------------------------------------------------------------- */

function insertJob(house, who, more) {
	const row = { id: randomUUID(), kind: 'mail.send', input: '{}',
		account_id: who.user.id, state: 'ready', run_at: 2 ** 42,
		created_at: Date.now(), ended_at: 0, tries: 3, ...more };
	const value = (v) => typeof v === 'number' ? v :
		`'${String(v).replaceAll("'", "''")}'`;

	house.sql(`INSERT INTO job (${Object.keys(row).join(', ')}) VALUES ` +
		`(${Object.values(row).map(value).join(', ')})`);
	return row.id;
}

function insertEvents(house, id, from, to) {
	for (let n = from; n <= to; n++)
		house.sql('INSERT INTO job_event (job_id, n, at, name, data) ' +
			`VALUES ('${id}', ${n}, 1, 'progress', '{"n":${n}}')`);
	house.sql(`UPDATE job SET events = ${to} WHERE id = '${id}'`);
}

/* The events of a stream: `next()` awaits one, null is its end. */
function follow(who, id, after) {
	const waiting = [];
	const got = [];
	const give = (event) => {
		const go = waiting.shift();

		return go ? go(event) : got.push(event);
	};
	let text = '';
	const opened = new Promise((go, stop) => {
		who.house.send('GET', `/api/jobs/${id}/events`, {
			ip: who.ip, token: who.token, alone: true,
			headers: after === undefined ? {} :
				{ 'last-event-id': String(after) },
		}, (res) => {
			go(res);
			res.setEncoding('utf8');
			res.on('data', (piece) => {
				const whole = (text + piece).split('\n\n');

				text = whole.pop();
				whole.filter((e) => e.includes('data:'))
					.forEach(give);
			});
			res.on('end', () => give(null));
		}).on('error', stop);
	});

	return {
		opened,
		next: () => got.length ? Promise.resolve(got.shift()) :
			new Promise((go) => waiting.push(go)),
	};
}

function jobs(house) {
	test('OPS-18: a job that failed for good can be run again', () => apart(
		house.database, { WORKERS: '0' }, async (own) => {
			const root = await own.admin();
			const ada = await own.join();

			ok(await ada.ask('POST', '/api/auth/password-reset',
				{ body: { email: ada.email } }), 202);
			own.sql("UPDATE job SET state = 'buried', ended_at = 1, " +
				"error_code = 'upstream', error = 'gone away' " +
				"WHERE kind = 'account.forgot'");
			await own.restart({ WORKERS: '1' });
			const [{ id }] = ok(await root.ask('GET',
				'/api/admin/jobs?state=buried')).jobs;
			const retry = () => root.ask('POST',
				`/api/admin/jobs/${id}/retry`);

			ok(await retry());
			const [mail] = await mailsFor(own, ada.email);

			assert.equal(mail.subject, 'Your new password');
			await until('its end', async () => ok(await root.ask('GET',
				`/api/admin/jobs/${id}`)).state === 'done');
			refused(await retry(), 409, 'conflict');
			refused(await root.ask('POST',
				`/api/admin/jobs/${id}/cancel`), 409, 'conflict');
		}));

	test('OPS-18: a waiting job is cancelled by its owner', async () => {
		const ada = await house.join();
		const id = insertJob(house, ada);

		assert.equal(ok(await ada.ask('POST',
			`/api/jobs/${id}/cancel`)).state, 'cancelled');
		refused(await ada.ask('POST', `/api/jobs/${id}/cancel`), 409,
			'conflict');
	});

	test('OPS-18: who follows a job hears all of it, and its end',
		async () => {
			const ada = await house.join();
			const id = insertJob(house, ada);
			const numbers = [];

			insertEvents(house, id, 1, 3);
			const stream = follow(ada, id);
			const res = await stream.opened;

			assert.equal(res.statusCode, 200);
			assert.match(res.headers['content-type'],
				/^text\/event-stream/);
			for (let n = 1; n <= 3; n++)
				assert.equal(await stream.next(), [`id: ${n}`,
					'event: progress', `data: {"n":${n}}`]
					.join('\n'));
			insertEvents(house, id, 4, 5);
			ok(await ada.ask('POST', `/api/jobs/${id}/cancel`));
			let last;

			for (let e; (e = await stream.next()); last = e)
				numbers.push(Number(/^id: (\d+)$/m.exec(e)[1]));
			assert.deepEqual(numbers, [4, 5, 6]);
			assert.equal(last, ['id: 6', 'event: error',
				'data: {"error":"gone",' +
				'"message":"the job was cancelled"}'].join('\n'));
		});

	test('OPS-18: after Last-Event-ID nothing is lost or told again',
		async () => {
			const ada = await house.join();
			const id = insertJob(house, ada,
				{ state: 'done', ended_at: 5 });

			insertEvents(house, id, 1, 5);
			for (const after of [0, 3, 5, 6]) {
				const stream = follow(ada, id, after);
				const numbers = [];

				for (let e; (e = await stream.next());)
					numbers.push(Number(
						/^id: (\d+)$/m.exec(e)[1]));
				assert.deepEqual(numbers,
					[1, 2, 3, 4, 5, 6].slice(after));
			}
		});

	test('a job that is not there is no stream', async () => {
		const ada = await house.join();

		refused(await ada.ask('GET', `/api/jobs/${randomUUID()}/events`),
			404, 'not_found');
	});
}

/* ---- stopping ----------------------------------------------------------- */

/* A request whose head was read: its body may be awaited. */
function halfAsked(house, ip, body) {
	const bytes = Buffer.from(JSON.stringify(body));
	const answer = new Promise((go, stop) => {
		halfAsked.req = house.half('POST', '/api/auth/login', {
			'x-forwarded-for': ip,
			'content-type': 'application/json',
			'content-length': bytes.length,
			expect: '100-continue',
		}, go).on('error', stop);
	});
	const { req } = halfAsked;

	return {
		read: new Promise((go) => req.once('continue', go)),
		finish: () => req.end(bytes),
		answer,
	};
}

function stopping(house) {
	test('a stop finishes what has begun, and takes nothing new',
		() => apart(house.database, {}, async (own) => {
			const ada = await own.join();
			const half = Array.from({ length: 8 }, () => halfAsked(own,
				own.someone().ip, { email: ada.email,
					password: ada.password }));

			await Promise.all(half.map((h) => h.read));
			own.child.kill('SIGTERM');
			await until('that it hears', () => own.logged().some(
				(line) => line.message.startsWith('stopping')));
			await until('no new connection', () => own.ask('GET',
				'/livez', { alone: true }).then(() => false,
				(error) => error.code === 'ECONNREFUSED'));
			half.forEach((h) => h.finish());
			for (const h of half) {
				const res = await h.answer;

				assert.equal(res.statusCode, 200);
				assert.equal(res.headers.connection, 'close');
				res.resume();
			}
			assert.equal(await own.ended, 0);
		}));

	test('a stream that is followed ends with the server', () => apart(
		house.database, {}, async (own) => {
			const ada = await own.join();
			const stream = follow(ada, insertJob(own, ada));

			await stream.opened;
			own.child.kill('SIGTERM');
			assert.equal(await stream.next(), null);
			assert.equal(await own.ended, 0);
		}));
}

onBoth({}, (house) => {
	jobs(house);
	stopping(house);
});
