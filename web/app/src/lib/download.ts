// download.ts - what becomes a file of the person's; an answer is called as the
// server calls it.

const KEPT_MS = 10_000; // until a browser has surely taken it

export function nameOf(res: Response, otherwise: string): string {
	const said = res.headers.get("content-disposition") ?? "";
	const named = /filename\*=UTF-8''([^;]+)/i.exec(said)?.[1];
	return named ? decodeURIComponent(named) : (/filename="([^"]+)"/.exec(said)?.[1] ?? otherwise);
}

export function save(blob: Blob, name: string): void {
	const link = document.createElement("a");
	link.href = URL.createObjectURL(blob);
	link.download = name;
	link.click();
	setTimeout(() => URL.revokeObjectURL(link.href), KEPT_MS);
}

/** The name under which it was handed over. */
export async function handOver(res: Response, otherwise: string): Promise<string> {
	const name = nameOf(res, otherwise);
	save(await res.blob(), name);
	return name;
}
