/*
 * api/tool.c - what tools take and give, as JSON Schema: of a route's path,
 * query and body one object, its answer as it is. Calls are tool_call.c's.
 */
#include "api/tool.h"

#include "api/api_int.h"

#include <assert.h>
#include <stdio.h>

enum { SCHEMA_MOST = 1 << 20, SHAPES_MOST = 64 };

static const struct api_tool tools[] = {
#define TOOL(name, method, ...) { name, HTTP_##method, __VA_ARGS__ },
#include "api/tools.def"
#undef TOOL
};
const size_t api_tool_count = LENGTH(tools);

const struct api_route *api_route_at(enum http_method method, const char *path)
{
	for (size_t i = 0; i < api_route_count; i++)
		if (api_routes[i].method == method &&
			!strcmp(api_routes[i].path, path))
			return &api_routes[i];
	return NULL;
}

const struct api_route *api_tool_route(const struct api_tool *tool)
{
	return api_route_at(tool->method, tool->path);
}

static struct str last_word(const char *path)
{
	const char *at = strrchr(path, '/') + 1;

	return str_c(at);
}

const struct api_route *api_tool_pick(const struct api_tool *tool,
	const struct api_route *r, struct str *word)
{
	const struct api_route *first = api_tool_route(tool);
	size_t folder;

	assert(first);
	folder = strlen(first->path) - last_word(first->path).len;
	for (r = r ? r + 1 : api_routes; r < api_routes + api_route_count;
		r++) {
		*word = last_word(r->path);
		if (r->run == first->run && r->method == first->method &&
			!strncmp(r->path, first->path, folder) &&
			r->path + folder == word->at)
			return r;
	}
	return NULL;
}

/* ---- schemas ------------------------------------------------------------ */

/* Shapes refer to one another as OpenAPI has them; a schema that stands alone
 * brings what it refers to. */
static struct str stand_alone(struct arena *mem, struct str schema)
{
	static const char from[] = "\"#/components/schemas/",
			  to[] = "\"#/$defs/";
	struct buf b;

	buf_init(&b, mem, SCHEMA_MOST);
	for (;;) {
		const char *at =
			memmem(schema.at, schema.len, from, sizeof(from) - 1);
		size_t len = at ? (size_t)(at - schema.at) : schema.len;

		buf_add(&b, str_of(schema.at, len));
		if (!at)
			break;
		buf_add(&b, str_c(to));
		len += sizeof(from) - 1;
		schema = str_of(schema.at + len, schema.len - len);
	}
	assert(buf_ok(&b));
	return buf_str(&b);
}

static void put_defs(struct json_out *o, const struct json_shape *of,
	unsigned use, bool itself)
{
	const struct json_shape *shapes[SHAPES_MOST];
	size_t n = json_shape_collect(of, shapes, 0, SHAPES_MOST);

	if (n == !itself)
		return;
	json_object(json_key(o, "$defs"));
	for (size_t i = !itself; i < n; i++)
		json_put_schema(json_key(o, shapes[i]->name), shapes[i], use);
	json_end(o);
}

static const struct json *schema_of(
	struct arena *mem, const struct json_shape *shape, unsigned use)
{
	const struct json *doc;
	struct buf b;
	struct err err;
	bool ok;

	buf_init(&b, mem, SCHEMA_MOST);
	json_shape_schema(&b, shape, use);
	ok = buf_ok(&b) && json_parse(mem, buf_str(&b), &doc, &err);
	assert(ok);
	return doc;
}

static void put_members(struct json_out *o, const struct json *object)
{
	for (const struct json *v = json_first(object); v;
		v = json_next(object, v)) {
		json_key_str(o, json_name(v));
		json_put(o, v);
	}
}

static void put_items(struct json_out *o, const struct json *list)
{
	for (const struct json *v = json_first(list); v; v = json_next(list, v))
		json_put(o, v);
}

static void put_text_member(struct json_out *o, const char *name,
	const char *about, const char *type)
{
	json_object(json_key(o, name));
	json_put_text(json_key(o, "type"), str_c(type));
	json_put_text(json_key(o, "description"), str_c(about));
	json_end(o);
}

/* The next name in braces; STR_NONE: none. */
static struct str next_param(const char **path)
{
	const char *from = strchr(*path, '{');
	const char *to = from ? strchr(from, '}') : NULL;

	if (!to)
		return STR_NONE;
	*path = to + 1;
	return str_of(from + 1, (size_t)(to - from - 1));
}

static void put_path(struct json_out *o, const char *path)
{
	struct str name;

	while ((name = next_param(&path)).at) {
		json_object(json_key_str(o, name));
		json_put_raw(
			json_key(o, "type"), STR("[\"string\",\"integer\"]"));
		json_put_text(json_key(o, "description"),
			STR("as a list or an earlier answer gave it"));
		json_end(o);
	}
}

static void put_pick(struct json_out *o, const struct api_tool *t)
{
	const struct api_route *r = NULL;
	struct str word;

	json_object(json_key(o, t->pick));
	json_put_text(json_key(o, "type"), STR("string"));
	json_list(json_key(o, "enum"));
	while ((r = api_tool_pick(t, r, &word)))
		json_put_text(o, word);
	json_end(o);
	json_end(o);
}

