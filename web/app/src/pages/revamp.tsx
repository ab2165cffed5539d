// revamp.tsx - a resume in better words, for no job in particular: each change
// is reviewed, what is taken becomes a version of it.
import type * as Api from "../lib/api-types";
import "../ui/core-job";
import "../ui/core";
import type { JSX } from "preact";
import { useEffect, useMemo, useState } from "preact/hooks";
import { useAgent, without } from "../lib/agent";
import { call, said } from "../lib/api";
import { heard } from "../lib/heard";
import { t } from "../lib/i18n";
import type { Change } from "../lib/project";
import { groupOf, groups, pointer } from "../lib/resume";
import { Link, type PageProps } from "../lib/router";
import { get, set, type Json, type Tree } from "../lib/tree";
import { headOf, One, Review, type Reviewed } from "../ui/change";
import { Button, Field, Skeleton, Told } from "../ui/parts";
import { Failed, Steps, Took, Warnings } from "../ui/steps";
import { tell } from "../ui/toasts";

type Document = Api.DocumentWhole;
type Revamp = Api.Revamp;

function applied(resume: Tree, changes: readonly Change[], is: readonly Reviewed[]): Tree {
	let now: Json = resume;
	changes.forEach((c, i) => {
		const path = pointer(c.path);
		if (is[i]?.answer !== "taken" || get(now, path) !== (c.before ?? undefined)) return;
		now = set(now, path, (is[i]!.own ?? c.after) as Json);
	});
	return now as Tree;
}

function Hints({ of, resume }: { of: Revamp; resume: Tree }): JSX.Element | null {
	const all = useMemo(() => groups(resume), [resume]);
	if (!of.suggestions.length) return null;
	return (
		<section class="stack" aria-labelledby="hints">
			<h2 id="hints">{t("revamp.hints")}</h2>
			<p class="soft small">{t("revamp.hints.more")}</p>
			<ul class="changes" role="list">
				{of.suggestions.map((s, i) => {
					const g = groupOf(all, s.path);
					return (
						<li key={i} class="card stack hint-card">
							{g && <p class="small soft">{headOf(g)}</p>}
							{s.quote && <q dir="auto">{s.quote}</q>}
							<p class="says" dir="auto">
								{heard(s.say)}
							</p>
						</li>
					);
				})}
			</ul>
			{of.more > 0 && <p class="soft small">{t("revamp.rest", { n: of.more })}</p>}
		</section>
	);
}

export default function RevampPage({ id }: PageProps): JSX.Element {
	const agent = useAgent<Revamp>();
	const [doc, setDoc] = useState<Document>();
	const [is, setIs] = useState<Reviewed[]>([]);
	const [wish, setWish] = useState("");
	const [busy, setBusy] = useState(false);
	const [fault, setFault] = useState<string>();
	const all = useMemo(() => (doc ? groups(doc.resume) : []), [doc]);
	const load = async (): Promise<void> => {
		try {
			const d = await call<Document>("GET", `/api/resumes/${id}`);
			setDoc(d);
			document.title = `${t("revamp")} · ${d.title} · Vitae`;
		} catch (e) {
			setFault(said(e));
		}
	};
	useEffect(() => void load(), [id]);
	const propose = async (how = {}): Promise<void> => {
		const r = await agent.ask(`/api/resumes/${id}/revamp`, {
			store: false,
			...(wish.trim() ? { instructions: wish.trim() } : {}),
			...how,
		});
		if (r) setIs(r.changes.map(() => ({ answer: "open" })));
	};
	const back = async (version: number): Promise<void> => {
		await call("POST", `/api/resumes/${id}/versions/${version}/restore`);
		await load();
	};
	const apply = async (): Promise<void> => {
		if (!doc || !agent.result) return;
		const was = doc.version;
		setBusy(true);
		try {
			await call("PUT", `/api/resumes/${id}`, {
				body: { resume: applied(doc.resume, agent.result.changes, is) },
				headers: { "If-Match": `"${was}"` },
			});
			agent.clear();
			await load();
			tell(t("revamp.done"), () => void back(was).catch((e: unknown) => tell(said(e))));
			document.getElementById("main")?.focus({ preventScroll: true });
		} catch (e) {
			setFault(said(e));
		} finally {
			setBusy(false);
		}
	};
	const n = is.filter((x) => x.answer === "taken").length;
	const r = agent.result;
	return (
		<main id="main" class="page" tabIndex={-1}>
			<header>
				<div>
					<h1>{t("revamp")}</h1>
					<p class="soft" dir="auto">
						{doc?.title ?? " "}
					</p>
				</div>
				<div class="end">
					<Link class="button" href={`/resumes/${id}`}>
						{t("parser.edit")}
					</Link>
				</div>
			</header>
			<Told>{fault}</Told>
			{!doc && !fault && <Skeleton lines={5} />}
			{doc && (
				<div class="stack">
					<section class="card stack" aria-label={t("revamp")}>
						<p class="soft">{t("revamp.more")}</p>
						<form
							class="stack"
							onSubmit={(e) => {
								e.preventDefault();
								void propose();
							}}
						>
							<Field
								label={t("tailor.wish")}
								value={wish}
								onValue={setWish}
								hint={t("revamp.how")}
								maxLength={4000}
							/>
							<div>
								<Button type="submit" {...(r ? {} : { look: "main" as const })} busy={agent.busy}>
									{t("tailor.propose")}
								</Button>
							</div>
						</form>
						<Steps of={agent.steps} live />
						{agent.usage && <Took usage={agent.usage} />}
						<Failed of={agent} onElse={() => void propose(without)} />
					</section>
					{r && (
						<>
							<Warnings of={r.warnings ?? []} />
							{r.changes.length ? (
								<>
									<Review
										changes={r.changes}
										resume={doc.resume}
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
							) : (
								<p class="told good">{t("revamp.none")}</p>
							)}
							{r.rejected.length > 0 && (
								<details>
									<summary>{t("tailor.rejected", { n: r.rejected.length })}</summary>
									<ul class="changes" role="list">
										{r.rejected.map((c, i) => (
											<One key={i} change={c} resume={doc.resume} all={all} />
										))}
									</ul>
								</details>
							)}
							<Hints of={r} resume={doc.resume} />
						</>
					)}
				</div>
			)}
		</main>
	);
}
