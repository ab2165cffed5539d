// style.ts - how a document looks: what its owner may say of it, beneath that
// what the owner usually wants of the template, beneath that the template.
// Knows no page: the panel that shows it is pages/editor/style.tsx.
import type * as Api from "./api-types";
import { signal } from "@preact/signals";
import { call } from "./api";
import { get, isTree, same, set, text, type Json, type Path, type Tree } from "./tree";

export type Template = Api.Template;

/** As src/press/fonts.def has them; a test holds both together. */
export const families = [
	"Carlito",
	"Caladea",
	"Lato",
	"Open Sans",
	"Roboto",
	"Gentium Plus",
	"Vollkorn",
	"Liberation Sans",
	"Liberation Serif",
	"Noto Sans",
	"Noto Serif",
] as const;

/** As src/press/words.def and words.c have them. */
export const locales = (
	"en de fr es it pt nl pl sv da nb fi cs hu el ru uk tr ro ar he zh zh-Hant ja ko" as string
).split(" ");
export const dateFormats = [
	"MMM yyyy",
	"MMMM yyyy",
	"MM/yyyy",
	"MM.yyyy",
	"yyyy-MM",
	"yyyy",
] as const;

const FIRST = "modern"; // what a document has that names no template
export const templatePath = ["meta", "vitae", "template"] as const;
export const stylePath = ["meta", "vitae", "style"] as const;
export const localePath = ["meta", "vitae", "locale"] as const;

/** What makes a look, and is another one with another template; the rest
 * (dates, titles, paper, how many pages) goes along. */
const looks = [
	"colors",
	"fonts",
	"size",
	"line_height",
	"spacing",
	"margins",
	"columns",
	"justify",
	"hyphenate",
];
/** Of one document alone, and nothing that somebody usually wants. */
const own = ["titles", "section_order", "hidden_sections", "fit"];

// ---- what the server knows ----------------------------------------------------

export const templates = signal<readonly Template[]>([]);
const usuals = signal<Readonly<Record<string, Tree>>>({});
let asked: Promise<void> | undefined;

export function loadTemplates(): Promise<void> {
	return (asked ??= call<{ templates: Template[] }>("GET", "/api/templates").then(
		(r) => void (templates.value = r.templates.filter((x) => !x.fault)),
		(e) => {
			asked = undefined;
			throw e;
		},
	));
}

type Preference = Api.TemplatePreference;

/** What I usually want of a template; asked for once. */
export async function loadUsual(id: string): Promise<void> {
	if (usuals.value[id]) return;
	const p = await call<Preference>("GET", `/api/templates/${id}/preferences`);
	usuals.value = { ...usuals.value, [id]: p.custom_config };
}

export async function keepUsual(id: string, config: Tree): Promise<void> {
	await call("PUT", `/api/templates/${id}/preferences`, { body: { custom_config: config } });
	usuals.value = { ...usuals.value, [id]: config };
}

export function usual(id: string): Tree {
	return usuals.value[id] ?? {};
}

// ---- layers -------------------------------------------------------------------

/** `upper` over `lower`, member by member. */
export function over(lower: Tree, upper: Tree): Tree {
	const out: Tree = { ...lower };
	for (const [name, v] of Object.entries(upper)) {
		const below = out[name];
		out[name] = isTree(v) && isTree(below) ? over(below, v) : v;
	}
	return out;
}

export function templateOf(doc: Tree): string {
	return text(doc, templatePath) || FIRST;
}

export function styleOf(doc: Tree): Tree {
	const s = get(doc, stylePath);
	return isTree(s) ? s : {};
}

function configOf(id: string): Tree {
	return templates.value.find((x) => x.id === id)?.config ?? {};
}

/** What holds at `path` of the style, whoever said it. */
export function effective(doc: Tree, path: Path): Json | undefined {
	const id = templateOf(doc);
	const paper = text(doc, ["meta", "vitae", "paper"]);
	if (path[0] === "paper" && paper) return paper.toLowerCase();
	return get(styleOf(doc), path) ?? get(usual(id), path) ?? get(configOf(id), path) ?? undefined;
}

/** The document as it is drawn when it is not a stored one: with what its
 * owner usually wants, which only stored ones have of themselves. */
export function dressed(doc: Tree): Tree {
	const below = usual(templateOf(doc));
	if (!Object.keys(below).length) return doc;
	return set(doc, stylePath, over(below, styleOf(doc))) as Tree;
}

// ---- changes ------------------------------------------------------------------

/** With `to` at `path` of its style; objects that become empty go. */
export function styled(doc: Tree, path: Path, to: Json | undefined): Tree {
	let out = doc;
	if (path[0] === "paper" && get(doc, ["meta", "vitae", "paper"]) !== undefined)
		out = set(out, ["meta", "vitae", "paper"], undefined) as Tree;
	if (to === undefined && get(out, [...stylePath, ...path]) === undefined) return out;
	out = set(out, [...stylePath, ...path], to) as Tree;
	for (let up: Path = [...stylePath, ...path].slice(0, -1); up.length > 2; up = up.slice(0, -1)) {
		const v = get(out, up);
		if (isTree(v) && !Object.keys(v).length) out = set(out, up, undefined) as Tree;
	}
	return out;
}

function only(style: Tree, wanted: (name: string) => boolean): Tree {
	return Object.fromEntries(Object.entries(style).filter(([name]) => wanted(name)));
}

function withStyle(doc: Tree, style: Tree): Tree {
	const some = Object.keys(style).length > 0;
	if (!some && get(doc, stylePath) === undefined) return doc;
	return set(doc, stylePath, some ? style : undefined) as Tree;
}

/** In another template: its look is the template's, what it says of dates and
 * pages stays. `look` is how it looked when it was last in that template. */
export function inTemplate(doc: Tree, id: string, look: Tree = {}): Tree {
	const stays = only(styleOf(doc), (n) => !looks.includes(n));
	return withStyle(set(doc, templatePath, id) as Tree, over(stays, look));
}

export function lookOf(doc: Tree): Tree {
	return only(styleOf(doc), (n) => looks.includes(n));
}

/** As the template has it, or as its owner usually wants it. */
export function plain(doc: Tree): Tree {
	return withStyle(
		doc,
		only(styleOf(doc), (n) => own.includes(n)),
	);
}

export function isPlain(doc: Tree): boolean {
	return same(plain(doc), doc);
}

/** What of this document's style can be what somebody usually wants. */
export function wish(doc: Tree): Tree {
	return over(
		usual(templateOf(doc)),
		only(styleOf(doc), (n) => !own.includes(n)),
	);
}

// ---- lengths ------------------------------------------------------------------

const MM = { mm: 1, cm: 10, in: 25.4, pt: 25.4 / 72 } as const;

/** "18mm", "0.7in" in millimetres. */
export function millimetres(length: Json | undefined): number {
	const m = /^([\d.]+)(mm|cm|in|pt)$/.exec(typeof length === "string" ? length : "");
	return m ? Number(m[1]) * MM[m[2] as keyof typeof MM] : 0;
}
