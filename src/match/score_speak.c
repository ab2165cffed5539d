/*
 * match/score_speak.c - does somebody speak what a line asks for, and as well
 * as it asks? A resume that does not say how well is believed.
 */
#include "match/facts.h"
#include "match/score_int.h"

enum {
	OPEN_LEVEL = 3,
	/* what a line means that says no level */ NAMED = 6,
	BEHIND = 5,
	BEFORE = 2 /* words about a language */
};

static const struct {
	int level;
	bool low;
	const char *words;
} levels[] = {
#define LEVEL_WORDS(level, low, words) { level, low, words },
#include "match/levels.def"
#undef LEVEL_WORDS
};

static bool is_listed(struct str list, struct str word)
{
	while (list.len)
		if (str_eq(str_cut(&list, ' '), word))
			return true;
	return false;
}

/* Of these words; 0: they say none. */
static int level_in(const struct resume_wording *w, size_t from, size_t end)
{
	int best = 0, low = 0;

	for (size_t i = from; i < end; i++)
		for (size_t k = 0; k < LENGTH(levels); k++) {
			int *to = levels[k].low ? &low : &best;

			if (levels[k].level > *to &&
				is_listed(
					str_c(levels[k].words), w->at[i].text))
				*to = levels[k].level;
		}
	return low ? low : best;
}

static int level_of(const struct resume_wording *w)
{
	return level_in(w, 0, w->count);
}

/* "English (C1), German: A2", "fluent French": behind the name of the language
 * up to the next, or right before it. */
static int level_beside(const struct resume_wording *w, size_t at)
{
	size_t end = at + 1, from = at;
	int level;

	while (end < w->count && end <= at + BEHIND &&
		!fact_language(&w->at[end]))
		end++;
	level = level_in(w, at + 1, end);
	if (level || w->at[at].flags & (WORD_BREAK | WORD_START))
		return level;
	while (from && at - from < BEFORE && !fact_language(&w->at[from - 1]))
		from--;
	return level_in(w, from, at);
}

/* Where a resume tells of itself: who teaches beginners is none. */
static int level_told(const struct profile *p, const char *code)
{
	int best = 0;

	for (size_t i = 0; i < p->passages.count; i++) {
		const struct profile_passage *t = &p->passages.at[i];

		for (size_t k = 0; t->kind < PROFILE_TITLE &&
				   t->words.count > 1 && k < t->words.count;
			k++) {
			const char *is = fact_language(&t->words.at[k]);
			int level = is && !strcmp(is, code)
					    ? level_beside(&t->words, k)
					    : 0;

			best = level > best ? level : best;
		}
	}
	return best;
}

/* Of the language's entry: its fluency stands beside its name. */
static int level_listed(const struct profile *p, size_t which)
{
	const struct profile_passage *t,
		*end = p->passages.at + p->passages.count;
	struct str stem;

	if (!p->language_passage[which])
		return 0;
	t = &p->passages.at[p->language_passage[which] - 1];
	if (!str_starts(t->at, STR("/languages/")))
		return 0;
	stem = str_of(t->at.at, t->at.len);
	while (stem.len && stem.at[stem.len - 1] != '/')
		stem.len--;
	for (t = p->passages.at; t < end; t++)
		if (str_starts(t->at, stem) && str_ends(t->at, STR("/fluency")))
			return level_of(&t->words);
	return 0;
}

/* "Interview clients in Spanish", "taught German", "a French-speaking team":
 * who works in a language speaks it. A French restaurant is none. */
static uint32_t worked_in(const struct profile *p, const char *code)
{
	for (size_t i = 0; i < p->passages.count; i++) {
		const struct resume_wording *w = &p->passages.at[i].words;

		for (size_t k = 0; p->passages.at[i].kind >= PROFILE_SUMMARY &&
				   k < w->count;
			k++) {
			const char *is = fact_language(&w->at[k]);

			if (!is || strcmp(is, code) != 0)
				continue;
			if ((k && fact_is_one_of(w->at[k - 1].text,
					  "in into from speak speaks spoke "
					  "speaking fluent bilingual teach "
					  "taught native")) ||
				(k + 1 < w->count &&
					fact_is_one_of(w->at[k + 1].text,
						"speaking speaker speakers "
						"teacher tutor classes lessons "
						"translator interpreter")))
				return (uint32_t)i + 1;
		}
	}
	return 0;
}

static int level_had(const struct profile *p, const char *code, size_t which)
{
	int told = level_told(p, code);

	return told ? told : level_listed(p, which);
}

struct speaking {
	size_t asked, met, some;
	uint32_t where;
	bool written; /* one is met by how the resume is written */
};

static void hear(
	const struct judging *j, const char *code, int want, struct speaking *s)
{
	size_t which;
	int had;

	s->asked++;
	if (!score_speaks(j->p, code, &which)) {
		uint32_t worked = worked_in(j->p, code);

		s->met += worked > 0;
		s->where = s->where ? s->where : worked;
		return;
	}
	had = level_had(j->p, code, which);
	s->where = s->where ? s->where : j->p->language_passage[which];
	s->written = s->written || !j->p->language_passage[which];
	if (!had || had >= want)
		s->met++;
	else
		s->some++;
}

/* "English or Dutch", and not "B2 or higher" */
static bool is_choice(const struct resume_wording *w)
{
	for (size_t i = 0; i + 1 < w->count; i++)
		if (fact_is_one_of(w->at[i].text, "or oder ou o") &&
			!fact_is_one_of(w->at[i + 1].text,
				"higher above better more equivalent similar "
				"native hoher superieur superior"))
			return true;
	return false;
}

void score_languages(struct judging *j)
{
	const struct resume_wording *w = &j->words;
	int want = level_of(w);
	struct speaking s = { 0 };
	const char *seen[NAMED];

	want = want ? want : OPEN_LEVEL;
	for (size_t i = 0; i < w->count && s.asked < NAMED; i++) {
		const char *code = fact_language(&w->at[i]);
		bool again = false;

		for (size_t k = 0; code && k < s.asked; k++)
			again = again || !strcmp(seen[k], code);
		if (!code || again)
			continue;
		seen[s.asked] = code;
		hear(j, code, want, &s);
	}
	if (s.met == s.asked || (is_choice(w) && s.met))
		score_judge(j, SCORE_MET, s.where,
			s.where ? STR("the language is named")
				: STR("the resume is written in it"));
	else if (s.met || s.some)
		score_judge(j, SCORE_PARTIAL, s.where,
			s.some ? STR("the language is there, not so well")
			       : STR("one of the languages is there"));
	else
		score_judge(
			j, SCORE_MISSING, 0, STR("the language is not named"));
}

bool score_is_of_languages(const struct judging *j)
{
	size_t languages = 0;

	for (size_t i = 0; i < j->words.count; i++)
		languages += fact_language(&j->words.at[i]) != NULL;
	return languages >= j->n->skills;
}
