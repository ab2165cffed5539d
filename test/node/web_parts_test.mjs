// What the pages are made of, without a browser: documents that are merged,
// changed and undone, and the catalogues of what they say.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFileSync, readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { test } from './harness.mjs';
import fc from 'fast-check';

const app = new URL('../../web/app/', import.meta.url);
const { build } = createRequire(new URL('package.json', app))('esbuild');

/** A module of the pages, as they are built. */
async function load(path) {
	const made = await build({
		entryPoints: [new URL(`src/${path}`, app).pathname],
		bundle: true,
		format: 'esm',
		write: false,
		platform: 'node',
	});
	return import(
		`data:text/javascript;base64,${Buffer.from(made.outputFiles[0].contents).toString('base64')}`
	);
}

const tree = await load('lib/tree.ts');
const { merge } = await load('lib/merge.ts');

const base = {
	basics: { name: 'Ada Quill', label: 'Baker' },
	work: [
		{ name: 'Mill', highlights: ['Baked bread', 'Kept the oven'] },
		{ name: 'Inn', highlights: ['Served soup'] },
	],
};

test('what is set is a new tree that shares what stayed', () => {
	const now = tree.set(base, ['basics', 'label'], 'Miller');
	assert.equal(now.basics.label, 'Miller');
	assert.equal(base.basics.label, 'Baker');
	assert.equal(now.work, base.work);
	assert.deepEqual(tree.set(base, ['basics', 'label'], undefined).basics, { name: 'Ada Quill' });
	assert.deepEqual(tree.set({}, ['meta', 'vitae', 'hidden_sections'], ['work']), {
		meta: { vitae: { hidden_sections: ['work'] } },
	});
});

test('an item that is moved leaves the others in their order', () => {
	assert.deepEqual(tree.move({ a: [1, 2, 3, 4] }, ['a'], 0, 2).a, [2, 3, 1, 4]);
	assert.deepEqual(tree.move({ a: [1, 2] }, ['a'], 5, 0).a, [1, 2]);
});

test('changes of two tabs in different fields become one document', () => {
	const mine = tree.set(base, ['basics', 'label'], 'Miller');
	const theirs = tree.set(base, ['work', 1, 'highlights', 0], 'Served good soup');
	const { value, conflicts } = merge(base, mine, theirs);
	assert.deepEqual(conflicts, []);
	assert.equal(value.basics.label, 'Miller');
	assert.equal(value.work[1].highlights[0], 'Served good soup');
});

test('an entry that one tab adds and one that the other removes both count', () => {
	const mine = tree.insert(base, ['work'], 0, { name: 'Port' });
	const theirs = tree.set(base, ['work', 1], undefined);
	const { value, conflicts } = merge(base, mine, theirs);
	assert.deepEqual(conflicts, []);
	assert.deepEqual(
		value.work.map((w) => w.name),
		['Port', 'Mill'],
	);
});

test('one field that both changed is told, with all three of its texts', () => {
	const mine = tree.set(base, ['basics', 'label'], 'Miller');
	const theirs = tree.set(base, ['basics', 'label'], 'Cook');
	const { value, conflicts } = merge(base, mine, theirs);
	assert.equal(value.basics.label, 'Miller');
	assert.deepEqual(conflicts, [
		{ path: ['basics', 'label'], base: 'Baker', mine: 'Miller', theirs: 'Cook' },
	]);
});

const json = fc.letrec((tie) => ({
	any: fc.oneof(
		{ maxDepth: 3 },
		fc.string({ maxLength: 3 }),
		fc.integer({ min: 0, max: 3 }),
		fc.array(tie('any'), { maxLength: 4 }),
		fc.dictionary(fc.constantFrom('a', 'b', 'c'), tie('any'), { maxKeys: 3 }),
	),
})).any;
// no __proto__ and the like: what a parser of JSON gives
const plain = json.map((v) => JSON.parse(JSON.stringify(v)));

