/*
 * test/node/docs_test.mjs - the description to read: well-formed, its links
 * lead somewhere, and what it shows holds: bodies and answers fit the schemas
 * that programs are given, and its way to verify a webhook verifies one.
 */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { createHmac } from 'node:crypto';

import Ajv from 'ajv/dist/2020.js';
import { HtmlValidate } from 'html-validate';
import { parse } from 'parse5';

import { onBoth, test } from './harness.mjs';

const judge = new HtmlValidate({
	extends: ['html-validate:recommended', 'html-validate:a11y',
		'html-validate:document'],
	/* its one style sheet is its own server's */
	rules: { 'no-inline-style': 'error', 'require-sri': 'off' },
});

const attr = (node, name) =>
	node.attrs?.find((a) => a.name === name)?.value;
const textOf = (node) => node.value ??
	(node.childNodes ?? []).map(textOf).join('');

function* walk(node) {
	yield node;
	for (const child of node.childNodes ?? [])
		yield* walk(child);
}

/* Every route as the page has it: [head, texts of its examples]. */
const routes = (tree) => [...walk(tree)]
	.filter((n) => n.nodeName === 'details')
	.map((n) => [textOf(n.childNodes[0]), [...walk(n)]
		.filter((c) => c.nodeName === 'pre').map(textOf)]);

/* The body that a line of curl sends: what stands between its last '...'. */
const sent = (line) => line.match(/\n {2}-d '([^]*)'$/)?.[1]
	.replaceAll("'\\''", "'");

onBoth({}, (house) => {
	const page = async () => (await house.ask('GET', '/docs')).text;
	const describe = async () =>
		(await house.ask('GET', '/api/openapi.json')).body;

	test('a validator finds nothing wrong with /docs', async () => {
		const html = await page();

		for (const [text, faultless] of [[html, true],
			[html.replace('</section>', ''), false]]) {
			const found = (await judge.validateString(text)).results
				.flatMap((r) => r.messages.map((m) =>
					`${m.line}:${m.column} ${m.message}`));

			assert.equal(found.length === 0, faultless,
				found.slice(0, 5).join('\n'));
		}
	});

	test('every link within /docs leads somewhere', async () => {
		const nodes = [...walk(parse(await page()))];
		const ids = nodes.map((n) => attr(n, 'id')).filter(Boolean);
		const links = nodes.map((n) => attr(n, 'href'))
			.filter((h) => h?.startsWith('#'));

		assert.equal(new Set(ids).size, ids.length);
		assert.ok(links.length > 100);
		for (const link of links)
			assert.ok(ids.includes(link.slice(1)), link);
	});

	test('/docs has every operation, no script and no style within',
		async () => {
			const tree = parse(await page());
			const heads = routes(tree).map(([head]) => head);
			const { paths } = await describe();

			for (const [path, operations] of Object.entries(paths))
				for (const method of Object.keys(operations))
					assert.ok(heads.some((h) => h.startsWith(
						`${method.toUpperCase()} ${path} `)),
					`${method} ${path}`);
			for (const node of walk(tree)) {
				assert.ok(!['script', 'style'].includes(
					node.nodeName));
				assert.ok(!node.attrs?.some((a) =>
					/^on|^style$/.test(a.name)));
			}
		});

	test('examples of bodies and answers fit their schemas', async () => {
		const api = await describe();
		const ajv = new Ajv({ strict: false, validateFormats: false });
		const faults = [];
		let bodies = 0, answers = 0;

		ajv.addSchema(api, 'api');
		for (const [head, [line, answer]] of routes(parse(await page()))) {
			const [method, path] = head.split(' ');
			const at = `api#/paths/${path.replaceAll('/', '~1')
				.replaceAll('{', '%7B').replaceAll('}', '%7D')
			}/${method.toLowerCase()}`;
			const operation = api.paths[path][method.toLowerCase()];
			const fits = (where, value) => {
				const valid = ajv.getSchema(`${at}${where}`);

				if (!valid(value))
					faults.push(`${head}: ${where} ${
						JSON.stringify(valid.errors)}`);
			};

			if (sent(line)) {
				fits('/requestBody/content/application~1json/schema',
					JSON.parse(sent(line)));
				bodies++;
			}
			if (answer) {
				const status = Object.keys(operation.responses)
					.find((s) => s.startsWith('2'));

				fits(`/responses/${status}/content/` +
					'application~1json/schema',
				JSON.parse(answer));
				answers++;
			}
		}
		assert.deepEqual(faults, []);
		assert.ok(bodies > 40 && answers > 80, `${bodies} ${answers}`);
	});

	test('what /docs shows of verifying a webhook verifies one',
		async () => {
			const code = [...walk(parse(await page()))]
				.filter((n) => n.nodeName === 'pre').map(textOf)
				.find((t) => t.includes('compare_digest'));
			const key = Buffer.from('of a test, of this one alone');
			const sign = (body) => `v1,${createHmac('sha256', key)
				.update(`id.1764000000.${body}`).digest('base64')}`;

			for (const [signature, good] of [
				[`v1,AAAA ${sign('{}')}`, 'True'],
				[sign('{ }'), 'False']])
				assert.equal(execFileSync('python3', ['-c', [
					'import base64, hashlib, hmac',
					`secret = "whsec_${key.toString('base64')}"`,
					'webhook_id = "id"',
					'webhook_timestamp = "1764000000"',
					'body = b"{}"',
					`webhook_signature = "${signature}"`,
					code, 'print(good)'].join('\n')],
				{ encoding: 'utf8' }).trim(), good);
		});
});