static void put_extras(
	struct json_out *o, const struct api_tool *t, const struct api_route *r)
{
	if (t->pick)
		put_pick(o, t);
	if (t->body)
		put_text_member(o, t->body,
			api_raw_is_json(r) ? "JSON Resume"
					   : "the text of the file",
			api_raw_is_json(r) ? "object" : "string");
	if (r->file) {
		put_text_member(o, "file_name", "its name, as its owner has it",
			"string");
		put_text_member(o, "content_base64",
			"the bytes of the file in base64", "string");
	}
	if (api_tool_has_version(r))
		put_text_member(o, "if_version",
			"the version that you read: refused when somebody "
			"saved since. Give it whenever you know it",
			"integer");
	if (r->once)
		put_text_member(o, "idempotency_key",
			"any new text of 8 to 200 letters and digits: the "
			"same again does not do it twice",
			"string");
}

static void put_required(struct json_out *o, const struct api_tool *t,
	const struct api_route *r, const struct json *query,
	const struct json *in)
{
	const char *path = t->path;
	struct str name;

	json_list(json_key(o, "required"));
	while ((name = next_param(&path)).at)
		json_put_text(o, name);
	put_items(o, json_find(query, "required"));
	put_items(o, json_find(in, "required"));
	if (t->pick)
		json_put_text(o, str_c(t->pick));
	if (t->body)
		json_put_text(o, str_c(t->body));
	if (r->file) {
		json_put_text(o, STR("file_name"));
		json_put_text(o, STR("content_base64"));
	}
	json_end(o);
}

static struct str input_of(
	struct arena *mem, const struct api_tool *t, const struct api_route *r)
{
	const struct json *query = NULL, *in = NULL;
	struct json_out o;
	struct buf b;

	if (r->query)
		query = schema_of(mem, r->query, JSON_GIVEN);
	if (r->in)
		in = schema_of(mem, r->in, JSON_GIVEN);
	buf_init(&b, mem, SCHEMA_MOST);
	o = json_begin(&b, JSON_COMPACT);
	json_object(&o);
	json_put_text(json_key(&o, "type"), STR("object"));
	json_object(json_key(&o, "properties"));
	put_path(&o, t->path);
	put_members(&o, json_find(query, "properties"));
	put_members(&o, json_find(in, "properties"));
	put_extras(&o, t, r);
	json_end(&o);
	put_required(&o, t, r, query, in);
	json_put_bool(json_key(&o, "additionalProperties"),
		json_bool(json_find(in, "additionalProperties")));
	if (r->in)
		put_defs(&o, r->in, JSON_GIVEN, false);
	json_end(&o);
	return stand_alone(mem, buf_str(&b));
}

/* {"<many>": [row], "next_cursor"} */
static void put_list_schema(struct json_out *o, const struct api_route *r)
{
	json_object(json_key(o, "properties"));
	json_object(json_key(o, r->many));
	json_put_text(json_key(o, "type"), STR("array"));
	json_object(json_key(o, "items"));
	json_put_text(json_key(o, "$ref"),
		str_fmt(o->to->mem, "#/$defs/%s", r->out->name));
	json_end(o);
	json_end(o);
	json_put_raw(json_key(o, "next_cursor"),
		STR("{\"type\":[\"string\",\"null\"],\"description\":"
		    "\"give it as cursor to get the next page; null: there "
		    "is none\"}"));
	json_end(o);
	json_put_raw(json_key(o, "required"),
		str_fmt(o->to->mem, "[\"%s\",\"next_cursor\"]", r->many));
}

static struct str output_of(struct arena *mem, const struct api_route *r)
{
	struct json_out o;
	struct buf b;

	/* a job that takes its time is answered in its place */
	if (!r->out || r->type || r->follow)
		return STR_NONE;
	buf_init(&b, mem, SCHEMA_MOST);
	o = json_begin(&b, JSON_COMPACT);
	json_object(&o);
	json_put_text(json_key(&o, "type"), STR("object"));
	if (r->many)
		put_list_schema(&o, r);
	else
		put_members(&o, schema_of(mem, r->out, JSON_ANSWERED));
	put_defs(&o, r->out, JSON_ANSWERED, r->many != NULL);
	json_end(&o);
	return stand_alone(mem, buf_str(&b));
}

/* ---- the list ----------------------------------------------------------- */

struct mcp_tool *api_tool_list(struct arena *mem)
{
	struct mcp_tool *list =
		ARENA_LIST(mem, struct mcp_tool, api_tool_count);

	for (size_t i = 0; i < api_tool_count; i++) {
		const struct api_tool *t = &tools[i];
		const struct api_route *r = api_tool_route(t);

		assert(r);
		list[i] = (struct mcp_tool){ .name = t->name,
			.title = t->title,
			.about = t->about,
			.hints = t->hints,
			.input = input_of(mem, t, r),
			.output = output_of(mem, r),
			.way = t };
	}
	return list;
}
