/* Photos: PNGs of every kind become pixels, JPEGs lose their notes. */
#include "press/picture.h"
#include "test.h"

#include "base/hash.h"

#include <libdeflate.h>
#include <stdlib.h>

/* ---- making PNGs -------------------------------------------------------- */

enum { WIDTH = 13, HEIGHT = 11 };

struct kind {
	int bits, type; /* of colour, as IHDR has it */
	bool interlaced;
	int filter;
};

static void put32(struct buf *b, uint32_t n)
{
	for (int shift = 24; shift >= 0; shift -= 8)
		buf_addc(b, (char)(n >> shift));
}

static void chunk(struct buf *b, const char *name, struct str data)
{
	size_t from = b->len + 4;

	put32(b, (uint32_t)data.len);
	buf_add(b, str_c(name));
	buf_add(b, data);
	put32(b, hash_crc32(0, str_of(b->at + from, data.len + 4)));
}

static int channels_of(int type)
{
	return type == 2 ? 3 : type == 4 ? 2 : type == 6 ? 4 : 1;
}

/* What a channel of a pixel is, in as many bits as there are. */
static unsigned value(const struct kind *k, int x, int y, int channel)
{
	unsigned all = 1u << k->bits,
		 n = (unsigned)(x * 37 + y * 101 + channel);

	return k->type == 3 ? n % (all < 5 ? all : 5) : n * 2654435761u % all;
}

static int paeth(int a, int b, int c)
{
	int p = a + b - c, pa = abs(p - a), pb = abs(p - b), pc = abs(p - c);

	return pa <= pb && pa <= pc ? a : pb <= pc ? b : c;
}

static int predicted(int filter, int a, int b, int c)
{
	switch (filter) {
	case 1:
		return a;
	case 2:
		return b;
	case 3:
		return (a + b) / 2;
	case 4:
		return paeth(a, b, c);
	default:
		return 0;
	}
}

/* The rows of one image of x0, x0 + dx ... and y0, y0 + dy ... */
static void rows(
	struct buf *b, const struct kind *k, int x0, int y0, int dx, int dy)
{
	int channels = channels_of(k->type);
	int step = (k->bits * channels + 7) / 8;
	unsigned char above[256] = { 0 }, row[256];

	for (int y = y0; y < HEIGHT && x0 < WIDTH; y += dy) {
		int bit = 0, len;

		memset(row, 0, sizeof(row));
		for (int x = x0; x < WIDTH; x += dx)
			for (int c = 0; c < channels; c++) {
				unsigned v = value(k, x, y, c);

				for (int i = k->bits - 1; i >= 0; i--, bit++) {
					unsigned one = v >> i & 1;

					one <<= 7 - bit % 8;
					row[bit / 8] |= (unsigned char)one;
				}
			}
		len = (bit + 7) / 8;
		buf_addc(b, (char)k->filter);
		for (int i = 0; i < len; i++) {
			int left = i < step ? 0 : row[i - step];
			int corner = i < step ? 0 : above[i - step];

			buf_addc(b, (char)(row[i] - predicted(k->filter, left,
							    above[i], corner)));
		}
		memcpy(above, row, sizeof(above));
	}
}

static struct str zip(struct str raw)
{
	struct libdeflate_compressor *z = libdeflate_alloc_compressor(6);
	size_t room = libdeflate_zlib_compress_bound(z, raw.len);
	char *at = arena_bytes(&test_mem, room);
	size_t len = libdeflate_zlib_compress(z, raw.at, raw.len, at, room);

	libdeflate_free_compressor(z);
	return str_of(at, len);
}

static const char colors[] = "\0\0\0\xff\0\0\0\xff\0\0\0\xff\x10\x20\x30";

static struct str png(const struct kind *k, struct str trns, size_t cut)
{
	static const int pass[7][4] = { { 0, 0, 8, 8 }, { 4, 0, 8, 8 },
		{ 0, 4, 4, 8 }, { 2, 0, 4, 4 }, { 0, 2, 2, 4 }, { 1, 0, 2, 2 },
		{ 0, 1, 1, 2 } };
	struct buf b, raw, head;
	struct str packed;

	buf_init(&b, &test_mem, 1 << 20);
	buf_init(&raw, &test_mem, 1 << 20);
	buf_init(&head, &test_mem, 1 << 20);
	put32(&head, WIDTH);
	put32(&head, HEIGHT);
	buf_addc(&head, (char)k->bits);
	buf_addc(&head, (char)k->type);
	buf_add(&head, str_of("\0\0", 2));
	buf_addc(&head, k->interlaced);
	for (int i = 0; k->interlaced && i < 7; i++)
		rows(&raw, k, pass[i][0], pass[i][1], pass[i][2], pass[i][3]);
	if (!k->interlaced)
		rows(&raw, k, 0, 0, 1, 1);
	packed = zip(str_of(raw.at, raw.len - cut));
	buf_add(&b, STR("\x89PNG\r\n\x1a\n"));
	chunk(&b, "IHDR", buf_str(&head));
	if (k->type == 3)
		chunk(&b, "PLTE", str_of(colors, 15));
	if (trns.len)
		chunk(&b, "tRNS", trns);
	chunk(&b, "IDAT", str_of(packed.at, packed.len / 2));
	chunk(&b, "IDAT",
		str_of(packed.at + packed.len / 2,
			packed.len - packed.len / 2));
	chunk(&b, "IEND", STR(""));
	return buf_str(&b);
}

