/*
 * test/node/upload_test.mjs - a file becomes the base resume (INT-7, 8, 9):
 * answered by a stream or at once, refused with what to do, whatever becomes of
 * the connection and of the server meanwhile.
 */
import assert from 'node:assert/strict';
import { readdirSync, statSync } from 'node:fs';
import net from 'node:net';
import { join } from 'node:path';
import { deflateSync } from 'node:zlib';

import { apart, ok, onBoth, refused, test, until } from './harness.mjs';
import { FORM, fileOf, formOf, stream, upload, uploadStream }
	from './upload.mjs';
import { unzip } from './zip.mjs';

const engineer = () => fileOf('engineer', 'pdf');
const student = () => fileOf('student', 'docx');
const note = () => fileOf('student', 'txt');

async function base(who) {
	return ok(await who.ask('GET', '/api/resumes/base'));
}

async function jobsOf(who) {
	return ok(await who.ask('GET', '/api/jobs?kind=resume.intake')).jobs;
}

/* Names of the files that are kept under DATA_DIR/uploads. */
function kept(house) {
	const folder = join(house.folder, 'data', 'uploads');

	return readdirSync(folder, { recursive: true })
		.filter((name) => statSync(join(folder, name)).isFile());
}

/* ---- what comes of it --------------------------------------------------- */

