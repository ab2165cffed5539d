/*
 * intake/pdf_picture.c - a picture within a PDF becomes grey pixels: samples
 * in any space of colours, and what JPEG, JPEG 2000, JBIG2 and fax hold.
 * Colours are no more than light and dark here.
 */
#include "intake/pdf_scan.h"

#include "intake/jbig2.h"

enum {
	SIDE_MOST = 30000,
	COLOURS_DEPTH = 4,
	PARTS_MOST = 32,
	JPX_PARTS_MOST = 30000000
};

enum colours { GREY, RGB, CMYK, INK, INDEX };

struct space {
	enum colours kind;
	unsigned parts;
	unsigned char table[256]; /* INDEX: grey */
	bool turned;              /* Decode runs from light to dark */
};

struct samples {
	uint32_t width, height, bits;
	struct space space;
	struct str bytes;
};

/* ---- colours ------------------------------------------------------------ */

static const struct pdf_obj *either(struct pdf *pdf, const struct pdf_obj *dict,
	const char *key, const char *brief)
{
	const struct pdf_obj *o = intake_pdf_key(pdf, dict, key);

	return o->kind == PDF_NULL ? intake_pdf_key(pdf, dict, brief) : o;
}

static unsigned char grey_of(const struct space *s, const unsigned char *at)
{
	unsigned light;

	switch (s->kind) {
	case GREY:
		return at[0];
	case RGB:
		return (unsigned char)((77u * at[0] + 151u * at[1] +
					       28u * at[2]) >>
				       8);
	case CMYK:
		light = (77u * (255u - at[0]) + 151u * (255u - at[1]) +
				28u * (255u - at[2])) >>
			8;
		return (unsigned char)(light * (255u - at[3]) / 255u);
	case INK:
		return (unsigned char)(255 - at[0]);
	default:
		return s->table[at[0]];
	}
}

static void by_parts(struct space *s, int64_t parts)
{
	s->parts = (unsigned)parts;
	s->kind = parts == 1 ? GREY : parts == 4 ? CMYK : RGB;
}

static void read_space(
	struct pdf *pdf, const struct pdf_obj *o, int depth, struct space *out);

static void read_index(
	struct pdf *pdf, const struct pdf_obj *o, int depth, struct space *out)
{
	const struct pdf_obj *table = intake_pdf_item(pdf, o, 3);
	unsigned char colour[PARTS_MOST] = { 0 };
	struct space base = { .kind = GREY, .parts = 1 };
	struct str bytes;

	read_space(pdf, intake_pdf_item(pdf, o, 1), depth + 1, &base);
	bytes = table->kind == PDF_STREAM ? intake_pdf_unpack(pdf, table)
					  : intake_pdf_str(table);
	out->kind = INDEX;
	out->parts = 1;
	memset(out->table, 255, sizeof(out->table));
	for (size_t i = 0; i < 256 && (i + 1) * base.parts <= bytes.len; i++) {
		memcpy(colour, bytes.at + i * base.parts, base.parts);
		out->table[i] = grey_of(&base, colour);
	}
}

static void read_space(
	struct pdf *pdf, const struct pdf_obj *o, int depth, struct space *out)
{
	const struct pdf_obj *name =
		o->kind == PDF_LIST ? intake_pdf_item(pdf, o, 0) : o;
	struct str s = intake_pdf_str(name);

	if (depth == COLOURS_DEPTH)
		return;
	if (str_is(s, "DeviceRGB") || str_is(s, "RGB") || str_is(s, "CalRGB") ||
		str_is(s, "Lab"))
		by_parts(out, 3);
	else if (str_is(s, "DeviceCMYK") || str_is(s, "CMYK"))
		by_parts(out, 4);
	else if (str_is(s, "ICCBased"))
		by_parts(out,
			intake_pdf_int(intake_pdf_key(pdf,
					       intake_pdf_item(pdf, o, 1), "N"),
				1, 4, 1));
	else if (str_is(s, "Indexed") || str_is(s, "I"))
		read_index(pdf, o, depth, out);
	else if (str_is(s, "Separation"))
		out->kind = INK;
	else if (str_is(s, "DeviceN"))
		*out = (struct space){ .kind = INK,
			.parts = intake_pdf_item(pdf, o, 1)->count };
	/* what is lighter in Lab has more of its first part */
	if (str_is(s, "Lab"))
		out->kind = GREY;
	if (!out->parts || out->parts > PARTS_MOST)
		out->parts = 1;
}

/* ---- samples ------------------------------------------------------------ */

static unsigned sample(const unsigned char *row, size_t i, unsigned bits)
{
	switch (bits) {
	case 1:
		return row[i >> 3] >> (7 - (i & 7)) & 1;
	case 2:
		return row[i >> 2] >> (6 - 2 * (i & 3)) & 3;
	case 4:
		return row[i >> 1] >> (4 - 4 * (i & 1)) & 15;
	case 16:
		return row[2 * i];
	default:
		return row[i];
	}
}

