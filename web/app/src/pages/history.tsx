// history.tsx - every file that was made of my documents: found again, had
// again while it is kept, made again, or put out of sight.
import type * as Api from "../lib/api-types";
import "../ui/core";
import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { ask, call, said } from "../lib/api";
import { handOver } from "../lib/download";
import { ago, date, number, t, type Key } from "../lib/i18n";
import { Link } from "../lib/router";
import { useRows } from "../lib/rows";
import { Menu, type Choice } from "../ui/menu";
import { Button, Field, Icon, Skeleton, Told } from "../ui/parts";
import { Segments } from "../ui/segments";
import { tell } from "../ui/toasts";

type Made = Api.Rendering;
type Answer = Api.History;

const FILE_KEPT_MS = 3_600_000; // as GET /api/exports/{id} says
const formats = ["pdf", "docx", "odt", "html", "txt", "md", "png", "svg", "json"];
const kinds = ["resume", "cv", "cover_letter", "revamp"];

function isKept(m: Made): boolean {
	return m.file_id !== undefined && Date.now() - Date.parse(m.at) < FILE_KEPT_MS;
}

function size(bytes: number): string {
	return bytes < 1_000_000
		? t("size.kb", { n: Math.max(1, Math.round(bytes / 1000)) })
		: t("size.mb", { size: number(bytes / 1_000_000, 1) });
}

// ---- one of them --------------------------------------------------------------------

async function again(m: Made): Promise<void> {
	const res = await ask("POST", `/api/export/${m.format}`, {
		headers: { Accept: "*/*" },
		body: {
			resume_id: m.document_id,
			version: m.version,
			...(m.template ? { template: m.template } : {}),
		},
	});
	tell(t("history.made", { name: await handOver(res, `resume.${m.format}`) }));
}

async function fetchKept(m: Made): Promise<void> {
	const res = await ask("GET", `/api/exports/${m.file_id}`, { headers: { Accept: "*/*" } });
	await handOver(res, `resume.${m.format}`);
}

interface ItemProps {
	m: Made;
	onChange: () => void;
}

function Item({ m, onChange }: ItemProps): JSX.Element {
	const [busy, setBusy] = useState(false);
	const doing = (run: () => Promise<unknown>): void => {
		setBusy(true);
		run()
			.catch((e: unknown) => tell(said(e)))
			.finally(() => setBusy(false));
	};
	const put = (way: "archive" | "unarchive"): Promise<unknown> =>
		call("POST", `/api/history/${m.id}/${way}`).then(onChange);
	const archive = async (): Promise<void> => {
		await put("archive");
		tell(t("history.archived", { name: m.title }), () => doing(() => put("unarchive")));
	};
	const kept = isKept(m);
	const more: Choice[] = m.archived_at
		? [{ label: t("history.unarchive"), icon: "undo", run: () => doing(() => put("unarchive")) }]
		: [{ label: t("history.archive"), icon: "hide", run: () => doing(archive) }];
	return (
		<li class="past-row" data-faded={m.archived_at !== undefined || undefined}>
			<span class="format" data-format={m.format}>
				{m.format.toUpperCase()}
			</span>
			<span class="name" dir="auto">
				{m.document_id ? (
					<Link href={`/resumes/${m.document_id}/versions`}>{m.title || t("resume.new")}</Link>
				) : (
					m.title || t("resume.new")
				)}
			</span>
			<span class="facts soft small">
				<time dateTime={m.at} title={date(m.at)}>
					{ago(m.at)}
				</time>
				{m.version > 0 && <span>{t("version.n", { n: m.version })}</span>}
				{m.template && <span>{m.template}</span>}
				{m.pages > 0 && <span>{t("pages.n", { n: m.pages })}</span>}
				<span>{size(m.size)}</span>
				{m.project_id && <Link href={`/projects/${m.project_id}`}>{t("history.project")}</Link>}
				{m.archived_at && <span class="tag">{t("history.is.archived")}</span>}
			</span>
			<span class="row end">
				{kept ? (
					<Button small icon="download" busy={busy} onClick={() => doing(() => fetchKept(m))}>
						{t("download")}
						<span class="hidden-text"> {m.title}</span>
					</Button>
				) : (
					m.document_id && (
						<Button small busy={busy} onClick={() => doing(() => again(m))}>
							{t("history.again")}
							<span class="hidden-text"> {m.title}</span>
						</Button>
					)
				)}
				<Menu says={t("more.of", { name: m.title })} icon="more" choices={more} />
			</span>
		</li>
	);
}

