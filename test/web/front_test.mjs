/*
 * test/web/front_test.mjs - who has just come tries it without an account, and
 * takes along what they tried (WEB-2).
 */
import assert from 'node:assert/strict';

import { fileOf } from '../node/upload.mjs';
import { POSTING } from './alone.mjs';
import { drop, fileNamed, fixture, inBrowser, look, settled, test,
	until }
	from './harness.mjs';

const PDF = 'application/pdf';
const cv = () => fileNamed('cv.pdf', PDF, fileOf('engineer', 'pdf'));
const drawn = (page) =>
	page.getByRole('img', { name: 'Page 1 of your resume, set by Vitae' });

async function tried(visit) {
	const who = await visit.stranger();
	const page = await who.open('/');

	await page.getByLabel('Choose a file').setInputFiles(cv());
	await drawn(page).waitFor();
	await page.getByLabel('The posting').fill(POSTING);
	await page.getByRole('button', { name: 'See how I suit it' }).click();
	await page.getByRole('img', { name: /of 100 points/ }).waitFor();
	return { who, page };
}

async function signUp(page, name, email) {
	await page.getByLabel('Name').fill(name);
	await page.getByLabel('Email').fill(email);
	await page.getByLabel('Password').fill('seven calm harbours');
	await page.getByRole('button', { name: 'Create an account' }).click();
}

inBrowser({}, (house) => {
	/* first, before anybody signs up */
	test('nothing of what a stranger tries is kept by the server',
		async (visit) => {
			await tried(visit);
			assert.ok(!/Lindqvist|Larkspur/.test(house.everything()));
		});

	test('a stranger sees what this is, at every width', async (visit) => {
		const who = await visit.stranger();
		const page = await who.open('/');

		await page.getByRole('heading', { level: 1,
			name: 'The resume you have, for the job you want.' }).waitFor();
		await look(page, 'front', { whole: true });
	});

	test('in Arabic the page reads from the right', async (visit) => {
		const who = await visit.stranger({ locale: 'ar' });
		const page = await who.open('/');
		const root = page.locator('html');

		assert.equal(await root.getAttribute('lang'), 'ar');
		assert.equal(await root.getAttribute('dir'), 'rtl');
		assert.match(await page.getByRole('heading', { level: 1 })
			.textContent(), /[\u0600-\u06ff]/);
		await look(page, 'front-ar', { whole: true });
	});

	test('a file and a posting become a page and a score with reasons',
		async (visit) => {
			const { page } = await tried(visit);

			assert.ok(await drawn(page).evaluate((i) =>
				i.naturalWidth) > 500);
			await page.getByText('postgresql').first().waitFor();
			const marks = await page.locator('mark').allTextContents();

			assert.ok(marks.some((m) => /postgresql/i.test(m)), marks);
			assert.ok(marks.some((m) => /haskell/i.test(m)), marks);
			await look(page, 'tried', { whole: true });
		});

	test('a file that is let go over the place is read, too',
		async (visit) => {
			const who = await visit.stranger();
			const page = await who.open('/');

			await drop(page.getByText('Drop your resume here'), cv());
			await drawn(page).waitFor();
		});

	test('a posting is dropped as a PDF, or chosen as a Word document',
		async (visit) => {
			const who = await visit.stranger();
			const page = await who.open('/');
			const posting = page.getByLabel('The posting', { exact: true });

			await drop(posting, fileNamed('job.pdf', PDF,
				fileOf('engineer', 'pdf')));
			await until('its text', async () =>
				/Lindqvist/.test(await posting.inputValue()));
			await page.getByLabel('Posting from a file').setInputFiles(
				fileNamed('job.docx', '', fileOf('designer', 'docx')));
			const { name } = fixture('designer').basics;

			await until('that of the other', async () =>
				(await posting.inputValue()).includes(name));
			await page.getByLabel('Posting from a file').setInputFiles(
				fileNamed('job.pdf', PDF, 'not a PDF at all \x00\x01'));
			await page.getByRole('alert').waitFor();
			/* what was there stays */
			assert.ok((await posting.inputValue()).includes(name));
			await look(page, 'posting-refused');
		});

	test('in French what the server refuses is said in French',
		async (visit) => {
			const who = await visit.stranger({ locale: 'fr' });
			const page = await who.open('/sign-in');

			await page.getByLabel('E-mail').fill(who.email);
			await page.getByLabel('Mot de passe').fill('not this one');
			await page.keyboard.press('Enter');
			await page.getByText('le mot de passe est incorrect').waitFor();
			await page.goto('/');
			await page.getByLabel('Choisir un fichier').setInputFiles(
				fileNamed('cv.heic', '', Buffer.from(
					'0000001866747970686569630000000068656963', 'hex')));
			await page.getByText('image HEIC de téléphone').waitFor();
		});

	test('a posting without a resume says what is missing', async (visit) => {
		const who = await visit.stranger();
		const page = await who.open('/');

		await page.getByLabel('The posting').fill(POSTING);
		await page.getByRole('button', { name: 'See how I suit it' })
			.click();
		await page.getByText('Drop your resume first').waitFor();
	});

	test('a file that is none is refused with what to do', async (visit) => {
		const who = await visit.stranger();
		const page = await who.open('/');

		await page.getByLabel('Choose a file').setInputFiles(
			fileNamed('cv.pdf', PDF, 'not a PDF at all \x00\x01'));
		const told = page.getByRole('alert');

		await told.waitFor();
		assert.ok((await told.textContent()).length > 20);
		await look(page, 'refused');
	});

	test('what was tried is there again after a reload', async (visit) => {
		const { page } = await tried(visit);

		await page.reload();
		await drawn(page).waitFor();
		assert.equal(await page.getByLabel('The posting').inputValue(),
			POSTING);
	});

	test('signing up keeps what was tried: the resume and the job',
		async (visit) => {
			const { who, page } = await tried(visit);

			await page.getByRole('link',
				{ name: 'Keep this, and make it fit' }).click();
			await signUp(page, 'Maren Oduya', who.email);
			await page.waitForURL(/\/projects\/[0-9a-f-]{36}$/);
			await settled(page);
			await page.getByText('Larkspur Mills').first().waitFor();

			who.password = 'seven calm harbours';
			await who.login();
			const { resumes } = await who.get('/api/resumes');
			const { resume } = await who.get(
				`/api/resumes/${resumes.at(-1).id}`);

			assert.equal(resume.basics.name,
				fixture('engineer').basics.name);
			const { projects } = await who.get('/api/projects');

			assert.equal(projects.length, 1);
			/* and not once more */
			await page.goto('/');
			assert.equal(await page.evaluate(() =>
				localStorage.getItem('vitae.guest')), null);
		});
});
