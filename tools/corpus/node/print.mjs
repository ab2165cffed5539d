// tools/corpus/node/print.mjs LIST - web pages become PDFs, by Chromium. LIST
// is JSON: [{html, pdf}], or [{theme, resume, pdf}] where a JSON Resume theme
// makes the page. Nothing is loaded from a network. Prints what failed.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import puppeteer from 'puppeteer-core';

const TABS = 2, PATIENCE_MS = 20000;
const require = createRequire(import.meta.url);
const todo = JSON.parse(readFileSync(process.argv[2], 'utf8'));

async function themed({ theme, resume }) {
	const name = `jsonresume-theme-${theme}`;
	let made;
	try {
		made = require(name);
	} catch {
		made = await import(name);
	}
	const render = made.render ?? made.default?.render ?? made.default;
	return render(JSON.parse(readFileSync(resume, 'utf8')));
}

function patiently(promise) {
	let timer;
	const late = new Promise((_, no) => {
		timer = setTimeout(() => no(new Error('takes too long')), PATIENCE_MS);
	});
	return Promise.race([promise, late]).finally(() => clearTimeout(timer));
}

async function print(tab, job) {
	const html = job.html ? readFileSync(job.html, 'utf8') : await themed(job);
	await tab.setContent(html, { waitUntil: 'domcontentloaded' });
	await tab.emulateMediaType(job.media ?? 'print');
	await tab.pdf({
		path: job.pdf, preferCSSPageSize: true, tagged: !job.bare,
		printBackground: true, format: 'A4',
		margin: job.theme
			? { top: '8mm', bottom: '8mm', left: '8mm', right: '8mm' } : {},
	});
}

const browser = await puppeteer.launch({
	executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
	headless: true,
	pipe: true,
	args: ['--no-sandbox', '--disable-gpu', '--disable-extensions'],
});

async function worker() {
	const tab = await browser.newPage();
	await tab.setRequestInterception(true);
	tab.on('request', (asked) => /^(data|about|file):/.test(asked.url())
		? asked.continue() : asked.abort());
	for (let job = todo.shift(); job; job = todo.shift()) {
		try {
			await patiently(print(tab, job));
		} catch (e) {
			const why = String(e.message ?? e).split('\n')[0];
			console.log(`${job.pdf}: ${job.theme ?? ''} ${why}`);
		}
	}
}

await Promise.all(Array.from({ length: TABS }, worker));
await browser.close();
process.exit(0);
