// qr.ts - a text as a QR code (ISO/IEC 18004, model 2): bytes, correction of
// level M, the smallest version that holds it. It is what an authenticator app
// reads off the screen; nothing that is secret leaves the page for that.
//
// Not here: other modes and levels, and reading one.

/** Rows of modules; true is dark. Without the quiet zone. */
export type Modules = boolean[][];

// By version from 1 on, for level M: ISO/IEC 18004, table 9.
const CHECKS = [
	10, 16, 26, 18, 24, 16, 18, 22, 22, 26, 30, 22, 22, 24, 24, 28, 28, 26, 26, 26, 26, 28, 28, 28,
	28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28,
]; // bytes of correction in a block
const BLOCKS = [
	1, 1, 1, 2, 2, 4, 4, 4, 5, 5, 5, 8, 9, 9, 10, 10, 11, 13, 14, 16, 17, 17, 18, 20, 21, 23, 25, 26,
	28, 29, 31, 33, 35, 37, 38, 40, 43, 45, 47, 49,
];
const MOST = 40;

// ---- correction: Reed-Solomon over GF(256) of x^8 + x^4 + x^3 + x^2 + 1 -------

function times(a: number, b: number): number {
	let z = 0;
	for (let i = 7; i >= 0; i--) {
		z = (z << 1) ^ ((z >> 7) * 0x11d);
		if ((b >> i) & 1) z ^= a;
	}
	return z;
}

/** (x - 1)(x - 2)(x - 4)..., its first coefficient left out. */
function generator(degree: number): number[] {
	const g = Array.from({ length: degree }, (_, i): number => (i === degree - 1 ? 1 : 0));
	let root = 1;
	for (let i = 0; i < degree; i++) {
		for (let j = 0; j < degree; j++) g[j] = times(g[j]!, root) ^ (g[j + 1] ?? 0);
		root = times(root, 2);
	}
	return g;
}

export function checks(data: readonly number[], count: number): number[] {
	const g = generator(count);
	const rest = Array.from({ length: count }, () => 0);
	for (const b of data) {
		const factor = b ^ rest.shift()!;
		rest.push(0);
		g.forEach((c, i) => (rest[i]! ^= times(c, factor)));
	}
	return rest;
}

// ---- what is written ------------------------------------------------------------

const sizeOf = (version: number): number => version * 4 + 17;

/** How many bytes there is room for, those of correction included. */
function room(version: number): number {
	let bits = (16 * version + 128) * version + 64;
	if (version >= 2) {
		const n = Math.floor(version / 7) + 2;
		bits -= (25 * n - 10) * n - 55;
		if (version >= 7) bits -= 36;
	}
	return bits >> 3;
}

const capacity = (version: number): number =>
	room(version) - CHECKS[version - 1]! * BLOCKS[version - 1]!;

function bytesOf(text: Uint8Array, version: number): number[] {
	const bits: number[] = [];
	const put = (value: number, count: number): void => {
		for (let i = count - 1; i >= 0; i--) bits.push((value >> i) & 1);
	};
	put(4, 4); // bytes
	put(text.length, version < 10 ? 8 : 16);
	for (const b of text) put(b, 8);
	const most = capacity(version) * 8;
	put(0, Math.min(4, most - bits.length));
	while (bits.length % 8) bits.push(0);
	for (let pad = 0xec; bits.length < most; pad ^= 0xec ^ 0x11) put(pad, 8);
	return Array.from({ length: most / 8 }, (_, i) =>
		bits.slice(i * 8, i * 8 + 8).reduce((b, bit) => (b << 1) | bit, 0),
	);
}

/** In blocks of which the later are a byte longer; then a byte of each in turn. */
function woven(data: readonly number[], version: number): number[] {
	const blocks = BLOCKS[version - 1]!;
	const count = CHECKS[version - 1]!;
	const short = Math.floor(room(version) / blocks) - count;
	const shorts = blocks - (room(version) % blocks);
	const parts: number[][] = [];
	for (let i = 0, at = 0; i < blocks; i++) {
		const end = at + short + (i < shorts ? 0 : 1);
		parts.push(data.slice(at, end));
		at = end;
	}
	const tails = parts.map((p) => checks(p, count));
	const out: number[] = [];
	for (let i = 0; i <= short; i++) for (const p of parts) if (i < p.length) out.push(p[i]!);
	for (let i = 0; i < count; i++) for (const tail of tails) out.push(tail[i]!);
	return out;
}

