/*
 * test/node/account_test.mjs - accounts as their owners see them: joining,
 * signing in, changing, a lost password, taking one's data along, leaving
 * (ACC-1, ACC-2, ACC-5, ACC-9). Sessions and keys are in session_test.mjs.
 */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';

import { apart, ok, onBoth, refused, test, until } from './harness.mjs';
import { mailsFor, tokensOf } from './mail.mjs';
import { unzip } from './zip.mjs';

const UUID7 = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-/;
const TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/;

function joining(house, more) {
	const { email, password, full_name } = house.someone();

	return { email, password, full_name, ...more };
}

function join(house, more, options = {}) {
	const who = house.someone();

	return who.ask('POST', '/api/auth/register',
		{ body: joining(house, more), ...options });
}

function tests(house) {
	/* ---- joining ---- */

	test('ACC-1: registering signs in and shows the account', async () => {
		const body = joining(house);
		const made = ok(await join(house, body), 201);

		assert.equal(made.token_type, 'bearer');
		assert.equal(made.expires_in, 1440 * 60);
		assert.match(made.user.id, UUID7);
		assert.equal(made.user.email, body.email);
		assert.equal(made.user.full_name, body.full_name);
		assert.equal(made.user.role, 'user');
		assert.equal(made.user.plan, 'free');
		assert.equal(made.user.credits, 100);
		assert.match(made.user.created_at, TIME);
		assert.ok(!JSON.stringify(made).includes(body.password));
		const me = ok(await house.ask('GET', '/api/auth/me',
			{ token: made.access_token }));

		assert.equal(me.id, made.user.id);
	});

	test('a name may be in any script and comes back as it was',
		async () => {
			for (const full_name of ['Ада Лавлейс', '李小龍',
				'María-José Ñ', 'Zoë 👩🏽‍💻', 'Nguyễn Văn A']) {
				const made = ok(await join(house,
					{ full_name }), 201);

				assert.equal(made.user.full_name, full_name);
			}
		});

	test('a name of blanks alone is refused, not kept as none',
		async () => {
			const ada = await house.join();
			const full_name = '  ';

			refused(await join(house, { full_name }), 400, 'bad_input',
				'/full_name');
			refused(await ada.ask('PUT', '/api/users/me',
				{ body: { full_name } }), 400, 'bad_input',
			'/full_name');
			assert.equal(ok(await ada.ask('GET', '/api/users/me'))
				.full_name, ada.full_name);
		});

	test('an email is one account, however it is written', async () => {
		const ada = await house.join();
		const shouted = ada.email.toUpperCase();

		refused(await join(house, { email: shouted }), 409, 'conflict');
		await house.someone({ email: shouted, password: ada.password })
			.login();
		refused(await join(house, { email: ` ${ada.email} ` }), 400,
			'bad_input', '/email');
	});

	test('an email that no mail could reach is refused by its field',
		async () => {
			for (const email of ['', 'a', '@b.org', 'a@', 'a b@c.org',
				'a@b@c.org', 'a@b..org', 'a\n@b.org', 'a@-b.org',
				'.a@b.org', `${'x'.repeat(250)}@example.org`,
				'a\u0000@b.org'])
				refused(await join(house, { email }), 400,
					'bad_input', '/email');
		});

	test('ACC-2: passwords that are guessed first are refused',
		async () => {
			for (const password of ['', 'short', 'password',
				'P@ssw0rd1!', 'abcdefghij', 'aaaaaaaaaaaa',
				'1234123412341234', 'x'.repeat(1025),
				'nul\u0000inside'])
				refused(await join(house, { password }), 400,
					'bad_input', '/password');
			refused(await join(house, {
				email: 'grace.hopper@example.org',
				password: 'grace.hopper1',
			}), 400, 'bad_input', '/password');
			refused(await join(house, {
				full_name: 'Grace Hopper',
				password: 'Grace Hopper 1',
			}), 400, 'bad_input', '/password');
		});

	test('a password counts byte by byte', async () => {
		const ada = await house.join(
			{ password: '  Ünïcode 密码 with blanks  ' });

		await ada.login();
		for (const password of ['Ünïcode 密码 with blanks',
			ada.password.normalize('NFD'),
			ada.password.toLowerCase()])
			refused(await ada.ask('POST', '/api/auth/login', {
				token: null,
				body: { email: ada.email, password },
			}), 401, 'not_signed');
	});

	test('ACC-2: the password is kept as Argon2id only', async () => {
		const ada = await house.join();
		const hash = house.sql('SELECT password FROM account ' +
			`WHERE id = '${ada.user.id}'`);

		assert.match(hash, /^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
	});

	test('ACC-2: an imported bcrypt hash signs in and is upgraded',
		async () => {
			const ada = await house.join();

			/* of 'U*U', from crypt_blowfish's own test vectors */
			house.sql('UPDATE account SET password = ' +
				"'$2a$05$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRG" +
				"yh0XouQYb4YMJKvyOeW' " +
				`WHERE id = '${ada.user.id}'`);
			ada.password = 'U*U';
			await ada.login();
			await ada.login();
			assert.match(house.sql('SELECT password FROM account ' +
				`WHERE id = '${ada.user.id}'`), /^\$argon2id\$/);
		});

	/* ---- nobody learns who is registered ---- */

	test('ACC-9: a wrong password and an unknown email answer alike',
		async () => {
			const ada = await house.join();
			const tell = async (email) => {
				const answer = await house.someone().ask('POST',
					'/api/auth/login',
					{ body: { email, password: 'no such word' } });

				refused(answer, 401, 'not_signed');
				delete answer.body.request_id;
				delete answer.headers.date;
				delete answer.headers['x-request-id'];
				return [answer.body, answer.headers];
			};

			assert.deepEqual(await tell(ada.email),
				await tell('nobody@example.org'));
		});

	test('ACC-9: an unknown email costs the hashing of a known one',
		async () => {
			const ada = await house.join();
			const cost = async (email) => {
				const before = house.cpuMs();

				await house.someone().ask('POST',
					'/api/auth/login', { body: { email,
						password: 'no such word' } });
				return house.cpuMs() - before;
			};
			let known = 0;
			let unknown = 0;

			/* in turns: what else the machine does hits both */
			for (let i = 0; i < 12; i++) {
				known += await cost(ada.email);
				unknown += await cost(`x${i}@example.org`);
			}

			assert.ok(unknown * 2 > known && known * 2 > unknown,
				`known ${known}, unknown ${unknown} ms`);
		});

	test('ACC-9: asking for a reset answers alike for any email',
		async () => {
			const ada = await house.join();
			const answers = [];

			for (const email of [ada.email, 'nobody@example.org'])
				answers.push(ok(await house.someone().ask('POST',
					'/api/auth/password-reset',
					{ body: { email } }), 202));
			assert.deepEqual(answers[0], answers[1]);
		});

	test('ACC-9: an account takes ten attempts a minute, from anywhere',
		async () => {
			const ada = await house.join();
			let answer;
			let n = 0;

			do
				answer = await house.someone().ask('POST',
					'/api/auth/login', { body: {
						email: ada.email,
						password: 'no such word',
					} });
			while (answer.status === 401 && ++n < 60);
			assert.ok(n >= 10, String(n));
			answer = await house.someone().ask('POST',
				'/api/auth/login', { body: {
					email: ada.email,
					password: ada.password,
				} });
			assert.equal(answer.status, 429);
			assert.deepEqual(answer.body, {
				error: 'Rate limit exceeded',
				message: 'Rate limit exceeded: ' +
					'10 requests per minute',
				retry_after: '60 seconds',
			});
			/* somebody else is not kept out by that */
			await (await house.join()).login();
			ok(await ada.ask('GET', '/api/auth/me'));
		});

	/* ---- changing ---- */

	test('ACC-5: name and email change; the email by password only',
		async () => {
			const ada = await house.join();
			const { email } = house.someone();
			const put = (body) => ada.ask('PUT', '/api/users/me',
				{ body });

			assert.equal(ok(await put({ full_name: 'Ada King' }))
				.full_name, 'Ada King');
			refused(await put({ email }), 400, 'bad_input',
				'/current_password');
			refused(await put({ email, current_password: 'wrong' }),
				400, 'bad_input', '/current_password');
			assert.equal(ok(await put({ email,
				current_password: ada.password })).email, email);
			assert.equal(ok(await ada.ask('GET', '/api/users/me'))
				.full_name, 'Ada King');
			refused(await ada.ask('POST', '/api/auth/login', { body: {
				email: ada.email, password: ada.password,
			} }), 401, 'not_signed');
			ada.email = email;
			await ada.login();
		});

	test('nobody takes the email of somebody else', async () => {
		const ada = await house.join();
		const bob = await house.join();

		refused(await bob.ask('PUT', '/api/users/me', { body: {
			email: ada.email.toUpperCase(),
			current_password: bob.password,
		} }), 400, 'bad_input', '/email');
	});

	test('a new password signs out all other devices, not this one',
		async () => {
			const ada = await house.join();
			const other = await ada.elsewhere();
			const fresh = 'quite another phrase';

			refused(await ada.ask('POST', '/api/auth/password', { body: {
				current_password: 'wrong', new_password: fresh,
			} }), 400, 'bad_input', '/current_password');
			refused(await ada.ask('POST', '/api/auth/password', { body: {
				current_password: ada.password,
				new_password: 'password1',
			} }), 400, 'bad_input', '/new_password');
			ok(await other.ask('GET', '/api/auth/me'));
			ok(await ada.ask('POST', '/api/auth/password', { body: {
				current_password: ada.password,
				new_password: fresh,
			} }), 204);
			refused(await other.ask('GET', '/api/auth/me'), 401,
				'not_signed');
			refused(await other.ask('POST', '/api/auth/refresh', {
				body: { refresh_token: other.refresh_token },
			}), 401, 'not_signed');
			ok(await ada.ask('GET', '/api/auth/me'));
			ada.password = fresh;
			await ada.login();
		});

	/* ---- a lost password ---- */

	test('ACC-4: a mail lets one choose a new password, once',
		async () => {
			const ada = await house.join();
			const bob = house.someone();
			const confirm = (token, new_password) => bob.ask('POST',
				'/api/auth/password-reset/confirm',
				{ body: { token, new_password } });

			ok(await bob.ask('POST', '/api/auth/password-reset',
				{ body: { email: ada.email.toUpperCase() } }), 202);
			const mails = await mailsFor(house, ada.email);
			const [token] = tokensOf(mails);

			assert.equal(mails.length, 1);
			assert.ok(mails[0].text.includes(ada.full_name));
			refused(await confirm(token, 'password'), 400,
				'bad_input', '/new_password');
			ok(await confirm(token, 'a new phrase of mine'), 204);
			refused(await confirm(token, 'yet another phrase'), 400,
				'bad_input', '/token');
			refused(await ada.ask('GET', '/api/auth/me'), 401,
				'not_signed');
			ada.password = 'a new phrase of mine';
			await ada.login();
		});

	test('ACC-4: a newer reset mail makes the older one void',
		async () => {
			const ada = await house.join();
			const forgot = () => ada.ask('POST',
				'/api/auth/password-reset',
				{ body: { email: ada.email } });
			const confirm = (token) => ada.ask('POST',
				'/api/auth/password-reset/confirm', { body: {
					token,
					new_password: 'a new phrase of mine',
				} });

			ok(await forgot(), 202);
			const [first] = tokensOf(await mailsFor(house, ada.email));

			ok(await forgot(), 202);
			const second = tokensOf(await mailsFor(house, ada.email, 2))
				.find((token) => token !== first);

			refused(await confirm(first), 400, 'bad_input', '/token');
			ok(await confirm(second), 204);
		});

	test('a mail sent before another password or email counts no more',
		async () => {
			for (const change of ['password', 'email']) {
				const ada = await house.join();

				ok(await ada.ask('POST', '/api/auth/password-reset',
					{ body: { email: ada.email } }), 202);
				const [token] = tokensOf(await mailsFor(house,
					ada.email));

				if (change === 'password')
					ok(await ada.ask('POST', '/api/auth/password',
						{ body: { current_password: ada.password,
							new_password: 'a phrase of mine' } }),
					204);
				else
					ok(await ada.ask('PUT', '/api/users/me',
						{ body: { current_password: ada.password,
							email: `new-${ada.email}` } }));
				refused(await ada.ask('POST',
					'/api/auth/password-reset/confirm', { body: {
						token,
						new_password: 'a phrase of a stranger',
					} }), 400, 'bad_input', '/token');
			}
		});

	test('ACC-4: no token but that of the mail counts', async () => {
		for (const token of ['x', 'vp_', `vp_${'A'.repeat(43)}`,
			'x'.repeat(200), 'vp_\u0000'])
			refused(await house.someone().ask('POST',
				'/api/auth/password-reset/confirm', { body: {
					token,
					new_password: 'a new phrase of mine',
				} }), 400, 'bad_input', '/token');
	});

	/* ---- suspended ---- */

	test('a suspended account is shut out at once, until let in again',
		async () => {
			const root = await house.admin();
			const ada = await house.join();
			const key = await ada.key('profile:read');
			const rule = (suspended) => root.ask('PUT',
				`/api/admin/users/${ada.user.id}`,
				{ body: { suspended } });

			ok(await key.ask('GET', '/api/auth/me'));
			assert.match(ok(await rule(true)).suspended_at, TIME);
			refused(await ada.ask('GET', '/api/auth/me'), 401,
				'not_signed');
			refused(await key.ask('GET', '/api/auth/me'), 401,
				'not_signed');
			refused(await ada.ask('POST', '/api/auth/refresh', {
				body: { refresh_token: ada.refresh_token },
			}), 401, 'not_signed');
			refused(await ada.ask('POST', '/api/auth/login', { body: {
				email: ada.email, password: ada.password,
			} }), 403, 'forbidden');
			/* only the right password learns of it */
			refused(await ada.ask('POST', '/api/auth/login', { body: {
				email: ada.email, password: 'no such word',
			} }), 401, 'not_signed');
			assert.equal(ok(await rule(false)).suspended_at,
				undefined);
			await ada.login();
			ok(await key.ask('GET', '/api/auth/me'));
		});

	/* ---- taking it along, leaving ---- */

	test('ACC-5: the export holds all that is kept, and no secret',
		async () => {
			const ada = await house.join({ full_name: 'Ada, "A" 愛' });
			const key = await ada.key('profile:read jobs');

			ok(await ada.ask('POST', '/api/auth/password-reset',
				{ body: { email: ada.email } }), 202);
			await mailsFor(house, ada.email);
			const answer = await ada.ask('GET', '/api/users/me/export');

			ok(answer);
			assert.equal(answer.headers['content-type'],
				'application/zip');
			assert.match(answer.headers['content-disposition'],
				/^attachment; filename="vitae-export-\d+\.zip"$/);
			const files = unzip(answer.bytes);
			const parts = Object.fromEntries(Object.entries(files).map(
				([name, text]) => [name, JSON.parse(text)]));

			assert.deepEqual(Object.keys(parts).sort(), ['account.json',
				'sessions.json', 'api-keys.json',
				'identities.json', 'passkeys.json',
				'documents.json', 'document-versions.json',
				'files.json', 'projects.json',
				'project-statuses.json', 'project-messages.json',
				'project-tailorings.json', 'agent-runs.json',
				'jobs.json', 'shares.json', 'webhooks.json',
				'events.json', 'feature-usage.json',
				'history.json', 'template-preferences.json',
				'audit-log.json'].sort());
			assert.equal(parts['account.json'].full_name,
				'Ada, "A" 愛');
			assert.equal(parts['account.json'].email, ada.email);
			assert.equal(parts['sessions.json'].length, 1);
			assert.equal(parts['sessions.json'][0].ip, ada.ip);
			assert.equal(parts['api-keys.json'][0].id, key.key_id);
			assert.equal(parts['jobs.json'][0].kind, 'mail.send');
			assert.deepEqual(parts['audit-log.json']
				.map((row) => row.action)
				.filter((action) => !action.startsWith('account.f')),
			['account.register', 'api_key.create']);
			for (const text of Object.values(files))
				for (const secret of [ada.token, key.token,
					ada.refresh_token, '$argon2'])
					assert.ok(!text.includes(secret));
		});

	test('a mail under way opens no account to who reads the queue',
		() => apart('sqlite', { SMTP_URL: 'smtp://127.0.0.1:1' },
			async (own) => {
				const ada = await own.join();
				const key = await ada.key('profile:read');

				ok(await ada.ask('POST', '/api/auth/password-reset', {
					token: null, body: { email: ada.email },
				}), 202);
				await until('the mail', () => own.sql('SELECT id '
					+ `FROM job WHERE kind = 'mail.send'`));
				const answer = await key.ask('GET',
					'/api/users/me/export');

				ok(answer);
				const { 'jobs.json': jobs } = unzip(answer.bytes);

				assert.ok(JSON.parse(jobs)[0].input.length > 0);
				const kept = jobs + own.sql('SELECT input FROM job');

				/* what is sealed may hold any letters, but no = */
				assert.doesNotMatch(kept, /token=|[^\w-]vp_/);
			}));

	test('ACC-5: leaving takes the password, or a sign-in of the last minutes',
		async () => {
			const ada = await house.join();
			const leave = (current_password) => ada.ask('POST',
				'/api/users/me/leave', { body: { current_password } });

			house.sql('UPDATE session SET created_at = created_at - 360000 ' +
				`WHERE account_id = '${ada.user.id}'`);
			refused(await ada.ask('DELETE', '/api/users/me'), 403,
				'forbidden');
			refused(await leave('not this one'), 400, 'bad_input',
				'/current_password');
			refused(await leave(undefined), 400, 'bad_input',
				'/current_password');
			ok(await ada.ask('GET', '/api/auth/me'));
			ok(await leave(ada.password));
			refused(await ada.ask('GET', '/api/auth/me'), 401,
				'not_signed');
			const bob = await house.join();

			ok(await bob.ask('DELETE', '/api/users/me'));
		});

	test('ACC-5: erasing leaves nothing of the person, in any table',
		async () => {
			const ada = await house.join(
				{ agent: 'a device like no other' });
			const key = await ada.key('profile:read');

			ok(await ada.ask('PUT', '/api/users/me',
				{ body: { full_name: 'Augusta Unmistakable' } }));
			const gone = ok(await ada.ask('DELETE', '/api/users/me'));

			assert.match(gone.erased_at, TIME);
			assert.match(gone.kept, /audit log/);
			/* notes are written in their order: behind the next
			 * person's there is none of hers to come */
			const bob = await house.join();

			await until('a note of the next person', () => house.sql(
				'SELECT id FROM feature_usage_tracking ' +
				`WHERE account_id = '${bob.user.id}'`));
			for (const trace of [ada.full_name, ada.ip, ada.agent,
				ada.email, 'Augusta Unmistakable'])
				assert.ok(!house.everything().includes(trace),
					`'${trace}' is still there`);
			assert.equal(house.sql('SELECT count(*) FROM ' +
				'feature_usage_tracking WHERE account_id = ' +
				`'${ada.user.id}'`), '0');
			refused(await ada.ask('GET', '/api/auth/me'), 401,
				'not_signed');
			refused(await key.ask('GET', '/api/auth/me'), 401,
				'not_signed');
			refused(await ada.ask('POST', '/api/auth/login', { body: {
				email: ada.email, password: ada.password,
			} }), 401, 'not_signed');
			/* and the email is free again */
			await house.join({ email: ada.email });
		});

	test('an erased account leaves the audit log whole', async () => {
		const verdict = ok(await (await house.admin()).ask('GET',
			'/api/admin/audit/verify'));

		assert.equal(verdict.ok, true, JSON.stringify(verdict));
		assert.ok(verdict.erased > 0);
	});

	test('OPS-1: passwords, tokens and emails never reach the log',
		async () => {
			const ada = await house.join();

			await ada.login();
			await ada.ask('POST', '/api/auth/login', { body: {
				email: ada.email, password: 'mistyped secret',
			} });
			const log = house.log.join('\n');

			assert.ok(log.includes('/api/auth/login'));
			for (const secret of [ada.password, ada.token, ada.email,
				ada.refresh_token, 'mistyped secret',
				readFileSync(`${house.folder}/data/secret.key`,
					'utf8').trim()])
				assert.ok(!log.includes(secret));
		});
}

onBoth({}, tests);
