/*
 * press/picture_png.c - the pixels of a PNG: inflated into exactly the room
 * that they must have, unfiltered, brought to 8 bits a channel.
 */
#include "press/picture_int.h"

#include <libdeflate.h>

/* ---- inflating ---------------------------------------------------------- */

/* One of the seven images that an interlaced one consists of. */
struct pass {
	int x, y, dx, dy; /* where its pixels are */
	int width, height;
};

static struct pass pass_of(const struct picture *p, int i)
{
	static const int at[7][4] = { { 0, 0, 8, 8 }, { 4, 0, 8, 8 },
		{ 0, 4, 4, 8 }, { 2, 0, 4, 4 }, { 0, 2, 2, 4 }, { 1, 0, 2, 2 },
		{ 0, 1, 1, 2 } };
	struct pass s = { 0, 0, 1, 1, p->width, p->height };

	if (!p->interlaced)
		return s;
	s = (struct pass){ at[i][0], at[i][1], at[i][2], at[i][3], 0, 0 };
	s.width = (p->width - s.x + s.dx - 1) / s.dx;
	s.height = (p->height - s.y + s.dy - 1) / s.dy;
	return s;
}

static size_t row_bytes(const struct picture *p, int width)
{
	return ((size_t)width * (size_t)(p->bits * p->channels) + 7) / 8;
}

static size_t raw_bytes(const struct picture *p)
{
	size_t sum = 0;

	for (int i = 0; i < (p->interlaced ? 7 : 1); i++) {
		struct pass s = pass_of(p, i);

		if (s.width > 0 && s.height > 0)
			sum += (row_bytes(p, s.width) + 1) * (size_t)s.height;
	}
	return sum;
}

static bool gather(
	struct arena *mem, struct str bytes, struct str *out, struct err *err)
{
	struct str rest = str_of(bytes.at + 8, bytes.len - 8);
	struct picture_chunk c;
	struct buf b;

	buf_init(&b, mem, bytes.len);
	while (picture_chunk(&rest, &c)) {
		if (!memcmp(c.name, "IDAT", 4))
			buf_add(&b, c.data);
		if (!memcmp(c.name, "IEND", 4)) {
			*out = buf_str(&b);
			return b.len ? true : picture_broken(err);
		}
	}
	return picture_broken(err);
}

static unsigned char *inflated(struct arena *mem, struct str packed,
	const struct picture *p, struct err *err)
{
	struct libdeflate_decompressor *z = libdeflate_alloc_decompressor();
	size_t size = raw_bytes(p), got = 0, taken = 0;
	unsigned char *raw = arena_bytes(mem, size);
	enum libdeflate_result result;

	if (!z) {
		err_set(err, ERR_BUSY, "there is no memory for the photo");
		return NULL;
	}
	result = libdeflate_zlib_decompress_ex(
		z, packed.at, packed.len, raw, size, &taken, &got);
	libdeflate_free_decompressor(z);
	if (result != LIBDEFLATE_SUCCESS || got != size ||
		taken != packed.len) {
		picture_broken(err);
		return NULL;
	}
	return raw;
}

bool picture_png_packed(struct arena *mem, struct str bytes,
	const struct picture *p, struct str *out, struct err *err)
{
	return gather(mem, bytes, out, err) && inflated(mem, *out, p, err);
}

/* ---- filters ------------------------------------------------------------ */

static int paeth(int a, int b, int c)
{
	int pa = b - c, pb = a - c, pc = pa + pb;

	pa = pa < 0 ? -pa : pa;
	pb = pb < 0 ? -pb : pb;
	pc = pc < 0 ? -pc : pc;
	return pa <= pb && pa <= pc ? a : pb <= pc ? b : c;
}

/* One row in its place; `above` is the one before it, or NULL. */
static bool unfilter(int filter, unsigned char *row, const unsigned char *above,
	size_t len, size_t step)
{
	if (filter > 4)
		return false;
	for (size_t i = 0; i < len; i++) {
		int a = i >= step ? row[i - step] : 0;
		int b = above ? above[i] : 0;
		int c = above && i >= step ? above[i - step] : 0;
		int add = 0;

		switch (filter) {
		case 1:
			add = a;
			break;
		case 2:
			add = b;
			break;
		case 3:
			add = (a + b) / 2;
			break;
		case 4:
			add = paeth(a, b, c);
			break;
		default:
			return true;
		}
		row[i] = (unsigned char)(row[i] + add);
	}
	return true;
}

/* ---- pixels ------------------------------------------------------------- */

