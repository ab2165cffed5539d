/*
 * test/node/journey.mjs - the whole way of one person: from an account over a
 * file, a posting, a tailored resume and its files to the archive of all of it
 * and the account's end. Each step holds what it was answered against what was
 * asked; `during(step, ask)` makes the three requests that somebody may like to
 * disturb. A write that may be sent twice says so by its Idempotency-Key, as
 * clients should.
 *
 * Not here: which servers, and what befalls them.
 */
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';

import { ok, until } from './harness.mjs';
import { eventsIn, fileOf, FORM, formOf, stream } from './upload.mjs';
import { unzip } from './zip.mjs';

const NAME = 'Maren Oduya-Lindqvist'; /* of test/data/resume/engineer.json */
const EMAIL = 'maren.fixed@example.org';
const JOB = 'Staff Software Engineer\n\nCompany: Larkspur Mills\n\n' +
	'Requirements\n- 8+ years of experience with distributed systems\n' +
	'- PostgreSQL and Kubernetes\n- Incident reviews and on-call\n';
const FORMATS = { pdf: '%PDF-', docx: 'PK', odt: 'PK', html: '<!' };

const once = () => ({ 'idempotency-key': randomUUID() });
const asIs = (step, run) => run(() => {});

/* ---- following a job ------------------------------------------------------ */

/* Events of a stream to its end, however often the line is cut: it is picked
 * up behind the last event that came. `seen` is called at the first. */
async function follow(who, first, seen) {
	const res = await first.opened;
	const path = `${res.headers.location}/events`;
	const all = [];
	let one = first;

	assert.equal(res.statusCode, 200);
	for (let tries = 0; tries < 400; tries++) {
		for (let e; (e = await one.next());) {
			all.push(e);
			if (all.length === 1)
				await seen();
		}
		if (['result', 'error'].includes(all.at(-1)?.event))
			return all;
		await new Promise((go) => setTimeout(go, 50));
		one = stream(who, 'GET', path, { headers: all.length ?
			{ 'last-event-id': String(all.at(-1).id) } : {} });
		await one.opened.catch(() => {});
	}
	throw new Error(`${path} does not end`);
}

/* Numbered as they came, none twice, none missing. */
function inOrder(all) {
	assert.deepEqual(all.map((e) => e.id),
		all.map((_, i) => all[0].id + i));
	assert.equal(all.at(-1).event, 'result', JSON.stringify(all.at(-1)));
	return all.at(-1).data;
}

/* ---- the steps ------------------------------------------------------------ */

async function uploads(who, during) {
	const file = fileOf('engineer', 'pdf');
	const all = await during('upload', (seen) => follow(who, stream(who,
		'POST', '/api/resumes/upload', { headers: { ...FORM, ...once() },
			body: formOf([{ name: 'file', file: 'Maren.pdf',
				type: 'application/pdf', bytes: file }]) }), seen));
	const got = inOrder(all);

	assert.equal(got.resume.basics.name, NAME);
	assert.equal(got.version, 1);
	return got.document_id;
}

async function fixes(who, id, during) {
	const at = `/api/resumes/${id}`;
	const had = await who.ask('GET', at);
	const { resume } = ok(had);

	resume.basics.email = EMAIL;
	const saved = await during('save', () => who.ask('PUT', at, {
		headers: { 'if-match': had.headers.etag, ...once() },
		body: { resume } }));

	assert.equal(ok(saved).version, 2);
	assert.equal(saved.body.resume.basics.email, EMAIL);
	/* and nobody overwrites it by what they had before */
	assert.equal((await who.ask('PUT', at, {
		headers: { 'if-match': had.headers.etag, ...once() },
		body: { resume: had.body.resume } })).status, 412);
	return saved.body.resume;
}

async function matches(who, resume) {
	const body = { resume, job_description: JOB };
	const [one, two] = await Promise.all([1, 2].map(() =>
		who.ask('POST', '/api/match', { body })));

	assert.ok(ok(one).score > 0 && one.body.score <= 100);
	assert.deepEqual(ok(two), one.body);
	return one.body.score;
}

async function tailors(who, id, during) {
	const begun = ok(await who.ask('POST', '/api/projects', {
		headers: once(),
		body: { base_resume_id: id, job_description: JOB } }), 201);
	const at = `/api/projects/${begun.id}`;
	const all = await during('tailor', (seen) => follow(who, stream(who,
		'POST', `${at}/tailor-with-agent`, { headers: {
			'content-type': 'application/json', ...once() },
		body: { accept: 'none' } }), seen));
	const found = inOrder(all);

	assert.ok(found.changes.length > 0, 'nothing to tailor');
	const took = ok(await who.ask('POST', `${at}/changes`, {
		headers: once(),
		body: { run_id: found.run_id, accept: [0] } }));
	const now = ok(await who.ask('GET', at));

	assert.equal(took.version, 2);
	assert.equal(now.document_version, 2);
	assert.deepEqual(now.resume_json, took.resume);
	assert.equal(now.tailoring_history.length, 1);
	return now;
}

async function renders(who, id) {
	for (const [format, begin] of Object.entries(FORMATS)) {
		const file = await who.ask('POST', `/api/export/${format}`, {
			headers: once(), body: { resume_id: id } });

		assert.equal(file.status, 200, file.text);
		assert.ok(file.bytes.subarray(0, begin.length).toString()
			.startsWith(begin), format);
	}
	const kept = ok(await who.ask('POST', '/api/export/txt', {
		body: { resume_id: id, store: true } }));
	const again = await who.ask('GET', `/api/exports/${kept.file.id}`);

	assert.match(again.text, new RegExp(NAME));
	return kept.file.id;
}

