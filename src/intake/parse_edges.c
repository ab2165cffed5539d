/* intake/parse_edges.c - see parse_edges.h. Knows no words. */
#include "intake/parse_edges.h"

#include <math.h>
#include <stdlib.h>

enum { ROWS_LEAST = 2 };

#define NEAR 2.5f /* what begins so close begins at the same place */

static int by_part(const struct row *a, const struct row *b)
{
	if (a->page != b->page)
		return a->page < b->page ? -1 : 1;
	return (a->column > b->column) - (a->column < b->column);
}

static int by_place(const void *a, const void *b)
{
	const struct row *p = *(struct row *const *)a;
	const struct row *q = *(struct row *const *)b;
	int part = by_part(p, q);

	return part ? part : (p->x0 > q->x0) - (p->x0 < q->x0);
}

struct edges parse_edges(struct parse *p)
{
	struct edges e = { .count = p->count };

	e.at = ARENA_LIST(&p->own, const struct row *, p->count + 1);
	for (size_t i = 0; i < p->count; i++)
		e.at[i] = &p->row[i];
	qsort(e.at, e.count, sizeof(const struct row *), by_place);
	return e;
}

/* The first row of its part, or behind it, that begins `right` of x. */
static size_t first_from(
	const struct edges *e, const struct row *part, float x, float right)
{
	size_t low = 0, high = e->count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;
		const struct row *r = e->at[middle];
		int order = by_part(r, part);

		if (order < 0 || (!order && !(r->x0 - x > right)))
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

bool parse_edges_begin(const struct edges *e, const struct row *r, float x)
{
	/* the number before NEAR: what is as far as that is no more near */
	size_t n = first_from(e, r, x, nextafterf(NEAR, 0)) -
		   first_from(e, r, x, -NEAR);

	return n - (fabsf(r->x0 - x) < NEAR) >= ROWS_LEAST;
}

size_t parse_edges_right(
	const struct edges *e, const struct row *part, float x, size_t *all)
{
	size_t end = first_from(e, part, 0, INFINITY);

	*all = end - first_from(e, part, 0, -INFINITY);
	return end - first_from(e, part, x, 0);
}
