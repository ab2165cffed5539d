/*
 * api/openapi.c - the description of the API (OpenAPI 3.1), written from the
 * very table that routes requests, so that it cannot drift (WEB-7).
 */
#include "api/openapi_int.h"
#include "api/shapes.h"

#include <stdio.h>

enum { DESCRIPTION_MOST = 8 << 20, SHAPES_MOST = 256 };

void api_openapi_ref(struct json_out *o, const char *name)
{
	char ref[96];

	snprintf(ref, sizeof(ref), "#/components/schemas/%s", name);
	json_object(o);
	json_put_text(json_key(o, "$ref"), str_c(ref));
	json_end(o);
}

void api_openapi_content(struct json_out *o, const char *type)
{
	json_object(json_key(o, "content"));
	json_object(json_key(o, type));
	json_key(o, "schema");
}

/* ---- parameters --------------------------------------------------------- */

static void add_path_params(struct json_out *o, const char *path)
{
	for (const char *open = strchr(path, '{'); open;
		open = strchr(open + 1, '{')) {
		struct str name = str_of(
			open + 1, (size_t)(strchr(open, '}') - open - 1));

		json_object(o);
		json_put_text(json_key(o, "name"), name);
		json_put_text(json_key(o, "in"), STR("path"));
		json_put_bool(json_key(o, "required"), true);
		json_object(json_key(o, "schema"));
		json_put_text(json_key(o, "type"), STR("string"));
		json_end(o);
		json_end(o);
	}
}

/* The query's shape, as its schema has it: one parameter a property. */
static void add_query_params(
	struct json_out *o, struct arena *mem, const struct json_shape *query)
{
	const struct json *doc, *props, *p;
	struct buf text;
	struct err err;

	buf_init(&text, mem, DESCRIPTION_MOST);
	json_shape_schema(&text, query, JSON_GIVEN);
	if (!json_parse(mem, buf_str(&text), &doc, &err))
		return;
	props = json_find(doc, "properties");
	for (p = json_first(props); p; p = json_next(props, p)) {
		json_object(o);
		json_put_text(json_key(o, "name"), json_name(p));
		json_put_text(json_key(o, "in"), STR("query"));
		json_put(json_key(o, "schema"), p);
		json_end(o);
	}
}

static void add_header_param(
	struct json_out *o, const char *name, const char *about)
{
	json_object(o);
	json_put_text(json_key(o, "name"), str_c(name));
	json_put_text(json_key(o, "in"), STR("header"));
	json_put_text(json_key(o, "description"), str_c(about));
	json_object(json_key(o, "schema"));
	json_put_text(json_key(o, "type"), STR("string"));
	json_end(o);
	json_end(o);
}

static void add_params(
	struct json_out *o, struct arena *mem, const struct api_route *r)
{
	json_list(json_key(o, "parameters"));
	add_path_params(o, r->path);
	if (r->query)
		add_query_params(o, mem, r->query);
	if (r->once)
		add_header_param(o, "Idempotency-Key",
			"The same key with the same request gets the same "
			"answer; with another request, 409.");
	if (r->tagged && r->method == HTTP_GET)
		add_header_param(o, "If-None-Match",
			"The ETag of what the client has: 304 if it is still "
			"so.");
	else if (r->tagged)
		add_header_param(o, "If-Match",
			"The ETag of what was read: 412 if somebody saved "
			"since.");
	json_end(o);
}

/* ---- operations --------------------------------------------------------- */

static void add_way(struct json_out *o, const char *scheme, const char *word)
{
	json_object(o);
	json_list(json_key(o, scheme));
	if (word)
		json_put_text(o, str_c(word));
	json_end(o);
	json_end(o);
}

/* A sign-in with the role that is named, or an API key with the scope. */
static void add_security(struct json_out *o, const struct api_route *r)
{
	json_list(json_key(o, "security"));
	if (r->who != ANYONE)
		add_way(o, "session", r->who == ADMIN ? "admin" : NULL);
	if (r->who != ANYONE && r->scope)
		add_way(o, "api_key",
			app_sign_scope_words[__builtin_ctz(r->scope)]);
	json_end(o);
}

static void add_scheme(struct json_out *o, const char *name, const char *about)
{
	json_object(json_key(o, name));
	json_put_text(json_key(o, "type"), STR("http"));
	json_put_text(json_key(o, "scheme"), STR("bearer"));
	json_put_text(json_key(o, "description"), str_c(about));
	json_end(o);
}

/* A form with one file, anything, or JSON. */
static void add_body(struct json_out *o, const struct api_route *r)
{
	json_object(json_key(o, "requestBody"));
	json_put_bool(json_key(o, "required"), true);
	api_openapi_content(o, r->file  ? "multipart/form-data"
			       : r->raw ? r->raw
					: "application/json");
	if (r->in) {
		api_openapi_ref(o, r->in->name);
	} else if (r->raw) {
		json_object(o);
		json_end(o);
	} else {
		json_object(o);
		json_put_text(json_key(o, "type"), STR("object"));
		json_list(json_key(o, "required"));
		json_put_text(o, STR("file"));
		json_end(o);
		json_object(json_key(o, "properties"));
		json_object(json_key(o, "file"));
		json_put_text(json_key(o, "contentMediaType"),
			STR("application/octet-stream"));
		json_end(o);
		json_end(o);
		json_end(o);
	}
	json_end(o);
	json_end(o);
	json_end(o);
}

