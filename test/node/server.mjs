/*
 * test/node/server.mjs - one `vitae serve` under test: its database, its
 * folder, its log, questions to it, and how it ends.
 *
 * Not here: people and what they do (harness.mjs).
 */
import assert from 'node:assert/strict';
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import http from 'node:http';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';

const BIN = resolve(process.env.VITAE_BIN ?? 'build/asan/vitae');
const START_MS = 60_000;
const ANSWER_MS = 60_000;
const FOUND_OUT = /Sanitizer|runtime error:|Assertion .* failed/;

/* ---- databases ---------------------------------------------------------- */

let number = 0;

function psql(url, text) {
	return execFileSync('psql', ['-X', '-q', '-A', '-t', '-v',
		'ON_ERROR_STOP=1', '-d', url, '-c', text], {
		encoding: 'utf8',
		stdio: ['ignore', 'pipe', 'pipe'],
		env: { ...process.env, PGOPTIONS: '-c client_min_messages=error' },
	}).trimEnd();
}

/* A file, or a database of its own on the server that all tests share. */
class Sqlite {
	constructor(folder) {
		this.path = join(folder, 'data', 'vitae.db');
		this.settings = {};
	}

	sql(text) {
		return execFileSync('sqlite3', ['-cmd', '.timeout 20000',
			this.path, text], { encoding: 'utf8' }).trimEnd();
	}

	tables() {
		return this.sql('SELECT name FROM sqlite_schema ' +
			"WHERE type = 'table'").split('\n');
	}

	drop() {}
}

class Postgres {
	constructor() {
		this.server = process.env.VITAE_TEST_PG;
		this.name = `vitae_node_${process.pid}_${++number}`;
		this.url = new URL(this.server);
		this.url.pathname = `/${this.name}`;
		this.settings = { DATABASE_URL: this.url.href };
		psql(this.server, `CREATE DATABASE ${this.name}`);
	}

	sql(text) {
		return psql(this.url.href, text);
	}

	tables() {
		return this.sql('SELECT tablename FROM pg_tables ' +
			"WHERE schemaname = 'public'").split('\n');
	}

	drop() {
		psql(this.server,
			`DROP DATABASE IF EXISTS ${this.name} WITH (FORCE)`);
	}
}

/* ---- asking ------------------------------------------------------------- */

function headersOf(options) {
	const headers = {};

	if (options.body !== undefined)
		headers['content-type'] = 'application/json';
	if (options.token)
		headers.authorization = `Bearer ${options.token}`;
	if (options.ip)
		headers['x-forwarded-for'] = options.ip;
	if (options.agent)
		headers['user-agent'] = options.agent;
	return { ...headers, ...options.headers };
}

/* Bytes: node would write headers as UTF-8 together with a body of text. */
function bodyOf(options) {
	const { body } = options;

	if (body === undefined || Buffer.isBuffer(body))
		return body;
	return Buffer.from(typeof body === 'string' ? body :
		JSON.stringify(body));
}

/* JSON where it says so; the bytes are there either way. */
function read(res, chunks) {
	const bytes = Buffer.concat(chunks);
	const answer = { status: res.statusCode, headers: res.headers, bytes };
	const type = res.headers['content-type'] ?? '';

	answer.text = bytes.toString();
	if (type.startsWith('application/json') && bytes.length &&
		!res.headers['content-encoding'])
		answer.body = JSON.parse(answer.text);
	return answer;
}

export class Server {
	constructor(database, settings) {
		this.database = database;
		this.settings = settings;
		this.log = [];
		this.mayFail = false;
	}

	/* ---- starting ---- */

	open() {
		this.folder = mkdtempSync(join(tmpdir(), 'vitae-node-'));
		this.store = this.database === 'sqlite' ?
			new Sqlite(this.folder) : new Postgres();
	}

	async start() {
		if (!this.folder)
			this.open();
		this.child = spawn(BIN, ['serve'], {
			cwd: this.folder,
			stdio: ['ignore', 'ignore', 'pipe'],
			env: {
				PATH: process.env.PATH,
				ASAN_OPTIONS: process.env.ASAN_OPTIONS ?? '',
				UBSAN_OPTIONS: process.env.UBSAN_OPTIONS ?? '',
				PORT: '0',
				LOG_FORMAT: 'json',
				DATA_DIR: join(this.folder, 'data'),
				...this.store.settings,
				...this.settings,
			},
		});
		const { child } = this;

		this.ended = new Promise((go) => {
			child.once('close', (code, signal) => go(code ?? signal));
		});
		running.add(child);
		this.ended.then(() => running.delete(child));
		await this.ready();
		return this;
	}

	ready() {
		const lines = createInterface({ input: this.child.stderr });

		return new Promise((go, stop) => {
			const late = setTimeout(() => stop(new Error(
				`no start:\n${this.tail()}`)), START_MS);

			lines.on('line', (line) => {
				this.log.push(line);
				const at = /serves (https?):\/\/[^ ]*:(\d+) /
					.exec(line);

				if (!at)
					return;
				clearTimeout(late);
				this.port = Number(at[2]);
				this.agent = new http.Agent({ keepAlive: true });
				go();
			});
			this.ended.then((how) => {
				clearTimeout(late);
				stop(new Error(`ended (${how}) before it ` +
					`served:\n${this.tail()}`));
			});
		});
	}

