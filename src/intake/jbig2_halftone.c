/*
 * intake/jbig2_halftone.c - patterns, and pages of them: how pictures in grey
 * become black and white (T.88, 6.6 and 6.7).
 */
#include "intake/jbig2_int.h"

enum { PATTERNS_MOST = 1 << 16, PLANES_MOST = 16 };

void jbig2_patterns(
	struct jbig2 *j, struct jbig2_segment *s, struct jbig2_bits *b)
{
	uint32_t flags = jbig2_read(b, 1), wide = jbig2_read(b, 1),
		 high = jbig2_read(b, 1), count = jbig2_read(b, 4);
	struct jbig2_generic how = { .shape = flags >> 1 & 3 };
	struct jbig2_map all;
	struct jbig2_arith d;

	if (b->over || !wide || !high || count >= PATTERNS_MOST ||
		!jbig2_map_new(
			j, false, (uint64_t)wide * (count + 1), high, &all)) {
		j->bad = true;
		return;
	}
	count++;
	if (flags & 1) {
		jbig2_fax(j, b, &all);
	} else {
		jbig2_generic_near(how.shape, how.near);
		how.near[0] = (int8_t) - (int)wide;
		how.near[1] = 0;
		jbig2_arith_open(&d, jbig2_bits_rest(b));
		jbig2_generic_read(
			j, &how, &d, arena_alloc(&j->now, JBIG2_GENERIC), &all);
	}
	s->map = ARENA_LIST(&j->own, struct jbig2_map, count);
	for (; s->maps < count && !j->bad; s->maps++)
		jbig2_map_cut(j, &all, s->maps * wide, wide, &s->map[s->maps]);
	s->kind = JBIG2_PATTERNS;
}

/* ---- a page of them ---------------------------------------------------------
 */

struct grid {
	uint32_t wide, high;
	int32_t x, y;
	uint32_t right, down; /* from one to the next, in parts of 256 */
};

static int64_t grid_x(const struct grid *g, int64_t column, int64_t row)
{
	return ((int64_t)g->x + row * g->down + column * g->right) >> 8;
}

static int64_t grid_y(const struct grid *g, int64_t column, int64_t row)
{
	return ((int64_t)g->y + row * g->right - column * g->down) >> 8;
}

static const struct jbig2_segment *patterns_of(
	struct jbig2 *j, const struct jbig2_segment *s)
{
	for (uint32_t i = 0; i < s->refers; i++) {
		const struct jbig2_segment *r = jbig2_find(j, s->refer[i]);

		if (r && r->kind == JBIG2_PATTERNS && r->maps)
			return r;
	}
	j->bad = true;
	return NULL;
}

/* Places whose pattern lies beside the map. */
static bool find_skipped(struct jbig2 *j, const struct grid *g,
	const struct jbig2_map *pattern, const struct jbig2_map *to,
	struct jbig2_map *skip)
{
	if (!jbig2_map_new(j, false, g->wide, g->high, skip))
		return false;
	for (uint32_t row = 0; row < g->high; row++)
		for (uint32_t c = 0; c < g->wide; c++) {
			int64_t x = grid_x(g, c, row), y = grid_y(g, c, row);

			skip->at[(size_t)row * g->wide + c] =
				x + pattern->wide <= 0 || x >= to->wide ||
				y + pattern->high <= 0 || y >= to->high;
		}
	return true;
}

struct planes {
	struct jbig2_bits *b;
	struct jbig2_arith d;
	struct jbig2_generic how;
	uint8_t *contexts;
	bool fax;
};

/* Which pattern each place has: bit for bit, as a grey code. */
static bool read_planes(struct jbig2 *j, struct planes *p, unsigned count,
	const struct grid *g, uint16_t *out)
{
	struct jbig2_map plane;
	size_t all = (size_t)g->wide * g->high;

	for (; count && !j->bad; count--) {
		if (!jbig2_map_new(j, false, g->wide, g->high, &plane))
			return false;
		if (p->fax)
			jbig2_fax(j, p->b, &plane);
		else
			jbig2_generic_read(
				j, &p->how, &p->d, p->contexts, &plane);
		for (size_t i = 0; i < all; i++)
			out[i] = (uint16_t)(out[i] << 1 |
					    (plane.at[i] ^ (out[i] & 1)));
	}
	return !j->bad;
}

static void paint(struct jbig2 *j, const struct jbig2_segment *patterns,
	const struct grid *g, const uint16_t *which, struct jbig2_map *to,
	enum jbig2_op op)
{
	for (uint32_t row = 0; row < g->high && !j->bad; row++)
		for (uint32_t c = 0; c < g->wide && !j->bad; c++) {
			uint32_t n = which[(size_t)row * g->wide + c];

			if (n >= patterns->maps)
				n = patterns->maps - 1;
			jbig2_map_paint(j, to, &patterns->map[n],
				grid_x(g, c, row), grid_y(g, c, row), op);
		}
}

void jbig2_halftone(struct jbig2 *j, const struct jbig2_segment *s,
	struct jbig2_bits *b, struct jbig2_map *to)
{
	const struct jbig2_segment *patterns = patterns_of(j, s);
	uint32_t flags = jbig2_read(b, 1);
	struct grid g = { .wide = jbig2_read(b, 4), .high = jbig2_read(b, 4) };
	struct planes p = { .b = b, .fax = flags & 1 };
	struct jbig2_map skip;
	uint16_t *which;

	g.x = (int32_t)jbig2_read(b, 4);
	g.y = (int32_t)jbig2_read(b, 4);
	g.right = jbig2_read(b, 2);
	g.down = jbig2_read(b, 2);
	if (!patterns || j->bad || b->over ||
		(uint64_t)g.wide * g.high > JBIG2_KEPT ||
		!jbig2_work(j, (uint64_t)g.wide * g.high)) {
		j->bad = true;
		return;
	}
	if (flags >> 7)
		memset(to->at, 1, (size_t)to->wide * to->high);
	p.how.shape = flags >> 1 & 3;
	jbig2_generic_near(p.how.shape, p.how.near);
	if (flags >> 3 & 1) {
		if (!find_skipped(j, &g, patterns->map, to, &skip))
			return;
		p.how.skip = &skip;
	}
	p.contexts = arena_alloc(&j->now, JBIG2_GENERIC);
	jbig2_arith_open(&p.d, jbig2_bits_rest(b));
	which = ARENA_LIST(&j->now, uint16_t, (size_t)g.wide * g.high + 1);
	if (read_planes(j, &p, jbig2_id_length(patterns->maps), &g, which))
		paint(j, patterns, &g, which, to,
			(enum jbig2_op)(flags >> 4 & 7));
}
