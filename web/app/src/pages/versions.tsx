// versions.tsx - what a document said before: two of its versions side by side,
// one of them named, said again, or opened as a document of its own.
import type * as Api from "../lib/api-types";
import "../ui/core";
import type { JSX } from "preact";
import { useEffect, useState } from "preact/hooks";
import { call, said } from "../lib/api";
import { useForm } from "../lib/form";
import { heard, heardPoints } from "../lib/heard";
import { ago, date, t } from "../lib/i18n";
import { go, Link, type PageProps } from "../lib/router";
import { byDay, some, type Sent, type Version } from "../lib/versions";
import { AsPages, AsWords, useDifference } from "../ui/compare";
import { Button, Dialog, Field, Skeleton, Told } from "../ui/parts";
import { Segments } from "../ui/segments";
import { Timeline } from "../ui/timeline";
import { tell } from "../ui/toasts";

type Document = Api.DocumentWhole;
type Whole = Api.DocumentVersionWhole;

// ---- what one does with a version ------------------------------------------------

function Naming({
	id,
	of,
	onDone,
	onClose,
}: {
	id: string;
	of: Version;
	onDone: (v: Version) => void;
	onClose: () => void;
}): JSX.Element {
	const [name, setName] = useState(of.name);
	const form = useForm();
	const send = (): Promise<void> =>
		form.send(async () => {
			const body = { name: name.trim() };
			await call("PUT", `/api/resumes/${id}/versions/${of.number}`, { body });
			onDone({ ...of, ...body });
			onClose();
		});
	return (
		<Dialog title={t("version.name")} onClose={onClose}>
			<form
				class="stack"
				onSubmit={(e) => {
					e.preventDefault();
					void send();
				}}
			>
				<Field
					label={t("name")}
					value={name}
					onValue={setName}
					hint={t("version.name.how")}
					wrong={form.wrong("name")}
					maxLength={200}
					autoFocus
				/>
				<Told>{form.told}</Told>
				<footer>
					<Button onClick={onClose}>{t("cancel")}</Button>
					<Button look="main" type="submit" busy={form.busy}>
						{t("save")}
					</Button>
				</footer>
			</form>
		</Dialog>
	);
}

function SentTo({ id, number }: { id: string; number: number }): JSX.Element {
	const [sent, setSent] = useState<Sent[]>();
	useEffect(() => {
		let gone = false;
		call<Whole>("GET", `/api/resumes/${id}/versions/${number}`).then(
			(v) => gone || setSent(v.sent),
			() => undefined, // it is said beside what stands there anyway
		);
		return () => {
			gone = true;
		};
	}, [id, number]);
	if (!sent?.length) return <></>;
	return (
		<details class="sent-files small">
			<summary>{t("version.sent", { n: sent.length })}</summary>
			<ul role="list">
				{sent.map((s) => (
					<li key={s.history_id}>
						<span class="tag">{s.format.toUpperCase()}</span> {date(s.at)}
						{s.project_id && (
							<Link href={`/projects/${s.project_id}`}>{s.project_name || t("project.new")}</Link>
						)}
					</li>
				))}
			</ul>
		</details>
	);
}

interface ActionsProps {
	of: Document;
	v: Version;
	onChange: () => void;
	onName: (v: Version) => void;
}

function Actions({ of, v, onChange, onName }: ActionsProps): JSX.Element {
	const [naming, setNaming] = useState(false);
	const [busy, setBusy] = useState("");
	const doing = (what: string, run: () => Promise<void>): void => {
		setBusy(what);
		run()
			.catch((e: unknown) => tell(said(e)))
			.finally(() => setBusy(""));
	};
	const restoreTo = (number: number): Promise<unknown> =>
		call("POST", `/api/resumes/${of.id}/versions/${number}/restore`, {
			headers: { "Idempotency-Key": crypto.randomUUID() },
		});
	const restore = async (): Promise<void> => {
		const was = of.version;
		await restoreTo(v.number);
		onChange();
		tell(
			t("version.restored", { n: v.number }),
			() => void restoreTo(was).then(onChange, (e: unknown) => tell(said(e))),
		);
	};
	const copy = async (): Promise<void> => {
		const whole = await call<Whole>("GET", `/api/resumes/${of.id}/versions/${v.number}`);
		const made = await call<Document>("POST", "/api/resumes", {
			body: {
				kind: of.kind,
				title: t("version.copy.of", { title: of.title, n: v.number }).slice(0, 200),
				resume: whole.resume,
			},
			headers: { "Idempotency-Key": crypto.randomUUID() },
		});
		go(`/resumes/${made.id}`);
	};
	return (
		<div class="row">
			<Button small onClick={() => setNaming(true)}>
				{t(v.name ? "version.rename" : "version.name")}
			</Button>
			<Button small icon="copy" busy={busy === "copy"} onClick={() => doing("copy", copy)}>
				{t("version.copy")}
			</Button>
			{v.number !== of.version && (
				<Button
					small
					look="main"
					icon="undo"
					busy={busy === "restore"}
					onClick={() => doing("restore", restore)}
				>
					{t("version.restore")}
				</Button>
			)}
			{naming && <Naming id={of.id} of={v} onDone={onName} onClose={() => setNaming(false)} />}
		</div>
	);
}

// ---- the two ------------------------------------------------------------------------

type View = "pages" | "words";

interface ComparedProps extends ActionsProps {
	from: number;
	versions: readonly Version[];
	onFrom: (n: number) => void;
}

