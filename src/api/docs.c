/*
 * api/docs.c - the description of the API to read: one page, made at start
 * from the table of routes, behind chapters that hold for all of them. No
 * script, nothing from elsewhere.
 */
#include "api/docs_int.h"
#include "embed.h"

#include <assert.h>

enum { PAGE_MOST = 8 << 20 };

void api_docs_add_text(struct buf *b, struct str s)
{
	for (size_t i = 0; i < s.len; i++)
		switch (s.at[i]) {
		case '<':
			buf_add(b, STR("&lt;"));
			break;
		case '>':
			buf_add(b, STR("&gt;"));
			break;
		case '&':
			buf_add(b, STR("&amp;"));
			break;
		case '"':
			buf_add(b, STR("&quot;"));
			break;
		default:
			buf_addc(b, s.at[i]);
		}
}

/* "Sign-in" is found at #sign-in. */
static void add_anchor(struct buf *b, const char *tag)
{
	for (; *tag; tag++)
		buf_addc(b, *tag == ' ' ? '-' : (char)(*tag | 32));
}

/* ---- routes ------------------------------------------------------------- */

static void add_shape(struct buf *b, const char *title,
	const struct json_shape *shape, bool given)
{
	if (!shape)
		return;
	buf_addf(b, "<h3>%s: %s</h3><p>", title, shape->name);
	api_docs_add_text(b, str_c(shape->about));
	buf_add(b, STR("</p>"));
	api_docs_add_fields(b, shape, given);
}

/* Who may, and what of the chapters above holds here. */
static void add_terms(struct buf *b, const struct api_route *r)
{
	static const char *const who[] = { "anybody", "whoever is signed in",
		"administrators" };

	buf_addf(b, "For %s", who[r->who]);
	if (r->scope)
		buf_addf(b, "; API keys need <code>%s</code>",
			app_sign_scope_words[__builtin_ctz(r->scope)]);
	buf_addf(b, ". Answers %d", r->status ? r->status : 200);
	if (r->type) {
		buf_add(b, STR(", <code>"));
		api_docs_add_text(b, str_c(r->type));
		buf_add(b, STR("</code>"));
	}
	buf_add(b, STR(". "));
	if (r->once)
		buf_add(b,
			STR("Takes <a href=\"#twice\">Idempotency-Key</a>. "));
	if (r->tagged)
		buf_addf(b, "Has an ETag, takes <a href=\"#etags\">%s</a>. ",
			r->method == HTTP_GET ? "If-None-Match" : "If-Match");
	if (r->follow)
		buf_add(b, STR("May be <a href=\"#streams\">followed</a>. "));
}

/* "GET /api/users/{id}" is found at #get-api-users-id. */
static void add_place(struct buf *b, const struct api_route *r)
{
	for (const char *p = http_method_name(r->method); *p; p++)
		buf_addc(b, (char)(*p | 32));
	for (const char *p = r->path; *p; p++)
		if (*p == '/' || *p == '.' || *p == '_')
			buf_addc(b, '-');
		else if (*p != '{' && *p != '}')
			buf_addc(b, *p);
}

static void add_head(struct buf *b, const struct api_route *r)
{
	const char *method = http_method_name(r->method);

	buf_addf(b, "<details><summary><span class=\"m %s\">%s</span> <code>",
		method, method);
	api_docs_add_text(b, str_c(r->path));
	buf_add(b, STR("</code> <span>"));
	api_docs_add_text(b, str_c(r->say));
	buf_add(b, STR("</span></summary><p id=\""));
	add_place(b, r);
	buf_add(b, STR("\"><a class=\"here\" href=\"#"));
	add_place(b, r);
	buf_add(b, STR("\">#</a> "));
}

