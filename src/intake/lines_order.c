/*
 * intake/lines_order.c - where a page has columns, and in which order its
 * parts are read: a page is cut at its best gutter, what is above, left, right
 * and below is cut again. Knows boxes, and of texts only dates and headings.
 *
 * A gutter is no table's: where rows go on across it, and were drawn row by
 * row, they are lines with a wide gap (a date at the far end). Headings on
 * both sides are columns for sure; on one side only, they stand in the margin.
 */
#include "intake/lines_int.h"

#include "intake/lexicon.h"
#include "resume/words.h"

#include <math.h>
#include <stdlib.h>

enum {
	DEPTH_MOST = 8,
	LINES_LEAST = 4, /* on each side of a gutter */
	EDGES_MOST = 60, /* gutters tried on one part of a page */
	HEADING_WORDS = 4,
	HEADING_BYTES = 48,
	PIECES_MOST = 6000 /* of a page that is cut at all */
};

struct gutter {
	float x;
	size_t from, to; /* pieces, from above */
	double score;
};

static int by_base(const void *a, const void *b)
{
	const struct piece *p = *(struct piece *const *)a;
	const struct piece *q = *(struct piece *const *)b;

	if (p->base != q->base)
		return p->base < q->base ? -1 : 1;
	return p->first < q->first ? -1 : p->first > q->first;
}

/* One of a narrow column that had no room runs over a little. */
static bool runs_over(const struct piece *p, float x)
{
	float over = p->box.x1 - x;

	return over > -1.5f && over < 14 &&
	       over < 0.1f * (p->box.x1 - p->box.x0);
}

static bool crosses(const struct piece *p, float x)
{
	return p->box.x0 < x - 1 && p->box.x1 > x - 1.5f && !runs_over(p, x);
}

static bool is_left(const struct piece *p, float x)
{
	return (p->box.x0 + p->box.x1) / 2 < x;
}

/* "2019 - 2021", "03/2020": what stands in a column of dates. */
static bool is_date(const struct piece *p)
{
	size_t digits = 0, others = 0, len = p->at[0].text.len;
	char word[12] = { 0 };

	/* "October," */
	for (size_t i = 0; i < len && len < sizeof(word); i++)
		if (p->at[0].text.at[i] != ',' && p->at[0].text.at[i] != '.')
			word[i] = (char)(p->at[0].text.at[i] | 32);
	if (p->count < 4 && len < sizeof(word) &&
		lexicon_find(str_c(word)) & LEX_MONTH)
		return true;
	for (size_t i = 0; i < p->count && i < 8; i++)
		for (size_t k = 0; k < p->at[i].text.len; k++) {
			char c = p->at[i].text.at[k];

			if (c >= '0' && c <= '9')
				digits++;
			else
				others++;
		}
	return digits >= 4 && others < 28;
}

/* "Work Experience": the name of a section. Asked once. */
static bool is_heading(struct order *o, struct piece *p)
{
	struct buf b;

	if (p->heading == HEADING_UNASKED) {
		p->heading = HEADING_NO;
		buf_init(&b, o->mem, HEADING_BYTES);
		for (size_t i = 0; i < p->count && i <= HEADING_WORDS; i++) {
			if (i)
				buf_addc(&b, ' ');
			buf_add(&b, p->at[i].text);
		}
		if (p->count <= HEADING_WORDS && buf_ok(&b) && b.len > 3 &&
			lexicon_heading(o->mem, buf_str(&b)) !=
				RESUME_NO_HEADING)
			p->heading = HEADING_YES;
	}
	return p->heading == HEADING_YES;
}

struct side {
	size_t lines, dates, shared, headings;
	size_t ends; /* of rows: flush right, beside something */
	float top, bottom, left, right;
};

static void take(struct side *s, const struct piece *p, bool new_line)
{
	if (!s->lines) {
		s->top = p->box.y0;
		s->left = p->box.x0;
	}
	s->left = fminf(s->left, p->box.x0);
	s->right = fmaxf(s->right, p->box.x1);
	s->lines += new_line;
	s->dates += is_date(p);
	s->bottom = fmaxf(s->bottom, p->box.y1);
}

