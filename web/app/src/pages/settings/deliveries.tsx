// settings/deliveries.tsx - what a webhook was told and what it said to it:
// each one opens, is sent again; all since a moment are sent again.
import type { JSX } from "preact";
import { useEffect, useState } from "preact/hooks";
import { call, said } from "../../lib/api";
import { useForm } from "../../lib/form";
import { ago, t, type Key } from "../../lib/i18n";
import { useNamed } from "../../lib/rows";
import {
	outcome,
	pretty,
	type Attempt,
	type Delivery,
	type State,
	type Told,
	type Webhook,
} from "../../lib/webhooks";
import { Button, Dialog, Field, Skeleton, Told as Wrong } from "../../ui/parts";
import { Card, Code, Pick } from "../../ui/settings";
import { tell } from "../../ui/toasts";

const looks = { pending: "warn", succeeded: "good", failed: "bad" } as const;
const KEPT_DAYS = 30;
const DAY_MS = 86_400_000;

function moment(iso: string): string {
	return new Date(iso).toLocaleString(document.documentElement.lang, {
		dateStyle: "medium",
		timeStyle: "medium",
	});
}

function Call({ of }: { of: Attempt }): JSX.Element {
	return (
		<li class="attempt">
			<p class="row">
				<strong>
					{of.status ? t("attempt.status", { status: String(of.status) }) : t("attempt.none")}
				</strong>
				<span class="soft small">{t("attempt.took", { ms: of.duration_ms })}</span>
				<span class="soft small">{moment(of.at)}</span>
			</p>
			{of.error && <p class="small">{of.error}</p>}
			{of.response_body ? (
				<Code says={t("attempt.answer")}>{pretty(of.response_body)}</Code>
			) : (
				of.status > 0 && <p class="soft small">{t("attempt.empty")}</p>
			)}
		</li>
	);
}

function Open({
	of,
	hook,
	onSent,
}: {
	of: Delivery;
	hook: Webhook;
	onSent: () => void;
}): JSX.Element {
	const [told, setTold] = useState<Told>();
	const [fault, setFault] = useState<string>();
	const form = useForm();
	const at = `/api/webhooks/${hook.id}/deliveries/${of.id}`;
	useEffect(() => {
		call<Told>("GET", at).then(setTold, (e: unknown) => setFault(said(e)));
	}, [at, of.state, of.attempts]);
	const again = (): Promise<void> =>
		form.send(async () => {
			const sent = await call<Told>("POST", `${at}/resend`, {
				headers: { "Idempotency-Key": crypto.randomUUID() },
			});
			setTold(await outcome(hook.id, sent.id));
			onSent();
		});
	if (!told) return fault ? <Wrong>{fault}</Wrong> : <Skeleton lines={3} />;
	return (
		<div class="stack">
			<p class="soft small long">{t("delivery.id", { id: told.id })}</p>
			{told.next_attempt_at && (
				<p class="small">{t("delivery.next", { when: moment(told.next_attempt_at) })}</p>
			)}
			<Code says={t("delivery.body")}>{pretty(told.payload)}</Code>
			<h3>{t("delivery.attempts")}</h3>
			{told.attempts.length ? (
				<ol class="attempts" role="list">
					{told.attempts.map((a) => (
						<Call key={a.number} of={a} />
					))}
				</ol>
			) : (
				<p class="soft small">{t("delivery.none_yet")}</p>
			)}
			<Wrong>{form.told}</Wrong>
			<div>
				<Button small busy={form.busy} onClick={() => void again()}>
					{t("delivery.resend")}
				</Button>
			</div>
		</div>
	);
}

