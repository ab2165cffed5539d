/*
 * test/node/session_test.mjs - ways in and how they end: access and refresh
 * tokens, sessions, API keys and their scopes (ACC-1, ACC-4).
 */
import assert from 'node:assert/strict';

import { ok, onBoth, refused, test, until } from './harness.mjs';
import { forgeries, keyId, parts } from './jwt.mjs';

const SECRET = 'e9f0b6c2-a long one that nobody would guess-71d84a';
const LATER = '5c1d7aa0-the one that came after it as long-0b93ff';

const me = (who, token = who.token) =>
	who.ask('GET', '/api/auth/me', { token });
const renew = (who, refresh_token = who.refresh_token, more = {}) =>
	who.ask('POST', '/api/auth/refresh',
		{ token: null, body: { refresh_token }, ...more });

function agoRotated(house, who, ms) {
	house.sql(`UPDATE session SET rotated_at = rotated_at - ${ms} ` +
		`WHERE id = '${parts(who.token).claims.sid}'`);
}

function signing(house) {
	test('no forged token counts, however it is bent', async () => {
		const ada = await house.join();

		ok(await me(ada));
		for (const [why, token] of Object.entries(
			forgeries(ada.token, SECRET))) {
			const answer = await me(ada, token);

			assert.equal(answer.status, 401, `${why}: ${answer.text}`);
			refused(answer, 401, 'not_signed');
			assert.equal(answer.headers['www-authenticate'],
				'Bearer', why);
		}
	});

	test('a token of one use is refused for any other', async () => {
		const ada = await house.join();

		refused(await me(ada, ada.refresh_token), 401, 'not_signed');
		refused(await renew(ada, ada.token), 401, 'not_signed');
		ok(await me(ada));
	});

	test('what is no bearer token is told how to sign in', async () => {
		const ada = await house.join();

		for (const authorization of ['', 'Bearer', 'Bearer ',
			`Basic ${Buffer.from('a:b').toString('base64')}`,
			ada.token, `Token ${ada.token}`,
			`Bearer ${ada.token} ${ada.token}`])
			refused(await ada.ask('GET', '/api/auth/me', {
				token: null, headers: { authorization },
			}), 401, 'not_signed');
		ok(await ada.ask('GET', '/api/auth/me', { token: null,
			headers: { authorization: `bearer  ${ada.token}` } }));
		refused(await ada.ask('GET', '/api/auth/me', { token: null,
			headers: { cookie: `token=${ada.token}` } }),
		401, 'not_signed');
	});

	test('ACC-1: keys rotate without signing anybody out', async () => {
		const ada = await house.join();

		assert.equal(parts(ada.token).header.kid, keyId(SECRET));
		await house.restart({ SECRET_KEY: LATER,
			SECRET_KEY_PREVIOUS: SECRET });
		ok(await me(ada));
		const fresh = ok(await renew(ada));

		assert.equal(parts(fresh.access_token).header.kid, keyId(LATER));
		await house.restart({ SECRET_KEY: LATER,
			SECRET_KEY_PREVIOUS: '' });
		refused(await me(ada), 401, 'not_signed');
		ok(await me(ada, fresh.access_token));
		await house.restart({ SECRET_KEY: SECRET,
			SECRET_KEY_PREVIOUS: LATER });
	});
}

