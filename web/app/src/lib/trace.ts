// trace.ts - where the words of a field stand in the file that it was read
// from, and which field a place of a page belongs to. Draws nothing.
import { get, type Json, type Path, type Tree } from "./tree";

/** x0, y0, x1, y1 in points, from the upper left corner of the page. */
export type Box = readonly [number, number, number, number];
export interface Word {
	text: string;
	box: Box;
	bold?: boolean;
	cell?: boolean; // behind a wide gap
	glued?: boolean; // behind none
}
export interface Line {
	block: number;
	heading?: number;
	item?: number;
	words: Word[];
}
export interface Sheet {
	width: number;
	height: number;
	lines?: Line[]; // absent: a very long file
}
export interface Trace {
	at: string; // JSON pointer into the resume as it was uploaded
	sure: number; // per cent
	page: number; // from 1, and so are lines
	line: number;
	lines: number;
	box: Box;
}
export interface Left {
	page: number;
	line: number;
	text: string;
	box: Box;
}
export interface Found {
	format: string;
	pages: Sheet[];
	fields: Trace[];
	left: Left[];
}

/** Words of a page that belong together: `words` are "line:word", from 0. */
export interface Place {
	page: number; // from 0
	boxes: Box[]; // one a line
	words: ReadonlySet<string>;
}

/** Below it people should look; the server counts the same way. */
export const DOUBT = 70;
export type Level = "guess" | "unsure" | "likely" | "sure";
export function levelOf(sure: number): Level {
	return sure < 50 ? "guess" : sure < DOUBT ? "unsure" : sure < 90 ? "likely" : "sure";
}

// ---- pointers ----------------------------------------------------------------

/** Numbers are places in lists where the document has a list there, or
 * nothing. */
export function pathOf(at: string, doc: Tree): Path {
	const path: (string | number)[] = [];
	for (const part of at.split("/").slice(1)) {
		const name = part.replaceAll("~1", "/").replaceAll("~0", "~");
		const around = get(doc, path);
		const inList = Array.isArray(around) || (around === undefined && /^\d+$/.test(name));
		path.push(inList ? Number(name) : name);
	}
	return path;
}

// ---- which words ---------------------------------------------------------------

const plain = (s: string): string =>
	s
		.normalize("NFKD")
		.toLowerCase()
		.replace(/[^\p{L}\p{N}+#]/gu, "");

interface Seen {
	line: number;
	word: number;
	of: Word;
}

function seen(sheet: Sheet, trace: Trace): Seen[] {
	const lines = sheet.lines ?? [];
	const all: Seen[] = [];
	for (let line = trace.line - 1; line < trace.line - 1 + trace.lines; line++)
		lines[line]?.words.forEach((of, word) => all.push({ line, word, of }));
	return all;
}

/** The words that say `said`, blanks and marks aside; none: they do not. */
function saying(words: Seen[], said: string): Seen[] {
	const want = plain(said.replace(/^(https?:\/\/|mailto:|tel:)?(www\.)?/i, ""));
	if (!want) return [];
	let text = "";
	const whose: number[] = [];
	words.forEach((w, i) => {
		const letters = plain(w.of.text);
		text += letters;
		for (let n = 0; n < letters.length; n++) whose.push(i);
	});
	const at = text.indexOf(want);
	return at < 0 ? [] : words.slice(whose[at], whose[at + want.length - 1]! + 1);
}

const DATE = /^(\d{4})(-\d\d)?(-\d\d)?$/;

/** "2019-03" is "March 2019" there: its year, and the month before it. */
function dated(words: Seen[], said: string, name: string): Seen[] {
	const [, year, month] = DATE.exec(said) ?? [];
	if (!year) return [];
	const short = year.slice(2);
	const hits = words.flatMap((w, i) =>
		w.of.text.includes(year) || new RegExp(`[/.'’]${short}\\b`).test(w.of.text) ? [i] : [],
	);
	const at = name === "endDate" ? hits.at(-1) : hits[0];
	if (at === undefined) return [];
	const before = words[at - 1];
	const withMonth =
		month && before && /^\p{L}{3,}\.?,?$/u.test(before.of.text) && before.line === words[at]!.line;
	return words.slice(withMonth ? at - 1 : at, at + 1);
}

function around(a: Box, b: Box): Box {
	return [Math.min(a[0], b[0]), Math.min(a[1], b[1]), Math.max(a[2], b[2]), Math.max(a[3], b[3])];
}

function boxesOf(words: Seen[]): Box[] {
	const byLine = new Map<number, Box>();
	for (const w of words) {
		const have = byLine.get(w.line);
		byLine.set(w.line, have ? around(have, w.of.box) : w.of.box);
	}
	return [...byLine.values()];
}

/** Where a value stands: its own words where they can be told, else all of
 * the lines that it was taken from. */
export function placeOf(found: Found, trace: Trace, value: Json | undefined): Place {
	const page = trace.page - 1;
	const all = seen(found.pages[page] ?? { width: 0, height: 0 }, trace);
	const said = typeof value === "string" ? value : "";
	const own = dated(all, said, trace.at.split("/").at(-1)!);
	const exact = own.length ? own : saying(all, said);
	const words = exact.length ? exact : all;
	return {
		page,
		boxes: words.length ? boxesOf(words) : [trace.box],
		words: new Set(words.map((w) => `${w.line}:${w.word}`)),
	};
}

// ---- which field -----------------------------------------------------------------

const NEAR = 3; // points: fingers and mice are not exact

function inside(box: Box, x: number, y: number): boolean {
	return x >= box[0] - NEAR && x <= box[2] + NEAR && y >= box[1] - NEAR && y <= box[3] + NEAR;
}

const area = (p: Place): number =>
	p.boxes.reduce((sum, b) => sum + (b[2] - b[0]) * (b[3] - b[1]), 0);

/** What stands at this point of a page: the smallest that does. */
export function hit<T extends { place: Place }>(
	all: readonly T[],
	page: number,
	x: number,
	y: number,
): T | undefined {
	let best: T | undefined;
	for (const one of all)
		if (
			one.place.page === page &&
			one.place.boxes.some((b) => inside(b, x, y)) &&
			(!best || area(one.place) < area(best.place))
		)
			best = one;
	return best;
}
