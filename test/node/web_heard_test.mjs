/*
 * test/node/web_heard_test.mjs - what the server says in English and the pages
 * in other languages (lib/heard.ts): that the catalogues say what the server
 * says, all that people meet of it, and nothing else.
 */
import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { test } from './harness.mjs';

const app = new URL('../../web/app/', import.meta.url);
const { build } = createRequire(new URL('package.json', app))('esbuild');
const made = await build({
	entryPoints: [new URL('src/lib/heard.ts', app).pathname],
	bundle: true, format: 'esm', write: false, platform: 'node',
});
const { find, heard, heardPoints, know } = await import('data:text/javascript;base64,' +
	Buffer.from(made.outputFiles[0].contents).toString('base64'));

const catalogue = (l) =>
	JSON.parse(readFileSync(new URL(`text/${l}.server.json`, app), 'utf8'));
const all = { fr: catalogue('fr'), ar: catalogue('ar') };
const keys = Object.keys(all.fr);
const french = know(all.fr);
const HOLE = /\{[+?*]?(\w+)\}/g;
const holes = (s) => [...s.matchAll(HOLE)].map((m) => m[1]).sort();

/* ---- what the server says -------------------------------------------------- */

const text = (path) => readFileSync(path, 'utf8').replaceAll(/\/\*[^]*?\*\//g, '')
	.replaceAll(/(?<!\\)"\s*"/g, '');
const literals = (source) => [...source.matchAll(/"((?:[^"\\\n]|\\.)*)"/g)]
	.map((m) => m[1].replaceAll('\\"', '"'));
const files = (at, ends) => readdirSync(at, { recursive: true })
	.filter((name) => ends.test(name)).map((name) => `${at}/${name}`);
const plain = (s) => s.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');
const CONVERSION = /%(?:\d*|\.\*|\.\d)(?:s|d|zu|lld|f|04X|04d|02d)/g;
const fixed = (s) => s.replaceAll(/[^a-z]/gi, '').length;

const templates = files('templates', /^[a-z]+\.json$/).map((f) => JSON.parse(readFileSync(f)).description)
	.filter((s) => s && !s.startsWith('What all templates'));
const formats = [...new Set([...templates,
	...files('src', /\.(c|def)$/).flatMap((f) => literals(text(f)))])];
const matching = formats.filter((f) => f.search(CONVERSION) >= 0).map((f) => ({
	is: new RegExp(`^${f.split(CONVERSION).map(plain).join('.*')}$`, 's'),
	fixed: fixed(f.replaceAll(CONVERSION, '')),
}));

/* Sentences that name what a file is follow its name. */
const sample = (key) => key.replace(/^\{file\} /, '').replace('{sign}', 'U+202E')
	.replaceAll(HOLE, (_, name) => (/^n\d?$/.test(name) ? '7'
		: /^d\d?$/.test(name) ? '2024-03' : 'Quill'));
/* Those that only put others together are tested by what they make. */
const joins = (key) => (fixed(key.replaceAll(HOLE, '')) < 9 && key.includes('{')) ||
	key.endsWith("'{file}' is {format}");

test('each sentence that other languages have is one of the server', () => {
	const exact = new Set(formats);
	const words = new Set(files('src/resume', /\.(c|def)$/).flatMap((f) => literals(text(f))));

	for (const key of keys.filter((k) => !joins(k))) {
		const said = sample(key);
		const there = exact.has(said) || exact.has(key) || words.has(said) || matching.some((f) =>
			2 * f.fixed >= fixed(key.replaceAll(HOLE, '')) && f.is.test(said));

		assert.ok(there, `'${key}' is nowhere in src`);
	}
});

test('all languages have the same sentences of the server, with the same in them', () => {
	assert.deepEqual(Object.keys(all.ar).sort(), keys.toSorted());
	for (const [l, sentences] of Object.entries(all))
		for (const [key, to] of Object.entries(sentences)) {
			for (const name of holes(to))
				assert.ok(holes(key).includes(name), `${l}: ${key}: {${name}}`);
			assert.doesNotMatch(to, /\b(the|is|are|of|with|and)\b/i, `${l}: ${to}`);
		}
	for (const [key, to] of Object.entries(all.ar))
		assert.match(to, /[\u0600-\u06ff]|^«\{quote\}»$|\{.*\}/, key);
});

/* ---- all that people meet of it -------------------------------------------- */

