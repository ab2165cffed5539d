/*
 * resume/europass_acts.c - what a Candidate has as activities, for
 * out_europass.c: projects, interests, volunteering; and as sections of one's
 * own, which its editor shows whatever they are called.
 */
#include "resume/out_europass.h"

/* The fields of an entry that an activity shows: title, by whom, when. */
static const struct kind {
	enum resume_section_id section;
	const char *list, *item;
	const char *title, *by, *date;
} kinds[] = {
	{ RESUME_INTERESTS, "HobbiesAndInterests", "HobbyOrInterest", "name",
		"", "" },
	{ RESUME_PROJECTS, "Projects", "Project", "name", "entity", "" },
	{ RESUME_VOLUNTEER, "VoluntaryWorks", "VoluntaryWork", "position",
		"organization", "" },
	{ RESUME_AWARDS, NULL, NULL, "title", "awarder", "date" },
	{ RESUME_CERTIFICATES, NULL, NULL, "name", "issuer", "date" },
};

static const struct kind own = { RESUME_SECTIONS, NULL, NULL, "", "", "" };

/* ---- one activity ------------------------------------------------------- */

static struct str field(const struct resume_entry *e, const char *name)
{
	return *name ? resume_field(e, name) : STR_NONE;
}

/* The first of its fields that says something. */
static struct str title_of(const struct resume_entry *e, const struct kind *k)
{
	static const char *const names[] = { "name", "title", "position",
		"organization", "institution", "entity", "publisher",
		"language", "studyType", "summary", "description" };
	struct str title = field(e, k->title);

	for (size_t i = 0; !title.len && i < LENGTH(names); i++)
		title = resume_field(e, names[i]);
	if (!title.len && e->highlights.count)
		title = e->highlights.at[0];
	return title.len ? title : STR("-");
}

static void put_period(struct europass_writer *w, const struct resume_entry *e,
	struct str date)
{
	struct str from = e->start_date.len ? e->start_date : date;
	struct resume_date d;

	if (!resume_date_read(from, &d))
		return;
	resume_europass_open(w, "Date", "");
	resume_europass_date(w, "StartDate", from);
	resume_europass_date(w, "EndDate", e->end_date);
	if (!date.len)
		resume_europass_leaf(w, "Ongoing",
			e->end_date.len ? STR("false") : STR("true"));
	resume_europass_close(w, "Date");
}

static void add_line(struct buf *to, struct str text)
{
	if (!text.len)
		return;
	if (to->len)
		buf_add(to, STR("\n\n"));
	buf_add(to, text);
}

/* All that has no element, so that the editor shows it. */
static void put_text(struct europass_writer *w, const struct resume_entry *e,
	const struct kind *k, struct str title)
{
	static const char *const names[] = { "position", "organization",
		"institution", "area", "score", "level", "type", "description",
		"summary", "reference" };
	struct buf text;

	buf_init(&text, w->mem, RESUME_TEXT);
	add_line(&text, field(e, k->by));
	for (size_t i = 0; i < LENGTH(names); i++) {
		struct str more = resume_field(e, names[i]);

		if (!str_eq(more, title) && !str_is(str_c(names[i]), k->by))
			add_line(&text, more);
	}
	for (size_t i = 0; i < e->keywords.count; i++)
		if (!i)
			add_line(&text, e->keywords.at[i]);
		else
			buf_addf(&text, ", %.*s", STR_ARG(e->keywords.at[i]));
	resume_europass_html(w, "Description",
		text.len ? buf_str(&text) : STR(""), &e->highlights);
}

static void put_activity(struct europass_writer *w, const char *element,
	const struct resume_entry *e, const struct kind *k)
{
	struct str title = title_of(e, k), date = field(e, k->date);

	if (!date.len)
		date = e->date.len ? e->date : e->release_date;
	resume_europass_open(w, element, "");
	resume_europass_leaf(w, "Title", title);
	put_period(w, e, date);
	resume_europass_leaf(w, "Location", e->location);
	put_text(w, e, k, title);
	resume_europass_leaf(w, "Link", e->url);
	resume_europass_close(w, element);
}

/* ---- lists -------------------------------------------------------------- */

void resume_europass_activities(struct europass_writer *w)
{
	for (size_t i = 0; i < LENGTH(kinds) && kinds[i].list; i++) {
		const struct resume_entries *list =
			&w->r->section[kinds[i].section];

		resume_europass_open(w, kinds[i].list, "");
		for (size_t n = 0; n < list->count; n++)
			put_activity(w, kinds[i].item, &list->at[n], &kinds[i]);
		resume_europass_close(w, kinds[i].list);
	}
}

/* An element an entry: of several within one, the editor keeps the last. */
static void put_others(struct europass_writer *w, const struct resume_part *p,
	const struct kind *k)
{
	for (size_t i = 0; i < p->entries->count; i++) {
		resume_europass_open(w, "Others", "");
		resume_europass_leaf(w, "Title", p->title);
		put_activity(w, "Other", &p->entries->at[i], k);
		resume_europass_close(w, "Others");
	}
}

void resume_europass_others(struct europass_writer *w)
{
	for (size_t i = 0; i < w->parts.count; i++) {
		const struct resume_part *p = &w->parts.at[i];
		const struct kind *k = p->what == RESUME_OWN ? &own : NULL;

		for (size_t n = 0; !k && n < LENGTH(kinds); n++)
			if ((int)kinds[n].section == p->what && !kinds[n].list)
				k = &kinds[n];
		if (k && !p->hidden && p->entries)
			put_others(w, p, k);
	}
}
