// timeline.tsx - what a document was, newest first: by day, and within one by
// sitting. What has a name stands out.
import type { JSX } from "preact";
import { useId } from "preact/hooks";
import { heardPoints } from "../lib/heard";
import { clock, day, t, type Key } from "../lib/i18n";
import { byDay, type Sitting, type Version } from "../lib/versions";
import { Icon } from "./parts";

interface Chosen {
	from: number;
	to: number;
	onChoose: (v: Version, before: number) => void;
}

function Row({ v, before, ...of }: { v: Version; before: number } & Chosen): JSX.Element {
	const mark = of.to === v.number ? "to" : of.from === v.number ? "from" : undefined;
	return (
		<button
			type="button"
			class="version"
			data-mark={mark}
			data-named={v.name !== "" || undefined}
			aria-current={mark === "to" ? "true" : undefined}
			onClick={() => of.onChoose(v, before)}
		>
			<span class="dot" aria-hidden="true" />
			<span class="what">
				{v.name && <strong dir="auto">{v.name}</strong>}
				<span dir="auto" class={v.name ? "soft small" : undefined}>
					{v.way === "edited" ? heardPoints(v.changes_summary) : t(`version.way.${v.way}` as Key)}
				</span>
				<span class="facts soft small">
					<time dateTime={v.at}>{clock(v.at)}</time>
					<span>{t("version.n", { n: v.number })}</span>
					{v.sent_count > 0 && (
						<span class="sent">
							<Icon name="download" size={13} />
							{t("version.sent", { n: v.sent_count })}
						</span>
					)}
					{mark === "from" && <span class="tag">{t("version.compared")}</span>}
				</span>
			</span>
		</button>
	);
}

function One({ s, ...of }: { s: Sitting } & Chosen): JSX.Element {
	const earliest = s.rest.at(-1) ?? s.shown;
	return (
		<li>
			<Row v={s.shown} before={earliest.number - 1} {...of} />
			{s.rest.length > 0 && (
				<details
					class="sitting"
					open={s.rest.some((v) => v.number === of.to || v.number === of.from)}
				>
					<summary class="small soft">{t("version.more", { n: s.rest.length })}</summary>
					<ul role="list">
						{s.rest.map((v) => (
							<li key={v.number}>
								<Row v={v} before={v.number - 1} {...of} />
							</li>
						))}
					</ul>
				</details>
			)}
		</li>
	);
}

export function Timeline({
	versions,
	...of
}: { versions: readonly Version[] } & Chosen): JSX.Element {
	const id = useId();
	return (
		<div class="timeline">
			{byDay(versions).map((d) => (
				<section key={d.day} aria-labelledby={`${id}-${d.day}`}>
					<h2 id={`${id}-${d.day}`}>{day(d.day)}</h2>
					<ul role="list">
						{d.sittings.map((s) => (
							<One key={s.shown.number} s={s} {...of} />
						))}
					</ul>
				</section>
			))}
		</div>
	);
}