test('where only one side changed, the merge is that side, without conflicts', () => {
	fc.assert(
		fc.property(plain, plain, (was, is) => {
			for (const [mine, theirs] of [
				[is, was],
				[was, is],
			]) {
				const { value, conflicts } = merge(was, mine, theirs);
				assert.deepEqual(value, is);
				assert.deepEqual(conflicts, []);
			}
		}),
		{ seed: 7, numRuns: 500 },
	);
});

test('the same change on both sides is no conflict, and any merge ends', () => {
	fc.assert(
		fc.property(plain, plain, plain, (was, mine, theirs) => {
			assert.deepEqual(merge(was, mine, mine).value, mine);
			merge(was, mine, theirs);
		}),
		{ seed: 8, numRuns: 500 },
	);
});

const catalogue = (name) => JSON.parse(readFileSync(new URL(`text/${name}`, app), 'utf8'));
const names = (v) => [...JSON.stringify(v).matchAll(/\{(\w+)\}/g)].map((m) => m[1]);

test('every catalogue says what English says, with the same values in it', () => {
	const en = catalogue('en.json');
	/* what the server says: web_heard_test.mjs */
	for (const file of readdirSync(new URL('text/', app)).filter((n) => !n.includes('.server.')))
		for (const [key, text] of Object.entries(catalogue(file))) {
			assert.ok(key in en, `${file}: ${key}`);
			const here = new Set(names(text));
			const there = new Set(names(en[key]));
			for (const n of here) assert.ok(there.has(n), `${file}: ${key}: {${n}}`);
			for (const n of there)
				assert.ok(here.has(n) || typeof text === 'object', `${file}: ${key} lacks {${n}}`);
		}
});

test('French and Arabic say all of it, in each of their plural forms', () => {
	const en = catalogue('en.json');
	for (const l of ['fr', 'ar']) {
		const said = catalogue(`${l}.json`);
		const forms = [...new Intl.PluralRules(l).resolvedOptions().pluralCategories].sort();
		assert.deepEqual(Object.keys(said), Object.keys(en).sort(), l);
		for (const [key, text] of Object.entries(said))
			if (typeof en[key] === 'object')
				assert.deepEqual(Object.keys(text).filter((f) => !/^=/.test(f)).sort(),
					forms, `${l}: ${key}`);
	}
});

const said = await load('lib/i18n.ts');
const { pluralOf } = said;

/* What each language says, as a page would have it. */
async function inEach(check) {
	globalThis.localStorage ??= { setItem() {} };
	globalThis.document ??= { documentElement: {} };
	for (const l of ['en', 'fr', 'ar']) {
		await said.choose(l);
		check(l, `${l}-u-nu-latn`);
	}
	await said.choose('en');
}

test('numbers are written as Intl writes them', () => inEach((l, tag) => {
	for (const n of [0, 7, 999, 1000, 12345, 1234567, 0.5, 2.45, 1.005, 99.95, 0.04,
		1234.5, 1e-9, 1e16, -3.5, -12345])
		for (const digits of [0, 1, 2, 3])
			assert.equal(said.number(n, digits), new Intl.NumberFormat(tag,
				{ maximumFractionDigits: digits }).format(n), `${l}: ${n}, ${digits}`);
}));

test('days are written as Intl writes them', () => inEach((l, tag) => {
	for (let month = 0; month < 12; month++)
		for (const day of [1, 10, 31]) {
			const at = new Date(2026, month, day, 9);

			assert.equal(said.date(at.toISOString()),
				new Intl.DateTimeFormat(tag, { dateStyle: 'medium' }).format(at), l);
		}
}));

test('hours and days of the week are written as Intl writes them',
	() => inEach((l, tag) => {
		const is = (how, at) => new Intl.DateTimeFormat(tag, how).format(at);
		const whole = { weekday: 'long', day: 'numeric', month: 'long' };
		const before = (days) => new Date(Date.now() - days * 86_400_000);
		const ymd = (at) => [at.getFullYear(), at.getMonth() + 1, at.getDate()]
			.map((n) => String(n).padStart(2, '0')).join('-');

		for (let hour = 0; hour < 24; hour++) {
			const at = new Date(2026, 1, 3, hour, 5);

			assert.equal(said.clock(at.toISOString()).replace(/\s/, ' '),
				is({ timeStyle: 'short' }, at).replace(/\s/, ' '), l);
		}
		const how = new Intl.RelativeTimeFormat(tag, { numeric: 'auto' });

		for (const n of [0, 1])
			assert.equal(said.day(ymd(before(n))), how.format(-n, 'day'), l);
		for (let n = 2; n < 800; n += 9) {
			const at = before(n);
			const near = at.getFullYear() === new Date().getFullYear();

			assert.equal(said.day(ymd(at)), is(near ? whole :
				{ ...whole, year: 'numeric' }, at), l);
		}
	}));

