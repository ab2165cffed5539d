// heard.ts - what the server says in English, in the language of the page. Its
// sentence is the key: text/fr.server.json has them all, with what changes in
// them in braces.
//
//	{name}		any text		{n} {n2}	numbers
//	{d} {d2}	days or months
//	{+kind}		a sentence that is known itself, and said so
//	{?more}		said so if it is known, else as it came
//	{*fields}	such ones between commas
//
// English is shown as it came, and so is what is not known: what a model wrote.
import { signal } from "@preact/signals";
import { language, languages, number, t, type Language } from "./i18n";

export type Sentences = Readonly<Record<string, string>>;
interface Known {
	exact: Sentences;
	patterns: readonly Pattern[];
	apart: boolean; // what stands in braces may run the other way
}
interface Pattern {
	key: string;
	is: RegExp;
	to: string;
	marks: Readonly<Record<string, string>>; // of each name: "", "+", "?" or "*"
}

const HOLE = /\{([+?*]?)(\w+)\}/g;
const plain = (s: string): string => s.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
const isNumber = (name: string): boolean => /^n\d?$/.test(name);

function holds(name: string): string {
	if (isNumber(name)) return "-?\\d+(?:\\.\\d+)?";
	return /^d\d?$/.test(name) ? "[\\d-]+" : ".+?";
}

function patternOf(key: string, to: string): Pattern {
	const marks: Record<string, string> = {};
	let is = "";
	let from = 0;
	for (const m of key.matchAll(HOLE)) {
		const name = m[2]!;
		marks[name] = m[1]!;
		is += `${plain(key.slice(from, m.index))}(?<${name}>${holds(name)})`;
		from = m.index + m[0].length;
	}
	return { key, is: new RegExp(`^${is}${plain(key.slice(from))}$`, "s"), to, marks };
}

/** What says most of itself is tried first, and what asks most of its parts. */
function weight(p: Pattern): number {
	const strict = Object.values(p.marks).filter((m) => m === "+").length;
	return p.key.replace(HOLE, "").length + strict / 10;
}

export function know(all: Sentences, apart = false): Known {
	const exact: Record<string, string> = {};
	const patterns: Pattern[] = [];
	for (const [key, to] of Object.entries(all))
		if (key.includes("{")) patterns.push(patternOf(key, to));
		else exact[key] = to;
	return { exact, patterns: patterns.sort((a, b) => weight(b) - weight(a)), apart };
}

function part(known: Known, name: string, mark: string, value: string): string | undefined {
	if (mark === "+") return find(known, value);
	if (mark === "?") return find(known, value) ?? value;
	if (mark === "*")
		return value
			.split(", ")
			.map((v) => known.exact[v] ?? v)
			.join(", ");
	if (isNumber(name)) return number(Number(value), 1);
	return known.apart ? `\u2068${value}\u2069` : value; // first strong isolate, and its end
}

function fill(known: Known, p: Pattern, groups: Record<string, string>): string | undefined {
	const parts: Record<string, string> = {};
	for (const [name, mark] of Object.entries(p.marks)) {
		const said = part(known, name, mark, groups[name]!);
		if (said === undefined) return undefined;
		parts[name] = said;
	}
	return p.to.replace(/\{(\w+)\}/g, (all, name: string) => parts[name] ?? all);
}

/** The sentence in the other language; undefined: it is not known. */
export function find(known: Known, said: string): string | undefined {
	if (Object.hasOwn(known.exact, said)) return known.exact[said];
	for (const p of known.patterns) {
		const groups = p.is.exec(said)?.groups;
		const to = groups && fill(known, p, groups);
		if (to !== undefined) return to;
	}
	return undefined;
}

// ---- those of the page's language ---------------------------------------------

const known = signal<{ of: Language; all: Known }>();
let coming: { of: Language; done: Promise<void> } | undefined;

/** Once they are there: before the first of them is shown, or it would change
 * under the eyes of its reader. In English there are none to wait for. */
export function ready(): Promise<void> {
	const of = language.value;
	if (of === "en" || known.value?.of === of) return Promise.resolve();
	if (coming?.of !== of)
		coming = {
			of,
			done: languages[of].server().then(
				(all) => void (known.value = { of, all: know(all, languages[of].dir === "rtl") }),
				() => void (coming = undefined), // without a network: English, and asked again
			),
		};
	return coming.done;
}

/** An answer of the server's, once what it says can be said. */
export async function heardOf<T>(answer: Promise<T>): Promise<T> {
	await Promise.all([answer, ready()]);
	return answer;
}

function sentence(said: string): string | undefined {
	if (language.value === "en" || !said) return undefined;
	if (known.value?.of === language.value) return find(known.value.all, said);
	void ready();
	return undefined;
}

/** Is it known in this language? */
export const isHeard = (said: string): boolean => sentence(said) !== undefined;

/** A sentence of the server's, as people of this language say it. */
export const heard = (said: string): string => sentence(said) ?? said;

/** What changed, as lists of lists: "Skills: 1 skill added (Files) · and more |
 * Look: template changed". One that was too long is cut off, with its end. */
export function heardPoints(said: string): string {
	if (language.value === "en") return said;
	if (said.endsWith("…")) return `${heardPoints(said.replace(/( \| | · |^)[^|·]*…$/, ""))} …`;
	return said
		.split(" | ")
		.map((part) => {
			const [, title = "", points = part] = /^([^:(·]+): (.*)$/s.exec(part) ?? [];
			const all = points.split(" · ").map(point).join(" · ");
			return title ? t("version.part", { title: heard(title), points: all }) : all;
		})
		.join(" | ");
}

function point(said: string): string {
	const [, what, names, more] = /^(.*?)(?: \((.*?)(?: (and \d+ more))?\))?$/s.exec(said) ?? [];
	if (!names) return heard(said);
	const rest = more ? ` ${heard(more)}` : "";
	return `${heard(what!)} (${names.split("; ").map(heard).join("; ")}${rest})`;
}
