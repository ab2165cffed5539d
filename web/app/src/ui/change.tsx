// change.tsx - one proposed change under review: what would go and what would
// come, why, what proves it, and the answer: take it, leave it, or say it in
// words of one's own, which are checked as the proposal was.
import type { JSX } from "preact";
import { useEffect, useId, useState } from "preact/hooks";
import { said } from "../lib/api";
import { diff } from "../lib/diff";
import { heard } from "../lib/heard";
import { t, type Key } from "../lib/i18n";
import { partsOf } from "../lib/parts";
import { truth, type Change, type Truth } from "../lib/project";
import { groupOf, type Group } from "../lib/resume";
import type { Tree } from "../lib/tree";
import { Button, Field, Icon } from "./parts";

export type Answer = "open" | "taken" | "left";
export interface Reviewed {
	answer: Answer;
	own?: string; // in other words
}

const CHECK_AFTER_MS = 350;

const list = (v: unknown): string[] =>
	Array.isArray(v) ? v.filter((x): x is string => typeof x === "string") : [];
const word = (v: unknown): string => (typeof v === "string" ? v : "");

// ---- before and after ------------------------------------------------------------------

function Texts({ before, after }: { before: string; after: string }): JSX.Element {
	return (
		<p class="diff" dir="auto">
			{diff(before, after).map((b, i) =>
				b.is === "same" ? (
					b.text
				) : b.is === "gone" ? (
					<del key={i}>{b.text}</del>
				) : (
					<ins key={i}>{b.text}</ins>
				),
			)}
		</p>
	);
}

function Lists({ before, after }: { before: string[]; after: string[] }): JSX.Element {
	const gone = before.filter((x) => !after.includes(x));
	return (
		<ol class="diff-list" dir="auto">
			{after.map((x, i) => {
				const was = before.indexOf(x);
				return (
					<li key={i}>
						{was < 0 ? <ins>{x}</ins> : x}
						{was > i && (
							<span class="tag good">
								<Icon name="up" size={12} />
								{t("change.up")}
							</span>
						)}
					</li>
				);
			})}
			{gone.map((x) => (
				<li key={`gone ${x}`}>
					<del>{x}</del>
				</li>
			))}
		</ol>
	);
}

const ORDER = "/meta/vitae/section_order";

/** Where it is: in an entry, in a list of them, in the order of sections. */
function placeOf(path: string, g: Group | undefined): string {
	if (g) return [t(`section.${g.section}` as Key), headOf(g)].filter(Boolean).join(" · ");
	const key = `section.${path.split("/")[1]}`;
	const name = path === ORDER ? key : t(key as Key);
	return name === key ? t("change.order") : name;
}

/** What an order of sections holds are their names for programs. */
function items(v: unknown, path: string, resume: Tree): string[] {
	if (path !== ORDER) return list(v);
	const parts = partsOf(resume);
	return list(v).map((id) => {
		const part = parts.find((p) => p.id === id);
		return part ? part.title || t(part.named) : id;
	});
}

// ---- what proves it ----------------------------------------------------------------------

export function headOf(g: Group): string {
	return g.head
		.slice(0, 2)
		.map((p) => p.text)
		.join(" · ");
}

/** Where it stands: its entry, with the words in it. */
function Proof({
	at,
	quote,
	all,
}: {
	at: string;
	quote: string;
	all: readonly Group[];
}): JSX.Element {
	const g = groupOf(all, at);
	return (
		<details class="proof">
			<summary>
				<span class="small soft">{t("term.proof")}</span> <q dir="auto">{quote}</q>
			</summary>
			{g && (
				<div class="where">
					<p class="small">
						<strong>{t(`section.${g.section}` as Key)}</strong> {headOf(g)}
					</p>
					<ul>
						{g.body.map((p) => (
							<li key={p.at}>{p.at === at ? <mark class="found">{p.text}</mark> : p.text}</li>
						))}
					</ul>
					{g.words.length > 0 && (
						<p class="row">
							{g.words.map((p) => (
								<span key={p.at} class={p.at === at ? "tag good" : "tag"}>
									{p.text}
								</span>
							))}
						</p>
					)}
				</div>
			)}
		</details>
	);
}

// ---- in words of one's own ----------------------------------------------------------------

interface OwnProps {
	change: Change;
	resume: Tree;
	first: string;
	onDone: (own: string | undefined) => void;
}

