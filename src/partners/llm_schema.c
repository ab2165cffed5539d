/*
 * partners/llm_schema.c - a shape as JSON Schema for strict structured
 * outputs. Servers know different keywords and some refuse what they do not
 * know, so only those are used that all know; the rest is said in words, and
 * checked when the answer comes.
 */
#include "partners/llm_int.h"

#include <assert.h>

static void put_members(
	struct json_out *o, const struct json_shape *shape, int depth);

static void put_word(struct json_out *o, const char *key, const char *value)
{
	json_put_text(json_key(o, key), str_c(value));
}

static const char *name_of(const struct json_field *f)
{
	return f->as ? f->as : f->name;
}

static bool is_asked(const struct json_field *f)
{
	return !(f->flags & (JSON_HIDE | JSON_READONLY)) &&
	       f->type != JSON_TYPE_REST;
}

/* ---- what the schema cannot say ----------------------------------------- */

static const char *format_words(enum json_format format)
{
	static const char *const words[JSON_FORMATS] = {
		[JSON_LINE] = "on one line",
		[JSON_EMAIL] = "an email address",
		[JSON_UUID] = "a UUID",
		[JSON_DATE] = "a date like 2026-01-31",
		[JSON_URI] = "an address with http:// or https://",
	};

	return words[format];
}

static void part(struct buf *b, const char *words)
{
	if (b->len)
		buf_add(b, STR("; "));
	buf_add(b, str_c(words));
}

static void add_bounds(struct buf *b, const struct json_field *f)
{
	bool list = f->type >= JSON_TYPE_TEXTS,
	     text = f->type == JSON_TYPE_TEXT || f->type == JSON_TYPE_TEXTS,
	     tenths = f->type == JSON_TYPE_TENTHS,
	     number = f->type == JSON_TYPE_INT || f->type == JSON_TYPE_INTS ||
		      f->type == JSON_TYPE_REAL || tenths;
	int64_t unit = tenths ? 10 : 1;

	if (list && f->count_least > 0)
		buf_addf(b, "; at least %lld entries",
			(long long)f->count_least);
	if (list)
		buf_addf(b, "; at most %lld entries", (long long)f->count_most);
	if (text && !f->words && f->least == 1)
		part(b, list ? "none of them empty" : "not empty");
	if (text && !f->words && f->least > 1)
		buf_addf(b, "; at least %lld characters", (long long)f->least);
	if (text && !f->words)
		buf_addf(b, "; at most %lld characters", (long long)f->most);
	if (number && f->least < f->most && f->least > INT64_MIN)
		buf_addf(b, "; not less than %lld",
			(long long)(f->least / unit));
	if (number && f->least < f->most && f->most < INT64_MAX)
		buf_addf(
			b, "; not more than %lld", (long long)(f->most / unit));
}

static void put_about(struct json_out *o, const struct json_field *f)
{
	struct str words;
	struct buf b;

	buf_init(&b, o->to->mem, 4096);
	if (f->about)
		part(&b, f->about);
	if (f->type == JSON_TYPE_TIME)
		part(&b, "a time like 2026-01-31T23:59:59Z");
	if (f->type == JSON_TYPE_TEXT && format_words(f->format))
		part(&b, format_words(f->format));
	add_bounds(&b, f);
	words = buf_str(&b);
	if (str_starts(words, STR("; ")))
		words = str_of(words.at + 2, words.len - 2);
	if (words.len)
		json_put_text(json_key(o, "description"), words);
}

/* ---- what it can -------------------------------------------------------- */

static void put_type(struct json_out *o, const char *type, bool null)
{
	json_key(o, "type");
	if (!null) {
		json_put_text(o, str_c(type));
		return;
	}
	json_list(o);
	json_put_text(o, str_c(type));
	json_put_text(o, STR("null"));
	json_end(o);
}

static void put_text(struct json_out *o, const struct json_field *f, bool null)
{
	put_type(o, "string", null);
	if (!f->words)
		return;
	json_list(json_key(o, "enum"));
	for (const char *const *w = f->words; *w; w++)
		json_put_text(o, str_c(*w));
	if (null)
		json_put_null(o);
	json_end(o);
}

static void put_items(
	struct json_out *o, const struct json_field *f, bool null, int depth)
{
	put_type(o, "array", null);
	json_object(json_key(o, "items"));
	if (f->type == JSON_TYPE_TEXTS) {
		put_text(o, f, false);
	} else if (f->type == JSON_TYPE_INTS) {
		put_type(o, "integer", false);
	} else {
		put_type(o, "object", false);
		put_members(o, f->shape, depth + 1);
	}
	json_end(o);
}

static void put_value(struct json_out *o, const struct json_field *f, int depth)
{
	bool null = f->flags & JSON_NULLABLE;

	switch (f->type) {
	case JSON_TYPE_TEXT:
		put_text(o, f, null);
		break;
	case JSON_TYPE_TIME:
		put_type(o, "string", null);
		break;
	case JSON_TYPE_BOOL:
		put_type(o, "boolean", null);
		break;
	case JSON_TYPE_INT:
		put_type(o, "integer", null);
		break;
	case JSON_TYPE_REAL:
	case JSON_TYPE_TENTHS:
		put_type(o, "number", null);
		break;
	case JSON_TYPE_IN:
	case JSON_TYPE_AT:
		put_type(o, "object", null);
		put_members(o, f->shape, depth + 1);
		break;
	default: /* strict mode has no "anything" */
		assert(f->type >= JSON_TYPE_TEXTS);
		put_items(o, f, null, depth);
		break;
	}
}

/* "properties", "required", "additionalProperties" of an open object. */
static void put_members(
	struct json_out *o, const struct json_shape *shape, int depth)
{
	assert(depth < LLM_DEPTH);
	json_object(json_key(o, "properties"));
	for (const struct json_field *f = shape->fields; f->type; f++) {
		if (!is_asked(f))
			continue;
		json_object(json_key(o, name_of(f)));
		put_value(o, f, depth);
		put_about(o, f);
		json_end(o);
	}
	json_end(o);
	json_list(json_key(o, "required"));
	for (const struct json_field *f = shape->fields; f->type; f++)
		if (is_asked(f))
			json_put_text(o, str_c(name_of(f)));
	json_end(o);
	json_put_bool(json_key(o, "additionalProperties"), false);
}

void partners_llm_schema(struct json_out *o, const struct json_shape *shape)
{
	json_object(o);
	put_word(o, "type", "object");
	if (shape->about)
		put_word(o, "description", shape->about);
	put_members(o, shape, 0);
	json_end(o);
}
