/*
 * resume/check.c - all that is wrong with the text of a document (DOC-4): one
 * walk by the tables, which goes on behind each fault. Stricter than
 * resume_read(): what texts must look like, too. Mends nothing.
 */
#include "resume/path.h"
#include "resume/resume.h"
#include "resume/syntax.h"
#include "resume/walk.h"

#include "base/utf8.h"

#include <assert.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

enum { WHY = 200 };

/* A fault, and where in the text it is. */
struct placed {
	size_t offset, found; /* the order in which they were found */
	struct resume_fault fault;
};

struct checking {
	struct arena *mem;
	struct placed *at;
	size_t count, more;
};

static void wrong(struct checking *c, const struct resume_path *at,
	size_t offset, const char *fmt, ...) PRINTF_LIKE(4, 5);

static void wrong(struct checking *c, const struct resume_path *at,
	size_t offset, const char *fmt, ...)
{
	char why[WHY];
	va_list ap;

	if (c->count == RESUME_FAULTS) {
		c->more++;
		return;
	}
	if (!c->count)
		c->at = ARENA_LIST(c->mem, struct placed, RESUME_FAULTS);
	va_start(ap, fmt);
	vsnprintf(why, sizeof(why), fmt, ap);
	va_end(ap);
	c->at[c->count] = (struct placed){
		.offset = offset,
		.found = c->count,
		.fault = { .at = resume_path_text(c->mem, at),
			.why = str_copy(c->mem, utf8_whole(str_c(why))) },
	};
	c->count++;
}

/* "must be text, not a list" */
static void wrong_kind(struct checking *c, const struct resume_path *at,
	const struct json *v, const char *want)
{
	static const char *const kinds[] = { [JSON_NULL] = "null",
		[JSON_BOOL] = "true or false",
		[JSON_INT] = "a number",
		[JSON_REAL] = "a number",
		[JSON_TEXT] = "text",
		[JSON_LIST] = "a list",
		[JSON_OBJECT] = "an object" };

	wrong(c, at, v->offset, "must be %s, not %s", want,
		kinds[json_kind(v)]);
}

/* ---- members given twice --------------------------------------------------
 */

static void check_names(struct checking *c, const struct resume_path *at,
	const struct json *object)
{
	const struct json **sorted = json_by_name(c->mem, object), *v;

	for (v = json_first(object); v; v = json_next(object, v)) {
		struct str name = json_name(v);
		struct resume_path in = resume_path_in(at, name);

		if (name.len && memchr(name.at, 0, name.len))
			wrong(c, &in, v[-1].offset,
				"must not contain the character U+0000");
	}
	for (size_t i = 1; i < json_count(object); i++) {
		struct resume_path in =
			resume_path_in(at, json_name(sorted[i]));

		if (str_eq(in.name, json_name(sorted[i - 1])))
			wrong(c, &in, sorted[i][-1].offset, "is given twice");
	}
}

/* ---- values that no table names -------------------------------------------
 */

static void check_text(
	struct checking *c, const struct resume_path *at, const struct json *v)
{
	struct str s = json_text(v);

	if (s.len && memchr(s.at, 0, s.len))
		wrong(c, at, v->offset,
			"must not contain the character U+0000");
}

static void check_any(
	struct checking *c, const struct resume_path *at, const struct json *v)
{
	const struct json *part;
	struct resume_path in;
	size_t i = 0;

	switch (json_kind(v)) {
	case JSON_TEXT:
		check_text(c, at, v);
		break;
	case JSON_LIST:
		for (part = json_first(v); part; part = json_next(v, part)) {
			in = resume_path_at(at, i++);
			check_any(c, &in, part);
		}
		break;
	case JSON_OBJECT:
		check_names(c, at, v);
		for (part = json_first(v); part; part = json_next(v, part)) {
			in = resume_path_in(at, json_name(part));
			check_any(c, &in, part);
		}
		break;
	default:
		break;
	}
}

/* ---- what texts must look like --------------------------------------------
 */

static bool date_ok(struct str s)
{
	struct resume_date d;

	return resume_date_read(s, &d);
}

/* The fields of JSON Resume of which it says how they look, wherever they
 * stand; what is ours is free. */
