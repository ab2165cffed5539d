// steps.tsx - what an agent does, tool by tool, as it goes and afterwards.
import type { JSX } from "preact";
import type { Agent } from "../lib/agent";
import { toldAs } from "../lib/faults";
import { heard } from "../lib/heard";
import { number, t, type Key } from "../lib/i18n";
import type { Step, Usage } from "../lib/project";
import { Button, Icon, Told } from "./parts";

const MS = 1000;

export function took(ms: number): string {
	return ms < MS
		? t("took.ms", { n: number(ms, ms < 10 ? 1 : 0) })
		: t("took.s", { n: number(ms / MS, 1) });
}

function about(s: Step): string {
	const all = [
		s.engine === "openai" ? (s.model ?? t("engine.openai")) : s.engine ? t("engine.builtin") : "",
		s.ms === undefined ? "" : took(s.ms),
		s.tokens_in ? t("usage.tokens", { n: s.tokens_in + (s.tokens_out ?? 0) }) : "",
		(s.attempts ?? 0) > 1 ? t("usage.attempts", { n: s.attempts! }) : "",
	];
	return all.filter(Boolean).join(" · ");
}

export function Steps({ of, live }: { of: readonly Step[]; live?: boolean }): JSX.Element {
	return (
		<ol class="steps" role="list" {...(live ? { "aria-live": "polite" as const } : {})}>
			{of.map((s, i) => (
				<li key={i} data-state={s.state}>
					{s.state === "begun" ? (
						<span class="spin" aria-hidden="true" />
					) : (
						<Icon name={s.state === "done" ? "check" : "close"} size={14} />
					)}
					<span>{t(`tool.${s.tool}` as Key)}</span>
					<span class="soft small">{about(s)}</span>
					{s.why && <span class="small why-not">{toldAs(s.why)}</span>}
				</li>
			))}
		</ol>
	);
}

export function Took({ usage }: { usage: Usage }): JSX.Element {
	return (
		<p class="small soft">
			{usage.tokens
				? t("usage.is", { in: usage.tokens_in, out: usage.tokens_out })
				: t("usage.none")}
		</p>
	);
}

/** What stopped it; where that was the model, the way without one. */
export function Failed<R>({
	of,
	onElse,
}: {
	of: Agent<R>;
	onElse: () => void;
}): JSX.Element | null {
	if (!of.fault) return null;
	return (
		<div class="stack tight">
			<Told>{of.fault}</Told>
			{of.modelFailed && (
				<>
					<p class="small">{t("agent.else")}</p>
					<div>
						<Button small onClick={onElse}>
							{t("agent.without")}
						</Button>
					</div>
				</>
			)}
		</div>
	);
}

export function Warnings({ of }: { of: readonly string[] }): JSX.Element | null {
	return of.length ? (
		<ul class="warnings small" role="list">
			{of.map((w) => (
				<li key={w} class="says">
					{heard(w)}
				</li>
			))}
		</ul>
	) : null;
}
