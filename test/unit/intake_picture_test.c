/* test/unit/intake_picture_test.c - intake/picture.h: how large a picture is,
 * how many pages it has and which way up, before a decoder sees it; and what
 * intake/ocr.h asks for and mends without reading a letter. What is read is
 * test/cmd/ocr_test.py's. */
#include "intake/ocr_int.h"
#include "test.h"

static struct intake_picture seen;
static size_t pages;
static struct err err;

static bool head(struct str s, size_t page)
{
	err = (struct err){ 0 };
	return intake_picture_head(s, page, &seen, &pages, &err);
}

static void put(struct buf *b, uint64_t n, int bytes, bool little)
{
	for (int i = 0; i < bytes; i++)
		buf_addc(b, (char)(n >> 8 * (little ? i : bytes - 1 - i)));
}

static struct buf new_buf(struct str s)
{
	struct buf b;

	buf_init(&b, &test_mem, 1 << 20);
	buf_add(&b, s);
	return b;
}

/* ---- makers ------------------------------------------------------------- */

static void tag(
	struct buf *b, unsigned id, unsigned type, uint32_t value, bool little)
{
	put(b, id, 2, little);
	put(b, type, 2, little);
	put(b, 1, 4, little);
	put(b, value, type == 3 ? 2 : 4, little);
	put(b, 0, type == 3 ? 2 : 0, little);
}

/* A directory of size, turn and place of the next. */
static void directory(struct buf *b, uint32_t wide, uint32_t high,
	unsigned turn, uint32_t next, bool little)
{
	put(b, 3, 2, little);
	tag(b, 256, 4, wide, little);
	tag(b, 257, 4, high, little);
	tag(b, 274, 3, turn, little);
	put(b, next, 4, little);
}

enum { DIRECTORY = 2 + 3 * 12 + 4 };

static struct buf tiff(bool little)
{
	struct buf b = new_buf(little ? STR("II") : STR("MM"));

	put(&b, 42, 2, little);
	put(&b, 8, 4, little);
	return b;
}

static struct str png(uint32_t wide, uint32_t high, unsigned colours)
{
	struct buf b = new_buf(STR("\x89PNG\r\n\x1A\n\0\0\0\rIHDR"));

	put(&b, wide, 4, false);
	put(&b, high, 4, false);
	put(&b, 8, 1, false);
	put(&b, colours, 1, false);
	put(&b, 0, 7, false);
	put(&b, 9, 4, false);
	buf_add(&b, STR("pHYs"));
	put(&b, 11811, 4, false);
	put(&b, 11811, 4, false);
	put(&b, 1, 1, false);
	put(&b, 0, 8, false);
	return buf_str(&b);
}

static struct str jpeg(uint32_t wide, uint32_t high, unsigned turn)
{
	struct buf b = new_buf(STR("\xFF\xD8")), e = tiff(true);

	directory(&e, 0, 0, turn, 0, true);
	buf_add(&b, STR("\xFF\xE1"));
	put(&b, e.len + 8, 2, false);
	buf_add(&b, STR("Exif\0\0"));
	buf_add(&b, buf_str(&e));
	buf_add(&b, STR("\xFF\xC0\0\x0B\x08"));
	put(&b, high, 2, false);
	put(&b, wide, 2, false);
	buf_add(&b, STR("\x01\x01\x11\0\xFF\xDA\0\0"));
	return buf_str(&b);
}

/* ---- heads -------------------------------------------------------------- */

TEST(a_png_says_its_size_and_dots)
{
	NEED_ERR(head(png(1654, 2339, 0), 0), err);
	SAME_INT(seen.kind, INTAKE_PICTURE_PNG);
	SAME_INT(seen.width, 1654);
	SAME_INT(seen.height, 2339);
	SAME_INT(seen.dpi, 300);
	SAME_INT(pages, 1);
}

