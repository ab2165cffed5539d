/*
 * test/node/standin.mjs - test/llm_standin.py while a test program runs: models
 * that answer, or fail, each in the way that its address names.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { after, before } from 'node:test';

let program;
let port;

before(async () => {
	program = spawn('python3',
		[new URL('../llm_standin.py', import.meta.url).pathname],
		{ stdio: ['pipe', 'pipe', 'inherit'] });
	[port] = await once(createInterface(program.stdout), 'line');
});

after(async () => {
	program.stdin.end();
	await once(program, 'exit');
});

/* What it tells of a script, or of what it has seen. */
export const standin = (path) => `http://127.0.0.1:${port}/${path}`;

/* Where models answer in this way; a name of its own counts for itself. */
export const models = (mode, name = 'node') => standin(`${mode}/${name}/v1`);