// ---- the picture -----------------------------------------------------------------

/** What is divided by `by`, and the rest behind it: BCH, as format and version. */
function withRest(value: number, by: number, bits: number): number {
	let rest = value;
	for (let i = 0; i < bits; i++) rest = (rest << 1) ^ ((rest >> (bits - 1)) * by);
	return (value << bits) | rest;
}

/** The fifteen bits that name level M and the mask. */
export const formatBits = (mask: number): number => withRest(mask, 0x537, 10) ^ 0x5412;
export const versionBits = (version: number): number => withRest(version, 0x1f25, 12);

const masks: readonly ((x: number, y: number) => boolean)[] = [
	(x, y) => (x + y) % 2 === 0,
	(_, y) => y % 2 === 0,
	(x) => x % 3 === 0,
	(x, y) => (x + y) % 3 === 0,
	(x, y) => (Math.floor(x / 3) + Math.floor(y / 2)) % 2 === 0,
	(x, y) => ((x * y) % 2) + ((x * y) % 3) === 0,
	(x, y) => (((x * y) % 2) + ((x * y) % 3)) % 2 === 0,
	(x, y) => (((x + y) % 2) + ((x * y) % 3)) % 2 === 0,
];

class Picture {
	readonly size: number;
	readonly dark: Modules;
	private readonly fixed: Modules;

	constructor(private readonly version: number) {
		this.size = sizeOf(version);
		const blank = (): Modules =>
			Array.from({ length: this.size }, () => Array.from({ length: this.size }, () => false));
		this.dark = blank();
		this.fixed = blank();
		this.signs();
		this.format(0); // so that its place is taken
	}

	private fix(x: number, y: number, dark: boolean): void {
		const row = this.dark[y];
		if (!row || x < 0 || x >= this.size) return;
		row[x] = dark;
		this.fixed[y]![x] = true;
	}

	/** Rings around a middle: dark but for those whose distance is named. */
	private rings(mx: number, my: number, reach: number, light: readonly number[]): void {
		for (let dy = -reach; dy <= reach; dy++)
			for (let dx = -reach; dx <= reach; dx++)
				this.fix(mx + dx, my + dy, !light.includes(Math.max(Math.abs(dx), Math.abs(dy))));
	}

	private signs(): void {
		const end = this.size - 4;
		for (let i = 0; i < this.size; i++) {
			this.fix(6, i, i % 2 === 0);
			this.fix(i, 6, i % 2 === 0);
		}
		for (const [x, y] of [
			[3, 3],
			[end, 3],
			[3, end],
		] as const)
			this.rings(x, y, 4, [2, 4]);
		const at = this.aligned();
		const last = at.length - 1;
		at.forEach((x, i) =>
			at.forEach((y, j) => {
				const corner = (i === 0 && (j === 0 || j === last)) || (i === last && j === 0);
				if (!corner) this.rings(x, y, 2, [1]);
			}),
		);
		if (this.version < 7) return;
		const bits = versionBits(this.version);
		for (let i = 0; i < 18; i++) {
			const [a, b] = [this.size - 11 + (i % 3), Math.floor(i / 3)];
			this.fix(a, b, Boolean((bits >> i) & 1));
			this.fix(b, a, Boolean((bits >> i) & 1));
		}
	}

	/** Where the middles of the small squares are, along either side. */
	private aligned(): number[] {
		if (this.version === 1) return [];
		const n = Math.floor(this.version / 7) + 2;
		const step = this.version === 32 ? 26 : Math.ceil((this.version * 4 + 4) / (n * 2 - 2)) * 2;
		return [6, ...Array.from({ length: n - 1 }, (_, i) => this.size - 7 - (n - 2 - i) * step)];
	}