function refreshing(house) {
	test('ACC-4: a refresh token gives new tokens and is used up',
		async () => {
			const ada = await house.join();
			const old = ada.refresh_token;

			for (let i = 0; i < 3; i++) {
				const was = ada.refresh_token;

				ada.take(await renew(ada));
				assert.notEqual(ada.refresh_token, was);
				ok(await me(ada));
			}
			refused(await renew(ada, old), 401, 'not_signed');
		});

	test('ACC-4: a second use ends the session, for thief and owner',
		async () => {
			const ada = await house.join();
			const stolen = ada.refresh_token;

			ada.take(await renew(ada));
			agoRotated(house, ada, 11_000);
			refused(await renew(ada, stolen, { agent: 'thief' }), 401,
				'not_signed');
			refused(await me(ada), 401, 'not_signed');
			refused(await renew(ada), 401, 'not_signed');
			const log = ok(await (await house.admin()).ask('GET',
				'/api/admin/audit?action=session.reuse_detected' +
				`&actor_id=${ada.user.id}`));

			assert.equal(log.audit_logs.length, 1);
			assert.equal(log.audit_logs[0].status, 'denied');
		});

	test('ACC-4: the same device may repeat itself for ten seconds',
		async () => {
			const ada = await house.join({ agent: 'one device' });
			const lost = ada.refresh_token;

			ok(await renew(ada, lost));
			const again = ok(await renew(ada, lost));

			ok(await me(ada, again.access_token));
			agoRotated(house, ada, 10_500);
			refused(await renew(ada, lost), 401, 'not_signed');
			refused(await me(ada, again.access_token), 401,
				'not_signed');
		});

	test('ACC-4: another device may not, not even at once', async () => {
		const ada = await house.join({ agent: 'one device' });
		const stolen = ada.refresh_token;

		ok(await renew(ada));
		refused(await renew(ada, stolen, { agent: 'another' }), 401,
			'not_signed');
		refused(await me(ada), 401, 'not_signed');
	});

	test('tabs that refresh at the same moment all stay signed in',
		async () => {
			const ada = await house.join({ agent: 'eight tabs' });
			const answers = await Promise.all(
				Array.from({ length: 8 }, () => renew(ada)));

			for (const answer of answers)
				ok(await me(ada, ok(answer).access_token));
		});
}

