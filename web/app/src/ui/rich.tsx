// rich.tsx - a text of lines with bold, italic and links: a small bar of
// buttons above it, and the usual keys.
import type { JSX } from "preact";
import { useRef } from "preact/hooks";
import { t, type Key } from "../lib/i18n";
import { marked, type Mark } from "../lib/marks";

const marks: readonly { mark: Mark; key: string; says: Key; shown: string }[] = [
	{ mark: "bold", key: "b", says: "mark.bold", shown: "B" },
	{ mark: "italic", key: "i", says: "mark.italic", shown: "I" },
	{ mark: "link", key: "k", says: "mark.link", shown: "" },
];

function put(at: HTMLTextAreaElement, mark: Mark, onValue: (v: string) => void): void {
	const to = marked({ text: at.value, from: at.selectionStart, to: at.selectionEnd }, mark);
	onValue(to.text);
	at.value = to.text;
	at.focus();
	at.setSelectionRange(to.from, to.to);
}

/** Of a text area's keys those that mark; says whether it was one. */
export function markKey(e: KeyboardEvent, onValue: (v: string) => void): boolean {
	const found = marks.find((m) => m.key === e.key.toLowerCase());
	if (!found || !(e.ctrlKey || e.metaKey) || e.shiftKey || e.altKey) return false;
	e.preventDefault();
	put(e.currentTarget as HTMLTextAreaElement, found.mark, onValue);
	return true;
}

/** Buttons for the text area beside them; arrows go from one to the next. */
export function MarkBar({
	area,
	onValue,
}: {
	area: () => HTMLTextAreaElement | null;
	onValue: (v: string) => void;
}): JSX.Element {
	const ref = useRef<HTMLDivElement>(null);
	const key = (e: KeyboardEvent): void => {
		const all = [...(ref.current?.querySelectorAll("button") ?? [])];
		const rtl = getComputedStyle(ref.current!).direction === "rtl";
		const by = { ArrowRight: rtl ? -1 : 1, ArrowLeft: rtl ? 1 : -1 }[e.key];
		if (!by) return;
		e.preventDefault();
		const at = all.indexOf(document.activeElement as HTMLButtonElement);
		all.at((at + by) % all.length)?.focus();
	};
	return (
		<div class="mark-bar" role="toolbar" aria-label={t("mark")} ref={ref} onKeyDown={key}>
			{marks.map((m, i) => (
				<button
					type="button"
					key={m.mark}
					class={`mark-key ${m.mark}`}
					tabIndex={i ? -1 : 0}
					aria-label={t(m.says)}
					title={`${t(m.says)} (Ctrl+${m.key.toUpperCase()})`}
					onPointerDown={(e) => e.preventDefault()}
					onClick={() => {
						const at = area();
						if (at) put(at, m.mark, onValue);
					}}
				>
					{m.mark === "link" ? <LinkIcon /> : m.shown}
				</button>
			))}
		</div>
	);
}

function LinkIcon(): JSX.Element {
	return (
		<svg
			width="14"
			height="14"
			viewBox="0 0 24 24"
			aria-hidden="true"
			fill="none"
			stroke="currentColor"
			stroke-width="2"
		>
			<path d="M10 14a4 4 0 005.700 0l3-3a4 4 0 00-5.700-5.700l-1 1M14 10a4 4 0 00-5.700 0l-3 3a4 4 0 005.700 5.700l1-1" />
		</svg>
	);
}
