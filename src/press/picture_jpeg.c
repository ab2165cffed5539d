/*
 * press/picture_jpeg.c - the pixels of a JPEG, baseline and progressive, at a
 * half, a quarter or an eighth of its size where that is enough. Takes its
 * parts from picture.c, its coefficients from picture_scan.c. Data that ends
 * early shows what there is, as browsers do.
 */
#include "press/picture_jpeg.h"

#include <math.h>

enum { COEFFICIENT_BYTES = 96 << 20 };

/* ---- tables and frame --------------------------------------------------- */

static unsigned u16(const unsigned char *at)
{
	return (unsigned)at[0] << 8 | at[1];
}

static bool read_quantisers(struct jpeg *j, struct str data)
{
	const unsigned char *at = (const unsigned char *)data.at;
	size_t left = data.len;

	while (left) {
		unsigned wide = at[0] >> 4, id = at[0] & 15;
		size_t size = 1 + (wide ? 128 : 64);

		if (wide > 1 || id > 3 || left < size)
			return false;
		for (int i = 0; i < 64; i++)
			j->quantiser[id][jpeg_zigzag[i]] =
				(uint16_t)(wide ? u16(at + 1 + 2 * i)
						: at[1 + i]);
		at += size;
		left -= size;
	}
	return true;
}

static bool read_huffman(struct jpeg *j, struct str data)
{
	const unsigned char *at = (const unsigned char *)data.at;
	size_t left = data.len;

	while (left) {
		size_t count = 0;

		if (left < 17 || at[0] >> 4 > 1 || (at[0] & 15) > 3)
			return false;
		for (int i = 1; i <= 16; i++)
			count += at[i];
		if (count > 256 || left < 17 + count ||
			!jpeg_huffman_make(&j->huffman[at[0] >> 4][at[0] & 15],
				at + 1, at + 17))
			return false;
		at += 17 + count;
		left -= 17 + count;
	}
	return true;
}

static bool read_frame(struct jpeg *j, struct str data)
{
	const unsigned char *at = (const unsigned char *)data.at;
	int wide = 0, high = 0;

	if (j->count || data.len < 6 || at[5] < 1 || at[5] > JPEG_PARTS ||
		data.len < 6 + 3 * (size_t)at[5])
		return false;
	j->height = (int)u16(at + 1);
	j->width = (int)u16(at + 3);
	j->count = at[5];
	for (int i = 0; i < j->count; i++) {
		struct jpeg_part *p = &j->part[i];
		const unsigned char *row = at + 6 + 3 * i;

		*p = (struct jpeg_part){ .id = row[0],
			.h = row[1] >> 4,
			.v = row[1] & 15,
			.quantiser = row[2] };
		if (p->h < 1 || p->h > 4 || p->v < 1 || p->v > 4 ||
			p->quantiser > 3)
			return false;
		wide = p->h > wide ? p->h : wide;
		high = p->v > high ? p->v : high;
	}
	j->h = wide;
	j->v = high;
	j->across = (j->width + 8 * wide - 1) / (8 * wide);
	j->down = (j->height + 8 * high - 1) / (8 * high);
	return true;
}

static bool make_room(struct jpeg *j, struct err *err)
{
	size_t all = 0;

	for (int i = 0; i < j->count; i++) {
		struct jpeg_part *p = &j->part[i];

		p->across = j->across * p->h;
		p->down = j->down * p->v;
		all += (size_t)p->across * (size_t)p->down;
	}
	if (all * 64 * sizeof(int16_t) > COEFFICIENT_BYTES)
		return err_set(err, ERR_TOO_BIG,
			"the photo has %d x %d pixels; make it smaller",
			j->width, j->height);
	for (int i = 0; i < j->count; i++) {
		struct jpeg_part *p = &j->part[i];

		p->at = ARENA_LIST(j->mem, int16_t,
			64 * (size_t)p->across * (size_t)p->down);
	}
	return true;
}

/* ---- segments ----------------------------------------------------------- */

static bool read_segment(
	struct jpeg *j, struct picture_segment s, struct str *rest, bool *ok)
{
	const unsigned char *at = (const unsigned char *)s.data.at;

	switch (s.marker) {
	case 0xdb:
		return read_quantisers(j, s.data);
	case 0xc4:
		return read_huffman(j, s.data);
	case 0xdd:
		j->restart = s.data.len >= 2 ? (int)u16(at) : 0;
		return true;
	case PICTURE_APP + 14:
		if (s.data.len >= 12 && !memcmp(s.data.at, "Adobe", 5))
			j->rgb = at[11] == 0;
		return true;
	case 0xc0:
	case 0xc1:
	case 0xc2:
		j->progressive = s.marker == 0xc2;
		return read_frame(j, s.data) && make_room(j, j->err);
	case PICTURE_SOS:
		*ok = true;
		return jpeg_scan(j, s.data, rest);
	default:
		return true;
	}
}