function results(house) {
	test('INT-7: stages come as events, then the resume', async () => {
		const ada = await house.join();
		const one = uploadStream(ada, engineer(), { file: 'Ada.pdf' });
		const res = await one.opened;

		assert.equal(res.statusCode, 200);
		assert.match(res.headers['content-type'], /^text\/event-stream/);
		assert.match(res.headers.location, /^\/api\/jobs\/[0-9a-f-]{36}$/);
		const all = await one.rest();
		const last = all.pop();

		assert.deepEqual(all.map((e) => e.event),
			all.map(() => 'status'));
		assert.deepEqual([...new Set(all.map((e) => e.data.stage))],
			['validating', 'extracting', 'parsing', 'saving']);
		all.reduce((before, e) => {
			assert.ok(e.data.percent >= before);
			return e.data.percent;
		}, 0);
		assert.equal(last.event, 'result');
		assert.equal(last.data.resume.basics.name,
			'Maren Oduya-Lindqvist');
		assert.equal(last.data.format, 'pdf');
		assert.equal(last.data.pages, 2);
		assert.equal((await base(ada)).document_id,
			last.data.document_id);
	});

	test('INT-7: without events there is one answer', async () => {
		const ada = await house.join();
		const got = ok(await upload(ada, student(), { file: 'cv.docx' }));

		assert.equal(got.format, 'docx');
		assert.equal(got.version, 1);
		assert.deepEqual(got.warnings, []);
		assert.equal(got.resume.basics.name, 'Priya Venkataraman');
	});

	test('INT-1: a name that is not true is told of, and not believed',
		async () => {
			const ada = await house.join();
			const got = ok(await upload(ada, student(),
				{ file: 'cv.pdf' }));

			assert.equal(got.format, 'docx');
			assert.match(got.warnings[0], /its name says/);
		});

	test('INT-8: uploading again is a new version of the one base resume',
		async () => {
			const ada = await house.join();
			const one = ok(await upload(ada, engineer(),
				{ file: 'old.pdf' }));
			const two = ok(await upload(ada, student(),
				{ file: 'new.docx' }));
			const now = await base(ada);

			assert.equal(two.document_id, one.document_id);
			assert.deepEqual([one.version, two.version, now.version],
				[1, 2, 2]);
			assert.equal(now.name, 'new.docx');
			assert.equal(now.resume.basics.name, 'Priya Venkataraman');
			assert.match(house.sql('SELECT body FROM ' +
				'document_version WHERE number = 1 AND ' +
				`document_id = '${one.document_id}'`),
				/Maren Oduya-Lindqvist/);
		});

	test('INT-8: what nobody named is called after the file that was ' +
		'uploaded last', async () => {
		const ada = await house.join();
		const titled = async () =>
			ok(await ada.ask('GET', `/api/resumes/${id}`)).title;
		const save = async (more) => ok(await ada.ask('PUT',
			`/api/resumes/${id}`, { body: more }));
		const { document_id: id } = ok(await upload(ada, engineer()));

		assert.match(await titled(), /^Maren Oduya-Lindqvist/);
		/* a correction is no name */
		const { resume } = ok(await ada.ask('GET', `/api/resumes/${id}`));

		resume.basics.label = 'Baker';
		await save({ resume });
		ok(await upload(ada, student(), { file: 'new.docx' }));
		assert.match(await titled(), /^Priya Venkataraman/);
		await save({ title: 'For bakeries' });
		ok(await upload(ada, engineer()));
		assert.equal(await titled(), 'For bakeries');
	});

	test('INT-8: the same file again is no new version', async () => {
		const ada = await house.join();

		ok(await upload(ada, engineer(), { file: 'one.pdf' }));
		assert.equal(ok(await upload(ada, engineer(),
			{ file: 'two.pdf' })).version, 1);
		assert.equal((await base(ada)).name, 'two.pdf');
	});

	test('INT-8: the original is given back byte for byte', async () => {
		const ada = await house.join();
		const name = 'Lebenslauf "Ada" – neu.pdf';

		ok(await upload(ada, engineer(),
			{ file: name.replaceAll('"', '%22') }));
		const got = await ada.ask('GET', '/api/resumes/base/file');

		assert.equal(got.status, 200);
		assert.ok(got.bytes.equals(engineer()));
		assert.equal(got.headers['x-content-type-options'], 'nosniff');
		assert.match(got.headers['content-disposition'], /^attachment;/);
		assert.ok(got.headers['content-disposition'].includes(
			`filename*=UTF-8''${encodeURIComponent(name)}`));
	});

	test('INT-5: where each field was found is told with its box',
		async () => {
			const ada = await house.join();

			ok(await upload(ada, engineer()));
			const got = ok(await ada.ask('GET',
				'/api/resumes/base/fields'));
			const name = got.fields.find(
				(f) => f.at === '/basics/name');

			assert.equal(got.format, 'pdf');
			assert.equal(got.pages.length, 2);
			assert.equal(name.page, 1);
			assert.ok(name.sure > 50 && name.sure <= 100);
			const [x0, y0, x1, y1] = name.box;
			const { width, height } = got.pages[0];

			assert.ok(0 <= x0 && x0 < x1 && x1 <= width);
			assert.ok(0 <= y0 && y0 < y1 && y1 <= height);
		});

	test('INT-5: the words of each line are told with their boxes',
		async () => {
			const ada = await house.join();

			ok(await upload(ada, engineer()));
			const { fields, pages } = ok(await ada.ask('GET',
				'/api/resumes/base/fields'));
			const { page, line, box } = fields.find(
				(f) => f.at === '/basics/name');
			const { words } = pages[page - 1].lines[line - 1];

			assert.equal(words.map((w) => w.text).join(' '),
				'Maren Oduya-Lindqvist');
			for (const { box: [x0, y0, x1, y1] } of words) {
				assert.ok(box[0] <= x0 && x0 < x1 &&
					x1 <= box[2] + 0.1);
				assert.ok(box[1] <= y0 && y0 < y1 &&
					y1 <= box[3] + 0.1);
			}
		});

	test('INT-7: a document knows the file it was read from', async () => {
		const ada = await house.join();
		const { document_id: id } =
			ok(await upload(ada, engineer(), { file: 'Ada.pdf' }));
		const path = `/api/resumes/${id}/original`;
		const told = ok(await ada.ask('GET', path));

		assert.equal(told.name, 'Ada.pdf');
		assert.equal(told.uploaded_version, 1);
		assert.deepEqual(told.checked, []);
		assert.ok((await ada.ask('GET', `${path}/file`)).bytes
			.equals(engineer()));
		assert.deepEqual(ok(await ada.ask('GET', `${path}/fields`)),
			ok(await ada.ask('GET', '/api/resumes/base/fields')));
	});

	test('INT-7: what was looked at is remembered, until the next upload',
		async () => {
			const ada = await house.join();
			const bob = await house.join();
			const { document_id: id } =
				ok(await upload(ada, engineer()));
			const path = `/api/resumes/${id}/original`;
			const put = (who, fields) => who.ask('PUT',
				`${path}/checked`, { body: { fields } });

			ok(await put(ada, ['/basics/name', '/projects/0/name']));
			assert.deepEqual(ok(await ada.ask('GET', path)).checked,
				['/basics/name', '/projects/0/name']);
			ok(await put(ada, ['/basics/name']));
			assert.deepEqual(ok(await ada.ask('GET', path)).checked,
				['/basics/name']);
			refused(await put(bob, []), 404, 'not_found');
			refused(await put(ada, ['x'.repeat(201)]), 400,
				'bad_input');

			ok(await upload(ada, student()));
			assert.deepEqual(ok(await ada.ask('GET', path)).checked,
				[]);
		});

	test('a document that was not uploaded has no original', async () => {
		const ada = await house.join();
		const { id } = ok(await ada.ask('POST', '/api/resumes',
			{ body: { resume: { basics: { name: 'Ada' } } } }),
		201);

		for (const more of ['', '/file', '/fields'])
			refused(await ada.ask('GET',
				`/api/resumes/${id}/original${more}`), 404,
			'not_found');
	});

	test('who uploaded nothing has no base resume', async () => {
		const ada = await house.join();

		for (const more of ['', '/file', '/fields'])
			refused(await ada.ask('GET', `/api/resumes/base${more}`),
				404, 'not_found');
	});

	test('EVT-2: that an upload was read is an event', async () => {
		const ada = await house.join();
		const { document_id: id } = ok(await upload(ada, student()));

		assert.match(house.sql('SELECT data FROM event WHERE ' +
			`account_id = '${ada.user.id}' AND ` +
			"type = 'analysis.completed'"), new RegExp(id));
	});

	test('ACC-5: the archive of my data has the file in it', async () => {
		const ada = await house.join();

		ok(await upload(ada, note(), { file: 'a: b.txt' }));
		const got = unzip((await ada.ask('GET',
			'/api/users/me/export')).bytes);
		const [row] = JSON.parse(got['files.json']);

		assert.equal(row.name, 'a: b.txt');
		assert.equal(got[`files/${row.id}/a_ b.txt`],
			note().toString());
	});

	test('two people at once get what is theirs', async () => {
		const [ada, bob] = [await house.join(), await house.join()];
		const [a, b] = await Promise.all([upload(ada, engineer()),
			upload(bob, student())].map(async (p) => ok(await p)));

		assert.equal(a.resume.basics.name, 'Maren Oduya-Lindqvist');
		assert.equal(b.resume.basics.name, 'Priya Venkataraman');
		assert.equal((await base(ada)).document_id, a.document_id);
		assert.equal((await base(bob)).document_id, b.document_id);
	});

	test('one person twice at once has one base resume, two versions',
		async () => {
			const ada = await house.join();
			const both = await Promise.all([upload(ada, engineer()),
				upload(ada, student())]);
			const versions = both.map((one) => ok(one).version);

			assert.deepEqual(versions.sort(), [1, 2]);
			assert.equal(house.sql('SELECT count(*) FROM document ' +
				`WHERE account_id = '${ada.user.id}'`).trim(), '1');
		});
}

