/*
 * test/web/kept_test.mjs - what was thrown away and what was made (WEB-2,
 * WEB-4): had back, erased, found, had again.
 */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';

import { inBrowser, look, reach, test, until } from './harness.mjs';

const named = (name) => ({ basics: { name: 'Lis Holm', label: name } });

async function thrownAway(visit, titles, how) {
	const who = await visit.person({}, how);

	for (const title of titles) {
		const { id } = await who.document(named(title), { title });

		assert.equal((await who.ask('DELETE', `/api/resumes/${id}`)).status,
			204);
	}
	return who;
}

const list = async (who, path) => (await who.get(path)).resumes
	.map((r) => r.title).sort();

inBrowser({}, () => {
	test('what was thrown away is had back, and thrown away again',
		async (visit) => {
			const who = await thrownAway(visit, ['Weaver', 'Dyer']);
			const page = await who.open('/trash');

			await page.getByText('30 days left').first().waitFor();
			await look(page, 'the trash');
			await page.getByRole('button', { name: 'Restore Weaver' })
				.click();
			await page.getByText('Weaver is back.').waitFor();
			assert.deepEqual(await list(who, '/api/resumes'), ['Weaver']);
			assert.deepEqual(await list(who, '/api/trash'), ['Dyer']);
			await page.getByRole('button', { name: 'Undo' }).click();
			await page.getByRole('button', { name: 'Restore Weaver' })
				.waitFor();
			assert.deepEqual(await list(who, '/api/resumes'), []);
		});

	test('what is erased for good has to be said in a word', async (visit) => {
		const who = await thrownAway(visit, ['Weaver', 'Dyer']);
		const page = await who.open('/trash');
		const erase = page.getByRole('button', { name: 'Erase for good' });

		await page.getByRole('button', { name: 'Erase Dyer' }).click();
		assert.ok(await erase.isDisabled());
		await page.getByLabel(/^Type/).fill('yes');
		assert.ok(await erase.isDisabled());
		await page.getByLabel(/^Type/).fill('erase');
		await look(page, 'erasing');
		await erase.click();
		await page.getByText('1 document is erased.').waitFor();
		assert.deepEqual(await list(who, '/api/trash'), ['Weaver']);
	});

	test('the trash is emptied with the keyboard alone', async (visit) => {
		const who = await thrownAway(visit, ['Weaver', 'Dyer', 'Fuller']);
		const page = await who.open('/trash');

		await reach(page, page.getByRole('button',
			{ name: 'Empty the trash' }));
		await page.keyboard.press('Enter');
		await page.getByRole('heading', { name: 'Erase 3 documents' })
			.waitFor();
		await page.keyboard.type('erase');
		await page.keyboard.press('Enter');
		await page.getByRole('heading', { name: 'The trash is empty' })
			.waitFor();
		assert.deepEqual(await list(who, '/api/trash'), []);
		await look(page, 'an empty trash');
	});

	test('what was made is found, and made again', async (visit) => {
		const who = await visit.person();
		const one = await who.document(named('Weaver'), { title: 'Weaver' });
		const two = await who.document(named('Dyer'), { title: 'Dyer' });

		for (const [format, { id }] of [['pdf', one], ['docx', one],
			['txt', two]])
			assert.equal((await who.ask('POST', `/api/export/${format}`,
				{ body: { resume_id: id } })).status, 200);
		const page = await who.open('/history');
		const rows = page.getByRole('main').getByRole('listitem');

		await rows.first().waitFor();
		assert.equal(await rows.count(), 3);
		await look(page, 'history');
		await page.getByLabel('Search').fill('weav');
		await until('two are left', async () => await rows.count() === 2);
		await page.getByLabel('Format').selectOption('pdf');
		await until('one is left', async () => await rows.count() === 1);
		const [file] = await Promise.all([page.waitForEvent('download'),
			rows.getByRole('button', { name: 'Make again Weaver' })
				.click()]);

		assert.match(file.suggestedFilename(), /\.pdf$/);
		assert.equal(readFileSync(await file.path()).subarray(0, 5)
			.toString(), '%PDF-');
		await page.getByLabel('Search').fill('potter');
		await page.getByRole('heading', { name: 'Nothing fits' }).waitFor();
		await page.getByRole('button', { name: 'Show all' }).click();
		await until('all are back', async () => await rows.count() >= 3);
	});

	test('what is kept for an hour is had again, and archived lines leave',
		async (visit) => {
			const who = await visit.person();
			const { id } = await who.document(named('Weaver'),
				{ title: 'Weaver' });

			await who.post('/api/export/pdf', { resume_id: id, store: true });
			const page = await who.open('/history');
			const [file] = await Promise.all([page.waitForEvent('download'),
				page.getByRole('button', { name: 'Download Weaver' })
					.click()]);

			assert.match(file.suggestedFilename(), /\.pdf$/);
			await page.getByRole('button', { name: 'More about Weaver' })
				.click();
			await page.getByRole('menuitem', { name: 'Archive' }).click();
			await page.getByText('Weaver is archived.').waitFor();
			const total = async (archived) => (await who.get(
				`/api/history?archived=${archived}`)).total;

			assert.equal(await total('no'), 0);
			await page.getByRole('button', { name: 'Undo' }).click();
			await until('it is back', async () => await total('no') === 1);
			await page.getByRole('button', { name: 'Download Weaver' })
				.waitFor();
		});

	test('who made nothing yet is told what will stand here', async (visit) => {
		const who = await visit.person({}, { locale: 'fr' });
		const page = await who.open('/history');

		await page.getByRole('heading',
			{ name: 'Rien n’a encore été produit' }).waitFor();
		await look(page, 'no history in French');
	});
});
