/*
 * resume/out_rendercv_section.c - the sections of RenderCV: all entries of one
 * are of one type. What a type has no member for is written beside it by our
 * name, which RenderCV bears and does not show; that is noted.
 */
#include "resume/out_rendercv.h"
#include "resume/words.h"

#include <stdlib.h>

enum type {
	EXPERIENCE,
	EDUCATION,
	NORMAL,
	PUBLICATION,
	LABELLED,
	BULLET,
	NUMBERED,
	REVERSED,
	TEXT
};

/* ---- members ------------------------------------------------------------ */

static void put_list(struct rendercv_writer *w, const struct resume_texts *list)
{
	json_list(&w->o);
	for (size_t i = 0; i < list->count; i++)
		json_put_text(&w->o, list->at[i]);
	json_end(&w->o);
}

/* As RenderCV asks for it: a date that there is, the end not before the
 * beginning. */
static bool is_period(const struct resume_entry *e)
{
	struct resume_date from, to;

	if (!resume_date_read(e->start_date, &from))
		return false;
	if (!e->end_date.len)
		return true;
	if (!resume_date_read(e->end_date, &to))
		return false;
	return from.year < to.year ||
	       (from.year == to.year &&
		       (from.month ? from.month : 1) * 32 + from.day <=
			       (to.month ? to.month : 1) * 32 + to.day);
}

static void put_dates(struct rendercv_writer *w, const struct resume_entry *e)
{
	struct resume_date d;
	struct str one = resume_field(
		e, resume_field(e, "date").len ? "date" : "releaseDate");

	if (!e->start_date.len && !e->end_date.len) {
		resume_rendercv_text(w, "date", one);
	} else if (str_eq(e->start_date, e->end_date)) {
		resume_rendercv_text(w, "date", e->end_date);
	} else if (!e->start_date.len && resume_date_read(e->end_date, &d)) {
		resume_rendercv_text(w, "end_date", e->end_date);
	} else if (is_period(e)) {
		resume_rendercv_text(w, "start_date", e->start_date);
		resume_rendercv_text(w, "end_date",
			e->end_date.len ? e->end_date : STR("present"));
	} else {
		resume_rendercv_text(w, "date", resume_dates_text(w->mem, e));
	}
}

/* A member that has to be there. */
static void put_must(
	struct rendercv_writer *w, const char *name, struct str text)
{
	json_put_text(json_key(&w->o, name), text.at ? text : STR(""));
}

/* The name, which bears the address where there is no other place for it. */
static void put_name(struct rendercv_writer *w, const char *name,
	struct str text, struct str url)
{
	if (resume_rendercv_is_url(url) && text.len &&
		!memchr(text.at, '[', text.len) &&
		!memchr(text.at, ']', text.len) &&
		!memchr(url.at, ')', url.len))
		text = str_fmt(
			w->mem, "[%.*s](%.*s)", STR_ARG(text), STR_ARG(url));
	put_must(w, name, text);
}

/* ---- what a type has no member for -------------------------------------- */

/* Members of which one would make RenderCV take the entry for another type,
 * and those that it has itself. */
static const char theirs[] =
	"|label|details|name|company|position|institution|area|degree|title|"
	"authors|doi|url|journal|bullet|number|reversed_number|date|start_date|"
	"end_date|location|summary|highlights|";
/* Fields of ours that are written whatever the type is. */
static const char common[] =
	"|startDate|endDate|releaseDate|date|location|summary|highlights|";

/* What was not written by another name. `done` lists what was. */
static void put_others(struct rendercv_writer *w, struct str at,
	const struct resume_entry *e, const char *done)
{
	struct resume_set f = { .e = e };

	while (resume_set_next(w->mem, &f)) {
		struct str name = f.name;

		if (resume_name_in(done, name) || resume_name_in(common, name))
			continue;
		if (resume_name_in(theirs, name)) {
			resume_note(w->report, RESUME_LEFT, at,
				"RenderCV would misunderstand '%.*s'; it is "
				"left out",
				STR_ARG(name));
			continue;
		}
		json_key_str(&w->o, name);
		if (f.v)
			json_put(&w->o, f.v);
		else if (f.list)
			put_list(w, &f.texts);
		else
			json_put_text(&w->o, f.texts.at[0]);
		resume_note(w->report, RESUME_CHANGED, at,
			"RenderCV keeps '%.*s' and does not show it",
			STR_ARG(name));
	}
}

/* ---- entries ------------------------------------------------------------ */

static void put_common(struct rendercv_writer *w, const struct resume_entry *e,
	struct str summary)
{
	struct resume_texts bullets =
		resume_field_list(w->mem, e, "highlights");

	put_dates(w, e);
	resume_rendercv_text(w, "location", resume_field(e, "location"));
	resume_rendercv_text(w, "summary", summary);
	if (bullets.count) {
		json_key(&w->o, "highlights");
		put_list(w, &bullets);
	}
}

static void put_experience(
	struct rendercv_writer *w, struct str at, const struct resume_entry *e)
{
	struct str name = e->name.len ? e->name : e->organization;

