/*
 * intake/parse_name.c - what the person is called: of all cells of the first
 * page the one that most looks like a name, by its type, its place, its words
 * and the email. Knows no list of names.
 */
#include "intake/parse_person.h"

#include "intake/parse_text.h"

#include <math.h>

enum { TOP_ROWS = 40, NAME_WORDS = 6, LABEL_WORDS = 10 };
enum { PART_WORDS = 3, ROWS_BESIDE = 5 }; /* of names over two lines */

#define NEVER (-9.0f) /* what can be no name is worth */
#define LEAST 2.5f
#define PLAIN                                                          \
	1.2f /* type that is less larger than the text's tells nothing \
	      */

static bool is_letter_word(struct str s, bool *upper)
{
	for (size_t i = 0; i < s.len; i++) {
		unsigned char c = (unsigned char)s.at[i];

		if (c < 0x80 && !((c | 32) >= 'a' && (c | 32) <= 'z') &&
			!strchr(".'-,()\"", c))
			return false;
	}
	*upper = (s.at[0] >= 'A' && s.at[0] <= 'Z') ||
		 (unsigned char)s.at[0] >= 0x80;
	return s.len > 0;
}

/* A capital in the middle of a word, and not as in McKay or DeVito. */
static bool is_odd(struct str s)
{
	for (size_t i = 1; i < s.len; i++)
		if (s.at[i] >= 'A' && s.at[i] <= 'Z' && s.at[i - 1] >= 'a' &&
			s.at[i - 1] <= 'z' &&
			(i > 4 || i + 1 >= s.len || s.at[i + 1] < 'a'))
			return true;
	return false;
}

/* Is the word in the email's local part? */
static bool in_email(struct person *o, struct str word)
{
	struct str w = parse_trim(resume_fold(&o->p->own, word), "", ",.)");

	return w.len >= 3 && o->local.len &&
	       memmem(o->local.at, o->local.len, w.at, w.len);
}

/* ---- what stands behind a name ------------------------------------------ */

static bool is_between(struct str word)
{
	return parse_is_bullet(word) || str_is(word, "|") || str_is(word, "/");
}

/* "Resume", "Curriculum Vitae": what the document is. */
static bool says_resume(struct parse *p, const struct cell *c, size_t from)
{
	static const char *const words[] = { "resume", "cv", "c.v.", "vitae",
		"lebenslauf", "curriculum", "zyciorys", "履歴書", "職務経歴書",
		"简历", "個人简历", "个人简历", "履歷表", "이력서", "резюме",
		"السيره الذاتيه" };

	return c->count - from <= 2 &&
	       parse_is_one_of(resume_fold(&p->own, c->at[from].text), words,
		       LENGTH(words));
}

static bool names_title(struct parse *p, const struct cell *c, size_t from)
{
	for (size_t i = from; i < c->count; i++)
		if (lexicon_word(&p->own, c->at[i].text) & LEX_TITLE)
			return true;
	return false;
}

/* "(she/her)" */
static bool is_aside(struct str word)
{
	return word.at[0] == '(' && parse_has(word, '/');
}

/* How many words of the cell are the name, and where their headline begins:
 * "Maren Oduya, Customer Success Manager". All of them, mostly. */
static size_t name_words(struct parse *p, const struct cell *c, size_t *label)
{
	*label = c->count;
	if (c->count > NAME_WORDS + LABEL_WORDS)
		return c->count;
	for (size_t i = 1; i < c->count; i++) {
		struct str before = c->at[i - 1].text;
		bool mark = is_between(c->at[i].text),
		     comma = before.at[before.len - 1] == ',';
		size_t from = i + mark;

		if (is_aside(c->at[i].text))
			return i;
		if ((!mark && !comma) || from == c->count)
			continue;
		if (says_resume(p, c, from))
			return i;
		if (!names_title(p, c, from))
			continue;
		*label = from;
		return i;
	}
	return c->count;
}

/* The name alone. */
static struct cell name_cell(struct parse *p, const struct cell *c)
{
	size_t label, n = name_words(p, c, &label);
	struct cell to = *c;

	if (n < c->count) {
		to = parse_cell(p, c->at, n);
		to.text = parse_trim(to.text, "", ", ");
	}
	return to;
}

static void take_headline(struct person *o, const struct cell *c, size_t row)
{
	size_t label;

	name_words(o->p, c, &label);
	if (label == c->count)
		return;
	o->to->label = parse_words_text(o->p, c->at + label, c->count - label);
	parse_note(o->p, o->to->label, row, row + 1, 0.8f);
}

/* ---- which cell --------------------------------------------------------- */

/* "Hello world": a capital alone at the front is that of a sentence, where the
 * others are no particles and the email does not have them. */
static bool is_sentence(struct person *o, const struct cell *c)
{
	bool upper = false;

	if (!is_letter_word(c->at[0].text, &upper) || !upper)
		return false;
	for (size_t i = 1; i < c->count; i++) {
		struct str w = c->at[i].text;

		if (parse_begins_small(w) && !in_email(o, w) &&
			!(lexicon_word(&o->p->own, w) & LEX_SMALL))
			return true;
	}
	return false;
}

