/*
 * match/lint_entries.c - sections and entries: is there what every reader
 * looks for, below a heading that programs know?
 */
#include "match/lint_int.h"

static bool is_told(const struct resume_entry *e)
{
	return e->highlights.count || e->summary.len || e->description.len;
}

static void add_at(struct linting *g, enum lint_code code, const char *section,
	size_t i, struct str who)
{
	struct str at = str_fmt(g->mem, "/%s/%zu", section, i);

	if (who.len)
		lint_add(g->lint, code, at, "%.*s",
			STR_ARG(lint_quote(g->mem, who)));
	else
		lint_add(g->lint, code, at, NULL);
}

static void check_jobs(struct linting *g)
{
	const struct resume_entries *work = &g->r->section[RESUME_WORK];

	for (size_t i = 0; i < work->count; i++) {
		const struct resume_entry *e = &work->at[i];
		struct str who = e->name.len ? e->name : e->position;

		if (!str_trim(e->position).len)
			add_at(g, LINT_CODE_JOB_NO_TITLE, "work", i, who);
		if (!str_trim(e->name).len)
			add_at(g, LINT_CODE_JOB_NO_EMPLOYER, "work", i, who);
		if (!e->start_date.len && !e->end_date.len)
			add_at(g, LINT_CODE_JOB_NO_DATES, "work", i, who);
		if (!is_told(e) && !str_is(g->r->meta.vitae.kind, "cv"))
			add_at(g, LINT_CODE_JOB_NO_TEXT, "work", i, who);
	}
}

static void check_sections(struct linting *g)
{
	const struct resume_vitae *v = &g->r->meta.vitae;
	const struct resume_entries *school = &g->r->section[RESUME_EDUCATION];

	if (!g->r->section[RESUME_WORK].count && !school->count &&
		!g->r->section[RESUME_VOLUNTEER].count &&
		!g->r->section[RESUME_PROJECTS].count)
		lint_add(g->lint, LINT_CODE_NO_EXPERIENCE, STR("/work"), NULL);
	if (!g->r->section[RESUME_SKILLS].count)
		lint_add(g->lint, LINT_CODE_NO_SKILLS, STR("/skills"), NULL);
	for (size_t i = 0; i < school->count; i++)
		if (!str_trim(school->at[i].institution).len)
			add_at(g, LINT_CODE_SCHOOL_NO_NAME, "education", i,
				school->at[i].area);
	for (size_t i = 0; i < v->custom_sections.count; i++) {
		struct str title = v->custom_sections.at[i].title;

		if (!title.len || intake_names_section(title))
			continue;
		lint_add(g->lint, LINT_CODE_ODD_SECTION,
			str_fmt(g->mem, "/meta/vitae/custom_sections/%zu/title",
				i),
			"%.*s", STR_ARG(lint_quote(g->mem, title)));
	}
}

/* Titles that its owner gave to sections of the model. */
static void check_titles(struct linting *g)
{
	const struct json *titles =
		json_rest_find(&g->r->meta.vitae.rest, STR("section_titles"));

	for (const struct json *v = json_first(titles); v;
		v = json_next(titles, v)) {
		struct str title = json_text(v);

		if (!title.len || intake_names_section(title))
			continue;
		lint_add(g->lint, LINT_CODE_ODD_SECTION,
			str_fmt(g->mem, "/meta/vitae/section_titles/%.*s",
				STR_ARG(json_name(v))),
			"%.*s", STR_ARG(lint_quote(g->mem, title)));
	}
}

void lint_entries(struct linting *g)
{
	if (str_is(g->r->meta.vitae.kind, "cover_letter"))
		return;
	check_sections(g);
	check_titles(g);
	check_jobs(g);
}