TEST(a_jpeg_says_which_way_it_was_held)
{
	NEED_ERR(head(jpeg(3000, 2000, 6), 0), err);
	SAME_INT(seen.kind, INTAKE_PICTURE_JPEG);
	SAME_INT(seen.width, 3000);
	SAME_INT(seen.height, 2000);
	SAME_INT(seen.turn, 6);
	NEED_ERR(head(jpeg(3000, 2000, 9), 0), err);
	SAME_INT(seen.turn, 1);
}

TEST(a_bmp_may_have_its_first_row_above)
{
	struct buf b = new_buf(STR("BM"));

	put(&b, 0, 8, true);
	put(&b, 54, 4, true);
	put(&b, 40, 4, true);
	put(&b, 640, 4, true);
	put(&b, (uint32_t)-480, 4, true);
	put(&b, 1, 2, true);
	put(&b, 24, 2, true);
	for (int i = 0; i < 3; i++)
		put(&b, 0, 8, true);
	NEED_ERR(head(buf_str(&b), 0), err);
	SAME_INT(seen.width, 640);
	SAME_INT(seen.height, 480);
}

TEST(each_webp_says_its_size)
{
	struct buf b = new_buf(STR("RIFF\0\0\0\0WEBPVP8X\x0A\0\0\0\0\0\0\0"));

	put(&b, 1199, 3, true);
	put(&b, 799, 3, true);
	NEED_ERR(head(buf_str(&b), 0), err);
	SAME_INT(seen.width, 1200);
	SAME_INT(seen.height, 800);
	b = new_buf(STR("RIFF\0\0\0\0WEBPVP8L\x0A\0\0\0\x2F"));
	put(&b, 1199 | 799 << 14, 4, true);
	NEED_ERR(head(buf_str(&b), 0), err);
	SAME_INT(seen.width, 1200);
	SAME_INT(seen.height, 800);
}

TEST(a_tiff_has_pages_in_either_order_of_bytes)
{
	for (int little = 0; little < 2; little++) {
		struct buf b = tiff(little);

		directory(&b, 100, 200, 1, 8 + DIRECTORY, little);
		directory(&b, 300, 400, 3, 0, little);
		NEED_ERR(head(buf_str(&b), 1), err);
		SAME_INT(pages, 2);
		SAME_INT(seen.width, 300);
		SAME_INT(seen.height, 400);
		SAME_INT(seen.turn, 3);
	}
}

TEST(directories_of_a_tiff_that_run_in_a_circle_end)
{
	struct buf b = tiff(true);

	directory(&b, 100, 200, 1, 8 + DIRECTORY, true);
	directory(&b, 300, 400, 1, 8, true);
	NEED_ERR(head(buf_str(&b), 0), err);
	SAME_INT(pages, 2);
	SAME_INT(seen.width, 100);
}

/* INT-9 */
TEST(more_than_fifty_pages_are_refused_with_the_limit)
{
	struct buf b = tiff(true);

	for (uint32_t i = 1; i <= 60; i++)
		directory(&b, 100, 200, 1, 8 + DIRECTORY * i, true);
	OK(!head(buf_str(&b), 0));
	SAME_INT(err.code, ERR_TOO_BIG);
	OK(strstr(err.text, "up to 50 are read"));
}

/* INT-9: pictures with absurd dimensions */
TEST(absurd_sizes_are_refused_before_anything_is_decoded)
{
	static const uint32_t sizes[][2] = { { 65535, 65535 }, { 40000, 10 },
		{ 8000, 8000 }, { 0xFFFFFFFF, 0xFFFFFFFF } };

	for (size_t i = 0; i < LENGTH(sizes); i++) {
		OK(!head(png(sizes[i][0], sizes[i][1], 0), 0));
		SAME_INT(err.code, ERR_TOO_BIG);
		OK(strstr(err.text, "make it smaller"));
	}
	OK(!head(jpeg(65500, 65500, 1), 0));
	SAME_INT(err.code, ERR_TOO_BIG);
	OK(!head(png(0, 100, 0), 0));
	SAME_INT(err.code, ERR_UNTRUSTED);
	/* colours take more memory than grey */
	OK(head(png(6000, 6000, 0), 0));
	OK(!head(png(6000, 6000, 2), 0));
}

