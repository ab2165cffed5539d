// settings/second.tsx - codes of an authenticator app: set up, confirmed, new
// recovery codes, removed.
import type * as Api from "../../lib/api-types";
import type { JSX } from "preact";
import { useEffect, useState } from "preact/hooks";
import { call, said } from "../../lib/api";
import { save } from "../../lib/download";
import { useForm } from "../../lib/form";
import { date, t } from "../../lib/i18n";
import { me } from "../../lib/session";
import { Button, Dialog, Field, Skeleton, Told } from "../../ui/parts";
import { Arrived, Card, copy, Secret, Sure } from "../../ui/settings";

type State = Api.TotpState;
type Made = Api.TotpSecret;

const FEW = 3; // codes left, from which on there should be new ones

/** As an authenticator app reads it; drawn here, and told to nobody. */
function Picture({ text }: { text: string }): JSX.Element {
	const [path, setPath] = useState<{ d: string; size: number }>();
	useEffect(() => {
		void import("../../lib/qr").then((qr) => {
			const modules = qr.encode(text);
			setPath({ d: qr.drawn(modules), size: modules.length + 8 });
		});
	}, [text]);
	return (
		<div class="qr">
			{path && (
				<svg viewBox={`0 0 ${path.size} ${path.size}`} role="img" aria-label={t("second.qr")}>
					<path d={path.d} />
				</svg>
			)}
		</div>
	);
}

const inFours = (secret: string): string => secret.replace(/(.{4})(?=.)/g, "$1 ");

function SetUp({
	made,
	onClose,
	onCodes,
}: {
	made: Made;
	onClose: () => void;
	onCodes: (codes: string[]) => void;
}): JSX.Element {
	const form = useForm();
	const [code, setCode] = useState("");
	const send = (): Promise<void> =>
		form.send(async () => {
			const { recovery_codes } = await call<{ recovery_codes: string[] }>(
				"POST",
				"/api/auth/totp/confirm",
				{ body: { code: code.replace(/\s/g, "") } },
			);
			onCodes(recovery_codes);
		});
	return (
		<Dialog title={t("second.set_up")} onClose={onClose}>
			<form
				class="stack"
				onSubmit={(e) => {
					e.preventDefault();
					void send();
				}}
			>
				<p>{t("second.scan")}</p>
				<Picture text={made.otpauth_uri} />
				<Secret label={t("second.secret")} value={inFours(made.secret)} />
				<Told>{form.told}</Told>
				<Field
					label={t("second.code")}
					hint={t("second.code.hint")}
					autofocus
					inputMode="numeric"
					autocomplete="one-time-code"
					required
					maxLength={12}
					value={code}
					onValue={setCode}
					wrong={form.wrong("code")}
				/>
				<footer>
					<Button onClick={onClose}>{t("cancel")}</Button>
					<Button type="submit" look="main" busy={form.busy}>
						{t("second.turn_on")}
					</Button>
				</footer>
			</form>
		</Dialog>
	);
}

function asText(codes: readonly string[]): string {
	return [t("codes.of", { name: me.value?.email ?? "" }), "", ...codes, ""].join("\n");
}

function Codes({ codes, onDone }: { codes: string[]; onDone: () => void }): JSX.Element {
	return (
		<Arrived>
			<h3>{t("codes")}</h3>
			<p>{t("codes.about")}</p>
			<ol class="codes" role="list">
				{codes.map((c) => (
					<li key={c}>
						<code>{c}</code>
					</li>
				))}
			</ol>
			<div class="row">
				<Button icon="copy" onClick={() => copy(asText(codes))}>
					{t("copy")}
				</Button>
				<Button icon="download" onClick={() => save(new Blob([asText(codes)]), "vitae-codes.txt")}>
					{t("download")}
				</Button>
				<Button icon="print" onClick={() => print()}>
					{t("print")}
				</Button>
				<Button look="main" onClick={onDone}>
					{t("codes.kept")}
				</Button>
			</div>
		</Arrived>
	);
}

type Step = "begin" | "codes" | "remove";

function Asked({
	step,
	onClose,
	onMade,
	onCodes,
}: {
	step: Step;
	onClose: () => void;
	onMade: (made: Made) => void;
	onCodes: (codes: string[] | undefined) => void;
}): JSX.Element {
	const send = async (current_password?: string): Promise<void> => {
		const body = current_password ? { current_password } : {};
		if (step === "begin") onMade(await call<Made>("POST", "/api/auth/totp", { body }));
		else if (step === "codes")
			onCodes(
				(
					await call<{ recovery_codes: string[] }>("POST", "/api/auth/totp/recovery-codes", {
						body,
					})
				).recovery_codes,
			);
		else {
			await call("POST", "/api/auth/totp/remove", { body });
			onCodes(undefined);
		}
	};
	return (
		<Sure
			title={t(`second.${step}`)}
			action={t(step === "begin" ? "next" : `second.${step}`)}
			bad={step === "remove"}
			onClose={onClose}
			run={send}
		>
			<p>{t(`second.${step}.about`)}</p>
		</Sure>
	);
}

export function Second(): JSX.Element {
	const [state, setState] = useState<State>();
	const [fault, setFault] = useState<string>();
	const [step, setStep] = useState<Step>();
	const [made, setMade] = useState<Made>();
	const [codes, setCodes] = useState<string[]>();
	const load = (): Promise<void> =>
		call<State>("GET", "/api/auth/totp").then(setState, (e: unknown) => setFault(said(e)));
	useEffect(() => void load(), []);
	const came = (got: string[] | undefined): void => {
		setMade(undefined);
		setCodes(got);
		void load();
	};
	const few = state?.enabled && state.recovery_codes_left <= FEW;
	return (
		<Card title={t("second")} about={t("second.about")}>
			<Told>{fault}</Told>
			{!state && !fault && <Skeleton lines={2} />}
			{state && !state.enabled && (
				<div class="row">
					<Button look="main" icon="shield" onClick={() => setStep("begin")}>
						{t("second.set_up")}
					</Button>
				</div>
			)}
			{state?.enabled && (
				<>
					<p class="row">
						<span class="tag good">{t("second.on")}</span>
						<span class="soft small">
							{t("second.since", { date: date(state.confirmed_at ?? "") })}
						</span>
						<span class={few ? "tag warn" : "soft small"}>
							{t("codes.left", { n: state.recovery_codes_left })}
						</span>
					</p>
					{codes && <Codes codes={codes} onDone={() => setCodes(undefined)} />}
					<div class="row">
						<Button onClick={() => setStep("codes")}>{t("second.codes")}</Button>
						<Button look="bad" onClick={() => setStep("remove")}>
							{t("second.remove")}
						</Button>
					</div>
				</>
			)}
			{step && (
				<Asked step={step} onClose={() => setStep(undefined)} onMade={setMade} onCodes={came} />
			)}
			{made && <SetUp made={made} onClose={() => setMade(undefined)} onCodes={came} />}
		</Card>
	);
}
