// named.ts - what people call a field of a document, by where it stands.
import type { Key } from "./i18n";
import { sections, basics, nameOf, type Kind, type Section } from "./sections";
import { get, text, type Path, type Tree } from "./tree";

export interface Named {
	label: Key;
	kind: Kind;
	nth?: number; // of a list, from 1
}

// What documents may hold beyond what the table of sections edits.
const others: Record<string, [Key, Kind]> = {
	address: ["field.address", "line"],
	postalCode: ["field.postal", "line"],
	countryCode: ["field.country", "line"],
	network: ["field.network", "line"],
	username: ["field.username", "line"],
	entity: ["field.organization", "line"],
	roles: ["field.position", "line"],
	url: ["field.url", "url"],
	location: ["field.location", "line"],
	date: ["field.date", "date"],
	summary: ["field.summary", "lines"],
	highlights: ["field.highlights", "items"],
	keywords: ["field.keywords", "tags"],
	description: ["field.description", "lines"],
};

const customAt = (path: Path): boolean =>
	path[0] === "meta" && path[1] === "vitae" && path[2] === "custom_sections";

/** Where the entry ends within a path: ["work", 0 | "name"]. */
function entryEnd(path: Path): number {
	if (customAt(path)) return 6;
	return path[0] === "basics" ? 1 : 2;
}

export function namedOf(path: Path): Named {
	const rest = path.slice(entryEnd(path));
	const words = rest.filter((x): x is string => typeof x === "string");
	const last = path.at(-1);
	const nth = typeof last === "number" && rest.length ? { nth: last + 1 } : {};
	const own = sections.find((s) => s.id === path[0]);
	const details = path[0] === "basics" ? basics : (own?.details ?? []);
	const detail = details.find((d) => d.name === words.join("."));
	if (detail) return { label: detail.label, kind: detail.kind, ...nth };
	if (customAt(path) && words[0] === "summary") return { label: "field.text", kind: "lines" };
	const [label, kind] = others[words.at(-1) ?? ""] ?? ["field.other", "line"];
	return { label, kind, ...nth };
}

export interface Group {
	id: string;
	title: Key | undefined; // undefined: it has a title of its own
	own: string;
	section: Section | undefined;
}

export function groupOf(path: Path, doc: Tree): Group {
	if (customAt(path)) {
		const own = text(doc, [...path.slice(0, 4), "title"]);
		return {
			id: path.slice(0, 4).join("/"),
			title: own ? undefined : "section.other",
			own,
			section: undefined,
		};
	}
	const section = sections.find((s) => s.id === path[0]);
	return {
		id: String(path[0]),
		title: path[0] === "basics" ? "section.basics" : (section?.title ?? "section.other"),
		own: "",
		section,
	};
}

/** What the entry around a field is called; "" where there is none. */
export function entryOf(path: Path, doc: Tree, section: Section | undefined): string {
	return section && typeof path[1] === "number"
		? nameOf(section, get(doc, path.slice(0, 2)) ?? null)
		: "";
}

export function entryKey(path: Path): string {
	return path.slice(0, entryEnd(path)).join("/");
}
