/*
 * match/lint_wording.c - how things are said: what is too long or too short,
 * what says nothing, what is said twice. All of it is advice.
 */
#include "match/lint_int.h"

#include <stdlib.h>

enum {
	BULLET_MOST = 40, /* words */
	BULLET_LEAST = 4,
	CAPS_WORDS = 4,  /* in capitals, that a text of them has at least */
	CAPS_LONG = 2,   /* and so many that are no abbreviations */
	CAPS_LENGTH = 6, /* which these are from so many letters on */
	BULLETS_OF_JOB = 3,
	SAME_VERB = 3,
	TWICE = 5 /* words, from which on saying them twice is noticed */
};

static void add(
	struct linting *g, enum lint_code code, const struct lint_text *t)
{
	lint_add(g->lint, code, t->at, "%.*s",
		STR_ARG(lint_quote(g->mem, t->text)));
}

static void add_phrase(struct linting *g, enum lint_code code,
	const struct lint_text *t, const struct resume_word *at, size_t n)
{
	const struct resume_word *last = at + n - 1;

	lint_add(g->lint, code, t->at, "%.*s",
		STR_ARG(lint_quote(
			g->mem, str_of(t->text.at + at->at,
					last->at + last->len - at->at))));
}

/* ---- a text ------------------------------------------------------------- */

/* Words as people count them: "front-end" is one. */
static size_t count_words(const struct resume_wording *w)
{
	size_t count = 0;

	for (size_t i = 0; i < w->count; i++)
		count += !i || !(w->at[i].flags & WORD_GLUED);
	return count;
}

/* Where no blanks part words, each character is one. */
static bool has_blanks(struct str text)
{
	for (size_t i = 0; i < text.len; i++)
		if ((unsigned char)text.at[i] >= 0xe2 &&
			(unsigned char)text.at[i] != 0xe2)
			return false;
	return true;
}

static void check_length(struct linting *g, const struct lint_text *t)
{
	size_t count = count_words(&t->words);

	if (!has_blanks(t->text))
		return;
	if (count > BULLET_MOST)
		lint_add(g->lint, LINT_CODE_BULLET_LONG, t->at,
			"%zu words: %.*s", count,
			STR_ARG(lint_quote(g->mem, t->text)));
	if (count < BULLET_LEAST)
		add(g, LINT_CODE_BULLET_SHORT, t);
}

static void check_capitals(struct linting *g, const struct lint_text *t)
{
	size_t caps = 0, longer = 0;

	for (size_t i = 0; i < t->words.count; i++) {
		const struct resume_word *w = &t->words.at[i];

		if (w->flags & WORD_CAPS) {
			caps++;
			longer += w->len >= CAPS_LENGTH;
		} else if (w->len > 1 && !(w->flags & WORD_NUMBER)) {
			return;
		}
	}
	if (caps >= CAPS_WORDS && longer >= CAPS_LONG)
		add(g, LINT_CODE_CAPITALS, t);
}

/* "Phase I" and "Engineer I" count; they speak of nobody. */
static bool is_numeral(
	const struct resume_wording *w, const struct resume_word *at)
{
	return at->text.len == 1 &&
	       ((at > w->at && !(at->flags & WORD_START) &&
			at[-1].flags & WORD_UPPER) ||
		       !(at->flags & WORD_UPPER) ||
		       (at + 1 < w->at + w->count && at[1].flags & WORD_GLUED));
}

static void check_person(struct linting *g, const struct lint_text *t)
{
	struct resume_wording rest = t->words;
	const struct resume_word *at;
	size_t n;

	while ((at = lint_phrase_find(g, LINT_FIRST_PERSON, &rest, &n))) {
		if (!str_is(at->text, "i") || !is_numeral(&t->words, at)) {
			add_phrase(g, LINT_CODE_FIRST_PERSON, t, at, n);
			return;
		}
		rest.count -= (size_t)(at + 1 - rest.at);
		rest.at += at + 1 - rest.at;
	}
}

