// The QR code that the pages draw: against vectors that are published, and as
// a reader of others reads it (zbarimg).
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from './harness.mjs';

const app = new URL('../../web/app/', import.meta.url);
const { build } = createRequire(new URL('package.json', app))('esbuild');
const made = await build({
	entryPoints: [new URL('src/lib/qr.ts', app).pathname],
	bundle: true,
	format: 'esm',
	write: false,
	platform: 'node',
});
const qr = await import(`data:text/javascript;base64,${
	Buffer.from(made.outputFiles[0].contents).toString('base64')}`);

const bits = (n, count) => n.toString(2).padStart(count, '0');

test('the correction is that of the worked example of version 1-M', () => {
	assert.deepEqual(qr.checks([32, 91, 11, 120, 209, 114, 220, 77, 67, 64,
		236, 17, 236, 17, 236, 17], 10),
	[196, 35, 39, 119, 235, 215, 231, 226, 93, 23]);
	// ISO/IEC 18004, annex I: "01234567" in version 1-M
	assert.deepEqual(qr.checks([0x10, 0x20, 0x0c, 0x56, 0x61, 0x80, 0xec,
		0x11, 0xec, 0x11, 0xec, 0x11, 0xec, 0x11, 0xec, 0x11], 10),
	[0xa5, 0x24, 0xd4, 0xc1, 0xed, 0x36, 0xc7, 0x87, 0x2c, 0x55]);
});

test('level M and each mask are written as the standard lists them', () => {
	assert.deepEqual(Array.from({ length: 8 }, (_, mask) =>
		bits(qr.formatBits(mask), 15)), ['101010000010010',
		'101000100100101', '101111001111100', '101101101001011',
		'100010111111001', '100000011001110', '100111110010111',
		'100101010100000']);
});

test('versions are written as the standard lists them', () => {
	assert.equal(bits(qr.versionBits(7), 18), '000111110010010100');
	assert.equal(bits(qr.versionBits(21), 18), '010101011010000011');
	assert.equal(bits(qr.versionBits(40), 18), '101000110001101001');
});

/* As a picture of nothing but black and white: PBM, four dots a module. */
function picture(modules) {
	const dots = 4;
	const quiet = 4;
	const size = (modules.length + 2 * quiet) * dots;
	const at = (i) => Math.floor(i / dots) - quiet;
	const rows = Array.from({ length: size }, (_, y) =>
		Array.from({ length: size }, (_, x) =>
			(modules[at(y)]?.[at(x)] ? 1 : 0)).join(' '));

	return `P1\n${size} ${size}\n${rows.join('\n')}\n`;
}

function read(modules) {
	const folder = mkdtempSync(join(tmpdir(), 'vitae-qr-'));

	try {
		writeFileSync(join(folder, 'code.pbm'), picture(modules));
		return execFileSync('zbarimg', ['-q', '--raw', '-Sdisable',
			'-Sqrcode.enable', join(folder, 'code.pbm')],
		{ encoding: 'utf8' }).trimEnd();
	} finally {
		rmSync(folder, { recursive: true });
	}
}

const SECRET = 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP';
const uri = (email) => `otpauth://totp/Vitae:${encodeURIComponent(email)}` +
	`?secret=${SECRET}&issuer=Vitae`;

test('what an authenticator app is to read is read by another reader', () => {
	for (const email of ['a@b.org', 'ada.quill@mill.example',
		`${'long.name.'.repeat(12)}x@${'host.'.repeat(20)}example`,
		'ünïcode@例え.example'])
		assert.equal(read(qr.encode(uri(email))), uri(email));
});

// ISO/IEC 18004, table 7: bytes in level M, by version
const MOST = [14, 26, 42, 62, 84, 106, 122, 152, 180, 213, 251, 287, 331, 362,
	412, 450, 504, 560, 624, 666, 711, 779, 857, 911, 997, 1059, 1125, 1190,
	1264, 1370, 1452, 1538, 1628, 1722, 1809, 1911, 1989, 2099, 2213, 2331];

test('each version up to 40 holds what it may, and is read', () => {
	for (const [i, most] of MOST.entries()) {
		const text = 'Vitae! '.repeat(334).slice(0, most);
		const modules = qr.encode(text);

		assert.equal(modules.length, 17 + 4 * (i + 1));
		if (i % 4 === 1 || i === 39)
			assert.equal(read(modules), text.trimEnd());
	}
	assert.throws(() => qr.encode('a'.repeat(2332)), RangeError);
});

test('a path draws just the dark modules', () => {
	const modules = qr.encode('Vitae');
	const drawn = modules.map((row) => row.map(() => false));

	for (const [, x, y, w] of qr.drawn(modules, 4)
		.matchAll(/M(\d+) (\d+)h(\d+)v1h-\d+z/g))
		for (let i = 0; i < Number(w); i++)
			drawn[Number(y) - 4][Number(x) - 4 + i] = true;
	assert.deepEqual(drawn, modules);
});
