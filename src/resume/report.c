/*
 * resume/report.c - what an import tells, and what it keeps of the source
 * under meta.imported. Knows no format.
 */
#include "resume/convert_int.h"
#include "base/utf8.h"

#include <assert.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

enum { SAY = 300 }; /* bytes of one note, and of what is quoted in it */

/* Doubles a full list; what is left behind is the arena's. */
static void *grown(
	struct arena *mem, void *at, size_t count, size_t *room, size_t size)
{
	void *more;

	if (count < *room)
		return at;
	*room = *room ? *room * 2 : 16;
	more = arena_bytes(mem, *room * size);
	if (count)
		memcpy(more, at, count * size);
	return more;
}

void resume_note(struct resume_report *report, enum resume_note_kind kind,
	struct str at, const char *fmt, ...)
{
	char say[SAY];
	va_list ap;

	if (report->count == RESUME_FAULTS) {
		report->more++;
		return;
	}
	va_start(ap, fmt);
	vsnprintf(say, sizeof(say), fmt, ap);
	va_end(ap);
	report->at = grown(report->mem, report->at, report->count,
		&report->room, sizeof(*report->at));
	report->at[report->count++] = (struct resume_note){
		.kind = kind,
		.at = at,
		.say = str_copy(report->mem, utf8_whole(str_c(say))),
	};
}

/* ---- keeping ------------------------------------------------------------ */

static void keep(struct resume_report *report, struct resume_kept kept)
{
	report->kept.at =
		grown(report->mem, report->kept.at, report->kept.count,
			&report->kept.room, sizeof(*report->kept.at));
	report->kept.at[report->kept.count++] = kept;
}

void resume_keep(struct resume_report *report, struct str at, struct str name,
	const struct json *value)
{
	keep(report,
		(struct resume_kept){ .at = at, .name = name, .value = value });
}

void resume_keep_text(struct resume_report *report, struct str at,
	struct str name, struct str text)
{
	keep(report,
		(struct resume_kept){ .at = at, .name = name, .text = text });
}

static int compare(struct str a, struct str b)
{
	size_t n = a.len < b.len ? a.len : b.len;
	int order = n ? memcmp(a.at, b.at, n) : 0;

	return order ? order : (a.len > b.len) - (a.len < b.len);
}

/* Equal ones stay in the order in which they were kept. */
static int by_name(const void *a, const void *b)
{
	const struct resume_kept *x = *(struct resume_kept *const *)a;
	const struct resume_kept *y = *(struct resume_kept *const *)b;
	int order = compare(x->name, y->name);

	return order ? order : (x > y) - (x < y);
}

static int by_place(const void *a, const void *b)
{
	const struct resume_kept *x = *(struct resume_kept *const *)a;
	const struct resume_kept *y = *(struct resume_kept *const *)b;
	int order = compare(x->at, y->at);

	return order ? order : (x > y) - (x < y);
}

static struct resume_kept **sorted(
	struct resume_report *report, int (*order)(const void *, const void *))
{
	size_t count = report->kept.count;
	struct resume_kept **list;

	list = arena_bytes(
		report->mem, (count + 1) * sizeof(struct resume_kept *));
	for (size_t i = 0; i < count; i++)
		list[i] = &report->kept.at[i];
	qsort(list, count, sizeof(struct resume_kept *), order);
	return list;
}

/* One note for all of a name, where the first of them was. */
static void tell(struct resume_report *report)
{
	struct resume_kept **list = sorted(report, by_name);
	size_t count = report->kept.count;

	for (size_t i = 0, n; i < count; i += n) {
		struct str name = utf8_fit(list[i]->name, 60);

		for (n = 1; i + n < count &&
			    str_eq(list[i + n]->name, list[i]->name);)
			n++;
		if (n == 1)
			resume_note(report, RESUME_KEPT, list[i]->at,
				"'%.*s' has no field of its own; it is kept",
				STR_ARG(name));
		else
			resume_note(report, RESUME_KEPT, list[i]->at,
				"'%.*s' has no field of its own; it is kept, "
				"here and in %zu other place%s",
				STR_ARG(name), n - 1, n == 2 ? "" : "s");
	}
}

