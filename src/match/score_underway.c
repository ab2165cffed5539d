/*
 * match/score_underway.c - a certificate, a licence or a membership that a line
 * asks for, and that is on its way, or of a lower grade: "exam booked",
 * "working towards chartership", "student member". It is there in part.
 */
#include "match/facts.h"
#include "match/score_int.h"

enum { SMALL = 3 /* letters of a word that initials leave out */ };
#define NAMES 0.2f /* of a word's weight: names what a paper is of */

static const char underway[] =
	"booked planned scheduled sitting due started begun applying applied "
	"candidate pending "
	"awaiting awaited waiting towards progress studying pursuing enrolled "
	"preparing expected finalist unfinished half resit learning";
static const char lower[] = "graduate licentiate student affiliate trainee "
			    "apprentice provisional probationary";

static bool asks_paper(const struct judging *j)
{
	return score_names_paper(j) || score_asks_paper(j) ||
	       fact_says(&j->words,
		       "cert certificate certification certified chartered "
		       "qualified "
		       "qualification licensed licence license registered "
		       "registration accredited member membership ticket card "
		       "exam diploma");
}

static bool is_name(const struct resume_word *w)
{
	return !fact_asks(w) &&
	       !fact_is_one_of(w->text, "certificate certification certified "
					"qualified qualification licensed "
					"licence license registered "
					"registration accredited member "
					"membership ticket card exam diploma "
					"full current valid") &&
	       (w->flags & WORD_CAPS ||
		       (!(w->flags & WORD_NUMBER) && match_weight(w) > NAMES));
}

/* "Institution of Civil Engineers" for ICE. */
static bool writes_out(const struct resume_wording *w, struct str brief)
{
	for (size_t from = 0; from < w->count; from++) {
		size_t k = 0;

		for (size_t i = from; i < w->count && k < brief.len; i++)
			if (*w->at[i].text.at == brief.at[k])
				k++;
			else if (w->at[i].text.len > SMALL)
				break;
		if (k == brief.len)
			return true;
	}
	return false;
}

/* Does the passage say half of what the line calls it, or what is short for it?
 * Who works towards chartership says so. */
static bool names_it(const struct judging *j, const struct profile_passage *t)
{
	size_t names = 0, there = 0;

	for (size_t i = 0; i < j->words.count; i++) {
		const struct resume_word *w = &j->words.at[i];
		bool said;

		if (!is_name(w) || w->flags & WORD_INNER)
			continue;
		said = said_in(j->p->said, t, w) ||
		       (w->flags & WORD_CAPS && writes_out(&t->words, w->text));
		if (said &&
			(str_is(w->text, "chartered") || w->flags & WORD_CAPS))
			return true;
		names++;
		there += said;
	}
	return there && 2 * there >= names;
}

/* "Two of four papers passed", "84 of 120 credits" */
static bool counts_some(const struct resume_wording *w)
{
	for (size_t i = 1; i + 2 < w->count; i++) {
		int some = fact_number(&w->at[i - 1]),
		    all = fact_number(&w->at[i + 1]);

		if (str_is(w->at[i].text, "of") && all &&
			(some ? some < all
			      : fact_is_one_of(w->at[i - 1].text, "first")) &&
			fact_is_one_of(w->at[i + 2].text,
				"papers units modules exams credits subjects "
				"parts levels years courses tests"))
			return true;
	}
	return false;
}

/* "BLS; CCRN exam scheduled": it is another one that is on its way. */
static bool is_of_another(
	const struct judging *j, const struct resume_wording *w, size_t at)
{
	while (at-- > 0)
		if (w->at[at].flags & WORD_CAPS) {
			for (size_t i = 0; i < j->words.count; i++)
				if (j->words.at[i].hash == w->at[at].hash)
					return false;
			return true;
		} else if (w->at[at].flags & WORD_START) {
			break;
		}
	return false;
}

static bool says_underway(
	const struct judging *j, const struct resume_wording *w)
{
	for (size_t i = 0; i < w->count; i++)
		if (fact_is_one_of(w->at[i].text, underway) &&
			!is_of_another(j, w, i))
			return true;
	return false;
}

/* Of a chartered or licensed member a student is none. */
static bool is_less(const struct judging *j, const struct profile_passage *t)
{
	return says_underway(j, &t->words) || counts_some(&t->words) ||
	       (t->kind == PROFILE_STUDY && t->to > j->p->now + 1) ||
	       (str_starts(t->at, STR("/education/")) && t->to == j->p->now &&
		       t->from < t->to) ||
	       (fact_says(&j->words,
			"chartered licensed qualified registered full "
			"member journeyman") &&
		       !fact_says(&j->words, lower) &&
		       fact_says(&t->words, lower) &&
		       !str_starts(t->at, STR("/work/")));
}

void score_underway(struct judging *j)
{
	const struct profile_passage *t = j->out->passage;

	if (j->out->verdict == SCORE_PARTIAL || j->n->degree > DEGREE_SCHOOL ||
		j->n->years || j->n->language || !asks_paper(j))
		return;
	if (j->out->verdict == SCORE_MET) {
		if (t && names_it(j, t) && is_less(j, t)) {
			j->out->verdict = SCORE_PARTIAL;
			j->out->why = STR("it is on its way, or a lower one");
		}
		return;
	}
	for (size_t i = 0; i < j->p->passages.count; i++) {
		t = &j->p->passages.at[i];
		if (names_it(j, t) && is_less(j, t)) {
			score_judge(j, SCORE_PARTIAL, (uint32_t)i + 1,
				STR("it is on its way, or a lower one"));
			return;
		}
	}
}
