// settings/webhooks.tsx - the receivers of events: which there are, how they
// do, a new one.
import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { call } from "../../lib/api";
import { ago, t } from "../../lib/i18n";
import { Link } from "../../lib/router";
import { useNamed } from "../../lib/rows";
import type { Made, Webhook } from "../../lib/webhooks";
import { Form, Health } from "../../ui/hook";
import { Button, Skeleton, Told } from "../../ui/parts";
import { Arrived, Card, Secret, Thing, Things } from "../../ui/settings";

function Row({ of }: { of: Webhook }): JSX.Element {
	return (
		<Thing
			name={
				<Link class="long" href={`/settings/webhooks/${of.id}`}>
					{of.url}
				</Link>
			}
			tags={<Health of={of} />}
			about={
				<>
					<p>{of.events.includes("*") ? t("hook.all") : of.events.join(" · ")}</p>
					<p>
						{of.last_triggered_at
							? t("hook.last", { when: ago(of.last_triggered_at) })
							: t("hook.never")}
					</p>
				</>
			}
		/>
	);
}

export function Webhooks(): JSX.Element {
	const all = useNamed<Webhook>("/api/webhooks", "webhooks");
	const [begins, setBegins] = useState(false);
	const [made, setMade] = useState<Made>();
	const begin = (
		<Button look="main" icon="plus" onClick={() => setBegins(true)}>
			{t("hook.new")}
		</Button>
	);
	return (
		<Card
			title={t("hooks")}
			about={
				<>
					{t("hooks.about")} <a href="/docs">{t("keys.docs")}</a>
				</>
			}
			action={Boolean(all.rows?.length) && begin}
		>
			{made && (
				<Arrived>
					<h3>{t("hook.made")}</h3>
					<p>{t("hook.made.about")}</p>
					<Secret label={t("hook.secret")} value={made.secret} />
					<div class="row">
						<Link class="button main" href={`/settings/webhooks/${made.webhook.id}`}>
							{t("hook.try")}
						</Link>
						<Button onClick={() => setMade(undefined)}>{t("key.kept")}</Button>
					</div>
				</Arrived>
			)}
			<Told>{all.fault}</Told>
			{!all.rows && !all.fault && <Skeleton lines={3} />}
			{all.rows?.length === 0 && (
				<div class="empty">
					<h3>{t("hooks.none")}</h3>
					<p>{t("hooks.none.about")}</p>
					{begin}
				</div>
			)}
			{all.rows && all.rows.length > 0 && (
				<Things says={t("hooks")}>
					{all.rows.map((w) => (
						<Row key={w.id} of={w} />
					))}
				</Things>
			)}
			{all.more && (
				<div>
					<Button onClick={all.more}>{t("more")}</Button>
				</div>
			)}
			{begins && (
				<Form
					title={t("hook.new")}
					action={t("hook.make")}
					onClose={() => setBegins(false)}
					run={async (given) => {
						setMade(
							await call<Made>("POST", "/api/webhooks", {
								body: given,
								headers: { "Idempotency-Key": crypto.randomUUID() },
							}),
						);
						all.again();
					}}
				/>
			)}
		</Card>
	);
}
