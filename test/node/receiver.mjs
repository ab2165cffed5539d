/*
 * test/node/receiver.mjs - a receiver of webhooks on the loopback: keeps what
 * it is sent, and answers as it is told.
 *
 *	const receiver = await new Receiver({ answer: 500 }).open();
 *	const { body, headers } = await receiver.next();
 *	receiver.answer = (req, res) => res.destroy();
 */
import { once } from 'node:events';
import http from 'node:http';

const WAIT_MS = 60_000;

export class Receiver {
	constructor({ answer = 200 } = {}) {
		this.answer = answer;
		this.all = []; /* every request, in their order */
		this.given = 0; /* of them by next() */
		this.waiting = [];
		this.server = http.createServer((req, res) => this.take(req, res));
	}

	async open() {
		this.server.listen(0, '127.0.0.1');
		await once(this.server, 'listening');
		this.port = this.server.address().port;
		this.url = `http://127.0.0.1:${this.port}/hook`;
		return this;
	}

	async close() {
		this.server.closeAllConnections();
		this.server.close();
		await once(this.server, 'close');
	}

	take(req, res) {
		const chunks = [];

		req.on('data', (chunk) => chunks.push(chunk));
		req.on('end', () => {
			this.all.push({ method: req.method, path: req.url,
				headers: req.headers, at: Date.now(),
				body: Buffer.concat(chunks).toString() });
			this.waiting.splice(0).forEach((go) => go());
			if (typeof this.answer === 'function') {
				this.answer(req, res, this.all.at(-1));
				return;
			}
			res.statusCode = this.answer;
			res.end('thanks');
		});
	}

	/* The next request that nobody was given yet. */
	async next() {
		while (this.given === this.all.length)
			await this.news();
		return this.all[this.given++];
	}

	async news() {
		let late;

		await new Promise((go, stop) => {
			late = setTimeout(() => stop(
				new Error('the receiver was not called')), WAIT_MS);
			this.waiting.push(go);
		});
		clearTimeout(late);
	}
}
