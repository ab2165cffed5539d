/*
 * test/node/webhook_test.mjs - outgoing webhooks, seen by a receiver: what is
 * sent, how it is signed, what is tried again, what is in the log (EVT-1 to 5).
 *
 * Receivers are servers of this process on the loopback, which the server is
 * allowed to call here; that it calls no such address otherwise is in
 * webhook_address_test.mjs.
 */
import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';

import { Webhook as Standard } from 'standardwebhooks';
import { Webhook as Svix } from 'svix';

import { apart, ok, onBoth, refused, test, until } from './harness.mjs';
import { readMail } from './mail.mjs';
import { Receiver } from './receiver.mjs';

const SETTINGS = {
	WEBHOOK_ALLOW_LOOPBACK: 'true',
	WEBHOOK_RETRY_DELAYS_MS: '40,60,80',
	WEBHOOK_TIMEOUT_MS: '3000',
};

async function hook(who, receiver, more = {}) {
	const { webhook, secret } = ok(await who.ask('POST', '/api/webhooks', {
		body: { url: receiver.url, events: ['*'], ...more },
	}), 201);

	assert.match(secret, /^whsec_[A-Za-z0-9+/]{43}=$/);
	return { ...webhook, secret, path: `/api/webhooks/${webhook.id}` };
}

async function shown(who, w) {
	return ok(await who.ask('GET', w.path));
}

async function deliveries(who, w, query = '') {
	return ok(await who.ask('GET', `${w.path}/deliveries${query}`))
		.deliveries;
}

/* One delivery, once it is over. */
async function over(who, w, id) {
	return until(`the end of ${id}`, async () => {
		const d = ok(await who.ask('GET', `${w.path}/deliveries/${id}`));

		return d.state !== 'pending' && d;
	});
}

/* Something that is told of: a match, whose score receivers are told. */
async function happen(who, more = {}) {
	return ok(await who.ask('POST', '/api/match', { body: {
		resume: { basics: { name: 'Ada Quill' },
			skills: [{ name: 'Python' }] },
		job_description: 'Data Engineer\n\nRequirements\n- Python',
		...more,
	} }));
}

const states = (list) => list.map((d) => d.state);

