// main.tsx - where the pages begin: the frame, who is signed in, which page.
import "./ui/core";
import { options, render, type JSX } from "preact";
import { useEffect } from "preact/hooks";
import { begin, choose, language, languages, t, type Language } from "./lib/i18n";
import { said } from "./lib/api";
import { fetchPage, find, go, Link, place, Shown } from "./lib/router";
import { lookUp, me, signOut } from "./lib/session";
import { themes, theme, chooseTheme } from "./lib/theme";
import { routes } from "./pages/routes";
import { Menu, type Choice } from "./ui/menu";
import { Button, Skeleton } from "./ui/parts";
import { tell, Toasts } from "./ui/toasts";

function Look(): JSX.Element {
	const looks: Choice[] = themes.map((name) => ({
		group: t("theme"),
		label: t(`theme.${name}`),
		checked: theme.value === name,
		run: () => chooseTheme(name),
	}));
	const words: Choice[] = (Object.keys(languages) as Language[]).map((l) => ({
		group: t("language"),
		label: languages[l].name,
		lang: l,
		checked: language.value === l,
		run: () => void choose(l).catch(() => tell(t("fault.offline"))),
	}));
	return <Menu says={t("look")} icon="light" choices={[...looks, ...words]} />;
}

function Person({ name }: { name: string }): JSX.Element {
	const leave = (): void => void signOut().catch((e: unknown) => tell(said(e)));
	const pages: Choice[] = routes
		.filter((r) => r.menu)
		.map((r) => ({ label: t(r.menu!), run: () => go(r.path) }));
	return (
		<Menu
			says={t("account.of", { name })}
			icon="person"
			choices={[...pages, { label: t("sign.out"), icon: "leave", run: leave }]}
		/>
	);
}

function Nav(): JSX.Element {
	const { path } = place.value;
	return (
		<nav aria-label={t("nav")}>
			{routes
				.filter((r) => r.nav && (!r.admin || me.value?.role === "admin"))
				.map((r) => (
					<Link
						key={r.path}
						href={r.path}
						{...(path.startsWith(`${r.path}/`) ? { "aria-current": "true" as const } : {})}
					>
						{t(r.nav!)}
					</Link>
				))}
		</nav>
	);
}

/** icon.svg, here: a picture of that kind is a document of its own, and costs a
 * slow machine what a part of the page does. */
function Mark(): JSX.Element {
	return (
		<svg width="26" height="26" viewBox="0 0 32 32" aria-hidden="true" class="house">
			<rect width="32" height="32" rx="7" />
			<path d="M8 8l8 17 8-17" />
		</svg>
	);
}

function Top(): JSX.Element {
	return (
		<header class="top">
			<Link class="brand" href="/">
				<Mark />
				<span>Vitae</span>
			</Link>
			{me.value && <Nav />}
			<div class="end">
				<Look />
				{me.value && <Person name={me.value.full_name} />}
				{me.value === null && place.value.path !== "/sign-in" && (
					<Link class="button small" href="/sign-in">
						{t("sign.in")}
					</Link>
				)}
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
				<Link class="button main" href="/">
					{t("home")}
				</Link>
			</div>
		</main>
	);
}

const waiting = (): JSX.Element => (
	<main id="main" class="page" tabIndex={-1}>
		<Skeleton lines={5} />
	</main>
);

// Without a network, or where the house has newer pages by now.
const unreachable = (): JSX.Element => (
	<main id="main" class="page" tabIndex={-1}>
		<div class="empty">
			<h1>{t("fault.page")}</h1>
			<p>{t("fault.page.more")}</p>
			<Button look="main" onClick={() => location.reload()}>
				{t("again")}
			</Button>
		</div>
	</main>
);

function Page(): JSX.Element {
	const { path, query } = place.value;
	const found = find(routes, path);
	const shut = found && !found.route.open && me.value === null;
	useEffect(() => {
		if (shut) go(`/sign-in?next=${encodeURIComponent(path + query)}`, { replace: true });
	}, [shut, path, query]);
	useEffect(() => {
		const title = found ? found.route.title : "lost";
		document.title = title ? `${t(title)} · Vitae` : "Vitae";
	}, [path, language.value]);
	if (!found) return <Lost />;
	if (shut || (!found.route.open && !me.value)) return waiting();
	return <Shown route={found.route} id={found.id} meanwhile={waiting()} instead={unreachable()} />;
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

const AGAIN_MS = 4000;

/** Until the server says who this is, no page can be shown but the open ones. */
async function meet(): Promise<void> {
	for (let told = false; ; told = true)
		try {
			return await lookUp();
		} catch {
			if (!told) tell(t("fault.offline"));
			await new Promise((go) => setTimeout(go, AGAIN_MS));
		}
}

const PATIENCE_MS = 300; // then it is shown that one waits

/** All that the first page needs, at once. */
async function prepare(): Promise<void> {
	const found = find(routes, location.pathname);
	const slow = new Promise<void>((go) => setTimeout(go, PATIENCE_MS));
	const page = found && fetchPage(found.route).catch(() => {}); // Shown says so
	const who = meet();
	await begin();
	await Promise.race([slow, Promise.all([who, page])]);
}

// Effects ask the server: that need not wait until something was painted.
options.requestAnimationFrame = (run) => setTimeout(run);
await prepare();
render(<App />, document.getElementById("app")!);
