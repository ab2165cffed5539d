/*
 * match/score_years.c - a line that asks for years: of a skill, in an
 * occupation, or of work at all.
 */
#include "match/facts.h"
#include "match/profile_int.h"
#include "match/score_int.h"

enum {
	AS_REACH = 4 /* words from "as" to what somebody is called */
};
#define ALIKE 0.3f
#define STATED_WEIGHT 0.2f /* of a word that says what years were in */

/* Months of some of their occupations. */
struct spans {
	int at[PROFILE_OCCUPATIONS][2];
	size_t count;
};

static void add_span(struct spans *s, const struct profile_passage *t)
{
	if (t->to < t->from)
		return;
	s->at[s->count][0] = t->from;
	s->at[s->count++][1] = t->to;
}

/* Is it typical of who is called so? */
static bool is_typical(uint16_t occupation, uint16_t skill)
{
	const uint16_t *asks =
		match_titles.links + match_titles.entry[occupation].asks;

	for (; *asks != TAXONOMY_NONE; asks++)
		if (taxonomy_proves(&match_skills, *asks, skill))
			return true;
	return false;
}

/* Months in occupations that the skill is typical of: a backend engineer
 * develops software, also where no line says so. */
static int months_called(const struct judging *j, uint16_t skill)
{
	struct spans s = { .count = 0 };

	for (size_t i = 0; i < j->p->occupations.count; i++) {
		const struct profile_occupation *o = &j->p->occupations.at[i];

		if (is_typical(o->entry, skill))
			add_span(&s, &j->p->passages.at[o->passage]);
	}
	return profile_union(s.at, s.count);
}

/* Of a choice in any of them. */
static int months_called_so(const struct judging *j, uint16_t which)
{
	int best = months_called(j, which);

	for (uint8_t i = 0; j->n->any && i < j->n->skills; i++) {
		int months = months_called(j, j->n->skill[i]);

		best = months > best ? months : best;
	}
	return best;
}

static bool is_called(
	uint16_t occupation, const struct taxonomy_hit *hit, size_t hits)
{
	for (size_t i = 0; i < hits; i++)
		if (occupation == hit[i].entry ||
			taxonomy_proves(
				&match_titles, occupation, hit[i].entry))
			return true;
	return false;
}

/* "As a project manager" */
static bool is_asked_as(
	const struct resume_wording *w, const struct taxonomy_hit *hit)
{
	for (size_t i = hit->from; i && hit->from - i < AS_REACH; i--)
		if (str_is(w->at[i - 1].text, "as"))
			return true;
	return false;
}

/* Is one of theirs near enough? Who was a sous chef is no stranger to what a
 * head chef does. */
static bool was_alike(
	const struct judging *j, const struct taxonomy_hit *hit, size_t hits)
{
	for (size_t i = 0; i < j->p->occupations.count; i++)
		for (size_t k = 0; k < hits; k++)
			if (score_alike(j->p->occupations.at[i].entry,
				    hit[k].entry) >= ALIKE)
				return true;
	return false;
}

/* Months in an occupation that the line names. */
struct as {
	int months, years; /* years: asked for of all, 0: all */
	bool asked;        /* none other will do */
	bool alike;        /* they had one that is near */
};

static struct as months_as(struct judging *j)
{
	struct taxonomy_hit *hit =
		arena_bytes(j->mem, (j->words.count + 1) * sizeof(*hit));
	size_t hits = taxonomy_find(&match_titles, j->n->text, &j->words, hit);
	struct spans s = { .count = 0 };
	struct as as = { 0 };

	for (size_t i = 0; hits && i < j->p->occupations.count; i++) {
		const struct profile_occupation *o = &j->p->occupations.at[i];

		if (is_called(o->entry, hit, hits))
			add_span(&s, &j->p->passages.at[o->passage]);
	}
	as.months = profile_union(s.at, s.count);
	as.asked = hits && !j->n->any && is_asked_as(&j->words, &hit[0]);
	as.alike = as.asked && was_alike(j, hit, hits);
	as.years = as.asked ? fact_years_in((struct fact_words){ j->words.at,
						    j->words.count },
				      hit[0].from)
			    : 0;
	return as;
}

