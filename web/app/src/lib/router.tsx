// router.tsx - which page stands at which path. Pages are loaded when somebody
// goes there; a link is a link, with everything that browsers do with links.
import { signal } from "@preact/signals";
import type { ComponentChildren, FunctionComponent, JSX } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";

export interface PageProps {
	id: string; // what stood in the path's braces
}
type Page = FunctionComponent<PageProps>;
export interface Route {
	path: string; // "/resumes/{id}"
	open: boolean; // to who is not signed in
	load: () => Promise<{ default: Page }>;
}

export const place = signal({ path: location.pathname, query: location.search });

function read(): void {
	place.value = { path: location.pathname, query: location.search };
}
addEventListener("popstate", read);

/** Is asked before one goes away; false: stay. */
let mayLeave = (): boolean => true;
export function guard(ask: (() => boolean) | undefined): void {
	mayLeave = ask ?? (() => true);
}

export function go(to: string, how: { replace?: boolean } = {}): void {
	if (!mayLeave()) return;
	if (how.replace) history.replaceState(null, "", to);
	else history.pushState(null, "", to);
	read();
	scrollTo(0, 0);
}

export function Link({
	href,
	...rest
}: JSX.IntrinsicElements["a"] & { href: string }): JSX.Element {
	const follow = (e: MouseEvent): void => {
		if (e.defaultPrevented || e.button !== 0 || e.metaKey || e.ctrlKey || e.shiftKey || e.altKey)
			return;
		e.preventDefault();
		go(href);
	};
	const here = place.value.path === href;
	return (
		<a
			href={href}
			onClick={follow}
			{...(here ? { "aria-current": "page" as const } : {})}
			{...rest}
		/>
	);
}

export function find<R extends Route>(
	routes: readonly R[],
	path: string,
): { route: R; id: string } | undefined {
	const parts = path.split("/");
	for (const route of routes) {
		const want = route.path.split("/");
		if (want.length !== parts.length) continue;
		let id = "";
		const fits = want.every((w, i) => {
			if (!w.startsWith("{")) return w === parts[i];
			id = decodeURIComponent(parts[i] ?? "");
			return id !== "";
		});
		if (fits) return { route, id };
	}
	return undefined;
}

const loaded = new Map<Route["load"], Page>();

/** Its script, once; what is here already is shown at once. */
export async function fetchPage(route: Route): Promise<void> {
	if (!loaded.has(route.load)) loaded.set(route.load, (await route.load()).default);
}

/** The page itself, once it is here; `meanwhile` until then, `instead` where it
 * cannot be had. */
export function Shown({
	route,
	id,
	meanwhile,
	instead,
}: {
	route: Route;
	id: string;
	meanwhile: ComponentChildren;
	instead: ComponentChildren;
}): JSX.Element {
	const [, setHere] = useState<Route>();
	const [broken, setBroken] = useState<Route>();
	const first = useRef(true);
	const One = loaded.get(route.load);
	useEffect(() => {
		if (One) return;
		let gone = false;
		fetchPage(route).then(
			() => gone || setHere(route),
			() => gone || setBroken(route),
		);
		return () => {
			gone = true;
		};
	}, [route]);
	// who goes on without a mouse goes on there, and a screen reader says it
	useEffect(() => {
		if (!One) return;
		if (!first.current) document.getElementById("main")?.focus({ preventScroll: true });
		first.current = false;
	}, [One, route, id]);
	if (broken === route) return <>{instead}</>;
	// paths may share a page, which then stays as it is
	return One ? <One id={id} key={id} /> : <>{meanwhile}</>;
}
