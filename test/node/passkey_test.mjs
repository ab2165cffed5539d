/*
 * test/node/passkey_test.mjs - passkeys: made, shown, copied, forged (ACC-4).
 * The device is software of ours; the rules are those of W3C WebAuthn.
 */
import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';

import { Authenticator, PRESENT, VERIFIED } from './authenticator.mjs';
import { ok, onBoth, refused, test } from './harness.mjs';

const ORIGIN = 'https://cv.example.org';
const post = (who, path, body = {}, more = {}) => who.ask('POST',
	`/api/auth/passkeys${path}`, { body, ...more });

const begin = async (who) => ok(await post(who, '/options',
	{ current_password: who.password }));

/* A new passkey of this person. */
async function made(who, alg, more = {}) {
	const device = new Authenticator(ORIGIN, alg);
	const { options, flow } = await begin(who);

	device.row = ok(await post(who, '', { flow, name: 'my key',
		credential: device.create(options), ...more }), 201);
	return device;
}

async function show(house, device, lies = {}, more = {}) {
	const visitor = house.someone();
	const { options, flow } = ok(await post(visitor, '/sign-in/options'));

	device.counter += lies.still ? 0 : 1;
	return post(visitor, '/sign-in', { flow,
		credential: device.get(options, lies), ...more });
}

