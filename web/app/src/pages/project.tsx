// project.tsx - one job: how I suit it, line by line, what would raise it, and
// which of my resumes suits it best.
import "../ui/core-job";
import "../ui/core";
import type { JSX } from "preact";
import { useEffect, useMemo, useState } from "preact/hooks";
import { heard } from "../lib/heard";
import { call, said } from "../lib/api";
import { number, t } from "../lib/i18n";
import type { Pair } from "../lib/match";
import { compare, lines, type Read } from "../lib/posting";
import type { Looked, Project } from "../lib/project";
import type { PageProps } from "../lib/router";
import type { Tree } from "../lib/tree";
import { Both } from "../ui/both";
import { Job } from "../ui/job";
import { Button, Dialog, Skeleton, Told } from "../ui/parts";
import { Rank, type Ranked } from "../ui/rank";
import { Parts, Ring } from "../ui/score";
import { tell } from "../ui/toasts";
import { WhatIf } from "../ui/what-if";

function Counts({ of }: { of: Pair }): JSX.Element {
	const n = (v: string): number => of.requirements.filter((r) => r.verdict === v).length;
	return (
		<p class="row small">
			<span class="tag good">{t("verdict.met.n", { n: n("met") })}</span>
			<span class="tag warn">{t("verdict.partial.n", { n: n("partial") })}</span>
			<span class="tag bad">{t("verdict.missing.n", { n: n("missing") })}</span>
		</p>
	);
}

function Summary({
	of,
	pair,
	onRank,
}: {
	of: Project;
	pair: Pair;
	onRank: () => void;
}): JSX.Element {
	return (
		<div class="summary">
			<section class="card stack" aria-labelledby="score">
				<h2 id="score">{t("score")}</h2>
				<div class="row score-head">
					<Ring score={pair.score} />
					<Parts of={pair} />
				</div>
				<Counts of={pair} />
				{pair.notes.map((n) => (
					<p key={n} class="small soft">
						{heard(n)}
					</p>
				))}
				<div>
					<Button small onClick={onRank}>
						{t("rank")}
					</Button>
				</div>
			</section>
			<section class="card stack" aria-labelledby="raise">
				<h2 id="raise">{t("score.changes")}</h2>
				{pair.changes.length ? (
					<ol class="advice">
						{pair.changes.map((c) => (
							<li key={c.do} dir="auto">
								{heard(c.do)}{" "}
								<span class="tag good" dir="ltr">
									+{number(c.points, 1)}
								</span>
							</li>
						))}
					</ol>
				) : (
					<p class="soft">{t("score.full")}</p>
				)}
				<WhatIf resume={of.resume_json!} posting={of.job_description} score={pair.score} />
			</section>
		</div>
	);
}

function Choose({ of, onClose }: { of: Looked; onClose: () => void }): JSX.Element {
	const p = of.of!;
	const take = async (r: Ranked): Promise<void> => {
		const was = p.resume_json;
		try {
			const { resume } = await call<{ resume: Tree }>("GET", `/api/resumes/${r.id}`);
			await of.put({ resume_json: resume });
			onClose();
			tell(
				t("rank.taken", { name: r.title || t("resume.new") }),
				() => void of.put({ resume_json: was }).catch((e: unknown) => tell(said(e))),
			);
		} catch (e) {
			tell(said(e));
		}
	};
	return (
		<Dialog title={t("rank")} onClose={onClose}>
			<p class="soft">{t("rank.more")}</p>
			<Rank
				posting={p.job_description}
				not={p.document_id}
				says={t("rank.take")}
				onChoose={(r) => void take(r)}
			/>
		</Dialog>
	);
}

function Match({ of }: { of: Looked }): JSX.Element {
	const p = of.of!;
	const [found, setFound] = useState<{ read: Read; pair: Pair }>();
	const [fault, setFault] = useState<string>();
	const [ranking, setRanking] = useState(false);
	useEffect(() => {
		let gone = false;
		compare(p.resume_json!, p.job_description).then(
			(f) => gone || (setFound(f), setFault(undefined)),
			(e: unknown) => gone || setFault(said(e)),
		);
		return () => {
			gone = true;
		};
	}, [p.id, p.document_version, p.job_description]);
	const all = useMemo(() => found && lines(found.read, found.pair), [found]);
	if (fault) return <Told>{fault}</Told>;
	if (!found || !all)
		return (
			<div class="both">
				<div class="card tall">
					<Skeleton lines={8} />
				</div>
				<div class="card tall">
					<Skeleton lines={8} />
				</div>
			</div>
		);
	return (
		<>
			<Summary of={p} pair={found.pair} onRank={() => setRanking(true)} />
			<p class="soft small both-how">{t("both.how")}</p>
			<Both lines={all} resume={p.resume_json!} />
			{ranking && <Choose of={of} onClose={() => setRanking(false)} />}
		</>
	);
}

export default function ProjectPage({ id }: PageProps): JSX.Element {
	return (
		<Job id={id} at="">
			{(of) => <Match of={of} />}
		</Job>
	);
}
