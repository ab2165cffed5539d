/*
 * test/node/second_test.mjs - second factors: codes of an authenticator app
 * (RFC 6238, computed here anew), recovery codes (ACC-4).
 */
import assert from 'node:assert/strict';

import { ok, onBoth, refused, test } from './harness.mjs';
import { bytesOf, codeOf } from './totp.mjs';

const post = (who, path, body = {}) => who.ask('POST', `/api/auth/${path}`,
	{ body });

/* Somebody whose account takes codes. */
async function withCodes(house) {
	const ada = await house.join();
	const { secret } = ok(await post(ada, 'totp',
		{ current_password: ada.password }), 201);
	const { recovery_codes } = ok(await post(ada, 'totp/confirm',
		{ code: codeOf(secret, -1) }));

	return Object.assign(ada, { secret, recovery_codes });
}

const password = async (who) => ok(await who.ask('POST', '/api/auth/login',
	{ token: null, body: { email: who.email, password: who.password } }));

const answer = (who, mfa_token, code) => who.ask('POST', '/api/auth/mfa',
	{ token: null, body: { mfa_token, code } });

onBoth({}, (house) => {
	test('ACC-4: a secret counts once a code of it was confirmed', async () => {
		const ada = await house.join();
		const mine = { current_password: ada.password };

		refused(await post(ada, 'totp', { current_password: 'wrong' }),
			400, 'bad_input', '/current_password');
		refused(await post(ada, 'totp'), 400, 'bad_input',
			'/current_password');
		const first = ok(await post(ada, 'totp', mine), 201);
		const { secret, otpauth_uri } = ok(await post(ada, 'totp', mine),
			201);

		assert.notEqual(first.secret, secret);
		assert.match(secret, /^[A-Z2-7]{32}$/);
		const uri = new URL(otpauth_uri);

		assert.equal(uri.searchParams.get('secret'), secret);
		assert.ok(decodeURIComponent(uri.pathname).endsWith(ada.email));
		assert.ok((await password(ada)).access_token);
		refused(await post(ada, 'totp/confirm',
			{ code: codeOf(first.secret) }), 400, 'bad_input', '/code');
		const { recovery_codes } = ok(await post(ada, 'totp/confirm',
			{ code: codeOf(secret) }));

		assert.equal(new Set(recovery_codes).size, 10);
		const state = ok(await ada.ask('GET', '/api/auth/totp'));

		assert.equal(state.enabled, true);
		assert.equal(state.recovery_codes_left, 10);
		refused(await post(ada, 'totp', mine), 409, 'conflict');
		const { body } = await house.ask('POST', '/api/auth/login', {
			body: { email: ada.email, password: ada.password } });

		assert.equal(body.access_token, undefined);
		assert.equal(body.user, undefined);
	});

	test('ACC-4: a password alone gives no token any more', async () => {
		const ada = await withCodes(house);
		const half = await password(ada);

		assert.deepEqual(Object.keys(half).sort(),
			['mfa_methods', 'mfa_token']);
		assert.deepEqual(half.mfa_methods, ['totp', 'recovery_code']);
		refused(await ada.ask('GET', '/api/auth/me',
			{ token: half.mfa_token }), 401, 'not_signed');
		const whole = ok(await answer(ada, half.mfa_token,
			codeOf(ada.secret)));

		assert.equal(whole.user.id, ada.user.id);
		ok(await ada.ask('GET', '/api/auth/me',
			{ token: whole.access_token }));
		refused(await answer(ada, half.mfa_token, codeOf(ada.secret, 1)),
			401, 'not_signed');
	});

	test('ACC-4: a code counts once, and only of its minute', async () => {
		const ada = await withCodes(house);
		const code = codeOf(ada.secret);

		ok(await answer(ada, (await password(ada)).mfa_token, code));
		const { mfa_token } = await password(ada);

		for (const bad of [code, codeOf(ada.secret, -1),
			codeOf(ada.secret, -4), codeOf(ada.secret, 4), '000000'])
			refused(await answer(ada, mfa_token, bad), 401, 'not_signed');
		refused(await answer(ada, mfa_token, '12345'), 400, 'bad_input',
			'/code');
		ok(await answer(ada, mfa_token, codeOf(ada.secret, 1)));
	});

	test('ACC-4: of twins with one code one gets in', async () => {
		const ada = await withCodes(house);
		const tokens = [];

		for (let i = 0; i < 6; i++)
			tokens.push((await password(ada)).mfa_token);
		const code = codeOf(ada.secret);
		const statuses = (await Promise.all(tokens.map((mfa_token) =>
			answer(ada, mfa_token, code)))).map((a) => a.status).sort();

		assert.deepEqual(statuses, [200, ...Array(5).fill(401)]);
	});

	test('ACC-4: a recovery code opens the account once, however it is typed',
		async () => {
			const ada = await withCodes(house);
			const [one, two] = ada.recovery_codes;

			ok(await answer(ada, (await password(ada)).mfa_token,
				one.toLowerCase().replaceAll('-', ' ')));
			refused(await answer(ada, (await password(ada)).mfa_token, one),
				401, 'not_signed');
			ok(await answer(ada, (await password(ada)).mfa_token, two));
			assert.equal(ok(await ada.ask('GET', '/api/auth/totp'))
				.recovery_codes_left, 8);
			const fresh = ok(await post(ada, 'totp/recovery-codes',
				{ current_password: ada.password })).recovery_codes;

			refused(await answer(ada, (await password(ada)).mfa_token,
				ada.recovery_codes[2]), 401, 'not_signed');
			ok(await answer(ada, (await password(ada)).mfa_token,
				fresh[0]));
		});

	test('ACC-4: nobody opens an account with codes of another', async () => {
		const ada = await withCodes(house);
		const eve = await withCodes(house);
		const { mfa_token } = await password(ada);

		refused(await answer(eve, mfa_token, codeOf(eve.secret)), 401,
			'not_signed');
		refused(await answer(eve, mfa_token, eve.recovery_codes[0]), 401,
			'not_signed');
		refused(await answer(eve, `${mfa_token}A`, codeOf(ada.secret)), 401,
			'not_signed');
	});

	test('a token of before another password counts no more', async () => {
		const ada = await withCodes(house);
		const { mfa_token } = await password(ada);

		ok(await post(ada, 'password', { current_password: ada.password,
			new_password: 'a phrase of mine' }), 204);
		refused(await answer(ada, mfa_token, codeOf(ada.secret)), 401,
			'not_signed');
	});

	test('ACC-9: guessing is slowed down, and ends at a hundred in a row',
		async () => {
			const ada = await withCodes(house);
			const { mfa_token } = await password(ada);
			let limited = null;

			for (let i = 0; i < 12 && !limited; i++) {
				const got = await answer(ada, mfa_token, '000000');

				limited = got.status === 429 ? got : null;
			}
			assert.ok(limited, 'no limit');
			const eve = await withCodes(house);

			house.sql('UPDATE totp SET failed = 100 ' +
				`WHERE account_id = '${eve.user.id}'`);
			const half = await password(eve);

			refused(await answer(eve, half.mfa_token,
				codeOf(eve.secret)), 403, 'forbidden');
			ok(await answer(eve, half.mfa_token, eve.recovery_codes[0]));
			ok(await answer(eve, (await password(eve)).mfa_token,
				codeOf(eve.secret)));
		});

	test('ACC-4: it is turned off with the password, and its codes go',
		async () => {
			const ada = await withCodes(house);

			refused(await post(ada, 'totp/remove',
				{ current_password: 'wrong' }), 400, 'bad_input',
			'/current_password');
			ok(await post(ada, 'totp/remove',
				{ current_password: ada.password }), 204);
			assert.ok((await password(ada)).access_token);
			assert.equal(house.sql('SELECT count(*) FROM recovery_code ' +
				`WHERE account_id = '${ada.user.id}'`), '0');
			refused(await post(ada, 'totp/remove',
				{ current_password: ada.password }), 409, 'conflict');
		});

	test('a reset of the password does not go around the second factor',
		async () => {
			const ada = await withCodes(house);

			house.sql("UPDATE account SET email_verified = TRUE " +
				`WHERE id = '${ada.user.id}'`);
			assert.ok((await password(ada)).mfa_token);
		});

	test('ACC-4: neither secret nor recovery code is kept in the clear',
		async () => {
			const ada = await withCodes(house);
			const all = house.everything() + house.log.join('\n');

			for (const word of [ada.secret, ...ada.recovery_codes,
				...ada.recovery_codes.map((c) => c.replaceAll('-', '')),
				bytesOf(ada.secret).toString('hex')])
				assert.ok(!all.includes(word), word);
		});
});
