// project-letter.tsx - the cover letters of a job: one is written of what the
// resume proves, then edited beside its page.
import type * as Api from "../lib/api-types";
import "../ui/core-job";
import "../ui/core-document";
import "../ui/core";
import type { JSX } from "preact";
import { useEffect, useState } from "preact/hooks";
import { useAgent, without } from "../lib/agent";
import { call, Fault, said } from "../lib/api";
import { date, t } from "../lib/i18n";
import type { Looked } from "../lib/project";
import type { PageProps } from "../lib/router";
import { Job } from "../ui/job";
import { Letter } from "../ui/letter";
import { Button, Field, Skeleton, Told } from "../ui/parts";
import { Segments } from "../ui/segments";
import { Failed, Steps, Took, Warnings } from "../ui/steps";

type Made = Api.CoverLetter;
type Kept = Api.Document;

const tones = ["plain", "warm", "formal"] as const;
const lengths = ["short", "middle", "long"] as const;
// What a model is told; what is shown is in the reader's language.
const asTold: Record<string, string> = {
	plain: "Write the letter in a plain tone.",
	warm: "Write the letter in a warm tone.",
	formal: "Write the letter in a formal tone.",
	short: "Keep the letter short: one paragraph.",
	middle: "",
	long: "Make the letter three paragraphs long.",
};

/** What a letter of a job is called at first. */
const titleFor = (of: Looked): string =>
	t("letter.title", { name: of.of!.project_name, company: of.of!.company }).slice(0, 200);

/** One letter; none if its owner threw it away. */
async function kept(id: string): Promise<Kept | undefined> {
	try {
		return await call<Kept>("GET", `/api/resumes/${id}`);
	} catch (e) {
		if (e instanceof Fault && e.status === 404) return undefined;
		throw e;
	}
}

/** The letters of a job, newest first: what was written for it, by whatever
 * name it goes now. */
async function letters(project: string): Promise<Kept[]> {
	const { runs } = await call<{ runs: Api.AgentRunRow[] }>("GET", `/api/projects/${project}/runs`, {
		query: { limit: 100 },
	});
	const made = runs.filter((r) => r.kind === "letter" && r.document_id);
	const found = await Promise.all(made.map((r) => kept(r.document_id)));
	return found.filter((one): one is Kept => !!one && !one.deleted_at);
}

function Write({
	of,
	first,
	onDone,
}: {
	of: Looked;
	first: boolean;
	onDone: (made: Made) => void;
}): JSX.Element {
	const agent = useAgent<Made>();
	const [tone, setTone] = useState<string>("plain");
	const [long, setLong] = useState<string>("middle");
	const [wish, setWish] = useState("");
	const write = async (how = {}): Promise<void> => {
		const told = [tone === "plain" ? "" : asTold[tone], asTold[long], wish.trim()]
			.filter(Boolean)
			.join(" ");
		const r = await agent.ask("/api/cover-letters/generate", {
			project_id: of.of!.id,
			title: titleFor(of),
			...(told ? { instructions: told } : {}),
			...how,
		});
		if (r) onDone(r);
	};
	return (
		<section class="card stack write" aria-labelledby="write">
			<h2 id="write">{t(first ? "letter.write" : "letter.another")}</h2>
			<p class="soft">{t("letter.more")}</p>
			<form
				class="stack"
				onSubmit={(e) => {
					e.preventDefault();
					void write();
				}}
			>
				<div class="pair">
					<div class="field">
						<span class="label" aria-hidden="true">
							{t("letter.tone")}
						</span>
						<Segments
							label={t("letter.tone")}
							value={tone}
							of={tones.map((x) => ({ value: x, label: t(`letter.tone.${x}`) }))}
							onValue={setTone}
						/>
					</div>
					<div class="field">
						<span class="label" aria-hidden="true">
							{t("letter.length")}
						</span>
						<Segments
							label={t("letter.length")}
							value={long}
							of={lengths.map((x) => ({ value: x, label: t(`letter.length.${x}`) }))}
							onValue={setLong}
						/>
					</div>
				</div>
				<Field
					label={t("tailor.wish")}
					value={wish}
					onValue={setWish}
					hint={t("letter.how")}
					maxLength={3000}
				/>
				<div>
					<Button type="submit" look="main" busy={agent.busy}>
						{t("letter.do")}
					</Button>
				</div>
			</form>
			<Steps of={agent.steps} live />
			{agent.usage && <Took usage={agent.usage} />}
			<Failed of={agent} onElse={() => void write(without)} />
		</section>
	);
}

function Letters({ of }: { of: Looked }): JSX.Element {
	const [all, setAll] = useState<Kept[]>();
	const [shown, setShown] = useState<string>();
	const [made, setMade] = useState<Made>();
	const [fault, setFault] = useState<string>();
	const load = async (): Promise<void> => {
		try {
			const found = await letters(of.of!.id);
			setAll(found);
			setShown((old) => old ?? found[0]?.id);
		} catch (e) {
			setFault(said(e));
		}
	};
	useEffect(() => void load(), [of.of!.id]);
	if (fault) return <Told>{fault}</Told>;
	if (!all) return <Skeleton lines={6} />;
	const done = (m: Made): void => {
		setMade(m);
		setShown(m.document_id);
		void load();
	};
	return (
		<div class="stack">
			{shown ? (
				<>
					{all.length > 1 && (
						<div class="row">
							<label class="row">
								<span class="soft small">{t("letter.which")}</span>
								<select
									class="input"
									value={shown}
									onChange={(e) => setShown(e.currentTarget.value)}
								>
									{all.map((l, i) => (
										<option key={l.id} value={l.id}>
											{all.length - i}. {date(l.updated_at)}
										</option>
									))}
								</select>
							</label>
						</div>
					)}
					{made?.document_id === shown && <Warnings of={made.warnings} />}
					<Letter id={shown} key={shown} />
					<details class="another">
						<summary>{t("letter.another")}</summary>
						<Write of={of} first={false} onDone={done} />
					</details>
				</>
			) : (
				<Write of={of} first onDone={done} />
			)}
		</div>
	);
}

export default function ProjectLetter({ id }: PageProps): JSX.Element {
	return (
		<Job id={id} at="/letter">
			{(of) => <Letters of={of} />}
		</Job>
	);
}
