// readings.tsx - the fields that were read of a file: the doubtful ones first,
// then all others by section, then lines that no field took.
import type { JSX } from "preact";
import { Fragment } from "preact";
import { useMemo } from "preact/hooks";
import { useGrowing } from "../lib/growing";
import { t } from "../lib/i18n";
import { entryKey, entryOf, groupOf, namedOf, type Group } from "../lib/named";
import type { Kind } from "../lib/sections";
import type { ReadField, Review } from "../lib/review";
import { Button } from "./parts";
import { tell } from "./toasts";

export const idOf = (f: ReadField): string => `read${f.at.replaceAll("/", "-")}`;

const types: Partial<Record<Kind, { type: string }>> = {
	url: { type: "url" },
	email: { type: "email" },
	tel: { type: "tel" },
};

function titleOf(group: Group): string {
	return group.title ? t(group.title) : group.own;
}

// ---- one field --------------------------------------------------------------------

interface RowProps {
	review: Review;
	field: ReadField;
	onNext: () => void;
	context?: string; // where it belongs, for one that stands apart
}

function Row({ review, field, onNext, context }: RowProps): JSX.Element {
	const id = idOf(field);
	const path = review.pathOf(field);
	if (!path) return <></>;
	const named = namedOf(field.path);
	const value = review.valueOf(field) ?? "";
	const done = field.doubtful && review.isDone(field);
	const label = t(named.label) + (named.nth ? ` ${named.nth}` : "");
	const long = named.kind === "lines" || named.kind === "items" || value.length > 60;
	const approve = (): void => {
		if (field.doubtful && !done) review.accept([field]);
		onNext();
	};
	const key = (e: KeyboardEvent): void => {
		if (e.key !== "Enter" || e.isComposing || (long && !e.ctrlKey && !e.metaKey)) return;
		e.preventDefault();
		if (field.doubtful) approve();
	};
	const remove = (): void => {
		review.remove(field);
		tell(t("removed", { name: label }), () => review.of.undo());
	};
	const same = {
		id,
		class: "input",
		value,
		"aria-describedby": `${id}-about`,
		onFocus: () => review.light(field),
		onInput: (e: Event) => review.change(field, (e.currentTarget as HTMLInputElement).value),
		onKeyDown: key,
	};
	return (
		<div
			class="field reading"
			data-level={field.level}
			data-done={done || undefined}
			data-active={review.active.value === field.at || undefined}
		>
			<div class="head">
				<label for={id}>{label}</label>
				{context && <span class="small soft context">{context}</span>}
				<span class={`tag sure ${done ? "good" : field.level}`} title={`${field.sure} %`}>
					{t(done ? "review.looked" : `sure.${field.level}`)}
				</span>
				<span class="hidden-text" id={`${id}-about`}>
					{t("review.where", {
						sure: t(`sure.${field.level}`),
						page: field.place.page + 1,
						line: field.line,
					})}
				</span>
			</div>
			<div class="said-so">
				{long ? (
					<textarea {...same} rows={1} spellcheck dir="auto" />
				) : (
					<input
						{...(same as JSX.IntrinsicElements["input"])}
						{...((types[named.kind] ?? {}) as object)}
						dir="auto"
						placeholder={named.kind === "date" ? t("date.how") : ""}
					/>
				)}
				{field.doubtful && (
					<Button
						small
						icon="check"
						aria-pressed={done}
						says={t("review.right", { name: label })}
						onClick={() => {
							review.accept([field], !done);
							if (!done) onNext();
						}}
					/>
				)}
				<Button
					small
					look="bare"
					icon="trash"
					says={t("remove.name", { name: label })}
					onClick={remove}
				/>
			</div>
		</div>
	);
}

// ---- all of them --------------------------------------------------------------------

function contextOf(review: Review, f: ReadField): string {
	const group = groupOf(f.path, review.uploaded);
	const entry = entryOf(f.path, review.uploaded, group.section);
	const own = review.valueOf(f);
	return [titleOf(group), entry === own ? "" : entry].filter(Boolean).join(" · ");
}

function First({ review, onNext }: { review: Review; onNext: () => void }): JSX.Element {
	const open = review.open.value;
	if (!review.doubtful.length)
		return (
			<section class="card part calm">
				<h2>{t("review.sure")}</h2>
				<p class="soft">{t("review.sure.more")}</p>
			</section>
		);
	return (
		<section class="card part first">
			<div class="stack">
				<h2>{t("review.first")}</h2>
				<p class="soft small">{t(open.length ? "review.first.more" : "review.done")}</p>
			</div>
			{review.doubtful.map((f) => (
				<Row key={f.at} review={review} field={f} onNext={onNext} context={contextOf(review, f)} />
			))}
			{open.length > 1 && (
				<div>
					<Button small icon="check" onClick={() => review.accept(open)}>
						{t("review.all", { n: open.length })}
					</Button>
				</div>
			)}
		</section>
	);
}

interface Part {
	group: Group;
	entries: { key: string; fields: ReadField[] }[];
}

function parts(review: Review): Part[] {
	const all = new Map<string, Part>();
	for (const f of review.fields) {
		if (f.doubtful) continue;
		const group = groupOf(f.path, review.uploaded);
		const part = all.get(group.id) ?? { group, entries: [] };
		all.set(group.id, part);
		const key = entryKey(f.path);
		const entry = part.entries.find((e) => e.key === key);
		if (entry) entry.fields.push(f);
		else part.entries.push({ key, fields: [f] });
	}
	return [...all.values()];
}

export function ReadFields({
	review,
	onNext,
}: {
	review: Review;
	onNext: () => void;
}): JSX.Element {
	const all = useMemo(() => parts(review), [review]);
	const shown = useGrowing(all.length, 1, 1);
	return (
		<>
			<First review={review} onNext={onNext} />
			{all.slice(0, shown).map(({ group, entries }) => (
				<section class="card part" key={group.id}>
					<h2>{titleOf(group)}</h2>
					{entries.map(({ key, fields }) => {
						const called = entryOf(fields[0]!.path, review.uploaded, group.section);
						const rows = fields.map((f) => (
							<Row key={f.at} review={review} field={f} onNext={onNext} />
						));
						return fields.length > 1 && called ? (
							<div class="reading-entry" key={key}>
								<h3>{called}</h3>
								{rows}
							</div>
						) : (
							<Fragment key={key}>{rows}</Fragment>
						);
					})}
				</section>
			))}
		</>
	);
}

export function LeftOver({ review }: { review: Review }): JSX.Element {
	if (!review.left.length) return <></>;
	const copy = async (said: string): Promise<void> => {
		try {
			await navigator.clipboard.writeText(said);
			tell(t("copied"));
		} catch {
			tell(t("copied.not"));
		}
	};
	return (
		<section class="card part left-over">
			<div class="stack">
				<h2>{t("review.left", { n: review.left.length })}</h2>
				<p class="soft small">{t("review.left.more")}</p>
			</div>
			<ul role="list">
				{review.left.map((l) => (
					<li key={`${l.page}-${l.line}`} class="row">
						<button
							type="button"
							class="line"
							dir="auto"
							onClick={() => {
								review.light(undefined);
								review.lit.value = l.place;
							}}
						>
							{l.text}
						</button>
						<Button
							small
							look="bare"
							icon="copy"
							says={t("copy.name", { name: l.text })}
							onClick={() => void copy(l.text)}
						/>
					</li>
				))}
			</ul>
		</section>
	);
}
