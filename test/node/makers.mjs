/*
 * test/node/makers.mjs - for every path with something in braces, a maker of
 * what stands there: a fresh one, of somebody. A path without a maker fails the
 * tests that walk the description, so that no route is left out.
 *
 * Not here: what is true of these (the tests of each noun).
 */
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';

import { ok, until } from './harness.mjs';
import { parts } from './jwt.mjs';
import { upload } from './upload.mjs';

const RESUME = {
	basics: { name: 'Ada Thorne', label: 'Data Engineer',
		summary: 'Builds pipelines that last.' },
	work: [{ name: 'Oakspan', position: 'Data Engineer',
		startDate: '2019-02',
		highlights: ['Kept 40 Python services up'] }],
	skills: [{ name: 'Python', keywords: ['PostgreSQL'] }],
};
const JOB = 'Data Engineer\n\nRequirements\n- Python\n- PostgreSQL\n';

const bytes = (house, hex) =>
	house.database === 'sqlite' ? `x'${hex}'` : `'\\x${hex}'`;
const inHex = (id) => id.replaceAll('-', '');

async function made(who, path, body) {
	return ok(await who.ask('POST', path, { body }), 201);
}

/* ---- one of each noun ---------------------------------------------------- */

const session = async (house, who) =>
	parts((await who.elsewhere()).token).claims.sid;

const apiKey = async (house, who) => (await who.key('jobs')).key_id;

function identity(house, who) {
	const id = randomUUID();

	house.sql('INSERT INTO identity (id, account_id, issuer, subject, ' +
		'email, created_at, used_at) VALUES ' +
		`('${id}', '${who.user.id}', 'x', ` +
		`'${id}', '', 1, 1)`);
	return id;
}

function passkey(house, who) {
	const id = randomUUID();
	const key = bytes(house, inHex(id));

	house.sql('INSERT INTO passkey (id, account_id, credential, ' +
		'public_key, counter, name, transports, synced, ' +
		'created_at, used_at) VALUES ' +
		`('${id}', '${who.user.id}', ${key}, ${key}, 0, 'x', '', ` +
		'FALSE, 1, 1)');
	return id;
}

const resume = async (house, who) =>
	(await made(who, '/api/resumes', { resume: RESUME })).id;

const variant = async (house, who) => (await made(who, '/api/resumes',
	{ master_id: await resume(house, who), variant: {} })).id;

const uploaded = async (house, who) => ok(await upload(who,
	Buffer.from('Ada Thorne\nData Engineer\n\nEXPERIENCE\n' +
		'Data Engineer, Oakspan\n2019 - 2023\n'),
	{ file: 'cv.txt' })).document_id;

const version = async (house, who) => [await resume(house, who), '1'];

async function deleted(house, who) {
	const id = await resume(house, who);

	ok(await who.ask('DELETE', `/api/resumes/${id}`), 204);
	return id;
}

const project = async (house, who) => (await made(who, '/api/projects',
	{ resume_json: RESUME, job_description: JOB })).id;

async function goneProject(house, who) {
	const id = await project(house, who);

	ok(await who.ask('DELETE', `/api/projects/${id}`), 204);
	return id;
}

async function run(house, who) {
	const id = await project(house, who);
	const { run_id } = ok(await who.ask('POST',
		`/api/projects/${id}/tailor-with-agent`,
		{ body: { accept: 'none' } }));

	return [id, run_id];
}

const share = async (house, who) => (await made(who, '/api/shares',
	{ resume_id: await resume(house, who) })).share.id;

const webhook = async (house, who) => (await made(who, '/api/webhooks',
	{ url: 'https://1.1.1.1/hook', events: ['generation.completed'] }))
	.webhook.id;

/* Nothing is sent: it is over. */
async function delivery(house, who) {
	const id = await webhook(house, who);
	const event = randomUUID();

	house.sql('INSERT INTO event (id, at, account_id, type, data) VALUES ' +
		`('${event}', 1, '${who.user.id}', 'resume.created', '{}')`);
	house.sql('INSERT INTO delivery (webhook_id, event_id, created_at, ' +
		"state, manual, next_at) VALUES " +
		`('${id}', '${event}', 1, 'failed', FALSE, 1)`);
	return [id, event];
}

const kept = async (who) => ok(await who.ask('POST', '/api/export/txt',
	{ body: { resume: RESUME, store: true } }));
const keptFile = async (house, who) => (await kept(who)).file.id;
const line = async (house, who) => (await kept(who)).history_id;

