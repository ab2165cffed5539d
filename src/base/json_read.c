/*
 * base/json_read.c - an object becomes a struct, by its shape. Goes on behind
 * a fault, so that a person mends a form once and not field by field.
 */
#include "base/json_int.h"
#include "base/time.h"
#include "base/utf8.h"

#include <assert.h>
#include <stdarg.h>
#include <stdio.h>

struct reading {
	struct arena *mem;
	const struct json *doc;
	struct err *err;
	int wrong;
};

enum { WHY = sizeof(((struct err_field *)0)->why) };

static bool wrong(struct reading *r, const struct json *v, const char *fmt, ...)
	PRINTF_LIKE(3, 4);

static bool note(struct reading *r, const struct json *v, struct str name,
	const char *why)
{
	if (r->wrong++ == 0) /* what err held before is no list of ours */
		err_set(r->err, ERR_BAD_INPUT, "%s", "");
	return json_wrong(r->mem, r->doc, v, name, why, r->err);
}

static bool wrong(struct reading *r, const struct json *v, const char *fmt, ...)
{
	char why[WHY];
	va_list ap;

	va_start(ap, fmt);
	vsnprintf(why, sizeof(why), fmt, ap);
	va_end(ap);
	return note(r, v, STR_NONE, why);
}

/* ---- ranges ------------------------------------------------------------- */

static bool within(int64_t n, const struct json_field *f)
{
	return n >= f->least && n <= f->most;
}

/* `show` writes a bound as a person would. */
static bool out_of_range(struct reading *r, const struct json *v,
	const struct json_field *f, struct str (*show)(struct arena *, int64_t))
{
	struct str least = show(r->mem, f->least), most = show(r->mem, f->most);

	if (f->most == INT64_MAX)
		return wrong(r, v, "must be at least %.*s", STR_ARG(least));
	if (f->least == INT64_MIN)
		return wrong(r, v, "must be at most %.*s", STR_ARG(most));
	return wrong(
		r, v, "must be %.*s to %.*s", STR_ARG(least), STR_ARG(most));
}

static struct str show_int(struct arena *mem, int64_t n)
{
	return str_fmt(mem, "%lld", (long long)n);
}

static struct str show_tenths(struct arena *mem, int64_t n)
{
	struct json_out o;
	struct buf b;

	buf_init(&b, mem, 32);
	o = json_begin(&b, JSON_COMPACT);
	json_put_tenths(&o, n);
	return buf_str(&b);
}

/* "8 to 200 characters long", "at most 50 entries" */
static bool wrong_size(struct reading *r, const struct json *v, int64_t least,
	int64_t most, const char *what)
{
	if (least == most)
		return wrong(
			r, v, "must be exactly %lld %s", (long long)most, what);
	if (least > 0)
		return wrong(r, v, "must be %lld to %lld %s", (long long)least,
			(long long)most, what);
	return wrong(r, v, "must be at most %lld %s", (long long)most, what);
}

/* ---- values ------------------------------------------------------------- */

typedef bool read_value(struct reading *r, const struct json *v,
	const struct json_field *f, void *at);

static bool wrong_word(
	struct reading *r, const struct json *v, const struct json_field *f)
{
	const char *const *words = f->words;
	struct buf b;

	buf_init(&b, r->mem, WHY * 2);
	buf_add(&b, STR("must be "));
	for (int i = 0; words[i]; i++) {
		const char *glue = i == 0 ? "" : words[i + 1] ? ", " : " or ";

		if (b.len + strlen(words[i]) + 2 * sizeof(", …") >= WHY) {
			buf_add(&b, STR(", …"));
			break;
		}
		buf_addf(&b, "%s'%s'", glue, words[i]);
	}
	return wrong(r, v, "%.*s", STR_ARG(buf_str(&b)));
}

static bool check_word(
	struct reading *r, const struct json *v, const struct json_field *f)
{
	for (const char *const *w = f->words; *w; w++)
		if (json_is(v, *w))
			return true;
	return wrong_word(r, v, f);
}