function sessions(house) {
	test('ACC-4: devices are listed and end one by one', async () => {
		const ada = await house.join({ agent: 'laptop' });
		const phone = await ada.elsewhere('phone');
		const list = async () => ok(await ada.ask('GET',
			'/api/auth/sessions')).sessions;
		const both = await list();

		assert.deepEqual(both.map((s) => s.agent), ['phone', 'laptop']);
		assert.equal(both[0].ip, phone.ip);
		ok(await ada.ask('DELETE',
			`/api/auth/sessions/${both[0].id}`), 204);
		refused(await me(phone), 401, 'not_signed');
		refused(await renew(phone), 401, 'not_signed');
		ok(await me(ada));
		assert.equal((await list()).length, 1);
		refused(await ada.ask('DELETE',
			`/api/auth/sessions/${both[0].id}`), 404, 'not_found');
	});

	test('ACC-4: a list of devices says what they are, and which one asks',
		async () => {
			const ada = await house.join({ agent: 'Mozilla/5.0 (X11; ' +
				'Linux x86_64; rv:133.0) Gecko/20100101 Firefox/133.0' });
			const script = await ada.elsewhere('curl/8.5.0');
			const list = async (who) => ok(await who.ask('GET',
				'/api/auth/sessions')).sessions.map((s) =>
				[s.browser, s.system, s.current]);

			assert.deepEqual(await list(ada), [['curl', undefined, false],
				['Firefox', 'Linux', true]]);
			assert.deepEqual(await list(script), [['curl', undefined,
				true], ['Firefox', 'Linux', false]]);
		});

	test('devices and keys come in pages, and none is left out', async () => {
		const ada = await house.join({ agent: 'device 0' });

		for (let i = 1; i < 9; i++)
			await ada.elsewhere(`device ${i}`);
		for (let i = 0; i < 9; i++)
			await ada.key('jobs', { name: `key ${i}` });
		for (const [path, key, name] of [
			['/api/auth/sessions', 'sessions', (s) => s.agent],
			['/api/auth/api-keys', 'api_keys', (k) => k.name]]) {
			const names = [];
			let query = '?limit=4';

			while (query) {
				const body = ok(await ada.ask('GET', path + query));

				assert.ok(body[key].length <= 4);
				names.push(...body[key].map(name));
				query = body.next_cursor &&
					`?limit=4&cursor=${body.next_cursor}`;
			}
			assert.equal(names.length, 9);
			assert.equal(new Set(names).size, 9);
			refused(await ada.ask('GET', `${path}?limit=101`), 400,
				'bad_input', '/limit');
			refused(await ada.ask('GET', `${path}?cursor=x`), 400,
				'bad_input', '/cursor');
		}
	});

	test('ACC-4: all others end at once, this one stays', async () => {
		const ada = await house.join();
		const others = [await ada.elsewhere(), await ada.elsewhere()];

		for (const other of others)
			ok(await me(other));
		ok(await ada.ask('DELETE', '/api/auth/sessions'), 204);
		for (const other of others)
			refused(await me(other), 401, 'not_signed');
		ok(await me(ada));
	});

	test('ACC-4: after signing out neither token counts', async () => {
		const ada = await house.join();

		ok(await ada.ask('POST', '/api/auth/logout'), 204);
		refused(await me(ada), 401, 'not_signed');
		refused(await renew(ada), 401, 'not_signed');
		refused(await ada.ask('POST', '/api/auth/logout'), 401,
			'not_signed');
		await ada.login();
	});

	test('ACC-6: nobody ends the session of somebody else', async () => {
		const ada = await house.join();
		const bob = await house.join();
		const { sid } = parts(bob.token).claims;

		refused(await ada.ask('DELETE', `/api/auth/sessions/${sid}`),
			404, 'not_found');
		ok(await me(bob));
	});

	test('a device with a long or strange name signs in all the same',
		async () => {
			const shown = async (agent) => {
				const ada = await house.join({ agent });

				return ok(await ada.ask('GET',
					'/api/auth/sessions')).sessions[0].agent;
			};

			assert.equal(await shown('x'.repeat(300)),
				'x'.repeat(200));
			/* bytes of UTF-8 as node sends them: one a character */
			const bytes = (s) => Buffer.from(s).toString('latin1');

			assert.equal(await shown(bytes('Gerät')), 'Gerät');
			assert.equal(await shown(bytes(
				`${'x'.repeat(199)}é`)), 'x'.repeat(199));
			assert.match(await shown('caf\u00e9 in Latin-1'),
				/^caf.* in Latin-1$/u);
		});
}

