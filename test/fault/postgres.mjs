/*
 * test/fault/postgres.mjs - a PostgreSQL server of one's own, to be killed.
 * In a temporary folder, on a port of the loopback; durable, as it would be
 * in earnest. Not here: the one that tests share (tools/postgres.py).
 */
import { execFileSync, spawn } from 'node:child_process';
import { chownSync, closeSync, mkdtempSync, openSync, readdirSync,
	readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const VERSIONS = '/usr/lib/postgresql';

function tool(name) {
	const newest = readdirSync(VERSIONS).map(Number)
		.sort((a, b) => b - a)[0];

	return `${VERSIONS}/${newest}/bin/${name}`;
}

/* PostgreSQL refuses to run as root. */
function whoRuns() {
	if (process.getuid() !== 0)
		return {};
	const id = (flag) => Number(execFileSync('id', [flag, 'postgres']));

	return { uid: id('-u'), gid: id('-g') };
}

function freePort() {
	return new Promise((go) => {
		const one = createServer().listen(0, '127.0.0.1', () => {
			const { port } = one.address();

			one.close(() => go(port));
		});
	});
}

export class OwnPostgres {
	async open() {
		this.who = whoRuns();
		this.folder = mkdtempSync(join(tmpdir(), 'vitae-own-pg-'));
		if (this.who.uid)
			chownSync(this.folder, this.who.uid, this.who.gid);
		this.data = join(this.folder, 'data');
		this.run('initdb', '-D', this.data, '-U', 'vitae', '-A', 'trust',
			'-E', 'UTF8', '--locale=C.UTF-8', '-N');
		this.port = await freePort();
		this.url = `postgresql://vitae@127.0.0.1:${this.port}/postgres`;
		await this.start();
		return this;
	}

	run(name, ...args) {
		return execFileSync(tool(name), args, { cwd: this.folder,
			stdio: ['ignore', 'pipe', 'pipe'], ...this.who });
	}

	async start() {
		const log = openSync(join(this.folder, 'log'), 'a');

		this.child = spawn(tool('postgres'), ['-D', this.data,
			'-p', String(this.port), '-k', this.folder,
			'-h', '127.0.0.1', '-c', 'shared_buffers=16MB'], {
			cwd: this.folder, detached: true,
			stdio: ['ignore', log, log], ...this.who,
		});
		closeSync(log);
		alive.add(this);
		this.ended = new Promise((go) => this.child.once('exit', go));
		await this.answers();
	}

	/* What is read before it is up is not the truth. */
	async answers() {
		for (let i = 0; i < 600; i++) {
			try {
				this.run('pg_isready', '-q', '-h', this.folder,
					'-p', String(this.port));
				return;
			} catch {
				await new Promise((go) => setTimeout(go, 50));
			}
		}
		throw new Error('PostgreSQL does not start');
	}

	/* SIGQUIT: at once, without a checkpoint. */
	async stop(signal = 'SIGQUIT') {
		this.child.kill(signal);
		await this.ended;
		alive.delete(this);
	}

	/* Its children go by themselves once they find out. */
	async kill() {
		const { pid } = this.child;
		const children = readFileSync(
			`/proc/${pid}/task/${pid}/children`, 'utf8');

		this.child.kill('SIGKILL');
		for (const child of children.split(' ').map(Number).filter(Boolean))
			try {
				process.kill(child, 'SIGKILL');
			} catch {
				/* gone already */
			}
		await this.ended;
		alive.delete(this);
	}

	sql(text) {
		return execFileSync('psql', ['-X', '-q', '-A', '-t', '-v',
			'ON_ERROR_STOP=1', '-d', this.url, '-c', text], {
			encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'],
		}).trimEnd();
	}

	async close() {
		await this.stop();
		rmSync(this.folder, { recursive: true, force: true });
	}
}

const alive = new Set();

process.on('exit', () => {
	for (const one of alive)
		one.child.kill('SIGQUIT');
});
