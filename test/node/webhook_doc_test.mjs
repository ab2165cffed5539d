/*
 * test/node/webhook_doc_test.mjs - the receivers that doc/webhooks.md shows
 * do what it says: they take what is signed, once, and refuse the rest.
 */
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { createInterface } from 'node:readline';

import { ok, onBoth, test, until } from './harness.mjs';

const DOC = readFileSync('doc/webhooks.md', 'utf8');
const shown = (language) => new RegExp(`^\`\`\`${language}\n(.*?)^\`\`\``,
	'ms').exec(DOC)[1];

/* Beside this file, so that it finds its packages. */
const WAYS = {
	js: ['node', new URL(`shown-${process.pid}.mjs`, import.meta.url)],
	python: ['python3', new URL(`shown-${process.pid}.py`, import.meta.url)],
};

async function freePort() {
	const server = createServer().listen(0, '127.0.0.1');

	await once(server, 'listening');
	const { port } = server.address();

	server.close();
	await once(server, 'close');
	return port;
}

async function answers(port) {
	return until('the receiver', () => fetch(`http://127.0.0.1:${port}/`, {
		method: 'POST', body: '{}',
		headers: { 'webhook-id': 'x', 'webhook-signature': 'v1,x',
			'webhook-timestamp': String(Math.floor(Date.now() / 1000)) },
	}).then((res) => res.status, () => 0));
}

onBoth({ WEBHOOK_ALLOW_LOOPBACK: 'true' }, (house) => {
	for (const [language, [program, file]] of Object.entries(WAYS))
		test(`the receiver in ${language} takes what is signed, once`,
			async () => {
				const ada = await house.join();
				const port = await freePort();
				const { webhook, secret } = ok(await ada.ask('POST',
					'/api/webhooks', { body: { events: ['*'],
						url: `http://127.0.0.1:${port}/` } }), 201);

				writeFileSync(file, shown(language));
				const child = spawn(program, [file.pathname], {
					stdio: ['ignore', 'pipe', 'ignore'],
					env: { PATH: process.env.PATH, PORT: String(port),
						WEBHOOK_SECRET: secret },
				});
				const gone = once(child, 'close');
				const lines = [];

				createInterface({ input: child.stdout })
					.on('line', (line) => lines.push(line));
				try {
					assert.equal(await answers(port), 401);
					await hear(ada, webhook, lines);
				} finally {
					child.kill();
					await gone;
					rmSync(file);
				}
			});

	async function hear(ada, webhook, lines) {
		const path = `/api/webhooks/${webhook.id}`;
		const over = (id) => until(`the end of ${id}`, async () => {
			const d = ok(await ada.ask('GET', `${path}/deliveries/${id}`));

			return d.state !== 'pending' && d;
		});
		const { id } = ok(await ada.ask('POST', `${path}/test`), 202);

		assert.equal((await over(id)).attempts[0].status, 204);
		ok(await ada.ask('POST', `${path}/deliveries/${id}/resend`), 202);
		assert.equal((await over(id)).attempts[0].status, 204);
		const next = ok(await ada.ask('POST', `${path}/test`), 202);

		await over(next.id);
		await until('two lines', () => lines.length === 2);
		const data = JSON.stringify({ webhook_id: webhook.id });

		assert.deepEqual(lines.map((l) => l.replaceAll('": "', '":"')),
			[`webhook.test ${data}`, `webhook.test ${data}`]);
	}
});
