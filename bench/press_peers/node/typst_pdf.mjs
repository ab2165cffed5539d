// Typst's own compiler in a process that lives. HOW says which of its ways:
// "edited": another word each time, with all that it remembers; "again": the
// same document; "evicted": another word, and nothing remembered.
import { NodeCompiler } from '@myriaddreamin/typst-ts-node-compiler';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { font, serve } from './peer.mjs';

const here = dirname(fileURLToPath(import.meta.url));
const how = process.env.HOW ?? 'edited';
const compiler = NodeCompiler.create({
	workspace: here,
	fontArgs: [{ fontPaths: [dirname(font('Regular'))] }],
});

function render(text) {
	compiler.mapShadow(`${here}/resume.json`, Buffer.from(text));
	const pdf = compiler.pdf({ mainFilePath: `${here}/resume.typ` });
	// ten is what its manual advises for tools that do not watch
	compiler.evictCache(how === 'evicted' ? 0 : 10);
	return pdf;
}

await serve(render, { edited: how !== 'again' });
