// upload.ts - a file becomes the base resume, told stage by stage. The server
// goes on when the connection is lost, and so does this, where it stood.
import type * as Api from "./api-types";
import { ask, call, Fault, happenings, type Happening } from "./api";
import { toldAs } from "./faults";
import { ready } from "./heard";
import { t } from "./i18n";

/** In their order; ocr only where there are pictures of text. */
export const stages = ["sending", "validating", "extracting", "ocr", "parsing", "saving"] as const;
export type Stage = (typeof stages)[number];

export interface Progress {
	stage: Stage;
	percent: number;
	page: number; // of a picture that is read; 0: of none
	pages: number;
}
export type Uploaded = Api.Upload;

const TRIES = 5;
const WAIT_MS = 1000;

interface Following {
	told: (p: Progress) => void;
	signal: AbortSignal;
	last: string; // the id of the newest event
}

function isStage(s: unknown): s is Stage {
	return stages.includes(s as Stage);
}

/** What an event says: the end, or how far it is. */
function take(h: Happening, f: Following): Uploaded | undefined {
	const data = JSON.parse(h.data || "{}");
	if (h.id) f.last = h.id;
	if (h.name === "result") return data as Uploaded;
	if (h.name === "error")
		throw new Fault(
			422,
			data.error ?? "unknown",
			data.message ? toldAs(data.message, data.error) : t("fault.unknown"),
		);
	if (isStage(data.stage))
		f.told({
			stage: data.stage,
			percent: data.percent ?? 0,
			page: data.page ?? 0,
			pages: data.pages ?? 0,
		});
	return undefined;
}

/** undefined: the connection was lost before the end. */
async function follow(res: Response, f: Following): Promise<Uploaded | undefined> {
	try {
		for await (const h of happenings(res)) {
			const end = take(h, f);
			if (end) return end;
		}
	} catch (e) {
		if (e instanceof Fault || f.signal.aborted) throw e;
	}
	return undefined;
}

async function pickUp(job: string, f: Following): Promise<Uploaded> {
	for (let n = 0; n < TRIES; n++) {
		await new Promise((go) => setTimeout(go, n * WAIT_MS));
		try {
			const res = await ask("GET", `${job}/events`, {
				headers: {
					Accept: "text/event-stream",
					...(f.last ? { "Last-Event-ID": f.last } : {}),
				},
				signal: f.signal,
			});
			await ready();
			const end = await follow(res, f);
			if (end) return end;
		} catch (e) {
			if (!(e instanceof Fault) || (e.status !== 0 && e.status < 429)) throw e;
		}
	}
	throw new Fault(0, "offline", t("fault.offline"));
}

export async function upload(
	file: File,
	told: (p: Progress) => void,
	signal: AbortSignal,
): Promise<Uploaded> {
	const form = new FormData();
	form.append("file", file);
	told({ stage: "sending", percent: 0, page: 0, pages: 0 });
	const f: Following = { told, signal, last: "" };
	const res = await ask("POST", "/api/resumes/upload", {
		body: form,
		headers: { Accept: "text/event-stream", "Idempotency-Key": crypto.randomUUID() },
		signal,
	});
	const job = res.headers.get("location");
	// whoever gives up does not want it finished behind his back
	signal.addEventListener("abort", () => {
		if (job) void call("POST", `${job}/cancel`).catch(() => undefined);
	});
	const end = await follow(res, f);
	if (end) return end;
	if (!job) throw new Fault(0, "offline", t("fault.offline"));
	return pickUp(job, f);
}
