/*
 * test/web/resumes_test.mjs - the list of documents: one is handed in, begun,
 * named, doubled, thrown away and fetched back, looked for (WEB-2, WEB-4).
 */
import assert from 'node:assert/strict';

import { fileOf } from '../node/upload.mjs';
import { fileNamed, fixture, inBrowser, look, reach, settled, test }
	from './harness.mjs';

const item = (page, name) => page.getByRole('listitem')
	.filter({ has: page.getByRole('link', { name, exact: true }) });

async function choose(page, name, what) {
	await item(page, name).getByRole('button').click();
	await page.getByRole('menuitem', { name: what }).click();
}

const titles = async (who) =>
	(await who.get('/api/resumes')).resumes.map((r) => r.title);

async function withTwo(visit, how) {
	const who = await visit.person({}, how);

	await who.document('engineer', { title: 'For the sea' });
	await who.document('designer', { title: 'For the hills' });
	return { who, page: await who.open('/resumes') };
}

inBrowser({}, () => {
	test('an empty list says how to begin', async (visit) => {
		const who = await visit.person();
		const page = await who.open('/resumes');

		await page.getByText(/Nothing here yet/).waitFor();
		await look(page, 'empty');
	});

	test('documents are shown by their first pages', async (visit) => {
		const { page } = await withTwo(visit);

		for (const name of ['For the sea', 'For the hills']) {
			const picture = item(page, name).locator('img');

			assert.ok(await picture.evaluate((i) =>
				i.naturalWidth) > 400, name);
		}
		await look(page, 'list');
	});

	test('in Arabic the list begins at the right', async (visit) => {
		const { page } = await withTwo(visit, { locale: 'ar' });

		await look(page, 'list-ar');
	});

	test('a file that is handed in becomes a document', async (visit) => {
		const who = await visit.person();
		const page = await who.open('/resumes');

		await page.getByLabel('Choose a file').setInputFiles(
			fileNamed('cv.pdf', 'application/pdf',
				fileOf('engineer', 'pdf')));
		await page.waitForURL(/\/resumes\/[0-9a-f-]{36}/);
		const [{ id, base }] = (await who.get('/api/resumes')).resumes;

		assert.equal(base, true);
		assert.ok(page.url().includes(id));
		assert.equal((await who.get(`/api/resumes/${id}`)).resume.basics.name,
			fixture('engineer').basics.name);
		await page.goto('/resumes');
		await page.getByText('Uploaded').waitFor();
	});

	test('a new one begins with who I am', async (visit) => {
		const who = await visit.person({ full_name: 'Ines Morrow' });
		const page = await who.open('/resumes');

		await page.getByRole('button', { name: 'New resume' }).click();
		await page.waitForURL(/\/resumes\/[0-9a-f-]{36}$/);
		const { resume } = await who.get(`/api${new URL(page.url()).pathname}`);

		assert.equal(resume.basics.name, 'Ines Morrow');
		assert.equal(resume.basics.email, who.email);
	});

	test('a document gets another name', async (visit) => {
		const { who, page } = await withTwo(visit);

		await choose(page, 'For the sea', 'Rename');
		const field = page.getByLabel('Title');

		assert.equal(await field.inputValue(), 'For the sea');
		await look(page, 'rename');
		await field.fill('For the coast');
		await page.keyboard.press('Enter');
		await page.getByRole('link', { name: 'For the coast' }).waitFor();
		assert.deepEqual(await titles(who), ['For the coast', 'For the hills']);
	});

	test('a name that is given up changes nothing', async (visit) => {
		const { who, page } = await withTwo(visit);

		await choose(page, 'For the sea', 'Rename');
		await page.getByLabel('Title').fill('For nothing');
		await page.keyboard.press('Escape');
		await page.getByRole('dialog').waitFor({ state: 'detached' });
		assert.ok(await item(page, 'For the sea').getByRole('button')
			.evaluate((e) => e === document.activeElement));
		assert.deepEqual(await titles(who), ['For the hills', 'For the sea']);
	});

	test('a copy says what the first says', async (visit) => {
		const { who, page } = await withTwo(visit);

		await choose(page, 'For the sea', 'Duplicate');
		await page.getByRole('link', { name: 'For the sea (copy)' }).waitFor();
		const { resumes } = await who.get('/api/resumes');
		const of = async (title) => (await who.get('/api/resumes/' +
			resumes.find((r) => r.title === title).id)).resume;

		assert.equal(resumes.length, 3);
		assert.deepEqual(await of('For the sea (copy)'),
			await of('For the sea'));
	});

	test('what is removed is gone, and comes back by Undo', async (visit) => {
		const { who, page } = await withTwo(visit);

		await choose(page, 'For the sea', 'Remove');
		await page.getByText('For the sea is removed.').waitFor();
		await item(page, 'For the sea').waitFor({ state: 'detached' });
		await look(page, 'removed');
		assert.deepEqual(await titles(who), ['For the hills']);
		await page.getByRole('button', { name: 'Undo' }).click();
		await item(page, 'For the sea').waitFor();
		assert.deepEqual((await titles(who)).sort(),
			['For the hills', 'For the sea']);
	});

	test('among many, some are found by parts of words', async (visit) => {
		const who = await visit.person();

		for (let n = 1; n <= 30; n++)
			await who.document('minimal', { title: n === 7 ?
				'Für die Bühne' : `Number ${n}` });
		const page = await who.open('/resumes');

		assert.equal(await page.getByRole('listitem').count(), 20);
		await page.getByRole('button', { name: 'Show more' }).click();
		await page.getByRole('link', { name: 'Number 1', exact: true })
			.waitFor();
		assert.equal(await page.getByRole('listitem').count(), 30);
		await look(page, 'many');
		await page.getByLabel('Search').fill('BUHNE');
		await page.getByRole('link', { name: 'Number 30' })
			.waitFor({ state: 'detached' });
		assert.equal(await page.getByRole('listitem').count(), 1);
		await page.getByLabel('Search').fill('no such thing');
		await page.getByText('Nothing is called so.').waitFor();
		await look(page, 'none');
	});

	test('all of it works by the keyboard alone', async (visit) => {
		const { who, page } = await withTwo(visit);
		const more = page.getByRole('button',
			{ name: 'More about For the hills' });

		await page.keyboard.press('Tab');
		await page.keyboard.press('Enter'); /* skips to the content */
		await reach(page, more);
		await page.keyboard.press('Enter');
		await page.keyboard.press('Enter'); /* the first: Rename */
		await page.getByLabel('Title').waitFor();
		await page.keyboard.press('Control+A');
		await page.keyboard.type('For the moor');
		await page.keyboard.press('Enter');
		await page.getByRole('link', { name: 'For the moor' }).waitFor();
		await reach(page, page.getByRole('button',
			{ name: 'More about For the moor' }));
		await page.keyboard.press('ArrowDown');
		await page.keyboard.press('End'); /* the last: Remove */
		await page.keyboard.press('Enter');
		await page.getByText('For the moor is removed.').waitFor();
		await reach(page, page.getByRole('button', { name: 'Undo' }));
		await page.keyboard.press('Enter');
		await reach(page, page.getByRole('link', { name: 'For the moor' }));
		await page.keyboard.press('Enter');
		await page.waitForURL(/\/resumes\/[0-9a-f-]{36}$/);
		await settled(page);
		assert.deepEqual((await titles(who)).sort(),
			['For the moor', 'For the sea']);
	});
});
