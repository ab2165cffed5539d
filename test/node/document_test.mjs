/*
 * test/node/document_test.mjs - what other people's readers make of our HTML
 * and Markdown: a validator finds nothing, a browser's parser and CommonMark's
 * own give back the same words in the same order (DOC-10).
 */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { after } from 'node:test';

import { Parser } from 'commonmark';
import { HtmlValidate } from 'html-validate';
import { parse } from 'parse5';

import { test } from './harness.mjs';

const BIN = resolve(process.env.VITAE_BIN ?? 'build/asan/vitae');
const DATA = resolve('test/data/resume');
const FOLDER = mkdtempSync(join(tmpdir(), 'vitae-documents-'));
after(() => rmSync(FOLDER, { recursive: true }));

const templates = JSON.parse(
	execFileSync(BIN, ['templates', '--json'], { encoding: 'utf8' }),
).map((t) => t.name);
const samples = readdirSync(DATA).filter((name) => name.endsWith('.json'));

function rendered(sample, template, ending) {
	const out = join(FOLDER, `${sample}.${template}.${ending}`);

	execFileSync(BIN, ['render', join(DATA, sample), '-q', '-t', template,
		'-o', out], { stdio: ['ignore', 'ignore', 'pipe'] });
	return readFileSync(out, 'utf8');
}

/* Every sample and every template, the long way round: each sample in two. */
const pairs = samples.flatMap((sample, i) => [
	[sample, templates[i % templates.length]],
	[sample, templates[(i + 4) % templates.length]],
]);

const words = (text) => text.split(/[ \t\n\u00a0]+/).filter((w) => w);

/* ---- HTML --------------------------------------------------------------- */

const INLINE = new Set(['a', 'strong', 'em', 'span', 'time']);

function textOf(node) {
	if (node.nodeName === '#text')
		return node.value;
	const inner = (node.childNodes ?? []).map(textOf).join('');
	return INLINE.has(node.nodeName) ? inner : `\n${inner}\n`;
}

function htmlWords(html) {
	const faults = [];
	const root = parse(html, { onParseError: (e) => faults.push(e.code) });
	const body = root.childNodes.find((n) => n.nodeName === 'html')
		.childNodes.find((n) => n.nodeName === 'body');

	assert.deepEqual(faults, []);
	return words(textOf(body));
}

const judge = new HtmlValidate({
	extends: ['html-validate:recommended', 'html-validate:a11y',
		'html-validate:document'],
	rules: {
		/* one file: the style sheet is in it */
		'no-inline-style': 'error',
		/* numbers of phones are as their owner writes them */
		'tel-non-breaking': 'off',
	},
});

const judged = async (html) => (await judge.validateString(html)).results
	.flatMap((r) => r.messages.map(
		(m) => `${m.line}: ${m.ruleId}: ${m.message}`));

test('the validator sees what is broken on purpose', async () => {
	const html = rendered('engineer.json', templates[0], 'html');

	for (const [good, bad] of [
		[/<title>.*<\/title>/, ''],
		['<h2', '<h4'],
		['</section>', ''],
		['id="s2"', 'id="s1"'],
		['<ul>', '<ul><p>x</p>'],
	]) {
		assert.notEqual(html.replace(good, bad), html, String(good));
		assert.notDeepEqual(await judged(html.replace(good, bad)), [],
			String(good));
	}
});

test('a validator finds nothing wrong with a page', async () => {
	for (const [sample, template] of pairs) {
		const html = rendered(sample, template, 'html');

		assert.deepEqual(await judged(html), [],
			`${sample} in ${template}`);
	}
});

/* ---- Markdown ----------------------------------------------------------- */

/* Text of the tree that CommonMark makes; what is no text is told. */
function markdownWords(markdown) {
	const walker = new Parser().parse(markdown).walker();
	const ends = new Set(['paragraph', 'heading', 'item', 'softbreak',
		'linebreak']);
	let text = '';

	for (let step = walker.next(); step; step = walker.next()) {
		const { type, literal } = step.node;

		assert.ok(!['html_block', 'html_inline', 'code', 'code_block',
			'image', 'thematic_break'].includes(type),
		`${type}: ${literal}`);
		if (type === 'text')
			text += literal;
		else if (ends.has(type))
			text += '\n';
	}
	return words(text);
}

test('Markdown and HTML say the same words to their readers', () => {
	for (const [sample, template] of pairs)
		assert.deepEqual(
			markdownWords(rendered(sample, template, 'md')),
			htmlWords(rendered(sample, template, 'html')),
			`${sample} in ${template}`,
		);
});

test('headings of a page and of its Markdown are the same', () => {
	const levels = (sample, template) => {
		const html = rendered(sample, template, 'html');
		const md = rendered(sample, template, 'md');

		return [
			[...html.matchAll(/<h(\d)/g)].map((m) => Number(m[1])),
			[...md.matchAll(/^(#+) /gm)].map((m) => m[1].length),
		];
	};

	for (const template of templates) {
		const [html, md] = levels('engineer.json', template);

		assert.ok(html.length > 5);
		assert.deepEqual(md, html, template);
	}
});
