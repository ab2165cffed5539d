// both.tsx - a posting and a resume side by side. What a line asks for and what
// answers it light up together, by hand, by focus, and to stay by a click.
import type { JSX } from "preact";
import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import { useGrowing } from "../lib/growing";
import { heard } from "../lib/heard";
import { t, type Key } from "../lib/i18n";
import { calmly } from "../lib/motion";
import type { Line, Verdict } from "../lib/posting";
import { groups, type Group, type Passage } from "../lib/resume";
import type { Tree } from "../lib/tree";
import { Icon, type IconName } from "./parts";

const looks: Record<Verdict, { icon: IconName; tag: string }> = {
	met: { icon: "check", tag: "tag good" },
	partial: { icon: "more", tag: "tag warn" },
	missing: { icon: "close", tag: "tag bad" },
};

/** What is looked at: a line of the posting, or a place of the resume. */
interface Eye {
	line?: number;
	at?: string;
}

interface Lit {
	lines: ReadonlySet<number>;
	places: ReadonlySet<string>;
}

function litBy(eye: Eye | undefined, lines: readonly Line[]): Lit {
	if (eye?.line !== undefined)
		return {
			lines: new Set([eye.line]),
			places: new Set(lines.find((l) => l.n === eye.line)?.at ?? []),
		};
	const at = eye?.at;
	if (at !== undefined)
		return {
			lines: new Set(lines.filter((l) => l.at.includes(at)).map((l) => l.n)),
			places: new Set([at]),
		};
	return { lines: new Set(), places: new Set() };
}

interface Hands {
	pinned: Eye | undefined;
	look: (eye: Eye | undefined) => void;
	pin: (eye: Eye) => void;
}
const hands = (h: Hands, eye: Eye) => ({
	onMouseEnter: () => h.look(eye),
	onMouseLeave: () => h.look(undefined),
	onFocus: () => h.look(eye),
	onBlur: () => h.look(undefined),
	onClick: () => h.pin(eye),
});

// ---- the posting ---------------------------------------------------------------------

function Words({ of }: { of: Line }): JSX.Element {
	return (
		<>
			{of.bits.map((b, i) =>
				b.verdict ? (
					<mark key={i} class={b.verdict}>
						{b.text}
					</mark>
				) : (
					b.text
				),
			)}
		</>
	);
}

function Asked({ of, lit, h }: { of: Line; lit: boolean; h: Hands }): JSX.Element {
	if (!of.bits.length) return <div class="line blank" />;
	const inside = (
		<>
			{of.need && (
				<span class={looks[of.need.verdict].tag} title={heard(of.need.why)}>
					<Icon name={looks[of.need.verdict].icon} size={13} />
					<span class="hidden-text">
						{t(`verdict.${of.need.verdict}`)}: {heard(of.need.why)}
					</span>
				</span>
			)}
			<span class="words" dir="auto">
				<Words of={of} />
			</span>
		</>
	);
	const same = { class: "line", "data-need": of.need?.verdict, "data-lit": lit || undefined };
	return of.at.length ? (
		<button
			type="button"
			{...same}
			data-line={of.n}
			aria-pressed={h.pinned?.line === of.n}
			{...hands(h, { line: of.n })}
		>
			{inside}
		</button>
	) : (
		<div {...same}>{inside}</div>
	);
}

// ---- the resume -------------------------------------------------------------------------

function Said({
	of,
	asked,
	lit,
	h,
}: {
	of: Passage;
	asked: boolean;
	lit: boolean;
	h: Hands;
}): JSX.Element {
	return asked ? (
		<button
			type="button"
			class="passage"
			dir="auto"
			data-at={of.at}
			data-lit={lit || undefined}
			aria-pressed={h.pinned?.at === of.at}
			{...hands(h, { at: of.at })}
		>
			{of.text}
		</button>
	) : (
		<span class="passage" dir="auto">
			{of.text}
		</span>
	);
}