function Own({ change, resume, first, onDone }: OwnProps): JSX.Element {
	const [text, setText] = useState(first);
	const [is, setIs] = useState<Truth>();
	const [fault, setFault] = useState<string>();
	useEffect(() => {
		setIs(undefined);
		const said_ = text.trim();
		if (!said_) return;
		let gone = false;
		const timer = setTimeout(() => {
			truth(resume, change.path, said_).then(
				(r) => gone || (setIs(r), setFault(undefined)),
				(e: unknown) => gone || setFault(said(e)),
			);
		}, CHECK_AFTER_MS);
		return () => {
			gone = true;
			clearTimeout(timer);
		};
	}, [text]);
	return (
		<form
			class="stack own"
			onSubmit={(e) => {
				e.preventDefault();
				if (is?.holds) onDone(text.trim());
			}}
		>
			<Field label={t("change.own")} lines value={text} onValue={setText} wrong={fault} />
			<div role="status" class="small">
				{is?.holds && (
					<p class="told good">
						<Icon name="check" size={14} /> {t("change.holds")}
					</p>
				)}
				{is && !is.holds && (
					<div class="told">
						<p>{t("change.more")}</p>
						<ul>
							{is.faults.map((f, i) => (
								<li key={i} class="says">
									{heard(f.why)}
								</li>
							))}
						</ul>
						<p>{t("change.more.how")}</p>
					</div>
				)}
			</div>
			<div class="row">
				<Button type="submit" small look="main" disabled={!is?.holds}>
					{t("change.own.take")}
				</Button>
				<Button small look="bare" onClick={() => onDone(undefined)}>
					{t("cancel")}
				</Button>
			</div>
		</form>
	);
}

// ---- one of them ------------------------------------------------------------------------------

export interface OneProps {
	change: Change;
	resume: Tree;
	all: readonly Group[];
	is?: Reviewed;
	onAnswer?: (is: Reviewed) => void;
}

export function One({ change, resume, all, is, onAnswer }: OneProps): JSX.Element {
	const [writing, setWriting] = useState(false);
	const id = useId();
	const g = groupOf(all, change.path);
	const texts = change.op === "set";
	const after = is?.own ?? word(change.after);
	const answer = (to: Answer): void =>
		onAnswer?.({ ...(is?.own ? { own: is.own } : {}), answer: to === is?.answer ? "open" : to });
	const key = (e: KeyboardEvent): void => {
		if (e.target !== e.currentTarget || !onAnswer || e.ctrlKey || e.metaKey || e.altKey) return;
		const k = e.key.toLowerCase();
		if (k === "a") answer("taken");
		else if (k === "r") answer("left");
		else if (k === "e" && texts) setWriting(true);
		else return;
		e.preventDefault();
	};
	return (
		<li
			class="card change"
			data-answer={is?.answer}
			aria-labelledby={id}
			{...(onAnswer ? { tabIndex: 0, onKeyDown: key } : {})}
		>
			<p id={id} class="small soft">
				{placeOf(change.path, g)}
			</p>
			{texts ? (
				<Texts before={word(change.before)} after={after} />
			) : (
				<Lists
					before={items(change.before, change.path, resume)}
					after={items(change.after, change.path, resume)}
				/>
			)}
			<p class="says" dir="auto">
				{is?.own ? t("change.yours") : heard(change.reason)}
			</p>
			{change.posting && (
				<p class="small">
					<span class="soft">{t("term.posting")}</span> <q dir="auto">{change.posting}</q>
				</p>
			)}
			{change.evidence.map((e) => (
				<Proof key={e.path + e.quote} at={e.path} quote={e.quote} all={all} />
			))}
			{change.why && (
				<p class="told small">
					<strong>{t("change.refused")}</strong> {heard(change.why)}
				</p>
			)}
			{writing && onAnswer ? (
				<Own
					change={change}
					resume={resume}
					first={after}
					onDone={(own) => {
						setWriting(false);
						if (own) onAnswer({ answer: "taken", own });
					}}
				/>
			) : (
				onAnswer && (
					<div class="row">
						<Button
							small
							{...(is?.answer === "taken" ? { look: "main" as const } : {})}
							icon="check"
							aria-pressed={is?.answer === "taken"}
							onClick={() => answer("taken")}
						>
							{t("change.take")}
						</Button>
						<Button
							small
							icon="close"
							aria-pressed={is?.answer === "left"}
							onClick={() => answer("left")}
						>
							{t("change.leave")}
						</Button>
						{texts && (
							<Button small look="bare" icon="pencil" onClick={() => setWriting(true)}>
								{t("change.edit")}
							</Button>
						)}
					</div>
				)
			)}
		</li>
	);
}

/** All that were proposed, and what is to become of them. */
export function Review({
	changes,
	resume,
	all,
	is,
	onAnswers,
}: {
	changes: readonly Change[];
	resume: Tree;
	all: readonly Group[];
	is: readonly Reviewed[];
	onAnswers: (is: Reviewed[]) => void;
}): JSX.Element {
	const put = (answer: Answer): void => onAnswers(is.map((x) => ({ ...x, answer })));
	const open = is.filter((x) => x.answer === "open").length;
	return (
		<>
			<div class="row review-all">
				<span class="soft small" role="status">
					{t("change.open", { n: open })}
				</span>
				<div class="end row">
					<Button small icon="check" onClick={() => put("taken")}>
						{t("change.take.all")}
					</Button>
					<Button small look="bare" onClick={() => put("left")}>
						{t("change.leave.all")}
					</Button>
				</div>
			</div>
			<ul class="changes" role="list">
				{changes.map((c, i) => (
					<One
						key={i}
						change={c}
						resume={resume}
						all={all}
						is={is[i] ?? { answer: "open" }}
						onAnswer={(now) => onAnswers(is.map((x, at) => (at === i ? now : x)))}
					/>
				))}
			</ul>
		</>
	);
}
