// typed.tsx - "are you sure", for what cannot be undone: a word has to be typed.
import type { ComponentChildren, JSX } from "preact";
import { useState } from "preact/hooks";
import { useForm } from "../lib/form";
import { t } from "../lib/i18n";
import { Button, Dialog, Field, Told } from "./parts";

export function Typed({
	title,
	word,
	does,
	run,
	onClose,
	children,
}: {
	title: string;
	word: string; // to be typed
	does: string; // what the button says
	run: () => Promise<void>;
	onClose: () => void;
	children: ComponentChildren;
}): JSX.Element {
	const [typed, setTyped] = useState("");
	const form = useForm();
	const right = typed.trim().toLowerCase() === word.toLowerCase();
	return (
		<Dialog title={title} onClose={onClose}>
			<form
				class="stack"
				onSubmit={(e) => {
					e.preventDefault();
					if (right) void form.send(async () => run().then(onClose));
				}}
			>
				{children}
				<Field
					label={t("typed.word", { word })}
					value={typed}
					onValue={setTyped}
					autoComplete="off"
					autoFocus
				/>
				<Told>{form.told}</Told>
				<footer>
					<Button onClick={onClose}>{t("cancel")}</Button>
					<Button look="bad" type="submit" icon="trash" busy={form.busy} disabled={!right}>
						{does}
					</Button>
				</footer>
			</form>
		</Dialog>
	);
}
