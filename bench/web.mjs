/*
 * bench/web.mjs [ROUNDS [PATH]] - how quick the pages are, in Chromium against
 * build/release/vitae (VITAE_BIN: another): what a first visit of each page
 * loads, squeezed as it comes; when somebody can use it on a processor that is
 * four times slower; and how long after a key the page shows what was typed.
 * PATH keeps the pages whose path contains it.
 *
 * Prints a table and which goals are met. Where a machine has other things to
 * do, times grow; the load is printed, and what the page's thread computed
 * itself stays true. It needs what test/web needs.
 */
import { readFileSync } from 'node:fs';
import { loadavg } from 'node:os';

process.env.VITAE_BIN ??= 'build/release/vitae';
const { fileOf, FORM, formOf } = await import('../test/node/upload.mjs');
const { open, POSTING } = await import('../test/web/alone.mjs');
const { settled, watch } = await import('../test/web/judge.mjs');

const ROUNDS = Number(process.argv[2] ?? 5);
const ONLY = process.argv[3] ?? '';
const OPEN = /^\/($|sign|forgot|reset|verify)/; /* to who is not signed in */
const DOCUMENTS = 8;
const JOBS = 12;
const SLOWER = 4;
const KEYS = 120;
const KEY_MS = 150; /* a quick typist's pace */
const GOALS = { bytes: 100_000, ready: 1000, key: 50 };

const median = (all) => all.toSorted((a, b) => a - b)[all.length >> 1];
const part = (all, p) => all.toSorted((a, b) => a - b)[
	Math.min(all.length - 1, Math.floor(all.length * p))];

/* ---- who looks ----------------------------------------------------------- */

/* Somebody whose browser knows nothing yet but their cookies. */
async function fresh(state) {
	const context = await browser.newContext({ baseURL: house.url,
		viewport: { width: 1440, height: 900 }, storageState: state });
	const page = await context.newPage();

	await page.addInitScript(watch);
	return { context, page, wire: await context.newCDPSession(page) };
}

/* ---- what is measured ---------------------------------------------------- */

/* Bytes on the wire: of the pages until they can be used, of what they then
 * bring in addition (pdf.js, to draw a stranger's PDF), of what they ask. */
async function loads(path, state) {
	const { context, page, wire } = await fresh(state);
	const sum = { pages: 0, later: 0, data: 0 };
	const asked = new Map();
	const bytes = new Map();

	await wire.send('Network.enable');
	wire.on('Network.requestWillBeSent', (e) => asked.set(e.requestId,
		{ path: new URL(e.request.url).pathname, at: e.timestamp }));
	wire.on('Network.loadingFinished', (e) =>
		bytes.set(e.requestId, e.encodedDataLength));
	await page.addInitScript(whenUsable);
	await page.goto(path);
	await settled(page);
	const usable_s = await page.evaluate('window.usable') / 1000;
	const began = Math.min(...[...asked.values()].map((a) => a.at));

	for (const [id, n] of bytes) {
		const a = asked.get(id);

		sum[!a || a.path.startsWith('/api/') ? 'data' :
			a.at > began + usable_s ? 'later' : 'pages'] += n;
	}
	await context.close();
	return sum;
}

/* Runs before the page's own scripts: when the page is whole, and nothing has
 * kept its thread for 50 ms since. */
function whenUsable() {
	const QUIET_MS = 50;
	const LATER_MS = 400; /* to see what is under way by then */
	const tasks = [];

	new PerformanceObserver((list) => tasks.push(...list.getEntries()))
		.observe({ type: 'longtask', buffered: true });
	const inSight = (e) => {
		const at = e.getBoundingClientRect();

		return at.height && at.top < innerHeight && at.bottom > 0;
	};
	const waits = () => !document.querySelector(
		'main h1, main input, main textarea') ||
		[...document.querySelectorAll('[aria-busy="true"], .skeleton')]
			.some(inSight);

	window.usable = new Promise((then) => {
		const look = () => {
			if (waits())
				return requestAnimationFrame(look);
			let ready = performance.now();

			setTimeout(() => {
				for (const { startTime, duration } of tasks)
					if (startTime < ready + QUIET_MS)
						ready = Math.max(ready,
							startTime + duration);
				then(ready);
			}, LATER_MS);
		};

		requestAnimationFrame(look);
	});
}

/* From the click to a page that is whole and answers. Nothing of Playwright's
 * is asked meanwhile: what it puts into a page costs the page's thread as much
 * as a third of the page. */
async function ready(path, state) {
	const { context, page, wire } = await fresh(state);

	await wire.send('Emulation.setCPUThrottlingRate', { rate: SLOWER });
	await wire.send('Performance.enable', { timeDomain: 'threadTicks' });
	await page.addInitScript(whenUsable);
	await page.goto(path, { waitUntil: 'commit' });
	const { result } = await wire.send('Runtime.evaluate',
		{ expression: 'window.usable', awaitPromise: true });
	const { metrics } = await wire.send('Performance.getMetrics');

	await context.close();
	/* being slowed down is work, too, to the thread */
	return { ms: result.value, work: 1000 * metrics.find((m) =>
		m.name === 'TaskDuration').value / SLOWER };
}

