/*
 * test/node/provider.mjs - an OpenID Connect provider on the loopback that can
 * be told to lie: its keys rotate, its tokens say what a test wants, and it
 * counts what it was asked.
 *
 * Not here: a provider that is right in everything (oidc-provider is).
 */
import { createHash, createSign, generateKeyPairSync, randomBytes, sign }
	from 'node:crypto';
import http from 'node:http';

const b64 = (value) => Buffer.from(typeof value === 'string' ||
	Buffer.isBuffer(value) ? value : JSON.stringify(value))
	.toString('base64url');

const KINDS = {
	RS256: ['rsa', { modulusLength: 2048 }],
	PS256: ['rsa', { modulusLength: 2048 }],
	ES256: ['ec', { namedCurve: 'P-256' }],
	ES384: ['ec', { namedCurve: 'P-384' }],
	EdDSA: ['ed25519', {}],
};

export function makeKey(alg = 'RS256', more = {}) {
	const [type, options] = KINDS[alg];
	const pair = generateKeyPairSync(type, { ...options, ...more });
	const kid = randomBytes(6).toString('hex');

	return { alg, kid, ...pair, jwk: { kid, alg, use: 'sig',
		...pair.publicKey.export({ format: 'jwk' }) } };
}

function signed(key, text) {
	const data = Buffer.from(text);

	if (key.alg === 'EdDSA')
		return sign(null, data, key.privateKey);
	if (key.alg.startsWith('ES'))
		return sign(`sha${key.alg.slice(2)}`, data,
			{ key: key.privateKey, dsaEncoding: 'ieee-p1363' });
	if (key.alg.startsWith('PS'))
		return sign('sha256', data, { key: key.privateKey,
			padding: 6, saltLength: 32 });
	return createSign('RSA-SHA256').update(data).sign(key.privateKey);
}

export function makeToken(key, claims, header = {}) {
	const text = `${b64({ alg: key.alg, kid: key.kid, typ: 'JWT',
		...header })}.${b64(claims)}`;

	return `${text}.${b64(signed(key, text))}`;
}

export class Provider {
	constructor(client = { id: 'a-client', secret: 'a secret: of it' }) {
		this.client = client;
		this.keys = [makeKey()];
		this.asked = { keys: 0, doors: 0, token: 0 };
		this.codes = new Map();
		this.person = {};
		this.doors = {};   /* lies in the discovery document */
		this.claims = {};  /* lies in the token */
		this.header = {};
		this.userinfo = null; /* what it says there; null: no such door */
		this.maxAge = 3600;
	}

	async start() {
		this.server = http.createServer((req, res) => {
			let body = '';

			req.on('data', (chunk) => { body += chunk; });
			req.on('end', () => this.answer(req, body, res));
		});
		/* it keeps no test from ending */
		this.server.unref();
		this.server.on('connection', (socket) => socket.unref());
		await new Promise((go) => this.server.listen(0, '127.0.0.1', go));
		this.issuer = `http://127.0.0.1:${this.server.address().port}`;
		return this;
	}

	stop() {
		this.server.closeAllConnections();
		this.server.close();
	}

	token(claims = {}, key = this.keys[0], header = {}) {
		const now = Math.floor(Date.now() / 1000);

		return makeToken(key, { iss: this.issuer, aud: this.client.id,
			sub: 'sub-1', iat: now, exp: now + 3600, ...claims }, header);
	}

	answer(req, body, res) {
		const url = new URL(req.url, this.issuer);
		const json = (status, value, headers = {}) => {
			res.writeHead(status, { 'content-type': 'application/json',
				...headers });
			res.end(JSON.stringify(value));
		};

		if (url.pathname === '/.well-known/openid-configuration') {
			this.asked.doors++;
			return json(200, { issuer: this.issuer,
				authorization_endpoint: `${this.issuer}/authorize`,
				token_endpoint: `${this.issuer}/token`,
				jwks_uri: `${this.issuer}/keys`,
				authorization_response_iss_parameter_supported: true,
				...this.userinfo && { userinfo_endpoint:
					`${this.issuer}/userinfo` },
				...this.doors });
		}
		if (url.pathname === '/keys') {
			this.asked.keys++;
			return json(200, { keys: this.keys.map((key) => key.jwk) },
				{ 'cache-control': `public, max-age=${this.maxAge}` });
		}
		if (url.pathname === '/userinfo' && this.userinfo)
			return json(this.userinfo.status ?? 200, req.headers
				.authorization === 'Bearer x' ? this.userinfo : {});
		if (url.pathname === '/token')
			return this.give(req, new URLSearchParams(body), json);
		return json(404, {});
	}

	/* What the person's browser would do at the page of the provider. */
	consent(authorizationUrl, person) {
		const ask = new URL(authorizationUrl).searchParams;
		const code = randomBytes(12).toString('hex');

		this.codes.set(code, { ask, person });
		return { code, state: ask.get('state'), iss: this.issuer };
	}

	authenticated(req, form) {
		const basic = /^Basic (.*)$/.exec(req.headers.authorization ?? '');
		const given = basic ? Buffer.from(basic[1], 'base64').toString()
			.split(':').map(decodeURIComponent) :
			[form.get('client_id'), form.get('client_secret')];

		return given[0] === this.client.id &&
			(given[1] ?? null) === (this.client.secret ?? null);
	}

	give(req, form, json) {
		const kept = this.codes.get(form.get('code'));
		const hash = createHash('sha256')
			.update(form.get('code_verifier') ?? '').digest('base64url');

		this.asked.token++;
		if (!this.authenticated(req, form))
			return json(401, { error: 'invalid_client' });
		this.codes.delete(form.get('code'));
		if (!kept || kept.ask.get('code_challenge') !== hash ||
			kept.ask.get('redirect_uri') !== form.get('redirect_uri'))
			return json(400, { error: 'invalid_grant' });
		return json(200, { token_type: 'Bearer', access_token: 'x',
			id_token: this.token({ nonce: kept.ask.get('nonce'),
				...kept.person, ...this.claims }, this.keys[0],
			this.header) });
	}
}
