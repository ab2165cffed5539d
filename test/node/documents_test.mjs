/*
 * test/node/documents_test.mjs - documents over HTTP: made, read, saved,
 * listed, searched, thrown away; variants of a master (DOC-5); other formats
 * in and out (DOC-3); what is refused, and where it is wrong (DOC-4). Their
 * versions are in version_test.mjs.
 */
import assert from 'node:assert/strict';

import { ok, onBoth, refused, test } from './harness.mjs';
import { unzip } from './zip.mjs';

const TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;

function resume(more = {}) {
	return {
		basics: { name: 'Nora Lindqvist', label: 'Plant Engineer',
			email: 'nora@example.org', summary: 'Builds pumps.' },
		work: [
			{ name: 'Halvorsen Pumps', position: 'Engineer',
				startDate: '2019-03',
				highlights: ['Cut leaks by 12 %',
					'Led five welders'] },
			{ name: 'Quern & Sons', position: 'Technician',
				startDate: '2015', endDate: '2019-02' }],
		skills: [{ name: 'C++', keywords: ['MISRA'] }],
		...more,
	};
}

async function make(who, body = { resume: resume() }, status = 201) {
	return ok(await who.ask('POST', '/api/resumes', { body }), status);
}

const read = async (who, id) => ok(await who.ask('GET', `/api/resumes/${id}`));

const titles = async (who, query = '') => ok(await who.ask('GET',
	`/api/resumes${query}`)).resumes.map((d) => d.title);

/* ---- making and reading ------------------------------------------------- */

