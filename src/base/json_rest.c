/*
 * base/json_rest.c - members that no table names: finding one, putting one
 * there. Reading and writing them is done with all other fields (json_read.c,
 * json_show.c).
 */
#include "base/json_int.h"

const struct json *json_rest_find(const struct json_rest *rest, struct str name)
{
	for (size_t i = 0; i < rest->count; i++)
		if (str_eq(json_name(rest->at[i]), name))
			return rest->at[i];
	return NULL;
}

/* The room doubles whenever the count is a power of two. */
void json_rest_add(
	struct arena *mem, struct json_rest *rest, const struct json *member)
{
	size_t n = rest->count;

	if (!(n & (n - 1))) {
		const struct json **more =
			arena_bytes(mem, (n ? n * 2 : 1) * sizeof(*more));

		if (n)
			memcpy(more, rest->at, n * sizeof(*more));
		rest->at = more;
	}
	rest->at[rest->count++] = member;
}

const struct json *json_rest_flaw(
	struct arena *mem, const struct json_rest *rest, const char **why)
{
	const struct json *flaw = json_twice(mem, rest->at, rest->count);

	*why = "is given twice";
	for (size_t i = 0; i < rest->count && !flaw; i++) {
		struct str name = json_name(rest->at[i]);

		flaw = json_flaw(mem, rest->at[i], why);
		if (!flaw && name.len && memchr(name.at, 0, name.len)) {
			*why = "must not contain the character U+0000";
			flaw = rest->at[i];
		}
	}
	return flaw;
}

static void put(struct arena *mem, struct json_rest *rest, const struct json *v)
{
	for (size_t i = 0; i < rest->count; i++)
		if (str_eq(json_name(rest->at[i]), json_name(v))) {
			rest->at[i] = v;
			return;
		}
	json_rest_add(mem, rest, v);
}

static struct json text_value(struct str text)
{
	return (struct json){ .kind = JSON_TEXT,
		.len = (uint32_t)text.len & JSON_BYTES,
		.u.at = text.at };
}

/* As in a parsed object: a value stands behind its name. */
void json_rest_put(struct arena *mem, struct json_rest *rest, struct str name,
	const struct json *v)
{
	size_t span = json_kind(v) >= JSON_LIST ? v->u.in.span : 1;
	struct json *copy = arena_bytes(mem, (span + 1) * sizeof(*copy));

	copy[0] = text_value(name);
	memcpy(copy + 1, v, span * sizeof(*copy));
	put(mem, rest, copy + 1);
}

void json_rest_put_text(struct arena *mem, struct json_rest *rest,
	struct str name, struct str text)
{
	const struct json v = text_value(text);

	json_rest_put(mem, rest, name, &v);
}
