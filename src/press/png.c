/*
 * press/png.c - a page becomes a picture: PNG with a palette where that holds
 * all colours, which for text it does.
 */
#include "base/hash.h"
#include "press/photo.h"
#include "press/press_int.h"
#include "press/raster.h"

#include <libdeflate.h>
#include <wchar.h>

enum {
	DPI_LEAST = 10,
	DPI_MOST = 600,
	PIXELS_MOST = 40000000,
	SHADES = RASTER_SHADES,
	WHITE = 0xffffff,
	LEVEL = 2
};

struct canvas {
	uint32_t *at; /* 0xRRGGBB */
	int width, height;
	double scale; /* pixels of a thousandth of a point */
	uint32_t ink; /* and its shades on white, which is nearly everywhere */
	uint32_t shade[SHADES + 1];
};

/* ---- drawing ------------------------------------------------------------ */

static void fill_box(struct canvas *c, const struct mark_box *b)
{
	int x0 = (int)((double)b->x * c->scale + 0.5);
	int y0 = (int)((double)b->y * c->scale + 0.5);
	int x1 = (int)((double)(b->x + b->width) * c->scale + 0.5);
	int y1 = (int)((double)(b->y + b->height) * c->scale + 0.5);

	/* a rule is never thinner than a pixel */
	y1 = y1 == y0 ? y0 + 1 : y1;
	x1 = x1 == x0 ? x0 + 1 : x1;
	x0 = x0 < 0 ? 0 : x0;
	y0 = y0 < 0 ? 0 : y0;
	x1 = x1 > c->width ? c->width : x1;
	y1 = y1 > c->height ? c->height : y1;
	for (int y = y0; y < y1; y++)
		for (int x = x0; x < x1; x++)
			c->at[(size_t)y * (size_t)c->width + (size_t)x] =
				b->color;
}

static uint32_t blend(uint32_t under, uint32_t over, unsigned cover)
{
	uint32_t out = 0;

	for (int shift = 0; shift <= 16; shift += 8) {
		unsigned u = under >> shift & 255, o = over >> shift & 255;

		out |= (u * (SHADES - cover) + o * cover + SHADES / 2) / SHADES
		       << shift;
	}
	return out;
}

static void take_ink(struct canvas *c, uint32_t color)
{
	if (color == c->ink && c->shade[0])
		return;
	c->ink = color;
	for (unsigned i = 0; i <= SHADES; i++)
		c->shade[i] = blend(WHITE, color, i);
}

static void fill_mask(
	struct canvas *c, const struct raster_mask *m, int x, int y)
{
	int from, to;

	x += m->left;
	y -= m->top;
	from = x < 0 ? -x : 0;
	to = c->width - x < m->width ? c->width - x : m->width;
	for (int row = 0; row < m->height; row++) {
		const uint8_t *cover = m->at + (size_t)row * (size_t)m->width;
		uint32_t *at;

		if (y + row < 0 || y + row >= c->height)
			continue;
		at = c->at + (size_t)(y + row) * (size_t)c->width;
		for (int i = from; i < to; i++) {
			uint32_t *to_do = &at[x + i];

			if (cover[i])
				*to_do = *to_do == WHITE ? c->shade[cover[i]]
							 : blend(*to_do, c->ink,
								   cover[i]);
		}
	}
}

static void fill_piece(struct canvas *c, struct raster *r,
	const struct mark_text *t, const struct mark_piece *piece)
{
	const struct shape *s = piece->shape;
	int size = (int)((double)t->size * c->scale * 64 + 0.5);
	double unit = (double)t->size * c->scale / s->font->upem;
	double pen = (double)piece->x * c->scale;
	double y = (double)t->y * c->scale;

	take_ink(c, t->color);
	for (uint32_t i = 0; i < s->count; i++) {
		const struct shape_glyph *g = &s->at[i];
		double x = pen + g->dx * unit;
		int quarters = (int)(x * 4 + 0.5);
		const struct raster_mask *m =
			raster_glyph(r, s->font, g->id, size, quarters & 3);

		if (m)
			fill_mask(c, m, quarters >> 2,
				(int)(y - g->dy * unit + 0.5));
		pen += g->advance * unit + (double)t->tracking * c->scale;
	}
}

