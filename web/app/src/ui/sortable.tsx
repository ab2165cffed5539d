// sortable.tsx - a list whose items are put in order: dragged by a handle, or
// moved by the arrow keys when the handle has the focus.
import type { ComponentChildren, JSX } from "preact";
import { useId, useRef, useState } from "preact/hooks";
import { t } from "../lib/i18n";
import { Icon } from "./parts";

interface Props {
	count: number;
	class?: string;
	label?: string; // of the list
	called: (i: number) => string; // for screen readers
	onMove: (from: number, to: number) => void;
	children: (i: number, handle: ComponentChildren) => ComponentChildren;
}

export function Sortable({
	count,
	class: looks,
	label,
	called,
	onMove,
	children,
}: Props): JSX.Element {
	const how = useId();
	const ref = useRef<HTMLOListElement>(null);
	const [held, setHeld] = useState<number>();
	const [said, setSaid] = useState("");

	const items = (): HTMLElement[] => [...(ref.current?.children ?? [])] as HTMLElement[];
	const to = (from: number, at: number): void => {
		const there = Math.max(0, Math.min(count - 1, at));
		if (there === from) return;
		const name = called(from);
		onMove(from, there);
		setSaid(t("moved", { name, at: there + 1, of: count }));
		// the items stay, what they say has moved: so does the focus, before the
		// next key
		queueMicrotask(() =>
			items()[there]?.querySelector<HTMLElement>(":scope [data-handle]")?.focus(),
		);
	};

	const drag = (e: PointerEvent, from: number): void => {
		if (e.button !== 0) return;
		e.preventDefault();
		let at = from;
		const grip = e.currentTarget as HTMLElement;
		grip.setPointerCapture(e.pointerId);
		setHeld(at);
		const over = (m: PointerEvent): void => {
			const there = items().findIndex((li) => {
				const box = li.getBoundingClientRect();
				return m.clientY >= box.top && m.clientY < box.bottom;
			});
			if (there < 0 || there === at) return;
			const box = items()[there]!.getBoundingClientRect();
			// past its middle, or big ones would jump to and fro
			if (there > at ? m.clientY < box.top + box.height / 2 : m.clientY > box.top + box.height / 2)
				return;
			onMove(at, there);
			at = there;
			setHeld(at);
		};
		const end = (): void => {
			setHeld(undefined);
			grip.removeEventListener("pointermove", over);
			grip.removeEventListener("lostpointercapture", end);
		};
		grip.addEventListener("pointermove", over);
		grip.addEventListener("lostpointercapture", end);
	};

	const key = (e: KeyboardEvent, i: number): void => {
		const where = { ArrowUp: i - 1, ArrowDown: i + 1, Home: 0, End: count - 1 }[e.key];
		if (where === undefined) return;
		e.preventDefault();
		to(i, where);
	};

	return (
		<>
			<ol class={`sortable ${looks ?? ""}`} role="list" aria-label={label} ref={ref}>
				{Array.from({ length: count }, (_, i) => (
					<li key={i} data-held={held === i || undefined}>
						{children(
							i,
							<button
								type="button"
								class="handle"
								data-handle
								aria-label={t("move", { name: called(i) || String(i + 1) })}
								aria-describedby={how}
								title={t("move.how")}
								onPointerDown={(e) => drag(e, i)}
								onKeyDown={(e) => key(e, i)}
							>
								<Icon name="grip" size={16} />
							</button>,
						)}
					</li>
				))}
			</ol>
			<span class="hidden-text" id={how} hidden>
				{t("move.keys")}
			</span>
			<div class="hidden-text" role="status">
				{said}
			</div>
		</>
	);
}
