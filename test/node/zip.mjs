/*
 * test/node/zip.mjs - reads a ZIP archive by its central directory, and
 * checks each file's CRC. Not a tool: no ZIP64, no encryption.
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
