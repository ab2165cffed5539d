/*
 * test/node/email_test.mjs - whose is an email? The mail that proves it, and
 * what is given to nobody before (ACC-4, ACC-6, ACC-9).
 */
import assert from 'node:assert/strict';

import { ok, onBoth, refused, test } from './harness.mjs';
import { mailsFor, tokensOf, YOUR_EMAIL } from './mail.mjs';

const me = async (who) => ok(await who.ask('GET', '/api/auth/me'));
const verify = (house, token) => house.ask('POST', '/api/auth/verify-email',
	{ body: { token } });
const resend = (who) => who.ask('POST', '/api/auth/verify-email/resend');
const mails = (house, email, count) => mailsFor(house, email, count,
	YOUR_EMAIL);

onBoth({ ADMIN_EMAILS: 'Named@Example.org, second@example.org' }, (house) => {
	test('ACC-4: a mail proves an email, once', async () => {
		const ada = await house.join();

		assert.equal((await me(ada)).email_verified, false);
		const [mail] = await mails(house, ada.email);
		const [token] = tokensOf([mail]);

		assert.ok(mail.text.includes(ada.full_name));
		ok(await verify(house, token), 204);
		assert.equal((await me(ada)).email_verified, true);
		refused(await verify(house, token), 400, 'bad_input', '/token');
		refused(await resend(ada), 409, 'conflict');
	});

	test('no token that was not sent proves anything', async () => {
		for (const token of ['x', `ve_${'A'.repeat(43)}`,
			`vp_${'A'.repeat(43)}`, 've_'])
			refused(await verify(house, token), 400, 'bad_input',
				'/token');
	});

	test('a mail of the other kind proves no email', async () => {
		const ada = await house.join();

		ok(await ada.ask('POST', '/api/auth/password-reset',
			{ body: { email: ada.email } }), 202);
		const [reset] = tokensOf(await mailsFor(house, ada.email));
		const [proof] = tokensOf(await mails(house, ada.email));

		refused(await verify(house, reset), 400, 'bad_input', '/token');
		refused(await house.ask('POST',
			'/api/auth/password-reset/confirm', { body: {
				token: proof, new_password: 'a phrase of mine',
			} }), 400, 'bad_input', '/token');
		assert.equal((await me(ada)).email_verified, false);
	});

	test('a token that is over proves nothing', async () => {
		const ada = await house.join();
		const [token] = tokensOf(await mails(house, ada.email));

		house.sql('UPDATE ticket SET expires_at = 1 ' +
			`WHERE account_id = '${ada.user.id}'`);
		refused(await verify(house, token), 400, 'bad_input', '/token');
		assert.equal((await me(ada)).email_verified, false);
	});

	test('a mail that is sent again makes the first void', async () => {
		const ada = await house.join();
		const [first] = tokensOf(await mails(house, ada.email));

		ok(await resend(ada), 202);
		const second = tokensOf(await mails(house, ada.email, 2))
			.find((token) => token !== first);

		refused(await verify(house, first), 400, 'bad_input', '/token');
		ok(await verify(house, second), 204);
	});

	test('another email has to be proven anew, and by a mail to it',
		async () => {
			const ada = await house.join();
			const [old] = tokensOf(await mails(house, ada.email));
			const change = (email) => ada.ask('PUT', '/api/users/me',
				{ body: { email, current_password: ada.password } });
			const other = `new-${ada.email}`;

			ok(await change(other));
			refused(await verify(house, old), 400, 'bad_input',
				'/token');
			const [token] = tokensOf(await mails(house, other));

			ok(await verify(house, token), 204);
			assert.equal((await me(ada)).email_verified, true);
			ok(await change(other.toUpperCase()));
			assert.equal((await me(ada)).email_verified, true);
			ok(await change(ada.email));
			assert.equal((await me(ada)).email_verified, false);
		});

	test('ACC-6: who is named in ADMIN_EMAILS is an administrator once ' +
		'the email is proven, and not before', async () => {
		const named = await house.join({ email: 'named@example.org' });

		assert.equal((await me(named)).role, 'user');
		await named.login();
		assert.equal((await me(named)).role, 'user');
		refused(await named.ask('GET', '/api/admin/users'), 403,
			'forbidden');
		const [token] = tokensOf(await mails(house, named.email));

		ok(await verify(house, token), 204);
		assert.equal((await me(named)).role, 'admin');
		ok(await named.ask('GET', '/api/admin/users'));
	});

	test('ACC-6: taking on an administrator\'s address gives no role',
		async () => {
			const eve = await house.join();

			ok(await eve.ask('PUT', '/api/users/me', { body: {
				email: 'second@example.org',
				current_password: eve.password,
			} }));
			eve.email = 'second@example.org';
			await eve.login();
			assert.equal((await me(eve)).role, 'user');
		});

	test('ACC-6: an account made at the terminal is trusted with its email',
		async () => {
			const email = house.database === 'sqlite' ?
				'named@example.org' : 'second@example.org';
			const ada = house.someone({ email: `cli-${email}` });

			house.command(['admin', 'user', 'add', ada.email, 'Ada'],
				{ input: `${ada.password}\n` });
			await ada.login();
			assert.equal((await me(ada)).email_verified, true);
		});

	test('who laid an account in wait for an email loses it to a mail for ' +
		'a new password', async () => {
		const eve = await house.join();
		const key = await eve.key('profile:read');

		ok(await house.ask('POST', '/api/auth/password-reset',
			{ body: { email: eve.email }, ip: eve.ip }), 202);
		const [token] = tokensOf(await mailsFor(house, eve.email));

		ok(await house.ask('POST', '/api/auth/password-reset/confirm', {
			body: { token, new_password: 'a phrase of mine' },
			ip: eve.ip }), 204);
		refused(await key.ask('GET', '/api/auth/me'), 401, 'not_signed');
		eve.password = 'a phrase of mine';
		await eve.login();
		assert.equal((await me(eve)).email_verified, true);
	});

	test('ACC-4: no token of a mail is kept in the clear', async () => {
		const ada = await house.join();
		const [token] = tokensOf(await mails(house, ada.email));

		assert.ok(!house.everything().includes(token));
		assert.ok(!house.log.join('\n').includes(token));
	});
});
