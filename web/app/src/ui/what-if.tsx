// what-if.tsx - what would one more thing be worth? Tried beside the resume, and
// kept nowhere.
import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { call, said } from "../lib/api";
import { number, t } from "../lib/i18n";
import type { Pair } from "../lib/match";
import { get, insert, isTree, list, set, type Tree } from "../lib/tree";
import { Button, Field, Told } from "./parts";
import { Segments } from "./segments";

type Kind = "skill" | "bullet";

/** The resume, if it said this, too: among the skills, or of the latest job. */
function with_(resume: Tree, kind: Kind, text: string): Tree {
	if (kind === "skill")
		return insert(resume, ["skills"], list(resume, ["skills"]).length, {
			name: text,
		}) as Tree;
	const at = ["work", 0, "highlights"] as const;
	if (!isTree(get(resume, ["work", 0])))
		return set(resume, ["work"], [{ highlights: [text] }]) as Tree;
	return insert(resume, at, list(resume, at).length, text) as Tree;
}

export function WhatIf({
	resume,
	posting,
	score,
}: {
	resume: Tree;
	posting: string;
	score: number;
}): JSX.Element {
	const [kind, setKind] = useState<Kind>("skill");
	const [text, setText] = useState("");
	const [tried, setTried] = useState<{ text: string; score: number }>();
	const [fault, setFault] = useState<string>();
	const [busy, setBusy] = useState(false);
	const look = async (): Promise<void> => {
		setBusy(true);
		setFault(undefined);
		try {
			const pair = await call<Pair>("POST", "/api/match", {
				body: { resume: with_(resume, kind, text.trim()), job_description: posting },
			});
			setTried({ text: text.trim(), score: pair.score });
		} catch (e) {
			setFault(said(e));
		} finally {
			setBusy(false);
		}
	};
	const more = tried ? tried.score - score : 0;
	return (
		<form
			class="stack what-if"
			onSubmit={(e) => {
				e.preventDefault();
				void look();
			}}
		>
			<h3>{t("whatif")}</h3>
			<Segments
				label={t("whatif.kind")}
				value={kind}
				of={[
					{ value: "skill", label: t("whatif.skill") },
					{ value: "bullet", label: t("whatif.bullet") },
				]}
				onValue={(v) => setKind(v as Kind)}
			/>
			<Field
				label={t("whatif.text")}
				value={text}
				onValue={setText}
				hint={t("whatif.how")}
				maxLength={400}
			/>
			<div class="row">
				<Button type="submit" small busy={busy} disabled={!text.trim()}>
					{t("whatif.try")}
				</Button>
				<span role="status">
					{tried && (
						<>
							{t("whatif.is", {
								text: tried.text,
								before: number(score, 1),
								after: number(tried.score, 1),
							})}{" "}
							<span class={more > 0.05 ? "tag good" : "tag"} dir="ltr">
								+{number(Math.max(0, more), 1)}
							</span>
						</>
					)}
				</span>
			</div>
			<Told>{fault}</Told>
		</form>
	);
}