/* Colours that are seen through, onto what is there. */
static void fill_colors(struct canvas *c, int left, int top, int width,
	int height, const uint32_t *color)
{
	for (int y = 0; y < height; y++)
		for (int x = 0; x < width; x++, color++) {
			unsigned cover =
				((*color >> 24) * SHADES + 127u) / 255u;
			int cx = left + x, cy = top + y;
			uint32_t *at;

			if (cx < 0 || cy < 0 || cx >= c->width ||
				cy >= c->height)
				continue;
			at = c->at + (size_t)cy * (size_t)c->width + (size_t)cx;
			*at = blend(*at, *color & 0xffffff, cover);
		}
}

static bool fill_picture(struct canvas *c, struct arena *mem,
	const struct mark_picture *m, const struct tree_picture *photo,
	struct err *err)
{
	int left = (int)((double)m->x * c->scale + 0.5);
	int top = (int)((double)m->y * c->scale + 0.5);
	int width = (int)((double)(m->x + m->width) * c->scale + 0.5) - left;
	int height = (int)((double)(m->y + m->height) * c->scale + 0.5) - top;
	uint32_t *color;

	if (!photo->bytes.len || width < 1 || height < 1)
		return true;
	if (!photo_draw(mem, photo, width, height, m->round, &color, err))
		return false;
	fill_colors(c, left, top, width, height, color);
	return true;
}

static bool fill_page(struct canvas *c, struct raster *r, struct arena *mem,
	const struct pages *pages, const struct press_page *page,
	struct err *err)
{
	wmemset((wchar_t *)c->at, WHITE, (size_t)c->width * (size_t)c->height);
	for (size_t i = 0; i < page->count; i++) {
		const struct mark *m = &page->at[i];

		if (m->kind == MARK_BOX)
			fill_box(c, &m->u.box);
		else if (m->kind == MARK_TEXT)
			for (uint32_t k = 0; k < m->u.text.count; k++)
				fill_piece(c, r, &m->u.text, &m->u.text.at[k]);
		else if (m->kind == MARK_PICTURE &&
			 !fill_picture(c, mem, &m->u.picture,
				 &pages->tree->photo, err))
			return false;
	}
	return true;
}

/* ---- the file ----------------------------------------------------------- */

static void put32(struct buf *out, uint32_t n)
{
	const char bytes[] = { (char)(n >> 24), (char)(n >> 16), (char)(n >> 8),
		(char)n };

	buf_add(out, str_of(bytes, 4));
}

static void chunk(struct buf *out, const char *type, struct str data)
{
	uint32_t crc;

	put32(out, (uint32_t)data.len);
	buf_add(out, str_c(type));
	buf_add(out, data);
	crc = hash_crc32(0, str_of(type, 4));
	put32(out, hash_crc32(crc, data));
}

struct palette {
	uint32_t color[256];
	int count;           /* 257: too many */
	uint16_t slot[1024]; /* index + 1 */
};

static int palette_find(struct palette *p, uint32_t color)
{
	uint32_t at = color * 2654435761u >> 22;

	for (;; at = (at + 1) & 1023) {
		if (!p->slot[at]) {
			if (p->count >= 256)
				return p->count = 257, -1;
			p->color[p->count] = color;
			p->slot[at] = (uint16_t)++p->count;
		}
		if (p->color[p->slot[at] - 1] == color)
			return p->slot[at] - 1;
	}
}

/* How many pixels from `at` on have its colour; most are white. */
static size_t run_of(const uint32_t *at, const uint32_t *end)
{
	const uint32_t *from = at;
	uint64_t want = (uint64_t)*at << 32 | *at, have[2];

	for (; end - at >= 4; at += 4) {
		memcpy(have, at, sizeof(have));
		if ((have[0] ^ want) | (have[1] ^ want))
			break;
	}
	while (at < end && *at == *from)
		at++;
	return (size_t)(at - from);
}

/* Rows with their filter byte: indices; false: more than 256 colours. */
static bool rows_indexed(
	const struct canvas *c, struct palette *p, uint8_t *out)
{
	for (int y = 0; y < c->height; y++) {
		const uint32_t *at = c->at + (size_t)y * (size_t)c->width;
		const uint32_t *end = at + c->width;

		*out++ = 0;
		while (at < end) {
			bool alone = at + 1 == end || at[1] != *at;
			size_t run = alone ? 1 : run_of(at, end);
			int index = palette_find(p, *at);

			if (index < 0)
				return false;
			*out = (uint8_t)index;
			if (!alone)
				memset(out, index, run);
			out += run;
			at += run;
		}
	}
	return true;
}