TEST(a_jpeg_of_ever_more_scans_is_refused_and_one_of_a_few_is_read)
{
	struct str one = jpeg(100, 100, 1);
	struct buf b = new_buf(one);

	for (int i = 1; i < 64; i++)
		buf_add(&b, STR("\xFF\xDA\0\x02"));
	OK_ERR(head(buf_str(&b), 0), err);
	buf_add(&b, STR("\xFF\xDA\0\x02"));
	OK(!head(buf_str(&b), 0));
	SAME_INT(err.code, ERR_TOO_BIG);
	OK(strstr(err.text, "65 scans; up to 64"));
}

/* It is unpacked whole, six bytes for a pixel of three colours. */
TEST(a_progressive_jpeg_in_colour_has_fewer_pixels)
{
	struct str large = jpeg(6000, 6000, 1);
	char *frame = memmem(large.at, large.len, "\xFF\xC0", 2);

	NEED(frame);
	frame[9] = 3;
	OK_ERR(head(large, 0), err);
	frame[1] = '\xC2';
	OK(!head(large, 0));
	SAME_INT(err.code, ERR_TOO_BIG);
	frame[9] = 1;
	OK_ERR(head(large, 0), err);
}

TEST(a_head_that_breaks_off_is_damaged_and_never_read_beyond)
{
	struct str all[] = { png(100, 100, 2), jpeg(100, 100, 6) };

	for (size_t k = 0; k < LENGTH(all); k++)
		for (size_t i = 0; i < all[k].len; i++) {
			char *copy = mem_alloc(i + 1);

			memcpy(copy, all[k].at, i);
			if (!head(str_of(copy, i), 0))
				OK(err.code == ERR_UNTRUSTED);
			mem_free(copy);
		}
}

/* ---- pages -------------------------------------------------------------- */

TEST(a_picture_gives_a_page_of_its_size_without_lines)
{
	struct intake_doc doc;

	NEED_ERR(
		intake_picture(&test_mem, png(2480, 3508, 0), &doc, &err), err);
	SAME_INT(doc.count, 1);
	OK(doc.scan);
	SAME_INT((int)doc.at[0].width, 595);
	SAME_INT((int)doc.at[0].height, 841);
	SAME_INT(doc.at[0].count, 0);
	SAME_INT(doc.at[0].pictures, 1);
}

TEST(a_photograph_that_was_turned_gives_an_upright_page)
{
	struct intake_doc doc;

	NEED_ERR(intake_picture(&test_mem, jpeg(4000, 3000, 6), &doc, &err),
		err);
	OK(doc.at[0].height > doc.at[0].width);
	/* no page has the 55 inches that 72 dpi would make */
	OK(doc.at[0].height < 1300);
}

static struct intake_page page_of(size_t letters)
{
	struct intake_page p = { .glyphs = letters };
	char *text = arena_alloc(&test_mem, letters + 1);

	memset(text, 'a', letters);
	p.at = ARENA_NEW(&test_mem, struct intake_line);
	p.at->at = ARENA_NEW(&test_mem, struct intake_word);
	p.at->at->text = str_of(text, letters);
	p.at->count = p.count = 1;
	return p;
}

/* INT-2 */
TEST(pages_with_a_picture_and_fewer_than_100_characters_are_for_ocr)
{
	struct intake_page p[5] = { page_of(99), page_of(100), page_of(99),
		page_of(1000), { 0 } };
	struct intake_doc doc = { .at = p, .count = 5 };
	bool want[5];

	p[0].pictures = p[1].pictures = p[3].pictures = 1;
	/* letters that nobody knows */
	p[3].unknown = 300;
	SAME_INT(intake_ocr_wanted(&doc, INTAKE_OCR_AUTO, want), 2);
	OK(want[0] && !want[1] && !want[2] && want[3] && !want[4]);
	SAME_INT(intake_ocr_wanted(&doc, INTAKE_OCR_ALWAYS, want), 5);
	SAME_INT(intake_ocr_wanted(&doc, INTAKE_OCR_NEVER, want), 0);
	OK(!want[0] && !want[3]);
}

