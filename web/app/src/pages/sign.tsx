// sign.tsx - signing in and up, a new password, confirming an email: a form
// each, told apart by the path.
import "../ui/core";
import type { JSX } from "preact";
import { useEffect, useState } from "preact/hooks";
import { call } from "../lib/api";
import { bringIn } from "../lib/guest";
import { useForm } from "../lib/form";
import { t } from "../lib/i18n";
import { go, Link, place } from "../lib/router";
import { signIn, signInCode, signUp, type Second } from "../lib/session";
import { siteFault } from "../lib/sites";
import { Button, Field, Told } from "../ui/parts";
import { tell } from "../ui/toasts";
import { PasskeyWay, Sites } from "../ui/ways";

function next(): string {
	const to = new URLSearchParams(place.value.query).get("next") ?? "";
	// a path of ours, and nobody else's address
	return /^\/(?![/\\])/.test(to) ? to : "/resumes";
}

interface CodeProps {
	mfa: string;
	passkey: boolean; // is there one, or may there be?
	onBack: () => void;
}

function Code({ mfa, passkey, onBack }: CodeProps): JSX.Element {
	const form = useForm();
	const [code, setCode] = useState("");
	const send = (): Promise<void> =>
		form.send(async () => {
			await signInCode(mfa, code.trim());
			go(next(), { replace: true });
		});
	return (
		<form
			class="stack"
			onSubmit={(e) => {
				e.preventDefault();
				void send();
			}}
		>
			<h1>{t("sign.code")}</h1>
			<Told>{form.told}</Told>
			<Field
				label={t("sign.code.label")}
				hint={t("sign.code.hint")}
				autocomplete="one-time-code"
				required
				value={code}
				onValue={setCode}
				wrong={form.wrong("code")}
			/>
			<Button type="submit" look="main" busy={form.busy}>
				{t("sign.in")}
			</Button>
			{passkey && <PasskeyWay mfa={mfa} onIn={() => go(next(), { replace: true })} />}
			<div>
				<Button look="bare" small onClick={onBack}>
					{t("back")}
				</Button>
			</div>
		</form>
	);
}

function SignIn(): JSX.Element {
	const form = useForm();
	const [email, setEmail] = useState("");
	const [password, setPassword] = useState("");
	const [fault] = useState(siteFault);
	const [second, setSecond] = useState<Second>(() => {
		// who comes back from another site; nobody said which second factors
		const mfa_token = new URLSearchParams(location.hash.slice(1)).get("mfa_token");
		return mfa_token ? { mfa_token, mfa_methods: ["passkey"] } : {};
	});
	const enter = (): void => go(next(), { replace: true });
	const send = (): Promise<void> =>
		form.send(async () => {
			const answer = await signIn(email, password);
			if (answer.mfa_token) setSecond(answer);
			else enter();
		});
	if (second.mfa_token)
		return (
			<Code
				mfa={second.mfa_token}
				passkey={second.mfa_methods?.includes("passkey") ?? false}
				onBack={() => setSecond({})}
			/>
		);
	return (
		<form
			class="stack"
			onSubmit={(e) => {
				e.preventDefault();
				void send();
			}}
		>
			<h1>{t("sign.in")}</h1>
			<Told>{form.told ?? fault}</Told>
			<Field
				label={t("email")}
				type="email"
				autocomplete="username webauthn"
				required
				value={email}
				onValue={setEmail}
				wrong={form.wrong("email")}
			/>
			<Field
				label={t("password")}
				type="password"
				autocomplete="current-password"
				required
				value={password}
				onValue={setPassword}
				wrong={form.wrong("password")}
			/>
			<Button type="submit" look="main" busy={form.busy}>
				{t("sign.in")}
			</Button>
			<p class="small soft">
				<Link href="/forgot">{t("sign.forgot")}</Link> · <Link href="/sign-up">{t("sign.up")}</Link>
			</p>
			<div class="stack ways">
				<PasskeyWay onIn={enter} />
				<Sites next={next()} />
			</div>
		</form>
	);
}

