// job.tsx - what stands above every page of one job: what it is called, how far
// it came, what is next, and the ways to its pages.
import type { ComponentChildren, JSX } from "preact";
import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import { call, said } from "../lib/api";
import { t, type Key } from "../lib/i18n";
import { statuses, useProject, type Looked, type Project, type Status } from "../lib/project";
import { go, Link, type PageProps } from "../lib/router";
import { Fields } from "./job-fields";
import { Menu } from "./menu";
import { Next } from "./next";
import { Dialog, Skeleton, Told } from "./parts";
import { Sharing } from "./share";
import { tell } from "./toasts";

const tabs: readonly [string, Key][] = [
	["", "job.match"],
	["/changes", "job.changes"],
	["/letter", "job.letter"],
	["/questions", "job.questions"],
	["/past", "job.past"],
];

// ---- the head -----------------------------------------------------------------------------

function Standing({ of }: { of: Looked }): JSX.Element {
	const p = of.of!;
	const move = async (status: Status): Promise<void> => {
		const was = p.status;
		try {
			await of.put({ status });
			tell(
				t("job.moved", { name: p.project_name, status: t(`status.${status}`) }),
				() => void of.put({ status: was }).catch((e: unknown) => tell(said(e))),
			);
		} catch (e) {
			tell(said(e));
		}
	};
	return (
		<label class="standing">
			<span class="hidden-text">{t("job.status")}</span>
			<select
				class="input"
				value={p.status}
				onChange={(e) => void move(e.currentTarget.value as Status)}
			>
				{statuses.map((s) => (
					<option key={s} value={s}>
						{t(`status.${s}`)}
					</option>
				))}
			</select>
		</label>
	);
}

async function remove(p: Project): Promise<void> {
	await call("DELETE", `/api/projects/${p.id}`);
	go("/projects");
	tell(
		t("removed", { name: p.project_name }),
		() =>
			void call("POST", `/api/projects/${p.id}/recover`).then(
				() => go(`/projects/${p.id}`),
				(e: unknown) => tell(said(e)),
			),
	);
}

function Head({ of, at }: { of: Looked; at: string }): JSX.Element {
	const p = of.of!;
	const [typing, setTyping] = useState(false);
	const [sharing, setSharing] = useState(false);
	const row = useRef<HTMLElement>(null);
	// on a telephone they are more than fit
	useLayoutEffect(() => {
		const here = row.current?.querySelector("[aria-current]");
		if (!row.current || !here) return;
		const [box, all] = [here.getBoundingClientRect(), row.current.getBoundingClientRect()];
		row.current.scrollBy(box.left + box.width / 2 - all.left - all.width / 2, 0);
	}, [at]);
	return (
		<header class="job-head">
			<div class="row">
				<div class="called">
					<h1>{p.project_name}</h1>
					<p class="row soft">
						{p.company && <span>{p.company}</span>}
						{p.posting_url && (
							<a href={p.posting_url} target="_blank" rel="noopener noreferrer nofollow">
								{t("job.open")}
							</a>
						)}
						<Next of={p} />
					</p>
				</div>
				<div class="end row">
					<Standing of={of} />
					{p.resume_json && (
						<Link class="button" href={`/resumes/${p.document_id}`}>
							{t("project.resume")}
						</Link>
					)}
					<Menu
						says={t("more.of", { name: p.project_name })}
						icon="more"
						choices={[
							{ label: t("job.details"), icon: "pencil", run: () => setTyping(true) },
							...(p.resume_json
								? ([
										{ label: t("share"), icon: "share", run: () => setSharing(true) },
										{
											label: t("versions"),
											icon: "clock",
											run: () => go(`/resumes/${p.document_id}/versions`),
										},
									] as const)
								: []),
							{
								label: t("remove"),
								icon: "trash",
								run: () => void remove(p).catch((e: unknown) => tell(said(e))),
							},
						]}
					/>
				</div>
			</div>
			<nav class="job-tabs" aria-label={t("job.nav")} ref={row}>
				{tabs.map(([path, label]) => (
					<Link
						key={path}
						href={`/projects/${p.id}${path}`}
						{...(path === at ? { "aria-current": "page" as const } : {})}
					>
						{t(label)}
					</Link>
				))}
			</nav>
			{sharing && (
				<Sharing
					of={{ project_id: p.id }}
					title={p.project_name}
					onClose={() => setSharing(false)}
				/>
			)}
			{typing && (
				<Dialog title={t("job.details")} onClose={() => setTyping(false)}>
					<Fields
						id={p.id}
						onDone={() => {
							setTyping(false);
							void of.load();
						}}
					/>
				</Dialog>
			)}
		</header>
	);
}

/** A page of a job: its head, and what the page makes of it. */
export function Job({
	id,
	at,
	children,
}: PageProps & { at: string; children: (of: Looked) => ComponentChildren }): JSX.Element {
	const of = useProject(id);
	const name = of.of?.project_name;
	useEffect(() => {
		if (name) document.title = `${name} · Vitae`;
	}, [name]);
	return (
		<main id="main" class="page wide job" tabIndex={-1}>
			<Told>{of.fault}</Told>
			{of.of ? (
				<>
					<Head of={of} at={at} />
					{of.of.resume_json ? (
						children(of)
					) : (
						<div class="empty">
							<h2>{t("job.gone")}</h2>
							<p>{t("job.gone.more")}</p>
							<Link class="button main" href="/projects">
								{t("projects")}
							</Link>
						</div>
					)}
				</>
			) : (
				!of.fault && <Skeleton lines={8} />
			)}
		</main>
	);
}