/* "GET /api/users/{id}" is "get_users_id". */
static struct str operation_id(struct arena *mem, const struct api_route *r)
{
	struct buf b;

	buf_init(&b, mem, 256);
	for (const char *p = http_method_name(r->method); *p; p++)
		buf_addc(&b, (char)(*p | 32));
	for (const char *p = r->path; *p; p++)
		if (*p == '/' || *p == '-' || *p == '.')
			buf_addc(&b, '_');
		else if (*p != '{' && *p != '}')
			buf_addc(&b, *p);
	return buf_str(&b);
}

static void add_operation(
	struct json_out *o, struct arena *mem, const struct api_route *r)
{
	struct str method = str_lower(mem, str_c(http_method_name(r->method)));

	json_object(json_key(o, method.at));
	json_put_text(json_key(o, "operationId"), operation_id(mem, r));
	json_put_text(json_key(o, "summary"), str_c(r->say));
	if (r->tell)
		json_put_text(json_key(o, "description"), str_c(r->tell));
	json_list(json_key(o, "tags"));
	json_put_text(o, str_c(r->tag));
	json_end(o);
	add_security(o, r);
	add_params(o, mem, r);
	if (r->in || r->file || r->raw)
		add_body(o, r);
	api_openapi_answers(o, r);
	json_end(o);
}

/* All methods of a path stand together, wherever the table has them. */
static void add_paths(struct json_out *o, struct arena *mem)
{
	json_object(json_key(o, "paths"));
	for (size_t i = 0; i < api_route_count; i++) {
		const char *path = api_routes[i].path;
		bool first = !api_routes[i].hidden;

		for (size_t k = 0; k < i && first; k++)
			first = strcmp(api_routes[k].path, path) != 0;
		if (!first)
			continue;
		json_object(json_key(o, path));
		for (size_t k = i; k < api_route_count; k++)
			if (!strcmp(api_routes[k].path, path))
				add_operation(o, mem, &api_routes[k]);
		json_end(o);
	}
	json_end(o);
}

struct shapes {
	const struct json_shape *at[SHAPES_MOST];
	size_t count;
};

static void collect(struct shapes *s, const struct json_shape *shape)
{
	if (shape)
		s->count =
			json_shape_collect(shape, s->at, s->count, SHAPES_MOST);
}

static bool has(const struct shapes *s, const struct json_shape *shape)
{
	for (size_t i = 0; i < s->count; i++)
		if (s->at[i] == shape)
			return true;
	return false;
}

static void add_schemes(struct json_out *o)
{
	json_object(json_key(o, "securitySchemes"));
	add_scheme(o, "session",
		"The access token of a sign-in. A word beside it is the role "
		"that it takes.");
	add_scheme(o, "api_key",
		"An API key. A word beside it is the scope that it takes.");
	json_end(o);
}

/* A shape within a body is given, wherever else it is answered. */
static void add_components(struct json_out *o)
{
	struct shapes all = { .count = 0 }, in = all, out = all;

	collect(&all, &api_error);
	collect(&all, &api_limited);
	for (size_t i = 0; i < api_route_count; i++) {
		collect(&all, api_routes[i].in);
		collect(&all, api_routes[i].out);
		collect(&in, api_routes[i].in);
		collect(&out, api_routes[i].out);
	}
	json_object(json_key(o, "components"));
	add_schemes(o);
	json_object(json_key(o, "schemas"));
	for (size_t i = 0; i < all.count; i++) {
		unsigned use = has(&in, all.at[i]) ? JSON_GIVEN : 0;

		if (!use || has(&out, all.at[i]))
			use |= JSON_ANSWERED;
		json_key(o, all.at[i]->name);
		json_put_schema(o, all.at[i], use);
	}
	json_end(o);
	json_end(o);
}

struct str api_describe(struct arena *mem, const struct settings *s)
{
	struct json_out out;
	struct buf b;

	buf_init(&b, mem, DESCRIPTION_MOST);
	out = json_begin(&b, JSON_COMPACT);
	json_object(&out);
	json_put_text(json_key(&out, "openapi"), STR("3.1.0"));
	json_object(json_key(&out, "info"));
	json_put_text(json_key(&out, "title"), STR("Vitae"));
	json_put_text(json_key(&out, "version"), STR(VITAE_VERSION));
	json_put_text(json_key(&out, "summary"),
		STR("Career documents: truthful, tailored, typeset."));
	json_object(json_key(&out, "license"));
	json_put_text(json_key(&out, "name"), STR("Apache-2.0"));
	json_put_text(json_key(&out, "identifier"), STR("Apache-2.0"));
	json_end(&out);
	json_end(&out);
	json_list(json_key(&out, "servers"));
	json_object(&out);
	json_put_text(json_key(&out, "url"),
		*s->frontend_url ? str_c(s->frontend_url) : STR("/"));
	json_end(&out);
	json_end(&out);
	add_paths(&out, mem);
	add_components(&out);
	json_end(&out);
	return buf_str(&b);
}
