/*
 * intake/jbig2_symbol.c - dictionaries of symbols (T.88, 6.5): the letters of a
 * page, each once; and what other segments a segment refers to.
 */
#include "intake/jbig2_int.h"

enum { SYMBOLS_MOST = 200000, ID_MOST = 22 };

unsigned jbig2_id_length(uint64_t symbols)
{
	unsigned n = 0;

	while (n < ID_MOST && (uint64_t)1 << n < symbols)
		n++;
	return n;
}

struct jbig2_contexts *jbig2_contexts_new(struct arena *mem, unsigned id_length)
{
	struct jbig2_contexts *c = ARENA_NEW(mem, struct jbig2_contexts);

	c->id_length = id_length;
	c->id = arena_alloc(mem, ((size_t)1 << id_length) + 1);
	return c;
}

/* ---- what a segment refers to ---------------------------------------------
 */

bool jbig2_given_find(
	struct jbig2 *j, const struct jbig2_segment *s, struct jbig2_given *out)
{
	uint64_t symbols = 0;

	*out = (struct jbig2_given){ 0 };
	for (uint32_t i = 0; i < s->refers; i++) {
		const struct jbig2_segment *r = jbig2_find(j, s->refer[i]);

		if (r && r->kind == JBIG2_SYMBOLS)
			symbols += r->maps;
	}
	if (symbols > SYMBOLS_MOST || !jbig2_work(j, 8 * symbols))
		return jbig2_fail(j);
	out->symbol = ARENA_LIST(
		&j->now, const struct jbig2_map *, (size_t)symbols + 1);
	for (uint32_t i = 0; i < s->refers; i++) {
		const struct jbig2_segment *r = jbig2_find(j, s->refer[i]);

		if (r && r->kind == JBIG2_TABLE &&
			out->tables < LENGTH(out->table))
			out->table[out->tables++] = r->table;
		if (!r || r->kind != JBIG2_SYMBOLS)
			continue;
		for (uint32_t k = 0; k < r->maps; k++)
			out->symbol[out->symbols++] = &r->map[k];
		out->last = r;
	}
	return true;
}

const struct jbig2_table *jbig2_given_table(
	struct jbig2 *j, struct jbig2_given *g, unsigned usual)
{
	if (usual)
		return jbig2_table_usual(&j->now, usual);
	if (g->taken < g->tables)
		return g->table[g->taken++];
	j->bad = true;
	return jbig2_table_usual(&j->now, 1);
}

/* ---- a dictionary ----------------------------------------------------------
 */

struct dictionary {
	struct jbig2 *j;
	struct jbig2_bits *b;
	struct jbig2_arith arith;
	struct jbig2_contexts *contexts;
	bool huffman, made_of_others;
	const struct jbig2_table *dh, *dw, *size, *count;
	struct jbig2_generic how;
	struct jbig2_text text; /* of a symbol that is made of others */
	struct jbig2_map *made;
	uint32_t given, all, now, exported;
};

static bool number(struct dictionary *d, enum jbig2_numbers which,
	const struct jbig2_table *table, int64_t *out)
{
	return d->huffman ? jbig2_table_number(table, d->b, out)
			  : jbig2_arith_number(
				    &d->arith, d->contexts->number[which], out);
}

static int64_t sure(struct dictionary *d, enum jbig2_numbers which,
	const struct jbig2_table *table)
{
	int64_t n;

	if (!number(d, which, table, &n))
		d->j->bad = true;
	return n;
}

/* By pixels, or by other symbols. */
static void read_symbol(
	struct dictionary *d, struct jbig2_map *to, int64_t wide, int64_t high)
{
	struct jbig2_text *t = &d->text;

	if (!jbig2_map_new(d->j, true, (uint64_t)wide, (uint64_t)high, to))
		return;
	if (!d->made_of_others) {
		jbig2_generic_read(
			d->j, &d->how, &d->arith, d->contexts->generic, to);
		return;
	}
	t->symbols = d->now;
	t->count = (uint32_t)sure(d, IAAI, d->count);
	if (t->count > 1)
		jbig2_text_paint(d->j, t, to);
	else
		jbig2_text_mend(d->j, t, to);
}

