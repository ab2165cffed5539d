// parser.tsx - what a program that reads resumes sees of a document: its text
// in order, fields that do not arrive, and what to do about it.
import type * as Api from "../lib/api-types";
import "../ui/core-document";
import "../ui/core";
import type { JSX } from "preact";
import { useEffect, useState } from "preact/hooks";
import { call, said } from "../lib/api";
import { toldAs } from "../lib/faults";
import { heard } from "../lib/heard";
import { number, t, type Key } from "../lib/i18n";
import { entryOf, groupOf, namedOf } from "../lib/named";
import { fates, pagesOf, readBack, type Parsed, type ReadBack } from "../lib/parser";
import { Link, type PageProps } from "../lib/router";
import { pathOf } from "../lib/trace";
import type { Tree } from "../lib/tree";
import { Button, Skeleton, Told } from "../ui/parts";
import { tell } from "../ui/toasts";

type Doc = Api.DocumentWhole;

/** "Work · Baker · Place" */
function placeSaid(at: string, doc: Tree): string {
	const path = pathOf(at, doc);
	const group = groupOf(path, doc);
	const entry = entryOf(path, doc, group.section);
	const title = group.title ? t(group.title) : group.own;
	return [title, entry, t(namedOf(path).label)].filter(Boolean).join(" · ");
}

/** In what was read, whose entries are not those of the document. */
function foundAs(to: string): string {
	const path = pathOf(to, {});
	const { title } = groupOf(path, {});
	return `${t(title ?? "section.other")} · ${t(namedOf(path).label)}`;
}

/** Into another entry, and there into the same field? */
function isBeside(f: ReadBack): boolean {
	const kind = (at = ""): string => at.replace(/\/\d+/g, "");
	return f.kind === "moved" && kind(f.at) === kind(f.to);
}

// ---- how much arrives ----------------------------------------------------------------

function Sum({ of }: { of: Parsed }): JSX.Element {
	const { fields, words, unread } = of.round_trip;
	const share = fields ? Math.floor(fields.share * 100) : 0;
	const wrong = words.differences.length;
	return (
		<section class="card sum" aria-label={t("parser.sum")}>
			{fields && !unread ? (
				<div class="figure" data-good={share >= 90 || undefined}>
					<strong>{number(share)} %</strong>
					<span>{t("parser.share")}</span>
				</div>
			) : (
				<p>{unread ? toldAs(unread) : t("parser.letter")}</p>
			)}
			<div class="figure" data-good={wrong === 0 || undefined}>
				<strong>{number(words.count)}</strong>
				<span>{wrong ? t("parser.words.wrong", { n: wrong }) : t("parser.words")}</span>
			</div>
			<div class="figure" data-good={of.count.error + of.count.warning === 0 || undefined}>
				<strong>{number(of.count.error + of.count.warning)}</strong>
				<span>{t("parser.problems", { n: of.count.error + of.count.warning })}</span>
			</div>
		</section>
	);
}

// ---- fields that do not arrive ---------------------------------------------------------

function Fated({ of, doc }: { of: ReadBack; doc: Tree }): JSX.Element {
	const { said: key, bad } = fates[of.kind];
	const beside = isBeside(of);
	return (
		<li class="fated">
			<div class="row">
				<span class={bad && !beside ? "tag warn" : "tag"}>{t(beside ? "parser.beside" : key)}</span>
				<span class="small soft">{of.at ? placeSaid(of.at, doc) : foundAs(of.to ?? "")}</span>
			</div>
			{of.source !== undefined && <p dir="auto">{of.source}</p>}
			{of.read !== undefined && of.read !== of.source && (
				<p class="small" dir="auto">
					<span class="soft">{t("parser.read_as")}</span> <bdi>{of.read}</bdi>
				</p>
			)}
			{of.kind === "moved" && of.to && !beside && (
				<p class="small soft">{t("parser.moved.to", { to: foundAs(of.to) })}</p>
			)}
		</li>
	);
}

const ORDER = Object.keys(fates);

