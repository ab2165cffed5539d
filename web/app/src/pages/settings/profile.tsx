// settings/profile.tsx - name, email, language and appearance.
import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { call, said } from "../../lib/api";
import { useForm } from "../../lib/form";
import { choose, language, languages, t, type Language } from "../../lib/i18n";
import { me, type Account } from "../../lib/session";
import { chooseTheme, theme, themes, type Theme } from "../../lib/theme";
import { Button, Dialog, Field, Told } from "../../ui/parts";
import { Card, Pick } from "../../ui/settings";
import { tell } from "../../ui/toasts";

function Name(): JSX.Element {
	const form = useForm();
	const was = me.value?.full_name ?? "";
	const [name, setName] = useState(was);
	const save = async (to: string): Promise<void> => {
		me.value = await call<Account>("PUT", "/api/users/me", { body: { full_name: to } });
		setName(me.value.full_name);
	};
	const send = (): Promise<void> =>
		form.send(async () => {
			await save(name);
			tell(t("name.saved"), () => void save(was).catch((e: unknown) => tell(said(e))));
		});
	return (
		<Card title={t("name")} about={t("name.about")}>
			<form
				class="inline"
				onSubmit={(e) => {
					e.preventDefault();
					void send();
				}}
			>
				<Field
					label={t("name.yours")}
					autocomplete="name"
					required
					maxLength={200}
					value={name}
					onValue={setName}
					wrong={form.wrong("full_name") ?? form.told}
				/>
				<Button type="submit" look="main" busy={form.busy} disabled={name.trim() === was}>
					{t("save")}
				</Button>
			</form>
		</Card>
	);
}

function NewEmail({ onClose }: { onClose: () => void }): JSX.Element {
	const form = useForm();
	const [email, setEmail] = useState("");
	const [password, setPassword] = useState("");
	const asks = me.value?.has_password !== false;
	const send = (): Promise<void> =>
		form.send(async () => {
			me.value = await call<Account>("PUT", "/api/users/me", {
				body: { email, ...(asks ? { current_password: password } : {}) },
			});
			tell(t("email.changed", { email: me.value.email }));
			onClose();
		});
	return (
		<Dialog title={t("email.change")} onClose={onClose}>
			<form
				class="stack"
				onSubmit={(e) => {
					e.preventDefault();
					void send();
				}}
			>
				<p class="soft">{t("email.change.about")}</p>
				<Told>{form.told}</Told>
				<Field
					label={t("email.new")}
					type="email"
					autocomplete="email"
					required
					value={email}
					onValue={setEmail}
					wrong={form.wrong("email")}
				/>
				{asks && (
					<Field
						label={t("password.yours")}
						type="password"
						autocomplete="current-password"
						required
						value={password}
						onValue={setPassword}
						wrong={form.wrong("current_password")}
					/>
				)}
				<footer>
					<Button onClick={onClose}>{t("cancel")}</Button>
					<Button type="submit" look="main" busy={form.busy}>
						{t("email.change")}
					</Button>
				</footer>
			</form>
		</Dialog>
	);
}

function Email(): JSX.Element {
	const form = useForm();
	const [changes, setChanges] = useState(false);
	const [sent, setSent] = useState(false);
	const account = me.value;
	const again = (): Promise<void> =>
		form.send(async () => {
			await call("POST", "/api/auth/verify-email/resend");
			setSent(true);
		});
	return (
		<Card
			title={t("email")}
			action={<Button onClick={() => setChanges(true)}>{t("email.change")}</Button>}
		>
			<p class="row">
				<strong class="long">{account?.email}</strong>
				{account?.email_verified ? (
					<span class="tag good">{t("email.proven")}</span>
				) : (
					<span class="tag warn">{t("email.unproven")}</span>
				)}
			</p>
			{account && !account.email_verified && (
				<>
					<p class="soft">{t("email.unproven.about")}</p>
					<Told>{form.told}</Told>
					<div role="status">
						{sent ? (
							<p class="told good">{t("email.sent", { email: account.email })}</p>
						) : (
							<Button busy={form.busy} onClick={() => void again()}>
								{t("email.send")}
							</Button>
						)}
					</div>
				</>
			)}
			{changes && <NewEmail onClose={() => setChanges(false)} />}
		</Card>
	);
}

function Looks(): JSX.Element {
	return (
		<Card title={t("look")} about={t("look.about")}>
			<div class="pair">
				<Pick
					label={t("look.language")}
					value={language.value}
					onValue={(l) => void choose(l as Language)}
					choices={(Object.keys(languages) as Language[]).map((l) => [l, languages[l].name])}
				/>
				<Pick
					label={t("look.theme")}
					value={theme.value}
					onValue={(name) => chooseTheme(name as Theme)}
					choices={themes.map((name) => [name, t(`theme.${name}`)])}
				/>
			</div>
		</Card>
	);
}

export function Profile(): JSX.Element {
	return (
		<>
			<Name />
			<Email />
			<Looks />
		</>
	);
}
