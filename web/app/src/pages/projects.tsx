// projects.tsx - the jobs that somebody applies for, on a board; a new one
// begins with a posting and the resume that suits it best.
import "../ui/core-job";
import "../ui/core";
import type { JSX } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { call, said } from "../lib/api";
import { useForm } from "../lib/form";
import { ago, t } from "../lib/i18n";
import { all, change, type Row, type Status } from "../lib/project";
import { go } from "../lib/router";
import { Board } from "../ui/board";
import { Fields } from "../ui/job-fields";
import { Button, Dialog, Field, Skeleton, Told } from "../ui/parts";
import { isAddress, PostingField } from "../ui/posting-field";
import { Rank } from "../ui/rank";
import { tell } from "../ui/toasts";

function Begin({ onClose }: { onClose: () => void }): JSX.Element {
	const form = useForm();
	const [posting, setPosting] = useState("");
	const [address, setAddress] = useState("");
	const [chosen, setChosen] = useState<string>();
	const [choosing, setChoosing] = useState(false);
	const typed = (v: string): void => {
		// an address is kept for what it is; its words have to be pasted
		if (isAddress(v)) setAddress(v.trim());
		setPosting(v);
		setChoosing(false);
	};
	const send = (base: string | undefined): Promise<void> =>
		form.send(async () => {
			const made = await call<Row>("POST", "/api/projects", {
				body: {
					job_description: posting,
					...(base ? { base_resume_id: base } : {}),
					...(address.trim() ? { posting_url: address.trim() } : {}),
				},
				headers: { "Idempotency-Key": crypto.randomUUID() },
			});
			go(`/projects/${made.id}`);
		});
	const ready = posting.trim() !== "" && !isAddress(posting);
	return (
		<Dialog title={t("project.begin")} onClose={onClose}>
			<form
				class="stack"
				onSubmit={(e) => {
					e.preventDefault();
					if (!ready) return;
					if (!choosing) setChoosing(true);
					else void send(chosen);
				}}
			>
				<Told>{form.told}</Told>
				<PostingField
					value={posting}
					onValue={typed}
					wrong={form.wrong("job_description") ?? form.wrong("base_resume_id")}
				/>
				<Field
					label={t("job.address")}
					type="url"
					placeholder="https://"
					value={address}
					onValue={setAddress}
					wrong={form.wrong("posting_url")}
					maxLength={2000}
				/>
				{choosing && (
					<section class="stack" aria-labelledby="which">
						<h3 id="which">{t("rank.which")}</h3>
						<Rank
							posting={posting}
							says={t("rank.with")}
							{...(chosen ? { chosen } : {})}
							onChoose={(r) => {
								setChosen(r.id);
								void send(r.id);
							}}
						/>
					</section>
				)}
				{!choosing && (
					<footer>
						<Button type="submit" look="main" busy={form.busy} disabled={!ready}>
							{t("project.match")}
						</Button>
					</footer>
				)}
			</form>
		</Dialog>
	);
}

function Trash({ onBack }: { onBack: () => void }): JSX.Element {
	const [rows, setRows] = useState<Row[]>();
	const [fault, setFault] = useState<string>();
	const load = (): Promise<void> => all(true).then(setRows, (e: unknown) => setFault(said(e)));
	useEffect(() => void load(), []);
	const back = async (row: Row): Promise<void> => {
		try {
			await call("POST", `/api/projects/${row.id}/recover`);
			await load();
			onBack();
			tell(t("job.back", { name: row.project_name }));
		} catch (e) {
			tell(said(e));
		}
	};
	if (fault) return <Told>{fault}</Told>;
	if (!rows) return <Skeleton lines={3} />;
	if (!rows.length) return <p class="soft">{t("job.trash.none")}</p>;
	return (
		<ul class="changes" role="list">
			{rows.map((r) => (
				<li key={r.id} class="card row">
					<div>
						<strong>{r.project_name}</strong>
						<p class="soft small">
							{[r.company, r.deleted_at && ago(r.deleted_at)].filter(Boolean).join(" · ")}
						</p>
					</div>
					<div class="end">
						<Button
							small
							icon="undo"
							aria-label={t("job.restore.of", { name: r.project_name })}
							onClick={() => void back(r)}
						>
							{t("job.restore")}
						</Button>
					</div>
				</li>
			))}
		</ul>
	);
}

