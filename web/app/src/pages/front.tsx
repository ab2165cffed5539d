// front.tsx - for who has just come: what this is.
import type { JSX } from "preact";
import { t } from "../lib/i18n";
import { Link } from "../lib/router";
import { me } from "../lib/session";

const facts = ["truth", "parse", "match", "own"] as const;

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
