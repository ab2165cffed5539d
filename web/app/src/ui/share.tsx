// share.tsx - making or changing a link by which others see a document. The
// link itself is known this once, and shown until the dialog is shut.
import type { JSX } from "preact";
import { useRef, useState } from "preact/hooks";
import { useForm, type Form } from "../lib/form";
import { t, type Key } from "../lib/i18n";
import {
	change,
	hideable,
	inDays,
	make,
	termsOf,
	type Made,
	type Share,
	type Subject,
	type Terms,
} from "../lib/shares";
import { Button, Dialog, Field, Told } from "./parts";
import { Segments } from "./segments";

interface PartProps {
	terms: Terms;
	set: (more: Partial<Terms>) => void;
	form: Form;
}

function Until({ terms, set, form }: PartProps): JSX.Element {
	const spans = [0, 7, 30, 90];
	const fits = spans.find((n) => (n ? inDays(n) : "") === terms.until);
	const [own, setOwn] = useState(fits === undefined);
	return (
		<div class="stack tight">
			<div class="field">
				<span class="label">{t("share.until")}</span>
				<Segments
					label={t("share.until")}
					value={own ? "own" : String(fits ?? "own")}
					onValue={(v) => {
						setOwn(v === "own");
						if (v !== "own") set({ until: Number(v) ? inDays(Number(v)) : "" });
						else if (!terms.until) set({ until: inDays(14) });
					}}
					of={[
						{ value: "0", label: t("share.always") },
						...spans.slice(1).map((n) => ({ value: String(n), label: t("days.n", { n }) })),
						{ value: "own", label: t("share.until.own") },
					]}
				/>
			</div>
			{own && (
				<Field
					label={t("share.last.day")}
					type="date"
					value={terms.until}
					min={inDays(0)}
					onValue={(until) => set({ until })}
					wrong={form.wrong("expires_at")}
				/>
			)}
		</div>
	);
}

function Secret({ terms, set, form, had }: PartProps & { had: boolean }): JSX.Element {
	return (
		<div class="stack tight">
			<div class="field">
				<span class="label">{t("share.password")}</span>
				<Segments
					label={t("share.password")}
					value={terms.secret}
					onValue={(v) => set({ secret: v as Terms["secret"] })}
					of={[
						{ value: "none", label: t("share.password.none") },
						...(had ? [{ value: "keep", label: t("share.password.keep") }] : []),
						{ value: "new", label: t(had ? "share.password.new" : "share.password.set") },
					]}
				/>
			</div>
			{terms.secret === "new" && (
				<Field
					label={t("password")}
					value={terms.password}
					onValue={(password) => set({ password })}
					hint={t("share.password.how")}
					wrong={form.wrong("password")}
					autoComplete="off"
					required
				/>
			)}
		</div>
	);
}

function Hidden({ terms, set }: PartProps): JSX.Element {
	const toggle = (word: string): void =>
		set({
			redact: terms.redact.includes(word)
				? terms.redact.filter((x) => x !== word)
				: [...terms.redact, word],
		});
	return (
		<fieldset class="field">
			<legend class="label">{t("share.hide")}</legend>
			<div class="checks">
				{hideable.map((word) => (
					<label class="check" key={word}>
						<input
							type="checkbox"
							checked={terms.redact.includes(word)}
							onChange={() => toggle(word)}
						/>
						{t(`share.hide.${word}` as Key)}
					</label>
				))}
			</div>
		</fieldset>
	);
}

export function TheLink({ made, onClose }: { made: Made; onClose: () => void }): JSX.Element {
	const [copied, setCopied] = useState(false);
	const ref = useRef<HTMLInputElement>(null);
	const copy = async (): Promise<void> => {
		try {
			await navigator.clipboard.writeText(made.url);
			setCopied(true);
		} catch {
			ref.current?.select(); // no leave to: it is ready for Ctrl+C
		}
	};
	return (
		<>
			<div class="stack">
				<p>{t("share.made")}</p>
				<div class="copied">
					<label class="hidden-text" for="share-link">
						{t("share.link")}
					</label>
					<input
						id="share-link"
						ref={ref}
						class="input"
						readOnly
						value={made.url}
						dir="ltr"
						onFocus={(e) => e.currentTarget.select()}
					/>
					<Button
						look="main"
						icon={copied ? "check" : "copy"}
						autoFocus
						onClick={() => void copy()}
					>
						{t(copied ? "share.copied" : "copy")}
					</Button>
				</div>
				<p class="hidden-text" role="status">
					{copied ? t("share.copied") : ""}
				</p>
				<p class="small soft">{t("share.once")}</p>
			</div>
			<footer>
				<a class="button" href={made.url} target="_blank" rel="noopener">
					{t("share.look")}
				</a>
				<Button onClick={onClose}>{t("done")}</Button>
			</footer>
		</>
	);
}

export interface SharingProps {
	of: Subject;
	title: string; // of what is shared
	share?: Share; // this one is changed
	version?: number; // the newest one there is
	onDone?: () => void;
	onClose: () => void;
}

export function Sharing({ of, title, share, version, onDone, onClose }: SharingProps): JSX.Element {
	const [terms, setTerms] = useState<Terms>(() => termsOf(share));
	const [made, setMade] = useState<Made>();
	const form = useForm();
	const set = (more: Partial<Terms>): void => setTerms((old) => ({ ...old, ...more }));
	const send = (): Promise<void> =>
		form.send(async () => {
			if (share) await change(share.id, terms);
			else setMade(await make(of, terms));
			onDone?.();
			if (share) onClose();
		});
	const pinned = share?.version || version || 0;
	const part = { terms, set, form };
	return (
		<Dialog title={t(share ? "share.change.of" : "share.of", { name: title })} onClose={onClose}>
			{made ? (
				<TheLink made={made} onClose={onClose} />
			) : (
				<form
					class="stack"
					onSubmit={(e) => {
						e.preventDefault();
						void send();
					}}
				>
					<p class="soft">{t("share.how")}</p>
					<Field
						label={t("share.name")}
						value={terms.name}
						onValue={(name) => set({ name })}
						hint={t("share.name.how")}
						wrong={form.wrong("name")}
						maxLength={200}
					/>
					{pinned > 0 && "resume_id" in of && (
						<div class="field">
							<span class="label">{t("share.which")}</span>
							<Segments
								label={t("share.which")}
								value={String(terms.version)}
								onValue={(v) => set({ version: Number(v) })}
								of={[
									{ value: "0", label: t("share.newest") },
									{ value: String(pinned), label: t("share.pinned", { n: pinned }) },
								]}
							/>
						</div>
					)}
					<Until {...part} />
					<Secret {...part} had={share?.has_password ?? false} />
					<Hidden {...part} />
					<label class="check">
						<input
							type="checkbox"
							checked={terms.allow_download}
							onChange={(e) => set({ allow_download: e.currentTarget.checked })}
						/>
						{t("share.download")}
					</label>
					<Told>{form.told}</Told>
					<footer>
						<Button onClick={onClose}>{t("cancel")}</Button>
						<Button look="main" type="submit" busy={form.busy}>
							{t(share ? "save" : "share.make")}
						</Button>
					</footer>
				</form>
			)}
		</Dialog>
	);
}
