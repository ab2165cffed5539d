// document.tsx - a document in a list: its first page, its name, and what can be
// done with it from there.
import type * as Api from "../lib/api-types";
import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { call, said } from "../lib/api";
import { useForm } from "../lib/form";
import { ago, t, type Key } from "../lib/i18n";
import { go, Link } from "../lib/router";
import type { Tree } from "../lib/tree";
import { Menu } from "./menu";
import { Button, Dialog, Field, Icon, Told } from "./parts";
import { Sharing } from "./share";
import { tell } from "./toasts";
import { NewVariant } from "./variants";

export type Row = Api.Document;

const WIDE = 595; // of the picture, in its pixels
const HIGH = 842;

function Rename({ row, onDone }: { row: Row; onDone: (changed: boolean) => void }): JSX.Element {
	const form = useForm();
	const [title, setTitle] = useState(row.title);
	return (
		<Dialog title={t("rename.of", { name: row.title })} onClose={() => onDone(false)}>
			<form
				class="stack"
				onSubmit={(e) => {
					e.preventDefault();
					void form.send(async () => {
						await call("PUT", `/api/resumes/${row.id}`, { body: { title: title.trim() } });
						onDone(true);
					});
				}}
			>
				<Told>{form.told}</Told>
				<Field
					label={t("title")}
					required
					maxLength={200}
					value={title}
					onValue={setTitle}
					wrong={form.wrong("title")}
				/>
				<div>
					<Button type="submit" look="main" busy={form.busy} disabled={!title.trim()}>
						{t("save")}
					</Button>
				</div>
			</form>
		</Dialog>
	);
}

async function duplicate(row: Row): Promise<void> {
	const whole = await call<{ resume: Tree }>("GET", `/api/resumes/${row.id}`);
	await call("POST", "/api/resumes", {
		body: { kind: row.kind, title: t("copy.of", { name: row.title }), resume: whole.resume },
		headers: { "Idempotency-Key": crypto.randomUUID() },
	});
}

async function remove(row: Row, onChange: () => void): Promise<void> {
	await call("DELETE", `/api/resumes/${row.id}`);
	onChange();
	// what had the focus is gone
	document.getElementById("main")?.focus({ preventScroll: true });
	const back = async (): Promise<void> => {
		await call("POST", `/api/trash/${row.id}/restore`);
		onChange();
	};
	tell(t("removed", { name: row.title }), () => void back().catch((e) => tell(said(e))));
}

/** `onChange`: the list is not what it was. */
export function Document({
	row,
	master,
	onChange,
}: {
	row: Row;
	master?: string | undefined; // what it follows is called
	onChange: () => void;
}): JSX.Element {
	const [naming, setNaming] = useState(false);
	const [sharing, setSharing] = useState(false);
	const [varying, setVarying] = useState(false);
	const doing = (what: Promise<void>): void => void what.catch((e: unknown) => tell(said(e)));
	return (
		<li class="document">
			<div class="face">
				<img
					src={`/api/resumes/${row.id}/preview.png`}
					width={WIDE}
					height={HIGH}
					loading="lazy"
					alt=""
				/>
			</div>
			<div class="about">
				<Link href={`/resumes/${row.id}${row.master_id ? "/variant" : ""}`} class="name">
					{row.title || t("resume.new")}
				</Link>
				{row.master_id && (
					<p class="follower small soft">
						<Icon name="branch" size={13} />
						<span>{master ? t("variant.of", { name: master }) : t("variant")}</span>
					</p>
				)}
				<p class="row small soft">
					{row.kind !== "resume" && <span class="tag">{t(`kind.${row.kind}` as Key)}</span>}
					{row.base && <span class="tag good">{t("resume.base")}</span>}
					<span>{t("resume.when", { when: ago(row.updated_at), n: row.version })}</span>
				</p>
			</div>
			<Menu
				says={t("more.of", { name: row.title })}
				icon="more"
				choices={[
					{ label: t("rename"), icon: "pencil", run: () => setNaming(true) },
					{
						label: t("duplicate"),
						icon: "copy",
						run: () => doing(duplicate(row).then(onChange)),
					},
					{
						label: t("versions"),
						icon: "clock",
						run: () => go(`/resumes/${row.id}/versions`),
					},
					...(row.base
						? [
								{
									label: t("review.compare"),
									icon: "file" as const,
									run: () => go(`/resumes/${row.id}/original`),
								},
							]
						: []),
					...(row.master_id || row.kind === "cover_letter"
						? []
						: [{ label: t("variant.new"), icon: "branch" as const, run: () => setVarying(true) }]),
					{ label: t("parser"), icon: "eye", run: () => go(`/resumes/${row.id}/parser`) },
					{ label: t("share"), icon: "share", run: () => setSharing(true) },
					{ label: t("revamp"), icon: "check", run: () => go(`/resumes/${row.id}/revamp`) },
					{ label: t("remove"), icon: "trash", run: () => doing(remove(row, onChange)) },
				]}
			/>
			{naming && (
				<Rename
					row={row}
					onDone={(changed) => {
						setNaming(false);
						if (changed) onChange();
					}}
				/>
			)}
			{varying && <NewVariant of={row} onClose={() => setVarying(false)} />}
			{sharing && (
				<Sharing
					of={{ resume_id: row.id }}
					title={row.title}
					version={row.version}
					onClose={() => setSharing(false)}
				/>
			)}
		</li>
	);
}

/** As many as fit, while they are not there yet. */
export function Documents({ waiting }: { waiting: number }): JSX.Element {
	return (
		<div class="documents" role="status" aria-label={t("wait")}>
			{Array.from({ length: waiting }, (_, i) => (
				<div class="document waits" key={i}>
					<div class="face">
						<div class="skeleton" />
					</div>
					<div class="about">
						<div class="skeleton" />
						<div class="skeleton" />
					</div>
				</div>
			))}
		</div>
	);
}
