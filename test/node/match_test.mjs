/*
 * test/node/match_test.mjs - what is told of a resume and a posting at once:
 * the score (TAI-2), many of one side (TAI-4), what a posting asks for (TAI-1),
 * what programs stumble over (TAI-3); and what is given that is neither.
 */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';

import { apart, ok, onBoth, refused, test } from './harness.mjs';

const RESUME = JSON.parse(readFileSync('test/data/resume/engineer.json'));
const JOB = 'Senior Data Engineer\n\nCompany: Larkspur Mills\n\n' +
	'Requirements\n- 5+ years of experience with Python\n' +
	'- Kubernetes and PostgreSQL\n- REST APIs\n';
const OTHER = 'Koch (m/w/d)\n\nAnforderungen\n- Erfahrung in der ' +
	'Großküche\n- HACCP und Speiseplanung\n- fließend Deutsch\n';
const COOK = { basics: { name: 'Bo Crumb' }, work: [{ name: 'Oak Kitchens',
	highlights: ['Baked.'] }] };
const MONTH = '2026-11';

const match = (who, body) => who.ask('POST', '/api/match',
	{ body: { resume: RESUME, as_of: MONTH, ...body } });
const many = (who, body) => who.ask('POST', '/api/match/bulk', { body });
const analyze = (who, job_description) => who.ask('POST',
	'/api/postings/analyze', { body: { job_description } });
const lint = (who, body) => who.ask('POST', '/api/lint', { body });

const total = (parts) => Object.values(parts).flatMap((p) => p.points ?? p);

function scores(house) {
	test('TAI-2: the same two have the same score, which names its reasons',
		async () => {
			const ada = await house.join();
			const one = ok(await match(ada, { job_description: JOB }));
			const two = ok(await match(ada, { job_description: JOB }));

			assert.deepEqual(one, two);
			assert.ok(one.score > 0 && one.score <= 100);
			assert.ok(total(one.parts).length > 3);
			assert.ok(one.matched.length + one.missing.length > 3);
		});

	test('TAI-2: a document of mine is scored as if it were given',
		async () => {
			const ada = await house.join();
			const bob = await house.join();
			const { id } = ok(await ada.ask('POST', '/api/resumes',
				{ body: { resume: RESUME } }), 201);
			const body = { resume_id: id, as_of: MONTH,
				job_description: JOB };
			const mine = ok(await ada.ask('POST', '/api/match',
				{ body }));

			assert.equal(mine.score, ok(await match(ada,
				{ job_description: JOB })).score);
			refused(await bob.ask('POST', '/api/match', { body }), 404,
				'not_found');
			refused(await match(ada, { resume_id: id,
				job_description: JOB }), 400, 'bad_input',
			'/resume_id');
		});

	test('TAI-4: many postings are ranked, and what is none is told of',
		async () => {
			const ada = await house.join();
			const all = ok(await many(ada, { resume: RESUME, as_of: MONTH,
				postings: [
					{ id: 'cook', job_description: OTHER },
					{ id: 'empty', job_description: ' \n ' },
					{ id: 'fits', job_description: JOB },
				] }));

			assert.equal(all.matches[0].id, 'fits');
			assert.equal(all.matches[1].id, 'cook');
			assert.equal(all.matches[2].id, 'empty');
			assert.ok(all.matches[2].error);
			assert.deepEqual([all.scored, all.failed], [2, 1]);
			assert.equal(all.matches[0].score, ok(await match(ada,
				{ job_description: JOB })).score);
			refused(await many(ada, { resume: RESUME, postings:
				Array(201).fill({ job_description: 'Cook' }) }), 400,
			'bad_input', '/postings');
			refused(await many(ada, { resume: RESUME }), 400,
				'bad_input');
		});

	test('TAI-4: bulk matching does not count among the exports', () =>
		apart(house.database, { EXPORTS_PER_MINUTE: '2' },
			async (own) => {
				const ada = await own.join();
				const body = { resume: COOK, postings:
					[{ job_description: 'Cook wanted' }] };
				const save = async () => (await ada.ask('POST',
					'/api/export/txt', { body: { resume: COOK } }))
					.status;

				for (let i = 0; i < 5; i++)
					ok(await many(ada, body));
				assert.deepEqual([await save(), await save(),
					await save()], [200, 200, 429]);
			}));
}

