// resumes.tsx - my documents: upload one, begin one, find one.
import "../ui/core";
import type { JSX } from "preact";
import { useEffect, useState } from "preact/hooks";
import { call, said } from "../lib/api";
import { t } from "../lib/i18n";
import { go } from "../lib/router";
import { me } from "../lib/session";
import type { Uploaded } from "../lib/upload";
import { Document, Documents, type Row } from "../ui/document";
import { Drop } from "../ui/drop";
import { Button, Field, Told } from "../ui/parts";
import { tell } from "../ui/toasts";

interface Rows {
	resumes: Row[];
	next_cursor: string | null;
}

// ---- handing in a file ---------------------------------------------------------------

/** There is one resume that was uploaded: the next file is its next version. */
function arrived(u: Uploaded): void {
	const path = `/resumes/${u.document_id}`;
	go(u.doubtful ? `${path}/original` : path);
	if (u.version > 1)
		tell(t("upload.again", { at: u.version }), () => {
			void call("POST", `${path.replace("/", "/api/")}/versions/${u.version - 1}/restore`).then(
				() => go("/resumes"),
				(e: unknown) => tell(said(e)),
			);
		});
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
	const base = rows?.find((r) => r.base);
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
				{rows && (
					<Drop
						slim={q !== "" || rows.length > 0}
						hint={base && t("upload.becomes", { name: base.title })}
						onDone={arrived}
					/>
				)}
				{(q || (rows?.length ?? 0) > FEW) && (
					<Field label={t("search")} type="search" value={q} onValue={setQ} />
				)}
				{!rows ? (
					!fault && <Documents waiting={FEW} />
				) : rows.length ? (
					<ul class="documents" role="list">
						{rows.map((r) => (
							<Document
								key={r.id}
								row={r}
								master={rows.find((m) => m.id === r.master_id)?.title}
								onChange={() => setRound((n) => n + 1)}
							/>
						))}
					</ul>
				) : (
					<p class="none" role="status">
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
