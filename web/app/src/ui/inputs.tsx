// inputs.tsx - one field of a document, of whatever kind the table of sections
// says it is. Writes into the document under edit as one types.
import type { JSX } from "preact";
import { useId, useRef, useState } from "preact/hooks";
import type { Editing } from "../lib/editing";
import { t } from "../lib/i18n";
import type { Detail, Kind } from "../lib/sections";
import { list, text, type Json, type Path } from "../lib/tree";
import { Button, Field } from "./parts";
import { MarkBar, markKey } from "./rich";
import { Sortable } from "./sortable";

const types: Partial<Record<Kind, "url" | "email" | "tel">> = {
	url: "url",
	email: "email",
	tel: "tel",
};

// 2024, 2024-05, 2024-05-17
const DATE = /^\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?$/;

function wrong(kind: Kind, said: string): string | undefined {
	if (!said) return undefined;
	if (kind === "country" && !/^[A-Z]{2}$/.test(said)) return t("wrong.country");
	if (kind === "date" && !DATE.test(said)) return t("wrong.date");
	if (kind === "email" && !/^\S+@\S+\.\S+$/.test(said)) return t("wrong.email");
	if (kind === "url" && !/^https?:\/\/\S+$/i.test(said)) return t("wrong.url");
	return undefined;
}

function cased(kind: Kind, said: string): string {
	return kind === "country" ? said.toUpperCase() : said;
}

interface Props {
	of: Editing;
	path: Path;
	detail: Detail;
}

/** Bullets: Enter begins the next, Backspace in an empty one takes it away. */
function Items({ of, path, detail }: Props): JSX.Element {
	const all = list(of.doc.value, path);
	const id = useId();
	// before the next key, which is to come into the new one
	const focus = (i: number): void => {
		queueMicrotask(() => {
			const at = document.getElementById(`${id}-${i}`) as HTMLTextAreaElement | null;
			at?.focus();
			at?.setSelectionRange(at.value.length, at.value.length);
		});
	};
	const add = (i: number): void => {
		of.insert(path, i, "");
		focus(i);
	};
	const last = useRef(0); // that had the focus
	const key = (e: KeyboardEvent, i: number): void => {
		const at = e.currentTarget as HTMLTextAreaElement;
		if (markKey(e, (v) => of.set([...path, i], v))) return;
		if (e.key === "Enter" && !e.shiftKey && !e.isComposing) {
			e.preventDefault();
			const rest = at.value.slice(at.selectionEnd).trimStart();
			if (rest) of.set([...path, i], at.value.slice(0, at.selectionStart).trimEnd());
			of.insert(path, i + 1, rest);
			focus(i + 1);
		} else if (e.key === "Backspace" && at.value === "" && all.length > 1) {
			e.preventDefault();
			of.remove([...path, i]);
			focus(Math.max(0, i - 1));
		}
	};
	return (
		<fieldset class="field">
			<legend class="label">{t(detail.label)}</legend>
			{all.length > 0 && (
				<MarkBar
					area={() =>
						document.getElementById(`${id}-${last.current}`) as HTMLTextAreaElement | null
					}
					onValue={(v) => of.set([...path, last.current], v)}
				/>
			)}
			<Sortable
				count={all.length}
				called={(i) => String(all[i] ?? "").slice(0, 40)}
				onMove={(a, b) => of.move(path, a, b)}
			>
				{(i, handle) => (
					<div class="item">
						{handle}
						<textarea
							id={`${id}-${i}`}
							class="input"
							rows={1}
							data-at={[...path, i].join("/")}
							dir="auto"
							onFocus={() => (last.current = i)}
							aria-label={`${t(detail.label)} ${i + 1}`}
							spellcheck
							value={typeof all[i] === "string" ? (all[i] as string) : ""}
							onInput={(e) => of.set([...path, i], e.currentTarget.value)}
							onKeyDown={(e) => key(e, i)}
						/>
						<Button
							look="bare"
							small
							icon="close"
							says={t("remove")}
							onClick={() => of.remove([...path, i])}
						/>
					</div>
				)}
			</Sortable>
			<div>
				<Button look="bare" small icon="plus" onClick={() => add(all.length)}>
					{t("add.line")}
				</Button>
			</div>
		</fieldset>
	);
}

