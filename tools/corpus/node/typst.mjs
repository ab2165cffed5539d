// tools/corpus/node/typst.mjs LIST - Typst becomes PDF. LIST is JSON:
// [{typ, pdf}]. Prints what failed.
import { readFileSync, writeFileSync } from 'node:fs';
import { NodeCompiler } from '@myriaddreamin/typst-ts-node-compiler';

const FOLDERS = ['crosextra', 'lato', 'gentiumplus', 'open-sans', 'vollkorn',
	'roboto'].map((name) => `/usr/share/fonts/truetype/${name}`);
const todo = JSON.parse(readFileSync(process.argv[2], 'utf8'));
const compiler = NodeCompiler.create({
	workspace: process.argv[3],
	fontArgs: [{ fontPaths: FOLDERS }],
});

for (const { typ, pdf } of todo) {
	try {
		writeFileSync(pdf, compiler.pdf({ mainFilePath: typ }));
	} catch (e) {
		console.log(`${pdf}: ${String(e.message ?? e).slice(0, 300)}`);
	}
}
