// undo.tsx - one step back and one forth, of a document under edit.
import type { JSX } from "preact";
import type { Editing } from "../lib/editing";
import { t } from "../lib/i18n";
import { Button } from "./parts";

export function Undo({ of }: { of: Editing }): JSX.Element {
	return (
		<>
			<Button
				look="bare"
				small
				icon="undo"
				says={t("undo")}
				disabled={!of.canUndo.value}
				onClick={() => of.undo()}
			/>
			<Button
				look="bare"
				small
				icon="redo"
				says={t("redo")}
				disabled={!of.canRedo.value}
				onClick={() => of.redo()}
			/>
		</>
	);
}
