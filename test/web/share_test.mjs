/*
 * test/web/share_test.mjs - links that people give to others (WEB-2, ACC-8):
 * made, changed and taken back in a browser, and what who has one sees there.
 */
import assert from 'node:assert/strict';

import { inBrowser, look, reach, test, until } from './harness.mjs';

const PERSON = {
	basics: { name: 'Odd Falk', label: 'Beekeeper', phone: '+46 70 555 01 44',
		email: 'odd@falk.example', summary: 'Keeps forty hives.' },
	work: [{ name: 'Clover Farm', position: 'Beekeeper', startDate: '2016-05',
		highlights: ['Brought nine swarms home'] }],
};

async function withResume(visit, how) {
	const who = await visit.person({}, how);
	const { id } = await who.document(PERSON, { title: 'Odd, beekeeper' });

	return { who, id };
}

/* As somebody who has no account. */
const guest = (visit, how) => visit.stranger({ userAgent:
	'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Firefox/140.0', ...how });

async function share(who, id, more = {}) {
	const made = await who.post('/api/shares', { resume_id: id, ...more });

	return { id: made.share.id, path: new URL(made.url).pathname };
}

const dialog = (page) => page.getByRole('dialog');
const radio = (page, name) => dialog(page).getByRole('radio', { name });

inBrowser({}, () => {
	test('a link is made, and who has it sees what it shows', async (visit) => {
		const { who, id } = await withResume(visit);
		const page = await who.open('/resumes');

		await page.getByRole('button', { name: /^More about Odd/ }).click();
		await page.getByRole('menuitem', { name: 'Share' }).click();
		await dialog(page).getByLabel('Your name for it')
			.fill('Honey house');
		await radio(page, '30 days').check();
		await dialog(page).getByLabel('Telephone').check();
		await look(page, 'sharing');
		await dialog(page).getByRole('button', { name: 'Make the link' })
			.click();
		const link = dialog(page).getByLabel('Link', { exact: true });

		await link.waitFor();
		await look(page, 'the link');
		const url = await link.inputValue();
		const seen = await (await guest(visit)).open(new URL(url).pathname);

		await seen.getByRole('heading', { name: 'Odd Falk' }).waitFor();
		assert.equal(await seen.getByText('+46 70 555 01 44').count(), 0);
		assert.equal(await seen.getByText('Clover Farm').count(), 1);
		await look(seen, 'what is shared');
		await seen.getByRole('link', { name: 'Download as PDF' }).waitFor();
		await dialog(page).getByRole('button', { name: 'Done' }).click();
		const [made] = (await who.get('/api/shares')).shares;

		assert.equal(made.name, 'Honey house');
		assert.deepEqual(made.redact, ['phone']);
		assert.equal(made.resume_id, id);
		assert.ok(Date.parse(made.expires_at) > Date.now() + 29 * 86_400_000);
		await until('the look is counted', async () => (await who.get(
			`/api/shares/${made.id}`)).views === 1);
	});

	test('a password is asked for, and a wrong one is told', async (visit) => {
		const { who, id } = await withResume(visit);
		const { path } = await share(who, id, { password: 'clover & sage' });
		const seen = await (await guest(visit)).open(path);

		await look(seen, 'a password please');
		await seen.getByLabel('Password').fill('no idea');
		await seen.keyboard.press('Enter');
		await seen.getByRole('alert').getByText('That is not it')
			.waitFor();
		await look(seen, 'a wrong password');
		await seen.getByLabel('Password').fill('clover & sage');
		await seen.getByRole('button', { name: 'Show the document' }).click();
		await seen.getByRole('heading', { name: 'Odd Falk' }).waitFor();
	});

	test('a link is changed, replaced and taken back', async (visit) => {
		const { who, id } = await withResume(visit);
		const first = await share(who, id, { name: 'The mill' });
		const page = await who.open('/shares');
		const menu = async (name) => {
			await page.getByRole('button', { name: 'More about The mill' })
				.click();
			await page.getByRole('menuitem', { name }).click();
		};

		await page.getByText('Not opened yet').waitFor();
		await look(page, 'shared links');
		await menu('Change');
		await radio(page, 'Ask for one').check();
		await dialog(page).getByLabel('Password', { exact: true })
			.fill('clover & sage');
		await dialog(page).getByRole('button', { name: 'Save' }).click();
		await page.getByText('password', { exact: true }).waitFor();
		await menu('New link');
		await dialog(page).getByRole('button', { name: 'New link' }).click();
		const link = dialog(page).getByLabel('Link', { exact: true });
		const { pathname } = new URL(await link.inputValue());

		assert.notEqual(pathname, first.path);
		const visitor = await guest(visit);
		const before = await visitor.open(first.path);

		await before.getByRole('heading', { name: 'There is no such link' })
			.waitFor();
		await look(before, 'no such link');
		await dialog(page).getByRole('button', { name: 'Done' }).click();
		await menu('Take back');
		await look(page, 'taking a link back');
		await dialog(page).getByRole('button', { name: 'Take back' }).click();
		await page.getByRole('heading', { name: 'Ended' }).waitFor();
		const after = await visitor.open(pathname);

		await after.getByRole('heading', { name: 'This link holds no more' })
			.waitFor();
		await look(after, 'a link that ended');
	});

	test('a link is made with the keyboard alone', async (visit) => {
		const { who, id } = await withResume(visit);
		const page = await who.open('/resumes');

		await reach(page, page.getByRole('button',
			{ name: /^More about Odd/ }));
		await page.keyboard.press('Enter');
		await reach(page, page.getByRole('menuitem', { name: 'Share' }),
			'ArrowDown');
		await page.keyboard.press('Enter');
		await reach(page, radio(page, 'Until I take it back'));
		await page.keyboard.press('ArrowRight');
		await reach(page, dialog(page)
			.getByRole('button', { name: 'Make the link' }));
		await page.keyboard.press('Enter');
		await dialog(page).getByLabel('Link', { exact: true }).waitFor();
		const [made] = (await who.get('/api/shares')).shares;

		assert.equal(made.resume_id, id);
		assert.ok(made.expires_at);
		await page.keyboard.press('Escape');
		await dialog(page).waitFor({ state: 'detached' });
	});

	test('who shares nothing is told how, from the right in Arabic',
		async (visit) => {
			const who = await visit.person({}, { locale: 'ar' });
			const page = await who.open('/shares');

			await page.getByRole('heading', { name: 'لا شيء مُشارَك' })
				.waitFor();
			await look(page, 'nothing shared in Arabic');
		});

	test('a visitor is spoken to in the language of the browser',
		async (visit) => {
			const { who, id } = await withResume(visit);
			const { path } = await share(who, id, { password: 'sage' });
			const seen = await (await guest(visit, { locale: 'ar' }))
				.open(path);

			await seen.getByLabel('كلمة المرور').waitFor();
			await look(seen, 'a password in Arabic');
		});
});
