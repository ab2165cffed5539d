// theme.ts - light, dark, or as the machine has it.
import { signal } from "@preact/signals";

export const themes = ["auto", "light", "dark"] as const;
export type Theme = (typeof themes)[number];

const KEPT = "vitae.theme";
const kept = localStorage.getItem(KEPT);
export const theme = signal<Theme>(themes.find((x) => x === kept) ?? "auto");

function show(): void {
	if (theme.value === "auto") delete document.documentElement.dataset.theme;
	else document.documentElement.dataset.theme = theme.value;
}
show();

export function chooseTheme(to: Theme): void {
	theme.value = to;
	localStorage.setItem(KEPT, to);
	show();
}
