/*
 * test/node/share_test.mjs - links by which people show a document to who has
 * no account (ACC-8): what they show and to whom, how long, and what is
 * counted.
 */
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';

import { ok, onBoth, refused, test } from './harness.mjs';

const BROWSER = 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Firefox/140.0';
const RESUME = {
	basics: { name: 'Tove Alvdal', label: 'Carpenter',
		email: 'tove@example.org', phone: '+46 70 000 00 00',
		summary: 'Builds <b>stairs</b>.' },
	work: [{ name: 'Trappverket', position: 'Carpenter',
		startDate: '2018-01', highlights: ['Built 40 stairs'] }],
};

const look = (house, path, more = {}) => house.someone().ask('GET', path,
	{ agent: BROWSER, ...more });

async function withDocument(house, resume = RESUME) {
	const ada = await house.join();
	const made = ok(await ada.ask('POST', '/api/resumes',
		{ body: { resume } }), 201);

	return { ada, id: made.id, version: made.version };
}

async function share(who, body) {
	const made = ok(await who.ask('POST', '/api/shares', { body }), 201);

	assert.ok(made.url.endsWith(`/s/${made.token}`));
	return { ...made, path: `/s/${made.token}` };
}

const seen = async (who, made) => ok(await who.ask('GET',
	`/api/shares/${made.share.id}`)).views;

const post = (house, path, password, more = {}) => house.someone().ask(
	'POST', path, { agent: BROWSER,
		headers: { 'content-type': 'application/x-www-form-urlencoded' },
		body: Buffer.from(`password=${encodeURIComponent(password)}`),
		...more });