/* From each key to the picture that shows it. */
async function keys(id, state) {
	const { context, page } = await fresh(state);

	await page.goto(`/resumes/${id}`);
	await settled(page);
	await page.getByRole('img', { name: /^Page 1 of/ }).waitFor();
	await page.evaluate(() => {
		let pressed = 0;

		window.took = [];
		addEventListener('keydown', () => {
			pressed = performance.now();
		}, true);
		new MutationObserver((all) => {
			if (!pressed || !all.some((m) => m.target.localName === 'img'))
				return;
			const began = pressed;

			pressed = 0;
			requestAnimationFrame(() =>
				window.took.push(performance.now() - began));
		}).observe(document.body, { subtree: true, attributes: true,
			attributeFilter: ['src'] });
	});
	const field = page.getByLabel('In short').or(
		page.getByLabel('About me')).first();

	await field.click();
	for (let n = 0; n < KEYS; n++)
		await page.keyboard.press('abcdefgh '[n % 9], { delay: KEY_MS });
	const took = await page.evaluate(() => window.took);

	await context.close();
	return took;
}

/* ---- all together -------------------------------------------------------- */

const met = (value, goal) => value <= goal ? 'met' : '**not met**';
const row = (...cells) => console.log(`| ${cells.join(' | ')} |`);

/* All paths there are, with something to show at each. */
async function allPaths(who) {
	const { id, project, made, ask } = who;
	const resume = JSON.parse(readFileSync('test/data/resume/student.json'));
	const others = [];

	for (let n = 1; n <= DOCUMENTS; n++)
		others.push(await made('/api/resumes',
			{ title: `Number ${n}`, resume }));
	for (let n = 1; n <= JOBS; n++)
		await made('/api/projects', { base_resume_id: id,
			job_description: POSTING.replace('Mills', `Mills ${n}`) });
	await ask('DELETE', `/api/resumes/${others.pop()}`);
	await made('/api/shares', { resume_id: id });
	const { body: own } = await ask('GET', `/api/resumes/${id}`);

	own.resume.basics.label = 'Weaver';
	await ask('PUT', `/api/resumes/${id}`, { body: { resume: own.resume } });
	const variant = await made('/api/resumes',
		{ master_id: id, title: 'Short', variant: {} });
	const hook = (await ask('POST', '/api/webhooks', { body: {
		events: ['resume.updated'], url: 'https://93.184.215.14/hook' } }))
		.body.webhook.id;
	const file = (await ask('POST', '/api/resumes/upload', { headers: FORM,
		body: formOf([{ name: 'file', file: 'cv.pdf',
			type: 'application/pdf',
			bytes: fileOf('engineer', 'pdf') }]) })).body.document_id;
	const ids = [[/^\/projects/, project], [/^\/settings/, hook],
		[/variant$/, variant], [/original$/, file], [/./, id]];

	return [...readFileSync('src/api/routes.def', 'utf8')
		.matchAll(/^WEB_PAGE\("([^"]+)"/gm)].map(([, path]) => ({ path,
		at: path.replace('{id}', ids.find(([is]) => is.test(path))[1]),
		state: OPEN.test(path) ? undefined : who.state }));
}

async function pages(who) {
	row('page', 'loads (kB)', `<= ${GOALS.bytes / 1000}`, 'later (kB)',
		'asks (kB)',
		`usable, ${SLOWER}x slower (ms)`, `<= ${GOALS.ready}`,
		"its thread's own work, not slowed (ms)");
	row(...Array(8).fill('---'));
	for (const { path, at, state } of await allPaths(who)) {
		if (!path.includes(ONLY))
			continue;
		const { pages, later, data } = await loads(at, state);
		const all = [];

		for (let n = 0; n < ROUNDS; n++)
			all.push(await ready(at, state));
		const ms = median(all.map((one) => one.ms));

		row(path, (pages / 1000).toFixed(1), met(pages, GOALS.bytes),
			(later / 1000).toFixed(1), (data / 1000).toFixed(1),
			ms.toFixed(0), met(ms, GOALS.ready),
			median(all.map((one) => one.work)).toFixed(0));
	}
}

const house = await open();
const { browser } = house;

try {
	console.log(`load before: ${loadavg()[0].toFixed(1)}, ` +
		`${ROUNDS} rounds, the median\n`);
	const who = await house.account();

	await pages(who);
	const took = await keys(who.id, who.state);

	console.log(`\nkey to picture, ${took.length} of ${KEYS} keys: median ` +
		`${median(took).toFixed(0)} ms, p95 ${part(took, 0.95).toFixed(0)}` +
		` ms (<= ${GOALS.key}: ${met(part(took, 0.95), GOALS.key)})`);
} finally {
	await house.close();
}
