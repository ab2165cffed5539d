// parts.ts - the parts of one document as they stand on its pages: the summary,
// the sections of JSON Resume, those that its owner made; their order, their
// titles, what is hidden.
import type { Key } from "./i18n";
import { effective } from "./style";
import { layouts, nameOf, sections, type Detail, type Layout, type Section } from "./sections";
import { get, insert, isTree, list, set, text, type Json, type Path, type Tree } from "./tree";

export interface Part {
	id: string;
	kind: "summary" | "section" | "custom";
	path: Path; // of its entries; of its text
	titlePath: Path; // where its owner's title is kept
	title: string; // as the owner has it; "": the language's own
	named: Key; // the language's own
	section: Section; // of its entries
	layout?: Layout; // of one's own
}

const vitae = ["meta", "vitae"] as const;
export const orderPath = [...vitae, "section_order"] as const;
export const hiddenPath = [...vitae, "hidden_sections"] as const;
export const customPath = [...vitae, "custom_sections"] as const;
const titlesPath = [...vitae, "style", "titles"] as const;
export const summaryPath = ["basics", "summary"] as const;

function words(v: readonly Json[]): string[] {
	return v.filter((x): x is string => typeof x === "string");
}

function titleIn(doc: Tree, id: string): string {
	return text(doc, [...titlesPath, id]) || text(doc, [...vitae, "section_titles", id]);
}

function of(doc: Tree, s: Section): Part {
	return {
		id: s.id,
		kind: "section",
		path: [s.id],
		titlePath: [...titlesPath, s.id],
		title: titleIn(doc, s.id),
		named: s.title,
		section: s,
	};
}

function summaryOf(doc: Tree): Part {
	const none: Section = {
		id: "summary",
		title: "section.summary",
		one: "add.summary",
		called: [],
		details: [],
	};
	return { ...of(doc, none), kind: "summary", path: summaryPath };
}

/** As its owner chose it; of those that came with a file, by what is in it. */
function layoutOf(section: Tree): Layout {
	const said = section.layout;
	if (typeof said === "string" && Object.hasOwn(layouts, said)) return said as Layout;
	const names = list(section, ["entries"]).flatMap((e) => (isTree(e) ? Object.keys(e) : []));
	if (names.length && names.every((n) => n === "summary")) return "text";
	return names.length && names.every((n) => n === "highlights") ? "list" : "entries";
}

// A section that came with a file may have any field: those that are used are
// shown, too.
const others: readonly Detail[] = [
	...new Map(
		sections
			.flatMap((s) => s.details)
			.filter((d) => !layouts.entries.some((e) => e.name === d.name))
			.map((d) => [d.name, d]),
	).values(),
];

function customOf(doc: Tree, v: Tree, i: number): Part {
	const id = typeof v.id === "string" ? v.id : "";
	const layout = layoutOf(v);
	const used = new Set(list(v, ["entries"]).flatMap((e) => (isTree(e) ? Object.keys(e) : [])));
	const details =
		layout === "entries"
			? [...layouts.entries, ...others.filter((d) => used.has(d.name))]
			: layouts[layout];
	return {
		id,
		kind: "custom",
		path: [...customPath, i, "entries"],
		titlePath: [...customPath, i, "title"],
		title: text(doc, [...titlesPath, id]) || (typeof v.title === "string" ? v.title : ""),
		named: "section.custom",
		layout,
		section: {
			id,
			title: "section.custom",
			one: layout === "entries" ? "add.entry" : "add.line",
			called: ["title", "name", "position", "organization", "language", "summary"],
			details,
		},
	};
}

/** All that the document has, in the order of its pages: as its owner put them,
 * then as its template has them. */
export function partsOf(doc: Tree): Part[] {
	const custom = list(doc, customPath).flatMap((v, i) => (isTree(v) ? [customOf(doc, v, i)] : []));
	const all = [
		...(get(doc, summaryPath) === undefined ? [] : [summaryOf(doc)]),
		...sections.filter((s) => list(doc, [s.id]).length > 0).map((s) => of(doc, s)),
		...custom,
	];
	const order = words(list(doc, orderPath));
	if (!order.includes("summary")) order.unshift("summary");
	const usual = effective(doc, ["section_order"]);
	for (const id of Array.isArray(usual) ? words(usual) : []) {
		if (id !== "custom") order.push(id);
		else order.push(...custom.map((c) => c.id));
	}
	const at = (p: Part): number => {
		const i = order.indexOf(p.id);
		return i < 0 ? order.length : i;
	};
	return all.sort((a, b) => at(a) - at(b));
}

/** Sections that it could have and has not. */
export function unused(doc: Tree): (Section | "summary")[] {
	const free = sections.filter((s) => list(doc, [s.id]).length === 0);
	return get(doc, summaryPath) === undefined ? ["summary", ...free] : free;
}

export function isHidden(doc: Tree, id: string): boolean {
	return list(doc, hiddenPath).includes(id);
}

export function isEntryHidden(entry: Json | undefined): boolean {
	return isTree(entry) && entry.hidden === true;
}

// ---- changes ------------------------------------------------------------------

export function hiding(doc: Tree, id: string): Tree {
	const hidden = list(doc, hiddenPath);
	const to = hidden.includes(id) ? hidden.filter((x) => x !== id) : [...hidden, id];
	return set(doc, hiddenPath, to.length ? to : undefined) as Tree;
}

export function ordered(doc: Tree, ids: readonly string[]): Tree {
	return set(doc, orderPath, [...ids]) as Tree;
}

export function titled(doc: Tree, part: Part, title: string): Tree {
	let out = doc;
	if (part.kind === "custom" && get(doc, [...titlesPath, part.id]) !== undefined)
		out = set(out, [...titlesPath, part.id], undefined) as Tree;
	if (!title && get(out, part.titlePath) === undefined) return out;
	return set(out, part.titlePath, title || undefined) as Tree;
}

const begun = {
	text: { summary: "" },
	list: { highlights: [""] },
	entries: {},
} as const satisfies Record<Layout, Json>;

/** With a section of one's own; its id is that of no other. */
export function withCustom(doc: Tree, title: string, layout: Layout): [Tree, string] {
	const ids = list(doc, customPath).map((v) => text(v, ["id"]));
	let n = ids.length + 1;
	while (ids.includes(`own-${n}`)) n++;
	const id = `own-${n}`;
	const entries = [structuredClone(begun[layout]) as Json];
	const section = { id, title, layout, entries };
	return [insert(doc, customPath, ids.length, section) as Tree, id];
}

export function begin(part: Part): Json {
	return part.layout ? (structuredClone(begun[part.layout]) as Json) : {};
}

export function withSection(doc: Tree, s: Section | "summary"): Tree {
	if (s === "summary") return set(doc, summaryPath, "") as Tree;
	return insert(doc, [s.id], 0, {}) as Tree;
}

/** Without the section and all that it says. */
export function withoutPart(doc: Tree, part: Part): Tree {
	const at = part.kind === "custom" ? part.path.slice(0, -1) : part.path;
	return set(doc, at, undefined) as Tree;
}

/** What an entry is called in a list. */
export function called(part: Part, entry: Json | undefined): string {
	if (part.layout !== "list") return nameOf(part.section, entry ?? null);
	return text(list(entry, ["highlights"])[0], []);
}
