/*
 * resume/resume.c - a document becomes a struct and a struct the canonical
 * text. The tables are in shapes.c; all that may be wrong is told by check.c.
 */
#include "resume/resume.h"

#include <stdlib.h>

/* ---- reading --------------------------------------------------------------
 */

/* Values stand in one array, so that the ends of the open ones tell how deep
 * the next one is. */
bool resume_depth_below(const struct json *doc, int most)
{
	const struct json *ends[JSON_DEPTH], *v = doc, *end;
	int depth = 0;

	end = json_kind(doc) >= JSON_LIST ? doc + doc->u.in.span : doc;
	for (; v < end; v++) {
		while (depth && v == ends[depth - 1])
			depth--;
		if (json_kind(v) < JSON_LIST)
			continue;
		if (depth == most)
			return false;
		ends[depth++] = v + v->u.in.span;
	}
	return true;
}

bool resume_bounds_check(const struct json *doc, struct err *err)
{
	if (json_kind(doc) >= JSON_LIST && doc->u.in.span > RESUME_VALUES)
		return err_set(err, ERR_TOO_BIG,
			"a document has at most %d values", RESUME_VALUES);
	return resume_depth_below(doc, RESUME_DEPTH) ||
	       err_set(err, ERR_TOO_BIG, "nested more than %d deep",
		       RESUME_DEPTH);
}

bool resume_read(struct arena *mem, const struct json *doc, struct resume *out,
	struct err *err)
{
	return resume_bounds_check(doc, err) &&
	       json_read(mem, doc, &resume_shape, out, err);
}

bool resume_read_text(
	struct arena *mem, struct str text, struct resume *out, struct err *err)
{
	const struct json *doc;

	if (text.len > RESUME_BYTES)
		return err_set(err, ERR_TOO_BIG, "a document has at most %d MB",
			RESUME_BYTES >> 20);
	return json_parse(mem, text, &doc, err) &&
	       resume_read(mem, doc, out, err);
}

/* ---- fields by name -------------------------------------------------------
 */

static const struct {
	const char *json;
	size_t len, at;
	bool list;
} fields[] = {
#define TEXT(field, json) \
	{ json, sizeof(json) - 1, offsetof(struct resume_entry, field), false },
#define TEXTS(field, json) \
	{ json, sizeof(json) - 1, offsetof(struct resume_entry, field), true },
#include "resume/fields.def"
#undef TEXT
#undef TEXTS
};

/* Where an entry has a field of this name; NULL: it has none. */
static const void *find(
	const struct resume_entry *e, const char *json_name, bool list)
{
	size_t len = strlen(json_name);

	for (size_t i = 0; i < LENGTH(fields); i++)
		if (fields[i].len == len && fields[i].list == list &&
			!memcmp(fields[i].json, json_name, len))
			return (const char *)e + fields[i].at;
	return NULL;
}

struct str resume_field(const struct resume_entry *e, const char *json_name)
{
	const struct str *s = find(e, json_name, false);

	if (s && s->at)
		return *s;
	return json_text(json_rest_find(&e->rest, str_c(json_name)));
}

static struct resume_texts one(struct arena *mem, struct str s)
{
	struct resume_texts list = { ARENA_NEW(mem, struct str), 1 };

	list.at[0] = s;
	return list;
}

struct resume_texts resume_field_list(
	struct arena *mem, const struct resume_entry *e, const char *json_name)
{
	const struct resume_texts *own = find(e, json_name, true);
	struct str text = resume_field(e, json_name);
	struct resume_texts list = { NULL, 0 };
	const struct json *in, *v;

	if (own && own->at)
		return *own;
	if (text.at)
		return one(mem, text);
	in = json_rest_find(&e->rest, str_c(json_name));
	if (json_kind(in) != JSON_LIST)
		return list;
	list.at = ARENA_LIST(mem, struct str, json_count(in));
	for (v = json_first(in); v; v = json_next(in, v))
		if (json_kind(v) == JSON_TEXT)
			list.at[list.count++] = json_text(v);
	return list;
}

/* ---- writing --------------------------------------------------------------
 */

static bool names(const struct json_shape *shape, size_t at)
{
	const struct json_field *f = shape->fields;

	while (f->type && f->at != at)
		f++;
	return f->type;
}

static bool is_set(const struct resume_entry *e, size_t i)
{
	const void *at = (const char *)e + fields[i].at;

	return fields[i].list ? ((const struct resume_texts *)at)->at != NULL
			      : ((const struct str *)at)->at != NULL;
}

static const struct json *as_list(
	struct arena *mem, const struct resume_texts *texts)
{
	const struct json *list = NULL;
	struct json_out o;
	struct err err;
	struct buf b;

	buf_init(&b, mem, JSON_BYTES);
	o = json_begin(&b, JSON_COMPACT);
	json_list(&o);
	for (size_t i = 0; i < texts->count; i++)
		json_put_text(&o, texts->at[i]);
	json_end(&o);
	if (!json_parse(mem, buf_str(&b), &list, &err))
		abort(); /* what we wrote can be read */
	return list;
}

/* A field that the section's table does not name is a member like any that
 * its owner made: an importer that filled it loses nothing. */
static void move_to_rest(struct arena *mem, struct resume_entry *e, size_t i)
{
	const void *at = (const char *)e + fields[i].at;
	struct str name = str_of(fields[i].json, fields[i].len);

	if (fields[i].list)
		json_rest_put(mem, &e->rest, name, as_list(mem, at));
	else
		json_rest_put_text(
			mem, &e->rest, name, *(const struct str *)at);
}

/* What the table does not name, if anything, goes to the rest of a copy. */
static void tidy_entry(struct arena *mem, const struct json_shape *shape,
	struct resume_entry *e)
{
	const struct json_rest own = e->rest;

	e->rest = (struct json_rest){ NULL, 0 };
	for (size_t k = 0; k < own.count; k++)
		json_rest_add(mem, &e->rest, own.at[k]);
	for (size_t i = 0; i < LENGTH(fields); i++)
		if (is_set(e, i) && !names(shape, fields[i].at))
			move_to_rest(mem, e, i);
}

static bool is_tidy(
	const struct json_shape *shape, const struct resume_entry *e)
{
	for (size_t i = 0; i < LENGTH(fields); i++)
		if (is_set(e, i) && !names(shape, fields[i].at))
			return false;
	return true;
}

static void tidy_section(struct arena *mem, const struct json_shape *shape,
	struct resume_entries *list)
{
	struct resume_entry *copy = NULL;

	for (size_t i = 0; i < list->count; i++) {
		if (is_tidy(shape, &list->at[i]))
			continue;
		if (!copy) {
			copy = ARENA_LIST(
				mem, struct resume_entry, list->count);
			memcpy(copy, list->at, list->count * sizeof(*copy));
			list->at = copy;
		}
		tidy_entry(mem, shape, &copy[i]);
	}
}

static void write_as(
	struct buf *to, const struct resume *r, enum json_form form)
{
	struct json_out o = json_begin(to, form);
	struct resume tidy = *r;

	for (int i = 0; i < RESUME_SECTIONS; i++)
		tidy_section(
			to->mem, resume_sections[i].entry, &tidy.section[i]);
	json_put_row(&o, &resume_shape, &tidy);
}

void resume_write(struct buf *to, const struct resume *r)
{
	write_as(to, r, JSON_PRETTY);
	buf_addc(to, '\n');
}

void resume_write_compact(struct buf *to, const struct resume *r)
{
	write_as(to, r, JSON_COMPACT);
}
