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

onBoth({}, (house) => {
	for (const [language, command, client] of [
		['Python', 'python3', 'examples/apply.py'],
		['JavaScript', process.execPath, 'examples/apply.mjs']])
		test(`the client in ${language} goes the whole way`, async () => {
			const at = (name) => join(house.folder, name);

			writeFileSync(at('resume.txt'), RESUME);
			writeFileSync(at('job.txt'), JOB);
			const { stdout } = await run(command, [client,
				`http://127.0.0.1:${house.port}`, at('resume.txt'),
				at('job.txt'), at(`${language}.pdf`)]);

			assert.match(stdout, /^read: Jonna Ekberg$/m);
			assert.match(stdout, /^score: \d/m);
			assert.match(stdout, /^changed: \//m);
			assert.match(stdout, /^wrote: /m);
			assert.equal(readFileSync(at(`${language}.pdf`))
				.subarray(0, 5).toString(), '%PDF-');
		});
});
