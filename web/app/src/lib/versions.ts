// versions.ts - what a document said before: its versions by day and sitting,
// and what differs between two of them, as words and as places on pages. Knows
// no look.
import type * as Api from "./api-types";
import { ask, call } from "./api";
import { heardOf } from "./heard";

export type Version = Api.DocumentVersion;
export type Sent = Api.DocumentSent;

const PAGE_OF_THEM = 100;

export interface Some {
	versions: Version[];
	next_cursor: string | null;
}
export function some(id: string, cursor?: string): Promise<Some> {
	return heardOf(
		call<Some>("GET", `/api/resumes/${id}/versions`, {
			query: { limit: PAGE_OF_THEM, cursor },
		}),
	);
}

// ---- a day, and the sittings of it -------------------------------------------

const PAUSE_MS = 30 * 60_000; // who comes back later sits down anew

/** Saves of one sitting, the newest first: the first stands for them. */
export interface Sitting {
	shown: Version;
	rest: Version[];
}
export interface Day {
	day: string; // "2026-11-22", of the reader's clock
	sittings: Sitting[];
}

function dayOf(at: string): string {
	const d = new Date(at);
	const two = (n: number): string => String(n).padStart(2, "0");
	return `${d.getFullYear()}-${two(d.getMonth() + 1)}-${two(d.getDate())}`;
}

/** What stands out is a line of its own: what has a name, what was sent, and
 * what came otherwise than by typing. */
function stands(v: Version): boolean {
	return v.name !== "" || v.way !== "edited" || v.sent_count > 0;
}

export function byDay(versions: readonly Version[]): Day[] {
	const days: Day[] = [];
	let before: Version | undefined;
	for (const v of versions) {
		const day = dayOf(v.at);
		if (days.at(-1)?.day !== day) days.push({ day, sittings: [] });
		const here = days.at(-1)!.sittings;
		const last = here.at(-1);
		const on =
			last &&
			before &&
			!stands(v) &&
			last.shown.way === "edited" &&
			Date.parse(before.at) - Date.parse(v.at) < PAUSE_MS;
		if (on) last.rest.push(v);
		else here.push({ shown: v, rest: [] });
		before = v;
	}
	return days;
}

// ---- as words -----------------------------------------------------------------

export type Kind = "same" | "deleted" | "inserted";
export interface Run extends Api.DocumentRun {
	kind: Kind;
}
export interface Difference extends Omit<Api.DocumentDifference, "words"> {
	words: Run[];
}
export interface Line {
	look: "head" | "point" | "text";
	runs: Run[];
}
export interface Part {
	title: Line | undefined; // none: what stands above the first heading
	lines: Line[];
	changed: boolean;
}

/** The signs of Markdown are for programs. */
function plain(text: string): string {
	return text
		.replace(/\[([^\]]*)\]\([^)]*\)/g, "$1")
		.replace(/\*\*/g, "")
		.replace(/\\([^\w\s])/g, "$1");
}

const blank = (r: Run | undefined): boolean => r?.kind === "same" && !r.text.trim();

/** Words that went one by one, and as many that came between them, are one
 * passage that went and one that came: blanks alone hold nothing apart. */
function passages(runs: Run[]): Run[] {
	const out: Run[] = [];
	for (let i = 0; i < runs.length;) {
		let end = i;
		while (
			end < runs.length &&
			(runs[end]!.kind !== "same" || (end > i && blank(runs[end]) && end + 1 < runs.length))
		)
			end++;
		while (end > i && blank(runs[end - 1])) end--;
		if (end === i) {
			out.push(runs[i++]!);
			continue;
		}
		for (const kind of ["deleted", "inserted"] as const) {
			const of = runs.slice(i, end);
			if (!of.some((r) => r.kind === kind)) continue;
			const text = of.map((r) => (r.kind === kind || r.kind === "same" ? r.text : "")).join("");
			out.push({ kind, text });
		}
		i = end;
	}
	return out;
}

