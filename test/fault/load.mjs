/*
 * test/fault/load.mjs - people who never rest, and what they were told.
 *
 * They join, sign in, change their names, make and end API keys, each as
 * soon as the last was answered, whatever becomes of the server. What they
 * were promised is kept here: `holds` asks the server about each of them.
 * What got no answer may have happened or not, but a repeat under its
 * Idempotency-Key must settle it, and nothing may happen twice.
 */
import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';

const KEYS_MOST = 12;
const MAY_REFUSE = new Set([503]);

export class Load {
	constructor(house) {
		this.house = house;
		this.people = [];
		this.newcomers = [];
		this.refused = 0;
		this.answered = 0;
		this.unanswered = 0;
		this.repeated = 0;
		this.slowest = 0;
		this.mayRefuse = MAY_REFUSE;
	}

	async open(count) {
		for (let i = 0; i < count; i++) {
			const who = await this.house.join();

			this.people.push({ who, names: [who.full_name], n: 0,
				keys: new Map(), gone: new Set(), left: new Set(),
				open: [] });
		}
	}

	/* The answer; null: there was none. Only 503 is a refusal. */
	async ask(who, method, path, options = {}) {
		const from = Date.now();
		let answer = null;

		try {
			answer = await who.ask(method, path, options);
		} catch (error) {
			if (error instanceof assert.AssertionError)
				throw error;
			this.unanswered++;
			return null;
		}
		this.slowest = Math.max(this.slowest, Date.now() - from);
		if (!this.mayRefuse.has(answer.status)) {
			this.answered++;
			return answer;
		}
		assert.ok(Number(answer.headers['retry-after']) > 0,
			`${method} ${path}: ${answer.status} without Retry-After`);
		this.refused++;
		return null;
	}

	/* ---- what they do ---- */

	/* Until an answer comes, either name may be the one. */
	async rename(p) {
		const full_name = `Name ${++p.n} ${randomBytes(3).toString('hex')}`;

		p.names.push(full_name);
		const answer = await this.ask(p.who, 'PUT', '/api/users/me',
			{ body: { full_name } });

		if (!answer)
			return;
		assert.equal(answer.status, 200, answer.text);
		p.names = [full_name];
	}

	async make(p, op) {
		const answer = await this.ask(p.who, 'POST',
			'/api/auth/api-keys', {
				body: { name: op.name, scopes: 'profile:read' },
				headers: { 'idempotency-key': op.key },
			});

		if (!answer)
			return false;
		assert.equal(answer.status, 201, answer.text);
		const { key: { id }, secret } = answer.body;

		/* a repeat is answered as the first was */
		if (p.keys.has(op.name))
			assert.deepEqual(p.keys.get(op.name), { id, secret });
		p.keys.set(op.name, { id, secret });
		p.last = op;
		return true;
	}

	/* Who is refused at once, again and again, begins no more than may be
	 * there in the end. */
	async add(p) {
		if (p.open.length >= KEYS_MOST)
			return;
		const op = { name: `key ${++p.n}`,
			key: randomBytes(9).toString('hex') };

		p.open.push(op);
		if (await this.make(p, op))
			p.open = p.open.filter((one) => one !== op);
	}

	/* What was not answered, and now and then what was. */
	async repeat(p) {
		const again = [...p.open];

		if (p.last && p.keys.has(p.last.name) && !p.gone.has(p.last.name))
			again.push(p.last);
		for (const op of again) {
			this.repeated++;
			if (await this.make(p, op))
				p.open = p.open.filter((one) => one !== op);
		}
	}

	/* One that was to go and got no answer is asked to go again. */
	async remove(p) {
		const live = [...p.keys].filter(([name]) => !p.gone.has(name));
		const name = [...p.gone].find((one) => !p.left.has(one)) ??
			(live.length < KEYS_MOST ? null : live[0][0]);

		if (!name)
			return;
		p.gone.add(name);
		const answer = await this.ask(p.who, 'DELETE',
			`/api/auth/api-keys/${p.keys.get(name).id}`);

		if (!answer)
			return;
		assert.ok([204, 404].includes(answer.status), answer.text);
		p.left.add(name);
	}

	async join() {
		const who = this.house.someone();

		this.newcomers.push(who);
		const { email, password, full_name } = who;

		who.key = randomBytes(9).toString('hex');
		who.body = { email, password, full_name };
		await this.rejoin(who);
	}

	async rejoin(who) {
		const answer = await this.ask(who, 'POST', '/api/auth/register', {
			token: null,
			body: who.body,
			headers: { 'idempotency-key': who.key },
		});

		if (!answer)
			return;
		assert.equal(answer.status, 201, answer.text);
		who.take(answer);
		who.in = true;
	}

	async one(p, stop) {
		for (let i = 0; !stop.now; i++) {
			await this.rename(p);
			await this.add(p);
			await this.remove(p);
			if (i % 3 === 0)
				await this.repeat(p);
			/* who is refused or cut off breathes before the next */
			await new Promise((go) => setTimeout(go, 2));
		}
	}

	async arriving(stop) {
		while (!stop.now) {
			await this.join();
			await new Promise((go) => setTimeout(go, 5));
		}
	}

	/* All at once, until stop.now. */
	run(stop) {
		return Promise.all([...this.people.map((p) => this.one(p, stop)),
			this.arriving(stop)]);
	}

	/* ---- what they were told ---- */

	async holds() {
		for (const p of this.people)
			await this.holdsFor(p);
		for (const who of this.newcomers) {
			if (!who.in)
				await this.rejoin(who);
			const me = await who.ask('GET', '/api/auth/me');

			assert.equal(me.status, 200, me.text);
			assert.equal(me.body.email, who.email);
		}
		if (this.newcomers.length)
			await this.newcomers.at(-1).login();
		const count = Number(this.house.sql('SELECT count(*) FROM account'));

		assert.equal(count,
			this.people.length + this.newcomers.length,
			'an account was lost, or made twice');
	}

	async holdsFor(p) {
		await this.repeat(p);
		assert.deepEqual(p.open, []);
		const me = await p.who.ask('GET', '/api/auth/me');

		assert.ok(p.names.includes(me.body.full_name),
			`${me.body.full_name} is none of ${p.names}`);
		p.names = [me.body.full_name];
		const { body } = await p.who.ask('GET',
			'/api/auth/api-keys?limit=100');
		const have = new Map();

		assert.equal(body.next_cursor, null);
		for (const { id, name } of body.api_keys) {
			assert.ok(!have.has(name), `'${name}' is there twice`);
			have.set(name, id);
		}
		for (const [name, { id }] of p.keys)
			if (!p.gone.has(name))
				assert.equal(have.get(name), id,
					`'${name}' was promised and is lost`);
		for (const name of p.left)
			assert.ok(!have.has(name), `'${name}' was ended`);
		for (const name of have.keys())
			assert.ok(p.keys.has(name), `'${name}': nobody made it`);
	}

	summary() {
		return `${this.answered} answered, ${this.refused} refused, ` +
			`${this.unanswered} cut off, ${this.repeated} repeated, ` +
			`slowest ${this.slowest} ms`;
	}
}

/* What the server's own command says of the audit log's chain. */
export function auditHolds(house) {
	return house.command(['admin', 'audit', 'verify']);
}
