// review.ts - a document beside the file that it was read from: every field
// with its place and how sure it is, what was looked at, what comes next. Has
// no look; the document itself is editing.ts's.
import type * as Api from "./api-types";
import { computed, effect, signal } from "@preact/signals";
import { ask, call, Fault } from "./api";
import { Editing, type Document } from "./editing";
import { follow } from "./follow";
import { placeOf, DOUBT, hit, levelOf, pathOf } from "./trace";
import type { Found, Left, Level, Place } from "./trace";
import { get, set, type Json, type Path, type Tree } from "./tree";

const KEEP_AFTER_MS = 600;

export type Original = Api.Original;

export interface ReadField {
	at: string; // as it was uploaded
	path: Path; // as it was uploaded
	was: Json | undefined;
	sure: number;
	level: Level;
	doubtful: boolean;
	place: Place;
	line: number; // from 1
}
export interface ReadLeft extends Left {
	place: Place;
}

type Paths = ReadonlyMap<string, Path>;

export class Review {
	readonly fields: readonly ReadField[]; // in the order of the document
	readonly doubtful: readonly ReadField[]; // the least sure first
	readonly left: readonly ReadLeft[];
	/** What is lit on the page. */
	readonly lit = signal<Place | undefined>(undefined);
	readonly active = signal<string | undefined>(undefined);
	private readonly paths = signal<Paths>(new Map());
	private readonly accepted;
	readonly open = computed(() => this.doubtful.filter((f) => !this.isDone(f)));
	private readonly known = new WeakMap<Tree, Paths>();
	private timer = 0;
	private unsaved = false;
	private readonly stop: () => void;

	constructor(
		readonly id: string,
		readonly of: Editing,
		readonly original: Original,
		readonly found: Found,
		readonly uploaded: Tree,
	) {
		this.fields = found.fields.map((t) => this.read(t));
		this.doubtful = this.fields.filter((f) => f.doubtful).sort((a, b) => a.sure - b.sure);
		this.left = found.left.map((l) => ({
			...l,
			place: placeOf(found, { ...l, at: "", sure: 0, lines: 1 }, undefined),
		}));
		this.accepted = signal<ReadonlySet<string>>(new Set(original.checked));
		let before = uploaded;
		let paths: Paths = new Map(this.fields.map((f) => [f.at, f.path]));
		this.stop = effect(() => {
			const doc = this.of.doc.value;
			paths = this.known.get(doc) ?? moved(before, doc, paths);
			before = doc;
			this.known.set(doc, paths);
			this.paths.value = paths;
		});
	}

	private read(t: Found["fields"][number]): ReadField {
		const path = pathOf(t.at, this.uploaded);
		const was = get(this.uploaded, path);
		return {
			at: t.at,
			path,
			was,
			sure: t.sure,
			level: levelOf(t.sure),
			doubtful: t.sure < DOUBT,
			place: placeOf(this.found, t, was),
			line: t.line,
		};
	}

	close(): void {
		this.stop();
		void this.keep();
		this.of.close();
	}

	// ---- fields -------------------------------------------------------------

	/** Where it is now; undefined: nowhere. */
	pathOf(f: ReadField): Path | undefined {
		return this.paths.value.get(f.at);
	}

	valueOf(f: ReadField): string | undefined {
		const path = this.pathOf(f);
		const v = path && get(this.of.doc.value, path);
		return typeof v === "string" ? v : v === undefined ? undefined : String(v);
	}

	/** Looked at: said to be right, changed, or taken away. */
	isDone(f: ReadField): boolean {
		return this.accepted.value.has(f.at) || this.valueOf(f) !== f.was;
	}

	change(f: ReadField, to: string): void {
		const path = this.pathOf(f) ?? f.path;
		const inList = typeof path.at(-1) === "number";
		this.of.set(path, to === "" && !inList ? undefined : to);
	}

	/** With the entry around it, where nothing else is in that. */
	remove(f: ReadField): void {
		const path = this.pathOf(f);
		if (path) this.of.become(without(this.of.doc.value, path), "");
	}

	light(f: ReadField | undefined): void {
		this.active.value = f?.at;
		if (f) this.lit.value = f.place;
	}

	at(page: number, x: number, y: number): ReadField | undefined {
		const there = this.fields.filter((f) => this.valueOf(f) !== undefined);
		return hit(there, page, x, y);
	}

	/** The doubtful one after (or before) the one that is active, round about;
	 * undefined: none is left. */
	next(by: 1 | -1 = 1): ReadField | undefined {
		const open = this.open.value;
		const all = this.doubtful;
		const here = all.findIndex((f) => f.at === this.active.value);
		for (let n = 1; n <= all.length; n++) {
			const from = here < 0 && by < 0 ? 0 : here;
			const f = all[(from + by * n + all.length * (n + 1)) % all.length]!;
			if (open.includes(f)) return f;
		}
		return undefined;
	}

	// ---- what was looked at ---------------------------------------------------

	accept(fields: readonly ReadField[], yes = true): void {
		const all = new Set(this.accepted.value);
		for (const f of fields)
			if (yes) all.add(f.at);
			else all.delete(f.at);
		this.accepted.value = all;
		this.unsaved = true;
		clearTimeout(this.timer);
		this.timer = window.setTimeout(() => void this.keep(), KEEP_AFTER_MS);
	}

	private async keep(): Promise<void> {
		clearTimeout(this.timer);
		if (!this.unsaved) return;
		this.unsaved = false;
		try {
			await call("PUT", `/api/resumes/${this.id}/original/checked`, {
				body: { fields: [...this.accepted.value] },
			});
		} catch (e) {
			// without a network it is tried again with the next one
			this.unsaved = e instanceof Fault && (e.status === 0 || e.status >= 429);
		}
	}
}

function moved(before: Tree, after: Tree, paths: Paths): Paths {
	const to = new Map<string, Path>();
	for (const [at, path] of paths) {
		const now = follow(before, after, path);
		if (now) to.set(at, now);
	}
	return to;
}

const says = (v: Json | undefined): boolean =>
	typeof v === "object" && v !== null
		? Object.values(v).some(says)
		: v !== undefined && v !== null && v !== "";

function without(doc: Tree, path: Path): Tree {
	let now = set(doc, path, undefined) as Tree;
	for (let end = path.length - 1; end > 1; end--) {
		const around = path.slice(0, end);
		if (says(get(now, around))) break;
		now = set(now, around, undefined) as Tree;
	}
	return now;
}

/** undefined: it has no original. */
export async function openReview(id: string): Promise<Review | undefined> {
	const under = `/api/resumes/${id}/original`;
	const doc = await call<Document>("GET", `/api/resumes/${id}`);
	try {
		const [original, found] = await Promise.all([
			call<Original>("GET", under),
			call<Found>("GET", `${under}/fields`),
		]);
		const uploaded =
			doc.version === original.uploaded_version
				? doc.resume
				: (
						await call<{ resume: Tree }>(
							"GET",
							`/api/resumes/${id}/versions/${original.uploaded_version}`,
						)
					).resume;
		return new Review(id, new Editing(doc), original, found, uploaded);
	} catch (e) {
		if (e instanceof Fault && e.status === 404) return undefined;
		throw e;
	}
}

export async function fileOf(id: string): Promise<Blob> {
	const res = await ask("GET", `/api/resumes/${id}/original/file`, {
		headers: { Accept: "*/*" },
	});
	return res.blob();
}