static const struct {
	const char *json;
	bool (*ok)(struct str s);
	const char *why;
} looks[] = {
#define DATE "must be a date that exists: 2024, 2024-03 or 2024-03-15"
#define ADDRESS "must be an address like https://example.org"
	{ "startDate", date_ok, DATE },
	{ "endDate", date_ok, DATE },
	{ "date", date_ok, DATE },
	{ "releaseDate", date_ok, DATE },
	{ "url", resume_uri_ok, ADDRESS },
	{ "canonical", resume_uri_ok, ADDRESS },
	{ "$schema", resume_uri_ok, ADDRESS },
	{ "email", resume_email_ok,
		"must be an email address like name@example.org" },
	{ "countryCode", resume_country_ok,
		"must be a country's code of two capitals (ISO 3166-1), like "
		"IE" },
#undef DATE
#undef ADDRESS
};

static void check_look(
	struct checking *c, const struct resume_path *at, const struct json *v)
{
	for (size_t i = 0; i < LENGTH(looks); i++)
		if (str_is(at->name, looks[i].json) &&
			!looks[i].ok(json_text(v)))
			wrong(c, at, v->offset, "%s", looks[i].why);
}

/* ---- fields ---------------------------------------------------------------
 */

static void check_object(struct checking *c, const struct resume_path *at,
	const struct json *v, const struct json_shape *shape, bool ours);

static void check_word(struct checking *c, const struct resume_path *at,
	const struct json *v, const char *const *words)
{
	struct buf b;

	for (const char *const *w = words; *w; w++)
		if (json_is(v, *w))
			return;
	buf_init(&b, c->mem, WHY);
	for (const char *const *w = words; *w; w++)
		buf_addf(&b, "%s'%s'",
			w == words ? ""
			: w[1]     ? ", "
				   : " or ",
			*w);
	wrong(c, at, v->offset, "must be %.*s", STR_ARG(buf_str(&b)));
}

static void check_field_text(struct checking *c, const struct resume_path *at,
	const struct json *v, const struct json_field *f)
{
	if (json_kind(v) != JSON_TEXT)
		wrong_kind(c, at, v, "text");
	else if (f->words)
		check_word(c, at, v, f->words);
	else if ((int64_t)utf8_count(json_text(v)) > f->most)
		wrong(c, at, v->offset, "must be at most %lld characters long",
			(long long)f->most);
	else
		check_text(c, at, v);
}

static void check_list(struct checking *c, const struct resume_path *at,
	const struct json *v, const struct json_field *f, bool ours)
{
	const struct json *part;
	size_t i = 0;

	if (json_kind(v) != JSON_LIST) {
		wrong_kind(c, at, v, "a list");
		return;
	}
	if ((int64_t)json_count(v) > f->count_most) {
		wrong(c, at, v->offset, "must be at most %lld entries",
			(long long)f->count_most);
		return;
	}
	for (part = json_first(v); part; part = json_next(v, part)) {
		struct resume_path in = resume_path_at(at, i++);

		if (f->type == JSON_TYPE_ROWS)
			check_object(c, &in, part, f->shape, ours);
		else
			check_field_text(c, &in, part, f);
	}
}

static void check_field(struct checking *c, const struct resume_path *at,
	const struct json *v, const struct json_field *f, bool ours)
{
	switch (f->type) {
	case JSON_TYPE_TEXT:
		check_field_text(c, at, v, f);
		if (!ours && json_kind(v) == JSON_TEXT)
			check_look(c, at, v);
		break;
	case JSON_TYPE_TEXTS:
	case JSON_TYPE_ROWS:
		check_list(c, at, v, f, ours);
		break;
	case JSON_TYPE_IN:
		check_object(
			c, at, v, f->shape, ours || str_is(at->name, "vitae"));
		break;
	case JSON_TYPE_ANY:
		if (f->only == JSON_OBJECT && json_kind(v) != JSON_OBJECT)
			wrong_kind(c, at, v, "an object");
		else
			check_any(c, at, v);
		break;
	default:
		abort(); /* the tables of the model have no others */
	}
}

static void check_object(struct checking *c, const struct resume_path *at,
	const struct json *v, const struct json_shape *shape, bool ours)
{
	const struct json_field *from = shape->fields, *f;
	const struct json *part;

	if (json_kind(v) != JSON_OBJECT) {
		wrong_kind(c, at, v, "an object");
		return;
	}
	check_names(c, at, v);
	for (part = json_first(v); part; part = json_next(v, part)) {
		struct resume_path in = resume_path_in(at, json_name(part));

		f = json_field_find(shape, from, in.name);
		if (f) {
			check_field(c, &in, part, f, ours);
			from = f + 1;
		} else {
			check_any(c, &in, part);
		}
	}
}

