/*
 * test/node/project_test.mjs - projects (ACC-7) and what agents do for them
 * (TAI-5, 8, 11): marks, history, the trash; runs that are followed, fail, are
 * cancelled, or outlive their server. Models are test/llm_standin.py.
 */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';

import { apart, ok, onBoth, refused, test, until } from './harness.mjs';
import { models } from './standin.mjs';
import { unzip } from './zip.mjs';

const RESUME = JSON.parse(readFileSync('test/data/resume/engineer.json'));
const JOB = 'Senior Data Engineer\n\nCompany: Larkspur Mills\n\n' +
	'Requirements\n- 5+ years of experience with Python\n' +
	'- Kubernetes and PostgreSQL\n- REST APIs\n';

const model = (mode, name) => ({ AI_PROVIDER: 'openai',
	OPENAI_API_KEY: 'test-key-0123456789', OPENAI_MODEL: 'stand-in',
	OPENAI_TIMEOUT_MS: '20000',
	OPENAI_BASE_URL: models(mode, name) });

async function begin(who, more = {}) {
	return ok(await who.ask('POST', '/api/projects', { body: {
		resume_json: RESUME, job_description: JOB, ...more } }), 201);
}

const tailor = (who, p, body = {}, more = {}) => who.ask('POST',
	`/api/projects/${p.id}/tailor-with-agent`, { body, ...more });
const get = async (who, p) =>
	ok(await who.ask('GET', `/api/projects/${p.id}`));

/* What a stream said: [name, data]. */
function eventsOf(text) {
	return text.split('\n\n').filter((e) => e.includes('event:')).map((e) => [
		/^event: (.*)$/m.exec(e)[1],
		JSON.parse(/^data: (.*)$/m.exec(e)[1])]);
}

function projects(house) {
	test('ACC-7: a project names itself by its posting', async () => {
		const ada = await house.join();
		const p = await begin(ada);

		assert.equal(p.project_name, 'Senior Data Engineer');
		assert.equal(p.company, 'Larkspur Mills');
		assert.equal(p.status, 'saved');
		assert.equal(p.resume_json.basics.name, RESUME.basics.name);
		const { projects: [row] } = ok(await ada.ask('GET',
			'/api/projects?q=LARKSPUR&status=saved'));

		assert.equal(row.id, p.id);
		assert.equal(row.resume_json, undefined);
		assert.deepEqual(ok(await ada.ask('GET',
			'/api/projects?q=%25')).projects, []);
	});

	test('ACC-7: a status is dated, and a stale mark changes nothing',
		async () => {
			const ada = await house.join();
			const p = await begin(ada);
			const at = `/api/projects/${p.id}`;
			const { etag } = (await ada.ask('GET', at)).headers;
			const headers = { 'if-match': etag };
			const body = { status: 'applied', notes: 'by mail' };
			const now = ok(await ada.ask('PUT', at, { body, headers }));

			assert.deepEqual(now.status_history.map((s) => s.status),
				['saved', 'applied']);
			refused(await ada.ask('PUT', at, { body, headers }), 412,
				'stale');
			refused(await ada.ask('DELETE', at, { headers }), 412,
				'stale');
			refused(await ada.ask('PUT', at, { body,
				headers: { 'if-match': 'nonsense' } }), 400,
			'bad_input');
			assert.equal((await get(ada, p)).status_history.length, 2);
		});

	test('ACC-7: a project knows its posting\'s address and what is next',
		async () => {
			const ada = await house.join();
			const next = { posting_url: 'https://jobs.example.org/7?a=b',
				next_step: 'Call Mr Ostrander', next_on: '2026-12-01' };
			const p = await begin(ada, next);
			const put = (body) => ada.ask('PUT',
				`/api/projects/${p.id}`, { body });
			const { projects: [row] } = ok(await ada.ask('GET',
				'/api/projects?q=ostrander'));

			for (const [name, value] of Object.entries(next)) {
				assert.equal(p[name], value);
				assert.equal(row[name], value);
			}
			for (const url of ['javascript:alert(1)', 'https://',
				'ftp://example.org/', 'https://a b'])
				refused(await put({ posting_url: url }), 400,
					'bad_input', '/posting_url');
			refused(await put({ next_on: '2026-02-30' }), 400,
				'bad_input', '/next_on');
			const now = ok(await put({ posting_url: '', next_on: '' }));

			assert.deepEqual([now.posting_url, now.next_on, now.next_step],
				['', '', next.next_step]);
		});

	test('ACC-7: sections are put in order, and unknown ones refused',
		async () => {
			const ada = await house.join();
			const p = await begin(ada);
			const order = (names) => ada.ask('PUT',
				`/api/projects/${p.id}/section-order`,
				{ body: { section_order: names } });
			const now = ok(await order(['skills', 'work']));

			assert.deepEqual(now.resume_json.meta.vitae.section_order,
				['skills', 'work']);
			assert.equal(now.document_version, 2);
			refused(await order(['skills', 'nothing']), 400, 'bad_input',
				'/section_order');
			refused(await order(['work', 'work']), 400, 'bad_input',
				'/section_order');
		});

	test('a project goes to the trash and comes back', async () => {
		const ada = await house.join();
		const bob = await house.join();
		const p = await begin(ada);
		const at = `/api/projects/${p.id}`;

		refused(await bob.ask('GET', at), 404, 'not_found');
		refused(await bob.ask('DELETE', at), 404, 'not_found');
		assert.equal((await ada.ask('DELETE', at)).status, 204);
		refused(await ada.ask('GET', at), 404, 'not_found');
		refused(await tailor(ada, p), 404, 'not_found');
		assert.equal(ok(await ada.ask('GET',
			'/api/projects?deleted=true')).projects.length, 1);
		assert.ok(ok(await ada.ask('POST', `${at}/recover`)).resume_json);
		refused(await ada.ask('POST', `${at}/recover`), 409, 'conflict');
	});
}

