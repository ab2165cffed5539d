/*
 * test/node/totp.mjs - the codes of an authenticator app, computed anew
 * (RFC 6238).
 */
import { createHmac } from 'node:crypto';

const STEP = 30_000;

export function bytesOf(base32) {
	const bits = [...base32].map((c) =>
		'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(c).toString(2)
			.padStart(5, '0')).join('');

	return Buffer.from(bits.match(/.{8}/g).map((b) => parseInt(b, 2)));
}

/* The code of now, or of so many steps away. */
export function codeOf(secret, away = 0) {
	const counter = Buffer.alloc(8);

	counter.writeBigUInt64BE(BigInt(Math.floor(Date.now() / STEP) + away));
	const mac = createHmac('sha1', bytesOf(secret)).update(counter).digest();
	const n = mac.readUInt32BE(mac[19] & 15) & 0x7fffffff;

	return String(n % 1_000_000).padStart(6, '0');
}
