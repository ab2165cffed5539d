// settings/sign_in.tsx - the password, other sites that open the account, and
// the devices that are signed in.
import type * as Api from "../../lib/api-types";
import type { JSX } from "preact";
import { useEffect, useState } from "preact/hooks";
import { call } from "../../lib/api";
import { useForm } from "../../lib/form";
import { ago, date, t } from "../../lib/i18n";
import { useNamed } from "../../lib/rows";
import { me } from "../../lib/session";
import { providers, siteFault, siteName, type Provider } from "../../lib/sites";
import { Button, Field, Skeleton, Told } from "../../ui/parts";
import { Card, Sure, Thing, Things } from "../../ui/settings";
import { tell } from "../../ui/toasts";

// ---- the password ------------------------------------------------------------------

function Change(): JSX.Element {
	const form = useForm();
	const [was, setWas] = useState("");
	const [next, setNext] = useState("");
	const send = (): Promise<void> =>
		form.send(async () => {
			await call("POST", "/api/auth/password", {
				body: { current_password: was, new_password: next },
			});
			setWas("");
			setNext("");
			tell(t("password.changed"));
		});
	return (
		<form
			class="stack"
			onSubmit={(e) => {
				e.preventDefault();
				void send();
			}}
		>
			<Told>{form.told}</Told>
			{/* for password managers, which keep it by the name */}
			<input
				class="hidden-text"
				type="email"
				autocomplete="username"
				tabIndex={-1}
				aria-hidden="true"
				readOnly
				value={me.value?.email ?? ""}
			/>
			<div class="pair">
				<Field
					label={t("password.yours")}
					type="password"
					autocomplete="current-password"
					required
					value={was}
					onValue={setWas}
					wrong={form.wrong("current_password")}
				/>
				<Field
					label={t("password.new")}
					type="password"
					autocomplete="new-password"
					required
					hint={t("password.hint")}
					value={next}
					onValue={setNext}
					wrong={form.wrong("new_password")}
				/>
			</div>
			<div>
				<Button type="submit" look="main" busy={form.busy}>
					{t("password.change")}
				</Button>
			</div>
		</form>
	);
}

/** Who came by another site has none: it begins with a mail. */
function First(): JSX.Element {
	const form = useForm();
	const [sent, setSent] = useState(false);
	const send = (): Promise<void> =>
		form.send(async () => {
			await call("POST", "/api/auth/password-reset", { body: { email: me.value?.email } });
			setSent(true);
		});
	return (
		<div role="status" class="stack">
			<Told>{form.told}</Told>
			{sent ? (
				<p class="told good">{t("email.sent", { email: me.value?.email ?? "" })}</p>
			) : (
				<div>
					<Button busy={form.busy} onClick={() => void send()}>
						{t("password.first")}
					</Button>
				</div>
			)}
		</div>
	);
}

function Password(): JSX.Element {
	const has = me.value?.has_password !== false;
	return (
		<Card title={t("password")} about={t(has ? "password.about" : "password.none")}>
			{has ? <Change /> : <First />}
		</Card>
	);
}

// ---- other sites ---------------------------------------------------------------------

type Identity = Api.Identity;

