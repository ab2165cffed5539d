// drawing.ts - the pages of a document as pictures, drawn by the engine that
// makes the PDF, at every keystroke. One question is under way at a time; the
// most urgent is asked next: the page that one looks at, coarse enough to be
// there before the next key; in the first pause where its words stand, and the
// pages in sight, sharp.
import { effect, signal, type ReadonlySignal } from "@preact/signals";
import { ask, call, Fault, said } from "./api";
import type { Tree } from "./tree";

export interface Sheet {
	url: string;
	dpi: number;
	of: Tree; // the document that it shows
}
export interface Word {
	text: string;
	x: number;
	y: number;
	width: number;
	height: number;
	at?: string; // JSON pointer of what it shows
}
/** What stands where, in points, and what fitting made of the type. */
export interface Told {
	width: number;
	height: number;
	asked: number;
	size: number;
	fitted: boolean;
	pages: { words: Word[] }[];
}

/** From a key to its picture, for whoever measures. */
declare global {
	interface Window {
		vitaeDrawn?: number[];
	}
}

const PAPER_INCHES = 8.27;
const LEAST_DPI = 48;
const QUICK_DPI = 110;
const SHARP_DPI = 288;
const PAUSE_MS = 350;
const TRY_AGAIN_MS = 4000;
const path = "/api/export/preview";

export function picture(doc: Tree, page: number, dpi: number): Promise<[string, number]> {
	return pictureOf({ resume: doc }, page, dpi);
}

async function pictureOf(body: unknown, page: number, dpi: number): Promise<[string, number]> {
	const res = await ask("POST", path, {
		query: { format: "png", page, dpi },
		headers: { Accept: "image/png" },
		body,
	});
	const url = URL.createObjectURL(await res.blob());
	const image = new Image();
	image.src = url;
	await image.decode();
	return [url, Number(res.headers.get("vitae-pages") ?? 1)];
}

interface Job {
	page: number; // 0: the words
	dpi: number;
}

export class Drawing {
	readonly sheets = signal<readonly (Sheet | undefined)[]>([undefined]);
	readonly told = signal<Told | undefined>(undefined);
	readonly fault = signal<string | undefined>(undefined);
	private toldOf: Tree | undefined;
	private page = 1; // that one looks at
	private seen: ReadonlySet<number> = new Set([1]);
	private dots = 600; // a page is so wide on the screen
	private busy = false;
	private gone = false;
	private pause = 0;
	private changed = 0;
	private stop: () => void;

	/** `body`: what is asked to be drawn, where it is not the document. */
	constructor(
		private readonly doc: ReadonlySignal<Tree>,
		private readonly body: (doc: Tree) => unknown = (resume) => ({ resume }),
	) {
		let first = true;
		this.stop = effect(() => {
			this.doc.value;
			// nobody has typed yet, and all of it may come at once
			this.changed = first ? -PAUSE_MS : performance.now();
			first = false;
			void this.next();
		});
	}

	close(): void {
		this.gone = true;
		this.stop();
		clearTimeout(this.pause);
		for (const s of this.sheets.peek()) if (s) URL.revokeObjectURL(s.url);
	}

	/** How wide a page is, in dots; which one is looked at; which are in sight. */
	look(dots: number, page: number, seen: ReadonlySet<number>): void {
		[this.dots, this.page, this.seen] = [dots, page, seen];
		void this.next();
	}

	private dpi(most: number): number {
		return Math.max(LEAST_DPI, Math.min(most, Math.ceil(this.dots / PAPER_INCHES)));
	}

	/** The most urgent; undefined: all is done, or waits for a pause. */
	private job(): Job | undefined {
		const doc = this.doc.peek();
		const sheets = this.sheets.peek();
		const page = Math.min(this.page, sheets.length);
		if (sheets[page - 1]?.of !== doc) return { page, dpi: this.dpi(QUICK_DPI) };
		const wait = PAUSE_MS - (performance.now() - this.changed);
		clearTimeout(this.pause);
		if (wait > 0) {
			this.pause = window.setTimeout(() => void this.next(), wait);
			return undefined;
		}
		// what one sees of a page that was just opened, before what one may do there
		const blank = [...this.seen].find((n) => n <= sheets.length && !sheets[n - 1]);
		if (blank) return { page: blank, dpi: this.dpi(QUICK_DPI) };
		if (this.toldOf !== doc) return { page: 0, dpi: 0 };
		const dpi = this.dpi(SHARP_DPI);
		for (const n of [page, ...this.seen]) {
			const s = sheets[n - 1];
			if (n <= sheets.length && (s?.of !== doc || s.dpi < dpi)) return { page: n, dpi };
		}
		return undefined;
	}

	private put(page: number, pages: number, sheet: Sheet): void {
		const old = this.sheets.peek();
		const all = Array.from({ length: pages }, (_, i) => (i === page - 1 ? sheet : old[i]));
		this.sheets.value = all;
		for (const s of old) if (s && !all.includes(s)) URL.revokeObjectURL(s.url);
	}

	private async run({ page, dpi }: Job): Promise<void> {
		const of = this.doc.peek();
		if (!page) {
			const body = this.body(of);
			this.told.value = await call<Told>("POST", path, { query: { format: "words" }, body });
			this.toldOf = of;
			return;
		}
		const since = this.changed;
		const [url, pages] = await pictureOf(this.body(of), page, dpi);
		if (this.gone) return URL.revokeObjectURL(url);
		this.put(page, pages, { url, dpi, of });
		if (dpi <= QUICK_DPI && since > 0) (window.vitaeDrawn ??= []).push(performance.now() - since);
		this.fault.value = undefined;
	}

	private async next(): Promise<void> {
		const job = this.busy || this.gone ? undefined : this.job();
		if (!job) return;
		const of = this.doc.peek();
		this.busy = true;
		let on = true;
		try {
			await this.run(job);
		} catch (e) {
			on = this.failed(e, job);
		} finally {
			this.busy = false;
		}
		if (on || this.doc.peek() !== of) void this.next();
	}

	/** Is there another way? */
	private failed(e: unknown, job: Job): boolean {
		if (e instanceof Fault && e.status === 400 && job.page > 1) {
			this.page = 1;
			this.sheets.value = this.sheets.peek().slice(0, 1);
			return true;
		}
		this.fault.value = said(e);
		if (e instanceof Fault && (e.status === 0 || e.status >= 429))
			this.pause = window.setTimeout(() => void this.next(), TRY_AGAIN_MS);
		return false;
	}
}
