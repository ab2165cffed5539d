// @react-pdf/renderer, which OpenResume is built on; JSX is written out.
import {
	Document,
	Font,
	Link,
	Page,
	renderToBuffer,
	StyleSheet,
	Text,
	View,
} from '@react-pdf/renderer';
import { createElement as h } from 'react';
import { font, serve } from './peer.mjs';

Font.register({
	family: 'Carlito',
	fonts: [
		{ src: font('Regular') },
		{ src: font('Bold'), fontWeight: 700 },
		{ src: font('Italic'), fontStyle: 'italic' },
	],
});
Font.registerHyphenationCallback((word) => [word]);

const MUTED = '#595959';
const styles = StyleSheet.create({
	page: {
		fontFamily: 'Carlito',
		fontSize: 9,
		lineHeight: 1.17,
		color: '#1a1a1a',
		padding: '13mm 15mm',
	},
	name: { fontSize: 21, fontWeight: 700, lineHeight: 1.1 },
	label: { fontSize: 10.5, color: MUTED },
	contact: { color: MUTED },
	section: {
		fontSize: 10.5,
		fontWeight: 700,
		marginTop: 6,
		marginBottom: 2,
		borderBottom: '0.5pt solid #a6a6a6',
	},
	entry: { fontSize: 9.5 },
	line: {
		flexDirection: 'row',
		justifyContent: 'space-between',
		marginTop: 3,
	},
	detail: { color: MUTED },
	item: { flexDirection: 'row', marginTop: 0.5 },
	bullet: { flex: 1 },
	dot: { width: 11 },
	link: { color: 'inherit', textDecoration: 'none' },
});

function run(r, i) {
	const style = {
		...(r.bold && { fontWeight: 700 }),
		...(r.italic && { fontStyle: 'italic' }),
	};
	return r.url
		? h(Link, { key: i, src: r.url, style: styles.link }, r.text)
		: h(Text, { key: i, style }, r.text);
}

function paragraph(b, i) {
	const text = h(Text, { key: i, style: styles[b.kind] }, b.runs.map(run));
	if (b.kind === 'entry')
		return h(
			View,
			{ key: i, style: styles.line, minPresenceAhead: 20 },
			text,
			h(Text, { style: styles.detail }, b.aside),
		);
	if (b.kind === 'bullet')
		return h(
			View,
			{ key: i, style: styles.item },
			h(Text, { style: styles.dot }, '•'),
			text,
		);
	return text;
}

function render(text) {
	const blocks = JSON.parse(text);
	const name = blocks[0].runs[0].text;
	return renderToBuffer(
		h(
			Document,
			{ title: name, author: name, language: 'en' },
			h(Page, { size: 'A4', style: styles.page }, blocks.map(paragraph)),
		),
	);
}

await serve(render);
