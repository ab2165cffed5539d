// ways.tsx - ways to sign in that need no password: a passkey, another site.
import type { JSX } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { Fault, said } from "../lib/api";
import { useForm } from "../lib/form";
import { t } from "../lib/i18n";
import { enter, offered, possible, refused } from "../lib/passkeys";
import { goThere, providers, siteName, type Provider } from "../lib/sites";
import { Button, Told } from "./parts";

/** A passkey by a button; and, without an `mfa`, in the field for the email. */
export function PasskeyWay({ mfa, onIn }: { mfa?: string; onIn: () => void }): JSX.Element {
	const form = useForm();
	const quiet = useRef<AbortController>(undefined);
	useEffect(() => {
		const own = (quiet.current = new AbortController());
		const wait = async (): Promise<void> => {
			if (mfa || !(await offered()) || own.signal.aborted) return;
			await enter({ quietly: true, signal: own.signal });
			if (!own.signal.aborted) onIn();
		};
		// nobody asked for it: who is in need of it has the button
		wait().catch(() => {});
		return () => own.abort();
	}, []);
	if (!possible()) return <></>;
	const use = (): Promise<void> =>
		form.send(async () => {
			quiet.current?.abort(); // a browser waits for one at a time
			try {
				await enter(mfa ? { mfa_token: mfa } : {});
			} catch (e) {
				throw refused(e) ? new Fault(0, "refused", t("sign.passkey.refused")) : e;
			}
			onIn();
		});
	return (
		<>
			<Told>{form.told}</Told>
			<Button icon="key" busy={form.busy} onClick={() => void use()}>
				{t(mfa ? "sign.passkey.use" : "sign.passkey")}
			</Button>
		</>
	);
}

export function Sites({ next }: { next: string }): JSX.Element {
	const [all, setAll] = useState<Provider[]>([]);
	const [fault, setFault] = useState<string>();
	useEffect(() => {
		providers().then(setAll, () => {}); // then there are none to offer
	}, []);
	return (
		<>
			<Told>{fault}</Told>
			{all.map((p) => (
				<Button
					key={p.provider}
					onClick={() => void goThere(p.provider, next).catch((e: unknown) => setFault(said(e)))}
				>
					{t("sign.site", { name: siteName(p.issuer) })}
				</Button>
			))}
		</>
	);
}
