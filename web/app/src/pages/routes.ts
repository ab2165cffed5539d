// routes.ts - every page: where it stands, who may see it, what it asks the
// server first, what the browser calls it, and its name in the bar at the top or
// in the account's menu. The server names the same paths in src/api/routes.def;
// the build writes for each an HTML file that names what it will need.
import type { Key } from "../lib/i18n";
import type { Route } from "../lib/router";

const pages = {
	front: () => import("./front"),
	sign: () => import("./sign"),
	resumes: () => import("./resumes"),
	editor: () => import("./editor"),
	variant: () => import("./variant"),
	versions: () => import("./versions"),
	review: () => import("./review"),
	parser: () => import("./parser"),
	shares: () => import("./shares"),
	history: () => import("./history"),
	trash: () => import("./trash"),
	projects: () => import("./projects"),
	project: () => import("./project"),
	settings: () => import("./settings"),
	"project-changes": () => import("./project-changes"),
	"project-letter": () => import("./project-letter"),
	"project-questions": () => import("./project-questions"),
	"project-past": () => import("./project-past"),
	revamp: () => import("./revamp"),
} satisfies Record<string, Route["load"]>;

interface Named extends Omit<Route, "load"> {
	page: keyof typeof pages;
	/** Asked for while the scripts are on their way; {id} is the path's. */
	first?: readonly string[];
	title?: Key; // of the window; absent: the page says it, or the house's name
	nav?: Key;
	menu?: Key;
	admin?: boolean;
}

const table: readonly Named[] = [
	{ path: "/", open: true, page: "front" },
	{ path: "/sign-in", open: true, title: "sign.in", page: "sign" },
	{ path: "/sign-up", open: true, title: "sign.up", page: "sign" },
	{ path: "/forgot", open: true, title: "sign.forgot", page: "sign" },
	{ path: "/reset-password", open: true, title: "password.new", page: "sign" },
	{ path: "/verify-email", open: true, title: "sign.verify", page: "sign" },
	{
		path: "/resumes",
		open: false,
		title: "resumes",
		nav: "resumes",
		page: "resumes",
		first: ["/api/resumes"],
	},
	{
		path: "/resumes/{id}",
		open: false,
		page: "editor",
		first: ["/api/resumes/{id}", "/api/templates"],
	},
	{
		path: "/resumes/{id}/variant",
		open: false,
		title: "variant",
		page: "variant",
		first: ["/api/resumes/{id}", "/api/templates"],
	},
	{
		path: "/resumes/{id}/versions",
		open: false,
		title: "versions",
		page: "versions",
		first: ["/api/resumes/{id}", "/api/resumes/{id}/versions?limit=100"],
	},
	{
		path: "/resumes/{id}/original",
		open: false,
		title: "review",
		page: "review",
		first: ["/api/resumes/{id}", "/api/resumes/{id}/original/fields"],
	},
	{
		path: "/resumes/{id}/parser",
		open: false,
		title: "parser",
		page: "parser",
		first: ["/api/resumes/{id}"],
	},
	{
		path: "/shares",
		open: false,
		title: "shares",
		menu: "shares",
		page: "shares",
		first: ["/api/shares"],
	},
	{
		path: "/history",
		open: false,
		title: "history",
		menu: "history",
		page: "history",
		first: ["/api/history?limit=50"],
	},
	{
		path: "/trash",
		open: false,
		title: "trash",
		menu: "trash",
		page: "trash",
		first: ["/api/trash"],
	},
	{
		path: "/projects",
		open: false,
		title: "projects",
		nav: "projects",
		page: "projects",
		first: ["/api/projects?limit=100"],
	},
	{ path: "/projects/{id}", open: false, page: "project", first: ["/api/projects/{id}"] },
	{ path: "/settings", open: false, title: "settings", page: "settings" },
	{
		path: "/settings/profile",
		open: false,
		title: "settings.profile",
		menu: "settings",
		page: "settings",
	},
	{
		path: "/settings/sign-in",
		open: false,
		title: "settings.sign_in",
		page: "settings",
		first: ["/api/auth/providers", "/api/auth/sessions", "/api/auth/identities"],
	},
	{
		path: "/settings/security",
		open: false,
		title: "settings.security",
		page: "settings",
		first: ["/api/auth/totp", "/api/auth/passkeys"],
	},
	{
		path: "/settings/keys",
		open: false,
		title: "settings.keys",
		page: "settings",
		first: ["/api/auth/api-keys"],
	},
	{
		path: "/settings/webhooks",
		open: false,
		title: "settings.webhooks",
		page: "settings",
		first: ["/api/webhooks"],
	},
	{
		path: "/settings/webhooks/{id}",
		open: false,
		title: "settings.webhooks",
		page: "settings",
		first: ["/api/webhooks/{id}"],
	},
	{ path: "/settings/data", open: false, title: "settings.data", page: "settings" },
	{
		path: "/projects/{id}/changes",
		open: false,
		page: "project-changes",
		first: ["/api/projects/{id}", "/api/projects/{id}/runs?limit=20"],
	},
	{
		path: "/projects/{id}/letter",
		open: false,
		page: "project-letter",
		first: ["/api/projects/{id}"],
	},
	{
		path: "/projects/{id}/questions",
		open: false,
		page: "project-questions",
		first: ["/api/projects/{id}"],
	},
	{
		path: "/projects/{id}/past",
		open: false,
		page: "project-past",
		first: ["/api/projects/{id}", "/api/projects/{id}/runs?limit=20"],
	},
	{ path: "/resumes/{id}/revamp", open: false, page: "revamp", first: ["/api/resumes/{id}"] },
];

export const routes = table.map((r) => ({ ...r, load: pages[r.page] as Route["load"] }));