static void make_row(const struct samples *s, const unsigned char *row,
	struct Pix *pix, uint32_t y)
{
	l_uint32 *to = pixGetData(pix) + (size_t)y * pixGetWpl(pix);
	const struct space *space = &s->space;
	unsigned most = s->bits >= 8 ? 255 : (1u << s->bits) - 1;
	unsigned parts = space->parts, by = space->kind == INDEX ? 1 : 255;
	unsigned char colour[PARTS_MOST] = { 0 };

	if (space->kind == INDEX)
		most = 1;
	for (uint32_t x = 0; x < s->width; x++) {
		for (unsigned i = 0; i < parts; i++)
			colour[i] =
				(unsigned char)(sample(row,
							(size_t)x * parts + i,
							s->bits) *
						by / most);
		if (space->turned)
			for (unsigned i = 0; i < parts; i++)
				colour[i] = (unsigned char)(255 - colour[i]);
		SET_DATA_BYTE(to, x, grey_of(space, colour));
	}
}

static struct Pix *make_grey(const struct samples *s)
{
	size_t row = ((size_t)s->width * s->space.parts * s->bits + 7) / 8;
	struct Pix *pix = pixCreate((int)s->width, (int)s->height, 8);
	const unsigned char *at = (const unsigned char *)s->bytes.at;

	if (!pix)
		return NULL;
	pixSetAll(pix);
	for (uint32_t y = 0; y < s->height && (y + 1) * row <= s->bytes.len;
		y++)
		make_row(s, at + y * row, pix, y);
	return pix;
}

/* ---- fax ---------------------------------------------------------------- */

static void put(char *to, size_t *at, uint32_t n, int bytes)
{
	for (int i = 0; i < bytes; i++)
		to[(*at)++] = (char)(n >> 8 * i);
}

/* The decoder for fax is that of TIFF: a head around the same bytes. */
static struct str as_tiff(struct pdf *pdf, const struct samples *s,
	const struct pdf_obj *how, int64_t wide)
{
	const struct pdf_obj *align =
		intake_pdf_key(pdf, how, "EncodedByteAlign");
	int64_t k =
		intake_pdf_int(intake_pdf_key(pdf, how, "K"), -1000, 1000, 0);
	const uint32_t tags[][3] = { { 256, 4, (uint32_t)wide },
		{ 257, 4, s->height }, { 258, 3, 1 }, { 259, 3, k < 0 ? 4 : 3 },
		{ 262, 3, 0 }, { 273, 4, 0 }, { 277, 3, 1 },
		{ 278, 4, s->height }, { 279, 4, (uint32_t)s->bytes.len },
		{ 292, 4, k > 0 } };
	uint32_t count = LENGTH(tags) - (k < 0), head = 8 + 2 + 12 * count + 4;
	char *to = arena_bytes(&pdf->spare, head + s->bytes.len + 1);
	size_t at = 0;

	if (align->kind == PDF_BOOL && align->as.number != 0)
		return STR("");
	put(to, &at, 0x002A4949, 4);
	put(to, &at, 8, 4);
	put(to, &at, count, 2);
	for (uint32_t i = 0; i < count; i++) {
		put(to, &at, tags[i][0], 2);
		put(to, &at, tags[i][1], 2);
		put(to, &at, 1, 4);
		put(to, &at, tags[i][0] == 273 ? head : tags[i][2], 4);
	}
	put(to, &at, 0, 4);
	memcpy(to + at, s->bytes.at, s->bytes.len);
	return str_of(to, at + s->bytes.len);
}

static struct Pix *read_fax(
	struct pdf *pdf, struct samples *s, const struct pdf_obj *how)
{
	const struct pdf_obj *black = intake_pdf_key(pdf, how, "BlackIs1");
	int64_t wide = intake_pdf_int(
		intake_pdf_key(pdf, how, "Columns"), 1, SIDE_MOST, 1728);
	struct str tiff = as_tiff(pdf, s, how, wide);
	struct Pix *pix;
	bool turned = black->kind == PDF_BOOL && black->as.number != 0;
	bool back = s->space.kind == INDEX
			    ? s->space.table[0] > s->space.table[1]
			    : s->space.turned;

	pix = tiff.len ? pixReadMemTiff((const l_uint8 *)tiff.at, tiff.len, 0)
		       : NULL;
	/* black came as black: what says that 1 is black, and then what
	 * says that 1 is white, each turn it round */
	if (pix && turned != back)
		pixInvert(pix, pix);
	return pix;
}

/* ---- others' formats ---------------------------------------------------- */

static uint32_t big(const unsigned char *at)
{
	return (uint32_t)at[0] << 24 | (uint32_t)at[1] << 16 |
	       (uint32_t)at[2] << 8 | at[3];
}

/* Its own head says how large it is, whatever the PDF does. Its decoder has
 * four bytes for each part of a pixel. */
