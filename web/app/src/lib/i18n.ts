// i18n.ts - every sentence that people read, in their language. The English
// catalogue is the measure: a key that it lacks does not compile, and what
// another language lacks is shown in English.
import { computed, signal } from "@preact/signals";
import en from "../../text/en.json";

export type Key = keyof typeof en;
/** "=1" is of that number alone, and comes before its plural form. */
type Plural = Partial<Record<Intl.LDMLPluralRule | `=${number}`, string>> & { other: string };
type Catalogue = Partial<Record<Key, string | Plural>>;
type Values = Record<string, string | number>;

type Rule = (n: number) => Intl.LDMLPluralRule;

// Of whole numbers, as CLDR has them: asking Intl for the first time takes a
// slow machine a tenth of a second, and so do dates and "3 minutes ago". A test
// holds them all against it.
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
		day: 1, // digits of a date's
		halves: ["\u202fAM", "\u202fPM"], // of a day; absent: it has 24 hours
		point: ".",
		comma: ",", // of thousands
		load: async (): Promise<Catalogue> => en,
		server: async (): Promise<Record<string, string>> => ({}), // see heard.ts
	},
	fr: {
		name: "Français",
		dir: "ltr",
		plural: french,
		day: 1,
		halves: undefined,
		point: ",",
		comma: "\u202f",
		load: async (): Promise<Catalogue> => (await import("../../text/fr.json")).default,
		server: async (): Promise<Record<string, string>> =>
			(await import("../../text/fr.server.json")).default,
	},
	ar: {
		name: "العربية",
		dir: "rtl",
		plural: arabic,
		day: 2,
		halves: [" ص", " م"],
		point: ".",
		comma: ",",
		load: async (): Promise<Catalogue> => (await import("../../text/ar.json")).default,
		server: async (): Promise<Record<string, string>> =>
			(await import("../../text/ar.server.json")).default,
	},
} as const;
export type Language = keyof typeof languages;

const KEPT = "vitae.language";
const catalogue = signal<Catalogue>(en);
export const language = signal<Language>("en");
// The digits of a document's dates, everywhere: a page shows one kind.
const tag = computed(() => `${language.value}-u-nu-latn`);
const plurals = computed(() => new Intl.PluralRules(tag.value));

export function pluralOf(l: Language, n: number): Intl.LDMLPluralRule {
	const whole = Number.isInteger(n) && n >= 0;
	return whole ? languages[l].plural(n) : plurals.value.select(n);
}

const BIG = 1e15; // beyond, not all digits are there

/** With at most so many digits behind the point. */
export function number(n: number, digits = 0): string {
	if (!(n >= 0 && n < BIG))
		return new Intl.NumberFormat(tag.value, { maximumFractionDigits: digits }).format(n);
	const { point, comma } = languages[language.value];
	const up = 10 ** digits;
	// as it is written: 1.005 is a little less than what it says
	const round = n < 1e-6 ? 0 : Math.round(Number(`${n}e${digits}`));
	const whole = String(Math.floor(round / up)).replace(/\B(?=(\d{3})+$)/g, comma);
	const part = digits
		? String(round % up)
				.padStart(digits, "0")
				.replace(/0+$/, "")
		: "";
	return part ? whole + point + part : whole;
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

const DIGITS = 3; // of a number within a sentence

/** The sentence of `key`, {name}s filled in; `n` decides its plural. */
export function t(key: Key, values: Values = {}): string {
	const found = catalogue.value[key] ?? (en[key] as string | Plural | undefined) ?? key;
	const n = Number(values.n ?? 0);
	const text =
		typeof found === "string"
			? found
			: (found[`=${n}`] ?? found[pluralOf(language.value, n)] ?? found.other);
	return text.replace(/\{(\w+)\}/g, (all, name: string) => {
		const v = values[name];
		return v === undefined ? all : typeof v === "number" ? number(v, DIGITS) : v;
	});
}

/** "Nov 22, 2026". */
export function date(iso: string): string {
	const at = new Date(iso);
	return t("date", {
		day: String(at.getDate()).padStart(languages[language.value].day, "0"),
		month: t("date.months").split(" ")[at.getMonth()] ?? "",
		year: String(at.getFullYear()),
	});
}

const units = [
	["year", 31557600],
	["month", 2629800],
	["day", 86400],
	["hour", 3600],
	["minute", 60],
] as const;

/** "3 minutes ago". */
export function ago(iso: string): string {
	const s = (Date.now() - Date.parse(iso)) / 1000;
	const [unit, size] = units.find((u) => Math.abs(s) >= u[1]) ?? ["minute", 60];
	const n = Math.trunc(s / size);
	if (n >= 0) return t(`ago.${unit}`, { n });
	// a clock that is not the server's
	return new Intl.RelativeTimeFormat(tag.value, { numeric: "auto" }).format(-n, unit);
}

/** "14:05". */
export function clock(iso: string): string {
	const at = new Date(iso);
	const [hour, minute] = [at.getHours(), String(at.getMinutes()).padStart(2, "0")];
	const { halves } = languages[language.value];
	if (!halves) return `${String(hour).padStart(2, "0")}:${minute}`;
	return `${hour % 12 || 12}:${minute}${halves[hour < 12 ? 0 : 1]}`;
}

/** Of "2026-11-22": "today", "yesterday", else with the day of the week. */
export function day(ymd: string): string {
	const at = new Date(`${ymd}T12:00`);
	const noon = new Date();
	noon.setHours(12, 0, 0, 0);
	const back = Math.round((noon.getTime() - at.getTime()) / 86_400_000);
	if (back === 0 || back === 1) return t("ago.day", { n: back });
	return t(at.getFullYear() === noon.getFullYear() ? "day" : "day.year", {
		weekday: t("date.weekdays").split(" ")[at.getDay()] ?? "",
		day: String(at.getDate()),
		month: t("date.whole").split(" ")[at.getMonth()] ?? "",
		year: String(at.getFullYear()),
	});
}
