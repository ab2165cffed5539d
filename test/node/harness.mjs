/*
 * test/node/harness.mjs - what every test of the running server starts from.
 *
 *	onBoth({ ADMIN_EMAILS: 'root@example.org' }, (house) => {
 *		test('a new account can sign in', async () => {
 *			const ada = await house.join();
 *			...
 *		});
 *	});
 *
 * The server is the program VITAE_BIN, started anew for each database with
 * nothing but the settings given: SQLite in a temporary folder, and a fresh
 * database of the PostgreSQL server at VITAE_TEST_PG. A server that answers
 * 500, logs an error, is found out by a sanitizer or does not stop cleanly
 * fails the program. Last, each program prints "N passed, N failed".
 *
 * Not here: what is true of accounts, jobs and the like.
 */
import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { writeSync } from 'node:fs';
import * as node from 'node:test';

import { Server } from './server.mjs';

/* ---- counting ----------------------------------------------------------- */

const LIMIT_MS = 240_000; /* only guards against hanging */
let passed = 0;
let failed = 0;

function note(name, error) {
	failed++;
	const text = String(error?.stack ?? error);
	writeSync(1, `not ok ${name}\n${text.replace(/^/gm, '    ')}\n`);
}

process.on('exit', () => {
	writeSync(1, `${passed} passed, ${failed} failed\n`);
});

let suite = '';

/* A failing hook is a failure, too: `counts` says whether success is one. */
function counted(name, run, counts) {
	const whole = suite ? `${suite}: ${name}` : name;

	return async () => {
		try {
			await run();
			passed += counts ? 1 : 0;
		} catch (error) {
			note(whole, error);
			throw error;
		}
	};
}

export function test(name, run, limit_ms = LIMIT_MS) {
	node.test(name, { timeout: limit_ms }, counted(name, run, true));
}

/* ---- one person at the other end ---------------------------------------- */

let people = 0;

/* Whom no other test has met: own email, own address. */
export class Person {
	constructor(house, given = {}) {
		const n = ++people;

		this.house = house;
		this.email = `p${n}-${randomBytes(4).toString('hex')}@example.org`;
		this.password = `long enough ${n} ${randomBytes(6).toString('hex')}`;
		this.full_name = `Person ${n}`;
		this.ip = `10.${(n >> 16) & 255}.${(n >> 8) & 255}.${n & 255}`;
		Object.assign(this, given);
	}

	/* As this person: signed in, once they are. */
	async ask(method, path, options = {}) {
		return this.house.ask(method, path, {
			ip: this.ip,
			agent: this.agent,
			token: this.token,
			...options,
		});
	}

	take(answer) {
		assert.equal(answer.status, answer.wanted ?? answer.status);
		this.token = answer.body.access_token;
		this.refresh_token = answer.body.refresh_token;
		this.user = answer.body.user;
		return answer;
	}

	async register() {
		const { email, password, full_name } = this;
		const answer = await this.ask('POST', '/api/auth/register', {
			token: null,
			body: { email, password, full_name },
		});

		assert.equal(answer.status, 201, answer.text);
		this.take(answer);
		return this;
	}

	async login(more = {}) {
		const { email, password } = this;
		const answer = await this.ask('POST', '/api/auth/login', {
			token: null,
			body: { email, password },
			...more,
		});

		assert.equal(answer.status, 200, answer.text);
		this.take(answer);
		return this;
	}

	/* The same person on another device. */
	async elsewhere(agent = 'another device') {
		const other = new Person(this.house, {
			email: this.email,
			password: this.password,
			full_name: this.full_name,
			agent,
		});

		return other.login();
	}

	/* An API key with these scopes, as a person who asks with it. */
	async key(scopes, more = {}) {
		const answer = await this.ask('POST', '/api/auth/api-keys', {
			body: { name: `for ${scopes}`, scopes, ...more },
		});

		assert.equal(answer.status, 201, answer.text);
		return new Person(this.house, {
			ip: this.ip,
			email: this.email,
			user: this.user,
			token: answer.body.secret,
			key_id: answer.body.key.id,
		});
	}
}

/* ---- on both databases -------------------------------------------------- */

const ADMIN = 'root@example.org';
const SETTINGS = {
	ADMIN_EMAILS: ADMIN,
	TRUSTED_PROXIES: '127.0.0.1',
	RATE_LIMIT_PER_MINUTE: '0',
	RATE_LIMIT_PER_HOUR: '0',
	RATE_LIMIT_MAX_REQUESTS: '0',
};

/* A server, and the people that visit it. */
export class House extends Server {
	constructor(database, settings = {}) {
		super(database, { ...SETTINGS, ...settings });
	}

	someone(given) {
		return new Person(this, given);
	}

	async join(given) {
		return this.someone(given).register();
	}

	/* An administrator, before any of their requests. */
	async admin() {
		this.root ??= this.join({ email: ADMIN }).then((root) => {
			this.sql("UPDATE account SET role = 'admin' " +
				`WHERE email = '${ADMIN}'`);
			root.user.role = 'admin';
			return root;
		});
		return this.root;
	}
}

function databases() {
	const all = ['sqlite'];

	if (process.env.VITAE_TEST_PG)
		all.push('postgres');
	else if (process.env.VITAE_NEED_PG)
		note('postgres', new Error('VITAE_TEST_PG names no server'));
	return all;
}

/* One of them, with a house of the caller's kind. */
export function on(database, house, tests) {
	node.describe(database, () => {
		suite = database;
		node.before(counted('the server starts',
			() => house.start(), false));
		node.after(counted('the server stops cleanly',
			() => house.end(), false));
		tests(house);
		suite = '';
	});
}

export function onBoth(settings, tests) {
	for (const database of databases())
		on(database, new House(database, settings), tests);
}

/* A server for one test alone, which may break it. */
export async function apart(database, settings, run) {
	const house = new House(database, settings);

	try {
		await house.start();
		await run(house);
	} finally {
		await house.end();
	}
}

/* ---- what many tests claim ---------------------------------------------- */

/* A refusal as the rules of the house write it. */
export function refused(answer, status, code, field) {
	assert.equal(answer.status, status, answer.text);
	assert.equal(answer.body.error, code, answer.text);
	assert.equal(typeof answer.body.message, 'string');
	assert.ok(answer.body.message.length > 0);
	assert.equal(answer.body.request_id, answer.headers['x-request-id']);
	if (field !== undefined)
		assert.ok(Object.hasOwn(answer.body.fields ?? {}, field),
			`no field '${field}' in ${answer.text}`);
}

export function ok(answer, status = 200) {
	assert.equal(answer.status, status, answer.text);
	return answer.body;
}

/* Asks until it is so; an event would be better where there is one. */
export async function until(what, probe, ms = 60_000) {
	const end = Date.now() + ms;

	for (;;) {
		const got = await probe();

		if (got)
			return got;
		if (Date.now() > end)
			throw new Error(`waited in vain: ${what}`);
		await new Promise((go) => setTimeout(go, 15));
	}
}
