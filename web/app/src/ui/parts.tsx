// parts.tsx - buttons, fields, icons, dialogs: what all pages are made of.
import type { ComponentChildren, JSX } from "preact";
import { useId, useLayoutEffect, useRef } from "preact/hooks";
import { t } from "../lib/i18n";

export { Menu, type Choice } from "./menu";

type Attributes<E extends keyof JSX.IntrinsicElements> = JSX.IntrinsicElements[E];

// ---- icons: strokes on a grid of 24 ------------------------------------------

const strokes = {
	plus: "M12 5v14M5 12h14",
	minus: "M5 12h14",
	close: "M6 6l12 12M18 6L6 18",
	up: "M12 19V5M6 11l6-6 6 6",
	down: "M12 5v14M6 13l6 6 6-6",
	more: "M5 12h.01M12 12h.01M19 12h.01",
	check: "M5 13l4 4L19 7",
	file: "M14 3H6v18h12V7zM14 3v4h4",
	upload: "M12 16V4M7 9l5-5 5 5M4 20h16",
	download: "M12 4v12M7 11l5 5 5-5M4 20h16",
	reset: "M4 12a8 8 0 108-8 8 8 0 00-6 2.700L4 8M4 4v4h4",
	trash: "M4 7h16M9 7V4h6v3M6 7l1 13h10l1-13",
	undo: "M9 14L4 9l5-5M4 9h10a6 6 0 010 12h-3",
	redo: "M15 14l5-5-5-5M20 9H10a6 6 0 000 12h3",
	eye: "M2 12s4-7 10-7 10 7 10 7-4 7-10 7S2 12 2 12zM12 9a3 3 0 100 6 3 3 0 000-6z",
	hide: "M3 3l18 18M10 5.2A9.700 9.700 0 0112 5c6 0 10 7 10 7a17 17 0 01-3 3.600M6.500 6.700A16 16 0 002 12s4 7 10 7a9.600 9.600 0 005-1.500",
	grip: "M9 6h.01M15 6h.01M9 12h.01M15 12h.01M9 18h.01M15 18h.01",
	person: "M12 12a4 4 0 100-8 4 4 0 000 8zM4 21a8 8 0 0116 0",
	light:
		"M12 4V2M12 22v-2M4 12H2M22 12h-2M6 6L4.500 4.500M19.500 19.500L18 18M6 18l-1.500 1.500M19.500 4.500L18 6M12 8a4 4 0 100 8 4 4 0 000-8z",
	leave: "M14 4h5v16h-5M10 8l-4 4 4 4M6 12h9",
	pencil: "M4 20h4L19 9l-4-4L4 16zM13 7l4 4",
	copy: "M9 9h11v11H9zM5 15H4V4h11v1",
	share: "M12 15V4M8 8l4-4 4 4M5 12v8h14v-8",
	clock: "M12 3a9 9 0 100 18 9 9 0 000-18zM12 7v5l3 2",
	branch: "M6 3v18M6 15h6a5 5 0 005-5V4M13 8l4-4 4 4",
	print: "M7 9V4h10v5M7 17H4V9h16v8h-3M7 14h10v6H7z",
	lock: "M6 11h12v9H6zM9 11V8a3 3 0 016 0v3",
	shield: "M12 3l7 3v5c0 5-3 8-7 10-4-2-7-5-7-10V6zM9 12l2 2 4-4",
	key: "M8 12a4 4 0 100 8 4 4 0 000-8zM11 13l9-9M16 8l3 3",
	send: "M21 3L10 14M21 3l-7 18-4-7-7-4z",
	refresh: "M20 5v5h-5M4 19v-5h5M19 10a7 7 0 00-13-2M5 14a7 7 0 0013 2",
	settings: "M4 7h9M17 7h3M4 17h3M11 17h9M15 5v4M9 15v4",
	search: "M11 4a7 7 0 100 14 7 7 0 000-14zM21 21l-5-5",
} as const;
export type IconName = keyof typeof strokes;

/** Those that point back, on or away: from right to left they point the other way. */
const turned: ReadonlySet<IconName> = new Set<IconName>(["undo", "redo", "leave", "send", "reset"]);

