// score.tsx - how a resume suits a posting: the number, what it is made of,
// and for each term the line that proves it.
import type { JSX } from "preact";
import { heard } from "../lib/heard";
import { number, t } from "../lib/i18n";
import { marked, type Pair, type Term } from "../lib/match";
import { Icon } from "./parts";

const ROUND = 2 * Math.PI * 42;

export function Ring({ score }: { score: number }): JSX.Element {
	return (
		<div class="ring" role="img" aria-label={t("score.is", { score: Math.round(score) })}>
			<svg viewBox="0 0 100 100" width="120" height="120" aria-hidden="true">
				<circle cx="50" cy="50" r="42" class="rail" />
				<circle
					cx="50"
					cy="50"
					r="42"
					class="part"
					stroke-dasharray={`${(ROUND * score) / 100} ${ROUND}`}
					transform="rotate(-90 50 50)"
				/>
			</svg>
			<strong>{Math.round(score)}</strong>
		</div>
	);
}

export function Parts({ of }: { of: Pair }): JSX.Element {
	const all = Object.keys(of.parts) as (keyof Pair["parts"])[];
	const names = all.filter((n) => of.weights[n] > 0);
	return (
		<dl class="score-parts">
			{names.map((n) => (
				<div key={n}>
					<dt>{t(`part.${n}`)}</dt>
					<dd>
						<meter min={0} max={of.weights[n]} value={of.parts[n]} aria-label={t(`part.${n}`)} />
						<span class="small soft" dir="ltr">
							{number(of.parts[n], 0)} / {number(of.weights[n], 0)}
						</span>
					</dd>
				</div>
			))}
		</dl>
	);
}

function Terms({ list, found }: { list: Term[]; found: boolean }): JSX.Element {
	return (
		<ul class="terms" role="list">
			{list.map((x) => (
				<li key={x.term + x.kind}>
					<details>
						<summary>
							<span class={found ? "tag good" : x.must ? "tag bad" : "tag warn"}>
								<Icon name={found ? "check" : "close"} size={14} />
								{x.term}
							</span>
							<span class="small soft">
								{x.must ? t("term.must") : t("term.nice")}
								{" · "}
								{found
									? t("term.points", { points: number(x.points, 1) })
									: t("term.lost", { of: number(x.weight - x.points, 1) })}
							</span>
						</summary>
						<div class="stack why">
							<p>
								<span class="small soft">{t("term.posting")}</span>
								<q>{x.posting}</q>
							</p>
							{x.evidence && (
								<p>
									<span class="small soft">{t("term.proof")}</span>
									<q>{x.evidence.quote}</q>
								</p>
							)}
						</div>
					</details>
				</li>
			))}
		</ul>
	);
}

export function Score({ of }: { of: Pair }): JSX.Element {
	return (
		<div class="stack">
			<div class="row score-head">
				<Ring score={of.score} />
				<Parts of={of} />
			</div>
			{of.changes.length > 0 && (
				<section class="stack">
					<h3>{t("score.changes")}</h3>
					<ol class="advice">
						{of.changes.map((c) => (
							<li key={c.do}>
								{heard(c.do)}{" "}
								<span class="tag good" dir="ltr">
									+{number(c.points, 1)}
								</span>
							</li>
						))}
					</ol>
				</section>
			)}
			<section class="stack">
				<h3>{t("score.missing", { n: of.missing.length })}</h3>
				<Terms list={of.missing} found={false} />
			</section>
			<section class="stack">
				<h3>{t("score.matched", { n: of.matched.length })}</h3>
				<Terms list={of.matched} found />
			</section>
		</div>
	);
}

/** The posting, with what is there and what is not marked in it. */
export function Posting({ text, of }: { text: string; of: Pair | undefined }): JSX.Element {
	if (!of) return <p class="posting">{text}</p>;
	return (
		<p class="posting">
			{marked(text, of.matched, of.missing).map((p, i) =>
				p.term ? (
					<mark
						key={i}
						class={p.matched ? "found" : "lacking"}
						title={p.matched ? p.term.evidence?.quote : t("term.lacking")}
					>
						{p.text}
					</mark>
				) : (
					p.text
				),
			)}
		</p>
	);
}
