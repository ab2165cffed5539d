/*
 * tailor/truth_years.c - "8 years of experience": do the dates of the jobs make
 * so many, and those that show a skill, where one is named?
 */
#include "match/facts.h"
#include "tailor/truth_int.h"

#include <stdlib.h>

struct months {
	int from, to;
};

static int by_month(const void *a, const void *b)
{
	const struct months *x = a, *y = b;

	return x->from != y->from ? (x->from < y->from ? -1 : 1)
				  : (x->to > y->to) - (x->to < y->to);
}

static bool entry_shows(
	const struct truth *t, const struct truth_entry *e, uint16_t skill)
{
	for (size_t i = e->first; i < e->first + e->count; i++)
		for (size_t k = 0; k < t->passage[i].hits; k++)
			if (taxonomy_proves(&match_skills,
				    t->passage[i].hit[k].entry, skill))
				return true;
	return false;
}

/* Months of work that show a skill; TAXONOMY_NONE: of all work. */
static int months_of(struct truth *t, uint16_t skill)
{
	struct arena own = { 0 };
	struct months *span = ARENA_LIST(&own, struct months, t->entries + 1);
	int months = 0, end = -1;
	size_t n = 0;

	for (size_t i = 0; i < t->entries; i++) {
		const struct truth_entry *e = &t->entry[i];

		if (e->section == RESUME_WORK && e->from >= 0 &&
			(skill == TAXONOMY_NONE || entry_shows(t, e, skill)))
			span[n++] = (struct months){ e->from, e->to };
	}
	qsort(span, n, sizeof(*span), by_month);
	for (size_t i = 0; i < n; i++) {
		int from = span[i].from > end ? span[i].from : end + 1;

		months += span[i].to >= from ? span[i].to - from + 1 : 0;
		end = span[i].to > end ? span[i].to : end;
	}
	arena_free(&own);
	return months;
}

static bool is_years(const struct truth_piece *p, size_t i)
{
	static const char *const experience[] = { "experience", "erfahrung",
		"berufserfahrung", "experiencia" };
	const struct truth_passage *in = p->in;
	struct resume_word w[6];
	size_t n = 0;
	bool said = false;

	for (size_t k = i; k < p->to && n < LENGTH(w); k++, n++) {
		w[n] = (struct resume_word){ .text = in->word[k].text,
			.hash = in->word[k].hash,
			.flags = in->word[k].flags };
		for (size_t x = 0; x < LENGTH(experience); x++)
			said |= str_is(in->word[k].text, experience[x]);
	}
	return said && fact_years((struct fact_words){ w, n }) > 0;
}

bool truth_years_stand(struct truth *t, const struct truth_piece *p, size_t i)
{
	const struct truth_passage *in = p->in;
	double years = in->number[in->word[i].number - 1].value;

	if (p->scope != TRUTH_OF_PERSON || !is_years(p, i) ||
		12 * years > months_of(t, TAXONOMY_NONE))
		return false;
	for (size_t k = 0; k < in->hits; k++)
		/* what stands before is what they are called */
		if (in->hit[k].from > i && in->hit[k].from < p->to &&
			12 * years > months_of(t, in->hit[k].entry))
			return false;
	return true;
}
