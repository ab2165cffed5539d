/*
 * match/score_less.c - less than a line asks for: a team of six for one of
 * twenty, one project for three, gigabytes for terabytes, the lower certificate
 * of two. What the resume counts not at all is believed.
 */
#include "match/facts.h"
#include "match/score_int.h"

enum {
	REACH = 5, /* words from a number to what it counts */
	GRADE_SAID = 4,
	LEAST = 3 /* words before a number that may say "at least" */
};
#define NEARLY 0.9f

enum { OF_NOTHING = -1, OF_PEOPLE = -2, OF_MONEY = -3, OF_BYTES = -4 };

/* So many of what: the number of a list of amounts.def, or one of the above. */
struct amount {
	double count;
	int of;
	bool least; /* "at least", "20+": is a bound */
};

/* ---- numbers ------------------------------------------------------------- */

/* What stands behind digits: "k", "gb", "+". */
static double digits_of(struct str s, struct str *rest)
{
	double n = 0, part = 0;

	for (; s.len && (*s.at >= '0' && *s.at <= '9'); s.at++, s.len--) {
		n = 10 * n + *s.at - '0';
		part *= 10;
		if (s.len > 2 && s.at[1] == '.') {
			part = 1;
			s.at++, s.len--;
		}
	}
	*rest = s;
	return part > 0 ? n / part : n;
}

static double size_of(struct str word)
{
	static const struct {
		const char *words;
		double size;
	} sizes[] = { { "k thousand", 1e3 },
		{ "m mn mio million millions", 1e6 },
		{ "bn b billion billions", 1e9 } };

	for (size_t i = 0; i < LENGTH(sizes); i++)
		if (fact_is_one_of(word, sizes[i].words))
			return sizes[i].size;
	return 0;
}

static double bytes_of(struct str word)
{
	static const struct {
		const char *words;
		double size;
	} sizes[] = { { "mb megabyte megabytes", 1e-3 },
		{ "gb gigabyte gigabytes", 1 },
		{ "tb terabyte terabytes", 1e3 },
		{ "pb petabyte petabytes", 1e6 } };

	for (size_t i = 0; i < LENGTH(sizes); i++)
		if (fact_is_one_of(word, sizes[i].words))
			return sizes[i].size;
	return 0;
}

static bool is_money(struct str word)
{
	return fact_is_one_of(word, "euro euros eur usd dollars gbp pounds chf "
				    "budget budgets revenue turnover");
}

static bool starts_money(struct str word)
{
	return word.len > 1 &&
	       (*word.at == '$' || (unsigned char)*word.at >= 0xc2);
}

static struct str without_money(struct str s)
{
	while (s.len && !(*s.at >= '0' && *s.at <= '9'))
		s.at++, s.len--;
	return s;
}

/* ---- of what --------------------------------------------------------------
 */

static int counted(struct str word)
{
	static const char *const lists[] = {
#define AMOUNT(words) words,
#include "match/amounts.def"
#undef AMOUNT
	};

	for (size_t i = 0; i < LENGTH(lists); i++)
		if (fact_is_one_of(word, lists[i]))
			return (int)i;
	return score_is_people(word) || str_is(word, "fte") ||
			       str_is(word, "ftes") || str_is(word, "persons")
		       ? OF_PEOPLE
		       : OF_NOTHING;
}

/* "400", and no "4HANA" */
static bool is_figure(const struct resume_word *w)
{
	char last = w->text.len ? w->text.at[w->text.len - 1] : 0;

	return w->flags & WORD_NUMBER && last >= '0' && last <= '9';
}

static int counted_behind(const struct resume_wording *w, size_t number)
{
	for (size_t i = number + 1; i < w->count && i <= number + REACH; i++) {
		int of = w->at[i].flags & WORD_START ? OF_NOTHING
						     : counted(w->at[i].text);

		if (of != OF_NOTHING)
			return of;
		if (w->at[i].flags & WORD_START || is_figure(&w->at[i]))
			break;
	}
	return OF_NOTHING;
}

/* "A team of six", "grew the team to six" */
static bool is_team_of(const struct resume_wording *w, size_t number)
{
	while (number > 3 && fact_is_one_of(w->at[number - 1].text,
				     "least minimum over than more at"))
		number--; /* "of at least five" */
	return number > 1 &&
	       (str_is(w->at[number - 1].text, "of") ||
		       str_is(w->at[number - 1].text, "to")) &&
	       fact_is_one_of(w->at[number - 2].text,
		       "team department group staff organisation organization "
		       "crew squad");
}

