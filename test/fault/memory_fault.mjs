/*
 * test/fault/memory_fault.mjs - memory is refused: at one allocation after
 * another, once or from there on, to our own code and to every library.
 *
 * Commands must then do their work all the same, refuse with a sentence, or
 * end by the one end that is meant for it ("out of memory"); no other signal,
 * no wrong or half a file. A server that ends so loses nothing answered.
 */
import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { closeSync, mkdtempSync, openSync, readdirSync, readFileSync,
	readSync, rmSync, writeFileSync, writeSync } from 'node:fs';
import * as node from 'node:test';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

/* Sanitizers bring an allocator of their own. */
const BIN = resolve(process.env.VITAE_PLAIN ?? 'build/vitae');

process.env.VITAE_BIN = BIN;
const { House, test } = await import('../node/harness.mjs');
const { auditHolds, Load } = await import('./load.mjs');

const TIMES = Number(process.env.VITAE_FAULT_TIMES ?? 1);
const REFUSER = resolve(process.env.VITAE_REFUSER ??
	'build/release/test/fault/memory.so');
const POINTS = 60; /* of each command, each way, a round */
const ENDS = 40;   /* of the server, a round */
const LONG_MS = 30_000;
const SAMPLE = resolve('templates/sample/resume.json');
const OUR_END = /out of memory/;

/* The same each time: a failure can be repeated. */
let seed = 11;

function dice(most) {
	seed = (seed * 1103515245 + 12345) % 2147483648;
	return seed % most;
}

/* ---- what is refused ---------------------------------------------------- */

class Memory {
	constructor(folder) {
		this.path = join(folder, 'memory');
		writeFileSync(this.path, Buffer.alloc(24));
		this.settings = { LD_PRELOAD: REFUSER, VITAE_MEMORY: this.path };
	}

	/* The n-th from now; 0: none. */
	refuse(n, fromThereOn = false) {
		const file = openSync(this.path, 'r+');
		const words = new BigInt64Array([BigInt(n),
			BigInt(fromThereOn), 0n]);

		writeSync(file, new Uint8Array(words.buffer), 0, 24, 0);
		closeSync(file);
	}

	read() {
		const words = new BigInt64Array(3);
		const file = openSync(this.path, 'r');

		readSync(file, new Uint8Array(words.buffer), 0, 24, 0);
		closeSync(file);
		return { left: Number(words[0]), count: Number(words[2]) };
	}
}

/* ---- commands ----------------------------------------------------------- */

/* Where `@` is the folder of the run. */
const COMMANDS = [
	['render', SAMPLE, '-o', '@/out.pdf'],
	['render', SAMPLE, '-o', '@/out.docx'],
	['render', SAMPLE, '-o', '@/out.odt'],
	['render', SAMPLE, '-o', '@/out.png'],
	['render', SAMPLE, '-o', '@/out.html'],
	['render', resolve('test/data/resume/arabic.json'), '-o', '@/out.pdf'],
	['render', resolve('test/data/resume/japanese.json'), '-o', '@/out.svg'],
	['convert', resolve('test/data/convert/rendercv.yaml'), '@/out.json'],
	['convert', resolve('test/data/convert/europass_passport.xml'),
		'@/out.json'],
	['validate', SAMPLE],
	['diff', SAMPLE, resolve('test/data/resume/engineer.json')],
	['templates'],
	['parse', resolve('test/data/pdf/aes_256.pdf')],
	['parse', '@/made.docx'],
	['match', SAMPLE, '@/posting.txt', '--json'],
	['tailor', SAMPLE, '@/posting.txt', '--json'],
	['lint', SAMPLE, '--json'],
	['migrate'],
	['admin', 'user', 'list'],
	['config'],
];
const POSTING = 'Senior Software Engineer\n\nWe look for five years of ' +
	'Python and PostgreSQL, a degree in computer science, and fluent ' +
	'English. You will lead a team of four and own our payment service.\n';

class Bench {
	constructor() {
		this.folder = mkdtempSync(join(tmpdir(), 'vitae-memory-'));
		this.memory = new Memory(this.folder);
		writeFileSync(join(this.folder, 'posting.txt'), POSTING);
		execFileSync(BIN, ['render', SAMPLE, '-o',
			join(this.folder, 'made.docx')]);
	}

	/* One run in a folder that holds what earlier runs left of nothing. */
	run(command) {
		const at = (word) => word.replace('@', this.folder);

		rmSync(join(this.folder, 'data'), { recursive: true, force: true });
		for (const name of readdirSync(this.folder))
			if (name.startsWith('out'))
				rmSync(join(this.folder, name));
		const end = spawnSync(BIN, command.map(at), {
			cwd: this.folder,
			encoding: 'latin1',
			timeout: LONG_MS,
			maxBuffer: 64 << 20,
			env: { PATH: process.env.PATH,
				DATA_DIR: join(this.folder, 'data'),
				...this.memory.settings },
		});
		const left = readdirSync(this.folder)
			.filter((name) => name.startsWith('out'))
			.map((name) => [name, createHash('sha256').update(
				readFileSync(join(this.folder, name)))
				.digest('hex')]);

		return { status: end.status, signal: end.signal, out: end.stdout,
			err: end.stderr, left };
	}
}

