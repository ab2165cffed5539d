/*
 * test/node/certified_test.mjs - signing in with a certified OpenID provider
 * (ACC-3): what oidc-provider, which goes by the book, gives and refuses.
 *
 * Not here: providers that lie (oidc_test.mjs, google_test.mjs).
 */
import assert from 'node:assert/strict';

import { Certified } from './certified.mjs';
import { ok, onBoth, refused, test } from './harness.mjs';

const HOME = 'https://vitae.example';
const BACK = `${HOME}/api/auth/oidc/callback`;
const site = await new Certified(BACK).start();
let n = 0;

const somebody = (claims = {}) => ({ sub: `certified-${++n}`, claims: {
	email: `c${n}@example.org`, email_verified: true, name: 'Ottilie Brandt',
	...claims } });
const start = (house) => house.ask('GET', '/api/auth/oidc/start',
	{ ip: `10.90.0.${++n}` });
const end = (house, { code, state, iss, flow }) => house.ask('POST',
	'/api/auth/oidc', { body: { code, state, iss, flow },
		ip: `10.91.0.${++n}` });

/* There and back; `bend` changes the question on its way. */
async function walk(house, as = somebody(), bend = () => {}) {
	const way = ok(await start(house));
	const url = new URL(way.authorization_url);

	bend(url.searchParams);
	return { flow: way.flow, ...await site.visit(url, as) };
}

/* A server that knows nothing of what the provider was before. */
async function turned(house, run, ...how) {
	site.turnKeys(...how);
	await house.restart();
	try {
		await run();
	} finally {
		site.more = {};
		site.turnKeys();
		await house.restart();
	}
}

onBoth({ OIDC_ISSUER: site.issuer, OIDC_CLIENT_ID: site.client.id,
	OIDC_CLIENT_SECRET: site.client.secret, FRONTEND_URL: HOME,
	OIDC_REDIRECT_URI: BACK }, (house) => {
	test('ACC-3: who is new signs in with a certified provider, and again',
		async () => {
			const who = somebody();
			const made = ok(await end(house, await walk(house, who)));
			const again = ok(await end(house, await walk(house, who)));

			assert.equal(made.user.email, who.claims.email);
			assert.equal(made.user.full_name, who.claims.name);
			assert.equal(made.user.email_verified, true);
			assert.equal(again.user.id, made.user.id);
			assert.equal(ok(await house.ask('GET', '/api/auth/me',
				{ token: again.access_token })).email,
			who.claims.email);
		});

	test('ACC-3: only an email that the ID token leaves out is asked for',
		async () => {
			site.asked['/me'] = 0;
			ok(await end(house, await walk(house)));
			assert.equal(site.asked['/me'], 1);
			site.more = { conformIdTokenClaims: false };
			await turned(house, async () => {
				ok(await end(house, await walk(house)));
				assert.equal(site.asked['/me'], 1);
			});
		});

	for (const alg of ['ES256', 'PS256', 'EdDSA'])
		test(`ACC-3: its tokens signed by ${alg} are read`, () =>
			turned(house, async () => {
				ok(await end(house, await walk(house)));
			}, alg));

	test('ACC-3: a provider that takes secrets in forms alone gets ours so',
		() => {
			const clientAuthMethods = ['client_secret_post'];

			site.more = { clientAuthMethods };
			return turned(house, async () => {
				ok(await end(house, await walk(house)));
			}, 'RS256', { token_endpoint_auth_method:
				clientAuthMethods[0] });
		});

	test('ACC-3: keys that turn meanwhile are fetched anew, once a minute',
		async () => {
			await house.restart();
			ok(await end(house, await walk(house)));
			site.asked['/jwks'] = 0;
			site.turnKeys();
			ok(await end(house, await walk(house)));
			assert.equal(site.asked['/jwks'], 1);
			site.turnKeys();
			refused(await end(house, await walk(house)), 401,
				'not_signed');
			assert.equal(site.asked['/jwks'], 1);
			await house.restart();
			ok(await end(house, await walk(house)));
		});

	test('ACC-3: an account with that email is the one that is entered',
		async () => {
			const ada = await house.join();

			house.sql('UPDATE account SET email_verified = TRUE WHERE ' +
				`id = '${ada.user.id}'`);
			const got = ok(await end(house, await walk(house,
				somebody({ email: ada.email }))));

			assert.equal(got.user.id, ada.user.id);
		});

	test('ACC-3: an email that the provider has not verified opens nothing',
		async () => {
			const ada = await house.join();

			for (const claims of [{ email: ada.email,
				email_verified: false }, { email: undefined }])
				refused(await end(house, await walk(house,
					somebody(claims))), 403, 'forbidden');
		});

	test('ACC-3: it is linked by hand to an account of another email',
		async () => {
			const ada = await house.join();
			const who = somebody();
			const way = ok(await ada.ask('POST',
				'/api/auth/identities/start', { body: {
					current_password: ada.password } }));
			const { code, state, iss } = await site.visit(
				way.authorization_url, who);
			const made = ok(await ada.ask('POST',
				'/api/auth/identities', { body: { code, state, iss,
					flow: way.flow } }), 201);

			assert.equal(made.subject, who.sub);
			assert.equal(made.email, who.claims.email);
			assert.equal(ok(await end(house, await walk(house, who)))
				.user.id, ada.user.id);
		});

	test('ACC-3: a token that repeats another nonce is refused', async () => {
		refused(await end(house, await walk(house, somebody(), (ask) =>
			ask.set('nonce', 'of-somebody-else'))), 401, 'not_signed');
	});

	test('ACC-3: a code that another verifier asked for is refused there',
		async () => {
			refused(await end(house, await walk(house, somebody(),
				(ask) => ask.set('code_challenge',
					'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM'))),
			401, 'not_signed');
		});

	test('ACC-3: an answer of another state or issuer is refused',
		async () => {
			const way = await walk(house);

			for (const lie of [{ state: 'x'.repeat(43) },
				{ iss: 'https://evil.example' }, { iss: undefined }])
				refused(await end(house, { ...way, ...lie }), 401,
					'not_signed');
			ok(await end(house, way));
		});

	test('ACC-3: a code counts once, there and here', async () => {
		const way = await walk(house);

		ok(await end(house, way));
		refused(await end(house, way), 401, 'not_signed');
		refused(await end(house, { ...await walk(house),
			code: way.code }), 401, 'not_signed');
	});

	for (const [name, shift_ms] of [['has expired', -2 * 3600_000],
		['is of tomorrow', 2 * 3600_000]])
		test(`ACC-3: a token that ${name} is refused`, async () => {
			site.shift_ms = shift_ms;
			try {
				refused(await end(house, await walk(house)), 401,
					'not_signed');
			} finally {
				site.shift_ms = 0;
			}
		});

	test('who says no there is told so here', async () => {
		const way = await start(house);
		const said = await site.visit(ok(way).authorization_url,
			{ ...somebody(), denies: true });

		assert.equal(said.error, 'access_denied');
		refused(await house.ask('GET', '/api/auth/oidc/callback?' +
			new URLSearchParams(said), { headers: { cookie:
			way.headers['set-cookie'][0].split(';')[0] } }),
		403, 'forbidden');
	});
});
