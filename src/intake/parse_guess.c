/*
 * intake/parse_guess.c - what a section is whose heading says nothing that we
 * know ("Where I've worked"): by what stands in it, and only where no other
 * section is of that kind; what stands under no heading at all; and what ends a
 * document and is none of it.
 */
#include "intake/parse_int.h"

#include "intake/parse_text.h"

enum {
	LIST_ROWS = 8,
	LISTS_MOST = 12,
	LISTING_BYTES = 30, /* before its colon */
	LABEL_BYTES = 40,
	PROSE_WORDS = 12,
	SIGNED_ROWS = 3, /* at the end: a place and a date, a name */
	SIGNED_WORDS = 8,
	NAME_ROWS = 12
};

struct tally {
	size_t rows, lists, labels, periods, titles, schools;
};

/* "Languages: Dutch, German": a heading within a row. */
static int label_of(struct parse *p, const struct row *r)
{
	const char *colon = memchr(r->text.at, ':', r->text.len);
	size_t len = colon ? (size_t)(colon - r->text.at) : 0;

	return len && len <= LABEL_BYTES && len + 1 < r->text.len
		       ? parse_heading(p, str_of(r->text.at, len))
		       : RESUME_NO_HEADING;
}

static bool is_list(int what)
{
	return what == RESUME_SKILLS || what == RESUME_LANGUAGES ||
	       what == RESUME_INTERESTS;
}

static bool has_marks(struct str s)
{
	return parse_has(s, ',') || parse_has(s, '|') ||
	       memmem(s.at, s.len, "•", 3) || memmem(s.at, s.len, "·", 2);
}

static struct tally count(struct parse *p, const struct section *s)
{
	struct tally t = { 0 };

	for (size_t i = s->from; i < s->to; i++) {
		const struct row *r = &p->row[i];
		unsigned any;

		t.rows++;
		if (r->item)
			continue;
		any = lexicon_any(&p->own, r->text);
		t.periods += parse_is_dated(r) && !r->when->when.single;
		t.titles += (any & LEX_TITLE) != 0;
		t.schools += (any & (LEX_SCHOOL | LEX_DEGREE)) != 0;
		t.labels += is_list(label_of(p, r));
		t.lists += !r->when && has_marks(r->text) &&
			   !parse_ends_sentence(r->text);
	}
	return t;
}

/* RESUME_NO_HEADING: it could be anything. */
static int kind_of(const struct tally *t, const bool *known)
{
	if (t->labels && 2 * t->labels >= t->rows)
		return RESUME_SKILLS;
	if (t->periods && t->titles && !known[RESUME_WORK] &&
		t->titles >= t->schools)
		return RESUME_WORK;
	if (t->periods && t->schools && !known[RESUME_EDUCATION])
		return RESUME_EDUCATION;
	if (!t->periods && t->lists && 2 * t->lists >= t->rows &&
		t->rows <= LIST_ROWS && !known[RESUME_SKILLS])
		return RESUME_SKILLS;
	return RESUME_NO_HEADING;
}

static void name_sections(struct parse *p)
{
	bool known[RESUME_NO_HEADING + 1] = { false };

	for (size_t i = 1; i < p->sections; i++)
		known[p->section[i].what] = true;
	for (size_t i = 1; i < p->sections; i++) {
		struct section *s = &p->section[i];
		struct tally t;

		if (s->what != RESUME_NO_HEADING || s->head == NO_ROW ||
			s->about || p->row[s->head].names)
			continue;
		t = count(p, s);
		s->what = kind_of(&t, known);
		known[s->what] = true;
	}
}

/* ---- headings that say two things ---------------------------------------- */

static bool is_there(const struct parse *p, int what, const struct section *but)
{
	for (size_t i = 1; i < p->sections; i++)
		if (p->section[i].what == what && &p->section[i] != but)
			return true;
	return false;
}

/* "Summary of Qualifications" stands above skills, or above a text. */
static bool is_prose(struct parse *p, const struct section *s)
{
	static const char *const titles[] = { "summary of qualifications",
		"qualifications summary", "qualifications", "career highlights",
		"professional qualifications", "skills summary",
		"summary of skills", "technical summary" };
	const struct row *last = &p->row[s->to - 1];
	size_t words = 0;

	if (!parse_is_one_of(
		    resume_fold(&p->own, s->title), titles, LENGTH(titles)))
		return false;
	for (size_t i = s->from; i < s->to; i++) {
		if (p->row[i].item || p->row[i].count > 1)
			return false;
		words += p->row[i].cell[0].count;
	}
	return words >= PROSE_WORDS && parse_ends_sentence(last->text);
}

