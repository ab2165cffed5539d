// rows.ts - a list that comes page by page: the first at once, after whoever
// types a search has paused, the others when they are asked for.
import { useEffect, useState } from "preact/hooks";
import { call, said, type Ask } from "./api";
import { tell } from "../ui/toasts";

const PAUSE_MS = 150;

interface Answer {
	next_cursor: string | null;
}
export interface Rows<T extends Answer, R> {
	rows: R[] | undefined; // undefined: they are not here yet
	answer: T | undefined; // the newest one, whole
	fault: string | undefined;
	more: (() => void) | undefined;
	again: () => void;
	change: (how: (rows: R[]) => R[]) => void;
}

/** `of` picks the rows of an answer; `query` another one: another list. */
export function useRows<T extends Answer, R>(
	path: string,
	of: (answer: T) => R[],
	query: Ask["query"] = {},
): Rows<T, R> {
	const [rows, setRows] = useState<R[]>();
	const [answer, setAnswer] = useState<T>();
	const [fault, setFault] = useState<string>();
	const [round, setRound] = useState(0);
	const asked = JSON.stringify(query);
	useEffect(() => {
		const stop = new AbortController();
		const ask = (): void =>
			void call<T>("GET", path, { query, signal: stop.signal }).then(
				(got) => {
					if (stop.signal.aborted) return;
					setRows(of(got));
					setAnswer(got);
					setFault(undefined);
				},
				(e: unknown) => stop.signal.aborted || setFault(said(e)),
			);
		const wait = setTimeout(ask, rows && asked !== "{}" ? PAUSE_MS : 0);
		return () => {
			clearTimeout(wait);
			stop.abort();
		};
	}, [path, asked, round]);
	const cursor = answer?.next_cursor;
	const more = (): void =>
		void call<T>("GET", path, { query: { ...query, cursor: cursor! } }).then(
			(got) => {
				setRows((old) => [...(old ?? []), ...of(got)]);
				setAnswer(got);
			},
			(e: unknown) => tell(said(e)),
		);
	return {
		rows,
		answer,
		fault,
		more: cursor ? more : undefined,
		again: () => setRound((n) => n + 1),
		change: (how) => setRows((old) => old && how(old)),
	};
}

/** The same where only the rows count: `name` is what the answer calls them. */
export function useNamed<R>(path: string, name: string, query: Ask["query"] = {}): Rows<Answer, R> {
	return useRows<Answer & Record<string, unknown>, R>(path, (got) => got[name] as R[], query);
}
