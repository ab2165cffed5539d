/*
 * test/node/mcp_events_test.mjs - the Model Context Protocol over HTTP, beyond
 * questions and answers (WEB-8): resources, progress, cancelling, and the
 * revisions without a greeting. Held against both clients that its authors
 * publish: the one for revisions up to 2025-11-25, and the one for 2026-07-28.
 *
 * Not here: what the tools do (mcp_test.mjs).
 */
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import http from 'node:http';

import { Client as NewClient, StreamableHTTPClientTransport as NewTransport }
	from '@modelcontextprotocol/client';
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StreamableHTTPClientTransport }
	from '@modelcontextprotocol/sdk/client/streamableHttp.js';

import { ok, onBoth, refused, test, until } from './harness.mjs';

const RESUME = JSON.parse(readFileSync('test/data/resume/engineer.json'));
const JOB = 'Backend engineer\n\nRequirements\n- Go\n- PostgreSQL\n' +
	'- Kubernetes\n';
const NOW = '2026-07-28';
const WHO = { name: 'a test', version: '1' };

/* ---- a model that does not come to an end ------------------------------- */

const asked = [];
const model = http.createServer((req, res) => {
	req.resume();
	asked.push(res);
	model.emit('asked');
});

model.unref();
model.on('connection', (socket) => socket.unref());
model.listen(0, '127.0.0.1');
await once(model, 'listening');

const isAsked = () => asked.length || once(model, 'asked');
const letGo = () => asked.splice(0).forEach((res) => res.destroy());

/* ---- clients ------------------------------------------------------------ */

const options = (token) => ({ requestInit: { headers: {
	Authorization: `Bearer ${token}` } } });
const clients = {
	'2025-11-25': async (url, token) => {
		const client = new Client(WHO);

		await client.connect(new StreamableHTTPClientTransport(url,
			options(token)));
		return client;
	},
	[NOW]: async (url, token) => {
		const client = new NewClient(WHO,
			{ versionNegotiation: { mode: { pin: NOW } } });

		await client.connect(new NewTransport(url, options(token)));
		return client;
	},
};

async function withClient(house, token, revision, run) {
	const client = await clients[revision](
		new URL(`http://127.0.0.1:${house.port}/mcp`), token);

	try {
		return await run(client);
	} finally {
		await client.close();
	}
}

const call = (client, revision, params, more) => revision === NOW ?
	client.callTool(params, more) :
	client.callTool(params, undefined, more);

async function project(who) {
	return ok(await who.ask('POST', '/api/projects', { body: {
		resume_json: RESUME, job_description: JOB } }), 201);
}

const jobs = async (who) => ok(await who.ask('GET', '/api/jobs')).jobs;
const rpc = (method, params, id = 1) =>
	({ jsonrpc: '2.0', id, method, params });
const meta = (version = NOW) => ({
	'io.modelcontextprotocol/protocolVersion': version,
	'io.modelcontextprotocol/clientCapabilities': {} });

function post(who, body, headers = {}) {
	return who.ask('POST', '/mcp', { body, headers: {
		accept: 'application/json, text/event-stream', ...headers } });
}

const modern = (who, method, params = {}, headers = {}) => post(who,
	rpc(method, { _meta: meta(), ...params }), {
		'mcp-protocol-version': NOW, 'mcp-method': method, ...headers });

