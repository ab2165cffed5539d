/* test/unit/utf8_test.c - base/utf8.h: what is a character and what is not. */
#include "test.h"

#include "base/utf8.h"

#include <stdio.h>

TEST(text_in_any_script_is_well_formed)
{
	OK(utf8_ok(STR("")));
	OK(utf8_ok(STR_NONE));
	OK(utf8_ok(
		STR("plain ASCII, longer than a machine word or four, yes")));
	OK(utf8_ok(STR("Malmö, Ελλάδα, Привет, 日本語, عربى, עברית, "
		       "🙂")));
	OK(utf8_ok(STR("\0a NUL is a character, too")));
}

/* Unicode, table 3-7: one row a range, its ends and what lies just outside. */
static const struct {
	const char *bytes;
	bool ok;
} edges[] = {
	{ "\x7f", true },
	{ "\x80", false },
	{ "\xbf", false },
	{ "\xc0\x80", false },
	{ "\xc1\xbf", false },
	{ "\xc2\x80", true },
	{ "\xdf\xbf", true },
	{ "\xc2\x7f", false },
	{ "\xc2\xc0", false },
	{ "\xe0\x9f\xbf", false },
	{ "\xe0\xa0\x80", true },
	{ "\xec\xbf\xbf", true },
	{ "\xed\x9f\xbf", true },
	{ "\xed\xa0\x80", false },
	{ "\xed\xbf\xbf", false },
	{ "\xee\x80\x80", true },
	{ "\xef\xbf\xbf", true },
	{ "\xf0\x8f\xbf\xbf", false },
	{ "\xf0\x90\x80\x80", true },
	{ "\xf4\x8f\xbf\xbf", true },
	{ "\xf4\x90\x80\x80", false },
	{ "\xf5\x80\x80\x80", false },
	{ "\xff", false },
	{ "\xe2\x82", false },
	{ "\xe2\x28\xa1", false },
	{ "\xf0\x9f\x99", false },
	{ "\xf0\x9f\x99\x7f", false },
};

TEST(each_range_of_bytes_ends_where_unicode_says)
{
	for (size_t i = 0; i < LENGTH(edges); i++) {
		struct str s = str_c(edges[i].bytes);
		/* behind so much ASCII that the fast path is left, too */
		struct str far = str_fmt(&test_mem, "%040d%s%040d", 7, s.at, 7);

		if (utf8_ok(s) != edges[i].ok || utf8_ok(far) != edges[i].ok)
			test_fail(__FILE__, __LINE__, "row %zu", i);
	}
}

TEST(every_character_survives_encoding_and_decoding)
{
	char bytes[4];
	uint32_t back;
	int count = 0;

	for (uint32_t c = 0; c <= 0x110000; c++) {
		int n = utf8_encode(c, bytes);
		bool is_one = c <= 0x10ffff && (c < 0xd800 || c > 0xdfff);

		if ((n > 0) != is_one)
			test_fail(__FILE__, __LINE__, "U+%04X", c);
		if (n && (utf8_decode(str_of(bytes, (size_t)n), &back) != n ||
				 back != c))
			test_fail(__FILE__, __LINE__, "U+%04X", c);
		count += n > 0;
	}
	SAME_INT(count, 0x110000 - 0x800);
}

TEST(a_character_cut_off_anywhere_is_no_character)
{
	struct str s = STR("\xf0\x9f\x99\x82");
	uint32_t c;

	SAME_INT(utf8_decode(s, &c), 4);
	SAME_INT(c, 0x1f642);
	for (size_t n = 1; n < s.len; n++)
		SAME_INT(utf8_decode(str_of(s.at, n), &c), -(int)n);
	SAME_INT(utf8_decode(str_of(s.at, 0), &c), 0);
}

TEST(characters_are_counted_not_bytes)
{
	SAME_INT(utf8_count(STR("")), 0);
	SAME_INT(utf8_count(STR("abc")), 3);
	SAME_INT(utf8_count(STR("Søren Ørsted 日本語 🙂🙂")), 19);
	SAME_INT(utf8_count(STR("ööööööööööööööööööööö")), 21);
}

TEST(text_is_cut_only_between_characters)
{
	struct str s = STR("aö日🙂");

	SAME_STR(utf8_first(s, 0), STR(""));
	SAME_STR(utf8_first(s, 2), STR("aö"));
	SAME_STR(utf8_first(s, 3), STR("aö日"));
	SAME_STR(utf8_first(s, 4), s);
	SAME_STR(utf8_first(s, 99), s);
	SAME_STR(utf8_fit(s, 0), STR(""));
	SAME_STR(utf8_fit(s, 2), STR("a"));
	SAME_STR(utf8_fit(s, 3), STR("aö"));
	SAME_STR(utf8_fit(s, 5), STR("aö"));
	SAME_STR(utf8_fit(s, 9), STR("aö日"));
	SAME_STR(utf8_fit(s, 10), s);
}

TEST(what_a_cut_left_of_a_character_goes)
{
	struct str s = STR("aö日𝄞");

	for (size_t n = 0; n <= s.len; n++)
		SAME_STR(utf8_whole(str_of(s.at, n)), utf8_fit(s, n));
	SAME_STR(utf8_whole(STR_NONE), STR(""));
}

TEST(what_fits_is_kept_in_whole_characters)
{
	char kept[6] = "xxxxx";

	utf8_keep(kept, sizeof(kept), STR("aö日"));
	SAME_STR(str_c(kept), STR("aö"));
	utf8_keep(kept, sizeof(kept), STR("ö日"));
	SAME_STR(str_c(kept), STR("ö日"));
	utf8_keep(kept, sizeof(kept), STR_NONE);
	SAME_STR(str_c(kept), STR(""));
}

static struct str mend(struct str s)
{
	struct buf b;

	buf_init(&b, &test_mem, 1000);
	utf8_mend(&b, s);
	return buf_str(&b);
}

/* The rows of Unicode s. 3.9, tables 3-8 to 3-11. */
TEST(mending_puts_one_mark_for_each_ill_formed_piece)
{
	SAME_STR(mend(STR("well förmed")), STR("well förmed"));
	SAME_STR(mend(STR("\xc0\xaf\xe0\x80\xbf\xf0\x81\x82\x41")),
		STR("��������A"));
	SAME_STR(mend(STR("\xed\xa0\x80\xed\xbf\xbf\xed\xaf\x41")),
		STR("��������A"));
	SAME_STR(mend(STR("\xf4\x91\x92\x93\xff\x41\x80\xbf\x42")),
		STR("�����A��B"));
	SAME_STR(mend(STR("\xe1\x80\xe2\xf0\x91\x92\xf1\xbf\x41")),
		STR("����A"));
}
