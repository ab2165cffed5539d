// settings/data.tsx - what is mine: how much of it there is, all of it to take
// along, and leaving.
import type { JSX } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { ask, call, said } from "../../lib/api";
import { date, language, number, t } from "../../lib/i18n";
import { nameOf, save } from "../../lib/download";
import { go } from "../../lib/router";
import { lookUp, me } from "../../lib/session";
import { Button, Dialog, Told } from "../../ui/parts";
import { Card, Sure } from "../../ui/settings";

// ---- so far ------------------------------------------------------------------------

function Usage(): JSX.Element {
	const [fault, setFault] = useState<string>();
	// credits change by themselves: as they are now
	useEffect(() => void lookUp().catch((e: unknown) => setFault(said(e))), []);
	const a = me.value;
	return (
		<Card title={t("usage")}>
			<Told>{fault}</Told>
			{a && (
				<dl class="figures">
					<div>
						<dt>{t("usage.plan")}</dt>
						<dd>{a.plan}</dd>
					</div>
					<div>
						<dt>{t("usage.credits")}</dt>
						<dd>{number(a.credits, 1)}</dd>
					</div>
					<div>
						<dt>{t("usage.since")}</dt>
						<dd>{date(a.created_at)}</dd>
					</div>
				</dl>
			)}
		</Card>
	);
}

// ---- taking all along ------------------------------------------------------------------

function size(bytes: number): string {
	const [n, unit] = bytes < 1e6 ? [bytes / 1e3, "kilobyte"] : [bytes / 1e6, "megabyte"];
	return new Intl.NumberFormat(language.value, {
		style: "unit",
		unit: unit as string,
		maximumFractionDigits: n < 10 ? 1 : 0,
	}).format(n);
}

async function take(signal: AbortSignal, told: (bytes: number) => void): Promise<void> {
	const res = await ask("GET", "/api/users/me/export", {
		headers: { Accept: "application/zip" },
		signal,
	});
	const reader = res.body!.getReader();
	const parts: BlobPart[] = [];
	let bytes = 0;
	for (;;) {
		const { value, done } = await reader.read();
		if (done) break;
		parts.push(value);
		told((bytes += value.length));
	}
	save(new Blob(parts, { type: "application/zip" }), nameOf(res, "vitae-export.zip"));
}

function Export(): JSX.Element {
	const [bytes, setBytes] = useState<number>();
	const [busy, setBusy] = useState(false);
	const [fault, setFault] = useState<string>();
	const stop = useRef<AbortController>(undefined);
	const leave = (): void => stop.current?.abort();
	useEffect(() => leave, []);
	const begin = (): void => {
		const own = (stop.current = new AbortController());
		setBusy(true);
		setBytes(0);
		setFault(undefined);
		take(own.signal, setBytes)
			.catch((e: unknown) => {
				setBytes(undefined);
				if (!own.signal.aborted) setFault(said(e));
			})
			.finally(() => setBusy(false));
	};
	return (
		<Card
			title={t("taking")}
			about={t("taking.about")}
			action={
				busy ? (
					<Button onClick={leave}>{t("cancel")}</Button>
				) : (
					<Button icon="download" onClick={begin}>
						{t("taking.take")}
					</Button>
				)
			}
		>
			<Told>{fault}</Told>
			{bytes !== undefined && (
				<div role="status" class="stack">
					{busy && <progress aria-label={t("taking")} />}
					<p class={busy ? "soft" : "told good"}>
						{t(busy ? "taking.coming" : "taking.done", { size: size(bytes) })}
					</p>
				</div>
			)}
		</Card>
	);
}

// ---- leaving --------------------------------------------------------------------------------

/** What this browser kept for them; what it looks like may stay. */
function forget(): void {
	const keep = ["vitae.theme", "vitae.language"];
	for (const name of Object.keys(localStorage))
		if (name.startsWith("vitae.") && !keep.includes(name)) localStorage.removeItem(name);
}

function Gone({ kept }: { kept: string }): JSX.Element {
	const leave = (): void => {
		me.value = null;
		go("/", { replace: true });
	};
	return (
		<Dialog title={t("erase.done")} onClose={leave}>
			<p>{t("erase.done.about")}</p>
			<p class="soft small" lang="en">
				{kept}
			</p>
			<footer>
				<Button look="main" onClick={leave}>
					{t("home")}
				</Button>
			</footer>
		</Dialog>
	);
}

function Erase(): JSX.Element {
	const [asks, setAsks] = useState(false);
	const [kept, setKept] = useState<string>();
	return (
		<Card
			title={t("erase")}
			about={t("erase.about")}
			bad
			action={
				<Button look="bad" icon="trash" onClick={() => setAsks(true)}>
					{t("erase.mine")}
				</Button>
			}
		>
			{asks && (
				<Sure
					title={t("erase.mine")}
					action={t("erase.now")}
					bad
					word={me.value?.email ?? ""}
					onClose={() => setAsks(false)}
					run={async (password) => {
						const told = await call<{ kept: string }>("POST", "/api/users/me/leave", {
							body: password === undefined ? {} : { current_password: password },
						});
						forget();
						setKept(told.kept);
					}}
				>
					<p>{t("erase.goes")}</p>
					<p>{t("erase.stays")}</p>
					<p class="soft">{t("erase.first")}</p>
				</Sure>
			)}
			{kept !== undefined && <Gone kept={kept} />}
		</Card>
	);
}

export function Data(): JSX.Element {
	return (
		<>
			<Usage />
			<Export />
			<Erase />
		</>
	);
}
