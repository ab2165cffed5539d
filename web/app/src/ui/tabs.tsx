// tabs.tsx - views of one thing, of which one is shown: arrows go from tab to
// tab, as everywhere.
import type { ComponentChildren, JSX } from "preact";
import { useRef } from "preact/hooks";
import { t, type Key } from "../lib/i18n";

interface Props<Id extends string> {
	id: string; // of the tabs among others on the page
	label: string;
	all: readonly { id: Id; label: Key }[];
	at: Id;
	onChange: (to: Id) => void;
	children: ComponentChildren;
}

export function Tabs<Id extends string>(p: Props<Id>): JSX.Element {
	const ref = useRef<HTMLDivElement>(null);
	const key = (e: KeyboardEvent): void => {
		const rtl = getComputedStyle(ref.current!).direction === "rtl" ? -1 : 1;
		const by = { ArrowRight: rtl, ArrowLeft: -rtl }[e.key];
		if (!by) return;
		e.preventDefault();
		const n = p.all.length;
		const i = (p.all.findIndex((x) => x.id === p.at) + by + n) % n;
		p.onChange(p.all[i]!.id);
		ref.current!.querySelectorAll<HTMLElement>("[role=tab]")[i]!.focus();
	};
	return (
		<>
			<div class="tabs" role="tablist" aria-label={p.label} ref={ref} onKeyDown={key}>
				{p.all.map((x) => (
					<button
						type="button"
						role="tab"
						key={x.id}
						id={`${p.id}-${x.id}`}
						aria-selected={x.id === p.at}
						aria-controls={`${p.id}-panel`}
						tabIndex={x.id === p.at ? 0 : -1}
						onClick={() => p.onChange(x.id)}
					>
						{t(x.label)}
					</button>
				))}
			</div>
			<div
				class="tabpanel"
				role="tabpanel"
				id={`${p.id}-panel`}
				aria-labelledby={`${p.id}-${p.at}`}
			>
				{p.children}
			</div>
		</>
	);
}
