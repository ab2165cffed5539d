/* base/json_out.c - the writer. See json.h. */
#include "base/json.h"
#include "base/json_int.h"
#include "base/time.h"
#include "base/utf8.h"

#include <assert.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

/* ---- commas, colons and indents ----------------------------------------- */

static void new_line(struct json_out *o)
{
	buf_addc(o->to, '\n');
	for (int i = 0; i < o->depth; i++)
		buf_add(o->to, STR("  "));
}

/* What stands between this and what came before. */
static inline void separate(struct json_out *o)
{
	if (o->filled)
		buf_addc(o->to, ',');
	o->filled = true;
	if (o->form == JSON_PRETTY && o->depth)
		new_line(o);
}

static inline bool in_object(const struct json_out *o)
{
	int top = o->depth - 1;

	return o->depth && o->objects[top / 64] >> top % 64 & 1;
}

static inline void before_value(struct json_out *o)
{
	assert(o->named == in_object(o) && (o->depth || !o->filled));
	if (!o->named)
		separate(o);
	o->named = false;
}

struct json_out json_begin(struct buf *to, enum json_form form)
{
	return (struct json_out){ .to = to, .form = form };
}

static void open_container(struct json_out *o, bool object)
{
	uint64_t bit = 1ull << o->depth % 64;
	uint64_t *word = &o->objects[o->depth / 64];

	before_value(o);
	assert(o->depth < JSON_DEPTH);
	*word = object ? *word | bit : *word & ~bit;
	o->depth++;
	o->filled = false;
	buf_addc(o->to, object ? '{' : '[');
}

void json_object(struct json_out *o) { open_container(o, true); }
void json_list(struct json_out *o) { open_container(o, false); }

void json_end(struct json_out *o)
{
	bool object = in_object(o);

	assert(o->depth > 0 && !o->named);
	o->depth--;
	if (o->form == JSON_PRETTY && o->filled)
		new_line(o);
	o->filled = true;
	buf_addc(o->to, object ? '}' : ']');
}

/* ---- text --------------------------------------------------------------- */

static void add_escape(struct buf *b, unsigned char c)
{
	static const char named[] = "\"\\\b\f\n\r\t", names[] = "\"\\bfnrt";
	const char *short_form = c ? strchr(named, c) : NULL;

	if (short_form) {
		buf_addc(b, '\\');
		buf_addc(b, names[short_form - named]);
	} else {
		buf_addf(b, "\\u%04x", c);
	}
}

/* How much of s can be copied as it is. */
static size_t valid_run(struct str s)
{
	const char *p = s.at, *end = s.at + s.len;
	uint32_t c;
	int n;

	for (;; p += n) {
		p = json_plain_run(p, end);
		if (p == end || !(*p & 0x80))
			break;
		n = utf8_decode(str_of(p, (size_t)(end - p)), &c);
		if (n <= 0)
			break;
	}
	return (size_t)(p - s.at);
}

static void add_escaped(struct buf *b, struct str s)
{
	for (;;) {
		size_t n = valid_run(s);
		uint32_t c;

		buf_add(b, str_of(s.at, n));
		s = str_of(s.at + n, s.len - n);
		if (!s.len)
			return;
		n = 1;
		if (*s.at & 0x80) {
			n = (size_t)-utf8_decode(s, &c);
			buf_add(b, STR("\xef\xbf\xbd"));
		} else {
			add_escape(b, (unsigned char)*s.at);
		}
		s = str_of(s.at + n, s.len - n);
	}
}

static inline void add_quoted(struct buf *b, struct str s, bool plain)
{
	if (!buf_need(b, s.len + 2))
		return;
	b->at[b->len++] = '"';
	if (plain) {
		memcpy(b->at + b->len, s.at, s.len);
		b->len += s.len;
	} else if (s.len) {
		add_escaped(b, s);
	}
	buf_addc(b, '"');
}

