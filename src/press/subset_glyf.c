/*
 * press/subset_glyf.c - TrueType outlines: copies the glyphs that are wanted
 * and those that they are made of. Trusts no offset of the font's. Draws
 * nothing.
 */
#include "press/subset_int.h"

enum { TABLES = 6 };

/* Of a part of a composite glyph. */
enum {
	PART_WORDS = 0x1,
	PART_SCALE = 0x8,
	PART_MORE = 0x20,
	PART_TWO_SCALES = 0x40,
	PART_MATRIX = 0x80,
	PART_INSTRUCTIONS = 0x100,
	PART_PLACED = 0x2 /* by x and y */
};

/* ---- the font's glyphs -------------------------------------------------- */

static unsigned bearing(const struct subset_font *s, uint16_t id)
{
	size_t at = id < s->metrics ? 4 * (size_t)id + 2
				    : 2 * s->metrics + 2 * (size_t)id;

	if (id >= s->font->glyph_count)
		return 0;
	return at + 2 <= s->hmtx.len ? subset_u16(s->hmtx.at + at) : 0;
}

/* The bytes of a glyph; none for a blank one, and for what lies outside. */
static struct subset_table outline(const struct subset_font *s, uint16_t id)
{
	size_t size = s->wide ? 4 : 2, from, to;
	const unsigned char *at = s->loca.at + size * id;

	if (size * ((size_t)id + 2) > s->loca.len || id >= s->font->glyph_count)
		return (struct subset_table){ 0 };
	from = s->wide ? subset_u32(at) : 2 * subset_u16(at);
	to = s->wide ? subset_u32(at + 4) : 2 * subset_u16(at + 2);
	if (to > s->glyf.len || from + 10 >= to)
		return (struct subset_table){ 0 };
	return (struct subset_table){ NULL, s->glyf.at + from, to - from };
}

/* ---- which glyphs ------------------------------------------------------- */

struct glyphs {
	struct subset_font *s;
	const struct subset_wanted *want;
	uint16_t *id; /* in the order of their codes; the first is 0 */
	size_t count;
};

/* NULL: it is one of the font's, or the empty one. */
static const struct subset_joined *joined_of(
	const struct glyphs *g, uint16_t id)
{
	size_t first = (size_t)g->s->font->glyph_count + 1;

	return id < first ? NULL : &g->want->joined[id - first];
}

static void want(struct glyphs *g, uint16_t id)
{
	if (id > g->s->font->glyph_count || (id && g->s->code[id]))
		return;
	g->s->code[id] = (uint16_t)g->count;
	g->id[g->count++] = id;
}

/* How long the part of a composite glyph at p is; 0: it goes over the end. */
static size_t part_size(const unsigned char *p, const unsigned char *end)
{
	unsigned flags;
	size_t size;

	if (end - p < 6)
		return 0;
	flags = subset_u16(p);
	size = 4 + (flags & PART_WORDS ? 4 : 2) +
	       (flags & PART_SCALE               ? 2
		       : flags & PART_TWO_SCALES ? 4
		       : flags & PART_MATRIX     ? 8
						 : 0);
	return (size_t)(end - p) >= size ? size : 0;
}

static bool is_composite(struct subset_table o)
{
	return o.len && (o.at[0] & 0x80);
}

static void want_parts(struct glyphs *g, struct subset_table o)
{
	const unsigned char *p = o.at + 10, *end = o.at + o.len;
	size_t size;

	do {
		size = part_size(p, end);
		if (!size)
			return;
		want(g, (uint16_t)subset_u16(p + 2));
		p += size;
	} while (subset_u16(p - size) & PART_MORE);
}

/* ---- the program -------------------------------------------------------- */

static void put16(struct buf *b, unsigned n)
{
	buf_addc(b, (char)(n >> 8));
	buf_addc(b, (char)n);
}

static void put32(struct buf *b, uint32_t n)
{
	put16(b, n >> 16);
	put16(b, n & 0xffff);
}

static void set16(char *at, unsigned n)
{
	at[0] = (char)(n >> 8);
	at[1] = (char)n;
}

static void set32(char *at, uint32_t n)
{
	set16(at, n >> 16);
	set16(at + 2, n & 0xffff);
}

static void put_bytes(struct buf *b, const unsigned char *at, size_t len)
{
	buf_add(b, str_of((const char *)at, len));
}

/* A glyph of contours without its instructions. */
static bool put_simple(struct buf *b, struct subset_table o)
{
	size_t head = 10 + 2 * (size_t)subset_u16(o.at), skip;

	if (o.len < head + 2)
		return false;
	skip = head + 2 + subset_u16(o.at + head);
	if (o.len < skip)
		return false;
	put_bytes(b, o.at, head);
	put16(b, 0);
	put_bytes(b, o.at + skip, o.len - skip);
	return true;
}

