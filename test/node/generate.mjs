/*
 * test/node/generate.mjs - values for a JSON Schema as our description writes
 * them: such as fit, such as nearly fit, and anything at all. It knows the
 * words that base/json_schema.c uses, and fails on any other.
 */
import assert from 'node:assert/strict';

import fc from 'fast-check';

import { resolve } from './description.mjs';

const KNOWN = new Set(['$ref', 'type', 'description', 'properties',
	'required', 'additionalProperties', 'items', 'enum', 'minLength',
	'maxLength', 'pattern', 'format', 'minimum', 'maximum', 'multipleOf',
	'default', 'examples', 'writeOnly', 'readOnly', 'minItems', 'maxItems']);

/* Any scalar values: no lone surrogates, which are no text. */
const letters = fc.fullUnicode();

function text(schema) {
	const least = schema.minLength ?? 0;
	const most = Math.min(schema.maxLength ?? 64, least + 300);
	const fits = schema.pattern && new RegExp(schema.pattern, 'u');
	const sized = (s) => [...s].length >= least && [...s].length <= most;
	const of = {
		email: () => fc.uuid().map((id) => `${id}@example.org`),
		uuid: () => fc.uuid(),
		'date-time': () => fc.date({
			min: new Date(0), max: new Date('2100-01-01'),
			noInvalidDate: true,
		}).map((d) => d.toISOString()),
	}[schema.format];

	if (of)
		return of();
	return fc.stringOf(letters, { minLength: least,
		maxLength: Math.min(most, least + 40) })
		.filter((s) => sized(s) && (!fits || fits.test(s)));
}

function number(schema) {
	const min = schema.minimum ?? -(2 ** 40);
	const max = schema.maximum ?? 2 ** 40;

	return schema.type === 'integer' ?
		fc.maxSafeInteger().map((n) =>
			Math.max(min, Math.min(max, n))) :
		fc.integer({ min: Math.ceil(min),
			max: Math.floor(Math.min(max, 1e9)) });
}

function object(doc, schema) {
	const of = Object.entries(schema.properties ?? {})
		.map(([name, s]) => [name, fitting(doc, s)]);

	return fc.record(Object.fromEntries(of),
		{ requiredKeys: schema.required ?? [] });
}

export function fitting(doc, given) {
	const schema = resolve(doc, given);

	for (const word of Object.keys(schema))
		assert.ok(KNOWN.has(word), `a schema says '${word}'`);
	if (schema.enum)
		return fc.constantFrom(...schema.enum);
	switch (schema.type) {
	case 'string':
		return text(schema);
	case 'integer':
	case 'number':
		return number(schema);
	case 'boolean':
		return fc.boolean();
	case 'array':
		return fc.array(fitting(doc, schema.items), { maxLength: 4 });
	case 'object':
		return object(doc, schema);
	default:
		return fc.jsonValue();
	}
}

/* What stands at the edge of what fits, or just behind it. */
const odd = fc.oneof(
	fc.constantFrom(null, '', ' ', '\u0000', 'a\u0000b', '\ufeff', 0, -0, -1,
		1.5, 1e308, 2 ** 53, -(2 ** 63), true, [], {}, [[]], 'x'.repeat(5000),
		'\u202e\u200b', 'é'.repeat(254), "'; DROP TABLE account; --",
		'%00', '../..', '{{7*7}}', '2026-13-45T99:99:99Z'),
	fc.jsonValue({ maxDepth: 3 }),
	fc.fullUnicodeString());

export function bent(doc, schema) {
	if (!schema.properties) /* anything goes */
		return odd;
	const names = Object.keys(schema.properties);

	return fc.tuple(fitting(doc, schema),
		fc.constantFrom(...names, 'not_known', '__proto__', 'a/b~c', ''),
		odd, fc.boolean())
		.map(([value, name, wrong, drop]) => {
			const out = { ...value };

			if (drop)
				delete out[name];
			else
				Object.defineProperty(out, name, { value: wrong,
					enumerable: true, configurable: true });
			return out;
		});
}

const deep = fc.integer({ min: 10, max: 5000 }).chain((n) =>
	fc.constantFrom(`${'['.repeat(n)}${']'.repeat(n)}`,
		`${'{"a":'.repeat(n)}1${'}'.repeat(n)}`));

/* A well-formed text with bytes in it that are no UTF-8. */
const badText = fc.tuple(fc.json(), fc.constantFrom([0xff], [0xc0, 0x80],
	[0xed, 0xa0, 0x80], [0xf4, 0x90, 0x80, 0x80], [0xe2, 0x82]))
	.map(([json, bytes]) => Buffer.concat([Buffer.from('{"a":"'),
		Buffer.from(bytes), Buffer.from(`","b":${json}}`)]));

export const junk = fc.oneof(
	deep, badText,
	fc.constantFrom('{"a":1e99999}', `{"a":${'9'.repeat(4000)}}`,
		`{"a":0.${'0'.repeat(4000)}1}`, '{"limit":1e400}'),
	fc.uint8Array({ maxLength: 200 }).map((bytes) => Buffer.from(bytes)),
	fc.json(),
	fc.json().map((s) => s.slice(0, -1)),
	fc.json().map((s) => `${s}${s}`),
	fc.constantFrom('[', '{"a":', '{"a":1,}', "{'a':1}", 'NaN', '1e999',
		'"\\ud800"', '[1,2', '\ufeff{}', '{"a":1}}', '/**/{}',
		'['.repeat(2000), '{"":'.repeat(2000), '-', '01', 'nul'));
