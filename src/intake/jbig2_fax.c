/*
 * intake/jbig2_fax.c - pixels as a fax of group 4 has them (T.6): each row by
 * where it differs from the one above.
 */
#include "intake/jbig2_int.h"

enum { WHITE = 1, BLACK = 2, EITHER = 3, CODE_MOST = 13 };

static const struct {
	uint8_t colour, bits;
	uint16_t run, code;
} runs[] = {
#define RUN(colour, run, bits, code) { colour, bits, run, code },
#include "intake/jbig2_fax.def"
#undef RUN
};

/* What the next bits are, without taking them. */
static uint32_t peek(const struct jbig2_bits *b, unsigned count)
{
	struct jbig2_bits copy = *b;

	return jbig2_bits_read(&copy, count);
}

/* How many pixels of a colour follow. */
static uint32_t run_of(struct jbig2_bits *b, unsigned colour)
{
	uint32_t all = 0, next, i;

	do {
		next = peek(b, CODE_MOST);
		for (i = 0; i < LENGTH(runs); i++)
			if (runs[i].colour & (colour ? BLACK : WHITE) &&
				next >> (CODE_MOST - runs[i].bits) ==
					runs[i].code)
				break;
		if (i == LENGTH(runs) || b->over) {
			b->over = true;
			return 0;
		}
		b->bit += runs[i].bits;
		all += runs[i].run;
	} while (runs[i].run >= 64 && all < JBIG2_PIXELS);
	return all;
}

struct fax {
	struct jbig2_bits *b;
	const uint8_t *above; /* NULL: white */
	uint8_t *row;
	int64_t wide, at; /* -1: before the first */
	uint8_t colour;
};

static uint8_t above(const struct fax *f, int64_t x)
{
	return f->above && x >= 0 ? f->above[x] : 0;
}

/* Where the row above becomes another colour than ours, from x on. */
static int64_t change(const struct fax *f, int64_t x, uint8_t colour)
{
	while (x < f->wide &&
		!(above(f, x) != above(f, x - 1) && above(f, x) != colour))
		x++;
	return x;
}

static void fill(struct fax *f, int64_t to)
{
	int64_t from = f->at < 0 ? 0 : f->at;

	if (to > f->wide)
		to = f->wide;
	if (to < from) {
		f->b->over = true;
		return;
	}
	memset(f->row + from, f->colour, (size_t)(to - from));
	f->at = to;
}

static void horizontal(struct fax *f)
{
	for (int i = 0; i < 2 && !f->b->over; i++) {
		int64_t from = f->at < 0 ? 0 : f->at;

		fill(f, from + run_of(f->b, f->colour));
		f->colour ^= 1;
	}
}

/* Bits of the ways in which a change differs from the one above. */
static const struct {
	uint8_t bits, code;
	int8_t by;
} shifts[] = { { 1, 1, 0 }, { 3, 3, 1 }, { 3, 2, -1 }, { 6, 3, 2 },
	{ 6, 2, -2 }, { 7, 3, 3 }, { 7, 2, -3 } };

static void vertical(struct fax *f, int64_t first)
{
	for (size_t i = 0; i < LENGTH(shifts); i++)
		if (peek(f->b, shifts[i].bits) == shifts[i].code) {
			f->b->bit += shifts[i].bits;
			fill(f, first + shifts[i].by);
			f->colour ^= 1;
			return;
		}
	f->b->over = true;
}

static void read_row(struct fax *f)
{
	while (f->at < f->wide && !f->b->over) {
		int64_t first = change(f, f->at + 1, f->colour);

		if (peek(f->b, 4) == 1) { /* passed by */
			f->b->bit += 4;
			fill(f, change(f, first + 1, !f->colour));
		} else if (peek(f->b, 3) == 1) {
			f->b->bit += 3;
			horizontal(f);
		} else {
			vertical(f, first);
		}
		if (f->b->bit >> 3 > f->b->bytes)
			f->b->over = true;
	}
}

void jbig2_fax(struct jbig2 *j, struct jbig2_bits *b, struct jbig2_map *to)
{
	for (uint32_t y = 0; y < to->high && !j->bad; y++) {
		uint8_t *row = to->at + (size_t)y * to->wide;
		struct fax f = { .b = b,
			.above = y ? row - to->wide : NULL,
			.row = row,
			.wide = to->wide,
			.at = to->wide ? -1 : 0 };

		read_row(&f);
		if (b->over || !jbig2_work(j, to->wide / 2 + 8))
			j->bad = true;
	}
	if (peek(b, 24) == 0x001001) /* the end of a block */
		b->bit += 24;
	jbig2_bits_align(b);
}