	format(mask: number): void {
		const bits = formatBits(mask);
		const bit = (i: number): boolean => Boolean((bits >> i) & 1);
		for (let i = 0; i < 6; i++) this.fix(8, i, bit(i));
		this.fix(8, 7, bit(6));
		this.fix(8, 8, bit(7));
		this.fix(7, 8, bit(8));
		for (let i = 9; i < 15; i++) this.fix(14 - i, 8, bit(i));
		for (let i = 0; i < 8; i++) this.fix(this.size - 1 - i, 8, bit(i));
		for (let i = 8; i < 15; i++) this.fix(8, this.size - 15 + i, bit(i));
		this.fix(8, this.size - 8, true);
	}

	/** Up and down in columns of two, from the right; what is fixed stays. */
	fill(bytes: readonly number[]): void {
		let at = 0;
		for (let right = this.size - 1; right >= 1; right -= 2) {
			if (right === 6) right = 5;
			const up = ((right + 1) & 2) === 0;
			for (let i = 0; i < this.size; i++)
				for (const x of [right, right - 1]) {
					const y = up ? this.size - 1 - i : i;
					if (this.fixed[y]![x]) continue;
					this.dark[y]![x] = Boolean(((bytes[at >> 3] ?? 0) >> (7 - (at & 7))) & 1);
					at++;
				}
		}
	}

	mask(which: number): void {
		const flips = masks[which]!;
		for (let y = 0; y < this.size; y++)
			for (let x = 0; x < this.size; x++)
				if (!this.fixed[y]![x] && flips(x, y)) this.dark[y]![x] = !this.dark[y]![x];
	}

	/** How hard it is to read: the standard's four penalties. */
	penalty(): number {
		const { dark, size } = this;
		const columns = dark.map((_, x) => dark.map((row) => row[x]!));
		let sum = [...dark, ...columns].reduce((s, line) => s + inLine(line), 0);
		let count = 0;
		for (let y = 0; y < size; y++)
			for (let x = 0; x < size; x++) {
				const d = dark[y]![x]!;
				if (d) count++;
				if (d === dark[y]![x + 1] && d === dark[y + 1]?.[x] && d === dark[y + 1]?.[x + 1]) sum += 3;
			}
		return sum + Math.floor(Math.abs((count * 20) / (size * size) - 10)) * 10;
	}
}

/** Five and more of a kind, and what looks like a finder. */
function inLine(line: readonly boolean[]): number {
	let sum = 0;
	for (let i = 0, run = 0; i < line.length; i++) {
		run = i > 0 && line[i] === line[i - 1] ? run + 1 : 1;
		if (run === 5) sum += 3;
		else if (run > 5) sum++;
	}
	const text = line.map((d) => (d ? "1" : "0")).join("");
	for (const finder of ["10111010000", "00001011101"])
		for (let at = text.indexOf(finder); at >= 0; at = text.indexOf(finder, at + 1)) sum += 40;
	return sum;
}

export function encode(text: string): Modules {
	const bytes = new TextEncoder().encode(text);
	let version = 1;
	while (version <= MOST && capacity(version) < bytes.length + (version < 10 ? 2 : 3)) version++;
	if (version > MOST) throw new RangeError("too long for a QR code");
	const picture = new Picture(version);
	picture.fill(woven(bytesOf(bytes, version), version));
	let best = 0;
	let least = Infinity;
	for (let i = 0; i < masks.length; i++) {
		picture.mask(i);
		picture.format(i);
		const p = picture.penalty();
		if (p < least) [best, least] = [i, p];
		picture.mask(i); // flipped twice is as before
	}
	picture.mask(best);
	picture.format(best);
	return picture.dark;
}

/** For the `d` of a path in a box as wide as the modules and `quiet` on each side. */
export function drawn(modules: Modules, quiet = 4): string {
	let d = "";
	modules.forEach((row, y) => {
		for (let x = 0; x < row.length; x++) {
			if (!row[x]) continue;
			let end = x;
			while (row[end + 1]) end++;
			d += `M${x + quiet} ${y + quiet}h${end - x + 1}v1h${x - end - 1}z`;
			x = end;
		}
	});
	return d;
}
