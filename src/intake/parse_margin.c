/*
 * intake/parse_margin.c - what stands beside the text: dates and headings to
 * the left of it, dates and places to the right of bullets. Each becomes a
 * cell, or a row, of its own. Knows no fields.
 */
#include "intake/parse_edges.h"

#include <math.h>

enum { LEFT_WORDS = 6 };

/* ---- where text begins -------------------------------------------------- */

/* The word that begins where text does, behind a few to the left of it; 0:
 * none. */
static size_t content_word(
	struct parse *p, const struct edges *e, const struct row *r)
{
	const struct cell *c = &r->cell[0];

	for (size_t i = 1; i < c->count && i <= LEFT_WORDS; i++)
		if (c->at[i].box.x0 - c->at[i - 1].box.x1 >
				0.12f * c->at[i].size &&
			!parse_in_date(p, c->at[i].text) &&
			parse_edges_begin(e, r, c->at[i].box.x0))
			return i;
	return 0;
}

/* ---- to the left -------------------------------------------------------- */

void parse_cut(struct parse *p, struct row *r, size_t word)
{
	struct cell *cells = ARENA_LIST(p->mem, struct cell, r->count + 1);
	struct cell *c = &r->cell[0];

	memcpy(cells + 1, r->cell, r->count * sizeof(*cells));
	cells[0] = parse_cell(p, c->at, word);
	cells[1] = parse_cell(p, c->at + word, c->count - word);
	r->cell = cells;
	r->count++;
	parse_row_measure(p, r);
}

static void cut_dates(struct parse *p)
{
	struct edges e = parse_edges(p);

	for (size_t i = 0; i < p->count; i++) {
		struct row *r = &p->row[i];
		size_t word = r->item ? 0 : content_word(p, &e, r);

		if (word && parse_is_date(p, r->cell[0].at, word))
			parse_cut(p, r, word);
	}
}

/* The words of b go behind those of a. */
static struct cell joined(
	struct parse *p, const struct cell *a, const struct cell *b)
{
	struct intake_word *words =
		arena_bytes(p->mem, (a->count + b->count) * sizeof(*words));

	memcpy(words, a->at, a->count * sizeof(*words));
	memcpy(words + a->count, b->at, b->count * sizeof(*words));
	return parse_cell(p, words, a->count + b->count);
}

/* Does the second row begin with the end of the first one's period? */
static bool ends_period(
	struct parse *p, const struct row *r, const struct row *next)
{
	const struct cell *a = &r->cell[0], *b = &next->cell[0];

	if (next->page != r->page || next->column != r->column || r->item ||
		next->item || !parse_is_date(p, a->at, a->count) ||
		!parse_is_date(p, b->at, b->count) || !parse_is_open(p, a))
		return false;
	if (r->count == 1)
		return next->count == 1 && b->count < 4;
	return a->x1 <= r->cell[1].x0 && b->x1 <= r->cell[1].x0 + 2 &&
	       (next->count == 1 ||
		       (next->cell[1].x0 > r->cell[1].x0 - 3 &&
			       next->cell[1].x0 < r->cell[1].x0 + 2 * r->size));
}

/* "2017 -" above "Present": two rows of the margin are one period. */
static void join_dates(struct parse *p)
{
	size_t n = 0; /* rows that stay */

	for (size_t i = 0; i < p->count; i++) {
		struct row *r = &p->row[n++], *next = &p->row[i + 1];

		*r = p->row[i];
		if (i + 1 == p->count || !ends_period(p, r, next))
			continue;
		r->cell[0] = joined(p, &r->cell[0], &next->cell[0]);
		parse_row_measure(p, r);
		if (next->count == 1) {
			i++;
			continue;
		}
		next->cell++;
		next->count--;
		parse_row_measure(p, next);
		/* its bullet was no word any more */
		if (i + 2 < p->count && next[1].item &&
			next[1].page == next->page &&
			fabsf(next[1].x0 - next->x0) < 2.5f)
			next->item = 1;
	}
	p->count = n;
}

/* ---- to the right ------------------------------------------------------- */

