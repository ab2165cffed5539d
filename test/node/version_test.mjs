/*
 * test/node/version_test.mjs - every save makes a version (DOC-30): numbered
 * from 1 without gaps, also when many save at once and on two servers; none is
 * made of the same content; what was said is shown, compared and said again.
 */
import assert from 'node:assert/strict';
import { join } from 'node:path';

import { apart, ok, onBoth, refused, test } from './harness.mjs';

const SAVERS = 64;

function resume(summary = 'Builds pumps.') {
	return {
		basics: { name: 'Nora Lindqvist', label: 'Engineer', summary },
		work: [{ name: 'Halvorsen Pumps', position: 'Engineer',
			highlights: ['Cut leaks by 12 %'] }],
	};
}

async function make(who) {
	return ok(await who.ask('POST', '/api/resumes',
		{ body: { resume: resume() } }), 201);
}

const put = (who, id, body, match) => who.ask('PUT', `/api/resumes/${id}`, {
	body, headers: match ? { 'if-match': match } : {} });

const save = (who, id, summary, match) =>
	put(who, id, { resume: resume(summary) }, match);

async function versions(who, id) {
	const all = [];
	let cursor = '';

	do {
		const page = ok(await who.ask('GET',
			`/api/resumes/${id}/versions?limit=50${cursor}`));

		all.push(...page.versions);
		cursor = page.next_cursor &&
			`&cursor=${encodeURIComponent(page.next_cursor)}`;
	} while (cursor);
	return all;
}

/* ---- many at once ------------------------------------------------------- */

/* Who saves through which server. */
async function race(doors, who, id) {
	const answers = await Promise.all(Array.from({ length: SAVERS },
		(_, i) => save(doors[i % doors.length], id, `Summary ${i}`)));
	const made = answers.map((a) => ok(a).version).sort((a, b) => a - b);
	const all = await versions(who, id);

	assert.deepEqual(made, Array.from({ length: SAVERS }, (_, i) => i + 2));
	assert.deepEqual(all.map((v) => v.number),
		Array.from({ length: SAVERS + 1 }, (_, i) => SAVERS + 1 - i));
	/* each number holds what its saver was told */
	for (const { body } of answers.filter((_, i) => i % 7 === 0)) {
		const version = ok(await who.ask('GET',
			`/api/resumes/${id}/versions/${body.version}`));

		assert.deepEqual(version.resume, body.resume);
	}
	for (const v of all)
		assert.ok(v.changes_summary.length > 0);
}

async function raceByTag(doors, who, id) {
	const etag = `"${ok(await who.ask('GET', `/api/resumes/${id}`)).version}"`;
	const answers = await Promise.all(Array.from({ length: SAVERS },
		(_, i) => save(doors[i % doors.length], id, `Tagged ${i}`, etag)));
	const won = answers.filter((a) => a.status === 200);

	assert.equal(won.length, 1);
	for (const a of answers.filter((b) => b.status !== 200))
		refused(a, 412, 'stale');
	assert.equal(ok(await who.ask('GET', `/api/resumes/${id}`))
		.resume.basics.summary, won[0].body.resume.basics.summary);
}

function atOnce(house) {
	test(`DOC-30: ${SAVERS} saves at once make ${SAVERS} versions`,
		async () => {
			const nora = await house.join();

			await race([nora], nora, (await make(nora)).id);
		});

	test(`DOC-30: of ${SAVERS} who saw the same version one saves`,
		async () => {
			const nora = await house.join();

			await raceByTag([nora], nora, (await make(nora)).id);
		});

	test('DOC-30: deletions and saves at once leave no half', async () => {
		const nora = await house.join();
		const { id } = await make(nora);
		const [gone, ...saves] = await Promise.all([
			nora.ask('DELETE', `/api/resumes/${id}`),
			...Array.from({ length: 20 },
				(_, i) => save(nora, id, `Summary ${i}`))]);
		const made = saves.filter((a) => a.status === 200);

		assert.equal(gone.status, 204);
		for (const a of saves.filter((b) => b.status !== 200))
			refused(a, 404, 'not_found');
		assert.equal(ok(await nora.ask('POST',
			`/api/trash/${id}/restore`)).version, made.length + 1);
		assert.equal((await versions(nora, id)).length, made.length + 1);
	});
}

/* ---- what makes one ----------------------------------------------------- */

