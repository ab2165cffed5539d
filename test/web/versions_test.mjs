/*
 * test/web/versions_test.mjs - what a document said before, and documents that
 * follow another one (WEB-2, DOC-5, DOC-30): compared, named, said again, made
 * independent.
 */
import assert from 'node:assert/strict';

import { inBrowser, look, reach, settled, test, until } from './harness.mjs';

const FIRST = {
	basics: { name: 'Tilde Brandt', label: 'Locksmith',
		summary: 'Opens what is shut.' },
	work: [{ name: 'Hinge & Bolt', position: 'Locksmith',
		startDate: '2019-04',
		highlights: ['Cut two hundred keys', 'Trained three apprentices'] }],
	skills: [{ name: 'Crafts', keywords: ['Files', 'Lathes'] }],
};
const SENT = { ...FIRST,
	basics: { ...FIRST.basics, label: 'Master locksmith' } };
const NOW = { ...SENT, work: [{ ...SENT.work[0],
	highlights: ['Cut two hundred keys', 'Opened a vault'] }] };

/* Three versions; the second has a name. */
async function withVersions(visit, how) {
	const who = await visit.person({}, how);
	const { id } = await who.document(FIRST, { title: 'Tilde, locksmith' });
	const put = async (resume, more) => assert.equal((await who.ask('PUT',
		`/api/resumes/${id}`, { body: { resume, ...more } })).status, 200);

	await put(SENT, { version_name: 'As sent to Portcullis' });
	await put(NOW);
	return { who, id };
}

const row = (page, name) => page.getByRole('button', { name });
const compare = (page) => page.getByLabel('Compare with');
const toast = (page, text) => page.getByRole('status')
	.filter({ hasText: text });

