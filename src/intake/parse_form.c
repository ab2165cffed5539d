/*
 * intake/parse_form.c - forms that were filled in: "Position held" beside the
 * title, "Name of employer" below what was done there. Labels go, what they
 * label remembers what they said, and a record's head comes before its text.
 * Reads no dates, and knows no section.
 */
#include "intake/parse_int.h"
#include "intake/parse_text.h"

#include <math.h>

enum kind { FORM_NONE, FORM_WHEN, FORM_WHAT, FORM_WHO, FORM_PLACE, FORM_TEXT };

enum {
	LABEL_WORDS = 10, /* in a row, before a colon */
	LABEL_ROWS = 3,   /* of one that was broken */
	LABEL_BYTES = 120
};

static const struct {
	enum kind kind;
	const char *labels;
} forms[] = {
#define FORM(kind, labels) { FORM_##kind, "|" labels "|" },
#include "intake/forms.def"
#undef FORM
};

static const uint8_t slots[] = { [FORM_WHAT] = SLOT_WHAT,
	[FORM_WHO] = SLOT_WHO,
	[FORM_PLACE] = SLOT_PLACE,
	[FORM_TEXT] = SLOT_NOTE };

/* ---- labels ------------------------------------------------------------- */

struct label {
	enum kind kind;
	size_t words; /* of the first row's first cell */
	size_t rows;
};

/* Letters with single blanks between words: as forms.def has them. */
static struct str plain(struct parse *p, struct str text)
{
	struct str s = resume_fold(&p->own, text);
	char *to = arena_bytes(&p->own, s.len + 1);
	size_t n = 0;

	for (size_t i = 0; i < s.len; i++) {
		char c = s.at[i];

		if ((c >= 'a' && c <= 'z') || (c & 0x80))
			to[n++] = c;
		else if (n && to[n - 1] != ' ')
			to[n++] = ' ';
	}
	while (n && to[n - 1] == ' ')
		n--;
	return str_of(to, n);
}

static enum kind kind_of(struct parse *p, struct str text)
{
	struct str s;

	if (!text.len || text.len > LABEL_BYTES)
		return FORM_NONE;
	s = plain(p, text);
	if (!s.len)
		return FORM_NONE;
	s = str_fmt(&p->own, "|%.*s|", STR_ARG(s));
	for (size_t i = 0; i < LENGTH(forms); i++)
		if (strstr(forms[i].labels, s.at))
			return forms[i].kind;
	return FORM_NONE;
}

/* Does the first cell of a row go on with a label above it? */
static bool goes_on(const struct row *above, const struct row *r)
{
	const struct cell *a = &above->cell[0], *b = &r->cell[0];

	return r->page == above->page && r->column == above->column &&
	       !r->item &&
	       (r->count == 1 ||
		       (above->count > 1 && b->x1 < above->cell[1].x0)) &&
	       (fabsf(a->x0 - b->x0) < 2 || fabsf(a->x1 - b->x1) < 2);
}

/* In a cell of its own, which may be broken into several rows. */
static struct label in_cell(struct parse *p, size_t row)
{
	const struct row *r = &p->row[row];
	struct label l = { FORM_NONE, r->cell[0].count, 0 };
	struct str all = r->cell[0].text;

	for (size_t n = 1; n <= LABEL_ROWS; n++) {
		enum kind kind = kind_of(p, all);

		if (kind) {
			l.kind = kind;
			l.rows = n;
		}
		if (row + n >= p->count || !goes_on(r, &r[n]))
			break;
		all = str_fmt(&p->own, "%.*s %.*s", STR_ARG(all),
			STR_ARG(r[n].cell[0].text));
	}
	return l;
}

/* "Employer: Kestrel" */
static struct label before_colon(struct parse *p, const struct cell *c)
{
	for (size_t i = 0; i + 1 < c->count && i < LABEL_WORDS; i++) {
		struct str w = c->at[i].text;

		if (w.at[w.len - 1] == ':')
			return (struct label){
				kind_of(p, parse_words_text(p, c->at, i + 1)),
				i + 1, 1
			};
	}
	return (struct label){ 0 };
}

static struct label label_at(struct parse *p, size_t row)
{
	const struct row *r = &p->row[row];
	struct label l = { 0 };

