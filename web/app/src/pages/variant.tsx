// variant.tsx - a document that follows a master: what it leaves out, says
// otherwise and adds, beside its pages. All else is the master's, also what is
// edited there later.
import type * as Api from "../lib/api-types";
import "../ui/core-document";
import "../ui/core";
import type { JSX } from "preact";
import { useEffect, useMemo, useState } from "preact/hooks";
import { ask, call, said } from "../lib/api";
import { handOver } from "../lib/download";
import { Drawing } from "../lib/drawing";
import { Editing, type Document } from "../lib/editing";
import { useGrowing } from "../lib/growing";
import { language, t, type Key } from "../lib/i18n";
import { useNarrow } from "../lib/narrow";
import { go, Link, type PageProps } from "../lib/router";
import { set, text, type Tree } from "../lib/tree";
import { changes, type Change } from "../lib/variant";
import type { Difference } from "../lib/versions";
import { Meeting } from "./editor/meeting";
import { Words } from "../ui/compare";
import { Menu } from "../ui/menu";
import { Button, Dialog, Icon, Skeleton, Told } from "../ui/parts";
import { Preview } from "../ui/preview";
import { Segments } from "../ui/segments";
import { Sharing } from "../ui/share";
import { tell } from "../ui/toasts";
import { languagesOfPages } from "../ui/variants";
import { Varying } from "../ui/varying";
import { Undo } from "../ui/undo";

type Note = Api.VariantNote;
// ---- the bar above -----------------------------------------------------------------

async function detach(id: string, was: number): Promise<void> {
	await call("POST", `/api/resumes/${id}/detach`);
	go(`/resumes/${id}`);
	const back = async (): Promise<void> => {
		await call("POST", `/api/resumes/${id}/versions/${was}/restore`);
		go(`/resumes/${id}/variant`);
	};
	tell(t("variant.detached"), () => void back().catch((e: unknown) => tell(said(e))));
}

async function download(id: string, format: string): Promise<void> {
	const res = await ask("POST", `/api/export/${format}`, {
		headers: { Accept: "*/*" },
		body: { resume_id: id },
	});
	await handOver(res, `resume.${format}`);
}

function Detaching({ of, onClose }: { of: Document; onClose: () => void }): JSX.Element {
	const [busy, setBusy] = useState(false);
	return (
		<Dialog title={t("variant.detach")} onClose={onClose}>
			<p>{t("variant.detach.how")}</p>
			<footer>
				<Button onClick={onClose}>{t("cancel")}</Button>
				<Button
					look="main"
					busy={busy}
					onClick={() => {
						setBusy(true);
						void call<Document>("GET", `/api/resumes/${of.id}`)
							.then((now) => detach(of.id, now.version))
							.catch((e: unknown) => tell(said(e)))
							.finally(() => setBusy(false));
					}}
				>
					{t("variant.detach")}
				</Button>
			</footer>
		</Dialog>
	);
}

interface BarProps {
	of: Editing;
	doc: Document;
	onPreview: (() => void) | undefined; // where it is not beside it
}

function Bar({ of, doc, onPreview }: BarProps): JSX.Element {
	const state: Key = `saving.${of.saving.value}`;
	const [dialog, setDialog] = useState<"share" | "detach">();
	const doing = (run: Promise<void>): void => void run.catch((e: unknown) => tell(said(e)));
	return (
		<header class="bar">
			<Link class="button bare small back" href="/resumes">
				{t("resumes")}
			</Link>
			<h1 class="title" dir="auto">
				{of.title.value}
			</h1>
			<span class={`tag ${of.saving.value}`} role="status" title={of.fault.value?.message ?? ""}>
				{t(state)}
			</span>
			<div class="end row">
				<Undo of={of} />
				{onPreview && (
					<Button look="bare" small icon="eye" says={t("preview")} onClick={onPreview} />
				)}
				<Menu
					says={t("download")}
					icon="download"
					choices={["pdf", "docx", "odt", "html", "txt"].map((f) => ({
						label: f.toUpperCase(),
						run: () => doing(of.save().then(() => download(doc.id, f))),
					}))}
				/>
				<Menu
					says={t("more.of", { name: of.title.value })}
					icon="more"
					choices={[
						{
							label: t("versions"),
							icon: "clock",
							run: () => go(`/resumes/${doc.id}/versions`),
						},
						{ label: t("share"), icon: "share", run: () => setDialog("share") },
						{ label: t("variant.detach"), icon: "branch", run: () => setDialog("detach") },
					]}
				/>
			</div>
			{dialog === "share" && (
				<Sharing
					of={{ resume_id: doc.id }}
					title={of.title.value}
					version={doc.version}
					onClose={() => setDialog(undefined)}
				/>
			)}
			{dialog === "detach" && <Detaching of={doc} onClose={() => setDialog(undefined)} />}
		</header>
	);
}

