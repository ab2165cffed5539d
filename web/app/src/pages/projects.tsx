// projects.tsx - the jobs that somebody applies for, on a board by how far it
// came. Cards are dragged, or moved by their menu.
import type { JSX } from "preact";
import { useEffect, useState } from "preact/hooks";
import { call, said } from "../lib/api";
import { useForm } from "../lib/form";
import { ago, t, type Key } from "../lib/i18n";
import { go, Link } from "../lib/router";
import { Button, Dialog, Field, Menu, Skeleton, Told } from "../ui/parts";
import { tell } from "../ui/toasts";

const statuses = ["saved", "applied", "interview", "offer", "accepted", "rejected"] as const;
type Status = (typeof statuses)[number];
interface Row {
	id: string;
	project_name: string;
	company: string;
	status: Status;
	updated_at: string;
}
interface Rows {
	projects: Row[];
	next_cursor: string | null;
}

const PAGES_MOST = 50; // of a hundred each: more is no board

async function all(): Promise<Row[]> {
	const rows: Row[] = [];
	let cursor: string | null = null;
	for (let i = 0; i < PAGES_MOST; i++) {
		const got: Rows = await call<Rows>("GET", "/api/projects", {
			query: { limit: 100, cursor: cursor ?? undefined },
		});
		rows.push(...got.projects);
		cursor = got.next_cursor;
		if (!cursor) break;
	}
	return rows;
}

/** What a new one begins with: what was uploaded, else what was last changed. */
async function mine(): Promise<string | undefined> {
	const { resumes } = await call<{ resumes: { id: string; base: boolean }[] }>(
		"GET",
		"/api/resumes",
		{ query: { kind: "resume", limit: 100 } },
	);
	return (resumes.find((r) => r.base) ?? resumes[0])?.id;
}

function Begin({ onClose }: { onClose: () => void }): JSX.Element {
	const form = useForm();
	const [posting, setPosting] = useState("");
	const send = (): Promise<void> =>
		form.send(async () => {
			const made = await call<Row>("POST", "/api/projects", {
				body: { job_description: posting, base_resume_id: await mine() },
				headers: { "Idempotency-Key": crypto.randomUUID() },
			});
			go(`/projects/${made.id}`);
		});
	return (
		<Dialog title={t("project.begin")} onClose={onClose}>
			<form
				class="stack"
				onSubmit={(e) => {
					e.preventDefault();
					void send();
				}}
			>
				<Told>{form.told}</Told>
				<Field
					label={t("posting")}
					lines
					required
					rows={10}
					hint={t("posting.how")}
					value={posting}
					onValue={setPosting}
					wrong={form.wrong("job_description") ?? form.wrong("base_resume_id")}
				/>
				<footer>
					<Button type="submit" look="main" busy={form.busy}>
						{t("project.match")}
					</Button>
				</footer>
			</form>
		</Dialog>
	);
}

interface CardProps {
	row: Row;
	onStatus: (to: Status) => void;
	onRemove: () => void;
}

function Card({ row, onStatus, onRemove }: CardProps): JSX.Element {
	const others = statuses.filter((s) => s !== row.status);
	return (
		<li
			class="card project"
			draggable
			onDragStart={(e) => e.dataTransfer?.setData("text/plain", row.id)}
		>
			<div class="row">
				<Link class="name" href={`/projects/${row.id}`}>
					{row.project_name || t("project.new")}
				</Link>
				<Menu
					says={t("more.of", { name: row.project_name })}
					icon="more"
					choices={[
						...others.map((s) => ({
							label: t("project.move", { name: t(`status.${s}`) }),
							run: () => onStatus(s),
						})),
						{ label: t("remove"), icon: "trash" as const, run: onRemove },
					]}
				/>
			</div>
			<p class="soft small">{row.company}</p>
			<p class="soft small">{ago(row.updated_at)}</p>
		</li>
	);
}

export default function Projects(): JSX.Element {
	const [rows, setRows] = useState<Row[]>();
	const [fault, setFault] = useState<string>();
	const [begun, setBegun] = useState(false);
	const [over, setOver] = useState<Status>();
	const load = (): Promise<void> => all().then(setRows, (e: unknown) => setFault(said(e)));
	useEffect(() => void load(), []);

	const put = async (id: string, status: Status): Promise<void> => {
		const was = rows?.find((r) => r.id === id);
		if (!was || was.status === status) return;
		const show = (s: Status): void =>
			setRows((old) => old?.map((r) => (r.id === id ? { ...r, status: s } : r)));
		show(status);
		try {
			await call("PUT", `/api/projects/${id}`, { body: { status } });
		} catch (e) {
			show(was.status);
			tell(said(e));
		}
	};
	const remove = async (row: Row): Promise<void> => {
		try {
			await call("DELETE", `/api/projects/${row.id}`);
			await load();
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

	return (
		<main id="main" class="page wide" tabIndex={-1}>
			<header>
				<h1>{t("projects")}</h1>
				<div class="end">
					<Button look="main" icon="plus" onClick={() => setBegun(true)}>
						{t("project.begin")}
					</Button>
				</div>
			</header>
			<Told>{fault}</Told>
			{!rows && !fault && <Skeleton lines={5} />}
			{rows?.length === 0 && (
				<div class="empty">
					<h2>{t("projects.none")}</h2>
					<p>{t("projects.none.more")}</p>
				</div>
			)}
			{rows && rows.length > 0 && (
				<div class="board">
					{statuses.map((s) => {
						const here = rows.filter((r) => r.status === s);
						return (
							<section
								key={s}
								aria-label={t(`status.${s}` as Key)}
								data-over={over === s || undefined}
								onDragOver={(e) => {
									e.preventDefault();
									setOver(s);
								}}
								onDragLeave={() => setOver(undefined)}
								onDrop={(e) => {
									e.preventDefault();
									setOver(undefined);
									void put(e.dataTransfer?.getData("text/plain") ?? "", s);
								}}
							>
								<h2>
									{t(`status.${s}` as Key)} <span class="soft small">{here.length}</span>
								</h2>
								<ul role="list">
									{here.map((r) => (
										<Card
											key={r.id}
											row={r}
											onStatus={(to) => void put(r.id, to)}
											onRemove={() => void remove(r)}
										/>
									))}
								</ul>
							</section>
						);
					})}
				</div>
			)}
			{begun && <Begin onClose={() => setBegun(false)} />}
		</main>
	);
}
