// routes.ts - every page: where it stands, who may see it, what the browser
// calls it, and its name in the bar at the top or in the account's menu. The
// server names the same paths in src/api/routes.def.
import type { Key } from "../lib/i18n";
import type { Route } from "../lib/router";

export interface Named extends Route {
	title?: Key; // of the window; absent: the page says it, or the house's name
	nav?: Key;
	menu?: Key;
	admin?: boolean;
}

const sign = (): ReturnType<Route["load"]> => import("./sign");
const settings = (): ReturnType<Route["load"]> => import("./settings");

export const routes: readonly Named[] = [
	{ path: "/", open: true, load: () => import("./front") },
	{ path: "/sign-in", open: true, title: "sign.in", load: sign },
	{ path: "/sign-up", open: true, title: "sign.up", load: sign },
	{ path: "/forgot", open: true, title: "sign.forgot", load: sign },
	{ path: "/reset-password", open: true, title: "password.new", load: sign },
	{ path: "/verify-email", open: true, title: "sign.verify", load: sign },
	{
		path: "/resumes",
		open: false,
		title: "resumes",
		nav: "resumes",
		load: () => import("./resumes"),
	},
	{ path: "/resumes/{id}", open: false, load: () => import("./editor") },
	{
		path: "/resumes/{id}/variant",
		open: false,
		title: "variant",
		load: () => import("./variant"),
	},
	{
		path: "/resumes/{id}/versions",
		open: false,
		title: "versions",
		load: () => import("./versions"),
	},
	{
		path: "/resumes/{id}/original",
		open: false,
		title: "review",
		load: () => import("./review"),
	},
	{
		path: "/resumes/{id}/parser",
		open: false,
		title: "parser",
		load: () => import("./parser"),
	},
	{
		path: "/shares",
		open: false,
		title: "shares",
		menu: "shares",
		load: () => import("./shares"),
	},
	{
		path: "/history",
		open: false,
		title: "history",
		menu: "history",
		load: () => import("./history"),
	},
	{ path: "/trash", open: false, title: "trash", menu: "trash", load: () => import("./trash") },
	{
		path: "/projects",
		open: false,
		title: "projects",
		nav: "projects",
		load: () => import("./projects"),
	},
	{ path: "/projects/{id}", open: false, load: () => import("./project") },
	{ path: "/settings", open: false, title: "settings", load: settings },
	{
		path: "/settings/profile",
		open: false,
		title: "settings.profile",
		menu: "settings",
		load: settings,
	},
	{ path: "/settings/sign-in", open: false, title: "settings.sign_in", load: settings },
	{ path: "/settings/security", open: false, title: "settings.security", load: settings },
	{ path: "/settings/keys", open: false, title: "settings.keys", load: settings },
	{ path: "/settings/webhooks", open: false, title: "settings.webhooks", load: settings },
	{ path: "/settings/webhooks/{id}", open: false, title: "settings.webhooks", load: settings },
	{ path: "/settings/data", open: false, title: "settings.data", load: settings },
	{ path: "/projects/{id}/changes", open: false, load: () => import("./project-changes") },
	{ path: "/projects/{id}/letter", open: false, load: () => import("./project-letter") },
	{ path: "/projects/{id}/questions", open: false, load: () => import("./project-questions") },
	{ path: "/projects/{id}/past", open: false, load: () => import("./project-past") },
	{ path: "/resumes/{id}/revamp", open: false, load: () => import("./revamp") },
];