function SignUp(): JSX.Element {
	const form = useForm();
	const [name, setName] = useState("");
	const [email, setEmail] = useState("");
	const [password, setPassword] = useState("");
	return (
		<form
			class="stack"
			onSubmit={(e) => {
				e.preventDefault();
				void form.send(async () => {
					await signUp(name, email, password);
					const brought = await bringIn().catch(() => undefined);
					if (brought) return go(brought, { replace: true });
					go(next(), { replace: true });
				});
			}}
		>
			<h1>{t("sign.up")}</h1>
			<Told>{form.told}</Told>
			<Field
				label={t("name")}
				autocomplete="name"
				required
				value={name}
				onValue={setName}
				wrong={form.wrong("full_name")}
			/>
			<Field
				label={t("email")}
				type="email"
				autocomplete="username"
				required
				value={email}
				onValue={setEmail}
				wrong={form.wrong("email")}
			/>
			<Field
				label={t("password")}
				type="password"
				autocomplete="new-password"
				required
				hint={t("password.hint")}
				value={password}
				onValue={setPassword}
				wrong={form.wrong("password")}
			/>
			<Button type="submit" look="main" busy={form.busy}>
				{t("sign.up")}
			</Button>
			<p class="small soft">
				<Link href="/sign-in">{t("sign.have")}</Link>
			</p>
		</form>
	);
}

function Forgot(): JSX.Element {
	const form = useForm();
	const [email, setEmail] = useState("");
	const [done, setDone] = useState(false);
	if (done)
		return (
			<div class="stack" role="status">
				<h1>{t("sign.forgot")}</h1>
				<p>{t("sign.mailed")}</p>
			</div>
		);
	return (
		<form
			class="stack"
			onSubmit={(e) => {
				e.preventDefault();
				void form.send(async () => {
					await call("POST", "/api/auth/password-reset", { body: { email } });
					setDone(true);
				});
			}}
		>
			<h1>{t("sign.forgot")}</h1>
			<Told>{form.told}</Told>
			<Field
				label={t("email")}
				type="email"
				autocomplete="username"
				required
				value={email}
				onValue={setEmail}
				wrong={form.wrong("email")}
			/>
			<Button type="submit" look="main" busy={form.busy}>
				{t("sign.mail_me")}
			</Button>
		</form>
	);
}

// Mails link to "#token=...": what is behind the # is told to no server.
const token = (): string => new URLSearchParams(location.hash.slice(1)).get("token") ?? "";

function Reset(): JSX.Element {
	const form = useForm();
	const [password, setPassword] = useState("");
	return (
		<form
			class="stack"
			onSubmit={(e) => {
				e.preventDefault();
				void form.send(async () => {
					await call("POST", "/api/auth/password-reset/confirm", {
						body: { token: token(), new_password: password },
					});
					tell(t("sign.changed"));
					go("/sign-in", { replace: true });
				});
			}}
		>
			<h1>{t("password.new")}</h1>
			{(form.told ?? form.wrong("token")) && (
				<p class="told" role="alert">
					{form.told ?? form.wrong("token")}
				</p>
			)}
			<Field
				label={t("password.new")}
				type="password"
				autocomplete="new-password"
				required
				hint={t("password.hint")}
				value={password}
				onValue={setPassword}
				wrong={form.wrong("new_password")}
			/>
			<Button type="submit" look="main" busy={form.busy}>
				{t("save")}
			</Button>
		</form>
	);
}

function Verify(): JSX.Element {
	const form = useForm();
	const [done, setDone] = useState(false);
	useEffect(() => {
		if (!token()) return;
		void form.send(async () => {
			await call("POST", "/api/auth/verify-email", { body: { token: token() } });
			setDone(true);
		});
	}, []);
	return (
		<div class="stack">
			<h1>{t("sign.verify")}</h1>
			{done ? (
				<p role="status">{t("sign.verified")}</p>
			) : form.busy ? (
				<p role="status">{t("wait")}</p>
			) : (
				<p class="told" role="alert">
					{form.told ?? form.wrong("token") ?? t("sign.verify.cut")}
				</p>
			)}
			<Link class="button" href="/">
				{t("home")}
			</Link>
		</div>
	);
}

const forms: Record<string, () => JSX.Element> = {
	"/sign-in": SignIn,
	"/sign-up": SignUp,
	"/forgot": Forgot,
	"/reset-password": Reset,
	"/verify-email": Verify,
};

export default function Sign(): JSX.Element {
	const Form = forms[place.value.path] ?? SignIn;
	return (
		<main id="main" class="page" tabIndex={-1}>
			<section class="card narrow">
				<Form key={place.value.path} />
			</section>
		</main>
	);
}
