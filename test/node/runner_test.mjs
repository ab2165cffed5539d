/*
 * test/node/runner_test.mjs - what the runner of routes does for every route:
 * versions, methods, types, sizes, places of mistakes, request ids,
 * Idempotency-Key, ETags, zipping. How often one may ask is in
 * limit_test.mjs, who may in roles_test.mjs.
 */
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { gunzipSync } from 'node:zlib';

import { address, bodySchema, describe, leastBody, operations }
	from './description.mjs';
import { apart, ok, onBoth, refused, test, until } from './harness.mjs';

const withoutId = (answer) => ({ ...answer.body, request_id: '' });

function paths(house) {
	test('the same path under /api/v1 answers alike', async () => {
		const ada = await house.join();
		const moved = (path) => path.replace(/^\/api\//, '/api/v1/');

		for (const op of operations(await describe(house))) {
			if (!op.path.startsWith('/api/') ||
				op.path === '/api/health' ||
				op.path === '/api/admin/performance')
				continue;
			const token = op.path.startsWith('/api/admin') ?
				(await house.admin()).token : undefined;
			/* nobody meets the limits of the route before */
			const { ip } = house.someone();
			const [one, two] = [
				await house.ask(op.method, address(op),
					{ ip, token }),
				await house.ask(op.method, moved(address(op)),
					{ ip, token })];

			assert.equal(one.status, two.status, op.id);
			if (one.status >= 400 && !op.path.includes('{'))
				assert.deepEqual(withoutId(one), withoutId(two));
		}
		const me = ['/api/users/me', '/api/v1/users/me'];
		const [old, now] = await Promise.all(
			me.map((path) => ada.ask('GET', path)));

		assert.deepEqual(ok(old), ok(now));
	});

	test('without ENABLE_API_VERSIONING there is no /api/v1', () => apart(
		house.database, { ENABLE_API_VERSIONING: 'false' },
		async (own) => {
			ok(await own.ask('GET', '/api/health'));
			refused(await own.ask('GET', '/api/v1/health'), 404,
				'not_found');
		}));

	test('OPS-8: what is switched off answers 503 feature_disabled', () =>
		apart(house.database, { ENABLE_EMAIL_NOTIFICATIONS: 'false' },
			async (own) => {
				const ada = await own.join();

				refused(await ada.ask('POST',
					'/api/auth/password-reset',
					{ body: { email: ada.email } }), 503,
				'feature_disabled');
				ok(await ada.ask('GET', '/api/users/me'));
			}));

	/* what a thread had answered before stood beside it */
	test('a fault is told without those of others', async () => {
		const ada = await house.join();

		for (let i = 0; i < 12; i++) {
			refused(await house.ask('POST',
				'/api/auth/password-reset/confirm',
				{ body: { token: 3 } }), 400, 'bad_input', '/token');
			const answer = await ada.ask('POST',
				'/api/auth/api-keys', { body: { name: 'x',
					scopes: 'profile:read',
					expires_at: '2001-01-01T00:00:00Z' } });

			refused(answer, 400, 'bad_input', '/expires_at');
			assert.equal(Object.keys(answer.body.fields).length, 1);
		}
	});

	test('what is at no path is 404', async () => {
		const ada = await house.join();

		for (const path of ['/api', '/api/', '/api/nothing', '/nothing',
			'/api/v2/users/me', '/api/v1/v1/users/me',
			'/api/users/me/', '/api//users/me', '/API/users/me',
			'/api/jobs/', '/livez/', '/docs/docs.js', '/.env',
			'/api/jobs/a/b/c'])
			refused(await ada.ask('GET', path), 404, 'not_found');
	});

	test('a wrong method is 405, and Allow says which are right',
		async () => {
			const doc = await describe(house);

			for (const path of Object.keys(doc.paths)) {
				const has = Object.keys(doc.paths[path])
					.map((m) => m.toUpperCase());
				const wanted = new Set([...has, 'OPTIONS',
					...has.includes('GET') ? ['HEAD'] : []]);

				for (const method of ['GET', 'POST', 'PUT', 'PATCH',
					'DELETE', 'PROPFIND']) {
					if (wanted.has(method))
						continue;
					const answer = await house.ask(method,
						path.replace('{id}', randomUUID()));

					refused(answer, 405, 'bad_method');
					assert.deepEqual(new Set(answer.headers
						.allow.split(', ')), wanted);
				}
				const options = await house.ask('OPTIONS',
					path.replace('{id}', randomUUID()));

				assert.equal(options.status, 204);
				assert.deepEqual(new Set(options.headers.allow
					.split(', ')), wanted);
			}
		});

	test('HEAD answers as GET does, without the body', async () => {
		const ada = await house.join();

		await until('the mail that joining sends', async () =>
			(await ada.ask('GET', '/api/jobs')).body.jobs.every(
				(job) => job.state === 'done'));

		for (const path of ['/api/users/me', '/api/jobs', '/docs',
			'/livez', '/', '/api/nothing']) {
			const get = await ada.ask('GET', path);
			const head = await ada.ask('HEAD', path);

			assert.equal(head.status, get.status, path);
			assert.equal(head.bytes.length, 0, path);
			assert.equal(head.headers['content-length'],
				get.headers['content-length'], path);
			assert.equal(head.headers.etag, get.headers.etag, path);
		}
	});

	test('HEAD of the export tells its type, and takes nothing along',
		async () => {
			const ada = await house.join();
			const head = await ada.ask('HEAD', '/api/users/me/export');

			assert.equal(head.status, 200);
			assert.equal(head.headers['content-type'],
				'application/zip');
			assert.equal(head.headers['content-length'], undefined);
			assert.equal(head.bytes.length, 0);
			assert.equal(house.sql('SELECT count(*) FROM audit_logs ' +
				"WHERE action = 'account.export' " +
				`AND actor_id = '${ada.user.id}'`), '0');
		});
}

function bodies(house) {
	const put = (who, body, headers) => who.ask('PUT', '/api/users/me',
		{ body, headers });

	test('a body of another type is 415, on every route that takes one',
		async () => {
			const doc = await describe(house);
			const root = await house.admin();

			for (const op of operations(doc)) {
				/* what no shape reads is taken as it is */
				if (!Object.keys(bodySchema(doc, op) ?? {}).length)
					continue;
				for (const type of ['text/plain', '', 'application/xml',
					'application/jsonp', 'multipart/form-data',
					'application/x-www-form-urlencoded'])
					refused(await root.ask(op.method, address(op), {
						ip: house.someone().ip,
						body: '{}',
						headers: { 'content-type': type },
					}), 415, 'bad_type');
			}
			const ada = await house.join();

			for (const type of ['application/json; charset=utf-8',
				'APPLICATION/JSON', ' application/json ;x=y'])
				ok(await put(ada, { full_name: 'Ada' },
					{ 'content-type': type }));
		});

	test('where nothing is to be said an empty object says it', async () => {
		const ada = await house.join();
		const end = async (body) => (await (await ada.elsewhere())
			.ask('POST', '/api/auth/logout', { body })).status;

		assert.equal(await end(undefined), 204);
		assert.equal(await end({}), 204);
		refused(await ada.ask('POST', '/api/auth/logout',
			{ body: { all: true } }), 413, 'too_big');
		refused(await ada.ask('POST', '/api/auth/logout',
			{ body: 'x'.repeat(65) }), 413, 'too_big');
	});

	test('64 kB of JSON are taken, one byte more is 413', async () => {
		const ada = await house.join();
		const sized = (n) => {
			const body = '{"full_name": "Ada"}';

			return body.slice(0, -1) + ' '.repeat(n - body.length) + '}';
		};

		ok(await put(ada, sized(64 * 1024)));
		refused(await put(ada, sized(64 * 1024 + 1)), 413, 'too_big');
		refused(await put(ada, sized(1024 * 1024)), 413, 'too_big');
		refused(await put(ada, sized(64 * 1024 + 1),
			{ 'transfer-encoding': 'chunked' }),
		413, 'too_big');
		ok(await ada.ask('GET', '/api/users/me'));
	});

	test('no route takes more than MAX_REQUEST_SIZE', () => apart(
		house.database, { MAX_REQUEST_SIZE: '2048' }, async (own) => {
			const ada = await own.join();
			const name = (n) => `{"full_name": "Ada"${' '.repeat(n - 20)}}`;

			ok(await put(ada, name(2048)));
			refused(await put(ada, name(2049)), 413, 'too_big');
		}));

	test('ill-formed JSON is told line and column', async () => {
		const ada = await house.join();

		for (const [body, place] of [
			['{"full_name" "x"}', 'line 1, column 14: '],
			['{\n  "full_name": "x",\n}', 'line 3, column 1: '],
			['{"full_name": "\u0001"}', 'line 1, column 16: '],
			['[1, 2', 'line 1, column 6: ']]) {
			const answer = await put(ada, body);

			refused(answer, 400, 'bad_input');
			assert.ok(answer.body.message.startsWith(place),
				answer.body.message);
		}
	});

	test('all that is wrong is told, by its pointer', async () => {
		const ada = await house.join();
		const answer = await put(ada,
			{ full_name: 5, email: [], 'a/b~c': 1 });

		refused(answer, 400, 'bad_input');
		assert.deepEqual(Object.keys(answer.body.fields).sort(),
			['/a~1b~0c', '/email', '/full_name']);
		for (const body of ['[]', '"x"', '5', 'null'])
			refused(await put(ada, body), 400, 'bad_input', '');
	});

	test('what must be there and is not is told, on every route',
		async () => {
			const doc = await describe(house);
			const root = await house.admin();

			for (const op of operations(doc)) {
				const must = bodySchema(doc, op)?.required;

				if (!must)
					continue;
				const answer = await root.ask(op.method, address(op),
					{ ip: house.someone().ip, body: {} });

				refused(answer, 400, 'bad_input');
				assert.deepEqual(Object.keys(answer.body.fields)
					.sort(), must.map((n) => `/${n}`).sort());
			}
		});

	test('a query is read like a body: by type, range and word',
		async () => {
			const doc = await describe(house);
			const root = await house.admin();

			for (const op of operations(doc))
				for (const p of op.parameters ?? []) {
					const { type, format, enum: words } = p.schema;

					if (p.in !== 'query' ||
						type === 'string' && !format && !words)
						continue;
					refused(await root.ask(op.method,
						`${address(op)}?${p.name}=no%20such`,
						leastBody(doc, op)),
					400, 'bad_input', `/${p.name}`);
				}
			for (const limit of ['0', '101', '1.5', '-1', '', '1e1'])
				refused(await root.ask('GET',
					`/api/admin/users?limit=${limit}`), 400,
				'bad_input', '/limit');
			ok(await root.ask('GET', '/api/admin/users?utm_source=x'));
		});
}

function queries(house) {
	test('a bad escape in a query is refused, not passed over', async () => {
		const ada = await house.join();

		for (const query of ['limit=%zz', 'limit=5%', 'state=%00',
			'kind=%ff', 'kind=a&cursor=%c3%28', '%'])
			refused(await ada.ask('GET', `/api/jobs?${query}`), 400,
				'bad_input');
		ok(await ada.ask('GET', '/api/jobs?&&limit=5&kind=%c3%a9&'));
	});
}

function lists(house) {
	test('pages follow one another without a gap or a double',
		async () => {
			const ada = await house.join();
			const root = await house.admin();
			const mark = randomUUID().slice(0, 8);

			for (let i = 0; i < 7; i++)
				await house.join({ full_name: `${mark} ${i}` });
			const names = [];
			let next = '';

			do {
				const page = ok(await root.ask('GET',
					`/api/admin/users?like=${mark}&limit=3${next}`));

				assert.ok(page.users.length <= 3);
				names.push(...page.users.map((u) => u.full_name));
				next = page.next_cursor &&
					`&cursor=${encodeURIComponent(page.next_cursor)}`;
			} while (next);
			assert.deepEqual(names, [6, 5, 4, 3, 2, 1, 0]
				.map((i) => `${mark} ${i}`));
			for (const cursor of ['x', 'AAAA', randomUUID(), '%00'])
				refused(await ada.ask('GET',
					`/api/jobs?cursor=${cursor}`), 400,
				'bad_input');
		});

	test('signs that search patterns know are plain letters', async () => {
		const root = await house.admin();
		const mark = randomUUID().slice(0, 8);

		await house.join({ full_name: `${mark} 100%_\\x` });
		await house.join({ full_name: `${mark} 100 percent` });
		for (const [like, count] of [[`${mark} 100%25`, 1],
			[`${mark} 100%25_%5C`, 1], [`${mark} 100_p`, 0],
			[`${mark}`, 2], [`${mark} 100%25p`, 0]])
			assert.equal(ok(await root.ask('GET',
				`/api/admin/users?like=${like.replaceAll(' ', '+')}`))
				.users.length, count, like);
	});
}

function once(house) {
	const make = (who, key, body = { name: 'k', scopes: 'jobs' }) =>
		who.ask('POST', '/api/auth/api-keys',
			{ body, headers: { 'idempotency-key': key } });
	const count = async (who) => ok(await who.ask('GET',
		'/api/auth/api-keys')).api_keys.length;

	test('a retry with the same key gets the same answer', async () => {
		const ada = await house.join();
		const key = randomUUID();
		const first = await make(ada, key);
		const again = await make(ada, key);

		assert.deepEqual(ok(again, 201), ok(first, 201));
		assert.equal(first.headers['idempotent-replayed'], undefined);
		assert.equal(again.headers['idempotent-replayed'], 'true');
		assert.equal(await count(ada), 1);
		/* the kept answer is sealed: it holds a secret */
		assert.ok(!house.everything().includes(first.body.secret));
	});

	test('the same key with another request is 409', async () => {
		const ada = await house.join();
		const key = randomUUID();

		ok(await make(ada, key), 201);
		refused(await make(ada, key, { name: 'other', scopes: 'jobs' }),
			409, 'conflict');
		refused(await ada.ask('PUT', '/api/users/me', {
			body: { name: 'k', scopes: 'jobs' },
			headers: { 'idempotency-key': key },
		}), 400, 'bad_input');
		assert.equal(await count(ada), 1);
	});

	test('a key is its owner\'s', async () => {
		const ada = await house.join();
		const bob = await house.join();
		const key = randomUUID();
		const hers = ok(await make(ada, key), 201);
		const his = ok(await make(bob, key), 201);

		assert.notEqual(hers.secret, his.secret);
		refused(await house.ask('POST', '/api/auth/api-keys', {
			body: { name: 'k', scopes: 'jobs' },
			headers: { 'idempotency-key': key } }), 401, 'not_signed');
	});

	test('what failed is tried again under the same key', async () => {
		const ada = await house.join();
		const key = randomUUID();

		refused(await make(ada, key, { name: '', scopes: 'jobs' }), 400,
			'bad_input');
		ok(await make(ada, key), 201);
	});

	test('a key that is none is refused', async () => {
		const ada = await house.join();

		for (const key of ['', 'a b', 'x'.repeat(201), 'ü'])
			refused(await make(ada, key), 400, 'bad_input');
		ok(await make(ada, 'x'.repeat(200)), 201);
	});

	test('64 requests at once with one key make one API key', async () => {
		const ada = await house.join();
		const key = randomUUID();
		const answers = await Promise.all(
			Array.from({ length: 64 }, () => make(ada, key)));
		const secrets = new Set(answers
			.map((answer) => ok(answer, 201).secret));

		assert.equal(secrets.size, 1);
		assert.equal(await count(ada), 1);
	});

	test('64 registrations at once with one key make one account',
		async () => {
			const { email, password, full_name } = house.someone();
			const key = randomUUID();
			const answers = await Promise.all(Array.from({ length: 64 },
				() => house.someone().ask('POST',
					'/api/auth/register', {
						body: { email, password, full_name },
						headers: { 'idempotency-key': key },
					})));
			const made = answers.filter((a) => a.status === 201);

			/* those whose turn to hash never came are told so */
			for (const answer of answers)
				assert.ok([201, 503].includes(answer.status),
					answer.text);
			assert.ok(made.length > 0);
			assert.equal(new Set(made.map((a) => a.body.access_token))
				.size, 1);
			assert.equal(house.sql('SELECT count(*) FROM account ' +
				`WHERE email_key = '${email}'`), '1');
		});
}

function answers(house) {
	test('pages have an ETag; who has them gets 304', async () => {
		for (const path of ['/', '/docs', '/docs/docs.css',
			'/api/openapi.json']) {
			const page = await house.ask('GET', path);
			const zipped = await house.ask('GET', path,
				{ headers: { 'accept-encoding': 'gzip' } });

			ok(page);
			assert.equal(page.headers['cache-control'], 'no-cache');
			for (const [etag, accept] of [[page.headers.etag, ''],
				['*', ''], [zipped.headers.etag, 'gzip'],
				[`"x", W/${page.headers.etag}`, '']]) {
				const same = await house.ask('GET', path,
					{ headers: { 'if-none-match': etag,
						'accept-encoding': accept } });

				assert.equal(same.status, 304, `${path} ${etag}`);
				assert.equal(same.bytes.length, 0);
			}
			ok(await house.ask('GET', path,
				{ headers: { 'if-none-match': '"other"' } }));
		}
	});

	test('answers over 1 kB are zipped for who takes it', async () => {
		const path = '/api/openapi.json';
		const plain = await house.ask('GET', path);
		const ask = (accept) => house.ask('GET', path,
			{ headers: { 'accept-encoding': accept } });

		assert.equal(plain.headers['content-encoding'], undefined);
		assert.match(plain.headers.vary, /accept-encoding/i);
		for (const accept of ['gzip', 'br;q=1, gzip;q=0.5', '*']) {
			const zipped = await ask(accept);

			assert.equal(zipped.headers['content-encoding'], 'gzip');
			assert.ok(zipped.bytes.length * 3 < plain.bytes.length);
			assert.ok(gunzipSync(zipped.bytes).equals(plain.bytes));
			assert.notEqual(zipped.headers.etag, plain.headers.etag);
		}
		for (const accept of ['', 'br', 'gzip;q=0', 'identity'])
			assert.equal((await ask(accept))
				.headers['content-encoding'], undefined);
	});

	test('answers with a token in them are never zipped', async () => {
		const ada = await house.join();
		const again = await ada.ask('POST', '/api/auth/login', {
			token: null,
			body: { email: ada.email, password: ada.password },
			headers: { 'accept-encoding': 'gzip' },
		});

		assert.ok(ok(again).access_token);
		assert.ok(again.bytes.length > 1024);
		assert.equal(again.headers['content-encoding'], undefined);
		assert.equal(again.headers['cache-control'], 'no-store');
	});

	test('a request id is taken over when it is one, else made',
		async () => {
			const given = async (id) => (await house.ask('GET', '/livez',
				{ headers: id === undefined ? {} :
					{ 'x-request-id': id } }))
				.headers['x-request-id'];

			for (const id of ['abcdefgh', 'a'.repeat(64), 'A-b_c.9-',
				randomUUID()])
				assert.equal(await given(id), id);
			for (const id of [undefined, '', 'short', 'a'.repeat(65),
				'with blank', '<script>alert(1)</script>'])
				assert.match(await given(id), /^[0-9a-f-]{36}$/);
		});

	test('every answer forbids what a browser could do with it',
		async () => {
			for (const path of ['/', '/docs', '/livez', '/api/nothing',
				'/api/users/me', '/api/openapi.json']) {
				const { headers } = await house.ask('GET', path);

				assert.equal(headers['x-content-type-options'],
					'nosniff');
				assert.equal(headers['x-frame-options'], 'DENY');
				assert.equal(headers['referrer-policy'],
					'no-referrer');
				assert.match(headers['content-security-policy'],
					/default-src 'none'/);
				assert.doesNotMatch(
					headers['content-security-policy'],
					/unsafe/);
				assert.equal(headers.server, undefined);
			}
		});

	test('a browser is shown a page where there is none, a program JSON',
		async () => {
			const html = 'text/html,application/xhtml+xml,*/*;q=0.8';
			const ask = (method, path, accept, more) => house.ask(method,
				path, { headers: { accept, ...more } });

			for (const path of ['/nowhere', '/resumes/1/2/3', '/docs/x']) {
				const lost = await ask('GET', path, html);
				const front = await ask('GET', '/', html);

				assert.equal(lost.status, 404);
				assert.match(lost.headers['content-type'], /^text\/html/);
				/* but for what its own scripts fetch first */
				const same = ({ text }) => text
					.replace(/ data-path="[^"]*"/, '')
					.replaceAll(/\s*<link rel="modulepreload"[^>]*>/g,
						'');

				assert.equal(same(lost), same(front));
				assert.equal(lost.headers['content-security-policy'],
					front.headers['content-security-policy']);
				assert.match(lost.headers.vary, /accept-encoding, accept$/i);
				assert.equal((await ask('GET', path, html,
					{ 'if-none-match': '*' })).status, 404);
				assert.equal((await ask('HEAD', path, html)).status, 404);
			}
			for (const [method, path, accept] of [
				['GET', '/nowhere', '*/*'],
				['GET', '/nowhere', 'application/json'],
				['GET', '/nowhere', 'text/html;q=0'],
				['GET', '/api/nowhere', html],
				['GET', '/assets/nowhere.js', html],
				['GET', '/assets/no/where', html],
				['POST', '/nowhere', html]])
				refused(await ask(method, path, accept), 404,
					'not_found');
		});

	test('no page loads anything from elsewhere', async () => {
		for (const path of ['/', '/docs', '/docs/docs.css']) {
			const { text } = await house.ask('GET', path);

			/* where a link goes is for who follows it */
			assert.doesNotMatch(text.replaceAll(
				/<a href="https:[^"]*">/g, ''),
				/(src|href|url)\s*[=(]\s*["']?(https?:)?\/\//i);
			/* a script is a file of this house, never text of a page */
			assert.doesNotMatch(text.replaceAll(
				/<script (async|type="module") src="\/assets\/[\w.-]+"( data-\w+="[^"<>]*")*><\/script>/g,
				''), /<script|<style|\sstyle=|\son\w+=/i);
		}
	});
}

/* How often one may ask is looked at in limit_test.mjs. */
onBoth({ EXPORTS_PER_MINUTE: '1000' }, (house) => {
	paths(house);
	bodies(house);
	queries(house);
	lists(house);
	once(house);
	answers(house);
});
