/*
 * test/jbig2_made.h - JBIG2 for tests: an arithmetic encoder of our own, and
 * segments around what it writes. Contexts are looked up pixel by pixel here,
 * and not as the decoder does it.
 */
#ifndef JBIG2_MADE_H
#define JBIG2_MADE_H

#include "test.h"

#include "intake/jbig2_int.h"

enum { MADE_BYTES = 1 << 20 };

static const struct {
	uint16_t unlikely;
	uint8_t then, other, turn;
} made_states[] = {
#define STATE(unlikely, then, other, turn) { unlikely, then, other, turn },
#include "intake/jbig2_states.def"
#undef STATE
};

struct coder {
	uint8_t *out;
	size_t at; /* of the byte at hand; 0: none */
	uint32_t a, c;
	int left;
};

MAYBE void coder_begin(struct coder *e)
{
	*e = (struct coder){ .out = arena_alloc(&test_mem, MADE_BYTES),
		.a = 0x8000,
		.left = 12 };
}

static void coder_next(struct coder *e, unsigned shift, int left)
{
	e->out[++e->at] = (uint8_t)(e->c >> shift);
	e->c &= (1u << shift) - 1;
	e->left = left;
}

static void coder_byte(struct coder *e)
{
	bool carry = e->c >= 0x8000000;

	if (e->out[e->at] == 0xff) {
		coder_next(e, 20, 7);
		return;
	}
	if (carry) {
		e->out[e->at]++;
		e->c &= 0x7ffffff;
	}
	if (carry && e->out[e->at] == 0xff)
		coder_next(e, 20, 7);
	else
		coder_next(e, 19, 8);
}

MAYBE void coder_bit(struct coder *e, uint8_t *context, unsigned bit)
{
	unsigned state = *context >> 1, likely = *context & 1;
	uint32_t other = made_states[state].unlikely;
	bool is_likely = bit == likely;

	e->a -= other;
	if (is_likely && e->a & 0x8000) {
		e->c += other;
		return;
	}
	if (is_likely == (e->a < other))
		e->a = other;
	else
		e->c += other;
	if (!is_likely)
		likely ^= made_states[state].turn;
	state = is_likely ? made_states[state].then : made_states[state].other;
	*context = (uint8_t)(state << 1 | likely);
	do {
		e->a <<= 1;
		e->c <<= 1;
		if (!--e->left)
			coder_byte(e);
	} while (!(e->a & 0x8000));
}

MAYBE struct str coder_end(struct coder *e)
{
	uint32_t most = e->c + e->a;

	e->c |= 0xffff;
	if (e->c >= most)
		e->c -= 0x8000;
	for (int i = 0; i < 2; i++) {
		e->c <<= e->left;
		coder_byte(e);
	}
	if (e->out[e->at] != 0xff)
		e->out[++e->at] = 0xff;
	e->out[++e->at] = 0xac;
	return str_of((char *)e->out + 1, e->at);
}

static void coder_step(
	struct coder *e, uint8_t *context, unsigned *before, unsigned bit)
{
	coder_bit(e, &context[*before], bit);
	*before = *before < 256 ? *before << 1 | bit
				: ((*before << 1 | bit) & 511) | 256;
}

/* `none`: out of band. */
MAYBE void coder_number(struct coder *e, uint8_t *context, int64_t n, bool none)
{
	static const struct {
		unsigned bits;
		int64_t low, next;
	} sizes[] = { { 2, 0, 4 }, { 4, 4, 20 }, { 6, 20, 84 }, { 8, 84, 340 },
		{ 12, 340, 4436 }, { 32, 4436, INT64_MAX } };
	int64_t value = n < 0 ? -n : n;
	unsigned before = 1;
	size_t size = 0;

	coder_step(e, context, &before, n < 0 || none);
	for (; value >= sizes[size].next; size++)
		coder_step(e, context, &before, 1);
	if (size + 1 < LENGTH(sizes))
		coder_step(e, context, &before, 0);
	for (unsigned i = sizes[size].bits; i-- > 0;)
		coder_step(e, context, &before,
			(unsigned)((value - sizes[size].low) >> i & 1));
}

MAYBE void coder_id(
	struct coder *e, uint8_t *context, uint32_t id, unsigned length)
{
	uint32_t before = 1;

	for (unsigned i = length; i-- > 0;) {
		unsigned bit = id >> i & 1;

		coder_bit(e, &context[before], bit);
		before = before << 1 | bit;
	}
}

/* ---- pixels -------------------------------------------------------------- */

/* The pixels of each shape's context, from its lowest bit on. */
static const int8_t made_around[4][16][2] = {
	{ { -1, 0 }, { -2, 0 }, { -3, 0 }, { -4, 0 }, { 3, -1 }, { 2, -1 },
		{ 1, -1 }, { 0, -1 }, { -1, -1 }, { -2, -1 }, { -3, -1 },
		{ 2, -2 }, { 1, -2 }, { 0, -2 }, { -1, -2 }, { -2, -2 } },
	{ { -1, 0 }, { -2, 0 }, { -3, 0 }, { 3, -1 }, { 2, -1 }, { 1, -1 },
		{ 0, -1 }, { -1, -1 }, { -2, -1 }, { 2, -2 }, { 1, -2 },
		{ 0, -2 }, { -1, -2 } },
	{ { -1, 0 }, { -2, 0 }, { 2, -1 }, { 1, -1 }, { 0, -1 }, { -1, -1 },
		{ -2, -1 }, { 1, -2 }, { 0, -2 }, { -1, -2 } },
	{ { -1, 0 }, { -2, 0 }, { -3, 0 }, { -4, 0 }, { 2, -1 }, { 1, -1 },
		{ 0, -1 }, { -1, -1 }, { -2, -1 }, { -3, -1 } }
};

