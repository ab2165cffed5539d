/*
 * test/node/oidc_test.mjs - the walk to an OpenID Connect provider and back:
 * code, PKCE, state, nonce, issuer (ACC-3).
 */
import assert from 'node:assert/strict';

import { ok, onBoth, refused, test } from './harness.mjs';
import { makeKey, Provider } from './provider.mjs';

const site = await new Provider().start();
let n = 0;

const start = (house, query = '') => house.ask('GET',
	`/api/auth/oidc/start${query}`, { ip: `10.88.0.${++n}` });
const person = () => ({ sub: `who-${++n}`, email: `o${n}@example.org`,
	email_verified: true, name: 'Olive' });

async function walk(house, who = person()) {
	const way = ok(await start(house));

	return { ...way, ...site.consent(way.authorization_url, who) };
}

const end = (house, { code, state, flow, iss }, more = {}) => house.ask('POST',
	'/api/auth/oidc', { body: { code, state, flow, iss, ...more },
		ip: `10.89.0.${++n}` });

onBoth({ OIDC_ISSUER: site.issuer, OIDC_CLIENT_ID: site.client.id,
	OIDC_CLIENT_SECRET: site.client.secret }, (house) => {
	test('ACC-3: somebody walks to the provider and comes back signed in',
		async () => {
			const who = person();
			const way = ok(await start(house));
			const ask = new URL(way.authorization_url).searchParams;

			assert.equal(ask.get('response_type'), 'code');
			assert.equal(ask.get('code_challenge_method'), 'S256');
			assert.match(ask.get('scope'), /\bopenid\b/);
			for (const word of ['state', 'nonce', 'code_challenge'])
				assert.match(ask.get(word), /^[\w-]{43}$/, word);
			const made = ok(await end(house, { ...way,
				...site.consent(way.authorization_url, who) }));
			const again = ok(await end(house, await walk(house, who)));

			assert.equal(made.user.email, who.email);
			assert.equal(again.user.id, made.user.id);
		});

	for (const alg of ['ES256', 'ES384', 'EdDSA', 'PS256'])
		test(`ACC-3: tokens signed by ${alg} are read`, async () => {
			const was = site.keys;

			site.keys = [makeKey(alg)];
			try {
				await house.restart();
				ok(await end(house, await walk(house)));
			} finally {
				site.keys = was;
				await house.restart();
			}
		});

	test('ACC-3: an answer of another sign-in or provider is refused',
		async () => {
			const mine = await walk(house);
			const other = await walk(house);

			for (const [why, lies] of Object.entries({
				'another state': { state: other.state },
				'another walk': { flow: other.flow },
				'another provider': { iss: 'https://evil.example' },
				'no provider': { iss: undefined },
				'a walk of nobody': { flow: 'x' },
			})) {
				const answer = await end(house, { ...mine, ...lies });

				assert.equal(answer.status, 401, `${why}: ${answer.text}`);
			}
			ok(await end(house, mine));
		});

	test('ACC-3: an answer counts once', async () => {
		const way = await walk(house);

		ok(await end(house, way));
		refused(await end(house, way), 401, 'not_signed');
		const asked = site.asked.token;

		refused(await end(house, way), 401, 'not_signed');
		assert.equal(site.asked.token, asked, 'it was not even asked');
	});

	test('ACC-3: a code of another walk is refused by its PKCE or its nonce',
		async () => {
			const mine = await walk(house);
			const hers = await walk(house);

			refused(await end(house, { ...mine, code: hers.code }), 401,
				'not_signed');
			const third = await walk(house);

			site.claims = { nonce: 'of another' };
			try {
				refused(await end(house, third), 401, 'not_signed');
			} finally {
				site.claims = {};
			}
		});

	test('ACC-3: a provider that lies or is away lets nobody in', async () => {
		const way = await walk(house);

		site.claims = { aud: 'another-client' };
		refused(await end(house, way), 401, 'not_signed');
		site.claims = {};
		site.doors = { issuer: 'https://evil.example' };
		await house.restart();
		assert.equal((await start(house)).status, 502);
		site.doors = { token_endpoint: 'javascript:alert(1)' };
		await house.restart();
		assert.equal((await start(house)).status, 502);
		site.doors = {};
		await house.restart();
		ok(await end(house, await walk(house)));
	});

	test('ACC-3: what userinfo says of somebody else is not believed',
		async () => {
			const who = person();
			const { sub } = who;
			const says = async (userinfo) => {
				site.userinfo = userinfo;
				await house.restart();
				return end(house, await walk(house, { sub }));
			};

			try {
				refused(await says({ ...who, sub: 'another' }), 401,
					'not_signed');
				refused(await says({ ...who, sub: undefined }), 401,
					'not_signed');
				refused(await says({ ...who, status: 500 }), 502,
					'upstream');
				refused(await says([who]), 502, 'upstream');
				refused(await says({ sub, email: who.email }), 403,
					'forbidden');
				assert.equal(ok(await says(who)).user.email,
					who.email);
			} finally {
				site.userinfo = null;
				await house.restart();
			}
		});

	test('ACC-3: a browser comes back to where it was, by cookies',
		async () => {
			const way = await start(house, '?return_to=/documents%3Fa%3D1');
			const back = site.consent(ok(way).authorization_url, person());
			const [walking] = way.headers['set-cookie'];

			assert.match(walking, /^vitae-walk=.*SameSite=Lax.*HttpOnly/);
			const query = new URLSearchParams(back);
			const path = `/api/auth/oidc/callback?${query}`;

			refused(await house.ask('GET', path), 401, 'not_signed');
			const answer = await house.ask('GET', path, { headers: {
				cookie: walking.split(';')[0] } });

			assert.equal(answer.status, 303, answer.text);
			assert.equal(answer.headers.location, '/documents?a=1');
			const cookies = answer.headers['set-cookie']
				.map((line) => line.split(';')[0]);

			ok(await house.ask('GET', '/api/auth/me',
				{ headers: { cookie: cookies.join('; ') } }));
		});

	test('a browser is sent on to no other site', async () => {
		for (const to of ['//evil.example', '/\\evil.example', 'https://e.x',
			'evil', '/a\\b', '/a%0d%0aSet-Cookie:%20x=1', '/%09/evil'])
			refused(await start(house, `?return_to=${
				to.includes('%') ? to : encodeURIComponent(to)}`), 400,
			'bad_input', '/return_to');
	});

	test('a provider that lets nobody in is told', async () => {
		const way = await start(house);
		const state = new URL(ok(way).authorization_url).searchParams
			.get('state');
		const query = new URLSearchParams({ state, iss: site.issuer,
			error: 'access_denied' });

		refused(await house.ask('GET', `/api/auth/oidc/callback?${query}`, {
			headers: { cookie: way.headers['set-cookie'][0]
				.split(';')[0] } }), 403, 'forbidden');
	});

	test('a browser whose walk fails comes back to a page', async () => {
		const way = await start(house);
		const state = new URL(ok(way).authorization_url).searchParams
			.get('state');
		const query = new URLSearchParams({ state, iss: site.issuer,
			error: 'access_denied' });
		const answer = await house.ask('GET',
			`/api/auth/oidc/callback?${query}`, { headers: {
				accept: 'text/html,*/*;q=0.8',
				cookie: way.headers['set-cookie'][0]
					.split(';')[0] } });

		assert.equal(answer.status, 303, answer.text);
		assert.equal(answer.headers.location, '/sign-in#fault=forbidden');
	});

	test('a site that is not set up is not there', async () => {
		refused(await start(house, '?provider=google'), 404, 'not_found');
		refused(await house.ask('POST', '/api/auth/google',
			{ body: { id_token: 'x' } }), 404, 'not_found');
	});
});
