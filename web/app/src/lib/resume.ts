// resume.ts - a resume as passages that can be pointed at: entry by entry, each
// text under its JSON pointer. For reading beside something else.
import { isTree, type Json, type Tree } from "./tree";

export interface Passage {
	at: string; // JSON pointer
	text: string;
}
export interface Group {
	section: string; // "work", "skills"; of the person: "basics"
	at: string;
	head: Passage[]; // what it is called
	body: Passage[]; // sentences
	words: Passage[]; // short ones
}

const SECTIONS = [
	"work",
	"projects",
	"volunteer",
	"education",
	"skills",
	"certificates",
	"awards",
	"publications",
	"languages",
	"interests",
] as const;
const HEAD = [
	"position",
	"name",
	"title",
	"organization",
	"studyType",
	"area",
	"institution",
	"language",
	"fluency",
	"issuer",
	"awarder",
	"publisher",
	"level",
];
const BODY = ["summary", "description", "highlights"];
const WORDS = ["keywords", "courses"];

function passages(entry: Tree, at: string, names: readonly string[]): Passage[] {
	const out: Passage[] = [];
	for (const name of names) {
		const v: Json | undefined = entry[name];
		if (typeof v === "string" && v) out.push({ at: `${at}/${name}`, text: v });
		else if (Array.isArray(v))
			v.forEach((x, i) => {
				if (typeof x === "string" && x) out.push({ at: `${at}/${name}/${i}`, text: x });
			});
	}
	return out;
}

export function groups(resume: Tree): Group[] {
	const out: Group[] = [];
	const put = (entry: Tree, section: string, at: string, head: readonly string[]): void => {
		const g: Group = {
			section,
			at,
			head: passages(entry, at, head),
			body: passages(entry, at, BODY),
			words: passages(entry, at, WORDS),
		};
		if (g.head.length || g.body.length || g.words.length) out.push(g);
	};
	if (isTree(resume["basics"])) put(resume["basics"], "basics", "/basics", ["name", "label"]);
	for (const section of SECTIONS) {
		const all = resume[section];
		if (!Array.isArray(all)) continue;
		all.forEach((entry, i) => {
			if (isTree(entry)) put(entry, section, `/${section}/${i}`, HEAD);
		});
	}
	return out;
}

/** The entry that a pointer leads into. */
export function groupOf(all: readonly Group[], at: string): Group | undefined {
	return all.find((g) => at === g.at || at.startsWith(`${g.at}/`));
}

export function pointer(at: string): (string | number)[] {
	return at
		.split("/")
		.slice(1)
		.map((s) => (/^\d+$/.test(s) ? Number(s) : s.replaceAll("~1", "/").replaceAll("~0", "~")));
}
