// What the editor knows of a document, without a browser: its parts and their
// order, the layers of its style, marks in a text, words and their fields.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { test } from './harness.mjs';

const app = new URL('../../web/app/', import.meta.url);
const { build } = createRequire(new URL('package.json', app))('esbuild');

const { outputFiles: [{ contents }] } = await build({
	stdin: {
		contents: ['style', 'parts', 'marks', 'roles', 'pointed', 'tree']
			.map((n) => `export * as ${n} from './src/lib/${n}.ts';`)
			.join('\n'),
		resolveDir: app.pathname,
	},
	bundle: true,
	format: 'esm',
	write: false,
	platform: 'node',
});
const { style, parts, marks, roles, pointed, tree } = await import(
	`data:text/javascript;base64,${Buffer.from(contents).toString('base64')}`
);

const doc = {
	basics: { name: 'Ada Quill', summary: 'Bakes bread for mills.' },
	work: [
		{ name: 'Mill', position: 'Baker', highlights: ['Kept the oven'] },
		{ name: 'mill ', position: 'Mate' },
		{ name: 'Inn' },
	],
	skills: [{ name: 'Crafts', keywords: ['Bread', 'Soup'] }],
	meta: {
		vitae: {
			custom_sections: [
				{ id: 'talks', title: 'Talks', entries: [{ title: 'On rye' }] },
				{ id: 'words', title: 'Words', entries: [{ summary: 'Rye.' }] },
			],
		},
	},
};
const source = (path) =>
	readFileSync(new URL(`../../src/${path}`, import.meta.url), 'utf8');
const ids = (d) => parts.partsOf(d).map((p) => p.id);

// ---- the same as the engine ---------------------------------------------------

