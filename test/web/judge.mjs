/*
 * test/web/judge.mjs - what every page must be, wherever it stands: nothing
 * that axe finds, nothing that moves while it loads, nothing that sticks out.
 *
 * Not here: the browser, and who uses it (harness.mjs).
 */
import { createRequire } from 'node:module';

const { source } = createRequire(import.meta.url)('axe-core');

export const WIDTHS = [360, 820, 1440];
const TALL = { 360: 740, 820: 1100, 1440: 900 };
const SCHEMES = ['light', 'dark'];
const SHIFT_MOST = 0.02; /* a scroll bar that changes sides is 0.01 */

/* ---- in the page --------------------------------------------------------- */

/* Runs before the page's own scripts: adds up what moves before anybody did
 * anything, and remembers what it was. */
export function watch() {
	const shifts = window.vitaeShifts = { sum: 0, what: [] };
	let began = Infinity;

	for (const act of ['pointerdown', 'keydown', 'input', 'drop'])
		addEventListener(act, (e) => {
			began = Math.min(began, e.timeStamp);
		}, true);
	const name = (node) => {
		const e = node?.nodeType === 1 ? node : node?.parentElement;

		return e ? `${e.localName}.${e.className} "` +
			`${e.textContent.trim().slice(0, 30)}"` : 'gone';
	};

	new PerformanceObserver((list) => {
		for (const entry of list.getEntries()) {
			if (entry.hadRecentInput || entry.startTime > began)
				continue;
			shifts.sum += entry.value;
			shifts.what.push(`${entry.value.toFixed(3)}: ` +
				entry.sources.map((s) => name(s.node)).join(', '));
		}
	}).observe({ type: 'layout-shift', buffered: true });
}

function outside() {
	const wide = document.documentElement.clientWidth;
	const scrolls = (e) => e && e !== document.documentElement &&
		(getComputedStyle(e).overflowX !== 'visible' ||
			scrolls(e.parentElement));

	if (document.documentElement.scrollWidth <= wide)
		return [];
	return [...document.querySelectorAll('body *')].filter((e) => {
		const at = e.getBoundingClientRect();

		return at.width && (at.right > wide + 1 || at.left < -1) &&
			!scrolls(e.parentElement);
	}).slice(0, 5).map((e) => `${e.localName}.${e.className} "` +
		`${e.textContent.trim().slice(0, 30)}"`);
}

async function violations(skip) {
	const got = await window.axe.run(document, {
		resultTypes: ['violations'],
		rules: Object.fromEntries(skip.map((id) =>
			[id, { enabled: false }])),
	});

	return got.violations.flatMap(({ id, help, nodes }) =>
		nodes.map((n) => `axe ${id}: ${help}: ${n.html.slice(0, 160)}` +
			` (${n.any[0]?.message ?? n.target})`));
}

function still() {
	const moves = document.getAnimations().filter((a) =>
		a.effect.getComputedTiming().endTime !== Infinity &&
		a.playState === 'running');
	const waits = document.querySelector(
		'[aria-busy="true"], .skeleton, .sketch[data-soon], progress');
	const pictures = [...document.images].filter((i) => !i.complete &&
		(i.loading !== 'lazy' || i.checkVisibility() &&
			i.getBoundingClientRect().top < innerHeight));

	return !moves.length && !waits && !pictures.length &&
		document.fonts.status === 'loaded' &&
		document.querySelector('main') !== null;
}

/* ---- outside of it ------------------------------------------------------- */

/* Nothing is under way, as far as one can see, for two frames. */
export async function settled(page) {
	await page.waitForFunction(still);
	await page.evaluate(() => new Promise((go) =>
		requestAnimationFrame(() => requestAnimationFrame(go))));
	await page.waitForFunction(still);
}

async function moved(page) {
	const { sum, what } = await page.evaluate(() => window.vitaeShifts);

	return sum > SHIFT_MOST ? [`moved by ${sum.toFixed(3)}: ` +
		what.join('; ')] : [];
}

async function axe(page, skip) {
	if (!await page.evaluate(() => 'axe' in window))
		await page.evaluate(source);
	return page.evaluate(violations, skip);
}

/* All that is wrong with it, as sentences. */
export async function judge(page, { skip = [], picture = async () => {} }) {
	const faults = await moved(page);

	for (const colorScheme of SCHEMES)
		for (const width of WIDTHS) {
			await page.emulateMedia({ colorScheme });
			await page.setViewportSize({ width,
				height: TALL[width] });
			await settled(page);
			const where = `${width} ${colorScheme}`;
			const found = (await page.evaluate(outside))
				.map((what) => `sticks out: ${what}`);

			if (width !== 820)
				found.push(...await axe(page, skip));
			faults.push(...found.map((f) => `${where}: ${f}`));
			await picture(`-${width}-${colorScheme}`);
		}
	return faults;
}