/* ---- what is refused ---------------------------------------------------- */

function crc32(bytes) {
	let sum = ~0;

	for (const byte of bytes) {
		sum ^= byte;
		for (let i = 0; i < 8; i++)
			sum = (sum >>> 1) ^ (sum & 1 ? 0xedb88320 : 0);
	}
	return ~sum >>> 0;
}

/* A picture that says it is so wide and high, and holds one row. */
function picture(width, height) {
	const chunk = (name, data) => {
		const body = Buffer.concat([Buffer.from(name), data]);
		const size = Buffer.alloc(4);
		const sum = Buffer.alloc(4);

		size.writeUInt32BE(data.length);
		sum.writeUInt32BE(crc32(body));
		return Buffer.concat([size, body, sum]);
	};
	const head = Buffer.alloc(13);

	head.writeUInt32BE(width, 0);
	head.writeUInt32BE(height, 4);
	head.set([8, 2, 0, 0, 0], 8);
	return Buffer.concat([
		Buffer.from([137, 80, 78, 71, 13, 10, 26, 10]),
		chunk('IHDR', head), chunk('IDAT', deflateSync(Buffer.alloc(64))),
		chunk('IEND', Buffer.alloc(0))]);
}

function refusals(house) {
	const send = (who, parts) => who.ask('POST', '/api/resumes/upload',
		{ headers: FORM, body: formOf(parts) });

	test('a form without a file, or with two, says so', async () => {
		const ada = await house.join();

		refused(await send(ada, []), 400, 'bad_input');
		refused(await send(ada, [{ name: 'cv', file: 'a.txt',
			bytes: 'x' }]), 400, 'bad_input', '/file');
		refused(await send(ada, [{ name: 'file', bytes: 'x' }]), 400,
			'bad_input', '/file');
		refused(await send(ada, [1, 2].map(() => ({ name: 'file',
			file: 'a.txt', bytes: 'x' }))), 400, 'bad_input', '/file');
	});

	test('what is no form is told which is wanted', async () => {
		const ada = await house.join();
		const got = await ada.ask('POST', '/api/resumes/upload',
			{ body: {} });

		refused(got, 415, 'bad_type');
		assert.match(got.body.message, /multipart\/form-data/);
	});

	test('INT-9: an empty file is refused at once', async () => {
		const ada = await house.join();
		const got = await upload(ada, '');

		refused(got, 422, 'untrusted');
		assert.match(got.body.message, /empty: choose the file again/);
		assert.equal((await jobsOf(ada)).length, 0);
	});

	for (const [what, bytes, why] of [
		['an archive', () => Buffer.from([0x50, 0x4b, 5, 6,
			...Array(18).fill(0)]), /ZIP|archive/],
		['a program', () => Buffer.from('\x7fELF\x02\x01\x01' +
			'\0'.repeat(80), 'latin1'), /program/],
		['blanks', () => ' \n'.repeat(300), /blanks/],
		['half a PDF', () => engineer().subarray(0, 900), /./],
		['a picture of absurd size', () => picture(100000, 100000), /./],
	])
		test(`INT-9: ${what} is refused with a sentence`, async () => {
			const ada = await house.join();
			const got = await upload(ada, bytes());

			refused(got, 422, 'untrusted');
			assert.match(got.body.message, why);
			const one = uploadStream(ada, bytes());
			const last = (await one.rest()).pop();

			assert.equal(last.event, 'error');
			assert.equal(last.data.message, got.body.message);
			assert.equal(house.sql('SELECT count(*) FROM file WHERE ' +
				`account_id = '${ada.user.id}'`).trim(), '0');
		});

	test('INT-9: what is too big is told what the limit is', () => apart(
		house.database, { MAX_UPLOAD_SIZE: '20000' }, async (own) => {
			const ada = await own.join();

			for (const bytes of [engineer(), Buffer.alloc(200000)]) {
				const got = await upload(ada, bytes);

				refused(got, 413, 'too_big');
				assert.match(got.body.message, /MAX_UPLOAD_SIZE/);
			}
			ok(await upload(ada, student()));
		}));

	test('nobody keeps more than one person may', () => apart(
		house.database, { MAX_CV_STORAGE_PER_USER_MB: '1' },
		async (own) => {
			const ada = await own.join();
			const big = Buffer.concat([engineer(),
				Buffer.from('% ballast\n'.repeat(60000))]);

			ok(await upload(ada, big));
			const got = await upload(ada, big);

			refused(got, 409, 'conflict');
			assert.match(got.body.message,
				/MAX_CV_STORAGE_PER_USER_MB/);
			ok(await upload(await own.join(), big));
		}));

	test('OPS-9: uploads are counted', async () => {
		const ada = await house.join();
		let last;

		for (let i = 0; i < 21; i++)
			last = await upload(ada, '');
		assert.equal(last.status, 429);
	});
}