function Fields({ of, doc }: { of: Parsed; doc: Tree }): JSX.Element {
	const { fields, words } = of.round_trip;
	const all = [...(fields?.fields ?? [])].sort(
		(a, b) => ORDER.indexOf(a.kind) - ORDER.indexOf(b.kind),
	);
	return (
		<section class="card part">
			<h2>{t("parser.fields")}</h2>
			{all.length ? (
				<ul role="list" class="fateds">
					{all.map((f, i) => (
						<Fated key={i} of={f} doc={doc} />
					))}
				</ul>
			) : (
				<p class="soft">{t("parser.fields.none")}</p>
			)}
			{words.differences.length > 0 && (
				<>
					<h3>{t("parser.order")}</h3>
					<ul role="list" class="fateds">
						{words.differences.map((d, i) => (
							<li class="fated" key={i}>
								<div class="row">
									<span class="tag warn">
										{t(`parser.word.${d.kind.replaceAll(" ", "_")}` as Key)}
									</span>
									<span class="small soft">{t("parser.page", { page: d.page })}</span>
								</div>
								<p dir="auto">{d.source || d.read}</p>
							</li>
						))}
					</ul>
				</>
			)}
		</section>
	);
}

// ---- what to do ------------------------------------------------------------------------

const looks = { error: "bad", warning: "warn", note: "" } as const;

function Findings({ of, doc }: { of: Parsed; doc: Tree }): JSX.Element {
	return (
		<section class="card part">
			<h2>{t("parser.findings")}</h2>
			{of.findings.length ? (
				<ul role="list" class="fateds">
					{of.findings.map((f, i) => (
						<li class="fated" key={i}>
							<div class="row">
								<span class={`tag ${looks[f.severity]}`}>{t(`severity.${f.severity}`)}</span>
								{f.at && <span class="small soft">{placeSaid(f.at, doc)}</span>}
							</div>
							<p class="what">{heard(f.what)}</p>
							<p class="small soft">{heard(f.fix)}</p>
						</li>
					))}
				</ul>
			) : (
				<p class="soft">{t("parser.findings.none")}</p>
			)}
			{of.more > 0 && <p class="soft small">{t("parser.more", { n: of.more })}</p>}
		</section>
	);
}

// ---- the text -----------------------------------------------------------------------------

function Text({ said: text }: { said: string }): JSX.Element {
	const pages = pagesOf(text);
	const copy = async (): Promise<void> => {
		try {
			await navigator.clipboard.writeText(text.replaceAll("\f", "\n"));
			tell(t("copied"));
		} catch {
			tell(t("copied.not"));
		}
	};
	return (
		<section class="card part plain">
			<div class="row">
				<h2>{t("parser.text")}</h2>
				<Button small look="bare" icon="copy" onClick={() => void copy()}>
					{t("copy")}
				</Button>
			</div>
			<p class="small soft">{t("parser.text.more")}</p>
			{pages.map((p, i) => (
				<pre
					key={i}
					dir="auto"
					tabIndex={0}
					role="region"
					aria-label={t("parser.page", { page: i + 1 })}
				>
					{p}
				</pre>
			))}
		</section>
	);
}

// ---- the page -------------------------------------------------------------------------------

export default function Parser({ id }: PageProps): JSX.Element {
	const [doc, setDoc] = useState<Doc>();
	const [of, setOf] = useState<Parsed>();
	const [fault, setFault] = useState<string>();
	useEffect(() => {
		const stop = new AbortController();
		const { signal } = stop;
		call<Doc>("GET", `/api/resumes/${id}`, { signal })
			.then(async (d) => {
				setDoc(d);
				setOf(await readBack(id, signal));
			})
			.catch((e: unknown) => signal.aborted || setFault(said(e)));
		return () => stop.abort();
	}, [id]);
	return (
		<main id="main" class="page parser" tabIndex={-1}>
			<header>
				<div>
					<h1>{t("parser")}</h1>
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
			<p class="lead">{t("parser.lead")}</p>
			<Told>{fault}</Told>
			{of && doc ? (
				<>
					<Sum of={of} />
					<div class="parser-halves">
						<Text said={of.round_trip.text} />
						<div class="readings">
							<Fields of={of} doc={doc.resume} />
							<Findings of={of} doc={doc.resume} />
						</div>
					</div>
				</>
			) : (
				!fault && (
					<div class="stack">
						<div class="skeleton sum-to-be" />
						<Skeleton lines={12} />
					</div>
				)
			)}
		</main>
	);
}
