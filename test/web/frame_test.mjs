/*
 * test/web/frame_test.mjs - what all pages stand in: their names, language and
 * looks, the way past the frame, pages that are not there, a network that is
 * not (WEB-1, WEB-4, WEB-5).
 */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';

import { POSTING } from './alone.mjs';
import { inBrowser, look, settled, test, until } from './harness.mjs';

const menu = (page, name) => page.getByRole('button', { name });
const choice = (page, name) => page.getByRole('menuitemradio', { name });
const paper = (page) => page.evaluate(() =>
	getComputedStyle(document.documentElement).backgroundColor);
const light = (color) => Number(/\d+/.exec(color)[0]) > 128;

inBrowser({}, (house) => {
	test('a path that leads nowhere is 404, and says so kindly',
		async (visit) => {
			const who = await visit.stranger();
			const page = await who.open('/');
			const answer = await page.goto('/no/such/place');

			assert.equal(answer.status(), 404);
			await settled(page);
			await page.getByRole('heading', { name: 'There is no such page' })
				.waitFor();
			await look(page, 'lost');
			await page.getByRole('link', { name: 'To the front page' })
				.click();
			await page.getByRole('heading', { level: 1,
				name: /The resume you have/ }).waitFor();
		});

	test('every page has a name of its own', async (visit) => {
		const who = await visit.person();
		const page = await who.open('/resumes');
		const title = () => page.title();

		assert.equal(await title(), 'Resumes · Vitae');
		await page.getByRole('link', { name: 'Jobs' }).click();
		await page.getByRole('heading', { name: 'Jobs', level: 1 }).waitFor();
		assert.equal(await title(), 'Jobs · Vitae');
		await page.goBack();
		await page.getByRole('heading', { name: 'Resumes' }).waitFor();
		assert.equal(await title(), 'Resumes · Vitae');
		for (const path of ['/sign-in', '/sign-up', '/forgot', '/nowhere']) {
			await page.goto(path);
			await settled(page);
			assert.match(await title(), /^.+ · Vitae$/, path);
		}
	});

	test('who goes to another page is there, with the keyboard, too',
		async (visit) => {
			const who = await visit.person();
			const page = await who.open('/resumes');

			await page.getByRole('link', { name: 'Jobs' }).click();
			await page.getByRole('heading', { name: 'Jobs', level: 1 })
				.waitFor();
			await page.waitForFunction(() =>
				document.activeElement?.id === 'main');
			assert.equal(await page.getByRole('link', { name: 'Jobs' })
				.getAttribute('aria-current'), 'page');
		});

	test('what has the focus because a page was entered has no ring',
		async (visit) => {
			const who = await visit.person();
			const page = await who.open('/resumes');
			const main = page.locator('main');

			await page.keyboard.press('Tab'); /* keys show rings */
			await main.focus();
			assert.equal(await main.evaluate((e) =>
				getComputedStyle(e).outlineStyle), 'none');
		});

	test('the first Tab leads past the frame', async (visit) => {
		const who = await visit.person();
		const page = await who.open('/resumes');
		const skip = page.getByRole('link', { name: 'Skip to the content' });

		await page.keyboard.press('Tab');
		assert.ok(await skip.evaluate((e) => e === document.activeElement));
		await look(page, 'skip');
		await page.keyboard.press('Enter');
		await page.keyboard.press('Tab');
		assert.ok(await page.evaluate(() => document.getElementById('main')
			.contains(document.activeElement)));
	});

	test('the language is changed at once, and kept', async (visit) => {
		const who = await visit.person();
		const page = await who.open('/resumes');

		await menu(page, 'Appearance and language').click();
		await look(page, 'menu');
		await choice(page, 'Français').click();
		await page.getByRole('heading', { name: 'CV', level: 1 }).waitFor();
		assert.equal(await page.locator('html').getAttribute('lang'), 'fr');
		await page.reload();
		await page.getByRole('heading', { name: 'CV', level: 1 }).waitFor();
		await menu(page, 'Apparence et langue').click();
		await choice(page, 'العربية').click();
		await page.waitForFunction(() =>
			document.documentElement.dir === 'rtl');
		await page.getByRole('heading', { name: 'السير الذاتية', level: 1 })
			.waitFor();
	});

	test('it is light or dark as the machine is, or as one says',
		async (visit) => {
			const who = await visit.person({}, { colorScheme: 'dark' });
			const page = await who.open('/resumes');

			assert.equal(light(await paper(page)), false);
			await menu(page, 'Appearance and language').click();
			assert.equal(await choice(page, 'As the system')
				.getAttribute('aria-checked'), 'true');
			await choice(page, 'Light').click();
			assert.equal(light(await paper(page)), true);
			await page.reload();
			await settled(page);
			assert.equal(light(await paper(page)), true);
		});

	test('a menu is walked by arrows, and left by Escape and Tab',
		async (visit) => {
			const who = await visit.person();
			const page = await who.open('/resumes');
			const button = menu(page, 'Appearance and language');
			const at = (name) => page.waitForFunction((n) => document
				.activeElement.textContent.trim() === n, name);

			await button.focus();
			await page.keyboard.press('ArrowDown');
			await at('As the system');
			await page.keyboard.press('ArrowUp');
			await at('العربية');
			await page.keyboard.press('Home');
			await page.keyboard.press('ArrowDown');
			await at('Light');
			await page.keyboard.press('Escape');
			assert.ok(await button.evaluate((e) =>
				e === document.activeElement));
			assert.equal(await page.getByRole('menu').count(), 0);
			await page.keyboard.press('Enter');
			await at('As the system');
			await page.keyboard.press('Tab');
			assert.equal(await page.getByRole('menu').count(), 0);
		});

	test('without a network it says so, and goes on when there is one',
		async (visit) => {
			const who = await visit.person();
			const page = await who.open('/resumes');

			await who.context.setOffline(true);
			await page.getByRole('link', { name: 'Jobs' }).click();
			await page.getByText('This page could not be loaded').waitFor();
			await who.context.setOffline(false);
			await page.getByRole('button', { name: 'Try again' }).click();
			await page.getByRole('heading', { name: 'Jobs', level: 1 })
				.waitFor();
		});

	test('what was loaded once is not loaded again', async (visit) => {
		const who = await visit.person();
		const page = await who.open('/resumes');

		await page.goto('/projects');
		await page.goto('/resumes');
		await settled(page);
		const loaded = await page.evaluate(() => performance
			.getEntriesByType('resource')
			.filter((r) => new URL(r.name).pathname.startsWith('/assets/'))
			.map((r) => [r.name, r.transferSize]));

		assert.ok(loaded.length > 2);
		for (const [name, bytes] of loaded)
			assert.equal(bytes, 0, name);
	});

	/* ---- how pages begin (WEB-1) --------------------------------------- */

	const paths = [...readFileSync('src/api/routes.def', 'utf8')
		.matchAll(/^WEB_PAGE\("([^"]+)"/gm)].map((m) => m[1]);

	test('each path has a file that names what its page needs', async () => {
		assert.ok(paths.length > 25);
		for (const path of paths) {
			const res = await fetch(house.url + path.replace('{id}',
				'01900000-0000-7000-8000-000000000000'));
			const html = await res.text();

			assert.equal(res.status, 200);
			assert.match(html, new RegExp(`data-path="${
				path.replace(/[{}]/g, '\\$&')}"`));
			const chunks = [...html.matchAll(
				/modulepreload" href="([^"]+)"/g)].map((m) => m[1]);

			assert.ok(chunks.length >= 2, path);
			for (const chunk of chunks)
				assert.equal((await fetch(house.url + chunk)).status, 200);
		}
	});

	test('what is asked for early is what the page wants, and once',
		async (visit) => {
			const who = await visit.person();
			const { id } = await who.document('engineer');
			const project = (await who.post('/api/projects',
				{ job_description: POSTING, base_resume_id: id })).id;
			const hook = (await who.post('/api/webhooks', { events: ['*'],
				url: 'https://93.184.215.14/hook' })).webhook.id;

			for (const path of paths) {
				if (/^\/(sign|forgot|reset|verify)/.test(path) ||
					/original|variant|data/.test(path))
					/* of others; that asks for its credits anew */
					continue;
				const asked = [];
				const page = await who.context.newPage();

				page.on('request', (r) => r.method() === 'GET' &&
					/\/api\//.test(r.url()) && asked.push(r.url()));
				await page.goto(path.replace('{id}',
					path.startsWith('/projects') ? project :
						path.startsWith('/settings') ? hook : id));
				await page.locator('main h1').first().waitFor();
				await until(`${path} has what it asked for`, () =>
					page.evaluate(() =>
						!document.querySelector('[aria-busy="true"]') &&
						!window.vitaeEarly?.size));
				assert.deepEqual(asked.toSorted(),
					[...new Set(asked)].toSorted(), path);
				assert.ok(asked.length, path);
				await page.close();
			}
		});
});