function called(v: Version): string {
	const n = t("version.n", { n: v.number });
	return v.name ? `${n}: ${v.name}` : `${n}, ${ago(v.at)}`;
}

function Compared(p: ComparedProps): JSX.Element {
	const { of, v, from, versions } = p;
	const [view, setView] = useState<View>("pages");
	const two = { id: of.id, from, to: v.number };
	const got = useDifference(two);
	return (
		<section class="compared" aria-labelledby="compared">
			<div class="compared-head">
				<div class="title">
					<h2 id="compared">{v.name || t("version.n", { n: v.number })}</h2>
					{v.number === of.version && <span class="tag good">{t("version.now")}</span>}
				</div>
				<Actions of={of} v={v} onChange={p.onChange} onName={p.onName} />
			</div>
			{v.sent_count > 0 && <SentTo id={of.id} number={v.number} />}
			{from > 0 ? (
				<>
					<div class="compared-how">
						<label class="beside">
							<span>{t("version.beside")}</span>
							<select
								class="input"
								value={from}
								onChange={(e) => p.onFrom(Number(e.currentTarget.value))}
							>
								{!versions.some((x) => x.number === from) && (
									<option value={from}>{t("version.n", { n: from })}</option>
								)}
								{versions
									.filter((x) => x.number !== v.number)
									.map((x) => (
										<option key={x.number} value={x.number}>
											{called(x)}
										</option>
									))}
							</select>
						</label>
						<Segments
							label={t("version.view")}
							value={view}
							onValue={(to) => setView(to as View)}
							of={[
								{ value: "pages", label: t("version.pages") },
								{ value: "words", label: t("version.words") },
							]}
						/>
					</div>
					<ul class="changed" role="list" aria-label={t("version.changed")} aria-live="polite">
						{got.difference?.sections.map((s) => (
							<li key={s.section} dir="auto">
								<strong>{heard(s.title)}</strong> <span class="soft">{heardPoints(s.summary)}</span>
							</li>
						))}
						{got.difference?.sections.length === 0 && <li class="soft">{t("version.same")}</li>}
					</ul>
				</>
			) : (
				<p class="soft">{t("version.first")}</p>
			)}
			{view === "pages" || !from ? <AsPages {...two} /> : <AsWords got={got} />}
		</section>
	);
}

// ---- the page ----------------------------------------------------------------------------

function useVersions(id: string): {
	of: Document | undefined;
	versions: Version[] | undefined;
	fault: string | undefined;
	more: (() => void) | undefined;
	again: () => void;
	change: (v: Version) => void;
} {
	const [of, setOf] = useState<Document>();
	const [versions, setVersions] = useState<Version[]>();
	const [next, setNext] = useState<string | null>(null);
	const [fault, setFault] = useState<string>();
	const [round, setRound] = useState(0);
	useEffect(() => {
		let gone = false;
		Promise.all([call<Document>("GET", `/api/resumes/${id}`), some(id)]).then(
			([d, s]) => {
				if (gone) return;
				setOf(d);
				setVersions(s.versions);
				setNext(s.next_cursor);
			},
			(e: unknown) => gone || setFault(said(e)),
		);
		return () => {
			gone = true;
		};
	}, [id, round]);
	const more = (): void =>
		void some(id, next ?? undefined).then(
			(s) => {
				setVersions((old) => [...(old ?? []), ...s.versions]);
				setNext(s.next_cursor);
			},
			(e: unknown) => tell(said(e)),
		);
	return {
		of,
		versions,
		fault,
		more: next ? more : undefined,
		again: () => setRound((n) => n + 1),
		change: (v) => setVersions((old) => old?.map((x) => (x.number === v.number ? v : x))),
	};
}

/** What the document was before the last sitting. */
function beforeNewest(versions: readonly Version[]): number {
	const last = byDay(versions)[0]?.sittings[0];
	return last ? (last.rest.at(-1) ?? last.shown).number - 1 : 0;
}

export default function Versions({ id }: PageProps): JSX.Element {
	const { of, versions, fault, more, again, change } = useVersions(id);
	const [chosen, setChosen] = useState<{ from: number; to: number }>();
	useEffect(() => setChosen(undefined), [of?.version]);
	if (fault)
		return (
			<main id="main" class="page">
				<Told>{fault}</Told>
			</main>
		);
	if (!of || !versions)
		return (
			<main id="main" class="page wide">
				<Skeleton lines={8} />
			</main>
		);
	const to = chosen?.to ?? of.version;
	const from = chosen?.from ?? beforeNewest(versions);
	const v = versions.find((x) => x.number === to) ?? versions[0]!;
	const choose = (next: Version, before: number): void => {
		setChosen({ to: next.number, from: before });
		if (matchMedia("(max-width: 60rem)").matches)
			document.getElementById("compared")?.scrollIntoView();
	};
	return (
		<main id="main" class="page wide" tabIndex={-1}>
			<header>
				<div>
					<Link class="way-back small" href={`/resumes/${id}`}>
						{of.title}
					</Link>
					<h1>{t("versions")}</h1>
				</div>
			</header>
			<div class="past">
				<div class="past-list">
					<Timeline versions={versions} from={from} to={to} onChoose={choose} />
					{more && (
						<Button small onClick={more}>
							{t("more")}
						</Button>
					)}
				</div>
				<Compared
					of={of}
					v={v}
					from={from}
					versions={versions}
					onFrom={(n) => setChosen({ to, from: n })}
					onChange={again}
					onName={change}
				/>
			</div>
		</main>
	);
}
