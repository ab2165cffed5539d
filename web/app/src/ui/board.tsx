// board.tsx - jobs in columns by how far they came. A card is dragged, or held
// by its grip and moved with the arrow keys, which is said aloud. Where there
// is no room the columns stand one below the other, and fold.
import type { JSX } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { ago, t } from "../lib/i18n";
import { statuses, type Row, type Status } from "../lib/project";
import { Link } from "../lib/router";
import { Menu } from "./menu";
import { Next } from "./next";
import { Icon } from "./parts";

export interface Moves {
	move: (row: Row, to: Status) => void;
	edit: (row: Row) => void;
	remove: (row: Row) => void;
}

function Card({
	row,
	on,
	key_,
}: {
	row: Row;
	on: Moves;
	key_: (e: KeyboardEvent) => void;
}): JSX.Element {
	return (
		<li
			class="card project"
			draggable
			data-id={row.id}
			onDragStart={(e) => {
				e.dataTransfer?.setData("text/plain", row.id);
				if (e.dataTransfer) e.dataTransfer.effectAllowed = "move";
			}}
		>
			<div class="row">
				<button
					type="button"
					class="grip"
					data-handle
					aria-label={t("board.grip", {
						name: row.project_name,
						status: t(`status.${row.status}`),
					})}
					title={t("board.how")}
					onKeyDown={key_}
				>
					<Icon name="grip" />
				</button>
				<Link class="name" href={`/projects/${row.id}`}>
					{row.project_name || t("project.new")}
				</Link>
				<Menu
					says={t("more.of", { name: row.project_name })}
					icon="more"
					choices={[
						...statuses
							.filter((s) => s !== row.status)
							.map((s) => ({
								label: t("project.move", { name: t(`status.${s}`) }),
								run: () => on.move(row, s),
							})),
						{ label: t("job.details"), icon: "pencil", run: () => on.edit(row) },
						{ label: t("remove"), icon: "trash", run: () => on.remove(row) },
					]}
				/>
			</div>
			{row.company && <p class="soft small">{row.company}</p>}
			<p class="small">
				<Next of={row} />
			</p>
			<p class="row soft small">
				<time dateTime={row.updated_at}>{ago(row.updated_at)}</time>
				{row.posting_url && (
					<a href={row.posting_url} target="_blank" rel="noopener noreferrer nofollow">
						{t("job.open")}
					</a>
				)}
			</p>
		</li>
	);
}

function Column({
	status,
	rows,
	onDrop,
	card,
}: {
	status: Status;
	rows: readonly Row[];
	onDrop: (id: string) => void;
	card: (row: Row) => JSX.Element;
}): JSX.Element {
	const [over, setOver] = useState(false);
	const [open, setOpen] = useState(rows.length > 0);
	const had = useRef(rows.length);
	useEffect(() => {
		if (rows.length > had.current) setOpen(true);
		had.current = rows.length;
	}, [rows.length]);
	return (
		<section
			aria-label={t(`status.${status}`)}
			data-over={over || undefined}
			data-open={open || undefined}
			onDragOver={(e) => {
				e.preventDefault();
				setOver(true);
			}}
			onDragLeave={(e) => {
				if (!e.currentTarget.contains(e.relatedTarget as Node | null)) setOver(false);
			}}
			onDrop={(e) => {
				e.preventDefault();
				setOver(false);
				onDrop(e.dataTransfer?.getData("text/plain") ?? "");
			}}
		>
			<h2>
				<button type="button" aria-expanded={open} onClick={() => setOpen(!open)}>
					{t(`status.${status}`)} <span class="soft small">{rows.length}</span>
				</button>
			</h2>
			{rows.length ? (
				<ul role="list">{rows.map(card)}</ul>
			) : (
				<p class="soft small nothing">{t("board.none")}</p>
			)}
		</section>
	);
}

export function Board({ rows, on }: { rows: readonly Row[]; on: Moves }): JSX.Element {
	const ref = useRef<HTMLDivElement>(null);
	const [told, setTold] = useState("");
	const to = (row: Row, status: Status): void => {
		if (row.status === status) return;
		on.move(row, status);
		setTold(t("job.moved", { name: row.project_name, status: t(`status.${status}`) }));
	};
	const key = (row: Row) => (e: KeyboardEvent) => {
		const rtl = document.documentElement.dir === "rtl" ? -1 : 1;
		const by = { ArrowRight: rtl, ArrowLeft: -rtl }[e.key];
		if (!by) return;
		const next = statuses[statuses.indexOf(row.status) + by];
		e.preventDefault();
		if (!next) return;
		to(row, next);
		// the card stands elsewhere now; the hand stays on it
		requestAnimationFrame(() =>
			ref.current
				?.querySelector<HTMLElement>(`[data-id="${CSS.escape(row.id)}"] [data-handle]`)
				?.focus(),
		);
	};
	return (
		<div class="board" ref={ref}>
			{statuses.map((s) => (
				<Column
					key={s}
					status={s}
					rows={rows.filter((r) => r.status === s)}
					onDrop={(id) => {
						const row = rows.find((r) => r.id === id);
						if (row) to(row, s);
					}}
					card={(row) => <Card key={row.id} row={row} on={on} key_={key(row)} />}
				/>
			))}
			<p class="hidden-text" role="status">
				{told}
			</p>
		</div>
	);
}
