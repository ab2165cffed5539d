/*
 * test/node/authenticator.mjs - a passkey in software: what a device and its
 * browser would send (W3C WebAuthn), with whatever a test wants to be wrong.
 */
import { createHash, generateKeyPairSync, randomBytes, sign }
	from 'node:crypto';

const sha256 = (data) => createHash('sha256').update(data).digest();
const b64 = (bytes) => Buffer.from(bytes).toString('base64url');

/* ---- CBOR, as much as is needed ---- */

function head(major, n) {
	if (n < 24)
		return Buffer.from([major << 5 | n]);
	if (n < 256)
		return Buffer.from([major << 5 | 24, n]);
	return Buffer.from([major << 5 | 25, n >> 8, n & 255]);
}

function cbor(value) {
	if (Number.isInteger(value))
		return value < 0 ? head(1, -1 - value) : head(0, value);
	if (Buffer.isBuffer(value))
		return Buffer.concat([head(2, value.length), value]);
	if (typeof value === 'string')
		return Buffer.concat([head(3, value.length), Buffer.from(value)]);
	return Buffer.concat([head(5, value.size), ...[...value]
		.flatMap(([key, member]) => [cbor(key), cbor(member)])]);
}

const KINDS = {
	'-7': (jwk) => new Map([[1, 2], [3, -7], [-1, 1],
		[-2, Buffer.from(jwk.x, 'base64url')],
		[-3, Buffer.from(jwk.y, 'base64url')]]),
	'-8': (jwk) => new Map([[1, 1], [3, -8], [-1, 6],
		[-2, Buffer.from(jwk.x, 'base64url')]]),
	'-257': (jwk) => new Map([[1, 3], [3, -257],
		[-1, Buffer.from(jwk.n, 'base64url')],
		[-2, Buffer.from(jwk.e, 'base64url')]]),
};

const PAIRS = {
	'-7': () => generateKeyPairSync('ec', { namedCurve: 'P-256' }),
	'-8': () => generateKeyPairSync('ed25519'),
	'-257': () => generateKeyPairSync('rsa', { modulusLength: 2048 }),
};

export const PRESENT = 1;
export const VERIFIED = 4;

export class Authenticator {
	constructor(origin, alg = -7) {
		this.origin = origin;
		this.alg = alg;
		this.pair = PAIRS[alg]();
		this.id = randomBytes(32);
		this.counter = 0;
		this.flags = PRESENT | VERIFIED;
	}

	client(type, challenge, lies) {
		return Buffer.from(JSON.stringify({ type, challenge,
			origin: this.origin, crossOrigin: false, ...lies.client }));
	}

	data(rpId, flags, more = Buffer.alloc(0)) {
		const counter = Buffer.alloc(4);

		counter.writeUInt32BE(this.counter);
		return Buffer.concat([sha256(rpId), Buffer.from([flags]), counter,
			more]);
	}

	/* navigator.credentials.create(), then toJSON() */
	create(options, lies = {}) {
		const key = cbor(lies.key ?? KINDS[this.alg](
			this.pair.publicKey.export({ format: 'jwk' })));
		const length = Buffer.from([this.id.length >> 8,
			this.id.length & 255]);
		const data = this.data(lies.rpId ?? options.rp.id,
			lies.flags ?? this.flags | 64, Buffer.concat([Buffer.alloc(16),
				length, this.id, key, lies.behind ?? Buffer.alloc(0)]));

		this.user = options.user.id;
		return { id: b64(this.id), rawId: b64(this.id), type: 'public-key',
			clientExtensionResults: {}, response: {
				clientDataJSON: b64(this.client('webauthn.create',
					options.challenge, lies)),
				attestationObject: b64(lies.attestation ?? cbor(new Map([
					['fmt', 'none'], ['attStmt', new Map()],
					['authData', data]]))),
				transports: ['internal', 'hybrid'],
			} };
	}

	/* navigator.credentials.get(), then toJSON() */
	get(options, lies = {}) {
		const client = this.client('webauthn.get', options.challenge, lies);
		const data = this.data(lies.rpId ?? options.rpId,
			lies.flags ?? this.flags);
		const signature = sign(this.alg === -8 ? null : 'sha256',
			Buffer.concat([data, sha256(client)]),
			(lies.pair ?? this.pair).privateKey);

		return { id: b64(this.id), rawId: b64(this.id), type: 'public-key',
			clientExtensionResults: {}, response: {
				clientDataJSON: b64(client),
				authenticatorData: b64(data),
				signature: b64(signature),
				userHandle: lies.user ?? this.user,
			} };
	}
}
