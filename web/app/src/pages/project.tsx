// project.tsx - one job: how I suit it, what would make me suit it better, and
// the resume that goes there. Changes are proposed first and taken one by one.
import type { JSX } from "preact";
import { useEffect, useState } from "preact/hooks";
import { ask, call, Fault, happenings, said } from "../lib/api";
import { t, type Key } from "../lib/i18n";
import type { Pair } from "../lib/match";
import { Link, type PageProps } from "../lib/router";
import { Button, Field, Skeleton, Told } from "../ui/parts";
import { Posting, Score } from "../ui/score";
import { tell } from "../ui/toasts";

interface Project {
	id: string;
	project_name: string;
	company: string;
	job_description: string;
	document_id: string;
	document_version: number;
	resume_json: Record<string, unknown> | null;
}
interface Change {
	path: string;
	op: string;
	before: unknown;
	after: unknown;
	reason: string;
	posting: string | null;
	evidence: { path: string; quote: string }[];
	verdict: "accepted" | "rejected";
	why?: string;
}
interface Result {
	run_id: string;
	changes: Change[];
	rejected: Change[];
	score_before: number;
	score_after: number;
}

const words = (v: unknown): string =>
	v === null || v === undefined
		? ""
		: typeof v === "string"
			? v
			: Array.isArray(v)
				? v.map(words).join(", ")
				: JSON.stringify(v);

// ---- one change --------------------------------------------------------------------

interface OneProps {
	change: Change;
	taken: boolean;
	onTake?: (yes: boolean) => void;
}

function One({ change, taken, onTake }: OneProps): JSX.Element {
	return (
		<li class="card change" data-taken={taken || undefined}>
			<p>{change.reason}</p>
			<div class="pair">
				<div>
					<span class="small soft">{t("change.before")}</span>
					<p class="before">{words(change.before) || "–"}</p>
				</div>
				<div>
					<span class="small soft">{t("change.after")}</span>
					<p class="after">{words(change.after) || "–"}</p>
				</div>
			</div>
			{change.posting && (
				<p class="small">
					<span class="soft">{t("term.posting")}</span> <q>{change.posting}</q>
				</p>
			)}
			{change.evidence.map((e) => (
				<p class="small" key={e.path + e.quote}>
					<span class="soft">{t("term.proof")}</span> <q>{e.quote}</q>
				</p>
			))}
			{change.why && <p class="told small">{change.why}</p>}
			{onTake && (
				<div class="row">
					<Button
						small
						{...(taken ? { look: "main" as const } : {})}
						icon="check"
						aria-pressed={taken}
						onClick={() => onTake(true)}
					>
						{t("change.take")}
					</Button>
					<Button small icon="close" aria-pressed={!taken} onClick={() => onTake(false)}>
						{t("change.leave")}
					</Button>
				</div>
			)}
		</li>
	);
}

// ---- tailoring -----------------------------------------------------------------------

interface TailorProps {
	of: Project;
	onDone: () => void;
}