	put_name(w, "company", name, resume_field(e, "url"));
	put_must(w, "position", e->position);
	put_common(w, e, resume_field(e, "summary"));
	put_others(w, at, e,
		e->name.len ? "|name|position|url|"
			    : "|organization|position|url|");
}

static void put_education(
	struct rendercv_writer *w, struct str at, const struct resume_entry *e)
{
	put_name(w, "institution", e->institution, resume_field(e, "url"));
	put_must(w, "area", e->area);
	resume_rendercv_text(w, "degree", e->study_type);
	put_common(w, e, resume_field(e, "summary"));
	put_others(w, at, e, "|institution|area|studyType|url|");
}

/* A project's description, what a referee says: the summary, where there is
 * no other. */
static void put_normal(
	struct rendercv_writer *w, struct str at, const struct resume_entry *e)
{
	struct str summary = resume_field(e, "summary");
	const char *done = e->name.len ? "|name|url|" : "|title|url|";

	if (!e->name.len && !e->title.len)
		done = "|organization|institution|url|";
	put_name(w, "name", resume_entry_name(e), resume_field(e, "url"));
	if (!summary.len && e->description.len) {
		summary = e->description;
		done = e->name.len ? "|name|url|description|"
				   : "|title|url|description|";
	} else if (!summary.len && e->reference.len) {
		summary = e->reference;
		done = "|name|url|reference|";
	}
	put_common(w, e, summary);
	put_others(w, at, e, done);
}

static void put_publication(
	struct rendercv_writer *w, struct str at, const struct resume_entry *e)
{
	struct resume_texts authors = resume_field_list(w->mem, e, "authors");
	struct str doi = resume_field(e, "doi"), url = resume_field(e, "url");

	put_must(w, "title", resume_entry_name(e));
	json_key(&w->o, "authors");
	put_list(w, &authors);
	resume_rendercv_text(w, "summary", resume_field(e, "summary"));
	if (doi.len && memmem(doi.at, doi.len, "10.", 3))
		resume_rendercv_text(w, "doi", doi);
	if (resume_rendercv_is_url(url))
		resume_rendercv_text(w, "url", url);
	resume_rendercv_text(w, "journal", e->publisher);
	put_dates(w, e);
	put_others(w, at, e, "|name|authors|doi|url|publisher|");
}

static struct str joined(struct arena *mem, struct resume_texts list)
{
	struct buf b;

	buf_init(&b, mem, RESUME_TEXT);
	buf_add(&b, STR(""));
	for (size_t i = 0; i < list.count; i++) {
		if (i)
			buf_add(&b, STR(", "));
		buf_add(&b, list.at[i]);
	}
	return buf_str(&b);
}

static void put_labelled(
	struct rendercv_writer *w, struct str at, const struct resume_entry *e)
{
	struct str details = joined(w->mem, e->keywords);
	const char *done = "|name|language|fluency|keywords|";

	if (!details.len) {
		details = e->fluency.len       ? e->fluency
			  : e->description.len ? e->description
					       : e->level;
		done = "|name|language|fluency|description|level|";
	}
	put_must(w, "label", resume_entry_name(e));
	put_must(w, "details", details);
	put_others(w, at, e, done);
}

static void put_entry(struct rendercv_writer *w, enum type type, struct str at,
	const struct resume_entry *e)
{
	json_object(&w->o);
	switch (type) {
	case EXPERIENCE:
		put_experience(w, at, e);
		break;
	case EDUCATION:
		put_education(w, at, e);
		break;
	case PUBLICATION:
		put_publication(w, at, e);
		break;
	case LABELLED:
		put_labelled(w, at, e);
		break;
	case BULLET:
		put_must(w, "bullet", resume_entry_name(e));
		break;
	default:
		put_normal(w, at, e);
		break;
	}
	json_end(&w->o);
}

/* ---- types of sections -------------------------------------------------- */

/* Has it no other field than these? */
static bool has_only(
	struct arena *mem, const struct resume_entry *e, const char *names)
{
	struct resume_set f = { .e = e };

	while (resume_set_next(mem, &f))
		if (!resume_name_in(names, f.name))
			return false;
	return true;
}

static bool all_have_only(struct rendercv_writer *w,
	const struct resume_entries *in, const char *names)
{
	for (size_t i = 0; i < in->count; i++)
		if (!has_only(w->mem, &in->at[i], names))
			return false;
	return true;
}

static bool all_have(const struct resume_entries *in, const char *name)
{
	for (size_t i = 0; i < in->count; i++)
		if (!resume_field(&in->at[i], name).len)
			return false;
	return true;
}

