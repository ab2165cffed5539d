/*
 * test/node/roles_test.mjs - who may do what: every operation of the
 * description, asked by everybody there is (ACC-6). What is expected follows
 * from the description's `security`, so a new route is in the table as soon as
 * it is described; one that is not described fails the first test.
 */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';

import { address, describe, leastBody, operations, whoMay }
	from './description.mjs';
import { ok, onBoth, refused, test } from './harness.mjs';
import { forgotten, hasObject, objectOf, rightBody, rightQuery }
	from './makers.mjs';

const SCOPES = ['profile:read', 'profile:write', 'documents:read',
	'documents:write', 'tailor', 'jobs', 'webhooks', 'admin'];

/* They end whoever asks: somebody new is sent. */
const LEAVES = new Set(['POST /api/auth/logout', 'DELETE /api/users/me',
	'POST /api/users/me/leave',
	'DELETE /api/auth/sessions']);
/* Theirs by what the rule says, not by who asks: numbers are for this
 * machine, and the people here are from elsewhere. */
const NOT_FROM_HERE = new Set(['GET /metrics']);

/* Pages are for people, and what is said over MCP is its own to describe. */
const PAGES = ['POST /mcp', 'GET /s/{token}', 'POST /s/{token}',
	'GET /s/{token}/pdf', 'GET /assets/{name}', 'GET /docs',
	'GET /docs/docs.css', 'GET /worker.js'];

function routesInTable() {
	const table = readFileSync('src/api/routes.def', 'utf8');
	const routes = [...table.matchAll(/^ROUTE\((\w+), "([^"]+)"/gm)]
		.map(([, method, path]) => `${method} ${path}`);
	const exports = [...table.matchAll(/^EXPORT\("([^"]+)"/gm)]
		.map(([, format]) => `POST /api/export/${format}`);

	return [...routes, ...exports];
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

/* ---- objects: whose they are --------------------------------------------- */

/* Everybody's, though each has wishes of their own for them. */
const shared = (op) => op.path.startsWith('/api/templates/');

/* Asked rightly in everything but who asks. */
function askOf(who, op, ids) {
	return who.ask(op.method, address(op, ids) + rightQuery(op),
		{ body: rightBody(op, ids) });
}

/* Whoever may ask was not kept out, and the object was found. */
function wasIn(op, answer) {
	const said = `${op.id}: ${answer.status} ${answer.text.slice(0, 300)}`;

	assert.ok(answer.status < 300 || answer.status === 409, said);
}

async function castOf(house) {
	const root = await house.admin();
	const ada = await house.join();
	const keys = {};

	for (const who of [ada, root])
		for (const scope of SCOPES.filter((word) =>
			who === root || word !== 'admin')) {
			keys[`${who.email} ${scope}`] = await who.key(scope);
			keys[`${who.email} not ${scope}`] =
				await who.key(without(scope));
		}
	return { root, ada, bob: await house.join(), keys,
		nobody: house.someone(),
		theirs: (who, words) => keys[`${who.email} ${words}`] };
}

async function judgeObject(house, op, cast) {
	const { ada, bob, root, nobody } = cast;
	const { who, scope } = whoMay(op);
	const may = who === 'admin' ? root : ada;
	const ids = await objectOf(house, ada, op);
	const by = (one) => askOf(one, op, ids);

	refused(await by(nobody), 401, 'not_signed');
	if (who === 'admin')
		refused(await by(ada), 403, 'forbidden');
	else if (!shared(op))
		for (const other of [bob, root,
			...scope ? [cast.theirs(root, scope)] : []])
			refused(await by(other), 404, 'not_found');
	for (const word of scope ? [`not ${scope}`] : ['jobs', 'not jobs'])
		refused(await by(cast.theirs(may, word)), 403, 'forbidden');
	wasIn(op, await by(may));
	if (scope)
		wasIn(op, await askOf(cast.theirs(may, scope), op,
			await objectOf(house, ada, op)));
}

/* With all that was theirs still there. */
async function judgeSuspended(house, all) {
	const root = await house.admin();
	const eve = await house.join();
	const theirs = [];

	for (const op of all)
		theirs.push([op, await objectOf(house, eve, op)]);
	const key = await eve.key(without());

	ok(await root.ask('PUT', `/api/admin/users/${eve.user.id}`,
		{ body: { suspended: true } }));
	for (const [op, ids] of theirs)
		for (const who of [eve, key])
			refused(await askOf(who, op, ids), 401, 'not_signed');
}

/* ---- tests -------------------------------------------------------------- */

onBoth({ EXPORTS_PER_MINUTE: '0' }, (house) => {
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

	test('no maker of objects outlives its route', async () => {
		assert.deepEqual(forgotten(operations(await describe(house))),
			[]);
	});

	test('ACC-6: an object is there for whom it is, and for nobody else',
		async () => {
			const all = operations(await describe(house))
				.filter(hasObject);
			const cast = await castOf(house);

			for (const op of all)
				await judgeObject(house, op, cast);
			await judgeSuspended(house, all);
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
