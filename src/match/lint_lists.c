/*
 * match/lint_lists.c - how much there is: of words for the years of work, of
 * skills, of the same word again and again. References that say nothing.
 */
#include "match/lint_int.h"

#include "match/profile_int.h"
#include "match/stem.h"

#include <stdlib.h>

enum {
	SKILLS_MOST = 40,
	LISTED_MOST = 2, /* times that a skill may be listed */
	AGAIN_MOST = 6,  /* times that a word may come in one text */
	AGAIN_SHARE = 8, /* and one of so many of its words */
	WORDS_BEFORE = 120,
	WORDS_A_YEAR = 6, /* that are too few, of the first ten years */
	WORDS_MOST = 700,
	WORDS_MOST_A_YEAR = 60,
	YEARS_MOST = 15
};

/* ---- skills ------------------------------------------------------------- */

static int by_text(const void *a, const void *b)
{
	const struct lint_text *x = *(const struct lint_text *const *)a;
	const struct lint_text *y = *(const struct lint_text *const *)b;
	size_t n = x->words.count < y->words.count ? x->words.count
						   : y->words.count;

	for (size_t i = 0; i < n; i++)
		if (x->words.at[i].hash != y->words.at[i].hash)
			return x->words.at[i].hash < y->words.at[i].hash ? -1
									 : 1;
	if (x->words.count != y->words.count)
		return x->words.count < y->words.count ? -1 : 1;
	return (x > y) - (x < y);
}

static bool same_text(const struct lint_text *a, const struct lint_text *b)
{
	return a->words.count == b->words.count && a->words.count &&
	       resume_wording_same(a->words.at, b->words.at, a->words.count);
}

static void check_skills(struct linting *g)
{
	const struct lint_text **all = ARENA_LIST(
		g->mem, const struct lint_text *, g->texts.count + 1);
	size_t count = 0, keywords = 0;

	for (size_t i = 0; i < g->texts.count; i++) {
		const struct lint_text *t = &g->texts.at[i];

		if (!str_starts(t->at, STR("/skills/")))
			continue;
		keywords += t->sort == LINT_KEYWORD;
		all[count++] = t;
	}
	if (keywords > SKILLS_MOST)
		lint_add(g->lint, LINT_CODE_MANY_SKILLS, STR("/skills"), "%zu",
			keywords);
	qsort(all, count, sizeof(struct lint_text *), by_text);
	for (size_t i = 0, n; i < count; i += n) {
		n = 1;
		while (i + n < count && same_text(all[i], all[i + n]))
			n++;
		if (n > LISTED_MOST && all[i]->sort == LINT_KEYWORD)
			lint_add(g->lint, LINT_CODE_STUFFING, all[i]->at,
				"%.*s is listed %zu times",
				STR_ARG(lint_quote(g->mem, all[i]->text)), n);
	}
}

/* ---- a word again and again --------------------------------------------- */

static int by_hash(const void *a, const void *b)
{
	uint32_t x = (*(const struct resume_word *const *)a)->hash;
	uint32_t y = (*(const struct resume_word *const *)b)->hash;

	return (x > y) - (x < y);
}

/* A text that is not made of sentences, but of one word. */
static void check_again(struct linting *g, const struct lint_text *t)
{
	const struct resume_word **at = ARENA_LIST(
		g->mem, const struct resume_word *, t->words.count + 1);
	size_t count = 0;

	for (size_t i = 0; i < t->words.count; i++)
		if (match_weight(&t->words.at[i]) > 0)
			at[count++] = &t->words.at[i];
	qsort(at, count, sizeof(struct resume_word *), by_hash);
	for (size_t i = 0, n; i < count; i += n) {
		n = 1;
		while (i + n < count && at[i]->hash == at[i + n]->hash)
			n++;
		if (n > AGAIN_MOST && n * AGAIN_SHARE > t->words.count) {
			lint_add(g->lint, LINT_CODE_STUFFING, t->at,
				"'%.*s' comes %zu times", STR_ARG(at[i]->text),
				n);
			return;
		}
	}
}

/* ---- how much ----------------------------------------------------------- */

static int years_of_work(struct linting *g)
{
	const struct resume_entries *work = &g->r->section[RESUME_WORK];
	int(*span)[2] = (int(*)[2])ARENA_LIST(g->mem, int, 2 * work->count + 2);
	size_t count = 0;

	for (size_t i = 0; i < work->count; i++) {
		const struct resume_entry *e = &work->at[i];
		int from = lint_month(e->start_date, false);
		int to = e->end_date.len ? lint_month(e->end_date, true)
					 : g->now;

		if (from < 0 || to < from)
			continue;
		span[count][0] = from;
		span[count++][1] = to;
	}
	return profile_union(span, count) / 12;
}

static void check_length(struct linting *g)
{
	int years = years_of_work(g);
	size_t words = 0, least, most;

	if (str_is(g->r->meta.vitae.kind, "cv") ||
		str_is(g->r->meta.vitae.kind, "cover_letter"))
		return;
	years = years > YEARS_MOST ? YEARS_MOST : years;
	least = WORDS_BEFORE + WORDS_A_YEAR * (size_t)(years > 10 ? 10 : years);
	most = WORDS_MOST + WORDS_MOST_A_YEAR * (size_t)years;
	for (size_t i = 0; i < g->texts.count; i++)
		words += g->texts.at[i].words.count;
	if (words < least || words > most)
		lint_add(g->lint,
			words < least ? LINT_CODE_TOO_SHORT
				      : LINT_CODE_TOO_LONG,
			STR(""),
			"%zu words for %d year%s; %zu to %zu are "
			"usual",
			words, years, years == 1 ? "" : "s", least, most);
}

/* ---- references --------------------------------------------------------- */

static void check_references(struct linting *g)
{
	size_t n;

	for (size_t i = 0; i < g->texts.count; i++) {
		const struct lint_text *t = &g->texts.at[i];

		if ((str_starts(t->at, STR("/references/")) ||
			    str_starts(t->at, STR("/basics/summary")) ||
			    str_starts(t->at, STR("/meta/"))) &&
			lint_phrase_find(g, LINT_REQUEST, &t->words, &n))
			lint_add(g->lint, LINT_CODE_ON_REQUEST, t->at, "%.*s",
				STR_ARG(lint_quote(g->mem, t->text)));
	}
}

void lint_lists(struct linting *g)
{
	check_skills(g);
	for (size_t i = 0; i < g->texts.count; i++)
		check_again(g, &g->texts.at[i]);
	check_length(g);
	check_references(g);
}
