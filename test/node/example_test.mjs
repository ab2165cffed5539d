/*
 * test/node/example_test.mjs - the clients in examples/ do what they say, in
 * both languages: what the description at /docs tells is enough to write one.
 */
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';

import { onBoth, test } from './harness.mjs';

const run = promisify(execFile);
const RESUME = 'Jonna Ekberg\njonna@example.org\n\nExperience\n\n' +
	'Engineer, Havsvind, Luleå\nMarch 2019 - present\n' +
	'- Wrote the forecast service in Go and PostgreSQL\n\n' +
	'Skills\nGo, SQL\n';
const JOB = 'Backend engineer\n\nRequirements\n- Go\n- PostgreSQL\n' +
	'- Kubernetes\n';

onBoth({ WEBHOOK_ALLOW_LOOPBACK: 'true' }, (house) => {
	for (const [language, command, client] of [
		['Python', 'python3', 'examples/apply.py'],
		['JavaScript', process.execPath, 'examples/apply.mjs']]) {
		const at = (name) => join(house.folder, name);
		const out = () => at(`${language}.pdf`);
		const go = (settings) => {
			writeFileSync(at('resume.txt'), RESUME);
			writeFileSync(at('job.txt'), JOB);
			return run(command, [client,
				`http://127.0.0.1:${house.port}`, at('resume.txt'),
				at('job.txt'), out()],
			{ env: { ...process.env, ...settings } });
		};

		test(`the client in ${language} goes the whole way`, async () => {
			const { stdout } = await go({ LISTEN: '0' });

			assert.match(stdout, /^status: .*"saving"/m);
			assert.match(stdout, /^have: Jonna Ekberg$/m);
			assert.match(stdout, /^version: 2$/m);
			assert.match(stdout, /^heard: resume\.updated$/m);
			assert.match(stdout, /^score: \d/m);
			assert.match(stdout, /^change: .*"path"/m);
			assert.match(stdout, /^score now: \d/m);
			assert.match(stdout, /^wrote: /m);
			assert.equal(readFileSync(out())
				.subarray(0, 5).toString(), '%PDF-');
			assert.equal(house.sql('SELECT count(*) FROM webhook'),
				'0');
		});

		test(`the client in ${language} goes with an API key`, async () => {
			const person = await house.join();
			const key = await person.ask('POST', '/api/auth/api-keys',
				{ body: { name: language, scopes:
					'documents:read documents:write tailor' } });

			assert.equal(key.status, 201, key.text);
			const { stdout } = await go({ VITAE_KEY: key.body.secret });

			assert.match(stdout, /^wrote: /m);
			assert.equal((await person.ask('GET', '/api/resumes'))
				.body.resumes.some((r) => r.base), true);
		});
	}
});