async function job(house, who) {
	await who.ask('POST', '/api/auth/password-reset',
		{ body: { email: who.email } });
	const { id } = await until('a job that ended', async () =>
		ok(await who.ask('GET', '/api/jobs')).jobs
			.find((one) => one.state === 'done'));

	return id;
}

function fault(house) {
	const id = randomUUID();

	house.sql('INSERT INTO error_group (fingerprint, title, context, ' +
		'critical, count, first_at, last_at) VALUES ' +
		`('${inHex(id)}', 'x', 'x', FALSE, 1, 1, 1)`);
	return inHex(id);
}

/* ---- what stands where --------------------------------------------------- */

const under = (path, ends, maker) =>
	Object.fromEntries(ends.map((end) => [path + end, maker]));

const MAKERS = {
	'/api/auth/sessions/{id}': session,
	'/api/auth/identities/{id}': identity,
	'/api/auth/passkeys/{id}': passkey,
	'/api/auth/api-keys/{id}': apiKey,
	...under('/api/resumes/{id}', ['', '/variants', '/data', '/preview.png',
		'/versions', '/versions/compare', '/revamp', '/suggestions'], resume),
	...under('/api/resumes/{id}/original', ['', '/file', '/fields',
		'/checked'], uploaded),
	'/api/resumes/{id}/detach': variant,
	...under('/api/resumes/{id}/versions/{n}', ['', '/restore'], version),
	...under('/api/trash/{id}', ['', '/restore'], deleted),
	...under('/api/jobs/{id}', ['', '/events', '/cancel'], job),
	...under('/api/projects/{id}', ['', '/section-order', '/pdf', '/docx',
		'/tailor-with-agent', '/runs', '/interview-questions'], project),
	'/api/projects/{id}/recover': goneProject,
	'/api/projects/{id}/changes': run,
	...under('/api/projects/{id}/runs/{run}', ['', '/cancel'], run),
	'/api/shares/{id}': share,
	'/api/shares/{id}/link': share,
	...under('/api/webhooks/{id}', ['', '/rotate-secret', '/test',
		'/recover', '/deliveries'], webhook),
	...under('/api/webhooks/{id}/deliveries/{delivery}', ['', '/resend'],
		delivery),
	'/api/exports/{id}': keptFile,
	...under('/api/history/{id}', ['', '/archive', '/unarchive'], line),
	...under('/api/templates/{id}', ['', '/preview.png', '/preferences'],
		() => 'classic'),
	'/api/admin/users/{id}': async (house) => (await house.join()).user.id,
	'/api/admin/errors/{id}': fault,
	...under('/api/admin/jobs/{id}', ['', '/events', '/retry', '/cancel'],
		job),
};

/* The ids of a fresh one that this operation can be asked of; the first are
 * those of its path. */
export async function objectOf(house, who, op) {
	const maker = MAKERS[op.path];

	assert.ok(maker, `test/node/makers.mjs has no maker of ${op.path}`);
	return [await maker(house, who)].flat();
}

export const hasObject = (op) => op.path.includes('{');

/* Paths that are made for nobody: their routes are gone. */
export function forgotten(operations) {
	const paths = new Set(operations.map((op) => op.path));

	return Object.keys(MAKERS).filter((path) => !paths.has(path));
}

/* Bodies that are right, where the least one is not. */
const BODIES = {
	'PUT /api/auth/passkeys/{id}': { name: 'mine' },
	'PUT /api/resumes/{id}': { resume: RESUME },
	'PUT /api/resumes/{id}/versions/{n}': { name: 'mine' },
	'PUT /api/resumes/{id}/original/checked': { fields: ['/basics/name'] },
	'PUT /api/projects/{id}': { notes: 'mine' },
	'PUT /api/projects/{id}/section-order': { section_order: ['skills'] },
	'POST /api/projects/{id}/changes':
		([, id]) => ({ run_id: id ?? randomUUID(), accept: [] }),
	'PUT /api/shares/{id}': { name: 'mine' },
	'PUT /api/webhooks/{id}': { is_active: false },
	'POST /api/webhooks/{id}/recover': { since: new Date().toISOString() },
	'PUT /api/templates/{id}/preferences': { custom_config: {} },
	'PUT /api/admin/users/{id}': { role: 'user' },
	'PUT /api/admin/errors/{id}': { state: 'muted' },
};

export function rightBody(op, ids) {
	const body = BODIES[op.id] ?? (op.requestBody ? {} : undefined);

	return typeof body === 'function' ? body(ids) : body;
}

/* Queries that an answer takes. */
const QUERIES = { 'GET /api/resumes/{id}/data': '?format=jsonresume' };

export const rightQuery = (op) => QUERIES[op.id] ?? '';
