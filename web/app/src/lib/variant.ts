// variant.ts - a document that follows a master and says only what differs:
// what is left out, what is said otherwise, what is added. Places are pointers
// with keys by which they are found again after the master was edited, as
// src/resume/variant.h has it; what is new has none, the server adds them.
import { partsOf, type Part } from "./parts";
import { nameOf, type Detail, type Section } from "./sections";
import { get, isTree, list, same, set, text, type Json, type Path, type Tree } from "./tree";

export interface Spot {
	at: string;
	keys?: Json;
	language?: string;
	was?: Json;
	value?: Json;
}
type Which = "on" | "off" | "set" | "add";

export function spots(v: Tree, which: Which): Spot[] {
	return list(v, [which]).filter(isTree) as unknown as Spot[];
}

const put = (v: Tree, which: Which, to: Spot[]): Tree =>
	set(v, [which], to.length ? (to as unknown as Json) : undefined) as Tree;

// ---- places ----------------------------------------------------------------------

const tokens = (at: string): string[] =>
	at
		.split("/")
		.slice(1)
		.map((s) => s.replace(/~1/g, "/").replace(/~0/g, "~"));

export function pointer(path: Path): string {
	return path.map((s) => `/${String(s).replace(/~/g, "~0").replace(/\//g, "~1")}`).join("");
}

function fits(entry: Json | undefined, key: Json): boolean {
	if (typeof key === "string") return entry === key;
	return isTree(key) && isTree(entry) && Object.keys(key).every((k) => same(entry[k], key[k]));
}

/** Where in the master a spot is by now: its pointer is from when it was
 * written, its keys say what stood there. */
export function now(master: Tree, spot: Spot): string {
	const keys = Array.isArray(spot.keys) ? spot.keys : [];
	const path: (string | number)[] = [];
	let here: Json | undefined = master;
	let k = 0;
	for (const token of tokens(spot.at)) {
		if (Array.isArray(here)) {
			const key: Json | undefined = keys[k++];
			let i = Number(token);
			if (key && !fits(here[i], key)) {
				const found: number = here.findIndex((x) => fits(x, key));
				if (found >= 0) i = found;
			}
			path.push(token === "-" ? token : i);
			here = here[i];
		} else {
			path.push(token);
			here = isTree(here) ? here[token] : undefined;
		}
	}
	return pointer(path);
}

/** The spots of a list where they are by now. */
export function places(master: Tree, v: Tree, which: Which): Map<string, Spot> {
	return new Map(spots(v, which).map((s) => [now(master, s), s]));
}

const without = (master: Tree, v: Tree, which: Which, at: string): Tree =>
	put(
		v,
		which,
		spots(v, which).filter((s) => now(master, s) !== at),
	);

// ---- in and out --------------------------------------------------------------------

function texts(v: Json | undefined): string[] {
	return Array.isArray(v) ? v.filter((x): x is string => typeof x === "string") : [];
}

/** Do tags let it in? What has none is in. */
function byTags(v: Tree, tags: readonly string[]): boolean {
	const rule = isTree(v.tags) ? v.tags : {};
	const [include, exclude] = [texts(rule.include), texts(rule.exclude)];
	if (!tags.length) return true;
	if (tags.some((t) => exclude.includes(t))) return false;
	return !include.length || tags.some((t) => include.includes(t));
}

function tagsOf(master: Tree, path: Path): string[] {
	const said = get(master, path);
	if (isTree(said)) return texts(said.tags);
	if (path.at(-2) !== "highlights" || typeof said !== "string") return [];
	const of = get(master, [...path.slice(0, -2), "highlightTags"]);
	return isTree(of)
		? Object.keys(of).filter((tag) => texts(of[tag]).some((begin) => said.startsWith(begin)))
		: [];
}

export function isIn(master: Tree, v: Tree, path: Path): boolean {
	const at = pointer(path);
	if (places(master, v, "off").has(at)) return false;
	return places(master, v, "on").has(at) || byTags(v, tagsOf(master, path));
}

export function take(master: Tree, v: Tree, path: Path, yes: boolean): Tree {
	const at = pointer(path);
	const bare = without(master, without(master, v, "off", at), "on", at);
	if (isIn(master, bare, path) === yes) return bare;
	const which = yes ? "on" : "off";
	return put(bare, which, [...spots(bare, which), { at }]);
}

