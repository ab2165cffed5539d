// Headless Chromium asked by puppeteer over a pipe, the same tab for all.
import puppeteer from 'puppeteer-core';
import { serve } from './peer.mjs';

const browser = await puppeteer.launch({
	executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
	headless: true,
	pipe: true,
	args: ['--no-sandbox', '--disable-gpu', '--disable-extensions'],
});
const page = await browser.newPage();

async function render(html) {
	await page.setContent(html);
	return page.pdf({ preferCSSPageSize: true, tagged: true });
}

await serve(render, { close: () => browser.close() });