static bool put_composite(struct buf *b, struct subset_table o,
	const uint16_t *code, size_t count)
{
	const unsigned char *p = o.at + 10, *end = o.at + o.len;
	unsigned flags;

	put_bytes(b, o.at, 10);
	do {
		size_t size = part_size(p, end);

		if (!size || subset_u16(p + 2) >= count)
			return false;
		flags = subset_u16(p);
		put16(b, flags & ~(unsigned)PART_INSTRUCTIONS);
		put16(b, code[subset_u16(p + 2)]);
		put_bytes(b, p + 4, size - 4);
		p += size;
	} while (flags & PART_MORE);
	return true;
}

/* What all of it covers: x0 y0 x1 y1. */
static void joined_box(
	const struct subset_font *s, const struct subset_joined *j, int box[4])
{
	bool any = false;

	memset(box, 0, 4 * sizeof(*box));
	for (size_t i = 0; i < j->count; i++) {
		struct subset_table o = outline(s, j->at[i].id);

		for (int k = 0; o.len && k < 4; k++) {
			int at = (int16_t)subset_u16(o.at + 2 + 2 * k) +
				 (k & 1 ? j->at[i].dy : j->at[i].dx);

			if (!any || (k < 2 ? at < box[k] : at > box[k]))
				box[k] = at;
		}
		any |= o.len > 0;
	}
}

static void put_joined(struct buf *b, const struct subset_font *s,
	const struct subset_joined *j)
{
	int box[4];

	joined_box(s, j, box);
	put16(b, 0xffff);
	for (int i = 0; i < 4; i++)
		put16(b, (unsigned)box[i] & 0xffff);
	for (size_t i = 0; i < j->count; i++) {
		put16(b, PART_WORDS | PART_PLACED |
				 (i + 1 < j->count ? PART_MORE : 0));
		put16(b, s->code[j->at[i].id]);
		put16(b, (uint16_t)j->at[i].dx);
		put16(b, (uint16_t)j->at[i].dy);
	}
}

static bool put_outline(const struct glyphs *g, struct buf *b, uint16_t id)
{
	const struct subset_joined *joined = joined_of(g, id);
	struct subset_table o;

	if (joined) {
		if (joined->count)
			put_joined(b, g->s, joined);
		return true;
	}
	o = outline(g->s, id);
	if (!o.len)
		return true;
	return is_composite(o) ? put_composite(b, o, g->s->code,
					 (size_t)g->s->font->glyph_count)
			       : put_simple(b, o);
}

static bool put_outlines(
	const struct glyphs *g, struct buf *b, uint32_t *places)
{
	size_t begin = b->len;

	for (size_t i = 0; i < g->count; i++) {
		places[i] = (uint32_t)(b->len - begin);
		if (!put_outline(g, b, g->id[i]))
			return false;
		if (b->len & 1)
			buf_addc(b, 0);
	}
	places[g->count] = (uint32_t)(b->len - begin);
	return true;
}

struct program {
	struct buf *b;
	size_t begin, table; /* table: where the one at hand begins */
	int count;
	uint32_t sum;
};

static void table_begin(struct program *p)
{
	while ((p->b->len - p->begin) & 3)
		buf_addc(p->b, 0);
	p->table = p->b->len;
}

static uint32_t sum_of(const struct buf *b, size_t from)
{
	uint32_t sum = 0;

	for (; from + 4 <= b->len; from += 4)
		sum += subset_u32((const unsigned char *)b->at + from);
	return sum;
}

/* Fills its row in the directory. */
static void table_end(struct program *p, const char *tag)
{
	size_t len = p->b->len - p->table;
	char *row;
	uint32_t sum;

	while ((p->b->len - p->begin) & 3)
		buf_addc(p->b, 0);
	sum = sum_of(p->b, p->table);
	row = p->b->at + p->begin + 12 + 16 * p->count++;
	memcpy(row, tag, 4);
	set32(row + 4, sum);
	set32(row + 8, (uint32_t)(p->table - p->begin));
	set32(row + 12, (uint32_t)len);
	p->sum += sum;
}

static void put_head(struct program *p, const struct subset_font *s, bool wide)
{
	table_begin(p);
	put_bytes(p->b, s->head.at, SUBSET_HEAD);
	set32(p->b->at + p->table + 8, 0);
	set16(p->b->at + p->table + 50, wide);
	table_end(p, "head");
}

