/*
 * test/node/google_test.mjs - signing in with an ID token of Google (ACC-3).
 * Google is a stand-in on the loopback with keys of its own.
 */
import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';

import { ok, onBoth, refused, test } from './harness.mjs';
import { mailsFor, tokensOf, YOUR_EMAIL } from './mail.mjs';
import { makeKey, Provider } from './provider.mjs';

const google = await new Provider({ id: 'an-id.apps.example' }).start();
let n = 0;

/* Somebody whom no other test has met, as Google knows them. */
function person(more = {}) {
	n++;
	return { sub: `sub-${n}`, email: `g${n}@example.org`,
		email_verified: true, name: `Grace ${n}`, jti: String(n), ...more };
}

const enter = (house, id_token, more = {}) => house.ask('POST',
	'/api/auth/google', { body: { id_token, ...more },
		ip: `10.77.${n >> 8}.${n & 255}` });

async function verify(house, email) {
	const [token] = tokensOf(await mailsFor(house, email, 1, YOUR_EMAIL));

	ok(await house.ask('POST', '/api/auth/verify-email',
		{ body: { token } }), 204);
}

onBoth({ GOOGLE_CLIENT_ID: 'an-id.apps.example',
	GOOGLE_ISSUER: google.issuer, ENVIRONMENT: 'development' }, (house) => {
	test('ACC-3: a token of Google makes an account, then opens it',
		async () => {
			const grace = person();
			const made = ok(await enter(house, google.token(grace)));

			assert.equal(made.token_type, 'bearer');
			assert.equal(made.user.email, grace.email);
			assert.equal(made.user.full_name, grace.name);
			assert.equal(made.user.email_verified, true);
			assert.equal(made.user.has_password, false);
			const again = ok(await enter(house,
				google.token({ ...grace, jti: 'another' })));

			assert.equal(again.user.id, made.user.id);
			ok(await house.ask('GET', '/api/auth/me',
				{ token: again.access_token }));
		});

	test('ACC-3: who they are is the subject, never the email', async () => {
		const grace = person();
		const made = ok(await enter(house, google.token(grace)));
		const moved = ok(await enter(house, google.token(
			{ ...grace, email: `new-${grace.email}` })));

		assert.equal(moved.user.id, made.user.id);
		assert.equal(moved.user.email, grace.email);
		const { identities } = ok(await house.ask('GET',
			'/api/auth/identities', { token: moved.access_token }));

		assert.equal(identities.length, 1);
		assert.equal(identities[0].subject, grace.sub);
		assert.equal(identities[0].email, `new-${grace.email}`);
	});

	test('ACC-3: an account is found by an email that both have verified',
		async () => {
			const ada = await house.join();

			await verify(house, ada.email);
			const linked = ok(await enter(house, google.token(person(
				{ email: ada.email.toUpperCase() }))));

			assert.equal(linked.user.id, ada.user.id);
			await ada.login();
			ok(await ada.ask('GET', '/api/auth/me'));
		});

	test('ACC-3: an email that Google has not verified finds nobody',
		async () => {
			const ada = await house.join();

			await verify(house, ada.email);
			for (const email_verified of [false, undefined, 'false', 1])
				refused(await enter(house, google.token(person(
					{ email: ada.email, email_verified }))), 403,
				'forbidden');
			refused(await enter(house, google.token(person(
				{ email: undefined }))), 403, 'forbidden');
		});

	test('ACC-3: who laid an account in wait for an email loses it to whom ' +
		'the email belongs', async () => {
		const eve = await house.join();
		const key = await eve.key('profile:read');
		const linked = ok(await enter(house, google.token(person(
			{ email: eve.email }))));

		assert.equal(linked.user.id, eve.user.id);
		refused(await eve.ask('GET', '/api/auth/me'), 401, 'not_signed');
		refused(await key.ask('GET', '/api/auth/me'), 401, 'not_signed');
		refused(await house.ask('POST', '/api/auth/login', { body: {
			email: eve.email, password: eve.password } }), 401,
		'not_signed');
		ok(await house.ask('GET', '/api/auth/me',
			{ token: linked.access_token }));
	});

	test('ACC-3: no token counts that is for others, by others, too late ' +
		'or too early', async () => {
		const now = Math.floor(Date.now() / 1000);

		for (const [why, claims] of Object.entries({
			'another audience': { aud: 'another-client' },
			'no audience': { aud: undefined },
			'many audiences, none authorized': {
				aud: [google.client.id, 'another-client'] },
			'authorized for another': { azp: 'another-client' },
			'another issuer': { iss: 'https://accounts.example.com' },
			'no issuer': { iss: undefined },
			'a longer issuer': { iss: `${google.issuer}/` },
			'over': { iat: now - 7200, exp: now - 61 },
			'not yet': { iat: now + 120 },
			'before its time': { nbf: now + 120 },
			'no end': { exp: undefined },
			'no beginning': { iat: undefined },
			'an end that is text': { exp: String(now + 60) },
			'two days old': { iat: now - 172_800 },
			'nobody': { sub: undefined },
			'an empty subject': { sub: '' },
			'a subject past 255 bytes': { sub: 'x'.repeat(256) },
		})) {
			const answer = await enter(house, google.token(person(claims)));

			assert.equal(answer.status, 401, `${why}: ${answer.text}`);
		}
		ok(await enter(house, google.token(person(
			{ iat: now - 3600, exp: now - 30 }))));
	});

	test('ACC-3: Google\'s issuer is one in both its spellings',
		async () => {
			const grace = person();
			const made = ok(await enter(house, google.token(grace)));
			const other = ok(await enter(house, google.token(
				{ ...grace, iss: google.issuer.slice(7) })));

			assert.equal(other.user.id, made.user.id);
		});

	test('ACC-3: no forged signature counts', async () => {
		const [key] = google.keys;
		const claims = person();
		const good = google.token(claims);
		const [header, body, mark] = good.split('.');
		const public_pem = key.publicKey.export(
			{ type: 'spki', format: 'pem' });
		const h = (value) => Buffer.from(JSON.stringify(value))
			.toString('base64url');
		const hs = `${h({ alg: 'HS256', kid: key.kid })}.${body}`;
		const own = makeKey();
		const es = makeKey('ES256');

		for (const [why, token] of Object.entries({
			'no algorithm': `${h({ alg: 'none' })}.${body}.`,
			'no algorithm, with a signature':
				`${h({ alg: 'none', kid: key.kid })}.${body}.${mark}`,
			'the public key as a secret': `${hs}.${createHmac('sha256',
				public_pem).update(hs).digest('base64url')}`,
			'a key brought along': google.token(claims, own,
				{ kid: key.kid, jwk: own.jwk }),
			'another body': `${header}.${h({ ...claims,
				sub: 'else' })}.${mark}`,
			'a bit of it turned': `${header}.${body}.${
				(mark[0] === 'A' ? 'B' : 'A') + mark.slice(1)}`,
			'cut short': good.slice(0, -4),
			'padded': `${good}=`,
			'another kind of token': google.token(claims, key,
				{ typ: 'at+jwt' }),
			'critical words': google.token(claims, key,
				{ crit: ['x'], x: 1 }),
			'an algorithm that Google has not':
				google.token(claims, es, { kid: key.kid }),
			'two parts': `${header}.${body}`,
			'nothing': '..',
		})) {
			const answer = await enter(house, token);

			assert.equal(answer.status, 401, `${why}: ${answer.text}`);
		}
		refused(await enter(house, 'x'.repeat(16 * 1024 + 1)), 400,
			'bad_input', '/id_token');
		ok(await enter(house, good));
	});

	test('ACC-3: a token counts once', async () => {
		const token = google.token(person());

		ok(await enter(house, token));
		refused(await enter(house, token), 401, 'not_signed');
	});

	test('of twins that show one token at a time one gets in', async () => {
		const token = google.token(person());
		const statuses = (await Promise.all(Array.from({ length: 8 }, () =>
			enter(house, token)))).map((answer) => answer.status).sort();

		assert.deepEqual(statuses, [200, ...Array(7).fill(401)]);
	});

	test('a nonce that was asked for must be in the token', async () => {
		const token = (nonce) => google.token(person({ nonce }));

		ok(await enter(house, token('abc'), { nonce: 'abc' }));
		refused(await enter(house, token('abd'), { nonce: 'abc' }), 401,
			'not_signed');
		refused(await enter(house, token(undefined), { nonce: 'abc' }),
			401, 'not_signed');
	});

	test('ACC-3: keys that rotate are fetched once, and forged key ids do ' +
		'not make us knock', async () => {
		await house.restart();
		google.asked.keys = 0;
		ok(await enter(house, google.token(person())));
		ok(await enter(house, google.token(person())));
		assert.equal(google.asked.keys, 1);
		const old = google.keys;

		google.keys = [makeKey(), ...old];
		ok(await enter(house, google.token(person())));
		assert.equal(google.asked.keys, 2);
		ok(await enter(house, google.token(person(), old[0])));
		for (let i = 0; i < 5; i++)
			refused(await enter(house, google.token(person(), makeKey())),
				401, 'not_signed');
		assert.equal(google.asked.keys, 2);
	});

	test('an account without a password asks for a fresh sign-in',
		async () => {
			const made = ok(await enter(house, google.token(person())));
			const ask = () => house.ask('POST', '/api/auth/totp',
				{ token: made.access_token, body: {} });

			ok(await ask(), 201);
			house.sql('UPDATE session SET created_at = created_at - 301000 ' +
				`WHERE account_id = '${made.user.id}'`);
			refused(await ask(), 403, 'forbidden');
		});

	test('the last way in stays; another goes', async () => {
		const made = ok(await enter(house, google.token(person())));
		const mine = { token: made.access_token };
		const [{ id }] = ok(await house.ask('GET', '/api/auth/identities',
			mine)).identities;
		const remove = () => house.ask('DELETE',
			`/api/auth/identities/${id}`, mine);

		refused(await remove(), 409, 'conflict');
		const ada = await house.join();

		refused(await ada.ask('DELETE', `/api/auth/identities/${id}`), 404,
			'not_found');
		await verify(house, ada.email);
		ok(await enter(house, google.token(person({ email: ada.email }))));
		const [its] = ok(await ada.ask('GET', '/api/auth/identities'))
			.identities;

		ok(await ada.ask('DELETE', `/api/auth/identities/${its.id}`), 204);
	});

	test('a name that is none becomes one', async () => {
		for (const name of [undefined, '', 'a\u0000b', 'line\nline',
			'   ', 42, 'x'.repeat(5000)]) {
			const made = await enter(house, google.token(person({ name })));

			if (name === 'a\u0000b')
				refused(made, 401, 'not_signed');
			else
				assert.ok(ok(made).user.full_name.length > 0);
		}
	});
});