static float as_name(
	struct person *o, const struct cell *c, size_t row, float largest)
{
	struct parse *p = o->p;
	float worth = 0;
	size_t upper = 0;
	unsigned any;

	if (c->count > NAME_WORDS || c->text.len > 60 || c->text.len < 3 ||
		says_resume(p, c, 0) ||
		lexicon_heading(&p->own, c->text) != RESUME_NO_HEADING)
		return NEVER;
	for (size_t i = 0; i < c->count; i++) {
		bool is_upper = false;

		if (!is_letter_word(c->at[i].text, &is_upper))
			return NEVER;
		upper += is_upper;
		worth -= is_odd(c->at[i].text) ? 1.2f : 0;
		worth += in_email(o, c->at[i].text) ? 1.5f : 0;
	}
	/* large type may say what words do not */
	worth -= largest < PLAIN * p->size && is_sentence(o, c) ? 3 : 0;
	any = lexicon_any(&p->own, c->text);
	worth += 4 * fminf(1, c->size / largest);
	worth += upper == c->count ? 0.8f : -1;
	worth += c->count >= 2 && c->count <= 4 ? 1 : c->count == 1 ? -1 : 0;
	worth -= any & LEX_TITLE ? 1.6f : 0;
	worth -= any & (LEX_LEGAL | LEX_SCHOOL | LEX_DEGREE) ? 0.8f : 0;
	worth -= lexicon_place(&p->own, c->text) > 0.8f ? 2 : 0;
	worth -= 0.04f * (float)(row < TOP_ROWS ? row : TOP_ROWS);
	return row < p->section[0].to ? worth + 1 : worth;
}

/* A part of a name in large type: a few words, and nothing else. */
static bool is_part(const struct parse *p, const struct cell *c)
{
	bool upper = true;

	for (size_t i = 0; i < c->count; i++)
		if (!is_letter_word(c->at[i].text, &upper))
			return false;
	return c->count <= PART_WORDS && c->size >= 1.5f * p->size &&
	       is_letter_word(c->at[0].text, &upper) && upper;
}

static bool is_below(const struct parse *p, const struct row *r,
	const struct cell *c, const struct row *next, const struct cell *under)
{
	return fabsf(c->size - under->size) <= 0.1f * c->size &&
	       (fabsf(c->x0 - under->x0) < 0.2f * c->size ||
		       fabsf(c->x1 - under->x1) < 0.2f * c->size ||
		       (r->count == 1 && next->count == 1)) &&
	       next->base > r->base && next->base - r->base < 2 * c->size &&
	       is_part(p, c) && is_part(p, under);
}

/* A name over two lines of large type: the cell of the other line, whose row
 * comes some rows behind, or before, where smaller type stands beside it. */
static const struct cell *other_line(
	struct parse *p, size_t row, const struct cell *c, size_t *at)
{
	size_t from = row > ROWS_BESIDE ? row - ROWS_BESIDE : 0,
	       to = row + ROWS_BESIDE + 1;

	for (*at = from; *at < to && *at < p->count; ++*at) {
		const struct row *r = &p->row[row], *other = &p->row[*at];

		if (*at == row || other->page != r->page)
			continue;
		for (size_t k = 0; k < other->count; k++)
			if (*at > row ? is_below(
						p, r, c, other, &other->cell[k])
				      : is_below(p, other, &other->cell[k], r,
						c))
				return &other->cell[k];
	}
	return NULL;
}

/* Several lines as one, and the row of the upper one. */
static struct str whole_name(
	struct person *o, const struct cell *c, size_t *row, size_t *to)
{
	struct parse *p = o->p;
	size_t at;
	const struct cell *other = other_line(p, *row, c, &at),
			  *first = other && at < *row ? other : c,
			  *second = first == c ? other : c;

	*to = *row + 1;
	if (!other)
		return name_cell(p, c).text;
	take_headline(o, other, at);
	p->row[at].taken |= p->row[at].count == 1;
	*to = (at > *row ? at : *row) + 1;
	*row = at < *row ? at : *row;
	return str_fmt(p->mem, "%.*s %.*s", STR_ARG(first->text),
		STR_ARG(name_cell(p, second).text));
}

/* Of the first page, and of what could be a name. */
static float largest_type(const struct parse *p, size_t rows)
{
	struct cells all = parse_cells(p, 0, rows);
	const struct cell *c;
	float largest = p->size;

	while ((c = parse_cells_next(&all)))
		if (c->text.len > 3)
			largest = fmaxf(largest, c->size);
	return largest;
}

static size_t first_page(const struct parse *p)
{
	size_t n = 0;

	while (n < p->count && p->row[n].page == 0)
		n++;
	return n;
}

/* ---- what a label says -------------------------------------------------- */

