/*
 * api/tool_call.c - a call of a tool becomes a request of its route, and the
 * route's answer the tool's result. Rights, scopes, limits, audit and the rest
 * are the runner's, as for any other request.
 */
#include "api/api_int.h"
#include "api/follow.h"
#include "api/tool.h"

#include "base/code.h"
#include "base/id.h"

enum {
	QUERY_MOST = 8192,
	SEGMENT_MOST = 200,
	ANSWER_MOST = 48 << 20,
	FORM_HEAD_MOST = 64 * 1024
};

struct tool_run {
	struct http_alone alone;
	struct http_app app;
	struct mcp_call *call;
	const struct api_tool *tool;
	const struct api_route *route;
	const struct api_tool_user *user;
	int told;
};

/* ---- which argument goes where ------------------------------------------ */

static bool is_param(const char *path, struct str name)
{
	struct str rest = str_c(path);

	while (rest.len) {
		struct str segment = str_cut(&rest, '/');

		if (segment.len == name.len + 2 && *segment.at == '{' &&
			!memcmp(segment.at + 1, name.at, name.len))
			return true;
	}
	return false;
}

static const struct json_field *field_of(
	const struct json_shape *shape, struct str name)
{
	for (const struct json_field *f = shape ? shape->fields : NULL;
		f && f->type && f->type != JSON_TYPE_REST; f++)
		if (str_is(name, f->as ? f->as : f->name))
			return f;
	return NULL;
}

static bool is_extra(const struct tool_run *r, struct str name)
{
	return (r->route->file && (str_is(name, "file_name") ||
					  str_is(name, "content_base64"))) ||
	       (r->tool->body && str_is(name, r->tool->body)) ||
	       (r->tool->pick && str_is(name, r->tool->pick)) ||
	       (api_tool_has_version(r->route) && str_is(name, "if_version")) ||
	       (r->route->once && str_is(name, "idempotency_key"));
}

static bool takes_rest(const struct json_shape *shape)
{
	const struct json_field *f = shape->fields;

	while (f->type && f->type != JSON_TYPE_REST)
		f++;
	return f->type;
}

/* What the route would pass over in silence, a model is told of. */
static bool check_names(const struct tool_run *r, struct err *err)
{
	const struct json *in = r->call->arguments;

	for (const struct json *v = json_first(in); v; v = json_next(in, v)) {
		struct str name = json_name(v);

		if (is_param(r->route->path, name) || is_extra(r, name) ||
			field_of(r->route->query, name) ||
			(r->route->in && (field_of(r->route->in, name) ||
						 takes_rest(r->route->in))))
			continue;
		return err_set(err, ERR_BAD_INPUT,
			"'%s' takes no argument '%.*s'; its schema says what "
			"there is",
			r->tool->name, name.len < 80 ? (int)name.len : 80,
			name.at);
	}
	return true;
}

/* ---- path, query, body -------------------------------------------------- */

static struct str as_text(struct arena *mem, const struct json *v)
{
	struct buf b;

	if (json_kind(v) == JSON_TEXT)
		return json_text(v);
	if (!v)
		return STR("");
	buf_init(&b, mem, QUERY_MOST);
	json_write(&b, v);
	return buf_ok(&b) ? buf_str(&b) : STR("");
}

static bool segment_fits(struct str s)
{
	return s.len && s.len <= SEGMENT_MOST && !memchr(s.at, '/', s.len) &&
	       !memchr(s.at, '\0', s.len) && !str_is(s, ".") &&
	       !str_is(s, "..");
}

static bool make_path(struct tool_run *r, struct err *err)
{
	struct arena *mem = &r->call->mem;
	struct str rest = str_c(r->route->path);
	struct buf b;

	buf_init(&b, mem, QUERY_MOST);
	str_cut(&rest, '/');
	while (rest.len) {
		struct str segment = str_cut(&rest, '/'), name;

		if (*segment.at == '{') {
			name = str_copy(
				mem, str_of(segment.at + 1, segment.len - 2));
			segment = as_text(
				mem, json_find(r->call->arguments, name.at));
			if (!segment_fits(segment))
				return err_set(err, ERR_BAD_INPUT,
					"'%s' must be a text that a list or an "
					"earlier answer gave",
					name.at);
		}
		buf_addc(&b, '/');
		buf_add(&b, segment);
	}
	r->alone.req.path = buf_str(&b);
	return true;
}

