// files.ts - what the server makes of a document, saved as a file.
import { ask } from "./api";

const KEEP_MS = 10_000; // until the browser has it

export async function save(format: string, body: unknown, otherwise: string): Promise<void> {
	const res = await ask("POST", `/api/export/${format}`, { headers: { Accept: "*/*" }, body });
	const named = /filename\*=UTF-8''([^;]+)/.exec(res.headers.get("content-disposition") ?? "")?.[1];
	const link = document.createElement("a");
	link.href = URL.createObjectURL(await res.blob());
	link.download = named ? decodeURIComponent(named) : `${otherwise}.${format}`;
	link.click();
	setTimeout(() => URL.revokeObjectURL(link.href), KEEP_MS);
}
