// shares.tsx - the links that I gave to others: who may see what until when,
// how often it was looked at, and taking it back.
import "../ui/core";
import type { JSX } from "preact";
import { useEffect, useState } from "preact/hooks";
import { call } from "../lib/api";
import { useForm } from "../lib/form";
import { ago, date, t, type Key } from "../lib/i18n";
import { Link } from "../lib/router";
import { useRows } from "../lib/rows";
import { renew, stateOf, type Made, type Share, type Shares, type Subject } from "../lib/shares";
import { Menu, type Choice } from "../ui/menu";
import { Button, Dialog, Icon, Skeleton, Told } from "../ui/parts";
import { Sharing, TheLink } from "../ui/share";
import { tell } from "../ui/toasts";

const SOON_MS = 7 * 86_400_000;

function soon(s: Share): boolean {
	return s.expires_at !== undefined && Date.parse(s.expires_at) - Date.now() < SOON_MS;
}

const idOf = (s: Share): string => s.resume_id ?? s.project_id ?? "";

/** What the shared ones are called; asked once each. */
function useTitles(shares: readonly Share[] | undefined): Map<string, string> {
	const [titles, setTitles] = useState(new Map<string, string>());
	useEffect(() => {
		for (const s of shares ?? []) {
			const id = idOf(s);
			if (!id || titles.has(id)) continue;
			titles.set(id, "");
			const path = s.resume_id ? `/api/resumes/${id}` : `/api/projects/${id}`;
			call<{ title?: string; project_name?: string }>("GET", path).then(
				(d) => setTitles((old) => new Map(old).set(id, d.title ?? d.project_name ?? "")),
				() => undefined, // it is gone, and so is what its link showed
			);
		}
	}, [shares]);
	return titles;
}

function Facts({ s }: { s: Share }): JSX.Element {
	const state = stateOf(s);
	return (
		<>
			{state !== "open" && <span class="tag">{t(`share.is.${state}` as Key)}</span>}
			{state === "open" && s.expires_at && (
				<span class={soon(s) ? "tag warn" : "tag"}>
					{t("share.ends", { when: date(s.expires_at) })}
				</span>
			)}
			{s.has_password && <span class="tag">{t("share.has.password")}</span>}
			{s.version > 0 && <span class="tag">{t("version.n", { n: s.version })}</span>}
			{s.allow_download && <span class="tag">{t("share.has.download")}</span>}
			{s.redact.length > 0 && (
				<span class="tag">
					{t("share.without", {
						what: s.redact.map((w) => t(`share.hide.${w}` as Key)).join(", "),
					})}
				</span>
			)}
		</>
	);
}

interface ItemProps {
	s: Share;
	title: string;
	onChange: () => void;
	onRenew: () => void;
	onRevoke: () => void;
}

function Item({ s, title, onChange, onRenew, onRevoke }: ItemProps): JSX.Element {
	const open = stateOf(s) === "open";
	const more: Choice[] = [
		{ label: t("share.change"), icon: "pencil", run: onChange },
		{ label: t("share.renew"), icon: "share", run: onRenew },
		{ label: t("share.revoke"), icon: "trash", run: onRevoke },
	];
	const name = s.name || title || t("share.link");
	return (
		<li class="past-row" data-faded={!open || undefined}>
			<span class="name" dir="auto">
				{name}
			</span>
			<span class="facts small">
				{s.name && title && (
					<Link href={s.resume_id ? `/resumes/${s.resume_id}` : `/projects/${s.project_id}`}>
						{title}
					</Link>
				)}
				<Facts s={s} />
			</span>
			<span class="seen">
				<strong>{s.views ? t("share.views", { n: s.views }) : t("share.unseen")}</strong>
				<span class="small soft">
					{s.viewed_at
						? t("share.viewed", { when: ago(s.viewed_at) })
						: t("share.made.when", { when: ago(s.created_at) })}
					{s.downloads > 0 && <> · {t("share.downloads", { n: s.downloads })}</>}
				</span>
			</span>
			{open && <Menu says={t("more.of", { name })} icon="more" choices={more} />}
		</li>
	);
}