static bool says_least(const struct resume_wording *w, size_t number)
{
	struct str s = w->at[number].text;

	for (size_t i = number; i-- > 0 && number - i <= LEAST;)
		if (fact_is_one_of(w->at[i].text,
			    "least minimum min over than exceeding"))
			return true;
	return str_ends(s, STR("+")) ||
	       (number + 2 < w->count && str_is(w->at[number + 1].text, "or") &&
		       str_is(w->at[number + 2].text, "more"));
}

/* The amount that begins with this word. */
static bool amount_at(
	const struct resume_wording *w, size_t i, struct amount *out)
{
	struct str s = w->at[i].text, rest = STR_NONE,
		   next = i + 1 < w->count ? w->at[i + 1].text : STR_NONE;
	bool figure = w->at[i].flags & WORD_NUMBER;
	double bytes, size;

	/* most words are no amount, and begin as none */
	if (!figure && !fact_number(&w->at[i]) && !strchr("mgtp", *s.at))
		return false;
	bytes = bytes_of(s);
	*out = (struct amount){ .of = OF_BYTES, .count = bytes };
	if (bytes > 0) /* "at terabyte scale" */
		return !i || !(w->at[i - 1].flags & WORD_NUMBER);
	if (figure)
		out->count = digits_of(without_money(s), &rest);
	else
		out->count = fact_number(&w->at[i]);
	if (str_ends(rest, STR("+")))
		rest.len--;
	bytes = bytes_of(rest.len ? rest : next);
	size = rest.len ? size_of(rest) : size_of(next);
	if (out->count <= 0 || (rest.len && bytes <= 0 && size <= 0))
		return false;
	out->count *= bytes > 0 ? bytes : size > 0 ? size : 1;
	out->least = says_least(w, i);
	out->of = bytes > 0                           ? OF_BYTES
		  : starts_money(s) || is_money(next) ? OF_MONEY
		  : is_team_of(w, i)                  ? OF_PEOPLE
						      : counted_behind(w, i);
	return out->of != OF_NOTHING;
}

/* ---- the resume -----------------------------------------------------------
 */

/* The most that it counts of the same; 0: it counts none. Of people those who
 * were led. */
static double most_had(const struct judging *j, int of)
{
	double most = 0;

	for (size_t i = 0; i < j->p->passages.count; i++) {
		const struct profile_passage *t = &j->p->passages.at[i];
		struct amount had;

		if (t->kind < PROFILE_SUMMARY ||
			(of == OF_PEOPLE && !score_leads_in(t)))
			continue;
		for (size_t k = 0; k < t->words.count; k++)
			if (amount_at(&t->words, k, &had) && had.of == of &&
				had.count > most)
				most = had.count;
	}
	return most;
}

static bool has_fewer(const struct judging *j)
{
	for (size_t i = 0; i < j->words.count; i++) {
		struct amount want;
		double had;

		if (!amount_at(&j->words, i, &want) || want.count < 2 ||
			(want.of >= 0 && !want.least))
			continue;
		had = most_had(j, want.of);
		if (had > 0 && had < NEARLY * want.count)
			return true;
	}
	return false;
}

/* ---- certificates ---------------------------------------------------------
 */

static int grade_of(const struct resume_wording *w)
{
	static const struct {
		int grade;
		const char *words;
	} grades[] = {
#define GRADE(grade, words) { grade, words },
#include "match/grades.def"
#undef GRADE
	};
	int best = 0;

	for (size_t i = 0; i < w->count; i++)
		for (size_t k = 0; k < LENGTH(grades); k++)
			if (grades[k].grade > best &&
				fact_is_one_of(w->at[i].text, grades[k].words))
				best = grades[k].grade;
	return best;
}

/* Of all that the entry of a certificate says. */
static int grade_had(const struct judging *j, const struct profile_passage *t)
{
	struct str entry = t->at;
	int best = 0;

	while (entry.len && entry.at[entry.len - 1] != '/')
		entry.len--;
	for (size_t i = 0; i < j->p->passages.count; i++) {
		const struct profile_passage *one = &j->p->passages.at[i];
		int grade =
			str_starts(one->at, entry) ? grade_of(&one->words) : 0;

		best = grade > best ? grade : best;
	}
	return best;
}

static bool has_lower(const struct judging *j)
{
	const struct profile_passage *t = j->out->passage;
	int had, want;

	if (!t || !str_starts(t->at, STR("/certificates/")))
		return false;
	had = grade_had(j, t);
	want = grade_of(&j->words);
	return (had || want == GRADE_SAID) && had < want;
}

void score_less(struct judging *j)
{
	if (j->out->verdict < SCORE_MET)
		return;
	if (has_fewer(j)) {
		j->out->verdict = SCORE_PARTIAL;
		j->out->why = STR("the resume says so of fewer");
	} else if (has_lower(j)) {
		j->out->verdict = SCORE_PARTIAL;
		j->out->why = STR("a lower one is there");
	}
}
