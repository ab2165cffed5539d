// tree.ts - values of JSON that are never changed in place: what is changed is
// a new tree, which shares all that stayed.

export type Json = null | boolean | number | string | Json[] | { [name: string]: Json };
export type Tree = { [name: string]: Json };
export type Path = readonly (string | number)[];

export function isTree(v: Json | undefined): v is Tree {
	return typeof v === "object" && v !== null && !Array.isArray(v);
}

export function get(v: Json | undefined, path: Path): Json | undefined {
	for (const step of path) {
		if (Array.isArray(v) && typeof step === "number") v = v[step];
		else if (isTree(v) && typeof step === "string") v = v[step];
		else return undefined;
	}
	return v;
}

export function text(v: Json | undefined, path: Path): string {
	const found = get(v, path);
	return typeof found === "string" ? found : "";
}

export function list(v: Json | undefined, path: Path): Json[] {
	const found = get(v, path);
	return Array.isArray(found) ? found : [];
}

/** With `to` at `path`; undefined takes away what is there. */
export function set(v: Json | undefined, path: Path, to: Json | undefined): Json {
	const [step, ...rest] = path;
	if (step === undefined) return to ?? null;
	if (typeof step === "number") {
		const all = Array.isArray(v) ? [...v] : [];
		if (to === undefined && !rest.length) all.splice(step, 1);
		else all[step] = set(all[step], rest, to);
		return all;
	}
	const tree: Tree = isTree(v) ? { ...v } : {};
	if (to === undefined && !rest.length) delete tree[step];
	else tree[step] = set(tree[step], rest, to);
	return tree;
}

export function insert(v: Json, path: Path, at: number, item: Json): Json {
	const all = [...list(v, path)];
	all.splice(at, 0, item);
	return set(v, path, all);
}

export function move(v: Json, path: Path, from: number, to: number): Json {
	const all = [...list(v, path)];
	const [item] = all.splice(from, 1);
	if (item === undefined) return v;
	all.splice(to, 0, item);
	return set(v, path, all);
}

export function same(a: Json | undefined, b: Json | undefined): boolean {
	if (a === b) return true;
	if (Array.isArray(a) && Array.isArray(b))
		return a.length === b.length && a.every((x, i) => same(x, b[i]));
	if (!isTree(a) || !isTree(b)) return false;
	const names = Object.keys(a);
	return (
		names.length === Object.keys(b).length &&
		names.every((n) => Object.hasOwn(b, n) && same(a[n], b[n]))
	);
}
