// posting.ts - a posting line by line: what each line asks for, how a resume
// answers it, and where. Made of what the server says of the posting and of the
// two beside each other.
import type * as Api from "./api-types";
import { call } from "./api";
import { heardOf } from "./heard";
import type { Pair } from "./match";
import type { Tree } from "./tree";

export type Read = Api.Posting;

export type Verdict = Api.MatchRequirement["verdict"];
type Marked = Verdict | "worded"; // worded: a word of the posting, and no skill
export interface Bit {
	text: string;
	term?: string;
	verdict?: Marked;
}
export interface Line {
	n: number;
	bits: Bit[];
	need?: { verdict: Verdict; why: string; must: boolean };
	at: string[]; // pointers into the resume: what answers it
}

export async function compare(resume: Tree, posting: string): Promise<{ read: Read; pair: Pair }> {
	const [read, pair] = await Promise.all([
		call<Read>("POST", "/api/postings/analyze", { body: { job_description: posting } }),
		heardOf(call<Pair>("POST", "/api/match", { body: { resume, job_description: posting } })),
	]);
	return { read, pair };
}

/** From places in characters to places in a string. */
function units(text: string): (at: number) => number {
	if (!/[\ud800-\udbff]/.test(text)) return (at) => at;
	const of: number[] = [];
	let unit = 0;
	for (const c of text) {
		of.push(unit);
		unit += c.length;
	}
	return (at) => of[at] ?? unit;
}

interface Mark {
	from: number;
	to: number;
	term: string;
	verdict: Marked;
	at: string | undefined;
}

function marks(read: Read, pair: Pair, unit: (at: number) => number): Mark[] {
	const out: Mark[] = [];
	const key = (x: { term: string; kind: string }): string => `${x.kind}\n${x.term}`;
	const has = new Map(pair.matched.map((x) => [key(x), x]));
	const lacks = new Map(pair.missing.map((x) => [key(x), x]));
	for (const f of [...read.required, ...read.welcome, ...read.certificates, ...read.keywords]) {
		const is = has.get(key(f));
		const not = lacks.get(key(f));
		if (!is && !not) continue;
		const word = f.kind === "word";
		if (word && !is) continue;
		const near = not?.evidence && not.how !== "field";
		const verdict = word ? "worded" : is ? "met" : near ? "partial" : "missing";
		out.push({
			from: unit(f.place.at),
			to: unit(f.place.at + f.place.length),
			term: f.term,
			verdict,
			at: verdict === "missing" ? undefined : (is ?? not)?.evidence?.at,
		});
	}
	return out.sort((a, b) => a.from - b.from || b.to - a.to);
}

function cut(text: string, from: number, all: readonly Mark[]): Bit[] {
	const bits: Bit[] = [];
	let at = from;
	for (const m of all) {
		if (m.from < at || m.to > from + text.length) continue;
		if (m.from > at) bits.push({ text: text.slice(at - from, m.from - from) });
		bits.push({ text: text.slice(m.from - from, m.to - from), term: m.term, verdict: m.verdict });
		at = m.to;
	}
	if (at < from + text.length) bits.push({ text: text.slice(at - from) });
	return bits;
}

export function lines(read: Read, pair: Pair): Line[] {
	const unit = units(read.text);
	const all = marks(read, pair, unit);
	const needs = read.requirements.map((r) => ({
		from: unit(r.place.at),
		is: pair.requirements.find((n) => n.text === r.text),
	}));
	const out: Line[] = [];
	let from = 0;
	for (const [n, text] of read.text.split("\n").entries()) {
		const to = from + text.length;
		const here = all.filter((m) => m.from >= from && m.to <= to);
		const need = needs.find((x) => x.from >= from && x.from <= to)?.is;
		// a word alone proves nothing of a line that asks for nothing
		const proofs = here.filter((m) => need || m.verdict !== "worded");
		const at = new Set(proofs.flatMap((m) => (m.at ? [m.at] : [])));
		if (need?.evidence && need.verdict !== "missing") at.add(need.evidence.at);
		out.push({
			n,
			bits: cut(text, from, proofs),
			at: [...at],
			...(need ? { need: { verdict: need.verdict, why: need.why, must: need.must } } : {}),
		});
		from = to + 1;
	}
	while (out.length && !out.at(-1)!.bits.length) out.pop();
	return out;
}
