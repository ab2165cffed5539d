// drop.tsx - where a resume is handed in: dropped anywhere on the page, or
// chosen. Says what becomes of it, step by step, and why not.
import type { JSX } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { said } from "../lib/api";
import { t } from "../lib/i18n";
import { stages, upload, type Progress, type Stage, type Uploaded } from "../lib/upload";
import { Button, Icon } from "./parts";

interface Refused {
	name: string;
	why: string;
}

const hasFiles = (e: DragEvent): boolean => e.dataTransfer?.types.includes("Files") ?? false;

/** A file that is held over the page, wherever. */
function useDrag(take: (file: File | undefined) => void, busy: boolean): boolean {
	const [over, setOver] = useState(false);
	useEffect(() => {
		let depth = 0; // of elements that were entered and not left
		const enter = (e: DragEvent): void => {
			if (!hasFiles(e)) return;
			e.preventDefault();
			depth++;
			setOver(!busy);
		};
		const hold = (e: DragEvent): void => {
			if (hasFiles(e)) e.preventDefault();
		};
		const leave = (e: DragEvent): void => {
			if (hasFiles(e) && --depth <= 0) setOver(false);
		};
		const drop = (e: DragEvent): void => {
			if (!hasFiles(e)) return;
			e.preventDefault();
			depth = 0;
			setOver(false);
			if (!busy) take(e.dataTransfer?.files[0]);
		};
		addEventListener("dragenter", enter);
		addEventListener("dragover", hold);
		addEventListener("dragleave", leave);
		addEventListener("drop", drop);
		return () => {
			removeEventListener("dragenter", enter);
			removeEventListener("dragover", hold);
			removeEventListener("dragleave", leave);
			removeEventListener("drop", drop);
		};
	}, [busy]);
	return over;
}

function saidOf(p: Progress, stage: Stage): string {
	return stage === "ocr" && p.stage === "ocr" && p.pages
		? t("stage.ocr.page", { page: p.page, pages: p.pages })
		: t(`stage.${stage}`);
}

function Steps({
	name,
	progress,
	onStop,
}: {
	name: string;
	progress: Progress;
	onStop: () => void;
}): JSX.Element {
	const at = stages.indexOf(progress.stage);
	const shown = stages.filter((s) => s !== "ocr" || progress.stage === "ocr");
	return (
		<div class="stages">
			<p class="name">{t("upload.reading", { name })}</p>
			<progress max={100} value={progress.percent} aria-label={t("upload.reading", { name })} />
			<ol role="list">
				{shown.map((s) => {
					const is = stages.indexOf(s);
					return (
						<li
							key={s}
							data-state={is < at ? "done" : is === at ? "now" : "later"}
							{...(is === at ? { "aria-current": "step" as const } : {})}
						>
							{is < at && <Icon name="check" size={14} />}
							{saidOf(progress, s)}
						</li>
					);
				})}
			</ol>
			<p class="hidden-text" role="status">
				{saidOf(progress, progress.stage)}
			</p>
			<Button small look="bare" onClick={onStop}>
				{t("cancel")}
			</Button>
		</div>
	);
}

export function Drop({
	slim,
	hint,
	onDone,
}: {
	slim: boolean;
	hint?: string | undefined; // what becomes of it
	onDone: (u: Uploaded) => void;
}): JSX.Element {
	const [reading, setReading] = useState<{ name: string; progress: Progress }>();
	const [refused, setRefused] = useState<Refused>();
	const pick = useRef<HTMLInputElement>(null);
	const stop = useRef<AbortController | undefined>(undefined);
	const take = (file: File | undefined): void => {
		if (!file) return;
		const mine = (stop.current = new AbortController());
		setRefused(undefined);
		upload(file, (progress) => setReading({ name: file.name, progress }), mine.signal)
			.then(onDone, (e: unknown) => {
				if (!mine.signal.aborted) setRefused({ name: file.name, why: said(e) });
			})
			.finally(() => setReading(undefined));
	};
	const over = useDrag(take, reading !== undefined);
	const choose = (
		<input
			ref={pick}
			type="file"
			class="hidden-text"
			tabIndex={-1}
			aria-hidden="true" // the button beside it is the same
			aria-label={t("upload")}
			onChange={(e) => {
				take(e.currentTarget.files?.[0]);
				e.currentTarget.value = ""; // the same one may be chosen again
			}}
		/>
	);
	return (
		<>
			<div
				class={slim && !reading && !refused ? "drop slim" : "drop"}
				data-over={over || undefined}
			>
				{choose}
				{reading ? (
					<Steps {...reading} onStop={() => stop.current?.abort()} />
				) : refused ? (
					<div class="no-upload" role="alert">
						<p class="name">{t("upload.refused", { name: refused.name })}</p>
						<p>{refused.why}</p>
						<div class="row">
							<Button look="main" icon="file" onClick={() => pick.current?.click()}>
								{t("upload.other")}
							</Button>
							<Button onClick={() => setRefused(undefined)}>{t("close")}</Button>
						</div>
					</div>
				) : (
					<>
						<Icon name="upload" size={slim ? 20 : 28} />
						<p>{t("upload.drop")}</p>
						<Button look={slim ? "bare" : "main"} icon="file" onClick={() => pick.current?.click()}>
							{t("upload")}
						</Button>
						{(hint || !slim) && <p class="small soft">{hint ?? t("upload.formats")}</p>}
					</>
				)}
			</div>
			{over && (
				<div class="over-all" aria-hidden="true">
					<Icon name="upload" size={40} />
					<p>{t("upload.let_go")}</p>
				</div>
			)}
		</>
	);
}
