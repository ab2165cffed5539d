/*
 * api/openapi.c - the description of the API (OpenAPI 3.1), written from the
 * very table that routes requests, so that it cannot drift (WEB-7).
 */
#include "api/api_int.h"
#include "api/shapes.h"

#include <stdio.h>

enum { DESCRIPTION_MOST = 8 << 20, SHAPES_MOST = 256 };

struct error_row {
	struct str error, message, request_id;
	const struct json *fields;
};
static const struct json_field error_fields[] = {
	JSON(error_row, error, JSON_MUST, 0, 64,
		.about = "a code for programs, such as 'not_found'"),
	JSON(error_row, message, JSON_MUST, 0, 300,
		.about = "a sentence for people"),
	JSON(error_row, request_id, JSON_OMIT_EMPTY, 0, 100),
	JSON(error_row, fields, JSON_OMIT_EMPTY, 0, 0, .only = JSON_OBJECT,
		.about = "JSON pointers of what is wrong, and why"),
	{ 0 },
};
static const struct json_shape error_shape =
	JSON_SHAPE(error_row, "Error", "What went wrong.", error_fields);

struct limited_row {
	struct str error, message, retry_after;
};
static const struct json_field limited_fields[] = {
	JSON(limited_row, error, JSON_MUST, 0, 64),
	JSON(limited_row, message, JSON_MUST, 0, 300),
	JSON(limited_row, retry_after, JSON_MUST, 0, 64,
		.example = "60 seconds"),
	{ 0 },
};
static const struct json_shape limited_shape = JSON_SHAPE(
	limited_row, "RateLimited", "Too many requests.", limited_fields);

/* ---- answers ------------------------------------------------------------ */

static const struct {
	int status;
	const char *words;
} refusals[] = { { 400, "The request is not well formed." },
	{ 401, "Nobody is signed in, or not any more." },
	{ 403, "It is not allowed." }, { 404, "There is no such thing." },
	{ 409, "It collides with what is there." },
	{ 413, "The body is too big." },
	{ 415, "The body is of another type." }, { 429, "Too many requests." },
	{ 500, "Something broke on our side." },
	{ 503, "Busy, or switched off." } };

/* Which refusals a route can answer with. */
static bool can(const struct api_route *r, int status)
{
	switch (status) {
	case 400:
		return r->in || r->query || r->once || r->who != ANYONE;
	case 401:
		return r->who != ANYONE || r->in;
	case 403:
		return r->who != ANYONE || r->in || !r->limit;
	case 404:
		return strchr(r->path, '{') || r->who != ANYONE;
	case 409:
		return r->method != HTTP_GET;
	case 413:
		return true;
	case 415:
		return r->in != NULL;
	case 429:
		return r->limit != LIMIT_NONE;
	default:
		return true;
	}
}

static void add_ref(struct json_out *o, const char *name)
{
	char ref[96];

	snprintf(ref, sizeof(ref), "#/components/schemas/%s", name);
	json_object(o);
	json_put_text(json_key(o, "$ref"), str_c(ref));
	json_end(o);
}

static void add_content(struct json_out *o, const char *type)
{
	json_object(json_key(o, "content"));
	json_object(json_key(o, type));
	json_key(o, "schema");
}

static void add_many(struct json_out *o, const struct api_route *r)
{
	json_object(o);
	json_put_text(json_key(o, "type"), STR("object"));
	json_object(json_key(o, "properties"));
	json_object(json_key(o, r->many));
	json_put_text(json_key(o, "type"), STR("array"));
	add_ref(json_key(o, "items"), r->out->name);
	json_end(o);
	json_object(json_key(o, "next_cursor"));
	json_list(json_key(o, "type"));
	json_put_text(o, STR("string"));
	json_put_text(o, STR("null"));
	json_end(o);
	json_end(o);
	json_end(o);
	json_list(json_key(o, "required"));
	json_put_text(o, str_c(r->many));
	json_put_text(o, STR("next_cursor"));
	json_end(o);
	json_end(o);
}

