/*
 * resume/take.c - reading a document of others so that nothing of it gets
 * lost: each value that an importer takes is marked, and at the end what is
 * not marked is kept. Knows no format.
 */
#include "resume/convert_int.h"
#include "base/utf8.h"
#include "resume/period.h"

#include <assert.h>
#include <stdarg.h>
#include <stdio.h>

/* All values of a document stand in one array, so each has a number. */
static size_t number(const struct resume_take *t, const struct json *v)
{
	return (size_t)(v - t->doc);
}

/* How many values it takes, itself and the names within, too. */
static size_t span(const struct json *v)
{
	return json_kind(v) >= JSON_LIST ? v->u.in.span : 1;
}

void resume_take_begin(struct resume_take *t, struct arena *mem,
	const struct json *doc, struct resume_report *report)
{
	*t = (struct resume_take){ .mem = mem,
		.doc = doc,
		.taken = ARENA_LIST(mem, uint64_t, span(doc) / 64 + 1),
		.report = report };
}

void resume_take_all(struct resume_take *t, const struct json *v)
{
	size_t at = number(t, v), end = at + span(v);

	for (; at < end; at++)
		t->taken[at / 64] |= 1ull << at % 64;
}

bool resume_take_done(const struct resume_take *t, const struct json *v)
{
	return t->taken[number(t, v) / 64] >> number(t, v) % 64 & 1;
}

/* ---- values ------------------------------------------------------------- */

static struct str as_text(struct arena *mem, const struct json *v)
{
	struct buf b;

	if (json_kind(v) == JSON_TEXT)
		return json_text(v);
	buf_init(&b, mem, JSON_BYTES);
	json_write(&b, v);
	return buf_str(&b);
}

struct str resume_take_value(struct resume_take *t, const struct json *v)
{
	struct str text;

	switch (json_kind(v)) {
	case JSON_TEXT:
	case JSON_INT:
	case JSON_REAL:
	case JSON_BOOL:
		resume_take_all(t, v);
		text = as_text(t->mem, v);
		return text.len ? text : STR_NONE;
	default:
		return STR_NONE;
	}
}

struct str resume_take_text(
	struct resume_take *t, const struct json *object, const char *name)
{
	return resume_take_value(t, json_find(object, name));
}

struct resume_texts resume_take_texts(
	struct resume_take *t, const struct json *object, const char *name)
{
	const struct json *in = json_find(object, name), *v;
	struct resume_texts out = { 0 };
	struct str text;

	if (json_kind(in) != JSON_LIST) {
		text = resume_take_value(t, in);
		if (!text.len)
			return out;
		out.at = ARENA_NEW(t->mem, struct str);
		out.at[out.count++] = text;
		return out;
	}
	out.at = ARENA_LIST(t->mem, struct str, json_count(in) + 1);
	for (v = json_first(in); v; v = json_next(in, v)) {
		text = resume_take_value(t, v);
		if (text.len)
			out.at[out.count++] = text;
	}
	return out.count ? out : (struct resume_texts){ 0 };
}

void resume_take_note(struct resume_take *t, enum resume_note_kind kind,
	const struct json *v, const char *fmt, ...)
{
	char say[256];
	va_list ap;

	va_start(ap, fmt);
	vsnprintf(say, sizeof(say), fmt, ap);
	va_end(ap);
	resume_note(
		t->report, kind, json_pointer(t->mem, t->doc, v), "%s", say);
}

/* ---- dates -------------------------------------------------------------- */

static void keep_date(struct resume_take *t, const struct json *v,
	enum resume_note_kind kind, const char *why)
{
	struct str text = utf8_fit(json_text(v), 60);

	resume_take_note(t, kind, v, "'%.*s': %s", STR_ARG(text), why);
	resume_keep(t->report, json_pointer(t->mem, t->doc, v), STR("date"), v);
}

bool resume_take_period(struct resume_take *t, const struct json *v,
	struct str *from, struct str *to)
{
	struct str text = str_trim(resume_take_value(t, v));
	struct resume_period p;
	struct resume_date d;

	*from = *to = STR_NONE;
	if (!text.len)
		return false;
	if (resume_date_read(text, &d)) {
		*from = *to = text;
		return true;
	}
	if (!resume_period_read(t->mem, text, &p)) {
		keep_date(t, v, RESUME_DOUBTFUL,
			"this was not understood as a date");
		return false;
	}
	*from = resume_date_text(t->mem, p.from);
	*to = resume_date_text(t->mem, p.to);
	if (p.rest.len || p.doubtful)
		keep_date(t, v, p.doubtful ? RESUME_DOUBTFUL : RESUME_CHANGED,
			"only the date in it is taken");
	return true;
}

struct str resume_take_date(struct resume_take *t, const struct json *v)
{
	struct str from, to;

	if (!resume_take_period(t, v, &from, &to))
		return STR_NONE;
	if (!str_eq(from, to) && from.len)
		resume_take_note(t, RESUME_CHANGED, v,
			"of a period only its %s is taken",
			to.len ? "end" : "beginning");
	return to.len ? to : from;
}

/* ---- the rest ----------------------------------------------------------- */

/* Nothing is said by null, "", [] and {}. */
static bool says_nothing(const struct json *v)
{
	return json_kind(v) == JSON_NULL ||
	       (json_kind(v) >= JSON_LIST && !json_count(v)) ||
	       (json_kind(v) == JSON_TEXT && !json_text(v).len);
}

static bool any_taken(const struct resume_take *t, const struct json *v)
{
	size_t at = number(t, v), end = at + span(v);

	for (; at < end; at++) {
		if (at % 64 == 0 && !t->taken[at / 64])
			at += 63;
		else if (t->taken[at / 64] >> at % 64 & 1)
			return true;
	}
	return false;
}

static void add_step(struct buf *path, const struct json *in,
	const struct json *v, size_t index)
{
	struct str name;

	buf_addc(path, '/');
	if (json_kind(in) == JSON_LIST) {
		buf_add_int(path, (int64_t)index);
		return;
	}
	name = json_name(v);
	for (size_t i = 0; i < name.len; i++) {
		if (name.at[i] == '~')
			buf_add(path, STR("~0"));
		else if (name.at[i] == '/')
			buf_add(path, STR("~1"));
		else
			buf_addc(path, name.at[i]);
	}
}

/* Keeps what is left of v, in pieces as big as can be. */
static void keep_rest(struct resume_take *t, const struct json *v,
	struct str name, struct buf *path)
{
	size_t length = path->len, index = 0;
	const struct json *part;

	if (says_nothing(v) || resume_take_done(t, v))
		return;
	if (json_kind(v) < JSON_LIST || !any_taken(t, v)) {
		resume_keep(
			t->report, str_copy(t->mem, buf_str(path)), name, v);
		return;
	}
	for (part = json_first(v); part; part = json_next(v, part)) {
		bool named = json_kind(v) == JSON_OBJECT;

		add_step(path, v, part, index++);
		keep_rest(t, part, named ? json_name(part) : name, path);
		path->len = length;
	}
}

void resume_take_end(struct resume_take *t)
{
	struct buf path;

	buf_init(&path, t->mem, JSON_BYTES);
	buf_add(&path, STR(""));
	keep_rest(t, t->doc, STR("this"), &path);
	assert(buf_ok(&path));
}
