// export.ts - a document under edit becomes a file on this computer. What the
// server has is asked for by its id, so that its history knows of it; what it
// has not yet is brought along.
import { ask, Fault } from "./api";
import type { Editing } from "./editing";
import { t, type Key } from "./i18n";
import type { Tree } from "./tree";

export interface Format {
	id: string;
	name: string;
	about: Key;
}

export const formats: readonly Format[] = [
	{ id: "pdf", name: "PDF", about: "export.pdf" },
	{ id: "docx", name: "Word", about: "export.docx" },
	{ id: "odt", name: "OpenDocument", about: "export.odt" },
	{ id: "html", name: "HTML", about: "export.html" },
	{ id: "txt", name: "Text", about: "export.txt" },
	{ id: "md", name: "Markdown", about: "export.md" },
	{ id: "json", name: "JSON Resume", about: "export.json" },
];

async function made(of: Editing, doc: Tree, format: string): Promise<Response> {
	await of.save();
	const stored = of.saving.peek() === "saved";
	return ask("POST", `/api/export/${format}`, {
		headers: { Accept: "*/*" },
		body: stored ? { resume_id: of.id } : { resume: doc },
	});
}

function nameOf(res: Response, otherwise: string): string {
	const said = res.headers.get("content-disposition") ?? "";
	const coded = /filename\*=UTF-8''([^;]+)/.exec(said)?.[1];
	return coded ? decodeURIComponent(coded) : (/filename="([^"]+)"/.exec(said)?.[1] ?? otherwise);
}

/** Saves it where the browser saves files; the name that it has there. */
export async function saveFile(of: Editing, doc: Tree, format: Format): Promise<string> {
	const KEPT_MS = 10_000; // browsers begin to read a moment later
	const res = await made(of, doc, format.id);
	const link = document.createElement("a");
	link.href = URL.createObjectURL(await res.blob());
	link.download = nameOf(res, `resume.${format.id}`);
	link.click();
	setTimeout(() => URL.revokeObjectURL(link.href), KEPT_MS);
	return link.download;
}

/** The clipboard is asked for at once: later it is no longer a click's. */
export async function copyText(of: Editing, doc: Tree): Promise<void> {
	if (!navigator.clipboard) throw new Fault(0, "clipboard", t("export.no_clipboard"));
	const text = made(of, doc, "txt").then((res) => res.blob());
	const plain = text.then((b) => new Blob([b], { type: "text/plain" }));
	await navigator.clipboard.write([new ClipboardItem({ "text/plain": plain })]);
}