static void check_text(struct linting *g, const struct lint_text *t)
{
	const struct resume_word *at;
	size_t n;

	if (t->sort == LINT_BULLET && !str_starts(t->at, STR("/meta/")))
		check_length(g, t);
	check_capitals(g, t);
	if (!t->own)
		return;
	check_person(g, t);
	if ((at = lint_phrase_find(g, LINT_BUZZ, &t->words, &n)))
		add_phrase(g, LINT_CODE_BUZZWORD, t, at, n);
	if ((at = lint_phrase_find(g, LINT_DUTY, &t->words, &n)) &&
		at->flags & (WORD_START | WORD_LINE))
		add_phrase(g, LINT_CODE_PASSIVE, t, at, n);
}

/* ---- the bullets of a job ----------------------------------------------- */

struct job {
	const struct resume_entry *e;
	const struct lint_text *at; /* its bullets */
	size_t count;
};

static void check_numbers(struct linting *g, const struct job *j)
{
	for (size_t i = 0; i < j->count; i++)
		for (size_t k = 0; k < j->at[i].words.count; k++)
			if (j->at[i].words.at[k].flags & WORD_NUMBER)
				return;
	lint_add(g->lint, LINT_CODE_NO_NUMBER,
		str_of(j->at->at.at, j->at->at.len - 2), "%.*s",
		STR_ARG(lint_quote(g->mem, resume_field(j->e, "name"))));
}

static bool begins_alike(const struct lint_text *a, const struct lint_text *b)
{
	return a->words.count && b->words.count &&
	       str_eq(a->words.at->text, b->words.at->text);
}

static void check_verbs(struct linting *g, const struct job *j)
{
	for (size_t i = 0; i < j->count; i++) {
		size_t before = 0, all = 1;

		for (size_t k = 0; k < i; k++)
			before += begins_alike(&j->at[i], &j->at[k]);
		for (size_t k = i + 1; k < j->count && all < SAME_VERB; k++)
			all += begins_alike(&j->at[i], &j->at[k]);
		if (!before && all == SAME_VERB)
			add_phrase(g, LINT_CODE_SAME_VERB, &j->at[i],
				j->at[i].words.at, 1);
	}
}

static bool is_of_work(struct str at)
{
	str_cut(&at, '/');
	return str_is(str_cut(&at, '/'), resume_sections[RESUME_WORK].name);
}

static void check_jobs(struct linting *g)
{
	for (size_t i = 0, n; i < g->texts.count; i += n) {
		const struct lint_text *t = &g->texts.at[i];

		n = 1;
		if (t->sort != LINT_BULLET || !is_of_work(t->at))
			continue;
		while (i + n < g->texts.count && t[n].sort == LINT_BULLET &&
			t[n].entry == t->entry)
			n++;
		if (n >= BULLETS_OF_JOB) {
			struct job j = { t->entry, t, n };

			check_numbers(g, &j);
			check_verbs(g, &j);
		}
	}
}

/* ---- what is said twice ------------------------------------------------- */

static int by_words(const void *a, const void *b)
{
	const struct lint_text *x = *(const struct lint_text *const *)a;
	const struct lint_text *y = *(const struct lint_text *const *)b;

	if (x->words.count != y->words.count)
		return x->words.count < y->words.count ? -1 : 1;
	for (size_t i = 0; i < x->words.count; i++)
		if (x->words.at[i].hash != y->words.at[i].hash)
			return x->words.at[i].hash < y->words.at[i].hash ? -1
									 : 1;
	return (x > y) - (x < y);
}

static void check_twice(struct linting *g)
{
	const struct lint_text **all = ARENA_LIST(
		g->mem, const struct lint_text *, g->texts.count + 1);
	size_t count = 0;

	for (size_t i = 0; i < g->texts.count; i++)
		if (g->texts.at[i].sort >= LINT_PROSE &&
			g->texts.at[i].words.count >= TWICE)
			all[count++] = &g->texts.at[i];
	qsort(all, count, sizeof(struct lint_text *), by_words);
	for (size_t i = 1; i < count; i++)
		if (all[i]->words.count == all[i - 1]->words.count &&
			resume_wording_same(all[i]->words.at,
				all[i - 1]->words.at, all[i]->words.count))
			add(g, LINT_CODE_SAME_BULLET, all[i]);
}

void lint_wording(struct linting *g)
{
	for (size_t i = 0; i < g->texts.count; i++)
		if (g->texts.at[i].sort >= LINT_PROSE)
			check_text(g, &g->texts.at[i]);
	check_jobs(g);
	check_twice(g);
}