/* Does a passage speak of what the line is about? */
static bool speaks_of(const struct judging *j, size_t passage)
{
	const struct profile_passage *t = &j->p->passages.at[passage];

	for (uint8_t i = 0; i < j->n->stems; i++)
		if (j->n->weigh[i] > MATCH_LITTLE_WEIGHT / 2 &&
			said_stem(j->p->said, t, j->n->stem[i]))
			return true;
	return said_topic_in(j->p->said, &j->words, (uint32_t)passage + 1);
}

/* Months of the jobs that speak of it: a stress engineer taught nobody. */
static int months_told(const struct judging *j)
{
	int(*span)[2] = (int(*)[2])ARENA_LIST(
		j->mem, int, 2 * j->p->passages.count + 2);
	size_t count = 0;

	for (size_t i = 0; i < j->p->passages.count; i++) {
		const struct profile_passage *t = &j->p->passages.at[i];

		if (t->to < t->from || t->kind < PROFILE_TITLE ||
			!speaks_of(j, i))
			continue;
		span[count][0] = t->from;
		span[count++][1] = t->to;
	}
	return profile_union(span, count);
}

/* "Seven years in infrastructure": what they say of themselves, in a word of
 * the line. */
static int months_stated(const struct judging *j)
{
	int best = 0;

	for (size_t i = 0; i < j->p->passages.count; i++) {
		const struct profile_passage *t = &j->p->passages.at[i];
		struct fact_words w = { t->words.at, t->words.count };
		int months =
			t->kind == PROFILE_SUMMARY ? 12 * fact_years(w) : 0;

		for (size_t k = 0; months > best && k < j->words.count; k++)
			if (match_weight(&j->words.at[k]) > STATED_WEIGHT &&
				!fact_asks(&j->words.at[k]) &&
				said_stem(j->p->said, t,
					match_stem(j->words.at[k].text)))
				best = months;
	}
	return best;
}

/* Is it called by its name? */
static bool is_named(const struct posting_need *n, uint16_t skill)
{
	for (uint8_t i = 0; i < n->skills; i++)
		if (n->skill[i] == skill && n->names >> i & 1)
			return true;
	return false;
}

/* Of the skill, if the resume has it; of all work otherwise. */
static int months_of(const struct judging *j, float share, uint16_t which)
{
	int named, called;

	if (share < NEED_MET || which == TAXONOMY_NONE ||
		!j->p->skill[which].months) {
		int told = months_told(j);

		called = which == TAXONOMY_NONE ? 0 : months_called(j, which);
		told = called > told ? called : told;
		return told ? told : j->p->months;
	}
	named = j->p->skill[which].months;
	/* what somebody is called says of no tool for how long */
	if (is_named(j->n, which))
		return named;
	called = months_called(j, which);
	return called > named ? called : named;
}

/* They were never called so. */
static void judge_never(struct judging *j, bool alike, uint32_t where)
{
	score_judge(j, alike ? SCORE_PARTIAL : SCORE_MISSING, alike ? where : 0,
		alike ? STR("they worked in a like occupation")
		      : STR("they worked in no such occupation"));
}

void score_years(struct judging *j, float share, uint32_t where, uint16_t which)
{
	struct as as = months_as(j);
	int months = as.months ? as.months : months_of(j, share, which);
	int years = as.years ? as.years : j->n->years;
	float wanted = as.months ? NEED_SOME : NEED_MET;
	bool has = which == TAXONOMY_NONE || share >= wanted;
	int called = 0;

	if (as.asked && !as.months) {
		judge_never(j, as.alike, where);
		return;
	}
	if (!as.months && which != TAXONOMY_NONE && share < NEED_SOME &&
		!(called = months_called_so(j, which)) &&
		!(called = months_told(j)) && !(called = months_stated(j))) {
		score_judge(j, SCORE_MISSING, 0,
			str_fmt(j->mem, "%.*s is not in the resume",
				STR_ARG(taxonomy_label(
					&match_skills, j->n->skill[0]))));
		return;
	}
	if (called) {
		months = called;
		has = true;
	}
	score_judge(j,
		!months                       ? SCORE_MISSING
		: has && months >= 12 * years ? SCORE_MET
					      : SCORE_PARTIAL,
		where,
		str_fmt(j->mem, "%d of %d years are shown", months / 12,
			years));
}
