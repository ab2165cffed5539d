// preview.tsx - the pages as they will be, one beneath the other: made larger
// and smaller, a word leads to the field that it came from, and the field that
// has the focus is marked.
import type { ReadonlySignal } from "@preact/signals";
import type { JSX } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import type { Drawing, Word } from "../lib/drawing";
import { number, t } from "../lib/i18n";
import { wordAt, wordsOf } from "../lib/pointed";
import type { Tree } from "../lib/tree";
import { Button } from "./parts";

interface Props {
	doc: ReadonlySignal<Tree>;
	drawing: Drawing;
	focus?: ReadonlySignal<string>; // the field that has it
	onPick?: (pointer: string, word: string) => void;
}

type Zoom = "page" | "width" | number;
const STEPS = [0.5, 0.75, 1, 1.25, 1.5, 2] as const;
const POINT = 4 / 3; // in CSS pixels
const A4 = { width: 595.28, height: 841.89 };
const EDGE = 16; // around the pages
const LEAST = 120; // pixels of a page's width

function boxOf(words: readonly Word[]): Word {
	const [x, y] = [Math.min(...words.map((w) => w.x)), Math.min(...words.map((w) => w.y))];
	const right = Math.max(...words.map((w) => w.x + w.width));
	const bottom = Math.max(...words.map((w) => w.y + w.height));
	return { text: "", x, y, width: right - x, height: bottom - y };
}

/** A place of a page as shares of it. */
function Spot({ of, on, look }: { of: Word; on: typeof A4; look: string }): JSX.Element {
	const pad = 2;
	return (
		<div
			class={`spot ${look}`}
			style={{
				left: `${((of.x - pad) / on.width) * 100}%`,
				top: `${((of.y - pad) / on.height) * 100}%`,
				width: `${((of.width + 2 * pad) / on.width) * 100}%`,
				height: `${((of.height + 2 * pad) / on.height) * 100}%`,
			}}
		/>
	);
}

function Paper({
	n,
	drawing,
	here,
	onPick,
}: {
	n: number;
	drawing: Drawing;
	here: Word | undefined;
	onPick: Props["onPick"];
}): JSX.Element {
	const [over, setOver] = useState<Word>();
	const sheet = drawing.sheets.value[n - 1];
	const told = drawing.told.value;
	const words = told?.pages[n - 1]?.words ?? [];
	const find = (e: MouseEvent): Word | undefined => {
		const box = (e.currentTarget as HTMLElement).getBoundingClientRect();
		const scale = (told?.width ?? A4.width) / box.width;
		return wordAt(words, (e.clientX - box.left) * scale, (e.clientY - box.top) * scale);
	};
	const move = (e: MouseEvent): void => {
		const w = find(e);
		if (w?.at !== over?.at)
			setOver(w && { ...boxOf(words.filter((x) => x.at === w.at)), at: w.at! });
	};
	const pick = (e: MouseEvent): void => {
		const w = find(e);
		if (w?.at) onPick?.(w.at, w.text);
	};
	return (
		<div
			class="paper"
			data-page={n}
			style={{ aspectRatio: told ? `${told.width} / ${told.height}` : "" }}
			data-over={(onPick && over && true) || undefined}
			{...(onPick ? { onMouseMove: move, onClick: pick } : {})}
			onMouseLeave={() => setOver(undefined)}
		>
			{sheet ? (
				<img
					src={sheet.url}
					draggable={false}
					alt={t("preview.page", { at: n, of: drawing.sheets.value.length })}
				/>
			) : (
				// without a network it stays white
				!drawing.fault.value && <div class="skeleton" />
			)}
			{told && here && <Spot of={here} on={told} look="here" />}
			{told && onPick && over && <Spot of={over} on={told} look="over" />}
		</div>
	);
}

/** Which pages are in sight, and which most of all. */
function inSight(frame: HTMLElement): [number, Set<number>] {
	const box = frame.getBoundingClientRect();
	let [most, best] = [-1, 1];
	const seen = new Set<number>();
	for (const paper of frame.querySelectorAll<HTMLElement>("[data-page]")) {
		const at = paper.getBoundingClientRect();
		const part = Math.min(at.bottom, box.bottom) - Math.max(at.top, box.top);
		const n = Number(paper.dataset.page);
		if (part > 0) seen.add(n);
		if (part > most) [most, best] = [part, n];
	}
	return [best, seen];
}

