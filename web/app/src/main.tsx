// main.tsx - where the pages begin: the frame, who is signed in, which page.
import { render, type JSX } from "preact";
import { useEffect } from "preact/hooks";
import { begin, choose, language, languages, t, type Language } from "./lib/i18n";
import { find, go, Link, place, Shown } from "./lib/router";
import { lookUp, me, signOut } from "./lib/session";
import { themes, theme, chooseTheme } from "./lib/theme";
import { routes } from "./pages/routes";
import { Menu, Skeleton, type Choice } from "./ui/parts";
import { tell, Toasts } from "./ui/toasts";

function Look(): JSX.Element {
	const looks: Choice[] = themes.map((name) => ({
		label: t(`theme.${name}`),
		...(theme.value === name ? { icon: "check" as const } : {}),
		run: () => chooseTheme(name),
	}));
	const words: Choice[] = (Object.keys(languages) as Language[]).map((l) => ({
		label: languages[l].name,
		...(language.value === l ? { icon: "check" as const } : {}),
		run: () => void choose(l),
	}));
	return <Menu says={t("look")} icon="light" choices={[...looks, ...words]} />;
}

function Person(): JSX.Element {
	if (me.value === undefined) return <></>;
	if (me.value === null)
		return (
			<Link class="button small" href="/sign-in">
				{t("sign.in")}
			</Link>
		);
	return (
		<Menu
			says={t("account.of", { name: me.value.full_name })}
			icon="person"
			choices={[
				{
					label: t("sign.out"),
					run: () =>
						void signOut().then(
							() => go("/"),
							() => tell(t("fault.offline")),
						),
				},
			]}
		/>
	);
}

function Top(): JSX.Element {
	return (
		<header class="top">
			<Link class="brand" href="/">
				<img src="/assets/icon.svg" width="26" height="26" alt="" />
				<span>Vitae</span>
			</Link>
			{me.value && (
				<nav aria-label={t("nav")}>
					{routes
						.filter((r) => r.nav)
						.map((r) => (
							<Link key={r.path} href={r.path}>
								{t(r.nav!)}
							</Link>
						))}
				</nav>
			)}
			<div class="end">
				<Look />
				<Person />
			</div>
		</header>
	);
}

function Lost(): JSX.Element {
	return (
		<main id="main" class="page" tabIndex={-1}>
			<div class="empty">
				<h1>{t("lost")}</h1>
				<p>{t("lost.more")}</p>
				<Link class="button" href="/">
					{t("home")}
				</Link>
			</div>
		</main>
	);
}

const waiting = (): JSX.Element => (
	<main id="main" class="page">
		<Skeleton lines={5} />
	</main>
);

function Page(): JSX.Element {
	const { path, query } = place.value;
	const found = find(routes, path);
	const shut = found && !found.route.open && me.value === null;
	useEffect(() => {
		if (shut) go(`/sign-in?next=${encodeURIComponent(path + query)}`, { replace: true });
	}, [shut, path, query]);
	if (!found) return <Lost />;
	if (shut || (!found.route.open && !me.value)) return waiting();
	return <Shown route={found.route} id={found.id} meanwhile={waiting()} />;
}

function App(): JSX.Element {
	return (
		<div class="frame">
			<a class="skip" href="#main">
				{t("skip")}
			</a>
			<Top />
			<Page />
			<Toasts />
		</div>
	);
}

await begin();
void lookUp().catch(() => tell(t("fault.offline")));
render(<App />, document.getElementById("app")!);