static enum type type_of_own(
	struct rendercv_writer *w, const struct resume_entries *in)
{
	if (all_have_only(w, in, "|summary|") && all_have(in, "summary"))
		return TEXT;
	if (in->count == 1 && has_only(w->mem, in->at, "|highlights|type|") &&
		in->at->highlights.count)
		return str_is(in->at->type, "number")            ? NUMBERED
		       : str_is(in->at->type, "reversed_number") ? REVERSED
								 : BULLET;
	if (all_have(in, "position"))
		return EXPERIENCE;
	if (all_have(in, "institution"))
		return EDUCATION;
	if (all_have(in, "publisher"))
		return PUBLICATION;
	if (all_have_only(w, in, "|name|description|") && all_have(in, "name"))
		return LABELLED;
	return NORMAL;
}

static enum type type_of(
	struct rendercv_writer *w, const struct resume_part *part)
{
	switch (part->what) {
	case RESUME_WORK:
	case RESUME_VOLUNTEER:
		return EXPERIENCE;
	case RESUME_EDUCATION:
		return EDUCATION;
	case RESUME_PUBLICATIONS:
		return PUBLICATION;
	case RESUME_LANGUAGES:
		return LABELLED;
	case RESUME_SKILLS:
	case RESUME_INTERESTS:
		return all_have_only(w, part->entries, "|name|") ? BULLET
								 : LABELLED;
	case RESUME_OWN:
		return type_of_own(w, part->entries);
	default:
		return NORMAL;
	}
}

/* ---- sections ----------------------------------------------------------- */

/* One text for each paragraph. */
static void put_paragraphs(struct rendercv_writer *w, struct str text)
{
	while (text.len) {
		const char *end = memmem(text.at, text.len, "\n\n", 2);
		size_t n = end ? (size_t)(end - text.at) : text.len;

		if (n)
			json_put_text(&w->o, str_of(text.at, n));
		n += end ? 2 : 0;
		text = str_of(text.at + n, text.len - n);
	}
}

static void put_bullets(
	struct rendercv_writer *w, const struct resume_entry *e, enum type type)
{
	const char *name = type == BULLET     ? "bullet"
			   : type == NUMBERED ? "number"
					      : "reversed_number";

	for (size_t i = 0; i < e->highlights.count; i++) {
		json_object(&w->o);
		json_put_text(json_key(&w->o, name), e->highlights.at[i]);
		json_end(&w->o);
	}
}

static void put_entries(struct rendercv_writer *w,
	const struct resume_part *part, enum type type)
{
	for (size_t i = 0; i < part->entries->count; i++) {
		const struct resume_entry *e = &part->entries->at[i];

		if (type == TEXT)
			json_put_text(&w->o, resume_field(e, "summary"));
		else
			put_entry(w, type,
				str_fmt(w->mem, "%.*s/%zu", STR_ARG(part->at),
					i),
				e);
	}
}

static int by_text(const void *a, const void *b)
{
	const struct str *x = a, *y = b;
	size_t n = x->len < y->len ? x->len : y->len;
	int order = n ? memcmp(x->at, y->at, n) : 0;

	return order ? order : (x->len > y->len) - (x->len < y->len);
}

static struct resume_texts sorted_titles(
	struct arena *mem, const struct resume_parts *parts)
{
	struct resume_texts out = { NULL, parts->count };

	out.at = ARENA_LIST(mem, struct str, parts->count + 1);
	for (size_t i = 0; i < parts->count; i++)
		out.at[i] = parts->at[i].title;
	qsort(out.at, out.count, sizeof(*out.at), by_text);
	return out;
}

/* Titles are keys: one that was there already gets a number, and another one
 * where that is a title, too. */
static struct str key_of(struct rendercv_writer *w,
	const struct resume_part *part, const struct resume_texts *titles)
{
	struct str key = part->title;

	for (size_t n = part->again + 1; part->again; n += titles->count) {
		key = str_fmt(w->mem, "%.*s (%zu)", STR_ARG(part->title), n);
		if (!bsearch(&key, titles->at, titles->count,
			    sizeof(*titles->at), by_text))
			break;
	}
	return key;
}

static void put_section(
	struct rendercv_writer *w, const struct resume_part *part)
{
	enum type type;

	json_list(&w->o);
	if (part->what == RESUME_SUMMARY) {
		put_paragraphs(w, w->r->basics.summary);
	} else {
		type = type_of(w, part);
		if (part->what == RESUME_OWN && type >= BULLET && type < TEXT)
			put_bullets(w, part->entries->at, type);
		else
			put_entries(w, part, type);
	}
	json_end(&w->o);
}

void resume_rendercv_sections(struct rendercv_writer *w)
{
	struct resume_parts parts;
	struct resume_texts titles;

	resume_parts_list(w->mem, w->r, &parts);
	titles = sorted_titles(w->mem, &parts);
	json_object(json_key(&w->o, "sections"));
	for (size_t i = 0; i < parts.count; i++) {
		if (parts.at[i].hidden) {
			resume_note(w->report, RESUME_LEFT, parts.at[i].at,
				"RenderCV has no hidden sections; this one is "
				"left out");
			continue;
		}
		json_key_str(&w->o, key_of(w, &parts.at[i], &titles));
		put_section(w, &parts.at[i]);
	}
	json_end(&w->o);
}
