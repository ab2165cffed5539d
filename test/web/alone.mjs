/*
 * test/web/alone.mjs - a server, a browser and somebody with things to show,
 * for what is no test: figures (bench/web.mjs), pictures (tools/web-pictures).
 */
import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';

import { chromium } from 'playwright-core';

import { Server } from '../node/server.mjs';

const PROGRAMS = [process.env.CHROMIUM, '/usr/bin/chromium',
	'/usr/bin/google-chrome'];

export const POSTING = `Senior Backend Engineer

Larkspur Mills, Rotterdam

Requirements
- 5+ years of experience with Go and distributed systems
- PostgreSQL and Kafka in production
- Experience with Kubernetes

Nice to have
- Haskell
`;

/* Chromium's own sandbox needs somebody who is not root. */
export function launch() {
	return chromium.launch({
		executablePath: PROGRAMS.find((path) => path && existsSync(path)),
		args: process.getuid() === 0 ? ['--no-sandbox'] : [],
	});
}

export async function open() {
	const server = new Server('sqlite', { RATE_LIMIT_PER_MINUTE: '0',
		RATE_LIMIT_PER_HOUR: '0', RATE_LIMIT_MAX_REQUESTS: '0' });
	const browser = await launch();

	await server.start();
	const url = `http://127.0.0.1:${server.port}`;

	/* A document, a job, and the cookies of who has them. */
	async function account(name = 'Maren Oduya-Lindqvist') {
		const body = { email: 'maren@example.org', full_name: name,
			password: randomBytes(9).toString('hex') };
		const { body: { access_token: token } } =
			await server.ask('POST', '/api/auth/register', { body });
		const asked = async (method, path, how) => {
			const answer = await server.ask(method, path,
				{ token, ...how });

			if (answer.status >= 300)
				throw new Error(answer.text);
			return answer;
		};
		const made = async (path, body) =>
			(await asked('POST', path, { body })).body.id;
		const resume = JSON.parse(
			readFileSync('test/data/resume/engineer.json'));
		const id = await made('/api/resumes', { resume });
		const project = await made('/api/projects',
			{ job_description: POSTING, base_resume_id: id });
		const context = await browser.newContext({ baseURL: url });
		const { email, password } = body;
		const res = await context.request.post('/api/auth/login', {
			data: { email, password, cookie: true },
			headers: { 'sec-fetch-site': 'same-origin' } });

		if (!res.ok())
			throw new Error(await res.text());
		return { id, project, made, ask: asked, state: await context.storageState() };
	}

	return { url, browser, account, async close() {
		await browser.close();
		await server.end();
	} };
}
