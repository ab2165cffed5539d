/*
 * test/node/link_test.mjs - one more way into an account: an account at another
 * site is linked to it by somebody who is signed in (ACC-3).
 *
 * Not here: signing in by another site (oidc_test.mjs, google_test.mjs).
 */
import assert from 'node:assert/strict';

import { ok, onBoth, refused, test } from './harness.mjs';
import { Provider } from './provider.mjs';

const site = await new Provider().start();
let n = 0;

const person = () => ({ sub: `link-${++n}`, email: `l${n}@example.org`,
	email_verified: true, name: 'Lena' });
const begin = (who, more = {}) => who.ask('POST',
	'/api/auth/identities/start', { body: {
		current_password: who.password,
		return_to: '/settings/sign-in', ...more } });
const mine = async (who) =>
	ok(await who.ask('GET', '/api/auth/identities')).identities;

async function walk(who, as = person(), more = {}) {
	const way = ok(await begin(who, more));

	return { ...site.consent(way.authorization_url, as), flow: way.flow };
}

const end = (who, { code, state, iss, flow }) => who.ask('POST',
	'/api/auth/identities', { body: { code, state, iss, flow } });

/* As a browser that comes back from the site. */
const back = (house, { flow, ...said }, accept = 'text/html') => house.ask(
	'GET', `/api/auth/oidc/callback?${new URLSearchParams(said)}`,
	{ headers: { cookie: `vitae-walk=${flow}`, accept } });

async function signIn(house, as) {
	const way = ok(await house.ask('GET', '/api/auth/oidc/start'));

	return ok(await house.ask('POST', '/api/auth/oidc', { body: {
		...site.consent(way.authorization_url, as), flow: way.flow } }));
}

onBoth({ OIDC_ISSUER: site.issuer, OIDC_CLIENT_ID: site.client.id,
	OIDC_CLIENT_SECRET: site.client.secret }, (house) => {
	test('who asks is told which sites sign in here', async () => {
		assert.deepEqual(ok(await house.ask('GET', '/api/auth/providers')),
			{ providers: [{ provider: 'oidc', issuer: site.issuer,
				redirects: true }] });
	});

	test('ACC-3: a linked site opens the account, whatever its email is',
		async () => {
			const ada = await house.join();
			const as = { ...person(), email_verified: false };
			const made = ok(await end(ada, await walk(ada, as)), 201);

			assert.equal(made.issuer, site.issuer);
			assert.equal(made.subject, as.sub);
			assert.deepEqual((await mine(ada)).map((i) => i.id),
				[made.id]);
			assert.equal((await signIn(house, as)).user.id, ada.user.id);
			ok(await end(ada, await walk(ada, as)), 201);
			assert.equal((await mine(ada)).length, 1,
				'linked twice is linked once');
		});

	test('ACC-3: a browser comes back linked, and is signed in no further',
		async () => {
			const ada = await house.join();
			const answer = await back(house, await walk(ada));

			assert.equal(answer.status, 303, answer.text);
			assert.equal(answer.headers.location, '/settings/sign-in');
			assert.deepEqual(answer.headers['set-cookie'].map((line) =>
				line.split(';')[0]), ['vitae-walk=']);
			assert.equal((await mine(ada)).length, 1);
			assert.equal(house.sql('SELECT count(*) FROM audit_logs WHERE ' +
				`action = 'account.oidc' AND actor_id = '${
					ada.user.id}'`), '1');
		});

	test('linking takes the password', async () => {
		const ada = await house.join();

		for (const current_password of ['not it', undefined])
			refused(await begin(ada, { current_password }), 400,
				'bad_input', '/current_password');
		refused(await begin(ada, { return_to: '//evil.example' }), 400,
			'bad_input', '/return_to');
	});

	test('ACC-6: what opens one account is linked to no other', async () => {
		const ada = await house.join();
		const eve = await house.join();
		const as = person();

		ok(await end(ada, await walk(ada, as)), 201);
		refused(await end(eve, await walk(eve, as)), 409, 'conflict');
		const answer = await back(house, await walk(eve, as));

		assert.equal(answer.status, 303);
		assert.equal(answer.headers.location,
			'/settings/sign-in#fault=conflict');
		assert.deepEqual(await mine(eve), []);
		refused(await back(house, await walk(eve, as),
			'application/json'), 409, 'conflict');
	});

	test('nobody ends what somebody else began', async () => {
		const ada = await house.join();
		const eve = await house.join();
		const way = await walk(ada);

		refused(await end(eve, way), 403, 'forbidden');
		ok(await end(ada, way), 201);
		refused(await end(ada, way), 401, 'not_signed');
	});

	test('a session that ended on the way links nothing', async () => {
		const ada = await house.join();
		const way = await walk(ada);

		ok(await ada.ask('POST', '/api/auth/logout'), 204);
		refused(await back(house, way, '*/*'), 401, 'not_signed');
		await ada.login();
		assert.deepEqual(await mine(ada), []);
	});

	test('a walk to sign in links nothing, and one to link signs nobody in',
		async () => {
			const ada = await house.join();
			const way = ok(await house.ask('GET',
				'/api/auth/oidc/start'));
			const said = { ...site.consent(way.authorization_url,
				person()), flow: way.flow };

			refused(await end(ada, said), 401, 'not_signed');
			refused(await house.ask('POST', '/api/auth/oidc', {
				body: await walk(ada) }), 401, 'not_signed');
			assert.deepEqual(await mine(ada), []);
		});
});
