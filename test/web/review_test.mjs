/*
 * test/web/review_test.mjs - a file that was handed in, beside what was read of
 * it: a PDF, a Word file, a picture of text. What is doubtful is put right or
 * said to be right, where it came from lights up, and the page leads back to
 * its field.
 */
import assert from 'node:assert/strict';

import { fileOf, upload } from '../node/upload.mjs';
import { drop, fileNamed, inBrowser, look, reach, settled, test, until }
	from './harness.mjs';

const PDF = () => fileNamed('Maren.pdf', 'application/pdf',
	fileOf('engineer', 'pdf'));

/* Somebody beside the file that was uploaded. */
async function beside(visit, name, kind, how) {
	const who = await visit.person({}, how);
	const answer = await upload(who, fileOf(name, kind),
		{ file: `cv.${kind}` });

	assert.equal(answer.status, 200, answer.text);
	const id = answer.body.document_id;
	const page = await who.open(`/resumes/${id}/original`);

	return { who, id, page, path: `/api/resumes/${id}`, up: answer.body };
}

const leaf = (page, n) => page.getByLabel(`Page ${n} of`);

/* What of a canvas is not white, of 100. */
const inked = (canvas) => canvas.evaluate((c) => {
	const { data } = c.getContext('2d')
		.getImageData(0, 0, c.width, c.height);
	let dark = 0;

	for (let i = 0; i < data.length; i += 4)
		dark += data[i + 3] > 0 && data[i] < 128;
	return 100 * dark / (data.length / 4);
});

/* The boxes that are lit, in points of their page. */
const lit = (page) => page.locator('.marks .lit').evaluateAll((all) =>
	all.map((e) => ['x', 'y', 'width', 'height']
		.map((name) => Number(e.getAttribute(name)))));

