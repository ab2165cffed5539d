/*
 * intake/parse_entries.c - a section's rows become entries: a head of a few
 * rows and a body. Dates show where heads are; looks and gaps show where they
 * begin.
 */
#include "intake/parse_int.h"

#include <math.h>

enum { ENTRIES_MOST = 2000, HEAD_ROWS = 6 };

/* ---- where heads begin -------------------------------------------------- */

struct heads {
	struct parse *p;
	const struct section *s;
	size_t *start, count;
	const struct row *first; /* the head row that the section begins with */
};

static bool like(const struct row *a, const struct row *b)
{
	unsigned flags = INTAKE_BOLD | INTAKE_ITALIC | CELL_CAPS;

	return ((a->cell[0].flags ^ b->cell[0].flags) & flags) == 0 &&
	       fabsf(a->cell[0].size - b->cell[0].size) < 0.3f &&
	       fabsf(a->x0 - b->x0) < 6 && !a->heading == !b->heading;
}

static void start(struct heads *h, size_t row)
{
	if (h->count < ENTRIES_MOST &&
		(!h->count || h->start[h->count - 1] < row))
		h->start[h->count++] = row;
}

/* The row between two dated ones that most looks like the first of a head. */
static size_t between(
	const struct heads *h, size_t above, size_t dated, size_t lead)
{
	size_t best = dated;
	float most = -INFINITY;

	for (size_t i = above + 1; i <= dated; i++) {
		const struct row *r = &h->p->row[i];
		float gap = r->gap > 4 * h->p->pitch ? 4 * h->p->pitch : r->gap;
		float worth = 2 * (gap / h->p->pitch - 1);

		worth += h->first && like(r, h->first) ? 2 : 0;
		worth += i + lead == dated ? 1.5f : 0;
		if (worth > most) {
			most = worth;
			best = i;
		}
	}
	return best;
}

/* A run of head rows is the head of one entry, or of several with no body. */
static void take_run(struct heads *h, size_t from, size_t to, bool any_dated)
{
	size_t dated = 0, last = 0, lead = 0;

	for (size_t i = from; i < to; i++) {
		if (!parse_is_dated(&h->p->row[i]))
			continue;
		if (!dated++) {
			lead = i - from;
			start(h, from);
		} else {
			start(h, between(h, last, i, lead));
		}
		last = i;
	}
	if (dated)
		return;
	if (!any_dated || from == h->s->from)
		start(h, from);
	else if (h->first && like(&h->p->row[from], h->first))
		start(h, from);
	for (size_t i = from + 1; i < to && !any_dated; i++) {
		const struct row *r = &h->p->row[i];

		if ((h->first && like(r, h->first) &&
			    (r->flags & INTAKE_BOLD ||
				    r->gap > 1.4f * h->p->pitch)) ||
			r->gap > 1.8f * h->p->pitch)
			start(h, i);
	}
}

static void find_heads(struct heads *h)
{
	const struct section *s = h->s;
	bool any_dated = false, any_head = false;

	for (size_t i = s->from; i < s->to; i++) {
		const struct row *r = &h->p->row[i];

		if (r->role != ROW_HEAD)
			continue;
		any_head = true;
		any_dated |= parse_is_dated(r);
		if (!h->first)
			h->first = r;
	}
	for (size_t i = s->from; i < s->to;) {
		size_t to = i;

		while (to < s->to && h->p->row[to].role == ROW_HEAD)
			to++;
		if (to > i)
			take_run(h, i, to, any_dated);
		/* bullets alone are entries */
		else if (!any_head && (h->p->row[i].role == ROW_BULLET ||
					      h->p->row[i].role == ROW_TEXT))
			start(h, i);
		i = to > i ? to : i + 1;
	}
}

/* ---- entries ------------------------------------------------------------ */

static void make(struct parse *p, struct entry *e, size_t from, size_t to)
{
	size_t i = from;

	*e = (struct entry){ .from = (uint32_t)from, .to = (uint32_t)to };
	while (i < to && i < from + HEAD_ROWS &&
		(p->row[i].role == ROW_HEAD || i == from ||
			(p->row[from].role != ROW_HEAD &&
				p->row[i].role == ROW_MORE)))
		i++;
	e->body = (uint32_t)i;
	for (i = from; i < e->body; i++)
		if (parse_is_dated(&p->row[i]) && !e->dated)
			e->dated = &p->row[i];
}

void parse_entries(struct parse *p, const struct section *s)
{
	struct heads h = { .p = p, .s = s };
	struct entries all = { .what = s->what };

	parse_roles(p, s);
	h.start = ARENA_LIST(&p->own, size_t, s->to - s->from + 1);
	find_heads(&h);
	if (!h.count)
		return;
	all.at = ARENA_LIST(&p->own, struct entry, h.count);
	for (size_t i = 0; i < h.count; i++)
		make(p, &all.at[all.count++], h.start[i],
			i + 1 < h.count ? h.start[i + 1] : s->to);
	parse_atoms(p, &all);
	parse_slots(p, &all);
	parse_fill(p, &all);
}