static void put_metric(struct buf *b, const struct glyphs *g, uint16_t id)
{
	const struct subset_joined *joined = joined_of(g, id);
	int box[4];

	if (joined) {
		joined_box(g->s, joined, box);
		put16(b, (unsigned)joined->advance);
		put16(b, (unsigned)box[0] & 0xffff);
		return;
	}
	put16(b, (unsigned)subset_advance(g->s, id));
	put16(b, bearing(g->s, id));
}

static void put_metrics(struct program *p, const struct glyphs *g)
{
	table_begin(p);
	put_bytes(p->b, g->s->hhea.at, SUBSET_HHEA);
	set16(p->b->at + p->table + 34, (unsigned)g->count);
	table_end(p, "hhea");
	table_begin(p);
	for (size_t i = 0; i < g->count; i++)
		put_metric(p->b, g, g->id[i]);
	table_end(p, "hmtx");
}

static void put_most(struct program *p, const struct glyphs *g)
{
	char *at;

	table_begin(p);
	put_bytes(p->b, g->s->maxp.at, SUBSET_MAXP);
	at = p->b->at + p->table;
	set16(at + 4, (unsigned)g->count);
	/* zones, storage, functions ...: no instructions are left */
	memset(at + 16, 0, 12);
	set16(at + 14, 1);
	if (g->want->joined_count) {
		memset(at + 10, 0xff, 4);
		set16(at + 28, 0xff);
		set16(at + 30, subset_u16(g->s->maxp.at + 30) + 1);
	}
	table_end(p, "maxp");
}

static void put_places(struct program *p, const struct glyphs *g,
	const uint32_t *places, bool wide)
{
	table_begin(p);
	for (size_t i = 0; i <= g->count; i++)
		if (wide)
			put32(p->b, places[i]);
		else
			put16(p->b, places[i] / 2);
	table_end(p, "loca");
}

/* Tables in the order of their tags, as the format wants them. */
static bool put_program(
	const struct glyphs *g, struct arena *mem, struct buf *out)
{
	uint32_t *places = ARENA_LIST(mem, uint32_t, g->count + 1);
	struct program p = { out, out->len, 0, 0, 0 };
	bool wide;

	put32(out, 0x10000);
	put16(out, TABLES);
	put16(out, 4 * 16);
	put16(out, 2);
	put16(out, (TABLES - 4) * 16);
	for (int i = 0; i < TABLES * 4; i++)
		put32(out, 0);
	table_begin(&p);
	if (!put_outlines(g, out, places))
		return false;
	table_end(&p, "glyf");
	wide = places[g->count] > 2 * 0xffff;
	put_head(&p, g->s, wide);
	put_metrics(&p, g);
	put_places(&p, g, places, wide);
	put_most(&p, g);
	for (size_t i = 0; i < 12 + 16 * TABLES; i += 4)
		p.sum += subset_u32(
			(const unsigned char *)out->at + p.begin + i);
	set32(out->at +
			subset_u32((const unsigned char *)out->at + p.begin +
				   12 + 16 + 8) +
			p.begin + 8,
		0xb1b0afba - p.sum);
	return true;
}

static void want_all(struct glyphs *g, uint16_t *codes)
{
	for (size_t i = 0; i < g->want->count; i++) {
		uint16_t id = g->want->ids[i];

		codes[i] = (uint16_t)g->count;
		if (joined_of(g, id))
			g->id[g->count++] = id;
		else
			want(g, id);
	}
	for (size_t i = 0; i < g->count; i++) {
		const struct subset_joined *joined = joined_of(g, g->id[i]);
		struct subset_table o = outline(g->s, g->id[i]);

		for (size_t k = 0; joined && k < joined->count; k++)
			want(g, joined->at[k].id);
		if (!joined && is_composite(o))
			want_parts(g, o);
	}
}

bool subset_glyf(struct subset_font *s, struct arena *mem,
	const struct subset_wanted *wanted, struct subset_made *made,
	struct buf *out)
{
	size_t most = (size_t)s->font->glyph_count + 1;
	struct glyphs g = { s, wanted,
		ARENA_LIST(mem, uint16_t, most + wanted->joined_count + 1), 0 };
	bool ok;

	if (!s->code)
		s->code = mem_alloc(most * sizeof(*s->code));
	want(&g, 0);
	want_all(&g, made->codes);
	made->total = g.count;
	ok = put_program(&g, mem, out);
	for (size_t i = 0; i < g.count; i++)
		if (!joined_of(&g, g.id[i]))
			s->code[g.id[i]] = 0;
	return ok;
}