/* ---- connections -------------------------------------------------------- */

/* Sends the head and so many bytes of the body, and hangs up. */
function cut(house, who, body, size) {
	return new Promise((go) => {
		const to = net.connect(house.port, '127.0.0.1', () => {
			to.write('POST /api/resumes/upload HTTP/1.1\r\n' +
				'Host: here\r\n' +
				`Authorization: Bearer ${who.token}\r\n` +
				`X-Forwarded-For: ${who.ip}\r\n` +
				`Content-Type: ${FORM['content-type']}\r\n` +
				`Content-Length: ${body.length}\r\n\r\n`);
			to.end(body.subarray(0, size));
		});

		to.resume();
		to.on('error', () => {});
		to.on('close', go);
	});
}

function connections(house) {
	test('INT-9: an upload cut at every tenth byte leaves nothing behind',
		async () => {
			const ada = await house.join();
			const body = formOf([{ name: 'file', file: 'cv.txt',
				bytes: note() }]);
			const before = kept(house).length;

			for (let n = 0; n < body.length; n += 10)
				await cut(house, ada, body, n);
			assert.equal(house.sql('SELECT count(*) FROM file WHERE ' +
				`account_id = '${ada.user.id}'`).trim(), '0');
			assert.deepEqual(await jobsOf(ada), []);
			assert.equal(kept(house).length, before);
			ok(await upload(ada, note(), { file: 'cv.txt' }));
		});

	test('INT-9: a large one, cut, leaves nothing on the disk', async () => {
		const ada = await house.join();
		const body = formOf([{ name: 'file', file: 'cv.pdf',
			bytes: Buffer.alloc(3 << 20, 32) }]);
		const before = kept(house).length;

		for (let n = 1; n < 8; n++)
			await cut(house, ada, body, n * body.length >> 3);
		assert.equal(kept(house).length, before);
		assert.deepEqual(readdirSync(join(house.folder, 'data'))
			.filter((name) => name.startsWith('vitae-body')), []);
	});

	test('INT-7: who hangs up loses no upload', async () => {
		const ada = await house.join();
		const one = uploadStream(ada, engineer());
		const { location } = (await one.opened).headers;

		one.req.destroy();
		await until('its end', async () =>
			ok(await ada.ask('GET', location)).state === 'done');
		assert.equal((await base(ada)).name, 'cv.pdf');
		const again = stream(ada, 'GET', `${location}/events`,
			{ headers: { 'last-event-id': '2' } });
		const all = await again.rest();

		assert.equal(all[0].id, 3);
		assert.equal(all.at(-1).event, 'result');
		assert.equal(all.at(-1).data.resume.basics.name,
			'Maren Oduya-Lindqvist');
	});

	test('who does not read the stream holds nobody up', async () => {
		const [ada, bob] = [await house.join(), await house.join()];
		const slow = uploadStream(ada, engineer());
		const res = await slow.opened;

		res.pause();
		await until('its end', async () => ok(await ada.ask('GET',
			res.headers.location)).state === 'done');
		ok(await upload(bob, student()));
		res.resume();
		assert.equal((await slow.rest()).at(-1).event, 'result');
	});

	test('Prefer: respond-async answers with the job', async () => {
		const ada = await house.join();

		for (const prefer of ['respond-async', 'wait=0']) {
			const got = await upload(ada, engineer(),
				{ headers: { prefer } });

			assert.equal(got.status, 202, got.text);
			assert.equal(got.headers.location,
				`/api/jobs/${got.body.id}`);
			assert.equal(got.body.kind, 'resume.intake');
			await until('its end', async () => ok(await ada.ask('GET',
				got.headers.location)).state === 'done');
		}
	});

	test('the same key is the same upload', async () => {
		const ada = await house.join();
		const headers = { 'idempotency-key': 'upload-1' };
		const two = await Promise.all([upload(ada, engineer(), { headers }),
			upload(ada, engineer(), { headers })]);
		const later = await upload(ada, engineer(), { headers });

		for (const got of [...two, later])
			assert.deepEqual(ok(got), ok(two[0]));
		assert.equal(later.headers['idempotent-replayed'], 'true');
		assert.equal((await jobsOf(ada)).length, 1);
		const one = uploadStream(ada, engineer(), { headers });

		assert.equal((await one.rest()).at(-1).event, 'result');
		refused(await upload(ada, student(), { headers }), 409,
			'conflict');
	});
}

