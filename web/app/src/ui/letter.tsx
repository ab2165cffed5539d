// letter.tsx - a letter under edit: its fields to the one side, its page as it
// will be to the other.
import type { JSX } from "preact";
import { useEffect, useState } from "preact/hooks";
import { call, said } from "../lib/api";
import { Drawing } from "../lib/drawing";
import { Editing, type Document } from "../lib/editing";
import { formats, saveFile } from "../lib/export";
import { t, type Key } from "../lib/i18n";
import { list, text, type Path } from "../lib/tree";
import { Menu } from "./menu";
import { Button, Field, Skeleton, Told } from "./parts";
import { Preview } from "./preview";
import { tell } from "./toasts";
import { Undo } from "./undo";

const LETTER: Path = ["meta", "vitae", "letter"];
const PARAGRAPHS: Path = [...LETTER, "paragraphs"];
const ADDRESSEE: Path = [...LETTER, "addressee"];

const words = (s: string): number => s.split(/\s+/).filter(Boolean).length;

function Line({ of, name, label }: { of: Editing; name: string; label: Key }): JSX.Element {
	const path = [...LETTER, name];
	return (
		<Field
			label={t(label)}
			value={text(of.doc.value, path)}
			onValue={(v) => of.set(path, v || undefined)}
		/>
	);
}

function Paragraphs({ of }: { of: Editing }): JSX.Element {
	const all = list(of.doc.value, PARAGRAPHS).map((p) => (typeof p === "string" ? p : ""));
	const n = all.reduce((sum, p) => sum + words(p), 0);
	const remove = (i: number): void => {
		of.remove([...PARAGRAPHS, i]);
		tell(t("letter.removed"), () => of.undo());
	};
	return (
		<div class="stack">
			{all.map((p, i) => (
				<div class="paragraph" key={i}>
					<Field
						label={t("letter.paragraph", { at: i + 1 })}
						lines
						spellcheck
						value={p}
						onValue={(v) => of.set([...PARAGRAPHS, i], v)}
					/>
					<div class="row">
						<Button
							look="bare"
							small
							icon="up"
							says={t("letter.up", { at: i + 1 })}
							disabled={i === 0}
							onClick={() => of.move(PARAGRAPHS, i, i - 1)}
						/>
						<Button
							look="bare"
							small
							icon="down"
							says={t("letter.down", { at: i + 1 })}
							disabled={i === all.length - 1}
							onClick={() => of.move(PARAGRAPHS, i, i + 1)}
						/>
						<Button
							look="bare"
							small
							icon="trash"
							says={t("letter.remove", { at: i + 1 })}
							onClick={() => remove(i)}
						/>
					</div>
				</div>
			))}
			<div class="row">
				<Button small icon="plus" onClick={() => of.insert(PARAGRAPHS, all.length, "")}>
					{t("letter.add")}
				</Button>
				<span class="soft small">{t("letter.words", { n })}</span>
			</div>
		</div>
	);
}

function Fields({ of }: { of: Editing }): JSX.Element {
	const to = list(of.doc.value, ADDRESSEE).filter((x): x is string => typeof x === "string");
	const [typed, setTyped] = useState(to.join("\n"));
	return (
		<div class="stack">
			<div class="pair">
				<Line of={of} name="date" label="letter.date" />
				<Line of={of} name="subject" label="letter.subject" />
			</div>
			<Field
				label={t("letter.to")}
				lines
				value={typed}
				onValue={(v) => {
					setTyped(v);
					of.set(
						ADDRESSEE,
						v.split("\n").filter((x) => x.trim()),
					);
				}}
			/>
			<Line of={of} name="salutation" label="letter.salutation" />
			<Paragraphs of={of} />
			<div class="pair">
				<Line of={of} name="closing" label="letter.closing" />
				<Line of={of} name="signature" label="letter.signature" />
			</div>
		</div>
	);
}

export function Letter({ id }: { id: string }): JSX.Element {
	const [open, setOpen] = useState<{ of: Editing; drawing: Drawing }>();
	const [fault, setFault] = useState<string>();
	useEffect(() => {
		let made: { of: Editing; drawing: Drawing } | undefined;
		let gone = false;
		setOpen(undefined);
		call<Document>("GET", `/api/resumes/${id}`).then(
			(d) => {
				if (gone) return;
				const of = new Editing(d);
				made = { of, drawing: new Drawing(of.doc) };
				setOpen(made);
			},
			(e: unknown) => setFault(said(e)),
		);
		return () => {
			gone = true;
			made?.drawing.close();
			made?.of.close();
		};
	}, [id]);
	if (fault) return <Told>{fault}</Told>;
	if (!open) return <Skeleton lines={8} />;
	const { of, drawing } = open;
	const saving = of.saving.value;
	return (
		<div class="letter">
			<section class="card stack" aria-label={t("letter.text")}>
				<div class="row">
					<span class={`tag ${saving}`} role="status" title={of.fault.value?.message ?? ""}>
						{t(`saving.${saving}`)}
					</span>
					<div class="end row">
						<Undo of={of} />
						<Menu
							says={t("download")}
							icon="download"
							label={t("download")}
							choices={formats.map((f) => ({
								label: f.name,
								run: () => void saveFile(of, of.doc.value, f).catch((e: unknown) => tell(said(e))),
							}))}
						/>
					</div>
				</div>
				<Fields of={of} key={id} />
			</section>
			<Preview doc={of.doc} drawing={drawing} />
		</div>
	);
}