async function shares(who, id) {
	const { token, share } = ok(await who.ask('POST', '/api/shares',
		{ body: { resume_id: id, name: 'for Larkspur' } }), 201);
	const page = await who.house.ask('GET', `/s/${token}`, {
		agent: 'Mozilla/5.0 (X11; Linux x86_64) Firefox/140.0' });

	assert.equal(page.status, 200, page.text);
	assert.ok(page.text.includes(NAME));
	return { token, id: share.id };
}

async function restores(who, id) {
	const at = `/api/resumes/${id}`;
	const first = ok(await who.ask('GET', `${at}/versions/1`));
	const now = ok(await who.ask('POST', `${at}/versions/1/restore`,
		{ headers: once() }));

	assert.deepEqual(now.resume, first.resume);
	await versionsAre(who, id, 3);
}

/* Each number once, none left out. */
export async function versionsAre(who, id, count) {
	const { versions } = ok(await who.ask('GET',
		`/api/resumes/${id}/versions?limit=100`));

	assert.deepEqual(versions.map((v) => v.number),
		Array.from({ length: count }, (_, i) => count - i));
}

/* ---- all of it ------------------------------------------------------------ */

/* Each told once, whoever died meanwhile. */
const EVENTS = {
	'resume.created': 2, /* the upload's and the project's */
	'resume.updated': 3, /* saved, tailored, restored */
	'resume.exported': Object.keys(FORMATS).length + 1,
	'analysis.completed': 3, /* the upload, and two matches */
	'generation.completed': 2, /* tailored, and its changes taken */
};

function counted(types) {
	const counts = {};

	for (const type of types)
		counts[type] = (counts[type] ?? 0) + 1;
	return counts;
}

async function takes(who, made) {
	const answer = await who.ask('GET', '/api/users/me/export');

	ok(answer);
	const files = unzip(answer.bytes);
	const part = (name) => {
		assert.ok(files[name], `the archive has no ${name}`);
		return JSON.parse(files[name]);
	};
	const ids = (name) => part(name).map((row) => row.id);
	const documents = part('documents.json');

	assert.equal(part('account.json').email, who.email);
	for (const id of [made.resume, made.project.document_id])
		assert.ok(documents.some((row) => row.id === id), id);
	assert.equal(part('document-versions.json').length, 3 + 2);
	assert.deepEqual(ids('projects.json'), [made.project.id]);
	assert.equal(part('project-tailorings.json').length, 1);
	assert.ok(part('project-messages.json').length >= 2);
	assert.equal(part('agent-runs.json').length, 1);
	assert.deepEqual(ids('shares.json'), [made.share.id]);
	assert.ok(ids('files.json').includes(made.file));
	assert.equal(part('history.json').length,
		Object.keys(FORMATS).length + 1);
	assert.deepEqual(counted(part('events.json').map((row) => row.type)),
		EVENTS);
	assert.ok(Object.entries(files).some(([name, text]) =>
		!name.endsWith('.json') && text.startsWith('%PDF-')),
	`the uploaded file is not among ${Object.keys(files)}`);
}

/* Every table of personal.def, by the column that says whose a row is. */
function tables() {
	return [...readFileSync('src/store/personal.def', 'utf8').matchAll(
		/^PERSONAL\("(\w+)",\s+"(\w+)",/gm)]
		.map(([, table, column]) => [table, column]);
}

async function leaves(who, house, made) {
	const had = tables().filter(([table, column]) => rowsOf(house, table,
		column, who.user.id) > 0);

	assert.ok(had.length > 8, `rows in ${had.length} tables alone`);
	ok(await who.ask('DELETE', '/api/users/me'));
	await until('nothing of theirs is left', () => tables().every(
		([table, column]) => table === 'audit_logs' ||
			rowsOf(house, table, column, who.user.id) === 0));
	const left = house.everything();

	for (const trace of [who.email, NAME, EMAIL, made.share.token])
		assert.ok(!left.includes(trace), `'${trace}' is left`);
	assert.equal((await who.ask('GET', '/api/auth/me')).status, 401);
	assert.ok([404, 410].includes((await who.house.ask('GET',
		`/s/${made.share.token}`)).status));
}

const rowsOf = (house, table, column, id) => Number(house.sql(
	`SELECT count(*) FROM ${table} WHERE ${column} = '${id}'`));

/* No job is on its way for good, and none is given up. */
async function rests(house, id) {
	const ofTheirs = (what) => house.sql('SELECT count(*) FROM job WHERE ' +
		`account_id = '${id}' AND ${what}`);

	await until('all jobs to end', () => ofTheirs('ended_at = 0') === '0');
	assert.equal(ofTheirs("state <> 'done'"), '0');
}

/* `who` asks; `house` lets us look into the database. */
export async function walk(who, house, during = asIs) {
	await who.register();
	const made = { resume: await uploads(who, during) };
	const resume = await fixes(who, made.resume, during);

	await matches(who, resume);
	made.project = await tailors(who, made.resume, during);
	made.file = await renders(who, made.resume);
	made.share = await shares(who, made.resume);
	await restores(who, made.resume);
	await rests(house, who.user.id);
	await takes(who, made);
	await leaves(who, house, made);
}
