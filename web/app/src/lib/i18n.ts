// i18n.ts - every sentence that people read, in their language. The English
// catalogue is the measure: a key that it lacks does not compile, and what
// another language lacks is shown in English.
import { computed, signal } from "@preact/signals";
import en from "../../text/en.json";

export type Key = keyof typeof en;
type Plural = Partial<Record<Intl.LDMLPluralRule, string>> & { other: string };
type Catalogue = Partial<Record<Key, string | Plural>>;
type Values = Record<string, string | number>;

type Rule = (n: number) => Intl.LDMLPluralRule;

// Of whole numbers, as CLDR has them: asking Intl for the first time takes a
// slow machine a tenth of a second. A test holds both together.
const english: Rule = (n) => (n === 1 ? "one" : "other");
const french: Rule = (n) => (n === 0 || n === 1 ? "one" : n % 1_000_000 === 0 ? "many" : "other");
const arabic: Rule = (n) => {
	if (n < 3) return (["zero", "one", "two"] as const)[n]!;
	const rest = n % 100;
	return rest < 3 ? "other" : rest < 11 ? "few" : "many";
};

export const languages = {
	en: {
		name: "English",
		dir: "ltr",
		plural: english,
		load: async (): Promise<Catalogue> => en,
	},
	fr: {
		name: "Français",
		dir: "ltr",
		plural: french,
		load: async (): Promise<Catalogue> => (await import("../../text/fr.json")).default,
	},
	ar: {
		name: "العربية",
		dir: "rtl",
		plural: arabic,
		load: async (): Promise<Catalogue> => (await import("../../text/ar.json")).default,
	},
} as const;
export type Language = keyof typeof languages;

const KEPT = "vitae.language";
const catalogue = signal<Catalogue>(en);
export const language = signal<Language>("en");
// The digits of a document's dates, everywhere: a page shows one kind.
const tag = computed(() => `${language.value}-u-nu-latn`);
const plurals = computed(() => new Intl.PluralRules(tag.value));
const numbers = computed(() => new Intl.NumberFormat(tag.value));

export function pluralOf(l: Language, n: number): Intl.LDMLPluralRule {
	const whole = Number.isInteger(n) && n >= 0;
	return whole ? languages[l].plural(n) : plurals.value.select(n);
}

/** Small ones look the same in all languages. */
function shown(n: number): string {
	return Number.isInteger(n) && n >= 0 && n < 1000 ? String(n) : numbers.value.format(n);
}

function isLanguage(s: string | null | undefined): s is Language {
	return !!s && Object.hasOwn(languages, s);
}

function preferred(): Language {
	const kept = localStorage.getItem(KEPT);
	if (isLanguage(kept)) return kept;
	for (const wish of navigator.languages) {
		const short = wish.split("-")[0];
		if (isLanguage(short)) return short;
	}
	return "en";
}

async function use(l: Language): Promise<void> {
	catalogue.value = await languages[l].load();
	language.value = l;
	document.documentElement.lang = l;
	document.documentElement.dir = languages[l].dir;
}

export async function begin(): Promise<void> {
	const l = preferred();
	// before anything is shown, or all of it would change sides
	document.documentElement.dir = languages[l].dir;
	if (l !== "en") await use(l).catch(() => use("en"));
}

export async function choose(l: Language): Promise<void> {
	await use(l);
	localStorage.setItem(KEPT, l);
}

/** The sentence of `key`, {name}s filled in; `n` decides its plural. */
export function t(key: Key, values: Values = {}): string {
	const found = catalogue.value[key] ?? (en[key] as string | Plural | undefined) ?? key;
	const text =
		typeof found === "string"
			? found
			: (found[pluralOf(language.value, Number(values.n ?? 0))] ?? found.other);
	return text.replace(/\{(\w+)\}/g, (all, name: string) => {
		const v = values[name];
		return v === undefined ? all : typeof v === "number" ? shown(v) : v;
	});
}

export function number(n: number, digits = 0): string {
	if (Number.isInteger(n)) return shown(n);
	return new Intl.NumberFormat(tag.value, { maximumFractionDigits: digits }).format(n);
}

export function date(iso: string): string {
	return new Intl.DateTimeFormat(tag.value, { dateStyle: "medium" }).format(new Date(iso));
}

const units: [Intl.RelativeTimeFormatUnit, number][] = [
	["year", 31557600],
	["month", 2629800],
	["day", 86400],
	["hour", 3600],
	["minute", 60],
];

/** "3 minutes ago". */
export function ago(iso: string): string {
	const s = (Date.parse(iso) - Date.now()) / 1000;
	const how = new Intl.RelativeTimeFormat(tag.value, { numeric: "auto" });
	for (const [unit, size] of units)
		if (Math.abs(s) >= size) return how.format(Math.trunc(s / size), unit);
	return how.format(0, "minute");
}

/** "14:05". */
export function clock(iso: string): string {
	return new Intl.DateTimeFormat(tag.value, { timeStyle: "short" }).format(new Date(iso));
}

/** Of "2026-11-22": "today", "yesterday", else with the day of the week. */
export function day(ymd: string): string {
	const at = new Date(`${ymd}T12:00`);
	const noon = new Date();
	noon.setHours(12, 0, 0, 0);
	const back = Math.round((at.getTime() - noon.getTime()) / 86_400_000);
	if (back === 0 || back === -1)
		return new Intl.RelativeTimeFormat(tag.value, { numeric: "auto" }).format(back, "day");
	return new Intl.DateTimeFormat(tag.value, {
		weekday: "long",
		day: "numeric",
		month: "long",
		...(at.getFullYear() === noon.getFullYear() ? {} : { year: "numeric" as const }),
	}).format(at);
}
