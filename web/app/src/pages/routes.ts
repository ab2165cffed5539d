// routes.ts - every page: where it stands, who may see it, and its name in the
// bar at the top. The server names the same paths in src/api/routes.def.
import type { Key } from "../lib/i18n";
import type { Route } from "../lib/router";

export interface Named extends Route {
	nav?: Key;
}

const sign = (): ReturnType<Route["load"]> => import("./sign");

export const routes: readonly Named[] = [
	{ path: "/", open: true, load: () => import("./front") },
	{ path: "/sign-in", open: true, load: sign },
	{ path: "/sign-up", open: true, load: sign },
	{ path: "/forgot", open: true, load: sign },
	{ path: "/reset-password", open: true, load: sign },
	{ path: "/verify-email", open: true, load: sign },
	{ path: "/resumes", open: false, nav: "resumes", load: () => import("./resumes") },
	{ path: "/resumes/{id}", open: false, load: () => import("./editor") },
	{ path: "/resumes/{id}/versions", open: false, load: () => import("./versions") },
	{ path: "/projects", open: false, nav: "projects", load: () => import("./projects") },
	{ path: "/projects/{id}", open: false, load: () => import("./project") },
];