onBoth({ AI_PROVIDER: 'openai', OPENAI_API_KEY: 'a-key-of-nobody', OPENAI_MODEL: 'm',
	OPENAI_BASE_URL: `http://127.0.0.1:${model.address().port}/v1`,
	OPENAI_TIMEOUT_MS: '120000' }, (house) => {
	for (const revision of Object.keys(clients)) {
		test(`WEB-8: ${revision}: documents, applications and templates ` +
			'are resources', async () => {
			const ada = await house.join();
			const bob = await house.join();
			const p = await project(ada);
			const made = ok(await ada.ask('POST', '/api/resumes',
				{ body: { title: 'Mine', resume: RESUME } }), 201);

			await withClient(house, ada.token, revision, async (client) => {
				const { resourceTemplates } =
					await client.listResourceTemplates();
				const list = [];
				let cursor;

				do {
					const page = await client.listResources(
						cursor ? { cursor } : {});

					list.push(...page.resources);
					cursor = page.nextCursor;
				} while (cursor);
				assert.deepEqual(resourceTemplates.map(
					(t) => t.uriTemplate), ['vitae://resumes/{id}',
					'vitae://projects/{id}',
					'vitae://templates/{id}']);
				const mine = list.find((r) => r.uri ===
					`vitae://resumes/${made.id}`);

				assert.equal(mine.name, 'Mine');
				assert.equal(mine.annotations.lastModified,
					made.updated_at);
				for (const uri of [`vitae://projects/${p.id}`,
					'vitae://templates/modern'])
					assert.ok(list.some((r) => r.uri === uri), uri);
				const { contents } = await client.readResource(
					{ uri: mine.uri });

				assert.equal(contents[0].mimeType, 'application/json');
				assert.deepEqual(JSON.parse(contents[0].text).resume,
					RESUME);
				for (const uri of ['vitae://resumes/none',
					'vitae://resumes/../auth/me',
					'vitae://resumes/', 'file:///etc/passwd'])
					await assert.rejects(client.readResource({ uri }),
						(e) => e.code === -32002 ||
							e.code === -32602);
			});
			await withClient(house, bob.token, revision, (client) =>
				assert.rejects(client.readResource({ uri:
					`vitae://resumes/${made.id}` })));
			const key = await ada.key('jobs');

			await withClient(house, key.token, revision,
				async (client) => {
					assert.deepEqual((await client.listResources())
						.resources, []);
					await assert.rejects(client.readResource({ uri:
						`vitae://resumes/${made.id}` }));
				});
		});

		test(`WEB-8: ${revision}: a tool that takes its time tells how far ` +
			'it is', async () => {
			const ada = await house.join();
			const steps = [];
			const text = 'Jonna Ekberg\njonna@example.org\n\nExperience\n' +
				'Engineer, Havsvind, Luleå\nMarch 2019 - present\n' +
				'- Wrote the forecast service in Go\n';

			await withClient(house, ada.token, revision, async (client) => {
				const got = await call(client, revision, {
					name: 'upload_resume', arguments: {
						file_name: 'cv.txt', content_base64:
							Buffer.from(text).toString('base64') } },
				{ onprogress: (step) => steps.push(step) });

				assert.ok(!got.isError, got.content[0].text);
				assert.equal(got.structuredContent.resume.basics.name,
					'Jonna Ekberg');
			});
			assert.ok(steps.length > 1, JSON.stringify(steps));
			assert.ok(steps.every((step, i) => !i ||
				step.progress > steps[i - 1].progress));
			assert.ok(steps.some((step) => step.message === 'parsing'));
		});

		test(`WEB-8: ${revision}: what is cancelled stops`, async () => {
			const ada = await house.join();
			const p = await project(ada);

			await withClient(house, ada.token, revision, async (client) => {
				const stop = new AbortController();
				const answer = call(client, revision, {
					name: 'tailor_project', arguments: { id: p.id,
						engine: 'openai' } },
				{ signal: stop.signal, onprogress: () => {} });
				const failed = assert.rejects(answer);

				await isAsked();
				stop.abort('not needed any more');
				await failed;
				await until('the job is cancelled', async () =>
					(await jobs(ada))[0].state === 'cancelled');
				letGo();
				await until('its run has ended', async () =>
					ok(await ada.ask('GET',
						`/api/projects/${p.id}/runs`))
						.runs[0].state === 'cancelled');
				assert.equal((await client.callTool({ name:
					'get_account' })).structuredContent.email,
				ada.email);
			});
			assert.equal(house.sql('SELECT count(*) FROM audit_logs ' +
				"WHERE action = 'job.cancel' AND actor_id = " +
				`'${ada.user.id}'`), '1');
		});
	}

	test('WEB-8: who leaves before 2026-07-28 cancels nothing', async () => {
		const ada = await house.join();
		const p = await project(ada);
		const request = http.request({ port: house.port, method: 'POST',
			path: '/mcp', headers: {
				authorization: `Bearer ${ada.token}`,
				'content-type': 'application/json',
				accept: 'application/json, text/event-stream' } });

		request.on('error', () => {});
		request.end(JSON.stringify(rpc('tools/call', {
			name: 'tailor_project',
			arguments: { id: p.id, engine: 'openai' } })));
		const [answer] = await once(request, 'response');

		assert.equal(answer.headers['content-type'], 'text/event-stream');
		await isAsked();
		request.destroy();
		/* another's cancelling, and one of no session, hit nothing */
		for (const headers of [{}, { 'mcp-session-id': 'x' }])
			assert.equal((await post(ada, { jsonrpc: '2.0',
				method: 'notifications/cancelled',
				params: { requestId: 1 } }, headers)).status, 202);
		assert.equal((await jobs(ada))[0].state, 'leased');
		ok(await ada.ask('POST', `/api/jobs/${
			(await jobs(ada))[0].id}/cancel`));
		letGo();
	});

	test('a session is a name for one client, and is asked of nobody',
		async () => {
			const ada = await house.join();
			const hello = (version) => post(ada, rpc('initialize',
				{ protocolVersion: version, capabilities: {},
					clientInfo: WHO }));
			const one = await hello('2025-11-25');
			const two = await hello('2025-11-25');
			const id = one.headers['mcp-session-id'];

			assert.match(id, /^[\x21-\x7e]{20,}$/);
			assert.notEqual(id, two.headers['mcp-session-id']);
			assert.equal((await hello(NOW)).body.result
				.protocolVersion, '2025-11-25');
			for (const headers of [{ 'mcp-session-id': id }, {}])
				assert.deepEqual(ok(await post(ada, rpc('ping'),
					headers)).result, {});
		});

	test('2026-07-28: each request says for itself what it is', async () => {
		const ada = await house.join();
		const code = (answer, status) => ok(answer, status).error.code;
		const found = ok(await modern(ada, 'server/discover')).result;

		assert.equal(found.resultType, 'complete');
		assert.deepEqual(found.supportedVersions.slice(0, 2),
			[NOW, '2025-11-25']);
		assert.equal(found._meta['io.modelcontextprotocol/serverInfo'].name,
			'vitae');
		assert.equal(found.cacheScope, 'private');
		const tools = ok(await modern(ada, 'tools/list')).result;

		assert.ok(tools.ttlMs > 0 && tools.tools.length > 40);
		assert.equal(code(await modern(ada, 'ping'), 404), -32601);
		assert.equal(code(await modern(ada, 'tools/list', {},
			{ 'mcp-method': 'tools/call' }), 400), -32020);
		assert.equal(code(await modern(ada, 'tools/list', {},
			{ 'mcp-protocol-version': '2025-11-25' }), 400), -32020);
		assert.equal(code(await modern(ada, 'tools/call',
			{ name: 'get_account' }), 400), -32020);
		assert.equal(code(await modern(ada, 'tools/list',
			{ _meta: { 'io.modelcontextprotocol/protocolVersion': NOW } }),
		400), -32602);
		const other = ok(await modern(ada, 'tools/list',
			{ _meta: meta('1999-01-01') },
			{ 'mcp-protocol-version': '1999-01-01' }), 400).error;

		assert.equal(other.code, -32022);
		assert.equal(other.data.supported[0], NOW);
		const me = ok(await modern(ada, 'tools/call',
			{ name: 'get_account' }, { 'mcp-name': 'get_account' }));

		assert.equal(me.result.resultType, 'complete');
		assert.equal(me.result.structuredContent.email, ada.email);
	});

	test('2026-07-28: a tool that is refused says so without events',
		async () => {
			const ada = await house.join();
			const answer = await modern(ada, 'tools/call',
				{ name: 'tailor_project', arguments: {} },
				{ 'mcp-name': 'tailor_project' });

			assert.equal(ok(answer).result.isError, true);
			assert.match(answer.headers['content-type'],
				/^application\/json/);
			refused(await post(house.someone(), rpc('ping')), 401,
				'not_signed');
		});
});