function tailoring(house) {
	test('TAI-8: steps, changes, usage and the result are told in order',
		async () => {
			const ada = await house.join();
			const p = await begin(ada);
			const answer = await tailor(ada, p, {},
				{ headers: { accept: 'text/event-stream' } });
			const all = eventsOf(answer.text);
			const names = all.map(([name]) => name);
			const result = all.at(-1)[1];

			assert.deepEqual([...new Set(names)],
				['status', 'change', 'usage', 'result']);
			assert.deepEqual(all.filter(([name, data]) =>
				name === 'status' && data.state === 'done')
				.map(([, data]) => data.tool), ['validate_intent',
				'summarize_job_description',
				'tailor_resume_content']);
			assert.ok(result.score_after > result.score_before);
			const now = await get(ada, p);

			assert.equal(now.document_version, 2);
			assert.deepEqual(now.resume_json, result.resume);
			assert.equal(now.tailoring_history.length, 1);
			assert.deepEqual(now.tailoring_history[0].resume_json,
				p.resume_json);
			assert.deepEqual(now.tailoring_history[0].changes_made,
				result.changes);
			assert.deepEqual(now.message_history.map((m) => m.role),
				['user', 'assistant']);
		});

	test('TAI-5: what was proposed is chosen from later, once', async () => {
		const ada = await house.join();
		const p = await begin(ada);
		const found = ok(await tailor(ada, p, { accept: 'none' }));

		assert.ok(found.changes.length > 1);
		assert.equal((await get(ada, p)).document_version, 1);
		const take = (accept) => ada.ask('POST',
			`/api/projects/${p.id}/changes`,
			{ body: { run_id: found.run_id, accept } });

		refused(await take([799]), 400, 'bad_input', '/accept');
		refused(await take([1, 0]), 400, 'bad_input', '/accept');
		const made = ok(await take([0]));

		assert.equal(made.version, 2);
		assert.deepEqual(made.changes.map((c) => c.path),
			[found.changes[0].path]);
		refused(await take([0]), 409, 'conflict');
		const run = ok(await ada.ask('GET',
			`/api/projects/${p.id}/runs/${found.run_id}`));

		assert.equal(run.version_after, 2);
		assert.equal(run.steps.length, 3);
		assert.equal(run.changes.length,
			found.changes.length + found.rejected.length);
	});

	test('TAI-5: all of a proposal makes what accepting all of it makes',
		async () => {
			const ada = await house.join();
			const resume = structuredClone(RESUME);
			const own = (name) => ({ entries: [{ name }] });

			resume.projects = Array.from({ length: 24 }, (_, n) => ({
				name: `Project ${n}`, highlights: [
					`Kept the mill of ${n} towns running at night.`,
					`Wrote reports in Python for ${n} ledgers.`] }));
			resume.meta = { vitae: { custom_sections:
				[own('On tides'), own('On bread')] } };
			const body = { resume_json: resume };
			const words = { instructions: 'keep it to one page' };
			const [p, q] = [await begin(ada, body),
				await begin(ada, body)];
			const found = ok(await tailor(ada, p,
				{ ...words, accept: 'none' }));
			const made = ok(await ada.ask('POST',
				`/api/projects/${p.id}/changes`, { body: {
					run_id: found.run_id,
					accept: found.changes.map((_, n) => n) } }));

			assert.ok(found.changes.some((c) => c.op === 'drop'));
			for (const c of found.changes.filter((c) =>
				c.path.endsWith('section_order')))
				assert.ok([...c.before, ...c.after].every(Boolean));
			assert.deepEqual(made.rejected, []);
			assert.deepEqual(made.resume,
				ok(await tailor(ada, q, words)).resume);
		});

	test('a choice of a resume that was changed since is stale', async () => {
		const ada = await house.join();
		const p = await begin(ada);
		const found = ok(await tailor(ada, p, { accept: 'none' }));

		ok(await ada.ask('PUT', `/api/projects/${p.id}`,
			{ body: { resume_json: { basics: { name: 'Eve' } } } }));
		refused(await ada.ask('POST', `/api/projects/${p.id}/changes`,
			{ body: { run_id: found.run_id, accept: [0] } }), 412,
		'stale');
	});

	test('TAI-5: what is no tailoring changes nothing', async () => {
		const ada = await house.join();
		const p = await begin(ada);

		refused(await tailor(ada, p,
			{ instructions: 'write a poem about the sea' }), 400,
		'bad_input');
		const now = await get(ada, p);

		assert.equal(now.document_version, 1);
		assert.equal(now.tailoring_history.length, 0);
		const { runs } = ok(await ada.ask('GET',
			`/api/projects/${p.id}/runs`));

		assert.equal(runs[0].state, 'failed');
		assert.equal(runs[0].error_code, 'bad_input');
	});

	test('TAI-7: a proposed text may be taken in words of one\'s own, if ' +
		'they are true', async () => {
		const ada = await house.join();
		const p = await begin(ada);
		const proposed = ok(await tailor(ada, p, { accept: 'none' }));
		const n = proposed.changes.findIndex((c) => c.op === 'set' &&
			c.path === '/basics/summary');
		const own = proposed.changes[n].before.replace(/\.$/, '');
		const take = (body) => ada.ask('POST',
			`/api/projects/${p.id}/changes`,
			{ body: { run_id: proposed.run_id, ...body } });
		const lie = ok(await take({ accept: [n], edits: [{ change: n,
			text: 'Led 900 people at Quillfeather Labs.' }] }));

		assert.deepEqual(lie.changes, []);
		assert.ok(lie.rejected[0].why.length > 10);
		assert.equal(lie.version, undefined);
		refused(await take({ accept: [n], edits: [{ change: n + 1,
			text: own }] }), 400, 'bad_input', '/edits');
		const done = ok(await take({ accept: [n],
			edits: [{ change: n, text: own }] }));

		assert.equal(done.changes[0].after, own);
		assert.equal((await get(ada, p)).resume_json.basics.summary, own);
	});

	test('TAI-7: a text is checked, and what it says more is told',
		async () => {
			const ada = await house.join();
			const check = async (text) => ok(await ada.ask('POST',
				'/api/truth', { body: { resume: RESUME, text,
					path: '/work/0/highlights/0' } }));
			const { faults, ...none } = await check(
				RESUME.work[0].highlights[0]);

			assert.deepEqual([faults, none], [[], { holds: true }]);
			const more = await check(RESUME.work[0].highlights[0]
				.replace('eleven weeks', 'nine weeks'));

			assert.equal(more.holds, false);
			assert.ok(more.faults.length > 0);
			for (const f of more.faults)
				assert.ok(f.kind && f.what && f.why.length > 5);
			assert.equal(more.faults[0].kind, 'number');
			assert.match(more.faults[0].what, /nine/);
		});

	test('TAI-11: letters, better words and questions', async () => {
		const ada = await house.join();
		const p = await begin(ada);
		const letter = ok(await ada.ask('POST',
			'/api/cover-letters/generate',
			{ body: { project_id: p.id } }));

		assert.ok(letter.paragraphs.length > 1);
		assert.equal(ok(await ada.ask('GET',
			`/api/resumes/${letter.document_id}`)).kind,
		'cover_letter');
		assert.deepEqual(ok(await ada.ask('GET',
			`/api/projects/${p.id}/runs`)).runs.map((run) =>
			[run.kind, run.document_id]),
		[['letter', letter.document_id]]);
		assert.equal(ok(await ada.ask('POST',
			'/api/cover-letters/generate', { body: { resume: RESUME,
				job_description: JOB, store: false } }))
			.document_id, undefined);
		refused(await ada.ask('POST', '/api/cover-letters/generate',
			{ body: { resume: RESUME } }), 400, 'bad_input',
		'/job_description');
		assert.ok(ok(await ada.ask('POST',
			`/api/resumes/${p.document_id}/revamp`, { body: {} }))
			.document_id);
		const other = ok(await ada.ask('POST',
			`/api/resumes/${p.document_id}/suggestions`,
			{ body: { job_description: JOB } }));

		for (const c of other.changes)
			assert.match(c.path, /summary|label|highlights/);
		assert.ok(ok(await ada.ask('POST',
			`/api/projects/${p.id}/interview-questions`,
			{ body: {} })).questions.length > 3);
	});
}

