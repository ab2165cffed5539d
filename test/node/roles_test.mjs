/*
 * test/node/roles_test.mjs - who may do what: every operation of the
 * description, asked by everybody there is (ACC-6). What is expected follows
 * from the description's `security`, so a new route is in the table as soon as
 * it is described; one that is not described fails the first test.
 */
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';

import { address, describe, leastBody, operations, whoMay }
	from './description.mjs';
import { ok, onBoth, refused, test, until } from './harness.mjs';
import { parts } from './jwt.mjs';

const SCOPES = ['profile:read', 'profile:write', 'documents:read',
	'documents:write', 'tailor', 'jobs', 'webhooks', 'admin'];

/* They end whoever asks: somebody new is sent. */
const LEAVES = new Set(['POST /api/auth/logout', 'DELETE /api/users/me',
	'DELETE /api/auth/sessions']);
/* Theirs by what the rule says, not by who asks: numbers are for this
 * machine, and the people here are from elsewhere. */
const NOT_FROM_HERE = new Set(['GET /metrics']);

/* Pages are for people, and what is said over MCP is its own to describe. */
const PAGES = ['POST /mcp', 'GET /s/{token}', 'POST /s/{token}',
	'GET /s/{token}/pdf', 'GET /assets/{name}', 'GET /docs',
	'GET /docs/docs.css'];

