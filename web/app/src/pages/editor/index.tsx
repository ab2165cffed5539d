// editor/index.tsx - one document: what it says and how it looks to the left,
// its pages to the right; on a narrow screen the pages are a sheet over it.
import "../../ui/core-document";
import "../../ui/core";
import { computed, signal } from "@preact/signals";
import type { JSX } from "preact";
import { useEffect, useMemo, useState } from "preact/hooks";
import { call, said } from "../../lib/api";
import { Drawing } from "../../lib/drawing";
import { Editing, type Document } from "../../lib/editing";
import { t, type Key } from "../../lib/i18n";
import { partsOf } from "../../lib/parts";
import { fieldAt } from "../../lib/pointed";
import { useNarrow } from "../../lib/narrow";
import { go, guard, type PageProps } from "../../lib/router";
import { dressed, loadTemplates, loadUsual, templateOf } from "../../lib/style";
import type { Path } from "../../lib/tree";
import { Dialog, Skeleton, Told } from "../../ui/parts";
import { Preview } from "../../ui/preview";
import { Tabs } from "../../ui/tabs";
import { tell } from "../../ui/toasts";
import { Bar } from "./bar";
import { Content, type Opened } from "./content";
import { Meeting } from "./meeting";
import { Style } from "./style";

// ---- keys --------------------------------------------------------------------------

function keys(of: Editing): (e: KeyboardEvent) => void {
	return (e) => {
		if (!(e.ctrlKey || e.metaKey) || e.altKey) return;
		const key = e.key.toLowerCase();
		if (key === "z") e.shiftKey ? of.redo() : of.undo();
		else if (key === "y") of.redo();
		else if (key === "s") void of.save();
		else return;
		e.preventDefault();
	};
}

function useLeaving(of: Editing): void {
	useEffect(() => {
		const press = keys(of);
		const hide = (): void => void (document.visibilityState === "hidden" && of.save());
		const leave = (e: BeforeUnloadEvent): void => {
			if (of.changed() && of.saving.value !== "offline") e.preventDefault();
		};
		addEventListener("keydown", press);
		addEventListener("beforeunload", leave);
		document.addEventListener("visibilitychange", hide);
		return () => {
			removeEventListener("keydown", press);
			removeEventListener("beforeunload", leave);
			document.removeEventListener("visibilitychange", hide);
			guard(undefined);
		};
	}, [of]);
}

/** What came in by itself is told, once each time. */
function useTold(of: Editing): void {
	useEffect(() => of.joined.subscribe((n) => n && tell(t("conflict.joined"))), [of]);
	useEffect(() => of.found.subscribe((n) => n && tell(t("draft.found"), () => of.undo())), [of]);
}

// ---- from the page to the field --------------------------------------------------------

/** The part and the entry that hold a path. */
function holds(of: Editing, path: Path): Opened | undefined {
	const at = path.join("/");
	for (const p of partsOf(of.doc.peek())) {
		const begin = p.path.join("/");
		if (at !== begin && !at.startsWith(`${begin}/`)) continue;
		const n = path[p.path.length];
		return { part: p.id, entry: typeof n === "number" ? n : 0 };
	}
	return undefined;
}

/** The field itself, or the nearest thing around it that can have the focus. */
function focusOn(path: Path): void {
	for (let n = path.length; n > 0; n--) {
		const at = path.slice(0, n).join("/");
		const found =
			document.querySelector<HTMLElement>(`[data-at="${CSS.escape(at)}"]`) ??
			(n === path.length
				? document.querySelector<HTMLElement>(`[data-at^="${CSS.escape(at)}/"]`)
				: null);
		if (!found) continue;
		found.closest("details")?.setAttribute("open", "");
		found.focus({ preventScroll: true });
		found.scrollIntoView({ block: "center" });
		return;
	}
}

// ---- all of it -------------------------------------------------------------------------

type Pane = "content" | "style";
const panes: readonly { id: Pane; label: Key }[] = [
	{ id: "content", label: "pane.content" },
	{ id: "style", label: "pane.style" },
];

function Open({ of }: { of: Editing }): JSX.Element {
	const [pane, setPane] = useState<Pane>("content");
	const [sheet, setSheet] = useState(false);
	const narrow = useNarrow();
	const here = useMemo(() => {
		const doc = computed(() => dressed(of.doc.value));
		return {
			doc,
			drawing: new Drawing(doc),
			opened: signal<Opened | undefined>(undefined),
			focus: signal(""),
		};
	}, [of]);
	useLeaving(of);
	useTold(of);
	useEffect(() => () => here.drawing.close(), [here]);
	const template = templateOf(of.doc.value);
	useEffect(() => {
		loadUsual(template).catch(() => {}); // then it is drawn without
	}, [template]);
	const pick = (pointer: string, word: string): void => {
		const path = fieldAt(of.doc.peek(), pointer, word);
		setPane("content");
		setSheet(false);
		here.opened.value = holds(of, path) ?? here.opened.peek();
		requestAnimationFrame(() => requestAnimationFrame(() => focusOn(path)));
	};
	const preview = <Preview doc={of.doc} drawing={here.drawing} focus={here.focus} onPick={pick} />;
	const focused = (e: FocusEvent): void => {
		const at = (e.target as HTMLElement).dataset.at;
		if (at) here.focus.value = at;
	};
	return (
		<main id="main" class="editor" tabIndex={-1}>
			<Bar of={of} doc={here.doc} onPreview={narrow ? () => setSheet(true) : undefined} />
			<div class="halves">
				<div class="left" onFocusCapture={focused}>
					<Tabs label={t("pane")} all={panes} at={pane} onChange={setPane} id="pane">
						{pane === "content" ? (
							<Content of={of} opened={here.opened} />
						) : (
							<Style of={of} drawing={here.drawing} />
						)}
					</Tabs>
				</div>
				{!narrow && preview}
			</div>
			{narrow && sheet && (
				<Dialog title={t("preview")} onClose={() => setSheet(false)} whole>
					{preview}
				</Dialog>
			)}
			{of.conflicts.value.length > 0 && <Meeting of={of} />}
		</main>
	);
}

export default function Editor({ id }: PageProps): JSX.Element {
	const [of, setOf] = useState<Editing>();
	const [fault, setFault] = useState<string>();
	useEffect(() => {
		let open: Editing | undefined;
		let gone = false;
		setOf(undefined);
		Promise.all([call<Document>("GET", `/api/resumes/${id}`), loadTemplates()]).then(
			([d]) => {
				if (gone) return;
				if (d.variant) return go(`/resumes/${id}/variant`, { replace: true });
				open = new Editing(d);
				setOf(open);
			},
			(e: unknown) => setFault(said(e)),
		);
		return () => {
			gone = true;
			open?.close();
		};
	}, [id]);
	if (fault)
		return (
			<main id="main" class="page">
				<Told>{fault}</Told>
			</main>
		);
	if (!of)
		return (
			<main id="main" class="editor" aria-busy="true">
				<div class="bar" />
				<div class="halves">
					<div class="left">
						<Skeleton lines={8} />
					</div>
					<div class="preview">
						<div class="view" />
						<div class="page-frame">
							<div class="stackof waits">
								<div class="paper">
									<div class="skeleton" />
								</div>
							</div>
						</div>
					</div>
				</div>
			</main>
		);
	return <Open key={of.id} of={of} />;
}
