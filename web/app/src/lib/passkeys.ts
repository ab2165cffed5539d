// passkeys.ts - what the browser and the server say to each other about
// passkeys (WebAuthn, level 3). JSON writes bytes as base64url; not every
// browser turns them into bytes itself yet, so it is done here.
//
// Not here: what it looks like.
import type * as Api from "./api-types";
import { call } from "./api";
import { signed, type Second } from "./session";

type Question = Api.PasskeyQuestion;

export function possible(): boolean {
	return typeof PublicKeyCredential !== "undefined" && Boolean(navigator.credentials);
}

/** Can the browser offer them in the field for the email? */
export async function offered(): Promise<boolean> {
	if (!possible()) return false;
	const ask = (
		PublicKeyCredential as unknown as { isConditionalMediationAvailable?: () => Promise<boolean> }
	).isConditionalMediationAvailable;
	return (await ask?.call(PublicKeyCredential).catch(() => false)) ?? false;
}

// ---- bytes ------------------------------------------------------------------------

function bytes(text: unknown): Uint8Array<ArrayBuffer> {
	const plain = atob(String(text).replace(/-/g, "+").replace(/_/g, "/"));
	return Uint8Array.from(plain, (c) => c.charCodeAt(0));
}

function text(held: ArrayBuffer): string {
	return btoa(String.fromCharCode(...new Uint8Array(held)))
		.replace(/\+/g, "-")
		.replace(/\//g, "_")
		.replace(/=+$/, "");
}

const known = (list: unknown): PublicKeyCredentialDescriptor[] =>
	((list ?? []) as { id: string; type: "public-key" }[]).map((c) => ({ ...c, id: bytes(c.id) }));

function told(made: PublicKeyCredential): unknown {
	const { response } = made;
	const same = { clientDataJSON: text(response.clientDataJSON) };
	const answer =
		response instanceof AuthenticatorAttestationResponse
			? {
					...same,
					attestationObject: text(response.attestationObject),
					transports: response.getTransports?.() ?? [],
				}
			: response instanceof AuthenticatorAssertionResponse
				? {
						...same,
						authenticatorData: text(response.authenticatorData),
						signature: text(response.signature),
						...(response.userHandle ? { userHandle: text(response.userHandle) } : {}),
					}
				: same;
	return {
		id: made.id,
		rawId: text(made.rawId),
		type: made.type,
		response: answer,
		clientExtensionResults: made.getClientExtensionResults(),
	};
}

// ---- making one, signing in with one --------------------------------------------------

/** Was it not to be, by the person or the clock, and not by a fault? */
export function refused(e: unknown): boolean {
	return e instanceof DOMException && (e.name === "NotAllowedError" || e.name === "AbortError");
}

/** The one on this device is known already. */
export function there(e: unknown): boolean {
	return e instanceof DOMException && e.name === "InvalidStateError";
}

export async function add(name: string, current_password?: string): Promise<void> {
	const { options, flow } = await call<Question>("POST", "/api/auth/passkeys/options", {
		body: current_password ? { current_password } : {},
	});
	const o = options as unknown as PublicKeyCredentialCreationOptions & { challenge: unknown };
	const made = (await navigator.credentials.create({
		publicKey: {
			...o,
			challenge: bytes(o.challenge),
			user: { ...o.user, id: bytes(o.user.id) },
			excludeCredentials: known(o.excludeCredentials),
		},
	})) as PublicKeyCredential;
	await call("POST", "/api/auth/passkeys", { body: { flow, name, credential: told(made) } });
}

/**
 * Signs in with one: behind a password by its `mfa_token`; or by itself, in a
 * window of the browser's, or in the field for the email (`quietly`).
 */
export async function enter(how: {
	mfa_token?: string;
	quietly?: boolean;
	signal?: AbortSignal;
}): Promise<Second> {
	const more = how.mfa_token ? { mfa_token: how.mfa_token } : {};
	const { options, flow } = await call<Question>("POST", "/api/auth/passkeys/sign-in/options", {
		body: more,
		...(how.signal ? { signal: how.signal } : {}),
	});
	const o = options as unknown as PublicKeyCredentialRequestOptions & { challenge: unknown };
	const got = (await navigator.credentials.get({
		publicKey: { ...o, challenge: bytes(o.challenge), allowCredentials: known(o.allowCredentials) },
		...(how.quietly ? { mediation: "conditional" as const } : {}),
		...(how.signal ? { signal: how.signal } : {}),
	})) as PublicKeyCredential;
	return signed(
		await call<Second>("POST", "/api/auth/passkeys/sign-in", {
			body: { flow, credential: told(got), cookie: true, ...more },
		}),
	);
}
