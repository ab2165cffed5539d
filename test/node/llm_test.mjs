/*
 * test/node/llm_test.mjs - that the stand-in for a language model's server
 * (test/llm_standin.py) speaks the protocol is shown by OpenAI's own client;
 * that our count of tokens is near theirs, by gpt-tokenizer; and that a server
 * says whether its model is there (OPS-11). What we make of a model's answers
 * is in test/unit/llm_test.c.
 */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';

import { countTokens } from 'gpt-tokenizer/encoding/o200k_base';
import OpenAI from 'openai';

import { apart, ok, test } from './harness.mjs';
import { models } from './standin.mjs';

const HERE = new URL('.', import.meta.url);
const KEY = 'test-key-0123456789';
const TEXT = 'Grüße, 世界 🌍: "so it goes",\nand the rest of it.';
const MESSAGES = [
	{ role: 'system', content: 'You are terse.' },
	{ role: 'user', content: 'Tell me something.' },
];
const ADVICE = {
	type: 'json_schema',
	json_schema: {
		name: 'Advice',
		strict: true,
		schema: {
			type: 'object',
			properties: {
				summary: { type: 'string' },
				tone: { type: 'string', enum: ['plain', 'warm'] },
				skills: { type: 'array', items: { type: 'string' } },
			},
			required: ['summary', 'tone', 'skills'],
			additionalProperties: false,
		},
	},
};

/* ---- the stand-in ------------------------------------------------------- */

function client(mode, how = {}) {
	return new OpenAI({ baseURL: models(mode, how.name), apiKey: KEY,
		maxRetries: 0, ...how });
}

function asked(mode, more = {}, how = {}) {
	return client(mode, how).chat.completions.create({ model: 'stand-in',
		messages: MESSAGES, ...more });
}

/* All of a stream: its text, why it ended, what it took. */
async function streamed(mode, more = {}) {
	const all = { text: '', usage: null, finish: null };

	for await (const chunk of await asked(mode, { stream: true,
		stream_options: { include_usage: true }, ...more })) {
		all.text += chunk.choices[0]?.delta.content ?? '';
		all.finish = chunk.choices[0]?.finish_reason ?? all.finish;
		all.usage = chunk.usage ?? all.usage;
	}
	return all;
}

/* ---- OpenAI's client and the stand-in ----------------------------------- */

test('the official client reads a whole answer of the stand-in', async () => {
	const answer = await asked('fine');

	assert.equal(answer.object, 'chat.completion');
	assert.equal(answer.choices[0].message.content, TEXT);
	assert.equal(answer.choices[0].finish_reason, 'stop');
	assert.equal(answer.usage.total_tokens,
		answer.usage.prompt_tokens + answer.usage.completion_tokens);
});

test('the official client reads its streams, in whatever pieces', async () => {
	for (const mode of ['fine', 'split', 'crlf', 'slow']) {
		const all = await streamed(mode);

		assert.equal(all.text, TEXT, mode);
		assert.equal(all.finish, 'stop');
		assert.ok(all.usage.prompt_tokens > 0);
	}
	assert.equal((await streamed('no-usage')).usage, null);
});

test('the official client gets structured outputs from it', async () => {
	const answer = await client('fine').chat.completions.parse({
		model: 'stand-in', messages: MESSAGES, response_format: ADVICE });

	assert.deepEqual(JSON.parse(answer.choices[0].message.content),
		{ summary: 'wörd', tone: 'plain', skills: ['wörd', 'wörd'] });
	assert.equal(JSON.parse((await streamed('fine',
		{ response_format: ADVICE })).text).tone, 'plain');
});

test('a schema that is not strict is refused, as OpenAI does', async () => {
	const lax = structuredClone(ADVICE);

	delete lax.json_schema.schema.additionalProperties;
	await assert.rejects(asked('fine', { response_format: lax }),
		OpenAI.BadRequestError);
	lax.json_schema.schema.additionalProperties = false;
	lax.json_schema.schema.required.pop();
	await assert.rejects(asked('fine', { response_format: lax }),
		OpenAI.BadRequestError);
});

