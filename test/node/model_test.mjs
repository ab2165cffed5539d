/*
 * test/node/model_test.mjs - agents whose model fails, and what they may cost
 * (TAI-9): nothing is changed, nobody is charged, and the answer is one that
 * the description has. Models are test/llm_standin.py.
 */
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { after, before } from 'node:test';

import { apart, ok, onBoth, refused, test } from './harness.mjs';

const RESUME = JSON.parse(readFileSync('test/data/resume/engineer.json'));
const JOB = 'Senior Data Engineer\n\nRequirements\n' +
	'- 5+ years of experience with Python\n- Kubernetes and PostgreSQL\n';

let standin;
let port;

before(async () => {
	standin = spawn('python3', ['test/llm_standin.py'],
		{ stdio: ['pipe', 'pipe', 'inherit'] });
	[port] = await once(createInterface(standin.stdout), 'line');
});

after(async () => {
	standin.stdin.end();
	await once(standin, 'exit');
});

const at = (mode, name) => `http://127.0.0.1:${port}/${mode}/${name}/v1`;
const model = (mode, name, more = {}) => ({ AI_PROVIDER: 'openai',
	OPENAI_API_KEY: 'test-key-0123456789', OPENAI_MODEL: 'stand-in',
	OPENAI_TIMEOUT_MS: '20000', OPENAI_BASE_URL: at(mode, name), ...more });

async function begin(who) {
	return ok(await who.ask('POST', '/api/projects', { body: {
		resume_json: RESUME, job_description: JOB } }), 201);
}

const tailor = (who, p, body = {}) => who.ask('POST',
	`/api/projects/${p.id}/tailor-with-agent`, { body });
const letter = (who, body = {}) => who.ask('POST',
	'/api/cover-letters/generate', { body: { resume: RESUME,
		job_description: JOB, ...body } });

/* ---- a model that fails ------------------------------------------------- */

async function described(house, path, status) {
	const { paths } = ok(await house.ask('GET', '/api/openapi.json'));

	assert.ok(paths[path].post.responses[status],
		`${path} says nothing of ${status}`);
}

async function untouched(who, p) {
	const now = ok(await who.ask('GET', `/api/projects/${p.id}`));
	const { runs: [run] } = ok(await who.ask('GET',
		`/api/projects/${p.id}/runs`));

	assert.equal(now.document_version, 1);
	assert.deepEqual(now.resume_json, p.resume_json);
	assert.equal(now.tailoring_history.length, 0);
	assert.equal(run.state, 'failed');
	assert.deepEqual([run.credits, run.tokens_in, run.tokens_out],
		[0, 0, 0]);
	assert.ok(run.error.length > 10);
}

/* As issue 5 lists them. */
const FAILING = { hang: { OPENAI_TIMEOUT_MS: '1000' }, nonsense: {}, half: {},
	other: {}, 'rate-long': {}, down: {}, cut: {} };

function failing(house) {
	for (const [mode, more] of Object.entries(FAILING))
		test(`TAI-9: a model that fails (${mode}) costs and changes ` +
			'nothing, in tailoring and in letters', () =>
			apart(house.database, model(mode,
				`m-${mode}-${house.database}`, more),
			async (own) => {
				const ada = await own.join();
				const p = await begin(ada);
				const answer = await tailor(ada, p);
				const post = await letter(ada);

				for (const a of [answer, post]) {
					assert.ok([429, 502].includes(a.status),
						a.text);
					assert.ok(a.body.message.length > 10);
				}
				await untouched(ada, p);
				await described(own, '/api/cover-letters/generate',
					post.status);
				await described(own, '/api/projects/{id}/' +
					'tailor-with-agent', answer.status);
				assert.deepEqual(ok(await ada.ask('GET',
					'/api/resumes?kind=cover_letter')).resumes, []);
				const done = ok(await letter(ada,
					{ fallback: true, store: false }));

				assert.equal(done.engine, 'builtin');
				assert.equal(done.usage.credits, 0);
				assert.ok(done.warnings.length > 0);
			}));
}

/* ---- what it may cost --------------------------------------------------- */

/* An answer holds what it may cost at most until it is there, which is nearly
 * all of a cap of 0.1: the first fits, and what it took is too much for one
 * more. */
const DEAR = { OPENAI_INPUT_PRICE: '0', OPENAI_OUTPUT_PRICE: '12.2' };

async function spent(own, name) {
	const url = `http://127.0.0.1:${port}/seen/${name}`;
	const { requests } = await (await fetch(url)).json();

	return requests.length;
}

function caps(house) {
	test('TAI-9: a person\'s spending cap holds for that person alone', () =>
		apart(house.database, model('fine', `own-${house.database}`,
			{ ...DEAR, AI_MONTHLY_SPEND_CAP_PER_USER: '0.1' }),
		async (own) => {
			const [ada, bob] = [await own.join(), await own.join()];
			const p = await begin(ada);
			const q = await begin(bob);
			const name = `own-${house.database}`;

			assert.equal(ok(await tailor(ada, p)).engine, 'openai');
			const asked = await spent(own, name);
			const over = await tailor(ada, p);

			assert.equal(over.status, 429, over.text);
			assert.match(over.body.message, /your month's spending cap/);
			assert.equal((await letter(ada)).status, 429);
			assert.equal(await spent(own, name), asked);
			assert.equal(ok(await tailor(ada, p, { fallback: true }))
				.engine, 'builtin');
			assert.equal(ok(await tailor(bob, q)).engine, 'openai');
			own.sql('UPDATE agent_run SET began_at = began_at - ' +
				`${32 * 86_400_000}`);
			assert.equal(ok(await tailor(ada, p)).engine, 'openai');
		}));

	test('TAI-9: the server\'s spending cap holds for all', () =>
		apart(house.database, model('fine', `all-${house.database}`,
			{ ...DEAR, AI_MONTHLY_SPEND_CAP: '0.1' }), async (own) => {
			const [ada, bob] = [await own.join(), await own.join()];
			const p = await begin(ada);
			const q = await begin(bob);

			assert.equal(ok(await tailor(ada, p)).engine, 'openai');
			const over = await tailor(bob, q);

			assert.equal(over.status, 429, over.text);
			assert.match(over.body.message, /cap of this server/);
			refused(await bob.ask('POST', `/api/projects/${q.id}/` +
				'tailor-with-agent', { body: { engine: 'nobody' } }),
			400, 'bad_input', '/engine');
		}));
}

onBoth({}, (house) => {
	failing(house);
	caps(house);
});