/* Output names times and places that no two runs share. */
function plain(text) {
	return text.replace(/[\d.]+ (ms|s)\b/g, 'N $1')
		.replace(/"(ms|took_ms|[a-z_]*ms)": ?[\d.]+/g, '"$1":0');
}

function judge(want, got, say) {
	const told = `${say}: ${got.status ?? got.signal}\n${got.err.slice(-800)}`;

	if (got.signal === 'SIGABRT') {
		assert.match(got.err, OUR_END, told);
	} else {
		assert.equal(got.signal, null, told);
		if (got.status !== want.status)
			assert.notEqual(got.err.trim(), '', told);
	}
	if (got.status === want.status) {
		assert.ok(plain(got.out) === plain(want.out),
			`other output: ${told}`);
		assert.deepEqual(got.left, want.left, told);
	} else {
		for (const [name, bytes] of got.left)
			assert.deepEqual([name, bytes], want.left[0], told);
	}
	return got.signal ? 'ended' :
		got.status === want.status ? 'did it' : 'refused';
}

/* A point in each of as many equal parts of a run. */
function points(count, parts) {
	const step = Math.max(1, count / parts);

	return Array.from({ length: Math.min(count, parts) },
		(_, i) => 1 + Math.floor(i * step) + dice(Math.max(1, step | 0)));
}

function sweep(bench, command) {
	const { memory } = bench;
	const seen = { ended: 0, refused: 0, 'did it': 0 };

	memory.refuse(0);
	const want = bench.run(command);
	const { count } = memory.read();

	assert.ok(count > 0);
	for (const on of [false, true])
		for (const n of points(count, POINTS * TIMES)) {
			memory.refuse(n, on);
			const got = bench.run(command);
			const how = judge(want, got, `allocation ${n} of ${count}` +
				`${on ? ' and all later ones' : ''}`);

			seen[how]++;
		}
	console.log(`    ${command.slice(0, 2).join(' ').slice(0, 20)}: ` +
		`${count} allocations; ${JSON.stringify(seen)}`);
	return seen;
}

node.describe('commands', () => {
	const bench = new Bench();

	node.after(() => rmSync(bench.folder, { recursive: true }));
	for (const command of COMMANDS)
		test(`${command.map((w) => w.split('/').at(-1)).join(' ')}: ` +
			'without memory it is done, refused, or ended as is meant',
		() => {
			sweep(bench, command);
		});

	/* The control: what is refused is felt. */
	test('all allocations refused from the first on end each command', () => {
		for (const command of COMMANDS) {
			bench.memory.refuse(1, true);
			assert.notEqual(bench.run(command).status, 0);
		}
	});
});

/* ---- the server --------------------------------------------------------- */

const rest = (ms) => new Promise((go) => setTimeout(go, ms));

/* Refuses one allocation among the next; how the server took it. */
async function starve(house, memory, load) {
	const stop = { now: false };
	const running = load.run(stop);
	let end = null;

	house.ended.then((how) => {
		end = how;
		stop.now = true;
	});
	await rest(20);
	memory.refuse(1 + dice(4000), dice(3) === 0);
	for (let i = 0; i < 60 && end === null && memory.read().left; i++)
		await rest(10);
	await rest(20);
	stop.now = true;
	memory.refuse(0);
	await Promise.race([house.ended, rest(150)]);
	await running;
	if (end) {
		assert.equal(end, 'SIGABRT', house.tail());
		assert.match(house.tail(), OUR_END);
		await house.start();
	}
	return Boolean(end);
}

const folder = mkdtempSync(join(tmpdir(), 'vitae-memory-'));
const memory = new Memory(folder);
const house = new House('sqlite', memory.settings);

node.describe('served', () => {
	const load = new Load(house);

	node.before(() => house.start());
	node.after(async () => {
		memory.refuse(0);
		await house.end();
		rmSync(folder, { recursive: true });
	});
	house.mayFail = true; /* what a library lacked is an error in the log */
	load.mayRefuse = new Set([500, 503]);

	for (let round = 1; round <= TIMES; round++)
		test(`a server without memory loses nothing answered (${round})`,
			async () => {
				let ended = 0;

				if (!load.people.length)
					await load.open(4);
				for (let i = 0; i < ENDS; i++) {
					ended += await starve(house, memory, load);
					await load.holds();
				}
				auditHolds(house);
				console.log(`    ${ENDS} refusals, ${ended} ends, ` +
					load.summary());
				assert.ok(ended > 0);
			});

	test('the file is whole after all that', () => {
		assert.equal(house.sql('PRAGMA integrity_check'), 'ok');
		assert.equal(house.sql('PRAGMA foreign_key_check'), '');
	});
});