static bool check_text(struct reading *r, const struct json *v,
	const struct json_field *f, struct str s)
{
	int64_t count;
	const char *why;

	if (s.len && memchr(s.at, 0, s.len))
		return wrong(r, v, "must not contain the character U+0000");
	if (f->words)
		return check_word(r, v, f);
	assert(f->most > 0); /* a ceiling is not stated */
	/* no more characters than bytes, and one where there is one */
	count = f->least <= 1 && (int64_t)s.len <= f->most
			? s.len > 0
			: (int64_t)utf8_count(s);
	if (count == 0 && f->least == 1)
		return wrong(r, v, "must not be empty");
	if (!within(count, f))
		return wrong_size(r, v, f->least, f->most, "characters long");
	why = json_format_flaw(f->format, s);
	return !why || wrong(r, v, "%s", why);
}

static bool read_text(struct reading *r, const struct json *v,
	const struct json_field *f, void *at)
{
	if (json_kind(v) != JSON_TEXT)
		return wrong(r, v, "must be text");
	*(struct str *)at = json_text(v);
	return check_text(r, v, f, json_text(v));
}

static bool read_int(struct reading *r, const struct json *v,
	const struct json_field *f, void *at)
{
	if (!json_int(v, at))
		return wrong(r, v, "must be a whole number");
	return within(*(int64_t *)at, f) || out_of_range(r, v, f, show_int);
}

static bool read_tenths(struct reading *r, const struct json *v,
	const struct json_field *f, void *at)
{
	if (!json_tenths(v, at))
		return wrong(r, v, "must be a number with at most one decimal");
	return within(*(int64_t *)at, f) || out_of_range(r, v, f, show_tenths);
}

static bool read_real(struct reading *r, const struct json *v,
	const struct json_field *f, void *at)
{
	double *x = at;

	if (!json_real(v, x))
		return wrong(r, v, "must be a number");
	if (f->least < f->most &&
		(*x < (double)f->least || *x > (double)f->most))
		return out_of_range(r, v, f, show_int);
	return true;
}

static bool read_bool(struct reading *r, const struct json *v,
	const struct json_field *f, void *at)
{
	(void)f;
	if (json_kind(v) != JSON_BOOL)
		return wrong(r, v, "must be true or false");
	*(bool *)at = json_bool(v);
	return true;
}

static bool read_time(struct reading *r, const struct json *v,
	const struct json_field *f, void *at)
{
	(void)f;
	return (json_kind(v) == JSON_TEXT && time_read(json_text(v), at)) ||
	       wrong(r, v, "must be a time like 2026-01-31T12:00:00Z");
}

static bool check_any(
	struct reading *r, const struct json *v, const struct json_field *f)
{
	static const char *const kinds[] = { [JSON_BOOL] = "true or false",
		[JSON_INT] = "a whole number",
		[JSON_REAL] = "a number",
		[JSON_TEXT] = "text",
		[JSON_LIST] = "a list",
		[JSON_OBJECT] = "an object" };
	const struct json *flaw;
	const char *why;

	if (f->only && f->only != json_kind(v))
		return wrong(r, v, "must be %s", kinds[f->only]);
	flaw = json_flaw(r->mem, v, &why);
	return !flaw || wrong(r, flaw, "%s", why);
}

static bool read_any(struct reading *r, const struct json *v,
	const struct json_field *f, void *at)
{
	*(const struct json **)at = v;
	return check_any(r, v, f);
}

static bool read_raw(struct reading *r, const struct json *v,
	const struct json_field *f, void *at)
{
	struct buf b;

	if (!check_any(r, v, f))
		return false;
	assert(f->most > 0);
	buf_init(&b, r->mem, (size_t)f->most);
	json_write(&b, v);
	*(struct str *)at = buf_str(&b);
	return buf_ok(&b) || wrong(r, v, "must be at most %lld bytes of JSON",
				     (long long)f->most);
}

/* ---- objects and lists -------------------------------------------------- */

