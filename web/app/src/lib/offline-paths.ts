// offline-paths.ts - which answers are put aside for a time without a network:
// what the list of documents and the editor ask for. The pages and the service
// worker both go by it.
export const KEPT = "vitae-answers";

const paths = [
	/^\/api\/auth\/me$/,
	/^\/api\/resumes$/,
	/^\/api\/resumes\/[0-9a-f-]{36}$/,
	/^\/api\/templates$/,
	/^\/api\/templates\/[^/?]+\/preferences$/,
];

export function isKept(path: string): boolean {
	return paths.some((p) => p.test(path));
}