const found = (r: Row, q: string): boolean =>
	`${r.project_name}\n${r.company}\n${r.next_step}`.toLowerCase().includes(q.trim().toLowerCase());

export default function Projects(): JSX.Element {
	const [rows, setRows] = useState<Row[]>();
	const [fault, setFault] = useState<string>();
	const [begun, setBegun] = useState(false);
	const [editing, setEditing] = useState<Row>();
	const [trash, setTrash] = useState(false);
	const [q, setQ] = useState("");
	const load = (): Promise<void> =>
		all(false).then(
			(r) => {
				setRows(r);
				setFault(undefined);
			},
			(e: unknown) => setFault(said(e)),
		);
	useEffect(() => void load(), []);

	// a card that is moved twice is saved twice, in that order
	const saved = useRef(new Map<string, Promise<unknown>>());
	const put = async (row: Row, status: Status): Promise<void> => {
		const show = (s: Status): void =>
			setRows((old) => old?.map((r) => (r.id === row.id ? { ...r, status: s } : r)));
		show(status);
		const before = saved.current.get(row.id) ?? Promise.resolve();
		const now = before.then(() => change(row.id, { status }));
		saved.current.set(
			row.id,
			now.catch(() => undefined),
		);
		try {
			await now;
		} catch (e) {
			show(row.status);
			tell(said(e));
		}
	};
	const remove = async (row: Row): Promise<void> => {
		try {
			await call("DELETE", `/api/projects/${row.id}`);
			await load();
			document.getElementById("main")?.focus({ preventScroll: true });
			tell(
				t("removed", { name: row.project_name }),
				() =>
					void call("POST", `/api/projects/${row.id}/recover`).then(load, (e: unknown) =>
						tell(said(e)),
					),
			);
		} catch (e) {
			tell(said(e));
		}
	};
	const shown = rows?.filter((r) => found(r, q)) ?? [];

	return (
		<main id="main" class="page wide" tabIndex={-1}>
			<header>
				<h1>{t("projects")}</h1>
				<div class="end row">
					{rows && rows.length > 0 && (
						<input
							type="search"
							class="input search"
							aria-label={t("board.search")}
							placeholder={t("board.search")}
							value={q}
							onInput={(e) => setQ(e.currentTarget.value)}
						/>
					)}
					<Button icon="trash" says={t("job.trash")} onClick={() => setTrash(true)} />
					<Button look="main" icon="plus" onClick={() => setBegun(true)}>
						{t("project.begin")}
					</Button>
				</div>
			</header>
			<Told>{fault}</Told>
			{!rows && !fault && (
				<div class="board">
					{[0, 1, 2, 3, 4, 5].map((i) => (
						<section key={i}>
							<Skeleton lines={3} />
						</section>
					))}
				</div>
			)}
			{rows?.length === 0 && (
				<div class="empty">
					<h2>{t("projects.none")}</h2>
					<p>{t("projects.none.more")}</p>
					<Button look="main" icon="plus" onClick={() => setBegun(true)}>
						{t("project.begin")}
					</Button>
				</div>
			)}
			{rows && rows.length > 0 && (
				<>
					<p class="hidden-text" role="status">
						{q && t("board.found", { n: shown.length })}
					</p>
					{q && !shown.length && <p class="soft">{t("search.none")}</p>}
					<Board
						rows={shown}
						on={{
							move: (row, to) => void put(row, to),
							edit: setEditing,
							remove: (row) => void remove(row),
						}}
					/>
				</>
			)}
			{begun && <Begin onClose={() => setBegun(false)} />}
			{editing && (
				<Dialog title={t("job.details")} onClose={() => setEditing(undefined)}>
					<Fields
						id={editing.id}
						onDone={() => {
							setEditing(undefined);
							void load();
						}}
					/>
				</Dialog>
			)}
			{trash && (
				<Dialog title={t("job.trash")} onClose={() => setTrash(false)}>
					<Trash onBack={() => void load()} />
				</Dialog>
			)}
		</main>
	);
}