static void read_object(struct reading *r, const struct json *v,
	const struct json_shape *shape, void *into);

static bool read_in(struct reading *r, const struct json *v,
	const struct json_field *f, void *at)
{
	read_object(r, v, f->shape, at);
	return r->wrong == 0;
}

/* Pointers of every type are written as bytes: `at` is no void **. */
static void set_pointer(void *at, void *to) { memcpy(at, &to, sizeof(to)); }

static bool read_at(struct reading *r, const struct json *v,
	const struct json_field *f, void *at)
{
	void *row = arena_alloc(r->mem, f->shape->size);

	set_pointer(at, row);
	return read_in(r, v, f, row);
}

static bool read_list(struct reading *r, const struct json *v,
	const struct json_field *f, void *into, read_value *read)
{
	int64_t count = (int64_t)json_count(v);
	const struct json *part;
	char *row;

	if (json_kind(v) != JSON_LIST)
		return wrong(r, v, "must be a list");
	assert(f->count_most > 0);
	if (count < f->count_least || count > f->count_most)
		return wrong_size(
			r, v, f->count_least, f->count_most, "entries");
	row = arena_alloc(r->mem, (size_t)count * f->size);
	set_pointer((char *)into + f->at, row);
	*(size_t *)(void *)((char *)into + f->count_at) = (size_t)count;
	for (part = json_first(v); part && r->wrong < ERR_FIELDS;
		part = json_next(v, part), row += f->size)
		read(r, part, f, row);
	return r->wrong == 0;
}

static read_value *const readers[] = {
	[JSON_TYPE_TEXT] = read_text,
	[JSON_TYPE_INT] = read_int,
	[JSON_TYPE_REAL] = read_real,
	[JSON_TYPE_BOOL] = read_bool,
	[JSON_TYPE_TIME] = read_time,
	[JSON_TYPE_TENTHS] = read_tenths,
	[JSON_TYPE_ANY] = read_any,
	[JSON_TYPE_RAW] = read_raw,
	[JSON_TYPE_IN] = read_in,
	[JSON_TYPE_AT] = read_at,
	/* each entry of ... */
	[JSON_TYPE_TEXTS] = read_text,
	[JSON_TYPE_INTS] = read_int,
	[JSON_TYPE_ROWS] = read_in,
};

/* ---- fields ------------------------------------------------------------- */

static void set_given(const struct json_field *f, void *into, bool given)
{
	if (f->has)
		*((bool *)into + f->has - 1) = given;
}

static void set_absent(const struct json_field *f, void *into)
{
	void *at = (char *)into + f->at;

	switch (f->type) {
	case JSON_TYPE_TEXT:
		*(struct str *)at = str_c(f->otherwise_text);
		break;
	case JSON_TYPE_RAW:
		*(struct str *)at = STR_NONE;
		break;
	case JSON_TYPE_INT:
	case JSON_TYPE_TIME:
	case JSON_TYPE_TENTHS:
		*(int64_t *)at = f->otherwise;
		break;
	case JSON_TYPE_REAL:
		*(double *)at = (double)f->otherwise;
		break;
	case JSON_TYPE_BOOL:
		*(bool *)at = f->otherwise != 0;
		break;
	case JSON_TYPE_IN:
		memset(at, 0, f->shape->size);
		break;
	case JSON_TYPE_TEXTS:
	case JSON_TYPE_INTS:
	case JSON_TYPE_ROWS:
		*(size_t *)(void *)((char *)into + f->count_at) = 0;
		/* fallthrough */
	default:
		set_pointer(at, NULL);
		break;
	}
}

/* Can the field itself say that null was given? */
static bool holds_null(const struct json_field *f)
{
	return f->type == JSON_TYPE_TEXT || f->type == JSON_TYPE_TIME ||
	       f->type == JSON_TYPE_ANY || f->type == JSON_TYPE_RAW ||
	       f->type == JSON_TYPE_AT;
}

