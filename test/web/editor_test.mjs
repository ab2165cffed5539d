/*
 * test/web/editor_test.mjs - one document under edit: what it says, how it
 * looks, its pages, and that nothing of it is lost (WEB-1, WEB-2, WEB-4).
 * How two trees become one is in test/node/web_parts_test.mjs.
 */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';

import { fixture, inBrowser, look, reach, settled, test, until }
	from './harness.mjs';

const PERSON = {
	basics: { name: 'Mara Quill', label: 'Bridge Keeper',
		email: 'mara@quill.example', summary: 'Keeps bridges open.' },
	work: [
		{ name: 'Stonegate Works', position: 'Warden', startDate: '2020-03',
			highlights: ['Opened forty bridges', 'Oiled every hinge'] },
		{ name: 'Stonegate Works', position: 'Mate', startDate: '2017-01',
			endDate: '2020-02' },
		{ name: 'Harrow Mill', position: 'Miller', startDate: '2014',
			endDate: '2016' },
	],
	education: [{ institution: 'School of Weirs', studyType: 'Diploma' }],
	skills: [{ name: 'Crafts', keywords: ['Joinery', 'Rope'] }],
};

/* Somebody, their document, and a page with it. */
async function editing(visit, resume = PERSON, how) {
	const who = await visit.person({}, how);
	const { id } = await who.document(resume);
	const page = await who.open(`/resumes/${id}`);

	await page.locator('[data-page="1"] img').waitFor();
	return { who, id, page, path: `/api/resumes/${id}` };
}

/* What was done a moment ago is noted at the next frame. */
async function saved(page) {
	await page.evaluate(() => new Promise((then) =>
		requestAnimationFrame(() => requestAnimationFrame(then))));
	await page.getByRole('status').filter({ hasText: /^Saved$/ }).waitFor();
}

async function keptByItself(at) {
	await saved(at.page);
	return (await at.who.get(at.path)).resume;
}

/* Without waiting for the pause in which it saves by itself. */
async function kept(at) {
	await at.page.keyboard.press('Control+s');
	return keptByItself(at);
}

const tab = (page, name) => page.getByRole('tab', { name }).click();
const card = (page, name) => page.getByRole('region', { name, exact: true });

/* What stands on the pages, by the words of the preview. */
async function wordsOf(at) {
	const { pages } = await at.who.post('/api/export/preview?format=words',
		{ resume_id: at.id });

	return pages.flatMap((p) => p.words).map((w) => w.text).join(' ');
}

/* ---- what it says -------------------------------------------------------- */