function Renewing({
	s,
	name,
	onClose,
}: {
	s: Share;
	name: string;
	onClose: () => void;
}): JSX.Element {
	const [made, setMade] = useState<Made>();
	const form = useForm();
	return (
		<Dialog title={t("share.renew.name", { name })} onClose={onClose}>
			{made ? (
				<TheLink made={made} onClose={onClose} />
			) : (
				<>
					<p>{t("share.renew.how")}</p>
					<Told>{form.told}</Told>
					<footer>
						<Button onClick={onClose}>{t("cancel")}</Button>
						<Button
							look="main"
							busy={form.busy}
							onClick={() => void form.send(async () => setMade(await renew(s.id)))}
						>
							{t("share.renew")}
						</Button>
					</footer>
				</>
			)}
		</Dialog>
	);
}

function Revoking({
	s,
	name,
	onDone,
	onClose,
}: {
	s: Share;
	name: string;
	onDone: () => void;
	onClose: () => void;
}): JSX.Element {
	const form = useForm();
	const revoke = (): Promise<void> =>
		form.send(async () => {
			await call("DELETE", `/api/shares/${s.id}`);
			tell(t("share.revoked", { name }));
			onDone();
			onClose();
		});
	return (
		<Dialog title={t("share.revoke.name", { name })} onClose={onClose}>
			<p>{t("share.revoke.how")}</p>
			<Told>{form.told}</Told>
			<footer>
				<Button onClick={onClose}>{t("cancel")}</Button>
				<Button look="bad" busy={form.busy} onClick={() => void revoke()}>
					{t("share.revoke")}
				</Button>
			</footer>
		</Dialog>
	);
}

export default function SharesPage(): JSX.Element {
	const { rows, fault, more, again } = useRows<Shares, Share>("/api/shares", (a) => a.shares);
	const titles = useTitles(rows);
	const [changed, setChanged] = useState<Share>();
	const [renewed, setRenewed] = useState<Share>();
	const [ended, setEnded] = useState<Share>();
	const title = (s: Share): string => titles.get(idOf(s)) ?? "";
	const list = (all: Share[]): JSX.Element => (
		<ul class="past-rows" role="list">
			{all.map((s) => (
				<Item
					key={s.id}
					s={s}
					title={title(s)}
					onChange={() => setChanged(s)}
					onRenew={() => setRenewed(s)}
					onRevoke={() => setEnded(s)}
				/>
			))}
		</ul>
	);
	const open = rows?.filter((s) => stateOf(s) === "open") ?? [];
	const past = rows?.filter((s) => stateOf(s) !== "open") ?? [];
	const subject = (s: Share): Subject =>
		s.resume_id ? { resume_id: s.resume_id } : { project_id: s.project_id ?? "" };
	return (
		<main id="main" class="page" tabIndex={-1}>
			<header>
				<h1>{t("shares")}</h1>
			</header>
			<div class="stack">
				<Told>{fault}</Told>
				{!rows && !fault && <Skeleton lines={4} />}
				{rows?.length === 0 && (
					<div class="empty">
						<Icon name="share" size={32} />
						<h2>{t("shares.none")}</h2>
						<p>{t("shares.none.more")}</p>
						<Link class="button" href="/resumes">
							{t("resumes")}
						</Link>
					</div>
				)}
				{open.length > 0 && list(open)}
				{past.length > 0 && (
					<section class="stack" aria-labelledby="ended">
						<h2 id="ended">{t("shares.ended")}</h2>
						{list(past)}
					</section>
				)}
				{more && (
					<div>
						<Button onClick={more}>{t("more")}</Button>
					</div>
				)}
			</div>
			{changed && (
				<Sharing
					of={subject(changed)}
					title={changed.name || title(changed)}
					share={changed}
					onDone={() => {
						tell(t("share.changed"));
						again();
					}}
					onClose={() => setChanged(undefined)}
				/>
			)}
			{renewed && (
				<Renewing
					s={renewed}
					name={renewed.name || title(renewed)}
					onClose={() => setRenewed(undefined)}
				/>
			)}
			{ended && (
				<Revoking
					s={ended}
					name={ended.name || title(ended)}
					onDone={again}
					onClose={() => setEnded(undefined)}
				/>
			)}
		</main>
	);
}