/* With a model that misbehaves as it is told. */
function withModels(house) {
	for (const mode of ['quota', 'cut', 'nonsense'])
		test(`TAI-9: a model that fails (${mode}) changes nothing, or ` +
			'falls back', () => apart(house.database,
			model(mode, `${mode}-${house.database}`), async (own) => {
				const ada = await own.join();
				const p = await begin(ada);
				const answer = await tailor(ada, p);

				assert.ok([429, 502].includes(answer.status),
					answer.text);
				assert.equal((await get(ada, p)).document_version, 1);
				const done = ok(await tailor(ada, p,
					{ fallback: true }));

				assert.equal(done.engine, 'builtin');
				assert.equal(done.version, 2);
				assert.ok(done.warnings.length > 0);
			}));

	test('TAI-8: one run at a time; a cancelled one changes nothing',
		() => apart(house.database, model('hang', `h-${house.database}`),
			async (own) => {
				const ada = await own.join();
				const p = await begin(ada);
				const at = `/api/projects/${p.id}/runs`;
				const headers = { prefer: 'respond-async' };

				ok(await tailor(ada, p, {}, { headers }), 202);
				refused(await tailor(ada, p), 409, 'conflict');
				const [run] = ok(await ada.ask('GET', at)).runs;

				ok(await ada.ask('POST', `${at}/${run.id}/cancel`));
				await until('it is cancelled', async () =>
					ok(await ada.ask('GET', `${at}/${run.id}`))
						.state === 'cancelled');
				assert.equal((await get(ada, p)).document_version, 1);
			}));
}

