/*
 * test/web/harness_test.mjs - what judges the pages is judged itself: each
 * thing that a page must not do, done to one, is found.
 */
import assert from 'node:assert/strict';

import { drop, fileNamed, inBrowser, reach, settled, test, until }
	from './harness.mjs';
import { judge } from './judge.mjs';

/* A page that something was done to, which was fine before. */
async function spoilt(visit, how) {
	const who = await visit.stranger();
	const page = await who.open('/forgot');

	await page.evaluate(how);
	return { who, page };
}

async function faultsOf(visit, how) {
	const { who } = await spoilt(visit, how);

	return until('a fault', () => who.faults.splice(0).join('\n'));
}

async function judged(visit, how) {
	const { page } = await spoilt(visit, how);

	return (await judge(page, {})).join('\n');
}

inBrowser({}, () => {
	test('nothing is found where nothing is wrong', async (visit) => {
		assert.equal(await judged(visit, () => {}), '');
	});

	test('a style in the page is against its policy', async (visit) => {
		assert.match(await faultsOf(visit, () => {
			const style = document.createElement('style');

			style.textContent = 'p { color: red }';
			document.head.append(style);
		}), /Content Security Policy/);
	});

	test('a question to another host is found', async (visit) => {
		assert.match(await faultsOf(visit, () => {
			fetch('http://127.0.0.2:9/').catch(() => {});
		}), /127\.0\.0\.2/);
	});

	test('what a page logs and throws is found', async (visit) => {
		assert.match(await faultsOf(visit, () => {
			console.error('a log of woe');
		}), /a log of woe/);
		assert.match(await faultsOf(visit, () => {
			setTimeout(() => {
				throw new Error('thrown late');
			});
		}), /thrown late/);
	});

	test('a missing part of the pages is found', async (visit) => {
		assert.match(await faultsOf(visit, () => {
			fetch('/assets/none.js').catch(() => {});
		}), /404 .*none\.js/);
	});

	test('a button without a name is found at every width', async (visit) => {
		const found = await judged(visit, () => {
			document.querySelector('main')
				.append(document.createElement('button'));
		});

		assert.match(found, /360 light: axe button-name/);
		assert.match(found, /1440 dark: axe button-name/);
	});

	test('pale words are found in the scheme where they are pale',
		async (visit) => {
			const found = await judged(visit, () => {
				const p = document.createElement('p');

				p.textContent = 'hard to read';
				p.style.color = '#767676';
				document.querySelector('main form').append(p);
			});

			assert.match(found, /360 dark: axe color-contrast/);
			assert.doesNotMatch(found, /light: axe color-contrast/);
		});

	test('what sticks out at the side is found where it does',
		async (visit) => {
			const found = await judged(visit, () => {
				const p = document.createElement('p');

				p.textContent = 'wide';
				p.style.width = '500px';
				document.querySelector('main').append(p);
			});

			assert.match(found, /360 light: sticks out: p/);
			assert.doesNotMatch(found, /820/);
		});

	test('what moves by itself is found', async (visit) => {
		const { page } = await spoilt(visit, () => {
			const p = document.createElement('p');

			p.style.height = '300px';
			document.querySelector('main').prepend(p);
		});

		await page.waitForFunction(() => window.vitaeShifts.sum > 0);
		assert.match((await judge(page, {})).join('\n'), /^moved by/);
	});

	test('what is waited for is not settled', async (visit) => {
		const { page } = await spoilt(visit, () => {
			document.querySelector('main').ariaBusy = 'true';
		});
		let done = false;
		const wait = settled(page).then(() => {
			done = true;
		});

		await page.evaluate(() => new Promise((go) =>
			requestAnimationFrame(() => requestAnimationFrame(go))));
		assert.equal(done, false);
		await page.evaluate(() => {
			document.querySelector('main').ariaBusy = 'false';
		});
		await wait;
	});

	test('what Tab cannot reach is found', async (visit) => {
		const { page } = await spoilt(visit, () => {
			document.querySelector('main button').tabIndex = -1;
		});

		await reach(page, page.getByLabel('Email'));
		await assert.rejects(reach(page,
			page.getByRole('button', { name: 'Send me a link' })),
		/never reaches/);
	});

	test('a dropped file arrives with its name and bytes', async (visit) => {
		const { page } = await spoilt(visit, () => {
			const main = document.querySelector('main');

			main.ondrop = async (e) => {
				const [file] = e.dataTransfer.files;

				main.title = `${file.name} ${await file.text()}`;
			};
		});

		await drop(page.locator('main'),
			fileNamed('cv.txt', 'text/plain', 'Ada'));
		await page.waitForFunction(() =>
			document.querySelector('main').title === 'cv.txt Ada');
	});
});