function one(house) {
	test('DOC-1: what was made is read again, unknown members too',
		async () => {
			const nora = await house.join();
			const sent = resume({ 'x-shoe': { size: 41 } });
			const answer = await nora.ask('POST', '/api/resumes',
				{ body: { resume: sent } });
			const made = ok(answer, 201);

			assert.equal(answer.headers.etag, '"1"');
			assert.equal(answer.headers.location,
				`/api/resumes/${made.id}`);
			assert.deepEqual(made.resume, sent);
			assert.equal(made.kind, 'resume');
			assert.equal(made.title, 'Nora Lindqvist, Plant Engineer');
			assert.equal(made.role, 'Plant Engineer');
			assert.equal(made.version, 1);
			assert.match(made.created_at, TIME);
			assert.deepEqual(await read(nora, made.id), made);
		});

	test('the same path under /api/v1 is the same document', async () => {
		const nora = await house.join();
		const { id } = await make(nora);

		assert.equal(ok(await nora.ask('GET',
			`/api/v1/resumes/${id}`)).id, id);
	});

	test('DOC-2: the kind that is asked for is in what is stored',
		async () => {
			const nora = await house.join();
			const cv = await make(nora, { kind: 'cv',
				title: 'The long one', resume: resume() });
			const letter = await make(nora, { resume: resume({
				meta: { vitae: { kind: 'cover_letter', letter: {
					subject: 'Pump engineer wanted',
					paragraphs: ['Dear all'] } } } }) });

			assert.equal(cv.kind, 'cv');
			assert.equal(cv.title, 'The long one');
			assert.equal(cv.resume.meta.vitae.kind, 'cv');
			assert.equal(letter.kind, 'cover_letter');
			assert.equal(letter.title, 'Pump engineer wanted');
			refused(await nora.ask('POST', '/api/resumes', { body: {
				kind: 'cover_letter', resume: resume() } }),
			400, 'bad_input', '/resume/meta/vitae/letter');
			assert.equal((await make(nora, { kind: 'revamp',
				resume: cv.resume })).resume.meta.vitae.kind,
			'revamp');
		});

	test('DOC-4: every fault is told by its pointer, and nothing is stored',
		async () => {
			const nora = await house.join();
			const bad = resume({ work: [{ name: 7,
				startDate: 'a while ago' }] });
			const text = resume();

			text.basics.email = 'nowhere';
			text.work[0].startDate = '2024-13';
			/* what cannot be read hides no other fault */
			for (const field of ['name', 'startDate'])
				refused(await nora.ask('POST', '/api/resumes',
					{ body: { resume: bad } }), 400, 'bad_input',
				`/resume/work/0/${field}`);
			const many = await nora.ask('POST', '/api/resumes', { body: {
				resume: resume({ work: Array(9).fill({ name: 7 }) }) } });

			assert.equal(Object.keys(many.body.fields).length, 8);
			assert.match(many.body.message, /1 more fault/);
			const answer = await nora.ask('POST', '/api/resumes',
				{ body: { resume: text } });

			refused(answer, 400, 'bad_input', '/resume/basics/email');
			refused(answer, 400, 'bad_input',
				'/resume/work/0/startDate');
			assert.deepEqual(await titles(nora), []);
		});

	test('what is too big, missing or too much is refused', async () => {
		const nora = await house.join();
		const post = (body) => nora.ask('POST', '/api/resumes', { body });

		refused(await post({}), 400, 'bad_input', '/resume');
		refused(await post({ resume: [] }), 400, 'bad_input', '/resume');
		refused(await post({ variant: {} }), 400, 'bad_input',
			'/master_id');
		refused(await post({ resume: resume(), sort: 1 }), 400,
			'bad_input', '/sort');
		refused(await post({ resume: resume({ x: 'y'.repeat(1100000) }) }),
			413, 'too_big');
		refused(await post({ resume: resume({ x: 'y'.repeat(5 << 20) }) }),
			413, 'too_big');
	});

	test('a document of a megabyte can be made twice with one key',
		async () => {
			const nora = await house.join();
			const body = { resume: resume({ x: 'y'.repeat(900000) }) };
			const headers = { 'idempotency-key': `big-${nora.email}` };
			const post = async () => ok(await nora.ask('POST',
				'/api/resumes', { body, headers }), 201);

			assert.deepEqual(await post(), await post());
			assert.equal((await titles(nora)).length, 1);
		});

	test('ACC-6: what is another\'s is not found, whatever is asked of it',
		async () => {
			const nora = await house.join();
			const eve = await house.join();
			const { id } = await make(nora);

			for (const [method, path, body] of [
				['GET', ''], ['PUT', '', { title: 'mine' }],
				['DELETE', ''], ['GET', '/variants'],
				['POST', '/detach'], ['GET', '/data'],
				['GET', '/versions'], ['GET', '/versions/1'],
				['PUT', '/versions/1', { name: 'x' }],
				['POST', '/versions/1/restore'],
				['GET', '/versions/compare?from=1']])
				refused(await eve.ask(method,
					`/api/resumes/${id}${path}`, { body }),
				404, 'not_found');
			refused(await eve.ask('POST', '/api/resumes', { body: {
				master_id: id, variant: {} } }),
			400, 'bad_input', '/master_id');
			assert.deepEqual(await titles(eve), []);
			assert.equal((await read(nora, id)).version, 1);
		});

	test('304 to whoever has it, 200 once it was saved', async () => {
		const nora = await house.join();
		const { id } = await make(nora);
		const get = (etag) => nora.ask('GET', `/api/resumes/${id}`,
			{ headers: { 'if-none-match': etag } });

		assert.equal((await get('"1"')).status, 304);
		assert.equal((await get('"2"')).status, 200);
		ok(await nora.ask('PUT', `/api/resumes/${id}`,
			{ body: { title: 'Another' } }));
		assert.equal((await get('"1"')).status, 200);
	});

	test('OPS-5, EVT-2: what is done to documents is in the audit log',
		async () => {
			const nora = await house.join();
			const root = await house.admin();
			const { id } = await make(nora);

			ok(await nora.ask('PUT', `/api/resumes/${id}`,
				{ body: { title: 'Another' } }));
			await nora.ask('DELETE', `/api/resumes/${id}`);
			const rows = ok(await root.ask('GET', '/api/admin/audit?' +
				`entity_id=${id}`)).audit_logs;

			assert.deepEqual(rows.map((r) => r.action), [
				'document.remove', 'document.save',
				'document.create']);
			assert.deepEqual(rows[1].new_values,
				{ version: 2, changed: 'Title: Another' });
			assert.deepEqual(rows[0].old_values, { title: 'Another' });
			assert.equal(rows[0].new_values, null);
		});
}

/* ---- lists -------------------------------------------------------------- */