export function Icon({ name, size = 18 }: { name: IconName; size?: number }): JSX.Element {
	return (
		<svg
			width={size}
			height={size}
			viewBox="0 0 24 24"
			fill="none"
			stroke="currentColor"
			aria-hidden="true"
			stroke-width={name === "grip" || name === "more" ? 3 : 1.8}
			stroke-linecap="round"
			stroke-linejoin="round"
			class={turned.has(name) ? "turned" : undefined}
		>
			<path d={strokes[name]} />
		</svg>
	);
}

// ---- buttons ------------------------------------------------------------------

interface ButtonProps extends Omit<Attributes<"button">, "icon" | "class"> {
	look?: "main" | "bare" | "bad";
	small?: boolean;
	busy?: boolean;
	icon?: IconName;
	/** Said by screen readers, and shown as a tip: for those with an icon alone. */
	says?: string;
}

export function Button({
	look,
	small,
	busy,
	icon,
	says,
	children,
	disabled,
	...rest
}: ButtonProps): JSX.Element {
	const words = ["button", look, small && "small", icon && !children && "icon"]
		.filter(Boolean)
		.join(" ");
	return (
		<button
			type="button"
			class={words}
			aria-busy={busy}
			disabled={Boolean(disabled) || busy}
			{...(says ? { "aria-label": says, title: says } : {})}
			{...rest}
		>
			{icon && !busy && <Icon name={icon} />}
			{children}
		</button>
	);
}

// ---- fields --------------------------------------------------------------------

interface FieldProps extends Omit<Attributes<"input">, "class" | "onInput" | "label" | "value"> {
	label: string;
	value: string;
	onValue: (value: string) => void;
	hint?: string | undefined;
	wrong?: string | undefined;
	lines?: boolean; // a text of several
	rows?: number; // of them, at first
	"data-at"?: string; // what of a document it holds
}

export function Field({
	label,
	value,
	onValue,
	hint,
	wrong,
	lines,
	...rest
}: FieldProps): JSX.Element {
	const id = useId();
	const about = [hint && `${id}-hint`, wrong && `${id}-wrong`].filter(Boolean).join(" ");
	const same = {
		id,
		class: "input",
		value,
		"aria-invalid": wrong ? true : undefined,
		"aria-describedby": about || undefined,
		onInput: (e: Event) => onValue((e.currentTarget as HTMLInputElement).value),
		// somebody's own words run their own way; an empty field the page's
		dir: value && (lines || !rest.type) ? ("auto" as const) : undefined,
		...rest,
	};
	return (
		<div class="field">
			<label for={id}>{label}</label>
			{lines ? (
				<textarea {...(same as unknown as Attributes<"textarea">)} />
			) : (
				<input {...(same as Attributes<"input">)} />
			)}
			{hint && (
				<p class="hint" id={`${id}-hint`}>
					{hint}
				</p>
			)}
			{wrong && (
				<p class="wrong" id={`${id}-wrong`} role="alert">
					{wrong}
				</p>
			)}
		</div>
	);
}

// ---- what went wrong ----------------------------------------------------------

export function Told({ children }: { children: string | undefined }): JSX.Element {
	return children ? (
		<p class="told" role="alert">
			{children}
		</p>
	) : (
		<></>
	);
}

// ---- dialogs --------------------------------------------------------------------

export function Dialog({
	title,
	onClose,
	whole,
	children,
}: {
	title: string;
	onClose: () => void;
	whole?: boolean; // over all of the screen
	children: ComponentChildren;
}): JSX.Element {
	const ref = useRef<HTMLDialogElement>(null);
	const id = useId();
	useLayoutEffect(() => {
		const dialog = ref.current;
		dialog?.showModal();
		// taken away while open, it would keep the focus with it
		return () => {
			ref.current = null;
			dialog?.close();
		};
	}, []);
	return (
		<dialog
			ref={ref}
			class={whole ? "sheet whole" : "sheet"}
			aria-labelledby={id}
			onClose={() => ref.current && onClose()}
			onClick={(e) => e.target === ref.current && ref.current?.close()}
		>
			<div class="stack">
				<h2 id={id}>{title}</h2>
				{whole && (
					<Button look="bare" icon="close" says={t("close")} onClick={() => ref.current?.close()} />
				)}
				{children}
			</div>
		</dialog>
	);
}

// ---- while one waits ------------------------------------------------------------------

export function Skeleton({ lines = 3 }: { lines?: number }): JSX.Element {
	return (
		<div class="stack" role="status" aria-label={t("wait")}>
			{Array.from({ length: lines }, (_, i) => (
				<div class="skeleton" key={i} />
			))}
		</div>
	);
}
