/* base/json_show.c - a struct becomes an object, by its shape. */
#include "base/json_int.h"

#include <stdlib.h>

/* ---- is it there? ------------------------------------------------------- */

static int64_t int_at(const void *at) { return *(const int64_t *)at; }
static struct str text_at(const void *at) { return *(const struct str *)at; }

static const void *pointer_at(const void *at)
{
	const void *to;

	memcpy(&to, at, sizeof(to));
	return to;
}

static size_t count_of(const struct json_field *f, const void *from)
{
	const void *at = (const char *)from + f->count_at;

	return *(const size_t *)at;
}

static bool is_absent(const struct json_field *f, const void *from)
{
	const void *at = (const char *)from + f->at;

	if (f->has && !*((const bool *)from + f->has - 1))
		return true;
	switch (f->type) {
	case JSON_TYPE_TEXT:
		return !text_at(at).at;
	case JSON_TYPE_RAW:
		return !text_at(at).len;
	case JSON_TYPE_ANY:
	case JSON_TYPE_AT:
		return !pointer_at(at);
	case JSON_TYPE_TIME:
		return f->flags & JSON_NULLABLE && !int_at(at);
	default:
		return false;
	}
}

static bool is_empty(const struct json_field *f, const void *from)
{
	const void *at = (const char *)from + f->at;

	if (is_absent(f, from))
		return true;
	if (f->type >= JSON_TYPE_TEXTS)
		return !count_of(f, from);
	return (f->type == JSON_TYPE_TEXT && !text_at(at).len) ||
	       (f->type == JSON_TYPE_TIME && !int_at(at));
}

static bool row_is_there(const struct json_shape *shape, const void *from);

/* Was it ever given? See JSON_OMIT_ABSENT. */
static bool is_there(const struct json_field *f, const void *from)
{
	const void *at = (const char *)from + f->at;

	if (f->type == JSON_TYPE_IN)
		return row_is_there(f->shape, at);
	if (f->type == JSON_TYPE_REST || f->type >= JSON_TYPE_TEXTS)
		return pointer_at(at);
	return !is_absent(f, from);
}

static bool row_is_there(const struct json_shape *shape, const void *from)
{
	for (const struct json_field *f = shape->fields; f->type; f++)
		if (is_there(f, from))
			return true;
	return false;
}

/* ---- values ------------------------------------------------------------- */

static void put_list(
	struct json_out *o, const struct json_field *f, const void *from)
{
	size_t count = count_of(f, from);
	const char *row = pointer_at((const char *)from + f->at);

	json_list(o);
	for (; count--; row += f->size)
		if (f->type == JSON_TYPE_ROWS)
			json_put_row(o, f->shape, row);
		else if (f->type == JSON_TYPE_INTS)
			json_put_int(o, int_at(row));
		else
			json_put_text(o, text_at(row));
	json_end(o);
}

static void put_value(
	struct json_out *o, const struct json_field *f, const void *at)
{
	switch (f->type) {
	case JSON_TYPE_TEXT:
		json_put_text(o, text_at(at));
		break;
	case JSON_TYPE_INT:
		json_put_int(o, int_at(at));
		break;
	case JSON_TYPE_REAL:
		json_put_real(o, *(const double *)at);
		break;
	case JSON_TYPE_BOOL:
		json_put_bool(o, *(const bool *)at);
		break;
	case JSON_TYPE_TIME:
		json_put_time(o, int_at(at));
		break;
	case JSON_TYPE_TENTHS:
		json_put_tenths(o, int_at(at));
		break;
	case JSON_TYPE_ANY:
		json_put(o, pointer_at(at));
		break;
	case JSON_TYPE_RAW:
		json_put_raw(o, text_at(at));
		break;
	case JSON_TYPE_IN:
		json_put_row(o, f->shape, at);
		break;
	case JSON_TYPE_AT:
		json_put_row(o, f->shape, pointer_at(at));
		break;
	default:
		abort(); /* a list is no single value */
	}
}

static void put_rest(struct json_out *o, const struct json_rest *rest)
{
	for (size_t i = 0; i < rest->count; i++)
		json_put(json_key_str(o, json_name(rest->at[i])), rest->at[i]);
}

static void put_field(
	struct json_out *o, const struct json_field *f, const void *from)
{
	if (f->flags & (JSON_HIDE | JSON_WRITEONLY))
		return;
	if (f->flags & JSON_OMIT_EMPTY && is_empty(f, from))
		return;
	if (f->flags & JSON_OMIT_ABSENT && !is_there(f, from))
		return;
	if (f->type == JSON_TYPE_REST) {
		put_rest(o, (const void *)((const char *)from + f->at));
		return;
	}
	json_key_plain(o, str_c(json_field_name(f)));
	if (is_absent(f, from))
		json_put_null(o);
	else if (f->type >= JSON_TYPE_TEXTS)
		put_list(o, f, from);
	else
		put_value(o, f, (const char *)from + f->at);
}

void json_put_row(
	struct json_out *o, const struct json_shape *shape, const void *from)
{
	json_object(o);
	for (const struct json_field *f = shape->fields; f->type; f++)
		put_field(o, f, from);
	json_end(o);
}

void json_show(struct buf *to, const struct json_shape *shape, const void *from)
{
	struct json_out o = json_begin(to, JSON_COMPACT);

	json_put_row(&o, shape, from);
}