static struct Pix *read_jpx(struct str s)
{
	const unsigned char *at = memmem(s.at, s.len, "\xFF\x4F\xFF\x51", 4);
	uint32_t size[4], parts;

	if (!at || (size_t)((const unsigned char *)s.at + s.len - at) < 44)
		return NULL;
	for (int i = 0; i < 4; i++)
		size[i] = big(at + 8 + 4 * i);
	parts = (uint32_t)at[40] << 8 | at[41];
	if (size[0] < size[2] || size[1] < size[3] || size[0] > SIDE_MOST ||
		size[1] > SIDE_MOST ||
		(uint64_t)size[0] * size[1] * parts > JPX_PARTS_MOST)
		return NULL;
	return pixReadMemJp2k((const l_uint8 *)s.at, s.len, 1, NULL, 0, 0);
}

static struct Pix *read_jpeg(const struct samples *s)
{
	struct ocr_page page = { 0 };
	struct err err;

	if (!intake_pix_stored(s->bytes, &page, &err))
		return NULL;
	if (s->space.turned && s->space.kind != CMYK)
		pixInvert(page.pix, page.pix);
	return page.pix;
}

static struct Pix *read_jbig2(
	struct pdf *pdf, struct samples *s, const struct pdf_obj *how)
{
	const struct pdf_obj *shared = intake_pdf_key(pdf, how, "JBIG2Globals");
	struct str with = shared->kind == PDF_STREAM
				  ? intake_pdf_unpack(pdf, shared)
				  : STR("");

	s->bytes = intake_jbig2(
		&pdf->picture, with, s->bytes, s->width, s->height);
	s->bits = 1;
	return s->bytes.len ? make_grey(s) : NULL;
}

/* ---- any ---------------------------------------------------------------- */

static bool read_head(
	struct pdf *pdf, const struct pdf_obj *o, struct samples *s)
{
	const struct pdf_obj *mask = either(pdf, o, "ImageMask", "IM");
	const struct pdf_obj *decode = either(pdf, o, "Decode", "D");
	bool stencil = mask->kind == PDF_BOOL && mask->as.number != 0;

	s->width = (uint32_t)intake_pdf_int(
		either(pdf, o, "Width", "W"), 1, SIDE_MOST, 0);
	s->height = (uint32_t)intake_pdf_int(
		either(pdf, o, "Height", "H"), 1, SIDE_MOST, 0);
	s->bits = (uint32_t)intake_pdf_int(
		either(pdf, o, "BitsPerComponent", "BPC"), 1, 16, 8);
	s->space = (struct space){ .kind = GREY, .parts = 1 };
	if (stencil)
		s->bits = 1;
	else
		read_space(
			pdf, either(pdf, o, "ColorSpace", "CS"), 0, &s->space);
	s->space.turned =
		s->space.kind != INDEX &&
		intake_pdf_number(intake_pdf_item(pdf, decode, 0), 0) >
			intake_pdf_number(intake_pdf_item(pdf, decode, 1), 1);
	return s->width && s->height &&
	       (uint64_t)s->width * s->height <= INTAKE_OCR_PIXELS &&
	       (s->bits == 1 || s->bits == 2 || s->bits == 4 || s->bits == 8 ||
		       s->bits == 16);
}

/* Its bytes, and what they were packed by. False: there are too many. */
static bool read_bytes(struct pdf *pdf, const struct pdf_obj *o,
	struct samples *s, const struct pdf_obj **method,
	const struct pdf_obj **how)
{
	size_t row = ((size_t)s->width * s->space.parts * s->bits + 7) / 8;
	size_t all = (row + 1) * s->height + 1024;

	if (all > INTAKE_PDF_STREAMS) {
		if (intake_pdf_is_samples(pdf, o))
			return false;
		all = INTAKE_PDF_STREAMS;
	}
	pdf->picture_bytes = all;
	s->bytes = intake_pdf_unpack_picture(pdf, o, method, how);
	pdf->picture_bytes = 0;
	return true;
}

struct Pix *intake_pdf_picture(
	struct pdf *pdf, const struct pdf_obj *o, const char **why)
{
	const struct pdf_obj *method, *how;
	struct samples s = { 0 };
	struct Pix *pix = NULL;
	struct str name;

	*why = "is damaged, or too large";
	if (!read_head(pdf, o, &s) || !read_bytes(pdf, o, &s, &method, &how))
		return NULL;
	name = intake_pdf_str(method);
	if (method->kind == PDF_NULL)
		pix = make_grey(&s);
	else if (str_starts(name, STR("DCT")))
		pix = read_jpeg(&s);
	else if (str_starts(name, STR("CC")))
		pix = read_fax(pdf, &s, how);
	else if (str_is(name, "JPXDecode"))
		pix = read_jpx(s.bytes);
	else
		pix = read_jbig2(pdf, &s, how);
	if (pix && pixGetDepth(pix) != 8)
		intake_pix_set(&pix, pixConvertTo8(pix, 0));
	arena_free(&pdf->picture);
	return pix;
}