function making(house) {
	test('DOC-30: the summary says what really changed', async () => {
		const nora = await house.join();
		const { id } = await make(nora);
		const now = resume();

		now.work[0].highlights.push('Led five welders');
		ok(await put(nora, id, { resume: now, title: 'For Quern' }));
		const [second, first] = await versions(nora, id);

		assert.match(second.changes_summary,
			/^Title: For Quern \| Experience: .*bullet.*Halvorsen/);
		assert.equal(second.way, 'edited');
		assert.equal(second.author_id, nora.user.id);
		assert.equal(first.changes_summary, 'first version');
		assert.equal(first.way, 'created');
	});

	test('DOC-30: the same content makes no version', async () => {
		const nora = await house.join();
		const made = await make(nora);
		const { work, basics } = resume();
		const again = await put(nora, made.id, { resume: { work, basics } });

		assert.equal(ok(again).version, 1);
		assert.equal(again.headers.etag, '"1"');
		assert.deepEqual(again.body, made);
		assert.equal(ok(await put(nora, made.id, {})).version, 1);
		assert.equal((await versions(nora, made.id)).length, 1);
	});

	test('a save with a stale If-Match is refused, with the newest taken',
		async () => {
			const nora = await house.join();
			const { id } = await make(nora);

			ok(await save(nora, id, 'Second', '"1"'));
			refused(await save(nora, id, 'Third', '"1"'), 412, 'stale');
			refused(await save(nora, id, 'Third', '"what"'), 412,
				'stale');
			refused(await save(nora, id, 'Third', '"1", "2"'), 400,
				'bad_input');
			assert.equal(ok(await save(nora, id, 'Third', '"2-gz"'))
				.version, 3);
			assert.equal(ok(await save(nora, id, 'Fourth', 'W/"3"'))
				.version, 4);
			assert.equal(ok(await save(nora, id, 'Fifth', '*'))
				.version, 5);
		});

	test('one key saves once', async () => {
		const nora = await house.join();
		const { id } = await make(nora);
		const twice = () => nora.ask('PUT', `/api/resumes/${id}`, {
			body: { resume: resume('Twice') },
			headers: { 'idempotency-key': `save-${id}` } });

		assert.equal(ok(await twice()).version, 2);
		ok(await save(nora, id, 'Between'));
		assert.equal(ok(await twice()).version, 2);
		assert.equal((await versions(nora, id)).length, 3);
	});

	test('DOC-30: versions can be named, when saved and later', async () => {
		const nora = await house.join();
		const { id } = await make(nora);
		const name = (n, body) => nora.ask('PUT',
			`/api/resumes/${id}/versions/${n}`, { body });

		ok(await put(nora, id, { resume: resume('Two'),
			version_name: 'sent to Quern' }));
		assert.equal(ok(await name(1, { name: 'the first' })).name,
			'the first');
		/* the same content, now with a name */
		assert.equal(ok(await put(nora, id, { resume: resume('Two'),
			version_name: 'sent to Quern & Sons' })).version, 2);
		assert.deepEqual((await versions(nora, id)).map((v) => v.name),
			['sent to Quern & Sons', 'the first']);
		refused(await name(3, { name: 'x' }), 404, 'not_found');
		refused(await name('one', { name: 'x' }), 404, 'not_found');
		refused(await name(1, { name: 'two\nlines' }), 400, 'bad_input',
			'/name');
	});
}

/* ---- what was said ------------------------------------------------------ */

