// pointed.ts - from a word on a page to the field that it came from, and from
// a field to its words. Fields are named as paths are: "work/0/position".
import type { Told, Word } from "./drawing";
import { get, isTree, type Json, type Path, type Tree } from "./tree";

function pathOf(pointer: string): Path {
	return pointer
		.split("/")
		.slice(1)
		.map((s) => s.replace(/~1/g, "/").replace(/~0/g, "~"))
		.map((s) => (/^\d+$/.test(s) ? Number(s) : s));
}

function bare(word: string): string {
	return word.replace(/^[^\p{L}\p{N}]+|[^\p{L}\p{N}]+$/gu, "").toLowerCase();
}

/** The first text within `v` that has the word. */
function within(v: Json | undefined, path: Path, word: string): Path | undefined {
	if (typeof v === "string") return v.toLowerCase().includes(word) ? path : undefined;
	const all: [string | number, Json][] = Array.isArray(v)
		? v.map((x, i) => [i, x])
		: isTree(v)
			? Object.entries(v)
			: [];
	for (const [step, x] of all) {
		const found = within(x, [...path, step], word);
		if (found) return found;
	}
	return undefined;
}

/** The field of a word at `pointer`; of what has no such text, the part. */
export function fieldAt(doc: Tree, pointer: string, word: string): Path {
	const at = pathOf(pointer);
	const v = get(doc, at);
	if (typeof v === "string") return at;
	return within(v, at, bare(word)) ?? at;
}

/** Where on the pages a field is shown: the words that its text has, of those
 * that its entry shows. */
export function wordsOf(doc: Tree, told: Told, field: string): [number, Word[]] | undefined {
	const steps = field.split("/");
	const value = get(doc, pathOf(`/${field}`));
	const has = typeof value === "string" ? value.toLowerCase() : "";
	for (let n = steps.length; n > 0; n--) {
		const at = `/${steps.slice(0, n).join("/")}`;
		const page = told.pages.findIndex((p) => p.words.some((w) => w.at === at));
		if (page < 0) continue;
		const all = told.pages[page]!.words.filter((w) => w.at === at);
		const some = all.filter((w) => bare(w.text) && has.includes(bare(w.text)));
		return [page + 1, n === steps.length || !some.length ? all : some];
	}
	return undefined;
}

/** The word at a place of a page, or the one that is next to it. */
export function wordAt(words: readonly Word[], x: number, y: number): Word | undefined {
	const NEAR = 14; // points
	let best: Word | undefined;
	let least = NEAR;
	for (const w of words) {
		if (!w.at) continue;
		const dx = Math.max(w.x - x, 0, x - w.x - w.width);
		const dy = Math.max(w.y - y, 0, y - w.y - w.height) * 3;
		if (dx + dy < least) [best, least] = [w, dx + dy];
	}
	return best;
}
