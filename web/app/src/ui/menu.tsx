// menu.tsx - a button that opens a list; arrows, Home, End, Escape as everywhere.
import type { JSX } from "preact";
import { useLayoutEffect, useRef, useState } from "preact/hooks";
import { Button, Icon, type IconName } from "./parts";

export interface Choice {
	label: string;
	/** What it is good for, beneath it. */
	hint?: string;
	icon?: IconName;
	/** One of several, of which one holds. */
	checked?: boolean;
	/** What those beside it have in common. */
	group?: string;
	/** The language that the label is in, where it is not the page's. */
	lang?: string;
	run: () => void;
}

interface MenuProps {
	says: string;
	icon?: IconName;
	label?: string;
	busy?: boolean;
	choices: Choice[];
}

function Item({ of: c, run }: { of: Choice; run: () => void }): JSX.Element {
	const radio = c.checked !== undefined;
	return (
		<button
			type="button"
			role={radio ? "menuitemradio" : "menuitem"}
			{...(radio ? { "aria-checked": c.checked } : {})}
			{...(c.lang ? { lang: c.lang } : {})}
			tabIndex={-1}
			onClick={run}
		>
			{c.icon && <Icon name={c.icon} size={16} />}
			<span class="label">
				{c.label}
				{c.hint && <span class="hint">{c.hint}</span>}
			</span>
			{c.checked && <Icon name="check" size={16} />}
		</button>
	);
}

/** Those of one group side by side, in their order. */
function grouped(choices: Choice[]): Choice[][] {
	const all: Choice[][] = [];
	for (const c of choices) {
		const last = all.at(-1);
		if (last && last[0]?.group === c.group) last.push(c);
		else all.push([c]);
	}
	return all;
}

export function Menu({ says, icon, label, busy, choices }: MenuProps): JSX.Element {
	const [open, setOpen] = useState(false);
	const ref = useRef<HTMLDivElement>(null);
	const items = (): HTMLElement[] => [
		...(ref.current?.querySelectorAll<HTMLElement>("[role^=menuitem]") ?? []),
	];
	// at once: the next key is meant for what is open
	useLayoutEffect(() => {
		if (!open) return;
		items()[0]?.focus();
		const away = (e: Event): void => {
			if (!ref.current?.contains(e.target as Node)) setOpen(false);
		};
		addEventListener("pointerdown", away);
		return () => removeEventListener("pointerdown", away);
	}, [open]);
	const close = (): void => {
		setOpen(false);
		ref.current?.querySelector("button")?.focus();
	};
	const key = (e: KeyboardEvent): void => {
		const all = items();
		const at = all.indexOf(document.activeElement as HTMLElement);
		const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: -1 }[e.key];
		if (e.key === "Tab") return setOpen(false);
		if (e.key === "Escape" && open) close();
		else if (e.key === "ArrowDown" && !open) setOpen(true);
		else if (to !== undefined && open) all.at(to % all.length)?.focus();
		else return;
		e.preventDefault();
		e.stopPropagation();
	};
	return (
		<div class="menu" ref={ref} onKeyDown={key}>
			<Button
				look="bare"
				small
				{...(label ? {} : { says })}
				{...(icon ? { icon } : {})}
				{...(busy ? { busy } : {})}
				aria-haspopup="menu"
				aria-expanded={open}
				onClick={() => setOpen(!open)}
			>
				{label}
			</Button>
			{open && (
				<div class="list" role="menu" aria-label={says}>
					{grouped(choices).map((some) => (
						<div
							key={some[0]?.group ?? ""}
							{...(some[0]?.group
								? { role: "group", "aria-label": some[0].group }
								: { role: "presentation" })}
						>
							{some[0]?.group && (
								<div class="group" aria-hidden="true">
									{some[0].group}
								</div>
							)}
							{some.map((c) => (
								<Item
									key={c.label}
									of={c}
									run={() => {
										close();
										c.run();
									}}
								/>
							))}
						</div>
					))}
				</div>
			)}
		</div>
	);
}
