/*
 * test/node/jwt.mjs - tokens made by hand, right ones and forged ones.
 */
import { createHash, createHmac } from 'node:crypto';

const code = (value) => Buffer.from(JSON.stringify(value)).toString('base64url');

export function parts(token) {
	const [header, claims] = token.split('.').slice(0, 2)
		.map((part) => JSON.parse(Buffer.from(part, 'base64url')));

	return { header, claims };
}

export function sign(header, claims, secret, hash = 'sha256') {
	const text = `${code(header)}.${code(claims)}`;

	return `${text}.${createHmac(hash, secret).update(text)
		.digest('base64url')}`;
}

export function keyId(secret) {
	return createHash('sha256').update(secret).digest('hex').slice(0, 16);
}

/* Every way we know to bend a good token; {why: token}. */
export function forgeries(token, secret) {
	const { header, claims } = parts(token);
	const [h, c, s] = token.split('.');
	const other = 'quite another key, of 32 characters and more';
	const bend = (claim) => sign(header, { ...claims, ...claim }, secret);
	const head = (field) => sign({ ...header, ...field }, claims, secret);
	const now = Math.floor(Date.now() / 1000);

	return {
		'no signature': `${h}.${c}.`,
		'two parts': `${h}.${c}`,
		'four parts': `${token}.${s}`,
		'alg none': `${code({ ...header, alg: 'none' })}.${c}.`,
		'alg None, signed': head({ alg: 'None' }),
		'alg HS512 by its word': sign({ ...header, alg: 'HS512' },
			claims, secret, 'sha512'),
		'another key, same kid': sign(header, claims, other),
		'another key, its own kid': sign(
			{ ...header, kid: keyId(other) }, claims, other),
		'a path for a kid': head({ kid: '../../dev/null' }),
		'a key brought along': head({ jwk: { kty: 'oct', k: 'AA' } }),
		'a critical header': head({ crit: ['exp'] }),
		'typ JWT': head({ typ: 'JWT' }),
		'typ of a refresh token': head({ typ: 'refresh+jwt' }),
		'expired': bend({ iat: now - 7200, exp: now - 3600 }),
		'not yet': bend({ nbf: now + 3600 }),
		'without an end': sign(header, (({ exp: _, ...rest }) =>
			rest)(claims), secret),
		'an end that is no number': bend({ exp: '9999999999' }),
		'another issuer': bend({ iss: 'somebody' }),
		'another audience': bend({ aud: 'vitae:refresh' }),
		'another subject': bend({
			sub: '01890000-0000-7000-8000-000000000000' }),
		'another session': bend({
			sid: '01890000-0000-7000-8000-000000000000' }),
		'a list for a subject': bend({ sub: [claims.sub] }),
		'a bit of the signature': token.slice(0, -2) +
			(token.at(-2) === 'A' ? 'B' : 'A') + token.at(-1),
		'a claim under the old signature': `${h}.${code({ ...claims,
			sub: 'root' })}.${s}`,
		'standard base64': `${h}.${c}.${s.replaceAll('-', '+')
			.replaceAll('_', '/')}=`,
		'blanks inside': `${h}. ${c}.${s}`,
		'nothing at all': '.',
		'very long': 'a'.repeat(6000),
	};
}
