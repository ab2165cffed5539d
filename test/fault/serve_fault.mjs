/*
 * test/fault/serve_fault.mjs - the running server is killed by kill -9 while
 * people use it: what they were told holds after each start, what is
 * repeated is done once, the audit log's chain is whole.
 */
import assert from 'node:assert/strict';
import * as node from 'node:test';

import { House, test } from '../node/harness.mjs';
import { auditHolds, Load } from './load.mjs';

const TIMES = Number(process.env.VITAE_FAULT_TIMES ?? 1);
const KILLS = 25; /* a round */
const PEOPLE = 5;
const START_MOST_MS = 15_000; /* only guards against never */

let seed = 7;

/* The same each time: a failure can be repeated. */
function dice(most) {
	seed = (seed * 1103515245 + 12345) % 2147483648;
	return seed % most;
}

const rest = (ms) => new Promise((go) => setTimeout(go, ms));

/* Kills it in the middle, and starts it anew; how long that took. */
async function kill(house, load) {
	const stop = { now: false };
	const running = load.run(stop);

	await rest(30 + dice(250));
	assert.equal(await house.stop('SIGKILL'), 'SIGKILL');
	stop.now = true;
	await running;
	const from = Date.now();

	await house.start();
	const ready = await house.ask('GET', '/readyz');

	assert.equal(ready.status, 200, ready.text);
	return Date.now() - from;
}

function tests(house) {
	const load = new Load(house);

	for (let round = 1; round <= TIMES; round++)
		test(`kill -9 of the server loses nothing answered (${round})`,
			async () => {
				const took = [];

				if (!load.people.length)
					await load.open(PEOPLE);
				for (let i = 0; i < KILLS; i++) {
					took.push(await kill(house, load));
					await load.holds();
					if (i % 5 === 4)
						auditHolds(house);
				}
				took.sort((a, b) => a - b);
				console.log(`    ${KILLS} kills, ${load.summary()}; ` +
					`ready after ${took[KILLS >> 1]} ms, ` +
					`at worst ${took.at(-1)} ms`);
				assert.ok(load.answered > KILLS * PEOPLE);
				assert.ok(load.unanswered > KILLS);
				assert.ok(took.at(-1) < START_MOST_MS);
			});

	test('the file is whole after all that', () => {
		assert.equal(house.sql('PRAGMA integrity_check'), 'ok');
		assert.equal(house.sql('PRAGMA foreign_key_check'), '');
	});

	/* The control: what is missing would be missed. */
	test('a promise that is broken behind its back is noticed', async () => {
		const p = load.people[0];
		const [name, { id }] = [...p.keys]
			.find(([one]) => !p.gone.has(one));

		house.sql(`DELETE FROM api_key WHERE id = '${id}'`);
		await assert.rejects(load.holdsFor(p),
			new RegExp(`'${name}' was promised and is lost`));
		auditHolds(house);
		house.sql('UPDATE audit_logs SET path = path || \'x\' ' +
			'WHERE seq = (SELECT max(seq) / 2 FROM audit_logs)');
		assert.throws(() => auditHolds(house));
	});
}

const house = new House('sqlite');

node.describe('killed', () => {
	node.before(() => house.start());
	node.after(() => house.end());
	tests(house);
});
