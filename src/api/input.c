/* api/input.c - the body and the query become structs, by their shapes. */
#include "api/api_int.h"

enum { QUERY_MOST = 8192 };

/* Text that reads like the field's type goes as it is, other text as text:
 * the shape then says what is wrong with it. */
static void add_value(
	struct json_out *out, const struct json_field *f, struct str value)
{
	int64_t n;

	if (f->type == JSON_TYPE_INT && str_int(value, &n))
		json_put_int(out, n);
	else if (f->type == JSON_TYPE_BOOL && str_is(value, "true"))
		json_put_bool(out, true);
	else if (f->type == JSON_TYPE_BOOL && str_is(value, "false"))
		json_put_bool(out, false);
	else
		json_put_text(out, value);
}

/* What the shape does not name is left alone: it may be somebody's tracker. */
static bool read_query(struct visit *v, const struct http_req *req,
	const struct json_shape *shape, void *into, struct err *err)
{
	struct json_out out;
	struct buf text;
	struct str value;

	if (req->query.len &&
		!http_url_decode(v->call.mem, req->query, true, &value))
		return err_set(
			err, ERR_BAD_INPUT, "the query holds a bad escape");
	buf_init(&text, v->call.mem, QUERY_MOST);
	out = json_begin(&text, JSON_COMPACT);
	json_object(&out);
	for (const struct json_field *f = shape->fields; f->type; f++)
		if (http_query_find(req, f->name, &value))
			add_value(json_key(&out, f->name), f, value);
	json_end(&out);
	if (!buf_ok(&text))
		return err_set(err, ERR_BAD_INPUT, "the query is too long");
	return json_read_text(v->call.mem, buf_str(&text), shape, into, err);
}

/* Many a client sends an empty object where nothing is to be said. */
static bool says_nothing(
	struct visit *v, const struct http_req *req, struct err *err)
{
	const struct api_route *r = v->ask.route;
	const struct json *doc;
	struct err why;

	return r->in || r->file || r->body_most || !req->body.len ||
	       (json_parse(v->call.mem, req->body, &doc, &why) &&
		       json_kind(doc) == JSON_OBJECT && !json_count(doc)) ||
	       err_set(err, ERR_TOO_BIG, "this takes no body");
}

bool api_input(struct visit *v, const struct http_req *req, struct err *err)
{
	const struct api_route *r = v->ask.route;
	void *in, *query;

	if (r->query) {
		v->ask.query = query = arena_alloc(v->call.mem, r->query->size);
		if (!read_query(v, req, r->query, query, err))
			return false;
	}
	if (r->in) {
		v->ask.in = in = arena_alloc(v->call.mem, r->in->size);
		if (!json_read_text(v->call.mem, req->body, r->in, in, err))
			return false;
	}
	if (!says_nothing(v, req, err))
		return false;
	v->once.owner = v->call.who.id;
	v->once.body = req->body;
	return !r->file || api_form_read(v, req, err);
}