static void read_null(struct reading *r, const struct json *v,
	const struct json_field *f, void *into)
{
	if (!(f->flags & JSON_NULLABLE))
		wrong(r, v, "must not be null");
	set_given(f, into, holds_null(f));
}

static void read_field(struct reading *r, const struct json *v,
	const struct json_field *f, void *into)
{
	if (f->flags & JSON_READONLY) {
		wrong(r, v, "is set by the server and cannot be given");
		return;
	}
	set_absent(f, into);
	set_given(f, into, true);
	if (json_kind(v) == JSON_NULL)
		read_null(r, v, f, into);
	else if (f->type >= JSON_TYPE_TEXTS)
		read_list(r, v, f, into, readers[f->type]);
	else
		readers[f->type](r, v, f, (char *)into + f->at);
}

const struct json_field *json_field_find(const struct json_shape *shape,
	const struct json_field *from, struct str name)
{
	const struct json_field *f = from;

	do {
		if (!f->type || f->type == JSON_TYPE_REST)
			f = shape->fields;
		else if (str_is(name, json_field_name(f)))
			return f;
		else
			f++;
	} while (f != from);
	return NULL;
}

/* ---- what no field names ------------------------------------------------ */

/* Where an object's other members are collected; NULL: nowhere. */
static struct json_rest *rest_of(const struct json_shape *shape, void *into)
{
	const struct json_field *f = shape->fields;

	while (f->type && f->type != JSON_TYPE_REST)
		f++;
	return f->type ? (void *)((char *)into + f->at) : NULL;
}

/* ---- objects ------------------------------------------------------------ */

static void read_absent(struct reading *r, const struct json *v,
	const struct json_shape *shape, const uint64_t *seen, void *into)
{
	const struct json_field *f = shape->fields;

	for (size_t i = 0; f->type; f++, i++) {
		if (f->flags & JSON_READONLY || f->type == JSON_TYPE_REST ||
			seen[i / 64] >> i % 64 & 1)
			continue;
		set_absent(f, into);
		set_given(f, into, false);
		if (f->flags & JSON_MUST && r->wrong < ERR_FIELDS)
			note(r, v, str_c(json_field_name(f)), "is missing");
	}
}

static void read_object(struct reading *r, const struct json *v,
	const struct json_shape *shape, void *into)
{
	uint64_t seen[JSON_FIELDS / 64] = { 0 };
	const struct json_field *from = shape->fields, *f;
	struct json_rest *rest = rest_of(shape, into);
	const struct json *part;
	const char *why;
	size_t i;

	if (json_kind(v) != JSON_OBJECT) {
		wrong(r, v, "must be an object");
		return;
	}
	if (rest)
		*rest = (struct json_rest){ arena_bytes(r->mem, 0), 0 };
	for (part = json_first(v); part && r->wrong < ERR_FIELDS;
		part = json_next(v, part)) {
		f = json_field_find(shape, from, json_name(part));
		if (!f) {
			if (rest)
				json_rest_add(r->mem, rest, part);
			else
				wrong(r, part, "is not known here");
			continue;
		}
		i = (size_t)(f - shape->fields);
		assert(i < JSON_FIELDS);
		if (seen[i / 64] >> i % 64 & 1)
			wrong(r, part, "is given twice");
		else
			read_field(r, part, f, into);
		seen[i / 64] |= 1ull << i % 64;
		from = f + 1;
	}
	if (rest && (part = json_rest_flaw(r->mem, rest, &why)))
		wrong(r, part, "%s", why);
	read_absent(r, v, shape, seen, into);
}

bool json_read(struct arena *mem, const struct json *doc,
	const struct json_shape *shape, void *into, struct err *err)
{
	struct reading r = { mem, doc, err, 0 };

	read_object(&r, doc, shape, into);
	return r.wrong == 0;
}

bool json_read_text(struct arena *mem, struct str text,
	const struct json_shape *shape, void *into, struct err *err)
{
	const struct json *doc;

	return json_parse(mem, text, &doc, err) &&
	       json_read(mem, doc, shape, into, err);
}