bool parse_says_name(struct parse *p, struct str label)
{
	static const char *const words[] = { "name", "full name", "nom",
		"nom et prenom", "prenom et nom", "nom prenom", "nombre",
		"nombre completo", "nombre y apellidos", "nome", "cognome",
		"nome completo", "nome e cognome", "naam", "volledige naam",
		"vor- und nachname", "vor- und zuname", "name, vorname",
		"imie i nazwisko", "first name(s) / surname(s)",
		"vorname(n) / nachname(n)", "nachname(n) / vorname(n)",
		"prenom(s) / nom(s)", "nom(s) / prenom(s)", "nome / cognome",
		"cognome / nome", "nombre / apellidos", "apellidos / nombre",
		"nome(s) proprio(s) / apelido(s)", "apelido(s) / nome(s)",
		"姓名", "氏名", "名前", "お名前", "이름", "성명", "الاسم",
		"имя", "фио", "שם" };

	return parse_is_one_of(
		parse_trim(resume_fold(&p->own, label), "", " :"), words,
		LENGTH(words));
}

/* "Name: Ilse Brandvold", or a cell of a table behind such a label. */
static bool after_label(struct parse *p, const struct row *r, struct cell *out)
{
	const struct cell *c = &r->cell[0];
	bool upper = false;

	*out = (struct cell){ 0 };
	if (r->count > 1 && parse_says_name(p, c->text))
		*out = r->cell[1];
	for (size_t i = 0; !out->count && i + 1 < c->count && i < 4; i++)
		if (parse_has(c->at[i].text, ':') &&
			parse_says_name(p, parse_words_text(p, c->at, i + 1)))
			*out = parse_cell(p, c->at + i + 1, c->count - i - 1);
	if (!out->count || out->count > NAME_WORDS ||
		(out->count < 2 && !parse_has_no_case(out->text)))
		return false;
	for (size_t i = 0; i < out->count; i++)
		if (!is_letter_word(out->at[i].text, &upper))
			return false;
	return is_letter_word(out->at[0].text, &upper) && upper;
}

static size_t labelled(struct person *o, size_t rows)
{
	struct parse *p = o->p;
	struct cell name;

	for (size_t i = 0; i < rows && i < TOP_ROWS; i++) {
		if (!after_label(p, &p->row[i], &name))
			continue;
		o->to->name = name.text;
		p->row[i].taken = true;
		parse_note(p, name.text, i, i + 1, 0.95f);
		return i;
	}
	return SIZE_MAX;
}

/* "Ada Byron · ada@mail.example · Leeds", all in one line: the words before the
 * first mark, without it. */
static bool before_contact(
	struct parse *p, const struct row *r, struct cell *out)
{
	static const char *const marks[] = { "·", "|", "•", "–", "—", "-", "/",
		";" };
	const struct cell *c = &r->cell[0];
	struct intake_word *words;
	size_t n = 0;

	while (n < c->count && n <= NAME_WORDS &&
		!parse_is_one_of(c->at[n].text, marks, LENGTH(marks))) {
		struct str w = c->at[n++].text;

		if (strchr(",;", w.at[w.len - 1]))
			break;
	}
	if (n < 2 || n >= c->count || n > NAME_WORDS ||
		!parse_has(r->text, '@'))
		return false;
	words = arena_bytes(p->mem, n * sizeof(*words));
	memcpy(words, c->at, n * sizeof(*words));
	words[n - 1].text = parse_trim(words[n - 1].text, "", ",;");
	*out = parse_cell(p, words, n);
	return !parse_has(out->text, '@');
}

/* In the first line, if there is nothing else in front of the address. */
static bool in_first(struct person *o, float largest)
{
	struct parse *p = o->p;
	struct cell name;

	if (!p->count || !before_contact(p, &p->row[0], &name) ||
		as_name(o, &name, 0, largest) < LEAST)
		return false;
	o->to->name = name.text;
	parse_note(p, name.text, 0, 1, 0.9f);
	return true;
}

/* ---- the best of all ---------------------------------------------------- */

size_t parse_name(struct person *o)
{
	struct parse *p = o->p;
	size_t rows = first_page(p), row = labelled(o, rows), to;
	struct cells all = parse_cells(p, 0, rows);
	const struct cell *c, *best = NULL;
	float most = LEAST, largest = largest_type(p, rows);

	if (row != SIZE_MAX)
		return row;
	if (in_first(o, largest))
		return 0;
	while ((c = parse_cells_next(&all))) {
		struct cell name = name_cell(p, c);
		float worth = as_name(o, &name, all.row, largest);

		if (worth > most) {
			most = worth;
			best = c;
			row = all.row;
		}
	}
	if (!best)
		return SIZE_MAX;
	p->row[row].taken = true;
	take_headline(o, best, row);
	o->to->name = whole_name(o, best, &row, &to);
	parse_note(p, o->to->name, row, to, fminf(1, most / 7));
	return to - 1;
}
