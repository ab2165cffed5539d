/*
 * intake/jbig2_generic.c - pixels that are told by those around them (T.88,
 * 6.2), and pixels that mend those of another map (6.3).
 */
#include "intake/jbig2_int.h"

/* ---- by those around ----------------------------------------------------- */

/* A context is three rows of pixels, one behind the other: how many of each,
 * and how many of them lie at and behind the place itself. `typical` is that
 * of the bit that says that a row is as the one above. */
static const struct {
	uint8_t rows[3], ahead[2];
	uint16_t typical;
	uint8_t moved; /* pixels that may lie elsewhere */
	uint8_t bit[4];
	int8_t near[8]; /* where they lie, mostly */
} shapes[] = { { { 5, 7, 4 }, { 3, 4 }, 0x9b25, 4, { 4, 10, 11, 15 },
		       { 3, -1, -3, -1, 2, -2, -2, -2 } },
	{ { 4, 6, 3 }, { 3, 4 }, 0x0795, 1, { 3 }, { 3, -1 } },
	{ { 3, 5, 2 }, { 2, 3 }, 0x00e5, 1, { 2 }, { 2, -1 } },
	{ { 0, 6, 4 }, { 0, 3 }, 0x0195, 1, { 4 }, { 2, -1 } } };

void jbig2_generic_near(unsigned shape, int8_t near[8])
{
	memcpy(near, shapes[shape].near, 8);
}

void jbig2_generic_near_read(
	struct jbig2_bits *b, unsigned shape, int8_t near[8])
{
	jbig2_generic_near(shape, near);
	for (unsigned i = 0; i < 2u * shapes[shape].moved; i++)
		near[i] = jbig2_signed(b);
}

/* The pixels of one row that a context has. */
struct window {
	const uint8_t *row; /* NULL: above the map */
	uint32_t bits, mask, wide, next;
};

static struct window window(
	const struct jbig2_map *m, int64_t y, unsigned pixels, unsigned ahead)
{
	struct window w = { .wide = m->wide, .mask = (1u << pixels) - 1 };

	if (y >= 0)
		w.row = m->at + (size_t)y * m->wide;
	for (; ahead > 1; ahead--, w.next++)
		w.bits = w.bits << 1 |
			 (w.row && w.next < w.wide ? w.row[w.next] : 0u);
	return w;
}

static inline uint32_t slide(struct window *w)
{
	w->bits = (w->bits << 1 | (w->row && w->next < w->wide ? w->row[w->next]
							       : 0u)) &
		  w->mask;
	w->next++;
	return w->bits;
}

static uint32_t with_moved(const struct jbig2_generic *how,
	const struct jbig2_map *to, uint32_t context, int64_t x, int64_t y)
{
	for (unsigned i = 0; i < shapes[how->shape].moved; i++) {
		unsigned bit = shapes[how->shape].bit[i];

		context = (context & ~(1u << bit)) |
			  jbig2_dot(to, x + how->near[2 * i],
				  y + how->near[2 * i + 1])
				  << bit;
	}
	return context;
}

static bool is_moved(const struct jbig2_generic *how)
{
	return memcmp(how->near, shapes[how->shape].near,
		       2u * shapes[how->shape].moved) != 0;
}

static void read_row(const struct jbig2_generic *how, struct jbig2_arith *d,
	uint8_t *contexts, struct jbig2_map *to, uint32_t y)
{
	const uint8_t *rows = shapes[how->shape].rows,
		      *ahead = shapes[how->shape].ahead;
	struct window second = window(to, (int64_t)y - 2, rows[0], ahead[0]),
		      first = window(to, (int64_t)y - 1, rows[1], ahead[1]);
	uint8_t *row = to->at + (size_t)y * to->wide;
	uint32_t before = 0, mask = (1u << rows[2]) - 1, context;
	bool moved = is_moved(how);

	for (uint32_t x = 0; x < to->wide; x++) {
		context = slide(&second) << (rows[1] + rows[2]);
		context |= slide(&first) << rows[2] | before;
		if (moved)
			context = with_moved(how, to, context, x, y);
		if (!how->skip || !jbig2_dot(how->skip, x, y))
			row[x] =
				(uint8_t)jbig2_arith_bit(d, &contexts[context]);
		before = (before << 1 | row[x]) & mask;
	}
}