/* { "PLACE": value, ... }; places of one name are told apart by a number. */
static void put_kept(struct json_out *o, struct resume_report *report)
{
	struct resume_kept **list = sorted(report, by_place);
	int again = 0;

	json_object(o);
	for (size_t i = 0; i < report->kept.count; i++) {
		struct str at = list[i]->at;

		again = i && str_eq(at, list[i - 1]->at) ? again + 1 : 0;
		if (again)
			at = str_fmt(
				report->mem, "%.*s#%d", STR_ARG(at), again + 1);
		json_key_str(o, at);
		if (list[i]->value)
			json_put(o, list[i]->value);
		else
			json_put_text(
				o, list[i]->text.at ? list[i]->text : STR(""));
	}
	json_end(o);
}

/* What was imported before, of which only that of our format makes place. */
static void put_older(
	struct json_out *o, struct json_rest *rest, const char *format)
{
	const struct json *v;
	size_t kept = 0;

	for (size_t i = 0; i < rest->count; i++) {
		if (!str_is(json_name(rest->at[i]), "imported")) {
			rest->at[kept++] = rest->at[i];
			continue;
		}
		if (json_kind(rest->at[i]) != JSON_OBJECT) {
			json_put(json_key(o, "before"), rest->at[i]);
			continue;
		}
		for (v = json_first(rest->at[i]); v;
			v = json_next(rest->at[i], v))
			if (!str_is(json_name(v), format))
				json_put(json_key_str(o, json_name(v)), v);
	}
	rest->count = kept;
}

bool resume_keep_all(
	struct resume_report *report, struct resume *out, struct err *err)
{
	struct json_out o;
	struct buf b;

	if (!report->kept.count)
		return true;
	tell(report);
	buf_init(&b, report->mem, 4 * RESUME_BYTES);
	o = json_begin(&b, JSON_COMPACT);
	json_object(&o);
	put_older(&o, &out->meta.rest, report->format);
	put_kept(json_key(&o, report->format), report);
	json_end(&o);
	if (!buf_ok(&b))
		return err_set(err, ERR_TOO_BIG,
			"more than %d MB that no field takes",
			4 * RESUME_BYTES >> 20);
	resume_rest_add(
		report->mem, &out->meta.rest, STR("imported"), buf_str(&b));
	return true;
}

const struct json *resume_kept_by(const struct resume *r, const char *format)
{
	return json_find(
		json_rest_find(&r->meta.rest, STR("imported")), format);
}

const struct json *resume_kept_of(
	const struct resume *r, const char *format, const char *at)
{
	return json_find(resume_kept_by(r, format), at);
}

/* ---- members that no table names ---------------------------------------- */

void resume_rest_add(struct arena *mem, struct json_rest *rest, struct str name,
	struct str json)
{
	const struct json *v = NULL;
	struct err err;
	bool parsed = json_parse(mem, json, &v, &err);

	assert(parsed); /* json_out wrote it */
	json_rest_put(mem, rest, name, v);
}

/* ---- what was understood all the same ----------------------------------- */

static bool mended(const struct resume_report *report, struct str at)
{
	for (size_t i = 0; i < report->count; i++)
		if (report->at[i].kind == RESUME_CHANGED &&
			str_eq(report->at[i].at, at))
			return true;
	return false;
}

void resume_check_imported(struct arena *mem, struct str text,
	const struct resume_report *report, struct resume_faults *out)
{
	size_t count = 0;

	resume_check(mem, text, out);
	for (size_t i = 0; i < out->count; i++)
		if (!mended(report, out->at[i].at))
			out->at[count++] = out->at[i];
	out->count = count;
}
