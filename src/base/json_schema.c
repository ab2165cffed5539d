/*
 * base/json_schema.c - what a shape says about itself: JSON Schema 2020-12 as
 * OpenAPI 3.1 takes it, and whether its table is sound.
 */
#include "base/json_int.h"

#include <assert.h>
#include <stdio.h>

static bool seen_in(const struct json_field *f, unsigned use)
{
	if (f->flags & JSON_HIDE || f->type == JSON_TYPE_REST)
		return false;
	return (use & JSON_GIVEN && !(f->flags & JSON_READONLY)) ||
	       (use & JSON_ANSWERED && !(f->flags & JSON_WRITEONLY));
}

/* In answers a field that is not left out is always there, if only null. */
static bool is_required(const struct json_field *f, unsigned use)
{
	return f->flags & JSON_MUST ||
	       (use == JSON_ANSWERED &&
		       !(f->flags & (JSON_OMIT_EMPTY | JSON_OMIT_ABSENT)));
}

/* Can json_show() find nothing where it has to write something? */
static bool may_be_null(const struct json_field *f, unsigned use)
{
	bool can_lack = f->has || f->type == JSON_TYPE_TEXT ||
			f->type == JSON_TYPE_RAW || f->type == JSON_TYPE_ANY ||
			f->type == JSON_TYPE_AT;

	return f->flags & JSON_NULLABLE ||
	       (use & JSON_ANSWERED && can_lack &&
		       !(f->flags &
			       (JSON_MUST | JSON_OMIT_EMPTY | JSON_OMIT_ABSENT |
				       JSON_WRITEONLY)));
}

/* ---- one value ---------------------------------------------------------- */

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

static void put_word(struct json_out *o, const char *key, const char *value)
{
	json_put_text(json_key(o, key), str_c(value));
}

static void put_ref(struct json_out *o, const struct json_shape *shape)
{
	char ref[128];
	int len = snprintf(
		ref, sizeof(ref), "#/components/schemas/%s", shape->name);

	assert(len < (int)sizeof(ref));
	json_put_text(json_key(o, "$ref"), str_of(ref, (size_t)len));
}

static void put_object(
	struct json_out *o, const struct json_shape *shape, bool null)
{
	if (!null) {
		put_ref(o, shape);
		return;
	}
	json_list(json_key(o, "anyOf"));
	json_object(o);
	put_ref(o, shape);
	json_end(o);
	json_object(o);
	put_word(o, "type", "null");
	json_end(o);
	json_end(o);
}

static void put_words(struct json_out *o, const char *const *words, bool null)
{
	json_list(json_key(o, "enum"));
	for (; *words; words++)
		json_put_text(o, str_c(*words));
	if (null)
		json_put_null(o);
	json_end(o);
}

static void put_text(struct json_out *o, const struct json_field *f, bool null)
{
	const char *format = json_format_name(f->format);

	put_type(o, "string", null);
	if (f->words) {
		put_words(o, f->words, null);
		return;
	}
	if (f->least > 0)
		json_put_int(json_key(o, "minLength"), f->least);
	if (f->most > 0)
		json_put_int(json_key(o, "maxLength"), f->most);
	if (format)
		put_word(o, "format", format);
	if (f->format == JSON_LINE)
		put_word(o, "pattern",
			"^[^\\u0000-\\u001f\\u007f-\\u009f\\u2028\\u2029]*$");
}

/* The bounds of a number, where it has any. */
static void put_bounds(struct json_out *o, const struct json_field *f,
	void (*put)(struct json_out *, int64_t))
{
	if (f->least == f->most)
		return;
	if (f->least > INT64_MIN)
		put(json_key(o, "minimum"), f->least);
	if (f->most < INT64_MAX)
		put(json_key(o, "maximum"), f->most);
}

static void put_number(
	struct json_out *o, const struct json_field *f, bool null)
{
	bool real = f->type == JSON_TYPE_REAL,
	     tenths = f->type == JSON_TYPE_TENTHS;

