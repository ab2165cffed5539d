// pdf.ts - pages of a PDF that somebody handed in, drawn in the browser by
// pdf.js: 0.3 MB with its worker, loaded when there is one to show. Runs no
// script of the file, evaluates nothing and asks for nothing.
import { getDocument, GlobalWorkerOptions } from "pdfjs-dist/legacy/build/pdf.mjs";
import type { PDFDocumentProxy } from "pdfjs-dist";
import worker from "pdfjs-dist/legacy/build/pdf.worker.min.mjs?url";

GlobalWorkerOptions.workerSrc = worker;

const PIXELS_MOST = 16_000_000; // of one page

export interface Drawing {
	close: () => void;
	/** The page, from 0, so many pixels wide. */
	draw: (canvas: HTMLCanvasElement, page: number, width: number) => Promise<void>;
}

async function draw(
	pdf: PDFDocumentProxy,
	canvas: HTMLCanvasElement,
	at: number,
	width: number,
): Promise<void> {
	const page = await pdf.getPage(at + 1);
	const one = page.getViewport({ scale: 1 });
	const most = Math.sqrt(PIXELS_MOST / (one.width * one.height));
	const viewport = page.getViewport({ scale: Math.min(width / one.width, most) });
	canvas.width = Math.round(viewport.width);
	canvas.height = Math.round(viewport.height);
	await page.render({ canvas, viewport }).promise;
	page.cleanup();
}

export async function openPdf(file: Blob): Promise<Drawing> {
	const task = getDocument({
		data: new Uint8Array(await file.arrayBuffer()),
		isEvalSupported: false,
		useWasm: false,
		useWorkerFetch: false,
		useSystemFonts: true,
		disableFontFace: false,
		enableXfa: false,
		verbosity: 0,
	});
	const pdf = await task.promise;
	return {
		close: () => void task.destroy(),
		draw: (canvas, page, width) => draw(pdf, canvas, page, width),
	};
}
