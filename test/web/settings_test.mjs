/*
 * test/web/settings_test.mjs - the settings of an account as people use them:
 * name, email, password, devices, what is theirs to take along, and leaving.
 *
 * Not here: second factors and passkeys (settings_second_test.mjs), keys and
 * webhooks (settings_hooks_test.mjs).
 */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';

import { unzip } from '../node/zip.mjs';
import { mailsFor, tokensOf, YOUR_EMAIL } from '../node/mail.mjs';
import { inBrowser, look, reach, settled, test, until } from './harness.mjs';

const FIREFOX = 'Mozilla/5.0 (X11; Linux x86_64; rv:133.0) Gecko/20100101 ' +
	'Firefox/133.0';

const card = (page, name) => page.getByRole('region', { name, exact: true });

inBrowser({}, () => {
	test('a name is changed, and changed back', async (visit) => {
		const ada = await visit.person({ full_name: 'Ada Quill' });
		const page = await ada.open('/resumes');

		await page.getByRole('button', { name: 'Account of Ada Quill' })
			.click();
		await page.getByRole('menuitem', { name: 'Settings' }).click();
		await page.getByRole('heading', { name: 'Profile', level: 1 })
			.waitFor();
		await look(page, 'profile', { whole: true });
		const name = card(page, 'Name');

		assert.ok(await name.getByRole('button', { name: 'Save' })
			.isDisabled());
		await name.getByLabel('Your name').fill('Ada Quill-Mora');
		await name.getByRole('button', { name: 'Save' }).click();
		await page.getByText('Your name is saved.').waitFor();
		assert.equal((await ada.get('/api/users/me')).full_name,
			'Ada Quill-Mora');
		await page.getByRole('button', { name: 'Undo' }).click();
		await page.getByRole('button', { name: 'Account of Ada Quill',
			exact: true }).waitFor();
		assert.equal((await ada.get('/api/users/me')).full_name,
			'Ada Quill');
	});

	test('ACC-4: an email is changed with the password, and confirmed ' +
		'by its mail', async (visit, house) => {
		const ada = await visit.person();
		const page = await ada.open('/settings/profile');
		const email = card(page, 'Email');
		const other = `new-${ada.email}`;

		await email.getByText('Not confirmed').waitFor();
		await email.getByRole('button', { name: 'Send the link again' })
			.click();
		await email.getByText(`on its way to ${ada.email}`).waitFor();
		await mailsFor(house, ada.email, 2, YOUR_EMAIL);
		await email.getByRole('button', { name: 'Change email' }).click();
		const form = page.getByRole('dialog', { name: 'Change email' });

		await look(page, 'change email');
		await form.getByLabel('New email').fill(other);
		await form.getByLabel('Your password').fill('a wrong one');
		await form.getByRole('button', { name: 'Change email' }).click();
		await form.getByText('is not your password').waitFor();
		await form.getByLabel('Your password').fill(ada.password);
		await form.getByRole('button', { name: 'Change email' }).click();
		await email.getByText(other, { exact: true }).waitFor();
		const [token] = tokensOf(await mailsFor(house, other, 1,
			YOUR_EMAIL));

		await page.goto(`/verify-email#token=${token}`);
		await page.getByText('your email is confirmed').waitFor();
		await page.goto('/settings/profile');
		await email.getByText('Confirmed', { exact: true }).waitFor();
		assert.equal(await email.getByText('Send the link again').count(),
			0);
	});

	test('the language and the look change at once, and stay',
		async (visit) => {
			const ada = await visit.person();
			const page = await ada.open('/settings/profile');

			await page.getByLabel('Language', { exact: true })
				.selectOption('Français');
			await page.getByRole('heading', { name: 'Profil', level: 1 })
				.waitFor();
			await page.getByLabel('Apparence', { exact: true })
				.selectOption('dark');
			await page.reload();
			await settled(page);
			await page.getByRole('heading', { name: 'Profil', level: 1 })
				.waitFor();
			assert.equal(await page.locator('html')
				.getAttribute('data-theme'), 'dark');
		});

	test('Arabic stands from right to left', async (visit) => {
		const ada = await visit.person({}, { locale: 'ar' });
		const page = await ada.open('/settings/sign-in');

		assert.equal(await page.locator('html').getAttribute('dir'), 'rtl');
		await look(page, 'sign-in arabic', { whole: true });
		await page.goto('/settings/data');
		await settled(page);
		await look(page, 'data arabic', { whole: true });
	});

	test('ACC-4: a new password signs out all other devices',
		async (visit) => {
			const ada = await visit.person();
			const page = await ada.open('/settings/sign-in');
			const form = card(page, 'Password');
			const next = 'three calm herons';

			await form.getByLabel('Your password').fill('a wrong one');
			await form.getByLabel('New password').fill(next);
			await form.getByRole('button', { name: 'Change password' })
				.click();
			await form.getByText('is not your password').waitFor();
			await form.getByLabel('Your password').fill(ada.password);
			await form.getByRole('button', { name: 'Change password' })
				.click();
			await page.getByText('Your password is changed').waitFor();
			assert.equal(await form.getByLabel('New password')
				.inputValue(), '');
			assert.equal((await ada.ask('GET', '/api/users/me')).status,
				401, 'the other device is out');
			await page.reload();
			await page.getByRole('heading', { name: 'Signing in' })
				.waitFor();
			ada.password = next;
			await ada.login();
		});

	test('ACC-4: devices are named, this one is marked, and others are ' +
		'signed out', async (visit) => {
		const ada = await visit.person();
		const desk = await ada.elsewhere(FIREFOX);
		const script = await ada.elsewhere('curl/8.5.0');
		const page = await ada.open('/settings/sign-in');
		const devices = card(page, 'Where you are signed in');
		const items = devices.getByRole('listitem');

		await items.first().getByText('Chrome on Linux').waitFor();
		await items.first().getByText('This one').waitFor();
		assert.equal(await items.count(), 4);
		await look(page, 'devices', { whole: true });
		await devices.getByRole('button',
			{ name: 'Sign out Firefox on Linux' }).click();
		await page.getByText('Firefox on Linux is signed out.').waitFor();
		assert.equal((await desk.ask('GET', '/api/users/me')).status, 401);
		assert.equal((await script.ask('GET', '/api/users/me')).status,
			200);
		await devices.getByRole('button', { name: 'Sign out all others' })
			.click();
		await page.getByText('All other devices are signed out.').waitFor();
		await until('one device is left',
			async () => await items.count() === 1);
		assert.equal((await script.ask('GET', '/api/users/me')).status,
			401);
	});

	test('ACC-5: all that is mine is taken along', async (visit) => {
		const ada = await visit.person();

		await ada.document('engineer');
		const page = await ada.open('/settings/data');

		await look(page, 'data', { whole: true });
		const [file] = await Promise.all([
			page.waitForEvent('download'),
			page.getByRole('button', { name: 'Download my data' }).click(),
		]);

		assert.match(file.suggestedFilename(), /^vitae-export-\d+\.zip$/);
		await page.getByText('are in your downloads').waitFor();
		const names = Object.keys(unzip(readFileSync(await file.path())));

		assert.ok(names.includes('account.json'), names.join(' '));
	});

	test('ACC-5: leaving takes the address and the password, and leaves nothing',
		async (visit, house) => {
			const ada = await visit.person();

			await ada.document('engineer');
			const page = await ada.open('/settings/data');

			await page.getByRole('button', { name: 'Delete my account' })
				.click();
			const form = page.getByRole('dialog');
			const now = form.getByRole('button',
				{ name: 'Delete it for good' });

			await look(page, 'leaving');
			assert.ok(await now.isDisabled());
			await form.getByLabel(/^Type /).fill('somebody@example.org');
			assert.ok(await now.isDisabled());
			await form.getByLabel(/^Type /).fill(ada.email);
			await form.getByLabel('Your password').fill('not this one');
			await now.click();
			await form.getByText(/is not your password/).waitFor();
			assert.equal((await ada.get('/api/resumes')).resumes.length, 1);
			await form.getByLabel('Your password').fill(ada.password);
			await now.click();
			await page.getByRole('heading',
				{ name: 'Your account is deleted' }).waitFor();
			await look(page, 'left');
			await page.getByRole('button', { name: 'To the front page' })
				.click();
			await page.waitForURL(/\/$/);
			await page.getByRole('link', { name: 'Sign in' }).first()
				.waitFor();
			assert.deepEqual(await ada.context.cookies(), []);
			assert.equal(house.sql('SELECT count(*) FROM account WHERE ' +
				`email = '${ada.email}'`), '0');
			await page.goto('/resumes');
			await page.waitForURL(/sign-in/);
		});

	test('settings are reached and changed by the keyboard alone',
		async (visit) => {
			const ada = await visit.person({ full_name: 'Ada Quill' });
			const page = await ada.open('/settings/profile');
			const key = (name) => page.keyboard.press(name);

			await reach(page, page.getByLabel('Your name'));
			await key('Control+a');
			await page.keyboard.type('Ada Key');
			await key('Enter');
			await page.getByText('Your name is saved.').waitFor();
			await reach(page, page.getByRole('link',
				{ name: 'Your data' }), 'Shift+Tab');
			await key('Enter');
			await page.getByRole('heading', { name: 'Your data',
				level: 1 }).waitFor();
			await reach(page, page.getByRole('button',
				{ name: 'Delete my account' }));
			await key('Enter');
			await page.getByRole('dialog').waitFor();
			await key('Escape');
			await page.getByRole('dialog').waitFor({ state: 'detached' });
			await until('the focus is back', () => page.getByRole('button',
				{ name: 'Delete my account' })
				.evaluate((e) => e === document.activeElement));
			assert.equal((await ada.get('/api/users/me')).full_name,
				'Ada Key');
		});

	test('what settings do not have is a page that says so',
		async (visit) => {
			const ada = await visit.person();
			const page = await ada.open('/settings');

			await page.waitForURL(/\/settings\/profile$/);
			await page.goto('/settings/webhooks/' +
				'01934f9e-6f0a-7cc1-b5f0-0d3f5b1c2a11');
			await page.getByRole('heading',
				{ name: 'There is no such webhook' }).waitFor();
		});
});
