// project-changes.tsx - the resume of a job is made to fit: what is wished for
// in words, and each proposed change with its reason, its proof, and an answer.
import "../ui/core-job";
import "../ui/core";
import type { JSX } from "preact";
import { useEffect, useMemo, useState } from "preact/hooks";
import { useAgent } from "../lib/agent";
import { ask, call, said } from "../lib/api";
import { number, t } from "../lib/i18n";
import { begin, runs, type Change, type Looked, type Result, type Run } from "../lib/project";
import type { PageProps } from "../lib/router";
import { groups } from "../lib/resume";
import { One, Review, type Reviewed } from "../ui/change";
import { Chat } from "../ui/chat";
import { Job } from "../ui/job";
import { Button, Told } from "../ui/parts";
import { Warnings } from "../ui/steps";
import { tell } from "../ui/toasts";

/** A proposal that waits for its answer: of now, or of an earlier visit. */
interface Proposal {
	run: string;
	changes: Change[];
	rejected: Change[];
	before: number;
	after: number;
	warnings: string[];
	found: Result["found"];
}

function proposed(r: Result): Proposal {
	return {
		run: r.run_id,
		changes: r.changes,
		rejected: r.rejected,
		before: r.score_before,
		after: r.score_after,
		warnings: r.warnings,
		found: r.found,
	};
}

function waiting(r: Run & { changes: Change[] }): Proposal {
	return {
		run: r.id,
		changes: r.changes.filter((c) => c.verdict === "accepted"),
		rejected: r.changes.filter((c) => c.verdict === "rejected"),
		before: r.score_before,
		after: r.score_after,
		warnings: r.warnings,
		found: [],
	};
}

function Rejected({ of, looked }: { of: readonly Change[]; looked: Looked }): JSX.Element | null {
	const p = looked.of!;
	const all = useMemo(() => groups(p.resume_json!), [p.resume_json]);
	if (!of.length) return null;
	return (
		<details>
			<summary>{t("tailor.rejected", { n: of.length })}</summary>
			<ul class="changes" role="list">
				{of.map((c, i) => (
					<One key={i} change={c} resume={p.resume_json!} all={all} />
				))}
			</ul>
		</details>
	);
}

function Changes({ of }: { of: Looked }): JSX.Element {
	const p = of.of!;
	const agent = useAgent<Result>();
	const [shown, setShown] = useState<Proposal>();
	const [is, setIs] = useState<Reviewed[]>([]);
	const [busy, setBusy] = useState(false);
	const [fault, setFault] = useState<string>();
	const all = useMemo(() => groups(p.resume_json!), [p.resume_json]);
	const show = (x: Proposal): void => {
		setShown(x);
		setIs(x.changes.map(() => ({ answer: "open" })));
	};

	// what runs, or waits for an answer, since an earlier visit
	const pickUp = async (): Promise<void> => {
		const last = (await runs(p.id)).runs.find((r) => r.kind === "tailor");
		if (last?.state === "running") {
			const r = await agent.start(() =>
				ask("GET", `/api/jobs/${last.job_id}/events`, {
					headers: { Accept: "text/event-stream" },
				}),
			);
			if (r) show(proposed(r));
		} else if (
			last?.state === "done" &&
			last.accept === "none" &&
			!last.version_after &&
			last.version_before === p.document_version
		)
			show(waiting(await call("GET", `/api/projects/${p.id}/runs/${last.id}`)));
	};
	useEffect(() => {
		pickUp().catch((e: unknown) => setFault(said(e)));
	}, [p.id]);

	const say = async (text: string, how = {}): Promise<void> => {
		setShown(undefined);
		setFault(undefined);
		const r = await agent.start(() =>
			begin(`/api/projects/${p.id}/tailor-with-agent`, {
				accept: "none",
				...(text ? { instructions: text } : {}),
				...how,
			}),
		);
		if (r) show(proposed(r));
		await of.load();
	};
	const stop = async (): Promise<void> => {
		try {
			const run = (await runs(p.id)).runs.find((r) => r.state === "running");
			if (run) await call("POST", `/api/projects/${p.id}/runs/${run.id}/cancel`);
		} catch (e) {
			tell(said(e));
		}
	};
	const apply = async (): Promise<void> => {
		if (!shown) return;
		const was = p.document_version;
		const accept = is.flatMap((x, i) => (x.answer === "taken" ? [i] : []));
		const edits = accept.flatMap((i) => (is[i]!.own ? [{ change: i, text: is[i]!.own }] : []));
		setBusy(true);
		setFault(undefined);
		try {
			await call("POST", `/api/projects/${p.id}/changes`, {
				body: { run_id: shown.run, accept, ...(edits.length ? { edits } : {}) },
				headers: { "Idempotency-Key": crypto.randomUUID() },
			});
			setShown(undefined);
			agent.clear();
			await of.load();
			tell(
				t("change.done"),
				() =>
					void call("POST", `/api/resumes/${p.document_id}/versions/${was}/restore`).then(
						of.load,
						(e: unknown) => tell(said(e)),
					),
			);
			document.getElementById("main")?.focus({ preventScroll: true });
		} catch (e) {
			setFault(said(e));
		} finally {
			setBusy(false);
		}
	};

	const n = is.filter((x) => x.answer === "taken").length;
	return (
		<div class="talk">
			<Chat of={p} agent={agent} onSay={(x, how) => void say(x, how)} onStop={() => void stop()} />
			<section class="stack" aria-labelledby="proposed">
				<h2 id="proposed">{t("tailor")}</h2>
				<Told>{fault}</Told>
				{!shown && !agent.seen.length && (
					<div class="empty">
						<p>{t("tailor.more")}</p>
						{!agent.busy && (
							<Button look="main" onClick={() => void say("")}>
								{t("tailor.propose")}
							</Button>
						)}
					</div>
				)}
				{!shown && agent.seen.length > 0 && (
					<ul class="changes" role="list" aria-busy="true">
						{agent.seen.map((c, i) => (
							<One key={i} change={c} resume={p.resume_json!} all={all} />
						))}
					</ul>
				)}
				{shown && (
					<>
						<p role="status">
							{t("tailor.result", {
								n: shown.changes.length,
								before: number(shown.before, 1),
								after: number(shown.after, 1),
							})}
						</p>
						<Warnings of={shown.warnings} />
						{shown.found.length > 0 && (
							<div class="told small">
								<p>{t("found")}</p>
								<ul>
									{shown.found.map((f) => (
										<li key={f.where + f.quote}>
											<q>{f.quote}</q>
										</li>
									))}
								</ul>
							</div>
						)}
						{shown.changes.length > 0 && (
							<>
								<Review
									changes={shown.changes}
									resume={p.resume_json!}
									all={all}
									is={is}
									onAnswers={setIs}
								/>
								<div class="row sticky">
									<Button look="main" busy={busy} disabled={n === 0} onClick={() => void apply()}>
										{t("change.apply", { n })}
									</Button>
								</div>
							</>
						)}
						<Rejected of={shown.rejected} looked={of} />
					</>
				)}
			</section>
		</div>
	);
}

export default function ProjectChanges({ id }: PageProps): JSX.Element {
	return (
		<Job id={id} at="/changes">
			{(of) => <Changes of={of} />}
		</Job>
	);
}
