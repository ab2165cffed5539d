// merge.ts - two people, or two tabs, changed one document: what only one of
// them touched is as he left it, the rest is told as a conflict (and is mine
// until somebody decides).
import { isTree, same, type Json, type Path, type Tree } from "./tree";

export interface Conflict {
	path: Path; // in the merged document
	base: Json | undefined;
	mine: Json | undefined;
	theirs: Json | undefined;
}
export interface Merged {
	value: Json | undefined;
	conflicts: Conflict[];
}

type Maybe = Json | undefined;

/** For each of `from` the index of its like in `to`, in order; -1: none. */
function align(from: Json[], to: Json[]): number[] {
	const best = Array.from({ length: from.length + 1 }, () => new Uint32Array(to.length + 1));
	for (let i = from.length - 1; i >= 0; i--)
		for (let j = to.length - 1; j >= 0; j--)
			best[i]![j] = same(from[i], to[j])
				? best[i + 1]![j + 1]! + 1
				: Math.max(best[i + 1]![j]!, best[i]![j + 1]!);
	const out = new Array<number>(from.length).fill(-1);
	for (let i = 0, j = 0; i < from.length && j < to.length;)
		if (same(from[i], to[j])) out[i++] = j++;
		else if (best[i + 1]![j]! >= best[i]![j + 1]!) i++;
		else j++;
	return out;
}

function mergeLists(
	base: Json[],
	mine: Json[],
	theirs: Json[],
	path: Path,
	told: Conflict[],
): Json[] {
	const toMine = align(base, mine);
	const toTheirs = align(base, theirs);
	const out: Json[] = [];
	let b = 0,
		m = 0,
		t = 0;
	const settle = (b2: number, m2: number, t2: number): void => {
		const [was, my, their] = [base.slice(b, b2), mine.slice(m, m2), theirs.slice(t, t2)];
		if (same(my, was)) out.push(...their);
		else if (same(their, was) || same(my, their)) out.push(...my);
		else if (my.length === was.length && their.length === was.length)
			was.forEach((x, i) => {
				const v = mergeAny(x, my[i], their[i], [...path, out.length], told);
				if (v !== undefined) out.push(v);
			});
		else if (!was.length)
			out.push(...my, ...their); // both added
		else {
			told.push({ path: [...path, out.length], base: was, mine: my, theirs: their });
			out.push(...my);
		}
		[b, m, t] = [b2, m2, t2];
	};
	base.forEach((x, i) => {
		if (toMine[i]! < 0 || toTheirs[i]! < 0) return;
		settle(i, toMine[i]!, toTheirs[i]!);
		out.push(x);
		[b, m, t] = [i + 1, toMine[i]! + 1, toTheirs[i]! + 1];
	});
	settle(base.length, mine.length, theirs.length);
	return out;
}

function mergeTrees(base: Tree, mine: Tree, theirs: Tree, path: Path, told: Conflict[]): Tree {
	const out: Tree = {};
	for (const name of new Set([...Object.keys(mine), ...Object.keys(theirs)])) {
		const v = mergeAny(base[name], mine[name], theirs[name], [...path, name], told);
		if (v !== undefined) out[name] = v;
	}
	return out;
}

function mergeAny(base: Maybe, mine: Maybe, theirs: Maybe, path: Path, told: Conflict[]): Maybe {
	if (same(mine, theirs) || same(theirs, base)) return mine;
	if (same(mine, base)) return theirs;
	if (isTree(mine) && isTree(theirs))
		return mergeTrees(isTree(base) ? base : {}, mine, theirs, path, told);
	if (Array.isArray(mine) && Array.isArray(theirs))
		return mergeLists(Array.isArray(base) ? base : [], mine, theirs, path, told);
	told.push({ path, base, mine, theirs });
	return mine;
}

export function merge(base: Json, mine: Json, theirs: Json): Merged {
	const conflicts: Conflict[] = [];
	return { value: mergeAny(base, mine, theirs, [], conflicts), conflicts };
}
