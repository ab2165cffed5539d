// growing.ts - a long list that is shown bit by bit, so that its beginning can
// be used at once.
import { useEffect, useState } from "preact/hooks";

const FIRST_MS = 400; // what else there is to show comes before
const PAUSE_MS = 40; // in which one may press a key

/** How many of `all` to show by now: `first`, then `more` at a time. */
export function useGrowing(all: number, first: number, more: number): number {
	const [shown, setShown] = useState(first);
	const growing = shown < all;
	useEffect(() => {
		if (!growing) return;
		const wait = setTimeout(() => setShown(shown + more), shown > first ? PAUSE_MS : FIRST_MS);
		return () => clearTimeout(wait);
	}, [growing, shown]);
	return Math.min(shown, all);
}
