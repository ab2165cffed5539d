/*
 * test/node/mcp_stdio_test.mjs - 'vitae mcp' over standard input and output
 * (WEB-8), held against the published client: files of this computer without
 * an account, and with one what its owner can do over HTTP.
 */
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync,
	writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { once } from 'node:events';
import { after, before } from 'node:test';

import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StdioClientTransport }
	from '@modelcontextprotocol/sdk/client/stdio.js';

import { onBoth, test } from './harness.mjs';

const BIN = process.env.VITAE_BIN;
const RESUME = {
	basics: { name: 'Ilse Maren Vogt', label: 'Software engineer',
		email: 'ilse@example.org' },
	work: [{ name: 'Nordlicht Fähren', position: 'Engineer',
		startDate: '2019-03', highlights: [
			'Wrote the timetable service in Go and PostgreSQL, used ' +
			'by 40 ferries'] }],
	skills: [{ name: 'Languages', keywords: ['Go', 'SQL'] }],
};
const JOB = 'Backend engineer\n\nRequirements\n- Go\n- PostgreSQL\n' +
	'- Kubernetes\n';

let folder;

before(() => {
	folder = mkdtempSync(join(tmpdir(), 'vitae-mcp-'));
});
after(() => rmSync(folder, { recursive: true, force: true }));

const inside = (name) => join(folder, name);

async function withServer(run, { args = [], env = {}, cwd = folder } = {}) {
	const transport = new StdioClientTransport({ command: BIN,
		args: ['mcp', ...args], cwd, stderr: 'pipe',
		env: { PATH: process.env.PATH, TMPDIR: folder,
			DATA_DIR: inside('data'), ...env } });
	const client = new Client({ name: 'a test', version: '1' });
	let said = '';

	transport.stderr.on('data', (bytes) => { said += bytes; });
	await client.connect(transport);
	try {
		return await run(client, () => said);
	} finally {
		await client.close();
	}
}

async function use(client, name, args = {}, options = {}) {
	const got = await client.callTool({ name, arguments: args },
		undefined, options);

	assert.ok(!got.isError, `${name}: ${JSON.stringify(got.content)}`);
	return got;
}

async function fails(client, name, args) {
	const got = await client.callTool({ name, arguments: args });

	assert.equal(got.isError, true, JSON.stringify(got));
	return got.content.map((c) => c.text).join('\n');
}

function linesIn(path, of) {
	return [...readFileSync(path, 'utf8').matchAll(of)];
}

/* ---- without an account ------------------------------------------------- */