// ---- what differs --------------------------------------------------------------------

const calledOf = (c: Change): string => (c.whole ? c.whole.title || t(c.whole.named) : c.name);

function Differing({ of, master }: { of: Editing; master: Tree }): JSX.Element {
	const all = changes(master, of.doc.value);
	return (
		<details class="differs card">
			<summary>
				<strong>{t("variant.differs", { n: all.length })}</strong>
			</summary>
			<ul role="list">
				{all.map((c, i) => (
					<li key={i}>
						<span class="tag">{t(`variant.is.${c.what}` as Key)}</span>
						<span dir="auto">
							{c.name && <span class="soft">{c.name}: </span>}
							{c.whole && c.what !== "set" && calledOf(c)}
							{!(c.whole && c.what !== "set") &&
								c.from &&
								(c.what === "set" ? <del>{c.from}</del> : c.from)}{" "}
							{c.to && <ins>{c.to}</ins>}
						</span>
						<Button
							look="bare"
							small
							icon="undo"
							says={t("variant.as.master", { name: calledOf(c) || c.to || c.from })}
							onClick={() => of.become(c.undo(of.doc.value), "")}
						/>
					</li>
				))}
			</ul>
		</details>
	);
}

/** Against the master, as words, once all is saved. */
function Against({ of, id, master }: { of: Editing; id: string; master: Tree }): JSX.Element {
	const [difference, setDifference] = useState<Difference>();
	const [fault, setFault] = useState<string>();
	const saved = of.saving.value === "saved";
	useEffect(() => {
		if (!saved) return;
		let gone = false;
		call<Document>("GET", `/api/resumes/${id}`)
			.then((d) =>
				call<Difference>("POST", "/api/resumes/diff", {
					body: { from: master, to: d.resume },
				}),
			)
			.then(
				(d) => gone || setDifference(d),
				(e: unknown) => gone || setFault(said(e)),
			);
		return () => {
			gone = true;
		};
	}, [saved]);
	if (fault) return <Told>{fault}</Told>;
	return difference ? <Words of={difference} /> : <Skeleton lines={6} />;
}

function Notes({ notes }: { notes: Note[] }): JSX.Element {
	if (!notes.length) return <></>;
	return (
		<section class="told warn" aria-label={t("variant.notes")}>
			<strong>{t("variant.notes")}</strong>
			<ul>
				{notes.map((n, i) => (
					<li key={i}>
						{t(`variant.note.${n.kind}` as Key)} <span dir="auto">{n.say}</span>
					</li>
				))}
			</ul>
		</section>
	);
}

function Language({ of }: { of: Editing }): JSX.Element {
	const now = text(of.doc.value, ["locale"]);
	// a moment later: asking Intl for names takes a slow machine a tenth of a second
	const shown = useGrowing(languagesOfPages.length, 0, languagesOfPages.length);
	const names = shown ? new Intl.DisplayNames([language.value], { type: "language" }) : undefined;
	return (
		<label class="beside">
			<span>{t("variant.locale")}</span>
			<select
				class="input"
				value={now}
				onChange={(e) =>
					of.become(set(of.doc.value, ["locale"], e.currentTarget.value || undefined) as Tree, "")
				}
			>
				<option value="">{t("variant.locale.same")}</option>
				{now && !(shown && languagesOfPages.includes(now)) && <option value={now}>{now}</option>}
				{languagesOfPages.slice(0, shown).map((l) => (
					<option key={l} value={l}>
						{names?.of(l)}
					</option>
				))}
			</select>
		</label>
	);
}

// ---- the page ---------------------------------------------------------------------------