function Row({
	of,
	hook,
	onSent,
}: {
	of: Delivery;
	hook: Webhook;
	onSent: () => void;
}): JSX.Element {
	const [open, setOpen] = useState(false);
	return (
		<li>
			<details class="delivery" onToggle={(e) => setOpen(e.currentTarget.open)}>
				<summary>
					<span class={`tag ${looks[of.state]}`}>{t(`delivery.${of.state}` as Key)}</span>
					<strong>{of.type}</strong>
					<span class="soft small">
						{of.attempts > 0 &&
							(of.status ? String(of.status) : t("attempt.none")) +
								` · ${t("attempt.took", { ms: of.duration_ms })} · `}
						{ago(of.created_at)}
					</span>
				</summary>
				{open && <Open of={of} hook={hook} onSent={onSent} />}
			</details>
		</li>
	);
}

/** As an input for a moment takes it: of the clock on the wall. */
function local(ms: number): string {
	const d = new Date(ms);
	return new Date(ms - d.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
}

function Recover({
	of,
	onClose,
	onDone,
}: {
	of: Webhook;
	onClose: () => void;
	onDone: () => void;
}): JSX.Element {
	const form = useForm();
	const [since, setSince] = useState(() => local(Date.now() - DAY_MS));
	const send = (): Promise<void> =>
		form.send(async () => {
			const { count } = await call<{ count: number }>("POST", `/api/webhooks/${of.id}/recover`, {
				body: { since: new Date(since).toISOString() },
				headers: { "Idempotency-Key": crypto.randomUUID() },
			});
			tell(t("recover.done", { n: count }));
			onDone();
			onClose();
		});
	return (
		<Dialog title={t("recover")} onClose={onClose}>
			<form
				class="stack"
				onSubmit={(e) => {
					e.preventDefault();
					void send();
				}}
			>
				<p class="soft">{t("recover.about")}</p>
				<Wrong>{form.told}</Wrong>
				<Field
					label={t("recover.since")}
					type="datetime-local"
					required
					min={local(Date.now() - KEPT_DAYS * DAY_MS)}
					max={local(Date.now())}
					value={since}
					onValue={setSince}
					wrong={form.wrong("since")}
				/>
				<footer>
					<Button onClick={onClose}>{t("cancel")}</Button>
					<Button type="submit" look="main" busy={form.busy}>
						{t("recover.send")}
					</Button>
				</footer>
			</form>
		</Dialog>
	);
}

export function Deliveries({
	of,
	round,
	onSent,
}: {
	of: Webhook;
	round: number; // another one: something was sent
	onSent: () => void;
}): JSX.Element {
	const [state, setState] = useState<State | "">("");
	const [recovers, setRecovers] = useState(false);
	const all = useNamed<Delivery>(`/api/webhooks/${of.id}/deliveries`, "deliveries", {
		state: state || undefined,
	});
	useEffect(() => {
		if (round) all.again();
	}, [round]);
	const empty = all.rows?.length === 0;
	return (
		<Card
			title={t("deliveries")}
			about={t("deliveries.about")}
			action={
				<Button disabled={!of.is_active} onClick={() => setRecovers(true)}>
					{t("recover")}
				</Button>
			}
		>
			<Wrong>{all.fault}</Wrong>
			{(!empty || state) && (
				<div class="filter">
					<Pick
						label={t("deliveries.show")}
						value={state}
						onValue={(s) => setState(s as State | "")}
						choices={[
							["", t("deliveries.all")],
							["succeeded", t("delivery.succeeded")],
							["failed", t("delivery.failed")],
							["pending", t("delivery.pending")],
						]}
					/>
					<Button icon="refresh" onClick={() => all.again()}>
						{t("refresh")}
					</Button>
				</div>
			)}
			{!all.rows && !all.fault && <Skeleton lines={3} />}
			{empty && <p class="soft">{t(state ? "deliveries.none.such" : "deliveries.none")}</p>}
			{all.rows && !empty && (
				<ul class="deliveries" role="list" aria-label={t("deliveries")}>
					{all.rows.map((d) => (
						<Row key={d.id} of={d} hook={of} onSent={onSent} />
					))}
				</ul>
			)}
			{all.more && (
				<div>
					<Button onClick={all.more}>{t("more")}</Button>
				</div>
			)}
			{recovers && (
				<Recover of={of} onClose={() => setRecovers(false)} onDone={() => all.again()} />
			)}
		</Card>
	);
}
