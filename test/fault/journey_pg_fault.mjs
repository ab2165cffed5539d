/*
 * test/fault/journey_pg_fault.mjs - a person's whole way over two servers on
 * one PostgreSQL, behind a balancer; one of the two is killed while a file is
 * read, between a save and its answer, and while a resume is tailored, and
 * started again. The person sees no failure, and nothing is missing or there
 * twice. In turn each of the two is killed, then both.
 */
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import http from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after } from 'node:test';

import { Balancer } from '../node/balancer.mjs';
import { House, ok, Person, test, until } from '../node/harness.mjs';
import { walk } from '../node/journey.mjs';

const SAVERS = 64;
const SAVES = 4; /* each */

/* Both know the same keys and the same files. */
const SETTINGS = {
	SECRET_KEY: randomUUID() + randomUUID(),
	ENCRYPTION_KEY: randomUUID() + randomUUID(),
	UPLOAD_DIR: mkdtempSync(join(tmpdir(), 'vitae-shared-')),
};

after(() => rmSync(SETTINGS.UPLOAD_DIR, { recursive: true }));

/* Another server on the same database. */
function beside(house) {
	const other = new House('postgres', SETTINGS);

	other.folder = mkdtempSync(join(tmpdir(), 'vitae-node-'));
	other.store = { settings: house.store.settings, drop() {},
		sql: (text) => house.sql(text) };
	return other;
}

/* Whoever asks it asks through the balancer. */
function frontOf(house, balancer) {
	const front = new House('postgres', {});

	front.port = balancer.port;
	front.agent = new http.Agent({ keepAlive: true });
	front.sql = (text) => house.sql(text);
	return front;
}

async function withNodes(run) {
	const one = await new House('postgres', SETTINGS).start();
	const two = await beside(one).start();
	const balancer = await new Balancer([one, two]).open();
	const front = frontOf(one, balancer);

	try {
		await run({ nodes: [one, two], balancer, front });
	} finally {
		front.agent.destroy();
		await balancer.close();
		await two.end();
		await one.end();
	}
}

/* Which steps are disturbed: kills these, and starts them again. */
function breaker(balancer, nodes) {
	const again = [];
	const kill = async () => {
		await Promise.all(nodes.map((node) => node.stop('SIGKILL')));
		again.push(...nodes.map((node) => node.start()));
	};
	const ways = {
		/* at the first event of the job */
		upload: (run) => run(kill),
		tailor: (run) => run(kill),
		/* the save holds, and nobody hears of it */
		async save(run) {
			let lost = 0;

			balancer.loses = async (server, req, res) => {
				if (req.method !== 'PUT' || lost++)
					return false;
				assert.equal(res.statusCode, 200);
				await server.stop('SIGKILL');
				again.push(server.start());
				return true;
			};
			const answer = await run();

			balancer.loses = async () => false;
			assert.ok(lost > 1, 'no answer was lost');
			return answer;
		},
	};

	return async (step, run) => {
		const answer = await ways[step](run);

		await Promise.all(again);
		assert.ok(again.length > 0, `nobody was killed: ${step}`);
		again.length = 0;
		console.log(`    ${step}: jobs begun anew: ${nodes[0].sql(
			'SELECT count(*) FROM job WHERE attempts > 1')}`);
		return answer;
	};
}

/* Whether the one that ran the job was hit is told, not asked for: a file may be
 * read by the time its first event is heard. test/node/upload_test.mjs and
 * project_test.mjs kill while a job surely runs. */
for (const [which, at] of [['the first', [0]], ['the second', [1]],
	['both', [0, 1]]])
	test(`${which} of two servers killed: the whole way ends well`,
		() => withNodes(async ({ nodes, balancer, front }) => {
		await walk(new Person(front), nodes[0],
			breaker(balancer, at.map((i) => nodes[i])));
		assert.ok(balancer.retried > 0);
	}));

test('64 people save one document over two servers, one of which is killed: ' +
	'no number is missing or there twice', () => withNodes(
	async ({ nodes, balancer, front }) => {
		const ada = await new Person(front).register();
		const { id } = ok(await ada.ask('POST', '/api/resumes',
			{ body: { resume: {} } }), 201);
		const saver = async (n) => {
			for (let i = 0; i < SAVES; i++)
				ok(await ada.ask('PUT', `/api/resumes/${id}`, {
					alone: true,
					headers: { 'idempotency-key': randomUUID() },
					body: { resume: { basics:
						{ name: `${n} ${i}` } } } }));
		};
		const all = Promise.all(Array.from({ length: SAVERS },
			(_, n) => saver(n)));

		await until('saves to be under way', () => Number(nodes[0].sql(
			'SELECT max(version) FROM document')) > 20);
		await nodes[1].stop('SIGKILL');
		await nodes[1].start();
		await all;
		const numbers = nodes[0].sql('SELECT number FROM document_version ' +
			`WHERE document_id = '${id}' ORDER BY number`).split('\n');

		assert.deepEqual(numbers.map(Number),
			numbers.map((_, i) => i + 1));
		assert.equal(numbers.length, 1 + SAVERS * SAVES);
		console.log(`    ${numbers.length} versions, ` +
			`${balancer.retried} requests sent again`);
	}));
