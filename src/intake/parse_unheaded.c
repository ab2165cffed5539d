/*
 * intake/parse_unheaded.c - what stands under no heading: jobs below the name
 * and the address, degrees behind them, a list of languages at the end. Each
 * line that tells by its words what it is begins a section; the others go on
 * with the one above.
 */
#include "intake/parse_int.h"

#include "intake/parse_text.h"

enum {
	PROSE_WORDS = 12,
	DEGREE_WORDS = 14,
	CERTIFICATE_WORDS = 12,
	LANGUAGES_MOST = 8
};

/* ---- what a line begins -------------------------------------------------- */

/* Where its words begin, behind a period in front. */
static size_t first_word(const struct row *r, const struct cell **cell)
{
	const struct span *s = r->when;
	size_t word = 0;

	*cell = parse_text_cell(r);
	if (s && *cell == &r->cell[0] && !s->cell && !s->from)
		word = s->to;
	while (word < (*cell)->count && parse_is_bullet((*cell)->at[word].text))
		word++;
	return word;
}

/* The words up to the first mark. */
static struct str first_part(struct parse *p, const struct row *r)
{
	const struct cell *c;
	size_t from = first_word(r, &c), to = from;

	while (to < c->count) {
		struct str w = c->at[to].text;

		if (w.at[0] == '(' || str_is(w, "-") || str_is(w, "|") ||
			str_is(w, "\xe2\x80\x93") || str_is(w, "\xe2\x80\x94"))
			break;
		to++;
		if (strchr(",;:", w.at[w.len - 1]))
			break;
	}
	return from < to ? parse_trim(
				   parse_words_text(p, c->at + from, to - from),
				   "", " ,;:")
			 : STR("");
}

/* "BSc", "M.A.": of capitals, or with dots. */
static bool is_short_form(struct str word)
{
	size_t capitals = 0;

	for (size_t i = 0; i < word.len; i++)
		capitals += (word.at[i] >= 'A' && word.at[i] <= 'Z') ||
			    word.at[i] == '.';
	return capitals > 1 && word.len < 8;
}

static bool is_training(struct str word)
{
	static const char words[] =
		"ausbildung lehre umschulung studium apprenticeship "
		"meisterprufung gesellenprufung";

	return parse_is_listed(word, words);
}

/* "BSc Physics, University of Oulu, 2016": a degree comes first, and it is no
 * title ("Master Baker", "Associate, Marsh & Co"). */
bool parse_begins_degree(struct parse *p, const struct row *r)
{
	struct str part = first_part(p, r), rest = part, first, last;
	unsigned any = lexicon_any(&p->own, part);
	bool school;

	if (!part.len || r->item || parse_row_words(r) > 2 * DEGREE_WORDS)
		return false;
	first = last = str_cut(&rest, ' ');
	if (is_training(resume_fold(&p->own, first)))
		return true;
	while (rest.len)
		last = str_cut(&rest, ' ');
	school = lexicon_any(&p->own, r->text) & LEX_SCHOOL;
	if (!(any & LEX_DEGREE) || (lexicon_word(&p->own, last) & LEX_TITLE &&
					   !(school && is_short_form(first))))
		return false;
	return school || any & LEX_FIELD || is_short_form(first);
}

/* "Since 2012 I have run a workshop in Bath, where I look after ..." */
static bool is_prose(struct parse *p, const struct row *r)
{
	const struct cell *c = parse_text_cell(r);
	size_t small = 0;

	for (size_t i = 0; i < c->count; i++)
		small += parse_begins_small(c->at[i].text) &&
			 !(lexicon_word(&p->own, c->at[i].text) &
				 (LEX_DATE_JOIN | LEX_DATE_PART | LEX_PRESENT));
	return c->count >= PROSE_WORDS && 5 * small > 2 * c->count;
}

static bool begins_job(struct parse *p, const struct row *r)
{
	return !r->item && parse_is_dated(r) && !r->when->when.single &&
	       !is_prose(p, r);
}

/* "Swedish, English, some German" */
static bool are_languages(struct parse *p, const struct row *r)
{
	struct str rest = r->text;
	size_t parts = 0;

	if (r->item || r->when || r->count > 1 || !parse_has(rest, ','))
		return false;
	for (; rest.len; parts++) {
		struct str part = str_trim(str_cut(&rest, ','));
		size_t words = 1;

		for (size_t i = 0; i < part.len; i++)
			words += part.at[i] == ' ';
		if (words > 3 || !(lexicon_any(&p->own, part) & LEX_LANGUAGE))
			return false;
	}
	return parts > 1 && parts <= LANGUAGES_MOST;
}

