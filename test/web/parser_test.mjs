/*
 * test/web/parser_test.mjs - what a program that reads resumes sees of a
 * document: its text, what does not arrive, what to do.
 */
import assert from 'node:assert/strict';

import { fixture, inBrowser, look, test } from './harness.mjs';

async function read(visit, of) {
	const ada = await visit.person();
	const { id } = await ada.document(of);
	const page = await ada.open(`/resumes/${id}/parser`);

	await page.getByRole('heading', { name: 'The text, in order' })
		.waitFor();
	return { ada, id, page };
}

inBrowser({}, () => {
	test('the text of the PDF stands in the order of reading',
		async (visit) => {
			const { page } = await read(visit, 'student');
			const text = await page.getByLabel('Page 1', { exact: true })
				.textContent();
			const { basics, education } = fixture('student');
			const places = [basics.name, basics.email,
				education[0].institution]
				.map((words) => text.indexOf(words));

			assert.equal(places[0], 0, text.slice(0, 80));
			assert.ok(places.every((at, i) => !i || at > places[i - 1]),
				`${places}`);
			await look(page, 'what a parser reads');
		});

	test('fields that do not arrive are named, with what was read',
		async (visit) => {
			const { ada, id, page } = await read(visit, 'engineer');
			const { round_trip: { fields } } = await ada.post('/api/lint',
				{ resume_id: id, round_trip: true });
			const part = page.getByRole('region', { name: 'In figures' });

			await part.getByText(`${Math.floor(fields.share * 100)} %`,
				{ exact: true }).waitFor();
			assert.ok(fields.fields.length > 0, 'nothing differs');
			assert.equal(await page.getByRole('listitem')
				.filter({ hasText: /Read differently|Taken for|Not on the|In another|Not recog|Read, and/ })
				.count(), fields.fields.length);
			await look(page, 'what does not arrive');
		});

	test('what programs stumble over is told with what to do',
		async (visit) => {
			const { page } = await read(visit, { basics: {
				name: 'Ada Quill', label: 'Baker',
				summary: 'I am passionate about bread.' } });

			await page.getByText(/a phrase that everybody uses/)
				.waitFor();
			await page.getByText(
				'Leave it out, or tell what proves it.').waitFor();
			await page.getByRole('link', { name: 'Open in the editor' })
				.click();
			await page.waitForURL(/\/resumes\/[0-9a-f-]{36}$/);
		});
});
