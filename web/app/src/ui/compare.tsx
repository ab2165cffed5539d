// compare.tsx - two versions of a document side by side: as pages, with marks
// where they differ, or as words.
import type { JSX } from "preact";
import { useEffect, useState } from "preact/hooks";
import { call, said } from "../lib/api";
import { heardOf } from "../lib/heard";
import { t } from "../lib/i18n";
import {
	marked,
	parts,
	spots,
	type Difference,
	type Drawn,
	type Line,
	type Part,
	type Spots,
} from "../lib/versions";
import { Page } from "./page";
import { Skeleton, Told } from "./parts";

interface Two {
	id: string;
	from: number; // 0: there is none
	to: number;
}

// ---- as pages ------------------------------------------------------------------

interface Both {
	before: Spots | undefined;
	after: Spots;
	marks: ReturnType<typeof marked> | undefined;
}

async function both(of: Two, signal: AbortSignal): Promise<Both> {
	const one = (version: number): Promise<Spots> => spots({ resume_id: of.id, version }, signal);
	const [before, after] = await Promise.all([of.from ? one(of.from) : undefined, one(of.to)]);
	return { before, after, marks: before && marked(before, after) };
}

function Side({
	title,
	of,
	spots: s,
	boxes,
	mark,
}: {
	title: string;
	of: Drawn;
	spots: Spots;
	boxes: ReturnType<typeof marked>["before"];
	mark: "gone" | "come";
}): JSX.Element {
	return (
		<div class="side-pages" role="group" aria-label={title}>
			<h3>{title}</h3>
			{s.pages.map((_, i) => (
				<Page
					key={i}
					of={of}
					page={i + 1}
					pages={s.pages.length}
					width={s.width}
					height={s.height}
					boxes={boxes[i] ?? []}
					mark={mark}
				/>
			))}
		</div>
	);
}

export function AsPages(of: Two): JSX.Element {
	const [got, setGot] = useState<{ of: Two; both: Both }>();
	const [fault, setFault] = useState<string>();
	useEffect(() => {
		const stop = new AbortController();
		setFault(undefined);
		both(of, stop.signal).then(
			(b) => stop.signal.aborted || setGot({ of, both: b }),
			(e: unknown) => stop.signal.aborted || setFault(said(e)),
		);
		return () => stop.abort();
	}, [of.id, of.from, of.to]);
	if (fault) return <Told>{fault}</Told>;
	if (!got)
		return (
			<div class="two-pages" role="status" aria-label={t("wait")}>
				<div class="one-page">
					<div class="skeleton" />
				</div>
				<div class="one-page">
					<div class="skeleton" />
				</div>
			</div>
		);
	const { before, after, marks } = got.both;
	const { id, from, to } = got.of;
	return (
		<div class="two-pages">
			{before && (
				<Side
					title={t("version.n", { n: from })}
					of={{ resume_id: id, version: from }}
					spots={before}
					boxes={marks?.before ?? []}
					mark="gone"
				/>
			)}
			<Side
				title={t("version.n", { n: to })}
				of={{ resume_id: id, version: to }}
				spots={after}
				boxes={marks?.after ?? []}
				mark="come"
			/>
		</div>
	);
}

// ---- as words --------------------------------------------------------------------

function Runs({ line }: { line: Line }): JSX.Element {
	return (
		<>
			{line.runs.map((r, i) =>
				r.kind === "deleted" ? (
					<del key={i}>{r.text}</del>
				) : r.kind === "inserted" ? (
					<ins key={i}>{r.text}</ins>
				) : (
					<span key={i}>{r.text}</span>
				),
			)}
		</>
	);
}

function Section({ part }: { part: Part }): JSX.Element {
	return (
		<section class="diff-part" dir="auto">
			{part.title && (
				<h3>
					<Runs line={part.title} />
				</h3>
			)}
			{part.lines.map((l, i) => (
				<p key={i} class={l.look}>
					<Runs line={l} />
				</p>
			))}
		</section>
	);
}

/** Sections that changed; the others are told by name. */
export function Words({ of }: { of: Difference }): JSX.Element {
	const all = parts(of.words);
	const changed = all.filter((p) => p.changed);
	const same = all.filter((p) => !p.changed && p.title);
	return (
		<div class="diff-parts">
			{changed.length === 0 && <p class="soft">{t("version.same")}</p>}
			{changed.map((p, i) => (
				<Section key={i} part={p} />
			))}
			{same.length > 0 && changed.length > 0 && (
				<p class="soft small">
					{t("version.untouched", {
						names: same.map((p) => p.title!.runs.map((r) => r.text).join("")).join(", "),
					})}
				</p>
			)}
		</div>
	);
}

export function useDifference(of: Two): { difference?: Difference; fault?: string } {
	const [got, setGot] = useState<{ difference?: Difference; fault?: string }>({});
	useEffect(() => {
		setGot({});
		if (!of.from) return;
		const stop = new AbortController();
		heardOf(
			call<Difference>("GET", `/api/resumes/${of.id}/versions/compare`, {
				query: { from: of.from, to: of.to },
				signal: stop.signal,
			}),
		).then(
			(difference) => stop.signal.aborted || setGot({ difference }),
			(e: unknown) => stop.signal.aborted || setGot({ fault: said(e) }),
		);
		return () => stop.abort();
	}, [of.id, of.from, of.to]);
	return got;
}

export function AsWords({ got }: { got: ReturnType<typeof useDifference> }): JSX.Element {
	if (got.fault) return <Told>{got.fault}</Told>;
	return got.difference ? <Words of={got.difference} /> : <Skeleton lines={6} />;
}
