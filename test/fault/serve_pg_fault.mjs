/*
 * test/fault/serve_pg_fault.mjs - the database goes away under the running
 * server: PostgreSQL is killed and started again, its connections are cut.
 * The server answers in time, by success or by 503 with Retry-After; it
 * comes back by itself; what it said is true.
 */
import assert from 'node:assert/strict';
import * as node from 'node:test';

import { House, test, until } from '../node/harness.mjs';
import { auditHolds, Load } from './load.mjs';
import { OwnPostgres } from './postgres.mjs';

const TIMES = Number(process.env.VITAE_FAULT_TIMES ?? 1);
const KILLS = 3; /* a round, of each kind */
const CUTS = 40;
const WAIT_MS = 1000; /* for a connection, before the server says 503 */
const ANSWER_MOST_MS = 15_000; /* only guards against hanging */
const PEOPLE = 5;

const rest = (ms) => new Promise((go) => setTimeout(go, ms));

const pg = new OwnPostgres();
const house = new House('sqlite', { DB_CONNECTION_TIMEOUT_MS: String(WAIT_MS) });
const load = new Load(house);

const isReady = async () =>
	(await house.ask('GET', '/readyz')).status === 200;

/* On a database that is not the harness's own. */
async function open() {
	await pg.open();
	house.open();
	house.store = { settings: { DATABASE_URL: pg.url },
		sql: (text) => pg.sql(text), drop() {} };
	house.mayFail = true; /* errors are logged; 500 is refused below */
	await house.start();
	await load.open(PEOPLE);
}

async function close() {
	await house.end();
	await pg.close();
}

/* Under load, whatever `breakIt` does. */
async function whileUsed(breakIt) {
	const stop = { now: false };
	const running = load.run(stop);

	try {
		await rest(150);
		await breakIt();
		await rest(150);
	} finally {
		stop.now = true;
		await running;
	}
}

async function holds() {
	await until('ready again', isReady, 60_000);
	await load.holds();
	auditHolds(house);
}

async function away() {
	await until('it says so', async () => !await isReady(), 60_000);
	const answer = await load.people[0].who.ask('GET', '/api/users/me');

	assert.ok(answer.status === 503 || answer.status === 200, answer.text);
	const health = await house.ask('GET', '/api/health');

	assert.equal(health.status, 503, health.text);
	assert.equal((await house.ask('GET', '/livez')).status, 200);
}

function tests() {
	for (const how of Array(TIMES).fill(['stop', 'kill']).flat())
		test(`PostgreSQL: ${how} under load loses nothing answered`,
			async () => {
				for (let i = 0; i < KILLS; i++) {
					await whileUsed(async () => {
						await pg[how]();
						await away();
						await pg.start();
					});
					await holds();
				}
			});

	test('connections that are cut under load lose nothing answered',
		async () => {
			let cut = 0;

			await whileUsed(async () => {
				for (let i = 0; i < CUTS; i++) {
					cut += Number(pg.sql('SELECT count(' +
						'pg_terminate_backend(pid)) FROM ' +
						'pg_stat_activity WHERE datname = ' +
						"'postgres' AND pid <> " +
						'pg_backend_pid()'));
					await rest(40);
				}
			});
			console.log(`    ${cut} connections cut`);
			assert.ok(cut > CUTS);
			await holds();
		});

	test('all was answered in time, by success or by 503', () => {
		console.log(`    ${2 * KILLS * TIMES} kills, ${load.summary()}`);
		assert.ok(load.refused > 0);
		assert.ok(load.answered > 100);
		assert.ok(load.slowest < ANSWER_MOST_MS, `${load.slowest} ms`);
		/* the server itself was there all the time */
		assert.equal(load.unanswered, 0);
	});
}

node.describe('PostgreSQL', () => {
	node.before(open);
	node.after(close);
	tests();
});