/* What a pixel has to come to. */
static void meant(
	const struct kind *k, int x, int y, unsigned char rgb[3], int *alpha)
{
	unsigned top = k->bits == 16 ? 0xffff : (1u << k->bits) - 1;

	*alpha = 255;
	for (int c = 0; c < 3; c++) {
		unsigned v = value(k, x, y, channels_of(k->type) < 3 ? 0 : c);

		if (k->type == 3)
			rgb[c] = (unsigned char)colors[3 * v + (unsigned)c];
		else
			rgb[c] = (unsigned char)(k->bits == 16 ? v >> 8
							       : v * 255 / top);
	}
	if (k->type & 4) {
		unsigned v = value(k, x, y, channels_of(k->type) - 1);

		*alpha = (int)(k->bits == 16 ? v >> 8 : v);
	}
}

static bool right(const struct kind *k, const struct picture_pixels *px)
{
	for (int y = 0; y < HEIGHT; y++)
		for (int x = 0; x < WIDTH; x++) {
			size_t at = (size_t)y * WIDTH + (size_t)x;
			unsigned char want[3];
			int alpha;

			meant(k, x, y, want, &alpha);
			if (px->alpha ? px->alpha[at] != alpha : alpha != 255)
				return false;
			if (memcmp(px->color + at * (size_t)px->channels, want,
				    (size_t)px->channels) != 0)
				return false;
		}
	return true;
}

/* ---- PNG ---------------------------------------------------------------- */

TEST(pngs_of_every_kind_and_filter_become_their_pixels)
{
	static const struct {
		int type, bits[6];
	} kinds[] = { { 0, { 1, 2, 4, 8, 16 } }, { 2, { 8, 16 } },
		{ 3, { 1, 2, 4, 8 } }, { 4, { 8, 16 } }, { 6, { 8, 16 } } };

	for (size_t i = 0; i < LENGTH(kinds); i++)
		for (const int *bits = kinds[i].bits; *bits; bits++)
			for (int f = 0; f < 10; f++) {
				struct kind k = { *bits, kinds[i].type, f >= 5,
					f % 5 };
				struct err err = { 0 };
				struct picture p;
				struct picture_pixels px;
				struct str file = png(&k, STR(""), 0);

				NEED_ERR(picture_read(file, &p, &err), err);
				SAME_INT(p.width, WIDTH);
				SAME_INT(p.height, HEIGHT);
				NEED_ERR(picture_png_pixels(&test_mem, file, &p,
						 &px, &err),
					err);
				OK(right(&k, &px));
			}
}

TEST(a_colour_that_is_not_there_is_seen_through)
{
	struct kind k = { 8, 3, false, 0 };
	struct err err = { 0 };
	struct picture p;
	struct picture_pixels px;
	struct str file = png(&k, str_of("\xff\0", 2), 0);

	NEED_ERR(picture_read(file, &p, &err), err);
	OK(p.alpha);
	NEED_ERR(picture_png_pixels(&test_mem, file, &p, &px, &err), err);
	NEED(px.alpha);
	for (int i = 0; i < WIDTH * HEIGHT; i++)
		SAME_INT(px.alpha[i],
			value(&k, i % WIDTH, i / WIDTH, 0) == 1 ? 0 : 255);
}

TEST(a_png_that_is_cut_off_is_refused)
{
	struct kind k = { 8, 2, false, 4 };
	struct err err = { 0 };
	struct picture p;
	struct picture_pixels px;
	struct str packed, file = png(&k, STR(""), 1);

	NEED_ERR(picture_read(file, &p, &err), err);
	OK(!picture_png_pixels(&test_mem, file, &p, &px, &err));
	SAME_INT(err.code, ERR_BAD_INPUT);
	OK(!picture_png_packed(&test_mem, file, &p, &packed, &err));
	file = png(&k, STR(""), 0);
	for (size_t n = 0; n < file.len - 12; n++)
		OK(!picture_read(str_of(file.at, n), &p, &err) ||
			!picture_png_pixels(
				&test_mem, str_of(file.at, n), &p, &px, &err));
}

