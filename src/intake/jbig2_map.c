/* intake/jbig2_map.c - bits of bytes, and pixels one on the other. */
#include "intake/jbig2_int.h"

bool jbig2_fail(struct jbig2 *j)
{
	j->bad = true;
	return false;
}

/* ---- bits --------------------------------------------------------------- */

struct jbig2_bits jbig2_bits_of(struct str s)
{
	return (struct jbig2_bits){ .at = (const uint8_t *)s.at,
		.bytes = s.len };
}

uint32_t jbig2_bits_read(struct jbig2_bits *b, unsigned count)
{
	uint32_t n = 0;

	for (unsigned i = 0; i < count; i++, b->bit++) {
		size_t byte = b->bit >> 3;
		unsigned bit = 0;

		if (byte < b->bytes)
			bit = b->at[byte] >> (7 - (b->bit & 7)) & 1;
		else
			b->over = true;
		n = n << 1 | bit;
	}
	return n;
}

void jbig2_bits_align(struct jbig2_bits *b)
{
	b->bit = (b->bit + 7) & ~(size_t)7;
}

struct str jbig2_bits_rest(const struct jbig2_bits *b)
{
	size_t byte = (b->bit + 7) >> 3;

	return byte < b->bytes
		       ? str_of((const char *)b->at + byte, b->bytes - byte)
		       : STR("");
}

void jbig2_bits_skip(struct jbig2_bits *b, size_t bytes)
{
	jbig2_bits_align(b);
	if (bytes >
		b->bytes - (b->bit >> 3 < b->bytes ? b->bit >> 3 : b->bytes)) {
		b->over = true;
		b->bit = b->bytes << 3;
		return;
	}
	b->bit += bytes << 3;
}

uint32_t jbig2_read(struct jbig2_bits *b, unsigned bytes)
{
	return jbig2_bits_read(b, 8 * bytes);
}

int8_t jbig2_signed(struct jbig2_bits *b)
{
	uint32_t n = jbig2_read(b, 1);

	return (int8_t)(n < 128 ? (int)n : (int)n - 256);
}

/* ---- pixels -------------------------------------------------------------- */

bool jbig2_map_new(struct jbig2 *j, bool own, uint64_t wide, uint64_t high,
	struct jbig2_map *out)
{
	*out = (struct jbig2_map){ 0 };
	if (wide > JBIG2_PIXELS || high > JBIG2_PIXELS ||
		wide * high > JBIG2_PIXELS)
		return jbig2_fail(j);
	if (own)
		j->kept += wide * high + sizeof(*out);
	if (j->kept > JBIG2_KEPT || !jbig2_work(j, wide * high / 8 + 64))
		return jbig2_fail(j);
	out->wide = (uint32_t)wide;
	out->high = (uint32_t)high;
	out->at = arena_alloc(own ? &j->own : &j->now, wide * high + 1);
	return true;
}

bool jbig2_map_cut(struct jbig2 *j, const struct jbig2_map *from, uint32_t x,
	uint32_t wide, struct jbig2_map *out)
{
	if (x > from->wide || wide > from->wide - x)
		return jbig2_fail(j);
	if (!jbig2_map_new(j, true, wide, from->high, out))
		return false;
	for (uint32_t y = 0; y < from->high; y++)
		memcpy(out->at + (size_t)y * wide,
			from->at + (size_t)y * from->wide + x, wide);
	return true;
}

static void paint_row(
	uint8_t *to, const uint8_t *from, size_t count, enum jbig2_op op)
{
	switch (op) {
	case JBIG2_OR:
		for (size_t i = 0; i < count; i++)
			to[i] |= from[i];
		break;
	case JBIG2_AND:
		for (size_t i = 0; i < count; i++)
			to[i] &= from[i];
		break;
	case JBIG2_XOR:
		for (size_t i = 0; i < count; i++)
			to[i] ^= from[i];
		break;
	case JBIG2_XNOR:
		for (size_t i = 0; i < count; i++)
			to[i] ^= !from[i];
		break;
	default:
		memcpy(to, from, count);
	}
}

static int64_t within(int64_t n, int64_t most)
{
	return n < 0 ? 0 : n > most ? most : n;
}

void jbig2_map_paint(struct jbig2 *j, struct jbig2_map *to,
	const struct jbig2_map *from, int64_t x, int64_t y, enum jbig2_op op)
{
	int64_t x0 = within(x, to->wide), y0 = within(y, to->high);
	int64_t x1 = within(x + from->wide, to->wide);
	int64_t y1 = within(y + from->high, to->high);

	if (!jbig2_work(j, 16))
		return;
	for (; y0 < y1 && x0 < x1; y0++) {
		if (!jbig2_work(j, (uint64_t)(x1 - x0) / 4 + 8))
			return;
		paint_row(to->at + (size_t)y0 * to->wide + (size_t)x0,
			from->at + (size_t)(y0 - y) * from->wide +
				(size_t)(x0 - x),
			(size_t)(x1 - x0), op);
	}
}