static bool make_query(struct tool_run *r, struct err *err)
{
	const struct json *in = r->call->arguments;
	struct buf b;

	buf_init(&b, &r->call->mem, QUERY_MOST);
	for (const struct json *v = json_first(in); v; v = json_next(in, v)) {
		if (!field_of(r->route->query, json_name(v)) ||
			json_kind(v) == JSON_NULL)
			continue;
		if (b.len)
			buf_addc(&b, '&');
		http_url_encode(&b, json_name(v));
		buf_addc(&b, '=');
		http_url_encode(&b, as_text(&r->call->mem, v));
	}
	r->alone.req.query = buf_str(&b);
	return buf_ok(&b) ||
	       err_set(err, ERR_BAD_INPUT, "the arguments are too long");
}

static void make_body(struct tool_run *r)
{
	const struct json *in = r->call->arguments;
	struct json_out out;
	struct buf b;

	buf_init(&b, &r->call->mem, MCP_MESSAGE);
	out = json_begin(&b, JSON_COMPACT);
	json_object(&out);
	for (const struct json *v = json_first(in); v; v = json_next(in, v))
		if (!is_param(r->route->path, json_name(v)) &&
			!is_extra(r, json_name(v)) &&
			!field_of(r->route->query, json_name(v))) {
			json_key_str(&out, json_name(v));
			json_put(&out, v);
		}
	json_end(&out);
	r->alone.req.body = buf_str(&b);
	http_alone_header(&r->alone, "content-type", STR("application/json"));
}

/* Text as it is, anything else as JSON. */
static bool make_raw(struct tool_run *r, struct err *err)
{
	const struct json *v = json_find(r->call->arguments, r->tool->body);
	struct buf b;

	buf_init(&b, &r->call->mem, MCP_MESSAGE);
	if (json_kind(v) == JSON_TEXT)
		buf_add(&b, json_text(v));
	else if (v)
		json_write(&b, v);
	r->alone.req.body = buf_str(&b);
	http_alone_header(&r->alone, "content-type", str_c(r->route->raw));
	return b.len ||
	       err_set(err, ERR_BAD_INPUT, "'%s' is needed", r->tool->body);
}

/* Which of the routes it stands for. */
static bool pick_route(struct tool_run *r, struct err *err)
{
	const struct api_route *one = NULL;
	struct str wanted, word;

	if (!r->tool->pick)
		return true;
	wanted = json_text(json_find(r->call->arguments, r->tool->pick));
	while ((one = api_tool_pick(r->tool, one, &word)))
		if (str_eq(wanted, word)) {
			r->route = one;
			return true;
		}
	return err_set(err, ERR_BAD_INPUT,
		"'%s' must be one of those that its schema names",
		r->tool->pick);
}

/* A form with one file. Its boundary is nobody's to guess. */
static bool make_form(struct tool_run *r, struct err *err)
{
	const struct json *in = r->call->arguments;
	struct str name = json_text(json_find(in, "file_name"));
	struct str text = json_text(json_find(in, "content_base64")), bytes;
	struct arena *mem = &r->call->mem;
	char boundary[ID_TEXT + 1];
	struct buf b;

	if (!name.len || !text.len ||
		!code_bytes(mem, CODE_BASE64, text, &bytes))
		return err_set(err, ERR_BAD_INPUT,
			"'file_name' must be a name and 'content_base64' the "
			"bytes of the file in base64");
	id_write(boundary);
	buf_init(&b, mem, bytes.len + FORM_HEAD_MOST);
	buf_addf(&b,
		"--%s\r\nContent-Disposition: form-data; name=\"file\"; "
		"filename=\"",
		boundary);
	for (size_t i = 0; i < name.len; i++)
		if (name.at[i] == '"')
			buf_add(&b, STR("%22"));
		else if ((unsigned char)name.at[i] >= ' ')
			buf_addc(&b, name.at[i]);
	buf_add(&b,
		STR("\"\r\nContent-Type: application/octet-stream\r\n\r\n"));
	buf_add(&b, bytes);
	buf_addf(&b, "\r\n--%s--\r\n", boundary);
	r->alone.req.body = buf_str(&b);
	http_alone_header(&r->alone, "content-type",
		str_fmt(mem, "multipart/form-data; boundary=%s", boundary));
	return buf_ok(&b) ||
	       err_set(err, ERR_BAD_INPUT, "'file_name' is too long");
}

static void make_headers(struct tool_run *r)
{
	const struct json *in = r->call->arguments;
	struct str key = json_text(json_find(in, "idempotency_key"));
	int64_t version;

	http_alone_header(&r->alone, "user-agent", r->user->agent);
	http_alone_header(&r->alone, "x-request-id", r->user->request_id);
	if (r->route->once && key.at)
		http_alone_header(&r->alone, "idempotency-key", key);
	if (api_tool_has_version(r->route) &&
		json_int(json_find(in, "if_version"), &version))
		http_alone_header(&r->alone, "if-match",
			str_fmt(&r->call->mem, "\"%lld\"", (long long)version));
}

