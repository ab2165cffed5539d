/*
 * match/facts.c - see facts.h. One look into a table for each word: lines
 * are short, and most words are in none of them.
 */
#include "match/facts.h"

#include "match/facts_int.h"
#define FACTS_WANTED
#include "common_table.h"

enum {
	YEARS_MOST = 30, /* "100 years of tradition" asks for none */
	PART_REACH = 7   /* words from "the last three" to what they were in */
};

static const struct fact_slot *slot_of(const struct resume_word *w)
{
	static const struct fact_slot none;
	const struct fact_slot *at;

	for (uint32_t i = w->hash; (at = &facts[i & (FACT_SLOTS - 1)])->hash;
		i++)
		if (at->hash == w->hash)
			return at;
	return &none;
}

static bool is(const struct resume_word *w, enum fact fact)
{
	return slot_of(w)->facts & fact;
}

static bool has(struct fact_words w, enum fact fact)
{
	for (size_t i = 0; i < w.count; i++)
		if (is(&w.at[i], fact))
			return true;
	return false;
}

/* Asked for every word of a line, of dozens of lists: no word of a list is
 * looked at longer than it agrees. */
bool fact_is_one_of(struct str word, const char *list)
{
	while (*list) {
		size_t n = 0;

		while (n < word.len && list[n] == word.at[n])
			n++;
		if (n == word.len && (list[n] == ' ' || !list[n]))
			return true;
		while (*list && *list != ' ')
			list++;
		list += *list == ' ';
	}
	return false;
}

bool fact_says(const struct resume_wording *w, const char *list)
{
	for (size_t i = 0; i < w->count; i++)
		if (fact_is_one_of(w->at[i].text, list))
			return true;
	return false;
}

/* ---- years --------------------------------------------------------------- */

/* "5", "5+" and "five" */
static int number_of(const struct resume_word *w)
{
	int n = 0;

	if (!(w->flags & WORD_NUMBER))
		return slot_of(w)->number;
	for (size_t i = 0; i < w->text.len; i++) {
		char c = w->text.at[i];

		if (c == '+' && i + 1 == w->text.len)
			break;
		if (c < '0' || c > '9' || n > 1000)
			return 0;
		n = 10 * n + c - '0';
	}
	return n;
}

int fact_number(const struct resume_word *w) { return number_of(w); }

/* "5 years ago", "18 years old", "the past 3 years" */
static bool is_of_time(struct fact_words w, size_t number, size_t year)
{
	size_t next = year + 1;

	if (number && is(&w.at[number - 1], FACT_TIME_BEFORE))
		return true;
	if (next < w.count && str_is(w.at[next].text, "of"))
		next++;
	return next < w.count && is(&w.at[next], FACT_TIME_AFTER);
}

int fact_years(struct fact_words w)
{
	for (size_t k = 0; k < w.count; k++) {
		if (!is(&w.at[k], FACT_YEAR))
			continue;
		for (size_t i = k >= 4 ? k - 4 : 0; i <= k; i++) {
			int n = number_of(&w.at[i]);

			if (n >= 1 && n <= YEARS_MOST && !is_of_time(w, i, k))
				return n;
		}
	}
	return 0;
}

/* "The last three in Go", "two of them with Go", "of which 2 in Go" */
static bool is_part(struct fact_words w, size_t number)
{
	return (number && fact_is_one_of(w.at[number - 1].text,
				  "last latest which including thereof")) ||
	       (number + 2 < w.count && str_is(w.at[number + 1].text, "of") &&
		       fact_is_one_of(w.at[number + 2].text,
			       "them these those which"));
}

/* "One year in React" */
static bool is_spent(struct fact_words w, size_t number, size_t at)
{
	size_t i = number + 2;

	if (!is(&w.at[number + 1], FACT_YEAR) || is_of_time(w, number, i - 1))
		return false;
	while (i < at && (w.at[i].text.len < 3 ||
				 fact_is_one_of(w.at[i].text, "with using")))
		i++;
	return i == at && !(w.at[at].flags & WORD_BREAK);
}

int fact_years_in(struct fact_words w, size_t at)
{
	for (size_t i = at; i-- > 0 && at - i <= PART_REACH;) {
		int n = number_of(&w.at[i]);

		if (n >= 1 && n <= YEARS_MOST &&
			(is_part(w, i) || (i + 2 < at && is_spent(w, i, at))))
			return n;
		if (w.at[i].flags & WORD_START)
			break;
	}
	return 0;
}

/* ---- degrees ------------------------------------------------------------- */

/* "MS in Physics", "BS or MS", "BA/BSc", and not "MS Office". */
static bool is_meant(struct fact_words w, size_t i)
{
	return w.at[i].flags & WORD_CAPS &&
	       (i + 1 == w.count || w.at[i + 1].flags & WORD_BREAK ||
		       is(&w.at[i + 1], FACT_DEGREE_BESIDE) ||
		       (i && is(&w.at[i - 1], FACT_DEGREE_BESIDE)));
}

