// review.tsx - what was read of a file beside the file itself: what is doubtful
// first, each field with its place, to be put right or said to be right.
import "../ui/core-document";
import "../ui/core";
import type { JSX } from "preact";
import { useEffect, useState } from "preact/hooks";
import { said } from "../lib/api";
import { t, type Key } from "../lib/i18n";
import { openReview, type ReadField, type Review } from "../lib/review";
import { Link, type PageProps } from "../lib/router";
import { Button, Skeleton, Told } from "../ui/parts";
import { idOf, LeftOver, ReadFields } from "../ui/readings";
import { Sheets } from "../ui/sheets";
import { tell } from "../ui/toasts";

function to(f: ReadField | undefined): void {
	const at = f && document.getElementById(idOf(f));
	if (!at) return;
	at.focus({ preventScroll: true });
	at.scrollIntoView({ block: "center" });
}

/** To the next field that should be looked at; when there is none, to the way
 * on. */
function onward(review: Review, by: 1 | -1 = 1): void {
	const f = review.next(by);
	if (f) return to(f);
	tell(t("review.done"));
	document.getElementById("review-on")?.focus();
}

function Bar({ review }: { review: Review }): JSX.Element {
	const all = review.doubtful.length;
	const open = review.open.value.length;
	const state: Key = `saving.${review.of.saving.value}`;
	return (
		<header class="bar review-bar">
			<Link class="button bare small back" href="/resumes">
				{t("resumes")}
			</Link>
			<strong class="title">{t("review")}</strong>
			<span
				class={`tag ${review.of.saving.value}`}
				role="status"
				title={review.of.fault.value?.message ?? ""}
			>
				{t(state)}
			</span>
			<div class="end row">
				{all > 0 && (
					<span class="row small checked">
						<meter
							max={all}
							value={all - open}
							aria-label={t("review.checked", { done: all - open, n: all })}
						/>
						<span role="status">{t("review.checked", { done: all - open, n: all })}</span>
					</span>
				)}
				{open > 0 && (
					<Button small icon="down" title={t("review.keys")} onClick={() => onward(review)}>
						{t("review.next")}
					</Button>
				)}
				<Link id="review-on" class="button main small" href={`/resumes/${review.id}`}>
					{t("review.on")}
				</Link>
			</div>
		</header>
	);
}

function Whole({ review }: { review: Review }): JSX.Element {
	useEffect(() => {
		const press = (e: KeyboardEvent): void => {
			if (e.key !== "F8") return;
			e.preventDefault();
			onward(review, e.shiftKey ? -1 : 1);
		};
		addEventListener("keydown", press);
		return () => removeEventListener("keydown", press);
	}, [review]);
	return (
		<main id="main" class="review" tabIndex={-1}>
			<h1 class="hidden-text">{t("review.of", { name: review.original.name })}</h1>
			<Bar review={review} />
			<div class="review-halves">
				<Sheets review={review} onField={to} />
				<div class="readings">
					{review.original.warnings.map((w) => (
						<p class="told warn" key={w}>
							{w}
						</p>
					))}
					<ReadFields review={review} onNext={() => onward(review)} />
					<LeftOver review={review} />
				</div>
			</div>
		</main>
	);
}

export default function ReviewPage({ id }: PageProps): JSX.Element {
	const [review, setReview] = useState<Review | null>();
	const [fault, setFault] = useState<string>();
	useEffect(() => {
		let open: Review | undefined;
		let gone = false;
		openReview(id).then(
			(r) => {
				open = r;
				if (gone) r?.close();
				else setReview(r ?? null);
			},
			(e: unknown) => setFault(said(e)),
		);
		return () => {
			gone = true;
			open?.close();
		};
	}, [id]);
	if (review) return <Whole review={review} />;
	if (review === null)
		return (
			<main id="main" class="review" tabIndex={-1}>
				<div class="empty alone">
					<h1>{t("review.none")}</h1>
					<p>{t("review.none.more")}</p>
					<Link class="button main" href={`/resumes/${id}`}>
						{t("review.on")}
					</Link>
				</div>
			</main>
		);
	return (
		<main id="main" class="review" tabIndex={-1}>
			<div class="review-halves">
				{fault ? <Told>{fault}</Told> : <div class="skeleton leaf-to-be" />}
				{!fault && <Skeleton lines={8} />}
			</div>
		</main>
	);
}
