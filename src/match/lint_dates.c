/*
 * match/lint_dates.c - when things were: can dates be read, are they possible,
 * what is between them. Gaps and overlaps are for the owner to weigh.
 */
#include "match/lint_int.h"

#include <stdlib.h>

enum {
	GAP_MOST = 12,   /* months */
	OVERLAP_MOST = 2 /* months: a notice period */
};

int lint_month(struct str text, bool end)
{
	struct resume_date d;

	if (!text.len || !resume_date_read(text, &d))
		return -1;
	return 12 * d.year + (d.month ? d.month - 1 : end ? 11 : 0);
}

/* ---- each date ---------------------------------------------------------- */

static void check_date(
	struct linting *g, struct str date, struct str at, const char *name)
{
	struct resume_date d;

	if (str_trim(date).len && !resume_date_read(date, &d))
		lint_add(g->lint, LINT_CODE_DATE_UNREADABLE,
			str_fmt(g->mem, "%.*s/%s", STR_ARG(at), name), "%.*s",
			STR_ARG(lint_quote(g->mem, date)));
}

static void check_entry(
	struct linting *g, const struct resume_entry *e, struct str at)
{
	int from = lint_month(e->start_date, false);
	int to = lint_month(e->end_date, true);

	check_date(g, e->start_date, at, "startDate");
	check_date(g, e->end_date, at, "endDate");
	check_date(g, e->date, at, "date");
	check_date(g, e->release_date, at, "releaseDate");
	if (from > g->now)
		lint_add(g->lint, LINT_CODE_DATE_FUTURE,
			str_fmt(g->mem, "%.*s/startDate", STR_ARG(at)), "%.*s",
			STR_ARG(lint_quote(g->mem, e->start_date)));
	if (from >= 0 && to >= 0 && to < from)
		lint_add(g->lint, LINT_CODE_DATES_REVERSED,
			str_fmt(g->mem, "%.*s/endDate", STR_ARG(at)),
			"%.*s to %.*s", STR_ARG(e->start_date),
			STR_ARG(e->end_date));
}

/* ---- what is between them ----------------------------------------------- */

struct span {
	int from, to;
	const struct resume_entry *e;
	struct str at;
	bool job;
};
struct spans {
	struct span *at;
	size_t count;
};

static int by_begin(const void *a, const void *b)
{
	const struct span *x = a, *y = b;

	return x->from != y->from ? (x->from > y->from) - (x->from < y->from)
				  : (x->to > y->to) - (x->to < y->to);
}

static void add_span(struct linting *g, int section, size_t i, struct spans *s)
{
	const struct resume_entry *e = &g->r->section[section].at[i];
	int from = lint_month(e->start_date, false);
	int to = lint_month(e->end_date, true);

	/* a school that only says when it ended */
	if (from < 0 && to >= 0 && section == RESUME_EDUCATION)
		from = to - 3 * 12;
	if (to < 0 && !e->end_date.len)
		to = g->now;
	if (from < 0 || to < from)
		return;
	s->at[s->count++] = (struct span){ from, to, e,
		str_fmt(g->mem, "/%s/%zu", resume_sections[section].name, i),
		section == RESUME_WORK };
}

static void list_spans(struct linting *g, struct spans *out)
{
	static const int sections[] = { RESUME_WORK, RESUME_VOLUNTEER,
		RESUME_EDUCATION, RESUME_PROJECTS };
	size_t room = 1;

	for (size_t s = 0; s < LENGTH(sections); s++)
		room += g->r->section[sections[s]].count;
	*out = (struct spans){ ARENA_LIST(g->mem, struct span, room), 0 };
	for (size_t s = 0; s < LENGTH(sections); s++)
		for (size_t i = 0; i < g->r->section[sections[s]].count; i++)
			add_span(g, sections[s], i, out);
	qsort(out->at, out->count, sizeof(*out->at), by_begin);
}

static struct str month_text(struct arena *mem, int month)
{
	return str_fmt(mem, "%04d-%02d", month / 12, month % 12 + 1);
}

static void add_gap(struct linting *g, struct str at, int from, int to)
{
	lint_add(g->lint, LINT_CODE_GAP, at, "%.*s to %.*s",
		STR_ARG(month_text(g->mem, from)),
		STR_ARG(month_text(g->mem, to)));
}

/* From the first job on, what nothing covers. */
static void check_gaps(struct linting *g, const struct spans *s)
{
	struct str last = STR_NONE;
	bool worked = false;
	int end = -1;

	for (size_t i = 0; i < s->count; i++) {
		const struct span *at = &s->at[i];

		if (worked && at->from - end - 1 > GAP_MOST)
			add_gap(g, at->at, end + 1, at->from - 1);
		worked = worked || at->job;
		if (at->to > end) {
			end = at->to;
			last = at->at;
		}
	}
	if (worked && g->now - end > GAP_MOST)
		add_gap(g, last, end + 1, g->now);
}

static bool is_aside(struct linting *g, const struct resume_entry *e)
{
	struct resume_wording words;
	size_t n;

	resume_wording_read(g->mem,
		str_fmt(g->mem, "%.*s\n%.*s\n%.*s\n%.*s\n%.*s",
			STR_ARG(e->position), STR_ARG(e->name),
			STR_ARG(e->type), STR_ARG(e->description),
			STR_ARG(resume_field(e, "employmentType"))),
		&words);
	return lint_phrase_find(g, LINT_ASIDE, &words, &n) != NULL;
}

/* Each against that before it which ends last: one who holds three at a time
 * is told of two. */
static void check_overlaps(struct linting *g, const struct spans *s)
{
	const struct span *last = NULL;

	for (size_t i = 0; i < s->count; i++) {
		const struct span *at = &s->at[i];
		int until;

		if (!at->job || is_aside(g, at->e))
			continue;
		until = last && last->to < at->to ? last->to : at->to;
		if (last && until - at->from + 1 > OVERLAP_MOST &&
			!str_eq_nocase(last->e->name, at->e->name))
			lint_add(g->lint, LINT_CODE_OVERLAP, at->at,
				"%.*s and %.*s, %.*s to %.*s",
				STR_ARG(lint_quote(g->mem, last->e->name)),
				STR_ARG(lint_quote(g->mem, at->e->name)),
				STR_ARG(month_text(g->mem, at->from)),
				STR_ARG(month_text(g->mem, until)));
		if (!last || at->to > last->to)
			last = at;
	}
}

void lint_dates(struct linting *g)
{
	const struct resume_vitae *v = &g->r->meta.vitae;
	struct spans spans;

	for (int s = 0; s < RESUME_SECTIONS; s++)
		for (size_t i = 0; i < g->r->section[s].count; i++)
			check_entry(g, &g->r->section[s].at[i],
				str_fmt(g->mem, "/%s/%zu",
					resume_sections[s].name, i));
	for (size_t s = 0; s < v->custom_sections.count; s++)
		for (size_t i = 0; i < v->custom_sections.at[s].entries.count;
			i++)
			check_entry(g, &v->custom_sections.at[s].entries.at[i],
				str_fmt(g->mem,
					"/meta/vitae/custom_sections/%zu/"
					"entries/%zu",
					s, i));
	list_spans(g, &spans);
	check_gaps(g, &spans);
	check_overlaps(g, &spans);
}
