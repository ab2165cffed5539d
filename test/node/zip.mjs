/*
 * test/node/zip.mjs - reads a ZIP archive by its central directory, and
 * checks each file's CRC; and writes one, which may lie. Not a tool: no ZIP64,
 * no encryption.
 */
import assert from 'node:assert/strict';
import { inflateRawSync } from 'node:zlib';

const TABLE = Uint32Array.from({ length: 256 }, (_, n) => {
	for (let k = 0; k < 8; k++)
		n = n & 1 ? 0xedb88320 ^ (n >>> 1) : n >>> 1;
	return n >>> 0;
});

function crc32(bytes) {
	let c = 0xffffffff;

	for (const b of bytes)
		c = TABLE[(c ^ b) & 255] ^ (c >>> 8);
	return (c ^ 0xffffffff) >>> 0;
}

function fileAt(bytes, at) {
	const method = bytes.readUInt16LE(at + 10);
	const size = bytes.readUInt32LE(at + 20);
	const name = bytes.subarray(at + 46,
		at + 46 + bytes.readUInt16LE(at + 28)).toString();
	const local = bytes.readUInt32LE(at + 42);
	const from = local + 30 + bytes.readUInt16LE(local + 26) +
		bytes.readUInt16LE(local + 28);
	const packed = bytes.subarray(from, from + size);
	const text = method === 8 ? inflateRawSync(packed) : packed;

	assert.equal(bytes.readUInt32LE(local), 0x04034b50, name);
	assert.equal(crc32(text), bytes.readUInt32LE(at + 16), name);
	assert.equal(text.length, bytes.readUInt32LE(at + 24), name);
	return [name, text.toString()];
}

/* {name: text} */
export function unzip(bytes) {
	const end = bytes.lastIndexOf(Buffer.from('PK\x05\x06'));
	const files = [];

	assert.ok(end >= 0, 'no end of a ZIP archive');
	let at = bytes.readUInt32LE(end + 16);

	for (let n = bytes.readUInt16LE(end + 10); n > 0; n--) {
		assert.equal(bytes.readUInt32LE(at), 0x02014b50);
		files.push(fileAt(bytes, at));
		at += 46 + bytes.readUInt16LE(at + 28) +
			bytes.readUInt16LE(at + 30) +
			bytes.readUInt16LE(at + 32);
	}
	return Object.fromEntries(files);
}

/* ---- writing ------------------------------------------------------------ */

function numbers(...pairs) {
	return Buffer.concat(pairs.map(([size, n]) => {
		const b = Buffer.alloc(size);

		b.writeUIntLE(n, 0, size);
		return b;
	}));
}

/* {name: text or bytes}, or what is packed already and says its size:
 * {packed, size}. Of these the CRC is wrong. */
export function zip(files) {
	const parts = [];
	const list = [];
	let at = 0;

	for (const [name, given] of Object.entries(files)) {
		const packed = given.packed ?? Buffer.from(given);
		const facts = numbers([2, 20], [2, 0], [2, given.packed ? 8 : 0],
			[4, 0], [4, given.packed ? 0 : crc32(packed)],
			[4, packed.length], [4, given.size ?? packed.length],
			[2, Buffer.byteLength(name)], [2, 0]);
		const local = Buffer.concat([Buffer.from('PK\x03\x04'), facts,
			Buffer.from(name), packed]);

		list.push(Buffer.from('PK\x01\x02'), numbers([2, 20]), facts,
			numbers([2, 0], [2, 0], [2, 0], [4, 0], [4, at]),
			Buffer.from(name));
		parts.push(local);
		at += local.length;
	}
	const names = Buffer.concat(list);
	const count = Object.keys(files).length;

	return Buffer.concat([...parts, names, Buffer.from('PK\x05\x06'),
		numbers([2, 0], [2, 0], [2, count], [2, count],
			[4, names.length], [4, at], [2, 0])]);
}
