/*
 * intake/parse_split.c - lines that say two things, as people type them:
 * "Languages: Dutch, German" is a heading and what stands under it, "Baker,
 * Acme, 2019 - 2021: bread and cakes" the head of an entry and its text. Each
 * becomes two rows. Knows no fields.
 */
#include "intake/parse_split.h"

#include "intake/parse_text.h"

enum {
	HEAD_WORDS = 14, /* before the end of a period */
	DEEDS_LEAST = 2  /* words behind it */
};

/* ---- two rows of one ----------------------------------------------------- */

/* The words of a row before, or from, one of a cell. */
static void cut_row(struct parse *p, struct row *to, const struct row *r,
	size_t cell, size_t word, bool before)
{
	size_t first = before ? 0 : cell, last = before ? cell : r->count - 1,
	       n = 0;
	struct cell *cells = ARENA_LIST(p->mem, struct cell, r->count + 1);

	*to = *r;
	for (size_t k = first; k <= last; k++) {
		const struct cell *c = &r->cell[k];
		size_t from = !before && k == cell ? word : 0,
		       end = before && k == cell ? word : c->count;

		if (from < end)
			cells[n++] = parse_cell(p, c->at + from, end - from);
	}
	to->cell = cells;
	to->count = n;
	parse_row_measure(p, to);
}

/* The period stands behind the words that went. */
static void move_period(
	struct parse *p, struct row *to, const struct row *r, size_t word)
{
	struct span *s;

	if (!r->when)
		return;
	s = ARENA_NEW(p->mem, struct span);
	*s = *r->when;
	if (word == r->cell[0].count)
		s->cell--;
	else if (!s->cell) {
		s->from -= (uint32_t)word;
		s->to -= (uint32_t)word;
	}
	to->when = s;
}

/* ---- several certificates in a line -------------------------------------- */

/* "ACLS (valid to 2027), BLS": the word that the second begins with; 0: it is
 * one. */
static size_t next_certificate(const struct row *r)
{
	const struct cell *c = &r->cell[0];

	for (size_t i = 0; r->count == 1 && i + 1 < c->count; i++) {
		struct str w = c->at[i].text;

		if (str_ends(w, STR(";")) || str_ends(w, STR("),")))
			return i + 1;
	}
	return 0;
}

/* "valid to 2027" says nothing of when it was had. */
static bool ends_then(struct parse *p, const struct row *r)
{
	static const char words[] = "valid until till expires expiry gultig "
				    "bis valable valido valida";
	const struct span *s = r->when;
	const struct cell *c = s ? &r->cell[s->cell] : NULL;

	for (size_t i = s && s->from > 1 ? s->from - 2 : 0; s && i < s->to; i++)
		if (parse_is_listed(
			    resume_fold(&p->own,
				    parse_trim(c->at[i].text, "(", ".,:)")),
			    words))
			return true;
	return false;
}

/* A row of certificates, and when it was had. */
static void add_certificate(struct splitting *s, const struct row *r)
{
	struct row *to = &s->to[s->count++];

	*to = *r;
	parse_row_dates(s->p, to);
	if (ends_then(s->p, to))
		to->when = NULL;
}

/* Each becomes a row, and an entry. */
static void add_certificates(struct splitting *s, const struct row *r)
{
	struct row rest = *r;
	size_t word;

	while ((word = next_certificate(&rest)) && s->count < s->room) {
		struct row whole = rest, one;

		cut_row(s->p, &one, &whole, 0, word, true);
		cut_row(s->p, &rest, &whole, 0, word, false);
		one.begins = rest.begins = true;
		add_certificate(s, &one);
		rest.gap = s->p->pitch;
	}
	add_certificate(s, &rest);
}

/* ---- a label and what it is of ------------------------------------------ */

static void add_label(
	struct splitting *s, const struct row *r, const struct label *l)
{
	struct row *head = &s->to[s->count++], *rest = &s->to[s->count++];
	size_t all = r->cell[0].count;

	cut_row(s->p, head, r, 0, l->words, true);
	head->names = (uint8_t)(l->what + 1);
	cut_row(s->p, rest, r, l->skip == all, l->skip == all ? 0 : l->skip,
		false);
	rest->gap = s->p->pitch;
	rest->behind = true;
	move_period(s->p, rest, r, l->skip);
	if (l->what == RESUME_CERTIFICATES) {
		struct row list = *rest;

		s->count--;
		add_certificates(s, &list);
	}
}

/* ---- deeds behind a head ------------------------------------------------- */

/* "Baker, Acme, 2019 - 2021: bread": the word behind the period; 0: the row is
 * no head with a text. */
