// editing.ts - one document under the hands of its owner: every change can be
// undone, is kept in this browser at once, and on the server soon after. Knows
// no section and no field.
import type * as Api from "./api-types";
import { computed, effect, signal, type Signal } from "@preact/signals";
import { ask, call, Fault } from "./api";
import { Drafts, type Draft } from "./drafts";
import { merge, type Conflict } from "./merge";
import { insert, move, same, set, type Json, type Path, type Tree } from "./tree";

const SAVE_AFTER_MS = 900;
const TRY_AGAIN_MS = 5000;
const ONE_STEP_MS = 1200; // of typing in one field is undone at once
const STEPS_MOST = 500;

export type Document = Api.DocumentWhole;
export type Saving = "saved" | "waiting" | "saving" | "offline" | "refused" | "conflict";

interface Step {
	doc: Tree;
	at: string; // where the change was
	when: number;
}

export class Editing {
	readonly doc: Signal<Tree>;
	readonly title: Signal<string>;
	readonly saving = signal<Saving>("saved");
	readonly fault = signal<Fault | undefined>(undefined);
	readonly conflicts = signal<Conflict[]>([]);
	/** How often somebody else's changes came in without a question; how often
	 * what a closed tab had left did. */
	readonly joined = signal(0);
	readonly found = signal(0);
	private past = signal<Step[]>([]);
	private future = signal<Step[]>([]);
	readonly canUndo = computed(() => this.past.value.length > 0);
	readonly canRedo = computed(() => this.future.value.length > 0);
	private base: Tree; // as the server has it
	private version: number;
	private timer = 0;
	private asking = false;
	private newer = false; // somebody saved while we asked
	private readonly drafts: Drafts;
	private stop: () => void;

	/** `what` of it is edited: a variant's resume is its master's doing. */
	constructor(
		private readonly is: Document,
		private readonly what: "resume" | "variant" = "resume",
	) {
		this.base = is[what] ?? {};
		this.version = is.version;
		this.doc = signal(this.base);
		this.title = signal(is.title);
		this.drafts = new Drafts(what === "variant" ? `variant-${is.id}` : is.id, () => {
			if (this.asking) this.newer = true;
			else void this.meet();
		});
		this.stop = effect(() => this.keep(this.doc.value));
		addEventListener("online", this.soon);
		void this.drafts.left().then((all) => all.forEach((d) => this.pickUp(d)));
	}

	get id(): string {
		return this.is.id;
	}

	get kind(): string {
		return this.is.kind;
	}

	close(): void {
		this.stop();
		clearTimeout(this.timer);
		removeEventListener("online", this.soon);
		void this.save().finally(() => this.drafts.close());
	}

	/** Is there something that the server has not? */
	changed(): boolean {
		return !same(this.doc.value, this.base) || this.title.value !== this.is.title;
	}

	rename(title: string): void {
		this.title.value = title;
		this.soon();
	}

	// ---- changes ------------------------------------------------------------

	set(path: Path, to: Json | undefined): void {
		this.become(set(this.doc.value, path, to) as Tree, path.join("/"));
	}

	insert(path: Path, at: number, item: Json): void {
		this.become(insert(this.doc.value, path, at, item) as Tree, "");
	}

	move(path: Path, from: number, to: number): void {
		if (from !== to) this.become(move(this.doc.value, path, from, to) as Tree, "");
	}

	remove(path: Path): void {
		this.become(set(this.doc.value, path, undefined) as Tree, "");
	}

	become(doc: Tree, at: string): void {
		const last = this.past.value.at(-1);
		const when = Date.now();
		if (at && last && last.at === at && when - last.when < ONE_STEP_MS) last.when = when;
		else
			this.past.value = [
				...this.past.value.slice(1 - STEPS_MOST),
				{ doc: this.doc.value, at, when },
			];
		this.future.value = [];
		this.doc.value = doc;
		this.soon();
	}

	private step(from: Signal<Step[]>, to: Signal<Step[]>): void {
		const s = from.value.at(-1);
		if (!s) return;
		from.value = from.value.slice(0, -1);
		to.value = [...to.value, { doc: this.doc.value, at: "", when: 0 }];
		this.doc.value = s.doc;
		this.soon();
	}

	undo(): void {
		this.step(this.past, this.future);
	}

	redo(): void {
		this.step(this.future, this.past);
	}

	// ---- in this browser ----------------------------------------------------

