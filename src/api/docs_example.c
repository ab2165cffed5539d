/*
 * api/docs_example.c - examples of requests and answers, made from the shapes:
 * their own examples where they have some, else something of the right type.
 * Nothing here is read off an account.
 */
#include "api/docs_int.h"

#include <ctype.h>

enum { EXAMPLE_MOST = 64 << 10, DEEP = 3, MOMENT_S = 1764000000 };

/* ---- values ------------------------------------------------------------- */

static const char *text_of(const struct json_field *f)
{
	static const char *const texts[JSON_FORMATS] = {
		[JSON_FREE] = "...",
		[JSON_LINE] = "...",
		[JSON_EMAIL] = "ada@example.org",
		[JSON_UUID] = "01934f9e-6f0a-7cc1-b5f0-0d3f5b1c2a11",
		[JSON_DATE] = "2026-01-31",
		[JSON_URI] = "https://example.org/",
		[JSON_PASSWORD] = "a long sentence of yours",
	};

	return f->words ? f->words[0] : texts[f->format];
}

/* As long as it has to be. */
static void put_text(struct json_out *o, const struct json_field *f)
{
	static const char dots[] = "................................"
				   "................................";
	int64_t n = f->most && f->most < 3 ? f->most : 3;

	if (f->words || f->format > JSON_LINE) {
		json_put_text(o, str_c(text_of(f)));
		return;
	}
	n = f->least > n ? f->least : n;
	if (n >= (int64_t)sizeof(dots))
		n = sizeof(dots) - 1;
	json_put_text(o, str_of(dots, (size_t)n));
}

static void put_shape(struct json_out *o, const struct json_shape *shape,
	bool given, int deep);

static void put_any(
	struct json_out *o, const struct json_field *f, bool given, int deep)
{
	if (f->shape && deep) {
		put_shape(o, f->shape, given, deep - 1);
	} else if (f->only == JSON_LIST) {
		json_list(o);
		json_end(o);
	} else if (f->only == JSON_TEXT) {
		json_put_text(o, STR("..."));
	} else {
		json_object(o);
		json_end(o);
	}
}

static void put_list(
	struct json_out *o, const struct json_field *f, bool given, int deep)
{
	json_list(o);
	if (f->type == JSON_TYPE_TEXTS)
		put_text(o, f);
	else if (f->type == JSON_TYPE_INTS)
		json_put_int(o, f->least);
	else if (deep)
		put_shape(o, f->shape, given, deep - 1);
	json_end(o);
}

static int64_t number_of(const struct json_field *f)
{
	if (f->otherwise_set)
		return f->otherwise;
	return f->least > 0 || f->most == 0 ? f->least : 1;
}

static void put_value(
	struct json_out *o, const struct json_field *f, bool given, int deep)
{
	if (f->example && (f->type == JSON_TYPE_TEXT))
		json_put_text(o, str_c(f->example));
	else if (f->example)
		json_put_raw(o, str_c(f->example));
	else if (f->type == JSON_TYPE_TEXT)
		put_text(o, f);
	else if (f->type == JSON_TYPE_INT)
		json_put_int(o, number_of(f));
	else if (f->type == JSON_TYPE_TENTHS)
		json_put_tenths(o, number_of(f));
	else if (f->type == JSON_TYPE_REAL)
		json_put_real(o, 0.5);
	else if (f->type == JSON_TYPE_BOOL)
		json_put_bool(o, f->otherwise_set ? f->otherwise : true);
	else if (f->type == JSON_TYPE_TIME)
		json_put_time(o, MOMENT_S * 1000ll);
	else if (f->type >= JSON_TYPE_TEXTS)
		put_list(o, f, given, deep);
	else
		put_any(o, f, given, deep);
}

/* Of what is given: what has to be, and what somebody made an example for. */
static bool belongs(const struct json_field *f, bool given)
{
	if (f->flags & JSON_HIDE || f->type == JSON_TYPE_REST)
		return false;
	if (given)
		return !(f->flags & JSON_READONLY) &&
		       (f->flags & JSON_MUST || f->example);
	return !(f->flags & JSON_WRITEONLY);
}

/* Where nothing has to be given, the first field shows how it is done. */
static bool alone(const struct json_shape *shape, const struct json_field *f)
{
	for (const struct json_field *k = shape->fields; k->type; k++)
		if (belongs(k, true))
			return false;
	return f == shape->fields;
}

