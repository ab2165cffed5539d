/*
 * bench/upload.mjs - how long an upload takes, from the first byte of the
 * request to its result: a PDF of two pages, one after another, on SQLite and
 * (with VITAE_TEST_PG) on PostgreSQL. Target: p50 at most 40 ms.
 *
 *	VITAE_BIN=build/release/vitae node bench/upload.mjs
 */
import { House } from '../test/node/harness.mjs';
import { fileOf, upload, uploadStream } from '../test/node/upload.mjs';

const PEOPLE = 8;
const EACH = 15; /* 20 a minute are allowed */

async function timed(run) {
	const from = performance.now();

	await run();
	return performance.now() - from;
}

async function measure(house, name, one) {
	const times = [];

	for (let n = 0; n < PEOPLE; n++) {
		const who = await house.join();

		for (let i = 0; i < EACH; i++)
			times.push(await timed(() => one(who)));
	}
	times.sort((a, b) => a - b);
	const at = (share) => times[Math.floor(times.length * share)].toFixed(1);

	console.log(`${house.database} ${name}: p50 ${at(0.5)} ms, ` +
		`p90 ${at(0.9)} ms, least ${at(0)} ms`);
}

const pdf = fileOf('engineer', 'pdf');

for (const database of process.env.VITAE_TEST_PG ?
	['sqlite', 'postgres'] : ['sqlite']) {
	const house = new House(database);

	await house.start();
	await measure(house, 'one answer', (who) => upload(who, pdf));
	await measure(house, 'events', (who) => uploadStream(who, pdf).rest());
	await house.end();
}