onBoth({ FRONTEND_URL: `${ORIGIN}/` }, (house) => {
	for (const [name, alg] of [['ES256', -7], ['EdDSA', -8],
		['RS256', -257]])
		test(`ACC-4: a passkey of ${name} signs in without a password`,
			async () => {
				const ada = await house.join();
				const device = await made(ada, alg);

				assert.equal(device.row.name, 'my key');
				assert.equal(device.row.transports, 'internal hybrid');
				const got = ok(await show(house, device));

				assert.equal(got.user.id, ada.user.id);
				ok(await house.ask('GET', '/api/auth/me',
					{ token: got.access_token }));
			});

	test('what the browser is asked names this site and no email',
		async () => {
			const ada = await house.join();
			const device = await made(ada);
			const { options } = await begin(ada);

			assert.equal(options.rp.id, 'cv.example.org');
			assert.equal(options.attestation, 'none');
			assert.deepEqual(options.excludeCredentials.map((c) => c.id),
				[device.id.toString('base64url')]);
			const ask = ok(await post(house.someone(), '/sign-in/options'));

			assert.equal(ask.options.userVerification, 'required');
			assert.deepEqual(ask.options.allowCredentials, []);
			refused(await post(ada, '/options'), 400, 'bad_input',
				'/current_password');
		});

	test('ACC-4: no passkey is made by an answer that is not right',
		async () => {
			const ada = await house.join();
			const { options, flow } = await begin(ada);

			for (const [why, lies] of Object.entries({
				'another site': { client: { origin: 'https://e.example' } },
				'another port': { client: { origin: `${ORIGIN}:8443` } },
				'a site that begins alike': { client: {
					origin: `${ORIGIN}.evil.example` } },
				'within another site': { client: { crossOrigin: true } },
				'another question': { client: {
					challenge: randomBytes(32).toString('base64url') } },
				'another ceremony': { client: { type: 'webauthn.get' } },
				'of another site': { rpId: 'evil.example' },
				'touched by nobody': { flags: 64 },
				'without a key': { flags: PRESENT | VERIFIED },
				'synced but not syncable': { flags: PRESENT | 16 | 64 },
				'with more behind it': { behind: Buffer.from([0]) },
				'a key of no known kind': { key: new Map([[1, 2], [3, -999]]) },
				'a point that is too short': { key: new Map([[1, 2], [3, -7],
					[-1, 1], [-2, Buffer.alloc(31)], [-3, Buffer.alloc(32)]]) },
				'no attestation': { attestation: Buffer.from('ff', 'hex') },
				'lengths past the end': { attestation:
					Buffer.from('a1686175746844617461593fff00', 'hex') },
			})) {
				const answer = await post(ada, '', { flow, credential:
					new Authenticator(ORIGIN).create(options, lies) });

				assert.equal(answer.status, 400, `${why}: ${answer.text}`);
			}
			assert.deepEqual(ok(await ada.ask('GET', '/api/auth/passkeys'))
				.passkeys, []);
		});

	test('ACC-4: nobody gets in by an answer that is not right', async () => {
		const ada = await house.join();
		const device = await made(ada);
		const other = new Authenticator(ORIGIN);

		for (const [why, lies] of Object.entries({
			'another key': { pair: other.pair },
			'another site': { client: { origin: 'https://e.example' } },
			'another question': { client: { challenge: 'AAAA' } },
			'another ceremony': { client: { type: 'webauthn.create' } },
			'of another site': { rpId: 'evil.example' },
			'touched by nobody': { flags: VERIFIED },
			'not unlocked': { flags: PRESENT },
			'of somebody else': { user: Buffer.from(
				'01a2016c-7d39-76eb-8125-d9b39c396ba4')
				.toString('base64url') },
		})) {
			const answer = await show(house, device, lies);

			assert.equal(answer.status, 401, `${why}: ${answer.text}`);
		}
		refused(await show(house, other), 401, 'not_signed');
		ok(await show(house, device));
	});

	test('ACC-4: a question counts once, and for one thing', async () => {
		const ada = await house.join();
		const device = await made(ada);
		const visitor = house.someone();
		const { options, flow } = ok(await post(visitor,
			'/sign-in/options'));

		device.counter++;
		const credential = device.get(options);

		ok(await post(visitor, '/sign-in', { flow, credential }));
		device.counter++;
		refused(await post(visitor, '/sign-in', { flow,
			credential: device.get(options) }), 401, 'not_signed');
		const another = await begin(ada);

		refused(await post(visitor, '/sign-in', { flow: another.flow,
			credential }), 401, 'not_signed');
		const eve = await house.join();

		refused(await post(eve, '', { flow: another.flow,
			credential: new Authenticator(ORIGIN)
				.create(another.options) }), 401, 'not_signed');
	});

	test('ACC-4: a copy is noticed by its counter', async () => {
		const ada = await house.join();
		const device = await made(ada);

		ok(await show(house, device));
		refused(await show(house, device, { still: true }), 401,
			'not_signed');
		device.counter -= 2;
		refused(await show(house, device), 401, 'not_signed');
		device.counter += 5;
		ok(await show(house, device));
		const simple = await made(await house.join());

		ok(await show(house, simple, { still: true }));
		ok(await show(house, simple, { still: true }));
	});

	test('ACC-4: behind a password a passkey is the second factor',
		async () => {
			const ada = await house.join();
			const device = await made(ada);
			const eve = await house.join();
			const hers = await made(eve);

			house.sql('INSERT INTO totp (account_id, secret, step, failed, ' +
				'created_at, confirmed_at) VALUES ' +
				`('${ada.user.id}', 'x', 0, 0, 1, 1)`);
			const { mfa_token, mfa_methods } = ok(await house.ask('POST',
				'/api/auth/login', { body: { email: ada.email,
					password: ada.password } }));

			assert.ok(mfa_methods.includes('passkey'));
			const ask = async () => ok(await post(ada, '/sign-in/options',
				{ mfa_token }, { token: null }));
			const first = await ask();

			assert.deepEqual(first.options.allowCredentials
				.map((c) => c.id), [device.id.toString('base64url')]);
			hers.counter++;
			refused(await post(ada, '/sign-in', { flow: first.flow, mfa_token,
				credential: hers.get(first.options) }, { token: null }), 401,
			'not_signed');
			device.counter++;
			refused(await post(ada, '/sign-in', { flow: first.flow,
				credential: device.get(first.options) }, { token: null }),
			401, 'not_signed');
			const got = ok(await post(ada, '/sign-in', { flow: first.flow,
				mfa_token, credential: device.get(first.options,
					{ flags: PRESENT }) }, { token: null }));

			assert.equal(got.user.id, ada.user.id);
			ok(await show(house, device));
		});

	test('passkeys are listed, renamed, removed, by whose they are',
		async () => {
			const ada = await house.join();
			const device = await made(ada);
			const path = `/api/auth/passkeys/${device.row.id}`;
			const eve = await house.join();

			for (const [method, body] of [['PUT', { name: 'x' }],
				['DELETE']])
				refused(await eve.ask(method, path, { body }), 404,
					'not_found');
			ok(await ada.ask('PUT', path, { body: { name: 'phone' } }), 204);
			assert.deepEqual(ok(await ada.ask('GET', '/api/auth/passkeys'))
				.passkeys.map((key) => key.name), ['phone']);
			ok(await ada.ask('DELETE', path), 204);
			refused(await show(house, device), 401, 'not_signed');
		});

	test('a suspended account is not opened by a passkey', async () => {
		const ada = await house.join();
		const device = await made(ada);

		ok(await (await house.admin()).ask('PUT',
			`/api/admin/users/${ada.user.id}`,
			{ body: { suspended: true } }));
		refused(await show(house, device), 403, 'forbidden');
	});
});
