// editor/style.tsx - how a document looks: the template, then all that its
// owner may say about it. What differs from the template can be taken back one
// by one, or all at once; it can become what its owner usually wants.
import type { ComponentChildren, JSX } from "preact";
import { useId } from "preact/hooks";
import { said } from "../../lib/api";
import type { Drawing } from "../../lib/drawing";
import type { Editing } from "../../lib/editing";
import { language, number, t, type Key } from "../../lib/i18n";
import * as style from "../../lib/style";
import { get, text, type Json, type Path } from "../../lib/tree";
import { Button } from "../../ui/parts";
import { tell } from "../../ui/toasts";
import { Fit } from "./fit";
import { Gallery } from "./gallery";

interface Props {
	of: Editing;
	path: Path; // in the style
	label: Key;
}

function put(of: Editing, path: Path, to: Json | undefined): void {
	of.become(style.styled(of.doc.peek(), path, to), `style ${path.join("/")}`);
}

/** A label, what it is of, and a way back where its owner said it. */
function Setting({
	of,
	paths,
	label,
	id,
	children,
}: {
	of: Editing;
	paths: readonly Path[];
	label: string;
	id?: string;
	children: ComponentChildren;
}): JSX.Element {
	const own = paths.some((p) => get(style.styleOf(of.doc.value), p) !== undefined);
	const back = (): void =>
		of.become(
			paths.reduce((d, p) => style.styled(d, p, undefined), of.doc.peek()),
			"",
		);
	return (
		<div class="look-row" data-own={own || undefined}>
			{id ? <label for={id}>{label}</label> : <span class="label">{label}</span>}
			{children}
			{own ? (
				<Button
					look="bare"
					small
					icon="reset"
					says={t("style.back", { name: label })}
					onClick={back}
				/>
			) : (
				<span class="noreset" />
			)}
		</div>
	);
}

// ---- kinds of settings ------------------------------------------------------------------

interface Ranged extends Props {
	least: number;
	most: number;
	step: number;
	shown: (n: number) => string;
	read?: (v: Json | undefined) => number;
	write?: (n: number) => Json;
	also?: Path; // goes with it
}

function Range(p: Ranged): JSX.Element {
	const id = useId();
	const v = style.effective(p.of.doc.value, p.path);
	const n = p.read ? p.read(v) : typeof v === "number" ? v : p.least;
	const paths = p.also ? [p.path, p.also] : [p.path];
	const set = (to: number): void => {
		const said = p.write ? p.write(to) : to;
		const doc = paths.reduce((d, at) => style.styled(d, at, said), p.of.doc.peek());
		p.of.become(doc, `style ${p.path.join("/")}`);
	};
	return (
		<Setting of={p.of} paths={paths} label={t(p.label)} id={id}>
			<div class="range">
				<input
					id={id}
					type="range"
					min={p.least}
					max={p.most}
					step={p.step}
					value={n}
					aria-valuetext={p.shown(n)}
					onInput={(e) => set(Number(e.currentTarget.value))}
				/>
				<output for={id}>{p.shown(n)}</output>
			</div>
		</Setting>
	);
}

function Choice({
	of,
	path,
	label,
	choices,
	none,
}: Props & { choices: readonly (readonly [string, string])[]; none?: string }): JSX.Element {
	const id = useId();
	const v = style.effective(of.doc.value, path);
	return (
		<Setting of={of} paths={[path]} label={t(label)} id={id}>
			<select
				id={id}
				class="input"
				value={typeof v === "string" ? v : ""}
				onChange={(e) => put(of, path, e.currentTarget.value || undefined)}
			>
				{none !== undefined && <option value="">{none}</option>}
				{choices.map(([value, shown]) => (
					<option key={value} value={value}>
						{shown}
					</option>
				))}
			</select>
		</Setting>
	);
}

/** A few words side by side, of which one holds. */
function Either({
	of,
	path,
	label,
	choices,
}: Props & { choices: readonly (readonly [Json, string])[] }): JSX.Element {
	const name = useId();
	const v = style.effective(of.doc.value, path);
	return (
		<Setting of={of} paths={[path]} label={t(label)}>
			<div class="either" role="radiogroup" aria-label={t(label)}>
				{choices.map(([value, shown]) => (
					<label key={shown}>
						<input
							type="radio"
							name={name}
							checked={v === value}
							onChange={() => put(of, path, value)}
						/>
						<span>{shown}</span>
					</label>
				))}
			</div>
		</Setting>
	);
}

