/*
 * test/web/sign_test.mjs - signing up, in and out, a forgotten password, a
 * second factor, an email confirmed: as people do it (WEB-2, ACC-4).
 */
import assert from 'node:assert/strict';

import { mailsFor, YOUR_EMAIL } from '../node/mail.mjs';
import { codeOf } from '../node/totp.mjs';
import { inBrowser, look, reach, settled, test } from './harness.mjs';

const button = (page, name) => page.getByRole('button', { name, exact: true });

async function signIn(page, email, password) {
	await page.getByLabel('Email').fill(email);
	await page.getByLabel('Password').fill(password);
	await button(page, 'Sign in').click();
}

/* The link of the newest mail about it, as it would be followed. */
async function linkFor(house, email, about) {
	const [{ text }] = (await mailsFor(house, email, 1, about)).slice(-1);

	return /https?:\/\/\S+/.exec(text)[0];
}

/* Somebody with an account, in a browser that does not know it yet. */
async function elsewhere(visit) {
	const who = await visit.person();

	await who.context.clearCookies();
	return who;
}

inBrowser({}, (house) => {
	test('who is not signed in is led back to where they were going',
		async (visit) => {
			const who = await elsewhere(visit);
			const page = await who.open('/projects');

			await page.getByRole('heading', { name: 'Sign in' }).waitFor();
			assert.match(page.url(), /\/sign-in\?next=%2Fprojects$/);
			await look(page, 'in');
			await signIn(page, who.email, who.password);
			await page.getByRole('heading', { name: 'Jobs', level: 1 })
				.waitFor();
			assert.equal(new URL(page.url()).pathname, '/projects');
		});

	test('nobody is led to another site', async (visit) => {
		const who = await elsewhere(visit);

		for (const next of ['//e.example/', '/\\e.example',
			'https://e.example/', 'javascript:alert(1)']) {
			const page = await who.open(
				`/sign-in?next=${encodeURIComponent(next)}`);

			await signIn(page, who.email, who.password);
			await page.getByRole('heading', { name: 'Resumes' }).waitFor();
			assert.equal(page.url(), `${house.url}/resumes`);
			await who.context.clearCookies();
		}
	});

	test('a wrong password is said beside the form', async (visit) => {
		const who = await elsewhere(visit);
		const page = await who.open('/sign-in');

		await signIn(page, who.email, 'something else');
		await page.getByRole('alert').waitFor();
		await look(page, 'wrong');
		assert.equal(await page.getByLabel('Email').inputValue(), who.email);
		await page.getByLabel('Password').fill(who.password);
		await page.keyboard.press('Enter');
		await page.waitForURL('**/resumes');
	});

	test('signing out ends it, here and on the server', async (visit) => {
		const who = await visit.person({ full_name: 'Ada Quill' });
		const page = await who.open('/resumes');
		const cookies = await who.context.cookies();

		await button(page, 'Account of Ada Quill').click();
		await page.getByRole('menuitem', { name: 'Sign out' }).click();
		await page.getByRole('link', { name: 'Sign in' }).first().waitFor();
		assert.deepEqual(await who.context.cookies(), []);
		await who.context.addCookies(cookies);
		await page.goto('/resumes');
		await page.getByRole('heading', { name: 'Sign in' }).waitFor();
	});

	test('an account is made, and says which field is wrong', async (visit) => {
		const taken = await visit.person();
		const who = await visit.stranger();
		const page = await who.open('/sign-up');

		await look(page, 'up');
		await page.getByLabel('Name').fill('Ines Morrow');
		await page.getByLabel('Email').fill(taken.email);
		await page.getByLabel('Password').fill('short');
		await button(page, 'Create an account').click();
		await page.getByRole('alert').first().waitFor();
		await look(page, 'up-wrong');
		await page.getByLabel('Password').fill('a river of slate');
		await page.getByLabel('Email').fill(who.email);
		await button(page, 'Create an account').click();
		await page.getByRole('heading', { name: 'Resumes' }).waitFor();
		who.password = 'a river of slate';
		await who.login();
		assert.equal(who.user.full_name, 'Ines Morrow');
	});

	test('an email is confirmed by the link in the mail', async (visit) => {
		const who = await visit.person();
		const page = await who.open(
			await linkFor(house, who.email, YOUR_EMAIL));

		await page.getByText('Thank you: your email is confirmed.').waitFor();
		await look(page, 'confirmed');
		const again = await who.open(
			await linkFor(house, who.email, YOUR_EMAIL));

		await again.getByRole('alert').waitFor();
	});

	test('a forgotten password is replaced by way of a mail',
		async (visit) => {
			const who = await elsewhere(visit);
			const page = await who.open('/sign-in');

			await page.getByRole('link', { name: 'Forgot your password?' })
				.click();
			await settled(page);
			await look(page, 'forgot');
			await page.getByLabel('Email').fill(who.email);
			await button(page, 'Send me a link').click();
			await page.getByText(/a mail with a link is on its way/)
				.waitFor();
			await look(page, 'mailed');

			await page.goto(await linkFor(house, who.email));
			await settled(page);
			await look(page, 'reset');
			await page.getByLabel('New password').fill('nine calm gulls');
			await button(page, 'Save').click();
			await page.getByText(/Your password is changed/).waitFor();
			await signIn(page, who.email, 'nine calm gulls');
			await page.waitForURL('**/resumes');
			who.password = 'nine calm gulls';
			await who.login();

			/* a link works once */
			const late = await who.open(await linkFor(house, who.email));

			await late.getByLabel('New password').fill('ten calm gulls');
			await button(late, 'Save').click();
			await late.getByRole('alert').waitFor();
		});

	test('a second step is asked for where it is set up', async (visit) => {
		const who = await elsewhere(visit);
		const { secret } = await who.post('/api/auth/totp',
			{ current_password: who.password });
		const { recovery_codes } = await who.post('/api/auth/totp/confirm',
			{ code: codeOf(secret) });
		const page = await who.open('/sign-in');

		await signIn(page, who.email, who.password);
		await page.getByRole('heading', { name: 'Second step' }).waitFor();
		await look(page, 'code');
		await page.getByLabel('Code').fill('000000');
		await button(page, 'Sign in').click();
		await page.getByRole('alert').waitFor();
		await page.getByLabel('Code').fill(codeOf(secret, 1));
		await button(page, 'Sign in').click();
		await page.waitForURL('**/resumes');

		await who.context.clearCookies();
		await page.goto('/sign-in');
		await signIn(page, who.email, who.password);
		await page.getByLabel('Code').fill(recovery_codes[0]);
		await button(page, 'Sign in').click();
		await page.waitForURL('**/resumes');
	});

	test('a session that ran out is renewed without a word', async (visit) => {
		const who = await visit.person();
		const page = await who.open('/resumes');

		await who.context.clearCookies({ name: /access|session|vitae$/ });
		await page.reload();
		await page.getByRole('heading', { name: 'Resumes' }).waitFor();
		assert.equal(new URL(page.url()).pathname, '/resumes');
	});

	test('a link that a mail program cut is said to be cut', async (visit) => {
		const who = await visit.stranger();
		const page = await who.open('/verify-email');

		await page.getByRole('alert')
			.filter({ hasText: 'This link is not whole' }).waitFor();
	});

	test('all of it works by the keyboard alone', async (visit) => {
		const who = await elsewhere(visit);
		const page = await who.open('/');

		await reach(page, page.getByRole('banner')
			.getByRole('link', { name: 'Sign in' }));
		await page.keyboard.press('Enter');
		await page.getByRole('heading', { name: 'Sign in' }).waitFor();
		await reach(page, page.getByLabel('Email'));
		await page.keyboard.type(who.email);
		await page.keyboard.press('Tab');
		await page.keyboard.type(who.password);
		await page.keyboard.press('Enter');
		await page.getByRole('heading', { name: 'Resumes' }).waitFor();
		await reach(page, button(page, `Account of ${who.full_name}`));
		await page.keyboard.press('Enter');
		await page.waitForFunction(() => document.activeElement
			.getAttribute('role') === 'menuitem');
		await page.keyboard.press('End');
		await page.keyboard.press('Enter');
		await page.getByRole('heading', { level: 1,
			name: /The resume you have/ }).waitFor();
		assert.deepEqual(await who.context.cookies(), []);
	});
});
