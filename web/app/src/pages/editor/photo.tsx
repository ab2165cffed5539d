// editor/photo.tsx - the owner's picture: made small here, kept in the document
// itself.
import type { JSX } from "preact";
import { useRef, useState } from "preact/hooks";
import { said } from "../../lib/api";
import type { Editing } from "../../lib/editing";
import { t } from "../../lib/i18n";
import { Fault } from "../../lib/api";
import { text, type Path } from "../../lib/tree";
import { Button, Icon, Told } from "../../ui/parts";
import { tell } from "../../ui/toasts";

const own = ["meta", "vitae", "photo"] as const;
const shared = ["basics", "image"] as const;
const EDGE = 480; // dots: 34 mm at 350 dpi
const QUALITY = 0.86;

/** The picture as a data: URL, at most EDGE high and wide, without what the
 * camera noted. */
async function small(file: File): Promise<string> {
	const bitmap = await createImageBitmap(file).catch(() => {
		throw new Fault(0, "picture", t("photo.wrong"));
	});
	const scale = Math.min(1, EDGE / Math.max(bitmap.width, bitmap.height));
	const canvas = document.createElement("canvas");
	canvas.width = Math.max(1, Math.round(bitmap.width * scale));
	canvas.height = Math.max(1, Math.round(bitmap.height * scale));
	const pen = canvas.getContext("2d")!;
	pen.fillStyle = "#fff"; // a JPEG has nothing to see through
	pen.fillRect(0, 0, canvas.width, canvas.height);
	pen.drawImage(bitmap, 0, 0, canvas.width, canvas.height);
	bitmap.close();
	return canvas.toDataURL("image/jpeg", QUALITY);
}

export function Photo({ of }: { of: Editing }): JSX.Element {
	const file = useRef<HTMLInputElement>(null);
	const [fault, setFault] = useState<string>();
	const path: Path = text(of.doc.value, own) ? own : shared;
	const now = text(of.doc.value, path);
	const take = async (chosen: File | undefined): Promise<void> => {
		if (!chosen) return;
		try {
			of.set(path, await small(chosen));
			setFault(undefined);
		} catch (e) {
			setFault(said(e));
		}
		file.current!.value = "";
	};
	const remove = (): void => {
		of.set(path, undefined);
		tell(t("photo.removed"), () => of.undo());
	};
	return (
		<div class="photo">
			{now.startsWith("data:") ? (
				<img src={now} alt={t("photo")} />
			) : (
				<div class="none">
					<Icon name="person" size={28} />
				</div>
			)}
			<div class="stack tight">
				<div class="row">
					<Button small onClick={() => file.current?.click()}>
						{t(now ? "photo.other" : "photo.choose")}
					</Button>
					{now && (
						<Button small look="bare" onClick={remove}>
							{t("photo.remove")}
						</Button>
					)}
				</div>
				<p class="hint small soft">{t("photo.hint")}</p>
				<Told>{fault}</Told>
			</div>
			<input
				ref={file}
				type="file"
				accept="image/png,image/jpeg,image/webp"
				class="hidden-text"
				tabIndex={-1}
				aria-label={t("photo.choose")}
				onChange={(e) => void take(e.currentTarget.files?.[0])}
			/>
		</div>
	);
}
