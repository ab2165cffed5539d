/*
 * match/posting_choice.c - skills of one line of which one is enough: "A or B",
 * "A and/or B", "A/B" of one family, "one of A, B and C", "such as A and B".
 * Told by what stands between their names and before them, not by what they
 * are.
 */
#include "match/facts.h"
#include "match/posting_int.h"

enum {
	LED_BY = 4,       /* words before a list that may say "one of" */
	EXAMPLE_REACH = 6 /* words of "or an analytics tool such as" */
};

enum between { BETWEEN_ELSE, BETWEEN_COMMA, BETWEEN_OR, BETWEEN_AND };

static bool is_or(const struct resume_word *w)
{
	return fact_is_one_of(w->text, "or oder ou o lub eller");
}

static bool is_and(const struct resume_word *w)
{
	return fact_is_one_of(w->text, "and und et y e en i og och");
}

/* "Airtable or other databases" */
static bool is_other(const struct resume_word *w)
{
	return fact_is_one_of(w->text,
		"other another similar comparable equivalent any andere autre "
		"otro otra");
}

static bool same_family(
	const struct taxonomy_hit *a, const struct taxonomy_hit *b)
{
	return match_skills.entry[a->entry].family ==
	       match_skills.entry[b->entry].family;
}

/* "SQL or an analytics tool" */
static bool is_article(const struct resume_word *w)
{
	return fact_is_one_of(w->text, "a an the ein eine einem einer un une");
}

/* "Such as", "like", "e.g.": right before a word. */
static bool leads_in(const struct resume_word *w)
{
	return str_is(w[-1].text, "like") ||
	       (str_is(w[-1].text, "as") && str_is(w[-2].text, "such")) ||
	       (str_is(w[-1].text, "g") && str_is(w[-2].text, "e"));
}

/* No word is between them: which sign is? */
static enum between by_sign(const struct posting_reading *r,
	const struct taxonomy_hit *a, const struct taxonomy_hit *b)
{
	const struct resume_word *w = &r->words.at[a->from + a->count - 1];
	struct str text = r->out->text;
	size_t from = w->at + w->len, to = r->words.at[b->from].at;
	struct str gap = str_of(
		text.at + from, to > from && to <= text.len ? to - from : 0);

	if (gap.len > 3)
		return BETWEEN_ELSE;
	if (memchr(gap.at, '/', gap.len) || memchr(gap.at, '|', gap.len))
		return same_family(a, b) ? BETWEEN_OR : BETWEEN_ELSE;
	return memchr(gap.at, ',', gap.len) || memchr(gap.at, ';', gap.len)
		       ? BETWEEN_COMMA
		       : BETWEEN_ELSE;
}

static enum between between(const struct posting_reading *r,
	const struct taxonomy_hit *a, const struct taxonomy_hit *b)
{
	const struct resume_word *w = &r->words.at[a->from + a->count];
	size_t count = b->from - (a->from + a->count);

	if (!count)
		return by_sign(r, a, b);
	if (count == 1)
		return is_or(w)    ? BETWEEN_OR
		       : is_and(w) ? BETWEEN_AND
				   : BETWEEN_ELSE;
	if (count > 2 && count <= EXAMPLE_REACH && is_or(w))
		return leads_in(w + count) || is_other(w + 2) ? BETWEEN_OR
							      : BETWEEN_ELSE;
	return count == 2 && ((is_and(w) && is_or(w + 1)) ||
				     (is_or(w) && (is_other(w + 1) ||
							  is_article(w + 1))))
		       ? BETWEEN_OR
		       : BETWEEN_ELSE;
}

/* "at least one of the following:", "such as", "e.g." */
static bool is_led(const struct posting_reading *r,
	const struct posting_line *l, const struct taxonomy_hit *first)
{
	const struct resume_word *w = r->words.at;
	size_t at = first->from;

	if (at > l->from &&
		fact_is_one_of(w[at - 1].text, "either entweder like wie"))
		return true;
	if (at > l->from + 1 && ((str_is(w[at - 1].text, "as") &&
					 str_is(w[at - 2].text, "such")) ||
					(str_is(w[at - 1].text, "g") &&
						str_is(w[at - 2].text, "e")) ||
					(str_is(w[at - 1].text, "b") &&
						str_is(w[at - 2].text, "z"))))
		return true;
	for (size_t i = at; i-- > l->from + 1 && at - i <= LED_BY;)
		if (str_is(w[i].text, "of") &&
			fact_is_one_of(w[i - 1].text, "one any either"))
			return true;
	return false;
}

bool posting_is_example(const struct posting_reading *r,
	const struct posting_line *l, size_t hit)
{
	const struct taxonomy_hit *h = &r->hit[hit];

	return hit && h[-1].from >= l->from && is_led(r, l, h) &&
	       h->from - (h[-1].from + h[-1].count) <= LED_BY;
}

size_t posting_choice_end(const struct posting_reading *r,
	const struct posting_line *l, size_t hit)
{
	bool led = is_led(r, l, &r->hit[hit]), any = led;
	size_t i = hit;

	for (; i + 1 < r->hits && r->hit[i + 1].from < l->to; i++) {
		enum between is = between(r, &r->hit[i], &r->hit[i + 1]);

		if (is == BETWEEN_ELSE || (is == BETWEEN_AND && !led))
			break;
		any = any || is == BETWEEN_OR;
	}
	return any && i > hit ? i + 1 : hit + 1;
}
