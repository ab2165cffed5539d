// settings/webhook.tsx - one receiver: how it does, what it hears, its secret,
// switching it off and on, and what it was told.
import type { JSX } from "preact";
import { useEffect, useState } from "preact/hooks";
import { call, Fault, said } from "../../lib/api";
import { useForm } from "../../lib/form";
import { ago, date, t } from "../../lib/i18n";
import { go, Link } from "../../lib/router";
import { healthOf, outcome, type Made, type Told, type Webhook as Hook } from "../../lib/webhooks";
import { Form, Health } from "../../ui/hook";
import { Button, Menu, Skeleton, Told as Wrong } from "../../ui/parts";
import { Arrived, Card, Secret, Sure } from "../../ui/settings";
import { tell } from "../../ui/toasts";
import { Deliveries } from "./deliveries";

/** Why it hears nothing, and the way back. */
function Off({ of, onChange }: { of: Hook; onChange: (w: Hook) => void }): JSX.Element {
	const form = useForm();
	const on = (): Promise<void> =>
		form.send(async () => {
			onChange(await call<Hook>("PUT", `/api/webhooks/${of.id}`, { body: { is_active: true } }));
			tell(t("hook.on.done"));
		});
	const disabled = healthOf(of) === "disabled";
	return (
		<div class={`told ${disabled ? "" : "plain"} stack`}>
			<p>
				<strong>{t(disabled ? "hook.disabled" : "hook.off")}</strong>
				{disabled && ` ${of.disabled_reason}`}
			</p>
			<p>{t(disabled ? "hook.disabled.about" : "hook.off.about")}</p>
			<Wrong>{form.told}</Wrong>
			<div>
				<Button busy={form.busy} onClick={() => void on()}>
					{t("hook.on")}
				</Button>
			</div>
		</div>
	);
}

function Outcome({ of }: { of: Told }): JSX.Element {
	const [last] = of.attempts;
	if (of.state === "pending") return <p class="told plain">{t("hook.test.waits")}</p>;
	return of.state === "succeeded" ? (
		<p class="told good">
			{t("hook.test.good", { status: String(last?.status ?? 0), ms: last?.duration_ms ?? 0 })}
		</p>
	) : (
		<p class="told">{t("hook.test.bad", { why: last?.error ?? String(last?.status ?? "") })}</p>
	);
}

function Try({ of, onDone }: { of: Hook; onDone: () => void }): JSX.Element {
	const form = useForm();
	const [came, setCame] = useState<Told>();
	const test = (): Promise<void> =>
		form.send(async () => {
			setCame(undefined);
			const sent = await call<Told>("POST", `/api/webhooks/${of.id}/test`);
			setCame(await outcome(of.id, sent.id));
			onDone();
		});
	return (
		<Card
			title={t("hook.test")}
			about={t("hook.test.about")}
			action={
				<Button icon="send" busy={form.busy} onClick={() => void test()}>
					{t("hook.test.send")}
				</Button>
			}
		>
			<Wrong>{form.told}</Wrong>
			<div role="status">{came && <Outcome of={came} />}</div>
		</Card>
	);
}

function Key({ of, onChange }: { of: Hook; onChange: (w: Hook) => void }): JSX.Element {
	const [asks, setAsks] = useState(false);
	const [secret, setSecret] = useState<string>();
	return (
		<Card
			title={t("hook.secret")}
			about={t("hook.secret.about")}
			action={<Button onClick={() => setAsks(true)}>{t("hook.rotate")}</Button>}
		>
			{of.old_secret_until && (
				<p class="soft small">
					{t("hook.secret.old", {
						when: new Date(of.old_secret_until).toLocaleString(document.documentElement.lang),
					})}
				</p>
			)}
			{secret && (
				<Arrived>
					<p>{t("hook.made.about")}</p>
					<Secret label={t("hook.secret.new")} value={secret} />
					<div>
						<Button look="main" onClick={() => setSecret(undefined)}>
							{t("key.kept")}
						</Button>
					</div>
				</Arrived>
			)}
			{asks && (
				<Sure
					title={t("hook.rotate")}
					action={t("hook.rotate")}
					password={false}
					onClose={() => setAsks(false)}
					run={async () => {
						const made = await call<Made>("POST", `/api/webhooks/${of.id}/rotate-secret`, {
							headers: { "Idempotency-Key": crypto.randomUUID() },
						});
						onChange(made.webhook);
						setSecret(made.secret);
					}}
				>
					<p>{t("hook.rotate.about")}</p>
				</Sure>
			)}
		</Card>
	);
}

