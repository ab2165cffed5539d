/*
 * test/node/twice_test.mjs - the same request twice is done once, also where
 * the first one signs somebody in, and when both come at the same time.
 */
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';

import { ok, onBoth, refused, test } from './harness.mjs';

function tests(house) {
	const register = (who, key) => who.ask('POST', '/api/auth/register', {
		token: null,
		body: { email: who.email, password: who.password,
			full_name: who.full_name },
		headers: { 'idempotency-key': key },
	});

	test('a registration that is repeated is answered as it was',
		async () => {
			const who = house.someone();
			const first = await register(who, 'joining-once');
			const again = await register(who, 'joining-once');

			assert.deepEqual(ok(again, 201), ok(first, 201));
			assert.equal(again.headers['idempotent-replayed'], 'true');
			refused(await register(who, 'joining-twice'), 409,
				'conflict');
		});

	test('what is kept of a registration lets no password be guessed',
		async () => {
			const who = house.someone();
			const body = JSON.stringify({ email: who.email,
				password: who.password, full_name: who.full_name });
			const sum = createHash('sha256')
				.update(`POST /auth/register\n${body}`);

			ok(await register(who, 'one-to-guess'), 201);
			const kept = house.sql('SELECT ' + (house.database ===
				'sqlite' ? 'hex(body_hash)' :
				"encode(body_hash, 'hex')") + ' FROM idempotency ' +
				"WHERE key = 'one-to-guess'").toLowerCase();

			assert.ok(kept.length >= 64, kept);
			assert.ok(!kept.includes(sum.digest('hex')));
		});

	test('of registrations at the same time one counts, all are told',
		async () => {
			const who = house.someone();
			const all = await Promise.all(Array.from({ length: 8 },
				() => register(who, 'all-at-once')));

			for (const answer of all)
				assert.deepEqual(ok(answer, 201), all[0].body);
			assert.equal(house.sql('SELECT count(*) FROM session s ' +
				'JOIN account a ON a.id = s.account_id ' +
				`WHERE a.email = '${who.email}'`), '1');
		});

	test('of 64 that make a key at the same time one counts', async () => {
		const ada = await house.join();
		const all = await Promise.all(Array.from({ length: 64 },
			() => ada.ask('POST', '/api/auth/api-keys', {
				body: { name: 'one', scopes: 'profile:read' },
				headers: { 'idempotency-key': 'one-key' },
			})));

		for (const answer of all)
			assert.deepEqual(ok(answer, 201), all[0].body);
		assert.equal(ok(await ada.ask('GET', '/api/auth/api-keys'))
			.api_keys.length, 1);
	});

	test('a repeated request may name the version, or leave it out',
		async () => {
			const ada = await house.join();
			const ask = (path) => ada.ask('POST', path, {
				body: { name: 'v', scopes: 'profile:read' },
				headers: { 'idempotency-key': 'by-either' },
			});
			const first = await ask('/api/auth/api-keys');
			const again = await ask('/api/v1/auth/api-keys');

			assert.deepEqual(ok(again, 201), ok(first, 201));
		});

	test('another person may use the same Idempotency-Key', async () => {
		const [ada, bob] = [await house.join(), await house.join()];
		const key = (who) => who.ask('POST', '/api/auth/api-keys', {
			body: { name: 'mine', scopes: 'profile:read' },
			headers: { 'idempotency-key': 'the-same' },
		});

		assert.notEqual(ok(await key(ada), 201).key.id,
			ok(await key(bob), 201).key.id);
	});
}

onBoth({}, tests);
