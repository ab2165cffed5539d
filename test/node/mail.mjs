/*
 * test/node/mail.mjs - reads the development mail folder: whom a mail is for
 * and what its text says. Knows just the encodings that net/mail writes.
 */
import { until } from './harness.mjs';

function quotedPrintable(text) {
	const bytes = text.replace(/=\r?\n/g, '')
		.replace(/=([0-9A-F]{2})/g,
			(_, hex) => String.fromCharCode(parseInt(hex, 16)));

	return Buffer.from(bytes, 'latin1').toString();
}

function decoded(head, body) {
	if (/^content-transfer-encoding: *quoted-printable/im.test(head))
		return quotedPrintable(body);
	if (/^content-transfer-encoding: *base64/im.test(head))
		return Buffer.from(body, 'base64').toString();
	return body;
}

export function readMail(whole) {
	const at = whole.search(/\r?\n\r?\n/);
	const head = whole.slice(0, at).replace(/\r?\n[ \t]+/g, ' ');

	return {
		to: /^to: *(.*)$/im.exec(head)?.[1].trim() ?? '',
		subject: /^subject: *(.*)$/im.exec(head)?.[1].trim() ?? '',
		text: decoded(head, whole.slice(at).trimStart()),
	};
}

export const NEW_PASSWORD = /new password/;
export const YOUR_EMAIL = /your email/;

/* The mails for this address about one thing, once there are so many. */
export async function mailsFor(house, email, count = 1,
	about = NEW_PASSWORD) {
	return until(`${count} mails for ${email}`, () => {
		const mails = house.mails().map(readMail)
			.filter((mail) => mail.to.includes(email) &&
				about.test(mail.subject));

		return mails.length >= count && mails;
	});
}

/* What stands behind "token=" in the newest of them, whichever that is. */
export function tokensOf(mails) {
	return mails.map((mail) => /token=([\w-]+)/.exec(mail.text)[1]);
}