inBrowser({}, () => {
	test('what one types is on the page and on the server (WEB-2)',
		async (visit) => {
			const at = await editing(visit);
			const { page } = at;
			const before = await page.getByAltText(/^Page 1/)
				.getAttribute('src');

			await look(page, 'content');
			await page.getByLabel('Name', { exact: true }).fill('Mara Sedge');
			await until('another picture', async () => before !==
				await page.getByAltText(/^Page 1/).getAttribute('src'));
			assert.equal((await keptByItself(at)).basics.name, 'Mara Sedge');
			assert.match(await wordsOf(at), /Mara Sedge/);
			await page.keyboard.press('Control+z');
			assert.equal((await keptByItself(at)).basics.name, 'Mara Quill');
			await page.keyboard.press('Control+Shift+z');
			assert.equal((await keptByItself(at)).basics.name, 'Mara Sedge');
		});

	test('sections and entries are put in order by keys alone (WEB-4)',
		async (visit) => {
			const at = await editing(visit);
			const { page } = at;
			const move = page.getByRole('button',
				{ name: 'Move Education', exact: true });

			await reach(page, move);
			await page.keyboard.press('ArrowUp');
			await page.getByText('Education: 2 of 4').waitFor();
			await page.keyboard.press('Home');
			await page.getByText('Education: 1 of 4').waitFor();
			assert.equal(await move.evaluate(
				(e) => e === document.activeElement), true);
			assert.deepEqual((await kept(at)).meta.vitae.section_order,
				['education', 'summary', 'work', 'skills']);
			await reach(page, page.getByRole('button',
				{ name: 'Move Miller · Harrow Mill', exact: true }));
			await page.keyboard.press('Home');
			assert.equal((await kept(at)).work[0].position, 'Miller');
			assert.match(await wordsOf(at), /Education .*Miller .*Warden/);
		});

	test('a section is dragged by its handle', async (visit) => {
		const at = await editing(visit);
		const { page } = at;
		const grip = page.getByRole('button',
			{ name: 'Move Skills', exact: true });

		await grip.evaluate((e) => e.scrollIntoView({ block: 'end' }));
		const from = await grip.boundingBox();
		const to = await card(page, 'Education').boundingBox();

		await page.mouse.move(from.x + 9, from.y + 9);
		await page.mouse.down();
		await page.mouse.move(to.x + 20, to.y + 8, { steps: 8 });
		await page.mouse.up();
		assert.deepEqual((await kept(at)).meta.vitae.section_order,
			['summary', 'work', 'skills', 'education']);
	});

	test('what is hidden stays, and is on no page', async (visit) => {
		const at = await editing(visit);
		const { page } = at;

		await page.getByRole('button', { name: 'Hide Skills' }).click();
		await page.getByRole('button',
			{ name: 'Hide Mate · Stonegate Works' }).click();
		const { meta, work, skills } = await kept(at);

		assert.deepEqual(meta.vitae.hidden_sections, ['skills']);
		assert.equal(work[1].hidden, true);
		assert.equal(skills.length, 1);
		assert.doesNotMatch(await wordsOf(at), /Joinery|Mate/);
		await page.getByRole('button',
			{ name: 'Hide Mate · Stonegate Works' }).click();
		assert.equal((await kept(at)).work[1].hidden, undefined);
		assert.match(await wordsOf(at), /Mate/);
	});

	test('a section is renamed, removed, and brought back', async (visit) => {
		const at = await editing(visit);
		const { page } = at;

		await page.getByRole('button', { name: 'More about Education' }).click();
		await page.getByRole('menuitem', { name: 'Rename' }).click();
		await page.waitForFunction(() => document.activeElement
			.tagName === 'INPUT');
		await page.keyboard.type('What I learnt');
		await page.keyboard.press('Enter');
		await card(page, 'What I learnt').waitFor();
		assert.deepEqual((await kept(at)).meta.vitae.style.titles,
			{ education: 'What I learnt' });
		assert.match(await wordsOf(at), /What I learnt/);
		await page.getByRole('button',
			{ name: 'More about What I learnt' }).click();
		await page.getByRole('menuitem', { name: 'Remove' }).click();
		await page.getByText('What I learnt is removed.').waitFor();
		assert.equal((await kept(at)).education, undefined);
		await page.getByRole('button', { name: 'Undo' }).last().click();
		assert.equal((await kept(at)).education.length, 1);
	});

	test('a section of one\'s own is a list, a text or entries',
		async (visit) => {
			const at = await editing(visit);
			const { page } = at;
			const own = async (title, kind) => {
				await page.getByRole('button',
					{ name: 'A section of your own' }).click();
				await page.getByLabel('Its title').fill(title);
				await page.getByLabel(kind).check();
				if (kind === 'A list')
					await look(page, 'own');
				await page.getByRole('button',
					{ name: 'Add it' }).click();
				await card(page, title).waitFor();
			};

			await own('Prizes at fairs', 'A list');
			await page.getByLabel('Bullets 1').fill('Best goose');
			await page.keyboard.press('Enter');
			await page.keyboard.type('Second best hat');
			await own('In my words', 'A text');
			await page.getByLabel('Text', { exact: true }).fill('I like rivers.');
			await own('Talks', 'Entries with dates');
			await page.getByLabel('Title', { exact: true }).fill('On weirs');
			await page.getByLabel('From').fill('2023-05');
			await page.getByLabel('To (empty: today)').fill('2023-05');
			const own3 = (await kept(at)).meta.vitae.custom_sections;

			assert.deepEqual(own3.map((s) => [s.title, s.entries]), [
				['Prizes at fairs',
					[{ highlights: ['Best goose', 'Second best hat'] }]],
				['In my words', [{ summary: 'I like rivers.' }]],
				['Talks', [{ title: 'On weirs',
					startDate: '2023-05', endDate: '2023-05' }]],
			]);
			assert.equal(new Set(own3.map((s) => s.id)).size, 3);
			assert.match(await wordsOf(at), /Best goose.*I like rivers\./);
		});

	test('a further role is begun at the same employer', async (visit) => {
		const at = await editing(visit);
		const { page } = at;

		await page.getByRole('button',
			{ name: 'Warden · Stonegate Works', exact: true }).click();
		await page.getByRole('button',
			{ name: 'Add another role at Stonegate Works' }).click();
		await until('the focus', () => page.getByLabel('Position')
			.evaluate((e) => e === document.activeElement));
		await page.keyboard.type('Head Warden');
		assert.deepEqual((await kept(at)).work.slice(0, 2)
			.map((w) => [w.name, w.position]),
		[['Stonegate Works', 'Head Warden'], ['Stonegate Works', 'Warden']]);
	});

	test('words are made bold, italic and links by keys and buttons',
		async (visit) => {
			const at = await editing(visit);
			const { page } = at;
			const about = page.getByLabel('About me');
			const choose = (from, to) => about.evaluate((e, [a, b]) => {
				e.focus();
				e.setSelectionRange(a, b);
			}, [from, to]);

			await choose(6, 13);
			await page.keyboard.press('Control+b');
			await page.keyboard.press('Control+i');
			assert.equal(await about.inputValue(),
				'Keeps ***bridges*** open.');
			await page.keyboard.press('Control+i');
			await page.keyboard.press('Control+b');
			assert.equal(await about.inputValue(), 'Keeps bridges open.');
			await choose(14, 18);
			await page.getByRole('toolbar', { name: 'Marks in the text' })
				.getByRole('button', { name: 'Link' }).click();
			await page.keyboard.press('End');
			await page.keyboard.press('ArrowLeft');
			await page.keyboard.press('ArrowLeft');
			await page.keyboard.type('quill.example');
			assert.equal((await kept(at)).basics.summary,
				'Keeps bridges [open](https://quill.example).');
			assert.match(await wordsOf(at), /bridges open/);
		});

	test('a photo is made small, shown, and taken away', async (visit) => {
		const at = await editing(visit);
		const { page } = at;
		const png = await page.screenshot();

		await page.getByLabel('Add a photo').last()
			.setInputFiles({ name: 'me.png', mimeType: 'image/png',
				buffer: png });
		await page.getByAltText('Your photo').waitFor();
		const image = (await kept(at)).basics.image;

		assert.match(image, /^data:image\/jpeg;base64,/);
		assert.ok(image.length < 150_000, `${image.length}`);
		await page.getByRole('button', { name: 'Remove the photo' }).click();
		assert.equal((await kept(at)).basics.image, undefined);
		await page.getByLabel('Add a photo').last().setInputFiles({
			name: 'me.png', mimeType: 'image/png',
			buffer: Buffer.from('no picture') });
		await page.getByText('no picture that can be read').waitFor();
	});

	/* ---- how it looks ------------------------------------------------ */

	test('a template is chosen by its picture of this resume, by arrows',
		async (visit) => {
			const at = await editing(visit);
			const { page } = at;

			await tab(page, 'Style');
			const all = page.getByRole('radiogroup', { name: 'Template' });

			await until('nine pictures', async () =>
				await all.locator('img').count() === 9);
			await look(page, 'style', { whole: true });
			assert.equal(await all.getByRole('radio',
				{ name: 'Modern' }).isChecked(), true);
			await all.getByRole('radio', { name: 'Modern' }).focus();
			await page.keyboard.press('ArrowRight');
			assert.equal((await kept(at)).meta.vitae.template, 'classic');
			await page.keyboard.press('Control+z');
			assert.equal((await kept(at)).meta?.vitae?.template, undefined);
		});

	test('the style is changed, undone, taken back one by one and whole',
		async (visit) => {
			const at = await editing(visit);
			const { page } = at;
			const style = async () => (await kept(at)).meta?.vitae?.style;

			await tab(page, 'Style');
			await page.getByRole('button', { name: 'Wine red' }).click();
			await page.getByLabel('Font', { exact: true })
				.selectOption('Vollkorn');
			await page.getByLabel('Size', { exact: true }).fill('11');
			await page.getByLabel('US Letter').check();
			await page.getByLabel('Two', { exact: true }).check();
			await page.getByLabel('Dates', { exact: true }).selectOption('MM/yyyy');
			await page.getByLabel('Margins, sides').fill('25');
			await page.getByLabel('Show the photo').uncheck();
			const all = { colors: { accent: '#8c1d3f' },
				fonts: { body: 'Vollkorn' }, size: 11, paper: 'letter',
				columns: 2, date_format: 'MM/yyyy',
				margins: { left: '25mm', right: '25mm' }, photo: false };

			assert.deepEqual(await style(), all);
			assert.match(await wordsOf(at), /03\/2020/);
			await page.keyboard.press('Control+z');
			await page.keyboard.press('Control+z');
			const { photo, margins, ...rest } = all;

			assert.ok(photo === false && margins);
			assert.deepEqual(await style(), rest);
			await page.getByRole('button',
				{ name: 'Take back: Font', exact: true }).click();
			assert.equal((await style()).fonts, undefined);
			await page.getByRole('button',
				{ name: 'Back to the template' }).click();
			assert.equal(await style(), undefined);
		});

	test('a look becomes what I usually want of a template', async (visit) => {
		const at = await editing(visit);
		const { page } = at;
		const path = '/api/templates/modern/preferences';

		await tab(page, 'Style');
		await page.getByRole('button', { name: 'Rust' }).click();
		await page.getByRole('button', { name: 'Always so in Modern' }).click();
		await page.getByText('look so from now on').waitFor();
		assert.deepEqual((await at.who.get(path)).custom_config,
			{ colors: { accent: '#a8431f' } });
		await page.getByRole('button', { name: 'Back to the template' }).click();
		await saved(page);
		assert.equal(await page.getByRole('button', { name: 'Rust' })
			.getAttribute('aria-pressed'), 'true');
		await page.getByRole('button', { name: /^Forget what/ }).click();
		await page.getByText('as it was made again').waitFor();
		assert.deepEqual((await at.who.get(path)).custom_config, {});
	});

	test('it is made to fit, and says what that did and what is too much',
		async (visit) => {
			const at = await editing(visit, fixture('engineer'));
			const { page } = at;

			await tab(page, 'Style');
			await page.getByText('It takes 2 pages.').waitFor();
			await page.getByLabel('Size', { exact: true }).fill('11');
			await page.getByText('It takes 3 pages.').waitFor();
			await page.getByLabel('Fit 2 pages').check();
			await page.getByText(/Made to fit 2 pages: text 11 → /).waitFor();
			await page.getByText('2 pages', { exact: true }).waitFor();
			await page.getByLabel('Fit 1 page').check();
			await page.getByText(/Even at .* it takes 2 pages/).waitFor();
			await look(page, 'fit');
			assert.deepEqual((await kept(at)).meta.vitae.style.fit,
				{ pages: 1 });
			await page.getByLabel('As many as it takes').check();
			assert.equal((await kept(at)).meta.vitae.style.fit, undefined);
		});

	/* ---- the pages --------------------------------------------------- */

	test('a word of the page leads to its field, a field to its page',
		async (visit) => {
			const at = await editing(visit, fixture('engineer'));
			const { page } = at;
			const { width, pages } = await at.who.post(
				'/api/export/preview?format=words', { resume_id: at.id });
			const word = pages[1].words.find((w) =>
				/\/highlights\/\d+$/.test(w.at) && w.text.length > 4);
			const second = page.locator('[data-page="2"]');

			await second.scrollIntoViewIfNeeded();
			await page.getByAltText(/^Page 2 of/).waitFor();
			const box = await second.boundingBox();
			const scale = box.width / width;

			await page.mouse.click(box.x + (word.x + 2) * scale,
				box.y + (word.y + word.height / 2) * scale);
			await until('the field', async () => (await page.evaluate(() =>
				document.activeElement.value ?? '')).includes(word.text));
			await page.getByLabel('Name', { exact: true }).focus();
			await until('page 1 in sight', () => page.getByLabel('The pages', { exact: true })
				.evaluate((e) => e.scrollTop < e.clientHeight / 2));
		});

	test('a word of the address opens the fold that its field is in',
		async (visit) => {
			const at = await editing(visit, fixture('engineer'));
			const { page } = at;
			const { width, pages } = await at.who.post(
				'/api/export/preview?format=words', { resume_id: at.id });
			const word = pages[0].words.find((w) => w.text === 'Harbour');
			const field = page.getByLabel('Street and number');

			assert.equal(await field.isVisible(), false);
			await settled(page);
			const box = await page.locator('[data-page="1"]').boundingBox();
			const scale = box.width / width;

			await until('its words', async () => {
				await page.mouse.click(box.x + (word.x + 2) * scale,
					box.y + (word.y + word.height / 2) * scale);
				return field.isVisible();
			});
			await until('the focus', () => field.evaluate(
				(e) => e === document.activeElement));
			assert.match(await field.inputValue(), /Harbour/);
		});

	test('pages are made larger and smaller', async (visit) => {
		const { page } = await editing(visit);
		const wide = async () =>
			(await page.getByAltText(/^Page 1/).boundingBox()).width;
		const before = await wide();

		await page.getByRole('button', { name: 'Full width' }).click();
		assert.ok(await wide() > before * 1.2);
		await page.getByRole('button', { name: 'Whole page' }).click();
		assert.equal(await wide(), before);
		await page.getByRole('button', { name: 'Larger' }).click();
		await page.getByText('75 %').waitFor();
	});

	test('on a telephone the pages are a sheet (WEB-4)', async (visit) => {
		const { page } = await editingNarrow(visit);

		await page.getByRole('button', { name: 'Preview' }).click();
		const sheet = page.getByRole('dialog', { name: 'Preview' });

		await sheet.getByAltText(/^Page 1 of 1/).waitFor();
		await look(page, 'sheet');
		await sheet.getByRole('button', { name: 'Close' }).click();
		await sheet.waitFor({ state: 'detached' });
	});

	/* ---- as a file --------------------------------------------------- */

	test('it is taken along as a file, under its name, and as text',
		async (visit) => {
			const at = await editing(visit, PERSON,
				{ permissions: ['clipboard-read', 'clipboard-write'] });
			const { page } = at;

			await page.getByRole('button',
				{ name: 'The Bridge Keeper', exact: true }).click();
			await page.getByLabel('Name of the document').fill('For weirs');
			await page.keyboard.press('Enter');
			await saved(page);
			assert.equal((await at.who.get(at.path)).title, 'For weirs');
			for (const [name, begins] of [['PDF', '%PDF-'], ['Word', 'PK'],
				['JSON Resume', '{']]) {
				await page.getByRole('button', { name: 'Download' }).click();
				const [file] = await Promise.all([
					page.waitForEvent('download'),
					page.getByRole('menuitem', { name }).click(),
				]);

				assert.match(file.suggestedFilename(), /^For weirs\./);
				assert.equal(readFileSync(await file.path(), 'latin1')
					.slice(0, begins.length), begins);
				await page.getByText(`${file.suggestedFilename()} is in`)
					.waitFor();
			}
			await page.getByRole('button', { name: 'Download' }).click();
			await page.getByRole('menuitem', { name: 'Copy as text' }).click();
			await page.getByText('Copied as text.').waitFor();
			assert.match(await page.evaluate(() =>
				navigator.clipboard.readText()), /Opened forty bridges/);
		});

	/* ---- nothing is lost (WEB-4) ------------------------------------- */

	test('without a network it waits, and is saved when there is one',
		async (visit) => {
			const at = await editing(visit);
			const { page, who } = at;

			await who.context.setOffline(true);
			await page.getByLabel('What I am').fill('Ferryman');
			await page.getByText('Not saved: offline').waitFor();
			await page.getByLabel('Telephone').fill('+44 20 7946 0018');
			await who.context.setOffline(false);
			const { basics } = await keptByItself(at);

			assert.equal(basics.label, 'Ferryman');
			assert.equal(basics.phone, '+44 20 7946 0018');
		});

	test('a tab that was closed without a network has lost nothing',
		async (visit) => {
			const at = await editing(visit);
			const { page, who } = at;

			await who.context.setOffline(true);
			await page.getByLabel('What I am').fill('Ferryman');
			await page.getByText('Not saved: offline').waitFor();
			await page.close();
			await who.context.setOffline(false);
			assert.equal((await who.get(at.path)).resume.basics.label,
				'Bridge Keeper');
			at.page = await who.open(`/resumes/${at.id}`);
			await at.page.getByText(/not saved yet is here again/).waitFor();
			assert.equal((await keptByItself(at)).basics.label, 'Ferryman');
			await at.page.keyboard.press('Control+z');
			assert.equal((await keptByItself(at)).basics.label, 'Bridge Keeper');
		});

	test('what two tabs change is in both, and undone by itself',
		async (visit) => {
			const at = await editing(visit);
			const { page, who } = at;
			const other = await who.open(`/resumes/${at.id}`);

			await page.getByLabel('What I am').fill('Ferryman');
			await other.getByLabel('Telephone').fill('+44 20 7946 0018');
			await saved(page);
			await saved(other);
			for (const p of [page, other]) {
				await until('both', async () =>
					await p.getByLabel('What I am').inputValue() ===
						'Ferryman' &&
					await p.getByLabel('Telephone').inputValue() ===
						'+44 20 7946 0018');
				await saved(p);
			}
			await page.bringToFront();
			await page.getByLabel('What I am').press('Control+z');
			const { basics } = await keptByItself(at);

			assert.equal(basics.label, 'Bridge Keeper');
			assert.equal(basics.phone, '+44 20 7946 0018');
		});

	test('what both tabs changed is asked about', async (visit) => {
		const at = await editing(visit);
		const { page, who } = at;
		const other = await who.open(`/resumes/${at.id}`);
		const both = async (mine, theirs) => {
			await who.context.setOffline(true);
			await page.getByLabel('What I am').fill(mine);
			await page.getByText('Not saved: offline').waitFor();
			await who.context.setOffline(false);
			await other.getByLabel('What I am').fill(theirs);
			await until('one that asks', async () =>
				await asks(page) || await asks(other));
			return await asks(page) ? page : other;
		};
		const asks = (p) => p.getByRole('dialog',
			{ name: 'Changed in two places' }).isVisible();
		const asking = await both('Ferryman', 'Diver');

		for (const said of ['Ferryman', 'Diver'])
			await asking.getByRole('dialog').getByText(said,
				{ exact: true }).waitFor();
		await look(asking, 'conflict');
		await asking.getByRole('button', { name: 'Keep mine' }).click();
		await saved(asking);
		const told = (await who.get(at.path)).resume.basics.label;

		assert.equal(told, asking === page ? 'Ferryman' : 'Diver');
		for (const p of [page, other])
			await until('the same', async () =>
				await p.getByLabel('What I am').inputValue() === told);
	});

	test('it is right in Arabic, too', async (visit) => {
		const { page } = await editing(visit, PERSON, { locale: 'ar' });

		assert.equal(await page.evaluate(() => document.dir), 'rtl');
		/* back is to the right there */
		assert.equal(await page.locator('.bar .turned').first().evaluate(
			(e) => getComputedStyle(e).scale), '-1 1');
		await look(page, 'arabic');
		await page.getByRole('tab').nth(1).click();
		await settled(page);
		await look(page, 'arabic style');
	});
});

const editingNarrow = async (visit) => {
	const who = await visit.person({},
		{ viewport: { width: 360, height: 740 }, hasTouch: true });
	const { id } = await who.document(PERSON);

	return { page: await who.open(`/resumes/${id}`) };
};