function useFrame(drawing: Drawing, zoom: Zoom): [preact.RefObject<HTMLDivElement | null>, number] {
	const ref = useRef<HTMLDivElement>(null);
	const [room, setRoom] = useState({ width: 0, height: 0 });
	const paper = drawing.told.value ?? A4;
	const scale =
		zoom === "page"
			? Math.min(room.width / paper.width, room.height / paper.height)
			: zoom === "width"
				? room.width / paper.width
				: zoom * POINT;
	const width = room.width ? Math.max(LEAST, Math.floor(paper.width * scale)) : 0;
	const pages = drawing.sheets.value.length;
	useEffect(() => {
		const frame = ref.current!;
		const watch = new ResizeObserver(() =>
			setRoom({
				width: frame.clientWidth - 2 * EDGE,
				height: frame.clientHeight - 2 * EDGE,
			}),
		);
		watch.observe(frame);
		return () => watch.disconnect();
	}, []);
	useEffect(() => {
		const frame = ref.current!;
		const look = (): void => drawing.look(width * devicePixelRatio, ...inSight(frame));
		if (room.width) look();
		frame.addEventListener("scroll", look, { passive: true });
		return () => frame.removeEventListener("scroll", look);
	}, [drawing, width, pages, room.width]);
	return [ref, width];
}

export function Preview({ doc, drawing, focus, onPick }: Props): JSX.Element {
	const [zoom, setZoom] = useState<Zoom>("page");
	const [frame, width] = useFrame(drawing, zoom);
	const told = drawing.told.value;
	const pages = drawing.sheets.value.length;
	const field = focus?.value ?? "";
	const found = told && field ? wordsOf(doc.value, told, field) : undefined;
	const page = found?.[0];
	const now = width / (told?.width ?? A4.width) / POINT;
	const step = (by: 1 | -1): void => {
		const all = by > 0 ? STEPS : [...STEPS].reverse();
		setZoom(all.find((s) => (s - now) * by > 0.02) ?? all.at(-1)!);
	};
	// what the field shows comes into sight, unless it is
	useEffect(() => {
		const spot = page && frame.current?.querySelector(".spot.here");
		if (!spot) return;
		const [at, box] = [spot.getBoundingClientRect(), frame.current!.getBoundingClientRect()];
		if (at.top >= box.top && at.bottom <= box.bottom) return;
		frame.current!.scrollBy({ top: at.top - box.top - box.height / 3 });
	}, [page, field]);
	return (
		<section class="preview" aria-label={t("preview")}>
			<div class="row view">
				<span class="soft small" role="status">
					{t("pages", { n: pages })}
				</span>
				<div class="row end" role="group" aria-label={t("zoom")}>
					<Button small look="bare" icon="minus" says={t("zoom.out")} onClick={() => step(-1)} />
					<span class="soft small percent">{number(Math.round(now * 100))} %</span>
					<Button small look="bare" icon="plus" says={t("zoom.in")} onClick={() => step(1)} />
					<Button
						small
						look="bare"
						aria-pressed={zoom === "width"}
						onClick={() => setZoom("width")}
					>
						{t("zoom.width")}
					</Button>
					<Button small look="bare" aria-pressed={zoom === "page"} onClick={() => setZoom("page")}>
						{t("zoom.page")}
					</Button>
				</div>
			</div>
			{drawing.fault.value && (
				<p class="told" role="alert">
					{drawing.fault.value}
				</p>
			)}
			<div class="page-frame" ref={frame} tabIndex={0} role="group" aria-label={t("preview.pages")}>
				<div
					class={width ? "stackof" : "stackof waits"}
					style={{ width: width ? `${width}px` : "" }}
				>
					{Array.from({ length: pages }, (_, i) => (
						<Paper
							key={i}
							n={i + 1}
							drawing={drawing}
							here={page === i + 1 ? boxOf(found![1]) : undefined}
							onPick={onPick}
						/>
					))}
				</div>
			</div>
		</section>
	);
}
