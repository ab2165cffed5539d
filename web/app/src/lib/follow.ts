// follow.ts - where a value went when a document changed: entries are moved and
// taken away, and what points at one should follow it.
import { get, isTree, same, type Json, type Path } from "./tree";

function leaves(v: Json | undefined): string[] {
	if (typeof v === "string") return v ? [v] : [];
	if (Array.isArray(v)) return v.flatMap(leaves);
	return isTree(v) ? Object.values(v).flatMap(leaves) : [];
}

/** How much of `a` does `b` say, too? */
function alike(a: Json | undefined, b: Json | undefined): number {
	const has = new Set(leaves(b));
	return leaves(a).filter((s) => has.has(s)).length;
}

function whereTo(before: Json[], at: number, after: Json[]): number | undefined {
	const item = before[at];
	if (same(after[at], item)) return at;
	const moved = after.findIndex((x) => same(x, item));
	if (moved >= 0) return moved;
	if (before.length === after.length) return at;
	let best = -1;
	let most = 0;
	after.forEach((x, i) => {
		const n = alike(item, x);
		if (n > most) [best, most] = [i, n];
	});
	return best < 0 ? undefined : best;
}

/** The path in `after` of what is at `path` in `before`; undefined: it is
 * gone. */
export function follow(before: Json, after: Json, path: Path): Path | undefined {
	const to: (string | number)[] = [];
	for (let i = 0; i < path.length; i++) {
		const step = path[i]!;
		if (typeof step === "string") {
			to.push(step);
			continue;
		}
		const was = get(before, path.slice(0, i));
		const is = get(after, to);
		if (!Array.isArray(was) || !Array.isArray(is)) return undefined;
		const at = whereTo(was, step, is);
		if (at === undefined) return undefined;
		to.push(at);
	}
	return to;
}
