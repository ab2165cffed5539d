// offline.ts - what the pages do for a time without a network: answers are put
// aside in this browser, for the service worker to give again, until somebody
// signs out. Browsers that lack either go without.
import { isKept, KEPT } from "./offline-paths";

const able = "caches" in globalThis && "serviceWorker" in navigator;
const LATER_MS = 500; // the page itself comes first
const WORKER_MS = 1500; // and all that it shows

const waiting = new Map<string, number>(); // what is put aside in a moment

async function put(path: string, copy: Response): Promise<void> {
	try {
		await (await caches.open(KEPT)).put(path, copy);
	} catch {
		// no room: then not
	}
}

/** An answer of 200: to GET, or to a PUT that answers what GET would; what
 * counts as saved is there without a network, too. */
export async function putAside(method: string, path: string, res: Response): Promise<void> {
	if (!able || res.status !== 200 || !isKept(path)) return;
	// an older answer is not to come after a newer one
	clearTimeout(waiting.get(path));
	if (method === "PUT") await put(path, res.clone());
	else if (method === "GET") {
		const copy = res.clone();
		waiting.set(
			path,
			window.setTimeout(() => put(path, copy), LATER_MS),
		);
	}
}

/** Nobody is signed in here any more. */
export function forget(): void {
	for (const timer of waiting.values()) clearTimeout(timer);
	if (able) void caches.delete(KEPT).catch(() => {});
}

/** What this page loaded before there was a worker: it may not be in its list. */
async function keepLoaded(): Promise<void> {
	await navigator.serviceWorker.ready;
	for (const { name } of performance.getEntriesByType("resource"))
		if (new URL(name).pathname.startsWith("/assets/")) await fetch(name);
}

/** Once somebody is: strangers have nothing to work on. */
export function beginWorker(): void {
	if (!able) return;
	const begin = (): void =>
		void navigator.serviceWorker
			.register("/worker.js")
			.then(keepLoaded)
			.catch(() => {}); // then without
	// it fetches all there is, and must not be in the way of what is wanted now
	const later = (): void => void setTimeout(begin, WORKER_MS);
	if (document.readyState === "complete") later();
	else addEventListener("load", later, { once: true });
}
