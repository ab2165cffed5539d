/*
 * intake/parse_degree.c - a degree and what it is in, where an entry says both
 * in one: a word or a comma stands between. Knows no places on the page.
 */
#include "intake/parse_int.h"

#include "intake/parse_text.h"

enum { DEGREE_WORDS = 6 };

/* Words of a degree and no more: "MSc", "Bachelor of Science", "Higher
 * Diploma". */
static bool is_degree(struct parse *p, struct str s)
{
	bool degree = false;
	size_t words = 0;

	if (lexicon_find(resume_fold(&p->own, s)) & LEX_DEGREE)
		return true;
	while (s.len && words++ < DEGREE_WORDS) {
		struct str word = str_cut(&s, ' ');
		unsigned marks = lexicon_word(&p->own, word);

		if (marks & LEX_DEGREE)
			degree = true;
		else if (degree ? !(marks & (LEX_SMALL | LEX_FIELD)) &&
					  !parse_begins_small(word)
				: words > 1 || marks & LEX_FIELD)
			return false;
	}
	return degree && !s.len;
}

/* How well somebody did: "First Class Honours", "cum laude". */
static bool is_honour(struct parse *p, struct str s)
{
	static const char honours[] =
		"honours honors hons laude distinction merit class first "
		"second upper lower thesis minor auszeichnung";

	while (s.len) {
		struct str word = parse_trim(
			resume_fold(&p->own, str_cut(&s, ' ')), "(", "),.:");

		if (parse_has_digit(word) || parse_is_listed(word, honours) ||
			lexicon_find(word) & (LEX_DEGREE | LEX_SCHOOL))
			return true;
	}
	return false;
}

/* "Geology, magna cum laude": what is said behind the last comma. */
static struct str without_honours(struct parse *p, struct str s)
{
	const char *comma = s.len ? memrchr(s.at, ',', s.len) : NULL;
	struct str front = s;

	if (!comma)
		return s;
	front.len = (size_t)(comma - s.at);
	return !is_honour(p, front) &&
			       is_honour(p,
				       str_of(comma + 1, s.len - front.len - 1))
		       ? front
		       : s;
}

/* "MSc, Water Engineering": a degree, and behind the comma its area. */
static void split_comma(struct parse *p, struct resume_entry *to)
{
	struct str rest = to->study_type, first = str_cut(&rest, ',');

	rest = without_honours(p, str_trim(rest));
	if (to->area.len || !rest.len || !is_degree(p, first) ||
		is_honour(p, rest))
		return;
	to->study_type = first;
	to->area = rest;
}

/* "Bachelor of Science in Computer Science": what, and in what. */
static void split_word(struct resume_entry *to)
{
	static const char *const marks[] = { " in ", " en ", " im Fach " };
	struct str s = to->study_type;

	for (size_t i = 0; s.len && i < LENGTH(marks) && !to->area.len; i++) {
		const char *at =
			memmem(s.at, s.len, marks[i], strlen(marks[i]));

		if (!at)
			continue;
		to->study_type = str_of(s.at, (size_t)(at - s.at));
		at += strlen(marks[i]);
		to->area = str_of(at, (size_t)(s.at + s.len - at));
	}
}

/* "(Hons) Adult Nursing": how well is the degree's. */
static void move_honours(struct parse *p, struct resume_entry *to)
{
	const char *end =
		to->area.len ? memchr(to->area.at, ')', to->area.len) : NULL;
	struct str in;

	if (!end || to->area.at[0] != '(' || !to->study_type.len)
		return;
	in = str_of(to->area.at, (size_t)(end - to->area.at) + 1);
	if (!is_honour(p, in) || in.len + 1 >= to->area.len)
		return;
	to->area = str_trim(str_of(end + 1, to->area.len - in.len));
	to->study_type = str_fmt(
		p->mem, "%.*s %.*s", STR_ARG(to->study_type), STR_ARG(in));
}

void parse_degree(struct parse *p, struct resume_entry *to)
{
	move_honours(p, to);
	split_word(to);
	split_comma(p, to);
}