/* A row of symbols as one map, which is cut. */
static void read_row(struct dictionary *d, const uint32_t *wide, uint32_t count,
	int64_t high)
{
	struct jbig2 *j = d->j;
	struct jbig2_map row;
	int64_t bytes = sure(d, IAEX, d->size);
	uint64_t all = 0;
	uint32_t x = 0;
	struct jbig2_bits part;

	for (uint32_t i = 0; i < count; i++)
		all += wide[i];
	jbig2_bits_align(d->b);
	if (j->bad || bytes < 0 ||
		!jbig2_map_new(j, false, all, (uint64_t)high, &row))
		return;
	part = jbig2_bits_of(jbig2_bits_rest(d->b));
	if (bytes) {
		if ((uint64_t)bytes < part.bytes)
			part.bytes = (size_t)bytes;
		jbig2_fax(j, &part, &row);
	} else {
		bytes = high * (int64_t)((all + 7) / 8);
		for (uint32_t y = 0; y < row.high; y++) {
			for (uint32_t i = 0; i < row.wide; i++)
				row.at[(size_t)y * row.wide + i] =
					(uint8_t)jbig2_bits_read(&part, 1);
			jbig2_bits_align(&part);
			if (part.over || !jbig2_work(j, row.wide))
				break;
		}
		j->bad |= part.over;
	}
	jbig2_bits_skip(d->b, (size_t)bytes);
	for (uint32_t i = 0; i < count && !j->bad; x += wide[i++])
		jbig2_map_cut(j, &row, x, wide[i],
			&d->made[d->now - d->given - count + i]);
}

/* The symbols of one height. */
static void read_class(struct dictionary *d, int64_t high)
{
	struct jbig2 *j = d->j;
	uint32_t first = d->now, *wide;
	int64_t width = 0, by;

	wide = ARENA_LIST(&j->now, uint32_t, (size_t)(d->all - d->now) + 1);
	while (!j->bad && number(d, IADW, d->dw, &by)) {
		struct jbig2_map *to = &d->made[d->now - d->given];

		width += by;
		if (d->now == d->all || width < 0 || width > JBIG2_PIXELS ||
			!jbig2_work(j, 64)) {
			j->bad = true;
			return;
		}
		if (d->huffman && !d->made_of_others)
			wide[d->now - first] = (uint32_t)width;
		else
			read_symbol(d, to, width, high);
		d->text.symbol[d->now++] = to;
	}
	j->bad |= d->b->over;
	if (!j->bad && d->huffman && !d->made_of_others)
		read_row(d, wide, d->now - first, high);
}

/* Runs of symbols that go out, and of those that do not. */
static void export(struct dictionary *d, struct jbig2_segment *s)
{
	bool out = false;
	const struct jbig2_table *runs = jbig2_table_usual(&d->j->now, 1);

	s->map = ARENA_LIST(&d->j->own, struct jbig2_map, d->exported + 1);
	for (uint32_t i = 0; i < d->all; out = !out) {
		int64_t run = sure(d, IAEX, runs);

		if (d->j->bad || run < 0 || run > d->all - i ||
			!jbig2_work(d->j, 16)) {
			d->j->bad = true;
			return;
		}
		for (; run; run--, i++)
			if (out && s->maps < d->exported)
				s->map[s->maps++] = *d->text.symbol[i];
	}
	s->kind = JBIG2_SYMBOLS;
}

/* ---- the segment ------------------------------------------------------------
 */

static void read_tables(
	struct dictionary *d, struct jbig2_given *g, uint32_t flags)
{
	static const uint8_t heights[] = { 4, 5, 0, 0 },
			     widths[] = { 2, 3, 0, 0 };
	struct jbig2 *j = d->j;

