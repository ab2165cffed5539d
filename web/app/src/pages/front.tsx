// front.tsx - for who has just come: what this is, and a try without an account.
import type { JSX } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { ask, call, said } from "../lib/api";
import * as guest from "../lib/guest";
import { t } from "../lib/i18n";
import type { Pair } from "../lib/match";
import { Link } from "../lib/router";
import { me } from "../lib/session";
import type { Tree } from "../lib/tree";
import { Button, Field, Icon, Told } from "../ui/parts";
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

function Try(): JSX.Element {
	const before = useRef(guest.kept());
	const [resume, setResume] = useState<Tree | undefined>(before.current?.resume);
	const [posting, setPosting] = useState(before.current?.posting ?? "");
	const [page, setPage] = useState<string>();
	const [pair, setPair] = useState<Pair>();
	const [busy, setBusy] = useState(false);
	const [fault, setFault] = useState<string>();
	const [over, setOver] = useState(false);
	const pick = useRef<HTMLInputElement>(null);

	const doing = async (what: () => Promise<void>): Promise<void> => {
		setBusy(true);
		setFault(undefined);
		try {
			await what();
		} catch (e) {
			setFault(said(e));
		} finally {
			setBusy(false);
		}
	};
	const take = (file: File | undefined): void => {
		if (file) void doing(async () => setResume(await read(file)));
	};
	useEffect(() => {
		if (!resume) return;
		guest.keep({ resume, posting });
		void doing(async () => setPage(await picture(resume)));
	}, [resume]);
	const match = (): Promise<void> =>
		doing(async () => {
			guest.keep({ resume: resume!, posting });
			setPair(
				await call<Pair>("POST", "/api/demo/match", {
					body: { resume, job_description: posting },
				}),
			);
		});

	return (
		<section class="try" aria-labelledby="try">
			<h2 id="try">{t("try")}</h2>
			<Told>{fault}</Told>
			<div class="pair">
				<div
					class="drop"
					data-over={over || undefined}
					onDragOver={(e) => {
						e.preventDefault();
						setOver(true);
					}}
					onDragLeave={() => setOver(false)}
					onDrop={(e) => {
						e.preventDefault();
						setOver(false);
						take(e.dataTransfer?.files[0]);
					}}
				>
					<input
						ref={pick}
						type="file"
						class="hidden-text"
						tabIndex={-1}
						aria-label={t("upload")}
						onChange={(e) => take(e.currentTarget.files?.[0])}
					/>
					{page ? (
						<img class="sheet-picture" src={page} alt={t("try.page")} />
					) : (
						<>
							<Icon name="upload" size={28} />
							<p>{t("upload.drop")}</p>
						</>
					)}
					<Button
						{...(resume ? {} : { look: "main" as const })}
						busy={busy}
						icon="file"
						onClick={() => pick.current?.click()}
					>
						{t(resume ? "try.other" : "upload")}
					</Button>
					<p class="small soft">{t("try.kept")}</p>
				</div>
				<div class="stack">
					{pair ? (
						<>
							<Score of={pair} />
							<div class="row">
								<Link class="button main" href="/sign-up">
									{t("try.keep")}
								</Link>
								<Button onClick={() => setPair(undefined)}>{t("try.posting")}</Button>
							</div>
						</>
					) : (
						<form
							class="stack"
							onSubmit={(e) => {
								e.preventDefault();
								void match();
							}}
						>
							<Field
								label={t("posting")}
								lines
								rows={12}
								required
								hint={t("posting.how")}
								value={posting}
								onValue={setPosting}
							/>
							<div>
								<Button type="submit" look="main" busy={busy} disabled={!resume}>
									{t("project.match")}
								</Button>
							</div>
						</form>
					)}
				</div>
			</div>
			{pair && (
				<details class="card">
					<summary>{t("try.marked")}</summary>
					<Posting text={posting} of={pair} />
				</details>
			)}
		</section>
	);
}

export default function Front(): JSX.Element {
	return (
		<main id="main" class="page front" tabIndex={-1}>
			<section class="claim">
				<h1>{t("front.claim")}</h1>
				<p>{t("front.more")}</p>
				{me.value === null && (
					<div class="row">
						<Link class="button main" href="/sign-up">
							{t("sign.up")}
						</Link>
						<Link class="button" href="/sign-in">
							{t("sign.in")}
						</Link>
					</div>
				)}
			</section>
			{me.value === null && <Try />}
			<ul class="facts" role="list">
				{facts.map((f) => (
					<li key={f}>
						<h2>{t(`front.${f}`)}</h2>
						<p>{t(`front.${f}.more`)}</p>
					</li>
				))}
			</ul>
		</main>
	);
}
