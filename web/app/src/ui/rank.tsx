// rank.tsx - which of my resumes suits this posting best? All of them, ranked;
// one is chosen.
import type * as Api from "../lib/api-types";
import type { JSX } from "preact";
import { useEffect, useState } from "preact/hooks";
import { call, said } from "../lib/api";
import { number, t } from "../lib/i18n";
import { Link } from "../lib/router";
import { Button, Icon, Skeleton, Told } from "./parts";

type Mine = Api.Document;
type Match = Api.MatchRow;
export interface Ranked extends Match {
	title: string;
	base: boolean;
}

const MOST = 100; // the last changed ones: a request takes 200
const SHOWN = 5; // words of each kind

export async function rank(posting: string, not?: string): Promise<Ranked[]> {
	const { resumes } = await call<{ resumes: Mine[] }>("GET", "/api/resumes", {
		query: { kind: "resume", limit: MOST },
	});
	const some = resumes.filter((r) => r.id !== not);
	if (!some.length) return [];
	const { matches } = await call<{ matches: Match[] }>("POST", "/api/match/bulk", {
		body: { job_description: posting, resume_ids: some.map((r) => r.id) },
	});
	return matches.flatMap((m) => {
		const r = some.find((x) => x.id === m.id);
		return r && !m.error ? [{ ...m, title: r.title, base: r.base }] : [];
	});
}

export function Rank({
	posting,
	not,
	chosen,
	says,
	onChoose,
}: {
	posting: string;
	not?: string; // one that is no choice
	chosen?: string;
	says: string; // on the button of each
	onChoose: (of: Ranked) => void;
}): JSX.Element {
	const [all, setAll] = useState<Ranked[]>();
	const [fault, setFault] = useState<string>();
	useEffect(() => {
		let gone = false;
		setAll(undefined);
		rank(posting, not).then(
			(r) => gone || setAll(r),
			(e: unknown) => gone || setFault(said(e)),
		);
		return () => {
			gone = true;
		};
	}, [posting, not]);
	if (fault) return <Told>{fault}</Told>;
	if (!all) return <Skeleton lines={3} />;
	if (!all.length)
		return (
			<div class="row">
				<p class="soft">{t("rank.none")}</p>
				<Link class="button small" href="/resumes">
					{t("resumes")}
				</Link>
			</div>
		);
	return (
		<ol class="rank" role="list">
			{all.map((r, i) => (
				<li key={r.id} data-best={i === 0 || undefined}>
					<strong class="number">{number(r.score, 0)}</strong>
					<div class="about">
						<p class="row">
							<span class="name">{r.title || t("resume.new")}</span>
							{i === 0 && all.length > 1 && <span class="tag good">{t("rank.best")}</span>}
							{r.base && <span class="tag">{t("resume.base")}</span>}
						</p>
						<p class="row small">
							{r.matched.slice(0, SHOWN).map((w) => (
								<span key={w} class="tag good">
									<Icon name="check" size={12} />
									{w}
								</span>
							))}
							{r.missing.slice(0, SHOWN).map((w) => (
								<span key={w} class="tag">
									<Icon name="close" size={12} />
									{w}
								</span>
							))}
						</p>
					</div>
					<Button
						small
						aria-pressed={chosen === undefined ? undefined : chosen === r.id}
						{...(chosen === r.id ? { look: "main" as const } : {})}
						aria-label={`${says}: ${r.title || t("resume.new")}`}
						onClick={() => onChoose(r)}
					>
						{says}
					</Button>
				</li>
			))}
		</ol>
	);
}
