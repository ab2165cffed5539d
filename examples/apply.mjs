#!/usr/bin/env node
/*
 * A client in JavaScript, of what Node.js brings alone: makes an account,
 * uploads a resume and hears how far it is, holds it against a posting, fits
 * it to it and writes a PDF.
 *
 *	examples/apply.mjs http://127.0.0.1:8000 resume.pdf posting.txt out.pdf
 *
 * Whoever has an account makes an API key and sends that instead of signing up.
 */
import { randomUUID } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';

class Vitae {
	constructor(url) {
		this.url = url.replace(/\/$/, '');
	}

	/* The answer; an error says what the server says of it. */
	async ask(method, path, { json, body, headers } = {}) {
		const answer = await fetch(this.url + path, {
			method,
			body: json ? JSON.stringify(json) : body,
			headers: {
				...json && { 'Content-Type': 'application/json' },
				...this.token &&
					{ Authorization: `Bearer ${this.token}` },
				...headers,
			},
		});

		if (!answer.ok)
			throw new Error(`${method} ${path}: ${answer.status} ` +
				await answer.text());
		return answer;
	}

	async get(method, path, options) {
		return (await this.ask(method, path, options)).json();
	}

	async register() {
		const signed = await this.get('POST', '/api/auth/register', { json: {
			email: `${randomUUID()}@example.org`,
			password: randomUUID(),
			full_name: 'An Example',
		} });

		this.token = signed.access_token;
	}

	/* Its events as they come: [name, data]. */
	async* events(method, path, options) {
		const answer = await this.ask(method, path, { ...options,
			headers: { ...options.headers,
				Accept: 'text/event-stream' } });
		let text = '';

		for await (const piece of
			answer.body.pipeThrough(new TextDecoderStream())) {
			const blocks = (text + piece).split('\n\n');

			text = blocks.pop();
			for (const block of blocks) {
				const all = (word) => block.split('\n')
					.filter((line) => line.startsWith(`${word}: `))
					.map((line) => line.slice(word.length + 2))
					.join('\n');

				if (all('event'))
					yield [all('event'), JSON.parse(all('data'))];
			}
		}
	}

	/* The key makes it safe to send it again. */
	async upload(path) {
		const form = new FormData();

		form.append('file', new Blob([await readFile(path)]), 'resume');
		for await (const [name, data] of this.events('POST',
			'/api/resumes/upload', { body: form,
				headers: { 'Idempotency-Key': randomUUID() } })) {
			if (name === 'error')
				throw new Error(data.message);
			if (name === 'result')
				return data;
			console.log(`${data.stage}: ${data.percent} %`);
		}
		throw new Error('the connection was lost');
	}
}

const [url, resume, posting, out] = process.argv.slice(2);

if (!out)
	throw new Error('usage: apply.mjs URL RESUME POSTING OUT.pdf');
const vitae = new Vitae(url);

await vitae.register();
const { resume: read } = await vitae.upload(resume);

console.log('read:', read.basics.name);
const job = await readFile(posting, 'utf8');
const match = await vitae.get('POST', '/api/match',
	{ json: { resume: read, job_description: job } });

console.log('score:', match.score);
const project = await vitae.get('POST', '/api/projects',
	{ json: { resume_json: read, job_description: job } });
const tailored = await vitae.get('POST',
	`/api/projects/${project.id}/tailor-with-agent`,
	{ json: { engine: 'builtin' } });

for (const change of tailored.changes)
	console.log('changed:', change.path, '-', change.reason);
console.log('score now:', tailored.score_after);
const pdf = await vitae.ask('POST', '/api/export/pdf',
	{ json: { project_id: project.id, template: 'classic' } });

await writeFile(out, Buffer.from(await pdf.arrayBuffer()));
console.log('wrote:', out);