function Entry({
	of,
	first,
	said,
}: {
	of: Group;
	first: boolean;
	said: (p: Passage) => JSX.Element;
}): JSX.Element {
	return (
		<section class="entry-said">
			{first && <h3>{t(`section.${of.section}` as Key)}</h3>}
			{of.head.length > 0 && <p class="called">{of.head.map(said)}</p>}
			{of.body.length > 0 && (
				<ul role="list">
					{of.body.map((p) => (
						<li key={p.at}>{said(p)}</li>
					))}
				</ul>
			)}
			{of.words.length > 0 && <p class="words">{of.words.map(said)}</p>}
		</section>
	);
}

// ---- both ------------------------------------------------------------------------------------

// What a window shows of each, at first.
const LINES = 24;
const GROUPS = 4;

export function Both({ lines, resume }: { lines: readonly Line[]; resume: Tree }): JSX.Element {
	const [pinned, setPinned] = useState<Eye>();
	const [looked, setLooked] = useState<Eye>();
	const left = useRef<HTMLDivElement>(null);
	const right = useRef<HTMLDivElement>(null);
	const all = useMemo(() => groups(resume), [resume]);
	const [shownLines, shownGroups] = [
		useGrowing(lines.length, LINES, 2 * LINES),
		useGrowing(all.length, GROUPS, 2 * GROUPS),
	];
	const asked = useMemo(() => new Set(lines.flatMap((l) => l.at)), [lines]);
	const eye = looked ?? pinned;
	const lit = litBy(eye, lines);
	const same = (a: Eye | undefined, b: Eye): boolean => a?.line === b.line && a?.at === b.at;
	const h: Hands = {
		pinned,
		look: setLooked,
		pin: (e) => setPinned((old) => (same(old, e) ? undefined : e)),
	};
	const texts = all.flatMap((g) => [...g.head, ...g.body, ...g.words]);

	// what answers is brought to where it can be seen, in its own half alone
	useEffect(() => {
		if (!pinned) return;
		const [half, wanted] =
			pinned.line !== undefined
				? [right.current, [...lit.places].map((p) => `[data-at="${CSS.escape(p)}"]`)[0]]
				: [left.current, [...lit.lines].map((n) => `[data-line="${n}"]`)[0]];
		const found = wanted && half?.querySelector<HTMLElement>(wanted);
		if (found && half && half.scrollHeight > half.clientHeight)
			half.scrollTo({ top: found.offsetTop - half.clientHeight / 3, behavior: calmly() });
	}, [pinned]);

	const told = !pinned
		? ""
		: pinned.line !== undefined
			? t("both.proof", {
					text: texts
						.filter((p) => lit.places.has(p.at))
						.map((p) => p.text)
						.join("; "),
				})
			: t("both.asked", {
					text: lines
						.filter((l) => lit.lines.has(l.n))
						.map((l) => l.bits.map((b) => b.text).join(""))
						.join("; "),
				});
	let before = "";
	return (
		<div class="both">
			<section class="card" aria-labelledby="asked">
				<h2 id="asked">{t("posting")}</h2>
				<div class="half" ref={left}>
					{lines.slice(0, shownLines).map((l) => (
						<Asked key={l.n} of={l} lit={lit.lines.has(l.n)} h={h} />
					))}
				</div>
			</section>
			<section class="card" aria-labelledby="said">
				<h2 id="said">{t("both.resume")}</h2>
				<div class="half" ref={right}>
					{all.slice(0, shownGroups).map((g) => {
						const first = g.section !== before;
						before = g.section;
						return (
							<Entry
								key={g.at}
								of={g}
								first={first}
								said={(p) => (
									<Said
										key={p.at}
										of={p}
										asked={asked.has(p.at)}
										lit={lit.places.has(p.at)}
										h={h}
									/>
								)}
							/>
						);
					})}
				</div>
			</section>
			<p class="hidden-text" role="status">
				{told}
			</p>
		</div>
	);
}
