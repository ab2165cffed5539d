// advice.ts - what the server says of a job in English, in the language of the
// page: what would raise a score, what an agent did. A test finds each of these
// sentences in the server; what is not among them is shown as it came.
import { t, type Key } from "./i18n";

export const sentences: readonly [RegExp, Key][] = [
	[/^Show (?<name>.+) in a bullet of a job: the resume only lists it$/, "advice.show"],
	[/^Say (?<name>.+) by name: (?<by>.+) proves it$/, "advice.name"],
	[/^If you have it, say (?<name>.+), and where you used it$/, "advice.say"],
	[/^If it is what you did, name a title that is nearer to "(?<name>.+)"$/, "advice.title"],
	[/^Complete what every reader wants: /, "advice.complete"],
	[/^If you speak it, name the language that the posting asks for$/, "advice.language"],
	[/^Fit my resume to this posting\.$/, "advice.fit"],
	[
		/^(?<n>\d+) changes? (?<way>proposed|made), (?<rejected>\d+) rejected\. The score goes from (?<before>[\d.]+) to (?<after>[\d.]+)\.$/,
		"advice.done",
	],
];

/** A sentence of the server's, as people of this language say it. */
export function advised(said: string): string {
	for (const [pattern, key] of sentences) {
		const found = pattern.exec(said);
		if (found) return t(key, found.groups);
	}
	return said;
}