// ---- which of them ---------------------------------------------------------------------

interface Wish {
	q: string;
	kind: string;
	format: string;
	archived: string;
	from: string;
	until: string;
}
const any: Wish = { q: "", kind: "", format: "", archived: "", from: "", until: "" };

/** The day itself is meant, by the reader's clock. */
const moment = (day: string, after: number): string =>
	day ? new Date(new Date(`${day}T00:00`).getTime() + after).toISOString() : "";

function Filters({
	wish,
	onWish,
	counts,
	total,
}: {
	wish: Wish;
	onWish: (w: Wish) => void;
	counts: Answer["counts"];
	total: number;
}): JSX.Element {
	const set = (more: Partial<Wish>): void => onWish({ ...wish, ...more });
	const of = (kind: string): number => counts.find((c) => c.kind === kind)?.count ?? 0;
	return (
		<div class="filters">
			<Field
				label={t("search")}
				type="search"
				value={wish.q}
				onValue={(q) => set({ q })}
				placeholder={t("history.search")}
			/>
			<div class="field">
				<label for="history-format">{t("history.format")}</label>
				<select
					id="history-format"
					class="input"
					value={wish.format}
					onChange={(e) => set({ format: e.currentTarget.value })}
				>
					<option value="">{t("history.any")}</option>
					{formats.map((f) => (
						<option key={f} value={f}>
							{f.toUpperCase()}
						</option>
					))}
				</select>
			</div>
			<Field
				label={t("history.from")}
				type="date"
				value={wish.from}
				onValue={(from) => set({ from })}
			/>
			<Field
				label={t("history.until")}
				type="date"
				value={wish.until}
				onValue={(until) => set({ until })}
			/>
			<div class="row wide">
				<Segments
					label={t("history.kind")}
					value={wish.kind}
					onValue={(kind) => set({ kind })}
					of={[
						{ value: "", label: t("history.all"), count: number(total) },
						...kinds
							.filter((k) => of(k) > 0 || k === wish.kind)
							.map((k) => ({
								value: k,
								label: t(`kind.${k}` as Key),
								count: number(of(k)),
							})),
					]}
				/>
				<label class="check">
					<input
						type="checkbox"
						checked={wish.archived === "all"}
						onChange={(e) => set({ archived: e.currentTarget.checked ? "all" : "" })}
					/>
					{t("history.show.archived")}
				</label>
			</div>
		</div>
	);
}

export default function History(): JSX.Element {
	const [wish, setWish] = useState<Wish>(any);
	const { rows, answer, fault, more, again } = useRows<Answer, Made>(
		"/api/history",
		(a) => a.history,
		{
			...wish,
			from: moment(wish.from, 0),
			until: moment(wish.until, 86_400_000),
			limit: 50,
		},
	);
	const asked = JSON.stringify(wish) !== JSON.stringify(any);
	return (
		<main id="main" class="page" tabIndex={-1}>
			<header>
				<h1>{t("history")}</h1>
			</header>
			<div class="stack">
				{(asked || (rows?.length ?? 1) > 0) && (
					<Filters
						wish={wish}
						onWish={setWish}
						counts={answer?.counts ?? []}
						total={answer?.total ?? 0}
					/>
				)}
				<Told>{fault}</Told>
				{!rows ? (
					!fault && <Skeleton lines={6} />
				) : rows.length ? (
					<ul class="past-rows" role="list">
						{rows.map((m) => (
							<Item key={m.id} m={m} onChange={again} />
						))}
					</ul>
				) : asked ? (
					<div class="empty">
						<Icon name="search" size={32} />
						<h2>{t("history.nothing")}</h2>
						<Button onClick={() => setWish(any)}>{t("history.reset")}</Button>
					</div>
				) : (
					<div class="empty">
						<Icon name="clock" size={32} />
						<h2>{t("history.none")}</h2>
						<p>{t("history.none.more")}</p>
						<div class="row">
							<Link class="button" href="/resumes">
								{t("resumes")}
							</Link>
							<Button look="bare" onClick={() => setWish({ ...any, archived: "all" })}>
								{t("history.show.archived")}
							</Button>
						</div>
					</div>
				)}
				{more && (
					<div>
						<Button onClick={more}>{t("more")}</Button>
					</div>
				)}
			</div>
		</main>
	);
}