/* A picture of letters, a line a row; any but '.' is black. */
MAYBE struct jbig2_map made_map(const char *rows)
{
	struct jbig2_map m = { .at = arena_alloc(&test_mem, strlen(rows) + 1) };
	size_t n = 0;

	m.wide = (uint32_t)strcspn(rows, "\n");
	for (; *rows; rows++)
		if (*rows == '\n')
			m.high++;
		else
			m.at[n++] = *rows == '#';
	return m;
}

MAYBE void coder_map(struct coder *e, uint8_t *contexts, unsigned shape,
	const struct jbig2_map *m)
{
	for (int64_t y = 0; y < m->high; y++)
		for (int64_t x = 0; x < m->wide; x++) {
			uint32_t context = 0;

			for (unsigned i = 0; i < 16; i++) {
				const int8_t *d = made_around[shape][i];

				if (d[0] || d[1])
					context |=
						jbig2_dot(m, x + d[0], y + d[1])
						<< i;
			}
			coder_bit(e, &contexts[context], jbig2_dot(m, x, y));
		}
}

/* ---- segments ------------------------------------------------------------ */

MAYBE void made_big(struct buf *b, uint32_t n, unsigned bytes)
{
	while (bytes-- > 0)
		buf_addc(b, (char)(n >> 8 * bytes));
}

MAYBE void made_segment(struct buf *b, uint32_t number, unsigned type,
	int refers, struct str data)
{
	made_big(b, number, 4);
	made_big(b, type, 1);
	made_big(b, refers < 0 ? 0 : 1 << 5, 1);
	if (refers >= 0)
		made_big(b, (uint32_t)refers, 1);
	made_big(b, 1, 1);
	made_big(b, (uint32_t)data.len, 4);
	buf_add(b, data);
}

MAYBE void made_page_of(struct buf *b, uint32_t wide, uint32_t high)
{
	struct buf data;

	buf_init(&data, &test_mem, 64);
	made_big(&data, wide, 4);
	made_big(&data, high, 4);
	made_big(&data, 0, 4);
	made_big(&data, 0, 4);
	made_big(&data, 0, 3);
	made_segment(b, 0, 48, -1, buf_str(&data));
}

MAYBE void made_region(
	struct buf *b, uint32_t wide, uint32_t high, uint32_t x, uint32_t y)
{
	made_big(b, wide, 4);
	made_big(b, high, 4);
	made_big(b, x, 4);
	made_big(b, y, 4);
	made_big(b, 0, 1);
}

MAYBE struct str made_generic(
	const struct jbig2_map *m, unsigned shape, uint32_t x, uint32_t y)
{
	static const char *const near[] = { "\3\xff\xfd\xff\2\xfe\xfe\xfe",
		"\3\xff", "\2\xff", "\2\xff" };
	struct coder e;
	struct buf b;

	buf_init(&b, &test_mem, MADE_BYTES);
	made_region(&b, m->wide, m->high, x, y);
	made_big(&b, shape << 1, 1);
	buf_add(&b, str_c(near[shape]));
	coder_begin(&e);
	coder_map(&e, arena_alloc(&test_mem, JBIG2_GENERIC), shape, m);
	buf_add(&b, coder_end(&e));
	return buf_str(&b);
}

/* A dictionary of symbols of one height. */
MAYBE struct str made_symbols(const struct jbig2_map *m, uint32_t count)
{
	struct jbig2_contexts *c = jbig2_contexts_new(&test_mem, 8);
	struct coder e;
	struct buf b;
	int64_t wide = 0;

	buf_init(&b, &test_mem, MADE_BYTES);
	made_big(&b, 0, 2);
	buf_add(&b, STR("\3\xff\xfd\xff\2\xfe\xfe\xfe"));
	made_big(&b, count, 4);
	made_big(&b, count, 4);
	coder_begin(&e);
	coder_number(&e, c->number[IADH], m->high, false);
	for (uint32_t i = 0; i < count; wide = m[i++].wide) {
		coder_number(&e, c->number[IADW], m[i].wide - wide, false);
		coder_map(&e, c->generic, 0, &m[i]);
	}
	coder_number(&e, c->number[IADW], 0, true);
	coder_number(&e, c->number[IAEX], 0, false);
	coder_number(&e, c->number[IAEX], count, false);
	buf_add(&b, coder_end(&e));
	return buf_str(&b);
}

struct made_place {
	uint32_t id;
	int64_t x, y;
};

/* Symbols at places of which no two are in one row. */
MAYBE struct str made_text(const struct made_place *at, uint32_t count,
	uint32_t symbols, uint32_t wide, uint32_t high)
{
	unsigned length = jbig2_id_length(symbols);
	struct jbig2_contexts *c = jbig2_contexts_new(&test_mem, length);
	struct coder e;
	struct buf b;
	int64_t x = 0, y = 0;

	buf_init(&b, &test_mem, MADE_BYTES);
	made_region(&b, wide, high, 0, 0);
	made_big(&b, 1 << 4, 2); /* places are those of upper left corners */
	made_big(&b, count, 4);
	coder_begin(&e);
	coder_number(&e, c->number[IADT], 0, false);
	for (uint32_t i = 0; i < count; i++) {
		coder_number(&e, c->number[IADT], at[i].y - y, false);
		coder_number(&e, c->number[IAFS], at[i].x - x, false);
		coder_id(&e, c->id, at[i].id, length);
		coder_number(&e, c->number[IADS], 0, true);
		x = at[i].x;
		y = at[i].y;
	}
	buf_add(&b, coder_end(&e));
	return buf_str(&b);
}

#endif