static void put_shape(struct json_out *o, const struct json_shape *shape,
	bool given, int deep)
{
	json_object(o);
	for (const struct json_field *f = shape->fields; f->type; f++)
		if (belongs(f, given) || (given && alone(shape, f))) {
			json_key(o, docs_field_name(f));
			put_value(o, f, given, deep);
		}
	json_end(o);
}

static struct str example(
	struct arena *mem, const struct json_shape *shape, bool given)
{
	struct json_out o;
	struct buf b;

	buf_init(&b, mem, EXAMPLE_MOST);
	o = json_begin(&b, JSON_PRETTY);
	put_shape(&o, shape, given, DEEP);
	return buf_str(&b);
}

/* ---- asking ------------------------------------------------------------- */

/* "/api/users/{id}" is /api/users/$ID. */
static void add_path(struct buf *b, const char *path)
{
	for (bool name = false; *path; path++)
		if (*path == '{' || *path == '}') {
			name = *path == '{';
			if (name)
				buf_addc(b, '$');
		} else {
			buf_addc(b, name ? (char)toupper((unsigned char)*path)
					 : *path);
		}
}

static void add_query(struct buf *b, const struct json_shape *query)
{
	char sign = '?';

	for (const struct json_field *f = query ? query->fields : NULL;
		f && f->type; f++)
		if (f->flags & JSON_MUST) {
			buf_addf(b, "%c%s=%s", sign, docs_field_name(f),
				f->example ? f->example : text_of(f));
			sign = '&';
		}
}

/* Within '...' of a shell. */
static void add_quoted(struct buf *b, struct str s)
{
	for (size_t i = 0; i < s.len; i++)
		if (s.at[i] == '\'')
			buf_add(b, STR("'\\''"));
		else
			buf_addc(b, s.at[i]);
}

static void add_body(struct buf *b, const struct api_route *r)
{
	if (r->in) {
		buf_add(b, STR(" \\\n  -H 'Content-Type: application/json' "
			       "\\\n  -d '"));
		add_quoted(b, example(b->mem, r->in, true));
		buf_addc(b, '\'');
	} else if (r->file) {
		buf_add(b, STR(" \\\n  -F file=@resume.pdf"));
	} else if (r->raw) {
		buf_addf(b,
			" \\\n  -H 'Content-Type: %s' \\\n"
			"  --data-binary @file",
			r->raw);
	}
}

static bool is_json(const struct api_route *r)
{
	return !r->type || str_starts(str_c(r->type), STR("application/json"));
}

static void add_command(struct buf *b, const struct api_route *r)
{
	bool stream = r->follow || (r->type && strstr(r->type, "event-stream"));

	buf_addf(b, "curl %s", stream ? "-N " : "");
	if (r->method != HTTP_GET)
		buf_addf(b, "-X %s ", http_method_name(r->method));
	buf_add(b, STR("\"$VITAE"));
	add_path(b, r->path);
	add_query(b, r->query);
	buf_addc(b, '"');
	if (r->who != ANYONE)
		buf_add(b, STR(" \\\n  -H \"Authorization: Bearer $TOKEN\""));
	if (r->follow)
		buf_add(b, STR(" \\\n  -H 'Accept: text/event-stream'"));
	if (r->once)
		buf_add(b, STR(" \\\n  -H \"Idempotency-Key: $(uuidgen)\""));
	if (r->tagged && r->method != HTTP_GET && strchr(r->path, '{'))
		buf_add(b, STR(" \\\n  -H \"If-Match: $ETAG\""));
	add_body(b, r);
	if (!is_json(r) && !stream && !str_starts(str_c(r->type), STR("text/")))
		buf_add(b, STR(" \\\n  -o file"));
}

void api_docs_add_curl(struct buf *b, const struct api_route *r)
{
	struct buf text;

	buf_init(&text, b->mem, EXAMPLE_MOST);
	add_command(&text, r);
	buf_add(b, STR("<pre tabindex=\"0\"><code>"));
	api_docs_add_text(b, buf_str(&text));
	buf_add(b, STR("</code></pre>"));
}

void api_docs_add_answer(struct buf *b, const struct api_route *r)
{
	struct str text;

	if (!r->out)
		return;
	text = example(b->mem, r->out, false);
	buf_add(b, STR("<pre tabindex=\"0\"><code>"));
	if (r->many)
		buf_addf(b, "{\"%s\": [", r->many);
	api_docs_add_text(b, text);
	if (r->many)
		buf_add(b, STR("],\n\"next_cursor\": null}"));
	buf_add(b, STR("</code></pre>"));
}
