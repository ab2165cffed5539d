#!/usr/bin/env node
/*
 * A client in JavaScript, of what Node.js brings alone (18 and later): uploads
 * a resume, mends a field of it, holds it against a posting, fits it to it and
 * writes a PDF.
 *
 *	examples/apply.mjs http://127.0.0.1:8000 resume.pdf posting.txt out.pdf
 *
 * VITAE_KEY holds an API key with the scopes documents:read, documents:write,
 * tailor and webhooks; without it an account is made. LISTEN=9000 hears of each
 * step by a webhook, too, for which the server has to reach this machine.
 */
import { createHmac, randomUUID, timingSafeEqual } from 'node:crypto';
import { once } from 'node:events';
import { readFile, writeFile } from 'node:fs/promises';
import http from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';

/* The status, and what the server says of it. */
class Refused extends Error {
	constructor(status, text) {
		super(`${status} ${text}`);
		this.status = status;
	}
}

class Vitae {
	constructor(url, token) {
		this.url = url.replace(/\/$/, '');
		this.token = token;
	}

	/* Too much at once is asked again when the server says. */
	async ask(method, path, { json, body, headers } = {}) {
		for (let tries = 1; ; tries++) {
			const answer = await fetch(this.url + path, {
				method,
				body: json ? JSON.stringify(json) : body,
				headers: {
					...json &&
						{ 'Content-Type': 'application/json' },
					...this.token &&
						{ Authorization: `Bearer ${this.token}` },
					...headers,
				},
			});

			if (answer.ok)
				return answer;
			if (![429, 503].includes(answer.status) || tries === 3)
				throw new Refused(answer.status,
					await answer.text());
			await sleep(1000 * (answer.headers.get('retry-after') ?? 1));
		}
	}

	async get(method, path, options) {
		return (await this.ask(method, path, options)).json();
	}

	/* The rows of a list, page after page. */
	async* all(path, key) {
		let cursor = '';

		while (cursor !== null) {
			const query = new URLSearchParams({ limit: 100,
				...cursor && { cursor } });
			const page = await this.get('GET', `${path}?${query}`);

			yield* page[key];
			cursor = page.next_cursor;
		}
	}

	/* What comes of a job as it comes: [name, data]. A lost connection is
	 * picked up behind the last event that was seen. */
	async* events(method, path, options) {
		let job, seen;

		for (let ask = [method, path, options]; ;
			ask = ['GET', `${job}/events`,
				{ headers: seen && { 'Last-Event-ID': seen } }]) {
			try {
				const answer = await this.ask(ask[0], ask[1], {
					...ask[2], headers: { ...ask[2].headers,
						Accept: 'text/event-stream' } });

				job = answer.headers.get('location') ?? job;
				for await (const event of readEvents(answer.body)) {
					seen = event.id;
					yield [event.name, event.data];
					if (['result', 'error'].includes(event.name))
						return;
				}
			} catch (error) {
				if (error instanceof Refused || !job)
					throw error;
			}
		}
	}

	async follow(...request) {
		for await (const [name, data] of this.events(...request)) {
			if (name === 'error')
				throw new Error(data.message);
			if (name === 'result')
				return data;
			console.log(`${name}:`, JSON.stringify(data));
		}
	}

	async register() {
		const signed = await this.get('POST', '/api/auth/register', { json: {
			email: `${randomUUID()}@example.org`,
			password: randomUUID(),
			full_name: 'An Example',
		} });

		this.token = signed.access_token;
	}

	/* The key makes it safe to send it again. */
	async upload(path) {
		const form = new FormData();

		form.append('file', new Blob([await readFile(path)]), 'resume');
		return this.follow('POST', '/api/resumes/upload', { body: form,
			headers: { 'Idempotency-Key': randomUUID() } });
	}

	/* Saves what `change` makes of a document; reads it again where somebody
	 * else saved in between. */
	async mend(id, change) {
		for (;;) {
			const answer = await this.ask('GET', `/api/resumes/${id}`);
			const { resume } = await answer.json();

			change(resume);
			try {
				return await this.get('PUT', `/api/resumes/${id}`, {
					json: { resume }, headers: {
						'If-Match': answer.headers.get('etag') } });
			} catch (error) {
				if (error.status !== 412)
					throw error;
			}
		}
	}
}