const rows = (path) => [...text(path).matchAll(/^\w+\((?:\w+), ([^]*?)\)$/gm)]
	.map((m) => literals(m[1]));
const said = [
	...templates,
	...rows('src/match/lint.def').flatMap(([, what, fix]) => [what, fix]),
	...rows('src/intake/refusals.def').map(([s]) => `'cv.pdf' ${s}`),
	...rows('src/tailor/truth_kinds.def').map((r) => r[1]),
	...rows('src/tailor/revamp_kinds.def').map((r) => r[1]),
	...rows('src/tailor/intent_kinds.def').map((r) => r[1]),
];
const CALLS = new RegExp('(?:[.>]reason =|\\brefuse\\(|truth_tell\\(|work_run_warn\\(|' +
	'score_judge\\(|offer\\(|[.>]why =|lint_add\\(|pair_note\\()[^;]*?;', 'g');
const shown = ['src/tailor', 'src/match', 'src/work'].flatMap((at) => files(at, /\.c$/))
	.flatMap((f) => [...text(f).matchAll(CALLS)].flatMap((m) => literals(m[0])))
	.filter((s) => /[a-z]{2}.* |^%.* [a-z]{2}/.test(s) && !/^\/|^%s?$/.test(s));

/* What may stand at a %s. */
const WORDS = ['Quill', 's', 'the bullet', 'of this entry', 'German', '2024-03',
	'another date'];
const instances = (format) => WORDS.map((w) => format
	.replaceAll(/(?<=[a-z])%s/g, 's')
	.replaceAll(/%04X/g, '202E')
	.replaceAll(/%(?:zu|d|lld)/g, '7')
	.replaceAll(/%\.1f/g, '7.5')
	.replaceAll(/%(?:\.\*|\.\d+)?s/g, w));
/* Parts of sentences, which stand at a %s themselves. */
const PARTS = ['of this entry', '%.*s with experience in', '%.*s is %s'];

test('what people meet of the server is there in other languages', () => {
	assert.ok(said.length > 200 && shown.length > 60, `${said.length}, ${shown.length}`);
	for (const sentence of said)
		assert.ok(find(french, sentence), `no French for '${sentence}'`);
	for (const format of shown.filter((s) => !PARTS.includes(s)))
		assert.ok(instances(format).some((s) => find(french, s)),
			`no French for '${format}'`);
});

/* ---- how it is put together ------------------------------------------------ */

test('sentences within sentences are said in the language, too', () => {
	const to = (s) => find(french, s);

	assert.equal(to("two jobs went on at the same time: 'Quill' and 'Mill', 2019-01 to 2020-03"),
		'deux postes se sont recouverts : « Quill » et « Mill », de 2019-01 à 2020-03');
	assert.equal(to("a bullet of more than 40 words: 52 words: 'Built: the mill'"),
		'une puce de plus de 40 mots : 52 mots : « Built: the mill »');
	assert.equal(to("'Kafka' is a skill that nothing there proves; the nearest is 'Ran: mills'"),
		'« Kafka » : une compétence que rien n’y prouve ; le plus proche est « Ran: mills »');
	assert.equal(to("'Kafka' is a skill that nothing there proves"),
		'« Kafka » est une compétence que rien n’y prouve');
	assert.equal(to("'Led 9' is a number that is not said of this"),
		'« Led 9 » : un nombre qui n’en est pas dit');
	assert.equal(to('education shows more of what is asked for than what stood before it'),
		'la rubrique « formation » montre plus de ce qui est demandé que ce qui la précédait');
	assert.equal(to('3 changes proposed, 1 rejected. The score goes from 51.5 to 60.'),
		'3 modifications proposées ; refusées : 1. Le score passe de 51.5 à 60.');
});

test("a person's words within Arabic run their own way", () => {
	const arabic = know(all.ar, true);

	assert.equal(find(arabic, "'Led 9: mills' does not stand there"),
		'«\u2068Led 9: mills\u2069» غير موجود هناك');
	assert.equal(find(arabic, '3 of 5 years are shown'), 'السنوات الظاهرة: 3 من 5');
});

test('what a model says, and what a person wrote, stays as it is', () => {
	for (const s of ['Moved up: the posting asks for it first', 'Quite another thing',
		'I said: the name', 'there is no name of this sort'])
		assert.equal(find(french, s), undefined, s);
	assert.equal(heard('the resume says so'), 'the resume says so');
	assert.equal(heardPoints('1 bullet added (Mill)'), '1 bullet added (Mill)');
});
