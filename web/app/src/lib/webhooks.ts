// webhooks.ts - receivers of events as the server tells of them, and how well
// they do.
//
// Not here: what it looks like.
import { call } from "./api";

export interface Webhook {
	id: string;
	url: string;
	events: string[];
	is_active: boolean;
	disabled_reason?: string;
	failure_count: number;
	last_triggered_at?: string;
	old_secret_until?: string;
	created_at: string;
}
export interface Made {
	webhook: Webhook;
	secret: string;
}

export interface Attempt {
	number: number;
	at: string;
	status: number; // 0: there was no answer
	error?: string;
	response_body?: string;
	duration_ms: number;
}
export type State = "pending" | "succeeded" | "failed";
export interface Delivery {
	id: string;
	type: string;
	state: State;
	manual: boolean;
	attempts: number;
	created_at: string;
	last_attempt_at?: string;
	next_attempt_at?: string;
	status: number;
	error?: string;
	duration_ms: number;
}
export interface Told extends Omit<Delivery, "attempts"> {
	payload: string;
	attempts: Attempt[];
}

export const events = [
	"resume.created",
	"resume.updated",
	"resume.exported",
	"analysis.completed",
	"generation.completed",
] as const;

export type Health = "good" | "failing" | "off" | "disabled";

export function healthOf(w: Webhook): Health {
	if (!w.is_active) return w.disabled_reason ? "disabled" : "off";
	return w.failure_count ? "failing" : "good";
}

const PAUSE_MS = 400;
const TRIES = 40; // an attempt may take ten seconds, and waits for its turn

/** Asks until an attempt is over, or for long enough. */
export async function outcome(hook: string, id: string): Promise<Told> {
	let told = await call<Told>("GET", `/api/webhooks/${hook}/deliveries/${id}`);
	for (let i = 0; i < TRIES && told.state === "pending"; i++) {
		await new Promise((go) => setTimeout(go, PAUSE_MS));
		told = await call<Told>("GET", `/api/webhooks/${hook}/deliveries/${id}`);
	}
	return told;
}

/** As people read it, if it is JSON. */
export function pretty(body: string): string {
	try {
		return JSON.stringify(JSON.parse(body), null, 2);
	} catch {
		return body;
	}
}
