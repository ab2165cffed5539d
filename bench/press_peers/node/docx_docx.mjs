// The npm package docx.
import {
	AlignmentType,
	BorderStyle,
	Document,
	ExternalHyperlink,
	HeadingLevel,
	LevelFormat,
	Packer,
	Paragraph,
	TabStopType,
	TextRun,
} from 'docx';
import { serve } from './peer.mjs';

const MM = 1440 / 25.4;
const MUTED = '595959';
const HEADINGS = {
	name: HeadingLevel.TITLE,
	section: HeadingLevel.HEADING_1,
	entry: HeadingLevel.HEADING_2,
};
const FONT = { font: 'Carlito', color: '1A1A1A' };

const heading = (size, before) => ({
	run: { ...FONT, size, bold: true },
	paragraph: { spacing: { before, after: 0 }, keepNext: true },
});
const DOCUMENT = {
	styles: {
		default: {
			document: { run: { ...FONT, size: 18 } },
			title: heading(42, 0),
			heading1: {
				...heading(21, 120),
				paragraph: {
					spacing: { before: 120, after: 40 },
					keepNext: true,
					border: {
						bottom: {
							style: BorderStyle.SINGLE,
							size: 4,
							color: 'A6A6A6',
						},
					},
				},
			},
			heading2: heading(19, 60),
		},
	},
	numbering: {
		config: [
			{
				reference: 'bullets',
				levels: [
					{
						level: 0,
						format: LevelFormat.BULLET,
						text: '•',
						alignment: AlignmentType.LEFT,
						style: {
							paragraph: { indent: { left: 220, hanging: 220 } },
						},
					},
				],
			},
		],
	},
};
const PAGE = {
	size: { width: 210 * MM, height: 297 * MM },
	margin: { top: 13 * MM, bottom: 13 * MM, left: 15 * MM, right: 15 * MM },
};

function run(r) {
	const text = new TextRun({ text: r.text, bold: r.bold, italics: r.italic });
	return r.url
		? new ExternalHyperlink({ link: r.url, children: [text] })
		: text;
}

function paragraph(b) {
	const children = b.runs.map(run);
	if (b.aside)
		children.push(
			new TextRun({ text: `\t${b.aside}`, bold: false, color: MUTED }),
		);
	return new Paragraph({
		children,
		heading: HEADINGS[b.kind],
		numbering:
			b.kind === 'bullet' ? { reference: 'bullets', level: 0 } : undefined,
		tabStops: [{ type: TabStopType.RIGHT, position: 180 * MM }],
	});
}

function render(text) {
	const blocks = JSON.parse(text);
	const name = blocks[0].runs[0].text;
	return Packer.toBuffer(
		new Document({
			...DOCUMENT,
			title: name,
			creator: name,
			sections: [
				{
					properties: { page: PAGE },
					children: blocks.map(paragraph),
				},
			],
		}),
	);
}

await serve(render);
