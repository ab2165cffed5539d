/*
 * test/web/model_test.mjs - jobs where a language model is set up: what it does
 * is seen as it goes, it is asked in words and stopped, and where it fails the
 * builtin rules are at hand (WEB-2, TAI-9). Models are test/llm_standin.py.
 */
import assert from 'node:assert/strict';

import { models, standin } from '../node/standin.mjs';
import { fixture, inBrowser, look, reach, settled, test, until }
	from './harness.mjs';

const RESUME = fixture('engineer');
const JOB = 'Senior Platform Engineer\n\nCompany: Larkspur Mills\n\n' +
	'Requirements\n- PostgreSQL in production\n- Kubernetes\n';
const AT = '/work/0/highlights/0';
const [FIRST] = RESUME.work[0].highlights;
const LIE = 'Led 400 people at Quillfeather Labs.';
const WISH = 'shorten my first bullet';

const MODEL = { AI_PROVIDER: 'openai',
	OPENAI_API_KEY: 'test-key-0123456789', OPENAI_MODEL: 'stand-in',
	OPENAI_TIMEOUT_MS: '60000' };
const change = (path, text) => ({ op: 'set', path, text, order: [],
	reason: 'shorter', posting: '', evidence: [path] });

/* Its address is known when the stand-in runs. */
const withModel = (mode, tests) => inBrowser(() => ({ ...MODEL,
	OPENAI_BASE_URL: models(mode, `web-${mode}`) }), tests);

const tell = (name, answers) => fetch(standin(`script/${name}`),
	{ method: 'POST', body: JSON.stringify({ answers:
		answers.map((a) => JSON.stringify(a)) }) });

async function asked(name) {
	const { requests } = await (await fetch(standin(`seen/${name}`))).json();

	return requests;
}

async function begun(visit, tab, how) {
	const ada = await visit.person({}, how);
	const p = await ada.post('/api/projects',
		{ resume_json: RESUME, job_description: JOB });
	const page = await ada.open(`/projects/${p.id}${tab}`);

	return { ada, p, page, now: () => ada.get(`/api/projects/${p.id}`),
		runs: async () => (await ada.get(`/api/projects/${p.id}/runs`)).runs };
}

withModel('script', () => {
	test('a model is asked in words, and answered change by change',
		async (visit) => {
			const { p, page, now } = await begun(visit, '/changes');

			await tell('web-script', [{ changes: [
				change(AT, FIRST.replace(/\.$/, '')),
				change('/basics/summary', LIE)] }]);
			await page.getByLabel('Anything to mind?').fill(WISH);
			await page.getByRole('button', { name: 'Send' }).click();
			await page.getByText(/^1 change; the score/).waitFor();
			await page.getByText(/stand-in/).first().waitFor();
			await page.getByText(/\d+ tokens/).first().waitFor();
			const requests = await asked('web-script');

			assert.match(JSON.stringify(requests.at(-1)), new RegExp(WISH));
			/* what it made up is shown as refused, with why */
			await page.getByText(/^1 proposal .*refused/).click();
			await page.getByText('Quillfeather').first().waitFor();
			await settled(page);
			await look(page, 'model', { whole: true });
			await page.getByRole('button', { name: 'Take all' }).click();
			await page.getByRole('button', { name: 'Take 1 change' }).click();
			await page.getByText('The one before is kept').waitFor();
			const after = await now();

			assert.equal(after.resume_json.work[0].highlights[0],
				FIRST.replace(/\.$/, ''));
			assert.equal(after.resume_json.basics.summary,
				p.resume_json.basics.summary);
			await page.getByText(WISH).first().waitFor();
		});
});

withModel('hang', () => {
	test('what a model does is seen, and it is stopped in the middle',
		async (visit) => {
			const { page, now, runs } = await begun(visit, '/changes');

			await page.getByRole('button', { name: 'Propose changes' })
				.first().click();
			await until('the model is asked', async () =>
				(await asked('web-hang')).length > 0);
			await page.getByText('Reading the posting').waitFor();
			const stop = page.getByRole('button', { name: 'Stop' });

			await reach(page, stop);
			await page.keyboard.press('Enter');
			await stop.waitFor({ state: 'detached' });
			const [run] = await runs();

			assert.equal(run.state, 'cancelled');
			assert.equal((await now()).document_version, 1);
			await look(page, 'stopped');
			/* and may begin anew */
			assert.ok(await page.getByRole('button',
				{ name: 'Propose changes' }).first().isEnabled());
		});

	test('who comes back while it works sees it work', async (visit) => {
		const { page, runs } = await begun(visit, '/changes');

		await page.getByRole('button', { name: 'Propose changes' })
			.first().click();
		await page.getByText('Reading the posting').waitFor();
		await page.reload();
		await page.getByText('Reading the posting').waitFor();
		await page.getByRole('button', { name: 'Stop' }).click();
		await until('it is cancelled', async () =>
			(await runs())[0].state === 'cancelled');
	});
});

withModel('down', () => {
	test('a model that is away costs nothing, and is done without',
		async (visit) => {
			const { page, now, runs } = await begun(visit, '/changes');

			await page.getByRole('button', { name: 'Propose changes' })
				.first().click();
			const without = page.getByRole('button',
				{ name: 'Do it without the model' });

			await without.waitFor();
			await page.getByText('nothing was charged').waitFor();
			await look(page, 'away');
			const [failed] = await runs();

			assert.deepEqual([failed.state, failed.credits], ['failed', 0]);
			assert.equal((await now()).document_version, 1);
			await without.click();
			await page.getByText(/^\d+ changes?; the score/).waitFor();
			await page.getByText('built-in engine').first().waitFor();
			assert.equal((await runs())[0].engine, 'builtin');
		});

	for (const tab of ['/letter', '/questions'])
		test(`so it is with ${tab.slice(1)}`, async (visit) => {
			const { page, runs } = await begun(visit, tab);

			await page.locator('main form button[type=submit]').last()
				.click();
			await page.getByRole('button',
				{ name: 'Do it without the model' }).click();
			await until('it is done', async () =>
				(await runs())[0]?.state === 'done');
		});

	test('in Arabic it is said in Arabic', async (visit) => {
		const { page } = await begun(visit, '/changes', { locale: 'ar' });

		await page.locator('main form button[type=submit]').click();
		await page.getByRole('button', { name: 'نفّذها من دون النموذج' })
			.waitFor();
		await page.getByText('تعطّلت خدمة').waitFor();
		await look(page, 'away-ar');
	});
});
