// editor.tsx - one document: its sections to the left, its pages to the right.
import type { JSX } from "preact";
import { useEffect, useState } from "preact/hooks";
import { ask, call, Fault } from "../lib/api";
import { Editing, type Document } from "../lib/editing";
import { t, type Key } from "../lib/i18n";
import { guard, Link, type PageProps } from "../lib/router";
import {
	basics,
	hiddenPath,
	inOrder,
	isHidden,
	nameOf,
	orderPath,
	type Section,
} from "../lib/sections";
import { get, list, type Json, type Tree } from "../lib/tree";
import { Inputs } from "../ui/inputs";
import { Button, Dialog, Menu, Skeleton, Told } from "../ui/parts";
import { Preview } from "../ui/preview";
import { Sortable } from "../ui/sortable";
import { tell } from "../ui/toasts";

// ---- one section ------------------------------------------------------------------

function Entry({
	of,
	section,
	at,
	open,
	onOpen,
	handle,
}: {
	of: Editing;
	section: Section;
	at: number;
	open: boolean;
	onOpen: () => void;
	handle: preact.ComponentChildren;
}): JSX.Element {
	const path = [section.id, at] as const;
	const name = nameOf(section, get(of.doc.value, path) ?? null);
	const remove = (): void => {
		of.remove(path);
		tell(t("removed", { name: name || t(section.title) }), () => of.undo());
	};
	return (
		<div class="entry">
			<div class="head">
				{handle}
				<button type="button" class="name" aria-expanded={open} onClick={onOpen}>
					{name || <span class="soft">{t("entry.new")}</span>}
				</button>
				<Button
					look="bare"
					small
					icon="trash"
					says={t("remove.name", { name: name || t("entry.new") })}
					onClick={remove}
				/>
			</div>
			{open && <Inputs of={of} path={path} details={section.details} />}
		</div>
	);
}

function Entries({ of, section }: { of: Editing; section: Section }): JSX.Element {
	const [open, setOpen] = useState(-1);
	const all = list(of.doc.value, [section.id]);
	const add = (): void => {
		of.insert([section.id], all.length, {});
		setOpen(all.length);
	};
	const move = (a: number, b: number): void => {
		of.move([section.id], a, b);
		if (open === a) setOpen(b);
	};
	return (
		<>
			<Sortable
				count={all.length}
				class="entries"
				called={(i) => nameOf(section, all[i] ?? null)}
				onMove={move}
			>
				{(i, handle) => (
					<Entry
						of={of}
						section={section}
						at={i}
						open={open === i}
						onOpen={() => setOpen(open === i ? -1 : i)}
						handle={handle}
					/>
				)}
			</Sortable>
			<div>
				<Button small icon="plus" onClick={add}>
					{t(section.one)}
				</Button>
			</div>
		</>
	);
}

function toggled(doc: Tree, id: string): Json {
	const hidden = list(doc, hiddenPath);
	return hidden.includes(id) ? hidden.filter((x) => x !== id) : [...hidden, id];
}

function Sections({ of }: { of: Editing }): JSX.Element {
	const doc = of.doc.value;
	const all = inOrder(doc);
	const used = all.filter((s) => list(doc, [s.id]).length > 0);
	const free = all.filter((s) => !used.includes(s));
	const put = (ids: string[]): void => of.set(orderPath, ids);
	const move = (a: number, b: number): void => {
		const ids = used.map((s) => s.id);
		ids.splice(b, 0, ...ids.splice(a, 1));
		put(ids);
	};
	return (
		<>
			<section class="card part">
				<h2>{t("section.basics")}</h2>
				<Inputs of={of} path={["basics"]} details={basics} />
			</section>
			<Sortable count={used.length} class="parts" called={(i) => t(used[i]!.title)} onMove={move}>
				{(i, handle) => {
					const s = used[i]!;
					const hidden = isHidden(doc, s.id);
					return (
						<section class="card part" data-hidden={hidden || undefined}>
							<div class="head">
								{handle}
								<h2>{t(s.title)}</h2>
								<Button
									look="bare"
									small
									icon={hidden ? "hide" : "eye"}
									aria-pressed={hidden}
									says={t(hidden ? "show.section" : "hide.section", { name: t(s.title) })}
									onClick={() => of.set(hiddenPath, toggled(doc, s.id))}
								/>
							</div>
							<Entries of={of} section={s} />
						</section>
					);
				}}
			</Sortable>
			{free.length > 0 && (
				<div class="row free">
					<span class="soft small">{t("add.section")}</span>
					{free.map((s) => (
						<Button key={s.id} small icon="plus" onClick={() => of.insert([s.id], 0, {})}>
							{t(s.title)}
						</Button>
					))}
				</div>
			)}
		</>
	);
}

// ---- the bar above -----------------------------------------------------------------

const formats = ["pdf", "docx", "odt", "html", "txt", "md", "json"] as const;

