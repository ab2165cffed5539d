/*
 * test/web/settings_second_test.mjs - an authenticator app and passkeys, set up
 * and used for real: the QR code is read off the screen, and the passkeys are
 * those of Chromium's own authenticator.
 *
 * Not here: what the server makes of either (test/node: second, passkey).
 */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { createHmac } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { inBrowser, look, reach, test, until } from './harness.mjs';

const STEP_MS = 30_000;
const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

/* The code of the app `away` steps from now: each counts once. */
/* Of this half minute; of the next, where this one's was used. An earlier one
 * may be over before it is read. */
function codeOf(secret, away = 0) {
	const bits = [...secret].map((c) => LETTERS.indexOf(c).toString(2)
		.padStart(5, '0')).join('');
	const key = Buffer.from(bits.match(/.{8}/g).map((b) => parseInt(b, 2)));
	const counter = Buffer.alloc(8);

	counter.writeBigUInt64BE(BigInt(Math.floor(Date.now() / STEP_MS) + away));
	const mac = createHmac('sha1', key).update(counter).digest();
	const n = mac.readUInt32BE(mac[19] & 15) & 0x7fffffff;

	return String(n % 1_000_000).padStart(6, '0');
}

/* As a phone does that is held before the screen. */
async function scanned(locator) {
	const folder = mkdtempSync(join(tmpdir(), 'vitae-web-qr-'));

	try {
		await locator.screenshot({ path: join(folder, 'qr.png') });
		return execFileSync('zbarimg', ['-q', '--raw', '-Sdisable',
			'-Sqrcode.enable', join(folder, 'qr.png')],
		{ encoding: 'utf8' }).trim();
	} finally {
		rmSync(folder, { recursive: true });
	}
}

const card = (page, name) => page.getByRole('region', { name, exact: true });
const apps = (page) => card(page, 'Authenticator app');
const keys = (page) => card(page, 'Passkeys');

async function prove(page, who, button) {
	const form = page.getByRole('dialog');

	await form.getByLabel('Your password').fill(who.password);
	await form.getByRole('button', { name: button, exact: true }).click();
}

/* Set up over the API, for tests of what comes after. */
async function withApp(who) {
	const { secret } = await who.post('/api/auth/totp',
		{ current_password: who.password });
	const { recovery_codes } = await who.post('/api/auth/totp/confirm',
		{ code: codeOf(secret) });

	return { secret, recovery_codes };
}

/* A device that has a fingerprint at hand, in this page's browser. */
async function authenticator(page, more = {}) {
	const cdp = await page.context().newCDPSession(page);

	await cdp.send('WebAuthn.enable');
	const { authenticatorId } = await cdp.send(
		'WebAuthn.addVirtualAuthenticator', { options: {
			protocol: 'ctap2', transport: 'internal',
			hasResidentKey: true, hasUserVerification: true,
			isUserVerified: true, automaticPresenceSimulation: true,
			...more } });

	return {
		credentials: async () => (await cdp.send('WebAuthn.getCredentials',
			{ authenticatorId })).credentials,
		touch: (enabled) => cdp.send(
			'WebAuthn.setAutomaticPresenceSimulation',
			{ authenticatorId, enabled }),
	};
}

async function addKey(page, who, name) {
	await keys(page).getByRole('button', { name: 'Add a passkey' }).click();
	await page.getByRole('dialog').getByLabel('Name').fill(name);
	await prove(page, who, 'Next');
	await page.getByText('The passkey is there').waitFor();
}

async function signOut(page) {
	await page.getByRole('button', { name: /^Account of/ }).click();
	await page.getByRole('menuitem', { name: 'Sign out' }).click();
	await page.waitForURL(/\/$/);
}