/** Short words in a row; a comma or Enter ends one. */
function Tags({ of, path, detail }: Props): JSX.Element {
	const all = list(of.doc.value, path).filter((x): x is string => typeof x === "string");
	const [typed, setTyped] = useState("");
	const id = useId();
	const put = (said: string): void => {
		const words = said
			.split(/[,;\n]/)
			.map((w) => w.trim())
			.filter((w) => w && !all.includes(w));
		if (words.length) of.set(path, [...all, ...words] as Json);
		setTyped("");
	};
	const key = (e: KeyboardEvent): void => {
		if ((e.key === "Enter" || e.key === ",") && typed.trim() && !e.isComposing) {
			e.preventDefault();
			put(typed);
		} else if (e.key === "Backspace" && !typed && all.length) of.remove([...path, all.length - 1]);
	};
	return (
		<div class="field">
			<label for={id}>{t(detail.label)}</label>
			<div class="tags input">
				{all.map((w, i) => (
					<span class="tag" key={w}>
						{w}
						<button
							type="button"
							aria-label={t("remove.name", { name: w })}
							onClick={() => of.remove([...path, i])}
						>
							×
						</button>
					</span>
				))}
				<input
					id={id}
					data-at={path.join("/")}
					value={typed}
					placeholder={all.length ? "" : t("tags.how")}
					onInput={(e) => setTyped(e.currentTarget.value)}
					onKeyDown={key}
					onBlur={() => put(typed)}
					onPaste={(e) => {
						const said = e.clipboardData?.getData("text") ?? "";
						if (!/[,;\n]/.test(said)) return;
						e.preventDefault();
						put(typed + said);
					}}
				/>
			</div>
		</div>
	);
}

/** A text of lines, which may have marks. */
function Lines({ of, path, detail }: Props): JSX.Element {
	const id = useId();
	const put = (v: string): void => of.set(path, v === "" && !detail.stays ? undefined : v);
	return (
		<div class="field">
			<div class="label-row">
				<label for={id}>{t(detail.label)}</label>
				<MarkBar
					area={() => document.getElementById(id) as HTMLTextAreaElement | null}
					onValue={put}
				/>
			</div>
			<textarea
				id={id}
				class="input"
				data-at={path.join("/")}
				dir="auto"
				spellcheck
				value={text(of.doc.value, path)}
				onInput={(e) => put(e.currentTarget.value)}
				onKeyDown={(e) => markKey(e, put)}
			/>
		</div>
	);
}

export function Input({ of, path, detail }: Props): JSX.Element {
	const at: Path = [...path, ...detail.name.split(".")];
	if (detail.kind === "items") return <Items of={of} path={at} detail={detail} />;
	if (detail.kind === "tags") return <Tags of={of} path={at} detail={detail} />;
	if (detail.kind === "lines") return <Lines of={of} path={at} detail={detail} />;
	const said = text(of.doc.value, at);
	return (
		<Field
			label={t(detail.label)}
			value={said}
			type={types[detail.kind] ?? "text"}
			wrong={wrong(detail.kind, said)}
			data-at={at.join("/")}
			{...(said ? { dir: "auto" as const } : {})}
			{...(detail.fill ? { autocomplete: detail.fill } : {})}
			{...(detail.kind === "date"
				? { placeholder: t("date.how"), inputMode: "numeric" as const }
				: {})}
			{...(detail.kind === "country" ? { placeholder: "FR", maxLength: 2 } : {})}
			onValue={(v) => of.set(at, v === "" ? undefined : cased(detail.kind, v))}
		/>
	);
}

/** Fields in their order; those that are half as wide stand two by two. */
export function Inputs({
	of,
	path,
	details,
}: {
	of: Editing;
	path: Path;
	details: readonly Detail[];
}): JSX.Element {
	return (
		<div class="inputs">
			{details.map((d) => (
				<div key={d.name} class={d.half ? "half" : "whole"}>
					<Input of={of} path={path} detail={d} />
				</div>
			))}
		</div>
	);
}