function Switch({ of, path, label }: Props): JSX.Element {
	const id = useId();
	return (
		<Setting of={of} paths={[path]} label={t(label)} id={id}>
			<input
				id={id}
				class="switch"
				type="checkbox"
				role="switch"
				checked={style.effective(of.doc.value, path) === true}
				onChange={(e) => put(of, path, e.currentTarget.checked)}
			/>
		</Setting>
	);
}

// Calm ones that print well, and white text on them can be read.
const accents = [
	["#1f5582", "color.blue"],
	["#0b5d5d", "color.sea"],
	["#26663f", "color.green"],
	["#7a4a12", "color.brown"],
	["#a8431f", "color.rust"],
	["#8c1d3f", "color.wine"],
	["#5b3a8c", "color.violet"],
	["#1a1a1a", "color.black"],
] as const satisfies readonly (readonly [string, Key])[];

function Color({ of, path, label, offers }: Props & { offers?: boolean }): JSX.Element {
	const id = useId();
	const v = style.effective(of.doc.value, path);
	const now = typeof v === "string" ? v : "#000000";
	return (
		<Setting of={of} paths={[path]} label={t(label)} id={id}>
			<div class="colors">
				{offers &&
					accents.map(([color, name]) => (
						<button
							type="button"
							key={color}
							class="color"
							aria-label={t(name)}
							title={t(name)}
							aria-pressed={now.toLowerCase() === color}
							style={{ background: color }}
							onClick={() => put(of, path, color)}
						/>
					))}
				<input
					id={id}
					type="color"
					value={now}
					onInput={(e) => put(of, path, e.currentTarget.value)}
				/>
			</div>
		</Setting>
	);
}

// ---- the settings -----------------------------------------------------------------------

function Group({ title, children }: { title: Key; children: ComponentChildren }): JSX.Element {
	const id = useId();
	return (
		<section class="card look-card" aria-labelledby={id}>
			<h2 id={id}>{t(title)}</h2>
			{children}
		</section>
	);
}

const mm = {
	least: 8,
	most: 40,
	step: 0.5,
	read: style.millimetres,
	write: (n: number): Json => `${n}mm`,
	shown: (n: number): string => t("unit.mm", { n: number(n, 1) }),
};
const times = (n: number): string => number(n, 2);
const fonts = style.families.map((f) => [f, f] as const);

/** May 2024, as the format has it, in the reader's language. */
function exampleOf(format: string): string {
	const day = new Date(2024, 4, 1);
	const of = (o: Intl.DateTimeFormatOptions): string =>
		new Intl.DateTimeFormat(language.value, o).format(day);
	if (!format.startsWith("MMM")) return format.replace("yyyy", "2024").replace("MM", "05");
	return of({ year: "numeric", month: format.startsWith("MMMM") ? "long" : "short" });
}

function Type({ of }: { of: Editing }): JSX.Element {
	return (
		<Group title="style.type">
			<Choice of={of} path={["fonts", "body"]} label="style.font" choices={fonts} />
			<Choice of={of} path={["fonts", "headings"]} label="style.headings" choices={fonts} />
			<Range
				of={of}
				path={["size"]}
				label="style.size"
				least={8}
				most={13}
				step={0.1}
				shown={(n) => t("unit.pt", { n: number(n, 1) })}
			/>
			<Range
				of={of}
				path={["line_height"]}
				label="style.lines"
				least={1}
				most={1.8}
				step={0.02}
				shown={times}
			/>
			<Range
				of={of}
				path={["spacing"]}
				label="style.spacing"
				least={0.3}
				most={2}
				step={0.05}
				shown={times}
			/>
			<Switch of={of} path={["justify"]} label="style.justify" />
			<Switch of={of} path={["hyphenate"]} label="style.hyphenate" />
		</Group>
	);
}

