// settings/passkeys.tsx - what signs in without a password: a device, made,
// named, taken away.
import type * as Api from "../../lib/api-types";
import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { call, Fault } from "../../lib/api";
import { ago, date, t } from "../../lib/i18n";
import { add, possible, refused, there } from "../../lib/passkeys";
import { useNamed } from "../../lib/rows";
import { useForm } from "../../lib/form";
import { Button, Dialog, Field, Skeleton, Told } from "../../ui/parts";
import { Card, Sure, Thing, Things } from "../../ui/settings";
import { tell } from "../../ui/toasts";

type Passkey = Api.Passkey;

const NAME_MOST = 100;

function Add({ onClose, onDone }: { onClose: () => void; onDone: () => void }): JSX.Element {
	const [name, setName] = useState("");
	return (
		<Sure
			title={t("passkey.add")}
			action={t("next")}
			onClose={onClose}
			run={async (password) => {
				try {
					await add(name.trim() || t("passkey.name.new"), password);
				} catch (e) {
					if (there(e)) throw new Fault(409, "conflict", t("passkey.there"));
					if (refused(e)) throw new Fault(0, "refused", t("passkey.refused"));
					throw e;
				}
				onDone();
			}}
		>
			<p class="soft">{t("passkey.add.about")}</p>
			<Field
				label={t("passkey.name")}
				hint={t("passkey.name.hint")}
				autocomplete="off"
				maxLength={NAME_MOST}
				value={name}
				onValue={setName}
			/>
		</Sure>
	);
}

function Rename({
	of,
	onClose,
	onDone,
}: {
	of: Passkey;
	onClose: () => void;
	onDone: () => void;
}): JSX.Element {
	const form = useForm();
	const [name, setName] = useState(of.name);
	const send = (): Promise<void> =>
		form.send(async () => {
			await call("PUT", `/api/auth/passkeys/${of.id}`, { body: { name } });
			onDone();
			onClose();
		});
	return (
		<Dialog title={t("rename")} onClose={onClose}>
			<form
				class="stack"
				onSubmit={(e) => {
					e.preventDefault();
					void send();
				}}
			>
				<Told>{form.told}</Told>
				<Field
					label={t("passkey.name")}
					required
					autocomplete="off"
					maxLength={NAME_MOST}
					value={name}
					onValue={setName}
					wrong={form.wrong("name")}
				/>
				<footer>
					<Button onClick={onClose}>{t("cancel")}</Button>
					<Button type="submit" look="main" busy={form.busy}>
						{t("save")}
					</Button>
				</footer>
			</form>
		</Dialog>
	);
}

export function Passkeys(): JSX.Element {
	const all = useNamed<Passkey>("/api/auth/passkeys", "passkeys");
	const [adds, setAdds] = useState(false);
	const [renames, setRenames] = useState<Passkey>();
	const [removes, setRemoves] = useState<Passkey>();
	return (
		<Card
			title={t("passkeys")}
			about={t("passkeys.about")}
			action={
				possible() &&
				Boolean(all.rows?.length) && (
					<Button icon="plus" onClick={() => setAdds(true)}>
						{t("passkey.add")}
					</Button>
				)
			}
		>
			<Told>{all.fault}</Told>
			{!all.rows && !all.fault && <Skeleton lines={2} />}
			{!possible() && <p class="soft">{t("passkeys.not")}</p>}
			{possible() && all.rows?.length === 0 && (
				<div class="row">
					<Button look="main" icon="key" onClick={() => setAdds(true)}>
						{t("passkey.add")}
					</Button>
				</div>
			)}
			{all.rows && all.rows.length > 0 && (
				<Things says={t("passkeys")}>
					{all.rows.map((p) => (
						<Thing
							key={p.id}
							name={p.name}
							tags={p.synced && <span class="tag">{t("passkey.synced")}</span>}
							about={
								p.used_at
									? t("passkey.used", { date: date(p.created_at), when: ago(p.used_at) })
									: t("passkey.unused", { date: date(p.created_at) })
							}
							action={
								<>
									<Button
										small
										aria-label={t("rename.name", { name: p.name })}
										onClick={() => setRenames(p)}
									>
										{t("rename")}
									</Button>
									<Button
										small
										aria-label={t("remove.name", { name: p.name })}
										onClick={() => setRemoves(p)}
									>
										{t("remove")}
									</Button>
								</>
							}
						/>
					))}
				</Things>
			)}
			{adds && (
				<Add
					onClose={() => setAdds(false)}
					onDone={() => {
						all.again();
						tell(t("passkey.added"));
					}}
				/>
			)}
			{renames && (
				<Rename of={renames} onClose={() => setRenames(undefined)} onDone={() => all.again()} />
			)}
			{removes && (
				<Sure
					title={t("remove.name", { name: removes.name })}
					action={t("remove")}
					bad
					password={false}
					onClose={() => setRemoves(undefined)}
					run={async () => {
						await call("DELETE", `/api/auth/passkeys/${removes.id}`);
						all.again();
						tell(t("removed", { name: removes.name }));
					}}
				>
					<p>{t("passkey.remove.about")}</p>
				</Sure>
			)}
		</Card>
	);
}
