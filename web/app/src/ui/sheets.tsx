// sheets.tsx - the pages of a file that somebody handed in, as pictures where
// there can be any and else as the words that were read, with what is asked
// about lit, and a field for each word that is clicked.
import { useSignalEffect } from "@preact/signals";
import type { JSX } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { number, t } from "../lib/i18n";
import { calmly } from "../lib/motion";
import type { Drawing } from "../lib/pdf";
import { fileOf, type ReadField, type Review } from "../lib/review";
import type { Box, Line, Place, Sheet } from "../lib/trace";
import { Button } from "./parts";

// ---- what lies over a page ------------------------------------------------------

const PAD = 2; // points around a word

function Rect({ box, look }: { box: Box; look: string }): JSX.Element {
	return (
		<rect
			class={look}
			x={box[0] - PAD}
			y={box[1] - PAD}
			width={box[2] - box[0] + 2 * PAD}
			height={box[3] - box[1] + 2 * PAD}
			rx={2}
		/>
	);
}

const of = (place: Place | undefined, page: number): readonly Box[] =>
	place?.page === page ? place.boxes : [];

interface Shown {
	review: Review;
	page: number;
	sheet: Sheet;
	over: ReadField | undefined;
}

function Marks({ review, page, sheet, over }: Shown): JSX.Element {
	return (
		<svg class="marks" viewBox={`0 0 ${sheet.width} ${sheet.height}`} aria-hidden="true">
			{review.open.value.flatMap((f) =>
				of(f.place, page).map((b, i) => <Rect key={f.at + i} box={b} look="doubt" />),
			)}
			{of(over?.place, page).map((b, i) => (
				<Rect key={i} box={b} look="over" />
			))}
			{of(review.lit.value, page).map((b, i) => (
				<Rect key={i} box={b} look="lit" />
			))}
		</svg>
	);
}

// ---- a page -----------------------------------------------------------------------

/** Where its words stand, while the page is not drawn yet: one shape for all. */
function Sketch({ sheet, soon }: { sheet: Sheet; soon: boolean }): JSX.Element {
	const bar = ([x, y, right, bottom]: Box): string => {
		const high = (bottom - y) / 2;
		return `M${x} ${y + high / 2}H${right}v${high}H${x}z`;
	};
	const words = (sheet.lines ?? []).flatMap((l) => l.words);
	return (
		<svg
			class="sketch"
			viewBox={`0 0 ${sheet.width} ${sheet.height}`}
			aria-hidden="true"
			data-soon={soon || undefined}
		>
			<path d={words.map((w) => bar(w.box)).join("")} />
		</svg>
	);
}

/** Drawn when it comes near, and again when it is to be sharper. */
function Drawn({
	drawing,
	page,
	sheet,
	zoom,
}: {
	drawing: Drawing;
	page: number;
	sheet: Sheet;
	zoom: number;
}): JSX.Element {
	const ref = useRef<HTMLCanvasElement>(null);
	const work = useRef<Promise<void>>(Promise.resolve());
	const [near, setNear] = useState(false);
	const [there, setThere] = useState(false);
	useEffect(() => {
		const see = new IntersectionObserver(
			(all) => all.some((e) => e.isIntersecting) && setNear(true),
			{ rootMargin: "600px" },
		);
		see.observe(ref.current!);
		return () => see.disconnect();
	}, []);
	useEffect(() => {
		const canvas = ref.current;
		if (!near || !canvas) return;
		const width = canvas.clientWidth * Math.min(devicePixelRatio, 2);
		work.current = work.current
			.then(() => drawing.draw(canvas, page, width))
			.catch(() => undefined) // a page that is damaged stays white
			.then(() => setThere(true));
	}, [near, zoom, drawing, page]);
	return (
		<>
			{!there && <Sketch sheet={sheet} soon={near} />}
			<canvas ref={ref} dir="ltr" data-there={there || undefined} />
		</>
	);
}

function Text({ review, page, sheet, over }: Shown): JSX.Element {
	const lit = review.lit.value?.page === page ? review.lit.value.words : undefined;
	const hover = over?.place.page === page ? over.place.words : undefined;
	const doubt = new Set(
		review.open.value.filter((f) => f.place.page === page).flatMap((f) => [...f.place.words]),
	);
	const look = (at: string): string | undefined =>
		lit?.has(at) ? "lit" : hover?.has(at) ? "over" : doubt.has(at) ? "doubt" : undefined;
	const line = (l: Line, i: number, all: Line[]): JSX.Element => (
		<p
			key={i}
			data-heading={l.heading ?? undefined}
			data-item={l.item ?? undefined}
			data-apart={(i > 0 && all[i - 1]!.block !== l.block) || undefined}
			dir="auto"
		>
			{l.words.map((w, n) => (
				<>
					{n > 0 && !w.glued && (w.cell ? <span class="gap"> </span> : " ")}
					<span data-word={`${i}:${n}`} class={look(`${i}:${n}`)} data-bold={w.bold || undefined}>
						{w.text}
					</span>
				</>
			))}
		</p>
	);
	return <div class="as-text">{(sheet.lines ?? []).map(line)}</div>;
}

// ---- all pages ----------------------------------------------------------------------

type Source = { as: "pdf"; drawing: Drawing } | { as: "picture"; url: string } | { as: "text" };

const DRAW_MS = 1000; // at the latest
/** Fields come first: they can be used without the picture. */
const idle = (): Promise<unknown> =>
	new Promise((go) =>
		"requestIdleCallback" in window
			? requestIdleCallback(go, { timeout: DRAW_MS })
			: setTimeout(go, DRAW_MS / 4),
	);

const pictures = ["jpeg", "png", "webp", "bmp"];