	tail(n = 30) {
		return this.log.slice(-n).join('\n');
	}

	/* Lines of the log as they were meant. */
	logged() {
		return this.log.filter((line) => line.startsWith('{'))
			.map((line) => JSON.parse(line));
	}

	/* ---- asking ---- */

	send(method, path, options, onHead) {
		const body = bodyOf(options);
		const headers = headersOf(options);

		if (body !== undefined && !headers['transfer-encoding'])
			headers['content-length'] = Buffer.byteLength(body);
		const req = http.request({
			host: options.host ?? '127.0.0.1',
			port: this.port,
			agent: options.alone ? false : this.agent,
			method,
			path,
			headers,
			timeout: ANSWER_MS,
		}, onHead);

		req.on('timeout', () => req.destroy(
			new Error(`${method} ${path}: no answer in time`)));
		req.end(body);
		return req;
	}

	/* The head of a request, sent alone; its body is the caller's. */
	half(method, path, headers, onHead) {
		const req = http.request({ host: '127.0.0.1', port: this.port,
			agent: false, method, path, headers,
			timeout: ANSWER_MS }, onHead);

		req.flushHeaders();
		return req;
	}

	/* {status, headers, bytes, text, body}; 500 is never an answer. */
	ask(method, path, options = {}) {
		return new Promise((go, stop) => {
			this.send(method, path, options, (res) => {
				const chunks = [];

				res.on('data', (chunk) => chunks.push(chunk));
				res.on('error', stop);
				res.on('end', () => {
					try {
						go(this.judge(method, path,
							read(res, chunks)));
					} catch (error) {
						stop(error);
					}
				});
			}).on('error', stop);
		});
	}

	judge(method, path, answer) {
		if (!this.mayFail)
			assert.notEqual(answer.status, 500,
				`${method} ${path}: ${answer.text}\n` +
				this.tail());
		return answer;
	}

	/* ---- beside it ---- */

	sql(text) {
		return this.store.sql(text);
	}

	/* Locks out whoever reads the table, until it is released. Only where
	 * readers wait: PostgreSQL. */
	async holdTable(table) {
		const psql = spawn('psql', ['-X', '-q', '-A', '-t', '-d',
			this.store.url.href], {
			stdio: ['pipe', 'pipe', 'inherit'],
		});
		const gone = once(psql, 'close');

		psql.stdin.write(`BEGIN; LOCK TABLE ${table}; SELECT 'held';\n`);
		await once(psql.stdout, 'data');
		return {
			async release() {
				psql.stdin.end();
				await gone;
			},
		};
	}

	/* All rows of all tables, as text. */
	everything() {
		return this.store.tables()
			.map((table) => this.sql(`SELECT * FROM ${table}`))
			.join('\n');
	}

	/* CPU that the server's threads have used, in ms: the scheduler counts
	 * nanoseconds, where /proc/PID/stat samples hundredths of a second. */
	cpuMs() {
		const tasks = `/proc/${this.child.pid}/task`;
		let ns = 0;

		for (const id of readdirSync(tasks))
			ns += Number(readFileSync(`${tasks}/${id}/schedstat`,
				'utf8').split(' ')[0]);
		return ns / 1e6;
	}

	/* A command of the same program on the same data: what it prints. */
	command(args, options = {}) {
		return execFileSync(BIN, args, {
			encoding: 'utf8',
			cwd: this.folder,
			env: {
				PATH: process.env.PATH,
				DATA_DIR: join(this.folder, 'data'),
				...this.store.settings,
				...this.settings,
			},
			...options,
		});
	}

	/* What lies in the development mail folder, as text. */
	mails() {
		const folder = join(this.folder, 'data', 'mail');

		try {
			return readdirSync(folder)
				.filter((name) => name.endsWith('.eml'))
				.map((name) => readFileSync(join(folder, name),
					'utf8'));
		} catch {
			return [];
		}
	}

	/* ---- ending ---- */

	async stop(signal = 'SIGTERM') {
		this.agent?.destroy();
		this.child.kill(signal);
		return this.ended;
	}

	/* The same data under other settings. */
	async restart(settings = {}) {
		assert.equal(await this.stop(), 0, this.tail());
		Object.assign(this.settings, settings);
		return this.start();
	}

	/* Stops it, and holds what it left behind against it. */
	async end() {
		try {
			const how = await this.stop();

			assert.equal(how, 0, `ended with ${how}\n${this.tail(80)}`);
			this.judgeLog();
		} finally {
			this.store?.drop();
			rmSync(this.folder, { recursive: true, force: true });
			this.folder = null;
		}
	}

	judgeLog() {
		const found = this.log.findIndex((line) => FOUND_OUT.test(line));

		assert.equal(found, -1,
			this.log.slice(found, found + 60).join('\n'));
		if (this.mayFail)
			return;
		assert.deepEqual(this.logged()
			.filter((line) => line.level === 'error'), []);
	}
}

/* ---- nothing outlives us ------------------------------------------------ */

const running = new Set();

process.on('exit', () => {
	for (const child of running)
		child.kill('SIGKILL');
});
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'])
	process.on(signal, () => process.exit(1));
