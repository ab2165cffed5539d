// posting-field.tsx - where a posting is pasted, typed, or dropped as a file: a
// text or a saved page as it is, of all else its text, which the server reads.
// An address alone is no posting: nothing is fetched.
import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { call, said } from "../lib/api";
import { t } from "../lib/i18n";
import { Field } from "./parts";

const TEXT_MOST = 256 * 1024; // as the server takes it

/** What needs no reading: text, Markdown, HTML. */
function isText(file: File): boolean {
	return file.type.startsWith("text/") || /\.(txt|md|markdown|html?|xhtml)$/i.test(file.name);
}

export function isAddress(text: string): boolean {
	return /^https?:\/\/\S+$/i.test(text.trim());
}

interface Props {
	value: string;
	onValue: (value: string) => void;
	wrong?: string | undefined;
	rows?: number;
	reader?: string; // who reads files, where nobody is signed in
}

async function textOf(file: File, reader: string): Promise<string> {
	if (isText(file)) return file.text();
	const form = new FormData();
	form.append("file", file);
	const read = await call<{ text?: string }>("POST", reader, {
		query: { text: true },
		body: form,
	});
	return (read.text ?? "").replaceAll("\f", "\n").trim();
}

export function PostingField({
	value,
	onValue,
	wrong,
	rows = 10,
	reader = "/api/parse",
}: Props): JSX.Element {
	const [over, setOver] = useState(false);
	const [reading, setReading] = useState<string>(); // the file's name
	const [fault, setFault] = useState<string>();
	const take = async (file: File | undefined): Promise<void> => {
		if (!file) return;
		setFault(undefined);
		setReading(file.name);
		try {
			const text = await textOf(file, reader);
			if (!text) setFault(t("told.posting_empty"));
			else if (text.length > TEXT_MOST) setFault(t("posting.long", { name: file.name }));
			else onValue(text);
		} catch (e) {
			setFault(said(e));
		} finally {
			setReading(undefined);
		}
	};
	return (
		<div
			class="posting-field"
			data-over={over || undefined}
			aria-busy={reading !== undefined}
			onDragOver={(e) => {
				e.preventDefault();
				setOver(true);
			}}
			onDragLeave={() => setOver(false)}
			onDrop={(e) => {
				const file = e.dataTransfer?.files[0];
				setOver(false);
				if (!file) return; // text that is dropped goes where it was let go
				e.preventDefault();
				void take(file);
			}}
		>
			<Field
				label={t("posting")}
				lines
				required
				rows={rows}
				hint={t("posting.how")}
				value={value}
				onValue={(v) => {
					setFault(undefined);
					onValue(v);
				}}
				wrong={wrong ?? fault ?? (isAddress(value) ? t("posting.address") : undefined)}
			/>
			<div class="row">
				<label class="button small">
					<input
						type="file"
						class="hidden-text"
						onChange={(e) => void take(e.currentTarget.files?.[0])}
					/>
					{t("posting.file")}
				</label>
				<span class="soft small" role="status">
					{reading && t("posting.reading", { name: reading })}
				</span>
			</div>
		</div>
	);
}