TEST(a_png_with_one_wrong_byte_is_refused)
{
	struct kind k = { 4, 3, true, 0 };
	struct str file = png(&k, STR(""), 0);
	char *at = (char *)(uintptr_t)str_copy(&test_mem, file).at;

	for (size_t i = 0; i < file.len - 12; i++) {
		struct err err = { 0 };
		struct picture p;
		struct picture_pixels px;

		at[i] ^= 0x10;
		OK(!picture_read(str_of(at, file.len), &p, &err) ||
			!picture_png_pixels(&test_mem, str_of(at, file.len), &p,
				&px, &err));
		at[i] ^= 0x10;
	}
}

TEST(a_png_larger_than_any_photo_is_refused_before_it_is_unpacked)
{
	struct kind k = { 8, 2, false, 0 };
	struct err err = { 0 };
	struct picture p;
	struct buf b, head;

	buf_init(&b, &test_mem, 1 << 10);
	buf_init(&head, &test_mem, 1 << 10);
	put32(&head, 100000);
	put32(&head, 100000);
	buf_addc(&head, (char)k.bits);
	buf_addc(&head, (char)k.type);
	buf_add(&head, str_of("\0\0\0", 3));
	buf_add(&b, STR("\x89PNG\r\n\x1a\n"));
	chunk(&b, "IHDR", buf_str(&head));
	OK(!picture_read(buf_str(&b), &p, &err));
	SAME_INT(err.code, ERR_TOO_BIG);
}

/* ---- JPEG --------------------------------------------------------------- */

/* Of 16 x 8 pixels, taken lying on the right side. */
#define EXIF_LITTLE                                       \
	"\xff\xe1\0\x22"                                  \
	"Exif\0\0II*\0\x08\0\0\0\1\0\x12\x01\3\0\1\0\0\0" \
	"\6\0\0\0\0\0\0\0"
#define FRAME(marker, bits) \
	"\xff" marker "\0\x11" bits "\0\x08\0\x10\3\1\x22\0\2\x11\1\3\x11\1"
#define SCAN "\xff\xda\0\x0c\3\1\0\2\x11\3\x11\0\x3f\0"
#define BYTES(lit) str_of(lit, sizeof(lit) - 1)

TEST(a_jpeg_tells_its_size_as_it_is_looked_at)
{
	struct str file = BYTES("\xff\xd8" EXIF_LITTLE FRAME("\xc0", "\x08")
			SCAN "\1\2\xff\0\3\xff\xd9");
	struct err err = { 0 };
	struct picture p;

	NEED_ERR(picture_read(file, &p, &err), err);
	SAME_INT(p.kind, PICTURE_JPEG);
	SAME_INT(p.width, 16);
	SAME_INT(p.height, 8);
	SAME_INT(p.turn, 6);
	SAME_INT(picture_width(&p), 8);
	SAME_INT(picture_height(&p), 16);
	SAME_INT(p.channels, 3);
}

TEST(a_bare_jpeg_keeps_what_shows_it_and_nothing_else)
{
	struct str file =
		BYTES("\xff\xd8" EXIF_LITTLE "\xff\xfe\0\5abc\xff\xee\0\x0e"
		      "Adobe\0\0\0\0\0\0\1" FRAME("\xc2", "\x08") SCAN
			"\1\xff\0\2\xff\xd0\3"
			"\xff\xc4\0\3\7" SCAN "\4\xff\xd9trailing");
	struct str want = BYTES("\xff\xd8\xff\xee\0\x0e"
				"Adobe\0\0\0\0\0\0\1" FRAME("\xc2", "\x08") SCAN
		"\1\xff\0\2\xff\xd0\3"
		"\xff\xc4\0\3\7" SCAN "\4\xff\xd9");
	struct err err = { 0 };
	struct str bare;

	NEED_ERR(picture_jpeg_bare(&test_mem, file, &bare, &err), err);
	OK(str_eq(bare, want));
}

TEST(jpegs_that_no_document_can_show_are_refused_with_a_reason)
{
	const struct {
		struct str file;
		enum err_code code;
	} cases[] = {
		{ BYTES("\xff\xd8" FRAME("\xc9", "\x08") SCAN), ERR_BAD_TYPE },
		{ BYTES("\xff\xd8" FRAME("\xc3", "\x08") SCAN), ERR_BAD_TYPE },
		{ BYTES("\xff\xd8" FRAME("\xc0", "\x0c") SCAN), ERR_BAD_TYPE },
		{ BYTES("\xff\xd8" SCAN), ERR_BAD_INPUT },
		{ BYTES("\xff\xd8" FRAME("\xc0", "\x08")), ERR_BAD_INPUT },
		{ BYTES("\xff\xd8\xff\xe0\xff\xff"), ERR_BAD_INPUT },
		{ BYTES("GIF89a"), ERR_BAD_TYPE },
		{ BYTES(""), ERR_BAD_TYPE },
	};

	for (size_t i = 0; i < LENGTH(cases); i++) {
		struct err err = { 0 };
		struct picture p;

		OK(!picture_read(cases[i].file, &p, &err));
		SAME_INT(err.code, cases[i].code);
	}
}
