/*
 * test/node/webhook_nodes_test.mjs - two servers on one PostgreSQL: each event
 * is delivered once, whichever of them it happened on, and by either of them;
 * one that is killed leaves nothing behind for good.
 */
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { House, ok, test, until } from './harness.mjs';
import { Receiver } from './receiver.mjs';

const EACH = 40;
const SETTINGS = {
	WEBHOOK_ALLOW_LOOPBACK: 'true',
	WEBHOOK_TIMEOUT_MS: '1000',
	SECRET_KEY: randomUUID() + randomUUID(),
	ENCRYPTION_KEY: randomUUID() + randomUUID(),
};

/* Another server on the same database. */
function beside(house) {
	const other = new House('postgres', SETTINGS);

	other.folder = mkdtempSync(join(tmpdir(), 'vitae-node-'));
	other.store = { settings: house.store.settings,
		sql: (text) => house.sql(text), drop() {} };
	return other;
}

const match = (house, token) => house.ask('POST', '/api/match', { token, body: {
	resume: { basics: { name: 'Ada' }, skills: [{ name: 'Python' }] },
	job_description: 'Requirements\n- Python' } });

async function twoNodes() {
	const one = new House('postgres', SETTINGS);
	const receiver = await new Receiver().open();

	await one.start();
	const two = beside(one);

	await two.start();
	try {
		const ada = await one.join();

		for (let i = 0; i < 8; i++)
			ok(await ada.ask('POST', '/api/webhooks', { body: {
				url: receiver.url, events: ['*'] } }), 201);
		await together([one, two], ada, receiver);
		await afterAKill(one, two, ada, receiver);
	} finally {
		await two.end();
		await one.end();
		await receiver.close();
	}
}

const left = (house) => Number(house.sql('SELECT count(*) FROM delivery ' +
	"WHERE state <> 'succeeded'"));

async function together(houses, ada, receiver) {
	await Promise.all(houses.map(async (house) => {
		for (let i = 0; i < EACH; i++)
			ok(await match(house, ada.token));
	}));
	await until('all to be there', () => !left(houses[0]));
	assert.equal(receiver.all.length, 2 * EACH * 8);
	assert.equal(new Set(receiver.all.map((r) => r.headers['webhook-id']))
		.size, 2 * EACH);
}

/* Killed while its calls hang: the other makes them anew. */
async function afterAKill(one, two, ada, receiver) {
	await two.stop('SIGKILL');
	receiver.answer = () => {};
	const before = receiver.all.length;

	ok(await match(one, ada.token));
	await until('all to hang', () => receiver.all.length === before + 8);
	await one.stop('SIGKILL');
	receiver.answer = 200;
	await two.start();
	await until('all to be there', () => !left(two));
	assert.equal(new Set(receiver.all.map((r) => r.headers['webhook-id']))
		.size, 2 * EACH + 1);
	await one.start();
}

if (process.env.VITAE_TEST_PG)
	test('each event is delivered once by two nodes, and after a kill at ' +
		'least once (EVT-2)', twoNodes);
else if (process.env.VITAE_NEED_PG)
	test('a PostgreSQL is there', () => assert.fail('VITAE_TEST_PG'));
