/*
 * test/node/model_test.mjs - agents whose model fails, and what they may cost
 * (TAI-9): nothing is changed, nobody is charged, and the answer is one that
 * the description has. Models are test/llm_standin.py.
 */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';

import { apart, ok, onBoth, refused, test } from './harness.mjs';
import { models, standin } from './standin.mjs';

const RESUME = JSON.parse(readFileSync('test/data/resume/engineer.json'));
const JOB = 'Senior Data Engineer\n\nRequirements\n' +
	'- 5+ years of experience with Python\n- Kubernetes and PostgreSQL\n';

const model = (mode, name, more = {}) => ({ AI_PROVIDER: 'openai',
	OPENAI_API_KEY: 'test-key-0123456789', OPENAI_MODEL: 'stand-in',
	OPENAI_TIMEOUT_MS: '20000', OPENAI_BASE_URL: models(mode, name), ...more });

async function begin(who) {
	return ok(await who.ask('POST', '/api/projects', { body: {
		resume_json: RESUME, job_description: JOB } }), 201);
}

const tailor = (who, p, body = {}) => who.ask('POST',
	`/api/projects/${p.id}/tailor-with-agent`, { body });
const letter = (who, body = {}) => who.ask('POST',
	'/api/cover-letters/generate', { body: { resume: RESUME,
		job_description: JOB, ...body } });

const revamp = (who, p, body = {}, more = {}) => who.ask('POST',
	`/api/resumes/${p.document_id}/revamp`, { body, ...more });
const suggest = (who, p, body = {}) => who.ask('POST',
	`/api/resumes/${p.document_id}/suggestions`, { body });
const questions = (who, p, body = {}) => who.ask('POST',
	`/api/projects/${p.id}/interview-questions`, { body });

/* What the model will say, one answer an ask; and what it was asked. */
const tell = (name, answers) => fetch(standin(`script/${name}`),
	{ method: 'POST', body: JSON.stringify({ answers:
		answers.map((a) => JSON.stringify(a)) }) });
async function lastAsked(name) {
	const url = standin(`seen/${name}`);
	const { requests } = await (await fetch(url)).json();

	return JSON.stringify(requests.at(-1));
}

/* ---- a model that fails ------------------------------------------------- */

async function described(house, path, status) {
	const { paths } = ok(await house.ask('GET', '/api/openapi.json'));

	assert.ok(paths[path].post.responses[status],
		`${path} says nothing of ${status}`);
}

async function untouched(who, p) {
	const now = ok(await who.ask('GET', `/api/projects/${p.id}`));
	const { runs } = ok(await who.ask('GET',
		`/api/projects/${p.id}/runs`));
	const run = runs.find((r) => r.kind === 'tailor');

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
				const rest = [await revamp(ada, p),
					await suggest(ada, p), await questions(ada, p)];

				for (const a of [answer, post, ...rest]) {
					assert.ok([429, 502].includes(a.status),
						a.text);
					assert.ok(a.body.message.length > 10);
				}
				await untouched(ada, p);
				for (const [i, path] of ['/api/resumes/{id}/revamp',
					'/api/resumes/{id}/suggestions',
					'/api/projects/{id}/interview-questions']
					.entries())
					await described(own, path, rest[i].status);
				await described(own, '/api/cover-letters/generate',
					post.status);
				await described(own, '/api/projects/{id}/' +
					'tailor-with-agent', answer.status);
				for (const kind of ['cover_letter', 'revamp'])
					assert.deepEqual(ok(await ada.ask('GET',
						`/api/resumes?kind=${kind}`)).resumes, []);
				const done = ok(await letter(ada,
					{ fallback: true, store: false }));

				assert.equal(done.engine, 'builtin');
				assert.equal(done.usage.credits, 0);
				assert.ok(done.warnings.length > 0);
			}));
}

/* ---- a model that rewords and asks --------------------------------------- */

const change = (path, text, more = {}) => ({ op: 'set', path, text, order: [],
	reason: 'shorter', posting: '', evidence: [path], ...more });

/* Of test/data/resume/engineer.json. */
const [FIRST] = RESUME.work[0].highlights;
const AT = '/work/0/highlights/0';
const LIE = 'Led 400 people at Quillfeather Labs.';

