/*
 * test/node/upload.mjs - what uploads need: files of made-up people, forms, and
 * streams of events as they come.
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const BIN = process.env.VITAE_BIN ?? 'build/asan/vitae';
const made = new Map();

/* The sample of that name as a file of this kind: "engineer", "pdf". */
export function fileOf(name, kind, more = []) {
	const key = [name, kind, ...more].join(' ');

	if (!made.has(key)) {
		const folder = mkdtempSync(join(tmpdir(), 'vitae-upload-'));
		const to = join(folder, `file.${kind}`);

		execFileSync(BIN, ['render', `test/data/resume/${name}.json`,
			'-o', to, ...more], { stdio: 'ignore' });
		made.set(key, readFileSync(to));
		rmSync(folder, { recursive: true });
	}
	return made.get(key);
}

const MARK = 'a-boundary-of-tests';

/* A form with these parts: {name, file?, type?, bytes}. */
export function formOf(parts) {
	const pieces = parts.flatMap(({ name, file, type, bytes }) => [
		`--${MARK}\r\nContent-Disposition: form-data; name="${name}"` +
			(file === undefined ? '' : `; filename="${file}"`) +
			'\r\n' + (type ? `Content-Type: ${type}\r\n` : '') +
			'\r\n', bytes, '\r\n']);

	return Buffer.concat([...pieces, `--${MARK}--\r\n`]
		.map((piece) => Buffer.from(piece)));
}

export const FORM = { 'content-type': `multipart/form-data; boundary=${MARK}` };

export function upload(who, bytes, more = {}) {
	return who.ask('POST', more.path ?? '/api/resumes/upload', {
		...more,
		headers: { ...FORM, ...more.headers },
		body: formOf([{ name: 'file', file: more.file ?? 'cv.pdf',
			type: 'application/pdf', bytes }]),
	});
}

/* Events out of text: {id, event, data}. */
export function eventsIn(text) {
	return text.split('\n\n').filter((block) => block.includes('data:'))
		.map((block) => {
			const event = {};

			for (const line of block.split('\n')) {
				const [, name, value] =
					/^(\w+): ?(.*)$/.exec(line) ?? [];

				if (name === 'data')
					event.data = JSON.parse(value);
				else if (name)
					event[name] = value;
			}
			return { ...event, id: Number(event.id) };
		});
}

/* A stream as it comes: `next()` awaits one event, null is its end. */
export function stream(who, method, path, options = {}) {
	const waiting = [];
	const got = [];
	const give = (event) => {
		const go = waiting.shift();

		return go ? go(event) : got.push(event);
	};
	const one = {
		all: [],
		next: () => got.length ? Promise.resolve(got.shift()) :
			new Promise((go) => waiting.push(go)),
		async rest() {
			for (let e; (e = await one.next());)
				one.all.push(e);
			return one.all;
		},
	};
	let text = '';

	one.opened = new Promise((go, stop) => {
		one.req = who.house.send(method, path, {
			ip: who.ip, token: who.token, alone: true, ...options,
			headers: { accept: 'text/event-stream',
				...options.headers },
		}, (res) => {
			go(res);
			res.setEncoding('utf8');
			res.on('data', (piece) => {
				const whole = (text + piece).split('\n\n');

				text = whole.pop();
				whole.flatMap((e) => eventsIn(e)).forEach(give);
			});
			res.on('error', () => give(null));
			res.on('end', () => give(null));
		});
		one.req.on('error', (error) => {
			stop(error);
			give(null);
		});
	});
	one.opened.catch(() => {});
	return one;
}

export function uploadStream(who, bytes, more = {}) {
	return stream(who, 'POST', '/api/resumes/upload', {
		headers: { ...FORM, ...more.headers },
		body: formOf([{ name: 'file', file: more.file ?? 'cv.pdf',
			type: 'application/pdf', bytes }]),
	});
}