function Head({ of, onChange }: { of: Hook; onChange: (w: Hook) => void }): JSX.Element {
	const [changes, setChanges] = useState(false);
	const [removes, setRemoves] = useState(false);
	const { host } = new URL(of.url);
	const change = async (body: Partial<Hook>): Promise<void> =>
		onChange(await call<Hook>("PUT", `/api/webhooks/${of.id}`, { body }));
	const off = (): void =>
		void change({ is_active: false }).then(
			() => tell(t("hook.off.done"), () => void change({ is_active: true })),
			(e: unknown) => tell(said(e)),
		);
	return (
		<>
			<header class="hook-head">
				<div>
					<p class="small">
						<Link href="/settings/webhooks">{t("hooks.all")}</Link>
					</p>
					<h1 class="long">{of.url}</h1>
					<p class="row soft small">
						<Health of={of} />
						<span>
							{of.last_triggered_at
								? t("hook.last", { when: ago(of.last_triggered_at) })
								: t("hook.never")}
						</span>
						<span>{t("hook.since", { date: date(of.created_at) })}</span>
					</p>
					<p class="small soft">
						{of.events.includes("*") ? t("hook.all") : of.events.join(" · ")}
					</p>
				</div>
				<div class="row">
					<Button onClick={() => setChanges(true)}>{t("change")}</Button>
					<Menu
						says={t("more.of", { name: of.url })}
						icon="more"
						choices={[
							...(of.is_active ? [{ label: t("hook.switch_off"), run: off }] : []),
							{ label: t("remove"), icon: "trash" as const, run: () => setRemoves(true) },
						]}
					/>
				</div>
			</header>
			{changes && (
				<Form
					title={t("hook.change")}
					action={t("save")}
					was={of}
					onClose={() => setChanges(false)}
					run={change}
				/>
			)}
			{removes && (
				<Sure
					title={t("hook.remove")}
					action={t("remove")}
					bad
					password={false}
					word={host}
					onClose={() => setRemoves(false)}
					run={async () => {
						await call("DELETE", `/api/webhooks/${of.id}`);
						tell(t("removed", { name: host }));
						go("/settings/webhooks", { replace: true });
					}}
				>
					<p>{t("hook.remove.about")}</p>
				</Sure>
			)}
		</>
	);
}

export function Webhook({ id }: { id: string }): JSX.Element {
	const [hook, setHook] = useState<Hook>();
	const [fault, setFault] = useState<unknown>();
	const [round, setRound] = useState(0);
	const load = (): Promise<void> =>
		call<Hook>("GET", `/api/webhooks/${id}`).then(setHook, setFault);
	useEffect(() => void load(), [id]);
	const again = (): void => {
		setRound((n) => n + 1);
		void load();
	};
	if (fault instanceof Fault && fault.status === 404)
		return (
			<div class="empty">
				<h1>{t("hook.gone")}</h1>
				<Link class="button" href="/settings/webhooks">
					{t("hooks.all")}
				</Link>
			</div>
		);
	if (fault) return <Wrong>{said(fault)}</Wrong>;
	if (!hook) return <Skeleton lines={6} />;
	return (
		<>
			<Head of={hook} onChange={setHook} />
			{!hook.is_active && <Off of={hook} onChange={setHook} />}
			<Try of={hook} onDone={again} />
			<Deliveries of={hook} round={round} onSent={again} />
			<Key of={hook} onChange={setHook} />
		</>
	);
}