static inline void add_key(struct json_out *o, struct str name, bool plain)
{
	assert(in_object(o) && !o->named);
	separate(o);
	add_quoted(o->to, name, plain);
	buf_addc(o->to, ':');
	if (o->form == JSON_PRETTY)
		buf_addc(o->to, ' ');
	o->named = true;
}

struct json_out *json_key_str(struct json_out *o, struct str name)
{
	add_key(o, name, false);
	return o;
}

struct json_out *json_key(struct json_out *o, const char *name)
{
	return json_key_str(o, str_c(name));
}

void json_key_plain(struct json_out *o, struct str name)
{
	add_key(o, name, true);
}

/* ---- values ------------------------------------------------------------- */

void json_put_raw(struct json_out *o, struct str json)
{
	before_value(o);
	buf_add(o->to, json);
}

void json_put_null(struct json_out *o) { json_put_raw(o, STR("null")); }

void json_put_bool(struct json_out *o, bool yes)
{
	json_put_raw(o, yes ? STR("true") : STR("false"));
}

void json_put_text(struct json_out *o, struct str s)
{
	if (!s.at) {
		json_put_null(o);
		return;
	}
	before_value(o);
	add_quoted(o->to, s, false);
}

void json_put_int(struct json_out *o, int64_t n)
{
	before_value(o);
	buf_add_int(o->to, n);
}

void json_put_tenths(struct json_out *o, int64_t tenths)
{
	int64_t last = tenths % 10;

	before_value(o);
	if (tenths < 0 && tenths > -10) /* -0 is no number to buf_add_int */
		buf_addc(o->to, '-');
	buf_add_int(o->to, tenths / 10);
	buf_addc(o->to, '.');
	buf_addc(o->to, (char)('0' + (last < 0 ? -last : last)));
}

void json_put_time(struct json_out *o, int64_t ms)
{
	char text[TIME_TEXT + 1];

	time_write(ms, text);
	before_value(o);
	add_quoted(o->to, str_of(text, TIME_TEXT), true);
}

/* The shortest digits that read as the same number. */
void json_put_real(struct json_out *o, double x)
{
	char text[32];
	int digits = 15;

	if (!isfinite(x)) {
		json_put_null(o);
		return;
	}
	do
		snprintf(text, sizeof(text), "%.*g", digits, x);
	while (strtod(text, NULL) != x && ++digits <= 17);
	json_put_raw(o, str_c(text));
}

/* ---- parsed values ------------------------------------------------------ */

static void put_scalar(struct json_out *o, const struct json *v)
{
	switch (json_kind(v)) {
	case JSON_TEXT:
		before_value(o);
		add_quoted(o->to, str_of(v->u.at, v->len), v->plain);
		break;
	case JSON_INT:
		json_put_int(o, v->u.number);
		break;
	case JSON_REAL:
		json_put_raw(o, str_of(v->u.at, v->len));
		break;
	case JSON_BOOL:
		json_put_bool(o, v->u.number);
		break;
	default:
		json_put_null(o);
		break;
	}
}

/* One run over the array; the containers that are open wait for their end. */
void json_put(struct json_out *o, const struct json *v)
{
	const struct json *ends[JSON_DEPTH], *end;
	bool holds;
	int open = 0;

	if (!v) {
		json_put_null(o);
		return;
	}
	end = json_kind(v) >= JSON_LIST ? v + v->u.in.span : v + 1;
	for (; v < end; v++) {
		if (open && in_object(o) && !o->named) {
			add_key(o, str_of(v->u.at, v->len), v->plain);
			continue;
		}
		holds = json_kind(v) >= JSON_LIST;
		if (holds) {
			open_container(o, v->kind == JSON_OBJECT);
			ends[open++] = v + v->u.in.span;
		} else {
			put_scalar(o, v);
		}
		for (; open && ends[open - 1] == v + 1; open--)
			json_end(o);
	}
}

void json_write(struct buf *to, const struct json *v)
{
	struct json_out o = json_begin(to, JSON_COMPACT);

	json_put(&o, v);
}
