/*
 * intake/ocr_bmp.c - a BMP becomes grey pixels: palettes, runs, 16 to 32 bits.
 * Leptonica reads only the oldest of them.
 */
#include "intake/ocr_int.h"

enum { PLAIN, RUNS_8, RUNS_4, FIELDS };

struct bmp {
	const unsigned char *at;
	size_t len;
	size_t row; /* bytes */
	uint32_t width, height, bits, packed, mask[3];
	bool upside; /* the first row is the upper one */
	unsigned char grey[256];
};

static uint32_t little(const struct bmp *b, size_t at, size_t bytes)
{
	uint32_t n = 0;

	if (at > b->len || b->len - at < bytes)
		return 0;
	for (size_t i = bytes; i-- > 0;)
		n = n << 8 | b->at[at + i];
	return n;
}

static unsigned char light(unsigned red, unsigned green, unsigned blue)
{
	return (unsigned char)((77 * red + 151 * green + 28 * blue) >> 8);
}

static void read_palette(struct bmp *b, uint32_t head)
{
	for (size_t i = 0; i < 256; i++) {
		size_t at = 14 + head + 4 * i;

		b->grey[i] = light(little(b, at + 2, 1), little(b, at + 1, 1),
			little(b, at, 1));
	}
}

/* The part of a pixel that a mask names, of 255. */
static unsigned part(uint32_t pixel, uint32_t mask)
{
	uint64_t most = mask;

	if (!mask)
		return 0;
	return (unsigned)((uint64_t)(pixel & mask) * 255 / most);
}

static unsigned char pixel(const struct bmp *b, size_t row, uint32_t x)
{
	uint32_t value;

	switch (b->bits) {
	case 1:
		return b->grey[little(b, row + x / 8, 1) >> (7 - x % 8) & 1];
	case 4:
		return b->grey[little(b, row + x / 2, 1) >> (4 - 4 * (x % 2)) &
			       15];
	case 8:
		return b->grey[little(b, row + x, 1)];
	case 24:
		row += 3 * (size_t)x;
		return light(little(b, row + 2, 1), little(b, row + 1, 1),
			little(b, row, 1));
	default:
		value = little(b, row + (size_t)x * (b->bits / 8), b->bits / 8);
		return light(part(value, b->mask[0]), part(value, b->mask[1]),
			part(value, b->mask[2]));
	}
}

static l_uint32 *row_of(const struct bmp *b, struct Pix *pix, uint32_t y)
{
	uint32_t to = b->upside ? y : b->height - 1 - y;

	return pixGetData(pix) + (size_t)to * pixGetWpl(pix);
}

static void read_rows(const struct bmp *b, struct Pix *pix, size_t from)
{
	for (uint32_t y = 0; y < b->height; y++) {
		size_t row = from + y * b->row;

		if (row > b->len || b->len - row < b->row)
			return;
		for (uint32_t x = 0; x < b->width; x++)
			SET_DATA_BYTE(row_of(b, pix, y), x, pixel(b, row, x));
	}
}

/* A count and a value; a count of 0 is an order, or pixels as they are. */
static void read_runs(const struct bmp *b, struct Pix *pix, size_t at)
{
	uint32_t x = 0, y = 0, count, value;

	while (at + 2 <= b->len && y < b->height) {
		bool plain;

		count = little(b, at, 1);
		value = little(b, at + 1, 1);
		at += 2;
		plain = !count;
		if (plain && value == 1)
			return;
		if (plain && value == 0) {
			x = 0;
			y++;
			continue;
		}
		if (plain && value == 2) {
			x += little(b, at, 1);
			y += little(b, at + 1, 1);
			at += 2;
			continue;
		}
		count = plain ? value : count;
		for (uint32_t i = 0; i < count && x < b->width; i++, x++)
			SET_DATA_BYTE(row_of(b, pix, y), x,
				b->grey[plain ? little(b, at + i, 1) : value]);
		at += plain ? (count + 1) & ~1u : 0;
	}
}

static bool read_head(struct bmp *b, const struct intake_picture *p)
{
	uint32_t head = little(b, 14, 4);

	b->width = p->width;
	b->height = p->height;
	b->bits = little(b, 28, 2);
	b->packed = little(b, 30, 4);
	b->upside = (int32_t)little(b, 22, 4) < 0;
	b->row = ((size_t)b->width * b->bits + 31) / 32 * 4;
	b->mask[0] = b->bits == 16 ? 0x7C00 : 0xFF0000;
	b->mask[1] = b->bits == 16 ? 0x03E0 : 0x00FF00;
	b->mask[2] = b->bits == 16 ? 0x001F : 0x0000FF;
	for (size_t i = 0; b->packed == FIELDS && i < 3; i++)
		b->mask[i] = little(b, 54 + 4 * i, 4);
	if (b->bits <= 8)
		read_palette(b, head);
	return head >= 40 && head < 4096 &&
	       (b->bits == 1 || b->bits == 4 || b->bits == 8 || b->bits == 16 ||
		       b->bits == 24 || b->bits == 32) &&
	       (b->packed == PLAIN || b->packed == FIELDS ||
		       (b->packed == RUNS_8 && b->bits == 8));
}

struct Pix *intake_pix_bmp(struct str s, const struct intake_picture *p)
{
	struct bmp b = { .at = (const unsigned char *)s.at, .len = s.len };
	struct Pix *pix;
	size_t from;

	if (!read_head(&b, p))
		return NULL;
	from = little(&b, 10, 4);
	pix = pixCreate((int)b.width, (int)b.height, 8);
	if (!pix)
		return NULL;
	pixSetAll(pix);
	if (b.packed == RUNS_8)
		read_runs(&b, pix, from);
	else
		read_rows(&b, pix, from);
	return pix;
}