/* Everything up to the end; true: there was a scan. */
static bool read_all(struct jpeg *j, struct str bytes)
{
	struct str rest = str_of(bytes.at + 2, bytes.len - 2);
	struct picture_segment s;
	bool any = false;

	while (picture_segment(&rest, &s) && s.marker != PICTURE_EOI)
		if (!read_segment(j, s, &rest, &any))
			return any;
	return any;
}

/* ---- from frequencies to pixels ----------------------------------------- */

/* How a wave of each frequency looks in n places. */
static void make_waves(int n, float wave[8][8])
{
	const double pi = 3.14159265358979323846;

	for (int u = 0; u < n; u++)
		for (int x = 0; x < n; x++)
			wave[u][x] =
				(float)(sqrt((u ? 2.0 : 1.0) / n) *
					cos((2 * x + 1) * u * pi / (2 * n)));
}

static uint8_t clamp(float n)
{
	return (uint8_t)(n < 0 ? 0 : n > 255 ? 255 : n + 0.5f);
}

/* A block of 8 x 8 frequencies becomes n x n pixels. */
static void put_block(const int16_t *c, const uint16_t *q, int n,
	float wave[8][8], uint8_t *out, size_t stride)
{
	float half[8][8];

	for (int v = 0; v < n; v++)
		for (int x = 0; x < n; x++) {
			float sum = 0;

			for (int u = 0; u < n; u++)
				sum += (float)(c[8 * v + u] * q[8 * v + u]) *
				       wave[u][x];
			half[v][x] = sum;
		}
	for (int x = 0; x < n; x++)
		for (int y = 0; y < n; y++) {
			float sum = 0;

			for (int v = 0; v < n; v++)
				sum += half[v][x] * wave[v][y];
			out[(size_t)y * stride + (size_t)x] =
				clamp(sum * (float)n / 8 + 128);
		}
}

static void put_part(struct jpeg *j, struct jpeg_part *p, int n)
{
	size_t stride = (size_t)p->across * (size_t)n;
	float wave[8][8];

	make_waves(n, wave);
	p->plane =
		arena_bytes(j->mem, stride * (size_t)p->down * (size_t)n + 1);
	for (int y = 0; y < p->down; y++)
		for (int x = 0; x < p->across; x++)
			put_block(p->at + 64 * ((size_t)y * (size_t)p->across +
						       (size_t)x),
				j->quantiser[p->quantiser], n, wave,
				p->plane + (size_t)y * (size_t)n * stride +
					(size_t)x * (size_t)n,
				stride);
}

static void to_rgb(const int ycc[3], unsigned char *rgb)
{
	float y = (float)ycc[0], b = (float)ycc[1] - 128,
	      r = (float)ycc[2] - 128;

	rgb[0] = clamp(y + 1.402f * r);
	rgb[1] = clamp(y - 0.344136f * b - 0.714136f * r);
	rgb[2] = clamp(y + 1.772f * b);
}

static void put_pixels(const struct jpeg *j, int n, struct picture_pixels *out)
{
	for (int y = 0; y < out->height; y++)
		for (int x = 0; x < out->width; x++) {
			unsigned char *to =
				out->color +
				((size_t)y * (size_t)out->width + (size_t)x) *
					(size_t)out->channels;
			int c[3];

			for (int i = 0; i < j->count; i++) {
				const struct jpeg_part *p = &j->part[i];
				int px = x * p->h / j->h, py = y * p->v / j->v;

				c[i] = p->plane[(size_t)py * (size_t)p->across *
							(size_t)n +
						(size_t)px];
			}
			if (j->count == 3 && !j->rgb)
				to_rgb(c, to);
			else
				for (int i = 0; i < j->count; i++)
					to[i] = (unsigned char)c[i];
		}
}

/* The smallest of 1, 2, 4, 8 places a block that is not too small. */
static int places(const struct picture *p, int width, int height)
{
	int n = 1;

	while (n < 8 && ((p->width * n + 7) / 8 < width ||
				(p->height * n + 7) / 8 < height))
		n *= 2;
	return n;
}

bool picture_jpeg_pixels(struct arena *mem, struct str bytes,
	const struct picture *p, int width, int height,
	struct picture_pixels *out, struct err *err)
{
	struct jpeg *j = ARENA_NEW(mem, struct jpeg);
	int n = places(p, width, height);

	j->mem = mem;
	j->err = err;
	err->code = ERR_NONE;
	if (!read_all(j, bytes))
		return err->code ? false : picture_broken(err);
	for (int i = 0; i < j->count; i++)
		put_part(j, &j->part[i], n);
	*out = (struct picture_pixels){ .width = (p->width * n + 7) / 8,
		.height = (p->height * n + 7) / 8,
		.channels = j->count };
	out->color = arena_bytes(mem, (size_t)out->width * (size_t)out->height *
					      (size_t)out->channels);
	put_pixels(j, n, out);
	return true;
}