/* ---- sections of one's own ------------------------------------------------
 */

static bool is_section(struct str id)
{
	for (int i = 0; i < RESUME_SECTIONS; i++)
		if (str_is(id, resume_sections[i].name))
			return true;
	return false;
}

struct id {
	const struct json *v;
	size_t index; /* of its section */
};

static int by_text(const void *a, const void *b)
{
	const struct id *x = a, *y = b;
	struct str s = json_text(x->v), t = json_text(y->v);
	int order;

	if (s.len != t.len)
		return s.len < t.len ? -1 : 1;
	order = s.len ? memcmp(s.at, t.at, s.len) : 0;
	return order ? order : (x->index > y->index) - (x->index < y->index);
}

static void wrong_id(struct checking *c, const struct id *id)
{
	struct resume_path top = { 0 },
			   meta = resume_path_in(&top, STR("meta")),
			   vitae = resume_path_in(&meta, STR("vitae")),
			   list = resume_path_in(
				   &vitae, STR("custom_sections")),
			   section = resume_path_at(&list, id->index),
			   at = resume_path_in(&section, STR("id"));

	wrong(c, &at, id->v->offset, "is the id of another section");
}

/* What section_order and hidden_sections name has to be one. */
static void check_ids(struct checking *c, const struct json *doc)
{
	const struct json *list = json_at(doc, "/meta/vitae/custom_sections");
	const struct json *v;
	size_t n = 0, index = 0;
	struct id *ids;

	if (json_kind(list) != JSON_LIST)
		return;
	ids = arena_bytes(c->mem, json_count(list) * sizeof(*ids));
	for (v = json_first(list); v; v = json_next(list, v), index++) {
		const struct json *id = json_find(v, "id");

		if (json_kind(id) == JSON_TEXT)
			ids[n++] = (struct id){ id, index };
	}
	qsort(ids, n, sizeof(*ids), by_text);
	for (size_t i = 0; i < n; i++)
		if (is_section(json_text(ids[i].v)) ||
			(i && str_eq(json_text(ids[i].v),
				      json_text(ids[i - 1].v))))
			wrong_id(c, &ids[i]);
}

/* ---- all ------------------------------------------------------------------
 */

static int by_offset(const void *a, const void *b)
{
	const struct placed *x = a, *y = b;

	if (x->offset != y->offset)
		return x->offset < y->offset ? -1 : 1;
	return (x->found > y->found) - (x->found < y->found);
}

/* One run over the text for the places of all. */
static void place(
	struct checking *c, struct str text, struct resume_faults *out)
{
	int line = 1, column = 1;
	size_t at = 0;

	qsort(c->at, c->count, sizeof(*c->at), by_offset);
	out->at = ARENA_LIST(c->mem, struct resume_fault, c->count);
	for (; out->count < c->count; out->count++) {
		const struct placed *p = &c->at[out->count];

		for (; at < p->offset; at++)
			if (text.at[at] == '\n') {
				line++;
				column = 1;
			} else if ((text.at[at] & 0xc0) != 0x80) {
				column++;
			}
		out->at[out->count] = p->fault;
		out->at[out->count].line = line;
		out->at[out->count].column = column;
	}
	out->more = c->more;
}

static void check_doc(
	struct checking *c, const struct json *doc, struct resume_path *top)
{
	struct err err;

	if (!resume_bounds_check(doc, &err))
		wrong(c, top, 0, "%s", err.text);
	check_object(c, top, doc, &resume_shape, false);
	check_ids(c, doc);
}

void resume_check_read(struct arena *mem, struct str text,
	const struct json *doc, struct resume_faults *out)
{
	struct resume_path top = { 0 };
	struct checking c = { .mem = mem };

	*out = (struct resume_faults){ 0 };
	check_doc(&c, doc, &top);
	if (c.count)
		place(&c, text, out);
}

void resume_check(struct arena *mem, struct str text, struct resume_faults *out)
{
	struct resume_path top = { 0 };
	struct checking c = { .mem = mem };
	const struct json *doc;
	const char *why;
	size_t offset;

	*out = (struct resume_faults){ 0 };
	if (text.len > RESUME_BYTES)
		wrong(&c, &top, 0, "must be at most %d MB", RESUME_BYTES >> 20);
	else if ((why = json_parse_flaw(mem, text, &doc, &offset)))
		wrong(&c, &top, offset, "%s", why);
	else
		check_doc(&c, doc, &top);
	if (c.count)
		place(&c, text, out);
}