inBrowser({}, () => {
	test('WEB-2: an upload with something doubtful leads beside its file',
		async (visit) => {
			const ada = await visit.person();
			const page = await ada.open('/resumes');

			await page.getByLabel('Choose a file').setInputFiles(PDF());
			await page.getByRole('heading',
				{ name: 'Look at these first' }).waitFor();
			assert.match(page.url(), /\/resumes\/[0-9a-f-]{36}\/original$/);
			await page.getByText('Maren.pdf', { exact: true }).waitFor();
			await look(page, 'beside a PDF');
		});

	test('a file that is let go anywhere on the page is read',
		async (visit) => {
			const ada = await visit.person();
			const page = await ada.open('/resumes');

			await drop(page.getByRole('heading', { name: 'Resumes' }),
				PDF());
			await page.getByRole('heading',
				{ name: 'Look at these first' }).waitFor();
		});

	test('the pages of the PDF are drawn', async (visit) => {
		const { page } = await beside(visit, 'engineer', 'pdf');
		const share = await until('ink', async () => {
			const n = await inked(leaf(page, 1).locator('canvas'));

			return n > 1 && n;
		});

		assert.ok(share < 30, `${share} of 100 is ink`);
		assert.equal(await page.getByLabel(/^Page \d of 2/).count(), 2);
	});

	test('a field that has the focus lights up where it came from',
		async (visit) => {
			const { page, path, who } =
				await beside(visit, 'engineer', 'pdf');
			const { fields, pages } =
				await who.get(`${path}/original/fields`);
			const at = fields.find((f) => f.at === '/basics/email');
			const word = pages[at.page - 1].lines[at.line - 1].words
				.find((w) => w.text.includes('@'));

			assert.deepEqual(await lit(page), []);
			await page.getByRole('textbox', { name: 'Email' })
				.focus();
			const [[x, y, width, height], ...more] = await lit(page);

			assert.deepEqual(more, []);
			assert.ok(x <= word.box[0] && x + width >= word.box[2]);
			assert.ok(y <= word.box[1] && y + height >= word.box[3]);
			assert.ok(width < word.box[2] - word.box[0] + 10,
				'it is the word, and not its line');
		});

	test('a click on a word of the page goes to its field',
		async (visit) => {
			const { page, path, who } =
				await beside(visit, 'engineer', 'pdf');
			const { fields, pages } =
				await who.get(`${path}/original/fields`);
			const { box } = fields.find((f) => f.at === '/basics/name');
			const shown = await leaf(page, 1).boundingBox();
			const by = shown.width / pages[0].width;

			await leaf(page, 1).click({ position: {
				x: (box[0] + box[2]) / 2 * by,
				y: (box[1] + box[3]) / 2 * by } });
			const name = page.getByLabel('Name', { exact: true }).first();

			assert.equal(await name.inputValue(),
				'Maren Oduya-Lindqvist');
			assert.ok(await name.evaluate(
				(e) => e === document.activeElement));
			await look(page, 'a field that is lit');
		});

	test('what is put right is saved, and counts as looked at',
		async (visit) => {
			const { page, path, up, who } =
				await beside(visit, 'engineer', 'pdf');
			const all = up.doubtful;

			await page.getByText(`0 of ${all} checked`).waitFor();
			await page.keyboard.press('F8');
			const was = await page.evaluate(
				() => document.activeElement.value);

			await page.keyboard.press('Control+a');
			await page.keyboard.type('Larkspur Mills');
			await page.getByText(`1 of ${all} checked`).waitFor();
			await page.getByText('Saved', { exact: true }).waitFor();
			const now = await who.get(path);

			assert.notEqual(was, 'Larkspur Mills');
			assert.ok(JSON.stringify(now.resume)
				.includes('"Larkspur Mills"'));
			assert.equal(now.version, up.version + 1);
			await page.reload();
			await page.getByText(`1 of ${all} checked`).waitFor();
		});

	test('WEB-4: all that is doubtful is looked at by keys alone',
		async (visit) => {
			const { page, path, up, who } =
				await beside(visit, 'student', 'docx');
			const said = [];

			await reach(page, page.getByRole('button',
				{ name: 'Next to check' }));
			await page.keyboard.press('Enter');
			for (let i = 0; i < up.doubtful; i++) {
				said.push(await page.evaluate(
					() => document.activeElement.value));
				await page.keyboard.press('Enter');
			}
			assert.equal(new Set(said).size, up.doubtful, said.join());
			assert.ok(await page.getByRole('link',
				{ name: 'Go on to the editor' }).evaluate(
				(e) => e === document.activeElement));
			const { checked } = await until('what was said', async () => {
				const o = await who.get(`${path}/original`);

				return o.checked.length === up.doubtful && o;
			});

			assert.equal(new Set(checked).size, up.doubtful);
			assert.equal((await who.get(path)).version, up.version);
			await page.keyboard.press('Enter');
			await page.waitForURL(/\/resumes\/[0-9a-f-]{36}$/);
		});

	test('of a Word file the text is shown, and lights up all the same',
		async (visit) => {
			const { page } = await beside(visit, 'student', 'docx');

			await page.getByText('As text', { exact: true }).waitFor();
			await page.getByRole('textbox', { name: 'Email' })
				.focus();
			const lit = page.locator('.as-text .lit');

			assert.match((await lit.allTextContents()).join(' '), /@/);
			await leaf(page, 1).getByText('Venkataraman').first()
				.click();
			assert.equal(await page.evaluate(
				() => document.activeElement.value),
			'Priya Venkataraman');
			await look(page, 'beside a Word file');
		});

	test('of a picture of text the picture is shown', async (visit) => {
		const { page } = await beside(visit, 'student', 'png');
		const picture = leaf(page, 1).locator('img');

		await until('the picture', () => picture.evaluate(
			(e) => e.complete && e.naturalWidth > 0));
		await page.getByRole('textbox', { name: 'Email' })
				.focus();
		assert.equal((await lit(page)).length, 1);
		await look(page, 'beside a picture');
	});

	test('a field that is no field is taken away, and comes back',
		async (visit) => {
			const { page, path, who } =
				await beside(visit, 'student', 'docx');
			const row = page.getByRole('button',
				{ name: 'Remove Organisation' }).first();
			const whole = async () => JSON.stringify(
				(await who.get(path)).resume);
			const had = await whole();

			await row.click();
			await until('it is gone', async () => await whole() !== had);
			assert.ok((await whole()).length < had.length);
			await page.getByRole('button', { name: 'Undo' }).click();
			await until('it is back', async () => await whole() === had);
		});

	test('lines that found no place are told, and shown', async (visit) => {
		const { page, who, path } = await beside(visit, 'letter', 'pdf');
		const { left } = await who.get(`${path}/original/fields`);

		assert.ok(left.length > 0);
		await page.getByRole('heading', { name:
			`${left.length} lines found no place` }).waitFor();
		await page.getByRole('button', { name: left[0].text,
			exact: true }).first().click();
		assert.equal((await lit(page)).length, 1);
	});

	test('WEB-5: it reads from the right in Arabic', async (visit) => {
		const { page } = await beside(visit, 'engineer', 'pdf',
			{ locale: 'ar' });

		await page.getByRole('heading', { name: 'انظر إلى هذه أولاً' })
			.waitFor();
		const pages = await page.getByLabel('الأصل').boundingBox();
		const fields = await page.getByRole('heading',
			{ name: 'انظر إلى هذه أولاً' }).boundingBox();

		assert.ok(pages.x > fields.x);
		await look(page, 'beside a PDF in Arabic');
	});

	test('without an original one is sent on to the editor',
		async (visit) => {
			const ada = await visit.person();
			const { id } = await ada.document('student');
			const page = await ada.open(`/resumes/${id}/original`);

			await page.getByRole('heading', { name:
				'There is no original to compare with' }).waitFor();
			await look(page, 'no original');
			await page.getByRole('link',
				{ name: 'Go on to the editor' }).click();
			await page.waitForURL(new RegExp(`/resumes/${id}$`));
		});

	test('INT-9: a file that is refused is told why, and what to do',
		async (visit) => {
			const ada = await visit.person();
			const page = await ada.open('/resumes');
			const choose = (file) =>
				page.getByLabel('Choose a file').setInputFiles(file);
			const alert = page.getByRole('alert');

			await choose(fileNamed('cv.pdf', 'application/pdf', ''));
			await alert.getByText('cv.pdf could not be read').waitFor();
			await alert.getByText(/empty: choose the file again/)
				.waitFor();
			await look(page, 'a file that is refused');
			await choose(fileNamed('cv.zip', 'application/zip',
				'PK\u0003\u0004' + 'x'.repeat(200)));
			await alert.getByText('cv.zip could not be read').waitFor();
			await page.getByRole('button', { name: 'Close' }).click();
			await page.getByText('Drop your resume here').waitFor();
			assert.deepEqual((await ada.get('/api/resumes')).resumes, []);
		});

	test('INT-8: a second file is a version, which can be taken back',
		async (visit) => {
			const { who: ada, id, path } =
				await beside(visit, 'student', 'docx');
			const page = await ada.open('/resumes');

			await page.getByText(/^It becomes the next version of/)
				.waitFor();
			await page.getByLabel('Choose a file').setInputFiles(PDF());
			await page.getByText(/^Saved as version 2/).waitFor();
			assert.equal((await ada.get(path)).resume.basics.name,
				'Maren Oduya-Lindqvist');
			await page.getByRole('button', { name: 'Undo' }).click();
			await page.waitForURL(/\/resumes$/);
			assert.equal((await ada.get(path)).resume.basics.name,
				'Priya Venkataraman');
			assert.equal((await ada.get('/api/resumes')).resumes.length,
				1);
			assert.equal((await ada.get(path)).id, id);
			await settled(page);
		});
});
