/*
 * test/web/harness.mjs - what every test of the pages starts from: a server of
 * its own on SQLite, and Chromium without a window. A complete example, which
 * stands as test/web/resumes_test.mjs might:
 *
 *	import assert from 'node:assert/strict';
 *	import { inBrowser, look, settled, test } from './harness.mjs';
 *
 *	inBrowser({}, () => {
 *		test('a resume gets another name', async (visit) => {
 *			const ada = await visit.person();
 *			const { id } = await ada.document('engineer');
 *			const page = await ada.open('/resumes');
 *
 *			await page.getByRole('button', { name: /^More/ }).click();
 *			await page.getByRole('menuitem', { name: 'Rename' }).click();
 *			await look(page, 'rename');
 *			await page.getByLabel('Title').fill('For bakeries');
 *			await page.keyboard.press('Enter');
 *			await settled(page);
 *			const { title } = await ada.get(`/api/resumes/${id}`);
 *			assert.equal(title, 'For bakeries');
 *		});
 *	});
 *
 * Settings that are known late come from a function: inBrowser(() => ({})).
 *
 * visit.person(given, how)	somebody with an account, signed in by cookie, in
 *				a browser of their own: a Person of
 *				test/node/harness.mjs (ask, email, ...) with get,
 *				post, document, open, page. `how` goes to
 *				Playwright: { locale: 'ar' } is Arabic.
 * visit.stranger(how)		somebody who has just come: open, page
 * who.open(path)		a page in a tab of its own, once it has settled
 * look(page, name, how)	see below: axe, pictures, widths
 * settled(page)		when nothing is waited for any more
 * reach(page, locator)		Tab until it has the focus
 * drop(locator, file)		a file of fileNamed(), let go over it; choosing
 *				is getByLabel('Choose a file').setInputFiles(file)
 *
 * A test fails by itself when a page logs an error, throws, is refused
 * something by the Content-Security-Policy, asks another host for anything, or
 * gets a 5xx. Answers of 4xx are no errors: forms show them. What is meant to
 * go wrong is said first: page.expected = [/pattern/]. At a failure each open
 * page is kept as a picture.
 *
 * Find things as people do: getByRole, getByLabel, getByText. Await what is to
 * be seen, not a time. Pictures: build/shots/TEST/NAME-WIDTH-SCHEME.png.
 *
 * Not here: what is true of the pages; what judges them (judge.mjs).
 */
import assert from 'node:assert/strict';
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { basename, join } from 'node:path';
import { after } from 'node:test';

import { House, on, Person, test as counted } from '../node/harness.mjs';
import { launch } from './alone.mjs';
import { judge, settled, watch } from './judge.mjs';

export { settled };
export { until } from '../node/harness.mjs';

const SLOW_MS = 30_000; /* only guards against hanging */
const SHOTS = join('build', 'shots',
	basename(process.argv[1] ?? 'test').replace(/_test\.mjs$/, ''));
const TALL = 900;

/* ---- the browser --------------------------------------------------------- */

let started;

function browser() {
	return started ??= launch();
}

/* ---- the server ---------------------------------------------------------- */

async function freePort() {
	const door = createServer();

	await new Promise((go) => door.listen(0, '127.0.0.1', go));
	const { port } = door.address();

	await new Promise((go) => door.close(go));
	return port;
}

/* At "localhost", where browsers allow what else needs HTTPS: passkeys. */
class Shown extends House {
	constructor(settings) {
		super('sqlite', typeof settings === 'function' ? {} : settings);
		this.later = settings;
	}

	async start() {
		if (typeof this.later === 'function')
			Object.assign(this.settings, this.later());
		const port = await freePort();

		this.url = `http://localhost:${port}`;
		Object.assign(this.settings, { PORT: `${port}`,
			FRONTEND_URL: this.url, ...this.settings });
		return super.start();
	}
}

export function inBrowser(settings, tests) {
	rmSync(SHOTS, { recursive: true, force: true });
	const house = new Shown(settings);

	on('sqlite', house, () => {
		here = house;
		tests(house);
	});
}

let here; /* where the tests that are being told take place */

after(async () => (await started)?.close());

/* ---- who visits ---------------------------------------------------------- */

/* What a page must not do, as it does it. */
function listen(page, visitor) {
	const fault = (text) => {
		if (!page.expected.some((pattern) => pattern.test(text)))
			visitor.faults.push(`${page.url()}: ${text}`);
	};

	page.expected = [];
	page.on('pageerror', (error) => fault(`threw ${error.stack}`));
	page.on('console', (message) => {
		const text = message.text();

		if (message.type() === 'error' &&
			!text.startsWith('Failed to load resource'))
			fault(`logged ${text}`);
	});
	page.on('response', (res) => {
		if (res.status() >= 500 || (res.status() >= 400 &&
			new URL(res.url()).pathname.startsWith('/assets/')))
			fault(`got ${res.status()} from ${res.url()}`);
	});
	page.on('request', (req) => {
		const { origin, protocol } = new URL(req.url());

		if (/^https?:|^wss?:/.test(protocol) && origin !== visitor.house.url)
			fault(`asked ${req.url()}`);
	});
}

class Visitor extends Person {
	faults = [];

