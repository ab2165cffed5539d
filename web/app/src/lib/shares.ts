// shares.ts - links by which others see a document: what there is to decide
// about one, and what the server is told of it.
import type * as Api from "./api-types";
import { call } from "./api";

export type Share = Api.Share;
export type Made = Api.ShareMade;
export interface Shares {
	shares: Share[];
	next_cursor: string | null;
}

/** What may be left out, as the server calls it. */
export const hideable = ["phone", "email", "address", "photo", "birth_date", "referees"] as const;

export type State = "open" | "expired" | "revoked";
export function stateOf(s: Share): State {
	if (s.revoked_at) return "revoked";
	return s.expires_at && Date.parse(s.expires_at) <= Date.now() ? "expired" : "open";
}

/** What somebody decides in the dialog. */
export interface Terms {
	name: string;
	version: number;
	redact: string[];
	allow_download: boolean;
	secret: "none" | "keep" | "new";
	password: string;
	until: string; // "2027-01-15", the last day; "": for ever
}

function ymd(at: Date): string {
	const two = (n: number): string => String(n).padStart(2, "0");
	return `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}`;
}

export function inDays(n: number): string {
	return ymd(new Date(Date.now() + n * 86_400_000));
}

export function termsOf(s: Share | undefined): Terms {
	return {
		name: s?.name ?? "",
		version: s?.version ?? 0,
		redact: s?.redact ?? [],
		allow_download: s?.allow_download ?? true,
		secret: s?.has_password ? "keep" : "none",
		password: "",
		until: s?.expires_at ? ymd(new Date(s.expires_at)) : "",
	};
}

/** A link holds to the end of its last day, by its owner's clock. */
function endOf(day: string): string {
	return new Date(new Date(`${day}T00:00`).getTime() + 86_400_000 - 1000).toISOString();
}

function body(to: Terms, changes: boolean): Record<string, unknown> {
	const none = changes ? null : undefined;
	return {
		name: to.name.trim() || none,
		version: to.version,
		redact: to.redact,
		allow_download: to.allow_download,
		expires_at: to.until ? endOf(to.until) : none,
		...(to.secret === "new" ? { password: to.password } : {}),
		...(to.secret === "none" && changes ? { password: null } : {}),
	};
}

export type Subject = { resume_id: string } | { project_id: string };

/** An absolute link: the server says a path where nobody told it its name. */
const absolute = (made: Made): Made => ({
	...made,
	url: new URL(made.url, location.origin).href,
});

export async function make(of: Subject, to: Terms): Promise<Made> {
	return absolute(await call<Made>("POST", "/api/shares", { body: { ...of, ...body(to, false) } }));
}

export async function renew(id: string): Promise<Made> {
	return absolute(await call<Made>("POST", `/api/shares/${id}/link`));
}

export function change(id: string, to: Terms): Promise<Share> {
	return call<Share>("PUT", `/api/shares/${id}`, {
		body: body(to, true),
		headers: { "Idempotency-Key": crypto.randomUUID() },
	});
}