// ---- said otherwise ------------------------------------------------------------------

/** undefined: as the master says. */
export function said(master: Tree, v: Tree, path: Path): string | undefined {
	const value = places(master, v, "set").get(pointer(path))?.value;
	return typeof value === "string" ? value : undefined;
}

export function say(master: Tree, v: Tree, path: Path, value: string | undefined): Tree {
	const at = pointer(path);
	const old = places(master, v, "set").get(at);
	const bare = without(master, v, "set", at);
	if (value === undefined) return bare;
	const to: Spot = old ? { ...old, value } : { at, was: get(master, path) ?? "", value };
	const all = spots(v, "set");
	const i = old ? all.indexOf(old) : -1;
	return put(v, "set", i < 0 ? [...all, to] : all.map((s, n) => (n === i ? to : s)));
}

// ---- added ------------------------------------------------------------------------------

/** What is added to the list at `path`: its places among all that is added. */
export function added(master: Tree, v: Tree, path: Path): { n: number; value: string }[] {
	const at = `${pointer(path)}/-`;
	return spots(v, "add").flatMap((s, n) =>
		now(master, s) === at && typeof s.value === "string" ? [{ n, value: s.value }] : [],
	);
}

export function add(v: Tree, path: Path): Tree {
	return put(v, "add", [...spots(v, "add"), { at: `${pointer(path)}/-`, value: "" }]);
}

export function setAdded(v: Tree, n: number, value: string | undefined): Tree {
	const all = spots(v, "add");
	return put(
		v,
		"add",
		value === undefined
			? all.filter((_, i) => i !== n)
			: all.map((s, i) => (i === n ? { ...s, value } : s)),
	);
}

// ---- all of it, for people -------------------------------------------------------------------

export interface Change {
	what: "off" | "on" | "set" | "add";
	name: string; // of the entry; "" for the person's own
	whole: Part | undefined; // a section is meant, all of it
	from: string;
	to: string;
	undo: (v: Tree) => Tree;
}

const shown = (v: Json | undefined): string => (typeof v === "string" ? v : "");

/** What is switched to have all of it out. */
export function wholeOf(part: Part): Path {
	return part.kind === "custom" ? part.path.slice(0, -1) : part.path;
}

function nameAt(master: Tree, at: string): string {
	const part = partsOf(master).find((p) => at.startsWith(`${pointer(p.path)}/`));
	if (!part || part.kind === "summary") return "";
	const index = tokens(at)[part.path.length];
	const entry = list(master, part.path)[Number(index)];
	return entry === undefined ? "" : nameOf(part.section, entry);
}

/** Each thing that differs, and how to have it as the master says. */
export function changes(master: Tree, v: Tree): Change[] {
	const out: Change[] = [];
	for (const what of ["off", "on", "set", "add"] as const)
		for (const s of spots(v, what)) {
			const at = now(master, s);
			const path = tokens(at).map((t) => (/^\d+$/.test(t) ? Number(t) : t));
			const value = get(master, path);
			out.push({
				what,
				name: nameAt(master, at),
				whole: partsOf(master).find((p) => pointer(wholeOf(p)) === at),
				from: isTree(value) ? "" : shown(value),
				to: shown(s.value),
				undo: (doc) =>
					put(
						doc,
						what,
						spots(doc, what).filter((x) => !same(x as unknown as Json, s as unknown as Json)),
					),
			});
		}
	return out;
}

// ---- what can be said otherwise ----------------------------------------------------------

const ways: readonly Detail["kind"][] = ["line", "lines", "email", "tel", "url"];

export interface Saying {
	detail: Detail;
	path: Path;
}
/** Fields of text that say something. */
export function sayings(master: Tree, at: Path, details: readonly Detail[]): Saying[] {
	return details
		.filter((d) => ways.includes(d.kind))
		.map((detail) => ({ detail, path: [...at, ...detail.name.split(".")] }))
		.filter((s) => text(master, s.path) !== "");
}

/** Lists of texts of an entry: bullets, courses. */
export function bullets(master: Tree, at: Path, section: Section): Path[] {
	return section.details
		.filter((d) => d.kind === "items")
		.map((d) => [...at, d.name])
		.filter((path) => list(master, path).length > 0 || path.at(-1) === "highlights");
}
