/*
 * test/node/export_stored_test.mjs - stored documents as files: versions,
 * variants and projects, what their owners usually want of a template, and
 * what a document was last rendered with (DOC-11, 21).
 */
import assert from 'node:assert/strict';

import { ADA, LETTER, MANY, pdfFacts, rendered, textOf } from './exports.mjs';
import { ok, onBoth, refused, test } from './harness.mjs';

async function stored(who, resume = ADA) {
	const answer = await who.ask('POST', '/api/resumes', { body: { resume } });

	assert.equal(answer.status, 201, answer.text);
	return answer.body.id ?? answer.body.resume.id;
}

onBoth(MANY, (house) => {
	test('a document of mine is rendered, and of no one else', async () => {
		const ada = await house.join();
		const bob = await house.join();
		const resume_id = await stored(ada);
		const answer = await rendered(ada, 'pdf', { resume_id });

		ok(answer);
		assert.match(textOf('pdf', answer.bytes), /Kept forty bridges/);
		assert.match(answer.headers['content-disposition'],
			/filename="Ada Thorne, Bridge Engineer.pdf"/);
		assert.equal(answer.headers['vitae-pinned'], 'new');
		assert.match(answer.headers['vitae-identity'], /^[0-9a-f]{64}$/);
		for (const who of [bob, await house.admin()])
			refused(await rendered(who, 'pdf', { resume_id }), 404,
				'not_found');
	});

	test('any version is rendered as it was', async () => {
		const ada = await house.join();
		const resume_id = await stored(ada);
		const path = `/api/resumes/${resume_id}`;
		const next = structuredClone(ADA);

		next.work[0].highlights = ['Painted the last of them green.'];
		ok(await ada.ask('PUT', path, { body: { resume: next } }));
		const now = await rendered(ada, 'txt', { resume_id });
		const then = await rendered(ada, 'txt', { resume_id, version: 1 });

		assert.match(now.text, /Painted the last/);
		assert.match(then.text, /Kept forty/);
		refused(await rendered(ada, 'txt', { resume_id, version: 9 }), 404,
			'not_found');

		const { history } = ok(await ada.ask('GET',
			`/api/history?document_id=${resume_id}`));
		assert.deepEqual(history.map((line) => line.version), [1, 2]);
		ok(await ada.ask('DELETE', path), 204);
		refused(await rendered(ada, 'txt', { resume_id }), 404,
			'not_found');
		assert.equal(ok(await ada.ask('GET', '/api/history')).total, 2);
	});

	test('with the same engine and fonts it is the same to the byte, and ' +
		'says so where it is not (DOC-21)', async () => {
		const ada = await house.join();
		const resume_id = await stored(ada);
		const one = await rendered(ada, 'pdf', { resume_id });
		const two = await rendered(ada, 'pdf', { resume_id });

		assert.ok(one.bytes.equals(two.bytes));
		assert.equal(two.headers['vitae-pinned'], 'same');
		assert.equal(two.headers['vitae-identity'],
			one.headers['vitae-identity']);
		assert.equal(house.sql('SELECT template FROM document WHERE id = ' +
			`'${resume_id}'`), 'modern@1');
		assert.equal(house.sql('SELECT engine FROM document WHERE id = ' +
			`'${resume_id}'`),
			`${one.headers['vitae-engine']} ` +
				one.headers['vitae-identity']);

		house.sql('UPDATE rendering SET identity = ' +
			"replace(identity, 'harfbuzz ', 'harfbuzz 0.') " +
			`WHERE document_id = '${resume_id}'`);
		const { pinned, changed } = ok(await rendered(ada, 'pdf',
			{ resume_id }, '?verify=1'));
		assert.equal(pinned, 'changed');
		assert.equal(changed, 'harfbuzz');
		/* another format has a past of its own */
		assert.equal((await rendered(ada, 'docx', { resume_id }))
			.headers['vitae-pinned'], 'new');
	});

	test('what I usually want of a template lies beneath what a document ' +
		'and an export say (DOC-11)', async () => {
		const ada = await house.join();
		const resume_id = await stored(ada);
		const styled = structuredClone(ADA);
		const letter = /612 x 792/;
		const a4 = /595\.\d+ x 841\.\d+/;
		const paper = async (body) =>
			pdfFacts((await rendered(ada, 'pdf', body)).bytes);

		assert.match(await paper({ resume_id }), a4);
		ok(await ada.ask('PUT', '/api/templates/modern/preferences',
			{ body: { custom_config: { paper: 'letter' } } }));
		assert.match(await paper({ resume_id }), letter);
		assert.match(await paper({ resume_id, template: 'classic' }), a4);
		assert.match(await paper({ resume_id, style: { paper: 'a4' } }),
			a4);
		/* what is brought along says all itself */
		assert.match(await paper({ resume: ADA }), a4);
		styled.meta = { vitae: { style: { paper: 'a4' } } };
		assert.match(await paper({ resume_id: await stored(ada, styled) }),
			a4);
	});

	test('an export is audited, and told to who listens', async () => {
		const ada = await house.join();
		const resume_id = await stored(ada);
		const of = (table, where) => house.sql(
			`SELECT count(*) FROM ${table} WHERE ${where}`);

		ok(await rendered(ada, 'odt', { resume_id }));
		ok(await ada.ask('POST', '/api/export/preview',
			{ body: { resume_id } }));
		assert.equal(of('event', `account_id = '${ada.user.id}' AND ` +
			"type = 'resume.exported'"), '1');
		assert.equal(of('audit_logs', `entity_id = '${resume_id}' AND ` +
			"action = 'document.export'"), '1');
		assert.equal(of('rendering', `document_id = '${resume_id}'`), '1');
		assert.equal(of('file', `account_id = '${ada.user.id}'`), '0');
	});

	test('a variant is previewed before it is saved (DOC-5)', async () => {
		const ada = await house.join();
		const resume_id = await stored(ada);
		const look = (more) => ada.ask('POST', '/api/export/preview',
			{ body: { resume_id, ...more } });
		const variant = { set: [{ at: '/basics/label',
			value: 'Head of Bridges' }] };

		assert.match((await look({ variant })).text, /Head of Bridges/);
		assert.doesNotMatch((await look({})).text, /Head of Bridges/);
		assert.equal(ok(await ada.ask('GET',
			`/api/resumes/${resume_id}`)).version, 1);
		const made = ok(await ada.ask('POST', '/api/resumes', { body: {
			master_id: resume_id, variant } }), 201);

		refused(await look({ resume_id: made.id, variant }), 400,
			'bad_input', '/variant');
		refused(await look({ variant: { set: 3 } }), 400, 'bad_input',
			'/variant/set');
		refused(await look({ resume_id: undefined, resume: ADA, variant }),
			400, 'bad_input', '/variant');
		refused(await ada.ask('POST', '/api/export/pdf',
			{ body: { resume_id, variant } }), 400, 'bad_input',
		'/variant');
	});

	test('a project is rendered as its resume', async () => {
		const ada = await house.join();
		const bob = await house.join();
		const made = await ada.ask('POST', '/api/projects', { body: {
			job_description: 'Bridge engineer wanted. You know steel.',
			resume_json: ADA,
		} });

		assert.equal(made.status, 201, made.text);
		const project_id = made.body.id;
		const answer = await rendered(ada, 'docx', { project_id });

		ok(answer);
		assert.match(textOf('docx', answer.bytes), /Kept forty/);
		assert.equal(ok(await ada.ask('GET',
			`/api/history?project_id=${project_id}`)).total, 1);
		refused(await rendered(bob, 'docx', { project_id }), 404,
			'not_found');
		refused(await rendered(ada, 'docx', { project_id, resume: ADA }),
			400, 'bad_input', '/project_id');
	});

	test('a letter that is stored is a letter, and counted as one',
		async () => {
			const ada = await house.join();
			const resume_id = await stored(ada, LETTER);
			const { bytes } = await rendered(ada, 'pdf', { resume_id });

			assert.match(textOf('pdf', bytes), /Stonegate Works/);
			assert.deepEqual(ok(await ada.ask('GET', '/api/history'))
				.counts, [{ kind: 'cover_letter', count: 1 }]);
		});

	test('a template is pictured with my own document', async () => {
		const ada = await house.join();
		const bob = await house.join();
		const document = await stored(ada);
		const path = '/api/templates/classic/preview.png';
		const sample = await ada.ask('GET', path);
		const mine = await ada.ask('GET', `${path}?document=${document}`);

		ok(mine);
		assert.notEqual(mine.headers.etag, sample.headers.etag);
		assert.equal(mine.headers['cache-control'], 'private, no-cache');
		assert.equal((await ada.ask('GET', `${path}?document=${document}`,
			{ headers: { 'if-none-match': mine.headers.etag } })).status,
		304);
		refused(await bob.ask('GET', `${path}?document=${document}`), 404,
			'not_found');
	});

	test('a document is pictured as it says it looks', async () => {
		const ada = await house.join();
		const bob = await house.join();
		const id = await stored(ada, { ...ADA,
			meta: { vitae: { template: 'classic' } } });
		const path = `/api/resumes/${id}/preview.png`;
		const { headers } = await ada.ask('GET', path);
		const classic = await ada.ask('GET',
			`/api/templates/classic/preview.png?document=${id}`);
		const modern = await ada.ask('GET',
			`/api/templates/modern/preview.png?document=${id}`);

		assert.equal(headers['content-type'], 'image/png');
		assert.equal(headers['cache-control'], 'private, no-cache');
		assert.equal(headers.etag, classic.headers.etag);
		assert.notEqual(headers.etag, modern.headers.etag);
		assert.equal((await ada.ask('GET', path, { headers: {
			'if-none-match': headers.etag } })).status, 304);
		ok(await ada.ask('PUT', `/api/resumes/${id}`,
			{ body: { resume: ADA } }));
		assert.notEqual((await ada.ask('GET', path)).headers.etag,
			headers.etag);
		refused(await bob.ask('GET', path), 404, 'not_found');
	});

	test('exports side by side wait for each other, and all come', async () => {
		const ada = await house.join();
		const resume_id = await stored(ada);
		const all = await Promise.all(Array.from({ length: 40 }, (_, n) =>
			rendered(ada, ['pdf', 'docx', 'txt', 'png'][n % 4],
				{ resume_id })));

		for (const answer of all)
			ok(answer);
		assert.equal(new Set(all.filter((_, n) => n % 4 === 0)
			.map((a) => a.headers['vitae-identity'])).size, 1);
		assert.equal(ok(await ada.ask('GET', '/api/history')).total, 40);
	});
});