	put_type(o, real || tenths ? "number" : "integer", null);
	if (tenths)
		json_put_raw(json_key(o, "multipleOf"), STR("0.1"));
	else
		put_word(o, "format", real ? "double" : "int64");
	put_bounds(o, f, tenths ? json_put_tenths : json_put_int);
}

static void put_any(struct json_out *o, const struct json_field *f, bool null)
{
	static const char *const names[] = { [JSON_BOOL] = "boolean",
		[JSON_INT] = "integer",
		[JSON_REAL] = "number",
		[JSON_TEXT] = "string",
		[JSON_LIST] = "array",
		[JSON_OBJECT] = "object" };

	if (f->shape)
		put_object(o, f->shape, null);
	else if (f->only)
		put_type(o, names[f->only], null);
}

static void put_list(struct json_out *o, const struct json_field *f, bool null)
{
	put_type(o, "array", null);
	json_object(json_key(o, "items"));
	if (f->type == JSON_TYPE_ROWS)
		put_ref(o, f->shape);
	else if (f->type == JSON_TYPE_INTS)
		put_number(o, f, false);
	else
		put_text(o, f, false);
	json_end(o);
	if (f->count_least > 0)
		json_put_int(json_key(o, "minItems"), f->count_least);
	if (f->count_most > 0)
		json_put_int(json_key(o, "maxItems"), f->count_most);
}

static void put_value(struct json_out *o, const struct json_field *f, bool null)
{
	switch (f->type) {
	case JSON_TYPE_TEXT:
		put_text(o, f, null);
		break;
	case JSON_TYPE_BOOL:
		put_type(o, "boolean", null);
		break;
	case JSON_TYPE_TIME:
		put_type(o, "string", null);
		put_word(o, "format", "date-time");
		break;
	case JSON_TYPE_INT:
	case JSON_TYPE_REAL:
	case JSON_TYPE_TENTHS:
		put_number(o, f, null);
		break;
	case JSON_TYPE_IN:
	case JSON_TYPE_AT:
		put_object(o, f->shape, null);
		break;
	case JSON_TYPE_ANY:
	case JSON_TYPE_RAW:
		put_any(o, f, null);
		break;
	default:
		put_list(o, f, null);
		break;
	}
}

/* ---- fields and shapes -------------------------------------------------- */

static void put_default(struct json_out *o, const struct json_field *f)
{
	if (f->otherwise_text)
		put_word(o, "default", f->otherwise_text);
	if (!f->otherwise_set)
		return;
	json_key(o, "default");
	if (f->type == JSON_TYPE_BOOL)
		json_put_bool(o, f->otherwise != 0);
	else if (f->type == JSON_TYPE_TENTHS)
		json_put_tenths(o, f->otherwise);
	else if (f->type == JSON_TYPE_TIME)
		json_put_time(o, f->otherwise);
	else
		json_put_int(o, f->otherwise);
}

static bool is_text(const struct json_field *f)
{
	return f->type == JSON_TYPE_TEXT || f->type == JSON_TYPE_TIME;
}

static void put_words_about(struct json_out *o, const struct json_field *f)
{
	if (f->about)
		put_word(o, "description", f->about);
	if (f->flags & JSON_READONLY)
		json_put_bool(json_key(o, "readOnly"), true);
	if (f->flags & JSON_WRITEONLY)
		json_put_bool(json_key(o, "writeOnly"), true);
	put_default(o, f);
	if (!f->example)
		return;
	json_list(json_key(o, "examples"));
	if (is_text(f))
		json_put_text(o, str_c(f->example));
	else
		json_put_raw(o, str_c(f->example));
	json_end(o);
}

static void put_required(
	struct json_out *o, const struct json_shape *shape, unsigned use)
{
	bool any = false;

	for (const struct json_field *f = shape->fields; f->type; f++) {
		if (!seen_in(f, use) || !is_required(f, use))
			continue;
		if (!any)
			json_list(json_key(o, "required"));
		any = true;
		json_put_text(o, str_c(json_field_name(f)));
	}
	if (any)
		json_end(o);
}

