/*
 * test/node/balancer.mjs - one door before several servers, as operators put
 * there: the next request goes to the next server; one that got no answer goes
 * to another if it may be sent twice (its method says so, or an
 * Idempotency-Key), or if nobody took it. A stream that breaks is broken for
 * the client, too.
 *
 * Not here: sticky sessions, health checks, TLS.
 */
import http from 'node:http';

const TRIES = 200;
const PAUSE_MS = 50;
const SAFE = new Set(['GET', 'HEAD', 'PUT', 'DELETE', 'OPTIONS']);

const pause = () => new Promise((go) => setTimeout(go, PAUSE_MS));

async function bodyOf(req) {
	const chunks = [];

	for await (const chunk of req)
		chunks.push(chunk);
	return Buffer.concat(chunks);
}

/* The head of the answer; what broke before it is the error. */
function forward(server, req, body) {
	return new Promise((go, stop) => {
		const to = http.request({ host: '127.0.0.1', port: server.port,
			agent: false, method: req.method, path: req.url,
			headers: { ...req.headers, connection: 'close' } }, go);

		to.on('error', stop);
		to.end(body);
	});
}

export class Balancer {
	constructor(servers) {
		this.servers = servers;
		this.turn = 0;
		this.retried = 0;
		/* Asked with (server, req, res of the server) when an answer
		 * begins: true, and it is as if none had come. */
		this.loses = async () => false;
		this.http = http.createServer((req, res) =>
			this.serve(req, res).catch(() => res.destroy()));
	}

	async open() {
		await new Promise((go) => this.http.listen(0, '127.0.0.1', go));
		this.port = this.http.address().port;
		return this;
	}

	close() {
		this.http.closeAllConnections();
		return new Promise((go) => this.http.close(go));
	}

	async serve(req, res) {
		const body = await bodyOf(req);
		const twice = SAFE.has(req.method) ||
			req.headers['idempotency-key'] !== undefined;

		for (let tries = 0; tries < TRIES; tries++) {
			const server = this.servers[this.turn++ %
				this.servers.length];

			try {
				const from = await forward(server, req, body);

				if (await this.loses(server, req, from))
					throw new Error('lost');
				return this.pass(server, from, res);
			} catch (error) {
				if (!twice && error.code !== 'ECONNREFUSED')
					break;
				this.retried++;
				await pause();
			}
		}
		res.writeHead(502).end();
	}

	pass(server, from, res) {
		res.writeHead(from.statusCode, from.headers);
		res.servedBy = server;
		from.on('error', () => res.destroy());
		from.on('aborted', () => res.destroy());
		from.pipe(res);
	}
}
