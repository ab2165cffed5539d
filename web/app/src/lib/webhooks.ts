// webhooks.ts - receivers of events as the server tells of them, and how well
// they do.
//
// Not here: what it looks like.
import type * as Api from "./api-types";
import { call } from "./api";

export type Webhook = Api.Webhook;
export type Made = Api.WebhookMade;

export type Attempt = Api.DeliveryAttempt;
export type State = "pending" | "succeeded" | "failed";
export type Delivery = Api.Delivery;
export type Told = Api.DeliveryDetail;

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
