// editor/meeting.tsx - two changed the same passage: whose shall stand?
import type { JSX } from "preact";
import type { Editing } from "../../lib/editing";
import { t } from "../../lib/i18n";
import { partsOf, called } from "../../lib/parts";
import { get, isTree, type Json, type Path } from "../../lib/tree";
import { Button, Dialog } from "../../ui/parts";

/** The words of it, without the signs of JSON. */
function words(v: Json | undefined): string {
	if (v === undefined || v === null) return "";
	if (Array.isArray(v)) return v.map(words).filter(Boolean).join("\n");
	if (isTree(v)) return Object.values(v).map(words).filter(Boolean).join("\n");
	return String(v);
}

/** "Work: Miller · Acme". */
function placeOf(of: Editing, path: Path): string {
	const doc = of.doc.value;
	const at = path.join("/");
	const part = partsOf(doc).find((p) => `${at}/`.startsWith(`${p.path.join("/")}/`));
	if (!part) return path[0] === "basics" ? t("section.basics") : "";
	const n = path[part.path.length];
	const entry = typeof n === "number" ? get(doc, [...part.path, n]) : undefined;
	return [part.title || t(part.named), entry && called(part, entry)].filter(Boolean).join(": ");
}

function Side({ title, said }: { title: string; said: string }): JSX.Element {
	return (
		<div>
			<h3>{title}</h3>
			<p class="said" tabIndex={0}>
				{said || <span class="soft">{t("conflict.gone")}</span>}
			</p>
		</div>
	);
}

export function Meeting({ of }: { of: Editing }): JSX.Element {
	const c = of.conflicts.value[0]!;
	return (
		<Dialog title={t("conflict")} onClose={() => of.decide(false)}>
			<p>{t("conflict.more", { n: of.conflicts.value.length })}</p>
			<p class="soft">{placeOf(of, c.path)}</p>
			<div class="pair">
				<Side title={t("conflict.mine")} said={words(c.mine)} />
				<Side title={t("conflict.theirs")} said={words(c.theirs)} />
			</div>
			<footer>
				<Button onClick={() => of.decide(true)}>{t("conflict.take")}</Button>
				<Button look="main" onClick={() => of.decide(false)}>
					{t("conflict.keep")}
				</Button>
			</footer>
		</Dialog>
	);
}
