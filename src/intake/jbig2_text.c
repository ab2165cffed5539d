/*
 * intake/jbig2_text.c - symbols at their places (T.88, 6.4): the letters of a
 * page, or of a symbol that is made of others.
 */
#include "intake/jbig2_int.h"

/* ---- numbers, of the one coder or the other -------------------------------
 */

static bool number(const struct jbig2_text *t, enum jbig2_numbers which,
	const struct jbig2_table *table, int64_t *out)
{
	return t->huffman ? jbig2_table_number(table, t->bits, out)
			  : jbig2_arith_number(
				    t->arith, t->contexts->number[which], out);
}

/* Nothing may be missing here. */
static int64_t sure(struct jbig2 *j, const struct jbig2_text *t,
	enum jbig2_numbers which, const struct jbig2_table *table)
{
	int64_t n;

	if (!number(t, which, table, &n))
		j->bad = true;
	return n;
}

static uint32_t symbol_id(struct jbig2_text *t)
{
	unsigned length = t->contexts->id_length;

	if (!t->huffman)
		return jbig2_arith_id(t->arith, t->contexts->id, length);
	return t->ids ? jbig2_table_line(t->ids, t->bits)
		      : jbig2_bits_read(t->bits, length);
}

/* ---- a symbol --------------------------------------------------------------
 */

static int64_t half(int64_t n) { return n >= 0 ? n / 2 : -((1 - n) / 2); }

/* How large the new one is, and where the old one stands in it. */
struct change {
	int64_t w, h, x, y;
};

/* Fills a map with a symbol that is mended. */
static void mend(struct jbig2 *j, struct jbig2_text *t,
	const struct jbig2_map *of, const struct change *by,
	struct jbig2_map *to)
{
	struct jbig2_arith own_bits, *d = t->arith;
	int64_t bytes = 0;

	if (t->huffman) {
		bytes = sure(j, t, IARI, t->size);
		jbig2_bits_align(t->bits);
		jbig2_arith_open(&own_bits, jbig2_bits_rest(t->bits));
		d = &own_bits;
	}
	if (bytes < 0)
		j->bad = true;
	if (j->bad)
		return;
	t->how.of = of;
	t->how.dx = by->x;
	t->how.dy = by->y;
	jbig2_refine_read(j, &t->how, d, t->contexts->refined, to);
	if (t->huffman)
		jbig2_bits_skip(t->bits, (size_t)bytes);
}

static const struct jbig2_map *mended(
	struct jbig2 *j, struct jbig2_text *t, const struct jbig2_map *of)
{
	struct jbig2_map *to = ARENA_NEW(&j->now, struct jbig2_map);
	struct change by = { 0 };

	by.w = sure(j, t, IARDW, t->rdw);
	by.h = sure(j, t, IARDH, t->rdh);
	by.x = sure(j, t, IARDX, t->rdx) + half(by.w);
	by.y = sure(j, t, IARDY, t->rdy) + half(by.h);
	by.w += of->wide;
	by.h += of->high;
	if (j->bad || by.w < 0 || by.h < 0 ||
		!jbig2_map_new(j, false, (uint64_t)by.w, (uint64_t)by.h, to))
		j->bad = true;
	else
		mend(j, t, of, &by, to);
	return j->bad ? NULL : to;
}

static const struct jbig2_map *known(struct jbig2 *j, struct jbig2_text *t)
{
	uint32_t id = symbol_id(t);

	if (id >= t->symbols) {
		j->bad = true;
		return NULL;
	}
	return t->symbol[id];
}

void jbig2_text_mend(
	struct jbig2 *j, struct jbig2_text *t, struct jbig2_map *to)
{
	const struct jbig2_map *of = known(j, t);
	struct change by = { 0 };

	by.x = sure(j, t, IARDX, t->rdx);
	by.y = sure(j, t, IARDY, t->rdy);
	if (!j->bad)
		mend(j, t, of, &by, to);
}

/* As it is, or mended. */
static const struct jbig2_map *next_symbol(
	struct jbig2 *j, struct jbig2_text *t)
{
	const struct jbig2_map *of = known(j, t);
	int64_t mends = 0;

	if (t->refine && t->huffman)
		mends = jbig2_bits_read(t->bits, 1);
	else if (t->refine)
		mends = sure(j, t, IARI, NULL);
	return mends && !j->bad ? mended(j, t, of) : of;
}

/* ---- places ----------------------------------------------------------------
 */

static bool is_right(const struct jbig2_text *t) { return t->corner >= 2; }
static bool is_below(const struct jbig2_text *t) { return !(t->corner & 1); }

static void place(struct jbig2 *j, const struct jbig2_text *t,
	struct jbig2_map *to, const struct jbig2_map *symbol, int64_t *s,
	int64_t row)
{
	int64_t wide = symbol->wide, high = symbol->high, x, y;
	int64_t along = (t->transposed ? high : wide) - 1;
	bool before = t->transposed ? is_below(t) : is_right(t);

	if (before)
		*s += along;
	x = t->transposed ? row : *s;
	y = t->transposed ? *s : row;
	if (is_right(t))
		x -= wide - 1;
	if (is_below(t))
		y -= high - 1;
	jbig2_map_paint(j, to, symbol, x, y, t->op);
	if (!before)
		*s += along;
}

static bool is_far(int64_t n) { return n > (1 << 30) || n < -(1 << 30); }

/* The symbols of one strip; how many. */
static uint32_t strip(struct jbig2 *j, struct jbig2_text *t,
	struct jbig2_map *to, int64_t top, int64_t *first, uint32_t most)
{
	int64_t s, by, row;
	uint32_t n = 0;
	const struct jbig2_map *symbol;

