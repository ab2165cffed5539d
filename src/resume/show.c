/* resume/show.c - see show.h. */
#include "resume/show.h"
#include "resume/build.h"
#include "resume/codes.h"
#include "resume/words.h"

#include <stdlib.h>

/* ---- sections ----------------------------------------------------------- */

enum { TAKEN = -2 }; /* in the place of a part that is in the list */

static struct str title_of(
	const struct resume *r, struct str id, const char *otherwise)
{
	const struct json *titles =
		json_rest_find(&r->meta.vitae.rest, STR("section_titles"));

	for (const struct json *v = json_first(titles); v;
		v = json_next(titles, v))
		if (json_kind(titles) == JSON_OBJECT &&
			str_eq(json_name(v), id) && json_text(v).len)
			return json_text(v);
	return str_c(otherwise);
}

static int compare(struct str a, struct str b)
{
	size_t n = a.len < b.len ? a.len : b.len;
	int order = n ? memcmp(a.at, b.at, n) : 0;

	return order ? order : (a.len > b.len) - (a.len < b.len);
}

static int by_text(const void *a, const void *b)
{
	return compare(*(const struct str *)a, *(const struct str *)b);
}

/* In any order. */
static struct resume_texts sorted(struct arena *mem, struct resume_texts list)
{
	struct resume_texts out = { NULL, list.count };

	out.at = ARENA_LIST(mem, struct str, list.count + 1);
	if (list.count)
		memcpy(out.at, list.at, list.count * sizeof(*out.at));
	qsort(out.at, out.count, sizeof(*out.at), by_text);
	return out;
}

static bool is_in(const struct resume_texts *sorted_list, struct str id)
{
	return bsearch(&id, sorted_list->at, sorted_list->count,
		       sizeof(*sorted_list->at), by_text) != NULL;
}

static void add(struct resume_parts *out, const struct resume_texts *hidden,
	struct resume_part part)
{
	part.hidden = is_in(hidden, part.id);
	out->at[out->count++] = part;
}

/* All that say something, in the order of the model. */
static void list_all(
	struct arena *mem, const struct resume *r, struct resume_parts *out)
{
	const struct resume_vitae *v = &r->meta.vitae;
	struct resume_texts hidden = sorted(mem, v->hidden_sections);

	if (r->basics.summary.len)
		add(out, &hidden,
			(struct resume_part){ .what = RESUME_SUMMARY,
				.id = STR("summary"),
				.at = STR("/basics/summary"),
				.title = title_of(
					r, STR("summary"), "Summary") });
	for (int i = 0; i < RESUME_SECTIONS; i++) {
		struct str id = str_c(resume_sections[i].name);

		if (r->section[i].count)
			add(out, &hidden,
				(struct resume_part){ .what = i,
					.id = id,
					.at = str_fmt(
						mem, "/%.*s", STR_ARG(id)),
					.title = title_of(r, id,
						resume_sections[i].title),
					.entries = &r->section[i] });
	}
	for (size_t i = 0; i < v->custom_sections.count; i++) {
		const struct resume_custom *c = &v->custom_sections.at[i];

		if (c->entries.count)
			add(out, &hidden,
				(struct resume_part){ .what = RESUME_OWN,
					.id = c->id,
					.at = str_fmt(mem,
						"/meta/vitae/custom_sections/"
						"%zu/entries",
						i),
					.title =
						c->title.len ? c->title : c->id,
					.entries = &c->entries,
					.own = c });
	}
}

static int by_id(const void *a, const void *b)
{
	const struct resume_part *x = *(struct resume_part *const *)a;
	const struct resume_part *y = *(struct resume_part *const *)b;
	int order = compare(x->id, y->id);

	return order ? order : (x > y) - (x < y);
}

static int by_title(const void *a, const void *b)
{
	const struct resume_part *x = *(struct resume_part *const *)a;
	const struct resume_part *y = *(struct resume_part *const *)b;
	int order = compare(x->title, y->title);

	return order ? order : (x > y) - (x < y);
}

static struct resume_part **pointers(struct arena *mem,
	struct resume_parts *list, int (*order)(const void *, const void *))
{
	struct resume_part **out;