function writing(house) {
	const scripted = (what, run) => test(what, () => {
		const name = `w-${what.length}-${house.database}`;

		return apart(house.database, model('script', name),
			async (own) => run(own, name));
	});

	scripted('TAI-11: a model words anew, and what it adds is refused',
		async (own, name) => {
			const ada = await own.join();
			const p = await begin(ada);

			await tell(name, [{ changes: [
				change(AT, FIRST.replace(/\.$/, '')),
				change('/basics/summary', LIE)] }]);
			const got = ok(await revamp(ada, p,
				{ instructions: 'keep my tone' }));

			assert.equal(got.engine, 'openai');
			assert.deepEqual(got.changes.map((c) => c.path), [AT]);
			assert.deepEqual(got.rejected.map((c) => c.path),
				['/basics/summary']);
			assert.ok(got.rejected[0].why.length > 10);
			assert.ok(got.usage.tokens_in > 0 && got.usage.tokens_out > 0);
			assert.ok(!JSON.stringify(got.resume).includes('Quillfeather'));
			assert.match(await lastAsked(name), /keep my tone/);
			assert.doesNotMatch(await lastAsked(name), /POSTING:/);
			const made = ok(await ada.ask('GET',
				`/api/resumes/${got.document_id}`));

			assert.equal(made.kind, 'revamp');
			assert.equal(made.resume.work[0].highlights[0],
				FIRST.replace(/\.$/, ''));
		});

	scripted('TAI-11: a model suggests for a posting, and keeps nothing',
		async (own, name) => {
			const ada = await own.join();
			const p = await begin(ada);

			await tell(name, [{ changes: [
				change(AT, FIRST.replace(/\.$/, '')),
				change('/skills/0/keywords', '', { op: 'order',
					order: [0] })] }]);
			const got = ok(await suggest(ada, p, { job_description: JOB }));

			assert.deepEqual(got.changes.map((c) => c.path), [AT]);
			assert.equal(got.document_id, undefined);
			assert.match(await lastAsked(name), /Kubernetes and PostgreSQL/);
		});

	scripted('TAI-11: a model asks, and takes nothing for granted',
		async (own, name) => {
			const ada = await own.join();
			const p = await begin(ada);

			await tell(name, [{ questions: [
				{ question: 'Have you used Kubernetes?', path: '',
					posting: '- Kubernetes and PostgreSQL' },
				{ question: 'How did you lead 400 people at ' +
					'Quillfeather Labs?', path: AT, posting: '' },
				{ question: LIE, path: AT, posting: '' }] }]);
			const got = ok(await questions(ada, p,
				{ instructions: 'ask about my experience' }));

			assert.equal(got.questions[0].question,
				'Have you used Kubernetes?');
			assert.equal(got.questions[0].posting,
				'- Kubernetes and PostgreSQL');
			assert.ok(!JSON.stringify(got.questions)
				.includes('Quillfeather'));
			assert.equal(got.warnings.length, 2);
			assert.ok(got.usage.tokens > 0);
			assert.match(await lastAsked(name), /ask about my experience/);
			const { runs: [run] } = ok(await ada.ask('GET',
				`/api/projects/${p.id}/runs`));

			assert.deepEqual([run.kind, run.state, run.engine],
				['questions', 'done', 'openai']);
			assert.ok(run.steps.some((s) => s.tool === 'ask_questions' &&
				s.ms >= 0));
		});

	scripted('TAI-11: who follows hears of each step and change of it',
		async (own, name) => {
			const ada = await own.join();
			const p = await begin(ada);

			await tell(name, [{ changes: [change('/basics/summary', LIE)] }]);
			const { text } = await revamp(ada, p, { store: false },
				{ headers: { accept: 'text/event-stream' } });
			const names = [...text.matchAll(/^event: (.*)$/gm)]
				.map((m) => m[1]);

			assert.deepEqual([...new Set(names)],
				['status', 'change', 'usage', 'result']);
			assert.match(text, /revamp_resume/);
		});
}

/* ---- what it may cost --------------------------------------------------- */

/* An answer holds what it may cost at most until it is there, which is nearly
 * all of a cap of 0.1: the first fits, and what it took is too much for one
 * more. */
const DEAR = { OPENAI_INPUT_PRICE: '0', OPENAI_OUTPUT_PRICE: '12.2' };

async function spent(own, name) {
	const url = standin(`seen/${name}`);
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
	writing(house);
	caps(house);
});
