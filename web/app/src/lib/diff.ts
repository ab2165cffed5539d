// diff.ts - two texts word by word: what stayed, what went, what came.

export interface Bit {
	text: string;
	is: "same" | "gone" | "come";
}

const WORDS_MOST = 1500; // of either; longer ones are shown whole, one behind the other

function words(text: string): string[] {
	return text.match(/\s+|[^\s]+/g) ?? [];
}

/** How many words two tails have in common, at [i][j] for those from i and j on. */
function lengths(a: readonly string[], b: readonly string[]): Uint16Array[] {
	const of = Array.from({ length: a.length + 1 }, () => new Uint16Array(b.length + 1));
	for (let i = a.length - 1; i >= 0; i--)
		for (let j = b.length - 1; j >= 0; j--)
			of[i]![j] = a[i] === b[j] ? of[i + 1]![j + 1]! + 1 : Math.max(of[i + 1]![j]!, of[i]![j + 1]!);
	return of;
}

/** Blanks between two words that went (or came) went with them. */
function joined(bits: Bit[]): Bit[] {
	const out: Bit[] = [];
	for (const [i, bit] of bits.entries()) {
		const last = out.at(-1);
		const next = bits[i + 1];
		const blank = bit.is === "same" && !bit.text.trim();
		if (blank && last && next && last.is !== "same" && next.is === last.is) last.text += bit.text;
		else if (last && last.is === bit.is) last.text += bit.text;
		else out.push({ ...bit });
	}
	return out;
}

export function diff(before: string, after: string): Bit[] {
	const a = words(before);
	const b = words(after);
	if (a.length > WORDS_MOST || b.length > WORDS_MOST)
		return [
			{ text: before, is: "gone" },
			{ text: after, is: "come" },
		];
	const common = lengths(a, b);
	const bits: Bit[] = [];
	let i = 0;
	let j = 0;
	while (i < a.length || j < b.length)
		if (i < a.length && j < b.length && a[i] === b[j]) {
			bits.push({ text: a[i]!, is: "same" });
			i++;
			j++;
		} else if (j >= b.length || (i < a.length && common[i + 1]![j]! >= common[i]![j + 1]!))
			bits.push({ text: a[i++]!, is: "gone" });
		else bits.push({ text: b[j++]!, is: "come" });
	return joined(bits);
}
