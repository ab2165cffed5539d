// sites.ts - other sites that sign in here: which there are, the way to one,
// and what went wrong on it.
import type * as Api from "./api-types";
import { call } from "./api";
import { t, type Key } from "./i18n";

export type Provider = Api.Provider;

const GOOGLE = ["https://accounts.google.com", "accounts.google.com"];

/** What people call it, as far as an issuer says. */
export function siteName(issuer: string): string {
	if (GOOGLE.includes(issuer)) return "Google";
	try {
		return new URL(issuer).host;
	} catch {
		return issuer;
	}
}

/** Those that people can be sent to. */
export async function providers(): Promise<Provider[]> {
	const got = await call<{ providers: Provider[] }>("GET", "/api/auth/providers");
	return got.providers.filter((p) => p.redirects);
}

export async function goThere(provider: string, return_to: string): Promise<void> {
	const way = await call<{ authorization_url: string }>("GET", "/api/auth/oidc/start", {
		query: { provider, return_to },
	});
	location.assign(way.authorization_url);
}

const known = ["conflict", "forbidden", "not_signed"];

/** What the walk there left in the address, if it failed; it is told once. */
export function siteFault(): string | undefined {
	const code = new URLSearchParams(location.hash.slice(1)).get("fault");
	if (!code) return undefined;
	history.replaceState(null, "", location.pathname + location.search);
	return t((known.includes(code) ? `site.fault.${code}` : "fault.unknown") as Key);
}
