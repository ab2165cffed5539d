/*
 * test/node/openapi_test.mjs - /api/openapi.json is true (WEB-7): a valid
 * description; whatever is sent to any of its operations, well or ill formed,
 * gets an answer that it describes, never a 5xx; and an ill-formed body is
 * told where it is wrong.
 */
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';

import { Validator } from '@seriousme/openapi-schema-validator';
import Ajv2020 from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import fc from 'fast-check';

import { address, bodySchema, describe, operations, takesForm }
	from './description.mjs';
import { bent, fitting, junk } from './generate.mjs';
import { onBoth, refused, test } from './harness.mjs';
import { hasObject, objectOf } from './makers.mjs';
import { FORM, formOf } from './upload.mjs';

const RUNS = Number(process.env.RUNS ?? 12);
/* Stated, so that a failure is the same tomorrow; SEED tries others. */
const SEED = Number(process.env.SEED ?? 20260101);
/* Only guards against hanging: far above what so many runs take. */
const LIMIT_MS = 240_000 + RUNS * 10_000;

/* ---- is it as described? ------------------------------------------------ */

function judgeOf(doc) {
	const ajv = new Ajv2020({ strict: false, allErrors: true });

	addFormats(ajv);
	ajv.addFormat('password', true);
	ajv.addSchema({ $id: 'doc', ...doc });
	const known = new Map();
	const check = (pointer) => {
		if (!known.has(pointer))
			known.set(pointer, ajv.compile(
				{ $ref: `doc#${pointer}` }));
		return known.get(pointer);
	};
	const escape = (s) => encodeURIComponent(
		s.replaceAll('~', '~0').replaceAll('/', '~1'));

	return (op, answer) => {
		const said = `${op.id}: ${answer.status} ${answer.text}`;
		const described = op.responses[answer.status];

		assert.ok(answer.status < 500 || op.unwell, said);
		assert.ok(described, `not described: ${said}`);
		if (!described.content) {
			assert.equal(answer.bytes.length, 0, said);
			return;
		}
		const type = answer.headers['content-type'];
		const [at] = Object.keys(described.content)
			.filter((t) => t === type);

		assert.ok(at, `'${type}' is not described: ${said}`);
		if (type !== 'application/json')
			return;
		const valid = check(`/paths/${escape(op.path)}/` +
			`${op.method.toLowerCase()}/responses/` +
			`${answer.status}/content/${escape(type)}/schema`);

		assert.ok(valid(answer.body),
			`${JSON.stringify(valid.errors)}: ${said}`);
	};
}

/* What a member takes by no means. */
function wrongs(schema, name) {
	const { $ref, type } = schema.properties[name];
	const types = [$ref ? 'object' : type ?? []].flat();

	return [[], {}, null].filter((v) => !types.includes(
		v === null ? 'null' : Array.isArray(v) ? 'array' : 'object'));
}

/* ---- who asks, and with what -------------------------------------------- */

/* Streams do not end; and these three end the one who asks. */
const NOT_ASKED = new Set(['GET /api/jobs/{id}/events',
	'GET /api/admin/jobs/{id}/events']);
const LEAVES = new Set(['POST /api/auth/logout', 'DELETE /api/users/me',
	'POST /api/users/me/leave',
	'DELETE /api/auth/sessions']);

function queryOf(op, values) {
	const asked = (op.parameters ?? [])
		.filter((p) => p.in === 'query' && values[p.name] !== undefined)
		.map((p) => `${p.name}=${encodeURIComponent(values[p.name])}`);

	return asked.length ? `?${asked.join('&')}` : '';
}

/* Ids of what is there (twice as often), ids that could be, and none. */
const anId = (ids) => fc.oneof(
	fc.constant(ids), fc.constant(ids),
	fc.constant([randomUUID(), ...ids.slice(1)]),
	fc.constant([...ids.slice(0, 1), randomUUID()]),
	fc.constantFrom('-1', '99999999999999999999', '0x1', '%2e').map((n) =>
		[...ids.slice(0, 1), n]),
	fc.string({ minLength: 1, maxLength: 40 }).filter(inPath),
	fc.fullUnicodeString({ minLength: 1, maxLength: 20 }).filter(inPath));

/* What no address can hold is the engine's to refuse: test/http has it. */
function inPath(s) {
	return !/[\u0000-\u001f\u007f/\\\ud800-\udfff]|^\.{1,2}$/u.test(s);
}

const aHeader = fc.record({
	'x-request-id': fc.string({ maxLength: 80 }),
	'user-agent': fc.stringOf(fc.integer({ min: 32, max: 255 })
		.map((n) => String.fromCharCode(n)), { maxLength: 60 }),
	'accept-encoding': fc.constantFrom('gzip;q=0', 'br', '*;q=0', ''),
	'idempotency-key': fc.oneof(fc.uuid(),
		fc.string({ maxLength: 220 })),
	'if-none-match': fc.string({ maxLength: 40 }),
	'if-match': fc.oneof(fc.constantFrom('"1"', '*', 'W/"1"'),
		fc.string({ maxLength: 40 })),
	accept: fc.constantFrom('*/*', 'text/event-stream;q=0.1', 'nonsense'),
	prefer: fc.constantFrom('respond-async', 'wait=1', ';;'),
	'last-event-id': fc.string({ maxLength: 30 }),
}, { requiredKeys: [] }).map((headers) => Object.fromEntries(
	Object.entries(headers).map(([name, value]) => [name,
		value.replace(/[^\t\x20-\x7e\x80-\xff]/g, '?')])));

