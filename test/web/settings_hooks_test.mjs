/*
 * test/web/settings_hooks_test.mjs - API keys and webhooks as people make and
 * mend them; what a key and a receiver then get is asked for real.
 *
 * Not here: signatures, retries, addresses (test/node: webhook*).
 */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';

import { Receiver } from '../node/receiver.mjs';
import { inBrowser, look, reach, test, until } from './harness.mjs';

const FAILURES = 10; /* in a row, and it is switched off */

const card = (page, name) => page.getByRole('region', { name, exact: true });
const pick = (page, name) => page.getByRole('dialog')
	.getByRole('checkbox', { name, exact: true });

async function newHook(who, url, events = ['*']) {
	return (await who.post('/api/webhooks', { url, events })).webhook;
}

inBrowser({ WEBHOOK_ALLOW_LOOPBACK: 'true',
	WEBHOOK_RETRY_DELAYS_MS: '10,10,10' }, (house) => {
	test('ACC-4: a key is made, shown once, used and revoked',
		async (visit) => {
			const ada = await visit.person();
			const page = await ada.open('/settings/keys');

			await look(page, 'no keys', { whole: true });
			await page.getByRole('button', { name: 'New key' }).click();
			const form = page.getByRole('dialog', { name: 'New key' });

			await form.getByLabel('Name', { exact: true }).fill('my backup script');
			await pick(page, 'Read my account').check();
			await form.getByLabel('How long it counts')
				.selectOption('30 days');
			assert.equal(await pick(page, 'Administer this server').count(),
				0, 'who is no administrator is not asked');
			await look(page, 'new key');
			await form.getByRole('button', { name: 'Make the key' }).click();
			const secret = await page.getByLabel('Key', { exact: true })
				.inputValue();

			assert.match(secret, /^vk_/);
			await look(page, 'key made', { whole: true });
			const line = await page.getByRole('region',
				{ name: 'Try it at a terminal' }).innerText();
			const answer = JSON.parse(execFileSync('sh', ['-c',
				line.replace('curl', 'curl -s')], { encoding: 'utf8' }));

			assert.deepEqual(answer.resumes, [], line);
			const { api_keys: [key] } = await ada.get(
				'/api/auth/api-keys');

			assert.equal(key.scopes, 'documents:read profile:read');
			const days = (Date.parse(key.expires_at) - Date.now()) / 864e5;

			assert.ok(days > 29 && days <= 30, `${days}`);
			await page.getByRole('button', { name: 'I kept it' }).click();
			await page.reload();
			const row = page.getByRole('listitem')
				.filter({ hasText: 'my backup script' });

			await row.getByText('Read my documents · Read my account')
				.waitFor();
			await row.getByText(/^Last used/).waitFor();
			assert.equal(await page.getByText(secret).count(), 0);
			await row.getByRole('button', { name: /^Revoke/ }).click();
			const sure = page.getByRole('dialog');
			const revoke = sure.getByRole('button', { name: 'Revoke' });

			assert.ok(await revoke.isDisabled());
			await sure.getByLabel(/^Type /).fill('my backup script');
			await look(page, 'revoke');
			await revoke.click();
			await page.getByText('No keys yet').waitFor();
			const { status } = await ada.ask('GET', '/api/resumes',
				{ token: secret });

			assert.equal(status, 401);
		});

	test('ACC-4: a key that is over says so, one without an end is made',
		async (visit) => {
			const ada = await visit.person();
			const page = await ada.open('/settings/keys');

			await page.getByRole('button', { name: 'New key' }).click();
			const form = page.getByRole('dialog');

			await form.getByLabel('Name', { exact: true }).fill('for ever');
			await pick(page, 'Read my documents').uncheck();
			assert.ok(await form.getByRole('button',
				{ name: 'Make the key' }).isDisabled());
			await form.getByText('Choose at least one.').waitFor();
			await pick(page, 'Manage my webhooks').check();
			await form.getByLabel('How long it counts')
				.selectOption('No end');
			await form.getByText('A key that ends by itself is safer.')
				.waitFor();
			await form.getByRole('button', { name: 'Make the key' }).click();
			await page.getByLabel('Key', { exact: true }).waitFor();
			const { api_keys: [key] } = await ada.get(
				'/api/auth/api-keys');

			assert.equal(key.expires_at, undefined);
			house.sql('UPDATE api_key SET expires_at = 1 WHERE id = ' +
				`'${key.id}'`);
			await page.reload();
			await page.getByText('Over', { exact: true }).waitFor();
		});

	test('EVT-2: a webhook is made, tried, and told what happens',
		async (visit) => {
			const ada = await visit.person();
			const receiver = await new Receiver().open();
			const page = await ada.open('/settings/webhooks');

			try {
				await look(page, 'no webhooks', { whole: true });
				await page.getByRole('button', { name: 'New webhook' })
					.click();
				const form = page.getByRole('dialog');

				await form.getByLabel('Address').fill('ftp://example.org/x');
				await form.getByRole('button', { name: 'Make it' }).click();
				await form.getByRole('alert').first().waitFor();
				await form.getByLabel('Address').fill(receiver.url);
				await form.getByLabel('Some of them').check();
				assert.ok(await form.getByRole('button',
					{ name: 'Make it' }).isDisabled());
				await pick(page, 'resume.created').check();
				await look(page, 'new webhook');
				await form.getByRole('button', { name: 'Make it' }).click();
				assert.match(await page.getByLabel('Secret', { exact: true })
					.inputValue(), /^whsec_/);
				await look(page, 'webhook made', { whole: true });
				await page.getByRole('link', { name: 'Try it' }).click();
				await page.getByRole('button', { name: 'Send a test' })
					.click();
				assert.equal(JSON.parse((await receiver.next()).body).type,
					'webhook.test');
				await page.getByText(/It arrived: answered 200/).waitFor();
				await ada.document('engineer');
				await receiver.next();
				const sent = card(page, 'What it was told');

				await until('the log has it', async () => {
					await sent.getByRole('button', { name: 'Refresh' })
						.click();
					return await sent.getByText('Arrived', { exact: true })
						.filter({ visible: true }).count() >= 2;
				});
				await sent.getByText('resume.created').click();
				await sent.getByRole('region', { name: 'What was sent' })
					.getByText('"type": "resume.created"').waitFor();
				await sent.getByText('Answered 200').waitFor();
				await look(page, 'a webhook', { whole: true });
				await sent.getByRole('button', { name: 'Send it again' })
					.click();
				await receiver.next();
				assert.equal(receiver.all.length, 3);
			} finally {
				await receiver.close();
			}
		});

	test('EVT-2: one that was switched off is explained, mended, and ' +
		'gets what it missed', async (visit) => {
		const ada = await visit.person();
		const receiver = await new Receiver({ answer: 500 }).open();

		try {
			const { id } = await newHook(ada, receiver.url);

			for (let i = 0; i < FAILURES; i++)
				await ada.document('engineer', { title: `No ${i}` });
			await until('it is switched off', async () =>
				!(await ada.get(`/api/webhooks/${id}`)).is_active);
			const page = await ada.open('/settings/webhooks');

			await page.getByText('Switched off by us').waitFor();
			await page.getByRole('link', { name: receiver.url }).click();
			await page.getByText('We switched it off.').waitFor();
			await look(page, 'switched off', { whole: true });
			receiver.answer = 200;
			await page.getByRole('button', { name: 'Switch it on again' })
				.click();
			await page.getByText('The webhook is on again.').waitFor();
			await page.getByText('Active', { exact: true }).waitFor();
			const before = receiver.all.length;

			await page.getByRole('button',
				{ name: 'Send again what was missed' }).click();
			await look(page, 'recover');
			await page.getByRole('dialog').getByRole('button',
				{ name: 'Send' }).click();
			await page.getByText(/10 deliveries are on their way/).waitFor();
			await until('all has come',
				() => receiver.all.length >= before + FAILURES);
		} finally {
			await receiver.close();
		}
	});

	test('a webhook is changed, switched off and on, given another secret, ' +
		'and removed', async (visit) => {
		const ada = await visit.person();
		const { id, url } = await newHook(ada,
			'http://127.0.0.1:9/some/hook');
		const page = await ada.open(`/settings/webhooks/${id}`);
		const more = page.getByRole('button', { name: /^More about/ });
		const now = () => ada.get(`/api/webhooks/${id}`);

		await page.getByRole('button', { name: 'Change', exact: true })
			.click();
		await page.getByRole('dialog').getByLabel('Address')
			.fill(`${url}/new`);
		await page.getByRole('dialog').getByRole('button', { name: 'Save' })
			.click();
		await page.getByRole('heading', { name: `${url}/new` }).waitFor();
		await more.click();
		await page.getByRole('menuitem', { name: 'Switch it off' }).click();
		await page.getByText('It is switched off.').waitFor();
		assert.equal((await now()).is_active, false);
		await page.getByRole('button', { name: 'Undo' }).click();
		await page.getByText('Active', { exact: true }).waitFor();
		assert.equal((await now()).is_active, true);
		await page.getByRole('button', { name: 'Change the secret' })
			.click();
		await page.getByRole('dialog').getByRole('button',
			{ name: 'Change the secret' }).click();
		assert.match(await page.getByLabel('New secret', { exact: true })
			.inputValue(),
			/^whsec_/);
		await page.getByText('The one before signs, too').waitFor();
		await more.click();
		await page.getByRole('menuitem', { name: 'Remove' }).click();
		await page.getByLabel(/^Type /).fill('127.0.0.1:9');
		await page.getByRole('dialog').getByRole('button',
			{ name: 'Remove' }).click();
		await page.waitForURL(/\/settings\/webhooks$/);
		await page.getByText('No webhooks yet').waitFor();
		assert.equal((await ada.ask('GET', `/api/webhooks/${id}`)).status,
			404);
	});

	test('a key is made by the keyboard alone', async (visit) => {
		const ada = await visit.person();
		const page = await ada.open('/settings/keys');
		const key = (name) => page.keyboard.press(name);

		await reach(page, page.getByRole('button', { name: 'New key' }));
		await key('Enter');
		await reach(page, page.getByRole('dialog').getByLabel('Name', { exact: true }));
		await page.keyboard.type('typed');
		await reach(page, pick(page, 'Follow what is under way'));
		await key('Space');
		await reach(page, page.getByRole('button',
			{ name: 'Make the key' }));
		await key('Enter');
		await page.getByLabel('Key', { exact: true }).waitFor();
		const { api_keys: [made] } = await ada.get('/api/auth/api-keys');

		assert.equal(made.scopes, 'documents:read jobs');
	});
});
