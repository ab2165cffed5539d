// sections.ts - what a resume is made of: every section, its fields, and how
// an entry of it is called in a list. The editor is made from this table; what
// a document makes of it (order, titles, sections of its own) is in parts.ts.
import type { Key } from "./i18n";
import { isTree, type Json } from "./tree";

/** lines: a text of several; items: a list of texts; tags: short ones. */
export type Kind =
	"line" | "lines" | "date" | "url" | "email" | "tel" | "items" | "tags" | "country";
export interface Detail {
	name: string; // "startDate"; "location.city" goes deeper
	kind: Kind;
	label: Key;
	half?: boolean; // two of them stand side by side
	fill?: string; // what the browser may offer (autocomplete)
	stays?: boolean; // empty, it is there all the same
}
export interface Section {
	id: string;
	title: Key;
	one: Key; // "Add a job"
	called: readonly string[]; // fields that name an entry
	details: readonly Detail[];
}

const half = true;
const from: Detail = { name: "startDate", kind: "date", label: "field.start", half };
const to: Detail = { name: "endDate", kind: "date", label: "field.end", half };
const url: Detail = { name: "url", kind: "url", label: "field.url" };
const about: Detail = { name: "summary", kind: "lines", label: "field.summary" };
const points: Detail = { name: "highlights", kind: "items", label: "field.highlights" };
const tags: Detail = { name: "keywords", kind: "tags", label: "field.keywords" };

export const basics: readonly Detail[] = [
	{ name: "name", kind: "line", label: "field.name", half, fill: "name" },
	{ name: "label", kind: "line", label: "field.label", half, fill: "organization-title" },
	{ name: "email", kind: "email", label: "field.email", half, fill: "email" },
	{ name: "phone", kind: "tel", label: "field.phone", half, fill: "tel" },
	{ name: "location.city", kind: "line", label: "field.city", half, fill: "address-level2" },
	{ name: "location.region", kind: "line", label: "field.region", half, fill: "address-level1" },
	{ name: "url", kind: "url", label: "field.site", fill: "url" },
];

/** What not everybody wants to say. */
export const basicsMore: readonly Detail[] = [
	{ name: "location.address", kind: "line", label: "field.address", fill: "street-address" },
	{ name: "location.postalCode", kind: "line", label: "field.postal", half, fill: "postal-code" },
	{ name: "location.countryCode", kind: "country", label: "field.country", half },
];

export const summary: Detail = {
	name: "summary",
	kind: "lines",
	label: "field.about",
	stays: true,
};

export const profile: Section = {
	id: "profiles",
	title: "section.profiles",
	one: "add.profiles",
	called: ["network", "username"],
	details: [
		{ name: "network", kind: "line", label: "field.network", half },
		{ name: "username", kind: "line", label: "field.username", half },
		url,
	],
};

export const letter: readonly Detail[] = [
	{ name: "subject", kind: "line", label: "field.subject", half },
	{ name: "date", kind: "line", label: "field.date", half },
	{ name: "addressee", kind: "items", label: "field.addressee" },
	{ name: "salutation", kind: "line", label: "field.salutation" },
	{ name: "paragraphs", kind: "items", label: "field.paragraphs" },
	{ name: "closing", kind: "line", label: "field.closing", half },
	{ name: "signature", kind: "line", label: "field.signature", half },
];

/** Of a section of one's own: a text, a list, or entries with dates. */
export const layouts = {
	text: [{ name: "summary", kind: "lines", label: "field.text" }],
	list: [{ name: "highlights", kind: "items", label: "field.highlights" }],
	entries: [
		{ name: "title", kind: "line", label: "field.title", half },
		{ name: "organization", kind: "line", label: "field.organization", half },
		from,
		to,
		{ name: "location", kind: "line", label: "field.location", half },
		{ ...url, half },
		about,
		points,
	],
} as const satisfies Record<string, readonly Detail[]>;
export type Layout = keyof typeof layouts;

