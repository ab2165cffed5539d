/*
 * test/node/certified.mjs - an OpenID provider that is right in everything:
 * oidc-provider, certified by the OpenID Foundation, on the loopback, and a
 * browser that walks through its pages for somebody.
 *
 * Not here: a provider that lies (provider.mjs).
 */
import assert from 'node:assert/strict';
import { generateKeyPairSync, randomBytes } from 'node:crypto';
import http from 'node:http';

/* It says on standard output which of its defaults are for tests alone. */
console.warn = () => {};
console.info = () => {};
const { default: OpenId } = await import('oidc-provider');

const KINDS = {
	RS256: ['rsa', { modulusLength: 2048 }],
	ES256: ['ec', { namedCurve: 'P-256' }],
	PS256: ['rsa', { modulusLength: 2048 }],
	EdDSA: ['ed25519', {}],
};

function makeKey(alg) {
	const [type, options] = KINDS[alg];
	const { privateKey } = generateKeyPairSync(type, options);

	return { ...privateKey.export({ format: 'jwk' }), use: 'sig', alg,
		kid: randomBytes(6).toString('hex') };
}

export class Certified {
	constructor(redirectUri) {
		this.redirectUri = redirectUri;
		this.client = { id: 'vitae: here', secret: 'a secret: 50 % + /' };
		this.people = new Map();
		this.more = {};
		this.shift_ms = 0;
		this.asked = {};
	}

	async start() {
		this.server = http.createServer((req, res) =>
			this.answer(req, res));
		this.server.unref();
		this.server.on('connection', (socket) => socket.unref());
		await new Promise((go) => this.server.listen(0, '127.0.0.1', go));
		this.issuer = `http://127.0.0.1:${this.server.address().port}`;
		this.turnKeys();
		return this;
	}

	stop() {
		this.server.closeAllConnections();
		this.server.close();
	}

	/* Another key, and none of those before. */
	turnKeys(alg = 'RS256', client = {}) {
		this.site = new OpenId(this.issuer, {
			clients: [{
				client_id: this.client.id,
				client_secret: this.client.secret,
				redirect_uris: [this.redirectUri],
				id_token_signed_response_alg: alg,
				...client,
			}],
			clientAuthMethods: ['client_secret_basic',
				'client_secret_post', 'none'],
			claims: { openid: ['sub'], profile: ['name'],
				email: ['email', 'email_verified'] },
			cookies: { keys: ['signs the cookies of this test'] },
			enabledJWA: { idTokenSigningAlgValues: Object.keys(KINDS) },
			features: { devInteractions: { enabled: false } },
			findAccount: (ctx, sub) => ({ accountId: sub,
				claims: () => ({ sub, ...this.people.get(sub) }) }),
			interactions: { url: (ctx, { uid }) => `/as/${uid}` },
			jwks: { keys: [makeKey(alg)] },
			pkce: { required: () => true },
			...this.more,
		});
		this.handle = this.site.callback();
	}

	/* Somebody who is signed in there and allows everything. */
	async agree(req, res) {
		const { prompt, params } = await this.site.interactionDetails(req,
			res);
		const { sub } = this.visitor;
		const done = {};

		if (prompt.name === 'login') {
			done.login = { accountId: sub };
		} else {
			const grant = new this.site.Grant({ accountId: sub,
				clientId: params.client_id });

			grant.addOIDCScope(params.scope);
			done.consent = { grantId: await grant.save() };
		}
		if (this.visitor.denies)
			return this.site.interactionFinished(req, res, {
				error: 'access_denied' });
		return this.site.interactionFinished(req, res, done,
			{ mergeWithLastSubmission: true });
	}

	/* Its clock may go wrong: everything it says of time is shifted. */
	answer(req, res) {
		const now = Date.now;
		const [path] = req.url.split('?');

		this.asked[path] = (this.asked[path] ?? 0) + 1;
		if (this.shift_ms) {
			Date.now = () => now() + this.shift_ms;
			res.once('close', () => { Date.now = now; });
		}
		if (req.url.startsWith('/as/'))
			this.agree(req, res).catch((error) => {
				res.writeHead(500).end(String(error));
			});
		else
			this.handle(req, res);
	}

	/* What a browser does that is sent there: the query that it brings back
	 * to us. */
	async visit(authorizationUrl, visitor) {
		const jar = new Map();
		let url = new URL(authorizationUrl);

		this.visitor = visitor;
		this.people.set(visitor.sub, visitor.claims);
		for (let steps = 0; steps < 10; steps++) {
			const answer = await fetch(url, { redirect: 'manual',
				headers: { cookie: [...jar].map(([name, value]) =>
					`${name}=${value}`).join('; ') } });

			for (const line of answer.headers.getSetCookie()) {
				const [, name, value] =
					/^([^=]+)=([^;]*)/.exec(line);

				jar.set(name, value);
			}
			const to = answer.headers.get('location');

			assert.ok(to, `${url} answered ${answer.status}: ${
				(await answer.text()).slice(0, 400)}`);
			url = new URL(to, url);
			if (url.href.startsWith(`${this.redirectUri}?`))
				return Object.fromEntries(url.searchParams);
		}
		throw new Error('the provider leads nowhere');
	}
}