test('the official client knows each of its refusals', async () => {
	const refusals = [
		['quota', OpenAI.RateLimitError, 'insufficient_quota'],
		['rate-long', OpenAI.RateLimitError, 'rate_limit_exceeded'],
		['down', OpenAI.InternalServerError, null],
		['model', OpenAI.NotFoundError, 'model_not_found'],
		['context', OpenAI.BadRequestError, 'context_length_exceeded'],
		['new-openai', OpenAI.BadRequestError, 'unsupported_parameter',
			{ max_tokens: 9 }],
		['conflict-once', OpenAI.ConflictError, null],
	];

	for (const [mode, type, code, more] of refusals)
		await assert.rejects(asked(mode, more), (e) => {
			assert.ok(e instanceof type, `${mode}: ${e}`);
			assert.equal(e.code, code, mode);
			return true;
		});
	await assert.rejects(asked('fine', {}, { apiKey: 'other' }),
		OpenAI.AuthenticationError);
});

test('the official client tries again where it says when', async () => {
	for (const mode of ['rate-once-ms', 'fail-once', 'late-once'])
		assert.equal((await asked(mode, {}, { maxRetries: 1,
			name: 'retried' })).choices[0].message.content, TEXT);
});

test('the official client notices a stream that breaks', async () => {
	await assert.rejects(streamed('cut'));
	await assert.rejects(streamed('error-in-stream'));
	await assert.rejects(asked('hang', {}, { timeout: 200 }),
		OpenAI.APIConnectionTimeoutError);
});

test('the official client lists its models', async () => {
	const ids = [];

	for await (const model of client('fine').models.list())
		ids.push(model.id);
	assert.deepEqual(ids, ['stand-in', 'small:latest']);
});

/* ---- tokens ------------------------------------------------------------- */

test('the counts that ours are held against are those of o200k', () => {
	const pages = new URL('../data/tokens/', HERE);
	const rows = readFileSync(new URL('o200k.tsv', pages), 'utf8')
		.trimEnd().split('\n').map((row) => row.split('\t'));

	assert.ok(rows.length >= 10);
	for (const [name, count] of rows)
		assert.equal(countTokens(readFileSync(
			new URL(`${name}.txt`, pages), 'utf8')), Number(count), name);
});

/* ---- a server whose model is elsewhere ---------------------------------- */

async function said(settings) {
	let check;

	await apart('sqlite', { AI_PROVIDER: 'openai', OPENAI_API_KEY: KEY,
		OPENAI_MODEL: 'stand-in', ...settings }, async (house) => {
		const { checks } = ok(await house.ask('GET', '/api/health'));

		check = checks.find((c) => c.service === 'llm');
	});
	return check;
}

test('OPS-11: health says whether the model is there', async () => {
	const good = await said({ OPENAI_BASE_URL: models('fine') });

	assert.equal(good.status, 'healthy');
	assert.equal(good.message, "'127.0.0.1' has 'stand-in'");

	const other = await said({ OPENAI_BASE_URL: models('fine'),
		OPENAI_MODEL: 'another' });

	assert.equal(other.status, 'healthy');
	assert.match(other.message, /does not list 'another'/);
});

test('OPS-11: health says what is wrong with the key or the address',
	async () => {
		const key = await said({ OPENAI_BASE_URL: models('fine'),
			OPENAI_API_KEY: 'sk-wrong' });

		assert.equal(key.status, 'degraded');
		assert.match(key.message, /check OPENAI_API_KEY/);
		assert.doesNotMatch(key.message, /sk-wrong/);

		const gone = await said({ OPENAI_BASE_URL: 'http://127.0.0.1:1/v1' });

		assert.equal(gone.status, 'degraded');
	});
