// page.tsx - one page of a stored document as a picture, drawn by the engine
// that makes the PDF, with marks over it. It is asked for when it comes near
// the window, and holds its place until it is there.
import type { JSX } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { ask, said } from "../lib/api";
import { t } from "../lib/i18n";
import type { Box, Drawn } from "../lib/versions";

const DPI = 132;
const A4: readonly [number, number] = [595.28, 841.89];

async function picture(of: Drawn, page: number, signal: AbortSignal): Promise<string> {
	const res = await ask("POST", "/api/export/preview", {
		query: { format: "png", page, dpi: DPI },
		headers: { Accept: "image/png" },
		body: of,
		signal,
	});
	const url = URL.createObjectURL(await res.blob());
	const image = new Image();
	image.src = url;
	await image.decode();
	return url;
}

export interface PageProps {
	of: Drawn;
	page: number; // from 1
	pages: number;
	width?: number; // in points
	height?: number;
	boxes?: readonly Box[];
	mark?: "gone" | "come";
	round?: number; // another one: it is to be drawn anew
}

export function Page(props: PageProps): JSX.Element {
	const { of, page, pages, width = A4[0], height = A4[1], boxes = [], mark, round } = props;
	const [url, setUrl] = useState<string>();
	const [fault, setFault] = useState<string>();
	const [near, setNear] = useState(false);
	const ref = useRef<HTMLDivElement>(null);
	const key = JSON.stringify(of);
	useEffect(() => {
		const watch = new IntersectionObserver(
			(seen) => seen.some((s) => s.isIntersecting) && setNear(true),
			{ rootMargin: "400px" },
		);
		watch.observe(ref.current!);
		return () => watch.disconnect();
	}, []);
	useEffect(() => {
		if (!near) return;
		const stop = new AbortController();
		picture(of, page, stop.signal).then(
			(made) => {
				if (stop.signal.aborted) return URL.revokeObjectURL(made);
				setFault(undefined);
				setUrl((old) => {
					if (old) URL.revokeObjectURL(old);
					return made;
				});
			},
			(e: unknown) => stop.signal.aborted || setFault(said(e)),
		);
		return () => stop.abort();
	}, [near, key, page, round]);
	return (
		<div class="one-page" ref={ref}>
			{url ? (
				<img src={url} alt={t("preview.page", { at: page, of: pages })} />
			) : (
				<div class="skeleton" />
			)}
			<svg viewBox={`0 0 ${width} ${height}`} aria-hidden="true">
				{boxes.map((b, i) => (
					<rect
						key={i}
						class={mark}
						x={b.x - 1.5}
						y={b.y - 0.5}
						width={b.width + 3}
						height={b.height + 1}
						rx={2}
					/>
				))}
			</svg>
			{fault && (
				<p class="told" role="alert">
					{fault}
				</p>
			)}
		</div>
	);
}
