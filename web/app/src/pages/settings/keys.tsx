// settings/keys.tsx - API keys: made for a purpose and a time, shown once,
// taken back.
import type * as Api from "../../lib/api-types";
import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { call } from "../../lib/api";
import { useForm } from "../../lib/form";
import { ago, date, t, type Key } from "../../lib/i18n";
import { useNamed } from "../../lib/rows";
import { me } from "../../lib/session";
import { Button, Dialog, Field, Skeleton, Told } from "../../ui/parts";
import { Arrived, Card, Check, Code, Pick, Secret, Sure, Thing, Things } from "../../ui/settings";
import { tell } from "../../ui/toasts";

type ApiKey = Api.ApiKey;
type Made = Api.ApiKeyMade;

// Each with a question that it lets one ask, to begin with.
const scopes: readonly [scope: string, ask: string][] = [
	["documents:read", "/api/resumes"],
	["documents:write", "/api/resumes"],
	["tailor", "/api/templates"],
	["jobs", "/api/jobs"],
	["webhooks", "/api/webhooks"],
	["profile:read", "/api/users/me"],
	["profile:write", "/api/users/me"],
	["admin", "/api/admin/users"],
];
const reads = ["documents:read", "jobs", "webhooks", "profile:read", "admin"];
const lives = ["30", "90", "365", "0"] as const; // days; 0: no end
const DAY_MS = 86_400_000;

const wordOf = (scope: string): string => t(`scope.${scope}` as Key);

/** A line for a terminal, of this very server. */
function example({ key, secret }: Made): string {
	const has = key.scopes.split(" ");
	const scope = reads.find((s) => has.includes(s));
	const path = scopes.find(([s]) => s === scope)?.[1] ?? "/api/templates";
	return `curl -H "Authorization: Bearer ${secret}" \\\n  ${location.origin}${path}`;
}

function New({
	onClose,
	onMade,
}: {
	onClose: () => void;
	onMade: (made: Made) => void;
}): JSX.Element {
	const form = useForm();
	const [name, setName] = useState("");
	const [chosen, setChosen] = useState<readonly string[]>(["documents:read"]);
	const [days, setDays] = useState<string>("90");
	const send = (): Promise<void> =>
		form.send(async () => {
			const end = Number(days);
			onMade(
				await call<Made>("POST", "/api/auth/api-keys", {
					body: {
						name,
						scopes: chosen.join(" "),
						...(end ? { expires_at: new Date(Date.now() + end * DAY_MS).toISOString() } : {}),
					},
					headers: { "Idempotency-Key": crypto.randomUUID() },
				}),
			);
			onClose();
		});
	return (
		<Dialog title={t("key.new")} onClose={onClose}>
			<form
				class="stack"
				onSubmit={(e) => {
					e.preventDefault();
					void send();
				}}
			>
				<Told>{form.told}</Told>
				<Field
					label={t("key.name")}
					hint={t("key.name.hint")}
					required
					autocomplete="off"
					maxLength={100}
					value={name}
					onValue={setName}
					wrong={form.wrong("name")}
				/>
				<fieldset class="field">
					<legend class="label">{t("key.scopes")}</legend>
					{scopes
						.filter(([s]) => s !== "admin" || me.value?.role === "admin")
						.map(([s]) => (
							<Check
								key={s}
								label={wordOf(s)}
								on={chosen.includes(s)}
								onValue={(on) =>
									setChosen((old) => (on ? [...old, s] : old.filter((x) => x !== s)))
								}
							/>
						))}
					{(!chosen.length || form.wrong("scopes")) && (
						<p class="wrong" role="alert">
							{form.wrong("scopes") ?? t("key.scopes.none")}
						</p>
					)}
				</fieldset>
				<Pick
					label={t("key.life")}
					value={days}
					onValue={setDays}
					choices={lives.map((n) => [
						n,
						n === "0" ? t("key.forever") : t("days", { n: Number(n) }),
					])}
					{...(days === "0" ? { hint: t("key.forever.hint") } : {})}
				/>
				{form.wrong("expires_at") && <Told>{form.wrong("expires_at")}</Told>}
				<footer>
					<Button onClick={onClose}>{t("cancel")}</Button>
					<Button type="submit" look="main" busy={form.busy} disabled={!chosen.length}>
						{t("key.make")}
					</Button>
				</footer>
			</form>
		</Dialog>
	);
}

