// settings/index.tsx - all that is set of an account: a list of sections at
// the side, and the one that the path names.
import "../../ui/core";
import type { JSX } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { t, type Key } from "../../lib/i18n";
import { go, Link, place, type PageProps } from "../../lib/router";
import { Icon, type IconName } from "../../ui/parts";
import { Data } from "./data";
import { Keys } from "./keys";
import { Profile } from "./profile";
import { Security } from "./security";
import { SignIn } from "./sign_in";
import { Webhook } from "./webhook";
import { Webhooks } from "./webhooks";

interface Section {
	path: string;
	name: Key;
	icon: IconName;
	Page: () => JSX.Element;
}

const sections: readonly Section[] = [
	{ path: "profile", name: "settings.profile", icon: "person", Page: Profile },
	{ path: "sign-in", name: "settings.sign_in", icon: "lock", Page: SignIn },
	{ path: "security", name: "settings.security", icon: "shield", Page: Security },
	{ path: "keys", name: "settings.keys", icon: "key", Page: Keys },
	{ path: "webhooks", name: "settings.webhooks", icon: "send", Page: Webhooks },
	{ path: "data", name: "settings.data", icon: "file", Page: Data },
];

export default function Settings({ id }: PageProps): JSX.Element {
	const [, , word] = place.value.path.split("/");
	const here = sections.find((s) => s.path === word);
	const list = useRef<HTMLElement>(null);
	useEffect(() => {
		if (!here) go("/settings/profile", { replace: true });
		// on a phone the list is a row that may be wider than the screen
		const show = (): void => {
			const row = list.current?.getBoundingClientRect();
			const link = list.current?.querySelector("[aria-current]")?.getBoundingClientRect();
			if (row && link)
				list.current?.scrollBy(link.left + link.width / 2 - row.left - row.width / 2, 0);
		};
		show();
		addEventListener("resize", show);
		return () => removeEventListener("resize", show);
	}, [here]);
	return (
		<main id="main" class="page settings" tabIndex={-1}>
			<nav aria-label={t("settings")} ref={list}>
				<p class="heading">{t("settings")}</p>
				<ul role="list">
					{sections.map((s) => (
						<li key={s.path}>
							<Link
								href={`/settings/${s.path}`}
								{...(s === here ? { "aria-current": id ? "true" : "page" } : {})}
							>
								<Icon name={s.icon} />
								{t(s.name)}
							</Link>
						</li>
					))}
				</ul>
			</nav>
			<div class="stack" key={word}>
				{here && !id && <h1>{t(here.name)}</h1>}
				{id ? <Webhook id={id} /> : here ? <here.Page /> : null}
			</div>
		</main>
	);
}
