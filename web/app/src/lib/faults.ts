// faults.ts - what the server says went wrong, in the language of the page.
// Sentences that people meet are in the catalogue; of the others what kind of
// fault it is, where that says enough; else the server's own English. A test
// finds each of these sentences in the server.
import { heard, isHeard } from "./heard";
import { language, t, type Key } from "./i18n";

type Values = Record<string, string | number>;

export const sentences: readonly [RegExp, Key][] = [
	[/^the email or the password is wrong$/, "told.sign_in"],
	[/^is not your password$/, "told.password"],
	[/^must have at least (?<n>\d+) characters$/, "told.short"],
	[/^is one of those that are guessed first, take another$/, "told.guessed"],
	[/^is your own email or name, take another$/, "told.own"],
	[/^must be an email address$/, "told.email"],
	[/^this email cannot be used: sign in, or ask for a new password$/, "told.email_used"],
	[/^this code is wrong, or was used already$/, "told.code"],
	[/^is not the code of this minute$/, "told.code_now"],
	[/^too many wrong codes: use a recovery code or a passkey$/, "told.codes"],
	[/^this sign-in is over: begin again$/, "told.sign_in_over"],
	[/^this account is suspended: write to the operator of this site$/, "told.suspended"],
	[/^is missing$/, "told.missing"],
	[/^must be given$/, "told.missing"],
	[/^must begin with https:\/\/$/, "told.https"],
	[/^must lie in the future$/, "told.future"],
	[/^the posting is empty: /, "told.posting_empty"],
	[/^the resume is empty: /, "told.resume_empty"],
	[/^an agent works on this project already: /, "told.agent_busy"],
	[/^this document is in the trash: bring it back first$/, "told.in_trash"],
	[/^this project is in the trash: bring it back first$/, "told.in_trash"],
	[/ is empty: choose the file again$/, "told.file_empty"],
	[/ is of no kind that is read here: /, "told.file_kind"],
	[/ is an Office document locked with a password: /, "told.file_locked"],
	[/ is a HEIC picture of a phone: /, "told.file_heic"],
];

// Those that say all there is to say; of the others it is better to know more.
export const codes: Readonly<Record<string, Key>> = {
	not_signed: "told.not_signed",
	forbidden: "told.forbidden",
	not_found: "told.not_found",
	gone: "told.gone",
	stale: "told.stale",
	too_big: "told.too_big",
	untrusted: "told.file_unread",
	timeout: "told.timeout",
	broken: "told.broken",
	busy: "told.busy",
	upstream: "told.upstream",
	full: "told.full",
	feature_disabled: "told.disabled",
	"Rate limit exceeded": "told.limited",
};

const general = /^(a service that we depend on failed|busy, try again in a moment|something broke)/;

/** A sentence of the server's, to be shown; `code` is the fault's. */
export function toldAs(said: string, code = ""): string {
	for (const [pattern, key] of sentences) {
		const found = pattern.exec(said);
		if (found) return t(key, numbers(found.groups));
	}
	if (isHeard(said)) return heard(said);
	// in English the server says more, unless it has nothing to say
	const known = codes[code];
	return known && (language.value !== "en" || general.test(said)) ? t(known) : said;
}

function numbers(groups: Record<string, string> | undefined): Values {
	return Object.fromEntries(Object.entries(groups ?? {}).map(([k, v]) => [k, Number(v)]));
}