static size_t deeds_of(struct parse *p, size_t i)
{
	const struct row *r = &p->row[i];
	const struct span *s = r->when;
	const struct cell *c = s ? &r->cell[s->cell] : NULL;
	struct str end;
	unsigned any;

	if (!s || r->item || r->heading || !s->from || s->from > HEAD_WORDS ||
		s->cell + 1u != r->count || s->to + DEEDS_LEAST > c->count ||
		(i && !parse_stands_off(p, i) && parse_wraps(p, i - 1) &&
			!parse_ends_sentence(p->row[i - 1].text)) ||
		parse_begins_small(r->text))
		return 0;
	end = c->at[s->to - 1].text;
	if (!strchr(":.", end.at[end.len - 1]))
		return 0;
	any = lexicon_any(&p->own, parse_words_text(p, c->at, s->from));
	return s->when.single && !s->when.open
		       ? (any & (LEX_DEGREE | LEX_SCHOOL) ? s->to : 0)
	       : any & (LEX_TITLE | LEX_LEGAL | LEX_ORG | LEX_SCHOOL |
			       LEX_DEGREE | LEX_OWN)
		       ? s->to
		       : 0;
}

static void add_deeds(struct splitting *s, const struct row *r, size_t word)
{
	struct row *head = &s->to[s->count++], *rest = &s->to[s->count++];

	cut_row(s->p, head, r, r->when->cell, word, true);
	head->when = r->when;
	head->told = true;
	cut_row(s->p, rest, r, r->when->cell, word, false);
	rest->gap = s->p->pitch;
	rest->deeds = true;
}

/* A row that has both, first the one and then the other. */
static void add_row(struct splitting *s, size_t i)
{
	struct parse *p = s->p;
	struct row last = p->row[i];
	size_t word = deeds_of(p, i);

	if (!word) {
		s->to[s->count++] = last;
		return;
	}
	add_deeds(s, &last, word);
}

/* A row that begins a section as it stands, or is its heading. */
static void add_marked(struct splitting *s, size_t i, int opens, int names)
{
	struct row *to = &s->to[s->count++];

	*to = s->p->row[i];
	to->opens = (uint8_t)opens;
	to->names = (uint8_t)names;
}

static void add_section(struct splitting *s, size_t i, const struct label *l)
{
	if (l->what == RESUME_CERTIFICATES &&
		parse_label_is_thing(s->p, l->text))
		add_marked(s, i, RESUME_CERTIFICATES + 1, 0);
	else
		add_label(s, &s->p->row[i], l);
}

/* Does the row begin a section within a line, or one that has no look? */
static bool takes_section(struct splitting *s, size_t i)
{
	struct parse *p = s->p;
	struct label l = { .what = RESUME_NO_HEADING };

	if (s->listed[i] && parse_label_opens(s, i)) {
		l.what = RESUME_SKILLS;
		add_marked(s, i, RESUME_SKILLS + 1, 0);
	} else if (parse_label_of(p, &p->row[i], &l) &&
		   parse_label_heads(s, i, &l)) {
		add_section(s, i, &l);
	} else if (parse_label_is_other(p, i)) {
		l.what = RESUME_NO_HEADING;
		add_marked(s, i, 0, RESUME_NO_HEADING + 1);
	} else {
		return false;
	}
	s->now = l.what;
	s->within = true;
	return true;
}

static void take_row(struct splitting *s, size_t i)
{
	struct parse *p = s->p;
	const struct row *r = &p->row[i];
	int what;

	if (takes_section(s, i))
		return;
	what = r->count == 1 && !r->item && !r->when ? parse_heading(p, r->text)
						     : RESUME_NO_HEADING;
	if (what != RESUME_NO_HEADING) {
		s->now = what;
		s->within = false;
	} else if (s->within && parse_stands_off(p, i) &&
		   !parse_label_is_list(s->now)) {
		s->within = false;
	}
	if (s->now == RESUME_CERTIFICATES && !r->item)
		add_certificates(s, r);
	else
		add_row(s, i);
}

/* Rows that such lines may become more than two. */
static size_t count_certificates(const struct parse *p)
{
	size_t n = 0;

	for (size_t i = 0; i < p->count; i++)
		for (size_t k = 0; k < p->row[i].cell[0].count; k++) {
			struct str w = p->row[i].cell[0].at[k].text;

			n += str_ends(w, STR(";")) || str_ends(w, STR("),"));
		}
	return n;
}

void parse_splits(struct parse *p)
{
	struct splitting s = { .p = p, .now = RESUME_NO_HEADING };

	s.room = 2 * p->count + count_certificates(p);
	s.to = ARENA_LIST(p->mem, struct row, s.room + 2);
	parse_label_lists(&s);
	for (size_t i = 0; i < p->count; i++)
		take_row(&s, i);
	p->row = s.to;
	p->count = s.count;
}