async function download(of: Editing, format: string): Promise<void> {
	try {
		const res = await ask("POST", `/api/export/${format}`, {
			headers: { Accept: "*/*" },
			body: { resume: of.doc.value },
		});
		const named = /filename\*=UTF-8''([^;]+)/.exec(
			res.headers.get("content-disposition") ?? "",
		)?.[1];
		const link = document.createElement("a");
		link.href = URL.createObjectURL(await res.blob());
		link.download = named ? decodeURIComponent(named) : `resume.${format}`;
		link.click();
		setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
	} catch (e) {
		tell(e instanceof Error ? e.message : t("fault.unknown"));
	}
}

function Bar({ of }: { of: Editing }): JSX.Element {
	const state: Key = `saving.${of.saving.value}`;
	return (
		<header class="bar">
			<Link class="button bare small" href="/resumes">
				{t("resumes")}
			</Link>
			<strong class="title">{of.title.value}</strong>
			<span class={`tag ${of.saving.value}`} role="status" title={of.fault.value?.message ?? ""}>
				{t(state)}
			</span>
			<div class="end row">
				<Button
					look="bare"
					small
					icon="undo"
					says={t("undo")}
					disabled={!of.canUndo.value}
					onClick={() => of.undo()}
				/>
				<Button
					look="bare"
					small
					icon="redo"
					says={t("redo")}
					disabled={!of.canRedo.value}
					onClick={() => of.redo()}
				/>
				<Menu
					says={t("download")}
					icon="download"
					label={t("download")}
					choices={formats.map((f) => ({
						label: f.toUpperCase(),
						run: () => void download(of, f),
					}))}
				/>
			</div>
		</header>
	);
}

// ---- two at once ---------------------------------------------------------------------

function shown(v: Json | undefined): string {
	return v === undefined ? "" : typeof v === "string" ? v : JSON.stringify(v, null, 1);
}

function Meeting({ of }: { of: Editing }): JSX.Element {
	const c = of.conflicts.value[0]!;
	return (
		<Dialog title={t("conflict")} onClose={() => of.decide(false)}>
			<p>{t("conflict.more", { n: of.conflicts.value.length })}</p>
			<div class="pair">
				<div>
					<h3>{t("conflict.mine")}</h3>
					<pre class="said">{shown(c.mine)}</pre>
				</div>
				<div>
					<h3>{t("conflict.theirs")}</h3>
					<pre class="said">{shown(c.theirs)}</pre>
				</div>
			</div>
			<footer>
				<Button onClick={() => of.decide(true)}>{t("conflict.take")}</Button>
				<Button look="main" onClick={() => of.decide(false)}>
					{t("conflict.keep")}
				</Button>
			</footer>
		</Dialog>
	);
}

// ---- the page ---------------------------------------------------------------------------

function keys(of: Editing): (e: KeyboardEvent) => void {
	return (e) => {
		if (!(e.ctrlKey || e.metaKey)) return;
		const key = e.key.toLowerCase();
		if (key === "z") e.shiftKey ? of.redo() : of.undo();
		else if (key === "y") of.redo();
		else if (key === "s") void of.save();
		else return;
		e.preventDefault();
	};
}

export default function Editor({ id }: PageProps): JSX.Element {
	const [of, setOf] = useState<Editing>();
	const [fault, setFault] = useState<string>();
	useEffect(() => {
		let open: Editing | undefined;
		let gone = false;
		call<Document>("GET", `/api/resumes/${id}`).then(
			(d) => {
				if (gone) return;
				open = new Editing(d);
				setOf(open);
			},
			(e: unknown) => setFault(e instanceof Fault ? e.message : t("fault.unknown")),
		);
		return () => {
			gone = true;
			open?.close();
		};
	}, [id]);
	useEffect(() => {
		if (!of) return;
		const press = keys(of);
		const leave = (e: BeforeUnloadEvent): void => {
			if (of.changed() && of.saving.value !== "offline") e.preventDefault();
		};
		addEventListener("keydown", press);
		addEventListener("beforeunload", leave);
		return () => {
			removeEventListener("keydown", press);
			removeEventListener("beforeunload", leave);
			guard(undefined);
		};
	}, [of]);
	if (fault)
		return (
			<main id="main" class="page">
				<Told>{fault}</Told>
			</main>
		);
	if (!of)
		return (
			<main id="main" class="page">
				<Skeleton lines={6} />
			</main>
		);
	return (
		<main id="main" class="editor" tabIndex={-1}>
			<h1 class="hidden-text">{of.title.value}</h1>
			<Bar of={of} />
			<div class="halves">
				<div class="sections">
					<Sections of={of} />
				</div>
				<Preview doc={of.doc} />
			</div>
			{of.conflicts.value.length > 0 && <Meeting of={of} />}
		</main>
	);
}