function Sites(): JSX.Element {
	const mine = useNamed<Identity>("/api/auth/identities", "identities");
	const [offers, setOffers] = useState<Provider[]>([]);
	const [links, setLinks] = useState<Provider>();
	const [unlinks, setUnlinks] = useState<Identity>();
	const [fault] = useState(siteFault);
	useEffect(() => {
		providers().then(setOffers, () => {}); // then there are none to offer
	}, []);
	const free = offers.filter((p) => !mine.rows?.some((i) => i.issuer === p.issuer));
	// last on the page, and there once there is something to say
	if (!mine.rows?.length && !free.length && !fault) return <></>;
	return (
		<Card title={t("sites")} about={t("sites.about")}>
			<Told>{fault ?? mine.fault}</Told>
			{mine.rows && mine.rows.length > 0 && (
				<Things says={t("sites")}>
					{mine.rows.map((i) => (
						<Thing
							key={i.id}
							name={siteName(i.issuer)}
							about={t("site.used", { email: i.email || "–", when: ago(i.used_at) })}
							action={
								<Button
									small
									aria-label={t("site.unlink.name", { name: siteName(i.issuer) })}
									onClick={() => setUnlinks(i)}
								>
									{t("site.unlink")}
								</Button>
							}
						/>
					))}
				</Things>
			)}
			{free.length > 0 && (
				<div class="row">
					{free.map((p) => (
						<Button key={p.provider} icon="plus" onClick={() => setLinks(p)}>
							{t("site.link", { name: siteName(p.issuer) })}
						</Button>
					))}
				</div>
			)}
			{unlinks && (
				<Sure
					title={t("site.unlink.name", { name: siteName(unlinks.issuer) })}
					action={t("site.unlink")}
					bad
					password={false}
					onClose={() => setUnlinks(undefined)}
					run={async () => {
						await call("DELETE", `/api/auth/identities/${unlinks.id}`);
						mine.again();
						tell(t("site.unlinked", { name: siteName(unlinks.issuer) }));
					}}
				>
					<p>{t("site.unlink.about", { name: siteName(unlinks.issuer) })}</p>
				</Sure>
			)}
			{links && (
				<Sure
					title={t("site.link", { name: siteName(links.issuer) })}
					action={t("site.go")}
					onClose={() => setLinks(undefined)}
					run={async (current_password) => {
						const way = await call<{ authorization_url: string }>(
							"POST",
							"/api/auth/identities/start",
							{
								body: {
									provider: links.provider,
									return_to: "/settings/sign-in",
									...(current_password ? { current_password } : {}),
								},
							},
						);
						location.assign(way.authorization_url);
					}}
				>
					<p>{t("site.link.about", { name: siteName(links.issuer) })}</p>
				</Sure>
			)}
		</Card>
	);
}

// ---- devices --------------------------------------------------------------------------

type Session = Api.Session;

function deviceName({ browser, system }: Session): string {
	if (browser && system) return t("device.on", { browser, system });
	return browser ?? system ?? t("device.unknown");
}

function Device({ of, onEnd }: { of: Session; onEnd: () => void }): JSX.Element {
	const name = deviceName(of);
	return (
		<Thing
			name={<span title={of.agent}>{name}</span>}
			tags={of.current && <span class="tag good">{t("device.this")}</span>}
			about={t("device.when", { ip: of.ip, since: date(of.created_at), when: ago(of.used_at) })}
			action={
				!of.current && (
					<Button small aria-label={t("device.end.name", { name })} onClick={onEnd}>
						{t("sign.out")}
					</Button>
				)
			}
		/>
	);
}

function Devices(): JSX.Element {
	const all = useNamed<Session>("/api/auth/sessions", "sessions");
	const form = useForm();
	const end = (id: string | undefined, done: string): Promise<void> =>
		form.send(async () => {
			await call("DELETE", id ? `/api/auth/sessions/${id}` : "/api/auth/sessions");
			all.again();
			tell(done);
		});
	const others = all.rows?.filter((s) => !s.current) ?? [];
	const order = [...(all.rows ?? [])].sort((a, b) => Number(b.current) - Number(a.current));
	return (
		<Card
			title={t("devices")}
			about={t("devices.about")}
			action={
				others.length > 0 && (
					<Button busy={form.busy} onClick={() => void end(undefined, t("devices.ended"))}>
						{t("devices.end")}
					</Button>
				)
			}
		>
			<Told>{form.told ?? all.fault}</Told>
			{!all.rows && !all.fault && <Skeleton lines={2} />}
			{all.rows && (
				<Things says={t("devices")}>
					{order.map((s) => (
						<Device
							key={s.id}
							of={s}
							onEnd={() => void end(s.id, t("device.ended", { name: deviceName(s) }))}
						/>
					))}
				</Things>
			)}
			{all.more && (
				<div>
					<Button onClick={all.more}>{t("more")}</Button>
				</div>
			)}
		</Card>
	);
}

export function SignIn(): JSX.Element {
	return (
		<>
			<Password />
			<Devices />
			<Sites />
		</>
	);
}
