// posting-field.tsx - where a posting is pasted, typed, or dropped as a file of
// text or a saved page. An address alone is no posting: nothing is fetched.
import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { t } from "../lib/i18n";
import { Field } from "./parts";

const TEXT_MOST = 256 * 1024; // as the server takes it

/** What can be read here: text, Markdown, HTML. */
function readable(file: File): boolean {
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
}

export function PostingField({ value, onValue, wrong, rows = 10 }: Props): JSX.Element {
	const [over, setOver] = useState(false);
	const [fault, setFault] = useState<string>();
	const take = async (file: File | undefined): Promise<void> => {
		if (!file) return;
		if (!readable(file) || file.size > TEXT_MOST) {
			setFault(t(readable(file) ? "posting.long" : "posting.kind", { name: file.name }));
			return;
		}
		setFault(undefined);
		onValue(await file.text());
	};
	return (
		<div
			class="posting-field"
			data-over={over || undefined}
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
			<label class="button small">
				<input
					type="file"
					class="hidden-text"
					accept=".txt,.md,.html,.htm,text/plain,text/markdown,text/html"
					onChange={(e) => void take(e.currentTarget.files?.[0])}
				/>
				{t("posting.file")}
			</label>
		</div>
	);
}
