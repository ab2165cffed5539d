/*
 * test/node/web_types_test.mjs - the pages know the shapes that the server
 * describes, and no others.
 */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';

import { formatted, typesOf } from '../../web/app/types.mjs';
import { on, House, ok, test } from './harness.mjs';

const FILE = 'web/app/src/lib/api-types.ts';
const described = (schema) => typesOf({ components: { schemas: { X: schema } } });

const house = new House('sqlite');

on('sqlite', house, () => {
	test('the types of the pages are those of the description', async () => {
		const now = await formatted(ok(await house.ask('GET',
			'/api/openapi.json')));

		assert.ok(now.length > 20_000);
		assert.equal(readFileSync(FILE, 'utf8'), now,
			`${FILE} is not what the server says: run tools/web-types`);
	});

	test('what may be absent, null or one of several words is said so', () => {
		const type = described({ type: 'object', required: ['a', 'c'],
			properties: { a: { type: ['integer', 'null'] },
				b: { enum: ['x', 'y'] },
				c: { type: 'array', items: { enum: [1, 2] } },
				d: { $ref: '#/components/schemas/X' },
				e: { type: 'object' },
				'f-g': { type: 'object',
					additionalProperties: { type: 'number' } } } });

		for (const member of ['a: number | null;', 'b?: "x" | "y";',
			'c: (1 | 2)[];', 'd?: X;', 'e?: Tree;',
			'"f-g"?: Record<string, number>;'])
			assert.ok(type.includes(`\t${member}\n`), `${member}\n${type}`);
	});
});
