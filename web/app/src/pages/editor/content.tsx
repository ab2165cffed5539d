// editor/content.tsx - what a document says: who somebody is, then its parts in
// the order of the page. Each can be moved, renamed, hidden and removed.
import { type Signal } from "@preact/signals";
import type { ComponentChildren, JSX } from "preact";
import { useId, useState } from "preact/hooks";
import type { Editing } from "../../lib/editing";
import { useGrowing } from "../../lib/growing";
import { t, type Key } from "../../lib/i18n";
import * as parts from "../../lib/parts";
import type { Part } from "../../lib/parts";
import {
	basics,
	basicsMore,
	letter,
	nameOf,
	profile,
	summary,
	type Layout,
	type Section,
} from "../../lib/sections";
import { list, type Path } from "../../lib/tree";
import { Input, Inputs } from "../../ui/inputs";
import { Menu } from "../../ui/menu";
import { Button, Dialog, Field } from "../../ui/parts";
import { Naming } from "../../ui/naming";
import { Sortable } from "../../ui/sortable";
import { tell } from "../../ui/toasts";
import { Entries } from "./entries";
import { Photo } from "./photo";

export interface Opened {
	part: string;
	entry: number;
}
interface Props {
	of: Editing;
	opened: Signal<Opened | undefined>;
}

function openIn(opened: Props["opened"], part: string): [number, (i: number) => void] {
	const now = opened.value;
	return [
		now?.part === part ? now.entry : -1,
		(i) => (opened.value = i < 0 ? undefined : { part, entry: i }),
	];
}

// ---- who somebody is -------------------------------------------------------------------

const profilesPath: Path = ["basics", "profiles"];

function Basics({ of, opened }: Props): JSX.Element {
	const [open, onOpen] = openIn(opened, "profiles");
	return (
		<section class="card part" aria-labelledby="part-basics">
			<h2 id="part-basics">{t("section.basics")}</h2>
			<Photo of={of} />
			<Inputs of={of} path={["basics"]} details={basics} />
			<details>
				<summary>{t("basics.more")}</summary>
				<Inputs of={of} path={["basics"]} details={basicsMore} />
			</details>
			<div class="stack tight">
				<h3>{t(profile.title)}</h3>
				<Entries
					of={of}
					section={profile}
					path={profilesPath}
					called={(e) => nameOf(profile, e ?? null)}
					begin={() => ({})}
					open={open}
					onOpen={onOpen}
				/>
			</div>
		</section>
	);
}

function Letter({ of }: { of: Editing }): JSX.Element {
	return (
		<section class="card part" aria-labelledby="part-letter">
			<h2 id="part-letter">{t("kind.cover_letter")}</h2>
			<Inputs of={of} path={["meta", "vitae", "letter"]} details={letter} />
		</section>
	);
}

// ---- a part ----------------------------------------------------------------------------

function PartCard({
	of,
	opened,
	part,
	handle,
	renaming,
	onRename,
}: Props & {
	part: Part;
	handle: ComponentChildren;
	renaming: boolean;
	onRename: (yes: boolean) => void;
}): JSX.Element {
	const [open, onOpen] = openIn(opened, part.id);
	const id = useId();
	const doc = of.doc.value;
	const hidden = parts.isHidden(doc, part.id);
	const name = part.title || t(part.named);
	const end = (title: string | undefined): void => {
		if (title !== undefined && title !== part.title)
			of.become(parts.titled(of.doc.peek(), part, title), "");
		onRename(false);
	};
	const remove = (): void => {
		of.become(parts.withoutPart(of.doc.peek(), part), "");
		tell(t("removed", { name }), () => of.undo());
	};
	return (
		<section class="card part" data-hidden={hidden || undefined} aria-labelledby={id}>
			<div class="head">
				{handle}
				<h2 id={id} class="grows">
					{renaming ? (
						<Naming
							label={t("rename.section")}
							value={part.title}
							placeholder={t(part.named)}
							onEnd={end}
						/>
					) : (
						name
					)}
				</h2>
				<div class="row end">
					<Button
						look="bare"
						small
						icon={hidden ? "hide" : "eye"}
						aria-pressed={hidden}
						says={t("hide.section", { name })}
						onClick={() => of.become(parts.hiding(of.doc.peek(), part.id), "")}
					/>
					<Menu
						says={t("more.of", { name })}
						icon="more"
						choices={[
							{ label: t("rename"), icon: "pencil", run: () => onRename(true) },
							{ label: t("remove"), icon: "trash", run: remove },
						]}
					/>
				</div>
			</div>
			{hidden && <p class="soft small">{t("hidden.section")}</p>}
			{part.kind === "summary" ? (
				<Input of={of} path={["basics"]} detail={summary} />
			) : (
				<Entries
					of={of}
					section={part.section}
					path={part.path}
					called={(e) => parts.called(part, e)}
					begin={() => parts.begin(part)}
					open={open}
					onOpen={onOpen}
				/>
			)}
		</section>
	);
}