function Tailor({ of, onDone }: TailorProps): JSX.Element {
	const [wish, setWish] = useState("");
	const [tool, setTool] = useState<string>();
	const [seen, setSeen] = useState<Change[]>([]);
	const [result, setResult] = useState<Result>();
	const [taken, setTaken] = useState<boolean[]>([]);
	const [fault, setFault] = useState<string>();
	const [busy, setBusy] = useState(false);

	const propose = async (): Promise<void> => {
		setBusy(true);
		setFault(undefined);
		setSeen([]);
		setResult(undefined);
		try {
			const res = await ask("POST", `/api/projects/${of.id}/tailor-with-agent`, {
				headers: { Accept: "text/event-stream" },
				body: { accept: "none", ...(wish.trim() ? { instructions: wish.trim() } : {}) },
			});
			for await (const h of happenings(res)) {
				const data = JSON.parse(h.data || "{}");
				if (h.name === "status") setTool(data.tool);
				else if (h.name === "change") setSeen((old) => [...old, data as Change]);
				else if (h.name === "result") {
					const r = data as Result;
					setResult(r);
					setTaken(r.changes.map(() => true));
				} else if (h.name === "error") throw new Fault(422, data.error, data.message);
			}
		} catch (e) {
			setFault(said(e));
		} finally {
			setBusy(false);
			setTool(undefined);
		}
	};
	const take = async (): Promise<void> => {
		if (!result) return;
		setBusy(true);
		try {
			await call("POST", `/api/projects/${of.id}/changes`, {
				body: { run_id: result.run_id, accept: taken.flatMap((yes, i) => (yes ? [i] : [])) },
				headers: { "Idempotency-Key": crypto.randomUUID() },
			});
			setResult(undefined);
			setSeen([]);
			tell(t("change.done"));
			onDone();
		} catch (e) {
			setFault(said(e));
		} finally {
			setBusy(false);
		}
	};

	const n = taken.filter(Boolean).length;
	return (
		<section class="stack" aria-labelledby="tailor">
			<h2 id="tailor">{t("tailor")}</h2>
			<p class="soft">{t("tailor.more")}</p>
			<Field
				label={t("tailor.wish")}
				lines
				value={wish}
				onValue={setWish}
				hint={t("tailor.wish.how")}
			/>
			<div>
				<Button
					look={result ? "bare" : "main"}
					busy={busy && !result}
					onClick={() => void propose()}
				>
					{t("tailor.propose")}
				</Button>
			</div>
			<div role="status" class="soft small">
				{tool && t(`tool.${tool}` as Key)}
			</div>
			<Told>{fault}</Told>
			{!result && seen.length > 0 && (
				<ul class="changes" role="list">
					{seen.map((c, i) => (
						<One key={i} change={c} taken={c.verdict === "accepted"} />
					))}
				</ul>
			)}
			{result && (
				<>
					<p>
						{t("tailor.result", {
							n: result.changes.length,
							before: Math.round(result.score_before),
							after: Math.round(result.score_after),
						})}
					</p>
					<ul class="changes" role="list">
						{result.changes.map((c, i) => (
							<One
								key={i}
								change={c}
								taken={taken[i] ?? false}
								onTake={(yes) => setTaken(taken.map((x, at) => (at === i ? yes : x)))}
							/>
						))}
					</ul>
					{result.changes.length > 0 && (
						<div class="row sticky">
							<Button look="main" busy={busy} disabled={n === 0} onClick={() => void take()}>
								{t("change.apply", { n })}
							</Button>
						</div>
					)}
					{result.rejected.length > 0 && (
						<details>
							<summary>{t("tailor.rejected", { n: result.rejected.length })}</summary>
							<ul class="changes" role="list">
								{result.rejected.map((c, i) => (
									<One key={i} change={c} taken={false} />
								))}
							</ul>
						</details>
					)}
				</>
			)}
		</section>
	);
}

// ---- the page ---------------------------------------------------------------------------

export default function ProjectPage({ id }: PageProps): JSX.Element {
	const [of, setOf] = useState<Project>();
	const [pair, setPair] = useState<Pair>();
	const [fault, setFault] = useState<string>();
	const load = async (): Promise<void> => {
		try {
			const p = await call<Project>("GET", `/api/projects/${id}`);
			setOf(p);
			if (p.resume_json)
				setPair(
					await call<Pair>("POST", "/api/match", {
						body: { resume: p.resume_json, job_description: p.job_description },
					}),
				);
		} catch (e) {
			setFault(said(e));
		}
	};
	useEffect(() => void load(), [id]);
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
		<main id="main" class="page wide" tabIndex={-1}>
			<header>
				<h1>{of.project_name}</h1>
				<span class="soft">{of.company}</span>
				<div class="end">
					{of.document_id && (
						<Link class="button" href={`/resumes/${of.document_id}`}>
							{t("project.resume")}
						</Link>
					)}
				</div>
			</header>
			<div class="thirds">
				<section class="card" aria-label={t("posting")}>
					<Posting text={of.job_description} of={pair} />
				</section>
				<section class="card" aria-label={t("score")}>
					{pair ? <Score of={pair} /> : <Skeleton lines={5} />}
				</section>
				<section class="card">
					<Tailor of={of} onDone={() => void load()} />
				</section>
			</div>
		</main>
	);
}
