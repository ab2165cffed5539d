/*
 * test/web/settings_sites_test.mjs - an account at another site: linked by
 * hand, signed in with, unlinked; and what is said when that site refuses.
 *
 * Not here: what the server checks of it (test/node: oidc, link).
 */
import assert from 'node:assert/strict';

import { Provider } from '../node/provider.mjs';
import { inBrowser, look, test } from './harness.mjs';

const site = await new Provider().start();
const { host } = new URL(site.issuer);
let n = 0;

/* The site's own page: somebody there says yes at once, or no. */
async function letIn(page, says) {
	page.expected = [/asked http/];
	await page.route(`${site.issuer}/authorize*`, (route) => {
		const ask = new URL(route.request().url());
		const back = new URL(ask.searchParams.get('redirect_uri'));
		const said = says(ask) ?? { error: 'access_denied',
			state: ask.searchParams.get('state'), iss: site.issuer };

		back.search = new URLSearchParams(said);
		return route.fulfill({ status: 302,
			headers: { location: back.href } });
	});
}

const person = () => ({ sub: `web-${++n}`, email: `web${n}@example.org`,
	email_verified: true, name: 'Olive Reed' });

async function link(page, who) {
	await page.getByRole('button', { name: `Link ${host}` }).click();
	await page.getByRole('dialog').getByLabel('Your password')
		.fill(who.password);
	await page.getByRole('button', { name: 'Go there' }).click();
}

/* It is asked about first: whoever goes no further keeps it. */
async function unlink(page) {
	const press = () => page.getByRole('button', { name: `Unlink ${host}` })
		.click();
	const dialog = page.getByRole('dialog');

	await press();
	await look(page, 'unlinking');
	await dialog.getByRole('button', { name: 'Cancel' }).click();
	await dialog.waitFor({ state: 'detached' });
	await press();
	await dialog.getByRole('button', { name: 'Unlink' }).click();
}

inBrowser({ OIDC_ISSUER: site.issuer, OIDC_CLIENT_ID: site.client.id,
	OIDC_CLIENT_SECRET: site.client.secret }, () => {
	test('ACC-3: another site is linked, signs in, and is unlinked',
		async (visit) => {
			const ada = await visit.person({ full_name: 'Ada Quill' });
			const page = await ada.open('/settings/sign-in');
			const as = person();

			await letIn(page, (ask) => site.consent(ask, as));
			await link(page, ada);
			await page.getByRole('button', { name: `Unlink ${host}` })
				.waitFor();
			await page.getByText(as.email).waitFor();
			await look(page, 'linked', { whole: true });
			await page.getByRole('button', { name: /^Account of/ }).click();
			await page.getByRole('menuitem', { name: 'Sign out' }).click();
			await page.waitForURL(/\/$/);
			await page.goto('/sign-in');
			await page.getByRole('button', { name: `Go on with ${host}` })
				.click();
			await page.waitForURL(/\/resumes$/);
			await page.getByRole('button', { name: /Ada Quill/ }).waitFor();
			await page.goto('/settings/sign-in');
			await unlink(page);
			await page.getByText(`${host} opens your account no more`)
				.waitFor();
			assert.deepEqual((await ada.get('/api/auth/identities'))
				.identities, []);
		});

	test('ACC-3: a site that refuses is told where one began',
		async (visit) => {
			const ada = await visit.person();
			const page = await ada.open('/settings/sign-in');

			await letIn(page, () => undefined);
			await link(page, ada);
			await page.getByText('The other site let nobody in.').waitFor();
			assert.match(page.url(), /\/settings\/sign-in$/);
			const stranger = await visit.stranger();
			const door = await stranger.open('/sign-in');

			await letIn(door, () => undefined);
			await door.getByRole('button', { name: `Go on with ${host}` })
				.click();
			await door.getByText('The other site let nobody in.').waitFor();
			await look(door, 'refused');
		});

	test('who came by another site has no password, and is not asked for it',
		async (visit) => {
			const olive = await visit.stranger();
			const page = await olive.open('/sign-in');
			const as = person();

			await letIn(page, (ask) => site.consent(ask, as));
			await page.getByRole('button', { name: `Go on with ${host}` })
				.click();
			await page.waitForURL(/\/resumes$/);
			await page.goto('/settings/sign-in');
			await page.getByText('You have none').waitFor();
			await page.goto('/settings/security');
			await page.getByRole('button',
				{ name: 'Set up an authenticator app' }).click();
			const form = page.getByRole('dialog');

			assert.equal(await form.getByLabel('Your password').count(), 0);
			await form.getByRole('button', { name: 'Next' }).click();
			await page.getByRole('img', { name: /^QR code/ }).waitFor();
		});
});