static void add_success(struct json_out *o, const struct api_route *r)
{
	char status[8];

	snprintf(status, sizeof(status), "%d", r->status ? r->status : 200);
	json_object(json_key(o, status));
	json_put_text(json_key(o, "description"),
		r->out ? str_c(r->out->about) : STR("Done."));
	if (r->out) {
		add_content(o, "application/json");
		if (r->many)
			add_many(o, r);
		else
			add_ref(o, r->out->name);
		json_end(o);
		json_end(o);
	} else if (r->type) {
		add_content(o, r->type);
		json_object(o);
		json_put_text(json_key(o, "type"),
			strcmp(r->type, "application/json") ? STR("string")
							    : STR("object"));
		json_end(o);
		json_end(o);
		json_end(o);
	}
	json_end(o);
}

/* What is unwell says so with 503 in the form of its 200. */
static void add_unwell(struct json_out *o, const struct api_route *r)
{
	json_object(json_key(o, "503"));
	json_put_text(json_key(o, "description"), STR("Not well, or busy."));
	json_object(json_key(o, "content"));
	if (r->type) {
		json_object(json_key(o, r->type));
		json_object(json_key(o, "schema"));
		json_put_text(json_key(o, "type"), STR("string"));
		json_end(o);
		json_end(o);
	}
	json_object(json_key(o, "application/json"));
	json_object(json_key(o, "schema"));
	json_list(json_key(o, "anyOf"));
	if (r->out)
		add_ref(o, r->out->name);
	add_ref(o, error_shape.name);
	json_end(o);
	json_end(o);
	json_end(o);
	json_end(o);
	json_end(o);
}

static void add_refusal(struct json_out *o, int status, const char *words)
{
	char key[8];

	snprintf(key, sizeof(key), "%d", status);
	json_object(json_key(o, key));
	json_put_text(json_key(o, "description"), str_c(words));
	add_content(o, "application/json");
	add_ref(o, status == 429 ? limited_shape.name : error_shape.name);
	json_end(o);
	json_end(o);
	json_end(o);
}

static void add_answers(struct json_out *o, const struct api_route *r)
{
	json_object(json_key(o, "responses"));
	add_success(o, r);
	if (r->mode == PAGE) {
		json_object(json_key(o, "304"));
		json_put_text(json_key(o, "description"),
			STR("It is what If-None-Match names."));
		json_end(o);
	}
	for (size_t i = 0; i < LENGTH(refusals); i++)
		if (refusals[i].status == 503 && r->unwell)
			add_unwell(o, r);
		else if (can(r, refusals[i].status))
			add_refusal(o, refusals[i].status, refusals[i].words);
	json_end(o);
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
	if (r->in) {
		json_object(json_key(o, "requestBody"));
		json_put_bool(json_key(o, "required"), true);
		add_content(o, "application/json");
		add_ref(o, r->in->name);
		json_end(o);
		json_end(o);
		json_end(o);
	}
	add_answers(o, r);
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

static void add_components(struct json_out *o)
{
	const struct json_shape *shapes[SHAPES_MOST];
	size_t n = json_shape_collect(&error_shape, shapes, 0, SHAPES_MOST);

	n = json_shape_collect(&limited_shape, shapes, n, SHAPES_MOST);
	for (size_t i = 0; i < api_route_count; i++) {
		if (api_routes[i].in)
			n = json_shape_collect(
				api_routes[i].in, shapes, n, SHAPES_MOST);
		if (api_routes[i].out)
			n = json_shape_collect(
				api_routes[i].out, shapes, n, SHAPES_MOST);
	}
	json_object(json_key(o, "components"));
	json_object(json_key(o, "securitySchemes"));
	add_scheme(o, "session",
		"The access token of a sign-in. A word beside it is the role "
		"that it takes.");
	add_scheme(o, "api_key",
		"An API key. A word beside it is the scope that it takes.");
	json_end(o);
	json_object(json_key(o, "schemas"));
	for (size_t i = 0; i < n; i++) {
		bool given = false;

		for (size_t k = 0; k < api_route_count; k++)
			given |= api_routes[k].in == shapes[i];
		json_key(o, shapes[i]->name);
		json_put_schema(
			o, shapes[i], given ? JSON_GIVEN : JSON_ANSWERED);
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