onBoth({ FRONTEND_URL: 'https://cv.example.org' }, (house) => {
	test('ACC-8: who has the link sees the document, without an account',
		async () => {
			const { ada, id } = await withDocument(house);
			const made = await share(ada, { resume_id: id });
			const page = await look(house, made.path);

			assert.equal(made.url,
				`https://cv.example.org/s/${made.token}`);
			assert.equal(page.status, 200, page.text);
			assert.match(page.text, /Tove Alvdal/);
			assert.match(page.headers['content-type'], /^text\/html/);
			assert.ok(!page.text.includes('/pdf"'));
		});

	test('the page is not to be indexed, kept, framed or scripted',
		async () => {
			const { ada, id } = await withDocument(house);
			const made = await share(ada,
				{ resume_id: id, allow_download: true });

			for (const path of [made.path, `${made.path}/pdf`,
				'/s/nonsense']) {
				const { headers } = await look(house, path);
				const policy = headers['content-security-policy'];

				assert.match(headers['x-robots-tag'], /noindex/);
				assert.equal(headers['referrer-policy'],
					'no-referrer');
				assert.equal(headers['cache-control'], 'no-store');
				assert.match(policy, /default-src 'none'/);
				assert.match(policy, /frame-ancestors 'none'/);
				assert.doesNotMatch(policy, /unsafe|script-src/);
			}
			const page = await look(house, made.path);
			const [, style] = /<style>([^]*?)<\/style>/
				.exec(page.text);
			const hash = createHash('sha256').update(style)
				.digest('base64');

			assert.ok(page.headers['content-security-policy']
				.includes(`'sha256-${hash}'`));
			assert.doesNotMatch(page.text, /<script| style=/);
		});

	test('the token cannot be guessed, and is not kept', async () => {
		const { ada, id } = await withDocument(house);
		const made = await share(ada, { resume_id: id });

		assert.ok(Buffer.from(made.token, 'base64url').length >= 16);
		assert.ok(!house.everything().includes(made.token));
		const again = ok(await ada.ask('GET', '/api/shares')).shares[0];

		assert.equal(again.id, made.share.id);
		assert.equal(again.token, undefined);
		for (const path of ['/s/x', `/s/${made.token.slice(1)}`,
			`/s/${'A'.repeat(43)}`]) {
			const none = await look(house, path);

			assert.equal(none.status, 404);
			assert.match(none.text, /<h1>/);
		}
	});

	test('a PDF is there where its owner allows it alone', async () => {
		const { ada, id } = await withDocument(house);
		const made = await share(ada, { resume_id: id });
		const pdf = () => look(house, `${made.path}/pdf`);

		assert.equal((await pdf()).status, 403);
		ok(await ada.ask('PUT', `/api/shares/${made.share.id}`,
			{ body: { allow_download: true } }));
		const got = await pdf();

		assert.equal(got.status, 200);
		assert.equal(got.headers['content-type'], 'application/pdf');
		assert.equal(got.bytes.subarray(0, 5).toString(), '%PDF-');
		assert.match(got.headers['content-disposition'], /^inline/);
		assert.match((await look(house, made.path)).text,
			/Download as PDF/);
		const now = ok(await ada.ask('GET',
			`/api/shares/${made.share.id}`));

		assert.equal(now.downloads, 1);
		assert.equal(now.views, 1);
	});

	test('what is left out is in neither page nor PDF', async () => {
		const { ada, id } = await withDocument(house);
		const made = await share(ada, { resume_id: id,
			redact: ['phone', 'email'], allow_download: true });
		const page = await look(house, made.path);

		assert.match(page.text, /Tove/);
		assert.doesNotMatch(page.text, /\+46 70|tove@example/);
		refused(await ada.ask('POST', '/api/shares', { body: {
			resume_id: id, redact: ['nose'] } }), 400, 'bad_input',
		'/redact');
	});

	test('the newest version is shown, or for ever that one', async () => {
		const { ada, id, version } = await withDocument(house);
		const newest = await share(ada, { resume_id: id });
		const pinned = await share(ada, { resume_id: id, version });
		const changed = structuredClone(RESUME);

		changed.basics.name = 'Tove Bergdal';
		ok(await ada.ask('PUT', `/api/resumes/${id}`,
			{ body: { resume: changed } }));
		assert.match((await look(house, newest.path)).text,
			/Tove Bergdal/);
		assert.match((await look(house, pinned.path)).text,
			/Tove Alvdal/);
		refused(await ada.ask('POST', '/api/shares', { body: {
			resume_id: id, version: 99 } }), 400, 'bad_input',
		'/version');
	});

	test('a password is asked for, and remembered for this link alone',
		async () => {
			const { ada, id } = await withDocument(house);
			const made = await share(ada, { resume_id: id,
				password: 'spiral & oak', allow_download: true });
			const other = await share(ada, { resume_id: id,
				password: 'spiral & oak' });
			const closed = await look(house, made.path);

			assert.equal(made.share.has_password, true);
			assert.equal(closed.status, 401);
			assert.match(closed.text, /type="password"/);
			assert.doesNotMatch(closed.text, /Tove/);
			assert.equal((await look(house, `${made.path}/pdf`))
				.status, 401);
			assert.equal((await post(house, made.path, 'wrong'))
				.status, 401);
			assert.equal((await post(house, made.path, '')).status,
				401);
			const right = await post(house, made.path,
				'spiral & oak');
			const [set] = right.headers['set-cookie'];
			const [cookie] = set.split(';');

			assert.equal(right.status, 303);
			assert.equal(right.headers.location, made.path);
			assert.match(set, /HttpOnly/);
			assert.match(set, new RegExp(`Path=${made.path};`));
			const open = (path, with_ = cookie) => look(house, path,
				{ headers: { cookie: with_ } });

			assert.match((await open(made.path)).text, /Tove/);
			assert.equal((await open(`${made.path}/pdf`)).status, 200);
			assert.equal((await open(other.path)).status, 401);
			assert.equal((await open(made.path, `${cookie}x`))
				.status, 401);
			ok(await ada.ask('PUT', `/api/shares/${made.share.id}`,
				{ body: { password: 'another one' } }));
			assert.equal((await open(made.path)).status, 401);
			ok(await ada.ask('PUT', `/api/shares/${made.share.id}`,
				{ body: { password: null } }));
			assert.equal((await look(house, made.path)).status, 200);
		});

	test('passwords cannot be tried without end', async () => {
		const { ada, id } = await withDocument(house);
		const made = await share(ada,
			{ resume_id: id, password: 'spiral & oak' });
		let last;

		for (let i = 0; i < 12 && last?.status !== 429; i++)
			last = await post(house, made.path, `wrong ${i}`);
		assert.equal(last.status, 429, last.text);
		assert.ok(Number(last.headers['retry-after']) > 0);
		assert.match(last.headers['content-type'], /^text\/html/);
		assert.match(last.text, /Wait a few minutes/);
		/* neither is the right one tried then */
		assert.equal((await post(house, made.path, 'spiral & oak'))
			.status, 429);
	});

	test('what expired, was revoked or thrown away is gone', async () => {
		const { ada, id } = await withDocument(house);
		const soon = await share(ada, { resume_id: id,
			expires_at: new Date(Date.now() + 60_000).toISOString() });
		const revoked = await share(ada, { resume_id: id });
		const left = await share(ada, { resume_id: id });
		const gone = async (made) => {
			const page = await look(house, made.path);

			assert.equal(page.status, 410, page.text);
			assert.match(page.text, /<h1>/);
		};

		refused(await ada.ask('POST', '/api/shares', { body: {
			resume_id: id, expires_at: '2020-01-01T00:00:00Z' } }),
		400, 'bad_input', '/expires_at');
		assert.equal((await look(house, soon.path)).status, 200);
		house.sql('UPDATE share SET expires_at = 5 ' +
			`WHERE id = '${soon.share.id}'`);
		await gone(soon);
		assert.equal((await ada.ask('DELETE',
			`/api/shares/${revoked.share.id}`)).status, 204);
		assert.equal((await ada.ask('DELETE',
			`/api/shares/${revoked.share.id}`)).status, 204);
		await gone(revoked);
		refused(await ada.ask('PUT', `/api/shares/${revoked.share.id}`,
			{ body: { name: 'again' } }), 404, 'not_found');
		assert.ok(ok(await ada.ask('GET',
			`/api/shares/${revoked.share.id}`)).revoked_at);
		assert.equal((await ada.ask('DELETE', `/api/resumes/${id}`))
			.status, 204);
		await gone(left);
	});

	test('what a suspended person shares is gone until they are back',
		async () => {
			const { ada, id } = await withDocument(house);
			const made = await share(ada, { resume_id: id });
			const root = await house.admin();
			const rule = (suspended) => root.ask('PUT',
				`/api/admin/users/${ada.user.id}`,
				{ body: { suspended } });

			ok(await rule(true));
			assert.equal((await look(house, made.path)).status, 410);
			ok(await rule(false));
			assert.equal((await look(house, made.path)).status, 200);
		});

	test('views are counted exactly, but not those of robots and the owner',
		async () => {
			const { ada, id } = await withDocument(house);
			const made = await share(ada, { resume_id: id });

			for (const agent of ['Googlebot/2.1', 'curl/8.5.0',
				'Slackbot-LinkExpanding 1.0'])
				assert.equal((await look(house, made.path,
					{ agent })).status, 200);
			await look(house, made.path,
				{ headers: { 'sec-purpose': 'prefetch' } });
			await house.someone().ask('HEAD', made.path,
				{ agent: BROWSER });
			await ada.ask('GET', made.path, { agent: BROWSER });
			assert.equal(await seen(ada, made), 0);
			await Promise.all(Array.from({ length: 40 },
				() => look(house, made.path)));
			assert.equal(await seen(ada, made), 40);
			assert.ok(ok(await ada.ask('GET',
				`/api/shares/${made.share.id}`)).viewed_at);
		});

	test('an owner who is signed in by a cookie is not counted', async () => {
		const { ada, id } = await withDocument(house);
		const made = await share(ada, { resume_id: id });
		const signed = await ada.ask('POST', '/api/auth/login', {
			token: null, body: { email: ada.email,
				password: ada.password, cookie: true } });
		const cookie = signed.headers['set-cookie']
			.map((line) => line.split(';')[0]).join('; ');

		assert.equal((await look(house, made.path,
			{ headers: { cookie } })).status, 200);
		assert.equal(await seen(ada, made), 0);
		await look(house, made.path);
		assert.equal(await seen(ada, made), 1);
	});

	test('a visitor is spoken to in the language of the browser', async () => {
		const { ada, id } = await withDocument(house);
		const made = await share(ada, { resume_id: id,
			allow_download: true });
		const locked = await share(ada, { resume_id: id,
			password: 'spiral & oak' });
		const get = async (path, wish) => (await look(house, path,
			{ headers: { 'accept-language': wish } })).text;

		assert.match(await get(made.path, 'fr-CH, en;q=0.8'),
			/Télécharger en PDF/);
		assert.match(await get(locked.path, 'sv, ar;q=0.9, en;q=0.1'),
			/<html lang="ar" dir="rtl">/);
		assert.match(await get('/s/none', 'frr'), /<html lang="en"/);
	});

	test('a share gets another link, and the one before is gone', async () => {
		const { ada, id } = await withDocument(house);
		const made = await share(ada, { resume_id: id, name: 'For Ek',
			password: 'spiral & oak' });
		const at = `/api/shares/${made.share.id}`;

		await look(house, made.path);
		const again = ok(await ada.ask('POST', `${at}/link`));

		assert.ok(again.url.endsWith(`/s/${again.token}`));
		assert.notEqual(again.token, made.token);
		assert.equal(again.share.name, 'For Ek');
		assert.ok(!house.everything().includes(again.token));
		assert.equal((await look(house, made.path)).status, 404);
		assert.equal((await look(house, `/s/${again.token}`)).status, 401);
		refused(await (await house.join()).ask('POST', `${at}/link`),
			404, 'not_found');
		await ada.ask('DELETE', at);
		refused(await ada.ask('POST', `${at}/link`), 404, 'not_found');
	});

	test('a project\'s resume is shared, too', async () => {
		const ada = await house.join();
		const project = ok(await ada.ask('POST', '/api/projects', { body: {
			job_description: 'Carpenter wanted', company: 'Ek AB',
			resume_json: RESUME } }), 201);
		const made = await share(ada, { project_id: project.id });

		assert.match((await look(house, made.path)).text, /Tove/);
		refused(await ada.ask('POST', '/api/shares', { body: {} }),
			400, 'bad_input', '/resume_id');
	});

	test('another\'s documents and shares are not there', async () => {
		const { ada, id } = await withDocument(house);
		const made = await share(ada, { resume_id: id });
		const bob = await house.join();
		const at = `/api/shares/${made.share.id}`;

		refused(await bob.ask('POST', '/api/shares',
			{ body: { resume_id: id } }), 404, 'not_found');
		refused(await bob.ask('GET', at), 404, 'not_found');
		refused(await bob.ask('PUT', at, { body: { name: 'x' } }),
			404, 'not_found');
		refused(await bob.ask('DELETE', at), 404, 'not_found');
		assert.deepEqual(ok(await bob.ask('GET', '/api/shares')).shares,
			[]);
	});

	test('shares leave with their owner', async () => {
		const { ada, id } = await withDocument(house);
		const made = await share(ada, { resume_id: id });

		ok(await ada.ask('DELETE', '/api/users/me'));
		assert.equal((await look(house, made.path)).status, 404);
		assert.equal(house.sql('SELECT count(*) FROM share ' +
			`WHERE id = '${made.share.id}'`).trim(), '0');
	});
});