interface Both {
	of: Editing;
	doc: Document;
	master: Document;
}

function useBoth(id: string): { both: Both | undefined; fault: string | undefined } {
	const [both, setBoth] = useState<Both>();
	const [fault, setFault] = useState<string>();
	useEffect(() => {
		let gone = false;
		let open: Editing | undefined;
		const load = async (): Promise<void> => {
			const doc = await call<Document>("GET", `/api/resumes/${id}`);
			if (!doc.master_id) return go(`/resumes/${id}`, { replace: true });
			const master = await call<Document>("GET", `/api/resumes/${doc.master_id}`);
			if (gone) return;
			open = new Editing(doc, "variant");
			setBoth({ of: open, doc, master });
		};
		load().catch((e: unknown) => gone || setFault(said(e)));
		return () => {
			gone = true;
			open?.close();
		};
	}, [id]);
	return { both, fault };
}

function Beside({ of, doc, master }: Both): JSX.Element {
	const [view, setView] = useState("pages");
	const drawing = useMemo(
		() => new Drawing(of.doc, (variant) => ({ resume_id: master.id, variant })),
		[of],
	);
	useEffect(() => () => drawing.close(), [drawing]);
	return (
		<div class="beside-variant">
			<div class="how">
				<Segments
					label={t("version.view")}
					value={view}
					onValue={setView}
					of={[
						{ value: "pages", label: t("version.pages") },
						{ value: "words", label: t("variant.against") },
					]}
				/>
			</div>
			{view === "pages" ? (
				<Preview doc={of.doc} drawing={drawing} />
			) : (
				<div class="against" tabIndex={0} role="group" aria-label={t("variant.against")}>
					<Against of={of} id={doc.id} master={master.resume} />
				</div>
			)}
		</div>
	);
}

export default function Variant({ id }: PageProps): JSX.Element {
	const { both, fault } = useBoth(id);
	const of = both?.of;
	const narrow = useNarrow();
	const [sheet, setSheet] = useState(false);
	useEffect(() => {
		if (!of) return;
		const press = (e: KeyboardEvent): void => {
			if (!(e.ctrlKey || e.metaKey)) return;
			const key = e.key.toLowerCase();
			if (key === "z") e.shiftKey ? of.redo() : of.undo();
			else if (key === "y") of.redo();
			else if (key === "s") void of.save();
			else return;
			e.preventDefault();
		};
		addEventListener("keydown", press);
		return () => removeEventListener("keydown", press);
	}, [of]);
	if (fault)
		return (
			<main id="main" class="page">
				<Told>{fault}</Told>
			</main>
		);
	if (!both || !of)
		return (
			<main id="main" class="editor" aria-busy="true">
				<div class="bar" />
				<div class="halves">
					<div class="left">
						<Skeleton lines={8} />
					</div>
					{!narrow && (
						<div class="beside-variant">
							<div class="how" />
							<div class="preview">
								<div class="view" />
								<div class="sheets">
									<div class="stackof waits">
										<div class="paper">
											<div class="skeleton" />
										</div>
									</div>
								</div>
							</div>
						</div>
					)}
				</div>
			</main>
		);
	const { doc, master } = both;
	const see = narrow ? (): void => setSheet(true) : undefined;
	return (
		<main id="main" class="editor" tabIndex={-1}>
			<Bar of={of} doc={doc} onPreview={see} />
			<div class="halves">
				<div class="left stack">
					<div class="follows">
						<p>
							<Icon name="branch" size={16} /> {t("variant.follows")}{" "}
							<Link href={`/resumes/${master.id}`}>{master.title}</Link>.{" "}
							<span class="soft">{t("variant.how")}</span>
						</p>
						<Language of={of} />
					</div>
					<Notes notes={doc.notes ?? []} />
					<Differing of={of} master={master.resume} />
					<Varying of={of} master={master.resume} />
				</div>
				{!narrow && <Beside {...both} />}
			</div>
			{narrow && sheet && (
				<Dialog title={t("preview")} onClose={() => setSheet(false)} whole>
					<Beside {...both} />
				</Dialog>
			)}
			{of.conflicts.value.length > 0 && <Meeting of={of} />}
		</main>
	);
}