// ---- what could be there, too -----------------------------------------------------------

const kinds: readonly { layout: Layout; label: Key; hint: Key }[] = [
	{ layout: "entries", label: "own.entries", hint: "own.entries.hint" },
	{ layout: "list", label: "own.list", hint: "own.list.hint" },
	{ layout: "text", label: "own.text", hint: "own.text.hint" },
];

function Own({ of, opened, onClose }: Props & { onClose: () => void }): JSX.Element {
	const [title, setTitle] = useState("");
	const [layout, setLayout] = useState<Layout>("entries");
	const make = (e: Event): void => {
		e.preventDefault();
		const [doc, id] = parts.withCustom(of.doc.peek(), title.trim(), layout);
		of.become(doc, "");
		opened.value = { part: id, entry: 0 };
		onClose();
	};
	return (
		<Dialog title={t("own")} onClose={onClose}>
			<form class="stack" onSubmit={make}>
				<Field label={t("own.title")} value={title} onValue={setTitle} required maxLength={200} />
				<fieldset class="field">
					<legend class="label">{t("own.kind")}</legend>
					{kinds.map((k) => (
						<label class="choice" key={k.layout}>
							<input
								type="radio"
								name="layout"
								checked={layout === k.layout}
								onChange={() => setLayout(k.layout)}
							/>
							<span>
								{t(k.label)}
								<span class="hint">{t(k.hint)}</span>
							</span>
						</label>
					))}
				</fieldset>
				<footer>
					<Button onClick={onClose}>{t("cancel")}</Button>
					<Button look="main" type="submit" disabled={!title.trim()}>
						{t("own.make")}
					</Button>
				</footer>
			</form>
		</Dialog>
	);
}

function More({ of, opened }: Props): JSX.Element {
	const [own, setOwn] = useState(false);
	const free = parts.unused(of.doc.value);
	const add = (s: Section | "summary"): void => {
		of.become(parts.withSection(of.doc.peek(), s), "");
		if (s !== "summary") opened.value = { part: s.id, entry: 0 };
		const at = s === "summary" ? "basics/summary" : `${s.id}/0/`;
		requestAnimationFrame(() =>
			requestAnimationFrame(() =>
				document.querySelector<HTMLElement>(`[data-at^="${CSS.escape(at)}"]`)?.focus(),
			),
		);
	};
	return (
		<div class="row free">
			<span class="soft small">{t("add.section")}</span>
			{free.map((s) => (
				<Button key={s === "summary" ? s : s.id} small icon="plus" onClick={() => add(s)}>
					{t(s === "summary" ? "section.summary" : s.title)}
				</Button>
			))}
			<Button small icon="plus" onClick={() => setOwn(true)}>
				{t("own")}
			</Button>
			{own && <Own of={of} opened={opened} onClose={() => setOwn(false)} />}
		</div>
	);
}

// ---- all of them -----------------------------------------------------------------------

const AT_ONCE = 2; // of them, beneath who somebody is: what a window shows

export function Content({ of, opened }: Props): JSX.Element {
	const [renamed, setRenamed] = useState<string>(); // the part that is
	const doc = of.doc.value;
	const isLetter = of.kind === "cover_letter";
	const all = isLetter && !list(doc, ["work"]).length ? [] : parts.partsOf(doc);
	const shown = useGrowing(all.length, AT_ONCE, AT_ONCE);
	const move = (a: number, b: number): void => {
		const ids = all.map((p) => p.id);
		ids.splice(b, 0, ...ids.splice(a, 1));
		of.become(parts.ordered(of.doc.peek(), ids), "");
	};
	return (
		<div class="sections">
			<Basics of={of} opened={opened} />
			{isLetter && <Letter of={of} />}
			<Sortable
				count={shown}
				class="parts"
				label={t("sections")}
				called={(i) => all[i]!.title || t(all[i]!.named)}
				onMove={move}
			>
				{(i, handle) => (
					<PartCard
						of={of}
						opened={opened}
						part={all[i]!}
						handle={handle}
						renaming={renamed === all[i]!.id}
						onRename={(yes) => setRenamed(yes ? all[i]!.id : undefined)}
					/>
				)}
			</Sortable>
			{!isLetter && shown === all.length && <More of={of} opened={opened} />}
		</div>
	);
}
