/*
 * intake/jbig2_arith.c - bits by the arithmetic decoder of T.88, annex E (that
 * of JPEG 2000, too), and numbers made of them (annex A).
 */
#include "intake/jbig2_int.h"

/* A context is a place in this table, times two, and the likelier bit. */
static const struct {
	uint16_t unlikely; /* how much of the range the other bit has */
	uint8_t then, other;
	uint8_t turn; /* the other is the likelier one from then on */
} states[] = {
#define STATE(unlikely, then, other, turn) { unlikely, then, other, turn },
#include "intake/jbig2_states.def"
#undef STATE
};

static void take_byte(struct jbig2_arith *d)
{
	unsigned now = d->at < d->end ? d->at[0] : 0xff;
	unsigned next = d->at + 1 < d->end ? d->at[1] : 0xff;

	if (now == 0xff && next > 0x8f) { /* a mark: the end */
		d->c += 0xff00;
		d->left = 8;
		return;
	}
	d->at++;
	d->c += now == 0xff ? next << 9 : next << 8;
	d->left = now == 0xff ? 7 : 8;
}

void jbig2_arith_open(struct jbig2_arith *d, struct str s)
{
	d->at = (const uint8_t *)s.at;
	d->end = d->at + s.len;
	d->c = (uint32_t)(s.len ? d->at[0] : 0xff) << 16;
	take_byte(d);
	d->c <<= 7;
	d->left -= 7;
	d->a = 0x8000;
}

static void widen(struct jbig2_arith *d)
{
	do {
		if (!d->left)
			take_byte(d);
		d->a <<= 1;
		d->c <<= 1;
		d->left--;
	} while (!(d->a & 0x8000));
}

unsigned jbig2_arith_bit(struct jbig2_arith *d, uint8_t *context)
{
	unsigned state = *context >> 1, likely = *context & 1;
	uint32_t other = states[state].unlikely;
	bool below = d->c >> 16 < other, swapped;

	d->a -= other;
	swapped = d->a < other;
	if (below) {
		d->a = other;
	} else {
		d->c -= other << 16;
		if (d->a & 0x8000)
			return likely;
	}
	widen(d);
	if (below != swapped) {
		*context = (uint8_t)(states[state].other << 1 |
				     (likely ^ states[state].turn));
		return !likely;
	}
	*context = (uint8_t)(states[state].then << 1 | likely);
	return likely;
}

/* ---- numbers ------------------------------------------------------------- */

struct walk {
	struct jbig2_arith *d;
	uint8_t *context;
	unsigned before; /* the bits that were read */
};

static unsigned next_bit(struct walk *w)
{
	unsigned bit = jbig2_arith_bit(w->d, &w->context[w->before]);
	unsigned grown = w->before << 1 | bit;

	w->before = w->before < 256 ? grown : (grown & 511) | 256;
	return bit;
}

bool jbig2_arith_number(struct jbig2_arith *d, uint8_t *context, int64_t *out)
{
	static const struct {
		unsigned bits, low;
	} sizes[] = { { 2, 0 }, { 4, 4 }, { 6, 20 }, { 8, 84 }, { 12, 340 },
		{ 32, 4436 } };
	struct walk w = { .d = d, .before = 1 };
	size_t size = 0;
	uint64_t n = 0;
	bool minus;

	w.context = context;
	minus = next_bit(&w);
	while (size + 1 < LENGTH(sizes) && next_bit(&w))
		size++;
	for (unsigned i = 0; i < sizes[size].bits; i++)
		n = n << 1 | next_bit(&w);
	*out = (int64_t)(n + sizes[size].low);
	if (minus && !*out)
		return false;
	*out = minus ? -*out : *out;
	return true;
}

uint32_t jbig2_arith_id(
	struct jbig2_arith *d, uint8_t *context, unsigned length)
{
	uint32_t id = 1;

	for (unsigned i = 0; i < length; i++)
		id = id << 1 | jbig2_arith_bit(d, &context[id]);
	return id - (1u << length);
}