function lists(house) {
	test('lists run from the last changed on, by pages, without bodies',
		async () => {
			const nora = await house.join();
			const ids = [];

			for (const title of ['one', 'two', 'three', 'four', 'five'])
				ids.push((await make(nora, { title,
					resume: resume() })).id);
			ok(await nora.ask('PUT', `/api/resumes/${ids[1]}`,
				{ body: { title: 'two again' } }));
			const first = ok(await nora.ask('GET',
				'/api/resumes?limit=3'));
			const rest = ok(await nora.ask('GET', '/api/resumes?limit=3' +
				`&cursor=${encodeURIComponent(first.next_cursor)}`));

			assert.deepEqual([...first.resumes, ...rest.resumes]
				.map((d) => d.title),
			['two again', 'five', 'four', 'three', 'one']);
			assert.equal(rest.next_cursor, null);
			assert.ok(!('resume' in first.resumes[0]));
		});

	test('kind, words and dates narrow the list', async () => {
		const nora = await house.join();
		const later = new Date(Date.now() + 60_000).toISOString();
		const other = resume();

		other.basics.label = 'Chef de cuisine à Orléans';
		await make(nora, { title: 'pumps', resume: resume() });
		await make(nora, { title: 'kitchen', kind: 'cv', resume: other });
		for (const [query, want] of [
			['?kind=cv', ['kitchen']],
			['?kind=resume', ['pumps']],
			['?kind=revamp', []],
			['?q=ORLEANS', ['kitchen']],
			['?q=orl%C3%A9ans%20chef', ['kitchen']],
			['?q=halvor', ['kitchen', 'pumps']],
			['?q=halvor%20plant', ['pumps']],
			['?q=c%2B%2B', ['kitchen', 'pumps']],
			['?q=kitchen', ['kitchen']],
			['?q=kitchen&kind=resume', []],
			['?q=nothing%20such', []],
			['?q=%20', ['kitchen', 'pumps']],
			[`?from=${later}`, []],
			[`?until=${later}`, ['kitchen', 'pumps']]])
			assert.deepEqual(await titles(nora, query), want, query);
		refused(await nora.ask('GET',
			'/api/resumes?q=a+b+c+d+e+f+g+h+i'),
		400, 'bad_input', '/q');
		refused(await nora.ask('GET', '/api/resumes?kind=poem'),
			400, 'bad_input', '/kind');
	});

	test('what was changed is found by what it says now', async () => {
		const nora = await house.join();
		const { id } = await make(nora);
		const now = resume();

		now.work[0].name = 'Zwiebel Turbines';
		ok(await nora.ask('PUT', `/api/resumes/${id}`,
			{ body: { resume: now } }));
		assert.equal((await titles(nora, '?q=zwiebel')).length, 1);
		assert.equal((await titles(nora, '?q=halvorsen')).length, 0);
	});
}

/* ---- the trash ---------------------------------------------------------- */

const remove = (who, id, options) => who.ask('DELETE', `/api/resumes/${id}`,
	options);

function trash(house) {
	test('DOC-30: what is deleted waits in the trash and comes back whole',
		async () => {
			const nora = await house.join();
			const made = await make(nora);
			const gone = await remove(nora, made.id);

			assert.equal(gone.status, 204);
			refused(await nora.ask('GET', `/api/resumes/${made.id}`),
				404, 'not_found');
			refused(await nora.ask('PUT', `/api/resumes/${made.id}`,
				{ body: { title: 'x' } }), 404, 'not_found');
			assert.deepEqual(await titles(nora), []);
			const { resumes } = ok(await nora.ask('GET', '/api/trash'));

			assert.deepEqual(resumes.map((d) => d.id), [made.id]);
			assert.match(resumes[0].deleted_at, TIME);
			const back = ok(await nora.ask('POST',
				`/api/trash/${made.id}/restore`));

			assert.deepEqual(back, made);
			refused(await nora.ask('POST',
				`/api/trash/${made.id}/restore`), 409, 'conflict');
			refused(await nora.ask('DELETE', `/api/trash/${made.id}`),
				409, 'conflict');
		});

	test('what is erased is gone for good', async () => {
		const nora = await house.join();
		const eve = await house.join();
		const { id } = await make(nora);

		await remove(nora, id);
		refused(await eve.ask('DELETE', `/api/trash/${id}`), 404,
			'not_found');
		refused(await eve.ask('POST', `/api/trash/${id}/restore`), 404,
			'not_found');
		assert.equal((await nora.ask('DELETE',
			`/api/trash/${id}`)).status, 204);
		assert.deepEqual(ok(await nora.ask('GET', '/api/trash')).resumes,
			[]);
		refused(await nora.ask('POST', `/api/trash/${id}/restore`), 404,
			'not_found');
	});

	test('who saw an older version deletes nothing', async () => {
		const nora = await house.join();
		const { id } = await make(nora);

		ok(await nora.ask('PUT', `/api/resumes/${id}`,
			{ body: { title: 'newer' } }));
		refused(await remove(nora, id,
			{ headers: { 'if-match': '"1"' } }), 412, 'stale');
		assert.equal((await remove(nora, id,
			{ headers: { 'if-match': '"2"' } })).status, 204);
	});
}