function lineOf(runs: Run[]): { level: number; line: Line } {
	const first = runs[0]?.text ?? "";
	const sign = /^(#+|-) /.exec(first)?.[0] ?? "";
	const level = sign.startsWith("#") ? sign.length - 1 : 0;
	const cut = passages(runs).map((r, i) => ({
		kind: r.kind,
		text: plain(i === 0 ? r.text.slice(sign.length) : r.text),
	}));
	return {
		level,
		line: {
			look: level ? "head" : sign ? "point" : "text",
			runs: cut.filter((r) => r.text),
		},
	};
}

function linesOf(words: readonly Run[]): Run[][] {
	const lines: Run[][] = [[]];
	for (const { kind, text } of words)
		text.split("\n").forEach((piece, i) => {
			if (i > 0) lines.push([]);
			if (piece) lines.at(-1)!.push({ kind, text: piece });
		});
	return lines.filter((l) => l.some((r) => r.text.trim()));
}

/** The whole text by its sections, with what went and what came. */
export function parts(words: readonly Run[]): Part[] {
	const out: Part[] = [];
	for (const runs of linesOf(words)) {
		const { level, line } = lineOf(runs);
		const changed = line.runs.some((r) => r.kind !== "same");
		if (level === 2) out.push({ title: line, lines: [], changed });
		else {
			if (!out.length) out.push({ title: undefined, lines: [], changed: false });
			out.at(-1)!.lines.push(line);
			out.at(-1)!.changed ||= changed;
		}
	}
	return out;
}

// ---- on pages -------------------------------------------------------------------

export interface Word {
	text: string;
	x: number;
	y: number;
	width: number;
	height: number;
	at?: string; // pointer of what it shows
	cut?: boolean; // goes on in the next line
}
export interface Spots {
	width: number;
	height: number;
	pages: { words: Word[] }[];
}
/** What is drawn: a version of a stored document, or one that is brought along. */
export type Drawn = { resume_id: string; version?: number } | { resume: unknown };

export async function spots(of: Drawn, signal?: AbortSignal): Promise<Spots> {
	const res = await ask("POST", "/api/export/preview", {
		query: { format: "words" },
		body: of,
		...(signal ? { signal } : {}),
	});
	return (await res.json()) as Spots;
}

const CELLS_MOST = 16_000_000;

/** Which of `a` and of `b` the other has not, in order. */
export function apart(a: readonly string[], b: readonly string[]): [boolean[], boolean[]] {
	const gone = new Array<boolean>(a.length).fill(false);
	const come = new Array<boolean>(b.length).fill(false);
	let from = 0;
	while (from < a.length && from < b.length && a[from] === b[from]) from++;
	let [m, n] = [a.length, b.length];
	while (m > from && n > from && a[m - 1] === b[n - 1]) {
		m--;
		n--;
	}
	const [rows, columns] = [m - from, n - from];
	if (rows * columns > CELLS_MOST) return [gone.fill(true, from, m), come.fill(true, from, n)];
	const wide = columns + 1;
	const best = new Uint16Array((rows + 1) * wide);
	for (let i = rows - 1; i >= 0; i--)
		for (let j = columns - 1; j >= 0; j--)
			best[i * wide + j] =
				a[from + i] === b[from + j]
					? best[(i + 1) * wide + j + 1]! + 1
					: Math.max(best[(i + 1) * wide + j]!, best[i * wide + j + 1]!);
	let [i, j] = [0, 0];
	while (i < rows || j < columns)
		if (i < rows && j < columns && a[from + i] === b[from + j]) {
			i++;
			j++;
		} else if (j >= columns || (i < rows && best[(i + 1) * wide + j]! >= best[i * wide + j + 1]!))
			gone[from + i++] = true;
		else come[from + j++] = true;
	return [gone, come];
}

export interface Box {
	x: number;
	y: number;
	width: number;
	height: number;
}

const GAP_MOST = 12; // points: what stands farther off is a mark of its own

function near(left: Box, right: Box): boolean {
	const gap = right.x - left.x - left.width;
	return right.x >= left.x && gap < GAP_MOST;
}

/** Neighbours on a line are one mark. */
function joined(words: readonly Word[], marked: readonly boolean[]): Box[] {
	const out: Box[] = [];
	let open = false;
	words.forEach((w, i) => {
		const last = out.at(-1);
		if (!marked[i]) open = false;
		else if (open && last && Math.abs(last.y - w.y) < 1 && near(last, w)) {
			last.width = w.x + w.width - last.x;
			last.height = Math.max(last.height, w.height);
		} else {
			out.push({ x: w.x, y: w.y, width: w.width, height: w.height });
			open = true;
		}
	});
	return out;
}

/** Divided words count as the whole they are, wherever a line ends. */
function texts(words: readonly Word[]): { text: string; of: number[] }[] {
	const out: { text: string; of: number[] }[] = [];
	let on = false;
	words.forEach((w, i) => {
		if (on) {
			out.at(-1)!.text += w.text;
			out.at(-1)!.of.push(i);
		} else out.push({ text: w.text, of: [i] });
		on = w.cut === true;
	});
	return out;
}

function marks(of: Spots, words: Word[], whole: { of: number[] }[], apart: boolean[]): Box[][] {
	const marked = new Array<boolean>(words.length).fill(false);
	whole.forEach((w, i) => w.of.forEach((k) => (marked[k] = apart[i] ?? false)));
	let at = 0;
	return of.pages.map((p) => {
		const here = marked.slice(at, at + p.words.length);
		at += p.words.length;
		return joined(p.words, here);
	});
}

/** A comma that came behind a word does not make it another one. */
const key = (w: { text: string }): string => w.text.replace(/[,;.]+$/, "") || w.text;

/** For each page of both: where what the other has not stands. */
export function marked(before: Spots, after: Spots): { before: Box[][]; after: Box[][] } {
	const a = before.pages.flatMap((p) => p.words);
	const b = after.pages.flatMap((p) => p.words);
	const [ta, tb] = [texts(a), texts(b)];
	const [gone, come] = apart(ta.map(key), tb.map(key));
	return { before: marks(before, a, ta, gone), after: marks(after, b, tb, come) };
}