function routesInTable() {
	const table = readFileSync('src/api/routes.def', 'utf8');
	const routes = [...table.matchAll(/^ROUTE\((\w+), "([^"]+)"/gm)]
		.map(([, method, path]) => `${method} ${path}`);
	const exports = [...table.matchAll(/^EXPORT\("([^"]+)"/gm)]
		.map(([, format]) => `POST /api/export/${format}`);

	return [...routes, ...exports];
}

/* Where one is looked at before the object. */
const BODIES = {
	'PUT /api/shares/{id}': { name: 'mine' },
	'PUT /api/webhooks/{id}': { is_active: false },
	'POST /api/webhooks/{id}/recover': { since: new Date().toISOString() },
};

/* Everybody's, though each has wishes of their own for them. */
const shared = (op) => op.path.startsWith('/api/templates/');

async function shareOf(who) {
	const { id } = ok(await who.ask('POST', '/api/resumes',
		{ body: { resume: {} } }), 201);
	const { share } = ok(await who.ask('POST', '/api/shares',
		{ body: { resume_id: id } }), 201);

	return { '/api/shares/{id}': share.id };
}

/* A file that is kept for an hour, with its line of history. */
async function exportOf(who) {
	const { file, history_id: line } = ok(await who.ask('POST',
		'/api/export/txt', { body: { resume: {}, store: true } }));
	const paths = { '/api/exports/{id}': file.id };

	for (const end of ['', '/archive', '/unarchive'])
		paths[`/api/history/{id}${end}`] = line;
	return paths;
}

/* One of theirs with a delivery, and the paths where they stand. Nothing is
 * sent: it is over. */
async function webhookOf(house, who) {
	const { webhook } = ok(await who.ask('POST', '/api/webhooks', { body: {
		url: 'https://1.1.1.1/hook', events: ['*'] } }), 201);
	const event = randomUUID();
	const paths = {};

	house.sql('INSERT INTO event (id, at, account_id, type, data) VALUES ' +
		`('${event}', 1, '${who.user.id}', 'resume.created', '{}')`);
	house.sql('INSERT INTO delivery (webhook_id, event_id, created_at, ' +
		"state, manual, next_at) VALUES " +
		`('${webhook.id}', '${event}', 1, 'failed', FALSE, 1)`);
	for (const end of ['', '/rotate-secret', '/test', '/recover',
		'/deliveries'])
		paths[`/api/webhooks/{id}${end}`] = webhook.id;
	for (const end of ['', '/resend'])
		paths[`/api/webhooks/{id}/deliveries/{delivery}${end}`] =
			[webhook.id, event];
	return paths;
}

/* ---- everybody ---------------------------------------------------------- */

const without = (scope) => SCOPES.slice(0, -1)
	.filter((word) => word !== scope).join(' ');

async function adminBeside(house) {
	const root = await house.admin();
	const other = await house.join();

	ok(await root.ask('PUT', `/api/admin/users/${other.user.id}`,
		{ body: { role: 'admin' } }));
	return other;
}

async function suspended(house) {
	const root = await house.admin();
	const ada = await house.join();

	ok(await root.ask('PUT', `/api/admin/users/${ada.user.id}`,
		{ body: { suspended: true } }));
	return ada;
}

/* name: [who asks (made once, or anew), what is expected of them] */
const EVERYBODY = {
	nobody: {
		make: async (house) => house.someone(),
		expect: ({ who }) => who === 'nobody' ? 'in' : 401,
	},
	'a broken token': {
		make: async (house) => house.someone({ token: 'a.b.c' }),
		expect: ({ who }) => who === 'nobody' ? 'in' : 401,
	},
	'a key that never was': {
		make: async (house) => house.someone(
			{ token: `vk_${'A'.repeat(43)}` }),
		expect: ({ who }) => who === 'nobody' ? 'in' : 401,
	},
	'somebody suspended': {
		make: suspended,
		expect: ({ who }) => who === 'nobody' ? 'in' : 401,
	},
	'a user': {
		make: (house) => house.join(),
		expect: ({ who }) => who === 'admin' ? 403 : 'in',
	},
	'an administrator': {
		make: adminBeside,
		expect: () => 'in',
	},
	'a key of a user with all scopes': {
		make: async (house) => (await house.join()).key(without()),
		expect: ({ who, scope }) => who === 'nobody' ? 'in' :
			who === 'admin' || !scope ? 403 : 'in',
	},
	'a key of an administrator with all scopes': {
		make: async (house) => (await adminBeside(house))
			.key(SCOPES.join(' ')),
		expect: ({ who, scope }) =>
			who === 'nobody' || scope ? 'in' : 403,
	},
	'a key without the scope': {
		perScope: true,
		make: async (house, scope) =>
			(await adminBeside(house)).key(without(scope)),
		expect: ({ who }) => who === 'nobody' ? 'in' : 403,
	},
};

async function askAs(house, op, kind) {
	const may = whoMay(op);
	const name = kind.perScope ? may.scope ?? '' : 'all';

	kind.made ??= {};
	if (LEAVES.has(op.id) || !kind.made[name])
		kind.made[name] = await kind.make(house, may.scope);
	const who = kind.made[name];

	if (LEAVES.has(op.id))
		delete kind.made[name];
	return who.ask(op.method, address(op),
		leastBody({ components: house.components }, op));
}

function judge(name, op, answer) {
	const wanted = EVERYBODY[name].expect(whoMay(op));
	const said = `${op.id} by ${name}: ${answer.status} ${answer.text}`;

	assert.ok(answer.status < 500, said);
	if (NOT_FROM_HERE.has(op.id))
		assert.equal(answer.status, 403, said);
	else if (wanted === 'in')
		assert.ok(![401, 403].includes(answer.status), said);
	else
		assert.equal(answer.status, wanted, said);
}

/* ---- tests -------------------------------------------------------------- */

onBoth({}, (house) => {
	test('every route of the table is described, and says who may',
		async () => {
			const all = operations(await describe(house));

			assert.deepEqual([...all.map((op) => op.id), ...PAGES]
				.sort(), routesInTable().sort());
			for (const op of all) {
				assert.ok(Array.isArray(op.security), op.id);
				for (const way of op.security.flatMap(Object.keys))
					assert.ok(['session', 'api_key']
						.includes(way), op.id);
				assert.ok(SCOPES.includes(whoMay(op).scope ??
					'jobs'), op.id);
			}
		});

	for (const name of Object.keys(EVERYBODY))
		test(`ACC-6: what ${name} may do, on every route`, async () => {
			const doc = await describe(house);

			house.components = doc.components;
			EVERYBODY[name].made = undefined;
			for (const op of operations(doc))
				judge(name, op,
					await askAs(house, op, EVERYBODY[name]));
		});

	test('ACC-6: the objects of others are not there', async () => {
		const doc = await describe(house);
		const root = await house.admin();
		const ada = await house.join();
		const bob = await house.join();
		const key = await ada.key('jobs');

		await ada.ask('POST', '/api/auth/password-reset',
			{ body: { email: ada.email } });
		const job = await until('a job of hers', async () =>
			ok(await ada.ask('GET', '/api/jobs')).jobs[0]);
		const hook = await webhookOf(house, ada);
		const identity = randomUUID();

		house.sql('INSERT INTO identity (id, account_id, issuer, subject, ' +
			'email, created_at, used_at) VALUES ' +
			`('${identity}', '${ada.user.id}', 'x', '${identity}', '', 1, 1)`);
		const hers = {
			...hook,
			...await exportOf(ada),
			...await shareOf(ada),
			'/api/auth/sessions/{id}': parts(ada.token).claims.sid,
			'/api/auth/api-keys/{id}': key.key_id,
			'/api/auth/identities/{id}': identity,
			'/api/auth/passkeys/{id}': identity,
			'/api/jobs/{id}': job.id,
			'/api/jobs/{id}/events': job.id,
			'/api/jobs/{id}/cancel': job.id,
		};
		const theirs = operations(doc).filter((op) =>
			op.path.includes('{') && !shared(op) &&
			whoMay(op).who === 'user');

		assert.deepEqual(new Set(theirs.map((op) => op.path)),
			new Set(Object.keys(hers)));
		for (const op of theirs)
			for (const who of [bob, root])
				refused(await who.ask(op.method,
					address(op, hers[op.path]),
					{ body: BODIES[op.id] }), 404,
				'not_found');
		ok(await ada.ask('GET', `/api/jobs/${job.id}`));
		ok(await key.ask('GET', `/api/jobs/${job.id}`));
		ok(await ada.ask('GET', '/api/auth/me'));
	});

	test('ACC-6: lists show what is one\'s own', async () => {
		const ada = await house.join();
		const bob = await house.join();

		await ada.key('jobs');
		for (const [path, many, his] of [
			['/api/jobs', 'jobs', 1],
			['/api/auth/api-keys', 'api_keys', 0],
			['/api/auth/sessions', 'sessions', 1]]) {
			const [hers, other] = (await Promise.all([ada, bob].map(
				(who) => who.ask('GET', path))))
				.map((answer) => ok(answer)[many]
					.map((row) => row.id));

			assert.equal(hers.length, 1, path);
			assert.equal(other.length, his, path);
			assert.ok(!other.includes(hers[0]), path);
		}
	});

	test('a role given or taken counts from the next request on',
		async () => {
			const root = await house.admin();
			const ada = await house.join();
			const rule = async (role) => ok(await root.ask('PUT',
				`/api/admin/users/${ada.user.id}`,
				{ body: { role } }));

			refused(await ada.ask('GET', '/api/admin/users'), 403,
				'forbidden');
			await rule('admin');
			ok(await ada.ask('GET', '/api/admin/users'));
			const key = await ada.key('admin');

			ok(await key.ask('GET', '/api/admin/users'));
			await rule('user');
			refused(await ada.ask('GET', '/api/admin/users'), 403,
				'forbidden');
			refused(await key.ask('GET', '/api/admin/users'), 403,
				'forbidden');
			for (const body of [{ role: 'user' }, { suspended: true }])
				refused(await root.ask('PUT',
					`/api/admin/users/${root.user.id}`,
					{ body }), 409, 'conflict');
		});
});