static bool is_aside(struct parse *p, const struct row *r)
{
	const struct cell *last = &r->cell[r->count - 1];

	if (r->count != 2 || last->count > 8 ||
		(r->cell[0].count < 4 && !memchr(r->cell[0].text.at, ':',
						 r->cell[0].text.len)) ||
		r->cell[0].flags & (INTAKE_BOLD | INTAKE_ITALIC))
		return false;
	return parse_is_date(p, last->at, last->count) ||
	       lexicon_place(&p->own, last->text) > 0.8f;
}

/* A bullet, or the row of one that goes on under its words. */
static bool is_body(
	const struct row *first, const struct row *above, const struct row *r)
{
	if (r->item)
		return true;
	return r > first && above && r->page == r[-1].page &&
	       r->x0 > first->x0 - 2.5f && first->x0 > above->x0 + 3 &&
	       !(r->flags & INTAKE_BOLD);
}

/* Cells that become rows, each above a row that was there. */
struct lifted {
	struct row *at;
	size_t *above, count;
};

static struct lifted lifted(struct parse *p)
{
	return (struct lifted){ .at = ARENA_LIST(
					&p->own, struct row, p->count + 1),
		.above = ARENA_LIST(&p->own, size_t, p->count + 1) };
}

/* The last or first cell of a row is to stand above that other row. */
static void lift(struct parse *p, struct lifted *l, size_t above, size_t from,
	bool first)
{
	struct row *r = &p->row[from], *aside = &l->at[l->count];

	*aside = *r;
	aside->cell = first ? &r->cell[0] : &r->cell[r->count - 1];
	aside->count = 1;
	aside->item = 0;
	r->count--;
	if (first)
		r->cell++;
	parse_row_measure(p, r);
	parse_row_measure(p, aside);
	aside->gap = p->row[above].gap;
	l->above[l->count++] = above;
}

/* From below, as many rows move down as cells become rows above them. */
static void put_back(struct parse *p, const struct lifted *l)
{
	size_t to = p->count + l->count, left = l->count;

	for (size_t i = p->count; i-- > 0;) {
		p->row[--to] = p->row[i];
		while (left && l->above[left - 1] == i)
			p->row[--to] = l->at[--left];
	}
	p->count += l->count;
}

/* Dates and places beside bullets belong to the head above these. Each row
 * gives at most one: twice the rows are enough. */
static void lift_asides(struct parse *p)
{
	struct lifted l = lifted(p);
	const struct row *above = NULL; /* the first bullet */
	size_t first = 0;               /* of the bullets gone through */
	bool in = false;

	for (size_t i = 0; i < p->count; i++) {
		const struct row *r = &p->row[i];

		if (r->item && parse_heads_entry(p, r)) {
			in = false;
		} else if (r->item && !in) {
			first = i;
			above = i ? r - 1 : NULL;
			in = true;
		} else if (in && !is_body(&p->row[first], above, r)) {
			in = false;
		}
		if (!in || !is_aside(p, r))
			continue;
		lift(p, &l, first, i, false);
		above = &l.at[l.count - 1];
	}
	put_back(p, &l);
}

/* A bullet behind a place in the margin. */
static void lift_bullets(struct parse *p)
{
	struct lifted l = lifted(p);
	size_t first = 0;

	for (size_t i = 0; i < p->count; i++) {
		struct row *r = &p->row[i];
		struct cell *c = &r->cell[r->count > 1];

		if (r->item || r->count < 2 || c->count < 3 ||
			r->cell[0].count > 6 ||
			!parse_is_bullet(c->at[0].text)) {
			if (!r->item)
				first = i + 1;
			continue;
		}
		*c = parse_cell(p, c->at + 1, c->count - 1);
		r->item = 1;
		if (first > i)
			first = i;
		lift(p, &l, first, i, true);
	}
	put_back(p, &l);
}

void parse_margins(struct parse *p)
{
	struct row *more = ARENA_LIST(p->mem, struct row, 3 * p->count + 1);

	memcpy(more, p->row, p->count * sizeof(*more));
	p->row = more;
	cut_dates(p);
	join_dates(p);
	lift_bullets(p);
	lift_asides(p);
}