inBrowser({}, () => {
	test('two versions stand side by side, marked where they differ',
		async (visit) => {
			const { who, id } = await withVersions(visit);
			const page = await who.open(`/resumes/${id}/versions`);

			await page.getByRole('heading', { name: 'Version 3' })
				.first().waitFor();
			assert.equal(await compare(page).inputValue(), '2');
			const changed = page.getByRole('list',
				{ name: 'What changed' });

			await changed.getByText('Experience').waitFor();
			for (const n of [2, 3])
				await page.getByRole('group',
					{ name: `Version ${n}`, exact: true })
					.getByAltText('Page 1 of 1 as it will be')
					.waitFor();
			assert.ok(await page.locator('rect.gone').count() > 0);
			assert.ok(await page.locator('rect.come').count() > 0);
			await look(page, 'versions as pages');
		});

	test('what went and what came is read as words', async (visit) => {
		const { who, id } = await withVersions(visit);
		const page = await who.open(`/resumes/${id}/versions`);

		await compare(page).selectOption('1');
		await page.getByRole('radio', { name: 'Words' }).check();
		await page.locator('del', { hasText: 'Trained three apprentices' })
			.waitFor();
		await page.locator('ins', { hasText: 'Opened a vault' }).waitFor();
		await page.locator('ins', { hasText: /Master/ }).waitFor();
		await page.getByText('Unchanged: Summary, Skills').waitFor();
		await look(page, 'versions as words');
	});

	test('an old version is said again, and that is undone', async (visit) => {
		const { who, id } = await withVersions(visit);
		const page = await who.open(`/resumes/${id}/versions`);
		const now = async () => (await who.get(`/api/resumes/${id}`)).resume;

		await row(page, /As sent to Portcullis/).click();
		await page.getByRole('heading', { name: 'As sent to Portcullis' })
			.waitFor();
		await page.getByRole('button', { name: 'Restore' }).click();
		await toast(page, 'what version 2 said').waitFor();
		assert.deepEqual((await now()).work[0].highlights,
			SENT.work[0].highlights);
		await page.getByRole('button', { name: 'Undo' }).click();
		await page.getByRole('heading', { name: 'Version 5' }).first()
			.waitFor();
		assert.deepEqual((await now()).work[0].highlights,
			NOW.work[0].highlights);
	});

	test('a version gets a name, and is opened as a copy', async (visit) => {
		const { who, id } = await withVersions(visit);
		const page = await who.open(`/resumes/${id}/versions`);

		await page.getByRole('button', { name: 'Name this version' }).click();
		await look(page, 'naming a version');
		await page.getByRole('dialog').getByLabel('Name').fill('For Drawbridge');
		await page.keyboard.press('Enter');
		await row(page, /For Drawbridge/).waitFor();
		const { versions } = await who.get(`/api/resumes/${id}/versions`);

		assert.equal(versions[0].name, 'For Drawbridge');
		await row(page, /Begun/).click();
		await page.getByRole('button', { name: 'Open as a copy' }).click();
		await page.waitForURL((url) => !url.pathname.includes(id));
		await page.getByRole('heading',
			{ name: 'Tilde, locksmith (version 1)' }).waitFor();
		const { resumes } = await who.get('/api/resumes');
		const copy = resumes.find((r) => r.id !== id);

		assert.deepEqual((await who.get(`/api/resumes/${copy.id}`)).resume.work,
			FIRST.work);
	});

	test('versions are gone through with the keyboard alone', async (visit) => {
		const { who, id } = await withVersions(visit);
		const page = await who.open(`/resumes/${id}/versions`);

		await reach(page, row(page, /Begun/));
		await page.keyboard.press('Enter');
		await page.getByText('This is how it began').waitFor();
		await reach(page, page.getByRole('button', { name: 'Restore' }));
		await page.keyboard.press('Enter');
		await toast(page, 'what version 1 said').waitFor();
		await until('it is restored', async () =>
			(await who.get(`/api/resumes/${id}`)).version === 4);
	});

	test('a variant follows its master but where it says otherwise (DOC-5)',
		async (visit) => {
			const { who, id } = await withVersions(visit);
			const page = await who.open('/resumes');

			await page.getByRole('button', { name: /^More about Tilde/ })
				.click();
			await page.getByRole('menuitem', { name: 'Make a variant' })
				.click();
			await page.getByLabel('Name').fill('Teacher, Denmark');
			await page.getByLabel('What I am, there').fill('Teacher');
			await look(page, 'a new variant');
			await page.getByRole('button', { name: 'Make the variant' })
				.click();
			await page.waitForURL('**/variant');
			const path = `/api${new URL(page.url()).pathname
				.replace('/variant', '')}`;

			await page.getByText('1 thing differs from the master')
				.waitFor();
			await page.getByRole('switch', { name: 'Show Skills' })
				.uncheck();
			await page.getByRole('button', { name: /Locksmith · Hinge/ })
				.click();
			await page.getByRole('switch',
				{ name: 'Show Cut two hundred keys' }).uncheck();
			await page.getByRole('button',
				{ name: /^Say otherwise: line 2/ }).click();
			await page.getByRole('textbox', { name: /^line 2/ })
				.fill('Taught how vaults are opened');
			await page.getByText('4 things differ').click();
			await page.getByRole('listitem')
				.filter({ hasText: /^left out\s*Skills/ }).waitFor();
			await settled(page);
			await page.getByText('Saved', { exact: true }).waitFor();
			await look(page, 'a variant');
			const said = async () => (await who.get(path)).resume;

			await until('the variant is saved', async () =>
				(await said()).basics.label === 'Teacher');
			const { work, skills } = await said();

			assert.deepEqual(work[0].highlights,
				['Taught how vaults are opened']);
			assert.equal(skills, undefined);
			await who.ask('PUT', `/api/resumes/${id}`, { body: { resume: {
				...NOW, basics: { ...NOW.basics,
					summary: 'Opens what must open.' } } } });
			assert.equal((await said()).basics.summary,
				'Opens what must open.');
			await page.reload();
			await page.getByRole('radio', { name: 'Against the master' })
				.check();
			await page.locator('ins', { hasText: 'Teacher' }).last().waitFor();
			await look(page, 'a variant against its master');
		});

	test('a variant shows what its master says as it is, addresses, too',
		async (visit) => {
			const { who, id } = await withVersions(visit);
			const { id: variant } = await who.post('/api/resumes',
				{ master_id: id, title: 'As it is', variant: {} });
			const page = await who.open(`/resumes/${variant}/variant`);
			const said = page.locator('.of-master').first();

			await page.getByText('Nothing differs from the master').waitFor();
			await said.waitFor();
			assert.equal(await said.evaluate((e) =>
				getComputedStyle(e, '::first-letter').textTransform), 'none');
		});

	test('a variant is made independent, and that is undone', async (visit) => {
		const { who, id } = await withVersions(visit);
		const made = await who.post('/api/resumes', { master_id: id,
			title: 'For abroad', variant: { set: [{ at: '/basics/label',
				value: 'Lock artist' }] } });
		const page = await who.open(`/resumes/${made.id}`);

		await page.waitForURL('**/variant');
		await page.getByRole('link', { name: 'Tilde, locksmith' }).waitFor();
		await page.getByRole('button', { name: 'More about For abroad' })
			.click();
		await page.getByRole('menuitem', { name: 'Make independent' }).click();
		await page.getByRole('dialog')
			.getByRole('button', { name: 'Make independent' }).click();
		await page.waitForURL(`**/resumes/${made.id}`);
		const now = () => who.get(`/api/resumes/${made.id}`);

		assert.equal((await now()).master_id, undefined);
		assert.equal((await now()).resume.basics.label, 'Lock artist');
		await page.getByRole('button', { name: 'Undo' }).last().click();
		await page.waitForURL('**/variant');
		assert.equal((await now()).master_id, id);
	});

	test('versions are read from the right in Arabic', async (visit) => {
		const { who, id } = await withVersions(visit, { locale: 'ar' });
		const page = await who.open(`/resumes/${id}/versions`);

		await page.getByRole('heading', { name: 'الإصدارات' }).waitFor();
		await page.locator('rect.come').first().waitFor();
		await look(page, 'versions in Arabic');
	});
});