function saying(house) {
	test('DOC-30: to restore is to say it again, and nothing is lost',
		async () => {
			const nora = await house.join();
			const made = await make(nora);
			const restore = (n, match) => nora.ask('POST',
				`/api/resumes/${made.id}/versions/${n}/restore`,
				{ headers: match ? { 'if-match': match } : {} });

			ok(await save(nora, made.id, 'Second'));
			refused(await restore(1, '"1"'), 412, 'stale');
			const back = ok(await restore(1, '"2"'));

			assert.equal(back.version, 3);
			assert.deepEqual(back.resume, made.resume);
			assert.deepEqual((await versions(nora, made.id))
				.map((v) => v.way), ['restored', 'edited', 'created']);
			assert.equal(ok(await restore(1)).version, 3);
			refused(await restore(9), 404, 'not_found');
			refused(await restore(0), 404, 'not_found');
		});

	test('DOC-30: a version shows the files that carry it', async () => {
		const nora = await house.join();
		const { id } = await make(nora);
		const get = async (n) => ok(await nora.ask('GET',
			`/api/resumes/${id}/versions/${n}`));

		ok(await save(nora, id, 'Second'));
		ok(await nora.ask('POST', '/api/export/txt', { body: {
			resume_id: id } }));
		assert.deepEqual((await versions(nora, id))
			.map((v) => v.sent_count), [1, 0]);
		const [file] = (await get(2)).sent;

		assert.equal(file.format, 'txt');
		assert.match(file.at, /Z$/);
		assert.deepEqual((await get(1)).sent, []);
		ok(await nora.ask('GET', `/api/history/${file.history_id}`));
	});

	test('two versions are compared for programs and for people',
		async () => {
			const nora = await house.join();
			const { id } = await make(nora);
			const compare = async (query) => ok(await nora.ask('GET',
				`/api/resumes/${id}/versions/compare${query}`));

			ok(await save(nora, id, 'Builds better pumps.'));
			ok(await save(nora, id, 'Builds the best pumps.'));
			const all = await compare('?from=1&to=3');
			const text = (...kinds) => all.words
				.filter((w) => kinds.includes(w.kind))
				.map((w) => w.text).join('');

			assert.deepEqual(all.patch, [{ op: 'replace',
				path: '/basics/summary',
				value: 'Builds the best pumps.' }]);
			assert.deepEqual(all.sections.map((s) => s.title),
				['Personal details']);
			assert.match(text('same', 'deleted'), /Builds pumps\./);
			assert.match(text('same', 'inserted'),
				/Builds the best pumps\./);
			assert.equal(text('inserted').trim(), 'the best');
			assert.deepEqual([all.from, all.to], [1, 3]);
			assert.deepEqual((await compare('?from=3')).patch, []);
			assert.equal((await compare('?from=2')).patch.length, 1);
			refused(await nora.ask('GET',
				`/api/resumes/${id}/versions/compare?from=1&to=9`),
			404, 'not_found');
		});

	test('DOC-5: an old version of a variant has the master of its time',
		async () => {
			const nora = await house.join();
			const master = await make(nora);
			const { id } = ok(await nora.ask('POST', '/api/resumes', {
				body: { master_id: master.id, variant: { set: [{
					at: '/basics/label', value: 'Lead' }] } } }),
			201);
			const said = async (n) => ok(await nora.ask('GET',
				`/api/resumes/${id}/versions/${n}`))
				.resume.basics;

			ok(await save(nora, master.id, 'Then'));
			ok(await put(nora, id, { variant: {} }));
			ok(await save(nora, master.id, 'Now'));
			assert.deepEqual([(await said(1)).summary,
				(await said(1)).label], ['Builds pumps.', 'Lead']);
			assert.deepEqual([(await said(2)).summary,
				(await said(2)).label], ['Now', 'Engineer']);
		});
}

/* ---- two servers -------------------------------------------------------- */

if (process.env.VITAE_TEST_PG)
	test(`DOC-30: ${SAVERS} saves at once through two servers on one ` +
		'PostgreSQL', () => apart('postgres', {}, (house) =>
		apart('postgres', {
			DATABASE_URL: house.store.settings.DATABASE_URL,
			DATA_DIR: join(house.folder, 'data'),
		}, async (second) => {
			const nora = await house.join();
			const there = second.someone({ token: nora.token,
				ip: nora.ip });
			const { id } = await make(nora);

			await race([nora, there], nora, id);
			await raceByTag([nora, there], nora, id);
		})));

/* How many heavy requests may wait is no matter of those who save. */
onBoth({ MAX_CONCURRENT_REQUESTS: '1' }, (house) =>
	test('DOC-30: 200 who save at once wait in order, none is sent away',
		async () => {
			const nora = await house.join();
			const { id } = await make(nora);
			const answers = await Promise.all(Array.from(
				{ length: 200 },
				(_, i) => save(nora, id, `Summary ${i}`)));

			assert.deepEqual(answers.map((a) => ok(a).version)
				.sort((a, b) => a - b),
			Array.from({ length: 200 }, (_, i) => i + 2));
		}));

onBoth({}, (house) => {
	atOnce(house);
	making(house);
	saying(house);
});
