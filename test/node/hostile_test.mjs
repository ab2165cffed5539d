/*
 * test/node/hostile_test.mjs - what is sent or left unread on purpose: archives
 * that are small until they are opened, and readers who take a byte a second.
 * Cut uploads are in upload_test.mjs, receivers in webhook_test.mjs, documents
 * of too many pages in export_test.mjs.
 */
import assert from 'node:assert/strict';
import net from 'node:net';
import { deflateRawSync } from 'node:zlib';

import { ok, onBoth, refused, test, until } from './harness.mjs';
import { eventsIn, fileOf, upload } from './upload.mjs';
import { zip } from './zip.mjs';

/* ---- archives ----------------------------------------------------------- */

const HUGE = 256 << 20;
const spaces = deflateRawSync(Buffer.alloc(HUGE, ' '), { level: 9 });
const huge = { packed: spaces, size: HUGE };
/* The same that says it is small. */
const lie = { packed: spaces, size: 1000 };
const TYPES = '<Types xmlns="http://schemas.openxmlformats.org/package/2006/' +
	'content-types"><Override PartName="/word/document.xml" ContentType=' +
	'"application/vnd.openxmlformats-officedocument.wordprocessingml.' +
	'document.main+xml"/></Types>';

const docx = (text) =>
	zip({ '[Content_Types].xml': TYPES, 'word/document.xml': text });
const odt = (text) => zip({ mimetype:
	'application/vnd.oasis.opendocument.text', 'content.xml': text });

function nested(levels) {
	let inner = zip({ 'a.txt': huge });

	for (let i = 0; i < levels; i++)
		inner = zip(Object.fromEntries(Array.from({ length: 10 },
			(_, n) => [`${n}.zip`, inner])));
	return inner;
}

/* By what each door says of it. */
const BOMBS = {
	'a Word file of 256 MB of blanks': [() => docx(huge), /256 MB/],
	'a Word file that says it is smaller': [() => docx(lie), /damaged/],
	'an OpenDocument file of 256 MB of blanks': [() => odt(huge), /256 MB/],
	'an OpenDocument file that says it is smaller':
		[() => odt(lie), /damaged/],
	'archives in archives': [() => nested(1), /archive|ZIP/],
	'a Word file of 60,000 parts': [() => zip(Object.fromEntries([
		['[Content_Types].xml', TYPES],
		...Array.from({ length: 60000 }, (_, i) => [`word/${i}.xml`, '']),
	])), /10000 files/],
};
const EXPORTS = {
	'an export of LinkedIn of 512 MB of blanks': [() =>
		zip({ 'Profile.csv': huge, 'Positions.csv': huge }),
	415, 'bad_type'],
	'one that says it is smaller': [() =>
		zip({ 'Profile.csv': lie, 'Positions.csv': lie }),
	400, 'bad_input'],
};

function archives(house) {
	for (const [what, [bomb, why]] of Object.entries(BOMBS))
		test(`INT-9: ${what} is refused with a sentence`, async () => {
			const ada = await house.join();
			const bytes = bomb();

			assert.ok(bytes.length < 8 << 20);
			for (const path of ['/api/resumes/upload', '/api/parse']) {
				const got = await upload(ada, bytes, { path });

				refused(got, 422, 'untrusted');
				assert.match(got.body.message, why);
			}
		});

	for (const [what, [bomb, ...told]] of Object.entries(EXPORTS))
		test(`${what} is no document`, async () => {
			const ada = await house.join();
			const got = await ada.ask('POST', '/api/resumes/import', {
				body: bomb(), headers: {
					'content-type': 'application/zip' } });

			refused(got, ...told);
			assert.deepEqual(ok(await ada.ask('GET',
				'/api/resumes')).resumes, []);
		});
}

/* ---- slow readers ------------------------------------------------------- */

const SLOW = 50;
const SECONDS = 5;

/* Reads a stream of events, one byte a second at first. */
function sip(who, path) {
	const to = net.connect(who.house.port, '127.0.0.1');
	const one = { text: '', bytes: 0 };
	let eager = false;
	let clock = null;

	one.opened = new Promise((go, stop) => {
		to.once('readable', go);
		to.once('error', stop);
	});
	one.ended = new Promise((go) => {
		to.on('close', go);
	});
	to.on('readable', () => {
		for (let b; eager && (b = to.read());)
			one.text += b.toString();
	});
	clock = setInterval(() => {
		const byte = to.read(1);

		one.text += byte?.toString() ?? '';
		one.bytes += byte?.length ?? 0;
	}, 1000);
	one.drain = () => {
		eager = true;
		clearInterval(clock);
		to.emit('readable');
	};
	to.write(`GET ${path} HTTP/1.1\r\nHost: here\r\n` +
		`Authorization: Bearer ${who.token}\r\n` +
		`X-Forwarded-For: ${who.ip}\r\nLast-Event-ID: 0\r\n` +
		'Accept: text/event-stream\r\nConnection: close\r\n\r\n');
	return one;
}

function slowly(house) {
	test(`${SLOW} who read events a byte a second delay nobody, and miss ` +
		'nothing', async () => {
		const [ada, bob] = [await house.join(), await house.join()];
		const file = fileOf('engineer', 'pdf');
		const { location } = (await upload(ada, file, {
			headers: { prefer: 'respond-async' } })).headers;
		const slow = Array.from({ length: SLOW },
			() => sip(ada, `${location}/events`));

		await Promise.all(slow.map((one) => one.opened));
		await until('its end', async () =>
			ok(await ada.ask('GET', location)).state === 'done');
		/* all the while others are served, and all of them still read */
		while (slow.some((one) => one.bytes < SECONDS)) {
			ok(await upload(bob, file, { path: '/api/parse' }));
			ok(await bob.ask('GET', '/api/users/me'));
			await new Promise((go) => setTimeout(go, 500));
		}
		slow.forEach((one) => one.drain());
		await Promise.all(slow.map((one) => one.ended));
		for (const { text } of slow) {
			const all = eventsIn(text.replaceAll(/^[0-9a-f]+\r\n|\r\n/gm,
				''));

			assert.equal(all.at(-1).event, 'result');
			assert.deepEqual(all.map((e) => e.id),
				all.map((_, i) => i + 1));
		}
	});
}

onBoth({}, (house) => {
	archives(house);
	slowly(house);
});
