// front.tsx - for who has just come: what this is, and a try without an account.
import "../ui/core";
import type { JSX } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { ask, call, said } from "../lib/api";
import * as guest from "../lib/guest";
import { heardOf } from "../lib/heard";
import { t } from "../lib/i18n";
import type { Pair } from "../lib/match";
import { Link } from "../lib/router";
import { me } from "../lib/session";
import type { Tree } from "../lib/tree";
import { Button, Icon, Skeleton, Told } from "../ui/parts";
import { PostingField } from "../ui/posting-field";
import { Posting, Score } from "../ui/score";

const facts = ["truth", "parse", "match", "own"] as const;

async function read(file: File): Promise<Tree> {
	const form = new FormData();
	form.append("file", file);
	return (await call<{ resume: Tree }>("POST", "/api/demo/parse", { body: form })).resume;
}

async function picture(resume: Tree): Promise<string> {
	const res = await ask("POST", "/api/demo/preview", {
		query: { format: "png", page: 1, dpi: 110 },
		headers: { Accept: "image/png" },
		body: { resume },
	});
	return URL.createObjectURL(await res.blob());
}

interface Tried {
	resume: Tree | undefined;
	posting: string;
	page: string | undefined; // the address of its picture
	pair: Pair | undefined;
	busy: "file" | "match" | undefined;
	fault: string | undefined;
	take: (file: File | undefined) => void;
	write: (posting: string) => void;
	match: () => void;
}

function useTry(): Tried {
	const before = useRef(guest.kept());
	const [resume, setResume] = useState<Tree | undefined>(before.current?.resume);
	const [posting, setPosting] = useState(before.current?.posting ?? "");
	const [page, setPage] = useState<string>();
	const [pair, setPair] = useState<Pair>();
	const [busy, setBusy] = useState<Tried["busy"]>(resume ? "file" : undefined);
	const [fault, setFault] = useState<string>();

	const doing = (as: Tried["busy"], what: () => Promise<void>): void => {
		setBusy(as);
		setFault(undefined);
		what()
			.catch((e: unknown) => setFault(said(e)))
			.finally(() => setBusy(undefined));
	};
	const show = async (of: Tree): Promise<void> => {
		setPage(await picture(of));
		setResume(of);
		setPair(undefined);
		guest.keep({ resume: of, posting });
	};
	useEffect(() => {
		if (resume) doing("file", () => show(resume));
	}, []);
	return {
		resume,
		posting,
		page,
		pair,
		busy,
		fault,
		take: (file) => {
			if (file) doing("file", async () => show(await read(file)));
		},
		write: setPosting,
		match: () => {
			if (!resume) return setFault(t("try.first"));
			guest.keep({ resume, posting });
			doing("match", async () =>
				setPair(
					await heardOf(
						call<Pair>("POST", "/api/demo/match", {
							body: { resume, job_description: posting },
						}),
					),
				),
			);
		},
	};
}

/** A sheet of paper: a file is dropped on it, and lies there as a page. */
function Sheet({ of }: { of: Tried }): JSX.Element {
	const [over, setOver] = useState(false);
	const pick = useRef<HTMLInputElement>(null);
	return (
		<section class="try-sheet" aria-labelledby="try">
			<div
				class="drop"
				data-over={over || undefined}
				aria-busy={of.busy === "file"}
				onDragOver={(e) => {
					e.preventDefault();
					setOver(true);
				}}
				onDragLeave={() => setOver(false)}
				onDrop={(e) => {
					e.preventDefault();
					setOver(false);
					of.take(e.dataTransfer?.files[0]);
				}}
			>
				<input
					ref={pick}
					type="file"
					class="hidden-text"
					tabIndex={-1}
					aria-label={t("upload")}
					onChange={(e) => of.take(e.currentTarget.files?.[0])}
				/>
				{of.page ? (
					<img src={of.page} alt={t("try.page")} />
				) : of.busy === "file" ? (
					<Skeleton lines={9} />
				) : (
					<>
						<Icon name="upload" size={32} />
						<p class="big">{t("upload.drop")}</p>
						<Button look="main" icon="file" onClick={() => pick.current?.click()}>
							{t("upload")}
						</Button>
						<p class="small soft">{t("upload.formats")}</p>
					</>
				)}
			</div>
			<div class="row foot">
				<p class="small soft">{t("try.kept")}</p>
				{of.page && (
					<Button small look="bare" icon="file" onClick={() => pick.current?.click()}>
						{t("try.other")}
					</Button>
				)}
			</div>
		</section>
	);
}

function Ask({ of }: { of: Tried }): JSX.Element {
	return (
		<form
			class="try-posting stack"
			onSubmit={(e) => {
				e.preventDefault();
				of.match();
			}}
		>
			<PostingField value={of.posting} onValue={of.write} rows={7} reader="/api/demo/parse" />
			<div class="row">
				<Button type="submit" look="main" busy={of.busy === "match"}>
					{t("project.match")}
				</Button>
			</div>
			<Told>{of.fault}</Told>
		</form>
	);
}

function Outcome({ posting, pair }: { posting: string; pair: Pair }): JSX.Element {
	const head = useRef<HTMLHeadingElement>(null);
	useEffect(() => {
		head.current?.focus({ preventScroll: true });
		head.current?.scrollIntoView({ block: "start" });
	}, [pair]);
	return (
		<section class="outcome" aria-labelledby="outcome">
			<header class="row">
				<h2 id="outcome" ref={head} tabIndex={-1}>
					{t("try.outcome")}
				</h2>
				<Link class="button main" href="/sign-up">
					{t("try.keep")}
				</Link>
			</header>
			<div class="card">
				<Score of={pair} />
			</div>
			<div class="card">
				<h3>{t("try.marked")}</h3>
				<Posting text={posting} of={pair} />
			</div>
		</section>
	);
}

function Claim(): JSX.Element {
	return (
		<section class="claim">
			<h1>{t("front.claim")}</h1>
			<p>{t("front.more")}</p>
			<div class="row">
				{me.value === null ? (
					<>
						<Link class="button main" href="/sign-up">
							{t("sign.up")}
						</Link>
						<Link class="button" href="/sign-in">
							{t("sign.in")}
						</Link>
					</>
				) : (
					<Link class="button main" href="/resumes">
						{t("front.on")}
					</Link>
				)}
			</div>
		</section>
	);
}

function Facts(): JSX.Element {
	return (
		<ul class="facts" role="list">
			{facts.map((f) => (
				<li key={f}>
					<h2>{t(`front.${f}`)}</h2>
					<p>{t(`front.${f}.more`)}</p>
				</li>
			))}
		</ul>
	);
}

function Stranger(): JSX.Element {
	const tried = useTry();
	return (
		<main id="main" class="page front tries" tabIndex={-1}>
			<Claim />
			<h2 id="try">{t("try")}</h2>
			<Sheet of={tried} />
			<Ask of={tried} />
			{tried.pair ? <Outcome posting={tried.posting} pair={tried.pair} /> : <Facts />}
		</main>
	);
}

export default function Front(): JSX.Element {
	if (me.value === null) return <Stranger />;
	return (
		<main id="main" class="page front" tabIndex={-1}>
			<Claim />
			<Facts />
		</main>
	);
}
