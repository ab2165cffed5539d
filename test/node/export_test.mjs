/*
 * test/node/export_test.mjs - documents as files over HTTP (DOC-10, 11, 16 to
 * 23): every format, what is said of it, what is refused, what is kept.
 * How files look is tested where they are made.
 */
import assert from 'node:assert/strict';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { ADA, ENGINEER, FOLDER, LETTER, MANY, pdfFacts, rendered, textOf }
	from './exports.mjs';
import { apart, ok, onBoth, refused, test, until } from './harness.mjs';
import { unzip } from './zip.mjs';

const TYPES = {
	pdf: 'application/pdf',
	docx: 'application/vnd.openxmlformats-officedocument.' +
		'wordprocessingml.document',
	odt: 'application/vnd.oasis.opendocument.text',
	html: 'text/html; charset=utf-8',
	txt: 'text/plain; charset=utf-8',
	md: 'text/markdown; charset=utf-8',
	png: 'image/png',
	svg: 'image/svg+xml',
	json: 'application/json',
	rendercv: 'application/yaml',
	reactive: 'application/json',
	europass: 'application/xml',
};

onBoth(MANY, (house) => {
	test('every format is offered, and is what it says it is (DOC-10)',
		async () => {
			const ada = await house.join();

			for (const [format, type] of Object.entries(TYPES)) {
				const answer = await rendered(ada, format);

				ok(answer);
				assert.equal(answer.headers['content-type'], type);
				assert.ok(answer.bytes.length > 100, format);
				assert.match(answer.headers['content-disposition'],
					/^attachment; filename="Ada Thorne, Bridge /);
				if (format !== 'png' && format !== 'svg')
					assert.match(textOf(format, answer.bytes),
						/Kept forty bridges open/, format);
			}
		});

	test('an API key renders what it brings along, and nothing is stored',
		async () => {
			const ada = await house.join();
			const key = await ada.key('documents:read');
			const answer = await rendered(key, 'pdf');

			ok(answer);
			assert.equal(answer.headers['vitae-pages'], '1');
			assert.equal(answer.headers['vitae-template'], 'modern@1');
			assert.equal(answer.headers['vitae-history'], undefined);
			for (const table of ['rendering', 'file', 'event'])
				assert.equal(house.sql('SELECT count(*) FROM ' +
					`${table} WHERE account_id = '${ada.user.id}'`),
				'0', table);
			refused(await rendered(await ada.key('jobs'), 'pdf'), 403,
				'forbidden');
		});

	test('the same resume is the same to the byte (DOC-13)', async () => {
		const ada = await house.join();

		for (const format of ['pdf', 'docx', 'odt', 'png']) {
			const one = await rendered(ada, format);
			const two = await rendered(ada, format);

			assert.ok(one.bytes.equals(two.bytes), format);
		}
	});

	test('names of files are for every client (RFC 6266)', async () => {
		const ada = await house.join();
		const named = async (name) => (await rendered(ada, 'txt', {
			resume: { basics: { name, summary: 'So.' } },
		})).headers['content-disposition'];

		assert.equal(await named('Zoë "Z" Ångström/Ü'),
			'attachment; filename="Zo_ -Z- _ngstr_m-_.txt"; ' +
			"filename*=UTF-8''" +
			'Zo%C3%AB%20-Z-%20%C3%85ngstr%C3%B6m-%C3%9C.txt');
		assert.match(await named('..\\..'), /filename="Resume.txt"/);
		assert.match(await named('李'.repeat(300)),
			/filename\*=UTF-8''(%E6%9D%8E){66}.txt$/);
	});

	test('what is left out is in no text and no property (DOC-17)',
		async () => {
			const ada = await house.join();
			const body = {
				resume: ADA,
				redact: ['phone', 'email'],
			};

			for (const format of ['pdf', 'docx', 'html', 'txt', 'md',
				'json', 'europass']) {
				const { bytes } = await rendered(ada, format, body);
				const text = textOf(format, bytes);

				assert.doesNotMatch(text, /ada@thorne/, format);
				assert.doesNotMatch(text, /7946/, format);
				assert.match(text, /Kept forty/, format);
			}
			refused(await rendered(ada, 'pdf',
				{ resume: ADA, redact: ['shoes'] }), 400, 'bad_input',
			'/redact');
		});

	test('a document is made to fit, or says that it cannot (DOC-19)',
		async () => {
			const ada = await house.join();
			const fit = (pages, resume = ENGINEER) => rendered(ada,
				'pdf', { resume, fit: { pages } });
			const long = {
				...ADA,
				work: Array.from({ length: 60 }, (_, i) => ({
					...ADA.work[0], position: `Engineer ${i}`,
				})),
			};

			assert.equal((await fit(2)).headers['vitae-pages'], '2');
			assert.equal((await fit(2)).headers['vitae-fitted'],
				undefined);
			assert.equal((await fit(1, long)).headers['vitae-fitted'],
				'no');
			refused(await fit(10000), 400, 'bad_input', '/fit/pages');
		});

	test('what is too much is refused, clearly (DOC-18)', async () => {
		const ada = await house.join();
		const work = Array.from({ length: 1500 }, (_, i) => ({
			...ADA.work[0], position: `Engineer number ${i}`,
		}));
		const pages = await rendered(ada, 'pdf', { resume: { work } });

		refused(pages, 413, 'too_big');
		assert.match(pages.body.message, /at most 60/);
		refused(await rendered(ada, 'pdf', {
			resume: { basics: { summary: 'x'.repeat(10 << 20) } },
		}), 413, 'too_big');
		refused(await rendered(ada, 'png', { resume: ADA, page: 2 }), 400,
			'bad_input', '/page');
	});

	test('what is wrong is named by its place', async () => {
		const ada = await house.join();
		const wrong = async (body, field) => refused(
			await rendered(ada, 'pdf', body), 400, 'bad_input', field);

		await wrong({}, '/resume');
		await wrong({ resume: [] }, '/resume');
		await wrong({ resume: ADA, template: 'nowhere' }, '/template');
		await wrong({ resume: ADA, style: { colors: { text: 'red' } } },
			'/style/colors/text');
		await wrong({ resume: ADA, style: { shoes: 1 } }, '/style/shoes');
		await wrong({ resume: ADA, style: { margins: { left: '190mm' } } },
			'/style/margins');
		await wrong({ resume: { basics: { email: 'no' } } },
			'/resume/basics/email');
		await wrong({ resume: ADA, version: 2 }, '/version');
		await wrong({ resume: ADA, resume_id: ada.user.id },
			'/resume_id');
		refused(await rendered(ada, 'pdf', { resume_id: ada.user.id }),
			404, 'not_found');
		refused(await rendered(ada, 'doc'), 404, 'not_found');
	});

	test('an end of "present" and older spellings are understood',
		async () => {
			const ada = await house.join();
			const { bytes } = await rendered(ada, 'txt', {
				resume: {
					basics: ADA.basics,
					work: [{
						company: 'Oakspan',
						position: 'Engineer',
						startDate: '2020-01',
						endDate: 'present',
					}],
				},
			});

			assert.match(bytes.toString(), /Oakspan/);
			assert.match(bytes.toString(), /Jan 2020 – Present/);
		});

	test('a cover letter is a letter', async () => {
		const ada = await house.join();
		const { bytes, headers } = await rendered(ada, 'pdf',
			{ resume: LETTER });

		assert.match(textOf('pdf', bytes), /I would like to build it/);
		assert.match(headers['content-disposition'],
			/filename="Ada Thorne, Your bridge over the Wend.pdf"/);
		ok(await rendered(ada, 'docx', { resume: LETTER }, '?verify=1'));
	});

	test('style, locale and kind are what is asked for', async () => {
		const ada = await house.join();
		const { bytes } = await rendered(ada, 'pdf', {
			resume: ADA,
			template: 'classic',
			style: { paper: 'letter' },
			locale: 'de',
		});

		assert.match(pdfFacts(bytes), /612 x 792 pts \(letter\)/);
		assert.match(textOf('pdf', bytes), /heute/);
	});

	test('an export proves itself: what a parser reads of it (DOC-22)',
		async () => {
			const ada = await house.join();

			for (const format of ['pdf', 'docx', 'odt', 'html', 'txt',
				'md']) {
				const answer = await rendered(ada, format,
					{ resume: ENGINEER }, '?verify=1');
				const { verified } = ok(answer);

				assert.deepEqual(verified.words.differences, [],
					format);
				assert.ok(verified.words.count > 100);
				assert.ok(verified.fields.share > 0.5,
					`${format}: ${verified.fields.share}`);
			}
			for (const format of ['png', 'json'])
				refused(await rendered(ada, format, { resume: ADA },
					'?verify=1'), 400, 'bad_input', '/verify');
		});

	test('a file is kept for an hour where that is wanted (DOC-18)',
		async () => {
			const ada = await house.join();
			const bob = await house.join();
			const kept = ok(await rendered(ada, 'pdf',
				{ resume: ADA, store: true }));
			const again = ok(await rendered(ada, 'txt',
				{ resume: ADA }, '?store=1'));
			const life = Date.parse(kept.file.expires_at) - Date.now();
			const path = kept.file.url;
			const got = await ada.ask('GET', path);

			assert.ok(life > 3_000_000 && life <= 3_600_000, life);
			assert.equal(got.headers['content-type'],
				'application/pdf');
			assert.equal(got.bytes.length, kept.file.size);
			assert.match(textOf('pdf', got.bytes), /Kept forty/);
			assert.match(got.headers['content-disposition'],
				/filename="Ada Thorne, Bridge Engineer.pdf"/);
			assert.notEqual(again.file.id, kept.file.id);
			refused(await bob.ask('GET', path), 404, 'not_found');
			house.sql('UPDATE file SET expires_at = 1 WHERE id = ' +
				`'${kept.file.id}'`);
			refused(await ada.ask('GET', path), 404, 'not_found');
			ok(await ada.ask('GET', again.file.url));
		});

	test('a preview is a page, and says how many there are', async () => {
		const ada = await house.join();
		const look = (query, resume = ENGINEER) => ada.ask('POST',
			`/api/export/preview${query}`, { body: { resume } });
		const html = await look('');
		const png = await look('?format=png&page=2');
		const svg = await look('?format=svg', ADA);

		assert.equal(html.headers['content-type'],
			'text/html; charset=utf-8');
		assert.match(html.text, /<!doctype html>/i);
		assert.equal(png.headers['content-type'], 'image/png');
		assert.equal(png.headers['vitae-pages'], '2');
		assert.equal(png.bytes.subarray(1, 4).toString(), 'PNG');
		assert.equal(svg.headers['vitae-pages'], '1');
		refused(await look('?format=png&page=3'), 400, 'bad_input',
			'/page');
		refused(await look('?format=tiff'), 400, 'bad_input', '/format');
		for (let n = 0; n < 70; n++)
			ok(await look('', ADA));
	});

	test('a preview tells where each word stands, and what it shows',
		async () => {
			const ada = await house.join();
			const answer = await ada.ask('POST',
				'/api/export/preview?format=words',
				{ body: { resume: ENGINEER } });
			const { width, height, pages } = ok(answer);
			const all = pages.flatMap((p) => p.words);
			const name = all.find((w) => w.at === '/basics/name');

			assert.equal(pages.length, 2);
			assert.equal(answer.headers['vitae-pages'], '2');
			assert.equal(name.text,
				ENGINEER.basics.name.split(' ')[0]);
			for (const w of all) {
				assert.ok(w.text && w.x >= 0 && w.y >= 0);
				assert.ok(w.x + w.width <= width, w.text);
				assert.ok(w.y + w.height <= height, w.text);
				assert.doesNotMatch(w.text, /[\s•\u00ad]/);
			}
			for (const [i, job] of ENGINEER.work.entries())
				for (const [n, said] of job.highlights.entries())
					assert.equal(all.filter((w) => w.at ===
						`/work/${i}/highlights/${n}`)
						.map((w) => w.text + (w.cut ? '' : ' '))
						.join('').trim(), said);
		});

	test('with its words a preview tells what fitting made of the type',
		async () => {
			const ada = await house.join();
			const told = async (fit) => ok(await ada.ask('POST',
				'/api/export/preview?format=words',
				{ body: { resume: ENGINEER, style: { size: 11, fit } } }));
			const free = await told({ pages: 0 });
			const two = await told({ pages: free.pages.length - 1 });
			const none = await told({ pages: 1 });

			assert.ok(free.pages.length > 2);
			assert.deepEqual([free.asked, free.size, free.fitted],
				[11, 11, true]);
			assert.equal(two.fitted, true);
			assert.equal(two.pages.length, free.pages.length - 1);
			assert.equal(two.asked, 11);
			assert.ok(two.size < 11 && two.size > 9);
			assert.equal(none.fitted, false);
			assert.ok(none.pages.length > 1);
		});

	test('templates are listed, shown and pictured (DOC-11)', async () => {
		const ada = await house.join();
		const { templates } = ok(await ada.ask('GET', '/api/templates'));
		const ids = templates.map((t) => t.id);

		for (const id of ['modern', 'classic', 'professional', 'minimal'])
			assert.ok(ids.includes(id), id);
		for (const t of templates) {
			assert.deepEqual(ok(await ada.ask('GET',
				`/api/templates/${t.id}`)), t);
			assert.equal(typeof t.config, 'object');
			assert.ok(t.description.length > 10);
			assert.match(t.category, /^(modern|classic|creative|minimal)$/);
		}
		const first = await ada.ask('GET', templates[0].preview_url);
		const etag = first.headers.etag;

		assert.equal(first.headers['content-type'], 'image/png');
		assert.ok(first.bytes.length > 10_000);
		assert.equal((await ada.ask('GET', templates[0].preview_url,
			{ headers: { 'if-none-match': etag } })).status, 304);
		for (const end of ['', '/preview.png', '/preferences'])
			refused(await ada.ask('GET', `/api/templates/nowhere${end}`),
				404, 'not_found');
	});

	test('a preference is a style, or it is refused', async () => {
		const ada = await house.join();
		const path = '/api/templates/modern/preferences';
		const put = (custom_config) => ada.ask('PUT', path,
			{ body: { custom_config } });
		const style = { paper: 'letter', size: 11 };

		assert.deepEqual(ok(await ada.ask('GET', path)).custom_config, {});
		assert.deepEqual(ok(await put(style)).custom_config, style);
		assert.deepEqual(ok(await ada.ask('GET', path)).custom_config,
			style);
		refused(await put({ size: 99 }), 400, 'bad_input',
			'/custom_config/size');
		refused(await put({ shoes: 1 }), 400, 'bad_input',
			'/custom_config/shoes');
		assert.deepEqual(ok(await ada.ask('GET', path)).custom_config,
			style);
		ok(await put({}));
	});

	test('history counts, finds, pages and archives', async () => {
		const ada = await house.join();
		const bob = await house.join();
		const ask = async (query) => ok(await ada.ask('GET',
			`/api/history${query}`));

		for (const format of ['pdf', 'docx', 'txt'])
			ok(await rendered(ada, format, { resume: ADA },
				'?store=1'));
		const { history_id } = ok(await rendered(ada, 'pdf',
			{ resume: LETTER, template: 'classic' }, '?store=1'));
		const all = await ask('');

		assert.equal(all.total, 4);
		assert.deepEqual(all.counts, [{ kind: 'cover_letter', count: 1 },
			{ kind: 'resume', count: 3 }]);
		assert.equal(all.history[0].id, history_id);
		assert.equal(all.history[0].template, 'classic');
		assert.equal(all.history[3].role, 'Bridge Engineer');
		assert.equal((await ask('?kind=resume')).history.length, 3);
		assert.equal((await ask('?q=OVER+the+wend')).history.length, 1);
		assert.equal((await ask('?q=shoes')).history.length, 0);
		assert.equal((await ask('?format=docx')).history.length, 1);
		assert.equal((await ask('?until=2020-01-01T00:00:00Z')).total, 0);

		const page = await ask('?limit=3');
		const rest = await ask(`?limit=3&cursor=${page.next_cursor}`);
		assert.deepEqual([...page.history, ...rest.history], all.history);
		assert.equal(rest.next_cursor, null);

		const line = `/api/history/${history_id}`;
		assert.ok(ok(await ada.ask('POST', `${line}/archive`))
			.archived_at);
		assert.equal((await ask('')).total, 3);
		assert.equal((await ask('?archived=yes')).total, 1);
		assert.equal((await ask('?archived=all')).total, 4);
		assert.equal(ok(await ada.ask('POST', `${line}/unarchive`))
			.archived_at, undefined);
		assert.equal((await ask('')).total, 4);
		refused(await bob.ask('GET', line), 404, 'not_found');
		refused(await bob.ask('POST', `${line}/archive`), 404,
			'not_found');
		assert.equal(ok(await bob.ask('GET', '/api/history')).total, 0);
	});

	test('what is kept is told of, and in the export of all data',
		async () => {
			const ada = await house.join();
			const kept = ok(await rendered(ada, 'pdf',
				{ resume: ADA, store: true }));
			const data = JSON.parse(house.sql('SELECT data FROM event ' +
				`WHERE account_id = '${ada.user.id}' AND ` +
				"type = 'resume.exported'"));
			const all = unzip((await ada.ask('GET',
				'/api/users/me/export')).bytes);
			const history = JSON.parse(all['history.json']);

			assert.equal(data.format, 'pdf');
			assert.equal(data.export_id, kept.file.id);
			assert.equal(history[0].id, kept.history_id);
			assert.match(history[0].identity, /^engine \d+$/m);
			assert.equal(house.sql('SELECT count(*) FROM audit_logs ' +
				`WHERE actor_id = '${ada.user.id}' AND ` +
				"action = 'document.export'"), '1');
			ok(await ada.ask('DELETE', '/api/users/me'));
			for (const table of ['rendering', 'file'])
				assert.equal(house.sql('SELECT count(*) FROM ' +
					`${table} WHERE account_id = '${ada.user.id}'`),
				'0');
		});
});

/* ---- settings ----------------------------------------------------------- */

test('ten exports a minute, unless the operator says otherwise (DOC-18)',
	() => apart('sqlite', {}, async (house) => {
		const ada = await house.join();

		for (let n = 0; n < 10; n++)
			ok(await rendered(ada, 'txt'));
		const over = await rendered(ada, 'pdf');

		assert.equal(over.status, 429);
		assert.equal(over.body.message,
			'Rate limit exceeded: 10 requests per minute');
		ok(await ada.ask('POST', '/api/export/preview',
			{ body: { resume: ADA } }));
	}));

test('a template of the operator is there without a restart (DOC-11)',
	async () => {
		const folder = join(FOLDER, 'templates');

		mkdirSync(folder);
		writeFileSync(join(folder, 'broken.json'), '{"shoes":1}');
		await apart('sqlite', { TEMPLATES_DIR: folder }, async (house) => {
			const ada = await house.join();
			const list = async () => ok(await ada.ask('GET',
				'/api/templates')).templates;
			const one = async (id) => (await list())
				.find((t) => t.id === id);

			assert.match((await one('broken')).fault, /shoes/);
			writeFileSync(join(folder, 'ours.json'), JSON.stringify({
				title: 'Ours',
				description: 'As we like it.',
				category: 'creative',
				extends: 'classic',
				style: { paper: 'letter' },
			}));
			assert.equal((await until('it is listed',
				() => one('ours'))).name, 'Ours');
			assert.match(pdfFacts((await until('it is used',
				async () => {
					const got = await rendered(ada, 'pdf', {
						resume: ADA, template: 'ours' });

					return got.status === 200 && got;
				})).bytes), /letter/);
		});
	});