TEST(a_request_that_is_none_is_refused)
{
	struct intake_page page;
	struct str ask =
		intake_ocr_ask(&test_mem, STR("rubbish"), 3, INTAKE_OCR_AUTO);

	for (size_t i = 0; i < ask.len; i++) {
		err = (struct err){ 0 };
		OK(!intake_ocr_answer(
			&test_mem, str_of(ask.at, i), &page, &err));
		OK(err.code != ERR_NONE);
	}
}

/* ---- languages ---------------------------------------------------------- */

/* INT-4 */
TEST(languages_are_names_joined_by_plus)
{
	static const char *const good[] = { "eng", "eng+deu", "chi_sim" };
	static const char *const bad[] = { "", "+", "eng+", "e", "../eng",
		"eng deu", "ENG", "eng+deu+fra+spa+ita+nld+por+dan+swe" };

	for (size_t i = 0; i < LENGTH(good); i++)
		OK_ERR(intake_ocr_languages(str_c(good[i]), &err), err);
	for (size_t i = 0; i < LENGTH(bad); i++) {
		err = (struct err){ 0 };
		OK(!intake_ocr_languages(str_c(bad[i]), &err));
		SAME_INT(err.code, ERR_BAD_INPUT);
	}
}

TEST(a_language_that_is_not_installed_names_its_package)
{
	err = (struct err){ 0 };
	OK(!intake_ocr_warm("eng+tlh_x", &err));
	SAME_INT(err.code, ERR_NOT_BUILT);
	OK(strstr(err.text, "install tesseract-ocr-tlh-x"));
}

/* ---- what OCR confuses -------------------------------------------------- */

static struct str mend(const char *s)
{
	return intake_ocr_mend(&test_mem, str_c(s));
}

TEST(strokes_are_capitals_where_their_neighbours_are)
{
	SAME_STR(mend("APls,"), STR("APIs,"));
	SAME_STR(mend("OpenAl"), STR("OpenAI"));
	SAME_STR(mend("NoSqI,"), STR("NoSql,"));
	SAME_STR(mend("AlDS"), STR("AIDS"));
	/* what may be right stays */
	SAME_STR(mend("Al"), STR("Al"));
	SAME_STR(mend("Albert"), STR("Albert"));
	SAME_STR(mend("MySqlDB"), STR("MySqlDB"));
	SAME_STR(mend("email"), STR("email"));
	SAME_STR(mend("Illinois"), STR("Illinois"));
	SAME_STR(mend("I"), STR("I"));
	SAME_STR(mend("l"), STR("l"));
}

TEST(ligatures_become_letters)
{
	SAME_STR(mend("e\xEF\xAC\x83"
		      "cient"),
		STR("efficient"));
	SAME_STR(mend("\xEF\xAC\x81le"), STR("file"));
}

TEST(a_dot_that_floats_is_a_bullet_and_a_letter_is_none)
{
	OK(intake_ocr_is_bullet(0.35, 0.35, 0.19, 1));  /* a bullet */
	OK(!intake_ocr_is_bullet(0.5, 0.5, 0, 1));      /* e */
	OK(!intake_ocr_is_bullet(0.4, 0.06, 0.3, 1));   /* a dash */
	OK(!intake_ocr_is_bullet(0.7, 0.9, -0.1, 1));   /* @ */
	OK(intake_ocr_is_capital(0.1, 0.7, 0, 1));      /* I */
	OK(!intake_ocr_is_capital(0.1, 0.95, -0.2, 1)); /* a bar */
}