	d->dh = jbig2_given_table(j, g, heights[flags >> 2 & 3]);
	d->dw = jbig2_given_table(j, g, widths[flags >> 4 & 3]);
	d->size = jbig2_given_table(j, g, flags >> 6 & 1 ? 0 : 1);
	d->count = jbig2_given_table(j, g, flags >> 7 & 1 ? 0 : 1);
}

/* A symbol that is made of others is a text of them. */
static void prepare_text(
	struct dictionary *d, const struct jbig2_given *g, uint32_t flags)
{
	struct jbig2_text *t = &d->text;
	struct arena *mem = &d->j->now;

	t->huffman = d->huffman;
	t->refine = true;
	t->corner = 1;
	t->how.shape = flags >> 12 & 1;
	t->bits = d->b;
	t->arith = &d->arith;
	t->contexts = d->contexts;
	t->symbol = ARENA_LIST(mem, const struct jbig2_map *, d->all + 1);
	if (g->symbols)
		memcpy(t->symbol, g->symbol, g->symbols * sizeof(*t->symbol));
	if (!d->huffman)
		return;
	t->first = jbig2_table_usual(mem, 6);
	t->next = jbig2_table_usual(mem, 8);
	t->row = jbig2_table_usual(mem, 11);
	t->rdw = t->rdh = t->rdx = t->rdy = jbig2_table_usual(mem, 15);
	t->size = jbig2_table_usual(mem, 1);
}

/* What a dictionary before this one learned, or nothing. */
static void take_contexts(struct dictionary *d, const struct jbig2_given *g,
	bool used, struct arena *mem)
{
	unsigned length = jbig2_id_length(d->all);

	if (d->huffman && !length)
		length = 1;
	d->contexts = jbig2_contexts_new(mem, length);
	if (!used || !g->last || !g->last->contexts)
		return;
	memcpy(d->contexts->generic, g->last->contexts->generic,
		sizeof(d->contexts->generic));
	memcpy(d->contexts->refined, g->last->contexts->refined,
		sizeof(d->contexts->refined));
}

static void read_symbols(struct dictionary *d)
{
	int64_t high = 0;

	while (d->now < d->all && !d->j->bad) {
		high += sure(d, IADH, d->dh);
		if (high < 0 || high > JBIG2_PIXELS || !jbig2_work(d->j, 64)) {
			d->j->bad = true;
			return;
		}
		read_class(d, high);
	}
}

void jbig2_symbols(
	struct jbig2 *j, struct jbig2_segment *s, struct jbig2_bits *b)
{
	uint32_t flags = jbig2_read(b, 2), count;
	struct dictionary d = { .j = j,
		.b = b,
		.huffman = flags & 1,
		.made_of_others = flags >> 1 & 1 };
	struct jbig2_given g;
	bool kept = flags >> 9 & 1;

	if (!jbig2_given_find(j, s, &g))
		return;
	d.how.shape = flags >> 10 & 3;
	if (d.huffman)
		read_tables(&d, &g, flags);
	else
		jbig2_generic_near_read(b, d.how.shape, d.how.near);
	for (unsigned i = 0; d.made_of_others && !(flags >> 12 & 1) && i < 4;
		i++)
		d.text.how.near[i] = jbig2_signed(b);
	d.exported = jbig2_read(b, 4);
	count = jbig2_read(b, 4);
	if (j->bad || b->over || count > SYMBOLS_MOST ||
		d.exported > SYMBOLS_MOST + g.symbols ||
		!jbig2_work(j, 64 * (uint64_t)count)) {
		j->bad = true;
		return;
	}
	d.given = d.now = g.symbols;
	d.all = g.symbols + count;
	d.made = ARENA_LIST(&j->own, struct jbig2_map, (size_t)count + 1);
	take_contexts(&d, &g, flags >> 8 & 1, kept ? &j->own : &j->now);
	prepare_text(&d, &g, flags);
	if (!d.huffman)
		jbig2_arith_open(&d.arith, jbig2_bits_rest(b));
	read_symbols(&d);
	if (!j->bad)
		export(&d, s);
	s->contexts = kept ? d.contexts : NULL;
}
