// api.ts - asking the server. One function; what goes wrong is thrown as a
// Fault with a sentence that can be shown.
import { toldAs } from "./faults";
import { ready } from "./heard";
import { t } from "./i18n";
import { putAside } from "./offline";

export type Method = "GET" | "POST" | "PUT" | "DELETE";

export class Fault extends Error {
	constructor(
		readonly status: number, // 0: there was no answer
		readonly code: string,
		message: string,
		readonly fields: Record<string, string> = {},
		readonly retryAfter = 0, // seconds
	) {
		super(message);
	}
}

/** What can be shown of whatever was thrown. */
export function said(e: unknown): string {
	return e instanceof Fault ? e.message : t("fault.unknown");
}

export interface Ask {
	query?: Record<string, string | number | boolean | undefined>;
	body?: unknown; // JSON, or a FormData
	headers?: Record<string, string>;
	signal?: AbortSignal;
}

/** Called when the server says that nobody is signed in. */
let onSignedOut = (): void => {};
export function whenSignedOut(then: () => void): void {
	onSignedOut = then;
}

function address(path: string, query: Ask["query"]): string {
	const q = new URLSearchParams();
	for (const [k, v] of Object.entries(query ?? {}))
		if (v !== undefined && v !== "") q.set(k, String(v));
	const s = q.toString();
	return s ? `${path}?${s}` : path;
}

async function fault(res: Response): Promise<Fault> {
	const [said] = await Promise.all([res.json().catch(() => ({})), ready()]);
	const code: string = said.error ?? "unknown";
	const fields: Record<string, string> = said.fields ?? {};
	return new Fault(
		res.status,
		code,
		said.message ? toldAs(said.message, code) : t("fault.unknown"),
		Object.fromEntries(Object.entries(fields).map(([at, why]) => [at, toldAs(why)])),
		Number(res.headers.get("retry-after") ?? 0),
	);
}

/** What the server gave this browser at the sign-in, for its pages to repeat:
 * another site can send our cookies, but not read this one. */
function pageToken(): string | undefined {
	return /(?:^|; )(?:__Host-)?vitae-page=([^;]+)/.exec(document.cookie)?.[1];
}

/** Is somebody signed in here, as far as the browser knows? */
export function maybeSignedIn(): boolean {
	return pageToken() !== undefined;
}

let renewal: Promise<boolean> | undefined;
/** New cookies for old ones; one question, however many ask for it at once. */
function renew(): Promise<boolean> {
	return (renewal ??= send("POST", "/api/auth/refresh", { body: {} })
		.then((res) => res.ok)
		.catch(() => false)
		.finally(() => (renewal = undefined)));
}

const EARLY_MS = 10_000; // later it might be old

/** The answer that early.ts has asked for already; it is given once. */
function early(method: Method, url: string): Promise<Response> | undefined {
	const all = method === "GET" ? window.vitaeEarly : undefined;
	const found = all?.get(url);
	all?.delete(url);
	return performance.now() < EARLY_MS ? found : undefined;
}

async function send(method: Method, path: string, how: Ask): Promise<Response> {
	const form = how.body instanceof FormData;
	const headers: Record<string, string> = { Accept: "application/json", ...how.headers };
	const token = pageToken();
	if (token && method !== "GET") headers["X-CSRF-Token"] = token;
	if (how.body !== undefined && !form) headers["Content-Type"] = "application/json";
	const url = address(path, how.query);
	const begun = how.headers ? undefined : early(method, url);
	if (begun) {
		const res = await begun.catch(() => undefined);
		if (res) return res;
	}
	try {
		return await fetch(url, {
			method,
			headers,
			credentials: "same-origin",
			...(how.body === undefined
				? {}
				: { body: form ? (how.body as FormData) : JSON.stringify(how.body) }),
			...(how.signal ? { signal: how.signal } : {}),
		});
	} catch (e) {
		if (e instanceof DOMException && e.name === "AbortError") throw e;
		throw new Fault(0, "offline", t("fault.offline"));
	}
}

/** The answer as it is; a status of 400 and above is thrown. */
export async function ask(method: Method, path: string, how: Ask = {}): Promise<Response> {
	let res = await send(method, path, how);
	if (res.status === 401 && maybeSignedIn() && !path.startsWith("/api/auth/login"))
		if (await renew()) res = await send(method, path, how);
	if (res.ok) {
		await putAside(method, address(path, how.query), res);
		return res;
	}
	const f = await fault(res);
	if (f.status === 401) onSignedOut();
	throw f;
}

export async function call<T>(method: Method, path: string, how: Ask = {}): Promise<T> {
	const res = await ask(method, path, how);
	return (res.status === 204 ? undefined : await res.json()) as T;
}

export interface Happening {
	id: string;
	name: string;
	data: string;
}

/** Server-sent events of an answer, one after the other, until it ends. */
export async function* happenings(res: Response): AsyncGenerator<Happening> {
	const reader = res.body!.pipeThrough(new TextDecoderStream()).getReader();
	let rest = "";
	for (;;) {
		const { value, done } = await reader.read();
		if (done) return;
		rest += value;
		for (let end = rest.indexOf("\n\n"); end >= 0; end = rest.indexOf("\n\n")) {
			const h: Happening = { id: "", name: "message", data: "" };
			for (const line of rest.slice(0, end).split("\n")) {
				const at = line.indexOf(":");
				const name = at < 0 ? line : line.slice(0, at);
				const said = at < 0 ? "" : line.slice(at + 1).replace(/^ /, "");
				if (name === "id") h.id = said;
				else if (name === "event") h.name = said;
				else if (name === "data") h.data += h.data ? `\n${said}` : said;
			}
			rest = rest.slice(end + 2);
			if (h.data || h.name !== "message") yield h;
		}
	}
}