static void rows_rgb(const struct canvas *c, uint8_t *out)
{
	for (int y = 0; y < c->height; y++) {
		const uint32_t *at = c->at + (size_t)y * (size_t)c->width;

		*out++ = 0;
		for (int x = 0; x < c->width; x++) {
			*out++ = (uint8_t)(at[x] >> 16);
			*out++ = (uint8_t)(at[x] >> 8);
			*out++ = (uint8_t)at[x];
		}
	}
}

static void header(
	struct buf *out, const struct canvas *c, int dpi, bool indexed)
{
	struct buf b;
	uint32_t per_meter = (uint32_t)((dpi * 10000 + 127) / 254);

	buf_init(&b, out->mem, 64);
	put32(&b, (uint32_t)c->width);
	put32(&b, (uint32_t)c->height);
	buf_add(&b, str_of(indexed ? "\x08\x03\0\0\0" : "\x08\x02\0\0\0", 5));
	buf_add(out, str_of("\x89PNG\r\n\x1a\n", 8));
	chunk(out, "IHDR", buf_str(&b));
	buf_init(&b, out->mem, 64);
	put32(&b, per_meter);
	put32(&b, per_meter);
	buf_addc(&b, 1);
	chunk(out, "pHYs", buf_str(&b));
}

static void put_palette(struct buf *out, const struct palette *p)
{
	char bytes[3 * 256];

	for (int i = 0; i < p->count; i++) {
		bytes[3 * i] = (char)(p->color[i] >> 16);
		bytes[3 * i + 1] = (char)(p->color[i] >> 8);
		bytes[3 * i + 2] = (char)p->color[i];
	}
	chunk(out, "PLTE", str_of(bytes, (size_t)p->count * 3));
}

static bool write_file(const struct canvas *c, int dpi, struct arena *mem,
	struct buf *out, struct err *err)
{
	size_t size = ((size_t)c->width * 3 + 1) * (size_t)c->height, most;
	uint8_t *rows = arena_bytes(mem, size);
	struct palette *p = ARENA_NEW(mem, struct palette);
	struct libdeflate_compressor *z = libdeflate_alloc_compressor(LEVEL);
	bool indexed = rows_indexed(c, p, rows);
	char *packed;

	if (!z)
		return err_set(err, ERR_BROKEN, "no memory");
	if (indexed)
		size = ((size_t)c->width + 1) * (size_t)c->height;
	else
		rows_rgb(c, rows);
	most = libdeflate_zlib_compress_bound(z, size);
	packed = arena_bytes(mem, most);
	most = libdeflate_zlib_compress(z, rows, size, packed, most);
	libdeflate_free_compressor(z);
	header(out, c, dpi, indexed);
	if (indexed)
		put_palette(out, p);
	chunk(out, "IDAT", str_of(packed, most));
	chunk(out, "IEND", STR(""));
	return buf_ok(out) ||
	       err_set(err, ERR_TOO_BIG, "the picture is larger than %zu bytes",
		       out->ceiling);
}

bool press_png(struct press *press, struct arena *mem,
	const struct pages *pages, size_t page, int dpi, struct buf *out,
	struct err *err)
{
	struct canvas c = { .scale = dpi / 72000.0 };

	if (page >= pages->count)
		return err_set(err, ERR_NOT_FOUND,
			"there is no page %zu; the document has %zu", page + 1,
			pages->count);
	if (dpi < DPI_LEAST || dpi > DPI_MOST)
		return err_set(err, ERR_BAD_INPUT,
			"a resolution of %d dpi; it has to be %d to %d", dpi,
			DPI_LEAST, DPI_MOST);
	c.width = (int)((double)pages->width * c.scale + 0.5);
	c.height = (int)((double)pages->height * c.scale + 0.5);
	if (c.width < 1 || c.height < 1 ||
		(int64_t)c.width * c.height > PIXELS_MOST)
		return err_set(err, ERR_TOO_BIG,
			"the picture would have more than %d pixels",
			PIXELS_MOST);
	c.at = arena_bytes(
		mem, (size_t)c.width * (size_t)c.height * sizeof(*c.at));
	raster_begin(press->raster);
	return fill_page(
		       &c, press->raster, mem, pages, &pages->at[page], err) &&
	       write_file(&c, dpi, mem, out, err);
}