inBrowser({}, () => {
	test('ACC-4: an app is set up by the picture, and asked for from then on',
		async (visit) => {
			const ada = await visit.person({ full_name: 'Ada Quill' });
			const page = await ada.open('/settings/security');

			await look(page, 'none yet', { whole: true });
			await apps(page).getByRole('button',
				{ name: 'Set up an authenticator app' }).click();
			await look(page, 'asked first');
			await prove(page, { password: 'a wrong one' }, 'Next');
			await page.getByText('is not your password').waitFor();
			await prove(page, ada, 'Next');
			const form = page.getByRole('dialog',
				{ name: 'Set up an authenticator app' });
			const picture = form.getByRole('img', { name: /^QR code/ });

			await picture.waitFor();
			const uri = new URL(await scanned(picture));
			const secret = uri.searchParams.get('secret');

			assert.equal(uri.protocol, 'otpauth:');
			assert.equal(uri.searchParams.get('issuer'), 'Vitae');
			assert.equal((await form.getByLabel('Secret', { exact: true })
				.inputValue()).replaceAll(' ', ''), secret);
			await look(page, 'set up');
			await form.getByLabel('Code', { exact: true }).fill('000000');
			await form.getByRole('button', { name: 'Turn it on' }).click();
			await form.getByText('is not the code of this minute').waitFor();
			await form.getByLabel('Code', { exact: true }).fill(codeOf(secret));
			await form.getByRole('button', { name: 'Turn it on' }).click();
			await page.getByText('Your recovery codes').waitFor();
			await look(page, 'recovery codes', { whole: true });
			const shown = await apps(page).getByRole('list')
				.getByRole('listitem').allInnerTexts();

			assert.equal(shown.length, 10);
			const [file] = await Promise.all([
				page.waitForEvent('download'),
				page.getByRole('button', { name: 'Download' }).click(),
			]);
			const kept = readFileSync(await file.path(), 'utf8');

			for (const code of shown)
				assert.ok(kept.includes(code), kept);
			await page.getByRole('button', { name: 'I kept them' }).click();
			await page.getByText('10 recovery codes left').waitFor();
			await signOut(page);
			await page.goto('/sign-in');
			await page.getByLabel('Email').fill(ada.email);
			await page.getByLabel('Password').fill(ada.password);
			await page.getByRole('button', { name: 'Sign in', exact: true })
				.click();
			await page.getByLabel('Code', { exact: true }).fill(codeOf(secret, 1));
			await page.getByRole('button', { name: 'Sign in', exact: true })
				.click();
			await page.waitForURL(/\/resumes$/);
			assert.equal((await ada.get('/api/auth/totp')).enabled, true);
		});

	test('recovery codes are printed alone, and are copied', async (visit) => {
		const ada = await visit.person();

		await withApp(ada);
		await ada.context.grantPermissions(['clipboard-read',
			'clipboard-write']);
		const page = await ada.open('/settings/security');

		await apps(page).getByRole('button', { name: 'New recovery codes' })
			.click();
		await prove(page, ada, 'New recovery codes');
		await page.getByText('Your recovery codes').waitFor();
		await apps(page).getByRole('button', { name: 'Copy' }).click();
		await page.getByText('Copied').waitFor();
		const copied = await page.evaluate(() =>
			navigator.clipboard.readText());

		assert.equal(copied.match(/^[A-Z0-9-]{19}$/gim)?.length, 10, copied);
		await page.emulateMedia({ media: 'print' });
		assert.ok(await page.getByText('Your recovery codes').isVisible());
		assert.ok(!await page.getByText('Passkeys', { exact: true })
			.first().isVisible());
		assert.ok(!await page.getByRole('navigation').first().isVisible());
		await page.emulateMedia({ media: 'screen' });
	});

	test('ACC-4: an app is turned off with the password', async (visit) => {
		const ada = await visit.person();

		await withApp(ada);
		const page = await ada.open('/settings/security');

		await look(page, 'set', { whole: true });
		await apps(page).getByRole('button', { name: 'Turn it off' })
			.click();
		await prove(page, ada, 'Turn it off');
		await apps(page).getByRole('button',
			{ name: 'Set up an authenticator app' }).waitFor();
		assert.equal((await ada.get('/api/auth/totp')).enabled, false);
	});

	test('ACC-4: a passkey is added, named, renamed, used and taken away',
		async (visit) => {
			const ada = await visit.person({ full_name: 'Ada Quill' });
			const page = await ada.open('/settings/security');
			const device = await authenticator(page);

			await addKey(page, ada, 'my laptop');
			const mine = keys(page).getByRole('listitem');

			await mine.getByText('my laptop').waitFor();
			await look(page, 'a passkey', { whole: true });
			assert.equal((await device.credentials()).length, 1);
			await keys(page).getByRole('button', { name: 'Add a passkey' })
				.click();
			await prove(page, ada, 'Next');
			await page.getByText('This device has a passkey').waitFor();
			await page.keyboard.press('Escape');
			await mine.getByRole('button', { name: 'Rename my laptop' })
				.click();
			await page.getByRole('dialog').getByLabel('Name')
				.fill('the old laptop');
			await page.getByRole('button', { name: 'Save' }).click();
			await mine.getByText('the old laptop').waitFor();
			assert.deepEqual((await ada.get('/api/auth/passkeys')).passkeys
				.map((p) => p.name), ['the old laptop']);

			await device.touch(false); // nobody is at the field for the email
			await signOut(page);
			await page.goto('/sign-in');
			await look(page, 'sign in', { whole: true });
			await device.touch(true);
			await page.getByRole('button',
				{ name: 'Sign in with a passkey' }).click();
			await page.waitForURL(/\/resumes$/);
			await page.goto('/settings/security');
			await mine.getByText(/last used/).waitFor();
			await mine.getByRole('button', { name: /^Remove/ }).click();
			await page.getByRole('dialog').getByRole('button',
				{ name: 'Remove' }).click();
			await page.getByText('the old laptop is removed').waitFor();
			assert.deepEqual((await ada.get('/api/auth/passkeys')).passkeys,
				[]);
		});

	test('ACC-4: the browser offers a passkey by itself, where it can',
		async (visit) => {
			const ada = await visit.person();
			const page = await ada.open('/settings/security');
			const device = await authenticator(page);

			await addKey(page, ada, 'my phone');
			await signOut(page);
			await page.goto('/sign-in');
			await page.waitForURL(/\/resumes$/);
			assert.equal((await device.credentials())[0].signCount, 2);
		});

	test('ACC-4: behind a password a passkey is the second factor',
		async (visit) => {
			const ada = await visit.person();
			const page = await ada.open('/settings/security');
			const device = await authenticator(page);

			await addKey(page, ada, 'my key');
			await withApp(ada);
			await device.touch(false);
			await signOut(page);
			await page.goto('/sign-in');
			await page.getByLabel('Email').fill(ada.email);
			await page.getByLabel('Password').fill(ada.password);
			await page.getByRole('button', { name: 'Sign in', exact: true })
				.click();
			await page.getByLabel('Code', { exact: true }).waitFor();
			await look(page, 'second step');
			await device.touch(true);
			await page.getByRole('button',
				{ name: 'Use a passkey instead' }).click();
			await page.waitForURL(/\/resumes$/);
		});

	test('a second factor is set up by the keyboard alone', async (visit) => {
		const ada = await visit.person();
		const page = await ada.open('/settings/security');
		const key = (name) => page.keyboard.press(name);

		await reach(page, page.getByRole('button',
			{ name: 'Set up an authenticator app' }));
		await key('Enter');
		await reach(page, page.getByLabel('Your password'));
		await page.keyboard.type(ada.password);
		await key('Enter');
		const secret = page.getByLabel('Secret', { exact: true });

		await secret.waitFor();
		await reach(page, page.getByLabel('Code', { exact: true }));
		await page.keyboard.type(codeOf((await secret.inputValue())
			.replaceAll(' ', '')));
		await key('Enter');
		await page.getByText('Your recovery codes').waitFor();
		await until('the focus is at what has come', () => page.getByText(
			'Your recovery codes').evaluate((e) =>
			e.parentElement === document.activeElement));
	});
});
