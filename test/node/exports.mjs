/*
 * test/node/exports.mjs - what tests of rendered documents share: resumes, how
 * to ask for a file, and what readers of it find. Claims nothing.
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after } from 'node:test';

import { unzip } from './zip.mjs';

export const FOLDER = mkdtempSync(join(tmpdir(), 'vitae-export-'));
after(() => rmSync(FOLDER, { recursive: true }));

/* As often as a test likes. */
export const MANY = { EXPORTS_PER_MINUTE: '0' };

export const ENGINEER =
	JSON.parse(readFileSync('test/data/resume/engineer.json'));
export const ADA = {
	basics: {
		name: 'Ada Thorne',
		label: 'Bridge Engineer',
		email: 'ada@thorne.example',
		phone: '+44 20 7946 0991',
		summary: 'Builds bridges that last.',
	},
	work: [{
		name: 'Oakspan',
		position: 'Engineer',
		startDate: '2020-01',
		highlights: ['Kept forty bridges open through two winters.'],
	}],
};
export const LETTER = {
	basics: ADA.basics,
	meta: {
		vitae: {
			kind: 'cover_letter',
			letter: {
				date: '2026-03-02',
				addressee: ['Stonegate Works'],
				subject: 'Your bridge over the Wend',
				paragraphs: ['I would like to build it.'],
			},
		},
	},
};

export const rendered = (who, format, body = { resume: ADA }, query = '') =>
	who.ask('POST', `/api/export/${format}${query}`, { body });

function read(tool, args, bytes) {
	const path = join(FOLDER, 'read.pdf');

	writeFileSync(path, bytes);
	return execFileSync(tool, args.map((a) => a || path),
		{ encoding: 'utf8' });
}

/* What readers of any format find in it. */
export function textOf(format, bytes) {
	if (format === 'pdf')
		return read('pdftotext', ['-layout', '', '-'], bytes);
	if (format === 'docx' || format === 'odt')
		return Object.values(unzip(bytes)).join('\n');
	return bytes.toString();
}

export const pdfFacts = (bytes) => read('pdfinfo', [''], bytes);