onBoth(SETTINGS, (house) => {
	const begin = async (options, more) => {
		const ada = await house.join();
		const receiver = await new Receiver(options).open();

		return { ada, receiver, w: await hook(ada, receiver, more) };
	};

	test('what happens is told, signed so that published libraries verify ' +
		'it (EVT-2, EVT-3)', async () => {
		const { ada, receiver, w } = await begin();
		const { score } = await happen(ada);
		const got = await receiver.next();
		const told = new Standard(w.secret).verify(got.body, got.headers);

		assert.deepEqual(new Svix(w.secret).verify(got.body, got.headers),
			told);
		assert.equal(told.type, 'analysis.completed');
		assert.equal(told.data.score, score);
		assert.ok(Math.abs(Date.parse(told.timestamp) - Date.now()) <
			60_000);
		assert.deepEqual(Object.keys(told), ['type', 'timestamp', 'data']);
		assert.equal(got.method, 'POST');
		assert.equal(got.path, '/hook');
		assert.equal(got.headers['content-type'], 'application/json');
		assert.match(got.headers['user-agent'], /^Vitae-Webhooks\//);
		assert.equal(got.headers['x-vitae-signature'],
			createHmac('sha256', Buffer.from(
				w.secret.slice('whsec_'.length), 'base64'))
				.update(got.body).digest('hex'));
		assert.doesNotMatch(got.body, /Quill/);
		await receiver.close();
	});

	test('a changed byte, id or moment is not verified (EVT-3)', async () => {
		const { ada, receiver, w } = await begin();

		ok(await ada.ask('POST', `${w.path}/test`), 202);
		const { body, headers } = await receiver.next();
		const verify = (b, h) => new Standard(w.secret)
			.verify(b, { ...headers, ...h });

		assert.deepEqual(verify(body, {}).data, { webhook_id: w.id });
		assert.throws(() => verify(`${body} `, {}));
		assert.throws(() => verify(body, { 'webhook-id': 'x' }));
		assert.throws(() => verify(body, { 'webhook-timestamp':
			String(Number(headers['webhook-timestamp']) + 1) }));
		await receiver.close();
	});

	test('a webhook is shown, changed and ended, its secret never again ' +
		'(EVT-1)', async () => {
		const { ada, receiver, w } = await begin(undefined,
			{ events: ['resume.updated', 'resume.updated'] });

		assert.deepEqual(w.events, ['resume.updated']);
		assert.equal(w.is_active, true);
		assert.equal(w.failure_count, 0);
		assert.equal(w.last_triggered_at, undefined);
		const { webhooks } = ok(await ada.ask('GET', '/api/webhooks'));

		assert.deepEqual(webhooks, [await shown(ada, w)]);
		assert.doesNotMatch(JSON.stringify(webhooks), /whsec_|secret/);
		assert.doesNotMatch(house.everything(),
			new RegExp(w.secret.slice(6, 30).replaceAll('+', '\\+')));
		const changed = ok(await ada.ask('PUT', w.path, { body: {
			events: ['*', 'resume.created'] } }));

		assert.deepEqual(changed.events, ['*']);
		assert.equal(changed.url, receiver.url);
		ok(await ada.ask('DELETE', w.path), 204);
		refused(await ada.ask('GET', w.path), 404, 'not_found');
		await receiver.close();
	});

	test('what cannot be a webhook is refused, with its place', async () => {
		const ada = await house.join();
		const make = (body) => ada.ask('POST', '/api/webhooks', { body });
		const url = 'http://127.0.0.1:9/hook';

		for (const [body, field] of [
			[{ url }, '/events'],
			[{ url, events: [] }, '/events'],
			[{ url, events: ['resume.eaten'] }, '/events/0'],
			[{ url, events: ['*', ''] }, '/events/1'],
			[{ url: 'ftp://example.org/', events: ['*'] }, '/url'],
			[{ url: `http://127.0.0.1/${'x'.repeat(2048)}`,
				events: ['*'] }, '/url'],
			[{ url, events: ['*'], secret: 'mine' }, '/secret']])
			refused(await make(body), 400, 'bad_input', field);
		for (let i = 0; i < 50; i++)
			ok(await make({ url, events: ['*'] }), 201);
		refused(await make({ url, events: ['*'] }), 409, 'conflict');
	});

	test('who asked for other events, or is off, is not told', async () => {
		const { ada, receiver, w } = await begin(undefined,
			{ events: ['resume.created'] });
		const off = await hook(ada, receiver, { is_active: false });
		const all = await hook(ada, receiver);

		await happen(ada);
		await until('one delivery', async () =>
			states(await deliveries(ada, all))[0] === 'succeeded');
		assert.deepEqual(await deliveries(ada, w), []);
		assert.deepEqual(await deliveries(ada, off), []);
		assert.equal(receiver.all.length, 1);
		await receiver.close();
	});

	test('what others do is not told to me', async () => {
		const { receiver } = await begin();
		const { ada: bob, receiver: his } = await begin();

		await happen(bob);
		await his.next();
		assert.equal(receiver.all.length, 0);
		await receiver.close();
		await his.close();
	});

	test('a failed delivery is tried three times more under one id, and ' +
		'each attempt is in the log (EVT-5)', async () => {
		const { ada, receiver, w } = await begin({ answer: 503 });

		await happen(ada);
		const all = [];

		for (let i = 0; i < 4; i++)
			all.push(await receiver.next());
		const ids = new Set(all.map((r) => r.headers['webhook-id']));

		assert.equal(ids.size, 1);
		assert.equal(new Set(all.map((r) => r.body)).size, 1);
		for (const one of all)
			new Standard(w.secret).verify(one.body, one.headers);
		const d = await over(ada, w, [...ids][0]);

		assert.equal(d.state, 'failed');
		assert.deepEqual(d.attempts.map((a) => [a.number, a.status,
			a.error, a.response_body]), [4, 3, 2, 1].map((n) =>
			[n, 503, 'the receiver answered 503', 'thanks']));
		assert.equal(d.payload, all[0].body);
		assert.equal((await shown(ada, w)).failure_count, 1);
		const [row] = await deliveries(ada, w, '?state=failed');

		assert.equal(row.id, d.id);
		assert.equal(row.attempts, 4);
		assert.equal(row.response_body, 'thanks');
		assert.deepEqual(await deliveries(ada, w, '?state=pending'), []);
		await receiver.close();
	});

	test('one success forgives the failures before it', async () => {
		const { ada, receiver, w } = await begin({ answer: 500 });

		await happen(ada);
		await until('a failure', async () =>
			(await shown(ada, w)).failure_count === 1);
		receiver.answer = 204;
		await happen(ada);
		await until('a success', async () =>
			(await shown(ada, w)).failure_count === 0);
		assert.deepEqual(states(await deliveries(ada, w)),
			['succeeded', 'failed']);
		await receiver.close();
	});

	test('an attempt that fails and then succeeds is one delivery',
		async () => {
			const { ada, receiver, w } = await begin({ answer: 500 });

			await happen(ada);
			const { headers } = await receiver.next();

			receiver.answer = 200;
			const d = await over(ada, w, headers['webhook-id']);

			assert.equal(d.state, 'succeeded');
			assert.equal((await shown(ada, w)).failure_count, 0);
			await receiver.close();
		});

	test('ten failed deliveries in a row switch it off, tell its owner by ' +
		'mail, and are in the audit log (EVT-5)', async () => {
		const { ada, receiver, w } = await begin({ answer: 500 });

		for (let i = 0; i < 12; i++)
			await happen(ada);
		const off = await until('it to be off', async () => {
			const now = await shown(ada, w);

			return !now.is_active && now;
		});

		assert.match(off.disabled_reason,
			/^10 deliveries in a row failed: .* 500/);
		assert.equal(off.failure_count, 10);
		assert.ok(states(await deliveries(ada, w))
			.every((state) => state === 'failed'));
		const mail = await until('a mail', () => house.mails()
			.map(readMail).find((m) => m.to.includes(ada.email) &&
				/webhook/.test(m.subject)));

		assert.match(mail.text, /was switched off/);
		const root = await house.admin();
		const { audit_logs: [row] } = ok(await root.ask('GET',
			'/api/admin/audit?action=webhook.disable&entity_id=' +
			w.id));

		assert.equal(row.actor_type, 'system');
		const sent = receiver.all.length;

		await happen(ada);
		assert.equal((await deliveries(ada, w)).length, 12);
		assert.equal(receiver.all.length, sent);
		await receiver.close();
	});

	test('what was missed while it was off is recovered, oldest first and ' +
		'under the old ids', async () => {
		const { ada, receiver, w } = await begin({ answer: 410 });
		const since = new Date(Date.now() - 1000).toISOString();

		await happen(ada);
		await until('it to be off', async () =>
			!(await shown(ada, w)).is_active);
		assert.match((await shown(ada, w)).disabled_reason, /410/);
		const first = await receiver.next();

		await happen(ada);
		await happen(ada);
		const recover = (body) => ada.ask('POST', `${w.path}/recover`,
			{ body });

		refused(await recover({ since }), 409, 'conflict');
		refused(await recover({ since: '2001-01-01T00:00:00Z' }), 400,
			'bad_input', '/since');
		receiver.answer = 200;
		assert.equal(ok(await ada.ask('PUT', w.path,
			{ body: { is_active: true } })).disabled_reason, undefined);
		assert.deepEqual(ok(await recover({ since }), 202), { count: 3 });
		const again = [await receiver.next(), await receiver.next(),
			await receiver.next()].map((r) => r.headers['webhook-id']);

		assert.equal(again[0], first.headers['webhook-id']);
		assert.deepEqual(again, [...again].sort());
		await until('all to be there', async () =>
			(await deliveries(ada, w, '?state=succeeded')).length === 3);
		assert.deepEqual(ok(await recover({ since }), 202), { count: 0 });
		await receiver.close();
	});

	test('one delivery is sent again by hand: once, and it counts for ' +
		'nothing', async () => {
		const { ada, receiver, w } = await begin();

		await happen(ada);
		const { headers: { 'webhook-id': id }, body } =
			await receiver.next();

		await over(ada, w, id);
		receiver.answer = 500;
		const resend = () => ada.ask('POST',
			`${w.path}/deliveries/${id}/resend`);

		ok(await resend(), 202);
		const again = await receiver.next();

		assert.equal(again.headers['webhook-id'], id);
		assert.equal(again.body, body);
		const d = await over(ada, w, id);

		assert.equal(d.state, 'failed');
		assert.equal(d.manual, true);
		assert.equal(d.attempts.length, 2);
		assert.equal((await shown(ada, w)).failure_count, 0);
		ok(await ada.ask('PUT', w.path, { body: { is_active: false } }));
		receiver.answer = 200;
		ok(await resend(), 202);
		assert.equal((await over(ada, w, id)).state, 'succeeded');
		await receiver.close();
	});

	test('for a day after a rotation both secrets sign (EVT-1)', async () => {
		const { ada, receiver, w } = await begin();
		const { secret, webhook } = ok(await ada.ask('POST',
			`${w.path}/rotate-secret`));

		assert.notEqual(secret, w.secret);
		assert.ok(Math.abs(Date.parse(webhook.old_secret_until) -
			Date.now() - 24 * 3600_000) < 60_000);
		await happen(ada);
		const both = await receiver.next();

		new Standard(secret).verify(both.body, both.headers);
		new Standard(w.secret).verify(both.body, both.headers);
		new Svix(w.secret).verify(both.body, both.headers);
		house.sql('UPDATE webhook SET old_until = 1 ' +
			`WHERE id = '${w.id}'`);
		await happen(ada);
		const one = await receiver.next();

		new Standard(secret).verify(one.body, one.headers);
		assert.throws(() => new Standard(w.secret)
			.verify(one.body, one.headers));
		await receiver.close();
	});

	test('a redirect is a failure, and is not followed (EVT-4)', async () => {
		const other = await new Receiver().open();
		const { ada, receiver, w } = await begin();

		receiver.answer = (req, res) => {
			res.writeHead(307, { location: other.url });
			res.end();
		};
		const { id } = ok(await ada.ask('POST', `${w.path}/test`), 202);
		const d = await over(ada, w, id);

		assert.equal(d.attempts[0].status, 307);
		assert.match(d.attempts[0].error, /no redirect is followed/);
		assert.equal(other.all.length, 0);
		await other.close();
		await receiver.close();
	});

	test('a receiver that hangs is given up at its time, one that hangs ' +
		'up at once', async () => {
		const { ada, receiver, w } = await begin();

		receiver.answer = () => {};
		const hung = ok(await ada.ask('POST', `${w.path}/test`), 202);
		const d = await over(ada, w, hung.id);

		assert.equal(d.attempts[0].status, 0);
		assert.match(d.attempts[0].error, /within \d+ ms/);
		assert.ok(d.attempts[0].duration_ms >= 2500);
		receiver.answer = (req, res) => res.destroy();
		const torn = ok(await ada.ask('POST', `${w.path}/test`), 202);

		assert.equal((await over(ada, w, torn.id)).state, 'failed');
		await receiver.close();
	});

	test('of an answer without end 4 kB are kept, and it costs nothing',
		async () => {
			const { ada, receiver, w } = await begin();
			let sent = 0;

			receiver.answer = (req, res) => {
				const piece = Buffer.alloc(1 << 16, 'ä\0');
				const more = () => {
					for (;;) {
						sent += piece.length;
						if (!res.write(piece))
							break;
					}
				};

				res.on('drain', more);
				res.on('error', () => {});
				more();
			};
			const { id } = ok(await ada.ask('POST', `${w.path}/test`),
				202);
			const d = await over(ada, w, id);

			assert.equal(d.state, 'succeeded');
			assert.equal(Buffer.byteLength(
				d.attempts[0].response_body) <= 4096, true);
			assert.match(d.attempts[0].response_body, /^ä+$/);
			assert.ok(sent < 64 << 20, `${sent} bytes were read`);
			await receiver.close();
		});

	test('Retry-After is listened to, up to twice the wait', async () => {
		const { ada, receiver, w } = await begin();

		receiver.answer = (req, res) => {
			res.writeHead(429, { 'retry-after': '3600' });
			res.end();
		};
		await happen(ada);
		for (let i = 0; i < 4; i++)
			await receiver.next();
		const waits = receiver.all.slice(1).map((r, i) =>
			r.at - receiver.all[i].at);

		assert.ok(waits[0] >= 75 && waits[2] >= 150, `${waits}`);
		assert.equal((await over(ada, w,
			receiver.all[0].headers['webhook-id'])).state, 'failed');
		await receiver.close();
	});

	test('one receiver is told in the order of what happened, one call at ' +
		'a time', async () => {
		const { ada, receiver } = await begin();
		let open = 0;
		let most = 0;

		receiver.answer = (req, res) => {
			most = Math.max(most, ++open);
			setTimeout(() => {
				open--;
				res.end();
			}, 5);
		};
		for (let i = 0; i < 10; i++)
			await happen(ada);
		const ids = [];

		for (let i = 0; i < 10; i++)
			ids.push((await receiver.next()).headers['webhook-id']);
		assert.deepEqual(ids, [...ids].sort());
		assert.equal(most, 1);
		await receiver.close();
	});

	test('receivers that hang do not delay another (EVT-5)', async () => {
		const dead = await new Receiver().open();
		const { ada, receiver } = await begin();
		const bob = await house.join();

		dead.answer = () => {};
		for (let i = 0; i < 20; i++)
			await hook(bob, dead);
		await happen(bob);
		await until('all to hang', () => dead.all.length === 20);
		await happen(ada);
		await receiver.next();
		assert.equal(dead.all.length, 20);
		await dead.close();
		await receiver.close();
	});

	test('what an API key may is said by its scope', async () => {
		const { ada, receiver, w } = await begin();
		const key = await ada.key('webhooks');

		ok(await key.ask('GET', w.path));
		refused(await (await ada.key('jobs')).ask('GET', w.path), 403,
			'forbidden');
		await receiver.close();
	});

	test('an erased account leaves no webhook, event or delivery (ACC-5)',
		async () => {
			const { ada, receiver, w } = await begin({ answer: 500 });

			await happen(ada);
			await receiver.next();
			ok(await ada.ask('DELETE', '/api/users/me'));
			for (const table of ['webhook', 'event', 'delivery',
				'delivery_attempt'])
				assert.equal(house.sql(`SELECT count(*) FROM ${table} ` +
					`WHERE ${table === 'webhook' ? 'id' :
						table === 'event' ? 'account_id' :
							'webhook_id'} = ` +
					`'${table === 'event' ? ada.user.id : w.id}'`),
				'0', table);
			await receiver.close();
		});
});
