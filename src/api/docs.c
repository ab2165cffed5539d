/*
 * api/docs.c - the description of the API to read: one page, made at start
 * from the table of routes. No script, nothing from elsewhere.
 */
#include "api/api_int.h"

enum { PAGE_MOST = 4 << 20 };

static void add_text(struct buf *b, struct str s)
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

/* ---- shapes ------------------------------------------------------------- */

static const char *type_words(const struct json_field *f)
{
	static const char *const words[] = {
		[JSON_TYPE_TEXT] = "text",
		[JSON_TYPE_INT] = "whole number",
		[JSON_TYPE_REAL] = "number",
		[JSON_TYPE_BOOL] = "true or false",
		[JSON_TYPE_TIME] = "time",
		[JSON_TYPE_TENTHS] = "number with one decimal",
		[JSON_TYPE_ANY] = "any value",
		[JSON_TYPE_RAW] = "any value",
		[JSON_TYPE_IN] = "object",
		[JSON_TYPE_AT] = "object",
		[JSON_TYPE_TEXTS] = "list of texts",
		[JSON_TYPE_INTS] = "list of numbers",
		[JSON_TYPE_ROWS] = "list of objects",
	};

	return words[f->type];
}

static void add_fields(
	struct buf *b, const struct json_shape *shape, bool given)
{
	buf_add(b, STR("<table><thead><tr><th scope=col>Field<th scope=col>Type"
		       "<th scope=col>About</thead><tbody>"));
	for (const struct json_field *f = shape->fields; f->type; f++) {
		const char *const *w = f->words;

		if (f->flags & (given ? JSON_READONLY : JSON_WRITEONLY) ||
			f->flags & JSON_HIDE)
			continue;
		buf_addf(b, "<tr><td><code>%s</code>%s<td>%s",
			f->as ? f->as : f->name,
			given && f->flags & JSON_MUST
				? " <b title=required>*</b>"
				: "",
			type_words(f));
		if (f->shape)
			buf_addf(b, " <i>%s</i>", f->shape->name);
		buf_add(b, STR("<td>"));
		add_text(b, str_c(f->about ? f->about : ""));
		for (; w && *w; w++)
			buf_addf(b, "%s<code>%s</code>",
				w == f->words ? "" : " or ", *w);
		if (f->type == JSON_TYPE_TEXT && given && f->most && !f->about)
			buf_addf(b, "%lld to %lld characters",
				(long long)f->least, (long long)f->most);
	}
	buf_add(b, STR("</tbody></table>"));
}

static void add_shape(struct buf *b, const char *title,
	const struct json_shape *shape, bool given)
{
	if (!shape)
		return;
	buf_addf(b, "<h4>%s: %s</h4>", title, shape->name);
	add_fields(b, shape, given);
}

/* ---- routes ------------------------------------------------------------- */

static void add_route(struct buf *b, const struct api_route *r)
{
	static const char *const who[] = { "anybody", "whoever is signed in",
		"administrators" };
	const char *method = http_method_name(r->method);

	buf_addf(b, "<details><summary><span class=\"m %s\">%s</span> <code>",
		method, method);
	add_text(b, str_c(r->path));
	buf_add(b, STR("</code> <span>"));
	add_text(b, str_c(r->say));
	buf_addf(b, "</span></summary><p>For %s", who[r->who]);
	if (r->scope)
		buf_addf(b, "; API keys need <code>%s</code>",
			app_sign_scope_words[__builtin_ctz(r->scope)]);
	buf_addf(b, ". Answers %d. ", r->status ? r->status : 200);
	if (r->once)
		buf_add(b, STR("Takes <code>Idempotency-Key</code>. "));
	if (r->tagged)
		buf_addf(b, "Has an <code>ETag</code>, takes <code>%s</code>. ",
			r->method == HTTP_GET ? "If-None-Match" : "If-Match");
	add_text(b, str_c(r->tell ? r->tell : ""));
	buf_add(b, STR("</p>"));
	add_shape(b, "Query", r->query, true);
	add_shape(b, "Body", r->in, true);
	if (r->raw)
		buf_addf(b, "<p>Body: <code>%s</code>, as it is.</p>", r->raw);
	if (r->many)
		buf_addf(b,
			"<p>A page: <code>%s</code>, a list, and "
			"<code>next_cursor</code>, text or null.</p>",
			r->many);
	add_shape(b, r->many ? "Each" : "Answer", r->out, false);
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

static void add_tags(struct buf *b)
{
	buf_add(b, STR("<nav aria-label=Chapters>"));
	for (size_t i = 0; i < api_route_count; i++)
		if (first_of_tag(i)) {
			buf_add(b, STR("<a href=\"#"));
			add_anchor(b, api_routes[i].tag);
			buf_addf(b, "\">%s</a> ", api_routes[i].tag);
		}
	buf_add(b, STR("</nav>"));
	for (size_t i = 0; i < api_route_count; i++) {
		if (!first_of_tag(i))
			continue;
		buf_add(b, STR("<section><h2 id=\""));
		add_anchor(b, api_routes[i].tag);
		buf_addf(b, "\">%s</h2>", api_routes[i].tag);
		for (size_t k = i; k < api_route_count; k++)
			if (!api_routes[k].hidden &&
				!strcmp(api_routes[k].tag, api_routes[i].tag))
				add_route(b, &api_routes[k]);
		buf_add(b, STR("</section>"));
	}
}

struct str api_read_page(struct arena *mem)
{
	struct buf b;

	buf_init(&b, mem, PAGE_MOST);
	buf_add(&b,
		STR("<!doctype html><html lang=en><head><meta charset=utf-8>"
		    "<meta name=viewport content=\"width=device-width, "
		    "initial-scale=1\"><title>Vitae: the API</title>"
		    "<link rel=stylesheet href=\"/docs/docs.css\"></head><body>"
		    "<header><a href=\"/\">Vitae</a><h1>The API</h1><p>JSON "
		    "in, "
		    "JSON out. The same paths under <code>/api/v1/</code> "
		    "answer alike. Send <code>Authorization: Bearer</code> and "
		    "an access token or an API key. What is wrong is told as "
		    "<code>{\"error\", \"message\", \"request_id\", "
		    "\"fields\"}</code>. For programs: "
		    "<a href=\"/api/openapi.json\">openapi.json</a>, "
		    "version " VITAE_VERSION ".</p></header><main>"));
	add_tags(&b);
	buf_add(&b, STR("</main></body></html>"));
	return buf_str(&b);
}