	*first += sure(j, t, IAFS, t->first);
	for (s = *first; !j->bad && jbig2_work(j, 32); n++) {
		if (n == most) /* only the end of the strip may follow */
			return n;
		row = top;
		if (t->strips && t->huffman)
			row += jbig2_bits_read(t->bits, t->strips);
		else if (t->strips)
			row += sure(j, t, IAIT, NULL);
		symbol = next_symbol(j, t);
		if (!symbol || is_far(s) || is_far(row)) {
			j->bad = true;
			break;
		}
		place(j, t, to, symbol, &s, row);
		if (!number(t, IADS, t->next, &by))
			return n + 1;
		s += by + t->offset;
	}
	return n;
}

void jbig2_text_paint(
	struct jbig2 *j, struct jbig2_text *t, struct jbig2_map *to)
{
	int64_t top = -(sure(j, t, IADT, t->row) * (1 << t->strips)), first = 0;

	for (uint32_t n = 0; n < t->count && !j->bad;) {
		top += sure(j, t, IADT, t->row) * (1 << t->strips);
		if (is_far(top) || is_far(first) || (t->bits && t->bits->over))
			j->bad = true;
		else
			n += strip(j, t, to, top, &first, t->count - n);
	}
}

/* ---- the segment ------------------------------------------------------------
 */

/* The codes of symbols: how long each is, in codes of their own. */
static const struct jbig2_table *read_ids(
	struct jbig2 *j, struct jbig2_bits *b, uint32_t symbols)
{
	struct jbig2_line *line =
		ARENA_LIST(&j->now, struct jbig2_line, (size_t)symbols + 36);
	struct jbig2_table *runs = ARENA_NEW(&j->now, struct jbig2_table);
	uint32_t n = 0, code, times;
	uint8_t length;

	for (unsigned i = 0; i < 35; i++)
		line[i].length = (uint8_t)jbig2_bits_read(b, 4);
	jbig2_table_make(&j->now, line, 35, runs);
	line = ARENA_LIST(&j->now, struct jbig2_line, (size_t)symbols + 1);
	while (n < symbols && !b->over) {
		code = jbig2_table_line(runs, b);
		times = 1;
		length = 0;
		if (code < 32) {
			length = (uint8_t)code;
		} else if (code == 32) {
			times = 3 + jbig2_bits_read(b, 2);
			length = n ? line[n - 1].length : 0;
		} else if (code < 35) {
			times = code == 33 ? 3 + jbig2_bits_read(b, 3)
					   : 11 + jbig2_bits_read(b, 7);
		}
		for (; times && n < symbols; times--)
			line[n++].length = length;
	}
	jbig2_bits_align(b);
	runs = ARENA_NEW(&j->now, struct jbig2_table);
	jbig2_table_make(&j->now, line, n, runs);
	j->bad |= b->over;
	return runs;
}

static void read_tables(struct jbig2 *j, struct jbig2_text *t,
	struct jbig2_given *g, uint32_t flags)
{
	static const uint8_t usual[][4] = { { 6, 7, 0, 0 }, { 8, 9, 10, 0 },
		{ 11, 12, 13, 0 }, { 14, 15, 0, 0 }, { 14, 15, 0, 0 },
		{ 14, 15, 0, 0 }, { 14, 15, 0, 0 } };
	const struct jbig2_table **to[] = { &t->first, &t->next, &t->row,
		&t->rdw, &t->rdh, &t->rdx, &t->rdy };

	for (unsigned i = 0; i < LENGTH(to); i++)
		*to[i] =
			jbig2_given_table(j, g, usual[i][flags >> (2 * i) & 3]);
	t->size = jbig2_given_table(j, g, flags >> 14 & 1 ? 0 : 1);
}

/* True: the region is black at first. */
static bool read_flags(struct jbig2_bits *b, struct jbig2_text *t)
{
	uint32_t flags = jbig2_read(b, 2);

	t->huffman = flags & 1;
	t->refine = flags >> 1 & 1;
	t->strips = flags >> 2 & 3;
	t->corner = flags >> 4 & 3;
	t->transposed = flags >> 6 & 1;
	t->op = (enum jbig2_op)(flags >> 7 & 3);
	t->offset = (int)(flags >> 10 & 31);
	t->offset -= t->offset > 15 ? 32 : 0;
	t->how.shape = flags >> 15 & 1;
	return flags >> 9 & 1;
}

void jbig2_text(struct jbig2 *j, const struct jbig2_segment *s,
	struct jbig2_bits *b, struct jbig2_map *to)
{
	struct jbig2_text t = { .bits = b };
	struct jbig2_given g;
	struct jbig2_arith d;

	if (!jbig2_given_find(j, s, &g))
		return;
	t.symbol = g.symbol;
	t.symbols = g.symbols;
	t.contexts = jbig2_contexts_new(&j->now, jbig2_id_length(g.symbols));
	if (read_flags(b, &t))
		memset(to->at, 1, (size_t)to->wide * to->high);
	if (t.huffman)
		read_tables(j, &t, &g, jbig2_read(b, 2));
	if (t.refine && !t.how.shape)
		for (unsigned i = 0; i < 4; i++)
			t.how.near[i] = jbig2_signed(b);
	t.count = jbig2_read(b, 4);
	if (t.huffman) {
		t.ids = read_ids(j, b, g.symbols);
	} else {
		jbig2_arith_open(&d, jbig2_bits_rest(b));
		t.arith = &d;
		t.bits = NULL;
	}
	if (!j->bad)
		jbig2_text_paint(j, &t, to);
}