static bool has_rest(const struct json_shape *shape)
{
	const struct json_field *f = shape->fields;

	while (f->type && f->type != JSON_TYPE_REST)
		f++;
	return f->type;
}

void json_put_schema(
	struct json_out *o, const struct json_shape *shape, unsigned use)
{
	json_object(o);
	put_word(o, "type", "object");
	if (shape->about)
		put_word(o, "description", shape->about);
	json_object(json_key(o, "properties"));
	for (const struct json_field *f = shape->fields; f->type; f++) {
		if (!seen_in(f, use))
			continue;
		json_object(json_key(o, json_field_name(f)));
		put_value(o, f, may_be_null(f, use));
		put_words_about(o, f);
		json_end(o);
	}
	json_end(o);
	put_required(o, shape, use);
	if (use & JSON_GIVEN)
		json_put_bool(
			json_key(o, "additionalProperties"), has_rest(shape));
	json_end(o);
}

void json_shape_schema(
	struct buf *to, const struct json_shape *shape, unsigned use)
{
	struct json_out o = json_begin(to, JSON_COMPACT);

	json_put_schema(&o, shape, use);
}

size_t json_shape_collect(const struct json_shape *shape,
	const struct json_shape **list, size_t count, size_t most)
{
	for (size_t i = 0; i < count; i++)
		if (list[i] == shape)
			return count;
	assert(count < most);
	list[count++] = shape;
	for (const struct json_field *f = shape->fields; f->type; f++)
		if (f->shape)
			count = json_shape_collect(f->shape, list, count, most);
	return count;
}

/* ---- is the table sound? ------------------------------------------------ */

/* What is wrong with one field; NULL: nothing. */
static const char *flaw_of(const struct json_field *f)
{
	bool given = !(f->flags & JSON_READONLY),
	     number = f->type == JSON_TYPE_INT || f->type == JSON_TYPE_TENTHS ||
		      f->type == JSON_TYPE_INTS,
	     text = f->type == JSON_TYPE_TEXT || f->type == JSON_TYPE_TEXTS,
	     within = f->type == JSON_TYPE_IN || f->type == JSON_TYPE_AT ||
		      f->type == JSON_TYPE_ROWS;

	if (f->least > f->most)
		return "its least is more than its most";
	if (given && number && f->least == f->most)
		return "states no range";
	if (given && text && !f->words && f->most < 1)
		return "states no greatest length";
	if (given && f->type == JSON_TYPE_RAW && f->most < 1)
		return "states no greatest size";
	if (given && f->type >= JSON_TYPE_TEXTS && f->count_most < 1)
		return "states no greatest count";
	if (within != (f->shape != NULL) && f->type != JSON_TYPE_ANY)
		return "needs a shape, or has one too many";
	if (f->type == JSON_TYPE_ANY && f->shape && f->only != JSON_OBJECT)
		return "has the shape of an object, but need not be one";
	if (within && f->shape->size != f->size)
		return "is not of the struct that its shape is for";
	if (f->words && !text)
		return "has words, but is no text";
	if (f->flags & JSON_MUST && (f->otherwise_set || f->otherwise_text))
		return "is required, so it cannot have a default";
	if (f->flags & JSON_READONLY && f->flags & JSON_WRITEONLY)
		return "can neither be read nor written";
	if (f->type == JSON_TYPE_REST && f[1].type)
		return "takes what is left, so it must be the last";
	return NULL;
}

bool json_shape_check(const struct json_shape *shape, struct err *err)
{
	const struct json_field *f = shape->fields, *other;

	for (; f->type; f++) {
		const char *why = flaw_of(f);

		for (other = shape->fields; other < f; other++)
			if (!strcmp(json_field_name(other), json_field_name(f)))
				why = "is there twice";
		if (f - shape->fields >= JSON_FIELDS)
			why = "is one field too many";
		if (why)
			return err_set(err, ERR_BROKEN, "'%s.%s' %s",
				shape->name, json_field_name(f), why);
	}
	return true;
}