function Page({ of }: { of: Editing }): JSX.Element {
	const side = ["margins", "left"] as const;
	const top = ["margins", "top"] as const;
	return (
		<Group title="style.page">
			<Either
				of={of}
				path={["paper"]}
				label="style.paper"
				choices={[
					["a4", "A4"],
					["letter", "US Letter"],
				]}
			/>
			<Either
				of={of}
				path={["columns"]}
				label="style.columns"
				choices={[
					[1, t("style.columns.one")],
					[2, t("style.columns.two")],
				]}
			/>
			<Range of={of} path={side} also={["margins", "right"]} label="style.sides" {...mm} />
			<Range of={of} path={top} also={["margins", "bottom"]} label="style.topbottom" {...mm} />
			<Choice
				of={of}
				path={["page_numbers"]}
				label="style.numbers"
				choices={[
					["auto", t("style.numbers.auto")],
					["always", t("style.numbers.always")],
					["never", t("style.numbers.never")],
				]}
			/>
			<Switch of={of} path={["photo"]} label="style.photo" />
		</Group>
	);
}

function Colors({ of }: { of: Editing }): JSX.Element {
	const colors: readonly [string, Key][] = [
		["text", "style.color.text"],
		["muted", "style.color.muted"],
		["rule", "style.color.rule"],
		["side", "style.color.side"],
		["head", "style.color.head"],
	];
	return (
		<Group title="style.colors">
			<Color of={of} path={["colors", "accent"]} label="style.color.accent" offers />
			<details>
				<summary>{t("style.colors.more")}</summary>
				{colors.map(([name, label]) => (
					<Color key={name} of={of} path={["colors", name]} label={label} />
				))}
			</details>
		</Group>
	);
}

function Words({ of }: { of: Editing }): JSX.Element {
	const id = useId();
	const names = new Intl.DisplayNames(language.value, { type: "language" });
	return (
		<Group title="style.words">
			<Choice
				of={of}
				path={["date_format"]}
				label="style.dates"
				choices={style.dateFormats.map((f) => [f, exampleOf(f)] as const)}
			/>
			<div class="look-row">
				<label for={id}>{t("style.locale")}</label>
				<select
					id={id}
					class="input"
					value={text(of.doc.value, style.localePath)}
					onChange={(e) => of.set(style.localePath, e.currentTarget.value || undefined)}
				>
					<option value="">{t("style.locale.none")}</option>
					{style.locales.map((l) => (
						<option key={l} value={l}>
							{names.of(l) ?? l}
						</option>
					))}
				</select>
				<span class="noreset" />
			</div>
		</Group>
	);
}

// ---- all of it, and of all documents ------------------------------------------------------

function Keep({ of }: { of: Editing }): JSX.Element {
	const doc = of.doc.value;
	const id = style.templateOf(doc);
	const name = style.templates.value.find((x) => x.id === id)?.name ?? id;
	const before = style.usual(id);
	const some = Object.keys(before).length > 0;
	const keep = async (config: typeof before, told: Key): Promise<void> => {
		try {
			await style.keepUsual(id, config);
			tell(t(told, { name }), () => void style.keepUsual(id, before).catch((e) => tell(said(e))));
		} catch (e) {
			tell(said(e));
		}
	};
	return (
		<div class="row keep">
			<Button
				small
				icon="reset"
				disabled={style.isPlain(doc)}
				onClick={() => of.become(style.plain(of.doc.peek()), "")}
			>
				{t("style.reset")}
			</Button>
			<Button
				small
				icon="check"
				disabled={style.isPlain(doc)}
				onClick={() => void keep(style.wish(of.doc.peek()), "style.kept")}
			>
				{t("style.keep", { name })}
			</Button>
			{some && (
				<Button small look="bare" onClick={() => void keep({}, "style.forgot")}>
					{t("style.forget", { name })}
				</Button>
			)}
		</div>
	);
}

export function Style({ of, drawing }: { of: Editing; drawing: Drawing }): JSX.Element {
	return (
		<div class="sections">
			<Gallery of={of} />
			<Keep of={of} />
			<Fit of={of} drawing={drawing} />
			<Colors of={of} />
			<Type of={of} />
			<Page of={of} />
			<Words of={of} />
		</div>
	);
}