	out = arena_bytes(
		mem, (list->count + 1) * sizeof(struct resume_part *));
	for (size_t i = 0; i < list->count; i++)
		out[i] = &list->at[i];
	qsort(out, list->count, sizeof(struct resume_part *), order);
	return out;
}

/* Where those with an id of this or a later one begin. */
static size_t find_id(
	struct resume_part *const *list, size_t count, struct str id)
{
	size_t from = 0;

	while (from < count) {
		size_t middle = from + (count - from) / 2;

		if (compare(list[middle]->id, id) < 0)
			from = middle + 1;
		else
			count = middle;
	}
	return from;
}

/* Of several with one id, each time that it is named, the next one. */
static void put_ordered(struct arena *mem, const struct resume_texts *order,
	struct resume_parts *all, struct resume_parts *out)
{
	struct resume_part **list = pointers(mem, all, by_id);
	size_t *taken = ARENA_LIST(mem, size_t, all->count + 1);

	for (size_t i = 0; i < order->count; i++) {
		size_t first = find_id(list, all->count, order->at[i]);
		size_t k = first < all->count ? first + taken[first] : first;

		if (k >= all->count || !str_eq(list[k]->id, order->at[i]))
			continue;
		taken[first]++;
		out->at[out->count++] = *list[k];
		list[k]->what = TAKEN;
	}
	for (size_t i = 0; i < all->count; i++)
		if (all->at[i].what != TAKEN)
			out->at[out->count++] = all->at[i];
}

void resume_parts_list(
	struct arena *mem, const struct resume *r, struct resume_parts *out)
{
	size_t most = RESUME_SECTIONS + 2 + r->meta.vitae.custom_sections.count;
	struct resume_parts all = { .at = ARENA_LIST(
					    mem, struct resume_part, most) };
	struct resume_part **list;

	list_all(mem, r, &all);
	out->at = ARENA_LIST(mem, struct resume_part, most);
	out->count = 0;
	put_ordered(mem, &r->meta.vitae.section_order, &all, out);
	list = pointers(mem, out, by_title);
	for (size_t i = 1; i < out->count; i++)
		if (str_eq(list[i]->title, list[i - 1]->title))
			list[i]->again = list[i - 1]->again + 1;
}

struct str resume_entry_name(const struct resume_entry *e)
{
	const struct str names[] = { e->name, e->title, e->organization,
		e->institution, e->entity, e->language, e->position, e->area,
		e->study_type };

	for (size_t i = 0; i < LENGTH(names); i++)
		if (names[i].len)
			return names[i];
	return STR_NONE;
}

/* ---- fields ------------------------------------------------------------- */

bool resume_set_next(struct arena *mem, struct resume_set *f)
{
	static const struct {
		const char *name;
		size_t at;
		bool list;
	} all[] = {
#define TEXT(field, json) { json, offsetof(struct resume_entry, field), false },
#define TEXTS(field, json) { json, offsetof(struct resume_entry, field), true },
#include "resume/fields.def"
#undef TEXT
#undef TEXTS
	};
	const struct json_rest *rest = &f->e->rest;

	for (; f->next < LENGTH(all); f->next++) {
		const void *at = (const char *)f->e + all[f->next].at;

		f->texts = (struct resume_texts){ 0 };
		f->list = all[f->next].list;
		if (f->list)
			f->texts = *(const struct resume_texts *)at;
		else
			resume_text_add(
				mem, &f->texts, *(const struct str *)at);
		if (!f->texts.count)
			continue;
		f->v = NULL;
		f->name = str_c(all[f->next++].name);
		return true;
	}
	if (f->next - LENGTH(all) >= rest->count)
		return false;
	f->v = rest->at[f->next++ - LENGTH(all)];
	f->name = json_name(f->v);
	return true;
}

bool resume_name_in(const char *list, struct str name)
{
	const char *at = list;

	while (name.len && (at = memmem(at, strlen(at), name.at, name.len))) {
		if (at > list && at[-1] == '|' && at[name.len] == '|')
			return true;
		at++;
	}
	return false;
}

