/*
 * test/web/offline_test.mjs - the pages without a network: what was here once
 * opens, what is typed is kept, and saved when there is a network; what is kept
 * goes with whoever signs out (WEB-4).
 */
import assert from 'node:assert/strict';

import { inBrowser, look, settled, test, until } from './harness.mjs';

const ANSWERS = 'vitae-answers';

/* The paths of what lies in the caches whose names begin so. */
function lies(page, cache) {
	return page.evaluate(async (cache) => {
		const names = (await caches.keys()).filter((n) => n.startsWith(cache));
		const all = await Promise.all(names.map(async (n) =>
			(await caches.open(n)).keys()));

		return all.flat().map((r) => new URL(r.url).pathname);
	}, cache);
}

/* The worker is in charge, and has put aside what the editor asks for. */
async function ready(page, id) {
	await until('the worker', () => page.evaluate(() =>
		navigator.serviceWorker.controller !== null));
	await until('the answers', async () => {
		const names = await lies(page, ANSWERS);

		return ['/api/auth/me', '/api/templates', `/api/resumes/${id}`]
			.every((path) => names.includes(path));
	});
}

async function visited(visit, how = {}) {
	const who = await visit.person({}, { serviceWorkers: 'allow', ...how });
	const { id } = await who.document('engineer');
	const page = await who.open(`/resumes/${id}`);

	await ready(page, id);
	return { who, id, page };
}

function label(page) {
	return page.getByLabel('What I am').inputValue();
}

inBrowser({}, (house) => {
	test('the editor opens without a network, and saves when there is one',
		async (visit) => {
			const { who, id, page } = await visited(visit);

			await page.close();
			await who.context.setOffline(true);
			let now = await who.context.newPage();

			await now.goto(`/resumes/${id}`);
			await now.getByLabel('What I am').fill('Ferryman');
			await now.getByText('Not saved: offline').waitFor();
			await look(now, 'offline');
			const kept = () => who.get(`/api/resumes/${id}`);

			/* a tab that closes is online for a moment here */
			assert.notEqual((await kept()).resume.basics.label, 'Ferryman');
			await now.close();
			now = await who.context.newPage();
			await now.goto(`/resumes/${id}`);
			await until('the draft', async () =>
				await label(now) === 'Ferryman');
			await who.context.setOffline(false);
			await until('the save', async () =>
				(await kept()).resume.basics.label === 'Ferryman');
			/* what was saved is what the next time begins with */
			await now.getByText('Saved', { exact: true }).waitFor();
			await now.close();
			await who.context.setOffline(true);
			now = await who.context.newPage();
			await now.goto(`/resumes/${id}`);
			await now.getByLabel('What I am').waitFor();
			assert.equal(await label(now), 'Ferryman');
		});

	test('the list of documents leads there without a network, too',
		async (visit) => {
			const { who, page } = await visited(visit);

			await page.getByLabel('Pages', { exact: true })
				.getByRole('link', { name: 'Resumes' }).click();
			await settled(page);
			await until('the list', async () =>
				(await lies(page, ANSWERS)).includes('/api/resumes'));
			await who.context.setOffline(true);
			await page.reload();
			await page.getByRole('link', { name: /^The / }).first().click();
			await page.getByLabel('What I am').waitFor();
		});

	test('in Arabic it is Arabic without a network, too', async (visit) => {
		const { who, page, id } = await visited(visit, { locale: 'ar' });

		await until('the Arabic', async () =>
			(await lies(page, 'vitae-build-')).some((p) => /\/ar-/.test(p)));
		await who.context.setOffline(true);
		await page.goto(`/resumes/${id}`);
		await page.getByRole('tab').first().waitFor();
		assert.equal(await page.locator('html').getAttribute('lang'), 'ar');
		assert.match(await page.getByRole('tab').first().textContent(),
			/[\u0600-\u06ff]/);
	});

	test('who signs out leaves nothing behind in the browser',
		async (visit) => {
			const { who, id, page } = await visited(visit);

			await page.getByRole('button', { name: /^Account of/ }).click();
			await page.getByRole('menuitem', { name: 'Sign out' }).click();
			await page.getByRole('heading', { level: 1,
				name: /The resume you have/ }).waitFor();
			assert.deepEqual(await page.evaluate(async () =>
				[...await caches.keys(), ...Object.keys(localStorage)
					.filter((k) => k.startsWith('vitae.draft'))]), []);
			await who.context.setOffline(true);
			page.expected = [/.*/];
			await assert.rejects(page.goto(`/resumes/${id}`),
				/ERR_INTERNET_DISCONNECTED/);
		});

	test('whose sign-in has ended elsewhere finds nothing kept',
		async (visit) => {
			const { who, page } = await visited(visit);

			assert.equal((await who.ask('DELETE', '/api/auth/sessions'))
				.status, 204);
			await page.goto('/resumes');
			await page.waitForURL(/\/sign-in/);
			await until('nothing', async () =>
				(await lies(page, ANSWERS)).length === 0);
		});

	test('files of a build that is no more go when no page has them',
		async (visit) => {
			const who = await visit.person({}, { serviceWorkers: 'allow' });
			const { id } = await who.document('engineer');
			const page = await who.context.newPage();

			await page.goto('/sign-in?next=/settings'); /* somewhere */
			await page.evaluate(async () => (await caches.open(
				'vitae-build-before')).put('/assets/app-BEFORE.js',
				new Response('')));
			await page.goto(`/resumes/${id}`);
			await ready(page, id);
			const names = await page.evaluate(() => caches.keys());

			assert.deepEqual(names.filter((n) => n === 'vitae-build-before'), []);
			assert.equal(names.filter((n) =>
				n.startsWith('vitae-build-')).length, 1);
		});

	test('the worker is asked about each time, the files it keeps never',
		async () => {
			const worker = await fetch(`${house.url}/worker.js`);

			assert.equal(worker.headers.get('cache-control'), 'no-cache');
			assert.match(worker.headers.get('content-type'), /javascript/);
			const files = [...(await worker.text()).matchAll(
				/"(\/assets\/[^"]+)"/g)].map((m) => m[1]);

			assert.ok(files.length > 10);
			for (const file of files) {
				const res = await fetch(house.url + file);

				assert.equal(res.status, 200, file);
				await res.arrayBuffer();
				if (!file.endsWith('icon.svg'))
					assert.match(file, /-[A-Z0-9]{8}\.(js|css)$/);
			}
		});
});
