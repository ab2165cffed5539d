/*
 * test/node/resume_test.mjs - second opinions on the model: the official schema
 * of JSON Resume on what is valid (DOC-4), the public cases of JSON Patch on
 * what comes of a patch. The model is asked by its own test programs, which
 * answer line by line.
 */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname } from 'node:path';

import Ajv from 'ajv';
import addFormats from 'ajv-formats';

import { test } from './harness.mjs';

const require = createRequire(import.meta.url);
const SAMPLES = new URL('../data/resume/', import.meta.url);

/* What a test program answers to each of many values, one a line. */
function ask(program, values) {
	const path = `${dirname(process.env.VITAE_BIN)}/test/unit/${program}`;

	assert(existsSync(path), `${path} is not built: make V=asan programs`);
	const done = spawnSync(path, ['--lines'], {
		input: values.map((v) => `${JSON.stringify(v)}\n`).join(''),
		maxBuffer: 1 << 30,
		encoding: 'utf8',
	});
	assert.equal(done.status, 0, done.stderr);
	const lines = done.stdout.trim().split('\n');
	assert.equal(lines.length, values.length);
	return lines.map((line) => JSON.parse(line));
}

/* ---- what is valid ------------------------------------------------------ */

const ajv = new Ajv({ allErrors: true, strict: false });

addFormats(ajv);
const official = ajv.compile(require('@jsonresume/schema/schema.json'));

function officialFaults(doc) {
	return official(doc) ? [] : official.errors.map((e) => e.instancePath);
}

/* The same numbers tomorrow. */
let seed = 1;
function draw(below) {
	seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0;
	return (seed >>> 8) % below;
}
const pick = (list) => list[draw(list.length)];

const JUNK = [
	null, true, 0, 1.5, '', 'text', [], ['a'], [null], {}, { a: 1 },
	'2024', '2024-02', '2024-02-29', '2023-02-29', '2024-13', '2024-19',
	'2024-00', '2024-02-39', '24', '2024-1', '2024-01-01T00:00:00Z',
	'present', '3024', '0999',
	'https://example.org', 'http://a', 'a:b', 'mailto:a@example.org',
	'example.org', '//example.org', 'https://example.org/a b',
	'https://example.org/%zz', 'https://example.org/%20?q#f', 'urn:a:b',
	'https://example.org/#a#b', 'https://[::1]/', 'https://a@b:80/',
	'ann@example.org', 'ann@example', '@example.org', 'ann', 'a b@c.de',
	'a..b@c.de', 'a.b+c@d.example', 'ann@-a.example', "o'neill@a.example",
	'IE', 'ie', 'ZZ', 'Ireland',
];

/* All places in a document, as lists of names. */
function* places(value, path = []) {
	if (path.length)
		yield path;
	if (value !== null && typeof value === 'object')
		for (const key of Object.keys(value))
			yield* places(value[key], [...path, key]);
}

function mutated(doc) {
	const copy = structuredClone(doc);

	for (let n = 1 + draw(3); n--;) {
		const path = pick([...places(copy)]) ?? ['basics'];
		let at = copy;
		for (const key of path.slice(0, -1))
			at = at[key];
		const last = path.at(-1);
		if (draw(8) === 0 && !Array.isArray(at))
			at[`x-${last}`] = at[last];
		else if (draw(8) === 0 && !Array.isArray(at))
			delete at[last];
		else
			at[last] = structuredClone(pick(JUNK));
	}
	return copy;
}

const samples = readdirSync(SAMPLES)
	.filter((name) => name.endsWith('.json'))
	.map((name) => JSON.parse(readFileSync(new URL(name, SAMPLES))));

const DATE = /^\/(?:[a-z]+\/\d+)\/(?:startDate|endDate|releaseDate|date)$/;
const valueAt = (doc, pointer) => pointer.split('/').slice(1)
	.reduce((v, key) => v?.[key.replace(/~1/g, '/').replace(/~0/g, '~')],
		doc);

/* Where we mean to be stricter than the schema: a day that no calendar has, a
 * country that is none, and what is ours. */
function deliberate(doc, [pointer]) {
	return pointer === '/basics/location/countryCode' ||
		/^\/meta(\/vitae|$)/.test(pointer) ||
		(DATE.test(pointer) && typeof valueAt(doc, pointer) === 'string'
			&& /^[12]\d{3}-[01]\d(-[0-3]\d)?$/
				.test(valueAt(doc, pointer)));
}

test('of hundreds of documents the official schema says the same', () => {
	const docs = [...samples];

	while (docs.length < 1500)
		docs.push(mutated(pick(samples)));
	const answers = ask('resume_check_test', docs);
	let invalid = 0;
	let stricter = 0;
	docs.forEach((doc, i) => {
		const theirs = officialFaults(doc);
		const ours = answers[i].map(([pointer]) => pointer);
		const open = answers[i].filter((f) => !deliberate(doc, f));
		const told = JSON.stringify({ theirs, ours: answers[i] });

		invalid += theirs.length > 0;
		stricter += ours.length > 0 && theirs.length === 0;
		/* each of their faults is one of ours, at the same place */
		for (const pointer of theirs)
			assert(ours.includes(pointer), told);
		for (const [pointer] of open)
			assert(theirs.includes(pointer), told);
	});
	assert(invalid > 500, 'hardly a document was invalid');
	assert(stricter > 20, 'hardly a document showed where we are stricter');
});

test('every sample is valid by the official schema', () => {
	for (const doc of samples)
		assert.deepEqual(officialFaults(doc), []);
});

/* ---- patches ------------------------------------------------------------ */

/* JSON.parse() has lost what is wrong with these: a name given twice. */
const LOST = /has two 'op' members/;

for (const file of ['tests.json', 'spec_tests.json'])
	test(`the public cases of JSON Patch in ${file} come out right`, () => {
		const cases = require(`json-patch-test-suite/${file}`)
			.filter((c) => c.patch && !LOST.test(c.error ?? ''));
		const answers = ask('resume_patch_test', cases);

		assert(cases.length > 15);
		cases.forEach((c, i) => {
			const told = JSON.stringify([c, answers[i]]);

			if ('error' in c)
				assert('error' in answers[i], told);
			else
				assert(!('error' in answers[i]), told);
			if ('expected' in c)
				assert.deepEqual(answers[i].doc, c.expected,
					told);
		});
	});
