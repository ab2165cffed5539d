// early.ts - the first script of all, and the smallest: asks the server for what
// the page will want, while the page's own scripts are on their way. api.ts takes
// the answers from here. Knows no page: its element says what.

declare global {
	interface Window {
		vitaeEarly?: Map<string, Promise<Response>>;
	}
}

const { path = "", first = "" } = document.currentScript?.dataset ?? {};
const at = path.split("/").indexOf("{id}");
const id = location.pathname.split("/")[at] ?? "";

if (/(?:^|; )(?:__Host-)?vitae-page=/.test(document.cookie)) {
	const all = ["/api/auth/me", ...first.split(" ").filter(Boolean)];
	window.vitaeEarly = new Map(
		all.map((wanted) => {
			const url = wanted.replace("{id}", id);
			const got = fetch(url, {
				headers: { Accept: "application/json" },
				credentials: "same-origin",
			});
			got.catch(() => {}); // whoever takes it asks again
			return [url, got];
		}),
	);
}

export {};