/* "B.S.", "M.A.", "Ph.D.", and "high school" */
static enum posting_degree in_two(struct fact_words w, size_t i)
{
	static const struct {
		enum posting_degree degree;
		const char *first, *second;
	} all[] = { { DEGREE_BACHELOR, "b", "s" },
		{ DEGREE_BACHELOR, "b", "a" }, { DEGREE_BACHELOR, "b", "sc" },
		{ DEGREE_BACHELOR, "b", "m" }, { DEGREE_BACHELOR, "b", "eng" },
		{ DEGREE_BACHELOR, "b", "tech" },
		{ DEGREE_BACHELOR, "b", "com" }, { DEGREE_BACHELOR, "b", "ed" },
		{ DEGREE_MASTER, "m", "s" }, { DEGREE_MASTER, "m", "a" },
		{ DEGREE_MASTER, "m", "sc" }, { DEGREE_MASTER, "m", "eng" },
		{ DEGREE_MASTER, "m", "tech" }, { DEGREE_MASTER, "m", "ed" },
		{ DEGREE_DOCTOR, "ph", "d" }, { DEGREE_ASSOCIATE, "bac", "2" },
		{ DEGREE_BACHELOR, "bac", "3" },
		{ DEGREE_BACHELOR, "bac", "4" }, { DEGREE_MASTER, "bac", "5" },
		{ DEGREE_SCHOOL, "high", "school" } };
	struct str word = w.at[i].text;

	if (i + 1 == w.count ||
		(word.len > 2 && !fact_is_one_of(word, "high bac")))
		return DEGREE_NONE;
	for (size_t k = 0; k < LENGTH(all); k++)
		if (str_is(word, all[k].first) &&
			str_is(w.at[i + 1].text, all[k].second))
			return all[k].degree;
	return DEGREE_NONE;
}

/* "Licence en droit", "Licence", and not "forklift licence". */
static bool is_licence(struct fact_words w, size_t i)
{
	static const char *const next[] = { "en", "de", "es", "d",
		"professionnelle" };

	if (!str_is(w.at[i].text, "licence"))
		return false;
	for (size_t k = 0; i + 1 < w.count && k < LENGTH(next); k++)
		if (str_is(w.at[i + 1].text, next[k]))
			return true;
	return !i && w.count <= 2;
}

/* "Scrum Master", "master data", "associate director", "a doctor's office" */
static bool is_no_degree(struct fact_words w, size_t i)
{
	struct str word = w.at[i].text;

	if (str_is(word, "master"))
		return (i && fact_is_one_of(w.at[i - 1].text,
				     "scrum web quiz concert "
				     "ballet station")) ||
		       (i + 1 < w.count &&
			       fact_is_one_of(w.at[i + 1].text,
				       "data plan plans schedule file files "
				       "production chef class control"));
	if (str_is(word, "studying")) /* "Studying economics or similar" */
		return i || w.count < 2 ||
		       fact_is_one_of(w.at[1].text, "for towards");
	if (str_is(word, "enrolled"))
		return i + 1 == w.count ||
		       !fact_is_one_of(w.at[i + 1].text, "in at for on im en");
	if (str_is(word, "doctor"))
		return w.count > 2 &&
		       (i + 1 == w.count ||
			       !fact_is_one_of(w.at[i + 1].text,
				       "of in degree degrees or thesis juris "
				       "medicinae philosophiae"));
	return str_is(word, "associate") && i + 1 < w.count &&
	       fact_is_one_of(
		       w.at[i + 1].text, "director manager producer editor");
}

static enum posting_degree degree_at(struct fact_words w, size_t i)
{
	const struct fact_slot *slot = slot_of(&w.at[i]);

	if (is_licence(w, i))
		return DEGREE_BACHELOR;
	if (slot->degree && is_no_degree(w, i))
		return DEGREE_NONE;
	if (slot->degree &&
		(!(slot->facts & FACT_DEGREE_BRIEF) || is_meant(w, i)))
		return (enum posting_degree)slot->degree;
	return in_two(w, i);
}

enum posting_degree fact_degree(struct fact_words w, bool highest)
{
	enum posting_degree best = DEGREE_NONE;

	for (size_t i = 0; i < w.count; i++) {
		enum posting_degree d = degree_at(w, i);
		bool plain;

		if (d == DEGREE_NONE)
			continue;
		/* "Master's degree": the plain word says no less */
		plain = is(&w.at[i], FACT_DEGREE_PLAIN);
		if (plain && best)
			continue;
		if (!best || (highest ? d > best : d < best))
			best = d;
	}
	/* "Sales associate", "Scrum master" and "master data" are none. */
	return best && (w.count <= 4 || has(w, FACT_DEGREE_ABOUT))
		       ? best
		       : DEGREE_NONE;
}

bool fact_degree_or(struct fact_words w) { return has(w, FACT_DEGREE_OR); }

bool fact_studying(struct fact_words w) { return has(w, FACT_STUDYING); }

/* ---- languages, levels --------------------------------------------------- */

const char *fact_language(const struct resume_word *w)
{
	const char *code = slot_of(w)->language;

	return *code ? code : NULL;
}

bool fact_speaks(struct fact_words w) { return has(w, FACT_SPEAKS); }

bool fact_choice(struct fact_words w) { return has(w, FACT_CHOICE); }

bool fact_asks(const struct resume_word *w) { return is(w, FACT_ASKS); }

bool fact_light(const struct resume_word *w) { return is(w, FACT_LIGHT); }

/* The highest that is named, but "assistant director" is none. */
enum match_level fact_level(struct fact_words w)
{
	int best = -1;
	bool below = false;

	for (size_t i = 0; i < w.count; i++) {
		int level = slot_of(&w.at[i])->level - 1;

		below = below || level == LEVEL_INTERN || level == LEVEL_JUNIOR;
		best = level > best ? level : best;
	}
	if (below && best > LEVEL_SENIOR)
		return LEVEL_SENIOR;
	return best < 0 ? LEVEL_USUAL : (enum match_level)best;
}