test('how long ago it was is said as Intl says it', () => inEach((l, tag) => {
	const how = new Intl.RelativeTimeFormat(tag, { numeric: 'auto' });
	const minute = 60;
	const lasts = { minute, hour: 60 * minute, day: 1440 * minute,
		month: 2629800, year: 31557600 };
	const before = (s) => said.ago(new Date(Date.now() - 1000 * s).toISOString());

	/* where Intl says "this minute" */
	assert.equal(before(20), { en: 'just now', fr: 'à l’instant', ar: 'الآن' }[l]);
	assert.equal(before(-3 * minute - 5), how.format(3, 'minute'), l);
	for (const [unit, most] of [['minute', 59], ['hour', 23], ['day', 30],
		['month', 11], ['year', 105]])
		for (let n = 1; n <= most; n++)
			assert.equal(before((n + 0.01) * lasts[unit]), how.format(-n, unit),
				`${l}: ${n} ${unit}`);
}));

test('numbers choose their words as CLDR has it', () => {
	const numbers = [...Array(1200).keys(), 1_000_000, 2_000_000, 1_000_001, 0.5, 1.5, -1];
	for (const l of ['en', 'fr', 'ar']) {
		const rules = new Intl.PluralRules(l);
		for (const n of numbers)
			if (Number.isInteger(n) && n >= 0)
				assert.equal(pluralOf(l, n), rules.select(n), `${l}: ${n}`);
	}
});

