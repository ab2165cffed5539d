// trash.tsx - what was thrown away, until when it can be had back, and what is
// erased at once.
import type * as Api from "../lib/api-types";
import "../ui/core";
import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { call, said } from "../lib/api";
import { ago, t, type Key } from "../lib/i18n";
import { Link } from "../lib/router";
import { useRows } from "../lib/rows";
import { Button, Icon, Skeleton, Told } from "../ui/parts";
import { tell } from "../ui/toasts";
import { Typed } from "../ui/typed";

type Row = Api.Document & { deleted_at: string };
interface Rows {
	resumes: Row[];
	next_cursor: string | null;
}

const DAYS = 30; // as GET /api/trash says
const DAY_MS = 86_400_000;

function left(row: Row): number {
	const until = Date.parse(row.deleted_at) + DAYS * DAY_MS;
	return Math.max(0, Math.ceil((until - Date.now()) / DAY_MS));
}

interface ItemProps {
	row: Row;
	onBack: () => void;
	onErase: () => void;
}

function Item({ row, onBack, onErase }: ItemProps): JSX.Element {
	const [busy, setBusy] = useState(false);
	const back = async (): Promise<void> => {
		setBusy(true);
		try {
			await call("POST", `/api/trash/${row.id}/restore`);
			onBack();
			tell(
				t("trash.restored", { name: row.title }),
				() =>
					void call("DELETE", `/api/resumes/${row.id}`).then(onBack, (e: unknown) => tell(said(e))),
			);
		} catch (e) {
			tell(said(e));
			setBusy(false);
		}
	};
	const days = left(row);
	return (
		<li class="past-row">
			<span class="name" dir="auto">
				{row.title}
			</span>
			<span class="tag">{t(`kind.${row.kind}` as Key)}</span>
			<span class="facts soft small">
				<span>{t("trash.since", { when: ago(row.deleted_at) })}</span>
				<span class={days <= 3 ? "tag warn" : undefined}>{t("trash.left", { n: days })}</span>
			</span>
			<span class="row end">
				<Button small icon="undo" busy={busy} onClick={() => void back()}>
					{t("version.restore")}
					<span class="hidden-text"> {row.title}</span>
				</Button>
				<Button
					small
					look="bare"
					icon="trash"
					says={t("trash.erase.name", { name: row.title })}
					onClick={onErase}
				/>
			</span>
		</li>
	);
}

export default function Trash(): JSX.Element {
	const { rows, fault, more, again } = useRows<Rows, Row>("/api/trash", (a) => a.resumes);
	const [doomed, setDoomed] = useState<Row[]>();
	const erase = async (): Promise<void> => {
		for (const row of doomed ?? []) await call("DELETE", `/api/trash/${row.id}`);
		tell(t("trash.erased", { n: doomed?.length ?? 0 }));
		again();
	};
	return (
		<main id="main" class="page" tabIndex={-1}>
			<header>
				<h1>{t("trash")}</h1>
				{rows && rows.length > 1 && (
					<div class="end">
						<Button icon="trash" onClick={() => setDoomed(rows)}>
							{t("trash.empty")}
						</Button>
					</div>
				)}
			</header>
			<div class="stack">
				<Told>{fault}</Told>
				{!rows ? (
					!fault && <Skeleton lines={4} />
				) : rows.length ? (
					<>
						<p class="soft">{t("trash.how")}</p>
						<ul class="past-rows" role="list">
							{rows.map((r) => (
								<Item key={r.id} row={r} onBack={again} onErase={() => setDoomed([r])} />
							))}
						</ul>
					</>
				) : (
					<div class="empty">
						<Icon name="trash" size={32} />
						<h2>{t("trash.none")}</h2>
						<p>{t("trash.how")}</p>
						<Link class="button" href="/resumes">
							{t("trash.back")}
						</Link>
					</div>
				)}
				{more && (
					<div>
						<Button onClick={more}>{t("more")}</Button>
					</div>
				)}
			</div>
			{doomed && (
				<Typed
					title={
						doomed.length === 1
							? t("trash.erase.name", { name: doomed[0]!.title })
							: t("trash.erase.all", { n: doomed.length })
					}
					word={t("trash.word")}
					does={t("trash.erase")}
					run={erase}
					onClose={() => setDoomed(undefined)}
				>
					<p>{t("trash.erase.how", { n: doomed.length })}</p>
				</Typed>
			)}
		</main>
	);
}
