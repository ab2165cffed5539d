/*
 * test/node/cookie_test.mjs - browsers sign in by cookies that no script
 * sees, and no other site can use (ACC-4).
 */
import assert from 'node:assert/strict';

import { apart, ok, onBoth, refused, test } from './harness.mjs';

/* A jar of what was set. */
class Browser {
	constructor(house, ip, more = {}) {
		this.house = house;
		this.ip = ip;
		this.jar = new Map();
		this.more = more;
	}

	async ask(method, path, options = {}) {
		const headers = { 'sec-fetch-site': 'same-origin', ...this.more,
			...options.headers };

		if (this.jar.size)
			headers.cookie = [...this.jar].map(([name, cookie]) =>
				`${name}=${cookie.value}`).join('; ');
		for (const name of Object.keys(headers))
			if (headers[name] === undefined)
				delete headers[name];
		const answer = await this.house.ask(method, path,
			{ ip: this.ip, ...options, headers });

		for (const line of answer.headers['set-cookie'] ?? [])
			this.keep(line);
		return answer;
	}

	keep(line) {
		const [pair, ...attributes] = line.split('; ');
		const at = pair.indexOf('=');
		const name = pair.slice(0, at);

		if (attributes.includes('Max-Age=0'))
			this.jar.delete(name);
		else
			this.jar.set(name, { value: pair.slice(at + 1), attributes });
	}

	page(prefix = '') {
		return this.jar.get(`${prefix}vitae-page`)?.value;
	}
}

async function signedIn(house, prefix = '', more = {}) {
	const ada = await house.join();
	const browser = new Browser(house, ada.ip, more);
	const answer = await browser.ask('POST', '/api/auth/login', { body: {
		email: ada.email, password: ada.password, cookie: true } });

	assert.equal(ok(answer).user.id, ada.user.id);
	return { ada, browser, answer, page: browser.page(prefix) };
}

const rename = (browser, headers) => browser.ask('PUT', '/api/users/me',
	{ body: { full_name: 'Another Name' }, headers });

