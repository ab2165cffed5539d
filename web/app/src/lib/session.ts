// session.ts - who is signed in. The tokens are in cookies that no script can
// read; what is kept here is only what is shown.
import type * as Api from "./api-types";
import { signal } from "@preact/signals";
import { go } from "./router";
import { call, Fault, maybeSignedIn, whenSignedOut } from "./api";
import { beginWorker, forget } from "./offline";

export type Account = Api.Account;

/** undefined: not known yet; null: nobody. */
export const me = signal<Account | null | undefined>(undefined);

whenSignedOut(() => {
	me.value = null;
	forget();
});

export async function lookUp(): Promise<void> {
	if (!maybeSignedIn()) {
		me.value = null;
		return;
	}
	try {
		me.value = await call<Account>("GET", "/api/auth/me");
		beginWorker();
	} catch (e) {
		if (!(e instanceof Fault) || e.status === 0) throw e;
		me.value = null;
	}
}

/** Where a second factor is set up, its code has to follow. */
export type Second = Api.SignIn;

/** What every way in ends with. */
export async function signed(answer: Second): Promise<Second> {
	if (!answer.mfa_token) await lookUp();
	return answer;
}

export async function signIn(email: string, password: string): Promise<Second> {
	return signed(
		await call<Second>("POST", "/api/auth/login", { body: { email, password, cookie: true } }),
	);
}

export async function signInCode(mfa_token: string, code: string): Promise<Second> {
	return signed(
		await call<Second>("POST", "/api/auth/mfa", { body: { mfa_token, code, cookie: true } }),
	);
}

export async function signUp(full_name: string, email: string, password: string): Promise<Second> {
	return signed(
		await call<Second>("POST", "/api/auth/register", {
			body: { full_name, email, password, cookie: true },
		}),
	);
}

/** Goes to the front page first: another would ask to sign in again. */
export async function signOut(): Promise<void> {
	await call("POST", "/api/auth/logout");
	forget();
	go("/");
	me.value = null;
}