export const sections: readonly Section[] = [
	{
		id: "work",
		title: "section.work",
		one: "add.work",
		called: ["position", "name"],
		details: [
			{ name: "position", kind: "line", label: "field.position", half },
			{ name: "name", kind: "line", label: "field.employer", half },
			from,
			to,
			{ name: "location", kind: "line", label: "field.location", half },
			{ ...url, half },
			about,
			points,
		],
	},
	{
		id: "projects",
		title: "section.projects",
		one: "add.projects",
		called: ["name"],
		details: [
			{ name: "name", kind: "line", label: "field.title", half },
			{ ...url, half },
			from,
			to,
			{ name: "description", kind: "lines", label: "field.description" },
			points,
			tags,
		],
	},
	{
		id: "education",
		title: "section.education",
		one: "add.education",
		called: ["studyType", "area", "institution"],
		details: [
			{ name: "institution", kind: "line", label: "field.institution", half },
			{ name: "studyType", kind: "line", label: "field.degree", half },
			{ name: "area", kind: "line", label: "field.area", half },
			{ name: "score", kind: "line", label: "field.score", half },
			from,
			to,
			{ name: "courses", kind: "items", label: "field.courses" },
		],
	},
	{
		id: "skills",
		title: "section.skills",
		one: "add.skills",
		called: ["name"],
		details: [
			{ name: "name", kind: "line", label: "field.group", half },
			{ name: "level", kind: "line", label: "field.level", half },
			tags,
		],
	},
	{
		id: "languages",
		title: "section.languages",
		one: "add.languages",
		called: ["language"],
		details: [
			{ name: "language", kind: "line", label: "field.language", half },
			{ name: "fluency", kind: "line", label: "field.fluency", half },
		],
	},
	{
		id: "certificates",
		title: "section.certificates",
		one: "add.certificates",
		called: ["name", "issuer"],
		details: [
			{ name: "name", kind: "line", label: "field.title", half },
			{ name: "issuer", kind: "line", label: "field.issuer", half },
			{ name: "date", kind: "date", label: "field.date", half },
			{ ...url, half },
		],
	},
	{
		id: "awards",
		title: "section.awards",
		one: "add.awards",
		called: ["title", "awarder"],
		details: [
			{ name: "title", kind: "line", label: "field.title", half },
			{ name: "awarder", kind: "line", label: "field.awarder", half },
			{ name: "date", kind: "date", label: "field.date", half },
			about,
		],
	},
	{
		id: "publications",
		title: "section.publications",
		one: "add.publications",
		called: ["name", "publisher"],
		details: [
			{ name: "name", kind: "line", label: "field.title", half },
			{ name: "publisher", kind: "line", label: "field.publisher", half },
			{ name: "releaseDate", kind: "date", label: "field.date", half },
			{ ...url, half },
			about,
		],
	},
	{
		id: "volunteer",
		title: "section.volunteer",
		one: "add.volunteer",
		called: ["position", "organization"],
		details: [
			{ name: "position", kind: "line", label: "field.position", half },
			{ name: "organization", kind: "line", label: "field.organization", half },
			from,
			to,
			{ ...url, half },
			about,
			points,
		],
	},
	{
		id: "interests",
		title: "section.interests",
		one: "add.interests",
		called: ["name"],
		details: [{ name: "name", kind: "line", label: "field.title" }, tags],
	},
	{
		id: "references",
		title: "section.references",
		one: "add.references",
		called: ["name"],
		details: [
			{ name: "name", kind: "line", label: "field.name" },
			{ name: "reference", kind: "lines", label: "field.reference" },
		],
	},
];

/** What an entry is called; "" where it says nothing yet. */
export function nameOf(section: Section, entry: Json): string {
	if (!isTree(entry)) return "";
	const said = section.called
		.map((n) => entry[n])
		.filter((v): v is string => typeof v === "string" && v !== "");
	return said.join(" · ");
}
