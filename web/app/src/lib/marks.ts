// marks.ts - bold, italic and links in a text, as the press reads them:
// **bold**, *italic*, [text](https://...).

export interface Chosen {
	text: string;
	from: number;
	to: number;
}
export type Mark = "bold" | "italic" | "link";

const signs = { bold: "**", italic: "*" } as const;
const ADDRESS = "https://";

function around(text: string, from: number, to: number, sign: string): boolean {
	const n = sign.length;
	const star = sign[0]!;
	const runs = (at: number, by: number): number => {
		let k = 0;
		while (text[at + by * k] === star) k++;
		return k;
	};
	const before = runs(from - 1, -1);
	const after = runs(to, 1);
	// one star is italic, two are bold, three are both
	const has = (k: number): boolean => (n === 1 ? k % 2 === 1 : k >= 2);
	return has(before) && has(after);
}

/** What is chosen with a mark around it, or without the one that it has; blanks
 * at its ends stay outside, where a mark would not be one. */
export function marked(c: Chosen, mark: Mark): Chosen {
	let { from, to } = c;
	while (from < to && /\s/.test(c.text[from]!)) from++;
	while (to > from && /\s/.test(c.text[to - 1]!)) to--;
	const [head, said, tail] = [c.text.slice(0, from), c.text.slice(from, to), c.text.slice(to)];
	if (mark === "link") {
		const at = from + said.length + 3;
		const text = `${head}[${said}](${ADDRESS})${tail}`;
		return said
			? { text, from: at, to: at + ADDRESS.length }
			: { text, from: from + 1, to: from + 1 };
	}
	const sign = signs[mark];
	const n = sign.length;
	if (around(c.text, from, to, sign))
		return { text: head.slice(0, -n) + said + tail.slice(n), from: from - n, to: to - n };
	return { text: head + sign + said + sign + tail, from: from + n, to: to + n };
}
