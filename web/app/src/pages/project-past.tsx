// project-past.tsx - what happened to a job: how far it came and when, what was
// put aside by the last tailorings, what every run of an agent did and took.
import "../ui/core-job";
import "../ui/core";
import type { JSX } from "preact";
import { useEffect, useState } from "preact/hooks";
import { call, said } from "../lib/api";
import { toldAs } from "../lib/faults";
import { ago, date, number, t } from "../lib/i18n";
import { runs, type Change, type Looked, type Project, type Run } from "../lib/project";
import type { PageProps } from "../lib/router";
import { groups } from "../lib/resume";
import { One } from "../ui/change";
import { Job } from "../ui/job";
import { Button, Skeleton, Told } from "../ui/parts";
import { Steps, Warnings } from "../ui/steps";
import { tell } from "../ui/toasts";

function Stations({ of }: { of: Project }): JSX.Element {
	return (
		<ol class="stations" role="list">
			{of.status_history.map((s, i) => (
				<li key={s.at} data-last={i === of.status_history.length - 1 || undefined}>
					<strong>{t(`status.${s.status}`)}</strong>
					<time class="small soft" dateTime={s.at} title={s.at}>
						{date(s.at)}
					</time>
				</li>
			))}
		</ol>
	);
}

function Aside({ of, at }: { of: Looked; at: Project["tailoring_history"][number] }): JSX.Element {
	const p = of.of!;
	const all = groups(p.resume_json!);
	const back = async (version: number): Promise<void> => {
		await call("POST", `/api/resumes/${p.document_id}/versions/${version}/restore`);
		await of.load();
	};
	const restore = async (): Promise<void> => {
		const now = p.document_version;
		try {
			await back(at.version);
			tell(t("past.restored"), () => void back(now).catch((e: unknown) => tell(said(e))));
		} catch (e) {
			tell(said(e));
		}
	};
	return (
		<li class="card stack">
			<div class="row">
				<span>{t("past.changes", { n: at.changes_made.length })}</span>
				<time class="soft small" dateTime={at.timestamp}>
					{ago(at.timestamp)}
				</time>
				<div class="end">
					<Button small icon="undo" onClick={() => void restore()}>
						{t("past.restore")}
					</Button>
				</div>
			</div>
			<details>
				<summary>{t("past.show")}</summary>
				<ul class="changes" role="list">
					{at.changes_made.map((c, i) => (
						<One key={i} change={c} resume={p.resume_json!} all={all} />
					))}
				</ul>
			</details>
		</li>
	);
}

function OneRun({ of, project }: { of: Run; project: Project }): JSX.Element {
	const [changes, setChanges] = useState<Change[]>();
	const [fault, setFault] = useState<string>();
	const open = (e: Event): void => {
		if (!(e.currentTarget as HTMLDetailsElement).open || changes) return;
		call<{ changes: Change[] }>("GET", `/api/projects/${project.id}/runs/${of.id}`).then(
			(r) => setChanges(r.changes),
			(x: unknown) => setFault(said(x)),
		);
	};
	const look = { done: "tag good", failed: "tag bad", cancelled: "tag", running: "tag warn" };
	return (
		<li class="card">
			<details onToggle={open}>
				<summary class="row">
					<strong>{t(`run.${of.kind}`)}</strong>
					<span class={look[of.state]}>{t(`run.is.${of.state}`)}</span>
					<span class="soft small">
						{of.tokens_in + of.tokens_out
							? t("usage.is", { in: of.tokens_in, out: of.tokens_out })
							: t(of.engine === "openai" ? "engine.openai" : "engine.builtin")}
					</span>
					<time class="soft small end" dateTime={of.began_at}>
						{ago(of.began_at)}
					</time>
				</summary>
				<div class="stack run">
					{of.instructions && (
						<p>
							<span class="soft small">{t("run.wish")}</span> <q>{of.instructions}</q>
						</p>
					)}
					{of.kind === "tailor" && of.state === "done" && (
						<p class="small">
							{t("run.score", {
								before: number(of.score_before, 1),
								after: number(of.score_after, 1),
							})}
						</p>
					)}
					<Steps of={of.steps} />
					<Warnings of={of.warnings} />
					<Told>{of.error && toldAs(of.error)}</Told>
					<Told>{fault}</Told>
					{changes && changes.length > 0 && project.resume_json && (
						<ul class="changes" role="list">
							{changes.map((c, i) => (
								<One
									key={i}
									change={c}
									resume={project.resume_json!}
									all={groups(project.resume_json!)}
								/>
							))}
						</ul>
					)}
				</div>
			</details>
		</li>
	);
}

function Runs({ of }: { of: Project }): JSX.Element {
	const [all, setAll] = useState<Run[]>();
	const [next, setNext] = useState<string>();
	const [fault, setFault] = useState<string>();
	const more = async (cursor?: string): Promise<void> => {
		try {
			const got = await runs(of.id, cursor);
			setAll((old) => [...(cursor ? (old ?? []) : []), ...got.runs]);
			setNext(got.next);
		} catch (e) {
			setFault(said(e));
		}
	};
	useEffect(() => void more(), [of.id]);
	if (fault) return <Told>{fault}</Told>;
	if (!all) return <Skeleton lines={3} />;
	if (!all.length) return <p class="soft">{t("run.none")}</p>;
	return (
		<>
			<ul class="changes" role="list">
				{all.map((r) => (
					<OneRun key={r.id} of={r} project={of} />
				))}
			</ul>
			{next && (
				<div>
					<Button small onClick={() => void more(next)}>
						{t("more")}
					</Button>
				</div>
			)}
		</>
	);
}

function Past({ of }: { of: Looked }): JSX.Element {
	const p = of.of!;
	return (
		<div class="stack past-of-job">
			<section class="stack" aria-labelledby="came">
				<h2 id="came">{t("past.status")}</h2>
				<Stations of={p} />
			</section>
			{p.notes && (
				<section class="stack" aria-labelledby="notes">
					<h2 id="notes">{t("job.notes")}</h2>
					<p class="notes">{p.notes}</p>
				</section>
			)}
			<section class="stack" aria-labelledby="aside">
				<h2 id="aside">{t("past.tailored")}</h2>
				<p class="soft small">{t("past.tailored.more")}</p>
				{p.tailoring_history.length ? (
					<ul class="changes" role="list">
						{[...p.tailoring_history].reverse().map((h) => (
							<Aside key={h.timestamp} of={of} at={h} />
						))}
					</ul>
				) : (
					<p class="soft">{t("past.none")}</p>
				)}
			</section>
			<section class="stack" aria-labelledby="runs">
				<h2 id="runs">{t("run.all")}</h2>
				<Runs of={p} />
			</section>
		</div>
	);
}

export default function ProjectPast({ id }: PageProps): JSX.Element {
	return (
		<Job id={id} at="/past">
			{(of) => <Past of={of} />}
		</Job>
	);
}