struct painter {
	const struct picture *p;
	unsigned char *rgb, *alpha;
	bool grey, solid; /* so far */
};

/* A channel as it is stored; 16 bits keep their upper half unless `whole`. */
static unsigned sample(
	const struct picture *p, const unsigned char *row, size_t i, bool whole)
{
	size_t bit = i * (size_t)p->bits;

	if (p->bits == 8)
		return row[i];
	if (p->bits == 16)
		return whole ? (unsigned)row[2 * i] << 8 | row[2 * i + 1]
			     : row[2 * i];
	return row[bit / 8] >> (8 - p->bits - (int)(bit % 8)) &
	       ((1u << p->bits) - 1);
}

/* Does tRNS name just this colour as the one that is not there? */
static bool is_gap(
	const struct picture *p, const unsigned char *row, size_t pixel)
{
	const unsigned char *gap = (const unsigned char *)p->opacities.at;
	size_t channels = (size_t)p->channels;

	if (p->opacities.len < 2 * channels || channels == 2 || channels == 4)
		return false;
	for (size_t k = 0; k < channels; k++)
		if (sample(p, row, pixel * channels + k, true) !=
			((unsigned)gap[2 * k] << 8 | gap[2 * k + 1]))
			return false;
	return true;
}

/* What is over the end of the palette is black, as browsers show it. */
static void palette(
	const struct picture *p, unsigned i, unsigned char rgb[3], unsigned *a)
{
	for (size_t k = 0; k < 3; k++)
		rgb[k] = 3 * (size_t)i + k < p->colors.len
				 ? (unsigned char)p->colors.at[3 * i + k]
				 : 0;
	*a = i < p->opacities.len ? (unsigned char)p->opacities.at[i] : 255;
}

static void paint(
	struct painter *to, const unsigned char *row, size_t pixel, size_t at)
{
	const struct picture *p = to->p;
	size_t n = pixel * (size_t)p->channels;
	unsigned char *rgb = to->rgb + 3 * at;
	unsigned a = 255, top = p->bits < 8 ? (1u << p->bits) - 1 : 255;

	if (p->palette) {
		palette(p, sample(p, row, n, false), rgb, &a);
	} else {
		for (size_t k = 0; k < 3; k++) {
			size_t of = p->channels < 3 ? 0 : k;

			rgb[k] = (unsigned char)(sample(p, row, n + of, false) *
						 255 / top);
		}
		if (p->channels == 2 || p->channels == 4)
			a = sample(p, row, n + (size_t)p->channels - 1, false);
		else if (is_gap(p, row, pixel))
			a = 0;
	}
	to->alpha[at] = (unsigned char)a;
	to->solid &= a == 255;
	to->grey &= rgb[0] == rgb[1] && rgb[1] == rgb[2];
}

static bool paint_pass(struct painter *to, struct pass s, unsigned char **raw)
{
	const struct picture *p = to->p;
	size_t len = row_bytes(p, s.width),
	       step = (size_t)(p->bits * p->channels + 7) / 8;
	unsigned char *above = NULL;

	for (int y = 0; s.width > 0 && y < s.height; y++) {
		unsigned char *row = *raw + 1;
		size_t line = (size_t)(s.y + y * s.dy) * (size_t)p->width;

		if (!unfilter(**raw, row, above, len, step))
			return false;
		for (int x = 0; x < s.width; x++)
			paint(to, row, (size_t)x,
				line + (size_t)(s.x + x * s.dx));
		above = row;
		*raw += len + 1;
	}
	return true;
}

bool picture_png_pixels(struct arena *mem, struct str bytes,
	const struct picture *p, struct picture_pixels *out, struct err *err)
{
	size_t pixels = (size_t)p->width * (size_t)p->height;
	struct painter to = { p, arena_bytes(mem, 3 * pixels),
		arena_bytes(mem, pixels), true, true };
	struct str packed;
	unsigned char *raw;

	if (!gather(mem, bytes, &packed, err))
		return false;
	raw = inflated(mem, packed, p, err);
	if (!raw)
		return false;
	for (int i = 0; i < (p->interlaced ? 7 : 1); i++)
		if (!paint_pass(&to, pass_of(p, i), &raw))
			return picture_broken(err);
	for (size_t i = 0; to.grey && i < pixels; i++)
		to.rgb[i] = to.rgb[3 * i];
	*out = (struct picture_pixels){ to.rgb, to.solid ? NULL : to.alpha,
		p->width, p->height, to.grey ? 1 : 3 };
	return true;
}