/* ---- as Word again ------------------------------------------------------ */

/* The page of a Word file, by its section's attributes. */
function marginsOf(bytes) {
	const text = unzip(bytes)['word/document.xml'];
	const [tag] = /<w:pgMar [^>]*>/.exec(text);

	return Object.fromEntries([...tag.matchAll(/w:(\w+)="(\d+)"/g)]
		.map(([, name, value]) => [name, Number(value)]));
}

function recreating(house) {
	test('DOC-16: a Word file comes back with its margins', async () => {
		const ada = await house.join();
		const word = fileOf('student', 'docx', ['--style',
			'{"margins":{"left":"31mm","top":"44mm"}}']);
		const was = marginsOf(word);

		ok(await upload(ada, word, { file: 'cv.docx' }));
		const got = await ada.ask('GET',
			'/api/resumes/base/recreated-docx');

		assert.equal(got.status, 200, got.text);
		const { left, right, top, bottom } = marginsOf(got.bytes);

		for (const [name, value] of
			Object.entries({ left, right, top, bottom }))
			assert.ok(Math.abs(value - was[name]) <= 1,
				`${name}: ${value}, not ${was[name]}`);
		assert.ok(left > 1700 && top > 2400);
		assert.match(unzip(got.bytes)['word/document.xml'],
			/Venkataraman/);
	});

	test('DOC-16: of another file there is no Word file again', async () => {
		const ada = await house.join();

		ok(await upload(ada, engineer()));
		refused(await ada.ask('GET',
			'/api/resumes/base/recreated-docx'), 409, 'conflict');
	});
}

