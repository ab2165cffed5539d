// varying.tsx - the master's sections with a switch for everything in them, and
// every text to be said otherwise: how a variant is edited.
import type { JSX } from "preact";
import { useId, useRef, useState } from "preact/hooks";
import type { Editing } from "../lib/editing";
import { useGrowing } from "../lib/growing";
import { t, type Key } from "../lib/i18n";
import { partsOf, summaryPath, type Part } from "../lib/parts";
import { basics, basicsMore, nameOf, type Section } from "../lib/sections";
import { get, list, text, type Path, type Tree } from "../lib/tree";
import {
	add,
	added,
	bullets,
	isIn,
	pointer,
	said,
	say,
	sayings,
	setAdded,
	take,
	wholeOf,
	type Saying,
} from "../lib/variant";
import { Button } from "./parts";

interface Of {
	of: Editing; // of what differs
	master: Tree;
}

function Switch({ of, master, path, label }: Of & { path: Path; label: string }): JSX.Element {
	const yes = isIn(master, of.doc.value, path);
	return (
		<input
			type="checkbox"
			role="switch"
			class="switch"
			aria-label={t("variant.shows", { name: label })}
			checked={yes}
			onChange={() => of.become(take(master, of.doc.value, path, !yes), "")}
		/>
	);
}

// ---- a text, as the master says or otherwise --------------------------------------------

function Otherwise({
	of,
	master,
	path,
	label,
	quiet,
}: Of & { path: Path; label: string; quiet?: boolean }): JSX.Element {
	const id = useId();
	const ref = useRef<HTMLDivElement>(null);
	const master_says = text(master, path);
	const own = said(master, of.doc.value, path);
	const set = (value: string | undefined): void =>
		of.become(say(master, of.doc.value, path, value), value === undefined ? "" : pointer(path));
	const focus = (what: "textarea" | "button"): void =>
		void requestAnimationFrame(() => ref.current?.querySelector<HTMLElement>(what)?.focus());
	return (
		<div class="otherwise" ref={ref} data-own={own !== undefined || undefined}>
			{!quiet && (
				<span class="label small soft" id={id}>
					{label}
				</span>
			)}
			{own === undefined ? (
				<>
					<span class="of-master" dir="auto">
						{master_says}
					</span>
					<Button
						look="bare"
						small
						icon="pencil"
						says={t("variant.say", { name: label })}
						onClick={() => {
							set(master_says);
							focus("textarea");
						}}
					/>
				</>
			) : (
				<>
					<div class="own">
						<textarea
							class="input"
							dir="auto"
							aria-label={t("variant.here", { name: label })}
							value={own}
							rows={1}
							onInput={(e) => set(e.currentTarget.value)}
							onBlur={() => own === master_says && set(undefined)}
						/>
						{own !== master_says && (
							<p class="small soft" dir="auto">
								{t("variant.master.says", { text: master_says })}
							</p>
						)}
					</div>
					<Button
						look="bare"
						small
						icon="undo"
						says={t("variant.as.master", { name: label })}
						onClick={() => {
							set(undefined);
							focus("button");
						}}
					/>
				</>
			)}
		</div>
	);
}

// ---- an entry --------------------------------------------------------------------------------