/* ---- variants ----------------------------------------------------------- */

const SHORT = {
	set: [{ at: '/basics/label', value: 'Pump Specialist' }],
	off: [{ at: '/work/1' }],
};

async function family(house) {
	const nora = await house.join();
	const master = await make(nora);
	const variant = await make(nora, { master_id: master.id,
		title: 'For pumps', variant: SHORT });

	return { nora, master, variant };
}

function variants(house) {
	test('DOC-5: a variant holds what differs, and shows what that makes',
		async () => {
			const { nora, master, variant } = await family(house);
			const { resumes } = ok(await nora.ask('GET',
				`/api/resumes/${master.id}/variants`));

			assert.equal(variant.master_id, master.id);
			assert.equal(variant.resume.basics.label,
				'Pump Specialist');
			assert.deepEqual(variant.resume.work.map((w) => w.name),
				['Halvorsen Pumps']);
			assert.equal(variant.variant.set[0].value,
				'Pump Specialist');
			assert.equal(variant.variant.set[0].was,
				'Plant Engineer');
			assert.ok(JSON.stringify(variant.variant).length < 400);
			assert.deepEqual(resumes.map((d) => d.title),
				['For pumps']);
			assert.deepEqual(await read(nora, variant.id), variant);
		});

	test('DOC-5: an edit of the master flows into what does not say else',
		async () => {
			const { nora, master, variant } = await family(house);
			const path = `/api/resumes/${variant.id}`;
			const before = await nora.ask('GET', path);
			const now = resume();

			now.work.unshift({ name: 'Newest Pumps', position: 'Lead' });
			now.basics.summary = 'Builds better pumps.';
			now.basics.label = 'Chief Engineer';
			ok(await nora.ask('PUT', `/api/resumes/${master.id}`,
				{ body: { resume: now } }));
			const after = await nora.ask('GET', path, { headers: {
				'if-none-match': before.headers.etag } });
			const { resume: said, notes, version } = ok(after);

			assert.equal(said.basics.summary, 'Builds better pumps.');
			assert.equal(said.basics.label, 'Pump Specialist');
			assert.deepEqual(said.work.map((w) => w.name),
				['Newest Pumps', 'Halvorsen Pumps']);
			assert.equal(version, 1);
			assert.deepEqual(notes.map((n) => [n.kind, n.at]),
				[['stale', '/basics/label']]);
		});

	test('a variant is saved as what differs, and nothing else',
		async () => {
			const { nora, master, variant } = await family(house);
			const put = (id, body) => nora.ask('PUT',
				`/api/resumes/${id}`, { body });
			const saved = ok(await put(variant.id, { variant: {
				...SHORT, off: [] } }));

			assert.equal(saved.version, 2);
			assert.equal(saved.resume.work.length, 2);
			refused(await put(variant.id, { resume: resume() }), 400,
				'bad_input', '/resume');
			refused(await put(master.id, { variant: {} }), 400,
				'bad_input', '/variant');
			refused(await put(variant.id, { variant: { set: [{ at: 7,
				value: 1 }] } }),
				400, 'bad_input', '/variant/set/0/at');
			refused(await put(variant.id, { variant: { set: [{
				at: '/basics/name', value: 7 }] } }), 400,
			'bad_input');
			refused(await nora.ask('POST', '/api/resumes', { body: {
				master_id: variant.id, variant: {} } }), 400,
			'bad_input', '/master_id');
		});

	test('a master is not deleted from under its variants', async () => {
		const { nora, master, variant } = await family(house);

		refused(await remove(nora, master.id), 409, 'conflict');
		assert.equal((await remove(nora, variant.id)).status, 204);
		assert.equal((await remove(nora, master.id)).status, 204);
		refused(await nora.ask('POST',
			`/api/trash/${variant.id}/restore`), 409, 'conflict');
		ok(await nora.ask('POST', `/api/trash/${master.id}/restore`));
		ok(await nora.ask('POST', `/api/trash/${variant.id}/restore`));
	});

	test('a master that is erased takes its variants in the trash along',
		async () => {
			const { nora, master, variant } = await family(house);

			await remove(nora, variant.id);
			await remove(nora, master.id);
			assert.equal((await nora.ask('DELETE',
				`/api/trash/${master.id}`)).status, 204);
			assert.deepEqual(ok(await nora.ask('GET',
				'/api/trash')).resumes, []);
		});

	test('a detached variant says the same and follows nobody', async () => {
		const { nora, master, variant } = await family(house);
		const path = `/api/resumes/${variant.id}`;
		const alone = ok(await nora.ask('POST', `${path}/detach`));

		assert.equal(alone.version, 2);
		assert.equal(alone.master_id, undefined);
		assert.deepEqual(alone.resume, variant.resume);
		assert.equal((await remove(nora, master.id)).status, 204);
		assert.deepEqual((await read(nora, variant.id)).resume,
			variant.resume);
		refused(await nora.ask('POST', `${path}/detach`), 409,
			'conflict');
		/* as a variant it needs the master that it was one of */
		refused(await nora.ask('POST', `${path}/versions/1/restore`),
			409, 'conflict');
		ok(await nora.ask('POST', `/api/trash/${master.id}/restore`));
		const again = ok(await nora.ask('POST',
			`${path}/versions/1/restore`));

		assert.equal(again.version, 3);
		assert.equal(again.master_id, master.id);
		assert.deepEqual(again.variant, variant.variant);
	});
}

