/*
 * intake/parse_label.c - which words before a colon are the heading of what
 * stands behind them, and which only say more of an entry. See parse_split.h.
 */
#include "intake/parse_split.h"

#include "intake/parse_text.h"

enum { LABEL_WORDS = 5 /* before a colon */ };

/* ---- labels -------------------------------------------------------------- */

static bool is_mark(struct str s)
{
	return str_is(s, "-") || str_is(s, "\xe2\x80\x93") ||
	       str_is(s, "\xe2\x80\x94");
}

/* "Driving licence: B": the label is the half of it. */
bool parse_label_is_thing(struct parse *p, struct str label)
{
	static const char *const things[] = { "driving licence",
		"driving license", "licence", "license", "registration",
		"fuhrerschein", "permis", "permis de conduire", "rijbewijs",
		"permiso de conducir", "carnet de conducir", "admission",
		"bar admission" };

	return parse_is_one_of(
		resume_fold(&p->own, label), things, LENGTH(things));
}

/* "Tools: Git", "Langues : anglais", "Tools – Git"; false: none is before. */
bool parse_label_of(struct parse *p, const struct row *r, struct label *out)
{
	const struct cell *c = &r->cell[0];
	size_t n = 0;

	*out = (struct label){ .what = RESUME_NO_HEADING };
	if (r->says || r->item || r->heading)
		return false;
	while (n < c->count && n < LABEL_WORDS && !out->words) {
		struct str w = c->at[n++].text;

		if (str_is(w, ":") || is_mark(w)) {
			out->dash = !str_is(w, ":");
			out->words = n - 1;
			out->skip = n;
			if (n == 1)
				return false;
		} else if (w.at[w.len - 1] == ':') {
			out->words = out->skip = n;
		}
	}
	if (!out->words || (out->skip == c->count && r->count == 1))
		return false;
	out->text =
		parse_trim(parse_words_text(p, c->at, out->words), "", " :");
	if (!out->text.len || parse_begins_small(out->text) ||
		parse_has_digit(out->text))
		return false;
	out->what = parse_label_is_thing(p, out->text)
			    ? RESUME_CERTIFICATES
			    : parse_heading(p, out->text);
	return true;
}

static struct str behind(
	struct parse *p, const struct row *r, const struct label *l)
{
	const struct cell *c =
		l->skip < r->cell[0].count ? &r->cell[0] : &r->cell[1];
	size_t from = c == &r->cell[0] ? l->skip : 0;

	return parse_words_text(p, c->at + from, c->count - from);
}

bool parse_label_is_list(int what)
{
	return what == RESUME_SKILLS || what == RESUME_LANGUAGES ||
	       what == RESUME_INTERESTS;
}

/* Items with commas between, and no sentence. */
static bool lists(struct str s)
{
	return (parse_has(s, ',') || parse_has(s, ';')) &&
	       !parse_ends_sentence(s);
}

/* Does one part in two, or more, name a language that is spoken? */
static bool are_languages(struct parse *p, struct str s)
{
	size_t parts = 0, known = 0;

	while (s.len) {
		struct str part = str_cut(&s, ',');

		parts++;
		known += (lexicon_any(&p->own, part) & LEX_LANGUAGE) != 0;
	}
	return known && 2 * known >= parts;
}

bool parse_stands_off(const struct parse *p, size_t i)
{
	return !i || p->row[i].gap > 1.4f * p->pitch;
}

/* Rows of a label and a list, one below the other: groups of skills. */
static bool is_listing(struct parse *p, size_t i)
{
	const struct row *r = &p->row[i];
	struct label l;

	if (r->when || !parse_label_of(p, r, &l) || l.dash || r->count > 1)
		return false;
	if (l.what == RESUME_LANGUAGES)
		return !are_languages(p, behind(p, r, &l));
	return (l.what == RESUME_SKILLS || l.what == RESUME_NO_HEADING) &&
	       lists(behind(p, r, &l)) &&
	       !parse_field_label(p, RESUME_EDUCATION, r->text, NULL);
}

/* Is the word before the colon said of something else in a row above or below,
 * too? Then it labels a part of each entry. */
static bool comes_again(
	const struct splitting *s, size_t row, const struct label *l)
{
	const struct typed_line *line = s->line;

	for (size_t i = 0; i < s->p->count; i++) {
		bool near = i + 1 == row || i == row + 1;

		if (i == row)
			continue;
		if (line[i].label.words ? !near && str_eq(line[i].folded,
							   line[row].folded)
					: l->what != RESUME_NO_HEADING &&
						  line[i].heading == l->what)
			return true;
	}
	return false;
}

/* Does a job begin below, before any heading? Then the line is of the one
 * above. */
static bool jobs_follow(const struct splitting *s, size_t row)
{
	struct parse *p = s->p;

	for (size_t i = row + 1; i < p->count; i++) {
		const struct row *r = &p->row[i];
		const struct typed_line *line = &s->line[i];

		if ((line->label.words ? line->label.what : line->heading) !=
			RESUME_NO_HEADING)
			return false;
		if (!r->item && parse_is_dated(r) && !r->when->when.single &&
			!(lexicon_any(&p->own, r->text) &
				(LEX_SCHOOL | LEX_DEGREE)))
			return true;
	}
	return false;
}