test('the editor offers the fonts, languages and dates that the press has', () => {
	const all = (text, pattern) => [...text.matchAll(pattern)].map((m) => m[1]);

	assert.deepEqual([...style.families],
		all(source('press/fonts.def'), /^FAMILY\("([^"]+)"/gm));
	assert.deepEqual([...style.locales],
		all(source('press/words.def'), /^WORDS\("([^"]+)"/gm));
	const dates = /press_dates_names\[\] = \{([^}]+)\}/.exec(
		source('press/words.c'))[1];

	assert.deepEqual([...style.dateFormats], all(dates, /"([^"]+)"/g));
});

test('roles follow each other at one employer, as the press has it', () => {
	assert.deepEqual(doc.work.map((_, i) => roles.goesOn(doc.work, i)),
		[false, true, false]);
	assert.equal(roles.goesOn([{}, {}], 1), false);
	assert.deepEqual(roles.roleAt({ name: 'Inn', location: 'Hay',
		position: 'Cook', startDate: '2020' }), { name: 'Inn', location: 'Hay' });
});

// ---- parts ----------------------------------------------------------------------

test('the parts of a document stand as on its pages', () => {
	assert.deepEqual(ids(doc), ['summary', 'work', 'skills', 'talks', 'words']);
	const moved = parts.ordered(doc, ['talks', 'skills']);

	assert.deepEqual(ids(moved).slice(0, 3), ['summary', 'talks', 'skills']);
	assert.deepEqual(ids(parts.ordered(doc, ['work', 'summary'])).slice(0, 2),
		['work', 'summary']);
});

test('a section of one\'s own is shown as what it holds', () => {
	const [talks, words] = parts.partsOf(doc).slice(3);

	assert.equal(talks.layout, 'entries');
	assert.equal(words.layout, 'text');
	const [more, id] = parts.withCustom(doc, 'Prizes', 'list');
	const own = parts.partsOf(more).find((p) => p.id === id);

	assert.equal(own.layout, 'list');
	assert.deepEqual(tree.get(more, own.path), [{ highlights: [''] }]);
	assert.notEqual(parts.withCustom(more, 'Prizes', 'text')[1], id);
});

test('a field that came with a file is shown in a section of one\'s own', () => {
	const d = tree.set(doc, ['meta', 'vitae', 'custom_sections', 0, 'entries', 0,
		'institution'], 'Hall');
	const [talks] = parts.partsOf(d).filter((p) => p.id === 'talks');

	assert.ok(talks.section.details.some((x) => x.name === 'institution'));
});

test('titles are given, and taken back without leaving anything', () => {
	const work = parts.partsOf(doc).find((p) => p.id === 'work');
	const named = parts.titled(doc, work, 'Bakeries');

	assert.equal(parts.partsOf(named)[1].title, 'Bakeries');
	assert.equal(parts.partsOf(parts.titled(named, work, ''))[1].title, '');
	assert.equal(parts.titled(doc, work, ''), doc);
});

test('hiding twice shows again', () => {
	const hidden = parts.hiding(doc, 'work');

	assert.equal(parts.isHidden(hidden, 'work'), true);
	assert.deepEqual(parts.hiding(hidden, 'work').meta.vitae.hidden_sections,
		undefined);
});

// ---- style ----------------------------------------------------------------------

const styled = (path, to, d = doc) => style.styled(d, path, to);

test('what is taken back from a style leaves nothing behind', () => {
	const red = styled(['colors', 'accent'], '#aa0000');

	assert.deepEqual(style.styleOf(red), { colors: { accent: '#aa0000' } });
	assert.ok(tree.same(styled(['colors', 'accent'], undefined, red), doc));
	assert.equal(styled(['size'], undefined), doc);
});

test('paper that came with a file gives way to what is chosen', () => {
	const d = tree.set(doc, ['meta', 'vitae', 'paper'], 'Letter');

	assert.equal(style.effective(d, ['paper']), 'letter');
	const a4 = styled(['paper'], 'a4', d);

	assert.equal(style.effective(a4, ['paper']), 'a4');
	assert.equal(a4.meta.vitae.paper, undefined);
});

test('another template has its own look, and keeps titles and dates', () => {
	let d = styled(['size'], 12);

	d = styled(['titles'], { work: 'Jobs' }, d);
	d = styled(['date_format'], 'yyyy', d);
	const other = style.inTemplate(d, 'classic');

	assert.deepEqual(style.styleOf(other),
		{ titles: { work: 'Jobs' }, date_format: 'yyyy' });
	const back = style.inTemplate(other, 'modern', style.lookOf(d));

	assert.deepEqual(style.styleOf(back), style.styleOf(d));
	assert.deepEqual(style.styleOf(style.plain(d)), { titles: { work: 'Jobs' } });
	assert.deepEqual(style.wish(d), { size: 12, date_format: 'yyyy' });
});

test('lengths are read in every unit', () => {
	const mm = (s) => Math.round(style.millimetres(s) * 10) / 10;

	assert.deepEqual(['18mm', '1.8cm', '0.7in', '51pt', 'x', undefined].map(mm),
		[18, 18, 17.8, 18, 0, 0]);
});

// ---- marks ----------------------------------------------------------------------

/* "a [b] c": what is chosen is in brackets, before and after. */
function mark(said, how) {
	const from = said.indexOf('[');
	const text = said.replace('[', '').replace(']', '');
	const c = marks.marked({ text, from, to: said.indexOf(']') - 1 }, how);

	return `${c.text.slice(0, c.from)}[${c.text.slice(c.from, c.to)}]${
		c.text.slice(c.to)}`;
}

test('marks are put around what is chosen, and taken away again', () => {
	assert.equal(mark('bake [bread] here', 'bold'), 'bake **[bread]** here');
	assert.equal(mark('bake **[bread]** here', 'bold'), 'bake [bread] here');
	assert.equal(mark('bake **[bread]**', 'italic'), 'bake ***[bread]***');
	assert.equal(mark('bake ***[bread]***', 'bold'), 'bake *[bread]*');
	assert.equal(mark('*[bread]*', 'italic'), '[bread]');
});

test('blanks at the ends of what is chosen stay outside of the marks', () => {
	assert.equal(mark('bake[ bread ]here', 'bold'), 'bake **[bread]** here');
});

test('a link waits for its address; without words for these', () => {
	assert.equal(mark('see [here]', 'link'), 'see [here]([https://])');
	assert.equal(mark('see []', 'link'), 'see [[]](https://)');
});

// ---- words and fields --------------------------------------------------------------

test('a word of a page is that of a field', () => {
	const at = (pointer, word) =>
		pointed.fieldAt(doc, pointer, word).join('/');

	assert.equal(at('/work/0/highlights/0', 'oven'), 'work/0/highlights/0');
	assert.equal(at('/work/0', 'Baker,'), 'work/0/position');
	assert.equal(at('/work/0', 'Experience'), 'work/0');
	assert.equal(at('/skills', 'Soup'), 'skills/0/keywords/1');
	assert.equal(at('/basics', 'Quill'), 'basics/name');
});

test('a field has the words that show it', () => {
	const word = (text, at) => ({ text, at, x: 1, y: 2, width: 3, height: 4 });
	const told = { pages: [{ words: [word('Ada', '/basics/name')] },
		{ words: [word('Baker', '/work/0'), word('Mill', '/work/0'),
			word('oven', '/work/0/highlights/0')] }] };
	const found = (field) => {
		const [page, words] = pointed.wordsOf(doc, told, field) ?? [];

		return words && [page, ...words.map((w) => w.text)];
	};

	assert.deepEqual(found('basics/name'), [1, 'Ada']);
	assert.deepEqual(found('work/0/position'), [2, 'Baker']);
	assert.deepEqual(found('work/0/highlights/0'), [2, 'oven']);
	assert.equal(found('education/0/area'), undefined);
});

test('a place of a page is that of the word next to it', () => {
	const words = [
		{ text: 'a', at: '/a', x: 10, y: 10, width: 20, height: 10 },
		{ text: 'b', at: '/b', x: 40, y: 10, width: 20, height: 10 },
		{ text: 'c', x: 10, y: 30, width: 20, height: 10 },
	];

	assert.equal(pointed.wordAt(words, 15, 15).text, 'a');
	assert.equal(pointed.wordAt(words, 38, 12).text, 'b');
	assert.equal(pointed.wordAt(words, 200, 200), undefined);
	assert.equal(pointed.wordAt(words, 15, 38), undefined);
});
