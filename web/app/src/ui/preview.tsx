// preview.tsx - the pages as they will be, drawn by the engine that makes the
// PDF, at every keystroke. One question is under way at a time, the newest
// next; a page is shown only when it can be shown at once, so nothing flickers.
import { useSignalEffect, type Signal } from "@preact/signals";
import type { JSX } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { ask, Fault } from "../lib/api";
import { t } from "../lib/i18n";
import type { Tree } from "../lib/tree";
import { Button } from "./parts";

interface Drawn {
	url: string;
	page: number;
	pages: number;
	ms: number;
}

/** Told after each drawing, for whoever measures. */
declare global {
	interface Window {
		vitaeDrawn?: number[];
	}
}

// A page is about this wide; what is drawn while somebody types is coarse
// enough to be there before the next key, and made sharp when he pauses.
const PAPER_INCHES = 8.27;
const QUICK_DPI = 110;
const SHARP_DPI = 288;
const PAUSE_MS = 350;

async function draw(doc: Tree, page: number, dpi: number): Promise<Drawn> {
	const began = performance.now();
	const res = await ask("POST", "/api/export/preview", {
		query: { format: "png", page, dpi },
		headers: { Accept: "image/png" },
		body: { resume: doc },
	});
	const url = URL.createObjectURL(await res.blob());
	const image = new Image();
	image.src = url;
	await image.decode();
	return {
		url,
		page,
		pages: Number(res.headers.get("vitae-pages") ?? 1),
		ms: performance.now() - began,
	};
}

export function Preview({ doc }: { doc: Signal<Tree> }): JSX.Element {
	const [drawn, setDrawn] = useState<Drawn>();
	const [fault, setFault] = useState<string>();
	const page = useRef(1);
	const busy = useRef(false);
	const again = useRef(false);
	const gone = useRef(false);

	const paper = useRef<HTMLDivElement>(null);
	const pause = useRef(0);
	const wanted = (most: number): number => {
		const width = (paper.current?.clientWidth ?? 600) * devicePixelRatio;
		return Math.max(48, Math.min(most, Math.ceil(width / PAPER_INCHES)));
	};

	const next = async (most = QUICK_DPI): Promise<void> => {
		if (busy.current) {
			again.current = true;
			return;
		}
		busy.current = true;
		try {
			const d = await draw(doc.peek(), page.current, wanted(most));
			if (gone.current) return URL.revokeObjectURL(d.url);
			setDrawn((old) => {
				if (old) URL.revokeObjectURL(old.url);
				return d;
			});
			setFault(undefined);
			if (most === QUICK_DPI) (window.vitaeDrawn ??= []).push(d.ms);
			if (most === QUICK_DPI && wanted(SHARP_DPI) > QUICK_DPI)
				pause.current = window.setTimeout(() => void next(SHARP_DPI), PAUSE_MS);
		} catch (e) {
			if (e instanceof Fault && e.status === 400 && page.current > 1) {
				page.current = 1;
				again.current = true;
			} else setFault(e instanceof Error ? e.message : String(e));
		} finally {
			busy.current = false;
		}
		if (again.current && !gone.current) {
			again.current = false;
			void next();
		}
	};
	useSignalEffect(() => {
		doc.value;
		clearTimeout(pause.current);
		void next();
	});
	useEffect(
		() => () => {
			gone.current = true;
			clearTimeout(pause.current);
		},
		[],
	);

	const turn = (by: number): void => {
		page.current += by;
		void next();
	};
	return (
		<section class="preview" aria-label={t("preview")}>
			<div class="paper" ref={paper}>
				{drawn ? (
					<img src={drawn.url} alt={t("preview.page", { at: drawn.page, of: drawn.pages })} />
				) : (
					<div class="skeleton" />
				)}
			</div>
			{fault && (
				<p class="told" role="alert">
					{fault}
				</p>
			)}
			{drawn && drawn.pages > 1 && (
				<div class="row turn">
					<Button small look="bare" disabled={drawn.page <= 1} onClick={() => turn(-1)}>
						{t("page.before")}
					</Button>
					<span class="soft small">{t("page.at", { at: drawn.page, of: drawn.pages })}</span>
					<Button small look="bare" disabled={drawn.page >= drawn.pages} onClick={() => turn(1)}>
						{t("page.next")}
					</Button>
				</div>
			)}
		</section>
	);
}