static int by_first(const void *a, const void *b)
{
	const struct piece *p = *(struct piece *const *)a;
	const struct piece *q = *(struct piece *const *)b;

	return p->first < q->first ? -1 : p->first > q->first;
}

/* How often the drawing went from one side to the other. */
static size_t switches(
	struct order *o, struct piece **at, size_t count, float x)
{
	struct piece **copy =
		arena_bytes(o->mem, count * sizeof(struct piece *));
	size_t n = 0;

	memcpy(copy, at, count * sizeof(struct piece *));
	qsort(copy, count, sizeof(*copy), by_first);
	for (size_t i = 1; i < count; i++)
		n += is_left(copy[i], x) != is_left(copy[i - 1], x);
	return n;
}

static void count_headings(struct order *o, struct piece **at, size_t count,
	float x, struct side side[2])
{
	for (size_t i = 0; i < count; i++)
		side[!is_left(at[i], x)].headings += is_heading(o, at[i]);
}

/* A narrow strip of dates, and of places under them. */
static bool is_margin(const struct side *s, const struct side *beside)
{
	return s->dates > 2 && 4 * s->dates > s->lines && !s->headings &&
	       2.5f * (s->right - s->left) < beside->right - beside->left;
}

static int by_number(const void *a, const void *b)
{
	float p = *(const float *)a, q = *(const float *)b;

	return p < q ? -1 : p > q;
}

/* Does one of the other numbers come near this one, which is among them? */
static bool has_like(const float *sorted, size_t count, float x)
{
	const float *at =
		bsearch(&x, sorted, count, sizeof(*sorted), by_number);

	return at && ((at > sorted && x - at[-1] < 2) ||
			     (at + 1 < sorted + count && at[1] - x < 2));
}

/* Is there anything to the left of x in the row of piece i? They are sorted
 * from above. */
static bool is_beside(struct piece **at, size_t count, float x, size_t i)
{
	float base = at[i]->base, near = 0.25f * at[i]->size;

	for (size_t k = i; k-- > 0 && base - at[k]->base <= near;)
		if (is_left(at[k], x))
			return true;
	for (size_t k = i + 1; k < count && at[k]->base - base <= near; k++)
		if (is_left(at[k], x))
			return true;
	return false;
}

/* Dates and places that end where the page does, each beside its row. They
 * are drawn behind all else where they float. */
static void count_ends(struct order *o, struct piece **at, size_t count,
	float x, struct side side[2])
{
	float *edges = arena_bytes(o->mem, count * sizeof(*edges));
	size_t n = 0;

	for (size_t i = 0; i < count; i++)
		if (!is_left(at[i], x))
			edges[n++] = at[i]->box.x0;
	qsort(edges, n, sizeof(*edges), by_number);
	for (size_t i = 0; i < count; i++)
		if (!is_left(at[i], x) &&
			at[i]->box.x1 > side[1].right - 1.5f &&
			(is_date(at[i]) || !has_like(edges, n, at[i]->box.x0)))
			side[1].ends += is_beside(at, count, x, i);
}

/* Lines of a table, not of two columns? */
static bool is_table(const struct side side[2], size_t turns)
{
	size_t small =
		side[0].lines < side[1].lines ? side[0].lines : side[1].lines;

	if (side[1].ends > 2 && 2 * side[1].ends > side[1].lines)
		return true;
	for (int i = 0; i < 2; i++)
		if (side[i].headings > 1 && !side[!i].headings)
			return true;
	for (int i = 0; i < 2; i++)
		if (10 * side[i].dates > 4 * side[i].lines ||
			is_margin(&side[i], &side[!i]))
			return true;
	return turns > 3 + small / 6 &&
	       20 * (side[0].shared + side[1].shared) > 7 * small;
}

/* What a run of pieces, none of which crosses x, is worth as two columns;
 * 0: they are none. */