/* ---- without keeping it ------------------------------------------------- */

function parsing(house) {
	test('a file is parsed for an API key, and nothing is kept', async () => {
		const ada = await house.join();
		const key = await ada.key('documents:read');
		const path = '/api/parse?fields=true';
		const got = ok(await upload(key, engineer(), { path }));

		assert.equal(got.resume.basics.name, 'Maren Oduya-Lindqvist');
		assert.equal(got.pages, 2);
		assert.ok(got.fields.fields.some((f) => f.at === '/basics/name'));
		assert.equal(got.text, undefined);
		refused(await ada.ask('GET', '/api/resumes/base'), 404,
			'not_found');
		assert.deepEqual(await jobsOf(ada), []);
	});

	test('its text alone is given where that is asked for', async () => {
		const ada = await house.join();
		const got = ok(await upload(ada, student(),
			{ path: '/api/parse?text=true', file: 'cv.docx' }));

		assert.match(got.text, /Priya Venkataraman/);
		assert.equal(got.resume, undefined);
	});

	test('what cannot be parsed is refused with a sentence', async () => {
		const ada = await house.join();

		refused(await upload(ada, '', { path: '/api/parse' }), 422,
			'untrusted');
		refused(await upload(ada, 'GIF89a' + '\0'.repeat(90),
			{ path: '/api/parse' }), 422, 'untrusted');
		refused(await upload(ada, engineer(),
			{ path: '/api/parse?ocr=perhaps' }), 400, 'bad_input',
		'/ocr');
	});
}