/* What the server that died was at is taken up when its lease is over. */
function dying(house) {
	test('TAI-8: a run outlives its server, and is followed to its end',
		() => apart(house.database, model('hang', `k-${house.database}`),
			async (own) => {
				const ada = await own.join();
				const p = await begin(ada);
				const job = ok(await tailor(ada, p, { fallback: true },
					{ headers: { prefer: 'respond-async' } }), 202);

				await until('the model is asked', async () =>
					ok(await ada.ask('GET', `/api/jobs/${job.id}`))
						.events > 4);
				assert.notEqual(await own.stop('SIGKILL'), 0);
				Object.assign(own.settings, model('quota',
					`r-${own.database}`));
				await own.start();
				const all = eventsOf((await ada.ask('GET',
					`/api/jobs/${job.id}/events`, { headers:
						{ 'last-event-id': '5' } })).text);
				const [name, result] = all.at(-1);

				assert.equal(name, 'result');
				assert.equal(result.version, 2);
				assert.equal((await get(ada, p))
					.tailoring_history.length, 1);
			}));
}

function files(house) {
	test('ACC-7: a project is shown as PDF and saved as a Word file',
		async () => {
			const ada = await house.join();
			const p = await begin(ada);
			const pdf = await ada.ask('GET', `/api/projects/${p.id}/pdf`);
			const docx = await ada.ask('GET',
				`/api/projects/${p.id}/docx`);

			assert.equal(pdf.status, 200, pdf.text);
			assert.match(pdf.headers['content-disposition'], /^inline/);
			assert.equal(pdf.bytes.subarray(0, 5).toString(), '%PDF-');
			assert.equal(docx.status, 200, docx.text);
			assert.match(docx.headers['content-disposition'],
				/^attachment/);
			assert.equal(docx.bytes.subarray(0, 2).toString(), 'PK');
			const now = await get(ada, p);

			assert.equal(now.pdf_generation_progress, 100);
			assert.ok(now.pdf_generation_started_at);
		});

	test('ACC-5: projects and runs are taken along', async () => {
		const ada = await house.join();
		const p = await begin(ada);

		ok(await tailor(ada, p));
		const zip = unzip((await ada.ask('GET', '/api/users/me/export'))
			.bytes);
		const read = (name) => JSON.parse(zip[name]);

		assert.equal(read('projects.json')[0].id, p.id);
		assert.equal(read('project-tailorings.json').length, 1);
		assert.equal(read('project-messages.json').length, 2);
		assert.equal(read('agent-runs.json')[0].state, 'done');
	});
}

onBoth({}, (house) => {
	projects(house);
	tailoring(house);
	files(house);
	withModels(house);
	dying(house);
});
