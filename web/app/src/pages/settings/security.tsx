// settings/security.tsx - what is asked besides the password, and what signs
// in without one.
import type { JSX } from "preact";
import { Passkeys } from "./passkeys";
import { Second } from "./second";

export function Security(): JSX.Element {
	return (
		<>
			<Second />
			<Passkeys />
		</>
	);
}
