// match.ts - how a resume suits a posting, as the server says it.
import type * as Api from "./api-types";
export type Evidence = Api.Evidence;
export type Term = Api.MatchTerm;
export type Pair = Api.Match;

export interface Piece {
	text: string;
	term?: Term;
	matched?: boolean;
}

/** A text in pieces, so that each term that stands in it can be marked; where
 * two overlap the longer counts. */
export function marked(text: string, matched: Term[], missing: Term[]): Piece[] {
	const found: { at: number; end: number; term: Term; matched: boolean }[] = [];
	const low = text.toLowerCase();
	const look = (term: Term, is: boolean): void => {
		const word = term.term.toLowerCase();
		for (let at = low.indexOf(word); word && at >= 0; at = low.indexOf(word, at + 1)) {
			const edge = (c: string | undefined): boolean => !c || !/[\p{L}\p{N}]/u.test(c);
			if (edge(low[at - 1]) && edge(low[at + word.length]))
				found.push({ at, end: at + word.length, term, matched: is });
		}
	};
	for (const x of matched) look(x, true);
	for (const x of missing) look(x, false);
	found.sort((a, b) => a.at - b.at || b.end - a.end);
	const out: Piece[] = [];
	let at = 0;
	for (const f of found) {
		if (f.at < at) continue;
		if (f.at > at) out.push({ text: text.slice(at, f.at) });
		out.push({ text: text.slice(f.at, f.end), term: f.term, matched: f.matched });
		at = f.end;
	}
	if (at < text.length) out.push({ text: text.slice(at) });
	return out;
}