	async enter(how = {}) {
		this.context = await (await browser()).newContext({
			baseURL: this.house.url,
			viewport: { width: 1440, height: TALL },
			locale: 'en-US',
			timezoneId: 'UTC',
			/* offline_test.mjs has it */
			serviceWorkers: 'block',
			reducedMotion: 'reduce',
			extraHTTPHeaders: { 'x-forwarded-for': this.ip },
			...how,
		});
		this.context.setDefaultTimeout(SLOW_MS);
		this.context.on('page', (page) => listen(page, this));
		await this.context.addInitScript(watch);
		return this;
	}

	/* The cookies of a sign-in, without typing it. */
	async signIn() {
		const { email, password } = this;
		const res = await this.context.request.post('/api/auth/login', {
			data: { email, password, cookie: true },
			headers: { 'sec-fetch-site': 'same-origin' },
		});

		assert.equal(res.status(), 200, await res.text());
		return this;
	}

	async open(path) {
		this.page = await this.context.newPage();
		await this.page.goto(path);
		await settled(this.page);
		return this.page;
	}

	/* ---- beside the browser, over the API ---- */

	async get(path) {
		const answer = await this.ask('GET', path);

		assert.equal(answer.status, 200, answer.text);
		return answer.body;
	}

	async post(path, body) {
		const answer = await this.ask('POST', path, { body });

		assert.ok(answer.status < 300, answer.text);
		return answer.body;
	}

	/* A document of test/data/resume, or one that is given whole. */
	async document(of = 'engineer', more = {}) {
		const resume = typeof of === 'string' ? fixture(of) : of;

		return this.post('/api/resumes',
			{ title: `The ${resume.basics?.label ?? 'resume'}`,
				resume, ...more });
	}

	async keepPictures(name) {
		for (const page of this.context?.pages() ?? [])
			await page.screenshot({ path: shot(name), timeout: 5000 })
				.catch(() => {});
	}

	async leave() {
		await this.context?.close();
		assert.ok(!this.faults.length, this.faults.join('\n'));
	}
}

export function fixture(name) {
	return JSON.parse(readFileSync(`test/data/resume/${name}.json`, 'utf8'));
}

/* ---- a test -------------------------------------------------------------- */

class Visit {
	all = [];

	constructor(house) {
		this.house = house;
	}

	enter(visitor, how) {
		this.all.push(visitor);
		return visitor.enter(how);
	}

	stranger(how) {
		return this.enter(new Visitor(this.house), how);
	}

	async person(given = {}, how = {}) {
		const who = await this.enter(new Visitor(this.house, given), how);

		await who.register();
		return who.signIn();
	}

	async end() {
		const faults = [];

		for (const visitor of this.all)
			await visitor.leave().catch((e) => faults.push(e));
		if (faults.length)
			throw faults[0];
	}
}

export function test(name, run) {
	const house = here;

	counted(name, async () => {
		const visit = new Visit(house);

		try {
			await run(visit, house);
		} catch (error) {
			await Promise.all(visit.all.map((who, i) =>
				who.keepPictures(`failed ${name} ${i}`)));
			for (const who of visit.all)
				error.message += who.faults.map((f) => `\n${f}`)
					.join('');
			await visit.end().catch(() => {});
			throw error;
		}
		await visit.end();
	});
}

/* ---- looking at a page --------------------------------------------------- */

const looked = new Set();

function shot(name, ending = '') {
	mkdirSync(SHOTS, { recursive: true });
	return join(SHOTS, `${name.replace(/[^\w]+/g, '-')}${ending}.png`);
}

/*
 * The page as it is now, held against what every page must be: axe finds
 * nothing, nothing moved while it loaded, nothing sticks out at the side, at
 * three widths in light and dark, each kept as a picture. `whole` takes the
 * picture of all of it, `skip` names rules of axe that cannot hold here.
 */
export async function look(page, name, { whole = false, skip = [] } = {}) {
	assert.ok(!looked.has(name), `two pictures called '${name}'`);
	looked.add(name);
	await settled(page);
	const was = page.viewportSize();

	/* what sticks to the window would lie in the middle of the picture */
	if (whole)
		await page.evaluate(() => scrollTo(0, 0));
	const faults = await judge(page, {
		skip,
		picture: (ending) => page.screenshot({ fullPage: whole,
			animations: 'disabled', path: shot(name, ending) }),
	});

	await page.emulateMedia({ colorScheme: null });
	await page.setViewportSize(was);
	assert.ok(!faults.length, `${name}:\n${faults.join('\n')}`);
}

/* ---- hands --------------------------------------------------------------- */

const TABS_MOST = 200;

/* Goes there by Tab alone, as somebody without a mouse has to. */
export async function reach(page, locator, key = 'Tab') {
	await locator.waitFor();
	for (let i = 0; i < TABS_MOST; i++) {
		if (await locator.evaluate((e) => e === document.activeElement))
			return;
		await page.keyboard.press(key);
	}
	assert.fail(`${key} never reaches ${locator}`);
}

/* Bytes, as a file of that name. */
export function fileNamed(name, mimeType, bytes) {
	return { name, mimeType, buffer: Buffer.from(bytes) };
}

/* Lets it go over this place. */
export async function drop(locator, { name, mimeType, buffer }) {
	const held = await locator.page().evaluateHandle((file) => {
		const bytes = Uint8Array.from(atob(file.bytes),
			(c) => c.charCodeAt(0));
		const held = new DataTransfer();

		held.items.add(new File([bytes], file.name,
			{ type: file.mimeType }));
		return held;
	}, { name, mimeType, bytes: buffer.toString('base64') });

	for (const what of ['dragenter', 'dragover', 'drop'])
		await locator.dispatchEvent(what, { dataTransfer: held });
}