/* ---- restarts ----------------------------------------------------------- */

/* Takes a while to be read. */
const long = () => Buffer.from('Maren Oduya\nmaren@example.org\n\nExperience\n' +
	Array.from({ length: 5000 }, (_, i) => `Engineer ${i}, Halvorsen Pumps\n` +
		`${1990 + i % 30} - ${1991 + i % 30}\n- Cut leaks by ${i} %\n`)
		.join(''));

function restarts(house) {
	for (const signal of ['SIGTERM', 'SIGKILL'])
		test(`INT-7: ${signal} in the middle loses no upload`, () => apart(
			house.database, { WORKERS: '0' }, async (own) => {
				const ada = await own.join();
				const one = uploadStream(ada, engineer());
				const { location } = (await one.opened).headers;

				await own.stop(signal);
				await one.rest();
				assert.ok(!one.all.some((e) => e.event === 'result'));
				own.settings.WORKERS = '1';
				await own.start();
				const all = await stream(ada, 'GET',
					`${location}/events`).rest();

				assert.equal(all.at(-1).event, 'result');
				assert.equal((await base(ada)).version, 1);
			}));

	test('INT-7: a server killed while it reads begins again, and tells ' +
		'each event once', () => apart(house.database, { WORKERS: '1' },
		async (own) => {
			const ada = await own.join();
			const one = uploadStream(ada, long(), { file: 'cv.txt' });
			const { location } = (await one.opened).headers;
			const job = () => ada.ask('GET', location);

			await until('it is read', async () =>
				ok(await job()).state === 'leased');
			assert.notEqual(await own.stop('SIGKILL'), 0);
			await one.rest();
			assert.ok(!one.all.some((e) => e.event === 'result'));
			await own.start();
			assert.notEqual(ok(await job()).state, 'done');
			const all = await stream(ada, 'GET', `${location}/events`)
				.rest();

			assert.deepEqual(all.map((e) => e.id),
				all.map((_, i) => i + 1));
			assert.deepEqual(all.filter((e) => e.event === 'result'),
				[all.at(-1)]);
			/* what was told before the end is told again as it was */
			assert.deepEqual(all.slice(0, one.all.length), one.all);
			assert.equal((await base(ada)).version, 1);
			assert.equal(own.sql('SELECT count(*) FROM file').trim(),
				'1');
		}));

	test('INT-7: an upload whose worker died is read by the next, once',
		() => apart(house.database, { WORKERS: '0' }, async (own) => {
			const ada = await own.join();
			const got = await upload(ada, engineer(),
				{ headers: { prefer: 'respond-async' } });

			own.sql("UPDATE job SET state = 'leased', attempts = 1, " +
				"leased_by = 'who died', run_at = 1, events = 2 " +
				`WHERE id = '${got.body.id}'`);
			for (const n of [1, 2])
				own.sql('INSERT INTO job_event (job_id, n, at, ' +
					`name, data) VALUES ('${got.body.id}', ` +
					`${n}, 1, 'status', '{"percent":${n}}')`);
			await own.restart({ WORKERS: '2' });
			const all = await stream(ada, 'GET',
				`${got.headers.location}/events`,
				{ headers: { 'last-event-id': '1' } }).rest();

			assert.deepEqual(all.map((e) => e.id),
				all.map((e, i) => i + 2));
			assert.equal(all.at(-1).event, 'result');
			assert.equal((await base(ada)).version, 1);
			assert.equal(own.sql('SELECT count(*) FROM file').trim(),
				'1');
		}));
}

onBoth({ WORKERS: '2' }, (house) => {
	results(house);
	refusals(house);
	connections(house);
	parsing(house);
	recreating(house);
	restarts(house);
});
