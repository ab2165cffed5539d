// worker/index.ts - the service worker: without a network the pages that were
// here once open all the same. What the network has comes first, always; what is
// kept is the scripts and styles of one build, and the answers that
// lib/offline.ts put aside. Changes are not its business: those wait in the
// document that they were made in (lib/editing.ts).
/// <reference lib="webworker" />
import { isKept, KEPT } from "../lib/offline-paths";

declare const self: ServiceWorkerGlobalScope;
/** By the build: the files of this one, and the first names of the paths. */
declare const FILES: readonly string[];
declare const ROOTS: readonly string[];
declare const BUILD: string;

const CACHE = `vitae-build-${BUILD}`;
const SHELL = "/";

// Files are named by what is in them: those of the last build that stayed are
// taken from there.
async function install(): Promise<void> {
	const cache = await caches.open(CACHE);
	const missing: string[] = [SHELL];
	for (const file of FILES) {
		const had = await caches.match(file);
		if (had) await cache.put(file, had);
		else missing.push(file);
	}
	await cache.addAll(missing);
}

/** No tab has the last build any more. */
async function activate(): Promise<void> {
	for (const name of await caches.keys())
		if (name.startsWith("vitae-build-") && name !== CACHE) await caches.delete(name);
	await self.clients.claim();
}

async function file(request: Request): Promise<Response> {
	const had = await caches.match(request);
	if (had) return had;
	const res = await fetch(request);
	if (res.ok) {
		const copy = res.clone();
		void caches.open(CACHE).then((cache) => cache.put(request, copy));
	}
	return res;
}

async function orElse(request: Request, cache: string, path: string): Promise<Response> {
	try {
		return await fetch(request);
	} catch (e) {
		const had = await (await caches.open(cache)).match(path);
		if (had) return had;
		throw e;
	}
}

self.addEventListener("install", (e) => e.waitUntil(install()));
self.addEventListener("activate", (e) => e.waitUntil(activate()));
self.addEventListener("fetch", (e) => {
	const { origin, pathname, search } = new URL(e.request.url);
	if (origin !== location.origin || e.request.method !== "GET") return;
	const root = pathname.split("/")[1] ?? "";
	if (pathname.startsWith("/assets/")) e.respondWith(file(e.request));
	else if (e.request.mode === "navigate" && ROOTS.includes(root))
		e.respondWith(orElse(e.request, CACHE, SHELL));
	else if (isKept(pathname + search)) e.respondWith(orElse(e.request, KEPT, pathname + search));
});
