/*
 * test/web/letter_test.mjs - a cover letter is written of what the resume
 * proves, edited beside its page and taken away as a file; and the questions
 * that an interview will ask. What a model makes of these, test/node/model_test.mjs
 * tells.
 */
import assert from 'node:assert/strict';

import { fixture, inBrowser, look, reach, settled, test, until }
	from './harness.mjs';

const JOB = 'Senior Platform Engineer\n\nCompany: Larkspur Mills\n\n' +
	'Requirements\n- 5+ years of experience with Go or Rust\n' +
	'- PostgreSQL in production\n- Kubernetes and Terraform\n';
const begin = (who, more = '') => who.post('/api/projects', {
	resume_json: fixture('engineer'), job_description: JOB + more });
const paragraph = (page, n) =>
	page.getByRole('textbox', { name: `Paragraph ${n}` });
const letterOf = async (who) => {
	const { resumes: [row] } = await who.get('/api/resumes?kind=cover_letter');
	const { resume } = await who.get(`/api/resumes/${row.id}`);

	return resume.meta.vitae.letter;
};

inBrowser({}, () => {
	test('a letter is written, bettered beside its page, and taken away',
		async (visit) => {
			const ada = await visit.person();
			const p = await begin(ada);
			const page = await ada.open(`/projects/${p.id}/letter`);

			await look(page, 'no letter');
			await page.getByRole('button', { name: 'Write it' }).click();
			const second = paragraph(page, 2);

			await second.waitFor();
			assert.match(await second.inputValue(), /I /);
			await page.getByRole('img', { name: 'Page 1 of 1' }).waitFor();
			await look(page, 'letter', { whole: true });
			await page.getByRole('button', { name: 'Add a paragraph' })
				.click();
			await paragraph(page, 4).fill(
				'Looms have been my love since my first loom.');
			await page.getByRole('button', { name: 'Move paragraph 4 up' })
				.click();
			await until('it is saved', async () =>
				(await letterOf(ada)).paragraphs[2].startsWith('Looms'));
			await page.getByRole('button', { name: 'Remove paragraph 1' })
				.click();
			await page.getByRole('button', { name: 'Undo' }).last().click();
			await until('it is back', async () =>
				(await letterOf(ada)).paragraphs.length === 4);
			await page.getByRole('button', { name: 'Download' }).click();
			const taken = page.waitForEvent('download');

			await page.getByRole('menuitem', { name: 'PDF' }).click();
			assert.match((await taken).suggestedFilename(), /\.pdf$/);
			/* it stays this job's, whatever the job is called */
			assert.equal((await ada.ask('PUT', `/api/projects/${p.id}`,
				{ body: { project_name: 'Weaving' } })).status, 200);
			await page.reload();
			await settled(page);
			assert.match(await paragraph(page, 3).inputValue(),
				/^Looms/);
		});

	test('a letter is written with the keyboard alone', async (visit) => {
		const ada = await visit.person();
		const p = await begin(ada);
		const page = await ada.open(`/projects/${p.id}/letter`);

		await reach(page, page.getByRole('radio', { name: 'Plain' }));
		await page.keyboard.press('ArrowRight');
		await reach(page, page.getByLabel('Anything to mind?'));
		await page.keyboard.press('Enter');
		const salutation = page.getByLabel('Salutation');

		await salutation.waitFor();
		await page.getByText('a model would').waitFor();
		await reach(page, salutation);
		await page.keyboard.press('ControlOrMeta+a');
		await page.keyboard.type('Dear Ms Arbour,');
		await until('it is saved', async () =>
			(await letterOf(ada)).salutation === 'Dear Ms Arbour,');
	});

	test('an interview is prepared for', async (visit) => {
		const ada = await visit.person();
		const p = await begin(ada, '- Haskell\n- Erlang\n');
		const page = await ada.open(`/projects/${p.id}/questions`);

		await look(page, 'no questions');
		await page.getByRole('button', { name: 'Get questions' }).click();
		const asked = page.getByRole('heading', { level: 3 });

		await asked.first().waitFor();
		assert.ok(await asked.count() > 3);
		await page.getByText('Answer with').first().waitFor();
		await look(page, 'questions', { whole: true });
		await page.reload();
		await asked.first().waitFor();
	});
});
