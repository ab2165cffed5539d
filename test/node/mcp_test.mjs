/*
 * test/node/mcp_test.mjs - models use Vitae through the Model Context Protocol
 * (WEB-8), over HTTP: held against the client that its authors publish. Over
 * standard input and output it is in mcp_stdio_test.mjs.
 */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';

import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StreamableHTTPClientTransport }
	from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import Ajv2020 from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';

import { ok, onBoth, refused, test } from './harness.mjs';

const SCOPES = 'profile:read profile:write documents:read documents:write ' +
	'tailor jobs';

/* A client of theirs, signed in as somebody of ours. */
async function connect(house, token, more = {}) {
	const client = new Client({ name: 'a test', version: '1' });
	const url = new URL(`http://127.0.0.1:${house.port}/mcp`);

	await client.connect(new StreamableHTTPClientTransport(url, {
		requestInit: { headers: {
			Authorization: `Bearer ${token}`,
			...more,
		} },
	}));
	return client;
}

async function withClient(house, who, run) {
	const client = await connect(house, who.token);

	try {
		return await run(client);
	} finally {
		await client.close();
	}
}

async function allTools(client) {
	const tools = [];
	let cursor;

	do {
		const page = await client.listTools(cursor ? { cursor } : {});

		tools.push(...page.tools);
		cursor = page.nextCursor;
	} while (cursor);
	return tools;
}

/* A tool that must succeed: what it found. */
async function use(client, name, args = {}) {
	const got = await client.callTool({ name, arguments: args });

	assert.ok(!got.isError, `${name}: ${got.content?.[0]?.text}`);
	return got.structuredContent ?? got;
}

const rpc = (method, params, id = 1) =>
	({ jsonrpc: '2.0', id, method, params });