static void add_route(struct buf *b, const struct api_route *r)
{
	add_head(b, r);
	add_terms(b, r);
	api_docs_add_text(b, str_c(r->tell ? r->tell : ""));
	buf_add(b, STR("</p>"));
	api_docs_add_curl(b, r);
	add_shape(b, "Query", r->query, true);
	add_shape(b, "Body", r->in, true);
	if (r->raw)
		buf_addf(b, "<p>Body: <code>%s</code>, as it is.</p>", r->raw);
	if (r->file)
		buf_add(b, STR("<p>Body: <code>multipart/form-data</code> with "
			       "one part <code>file</code>.</p>"));
	if (r->many)
		buf_addf(b,
			"<p><a href=\"#lists\">A page</a>: "
			"<code>%s</code>, a list, and "
			"<code>next_cursor</code>, text or null.</p>",
			r->many);
	add_shape(b, r->many ? "Each" : "Answer", r->out, false);
	api_docs_add_answer(b, r);
	buf_add(b, STR("</details>"));
}

/* Does the route begin a chapter? */
static bool first_of_tag(size_t i)
{
	if (api_routes[i].hidden)
		return false;
	for (size_t k = 0; k < i; k++)
		if (!api_routes[k].hidden &&
			!strcmp(api_routes[k].tag, api_routes[i].tag))
			return false;
	return true;
}

static void add_nav(struct buf *b)
{
	buf_add(b,
		STR("<nav aria-label=\"Chapters\"><a href=\"#begin\">Begin</a> "
		    "<a href=\"#authentication\">Who asks</a> "
		    "<a href=\"#errors\">When it goes wrong</a> "
		    "<a href=\"#lists\">Lists</a> "
		    "<a href=\"#twice\">Asking twice</a> "
		    "<a href=\"#etags\">Two who save at once</a> "
		    "<a href=\"#streams\">What takes a while</a> "
		    "<a href=\"#limits\">How often</a> "
		    "<a href=\"#receiving\">Being told</a></nav>"
		    "<nav aria-label=\"Routes\">"));
	for (size_t i = 0; i < api_route_count; i++)
		if (first_of_tag(i)) {
			buf_add(b, STR("<a href=\"#routes-"));
			add_anchor(b, api_routes[i].tag);
			buf_addf(b, "\">%s</a> ", api_routes[i].tag);
		}
	buf_add(b, STR("<a href=\"#shapes\">Objects within</a></nav>"));
}

static void add_tags(struct buf *b)
{
	for (size_t i = 0; i < api_route_count; i++) {
		if (!first_of_tag(i))
			continue;
		buf_add(b, STR("<section><h2 id=\"routes-"));
		add_anchor(b, api_routes[i].tag);
		buf_addf(b, "\">%s</h2>", api_routes[i].tag);
		for (size_t k = i; k < api_route_count; k++)
			if (!api_routes[k].hidden &&
				!strcmp(api_routes[k].tag, api_routes[i].tag))
				add_route(b, &api_routes[k]);
		buf_add(b, STR("</section>"));
	}
}

static void add_begin(struct buf *b)
{
	for (size_t i = 0; i < embed_count; i++)
		if (!strcmp(embed_files[i].path, "web/plain/docs-begin.html"))
			buf_add(b,
				str_of(embed_files[i].at, embed_files[i].len));
}

struct str api_read_page(struct arena *mem)
{
	struct buf b;

	buf_init(&b, mem, PAGE_MOST);
	buf_add(&b,
		STR("<!DOCTYPE html>\n<html lang=\"en\"><head>"
		    "<meta charset=\"utf-8\"><meta name=\"viewport\" "
		    "content=\"width=device-width, initial-scale=1\">"
		    "<title>Vitae: the API</title><link rel=\"stylesheet\" "
		    "href=\"/docs/docs.css\"></head><body><header>"
		    "<a href=\"/\">Vitae</a><h1>The "
		    "API</h1><p>Version " VITAE_VERSION
		    ", for people. For programs there is "
		    "<a href=\"/api/openapi.json\">openapi.json</a>, made of "
		    "the same table.</p></header>"));
	add_nav(&b);
	buf_add(&b, STR("<main>"));
	add_begin(&b);
	add_tags(&b);
	api_docs_add_shapes(&b);
	buf_add(&b, STR("</main></body></html>\n"));
	assert(buf_ok(&b));
	return buf_str(&b);
}