/* What a body may be called, for once in eight. */
const aType = fc.constantFrom('text/plain', 'application/xml', 'image/png',
	'application/json; charset=latin1', 'application/x-www-form-urlencoded',
	'multipart/form-data', 'multipart/form-data; boundary=', '/', 'json');

/* Somebody for every role, and rows that are theirs. */
async function cast(house) {
	const root = await house.admin();
	const ada = await house.join();
	const key = await ada.key('profile:read documents:read ' +
		'documents:write jobs');

	return { root, ada, key };
}

/* A form: bytes as a file, or what is hardly one. */
const aForm = fc.record({
	name: fc.constantFrom('file', 'file', 'file', 'File', ''),
	file: fc.option(fc.fullUnicodeString({ maxLength: 30 })
		.map((s) => s.replace(/["\u0000-\u001f\u007f\ud800-\udfff]/gu,
			'')), { nil: undefined }),
	bytes: fc.oneof(fc.constant(''), fc.fullUnicodeString(),
		fc.uint8Array({ maxLength: 2000 })),
}).map((part) => formOf([part]));

async function askAs(people, op, given) {
	const whole = { body: given.body, headers: takesForm(op) ?
		{ ...given.headers, ...FORM } : { ...given.headers } };

	if (given.body !== undefined && given.type)
		whole.headers['content-type'] = given.type;
	const path = address(op, given.id) + queryOf(op, given.query);
	const who = LEAVES.has(op.id) ? people.leaver : people[given.who];

	return who.ask(op.method, path, whole);
}

function givenFor(doc, op, ids, body) {
	const query = Object.fromEntries((op.parameters ?? [])
		.filter((p) => p.in === 'query')
		.map((p) => [p.name, fc.oneof(fitting(doc, p.schema),
			fc.fullUnicodeString({ maxLength: 30 })
				.map((s) => s.replace(/[\ud800-\udfff]/gu, '')))]));

	return fc.record({
		id: anId(ids),
		who: fc.constantFrom('root', 'ada', 'key', 'nobody'),
		query: fc.record(query, { requiredKeys: [] }),
		headers: aHeader,
		type: fc.option(aType, { nil: undefined, freq: 8 }),
		body: body ?? fc.constant(undefined),
	});
}

/* ---- tests -------------------------------------------------------------- */

/* What will be asked, and of what: made before anybody has asked so often
 * that nothing more can be made. */
async function asked(house, doc, who, bodyOf) {
	const all = [];

	for (const op of operations(doc)) {
		const schema = bodySchema(doc, op);
		const body = takesForm(op) ? aForm : bodyOf(doc, schema);

		if (NOT_ASKED.has(op.id) || (!schema && !body))
			continue;
		all.push({ op, body, ids: hasObject(op) ?
			await objectOf(house, who, op) : [randomUUID()] });
	}
	return all;
}

async function forAll(house, bodyOf) {
	const doc = await describe(house);
	const judge = judgeOf(doc);
	const people = await cast(house);

	people.nobody = house.someone();
	people.leaver = await house.join();
	let answers = 0;

	for (const { op, body, ids } of
		await asked(house, doc, people.ada, bodyOf)) {
		op.unwell = op.responses[503].description.startsWith('Not well');
		await fc.assert(fc.asyncProperty(
			givenFor(doc, op, ids, body), async (given) => {
				judge(op, await askAs(people, op, given));
				answers++;
			}), { numRuns: RUNS, seed: SEED, endOnFailure: true });
	}
	console.log(`    ${answers} answers, each as described`);
}

onBoth({ EXPORTS_PER_MINUTE: '0' }, (house) => {
	test('WEB-7: the description is valid OpenAPI 3.1', async () => {
		const verdict = await new Validator()
			.validate(await describe(house));

		assert.ok(verdict.valid, JSON.stringify(verdict.errors));
	});

	test('WEB-7: every schema compiles, every name of one is there',
		async () => {
			const doc = await describe(house);
			const ajv = new Ajv2020({ strict: true,
				allowUnionTypes: true });

			addFormats(ajv);
			ajv.addFormat('password', true);
			ajv.addFormat('int64', true);
			ajv.addVocabulary(['components', 'openapi', 'info',
				'servers', 'paths']);
			ajv.addSchema({ $id: 'doc', ...doc });
			for (const name of Object.keys(doc.components.schemas))
				ajv.compile(
					{ $ref: `doc#/components/schemas/${name}` });
			for (const [, name] of JSON.stringify(doc)
				.matchAll(/"#\/components\/schemas\/(\w+)"/g))
				assert.ok(doc.components.schemas[name], name);
		});

	test('what fits the description is answered as described',
		() => forAll(house, (doc, schema) =>
			schema ? fitting(doc, schema) : fc.constant(undefined)),
		LIMIT_MS);

	test('what hardly fits is answered as described',
		() => forAll(house, (doc, schema) => schema && bent(doc, schema)),
		LIMIT_MS);

	test('any bytes at all are answered as described',
		() => forAll(house, (doc, schema) => schema && junk), LIMIT_MS);

	test('a body with one wrong field is told which', async () => {
		const doc = await describe(house);
		const { root } = await cast(house);

		for (const op of operations(doc)) {
			const schema = bodySchema(doc, op);

			for (const name of Object.keys(schema?.properties ?? {}))
				for (const wrong of wrongs(schema, name)) {
					const [right] = fc.sample(
						fitting(doc, schema),
						{ numRuns: 1, seed: SEED });
					const answer = await root.ask(op.method,
						address(op), {
							ip: house.someone().ip,
							body: { ...right,
								[name]: wrong },
						});

					refused(answer, 400, 'bad_input',
						`/${name}`);
				}
		}
	});
});
