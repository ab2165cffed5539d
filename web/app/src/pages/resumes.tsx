// resumes.tsx - my documents: upload one, begin one, find one.
import type { JSX } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { ask, call, Fault, happenings, said } from "../lib/api";
import { t } from "../lib/i18n";
import { go } from "../lib/router";
import { me } from "../lib/session";
import { Document, Documents, type Row } from "../ui/document";
import { Button, Field, Icon, Told } from "../ui/parts";
import { tell } from "../ui/toasts";

interface Rows {
	resumes: Row[];
	next_cursor: string | null;
}

// ---- handing in a file ---------------------------------------------------------------

interface Progress {
	name: string;
	stage: string;
	percent: number;
}

async function upload(file: File, told: (p: Progress) => void): Promise<string> {
	const form = new FormData();
	form.append("file", file);
	const res = await ask("POST", "/api/resumes/upload", {
		body: form,
		headers: { Accept: "text/event-stream" },
	});
	for await (const h of happenings(res)) {
		const data = JSON.parse(h.data || "{}");
		if (h.name === "status" || h.name === "progress")
			told({ name: file.name, stage: data.stage ?? "", percent: data.percent ?? 0 });
		else if (h.name === "result") return data.document_id ?? data.id;
		else if (h.name === "error")
			throw new Fault(422, data.error ?? "unknown", data.message ?? t("fault.unknown"));
	}
	throw new Fault(0, "offline", t("fault.offline"));
}

function Drop({ slim, onDone }: { slim: boolean; onDone: (id: string) => void }): JSX.Element {
	const [over, setOver] = useState(false);
	const [progress, setProgress] = useState<Progress>();
	const [fault, setFault] = useState<string>();
	const pick = useRef<HTMLInputElement>(null);
	const take = (file: File | undefined): void => {
		if (!file) return;
		setFault(undefined);
		setProgress({ name: file.name, stage: "", percent: 0 });
		upload(file, setProgress)
			.then(onDone, (e: unknown) => setFault(said(e)))
			.finally(() => setProgress(undefined));
	};
	return (
		<div
			class={slim ? "drop slim" : "drop"}
			data-over={over || undefined}
			onDragOver={(e) => {
				e.preventDefault();
				setOver(true);
			}}
			onDragLeave={() => setOver(false)}
			onDrop={(e) => {
				e.preventDefault();
				setOver(false);
				take(e.dataTransfer?.files[0]);
			}}
		>
			<input
				ref={pick}
				type="file"
				class="hidden-text"
				tabIndex={-1}
				aria-label={t("upload")}
				onChange={(e) => take(e.currentTarget.files?.[0])}
			/>
			{progress ? (
				<div class="stack" role="status">
					<p>{t("upload.reading", { name: progress.name })}</p>
					<progress
						max={100}
						value={progress.percent}
						aria-label={t("upload.reading", { name: progress.name })}
					/>
				</div>
			) : (
				<>
					<Icon name="upload" size={slim ? 20 : 28} />
					<p>{t("upload.drop")}</p>
					<Button look={slim ? "bare" : "main"} icon="file" onClick={() => pick.current?.click()}>
						{t("upload")}
					</Button>
					{!slim && <p class="small soft">{t("upload.formats")}</p>}
				</>
			)}
			<Told>{fault}</Told>
		</div>
	);
}

// ---- the list ----------------------------------------------------------------------------

async function begin(): Promise<void> {
	const made = await call<Row>("POST", "/api/resumes", {
		body: {
			title: t("resume.new"),
			resume: { basics: { name: me.value?.full_name ?? "", email: me.value?.email ?? "" } },
		},
		headers: { "Idempotency-Key": crypto.randomUUID() },
	});
	go(`/resumes/${made.id}`);
}

const FEW = 4; // can be taken in at a glance

export default function Resumes(): JSX.Element {
	const [q, setQ] = useState("");
	const [rows, setRows] = useState<Row[]>();
	const [next, setNext] = useState<string | null>(null);
	const [fault, setFault] = useState<string>();
	const [round, setRound] = useState(0);
	const load = async (cursor: string | undefined, signal?: AbortSignal): Promise<void> => {
		try {
			const got = await call<Rows>("GET", "/api/resumes", {
				query: { q, cursor },
				...(signal ? { signal } : {}),
			});
			setRows((old) => (cursor ? [...(old ?? []), ...got.resumes] : got.resumes));
			setNext(got.next_cursor);
			setFault(undefined);
		} catch (e) {
			if (!signal?.aborted) setFault(said(e));
		}
	};
	useEffect(() => {
		const stop = new AbortController();
		const wait = setTimeout(() => void load(undefined, stop.signal), q ? 150 : 0);
		return () => {
			clearTimeout(wait);
			stop.abort();
		};
	}, [q, round]);
	return (
		<main id="main" class="page" tabIndex={-1}>
			<header>
				<h1>{t("resumes")}</h1>
				<div class="end">
					<Button icon="plus" onClick={() => void begin().catch((e: unknown) => tell(said(e)))}>
						{t("resume.begin")}
					</Button>
				</div>
			</header>
			<div class="stack">
				<Told>{fault}</Told>
				{rows && <Drop slim={q !== "" || rows.length > 0} onDone={(id) => go(`/resumes/${id}`)} />}
				{(q || (rows?.length ?? 0) > FEW) && (
					<Field label={t("search")} type="search" value={q} onValue={setQ} />
				)}
				{!rows ? (
					!fault && <Documents waiting={FEW} />
				) : rows.length ? (
					<ul class="documents" role="list">
						{rows.map((r) => (
							<Document key={r.id} row={r} onChange={() => setRound((n) => n + 1)} />
						))}
					</ul>
				) : (
					<p class="soft" role="status">
						{t(q ? "search.none" : "resumes.none")}
					</p>
				)}
				{next && (
					<div>
						<Button onClick={() => void load(next)}>{t("more")}</Button>
					</div>
				)}
			</div>
		</main>
	);
}