	/** What a closed tab left behind. */
	private pickUp(draft: Draft): void {
		const before = this.doc.value;
		const mine = merge(draft.base, draft.doc, before).value as Tree;
		this.take(draft.base, same(before, this.base) ? draft.doc : mine);
		if (same(this.doc.value, before)) return;
		this.past.value = [...this.past.value, { doc: before, at: "", when: 0 }];
		this.found.value++;
	}

	private keep(doc: Tree): void {
		const known = same(doc, this.base);
		this.drafts.keep(known ? undefined : { version: this.version, base: this.base, doc });
	}

	// ---- on the server ------------------------------------------------------

	private soon = (): void => {
		if (this.saving.value === "conflict") return;
		if (!this.asking) this.saving.value = this.changed() ? "waiting" : "saved";
		clearTimeout(this.timer);
		this.timer = window.setTimeout(() => void this.save(), SAVE_AFTER_MS);
	};

	async save(): Promise<void> {
		if (this.asking) return;
		if (!this.changed()) {
			// somebody else may have saved the same
			if (this.saving.value !== "conflict") this.saving.value = "saved";
			return;
		}
		this.asking = true;
		this.saving.value = "saving";
		const sent = this.doc.value;
		const title = this.title.value;
		try {
			const now = await call<Document>("PUT", `/api/resumes/${this.is.id}`, {
				body: {
					[this.what]: sent,
					...(title === this.is.title ? {} : { title }),
				},
				headers: { "If-Match": `"${this.version}"` },
			});
			this.version = now.version;
			this.base = sent;
			this.is.title = now.title;
			this.fault.value = undefined;
			this.saving.value = "saved";
			this.drafts.saved();
		} catch (e) {
			await this.failed(e instanceof Fault ? e : new Fault(0, "unknown", String(e)));
		} finally {
			this.asking = false;
		}
		this.keep(this.doc.value);
		if (this.newer) await this.meet();
		this.newer = false;
		if (this.saving.value === "saved" && this.changed()) this.soon();
	}

	private async failed(f: Fault): Promise<void> {
		this.fault.value = f;
		if (f.status === 412) return this.meet();
		this.saving.value = f.status === 0 || f.status >= 429 ? "offline" : "refused";
		if (this.saving.value === "offline")
			this.timer = window.setTimeout(
				() => void this.save(),
				Math.max(TRY_AGAIN_MS, f.retryAfter * 1000),
			);
	}

	/** Somebody else saved: theirs and mine become one. */
	private async meet(): Promise<void> {
		try {
			const res = await ask("GET", `/api/resumes/${this.is.id}`);
			const now = (await res.json()) as Document;
			if (now.version <= this.version) return this.soon();
			const base = this.base;
			if (this.title.value === this.is.title) this.title.value = now.title;
			this.is.title = now.title;
			this.base = now[this.what] ?? {};
			this.version = now.version;
			this.take(base, this.doc.value);
		} catch (e) {
			this.saving.value = "offline";
			this.timer = window.setTimeout(() => void this.save(), TRY_AGAIN_MS);
		}
	}

	/** What is undone afterwards is mine alone: theirs goes into each step. */
	private take(base: Tree, mine: Tree): void {
		const theirs = this.base;
		const both = (doc: Tree): Tree => merge(base, doc, theirs).value as Tree;
		const { value, conflicts } = merge(base, mine, theirs);
		if (!same(base, theirs)) {
			this.past.value = this.past.value.map((s) => ({ ...s, doc: both(s.doc) }));
			this.future.value = this.future.value.map((s) => ({ ...s, doc: both(s.doc) }));
		}
		if (!conflicts.length && !same(mine, value)) this.joined.value++;
		this.doc.value = value as Tree;
		const open = this.conflicts.value.filter(
			(c) => !conflicts.some((d) => d.path.join("/") === c.path.join("/")),
		);
		this.conflicts.value = [...open, ...conflicts];
		clearTimeout(this.timer);
		if (this.conflicts.value.length) this.saving.value = "conflict";
		else this.soon();
	}

	/** Of the first conflict: whose is it to be? */
	decide(theirs: boolean): void {
		const [c, ...rest] = this.conflicts.value;
		if (!c) return;
		if (theirs) this.become(set(this.doc.value, c.path, c.theirs) as Tree, "");
		this.conflicts.value = rest;
		if (rest.length) return;
		this.saving.value = "waiting";
		this.soon();
	}
}
