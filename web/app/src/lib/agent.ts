// agent.ts - an agent at work, as a page sees it: its steps as they come, what
// it proposes, what it took; and stopping it. Knows no look.
import { useRef, useState } from "preact/hooks";
import { Fault, said } from "./api";
import { begin, follow, type Change, type Step, type Usage } from "./project";

const MODEL = ["upstream", "rate_limited"]; // it is away, or costs too much

/** What a request says so that no model is asked. */
export const without = { engine: "builtin" } as const;

export interface Agent<R> {
	busy: boolean;
	steps: Step[];
	seen: Change[];
	usage: Usage | undefined;
	result: R | undefined;
	fault: string | undefined;
	/** It was the model, without which it can be done, too. */
	modelFailed: boolean;
	start: (from: () => Promise<Response>) => Promise<R | undefined>;
	ask: (path: string, body: unknown) => Promise<R | undefined>;
	clear: () => void;
}

/** The last word on each tool, in the order in which they began. */
function stepped(all: readonly Step[], now: Step): Step[] {
	const at = all.findIndex((s) => s.tool === now.tool && s.state === "begun");
	return at < 0 ? [...all, now] : all.map((s, i) => (i === at ? now : s));
}

export function useAgent<R>(): Agent<R> {
	const [busy, setBusy] = useState(false);
	const [steps, setSteps] = useState<Step[]>([]);
	const [seen, setSeen] = useState<Change[]>([]);
	const [usage, setUsage] = useState<Usage>();
	const [result, setResult] = useState<R>();
	const [fault, setFault] = useState<string>();
	const [modelFailed, setModelFailed] = useState(false);
	const turn = useRef(0);

	const clear = (): void => {
		setSteps([]);
		setSeen([]);
		setUsage(undefined);
		setResult(undefined);
		setFault(undefined);
		setModelFailed(false);
	};
	const start = async (from: () => Promise<Response>): Promise<R | undefined> => {
		const mine = ++turn.current;
		const now = (what: () => void): void => {
			if (turn.current === mine) what();
		};
		let made: R | undefined;
		clear();
		setBusy(true);
		try {
			await follow<R>(await from(), {
				step: (s) => now(() => setSteps((old) => stepped(old, s))),
				change: (c) => now(() => setSeen((old) => [...old, c])),
				usage: (u) => now(() => setUsage(u)),
				result: (r) => now(() => setResult((made = r))),
			});
		} catch (e) {
			now(() => {
				setFault(said(e));
				setModelFailed(e instanceof Fault && MODEL.includes(e.code));
			});
		} finally {
			now(() => setBusy(false));
		}
		return made;
	};
	return {
		busy,
		steps,
		seen,
		usage,
		result,
		fault,
		modelFailed,
		start,
		ask: (path, body) => start(() => begin(path, body)),
		clear,
	};
}