function keys(house) {
	const list = async (who, query = '') => ok(await who.ask('GET',
		`/api/auth/api-keys${query}`)).api_keys;

	test('ACC-4: a key is shown once, kept as a hash, listed without',
		async () => {
			const ada = await house.join();
			const made = ok(await ada.ask('POST', '/api/auth/api-keys',
				{ body: { name: 'a script', scopes: 'jobs' } }), 201);

			assert.match(made.secret, /^vk_[\w-]{43}$/);
			assert.ok(made.secret.startsWith(made.key.prefix));
			const [listed] = await list(ada);

			assert.deepEqual(listed, made.key);
			assert.ok(!JSON.stringify(listed).includes(made.secret));
			assert.ok(!house.everything().includes(made.secret));
			assert.ok(!house.log.join('\n').includes(made.secret));
		});

	test('a key that is removed or over counts no more', async () => {
		const ada = await house.join();
		const soon = new Date(Date.now() + 3_600_000).toISOString();
		const key = await ada.key('profile:read');
		const brief = await ada.key('profile:read',
			{ expires_at: soon });

		ok(await me(key));
		ok(await ada.ask('DELETE', `/api/auth/api-keys/${key.key_id}`),
			204);
		refused(await me(key), 401, 'not_signed');
		refused(await ada.ask('DELETE',
			`/api/auth/api-keys/${key.key_id}`), 404, 'not_found');
		house.sql('UPDATE api_key SET expires_at = 1 ' +
			`WHERE id = '${brief.key_id}'`);
		refused(await me(brief), 401, 'not_signed');
		assert.deepEqual((await list(ada)).map((k) => k.id),
			[brief.key_id]);
	});

	test('a key does what its scopes say and nothing else', async () => {
		const ada = await house.join();
		const reader = await ada.key('profile:read');
		const writer = await ada.key('profile:write');
		const worker = await ada.key('jobs documents:read');
		const change = { body: { full_name: 'Another Name' } };

		ok(await me(reader));
		refused(await reader.ask('PUT', '/api/users/me', change), 403,
			'forbidden');
		ok(await writer.ask('PUT', '/api/users/me', change));
		refused(await me(writer), 403, 'forbidden');
		ok(await worker.ask('GET', '/api/jobs'));
		refused(await me(worker), 403, 'forbidden');
	});

	test('no key signs out, makes keys, erases or takes the password',
		async () => {
			const ada = await house.join();
			const key = await ada.key('profile:read profile:write ' +
				'documents:read documents:write tailor jobs');

			for (const [method, path, body] of [
				['POST', '/api/auth/logout'],
				['GET', '/api/auth/sessions'],
				['DELETE', '/api/auth/sessions'],
				['GET', '/api/auth/api-keys'],
				['POST', '/api/auth/api-keys',
					{ name: 'x', scopes: 'jobs' }],
				['DELETE', `/api/auth/api-keys/${key.key_id}`],
				['POST', '/api/auth/password', {
					current_password: ada.password,
					new_password: 'another long phrase' }],
				['DELETE', '/api/users/me']])
				refused(await key.ask(method, path, { body }), 403,
					'forbidden');
			await ada.login();
		});

	test('the administrator\'s scope is for administrators', async () => {
		const ada = await house.join();
		const root = await house.admin();
		const body = { name: 'x', scopes: 'admin' };

		refused(await ada.ask('POST', '/api/auth/api-keys', { body }),
			400, 'bad_input', '/scopes');
		const key = await root.key('admin');

		ok(await key.ask('GET', '/api/admin/users'));
		refused(await (await root.key('jobs')).ask('GET',
			'/api/admin/users'), 403, 'forbidden');
	});

	test('a key that could not be is refused by its field', async () => {
		const ada = await house.join();
		const past = '2001-01-01T00:00:00Z';

		for (const [body, field] of [
			[{ name: '', scopes: 'jobs' }, '/name'],
			[{ name: 'x', scopes: '' }, '/scopes'],
			[{ name: 'x', scopes: '   ' }, '/scopes'],
			[{ name: 'x', scopes: 'jobs everything' }, '/scopes'],
			[{ name: 'x', scopes: 'jobs', expires_at: past },
				'/expires_at'],
			[{ name: 'x', scopes: 'jobs', expires_at: 'soon' },
				'/expires_at']])
			refused(await ada.ask('POST', '/api/auth/api-keys',
				{ body }), 400, 'bad_input', field);
	});

	test('when a key was last used is shown', async () => {
		const ada = await house.join();
		const key = await ada.key('profile:read');

		assert.equal((await list(ada))[0].used_at, undefined);
		ok(await me(key));
		assert.ok(await until('the use', async () =>
			(await list(ada))[0].used_at));
	});

	test('a hundred keys are enough for anybody', async () => {
		const ada = await house.join();

		for (let i = 0; i < 100; i++)
			await ada.key('jobs');
		refused(await ada.ask('POST', '/api/auth/api-keys',
			{ body: { name: 'x', scopes: 'jobs' } }), 409, 'conflict');
		assert.equal((await list(ada, '?limit=100')).length, 100);
	});
}

/* Mails would be sealed by keys that these tests take away. */
onBoth({ SECRET_KEY: SECRET, ENABLE_EMAIL_NOTIFICATIONS: 'false' }, (house) => {
	signing(house);
	refreshing(house);
	sessions(house);
	keys(house);
});