/* ---- data formats ------------------------------------------------------- */

const YAML = `cv:
  name: Otto Brandt
  location: Kiel
  email: otto@example.org
  sections:
    experience:
      - company: Werft Nordlicht
        position: Welder
        start_date: 2018-05
        end_date: present
        highlights:
          - Built twelve hulls
`;

function formats(house) {
	const post = (who, body, query = '', headers = {}) => who.ask('POST',
		`/api/resumes/import${query}`, { body, headers: {
			'content-type': 'text/plain', ...headers } });

	test('DOC-3: a file of another format becomes a document', async () => {
		const otto = await house.join();
		const answer = ok(await post(otto, YAML, '?name=cv.yaml'), 201);

		assert.equal(answer.format, 'rendercv');
		assert.equal(answer.document.resume.basics.name, 'Otto Brandt');
		assert.equal(answer.document.resume.work[0].name,
			'Werft Nordlicht');
		assert.equal(answer.more, 0);
		assert.deepEqual(await read(otto, answer.document.id),
			answer.document);
	});

	test('DOC-3: what has no place is kept, and told', async () => {
		const otto = await house.join();
		const answer = ok(await post(otto, JSON.stringify({
			basics: { name: 'Otto' },
			work: [{ company: 'Werft', startDate: 'one summer' }] })),
		201);

		assert.equal(answer.document.resume.work[0].name, 'Werft');
		assert.ok(answer.notes.length > 0);
		for (const note of answer.notes)
			assert.ok(['kept', 'changed', 'doubtful', 'left']
				.includes(note.kind) && note.say.length, note);
	});

	test('a date that an import left can be borne, a new one cannot',
		async () => {
			const otto = await house.join();
			const { document } = ok(await post(otto, JSON.stringify({
				basics: { name: 'Otto' },
				work: [{ name: 'Werft', startDate: 'one summer' },
					{ name: 'Mole', startDate: '2020' }] })),
			201);
			const put = (now) => otto.ask('PUT',
				`/api/resumes/${document.id}`,
				{ body: { resume: now } });
			const now = structuredClone(document.resume);

			now.basics.label = 'Welder';
			assert.equal(ok(await put(now)).version, 2);
			now.work[1].startDate = 'one winter';
			refused(await put(now), 400, 'bad_input',
				'/resume/work/1/startDate');
		});

	test('DOC-3: a document goes out in each format that is written',
		async () => {
			const nora = await house.join();
			const { id } = await make(nora);

			for (const [format, type, what] of [
				['jsonresume', 'application/json', /"Halvorsen/],
				['rendercv', 'application/yaml', /Halvorsen/],
				['reactive', 'application/json', /Halvorsen/],
				['europass', 'application/xml', /<\?xml/],
				['markdown', 'text/markdown; charset=utf-8',
					/^# Nora/]]) {
				const answer = await nora.ask('GET',
					`/api/resumes/${id}/data?format=${format}`);

				assert.equal(answer.status, 200, answer.text);
				assert.equal(answer.headers['content-type'], type);
				assert.match(answer.text, what);
				assert.match(answer.headers['content-disposition'],
					/^attachment; filename="/);
			}
			refused(await nora.ask('GET',
				`/api/resumes/${id}/data?format=latex`), 400,
			'bad_input', '/format');
		});

	test('what is no document of any format is refused', async () => {
		const otto = await house.join();

		refused(await post(otto, ''), 400, 'bad_input');
		refused(await post(otto, '{"basics": [', '?format=jsonresume'),
			400, 'bad_input');
		refused(await post(otto, YAML, '?format=word'), 400, 'bad_input',
			'/format');
	});

	test('DOC-4: validation tells all faults with line and column',
		async () => {
			const nora = await house.join();
			const check = async (body) => ok(await nora.ask('POST',
				'/api/resumes/validate', { body, headers: {
					'content-type': 'application/json' } }));

			assert.deepEqual(await check(JSON.stringify(resume())),
				{ valid: true, faults: [], more: 0 });
			const { valid, faults } = await check('{\n "basics": {\n' +
				'  "email": 7,\n  "url": "x"\n }\n}');

			assert.equal(valid, false);
			assert.deepEqual(faults.map((f) => [f.at, f.line]),
				[['/basics/email', 3], ['/basics/url', 4]]);
			assert.equal((await check('{')).valid, false);
			for (const type of ['', 'text/plain', 'application/yaml'])
				refused(await nora.ask('POST',
					'/api/resumes/validate', { body: '{}',
						headers: { 'content-type': type } }),
				415, 'bad_type');
			assert.deepEqual(await titles(nora), []);
		});

	test('two documents are compared without being stored', async () => {
		const nora = await house.join();
		const to = resume();

		to.work[0].highlights[0] = 'Cut leaks by 15 %';
		const answer = ok(await nora.ask('POST', '/api/resumes/diff',
			{ body: { from: resume(), to } }));

		assert.deepEqual(answer.patch, [{ op: 'replace',
			path: '/work/0/highlights/0', value: 'Cut leaks by 15 %' }]);
		assert.deepEqual(answer.sections.map((s) => s.section), ['work']);
		assert.deepEqual(answer.words.filter((w) => w.kind !== 'same')
			.map((w) => [w.kind, w.text]),
		[['deleted', '12'], ['inserted', '15']]);
		refused(await nora.ask('POST', '/api/resumes/diff', { body: {
			from: resume(), to: { work: 7 } } }), 400, 'bad_input',
		'/to/work');
	});
}

/* ---- leaving ------------------------------------------------------------ */

function leaving(house) {
	test('ACC-5: all documents and versions are in the export', async () => {
		const nora = await house.join();
		const { id } = await make(nora);

		ok(await nora.ask('PUT', `/api/resumes/${id}`,
			{ body: { title: 'Second' } }));
		const files = unzip((await nora.ask('GET',
			'/api/users/me/export')).bytes);
		const [document] = JSON.parse(files['documents.json']);
		const versions = JSON.parse(files['document-versions.json']);

		assert.equal(document.id, id);
		assert.equal(document.title, 'Second');
		assert.equal(document.body.basics.name, 'Nora Lindqvist');
		assert.deepEqual(versions.map((v) => [v.number, v.summary]),
			[[1, 'first version'], [2, 'Title: Second']]);
	});

	test('ACC-5: who is erased leaves no document behind', async () => {
		const nora = await house.join();
		const { id } = await make(nora);
		const root = await house.admin();

		ok(await nora.ask('DELETE', '/api/users/me'));
		refused(await root.ask('GET', `/api/resumes/${id}`), 404,
			'not_found');
	});
}

onBoth({}, (house) => {
	one(house);
	lists(house);
	trash(house);
	variants(house);
	formats(house);
	leaving(house);
});