/* Issue 5: what is no posting, or hardly one. */
function postings(house) {
	test('TAI-1: what a posting asks for stands where it is said to',
		async () => {
			const ada = await house.join();
			const found = ok(await analyze(ada, JOB));
			const chars = [...found.text];

			assert.equal(found.title.value, 'Senior Data Engineer');
			assert.equal(found.years, 5);
			for (const t of found.required) {
				const { at, length } = t.place;

				assert.ok(length > 0 && at + length <= chars.length);
			}
		});

	test('a posting without a word is refused, wherever it is given',
		async () => {
			const ada = await house.join();

			for (const text of ['', ' ', '\n\t\n',
				'<html><body><script>job()</script></body></html>']) {
				refused(await analyze(ada, text), 400, 'bad_input',
					'/job_description');
				refused(await match(ada, { job_description: text }),
					400, 'bad_input', '/job_description');
			}
			refused(await ada.ask('POST', '/api/match',
				{ body: { resume: RESUME } }), 400, 'bad_input',
			'/job_description');
		});

	test('a posting of another language is read, and scored', async () => {
		const ada = await house.join();

		for (const text of [OTHER, '求人：データエンジニア\n\n必須\n- ' +
			'Python の経験 5 年以上\n', 'Инженер данных\n\n' +
			'Требования\n- Python и PostgreSQL\n']) {
			ok(await analyze(ada, text));
			const { score } = ok(await match(ada,
				{ job_description: text }));

			assert.ok(score >= 0 && score <= 100);
		}
	});

	test('a posting of a megabyte is scored or refused by its size',
		async () => {
			const ada = await house.join();
			const line = '- Python and PostgreSQL, every day of the week\n';
			const long = JOB + line.repeat(Math.ceil(1e6 / line.length));

			for (const answer of [await analyze(ada, long),
				await match(ada, { job_description: long })]) {
				assert.ok([200, 400, 413].includes(answer.status),
					answer.text.slice(0, 200));
				if (answer.status === 400)
					refused(answer, 400, 'bad_input',
						'/job_description');
			}
			ok(await match(ada, { job_description: JOB }));
		});

	test('a posting that is a resume is read like any text', async () => {
		const ada = await house.join();
		const text = JSON.stringify(RESUME);
		const { score } = ok(await match(ada, { job_description: text }));

		assert.ok(score >= 0 && score <= 100);
		ok(await analyze(ada, text));
	});

	test('who names no skill has a score all the same', async () => {
		const ada = await house.join();
		const all = ok(await match(ada, { resume: COOK,
			job_description: JOB }));

		assert.ok(all.score < 50);
		assert.ok(all.missing.length > 0);
		refused(await match(ada, { resume: {}, job_description: JOB }),
			400, 'bad_input');
	});
}

function lints(house) {
	test('TAI-3: findings are told, the worst first', async () => {
		const ada = await house.join();
		const { count, findings } = ok(await lint(ada, { resume: COOK }));
		const order = ['error', 'warning', 'note'];

		assert.equal(findings.length,
			count.error + count.warning + count.note);
		assert.ok(findings.length > 0);
		assert.deepEqual(findings.map((f) => order.indexOf(f.severity)),
			findings.map((f) => order.indexOf(f.severity))
				.sort((a, b) => a - b));
		for (const f of findings)
			assert.ok(f.what && f.fix && f.code);
		refused(await lint(ada, {}), 400, 'bad_input', '/resume');
		refused(await lint(ada, { resume: 'me' }), 400, 'bad_input',
			'/resume');
	});

	test('TAI-3: what is rendered is read back, where that is asked for',
		async () => {
			const ada = await house.join();
			const without = ok(await lint(ada, { resume: RESUME }));
			const all = ok(await lint(ada, { resume: RESUME,
				round_trip: true }));

			assert.equal(without.round_trip, undefined);
			assert.deepEqual(all.findings, without.findings);
			assert.ok(all.round_trip.words, JSON.stringify(
				all.round_trip).slice(0, 200));
			assert.ok(all.round_trip.text.startsWith(
				RESUME.basics.name));
			assert.deepEqual(ok(await ada.ask('GET',
				'/api/resumes')).resumes, []);
		});
}

onBoth({}, (house) => {
	scores(house);
	postings(house);
	lints(house);
});
