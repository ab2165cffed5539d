// variants.tsx - beginning a document that follows another one.
import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { call } from "../lib/api";
import { useForm } from "../lib/form";
import { language, t } from "../lib/i18n";
import { go } from "../lib/router";
import { Button, Dialog, Field, Told } from "./parts";

/** Those that our pages have titles and months in (src/press/words.def). */
export const languagesOfPages: readonly string[] = [
	"ar", "cs", "da", "de", "el", "en", "es", "fi", "fr", "he", "hu", "it", "ja", "ko", "nb",
	"nl", "pl", "pt", "ro", "ru", "sv", "tr", "uk", "zh",
]; // prettier-ignore

interface Beginning {
	id: string; // of the master
	title: string;
	role?: string;
}

export function NewVariant({ of, onClose }: { of: Beginning; onClose: () => void }): JSX.Element {
	const [title, setTitle] = useState("");
	const [label, setLabel] = useState(of.role ?? "");
	const [locale, setLocale] = useState("");
	const form = useForm();
	const names = new Intl.DisplayNames([language.value], { type: "language" });
	const send = (): Promise<void> =>
		form.send(async () => {
			const other = label.trim() && label.trim() !== of.role;
			const made = await call<{ id: string }>("POST", "/api/resumes", {
				body: {
					master_id: of.id,
					title: title.trim(),
					variant: {
						...(locale ? { locale } : {}),
						...(other ? { set: [{ at: "/basics/label", value: label.trim() }] } : {}),
					},
				},
				headers: { "Idempotency-Key": crypto.randomUUID() },
			});
			go(`/resumes/${made.id}/variant`);
		});
	return (
		<Dialog title={t("variant.new.of", { name: of.title })} onClose={onClose}>
			<form
				class="stack"
				onSubmit={(e) => {
					e.preventDefault();
					void send();
				}}
			>
				<p class="soft">{t("variant.new.how")}</p>
				<Field
					label={t("name")}
					value={title}
					onValue={setTitle}
					hint={t("variant.name.how")}
					wrong={form.wrong("title")}
					maxLength={200}
					required
					autoFocus
				/>
				<Field
					label={t("variant.label")}
					value={label}
					onValue={setLabel}
					hint={t("variant.label.how")}
				/>
				<div class="field">
					<label for="variant-locale">{t("variant.locale")}</label>
					<select
						id="variant-locale"
						class="input"
						value={locale}
						onChange={(e) => setLocale(e.currentTarget.value)}
					>
						<option value="">{t("variant.locale.same")}</option>
						{languagesOfPages.map((l) => (
							<option key={l} value={l}>
								{names.of(l)}
							</option>
						))}
					</select>
				</div>
				<Told>{form.told}</Told>
				<footer>
					<Button onClick={onClose}>{t("cancel")}</Button>
					<Button look="main" type="submit" busy={form.busy} disabled={!title.trim()}>
						{t("variant.make")}
					</Button>
				</footer>
			</form>
		</Dialog>
	);
}