const isPicture = ({ found }: Review): boolean =>
	pictures.includes(found.format) && found.pages.length === 1;

async function sourceOf(review: Review): Promise<Source> {
	const { format } = review.found;
	if (format === "pdf") {
		await idle();
		const [{ openPdf }, file] = await Promise.all([import("../lib/pdf"), fileOf(review.id)]);
		return { as: "pdf", drawing: await openPdf(file) };
	}
	if (isPicture(review))
		return { as: "picture", url: URL.createObjectURL(await fileOf(review.id)) };
	return { as: "text" };
}

function close(source: Source): void {
	if (source.as === "pdf") source.drawing.close();
	else if (source.as === "picture") URL.revokeObjectURL(source.url);
}

/** undefined: it will be drawn in a moment. */
function useSource(review: Review): Source | undefined {
	const drawn = review.found.format === "pdf" || isPicture(review);
	const [source, setSource] = useState<Source | undefined>(drawn ? undefined : { as: "text" });
	useEffect(() => {
		if (!drawn) return;
		let gone = false;
		let mine: Source | undefined;
		// what cannot be drawn can still be read
		void sourceOf(review)
			.catch((): Source => ({ as: "text" }))
			.then((s) => {
				mine = s;
				if (gone) close(s);
				else setSource(s);
			});
		return () => {
			gone = true;
			if (mine) close(mine);
		};
	}, [review]);
	return source;
}

/** Brings what is lit into the pane's upper half. */
function show(pane: HTMLElement, place: Place, sheet: Sheet): void {
	const leaf = pane.querySelectorAll<HTMLElement>(".leaf")[place.page];
	const box = place.boxes[0];
	if (!leaf || !box) return;
	const first = [...place.words][0];
	const word = leaf.querySelector<HTMLElement>(`[data-word="${first}"]`);
	const at = word
		? word.getBoundingClientRect().top - leaf.getBoundingClientRect().top
		: (box[1] / sheet.height) * leaf.clientHeight;
	const x = word ? 0 : (box[0] / sheet.width) * leaf.clientWidth;
	pane.scrollTo({
		top: leaf.offsetTop + at - pane.clientHeight * 0.35,
		left: x - pane.clientWidth * 0.3,
		behavior: calmly(),
	});
}

const ZOOMS = [1, 1.5, 2, 3];

export function Sheets({
	review,
	onField,
}: {
	review: Review;
	onField: (f: ReadField) => void;
}): JSX.Element {
	const source = useSource(review);
	const pane = useRef<HTMLDivElement>(null);
	const [over, setOver] = useState<ReadField>();
	const [zoom, setZoom] = useState(0);
	const sheets = review.found.pages;
	const text = source?.as === "text";
	useSignalEffect(() => {
		const lit = review.lit.value;
		if (lit && pane.current) show(pane.current, lit, sheets[lit.page]!);
	});
	useEffect(() => {
		const lit = review.lit.peek();
		if (lit && pane.current) show(pane.current, lit, sheets[lit.page]!);
	}, [source, zoom]);
	const under = (e: PointerEvent | MouseEvent, page: number): ReadField | undefined => {
		const word = (e.target as HTMLElement).dataset?.word;
		if (text)
			return word === undefined
				? undefined
				: review.fields.find((f) => f.place.page === page && f.place.words.has(word));
		const leaf = (e.currentTarget as HTMLElement).getBoundingClientRect();
		const { width, height } = sheets[page]!;
		return review.at(
			page,
			((e.clientX - leaf.left) / leaf.width) * width,
			((e.clientY - leaf.top) / leaf.height) * height,
		);
	};
	const leaf = (sheet: Sheet, page: number): JSX.Element => (
		// The same is done from the keyboard by going to a field.
		<div
			key={page}
			class="leaf"
			role={text ? "group" : "img"}
			aria-label={t("preview.page", { at: page + 1, of: sheets.length })}
			data-text={text || undefined}
			data-over={over ? true : undefined}
			style={text ? {} : { aspectRatio: `${sheet.width} / ${sheet.height}` }}
			onPointerMove={(e) => e.pointerType === "mouse" && setOver(under(e, page))}
			onPointerLeave={() => setOver(undefined)}
			onClick={(e) => {
				const f = under(e, page);
				if (f) onField(f);
			}}
		>
			{!source && <Sketch sheet={sheet} soon={page === 0} />}
			{source?.as === "pdf" && (
				<Drawn drawing={source.drawing} page={page} sheet={sheet} zoom={zoom} />
			)}
			{source?.as === "picture" && <img src={source.url} alt="" />}
			{text ? (
				<Text review={review} page={page} sheet={sheet} over={over} />
			) : (
				<Marks review={review} page={page} sheet={sheet} over={over} />
			)}
		</div>
	);
	return (
		<section class="sheets" aria-label={t("review.original")}>
			<div class="pane" ref={pane} data-zoom={ZOOMS[zoom]} tabIndex={0}>
				<div class="leaves">{sheets.map(leaf)}</div>
			</div>
			<div class="row foot">
				<span class="soft small name">{review.original.name}</span>
				{source && text && <span class="tag">{t("review.as_text")}</span>}
				{source && !text && (
					<span class="end row">
						<Button
							small
							look="bare"
							icon="minus"
							says={t("zoom.out")}
							disabled={zoom === 0}
							onClick={() => setZoom(zoom - 1)}
						/>
						<span class="small soft">{number(ZOOMS[zoom]! * 100)} %</span>
						<Button
							small
							look="bare"
							icon="plus"
							says={t("zoom.in")}
							disabled={zoom === ZOOMS.length - 1}
							onClick={() => setZoom(zoom + 1)}
						/>
					</span>
				)}
			</div>
		</section>
	);
}
