// pdfkit: text is placed by hand, from top to bottom.
import PDFDocument from 'pdfkit';
import { font, serve } from './peer.mjs';

const MM = 72 / 25.4;
const LEFT = 15 * MM;
const WIDTH = (210 - 30) * MM;
const BOTTOM = (297 - 12) * MM;
const TEXT = '#1a1a1a';
const MUTED = '#595959';
const STYLES = {
	name: { size: 21, face: 'Bold' },
	label: { size: 10.5, color: MUTED },
	contact: { color: MUTED },
	section: { size: 10.5, before: 6, face: 'Bold', rule: true, keep: 40 },
	entry: { size: 9.5, before: 3, keep: 28 },
	detail: { color: MUTED },
	bullet: { before: 0.5, indent: 11 },
};

function faceOf(run, style) {
	if (run.bold) return 'Bold';
	return run.italic ? 'Italic' : style.face || 'Regular';
}

function runs(doc, block, style, x, y, width) {
	block.runs.forEach((run, i) => {
		const how = {
			continued: i + 1 < block.runs.length,
			link: run.url ?? null,
			width,
			lineGap: -0.6,
		};
		doc.font(faceOf(run, style));
		if (i === 0) doc.text(run.text, x, y, how);
		else doc.text(run.text, how);
	});
}

function paragraph(doc, block) {
	const style = STYLES[block.kind] ?? {};
	const indent = style.indent ?? 0;
	if (doc.y + (style.keep ?? 12) > BOTTOM) doc.addPage();
	const y = doc.y + (style.before ?? 0);
	doc.fontSize(style.size ?? 9);
	if (block.kind === 'bullet') {
		doc.font('Regular').fillColor(TEXT);
		doc.text('•', LEFT, y, { lineBreak: false });
	}
	doc.fillColor(style.color ?? TEXT);
	runs(doc, block, style, LEFT + indent, y, WIDTH - indent);
	const end = doc.y;
	if (block.aside) {
		doc.font('Regular').fillColor(MUTED);
		doc.text(block.aside, LEFT, y, { width: WIDTH, align: 'right' });
		doc.y = end;
	}
	if (style.rule) {
		doc.moveTo(LEFT, end).lineTo(LEFT + WIDTH, end);
		doc.lineWidth(0.5).stroke('#a6a6a6');
		doc.y = end + 2;
	}
}

function render(text) {
	const blocks = JSON.parse(text);
	const name = blocks[0].runs[0].text;
	const doc = new PDFDocument({
		size: 'A4',
		margins: { top: 12 * MM, bottom: 12 * MM, left: LEFT, right: LEFT },
		lang: 'en',
		info: { Title: name, Author: name },
	});
	for (const face of ['Regular', 'Bold', 'Italic'])
		doc.registerFont(face, font(face));
	const chunks = [];
	doc.on('data', (chunk) => chunks.push(chunk));
	const done = new Promise((resolve) => {
		doc.on('end', () => resolve(Buffer.concat(chunks)));
	});
	for (const block of blocks) paragraph(doc, block);
	doc.end();
	return done;
}

await serve(render);
