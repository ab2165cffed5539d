// press_peers/node/peer.mjs - what the peers in JavaScript share; see peer.py,
// whose protocol and words these are.
import { readFileSync, writeFileSync } from 'node:fs';
import { createInterface } from 'node:readline';

const MARK = 'fourteen';
const FOLDER = '/usr/share/fonts/truetype/crosextra/Carlito-';

export const font = (face) => `${FOLDER}${face}.ttf`;

function word(i) {
	let letters = '';
	let x = (i * 48271) % 2147483647;
	for (let k = 0; k < 8; k++) {
		letters += String.fromCharCode(97 + (x % 26));
		x = Math.floor(x / 26);
	}
	return i ? letters : MARK;
}

// edited: each document has another word; else all are as given.
export async function serve(render, { edited = true, close } = {}) {
	const [, , input, output] = process.argv;
	const text = readFileSync(input, 'utf8');
	let made = 0;
	for await (const line of createInterface({ input: process.stdin })) {
		let data;
		for (let n = Number(line); n > 0; n--) {
			data = await render(edited ? text.replace(MARK, word(made)) : text);
			made++;
		}
		writeFileSync(output, data);
		console.log('done');
	}
	await close?.();
}