test('every line of tools.def is a tool of a command that there is',
	() => withServer(async (client) => {
		const table = linesIn('src/cmd/tools.def',
			/^TOOL\("(\w+)", "(\w+)",/gm);
		const inputs = linesIn('src/cmd/tools.def',
			/^INPUT\("(\w+)", "(\w+)", (\w+),\s+(NULL|"--[\w-]+"),/gm);
		const commands = linesIn('src/cmd/commands.def',
			/^COMMAND\("([\w ]+)",/gm).map(([, words]) => words);
		const options = linesIn('src/cmd/options.def',
			/"(--[\w-]+)", (?:"[^"]*"|NULL),\s+((?:"[^"]*"\s*)+),/g)
			.flatMap(([, name, words]) => words.replaceAll(/["\s]+/g, ' ')
				.split(' ').map((word) => `${word} ${name}`));
		const { tools } = await client.listTools();

		assert.deepEqual(tools.map((t) => t.name),
			table.map(([, name]) => name));
		for (const [, name, command] of table)
			assert.ok(commands.includes(command), name);
		for (const tool of tools)
			assert.ok(tool.description.length > 60, tool.name);
		assert.equal(inputs.length,
			linesIn('src/cmd/tools.def', /^INPUT\(/gm).length);
		for (const [, tool, , , option] of inputs) {
			const command = table.find(([, n]) => n === tool)[2];

			if (option !== 'NULL')
				assert.ok(options.includes(`${command} ` +
					option.replaceAll('"', '')),
				`${command} ${option}`);
		}
	}));

test('a resume and a posting are matched, given as they are or as files',
	() => withServer(async (client) => {
		writeFileSync(inside('resume.json'), JSON.stringify(RESUME));
		writeFileSync(inside('job.txt'), JOB);
		const given = await use(client, 'match_resume_file',
			{ resume: RESUME, job: JOB, as_of: '2026-01' });
		const files = await use(client, 'match_resume_file',
			{ resume_file: 'resume.json', job_file: inside('job.txt'),
				as_of: '2026-01' });

		assert.equal(typeof given.structuredContent.items[0].score, 'number');
		assert.equal(given.structuredContent.items[0].score,
			files.structuredContent.items[0].score);
	}));

test('a resume is rendered to a file, and the file is parsed again',
	() => withServer(async (client) => {
		await use(client, 'render_file', { resume: RESUME,
			output: inside('cv.pdf'), paper: 'a4',
			style: { colors: { accent: '#224466' } } });
		assert.equal(readFileSync(inside('cv.pdf')).subarray(0, 5)
			.toString(), '%PDF-');
		const got = await use(client, 'parse_file',
			{ file: inside('cv.pdf') });

		assert.equal(got.structuredContent.basics.name,
			RESUME.basics.name);
	}));

test('what a command finds wrong is an answer, not a failure',
	() => withServer(async (client) => {
		const bad = await use(client, 'validate_resume_file',
			{ resume: { basics: { name: 5 } } });
		const same = await use(client, 'diff_resume_files',
			{ old: RESUME, new: { ...RESUME, skills: [] } });

		assert.match(JSON.stringify(bad.content), /\/basics\/name/);
		assert.match(JSON.stringify(same.content), /\/skills/);
		await use(client, 'lint_file', { resume: RESUME });
	}));

test('a resume is tailored, revamped, questioned and written about',
	() => withServer(async (client) => {
		for (const [name, args] of [
			['tailor_resume_file', { job: JOB }],
			['write_letter_file', { job: JOB }],
			['interview_questions_file', { job: JOB }],
			['revamp_resume_file', {}]]) {
			const got = await use(client, name,
				{ resume: RESUME, ...args });

			assert.ok(got.content[0].text.length > 2, name);
		}
	}));

test('data is converted, and templates are listed',
	() => withServer(async (client) => {
		writeFileSync(inside('resume.json'), JSON.stringify(RESUME));
		const yaml = await use(client, 'convert_file',
			{ file: inside('resume.json'), to: 'rendercv' });
		const list = await use(client, 'list_templates_here');
		const one = await use(client, 'list_templates_here',
			{ show: 'classic' });

		assert.match(yaml.content[0].text, /Ilse Maren Vogt/);
		assert.match(list.content[0].text, /"classic"/);
		assert.equal(one.structuredContent.title, 'Classic');
	}));

test('what is wrong with arguments is told, and nothing is run',
	() => withServer(async (client) => {
		const told = (args) => fails(client, 'match_resume_file', args);

		assert.match(await told({}), /'resume' or 'resume_file'/);
		assert.match(await told({ resume: RESUME, resume_file: 'x' }),
			/one of them/);
		assert.match(await told({ resume: [], job: JOB }), /object/);
		assert.match(await told({ resume: RESUME, job: JOB, more: 1 }),
			/no argument 'more'/);
		assert.match(await fails(client, 'parse_file', { file: '' }),
			/path/);
		assert.match(await fails(client, 'parse_file',
			{ file: 'no such' }), /no such/);
		assert.match(await fails(client, 'render_file',
			{ resume: RESUME, output: 'a.xyz' }), /xyz/);
	}));

test('a path that looks like an option is a path',
	() => withServer(async (client) => {
		assert.match(await fails(client, 'parse_file',
			{ file: '--help' }), /--help/);
		assert.match(await fails(client, 'parse_file', { file: '-' }),
			/'\.\/-'/);
		writeFileSync(inside('-o.json'), JSON.stringify(RESUME));
		await use(client, 'validate_resume_file',
			{ resume_file: '-o.json' });
	}));

test('nothing is left behind of what was given', async () => {
	const left = readdirSync(folder)
		.filter((name) => name.startsWith('vitae-'));

	assert.deepEqual(left, []);
	assert.ok(!existsSync(inside('data')));
});

test('calls run side by side, and what was asked is answered at the end',
	async () => {
		const child = spawn(BIN, ['mcp'], { cwd: folder,
			stdio: ['pipe', 'pipe', 'pipe'],
			env: { PATH: process.env.PATH, TMPDIR: folder } });
		let out = '';
		let said = '';

		child.stdout.on('data', (bytes) => { out += bytes; });
		child.stderr.on('data', (bytes) => { said += bytes; });
		for (let id = 1; id <= 12; id++)
			child.stdin.write(`${JSON.stringify({ jsonrpc: '2.0', id,
				method: 'tools/call', params: {
					name: 'validate_resume_file',
					arguments: { resume: RESUME } } })}\n`);
		child.stdin.end('{"jsonrpc":"2.0","id":"last","method":"ping"}');
		const [code] = await once(child, 'close');
		const lines = out.trim().split('\n').map((l) => JSON.parse(l));

		assert.equal(code, 0, said);
		assert.equal(lines.length, 13);
		assert.equal(new Set(lines.map((l) => l.id)).size, 13);
		assert.ok(lines.every((l) => !l.error));
	});

test('a cancelled call ends its command and is not answered', async () => {
	const child = spawn(BIN, ['mcp'], { cwd: folder,
		stdio: ['pipe', 'pipe', 'inherit'],
		env: { PATH: process.env.PATH, TMPDIR: folder } });
	const say = (message) => child.stdin.write(
		`${JSON.stringify({ jsonrpc: '2.0', ...message })}\n`);
	let out = '';

	child.stdout.on('data', (bytes) => { out += bytes; });
	/* a pipe that nobody writes to is a file that never ends */
	const fifo = inside('never');
	const made = spawn('mkfifo', [fifo]);

	await once(made, 'close');
	say({ id: 'slow', method: 'tools/call', params: { name: 'parse_file',
		arguments: { file: fifo } } });
	say({ method: 'notifications/cancelled',
		params: { requestId: 'slow' } });
	say({ id: 'then', method: 'ping' });
	child.stdin.end();
	const [code] = await once(child, 'close');
	const ids = out.trim().split('\n').map((l) => JSON.parse(l).id);

	assert.equal(code, 0);
	assert.deepEqual(ids, ['then']);
});

/* ---- with an account ---------------------------------------------------- */

onBoth({}, (house) => {
	const asPerson = (who, run) => withServer(run, {
		args: ['--account', who.email],
		cwd: house.folder,
		env: { DATA_DIR: join(house.folder, 'data'),
			...house.store.settings, ...house.settings } });

	test('with an account its owner\'s tools are there, too', async () => {
		const ada = await house.join();

		await asPerson(ada, async (client) => {
			const { tools } = await client.listTools();
			const names = tools.map((t) => t.name);

			assert.ok(names.includes('parse_file'));
			assert.ok(names.includes('get_account'));
			const me = await use(client, 'get_account');

			assert.equal(me.structuredContent.id, ada.user.id);
		});
	});

	test('what takes its time is done without a server of its own',
		async () => {
			const ada = await house.join();

			await asPerson(ada, async (client) => {
				const text = 'Ilse Vogt\nilse@example.org\n\n' +
					'Skills\nGo, SQL\n';
				const up = await use(client, 'upload_resume', {
					file_name: 'cv.txt', content_base64:
						Buffer.from(text).toString('base64') });

				assert.equal(up.structuredContent.resume.basics.name,
					'Ilse Vogt');
				const made = (await use(client, 'create_project', {
					job_description: JOB, resume_json: RESUME }))
					.structuredContent;
				const steps = [];
				const told = (await use(client, 'tailor_project',
					{ id: made.id, engine: 'builtin' }, {
						onprogress: (p) => steps.push(p) }))
					.structuredContent;

				assert.ok(steps.length > 0);
				assert.ok(steps.every((p, i) => i === 0 ||
					p.progress > steps[i - 1].progress));
				assert.equal(told.project_id, made.id);
				assert.equal((await use(client, 'list_runs',
					{ id: made.id })).structuredContent.runs[0]
					.state, 'done');
			});
		});

	test('an account that there is not is told, and nothing is served',
		async () => {
			const child = spawn(BIN, ['mcp', '--account',
				'nobody@example.org'], {
				cwd: house.folder,
				stdio: ['ignore', 'pipe', 'pipe'],
				env: { PATH: process.env.PATH,
					DATA_DIR: join(house.folder, 'data'),
					...house.store.settings,
					...house.settings } });
			let said = '';

			child.stderr.on('data', (bytes) => { said += bytes; });
			const [code] = await once(child, 'close');

			assert.notEqual(code, 0);
			assert.match(said, /nobody@example\.org/);
		});
});