/* ---- places ------------------------------------------------------------- */

struct str resume_place_text(
	struct arena *mem, const struct resume_place *place)
{
	const struct str parts[] = {
		place->city,
		place->region,
		place->country_code.len
			? resume_country_name(place->country_code)
			: STR_NONE,
	};
	struct buf b;

	buf_init(&b, mem, 4 * RESUME_LINE * 4);
	for (size_t i = 0; i < LENGTH(parts); i++) {
		if (b.len && parts[i].len)
			buf_add(&b, STR(", "));
		buf_add(&b, parts[i]);
	}
	return buf_str(&b);
}

/* ---- dates -------------------------------------------------------------- */

/* "Mar 2020", "15 Mar 2020", "2020"; what is no date stays as it is. */
static struct str day_text(struct arena *mem, struct str date)
{
	static const char months[] = "JanFebMarAprMayJunJulAugSepOctNovDec";
	struct resume_date d;

	if (!resume_date_read(date, &d) || !d.month)
		return date.at ? date : STR("");
	if (!d.day)
		return str_fmt(
			mem, "%.3s %04d", months + 3 * (d.month - 1), d.year);
	return str_fmt(
		mem, "%d %.3s %04d", d.day, months + 3 * (d.month - 1), d.year);
}

struct str resume_dates_text(struct arena *mem, const struct resume_entry *e)
{
	struct str one = e->date.len ? e->date : e->release_date;
	struct str from = day_text(mem, e->start_date),
		   to = day_text(mem, e->end_date);

	if (!from.len && !to.len)
		return day_text(mem, one);
	if (!from.len || str_eq(from, to))
		return to;
	return str_fmt(mem, "%.*s \xe2\x80\x93 %.*s", STR_ARG(from),
		to.len ? (int)to.len : 7, to.len ? to.at : "Present");
}

/* ---- what is left ------------------------------------------------------- */

struct leaving {
	struct resume_report *report;
	const char *format, *but;
};

static void leave(const struct leaving *l, const char *place, struct str name)
{
	if (!resume_name_in(l->but, name))
		resume_note(l->report, RESUME_LEFT,
			str_fmt(l->report->mem, "%s/%.*s", place,
				STR_ARG(name)),
			"%s has no place for '%.*s'", l->format, STR_ARG(name));
}

static void leave_text(const struct leaving *l, const char *place,
	const char *name, struct str text)
{
	if (text.len)
		leave(l, place, str_c(name));
}

static void leave_rest(const struct leaving *l, const char *place,
	const struct json_rest *rest)
{
	for (size_t i = 0; i < rest->count; i++)
		leave(l, place, json_name(rest->at[i]));
}

static void leave_vitae(const struct leaving *l, const struct resume_vitae *v)
{
	static const char place[] = "/meta/vitae";
	const struct resume_letter *letter = &v->letter;

	leave_text(l, place, "kind", v->kind);
	leave_text(l, place, "template", v->template);
	leave_text(l, place, "locale", v->locale);
	leave_text(l, place, "paper", v->paper);
	leave_text(l, place, "photo", v->photo);
	if (v->style)
		leave(l, place, STR("style"));
	if (letter->paragraphs.count || letter->subject.len ||
		letter->addressee.count || letter->salutation.len)
		leave(l, place, STR("letter"));
	leave_rest(l, place, &v->rest);
}

void resume_note_left(struct resume_report *report, const struct resume *r,
	const char *format, const char *but)
{
	struct leaving l = { report, format, but };

	leave_text(&l, "", "$schema", r->schema);
	leave_rest(&l, "/basics", &r->basics.rest);
	leave_rest(&l, "/basics/location", &r->basics.location.rest);
	leave_text(&l, "/meta", "canonical", r->meta.canonical);
	leave_text(&l, "/meta", "version", r->meta.version);
	leave_text(&l, "/meta", "lastModified", r->meta.last_modified);
	leave_rest(&l, "/meta", &r->meta.rest);
	leave_vitae(&l, &r->meta.vitae);
	leave_rest(&l, "", &r->rest);
}