function Bullets({ of, master, path, label }: Of & { path: Path; label: string }): JSX.Element {
	const all = list(master, path);
	const own = added(master, of.doc.value, path);
	const ref = useRef<HTMLUListElement>(null);
	return (
		<>
			<ul class="varied-lines" role="list" ref={ref}>
				{all.map((line, i) => {
					const at = [...path, i];
					const name = t("variant.line", { n: i + 1, name: label });
					return (
						<li key={i} data-out={!isIn(master, of.doc.value, at) || undefined}>
							<Switch of={of} master={master} path={at} label={String(line)} />
							<Otherwise of={of} master={master} path={at} label={name} quiet />
						</li>
					);
				})}
				{own.map(({ n, value }) => (
					<li key={`own${n}`}>
						<span class="tag good">{t("variant.only")}</span>
						<div class="otherwise" data-own>
							<div class="own">
								<textarea
									class="input"
									dir="auto"
									rows={1}
									aria-label={t("variant.line.own", { name: label })}
									value={value}
									onInput={(e) =>
										of.become(setAdded(of.doc.value, n, e.currentTarget.value), `own${n}`)
									}
								/>
							</div>
							<Button
								look="bare"
								small
								icon="trash"
								says={t("variant.line.drop", { name: label })}
								onClick={() => of.become(setAdded(of.doc.value, n, undefined), "")}
							/>
						</div>
					</li>
				))}
			</ul>
			<div>
				<Button
					look="bare"
					small
					icon="plus"
					onClick={() => {
						of.become(add(of.doc.value, path), "");
						requestAnimationFrame(() =>
							ref.current?.querySelector<HTMLElement>("li:last-child textarea")?.focus(),
						);
					}}
				>
					{t("variant.line.add")}
					<span class="hidden-text"> {label}</span>
				</Button>
			</div>
		</>
	);
}

function Texts({ all, of, master }: Of & { all: Saying[] }): JSX.Element {
	return (
		<>
			{all.map((s) => (
				<Otherwise
					key={s.detail.name}
					of={of}
					master={master}
					path={s.path}
					label={t(s.detail.label as Key)}
				/>
			))}
		</>
	);
}

interface EntryProps extends Of {
	path: Path;
	section: Section;
}

function Entry({ of, master, section, path }: EntryProps): JSX.Element {
	const entry = get(master, path) ?? null;
	const name = nameOf(section, entry) || t("entry.new");
	const yes = isIn(master, of.doc.value, path);
	const [open, setOpen] = useState(false);
	const lists = bullets(master, path, section);
	const fields = sayings(master, path, section.details);
	return (
		<li class="varied" data-out={!yes || undefined}>
			<div class="head">
				<Switch of={of} master={master} path={path} label={name} />
				<button
					type="button"
					class="fold"
					aria-expanded={open}
					disabled={!yes}
					dir="auto"
					onClick={() => setOpen(!open)}
				>
					{name}
				</button>
			</div>
			{open && yes && (
				<div class="varied-body">
					<Texts of={of} master={master} all={fields} />
					{lists.map((l) => (
						<Bullets key={pointer(l)} of={of} master={master} path={l} label={name} />
					))}
				</div>
			)}
		</li>
	);
}

function Group({ of, master, part }: Of & { part: Part }): JSX.Element {
	const whole = wholeOf(part);
	const yes = isIn(master, of.doc.value, whole);
	const title = part.title || t(part.named);
	return (
		<section class="card part" data-hidden={!yes || undefined}>
			<div class="head">
				<h2 dir="auto">{title}</h2>
				<Switch of={of} master={master} path={whole} label={title} />
			</div>
			{yes && part.kind === "summary" && (
				<Otherwise of={of} master={master} path={summaryPath} label={title} quiet />
			)}
			{yes && part.kind !== "summary" && (
				<ul class="varied-list" role="list">
					{list(master, part.path).map((_, i) => (
						<Entry
							key={i}
							of={of}
							master={master}
							section={part.section}
							path={[...part.path, i]}
						/>
					))}
				</ul>
			)}
		</section>
	);
}

const AT_ONCE = 2; // of its parts: what a window shows

export function Varying({ of, master }: Of): JSX.Element {
	const all = partsOf(master);
	const shown = useGrowing(all.length, AT_ONCE, AT_ONCE);
	return (
		<>
			<section class="card part">
				<h2>{t("section.basics")}</h2>
				<div class="varied-body">
					<Texts
						of={of}
						master={master}
						all={sayings(master, ["basics"], [...basics, ...basicsMore])}
					/>
				</div>
			</section>
			{all.slice(0, shown).map((part) => (
				<Group key={part.id} of={of} master={master} part={part} />
			))}
		</>
	);
}
