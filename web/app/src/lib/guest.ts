// guest.ts - what somebody brought along before there was an account. It stays
// in this browser until there is one, and then becomes the first document.
import { call } from "./api";
import type { Tree } from "./tree";

const KEPT = "vitae.guest";

export interface Brought {
	resume: Tree;
	posting: string;
}

export function keep(b: Brought): void {
	try {
		localStorage.setItem(KEPT, JSON.stringify(b));
	} catch {
		// no room: then it is for this page alone
	}
}

export function kept(): Brought | undefined {
	const said = localStorage.getItem(KEPT);
	return said ? (JSON.parse(said) as Brought) : undefined;
}

export function forget(): void {
	localStorage.removeItem(KEPT);
}

/** Makes it the account's; where to go on. */
export async function bringIn(): Promise<string | undefined> {
	const b = kept();
	if (!b) return undefined;
	const made = await call<{ id: string }>("POST", "/api/resumes", { body: { resume: b.resume } });
	forget();
	if (!b.posting.trim()) return `/resumes/${made.id}`;
	const project = await call<{ id: string }>("POST", "/api/projects", {
		body: { job_description: b.posting, base_resume_id: made.id },
	});
	return `/projects/${project.id}`;
}
