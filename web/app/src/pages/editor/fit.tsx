// editor/fit.tsx - how many pages a document may take: what making it fit did
// to its type, and what would stand on the pages that are too many.
import type { JSX } from "preact";
import { useId } from "preact/hooks";
import type { Drawing, Told } from "../../lib/drawing";
import type { Editing } from "../../lib/editing";
import { number, t } from "../../lib/i18n";
import { called, partsOf, type Part } from "../../lib/parts";
import { effective, styled } from "../../lib/style";
import { get, type Tree } from "../../lib/tree";

const fitPath = ["fit", "pages"] as const;
const CHOICES = [0, 1, 2, 3] as const;
const NAMED_MOST = 6;

function partAt(all: readonly Part[], pointer: string): [Part, string] | undefined {
	for (const p of all) {
		const begin = `/${p.path.join("/")}`;
		if (pointer !== begin && !pointer.startsWith(`${begin}/`)) continue;
		return [p, pointer.slice(begin.length + 1).split("/")[0] ?? ""];
	}
	return undefined;
}

/** What stands behind the page that should be the last. */
function beyond(doc: Tree, told: Told, pages: number): string[] {
	const all = partsOf(doc);
	const names = new Set<string>();
	for (const w of told.pages.slice(pages).flatMap((p) => p.words)) {
		const found = w.at && partAt(all, w.at);
		if (!found) continue;
		const [part, n] = found;
		const entry = n ? get(doc, [...part.path, Number(n)]) : undefined;
		names.add((entry && called(part, entry)) || part.title || t(part.named));
	}
	return [...names];
}

function Outcome({ doc, told, want }: { doc: Tree; told: Told; want: number }): JSX.Element {
	const pages = told.pages.length;
	const points = (n: number): string => number(n, 1);
	const shrunk = told.size < told.asked - 0.04;
	if (!want) return <p class="soft">{t("fit.pages", { n: pages })}</p>;
	if (told.fitted)
		return (
			<p class="soft">
				{shrunk
					? t("fit.done", { n: pages, from: points(told.asked), to: points(told.size) })
					: t("fit.already", { n: pages })}
			</p>
		);
	const names = beyond(doc, told, want);
	return (
		<>
			<p class="warn">{t("fit.failed", { n: pages, size: points(told.size) })}</p>
			<ul class="small soft">
				{names.slice(0, NAMED_MOST).map((n) => (
					<li key={n}>{n}</li>
				))}
				{names.length > NAMED_MOST && <li>{t("fit.more", { n: names.length - NAMED_MOST })}</li>}
			</ul>
		</>
	);
}

export function Fit({ of, drawing }: { of: Editing; drawing: Drawing }): JSX.Element {
	const id = useId();
	const doc = of.doc.value;
	const said = effective(doc, fitPath);
	const want = typeof said === "number" ? said : 0;
	const told = drawing.told.value;
	const choose = (n: number): void => of.become(styled(of.doc.peek(), fitPath, n || undefined), "");
	return (
		<section class="card look-card" aria-labelledby={id}>
			<h2 id={id}>{t("fit")}</h2>
			<div class="either" role="radiogroup" aria-labelledby={id}>
				{CHOICES.map((n) => (
					<label key={n}>
						<input type="radio" name={id} checked={want === n} onChange={() => choose(n)} />
						<span>{n ? t("fit.to", { n }) : t("fit.off")}</span>
					</label>
				))}
			</div>
			<div class="stack tight" role="status">
				{told && <Outcome doc={doc} told={told} want={want} />}
			</div>
		</section>
	);
}
