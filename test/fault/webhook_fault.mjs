/*
 * test/fault/webhook_fault.mjs - the server is killed by kill -9 while events
 * happen and are delivered (EVT-2): each that was answered arrives, under one
 * id and with one body however often; none arrives of which nothing is stored.
 */
import assert from 'node:assert/strict';
import * as node from 'node:test';

import { House, ok, test, until } from '../node/harness.mjs';
import { Receiver } from '../node/receiver.mjs';

const KILLS = 12 * Number(process.env.VITAE_FAULT_TIMES ?? 1);
const WORKERS = 4;
const ARRIVE_MS = 120_000; /* only guards against never */

let seed = 11;

/* The same each time: a failure can be repeated. */
function dice(most) {
	seed = (seed * 1103515245 + 12345) % 2147483648;
	return seed % most;
}

const rest = (ms) => new Promise((go) => setTimeout(go, ms));

/* Makes things happen until it is stopped; how many were answered. */
async function happen(who, stop) {
	let answered = 0;

	while (!stop.now) {
		const answer = await who.ask('POST', '/api/match', { body: {
			resume: { basics: { name: 'Ada' },
				skills: [{ name: 'Python' }] },
			job_description: 'Requirements\n- Python' },
		}).catch(() => null);

		if (answer)
			ok(answer);
		answered += answer ? 1 : 0;
	}
	return answered;
}

async function killed(house, who) {
	const stop = { now: false };
	const running = Promise.all(Array.from({ length: WORKERS },
		() => happen(who, stop)));

	await rest(60 + dice(250));
	assert.equal(await house.stop('SIGKILL'), 'SIGKILL');
	stop.now = true;
	await house.start();
	return (await running).reduce((a, b) => a + b, 0);
}

function judge(house, receiver) {
	const stored = new Set(house.sql('SELECT id FROM event').split('\n'));
	const bodies = new Map();

	for (const { headers, body } of receiver.all) {
		const id = headers['webhook-id'];

		assert.ok(stored.has(id), `${id} is of nothing that is stored`);
		assert.equal(bodies.get(id) ?? body, body);
		bodies.set(id, body);
	}
	return { stored, bodies };
}

function tests(house) {
	test('EVT-2: kill -9 loses no event and invents none', async () => {
		const receiver = await new Receiver().open();
		const ada = await house.join();
		let answered = 0;

		ok(await ada.ask('POST', '/api/webhooks', {
			body: { url: receiver.url, events: ['*'] } }), 201);
		for (let i = 0; i < KILLS; i++)
			answered += await killed(house, ada);
		await until('all to be delivered', () => house.sql('SELECT ' +
			"count(*) FROM delivery WHERE state <> 'succeeded'") === '0',
		ARRIVE_MS);
		const { stored, bodies } = judge(house, receiver);

		assert.equal(bodies.size, stored.size);
		assert.ok(stored.size >= answered);
		assert.ok(answered > KILLS);
		console.log(`    ${KILLS} kills, ${answered} events answered, ` +
			`${stored.size} stored, ${receiver.all.length} calls`);
		await receiver.close();
	});
}

const databases = ['sqlite', ...process.env.VITAE_TEST_PG ?
	['postgres'] : []];

for (const database of databases)
	node.describe(database, () => {
		const house = new House(database, {
			WEBHOOK_ALLOW_LOOPBACK: 'true',
			WEBHOOK_TIMEOUT_MS: '1000',
		});

		node.before(() => house.start());
		node.after(() => house.end());
		tests(house);
	});
