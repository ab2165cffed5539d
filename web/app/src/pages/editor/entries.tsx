// editor/entries.tsx - the entries of a list: a job, a school, an account. One
// is open at a time; each can be moved, hidden and removed.
import type { ComponentChildren, JSX } from "preact";
import type { Editing } from "../../lib/editing";
import { t } from "../../lib/i18n";
import { isEntryHidden } from "../../lib/parts";
import { goesOn, roleAt } from "../../lib/roles";
import type { Section } from "../../lib/sections";
import { get, list, text, type Json, type Path } from "../../lib/tree";
import { Inputs } from "../../ui/inputs";
import { Button } from "../../ui/parts";
import { Sortable } from "../../ui/sortable";
import { tell } from "../../ui/toasts";

interface Props {
	of: Editing;
	section: Section;
	path: Path;
	called: (entry: Json | undefined) => string;
	begin: () => Json; // a new one
	open: number; // -1: none
	onOpen: (i: number) => void;
}

interface One extends Props {
	at: number;
	handle: ComponentChildren;
}

/** The field that one writes into first. */
function begins(path: Path): void {
	requestAnimationFrame(() =>
		requestAnimationFrame(() =>
			document.querySelector<HTMLElement>(`[data-at^="${CSS.escape(path.join("/"))}/"]`)?.focus(),
		),
	);
}

function Tools({ of, path, at, called }: One): JSX.Element {
	const here: Path = [...path, at];
	const name = called(get(of.doc.value, here)) || t("entry.new");
	const hidden = isEntryHidden(get(of.doc.value, here));
	const remove = (): void => {
		of.remove(here);
		tell(t("removed", { name }), () => of.undo());
	};
	return (
		<>
			<Button
				look="bare"
				small
				icon={hidden ? "hide" : "eye"}
				aria-pressed={hidden}
				says={t("hide.section", { name })}
				onClick={() => of.set([...here, "hidden"], hidden ? undefined : true)}
			/>
			<Button look="bare" small icon="trash" says={t("remove.name", { name })} onClick={remove} />
		</>
	);
}

function Entry(p: One): JSX.Element {
	const { of, section, path, at, called, open, onOpen, handle } = p;
	const all = list(of.doc.value, path);
	const name = called(all[at]);
	const joined = section.id === "work" && goesOn(all, at);
	const isOpen = open === at;
	const employer = section.id === "work" ? text(all[at], ["name"]) : "";
	const addRole = (): void => {
		of.insert(path, at, roleAt(all[at]));
		onOpen(at);
		begins([...path, at]);
	};
	return (
		<div
			class="entry"
			data-joined={joined || undefined}
			data-hidden={isEntryHidden(all[at]) || undefined}
		>
			<div class="head">
				{handle}
				<button
					type="button"
					class="name"
					dir={name ? "auto" : undefined}
					aria-expanded={isOpen}
					onClick={() => onOpen(isOpen ? -1 : at)}
				>
					{name || <span class="soft">{t("entry.new")}</span>}
				</button>
				<Tools {...p} />
			</div>
			{isOpen && <Inputs of={of} path={[...path, at]} details={section.details} />}
			{isOpen && employer && (
				<div class="foot">
					<Button look="bare" small icon="plus" onClick={addRole}>
						{t("add.role", { name: employer })}
					</Button>
				</div>
			)}
		</div>
	);
}

export function Entries(p: Props): JSX.Element {
	const { of, section, path, called, begin, open, onOpen } = p;
	const all = list(of.doc.value, path);
	const add = (): void => {
		of.insert(path, all.length, begin());
		onOpen(all.length);
		begins([...path, all.length]);
	};
	const move = (a: number, b: number): void => {
		of.move(path, a, b);
		if (open === a) onOpen(b);
	};
	return (
		<>
			<Sortable
				count={all.length}
				class="entries"
				label={t(section.title)}
				called={(i) => called(all[i])}
				onMove={move}
			>
				{(i, handle) => <Entry {...p} at={i} handle={handle} />}
			</Sortable>
			<div>
				<Button small icon="plus" onClick={add}>
					{t(section.one)}
				</Button>
			</div>
		</>
	);
}
