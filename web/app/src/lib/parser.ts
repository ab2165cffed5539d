// parser.ts - what programs that read resumes make of a document: its PDF read
// back by the server, and what they would stumble over.
import type * as Api from "./api-types";
import { call } from "./api";
import { heardOf } from "./heard";
import type { Key } from "./i18n";

export type Severity = "error" | "warning" | "note";
export type Finding = Omit<Api.LintFinding, "severity"> & { severity: Severity };
export type Fate = "changed" | "moved" | "lost" | "not shown" | "added";
export interface ReadBack {
	kind: Fate;
	at?: string;
	source?: string;
	to?: string;
	read?: string;
}
export interface Difference {
	kind: "changed" | "missing" | "out of order" | "added";
	page: number;
	source: string;
	read: string;
}
export interface Parsed extends Omit<Api.Lint, "findings" | "round_trip"> {
	findings: Finding[];
	round_trip: {
		text: string;
		words: { count: number; differences: Difference[] };
		unread?: string;
		fields?: {
			share: number;
			count: Record<Fate | "kept", number>;
			fields: ReadBack[];
		};
	};
}

export const fates: Record<Fate, { said: Key; bad: boolean }> = {
	lost: { said: "parser.lost", bad: true },
	changed: { said: "parser.changed", bad: true },
	moved: { said: "parser.moved", bad: true },
	"not shown": { said: "parser.unshown", bad: false },
	added: { said: "parser.added", bad: false },
};

export function readBack(id: string, signal: AbortSignal): Promise<Parsed> {
	return heardOf(
		call<Parsed>("POST", "/api/lint", {
			body: { resume_id: id, round_trip: true },
			signal,
		}),
	);
}

/** A form feed stands behind each page. */
export function pagesOf(text: string): string[] {
	return text
		.split("\f")
		.map((p) => p.replace(/\n+$/, ""))
		.filter((p, i, all) => p || i < all.length - 1);
}