function Fresh({ made, onDone }: { made: Made; onDone: () => void }): JSX.Element {
	return (
		<Arrived>
			<h3>{t("key.made", { name: made.key.name })}</h3>
			<p>{t("key.made.about")}</p>
			<Secret label={t("key.secret")} value={made.secret} />
			<Code says={t("key.example")}>{example(made)}</Code>
			<div class="row">
				<Button look="main" onClick={onDone}>
					{t("key.kept")}
				</Button>
			</div>
		</Arrived>
	);
}

function when(k: ApiKey): string {
	const used = k.used_at
		? t("key.used", { when: ago(k.used_at) })
		: t("key.unused", { date: date(k.created_at) });
	return k.expires_at ? `${used} ${t("key.until", { date: date(k.expires_at) })}` : used;
}

function Row({ of, onRevoke }: { of: ApiKey; onRevoke: () => void }): JSX.Element {
	const over = of.expires_at !== undefined && Date.parse(of.expires_at) <= Date.now();
	return (
		<Thing
			name={of.name}
			tags={
				<>
					<code class="soft small">{of.prefix}…</code>
					{over && <span class="tag bad">{t("key.over")}</span>}
				</>
			}
			about={
				<>
					<p>{when(of)}</p>
					<p>
						{of.scopes
							.split(" ")
							.map((s) => wordOf(s))
							.join(" · ")}
					</p>
				</>
			}
			action={
				<Button small aria-label={t("key.revoke.name", { name: of.name })} onClick={onRevoke}>
					{t("key.revoke")}
				</Button>
			}
		/>
	);
}

export function Keys(): JSX.Element {
	const all = useNamed<ApiKey>("/api/auth/api-keys", "api_keys");
	const [begins, setBegins] = useState(false);
	const [made, setMade] = useState<Made>();
	const [revokes, setRevokes] = useState<ApiKey>();
	const begin = (
		<Button look="main" icon="plus" onClick={() => setBegins(true)}>
			{t("key.new")}
		</Button>
	);
	return (
		<Card
			title={t("keys")}
			about={
				<>
					{t("keys.about")} <a href="/docs">{t("keys.docs")}</a>
				</>
			}
			action={Boolean(all.rows?.length) && begin}
		>
			{made && <Fresh made={made} onDone={() => setMade(undefined)} />}
			<Told>{all.fault}</Told>
			{!all.rows && !all.fault && <Skeleton lines={3} />}
			{all.rows?.length === 0 && (
				<div class="empty">
					<h3>{t("keys.none")}</h3>
					<p>{t("keys.none.about")}</p>
					{begin}
				</div>
			)}
			{all.rows && all.rows.length > 0 && (
				<Things says={t("keys")}>
					{all.rows.map((k) => (
						<Row key={k.id} of={k} onRevoke={() => setRevokes(k)} />
					))}
				</Things>
			)}
			{all.more && (
				<div>
					<Button onClick={all.more}>{t("more")}</Button>
				</div>
			)}
			{begins && (
				<New
					onClose={() => setBegins(false)}
					onMade={(m) => {
						setMade(m);
						all.again();
					}}
				/>
			)}
			{revokes && (
				<Sure
					title={t("key.revoke.name", { name: revokes.name })}
					action={t("key.revoke")}
					bad
					password={false}
					word={revokes.name}
					onClose={() => setRevokes(undefined)}
					run={async () => {
						await call("DELETE", `/api/auth/api-keys/${revokes.id}`);
						if (made?.key.id === revokes.id) setMade(undefined);
						all.again();
						tell(t("key.revoked", { name: revokes.name }));
					}}
				>
					<p>{t("key.revoke.about")}</p>
				</Sure>
			)}
		</Card>
	);
}
