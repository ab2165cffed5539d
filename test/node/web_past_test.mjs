/*
 * test/node/web_past_test.mjs - what the pages make of versions and variants,
 * without a browser: what differs between two texts, and places that are found
 * again in a master that was edited.
 */
import assert from 'node:assert/strict';
import { createRequire } from 'node:module';

import { test } from './harness.mjs';

const app = new URL('../../web/app/', import.meta.url);
const { build } = createRequire(new URL('package.json', app))('esbuild');

async function load(path) {
	const made = await build({
		entryPoints: [new URL(`src/${path}`, app).pathname],
		bundle: true, format: 'esm', write: false, platform: 'node',
	});
	const code = Buffer.from(made.outputFiles[0].contents);

	return import(`data:text/javascript;base64,${code.toString('base64')}`);
}

const { apart, byDay, marked, parts } = await load('lib/versions.ts');
const { changes, isIn, now, said, say, take } =
	await load('lib/variant.ts');

const version = (number, at, more = {}) => ({ number, at, way: 'edited',
	name: '', changes_summary: '', sent_count: 0, ...more });

test('saves of one sitting are one line, a named one has its own', () => {
	const days = byDay([
		version(5, '2026-03-02T12:20:00Z'),
		version(4, '2026-03-02T12:10:00Z'),
		version(3, '2026-03-02T12:05:00Z', { name: 'Sent' }),
		version(2, '2026-03-02T11:00:00Z'),
		version(1, '2026-03-01T12:00:00Z', { way: 'created' }),
	]);

	assert.deepEqual(days.map((d) => d.sittings.map((s) =>
		[s.shown.number, ...s.rest.map((v) => v.number)])),
	[[[5, 4], [3], [2]], [[1]]]);
});

test('what is apart, taken away, leaves the same on both sides', () => {
	for (const [a, b] of [['a b c d', 'a c d e'], ['', 'x y'], ['x', ''],
		['a b a b', 'b a b a'], ['one two', 'one two']]) {
		const [left, right] = [a, b].map((s) => s.split(' '));
		const [gone, come] = apart(left, right);

		assert.deepEqual(left.filter((_, i) => !gone[i]),
			right.filter((_, i) => !come[i]), `${a} | ${b}`);
	}
	assert.deepEqual(apart(['a', 'b', 'c'], ['a', 'c']),
		[[false, true, false], [false, false]]);
});

test('a divided word is the whole it is, and a comma makes no other', () => {
	const word = (text, x, more = {}) =>
		({ text, x, y: 10, width: 20, height: 10, ...more });
	const page = (...words) => ({ width: 100, height: 100,
		pages: [{ words }] });
	const same = marked(
		page(word('engi', 0, { cut: true }), word('neer,', 20)),
		page(word('engineer', 0)));

	assert.deepEqual([same.before, same.after], [[[]], [[]]]);
	const other = marked(page(word('old', 0), word('place', 22)),
		page(word('inn', 0)));

	assert.deepEqual(other.before,
		[[{ x: 0, y: 10, width: 42, height: 10 }]]);
});

test('words that went one by one are one passage', () => {
	const [part] = parts([
		{ kind: 'deleted', text: 'Lead' }, { kind: 'inserted', text: 'Head' },
		{ kind: 'same', text: ' ' },
		{ kind: 'deleted', text: 'baker' }, { kind: 'inserted', text: 'of' },
		{ kind: 'same', text: ' here\n\n## Work\n' },
	]);

	assert.deepEqual(part.lines[0].runs, [
		{ kind: 'deleted', text: 'Lead baker' },
		{ kind: 'inserted', text: 'Head of' },
		{ kind: 'same', text: ' here' }]);
	assert.ok(part.changed);
});

const master = { basics: { name: 'Ada Quill', label: 'Baker' },
	work: [{ name: 'Mill', highlights: ['Baked', 'Swept'] },
		{ name: 'Inn', highlights: ['Served'] }] };

test('a place is found again where an entry came before it', () => {
	const spot = { at: '/work/0/highlights/1',
		keys: [{ name: 'Mill' }, 'Swept'] };
	const edited = { ...master, work: [{ name: 'Bank', highlights: [] },
		{ name: 'Mill', highlights: ['Ground', 'Baked', 'Swept'] }] };

	assert.equal(now(master, spot), '/work/0/highlights/1');
	assert.equal(now(edited, spot), '/work/1/highlights/2');
});

test('what is switched off and on again leaves no trace', () => {
	const path = ['work', 1];
	const off = take(master, {}, path, false);

	assert.deepEqual(off, { off: [{ at: '/work/1' }] });
	assert.ok(!isIn(master, off, path));
	assert.deepEqual(take(master, off, path, true), {});
});

test('what has a tag that is left out is put in by name', () => {
	const tagged = { ...master,
		work: [{ ...master.work[0], tags: ['bread'] }] };
	const without = { tags: { exclude: ['bread'] } };
	const path = ['work', 0];

	assert.ok(!isIn(tagged, without, path));
	assert.ok(isIn(tagged, take(tagged, without, path, true), path));
});

test('a text is said otherwise, and as the master says again', () => {
	const path = ['basics', 'label'];
	const other = say(master, {}, path, 'Chef');

	assert.equal(said(master, other, path), 'Chef');
	assert.equal(other.set[0].was, 'Baker');
	const [change] = changes(master, other);

	assert.deepEqual([change.from, change.to], ['Baker', 'Chef']);
	assert.deepEqual(change.undo(other), {});
	assert.deepEqual(say(master, other, path, undefined), {});
});