/* "Other: ...": what nobody gave a name to is a section of its own. */
static bool is_other(struct parse *p, struct str label)
{
	static const char others[] =
		"other others miscellaneous various sonstiges weiteres "
		"verschiedenes divers autres otros varios altro overig outros";

	return parse_is_listed(resume_fold(&p->own, label), others);
}

bool parse_label_is_other(struct parse *p, size_t row)
{
	const struct row *r = &p->row[row];

	/* elsewhere its look says what it is: it may name a group of a list */
	return p->doc->typed && r->count == 1 && !r->item &&
	       r->text.len <= HEADING_BYTES &&
	       (parse_stands_off(p, row) || r->text.at[0] == '-' ||
		       r->text.at[r->text.len - 1] == ':') &&
	       is_other(p, parse_heading_text(r->text));
}

/* What an entry's line would say: a period, a school, a degree, who. */
static bool tells_entry(struct parse *p, size_t row, const struct label *l)
{
	const struct row *r = &p->row[row];

	return r->when ||
	       lexicon_any(&p->own, behind(p, r, l)) &
		       (LEX_SCHOOL | LEX_DEGREE | LEX_LEGAL | LEX_TITLE) ||
	       (row + 1 < p->count && p->row[row + 1].item);
}

/* May it stand right behind text, with no room above? */
static bool is_of_above(const struct splitting *s, size_t row)
{
	const struct parse *p = s->p;

	return !parse_stands_off(p, row) && !s->within &&
	       (p->row[row - 1].item || parse_wraps(p, row - 1) ||
		       parse_ends_sentence(p->row[row - 1].text));
}

static bool heads_list(struct splitting *s, size_t row, const struct label *l)
{
	struct parse *p = s->p;
	struct str text = behind(p, &p->row[row], l);

	if (s->now == RESUME_SKILLS && !s->within)
		return false;
	if (l->what == RESUME_LANGUAGES)
		return are_languages(p, text);
	return !s->listed[row] && !is_of_above(s, row) && !jobs_follow(s, row);
}

bool parse_label_heads(struct splitting *s, size_t row, const struct label *l)
{
	struct parse *p = s->p;
	struct str text = behind(p, &p->row[row], l);

	if (l->what == RESUME_NO_HEADING)
		return is_other(p, l->text) && !l->dash &&
		       !comes_again(s, row, l);
	if (l->what == RESUME_CONTACT || l->what == RESUME_PROFILES ||
		(l->dash && !parse_label_is_list(l->what)) ||
		parse_has(text, '@') || (s->now == l->what && !s->within) ||
		parse_field_label(p, s->now, p->row[row].text, NULL) ||
		comes_again(s, row, l))
		return false;
	if (parse_label_is_list(l->what))
		return heads_list(s, row, l);
	if (l->what == RESUME_SUMMARY)
		return s->now == RESUME_NO_HEADING || parse_stands_off(p, row);
	if (l->what == RESUME_CERTIFICATES || l->what == RESUME_AWARDS)
		return !is_of_above(s, row);
	return tells_entry(p, row, l) &&
	       (l->what == RESUME_EDUCATION || p->row[row].when ||
		       !is_of_above(s, row));
}

/* Groups of skills with room above, behind all jobs. */
bool parse_label_opens(const struct splitting *s, size_t row)
{
	return (!row || !s->listed[row - 1]) && parse_stands_off(s->p, row) &&
	       s->now != RESUME_SKILLS && s->now != RESUME_EDUCATION &&
	       !jobs_follow(s, row);
}

/* Once, since each label is compared with all others. */
static void look_at_lines(struct splitting *s)
{
	struct parse *p = s->p;

	s->line = ARENA_LIST(&p->own, struct typed_line, p->count + 1);
	for (size_t i = 0; i < p->count; i++) {
		const struct row *r = &p->row[i];
		struct typed_line *to = &s->line[i];

		to->heading = RESUME_NO_HEADING;
		if (parse_label_of(p, r, &to->label)) {
			to->folded = resume_fold(&p->own, to->label.text);
			continue;
		}
		to->label.words = 0;
		if (r->count == 1 && !r->item && !r->when)
			to->heading = parse_heading(p, r->text);
	}
}

/* Two lists with labels, one below the other, with room above or another list:
 * the first is marked as the beginning of a section. */
void parse_label_lists(struct splitting *s)
{
	struct parse *p = s->p;
	size_t end;

	look_at_lines(s);
	s->listed = ARENA_LIST(&p->own, bool, p->count + 1);
	for (size_t i = 0; i < p->count; i = end + 1) {
		for (end = i; end < p->count && is_listing(p, end); end++)
			;
		for (size_t k = i; k < end && end - i > 1; k++)
			s->listed[k] = true;
	}
}
