// settings.tsx - what the pages of settings share: a card with a heading, one
// thing of a list, a choice, a secret that is shown once, and being asked for
// the password first.
import type { ComponentChildren, JSX } from "preact";
import { useEffect, useId, useRef, useState } from "preact/hooks";
import { Fault } from "../lib/api";
import { useForm } from "../lib/form";
import { t } from "../lib/i18n";
import { Link, place } from "../lib/router";
import { me } from "../lib/session";
import { Button, Dialog, Field, Told } from "./parts";
import { tell } from "./toasts";

export function Card({
	title,
	about,
	action,
	bad,
	children,
}: {
	title: string;
	about?: ComponentChildren;
	action?: ComponentChildren;
	bad?: boolean;
	children?: ComponentChildren;
}): JSX.Element {
	const id = useId();
	return (
		<section class="card setting" aria-labelledby={id} data-bad={bad || undefined}>
			<header>
				<div>
					<h2 id={id}>{title}</h2>
					{about && <p class="soft">{about}</p>}
				</div>
				{action}
			</header>
			{children}
		</section>
	);
}

export function Things({
	says,
	children,
}: {
	says: string;
	children: ComponentChildren;
}): JSX.Element {
	return (
		<ul class="things" role="list" aria-label={says}>
			{children}
		</ul>
	);
}

export function Thing({
	name,
	tags,
	about,
	action,
}: {
	name: ComponentChildren;
	tags?: ComponentChildren;
	about?: ComponentChildren;
	action?: ComponentChildren;
}): JSX.Element {
	return (
		<li class="thing">
			<div>
				<p class="name">
					{name} {tags}
				</p>
				{about && <div class="soft small">{about}</div>}
			</div>
			{action && <div class="row">{action}</div>}
		</li>
	);
}

export function Pick({
	label,
	value,
	onValue,
	choices,
	hint,
}: {
	label: string;
	value: string;
	onValue: (value: string) => void;
	choices: readonly (readonly [value: string, label: string])[];
	hint?: string;
}): JSX.Element {
	const id = useId();
	return (
		<div class="field">
			<label for={id}>{label}</label>
			<select
				id={id}
				class="input"
				value={value}
				aria-describedby={hint ? `${id}-hint` : undefined}
				onChange={(e) => onValue(e.currentTarget.value)}
			>
				{choices.map(([v, l]) => (
					<option key={v} value={v} selected={v === value}>
						{l}
					</option>
				))}
			</select>
			{hint && (
				<p class="hint" id={`${id}-hint`}>
					{hint}
				</p>
			)}
		</div>
	);
}

/** One of several, or several of them; each with a word of what it means. */
export function Check({
	label,
	hint,
	on,
	onValue,
	disabled,
	one,
}: {
	label: string;
	hint?: string;
	on: boolean;
	onValue: (on: boolean) => void;
	disabled?: boolean;
	one?: string; // the group's name: a radio button
}): JSX.Element {
	const id = useId();
	return (
		<div class="tick">
			<input
				id={id}
				type={one ? "radio" : "checkbox"}
				{...(one ? { name: one } : {})}
				checked={on}
				disabled={Boolean(disabled)}
				aria-describedby={hint ? `${id}-hint` : undefined}
				onChange={(e) => onValue(e.currentTarget.checked)}
			/>
			<label for={id}>{label}</label>
			{hint && (
				<p class="soft small" id={`${id}-hint`}>
					{hint}
				</p>
			)}
		</div>
	);
}

// ---- what is shown once ---------------------------------------------------------------

export function copy(text: string): void {
	void navigator.clipboard.writeText(text).then(
		() => tell(t("copied")),
		() => tell(t("copied.not")),
	);
}

/** A text to take along; selected as a whole by one click. */
export function Secret({ label, value }: { label: string; value: string }): JSX.Element {
	const id = useId();
	return (
		<div class="field">
			<label for={id}>{label}</label>
			<div class="secret">
				<input
					id={id}
					class="input"
					readOnly
					spellcheck={false}
					value={value}
					onFocus={(e) => e.currentTarget.select()}
				/>
				<Button icon="copy" says={t("copy.name", { name: label })} onClick={() => copy(value)} />
			</div>
		</div>
	);
}

export function Code({ says, children }: { says: string; children: string }): JSX.Element {
	return (
		<div class="code">
			<pre tabIndex={0} role="region" aria-label={says}>
				<code>{children}</code>
			</pre>
			<Button
				small
				look="bare"
				icon="copy"
				says={t("copy.name", { name: says })}
				onClick={() => copy(children)}
			/>
		</div>
	);
}

// ---- is it really them? -------------------------------------------------------------

/**
 * Asks for the password, where there is one, and does it. `word`: what has to
 * be typed besides, where nothing brings it back.
 */
export function Sure({
	title,
	children,
	action,
	bad,
	word,
	password = true,
	onClose,
	run,
}: {
	title: string;
	children?: ComponentChildren;
	action: string;
	bad?: boolean;
	word?: string;
	password?: boolean; // does it take one?
	onClose: () => void;
	run: (password: string | undefined) => Promise<void>;
}): JSX.Element {
	const form = useForm();
	const [said, setSaid] = useState("");
	const [typed, setTyped] = useState("");
	const [stale, setStale] = useState(false);
	const asks = password && me.value?.has_password !== false;
	const right = !word || typed.trim() === word;
	const send = (): Promise<void> =>
		form.send(async () => {
			try {
				await run(asks ? said : undefined);
			} catch (e) {
				// without a password it takes a sign-in of the last minutes
				if (password && !asks && e instanceof Fault && e.status === 403) setStale(true);
				else throw e;
				return;
			}
			onClose();
		});
	return (
		<Dialog title={title} onClose={onClose}>
			<form
				class="stack"
				onSubmit={(e) => {
					e.preventDefault();
					if (right) void send();
				}}
			>
				{children}
				<Told>{form.told}</Told>
				{stale && (
					<p class="told" role="alert">
						{t("proof.stale")}{" "}
						<Link href={`/sign-in?next=${encodeURIComponent(place.value.path)}`}>
							{t("sign.in")}
						</Link>
					</p>
				)}
				{word && (
					<Field
						label={t("typed.word", { word })}
						autocomplete="off"
						spellcheck={false}
						required
						value={typed}
						onValue={setTyped}
					/>
				)}
				{asks && (
					<Field
						label={t("password.yours")}
						type="password"
						autocomplete="current-password"
						required
						value={said}
						onValue={setSaid}
						wrong={form.wrong("current_password")}
					/>
				)}
				<footer>
					<Button onClick={onClose}>{t("cancel")}</Button>
					<Button type="submit" look={bad ? "bad" : "main"} busy={form.busy} disabled={!right}>
						{action}
					</Button>
				</footer>
			</form>
		</Dialog>
	);
}

/** What has just come: the focus goes there, and it is read out. */
export function Arrived({ children }: { children: ComponentChildren }): JSX.Element {
	const ref = useRef<HTMLDivElement>(null);
	useEffect(() => ref.current?.focus(), []);
	return (
		<div class="arrived stack" ref={ref} tabIndex={-1} role="status">
			{children}
		</div>
	);
}
