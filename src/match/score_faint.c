/*
 * match/score_faint.c - what a resume names and hardly has: "an introduction to
 * C++", "helped move one job to BigQuery", a certificate that has expired; and
 * what it has not at all: "would like to learn Rust". Where one passage says it
 * so, and no other says it without.
 */
#include "match/facts.h"
#include "match/score_int.h"

#define TELLING 0.3f /* of a word's weight: what asks for something */
enum { BEFORE = 7, BEHIND = 3 /* words from what makes it little to it */ };

static const char faint[] =
	"introduction intro introductory basic basics beginner elementary "
	"exposure helped shadowed prototype tutorial "
	"coursework dabbled occasionally rudimentary "
	"grundlagen grundkenntnisse anfanger hospitiert debutant notions";
static const char over[] = "expired lapsed abgelaufen inactive";
static const char wished[] =
	"would wants wish hope hoping interested eager keen curious mochte";

/* Does a word of the list stand near in its sentence? */
static bool is_near(const struct resume_wording *w, size_t at, const char *list)
{
	for (size_t i = at, n = 0; n <= BEFORE; i--, n++) {
		if (i != at && fact_is_one_of(w->at[i].text, list))
			return true;
		if (!i || w->at[i].flags & WORD_START)
			break;
	}
	for (size_t i = at + 1;
		list != wished && i < w->count && i <= at + BEHIND &&
		!(w->at[i].flags & WORD_START);
		i++)
		if (fact_is_one_of(w->at[i].text, list))
			return true;
	return false;
}

/* Of a passage that says a word: 1: it says it so each time; 0: it says it
 * without, too; -1: it does not say it. */
static int says_so(
	const struct profile_passage *t, uint32_t stem, const char *list)
{
	int so = -1;

	for (size_t i = 0; i < t->words.count; i++) {
		if (match_stem(t->words.at[i].text) != stem)
			continue;
		if (!is_near(&t->words, i, list))
			return 0;
		so = 1;
	}
	return so;
}

static bool is_paper(const struct profile_passage *t)
{
	return str_starts(t->at, STR("/certificates/"));
}

/* `papers`: among certificates alone. */
static bool says_all_so(
	const struct judging *j, uint32_t stem, const char *list, bool papers)
{
	bool any = false;

	for (size_t i = 0; i < j->p->passages.count; i++) {
		const struct profile_passage *t = &j->p->passages.at[i];
		int so = papers && !is_paper(t) ? -1 : says_so(t, stem, list);

		if (!so)
			return false;
		any = any || so > 0;
	}
	return any;
}

/* Is the word of the line that tells most of those that the resume says said
 * so? */
static bool is_said(const struct judging *j, const char *list, bool papers)
{
	const struct profile_passage *t = j->out->passage;
	float most = TELLING;
	uint32_t stem = 0;

	for (size_t i = 0; i < j->words.count; i++) {
		const struct resume_word *w = &j->words.at[i];
		float weight = w->flags & WORD_CAPS ? 1 : match_weight(w);

		if (weight > most && !fact_asks(w) &&
			says_so(t, match_stem(w->text), list) >= 0) {
			most = weight;
			stem = match_stem(w->text);
		}
	}
	return stem && says_all_so(j, stem, list, papers);
}

/* Of several certificates, is one over? */
static bool is_one_over(const struct judging *j)
{
	for (size_t i = 0; i < j->words.count; i++)
		if (j->words.at[i].flags & WORD_CAPS &&
			says_all_so(
				j, match_stem(j->words.at[i].text), over, true))
			return true;
	return is_said(j, over, true);
}

/* Asks for little itself: "familiarity with", "basic". */
static bool asks_little(const struct judging *j)
{
	return fact_says(&j->words,
		"basic basics familiarity familiar exposure some awareness "
		"interest interested willing willingness learn "
		"grundkenntnisse grundlagen first");
}

enum score_verdict score_faint(const struct judging *j)
{
	bool papers = score_names_paper(j) || score_asks_paper(j);

	if (!j->out->passage || asks_little(j))
		return SCORE_MET;
	if (is_said(j, wished, papers))
		return SCORE_MISSING;
	return (papers ? is_one_over(j) : is_said(j, faint, false))
		       ? SCORE_PARTIAL
		       : SCORE_MET;
}
