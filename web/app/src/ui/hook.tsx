// hook.tsx - what the list of webhooks and the page of one share: how one does,
// and the form that makes and changes it.
import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { useForm } from "../lib/form";
import { t, type Key } from "../lib/i18n";
import { events, healthOf, type Webhook } from "../lib/webhooks";
import { Button, Dialog, Field, Told } from "./parts";
import { Check } from "./settings";

const looks = { good: "good", failing: "warn", off: "", disabled: "bad" } as const;

export function Health({ of }: { of: Webhook }): JSX.Element {
	const health = healthOf(of);
	return (
		<span class={`tag ${looks[health]}`}>
			{t(`hook.is.${health}` as Key, { n: of.failure_count })}
		</span>
	);
}

export function Form({
	title,
	action,
	was,
	onClose,
	run,
}: {
	title: string;
	action: string;
	was?: Webhook;
	onClose: () => void;
	run: (given: { url: string; events: string[] }) => Promise<void>;
}): JSX.Element {
	const form = useForm();
	const [url, setUrl] = useState(was?.url ?? "");
	const [all, setAll] = useState(was ? was.events.includes("*") : true);
	const [chosen, setChosen] = useState<readonly string[]>(
		(was?.events ?? []).filter((e) => e !== "*"),
	);
	const none = !all && !chosen.length;
	const send = (): Promise<void> =>
		form.send(async () => {
			await run({ url: url.trim(), events: all ? ["*"] : [...chosen] });
			onClose();
		});
	return (
		<Dialog title={title} onClose={onClose}>
			<form
				class="stack"
				onSubmit={(e) => {
					e.preventDefault();
					void send();
				}}
			>
				<Told>{form.told}</Told>
				<Field
					label={t("hook.url")}
					hint={t("hook.url.hint")}
					type="url"
					required
					autocomplete="off"
					placeholder="https://example.com/hooks/vitae"
					maxLength={2048}
					value={url}
					onValue={setUrl}
					wrong={form.wrong("url")}
				/>
				<fieldset class="field">
					<legend class="label">{t("hook.events")}</legend>
					<Check
						one="which"
						label={t("hook.all")}
						hint={t("hook.all.hint")}
						on={all}
						onValue={() => setAll(true)}
					/>
					<Check one="which" label={t("hook.some")} on={!all} onValue={() => setAll(false)} />
					{!all && (
						<div class="under">
							{events.map((e) => (
								<Check
									key={e}
									label={e}
									hint={t(`event.${e}`)}
									on={chosen.includes(e)}
									onValue={(on) =>
										setChosen((old) => (on ? [...old, e] : old.filter((x) => x !== e)))
									}
								/>
							))}
						</div>
					)}
					{form.wrong("events") && (
						<p class="wrong" role="alert">
							{form.wrong("events")}
						</p>
					)}
				</fieldset>
				<footer>
					<Button onClick={onClose}>{t("cancel")}</Button>
					<Button type="submit" look="main" busy={form.busy} disabled={none}>
						{action}
					</Button>
				</footer>
			</form>
		</Dialog>
	);
}