	if (r->item)
		return l;
	l = in_cell(p, row);
	/* alone in its row: of what stands below */
	if (r->count == 1 && l.kind != FORM_TEXT)
		l.kind = FORM_NONE;
	return l.kind ? l : before_colon(p, &r->cell[0]);
}

/* Both who and what, or there is no form. */
static bool is_form(struct parse *p)
{
	size_t seen[FORM_TEXT + 1] = { 0 };

	for (size_t i = 0; i < p->count; i++) {
		seen[label_at(p, i).kind]++;
		if (i % 64 == 0 && seen[FORM_WHO] && seen[FORM_WHAT])
			return true;
	}
	return seen[FORM_WHO] && seen[FORM_WHAT];
}

/* No form, but one such label within a head: "Funktion: Schweißer". */
enum slot parse_form_slot(struct parse *p, struct str label)
{
	enum kind kind = kind_of(p, label);

	return kind == FORM_WHAT || kind == FORM_WHO ? (enum slot)slots[kind]
						     : SLOT_NOTE;
}

/* ---- records ------------------------------------------------------------ */

/* The rows of one, in two heaps. */
struct record {
	struct row *head, *text;
	size_t heads, texts;
	unsigned seen; /* bits of kinds */
	enum kind last;
	float value; /* where values begin */
	float gap;   /* above it */
};

static void cut_label(struct parse *p, struct row *r, size_t words)
{
	if (words < r->cell[0].count)
		parse_cut(p, r, words);
	r->cell++;
	r->count--;
	if (parse_is_bullet(r->cell[0].at[0].text) && r->cell[0].count > 1) {
		r->cell[0] =
			parse_cell(p, r->cell[0].at + 1, r->cell[0].count - 1);
		r->item = 1;
	}
	parse_row_measure(p, r);
}

static void put(struct record *f, const struct row *r, enum kind kind)
{
	bool head = kind != FORM_TEXT;

	if (head)
		f->head[f->heads++] = *r;
	else
		f->text[f->texts++] = *r;
}

/* Back into the rows; how many there are now. */
static size_t end(struct parse *p, struct record *f, size_t to)
{
	struct row *first = &p->row[to];

	memcpy(first, f->head, f->heads * sizeof(*first));
	memcpy(first + f->heads, f->text, f->texts * sizeof(*first));
	for (size_t i = 0; i < f->heads + f->texts; i++)
		if (!i) {
			first[i].gap = f->gap;
			first[i].begins = true;
		} else if (first[i].page == first[i - 1].page &&
			   first[i].base < first[i - 1].base)
			first[i].gap = p->pitch;
	to += f->heads + f->texts;
	f->heads = f->texts = 0;
	f->seen = 0;
	f->last = FORM_NONE;
	return to;
}

/* Rows of a label and of what stands beside it. */
static void take(struct parse *p, struct record *f, size_t row, struct label l)
{
	f->last = l.kind;
	f->seen |= 1u << l.kind;
	for (size_t i = 0; i < l.rows; i++) {
		struct row *r = &p->row[row + i];

		if (r->count == 1 && (i || l.words == r->cell[0].count))
			continue; /* of the label alone */
		cut_label(p, r, i ? r->cell[0].count : l.words);
		r->says = i ? SLOT_NOTE : slots[l.kind];
		if (!i)
			f->value = r->x0;
		put(f, r, l.kind);
	}
}

void parse_forms(struct parse *p)
{
	struct record f = { 0 };
	size_t to = 0, i = 0;

	if (!is_form(p))
		return;
	f.head = ARENA_LIST(&p->own, struct row, p->count);
	f.text = ARENA_LIST(&p->own, struct row, p->count);
	while (i < p->count) {
		struct row *r = &p->row[i];
		struct label l = label_at(p, i);

		if (l.kind && l.kind < FORM_PLACE && f.seen & 1u << l.kind)
			to = end(p, &f, to);
		if (l.kind && (f.seen || l.kind < FORM_PLACE)) {
			if (!f.seen)
				f.gap = r->gap;
			take(p, &f, i, l);
			i += l.rows;
			continue;
		}
		if (f.seen &&
			(r->x0 < f.value - 3 ||
				parse_heading(p, r->text) != RESUME_NO_HEADING))
			to = end(p, &f, to);
		if (f.seen)
			put(&f, r, f.last);
		else
			p->row[to++] = *r;
		i++;
	}
	p->count = end(p, &f, to);
}
