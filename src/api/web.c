/*
 * api/web.c - the web application: what web/app was built into, embedded, each
 * file also squeezed beforehand. A page's file is named by its path; which
 * there are says routes.def, what they look like web/app. A program that was
 * built without it shows a plain notice instead.
 */
#include "api/api_int.h"
#include "base/hash.h"
#include "embed.h"

#include <stdio.h>
#include <string.h>

#define BUILT "build/web/"

enum { PATH_ROOM = 256 }; /* no file of ours has so long a name */

static const struct {
	const char *ending, *type;
} types[] = {
	{ ".js", "text/javascript; charset=utf-8" },
	{ ".mjs", "text/javascript; charset=utf-8" },
	{ ".css", "text/css; charset=utf-8" },
	{ ".svg", "image/svg+xml" },
	{ ".html", "text/html; charset=utf-8" },
	{ ".json", "application/json" },
	{ ".webmanifest", "application/manifest+json" },
};

/* The best first. */
static const struct {
	const char *ending, *coding;
} codings[] = { { ".br", "br" }, { ".gz", "gzip" } };

static const struct embed_file *find(struct str name, const char *ending)
{
	char path[PATH_ROOM];
	int len = snprintf(path, sizeof(path), BUILT "%.*s%s", (int)name.len,
		name.at, ending);

	if (name.len >= sizeof(path) || len >= (int)sizeof(path))
		return NULL;
	for (size_t i = 0; i < embed_count; i++)
		if (!strcmp(embed_files[i].path, path))
			return &embed_files[i];
	return NULL;
}

static const char *type_of(struct str name)
{
	for (size_t i = 0; i < LENGTH(types); i++)
		if (str_ends(name, str_c(types[i].ending)))
			return types[i].type;
	return NULL;
}

static bool show_built(
	struct api_reply *reply, struct str accept, struct str name)
{
	const struct embed_file *f = find(name, ""), *squeezed;
	const char *type = type_of(name);

	if (!f || !type)
		return false;
	for (size_t i = 0; i < LENGTH(codings); i++) {
		squeezed = find(name, codings[i].ending);
		if (!squeezed ||
			!http_coding_wanted(accept, str_c(codings[i].coding)))
			continue;
		f = squeezed;
		http_res_header(reply->res, "Content-Encoding",
			str_c(codings[i].coding));
		break;
	}
	http_res_header(reply->res, "Vary", STR("Accept-Encoding"));
	return api_show_page(reply, str_of(f->at, f->len), type);
}

/* The application looks at the path, and says what there is instead. */
bool api_web_lost(struct visit *v, const struct http_req *req)
{
	static const struct api_route nowhere = { .status = 404 };
	struct api_reply reply = { &nowhere, v->res };
	bool reads = req->method == HTTP_GET || req->method == HTTP_HEAD;

	v->lost = reads && !str_starts(req->path, STR("/api/")) &&
		  !str_starts(req->path, STR("/assets/")) &&
		  http_coding_wanted(
			  http_header_find(req, "accept"), STR("text/html")) &&
		  show_built(&reply, http_header_find(req, "accept-encoding"),
			  STR("index.html"));
	if (v->lost)
		http_res_header(v->res, "Vary", STR("Accept"));
	return v->lost;
}

bool api_web_asset(struct call *c, const struct api_ask *ask,
	struct api_reply *reply, struct err *err)
{
	(void)c;
	return show_built(reply, http_header_find(ask->req, "accept-encoding"),
		       ask->id[0]) ||
	       err_set(err, ERR_NOT_FOUND, "no such file");
}

/* Its path says how far it reaches: it may not lie among the assets. */
bool api_web_worker(struct call *c, const struct api_ask *ask,
	struct api_reply *reply, struct err *err)
{
	(void)c;
	return show_built(reply, http_header_find(ask->req, "accept-encoding"),
		       STR("worker.js")) ||
	       err_set(err, ERR_NOT_FOUND, "no such file");
}

/* "/resumes/{id}" is "at-resumes-id.html". */
static struct str file_of(const char *path, struct arena *mem)
{
	struct buf name;

	buf_init(&name, mem, 256);
	buf_add(&name, STR("at"));
	for (const char *p = path; *p; p++)
		if (*p != '{' && *p != '}')
			buf_addc(&name, *p == '/' ? '-' : *p);
	buf_add(&name, STR(".html"));
	return buf_str(&name);
}

bool api_web_page(struct call *c, const struct api_ask *ask,
	struct api_reply *reply, struct err *err)
{
	return show_built(reply, http_header_find(ask->req, "accept-encoding"),
		       file_of(ask->route->path, c->mem)) ||
	       api_show_file(reply, "web/plain/index.html", err);
}