void jbig2_generic_read(struct jbig2 *j, const struct jbig2_generic *how,
	struct jbig2_arith *d, uint8_t *contexts, struct jbig2_map *to)
{
	bool same = false;

	for (uint32_t y = 0;
		y < to->high && jbig2_work(j, (uint64_t)to->wide + 8); y++) {
		uint8_t *row = to->at + (size_t)y * to->wide;

		if (how->typical)
			same ^= jbig2_arith_bit(
				d, &contexts[shapes[how->shape].typical]);
		if (!same)
			read_row(how, d, contexts, to, y);
		else if (y)
			memcpy(row, row - to->wide, to->wide);
	}
}

/* ---- mended -------------------------------------------------------------- */

struct mending {
	const struct jbig2_refine *how;
	const struct jbig2_map *to;
	int64_t x, y;   /* in the new one */
	int64_t ox, oy; /* in the old one */
};

static unsigned new_dot(const struct mending *m, int x, int y)
{
	return jbig2_dot(m->to, m->x + x, m->y + y);
}

static unsigned old_dot(const struct mending *m, int x, int y)
{
	return jbig2_dot(m->how->of, m->ox + x, m->oy + y);
}

static uint32_t large_context(const struct mending *m)
{
	const int8_t *near = m->how->near;

	return new_dot(m, -1, 0) | new_dot(m, 1, -1) << 1 |
	       new_dot(m, 0, -1) << 2 | new_dot(m, near[0], near[1]) << 3 |
	       old_dot(m, 1, 1) << 4 | old_dot(m, 0, 1) << 5 |
	       old_dot(m, -1, 1) << 6 | old_dot(m, 1, 0) << 7 |
	       old_dot(m, 0, 0) << 8 | old_dot(m, -1, 0) << 9 |
	       old_dot(m, 1, -1) << 10 | old_dot(m, 0, -1) << 11 |
	       old_dot(m, near[2], near[3]) << 12;
}

static uint32_t small_context(const struct mending *m)
{
	return new_dot(m, -1, 0) | new_dot(m, 1, -1) << 1 |
	       new_dot(m, 0, -1) << 2 | new_dot(m, -1, -1) << 3 |
	       old_dot(m, 1, 1) << 4 | old_dot(m, 0, 1) << 5 |
	       old_dot(m, 1, 0) << 6 | old_dot(m, 0, 0) << 7 |
	       old_dot(m, -1, 0) << 8 | old_dot(m, 0, -1) << 9;
}

/* Are all pixels around it in the old one alike? */
static bool is_even(const struct mending *m)
{
	unsigned all = 0;

	for (int y = -1; y <= 1; y++)
		for (int x = -1; x <= 1; x++)
			all += old_dot(m, x, y);
	return all == 0 || all == 9;
}

void jbig2_refine_read(struct jbig2 *j, const struct jbig2_refine *how,
	struct jbig2_arith *d, uint8_t *contexts, struct jbig2_map *to)
{
	bool same = false;
	uint32_t typical = how->shape ? 0x80 : 0x100, context;

	for (uint32_t y = 0; y < to->high; y++) {
		uint8_t *row = to->at + (size_t)y * to->wide;

		if (!jbig2_work(j, 4 * (uint64_t)to->wide + 4))
			return;
		if (how->typical)
			same ^= jbig2_arith_bit(d, &contexts[typical]);
		for (uint32_t x = 0; x < to->wide; x++) {
			struct mending m = { how, to, x, y, x - how->dx,
				y - how->dy };

			if (same && is_even(&m)) {
				row[x] = (uint8_t)old_dot(&m, 0, 0);
				continue;
			}
			context = how->shape ? small_context(&m)
					     : large_context(&m);
			row[x] =
				(uint8_t)jbig2_arith_bit(d, &contexts[context]);
		}
	}
}
