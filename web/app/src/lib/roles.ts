// roles.ts - jobs that follow each other at one employer are roles there, as
// the press shows them (resume_roles).
import { text, type Json } from "./tree";

const shared = ["name", "url", "location", "description"];

function employer(entry: Json | undefined): string {
	return text(entry, ["name"]).trim().toLowerCase();
}

/** Is the entry at `i` a further role where the one before it was? */
export function goesOn(all: readonly Json[], i: number): boolean {
	return i > 0 && employer(all[i]) !== "" && employer(all[i]) === employer(all[i - 1]);
}

/** A further role at the employer of `entry`. */
export function roleAt(entry: Json | undefined): Json {
	const said = shared.map((n) => [n, text(entry, [n])] as const).filter(([, v]) => v);
	return Object.fromEntries(said);
}
