/* resume/show.c - see show.h. */
#include "resume/show.h"
#include "resume/build.h"
#include "resume/codes.h"
#include "resume/words.h"

/* ---- sections ----------------------------------------------------------- */

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

static bool is_in(struct resume_texts list, struct str id)
{
	for (size_t i = 0; i < list.count; i++)
		if (str_eq(list.at[i], id))
			return true;
	return false;
}

static void add(const struct resume *r, struct resume_parts *out,
	struct resume_part part)
{
	part.hidden = is_in(r->meta.vitae.hidden_sections, part.id);
	out->at[out->count++] = part;
}

/* All that say something, in the order of the model. */
static void list_all(
	struct arena *mem, const struct resume *r, struct resume_parts *out)
{
	const struct resume_vitae *v = &r->meta.vitae;

	out->at = ARENA_LIST(mem, struct resume_part,
		RESUME_SECTIONS + 1 + v->custom_sections.count);
	out->count = 0;
	if (r->basics.summary.len)
		add(r, out,
			(struct resume_part){ .what = RESUME_SUMMARY,
				.id = STR("summary"),
				.at = STR("/basics/summary"),
				.title = title_of(
					r, STR("summary"), "Summary") });
	for (int i = 0; i < RESUME_SECTIONS; i++) {
		struct str id = str_c(resume_sections[i].name);

		if (r->section[i].count)
			add(r, out,
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
			add(r, out,
				(struct resume_part){ .what = RESUME_OWN,
					.id = c->id,
					.at = str_fmt(mem,
						"/meta/vitae/custom_sections/"
						"%zu/"
						"entries",
						i),
					.title =
						c->title.len ? c->title : c->id,
					.entries = &c->entries });
	}
}

void resume_parts_list(
	struct arena *mem, const struct resume *r, struct resume_parts *out)
{
	const struct resume_texts *order = &r->meta.vitae.section_order;
	struct resume_parts all;
	bool *taken;

	list_all(mem, r, &all);
	taken = ARENA_LIST(mem, bool, all.count + 1);
	out->at = ARENA_LIST(mem, struct resume_part, all.count + 1);
	out->count = 0;
	for (size_t i = 0; i < order->count; i++)
		for (size_t k = 0; k < all.count; k++) {
			if (taken[k] || !str_eq(all.at[k].id, order->at[i]))
				continue;
			taken[k] = true;
			out->at[out->count++] = all.at[k];
			break;
		}
	for (size_t k = 0; k < all.count; k++)
		if (!taken[k])
			out->at[out->count++] = all.at[k];
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

struct str resume_day_text(struct arena *mem, struct str date)
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
	struct str from = resume_day_text(mem, e->start_date),
		   to = resume_day_text(mem, e->end_date);

	if (!from.len && !to.len)
		return resume_day_text(mem, one);
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
