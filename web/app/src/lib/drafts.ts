// drafts.ts - what was typed and is not on the server yet, in this browser: a
// tab keeps its own, and takes over what closed tabs left behind. Tabs that
// have the same document open tell each other when they saved. Knows no
// document.
import type { Tree } from "./tree";

export interface Draft {
	version: number; // of the document on the server that it began from
	base: Tree;
	doc: Tree;
}

type Said = { kind: "who" | "saved" } | { kind: "me"; key: string };

const ANSWER_MS = 150; // a tab in the background takes its time
const PREFIX = "vitae.draft.";

export class Drafts {
	private readonly key: string;
	private readonly others: BroadcastChannel;
	private readonly alive = new Set<string>();

	constructor(
		private readonly id: string,
		onSaved: () => void, // by another tab
	) {
		this.key = `${PREFIX}${id}.${Math.random().toString(36).slice(2)}`;
		this.others = new BroadcastChannel(`vitae.document.${id}`);
		this.others.onmessage = (e: MessageEvent<Said>) => {
			if (e.data.kind === "who") this.tell({ kind: "me", key: this.key });
			else if (e.data.kind === "me") this.alive.add(e.data.key);
			else onSaved();
		};
	}

	private tell(what: Said): void {
		this.others.postMessage(what);
	}

	saved(): void {
		this.tell({ kind: "saved" });
	}

	close(): void {
		this.others.close();
	}

	/** undefined: the server has it all. */
	keep(draft: Draft | undefined): void {
		try {
			if (draft) localStorage.setItem(this.key, JSON.stringify(draft));
			else localStorage.removeItem(this.key);
		} catch {
			// no room: the server has it soon
		}
	}

	/** Those of tabs that are no more; they are the caller's from now on. */
	async left(): Promise<Draft[]> {
		const found = Object.keys(localStorage).filter(
			(k) => k.startsWith(`${PREFIX}${this.id}`) && k !== this.key,
		);
		if (!found.length) return [];
		this.tell({ kind: "who" });
		await new Promise((then) => setTimeout(then, ANSWER_MS));
		return found
			.filter((k) => !this.alive.has(k))
			.flatMap((k) => {
				const kept = localStorage.getItem(k);
				localStorage.removeItem(k);
				return kept ? [JSON.parse(kept) as Draft] : [];
			});
	}
}