function toolsInTable() {
	return [...readFileSync('src/api/tools.def', 'utf8').matchAll(
		/^TOOL\("(\w+)", (\w+), "([^"]+)",\s+"([^"]+)",\s+([\w |]+),/gm)]
		.map(([, name, method, path, title, hints]) =>
			({ name, method, path, title, hints }));
}

const RESUME = {
	basics: { name: 'Jonna Ekberg', label: 'Software engineer',
		email: 'jonna@example.org' },
	work: [{ name: 'Havsvind', position: 'Engineer',
		startDate: '2019-03', highlights: [
			'Wrote the forecast service in Go and PostgreSQL'] }],
	skills: [{ name: 'Languages', keywords: ['Go', 'SQL'] }],
};
const JOB = 'Backend engineer\n\nRequirements\n- Go\n- PostgreSQL\n' +
	'- Kubernetes\n';

onBoth({}, (house) => {
	test('WEB-8: the published client lists and calls tools', async () => {
		const ada = await house.join();

		await withClient(house, ada, async (client) => {
			assert.equal(client.getServerVersion().name, 'vitae');
			assert.match(client.getInstructions(), /JSON Resume/);
			await client.ping();
			const me = await use(client, 'get_account');

			assert.equal(me.email, ada.email);
			assert.equal(me.id, ada.user.id);
		});
	});

	test('every line of tools.def is a tool, with words and hints',
		async () => {
			const ada = await house.join();
			const table = toolsInTable();
			const lines = readFileSync('src/api/tools.def', 'utf8')
				.match(/^TOOL\(/gm).length;

			assert.equal(table.length, lines);
			await withClient(house, ada, async (client) => {
				const tools = await allTools(client);

				assert.deepEqual(tools.map((t) => t.name),
					table.map((t) => t.name));
				assert.equal(new Set(tools.map((t) => t.name))
					.size, tools.length);
				for (const [i, tool] of tools.entries()) {
					const { method, hints } = table[i];

					assert.match(tool.name,
						/^[a-z]+(_[a-z]+)*$/);
					assert.ok(tool.description.length > 60,
						tool.name);
					assert.equal(
						tool.annotations.readOnlyHint,
						hints.includes('MCP_READS'));
					if (method === 'GET')
						assert.ok(tool.annotations
							.readOnlyHint, tool.name);
					if (method === 'DELETE')
						assert.ok(tool.annotations
							.destructiveHint,
						tool.name);
				}
			});
		});

	test('the schema of every tool stands alone and names what its path needs',
		async () => {
			const ada = await house.join();
			const ajv = new Ajv2020({ strict: false });

			addFormats(ajv);
			ajv.addFormat('password', true);
			await withClient(house, ada, async (client) => {
				const table = toolsInTable();
				const tools = await allTools(client);

				for (const [i, tool] of tools.entries()) {
					ajv.compile(tool.inputSchema);
					if (tool.outputSchema)
						ajv.compile(tool.outputSchema);
					for (const [, name] of table[i].path
						.matchAll(/\{(\w+)\}/g))
						assert.ok(tool.inputSchema
							.required.includes(name));
				}
			});
		});

	test('ACC-4: a key sees the tools of its scopes, and no others',
		async () => {
			const ada = await house.join();
			const key = await ada.key('jobs');

			await withClient(house, key, async (client) => {
				const names = (await allTools(client))
					.map((t) => t.name);

				assert.ok(names.includes('list_jobs'));
				assert.ok(!names.includes('get_account'));
				await assert.rejects(
					client.callTool({ name: 'get_account' }),
					(e) => e.code === -32602);
				const { jobs } = await use(client, 'list_jobs');

				assert.ok(Array.isArray(jobs));
			});
		});

	test('nobody is let in without a token, nor with a wrong one',
		async () => {
			const nobody = house.someone();

			refused(await nobody.ask('POST', '/mcp',
				{ body: rpc('ping') }), 401, 'not_signed');
			refused(await nobody.ask('POST', '/mcp',
				{ token: 'vk_nonsense', body: rpc('ping') }),
			401, 'not_signed');
			await assert.rejects(connect(house, 'nonsense'));
		});

	test('nothing is sent unasked, and no session has to be ended',
		async () => {
			const ada = await house.join();

			for (const method of ['GET', 'DELETE']) {
				const answer = await ada.ask(method, '/mcp');

				refused(answer, 405, 'bad_method');
				assert.match(answer.headers.allow, /POST/);
			}
		});

	test('a page from elsewhere must not ask in somebody\'s name',
		async () => {
			const ada = await house.join();

			refused(await ada.ask('POST', '/mcp', {
				headers: { origin: 'http://evil.example' },
				body: rpc('ping') }), 403, 'forbidden');
			ok(await ada.ask('POST', '/mcp', { body: rpc('ping') }));
		});

	test('a revision that is not spoken is refused by its header',
		async () => {
			const ada = await house.join();
			const with_ = (revision) => ada.ask('POST', '/mcp', {
				headers: { 'mcp-protocol-version': revision },
				body: rpc('ping') });

			refused(await with_('1999-01-01'), 400, 'bad_input');
			for (const revision of ['2025-11-25', '2025-06-18',
				'2025-03-26', '2024-11-05'])
				ok(await with_(revision));
		});

	test('batches are for the revisions that know them', async () => {
		const ada = await house.join();
		const batch = [rpc('ping', undefined, 'a'),
			rpc('tools/call', { name: 'get_account' }, 'b'),
			{ jsonrpc: '2.0', method: 'notifications/initialized' }];
		const old = ok(await ada.ask('POST', '/mcp', {
			headers: { 'mcp-protocol-version': '2025-03-26' },
			body: batch }));
		const now = ok(await ada.ask('POST', '/mcp', {
			headers: { 'mcp-protocol-version': '2025-06-18' },
			body: batch }));

		assert.deepEqual(old.map((m) => m.id).sort(), ['a', 'b']);
		assert.equal(old.find((m) => m.id === 'b').result
			.structuredContent.email, ada.email);
		assert.equal(now.error.code, -32600);
	});

	test('what needs no answer is taken with 202 and no body', async () => {
		const ada = await house.join();

		for (const body of [
			{ jsonrpc: '2.0', method: 'notifications/initialized' },
			{ jsonrpc: '2.0', id: 1, result: {} }]) {
			const answer = await ada.ask('POST', '/mcp', { body });

			assert.equal(answer.status, 202, answer.text);
			assert.equal(answer.bytes.length, 0);
		}
	});

	test('what is no message is told as JSON-RPC tells it', async () => {
		const ada = await house.join();
		const code = async (body, type = 'application/json') => ok(
			await ada.ask('POST', '/mcp', { body, headers: {
				'content-type': type } })).error.code;

		assert.equal(await code(Buffer.from('{"jsonrpc"')), -32700);
		assert.equal(await code({ id: 1 }), -32600);
		assert.equal(await code(rpc('prompts/list')), -32601);
		assert.equal(await code(rpc('tools/call', { name: 'no' })),
			-32602);
		refused(await ada.ask('POST', '/mcp', {
			body: Buffer.from('{}'),
			headers: { 'content-type': 'text/plain' } }),
		415, 'bad_type');
	});

	test('a tool that fails says why, as a result that a model can read',
		async () => {
			const ada = await house.join();

			await withClient(house, ada, async (client) => {
				const fails = async (name, args) => {
					const got = await client.callTool(
						{ name, arguments: args });

					assert.equal(got.isError, true);
					return got.content[0].text;
				};

				assert.match(await fails('get_job', {}), /'id'/);
				assert.match(await fails('get_job',
					{ id: '../users/me' }), /'id'/);
				assert.match(await fails('get_job', { id: 'x' }),
					/not_found/);
				assert.match(await fails('list_jobs',
					{ limit: 1000 }), /limit/);
				assert.match(await fails('list_jobs',
					{ no_such: 1 }), /no_such/);
			});
		});

	test('another\'s is not found through a tool either', async () => {
		const ada = await house.join();
		const bob = await house.join();

		await ada.ask('POST', '/api/auth/password-reset',
			{ body: { email: ada.email } });
		const root = await house.admin();
		const { jobs } = ok(await root.ask('GET', '/api/admin/jobs'));

		await withClient(house, bob, async (client) => {
			const got = await client.callTool({ name: 'get_job',
				arguments: { id: jobs[0].id } });

			assert.equal(got.isError, true);
			assert.match(got.content[0].text, /not_found/);
		});
	});

	/* ---- what people do with it ---- */

	const withNew = async (run) => {
		const ada = await house.join();

		await withClient(house, ada, (client) => run(client, ada));
	};
	const failing = async (client, name, args) => {
		const got = await client.callTool({ name, arguments: args });

		assert.equal(got.isError, true, JSON.stringify(got));
		return JSON.parse(got.content[0].text);
	};

	test('WEB-8: a document is made, saved, compared and restored',
		() => withNew(async (client) => {
			const made = await use(client, 'create_resume',
				{ title: 'Mine', resume: RESUME });
			const list = await use(client, 'list_resumes',
				{ q: 'havsvind' });

			assert.equal(list.resumes[0].id, made.id);
			const changed = structuredClone(RESUME);

			changed.basics.label = 'Engineer';
			const saved = await use(client, 'save_resume', { id: made.id,
				resume: changed, if_version: made.version });

			assert.equal(saved.version, made.version + 1);
			const stale = await failing(client, 'save_resume',
				{ id: made.id, resume: RESUME,
					if_version: made.version });

			assert.equal(stale.error, 'stale');
			const { versions } = await use(client, 'list_versions',
				{ id: made.id });

			assert.equal(versions.length, 2);
			const between = await use(client, 'compare_versions',
				{ id: made.id, from: 1, to: 2 });

			assert.match(JSON.stringify(between), /label/);
			const back = await use(client, 'restore_version',
				{ id: made.id, n: 1 });

			assert.equal(back.resume.basics.label,
				RESUME.basics.label);
			await use(client, 'delete_resume', { id: made.id });
			const { resumes } = await use(client, 'list_trash');

			assert.equal(resumes[0].id, made.id);
			await use(client, 'restore_resume', { id: made.id });
			assert.equal((await use(client, 'get_resume',
				{ id: made.id })).id, made.id);
		}));

	test('WEB-8: faults of a resume are told with their pointers',
		() => withNew(async (client) => {
			const got = await use(client, 'validate_resume',
				{ resume: { basics: { name: 5 } } });
			const none = await failing(client, 'create_resume',
				{ resume: { basics: { name: 5 } } });

			assert.match(JSON.stringify(got), /\/basics\/name/);
			assert.match(JSON.stringify(none), /\/basics\/name/);
		}));

	test('WEB-8: matched, linted, compared, and a posting read',
		() => withNew(async (client) => {
			const pair = { resume: RESUME, job_description: JOB };
			const match = await use(client, 'match_resume', pair);

			assert.equal(typeof match.score, 'number');
			await use(client, 'analyze_posting',
				{ job_description: JOB });
			await use(client, 'lint_resume', { resume: RESUME });
			await use(client, 'diff_resumes',
				{ from: RESUME, to: { basics: RESUME.basics } });
			const many = await use(client, 'match_many', {
				resume: RESUME, postings: [
					{ job_description: JOB },
					{ job_description: 'Cook\n\n- Fish' }] });

			assert.equal(many.matches.length, 2);
		}));

	test('WEB-8: a resume is rendered: bytes, text, pictures, a link',
		() => withNew(async (client) => {
			const render = (more) => client.callTool({
				name: 'render_resume',
				arguments: { resume: RESUME, ...more } });
			const pdf = (await render({ format: 'pdf' })).content[1];
			const txt = (await render({ format: 'txt' })).content[1];
			const png = (await render({ format: 'png' })).content[1];
			const link = await use(client, 'render_resume', {
				resume: RESUME, format: 'docx', store: true });

			assert.equal(pdf.resource.mimeType, 'application/pdf');
			assert.equal(Buffer.from(pdf.resource.blob, 'base64')
				.subarray(0, 5).toString(), '%PDF-');
			assert.match(txt.resource.text, /Jonna Ekberg/);
			assert.equal(png.type, 'image');
			assert.equal(Buffer.from(png.data, 'base64')
				.subarray(1, 4).toString(), 'PNG');
			assert.match(JSON.stringify(link), /\/api\/exports\//);
			const got = await render({ format: 'exe' });

			assert.equal(got.isError, true);
			assert.match(got.content[0].text, /'format'/);
		}));

	test('WEB-8: templates are listed, and history tells what was made',
		() => withNew(async (client) => {
			const { templates } = await use(client, 'list_templates');
			const made = await use(client, 'create_resume',
				{ resume: RESUME });

			await use(client, 'get_template', { id: templates[0].id });
			await client.callTool({ name: 'render_resume', arguments: {
				resume_id: made.id, format: 'pdf' } });
			const told = await use(client, 'list_history');

			assert.match(JSON.stringify(told), new RegExp(made.id));
		}));

	test('WEB-8: a version is named, a variant goes its own way, a text is ' +
		'held against a resume', () => withNew(async (client) => {
		const made = await use(client, 'create_resume',
			{ resume: RESUME });
		const variant = await use(client, 'create_resume', {
			master_id: made.id, variant: {} });
		const named = await use(client, 'name_version',
			{ id: made.id, n: 1, name: 'as sent' });

		assert.equal(named.name, 'as sent');
		assert.ok(!(await use(client, 'detach_variant',
			{ id: variant.id })).master_id);
		assert.equal((await use(client, 'check_truth', {
			resume_id: made.id, path: '/basics/summary',
			text: 'Engineer who works with Go.' })).holds, true);
		const lie = await use(client, 'check_truth', {
			resume: RESUME, path: '/basics/summary',
			text: 'Led 40 people at Google.' });

		assert.equal(lie.holds, false);
		assert.ok(lie.faults.length > 0);
		await use(client, 'save_preferences',
			{ id: 'modern', custom_config: { paper: 'letter' } });
		assert.equal((await use(client, 'get_preferences',
			{ id: 'modern' })).custom_config.paper, 'letter');
	}));

	test('WEB-8: a project is begun, changed and thrown away',
		() => withNew(async (client) => {
			const made = await use(client, 'create_project', {
				job_description: JOB, company: 'Sjö & Son',
				resume_json: RESUME });

			await use(client, 'update_project',
				{ id: made.id, status: 'applied' });
			assert.equal((await use(client, 'get_project',
				{ id: made.id })).status, 'applied');
			assert.equal((await use(client, 'list_projects'))
				.projects.length, 1);
			await use(client, 'delete_project', { id: made.id });
			await use(client, 'restore_project', { id: made.id });
		}));

	test('WEB-8: a file is uploaded and becomes the base resume',
		() => withNew(async (client) => {
			const text = 'Jonna Ekberg\njonna@example.org\n\nExperience\n' +
				'Engineer, Havsvind, Luleå\nMarch 2019 - present\n' +
				'- Wrote the forecast service in Go\n';
			const got = await use(client, 'upload_resume', {
				file_name: 'Jonna "CV".txt',
				content_base64: Buffer.from(text)
					.toString('base64') });
			const base = await use(client, 'get_base_resume');

			assert.equal(got.resume.basics.name, 'Jonna Ekberg');
			assert.match(JSON.stringify(await use(client,
				'get_sources', { id: got.document_id })), /"line"/);
			assert.match(JSON.stringify(base), /Jonna .*CV.*\.txt/);
			const bad = await client.callTool({ name: 'upload_resume',
				arguments: { file_name: 'a.txt',
					content_base64: '%%%' } });

			assert.equal(bad.isError, true);
		}));

	test('WEB-8: a project is tailored, and what was proposed is taken',
		() => withNew(async (client) => {
			const made = await use(client, 'create_project', {
				job_description: JOB, resume_json: RESUME });
			const told = await client.callTool({
				name: 'tailor_project', arguments: { id: made.id,
					engine: 'builtin', accept: 'none' } });

			assert.ok(!told.isError, told.content[0].text);
			const { runs } = await use(client, 'list_runs',
				{ id: made.id });
			const run = await use(client, 'get_run',
				{ id: made.id, run: runs[0].id });

			assert.equal(run.state, 'done');
			assert.equal(run.changes[0].verdict, 'accepted');
			await use(client, 'accept_changes',
				{ id: made.id, run_id: run.id, accept: [0] });
			assert.match(JSON.stringify((await use(client,
				'get_project', { id: made.id })).resume_json.skills),
			/PostgreSQL/);
			await use(client, 'project_questions', { id: made.id });
		}));

	test('WEB-8: a letter, better words, questions, a file that is read',
		() => withNew(async (client) => {
			const made = await use(client, 'create_resume',
				{ resume: RESUME });
			const pair = { resume_id: made.id, job_description: JOB };

			await use(client, 'write_cover_letter', { ...pair,
				engine: 'builtin', store: false });
			await use(client, 'revamp_resume',
				{ id: made.id, store: false });
			await use(client, 'suggest_wording', { id: made.id });
			await use(client, 'interview_questions', pair);
			const read = await use(client, 'parse_resume', {
				file_name: 'a.txt', content_base64: Buffer.from(
					'Jonna Ekberg\njonna@example.org\n\nSkills\n' +
					'Go, SQL\n').toString('base64') });

			assert.match(JSON.stringify(read), /Jonna Ekberg/);
		}));

	test('the same idempotency key does it once', () => withNew(
		async (client) => {
			const args = { title: 'Once', resume: RESUME,
				idempotency_key: 'made-by-a-test-1' };
			const one = await use(client, 'create_resume', args);
			const two = await use(client, 'create_resume', args);

			assert.equal(one.id, two.id);
		}));
});
