// project-questions.tsx - what an interviewer will ask, and what of the resume
// answers it.
import type * as Api from "../lib/api-types";
import "../ui/core-job";
import "../ui/core";
import type { JSX } from "preact";
import { useMemo, useState } from "preact/hooks";
import { useAgent, without } from "../lib/agent";
import { heard } from "../lib/heard";
import { t, type Key } from "../lib/i18n";
import type { Looked } from "../lib/project";
import type { PageProps } from "../lib/router";
import { groupOf, groups } from "../lib/resume";
import { headOf } from "../ui/change";
import { Job } from "../ui/job";
import { Button, Field } from "../ui/parts";
import { Failed, Steps, Took, Warnings } from "../ui/steps";
import { tell } from "../ui/toasts";

type Questions = Api.Questions;

// For a walk to another page and back; nobody keeps them longer.
const KEPT = "vitae.questions.";
function keptOf(id: string): Questions | undefined {
	const text = sessionStorage.getItem(KEPT + id);
	return text ? (JSON.parse(text) as Questions) : undefined;
}

function All({ of }: { of: Looked }): JSX.Element {
	const p = of.of!;
	const agent = useAgent<Questions>();
	const [wish, setWish] = useState("");
	const [shown, setShown] = useState(() => keptOf(p.id));
	const all = useMemo(() => groups(p.resume_json!), [p.resume_json]);
	const ask = async (how = {}): Promise<void> => {
		const r = await agent.ask(`/api/projects/${p.id}/interview-questions`, {
			...(wish.trim() ? { instructions: wish.trim() } : {}),
			...how,
		});
		if (!r) return;
		setShown(r);
		sessionStorage.setItem(KEPT + p.id, JSON.stringify(r));
	};
	const copy = (): void => {
		const text = shown!.questions.map((q, i) => `${i + 1}. ${heard(q.question)}`).join("\n");
		void navigator.clipboard.writeText(text).then(
			() => tell(t("copied")),
			() => tell(t("fault.unknown")),
		);
	};
	return (
		<div class="talk">
			<section class="card stack" aria-labelledby="wish">
				<h2 id="wish">{t("questions")}</h2>
				<p class="soft">{t("questions.more")}</p>
				<form
					class="stack"
					onSubmit={(e) => {
						e.preventDefault();
						void ask();
					}}
				>
					<Field
						label={t("tailor.wish")}
						value={wish}
						onValue={setWish}
						hint={t("questions.how")}
						maxLength={4000}
					/>
					<div>
						<Button type="submit" {...(shown ? {} : { look: "main" as const })} busy={agent.busy}>
							{t(shown ? "questions.again" : "questions.ask")}
						</Button>
					</div>
				</form>
				<Steps of={agent.steps} live />
				{agent.usage && <Took usage={agent.usage} />}
				<Failed of={agent} onElse={() => void ask(without)} />
			</section>
			<section class="stack" aria-label={t("questions.all")}>
				{!shown && (
					<div class="empty">
						<p>{t("questions.none")}</p>
					</div>
				)}
				{shown && (
					<>
						<Warnings of={shown.warnings} />
						<ol class="questions">
							{shown.questions.map((q) => {
								const g = q.path ? groupOf(all, q.path) : undefined;
								return (
									<li key={q.question} class="card stack">
										<h3 dir="auto">{heard(q.question)}</h3>
										<p class="says soft small" dir="auto">
											{heard(q.why)}
										</p>
										{q.posting && (
											<p class="small">
												<span class="soft">{t("term.posting")}</span> <q dir="auto">{q.posting}</q>
											</p>
										)}
										{q.quote && (
											<p class="small">
												<span class="soft">{t("questions.answer")}</span>{" "}
												<q dir="auto">{q.quote}</q>
												{g && (
													<span class="soft">
														{" "}
														{t(`section.${g.section}` as Key)}, {headOf(g)}
													</span>
												)}
											</p>
										)}
									</li>
								);
							})}
						</ol>
						<div>
							<Button small icon="copy" onClick={copy}>
								{t("questions.copy")}
							</Button>
						</div>
					</>
				)}
			</section>
		</div>
	);
}

export default function ProjectQuestions({ id }: PageProps): JSX.Element {
	return (
		<Job id={id} at="/questions">
			{(of) => <All of={of} />}
		</Job>
	);
}