test('what is called by one word has its looks from one file', () => {
	const from = new Map();
	for (const file of readdirSync(new URL('css', app))) {
		const text = readFileSync(new URL(`css/${file}`, app), 'utf8').replaceAll(/\/\*[^]*?\*\//g, '');
		for (const [, all] of text.matchAll(/([^{}@;]+)\{/g))
			for (const one of all.split(',').map((x) => x.trim()))
				if (/^\.?[a-z][\w-]*$/.test(one) && !['from', 'to'].includes(one))
					from.set(one, new Set([...(from.get(one) ?? []), file]));
	}
	assert.ok(from.size > 200);
	for (const [name, files] of from)
		assert.equal(files.size, 1, `${name} is in ${[...files].join(' and ')}`);
});

const sources = (at, ends) =>
	readdirSync(at, { recursive: true })
		.filter((name) => ends.test(name))
		.map((name) => readFileSync(`${at}/${name}`, 'utf8'))
		.join('\n');

test('whoever asked for less motion gets it from scripts and styles', () => {
	const files = (at) => readdirSync(new URL(at, app), { recursive: true })
		.filter((name) => /\.(tsx?|css)$/.test(name))
		.map((name) => [name, readFileSync(new URL(`${at}/${name}`, app), 'utf8')]);

	for (const [name, text] of files('src'))
		if (!name.endsWith('motion.ts'))
			assert.doesNotMatch(text, /['"]smooth['"]/, name);
	for (const [name, text] of files('css')) {
		assert.doesNotMatch(text, /\bscroll-behavior: smooth/, name);
		for (const [, all] of text.matchAll(/(?:transition|animation):\s*([^;]+);/g))
			for (const one of all.split(/,(?![^(]*\))/))
				/* the tokens are nought there; what turns for ever turns slowly */
				assert.match(one, /var\(--(quick|calm)\)|infinite|none/, `${name}: ${one}`);
	}
});

const faults = await load('lib/faults.ts');

test('each sentence that the pages translate is one of the server', () => {
	const texts = [...sources('src', /\.(c|def)$/)
		.replaceAll(/"\s*"/g, '')
		.matchAll(/"((?:[^"\\\n]|\\.)*)"/g)]
		.map((m) => m[1].replaceAll('%d', '7'));

	for (const [pattern] of faults.sentences)
		assert.ok(texts.some((s) => pattern.test(s) || pattern.test(`cv.pdf ${s}`)),
			`${pattern} is nowhere in src`);
	const names = sources('src/base', /err.*\.def$/).toLowerCase();

	for (const code of Object.keys(faults.codes))
		if (code !== 'Rate limit exceeded') assert.match(names, new RegExp(`err\\(${code},`));
});

test('what the server says is said in the language of the page', () => {
	assert.equal(faults.toldAs('must have at least 12 characters'),
		'It must have at least 12 characters.');
	assert.equal(faults.toldAs('the archive holds no text of a Word document', 'bad_input'),
		'the archive holds no text of a Word document');
});

const run = (program, ...words) => {
	const at = new URL(`node_modules/${program}`, app).pathname;
	execFileSync(process.execPath, [at, ...words], { cwd: app, stdio: 'pipe' });
};

test("the pages' types are sound", () => {
	run('typescript/bin/tsc');
	run('typescript/bin/tsc', '-p', 'src/worker');
});

test('the pages are formatted as the formatter would', () => {
	run('prettier/bin/prettier.cjs', '--check', 'src', 'css', 'build.mjs', 'types.mjs');
});

const { follow } = await load('lib/follow.ts');
const { hit, pathOf, placeOf } = await load('lib/trace.ts');

test('a field is found again where its entry went', () => {
	const first = ['work', 0, 'name'];
	const [mill, inn] = base.work;

	assert.deepEqual(follow(base, { ...base, work: [inn, mill] }, first),
		['work', 1, 'name']);
	assert.deepEqual(follow(base, { ...base, work: [{}, inn, mill] }, first),
		['work', 2, 'name']);
	assert.deepEqual(follow(base,
		{ ...base, work: [{ ...mill, name: 'Bakery' }, inn] }, first), first);
	assert.equal(follow(base, { ...base, work: [inn] }, first), undefined);
});

const page = {
	width: 600,
	height: 800,
	lines: [{ block: 0, words: ['Baker,', 'The', 'Mill', 'Mar.', '2019', '–', '2021']
		.map((text, i) => ({ text, box: [i * 50, 100, i * 50 + 40, 110] })) }],
};
const found = { format: 'pdf', pages: [page], fields: [], left: [] };
const trace = (at) => ({ at, sure: 90, page: 1, line: 1, lines: 1,
	box: [0, 100, 340, 110] });
const words = (at, value) => [...placeOf(found, trace(at), value).words];

test('a value stands at its own words, and a date at its month and year', () => {
	assert.deepEqual(words('/projects/0/position', 'Baker'), ['0:0']);
	assert.deepEqual(words('/projects/0/name', 'The Mill'), ['0:1', '0:2']);
	assert.deepEqual(words('/projects/0/startDate', '2019-03'), ['0:3', '0:4']);
	assert.deepEqual(words('/projects/0/endDate', '2021'), ['0:6']);
	assert.equal(words('/projects/0/summary', 'said otherwise').length, 7);
});

test('a place of a page belongs to the smallest field around it', () => {
	const all = [['whole', 'said otherwise'], ['name', 'The Mill']].map(
		([name, value]) => ({ name,
			place: placeOf(found, trace(`/projects/0/${name}`), value) }));

	assert.equal(hit(all, 0, 60, 105).name, 'name');
	assert.equal(hit(all, 0, 300, 105).name, 'whole');
	assert.equal(hit(all, 0, 60, 300), undefined);
	assert.equal(hit(all, 1, 60, 105), undefined);
});

test('a pointer is a path, with numbers where lists are', () => {
	assert.deepEqual(pathOf('/projects/1/highlights/0', { projects: base.work }),
		['projects', 1, 'highlights', 0]);
	assert.deepEqual(pathOf('/meta/a~1b/0', { meta: { 'a/b': { 0: 'x' } } }),
		['meta', 'a/b', '0']);
});