onBoth({}, (house) => {
	test('ACC-4: the tokens of a browser are in cookies and nowhere else',
		async () => {
			const { browser, answer } = await signedIn(house);
			const { jar } = browser;

			assert.deepEqual([...jar.keys()].sort(),
				['vitae', 'vitae-again', 'vitae-page']);
			for (const name of ['vitae', 'vitae-again']) {
				const { value, attributes } = jar.get(name);

				assert.ok(attributes.includes('HttpOnly'), name);
				assert.ok(attributes.includes('SameSite=Strict'), name);
				assert.ok(attributes.includes('Path=/'), name);
				assert.ok(!answer.text.includes(value), name);
			}
			assert.ok(!jar.get('vitae-page').attributes
				.includes('HttpOnly'));
			assert.equal(answer.body.access_token, undefined);
			assert.equal(answer.body.refresh_token, undefined);
			ok(await browser.ask('GET', '/api/auth/me'));
		});

	test('ACC-4: a change takes the token that only our page can read',
		async () => {
			const { browser, page } = await signedIn(house);
			const other = await signedIn(house);

			refused(await rename(browser, {}), 403, 'forbidden');
			for (const bad of ['', 'x', other.page, `${page}0`])
				refused(await rename(browser, { 'x-csrf-token': bad }),
					403, 'forbidden');
			ok(await rename(browser, { 'x-csrf-token': page }));
		});

	test('ACC-4: no page of another site changes anything', async () => {
		const { browser, page } = await signedIn(house);
		const mine = { 'x-csrf-token': page };

		for (const site of ['cross-site', 'same-site', 'none'])
			refused(await rename(browser, { ...mine,
				'sec-fetch-site': site }), 403, 'forbidden');
		for (const origin of ['https://evil.example', 'null',
			`http://127.0.0.1:${house.port + 1}`,
			`https://127.0.0.1:${house.port}`])
			refused(await rename(browser, { ...mine,
				'sec-fetch-site': undefined, origin }), 403,
			'forbidden');
		ok(await rename(browser, { ...mine, 'sec-fetch-site': undefined,
			origin: `http://127.0.0.1:${house.port}` }));
		ok(await rename(browser, { ...mine,
			'sec-fetch-site': undefined }));
	});

	test('ACC-4: no page of another site signs somebody in', async () => {
		const ada = await house.join();
		const browser = new Browser(house, ada.ip);

		refused(await browser.ask('POST', '/api/auth/login', {
			body: { email: ada.email, password: ada.password,
				cookie: true },
			headers: { 'sec-fetch-site': 'cross-site' },
		}), 403, 'forbidden');
		assert.equal(browser.jar.size, 0);
	});

	test('a bearer token needs none of it, and goes first', async () => {
		const { browser } = await signedIn(house);
		const bob = await house.join();

		assert.equal(ok(await browser.ask('GET', '/api/auth/me',
			{ token: bob.token })).id, bob.user.id);
		ok(await browser.ask('PUT', '/api/users/me', { token: bob.token,
			body: { full_name: 'Bob' },
			headers: { 'sec-fetch-site': 'cross-site' } }));
	});

	test('ACC-4: cookies are renewed by cookies', async () => {
		const { browser, page } = await signedIn(house);
		const old = browser.jar.get('vitae-again').value;
		const answer = await browser.ask('POST', '/api/auth/refresh',
			{ body: {} });

		ok(answer);
		assert.notEqual(browser.jar.get('vitae-again').value, old);
		assert.equal(browser.page(), page, 'it is of the session');
		assert.equal(answer.body.access_token, undefined);
		ok(await browser.ask('GET', '/api/auth/me'));
		refused(await browser.ask('POST', '/api/auth/refresh', { body: {},
			headers: { 'sec-fetch-site': 'cross-site' } }), 403,
		'forbidden');
		refused(await house.ask('POST', '/api/auth/refresh', { body: {} }),
			400, 'bad_input', '/refresh_token');
	});

	test('ACC-4: signing out takes the cookies away', async () => {
		const { browser, page } = await signedIn(house);
		const kept = new Map(browser.jar);
		const answer = await browser.ask('POST', '/api/auth/logout',
			{ headers: { 'x-csrf-token': page } });

		ok(answer, 204);
		assert.equal(browser.jar.size, 0);
		assert.match(answer.headers['clear-site-data'], /"cookies"/);
		browser.jar = kept;
		refused(await browser.ask('GET', '/api/auth/me'), 401,
			'not_signed');
	});

	test('an API key is no cookie', async () => {
		const ada = await house.join();
		const key = await ada.key('profile:read');

		refused(await house.ask('GET', '/api/auth/me', { ip: ada.ip,
			headers: { cookie: `vitae=${key.token}` } }), 401,
		'not_signed');
	});

	test('registering signs a browser in, too', async () => {
		const eve = house.someone();
		const browser = new Browser(house, eve.ip);

		ok(await browser.ask('POST', '/api/auth/register', { body: {
			email: eve.email, password: eve.password,
			full_name: eve.full_name, cookie: true } }), 201);
		ok(await browser.ask('GET', '/api/auth/me'));
	});

	test('ACC-4: behind https no other host and no plain connection can ' +
		'set the cookies', () => apart(house.database,
		{ FRONTEND_URL: 'https://CV.example.org/app/' }, async (own) => {
			const more = { 'sec-fetch-site': undefined,
				'origin': 'https://cv.example.org' };
			const { browser, page } = await signedIn(own, '__Host-', more);

			assert.deepEqual([...browser.jar.keys()].sort(),
				['__Host-vitae', '__Host-vitae-again',
					'__Host-vitae-page']);
			for (const { attributes } of browser.jar.values()) {
				assert.ok(attributes.includes('Secure'));
				assert.ok(attributes.includes('Path=/'));
				assert.ok(!attributes.some((a) => /^domain/i.test(a)));
			}
			ok(await rename(browser, { 'x-csrf-token': page }));
			refused(await rename(browser, { 'x-csrf-token': page,
				origin: `http://127.0.0.1:${own.port}` }), 403,
			'forbidden');
			refused(await own.ask('GET', '/api/auth/me', { headers: {
				cookie: `vitae=${browser.jar.get('__Host-vitae').value}`,
			} }), 401, 'not_signed');
		}));
});