/* "IPAF operator card (2024)", "Licence C+E": none of a job. */
static bool is_certificate(struct parse *p, const struct row *r)
{
	static const char words[] =
		"certificate certificates certified certification licence "
		"licences license licenses licensed registration card istqb "
		"zertifikat zertifizierung fuhrerschein certificat certifie "
		"permis";
	struct str rest = resume_fold(&p->own, r->text);

	if (r->item || parse_row_words(r) > CERTIFICATE_WORDS ||
		(r->when && !r->when->when.single))
		return false;
	while (rest.len) {
		struct str word = str_cut(&rest, ' ');

		if (parse_is_listed(parse_trim(word, "(", ".,;:)"), words))
			return true;
	}
	return false;
}

/* The section that a row begins by its words; RESUME_NO_HEADING: it may go on
 * with what is above. */
static int begins(struct parse *p, size_t i, int now)
{
	const struct row *r = &p->row[i];

	if (r->behind || r->deeds || r->says)
		return RESUME_NO_HEADING;
	if (parse_begins_degree(p, r))
		return RESUME_EDUCATION;
	if (begins_job(p, r))
		return RESUME_WORK;
	if (now == RESUME_NO_HEADING || parse_wraps(p, i - 1))
		return RESUME_NO_HEADING;
	if (are_languages(p, r))
		return RESUME_LANGUAGES;
	return is_certificate(p, r) && !p->row[i - 1].item ? RESUME_CERTIFICATES
							   : RESUME_NO_HEADING;
}

/* ---- sections ------------------------------------------------------------ */

static bool is_there(const struct parse *p, int what)
{
	for (size_t i = 0; i < p->sections; i++)
		if (p->section[i].what == what &&
			p->section[i].from < p->section[i].to)
			return true;
	return false;
}

/* The rows of a section from one on become another's, right behind it. */
static struct section *cut_at(
	struct parse *p, struct section *s, size_t row, int what)
{
	size_t behind = p->sections - (size_t)(s + 1 - p->section);

	memmove(s + 2, s + 1, behind * sizeof(*s));
	p->sections++;
	s[1] = (struct section){
		.what = what, .head = NO_ROW, .from = (uint32_t)row, .to = s->to
	};
	s->to = (uint32_t)row;
	return s + 1;
}

/* The first row above all headings that is a job's, or a degree's with its
 * year. */
static size_t first_entry(
	struct parse *p, const struct section *s, bool jobs, bool degrees)
{
	size_t at;

	for (at = s->from + 1; at < s->to; at++) {
		const struct row *r = &p->row[at];

		if ((jobs && begins_job(p, r)) ||
			(degrees && r->when && parse_begins_degree(p, r)))
			break;
	}
	return at < s->to ? at : s->to;
}

/* A new section wherever a row says that it begins one. */
static void part(struct parse *p, struct section *s, bool jobs)
{
	for (size_t i = s->from + 1; i < s->to; i++) {
		int what = begins(p, i, s->what);

		if (what == RESUME_NO_HEADING || what == s->what ||
			(what == RESUME_WORK && !jobs))
			continue;
		s = cut_at(p, s, i, what);
	}
}

/* A heading within a line is of that line, and of what goes on with it. */
static void part_labelled(struct parse *p)
{
	for (size_t i = 1; i < p->sections; i++) {
		struct section *s = &p->section[i];

		if (s->head != NO_ROW && p->row[s->head].names)
			part(p, s, true);
	}
}

/* Sections have room for two of each row (parse_sections.c). */
void parse_unheaded(struct parse *p)
{
	struct section *s = &p->section[0];
	bool jobs = !is_there(p, RESUME_WORK),
	     degrees = !is_there(p, RESUME_EDUCATION);
	size_t at = first_entry(p, s, jobs, degrees);
	int what;

	part_labelled(p);
	if (at == s->to)
		return;
	what = degrees && parse_begins_degree(p, &p->row[at]) ? RESUME_EDUCATION
							      : RESUME_WORK;
	part(p, cut_at(p, s, at, what), jobs);
}