async function* readEvents(body) {
	let text = '';

	for await (const piece of body.pipeThrough(new TextDecoderStream())) {
		const blocks = (text + piece).split('\n\n');

		text = blocks.pop();
		for (const block of blocks) {
			const all = (word) => block.split('\n')
				.filter((line) => line.startsWith(`${word}: `))
				.map((line) => line.slice(word.length + 2))
				.join('\n');

			if (all('data'))
				yield { id: all('id'), name: all('event'),
					data: JSON.parse(all('data')) };
		}
	}
}

/* Is it from who knows the secret, and of the last five minutes? */
function genuine(secret, headers, body) {
	const { 'webhook-id': id, 'webhook-timestamp': at } = headers;
	const key = Buffer.from(secret.replace(/^whsec_/, ''), 'base64');
	const good = createHmac('sha256', key)
		.update(`${id}.${at}.`).update(body).digest();

	if (!(Math.abs(Date.now() / 1000 - at) <= 300))
		return false;
	return (headers['webhook-signature'] ?? '').split(' ').some((one) => {
		const given = Buffer.from(one.replace(/^v1,/, ''), 'base64');

		return one.startsWith('v1,') && given.length === good.length &&
			timingSafeEqual(given, good);
	});
}

/* A webhook, and its receiver: the next event that was verified. */
async function listen(vitae, port) {
	const seen = new Set();
	let hear, made;
	const heard = new Promise((resolve) => { hear = resolve; });
	const server = http.createServer(async (req, res) => {
		const chunks = [];

		for await (const chunk of req)
			chunks.push(chunk);
		const body = Buffer.concat(chunks);
		const id = req.headers['webhook-id'];

		if (!genuine(made.secret, req.headers, body)) {
			res.writeHead(401).end();
			return;
		}
		res.writeHead(204).end();
		if (!seen.has(id))
			hear(JSON.parse(body));
		seen.add(id);
	});

	server.listen(port, '127.0.0.1');
	await once(server, 'listening');
	made = await vitae.get('POST', '/api/webhooks', { json: {
		url: `http://127.0.0.1:${server.address().port}/`,
		events: ['resume.updated'] } });
	return { heard, async end() {
		await vitae.ask('DELETE', `/api/webhooks/${made.webhook.id}`);
		server.close();
		server.closeIdleConnections();
	} };
}

const [url, file, posting, out] = process.argv.slice(2);

if (!out)
	throw new Error('usage: apply.mjs URL RESUME POSTING OUT.pdf');
const vitae = new Vitae(url, process.env.VITAE_KEY);

if (!vitae.token)
	await vitae.register();
const { document_id: base } = await vitae.upload(file);

for await (const document of vitae.all('/api/resumes', 'resumes'))
	console.log('have:', document.title);
const hook = process.env.LISTEN && await listen(vitae, +process.env.LISTEN);
const mended = await vitae.mend(base, (resume) => {
	(resume.basics ??= {}).label = 'Engineer';
});

console.log('version:', mended.version);
if (hook) {
	console.log('heard:', (await hook.heard).type);
	await hook.end();
}
const job = await readFile(posting, 'utf8');
const match = await vitae.get('POST', '/api/match',
	{ json: { resume_id: base, job_description: job } });

console.log('score:', match.score);
const project = await vitae.get('POST', '/api/projects',
	{ json: { base_resume_id: base, job_description: job } });
const tailored = await vitae.follow('POST',
	`/api/projects/${project.id}/tailor-with-agent`,
	{ json: { engine: 'builtin' } });

console.log('score now:', tailored.score_after);
const pdf = await vitae.ask('POST', '/api/export/pdf',
	{ json: { project_id: project.id, template: 'classic' } });

await writeFile(out, Buffer.from(await pdf.arrayBuffer()));
console.log('wrote:', out);