/* "Teaching" stands above posts, or above courses that were given. */
static bool are_courses(struct parse *p, const struct section *s)
{
	static const char *const titles[] = { "teaching", "courses taught",
		"teaching experience", "research and teaching" };

	if (!parse_is_one_of(
		    resume_fold(&p->own, s->title), titles, LENGTH(titles)))
		return false;
	for (size_t i = s->from; i < s->to; i++)
		if (lexicon_any(&p->own, p->row[i].text) &
			(LEX_TITLE | LEX_LEGAL | LEX_SCHOOL))
			return false;
	return true;
}

static void tell_apart(struct parse *p)
{
	for (size_t i = 1; i < p->sections; i++) {
		struct section *s = &p->section[i];

		if (s->from == s->to)
			continue;
		if (s->what == RESUME_SKILLS && is_prose(p, s))
			s->what = RESUME_SUMMARY;
		else if (s->what == RESUME_WORK &&
			 is_there(p, RESUME_WORK, s) && are_courses(p, s))
			s->what = RESUME_NO_HEADING;
	}
}

/* ---- under no heading ---------------------------------------------------- */

/* "Tools: Jira, Git" */
static bool is_listing(const struct row *r)
{
	const char *colon = memchr(r->text.at, ':', r->text.len);
	size_t label = colon ? (size_t)(colon - r->text.at) : 0;

	return label && label <= LISTING_BYTES && label + 1 < r->text.len &&
	       colon[1] == ' ' && !r->item && !r->when &&
	       memchr(colon, ',', r->text.len - label) &&
	       r->text.at[r->text.len - 1] != '.';
}

/* What somebody can do may stand at the end, under no heading at all. */
static void find_lists(struct parse *p)
{
	struct section *s = &p->section[p->sections - 1];
	uint32_t from = s->to, known = 0;

	if (s->head != NO_ROW || s->about)
		return;
	while (from > s->from + 1 && from + LISTS_MOST > s->to) {
		const struct row *r = &p->row[from - 1];

		/* or what had no room in the row above */
		if (!is_listing(r) && !is_listing(r - 1))
			break;
		known += is_listing(r);
		from--;
	}
	while (from < s->to && !is_listing(&p->row[from]))
		from++;
	if (known < 2)
		return;
	s[1] = (struct section){
		.what = RESUME_SKILLS, .head = NO_ROW, .from = from, .to = s->to
	};
	s->to = from;
	p->sections++;
}

/* ---- the end ------------------------------------------------------------ */

/* "Kassel, den 3. März 2024": a day at the end of a few words. */
static bool is_place_and_day(const struct row *r)
{
	const struct span *s = r->when;
	const struct cell *c = &r->cell[0];
	size_t word = 0;

	if (!s || r->count != 1 || r->item || c->count > SIGNED_WORDS ||
		!s->when.single || s->to != c->count || !s->from ||
		!(s->when.from.day || s->when.to.day))
		return false;
	while (word < s->from && !parse_has(c->at[word].text, ','))
		word++;
	return word < s->from;
}

/* What the document begins with, alone in a row again. */
static bool is_first_again(const struct parse *p, const struct row *r)
{
	for (size_t i = 0; i < p->count && i < NAME_ROWS; i++)
		for (size_t k = 0; k < p->row[i].count; k++) {
			struct str text = p->row[i].cell[k].text;

			if (&p->row[i] < r && r->cell[0].count > 1 &&
				(str_eq(text, r->text) ||
					(str_ends(text, r->text) &&
						parse_has(text, ':'))))
				return true;
		}
	return false;
}

/* Who signed where and when is none of the last section. */
static void drop_signature(struct parse *p)
{
	struct section *s = &p->section[p->sections - 1];
	uint32_t from = s->to;

	if (s->about || s->to - s->from <= SIGNED_ROWS)
		return;
	for (uint32_t i = s->to; i-- > s->to - SIGNED_ROWS;) {
		const struct row *r = &p->row[i];

		if (is_place_and_day(r))
			from = i;
		else if (r->count != 1 || r->item || !is_first_again(p, r))
			break;
	}
	/* a name alone may be that of a reference */
	for (uint32_t i = from; i < s->to; i++)
		if (is_place_and_day(&p->row[i])) {
			s->to = from;
			return;
		}
}

void parse_guess(struct parse *p)
{
	parse_unheaded(p);
	find_lists(p);
	name_sections(p);
	tell_apart(p);
	drop_signature(p);
}
