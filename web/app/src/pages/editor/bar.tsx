// editor/bar.tsx - above a document: its name, whether it is saved, back and
// forth, and taking it along as a file.
import type { ReadonlySignal } from "@preact/signals";
import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { said } from "../../lib/api";
import type { Editing } from "../../lib/editing";
import { copyText, formats, saveFile, type Format } from "../../lib/export";
import { t, type Key } from "../../lib/i18n";
import { go, Link } from "../../lib/router";
import type { Tree } from "../../lib/tree";
import { Menu } from "../../ui/menu";
import { Button, Told } from "../../ui/parts";
import { Naming } from "../../ui/naming";
import { Sharing } from "../../ui/share";
import { tell } from "../../ui/toasts";
import { Undo } from "../../ui/undo";

// ---- its name ------------------------------------------------------------------------

function Title({ of }: { of: Editing }): JSX.Element {
	const [naming, setNaming] = useState(false);
	const end = (name: string | undefined): void => {
		if (name && name !== of.title.value) of.rename(name);
		setNaming(false);
	};
	return (
		<h1 class="title">
			{naming ? (
				<Naming label={t("rename.document")} value={of.title.value} onEnd={end} />
			) : (
				<button type="button" title={t("rename")} dir="auto" onClick={() => setNaming(true)}>
					{of.title.value}
				</button>
			)}
		</h1>
	);
}

// ---- taking it along -------------------------------------------------------------------

function Export({ of, doc }: { of: Editing; doc: ReadonlySignal<Tree> }): JSX.Element {
	const [busy, setBusy] = useState<string>();
	const run = async (label: string, what: () => Promise<string>): Promise<void> => {
		setBusy(label);
		try {
			tell(await what());
		} catch (e) {
			tell(said(e));
		} finally {
			setBusy(undefined);
		}
	};
	const file = (f: Format): Promise<void> =>
		run(f.name, async () => t("export.done", { name: await saveFile(of, doc.peek(), f) }));
	return (
		<>
			<span class="hidden-text" role="status">
				{busy && t("export.busy", { name: busy })}
			</span>
			<Menu
				says={t("download")}
				icon="download"
				label={t("download")}
				busy={busy !== undefined}
				choices={[
					...formats.map((f) => ({
						label: f.name,
						hint: t(f.about),
						run: () => void file(f),
					})),
					{
						label: t("export.copy"),
						icon: "copy" as const,
						run: () =>
							void run(t("export.copy"), async () => {
								await copyText(of, doc.peek());
								return t("export.copied");
							}),
					},
				]}
			/>
		</>
	);
}

// ---- what else there is of it ------------------------------------------------------------

function More({ of }: { of: Editing }): JSX.Element {
	const [sharing, setSharing] = useState(false);
	return (
		<>
			<Menu
				says={t("more.of", { name: of.title.value })}
				icon="more"
				choices={[
					{ label: t("versions"), icon: "clock", run: () => go(`/resumes/${of.id}/versions`) },
					{ label: t("parser"), icon: "eye", run: () => go(`/resumes/${of.id}/parser`) },
					{ label: t("share"), icon: "share", run: () => setSharing(true) },
				]}
			/>
			{sharing && (
				<Sharing
					of={{ resume_id: of.id }}
					title={of.title.value}
					onClose={() => setSharing(false)}
				/>
			)}
		</>
	);
}

// ---- the bar ---------------------------------------------------------------------------

interface Props {
	of: Editing;
	doc: ReadonlySignal<Tree>; // as it is drawn
	onPreview: (() => void) | undefined; // where it is not beside it
}

export function Bar({ of, doc, onPreview }: Props): JSX.Element {
	const state: Key = `saving.${of.saving.value}`;
	const refused = of.saving.value === "refused" && of.fault.value;
	return (
		<header class="bar">
			<Link class="button bare small back" href="/resumes">
				{t("resumes")}
			</Link>
			<Title of={of} />
			<span class={`tag ${of.saving.value}`} role="status">
				{t(state)}
			</span>
			<div class="end row">
				<Undo of={of} />
				{onPreview && (
					<Button look="bare" small icon="eye" says={t("preview")} onClick={onPreview} />
				)}
				<Export of={of} doc={doc} />
				<More of={of} />
			</div>
			{refused && (
				<div class="wide">
					<Told>{t("saving.why", { why: why(refused.message, refused.fields) })}</Told>
				</div>
			)}
		</header>
	);
}

function why(message: string, fields: Record<string, string>): string {
	const [at, said] = Object.entries(fields)[0] ?? [];
	return at ? `${at.replace(/^\/?resume\//, "")} ${said}` : message;
}