static double worth(struct order *o, struct piece **at, size_t count, float x)
{
	struct side side[2] = { 0 };
	float last[2] = { -INFINITY, -INFINITY }, left_edge = -INFINITY,
	      right_edge = INFINITY, span;
	size_t small, turns;
	bool sure;

	for (size_t i = 0; i < count; i++) {
		const struct piece *p = at[i];
		bool right = !is_left(p, x);
		float near = 0.25f * p->size;

		take(&side[right], p, p->base - last[right] > near);
		if (fabsf(p->base - last[!right]) <= near)
			side[right].shared++;
		last[right] = p->base;
		if (right)
			right_edge = fminf(right_edge, p->box.x0);
		else if (!runs_over(p, x))
			left_edge = fmaxf(left_edge, p->box.x1);
	}
	small = side[0].lines < side[1].lines ? side[0].lines : side[1].lines;
	if (small < LINES_LEAST || right_edge - left_edge < 3)
		return 0;
	span = fminf(side[0].bottom, side[1].bottom) -
	       fmaxf(side[0].top, side[1].top);
	if (span < 0.06f * o->height)
		return 0;
	count_headings(o, at, count, x, side);
	for (int i = 0; i < 2; i++)
		if (side[i].headings > 2 &&
			3 * (side[i].headings + side[i].dates) >
				2 * side[i].lines)
			return 0; /* a margin of headings and dates */
	sure = side[0].headings && side[1].headings &&
	       side[0].headings + side[1].headings > 2;
	turns = switches(o, at, count, x);
	count_ends(o, at, count, x, side);
	if (!sure && is_table(side, turns))
		return 0;
	return (double)small * (double)span * (sure ? 20 : 1) /
	       (double)(1 + (sure ? 0 : turns));
}

/* The best run of pieces that stay clear of x. */
static void try_at(struct order *o, struct piece **at, size_t count, float x,
	struct gutter *best)
{
	size_t from = 0;

	for (size_t i = 0; i <= count; i++) {
		double score;

		if (i < count && !crosses(at[i], x))
			continue;
		if (i - from >= 2 * LINES_LEAST) {
			score = worth(o, at + from, i - from, x);
			if (score > best->score)
				*best = (struct gutter){ x, from, i, score };
		}
		from = i + 1;
	}
}

static struct gutter find(struct order *o, struct piece **at, size_t count)
{
	float *edges = arena_bytes(o->mem, count * sizeof(*edges));
	struct gutter best = { 0 };
	size_t tried = 0, i = 0, k;

	for (size_t n = 0; n < count; n++)
		edges[n] = at[n]->box.x0;
	qsort(edges, count, sizeof(*edges), by_number);
	while (i < count && tried < EDGES_MOST) {
		for (k = i + 1; k < count && edges[k] - edges[i] < 2; k++)
			;
		/* where a column begins, several lines do; or a heading */
		if (k - i >= (count > 400 ? LINES_LEAST - 1 : 1)) {
			try_at(o, at, count, edges[i] - 1.5f, &best);
			tried++;
		}
		i = k;
	}
	return best;
}

static void cut(struct order *o, struct piece **at, size_t count, int depth)
{
	struct gutter g = { 0 };
	struct piece **side;
	size_t n = 0, middle, size;

	if (!count)
		return;
	if (depth < DEPTH_MOST && count >= 2 * LINES_LEAST &&
		count <= PIECES_MOST)
		g = find(o, at, count);
	if (g.score <= 0) {
		o->take(o->to, at, count, o->columns++);
		return;
	}
	size = g.to - g.from;
	side = arena_bytes(o->mem, size * sizeof(*side));
	for (size_t i = g.from; i < g.to; i++)
		if (is_left(at[i], g.x) != o->rtl)
			side[n++] = at[i];
	middle = n;
	for (size_t i = g.from; i < g.to; i++)
		if (is_left(at[i], g.x) == o->rtl)
			side[n++] = at[i];
	cut(o, at, g.from, depth + 1);
	cut(o, side, middle, depth + 1);
	cut(o, side + middle, size - middle, depth + 1);
	cut(o, at + g.to, count - g.to, depth + 1);
}

void intake_order(struct order *o, struct piece **at, size_t count)
{
	qsort(at, count, sizeof(struct piece *), by_base);
	cut(o, at, count, 0);
}
