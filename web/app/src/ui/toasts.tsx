// toasts.tsx - what happened, at the foot of the page, with a way back.
import { signal } from "@preact/signals";
import type { JSX } from "preact";
import { t } from "../lib/i18n";
import { Button } from "./parts";

interface Toast {
	n: number;
	text: string;
	undo?: () => void;
}

const SHOWN_MS = 6000;
const toasts = signal<Toast[]>([]);
let last = 0;

function drop(n: number): void {
	toasts.value = toasts.value.filter((x) => x.n !== n);
}

export function tell(text: string, undo?: () => void): void {
	const n = ++last;
	toasts.value = [...toasts.value.slice(-2), { n, text, ...(undo ? { undo } : {}) }];
	setTimeout(() => drop(n), undo ? 2 * SHOWN_MS : SHOWN_MS);
}

export function Toasts(): JSX.Element {
	return (
		<div class="toasts" role="status" aria-live="polite">
			{toasts.value.map((x) => (
				<div class="toast" key={x.n}>
					<span>{x.text}</span>
					{x.undo && (
						<Button
							small
							onClick={() => {
								drop(x.n);
								x.undo?.();
							}}
						>
							{t("undo")}
						</Button>
					)}
					<Button small icon="close" says={t("close")} onClick={() => drop(x.n)} />
				</div>
			))}
		</div>
	);
}
