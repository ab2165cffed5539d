// editor/gallery.tsx - the templates, each as a picture of this very document,
// drawn by the engine that makes its PDF. Arrows go from one to the next.
import { useSignalEffect } from "@preact/signals";
import type { JSX } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { picture } from "../../lib/drawing";
import type { Editing } from "../../lib/editing";
import { heard } from "../../lib/heard";
import { t } from "../../lib/i18n";
import {
	dressed,
	inTemplate,
	loadUsual,
	lookOf,
	templateOf,
	templates,
	type Template,
} from "../../lib/style";
import type { Tree } from "../../lib/tree";

const CARD_WIDTH = 150; // of a picture on the screen, about
const DPI = 60;
const PAUSE_MS = 600;
const AT_ONCE = 2; // the page beside it is drawn, too

/** How the document looked when it was last in a template: one that comes back
 * finds it so. Of this visit alone. */
const looks = new Map<string, Tree>();

function inThis(doc: Tree, of: Editing, id: string): Tree {
	return id === templateOf(doc) ? doc : inTemplate(doc, id, looks.get(`${of.id} ${id}`));
}

/** Pictures by template; old ones stay until there are new ones. */
function usePictures(of: Editing): Record<string, string> {
	const [urls, setUrls] = useState<Record<string, string>>({});
	const all = useRef<Record<string, string>>({});
	const turn = useRef(0);
	const pause = useRef(0);
	const draw = async (): Promise<void> => {
		const mine = ++turn.current;
		const doc = of.doc.peek();
		const rest = templates.peek().map((x) => x.id);
		const dpi = Math.min(2, devicePixelRatio) * DPI;
		const one = async (): Promise<void> => {
			for (let id = rest.shift(); id && mine === turn.current; id = rest.shift()) {
				await loadUsual(id).catch(() => {});
				const found = await picture(dressed(inThis(doc, of, id)), 1, Math.ceil(dpi)).catch(
					() => undefined,
				);
				if (!found) continue;
				const old = all.current[id];
				all.current = { ...all.current, [id]: found[0] };
				setUrls(all.current);
				if (old) URL.revokeObjectURL(old);
			}
		};
		await Promise.all(Array.from({ length: AT_ONCE }, one));
	};
	useSignalEffect(() => {
		of.doc.value;
		templates.value;
		clearTimeout(pause.current);
		pause.current = window.setTimeout(
			() => void draw(),
			Object.keys(all.current).length ? PAUSE_MS : 0,
		);
	});
	useEffect(
		() => () => {
			turn.current = -1;
			clearTimeout(pause.current);
			Object.values(all.current).forEach((u) => URL.revokeObjectURL(u));
		},
		[],
	);
	return urls;
}

function Card({
	of: template,
	url,
	chosen,
	onChoose,
}: {
	of: Template;
	url: string | undefined;
	chosen: boolean;
	onChoose: () => void;
}): JSX.Element {
	return (
		<label class="template" title={heard(template.description)}>
			<input type="radio" name="template" checked={chosen} onChange={onChoose} />
			<span class="picture">
				{url ? (
					<img src={url} alt="" width={CARD_WIDTH} draggable={false} />
				) : (
					<span class="skeleton" />
				)}
			</span>
			<span class="name">{template.name}</span>
		</label>
	);
}

export function Gallery({ of }: { of: Editing }): JSX.Element {
	const urls = usePictures(of);
	const now = templateOf(of.doc.value);
	const choose = (id: string): void => {
		const doc = of.doc.peek();
		looks.set(`${of.id} ${templateOf(doc)}`, lookOf(doc));
		of.become(inThis(doc, of, id), "");
	};
	return (
		<section class="card look-card" aria-labelledby="templates">
			<h2 id="templates">{t("templates")}</h2>
			<div class="gallery" role="radiogroup" aria-labelledby="templates">
				{templates.value.map((x) => (
					<Card
						key={x.id}
						of={x}
						url={urls[x.id]}
						chosen={x.id === now}
						onChoose={() => choose(x.id)}
					/>
				))}
			</div>
			<p class="soft small">
				{heard(templates.value.find((x) => x.id === now)?.description ?? "")}
			</p>
		</section>
	);
}