static bool make_request(struct tool_run *r, struct err *err)
{
	if (!pick_route(r, err) || !check_names(r, err) || !make_path(r, err) ||
		!make_query(r, err))
		return false;
	make_headers(r);
	if (r->route->file)
		return make_form(r, err);
	if (r->tool->body)
		return make_raw(r, err);
	if (r->route->in)
		make_body(r);
	return true;
}

/* ---- the answer --------------------------------------------------------- */

/* What stands in quotes behind filename= ; else the tool's name. */
static struct str name_of(const struct tool_run *r)
{
	static const char word[] = "filename=\"";
	struct str all = http_res_find(&r->alone.res, "content-disposition");
	const char *at =
		all.at ? memmem(all.at, all.len, word, sizeof(word) - 1) : NULL;
	struct str rest;

	if (!at)
		return str_c(r->tool->name);
	at += sizeof(word) - 1;
	rest = str_of(at, (size_t)(all.at + all.len - at));
	return str_cut(&rest, '"');
}

static void show(struct tool_run *r, struct str body)
{
	struct http_res *res = &r->alone.res;
	const char *type = res->type ? res->type : "application/json";
	struct str rest = str_c(type), kind = str_trim(str_cut(&rest, ';'));
	struct mcp_result result = { .failed = res->status >= 400 };

	if (!body.len)
		result.text = result.failed ? STR("it failed") : STR("done");
	else if (result.failed)
		result.text = body;
	else if (str_is(kind, "application/json") && *body.at == '{')
		result.json = body;
	else {
		result.file = body;
		result.file_type = kind;
		result.file_name = name_of(r);
		result.text = str_fmt(&r->call->mem, "%.*s, %zu bytes",
			STR_ARG(result.file_name), body.len);
	}
	mcp_call_end(r->call, &result);
}

static void answered(void *with, struct http_alone *a)
{
	struct tool_run *r = with;
	struct str body;
	struct err err = { 0 };
	bool ok = http_alone_body(a, ANSWER_MOST, &body, &err);

	http_alone_free(a);
	if (ok)
		show(r, body);
	else
		mcp_call_fail(r->call, &err);
}

/* ---- how far it is ------------------------------------------------------ */

/* An event of the job that it waits for: what is done is counted, where
 * nobody says how much of it there is. */
static void told(void *with, struct str name, struct str data)
{
	struct tool_run *r = with;
	const struct json *doc = NULL;
	struct str what;
	struct err err;
	int64_t percent;

	if (!json_parse(&r->call->mem, data, &doc, &err))
		doc = NULL;
	what = json_text(json_find(doc, "stage"));
	if (!what.at)
		what = json_text(json_find(doc, "tool"));
	r->told++;
	if (json_int(json_find(doc, "percent"), &percent))
		mcp_call_tell(
			r->call, (double)percent, 100, what.at ? what : name);
	else
		mcp_call_tell(r->call, r->told, 0, what.at ? what : name);
}

/* ---- for mcp_host ------------------------------------------------------- */

bool api_tool_offers(void *who, const struct mcp_tool *tool)
{
	const struct api_tool_user *user = who;
	const struct api_route *r = api_tool_route(tool->way);

	if (r->needs == SWITCH_AI &&
		!user->api->house->settings->enable_ai_features)
		return false;
	return user->who.kind != WHO_API_KEY || (user->who.scopes & r->scope);
}

void api_tool_call(void *who, struct mcp_call *call)
{
	struct tool_run *r = ARENA_NEW(&call->mem, struct tool_run);
	struct err err = { 0 };

	r->call = call;
	r->user = who;
	r->tool = call->tool->way;
	r->route = api_tool_route(r->tool);
	r->app = api_app(r->user->api);
	http_alone_init(&r->alone, &call->mem, ANSWER_MOST);
	r->alone.told = told;
	r->alone.req.method = r->tool->method;
	r->alone.req.peer = r->user->peer;
	r->alone.req.with = (void *)(uintptr_t)&r->user->who;
	if (!make_request(r, &err)) {
		mcp_call_fail(call, &err);
		return;
	}
	mcp_call_hold(call, r);
	if (r->route->follow)
		mcp_call_begin(call);
	http_alone_ask(&r->alone, &r->app, answered, r);
}

void api_tool_cancel(void *who, struct mcp_call *call)
{
	const struct api_tool_user *user = who;
	struct tool_run *r = call->way;

	if (r && r->route->follow)
		api_follow_give_up(user->api->follow, &r->alone);
}
