/*
 * test/web/newcomer_test.mjs - the whole way at once, as somebody goes it who
 * has just come: by touch on a telephone of 360 pixels, by keys alone, and with
 * a network that comes and goes (WEB-2, WEB-4). Each part by itself is in the
 * other tests.
 */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';

import { fileOf } from '../node/upload.mjs';
import { POSTING } from './alone.mjs';
import { fileNamed, inBrowser, look, reach, settled, test, until }
	from './harness.mjs';

const cv = () => fileNamed('cv.pdf', 'application/pdf',
	fileOf('engineer', 'pdf'));
const PHONE = { viewport: { width: 360, height: 740 }, hasTouch: true,
	isMobile: true, deviceScaleFactor: 2 };

/* Where nothing is wider than the screen, a finger finds it. */
async function fits(page, what) {
	const [wide, room] = await page.evaluate(() => {
		const { scrollWidth, clientWidth } = document.documentElement;

		return [scrollWidth, clientWidth];
	});

	assert.ok(wide <= room, `${what}: ${wide} of ${room}`);
}

async function signUp(page, email) {
	await page.getByLabel('Name').fill('Ines Morrow');
	await page.getByLabel('Email').fill(email);
	await page.getByLabel('Password').fill('a river of slate');
	await page.getByRole('button', { name: 'Create an account' }).press('Enter');
	await page.waitForURL(/\/resumes$/);
}

const saved = (page) =>
	page.getByRole('status').filter({ hasText: /^Saved$/ }).waitFor();

async function share(page, press) {
	await press(page.getByRole('button', { name: /^More about/ }).first());
	await press(page.getByRole('menuitem', { name: 'Share' }));
	await press(page.getByRole('dialog')
		.getByRole('button', { name: 'Make the link' }));
	const link = page.getByRole('dialog').getByLabel('Link', { exact: true });

	await link.waitFor();
	return new URL(await link.inputValue()).pathname;
}

inBrowser({}, () => {
	test('from a file to a shared page, by touch at 360 pixels', async (visit) => {
		const who = await visit.stranger(PHONE);
		const page = await who.open('/');
		const tap = (target) => target.tap();
		const at = async (what) => {
			await settled(page);
			await fits(page, what);
		};

		await at('the front');
		await tap(page.getByRole('link', { name: 'Create an account' }).first());
		await signUp(page, who.email);
		await at('an empty list');
		await page.getByLabel('Choose a file').setInputFiles(cv());
		await page.getByRole('heading', { name: 'Look at these first' })
			.waitFor();
		await at('the review');
		await tap(page.getByRole('button', { name: /^All \d+ are right/ }));
		await tap(page.getByRole('link', { name: 'Go on to the editor' }));
		await page.getByLabel('What I am').fill('Keeper of ledgers');
		await saved(page);
		await at('the editor');
		await tap(page.getByRole('button', { name: 'Preview' }));
		await page.getByRole('dialog', { name: 'Preview' })
			.getByAltText(/^Page 1 of/).waitFor();
		await at('its pages');
		await tap(page.getByRole('button', { name: 'Close' }));
		const path = await share(page, tap);

		await at('sharing');
		await tap(page.getByRole('button', { name: 'Done' }));
		const seen = await (await visit.stranger(PHONE)).open(path);

		await seen.getByText('Keeper of ledgers').first().waitFor();
		await fits(seen, 'what is shared');
		await tap(page.getByRole('link', { name: 'Resumes' }).first());
		await tap(page.getByRole('button', { name: /^More about/ }));
		await tap(page.getByRole('menuitem', { name: 'Remove' }));
		await page.getByText(/is removed\.$/).waitFor();
		await at('nothing left');
		await tap(page.getByRole('button', { name: 'Undo' }));
		await page.getByRole('link', { name: /^Maren/ }).first().waitFor();
		await look(page, 'back again');
	});

	test('from a file to a page fitted to a job, by keys alone',
		async (visit) => {
			const who = await visit.stranger();
			const page = await who.open('/');
			const press = async (target) => {
				await reach(page, target);
				await page.keyboard.press('Enter');
			};

			await page.keyboard.press('Tab');
			await press(page.getByRole('link',
				{ name: 'Create an account' }).first());
			await reach(page, page.getByLabel('Name'));
			await page.keyboard.type('Ines Morrow');
			await page.keyboard.press('Tab');
			await page.keyboard.type(who.email);
			await page.keyboard.press('Tab');
			await page.keyboard.type('a river of slate');
			await page.keyboard.press('Enter');
			await page.getByRole('heading', { name: 'Resumes' }).waitFor();
			const choose = page.waitForEvent('filechooser');

			await reach(page, page.getByRole('button',
				{ name: 'Choose a file' }));
			await page.keyboard.press('Enter');
			await (await choose).setFiles(cv());
			await page.waitForURL(/\/original$/);
			await settled(page);
			await press(page.getByRole('link', { name: 'Go on to the editor' }));
			await page.getByLabel('What I am').waitFor();
			await press(page.getByRole('link', { name: 'Jobs' }));
			await page.getByRole('heading', { name: 'Jobs', level: 1 })
				.waitFor();
			await press(page.getByRole('button', { name: 'New job' }).first());
			await reach(page, page.getByLabel('The posting', { exact: true }));
			await page.keyboard.insertText(POSTING);
			await press(page.getByRole('button',
				{ name: 'See how I suit it' }));
			await press(page.getByRole('button', { name: /^Begin with this/ })
				.first());
			await page.waitForURL(/\/projects\/[0-9a-f-]{36}$/);
			await page.getByRole('img', { name: /of 100 points/ }).waitFor();
			await press(page.getByRole('link', { name: 'Changes' }));
			await press(page.getByRole('button', { name: 'Propose changes' })
				.last());
			await page.getByText(/changes?; the score/).waitFor();
			await press(page.getByRole('button', { name: 'Take all' }));
			await press(page.getByRole('button', { name: /^Take \d+ change/ }));
			await page.getByText('The one before is kept').waitFor();
			await press(page.getByRole('link', { name: 'Its resume' }));
			await page.getByAltText(/^Page 1/).waitFor();
			const got = page.waitForEvent('download');

			await press(page.getByRole('button', { name: 'Download' }));
			await page.keyboard.press('Enter');
			assert.equal(readFileSync(await (await got).path(), 'latin1')
				.slice(0, 5), '%PDF-');
		});

	test('a network that goes in the middle of anything is told, and nothing ' +
		'is lost', async (visit) => {
		const who = await visit.person();
		const { id } = await who.document('engineer');
		const page = await who.open('/resumes');
		const told = () => page.getByText(/can't be reached/)
			.first().waitFor();

		await who.context.setOffline(true);
		await page.getByRole('button', { name: /^More about/ }).click();
		await page.getByRole('menuitem', { name: 'Remove' }).click();
		await told();
		assert.equal(await page.getByRole('main')
			.getByRole('listitem').count(), 1);
		await page.getByRole('button', { name: 'New resume' }).click();
		await told();
		await page.getByLabel('Choose a file').setInputFiles(cv());
		await page.getByRole('alert').first().waitFor();
		await look(page, 'no network');
		await who.context.setOffline(false);
		await page.getByRole('button', { name: /^(Close|Try again)$/ })
			.first().click();
		await page.reload();
		await settled(page);
		const { resumes } = await who.get('/api/resumes');

		assert.ok(resumes.some((r) => r.id === id), 'the first is there');
		/* what was asked for without a network was not done twice later */
		await until('no more than was asked for', async () =>
			(await who.get('/api/resumes')).resumes.length <= 2);
	});
});
