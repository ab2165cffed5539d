/* test/unit/intake_text_test.c - intake/plain.h and intake/codepage.h: lines of
 * plain texts, in every usual encoding. */
#include "lines_shown.h"

#include "intake/plain.h"

static struct intake_doc doc;

static struct str shown(struct str text)
{
	struct err err = { 0 };

	doc = (struct intake_doc){ 0 };
	if (!intake_plain(&test_mem, text, &doc, &err))
		test_fail(__FILE__, __LINE__, "%s", err.text);
	return shown_lines(&doc);
}

#define SHOWS(text, lines) SAME_STR(shown(STR(text)), STR(lines))

/* ---- lines ---------------------------------------------------------------*/

TEST(a_line_is_a_line_and_an_empty_one_ends_a_block)
{
	SHOWS("Ada Byron\nLondon\n\nWork\n", "Ada Byron\nLondon\n~\nWork\n");
	SHOWS("Ada\r\nLondon\r\rWork", "Ada\nLondon\n~\nWork\n");
	SHOWS("no end", "no end\n");
	SHOWS("", "");
}

TEST(blanks_in_a_row_and_tabs_are_gaps)
{
	SHOWS("Acme   2019 - 2021\n", "Acme | 2019 - 2021\n");
	SHOWS("Acme\t2019\n", "Acme | 2019\n");
	SHOWS("Acme  2019\n", "Acme | 2019\n");
	SHOWS("  Acme 2019  \n", "Acme 2019\n");
}

TEST(two_blanks_behind_a_sentence_are_no_gap)
{
	SHOWS("It worked.  We sold it.\n", "It worked. We sold it.\n");
	SHOWS("Acme Inc.  2019\n", "Acme Inc. | 2019\n");
}

TEST(signs_of_items_are_left_out)
{
	SHOWS("- one\n* two\n+ three\n", "* one\n* two\n* three\n");
	SHOWS("\xe2\x80\xa2 one\n\xe2\x80\xa2two\n", "* one\n* two\n");
	SHOWS("\xe2\x96\xaa\tone\n\xef\x82\xb7 two\n", "* one\n* two\n");
	SHOWS("\xe2\x80\x93 one\n", "* one\n");
	SHOWS("-5 degrees\n*** stars\n", "-5 degrees\n*** stars\n");
}

TEST(items_are_as_deep_as_they_are_indented)
{
	SHOWS("- one\n  - two\n    - three\n- four\n",
		"* one\n** two\n*** three\n* four\n");
}

TEST(numbers_count_only_where_others_follow)
{
	SHOWS("1. one\n2. two\n3) three\n", "* one\n* two\n* three\n");
	SHOWS("1. one\n   goes on\n2. two\n", "* one\ngoes on\n* two\n");
	SHOWS("1. Mai 1990\n", "1. Mai 1990\n");
	SHOWS("12. May 1990\n", "12. May 1990\n");
}

TEST(an_item_that_goes_on_keeps_its_place)
{
	NEED(shown(STR("- one\n  more\n")).len);
	SAME_INT(doc.at[0].at[1].item, 0);
	OK(doc.at[0].at[1].box.x0 > doc.at[0].at[0].box.x0);
}

TEST(a_rule_under_a_line_makes_it_a_heading)
{
	SHOWS("Work\n====\nAcme\n", "# Work\n~\nAcme\n");
	SHOWS("Work\n----\nAcme\n", "## Work\n~\nAcme\n");
	SHOWS("Work\n\n-----\nAcme\n", "Work\n~\nAcme\n");
	SHOWS("Work\n~~~~~~~~\nAcme\n", "## Work\n~\nAcme\n");
}

TEST(form_feeds_begin_pages)
{
	SHOWS("one\n\ftwo\n", "one\n===\ntwo\n");
	SHOWS("one\f\f\ntwo\n", "one\n===\ntwo\n");
}

TEST(capitals_are_nothing_special)
{
	SHOWS("EXPERIENCE\nAcme\n", "EXPERIENCE\nAcme\n");
	SAME_INT(doc.at[0].at[0].flags, 0);
}

TEST(what_nobody_sees_is_left_out)
{
	SHOWS("A\xe2\x80\x8b"
	      "da\xef\xbb\xbf \xc2\xa0"
	      "By\xc2\xadron\n",
		"Ada Byron\n");
	SHOWS("of\xef\xac\x81"
	      "ce\n",
		"office\n");
	SHOWS("\xef\x83\xa0 a@example.org\n", "a@example.org\n");
	SAME_INT((long long)doc.at[0].icons, 1);
}

TEST(a_soft_hyphen_at_the_end_of_a_line_joins_it)
{
	SHOWS("manage\xc2\xad\nment\n", "manage-\nment\n");
	OK(doc.at[0].at[0].joined && !doc.at[0].at[1].joined);
}

TEST(a_line_from_the_right_is_known)
{
	shown(STR("\xd7\xa9\xd7\x9c\xd7\x95\xd7\x9d \xd7\xa2\xd7\x95\xd7\x9c"
		  "\xd7\x9d\nhello\n"));
	OK(doc.at[0].at[0].rtl && !doc.at[0].at[1].rtl);
}

TEST(places_go_down_and_blocks_stand_apart)
{
	const struct intake_line *l;

	NEED(shown(STR("a\nb\n\n  c d\n")).len);
	l = doc.at[0].at;
	OK(l[1].base > l[0].base);
	OK(l[2].base - l[1].base > l[1].base - l[0].base + 1);
	OK(l[2].box.x0 > l[1].box.x0);
	OK(l[2].at[1].box.x0 > l[2].at[0].box.x1);
	OK(l[2].box.x1 <= doc.at[0].width && l[2].box.y1 <= doc.at[0].height);
}

/* ---- encodings -----------------------------------------------------------*/

TEST(utf_16_is_read_with_a_mark_and_without)
{
	SHOWS("\xff\xfe\x41\0\xe9\0\n\0", "A\xc3\xa9\n");
	SHOWS("\xfe\xff\0\x41\0\xe9\0\n", "A\xc3\xa9\n");
	SHOWS("A\0d\0a\0 \0B\0.\0", "Ada B.\n");
	SHOWS("\0A\0d\0a\0 \0B\0.", "Ada B.\n");
}

TEST(latin_letters_are_read_as_windows_has_them)
{
	SHOWS("Ren\xe9 M\xfcller \x96 caf\xe9\n",
		"Ren\xc3\xa9 M\xc3\xbcller \xe2\x80\x93 caf\xc3\xa9\n");
	SHOWS("Stra\xdf"
	      "e, Se\xf1or, \x80 5\n",
		"Stra\xc3\x9f"
		"e, Se\xc3\xb1or, \xe2\x82\xac 5\n");
}

TEST(letters_of_central_europe_are_told_from_western_ones)
{
	/* Łukasz Żółć, Gdańsk, inżynier, zarządzał */
	SHOWS("\xa3ukasz \xaf\xf3\xb3\xe6, Gda\xf1sk, in\xbfynier, "
	      "zarz\xb9"
	      "dza\xb3\n",
		"\xc5\x81ukasz \xc5\xbb\xc3\xb3\xc5\x82\xc4\x87, "
		"Gda\xc5\x84sk, in\xc5\xbcynier, zarz\xc4\x85"
		"dza\xc5\x82\n");
}

TEST(cyrillic_is_read_in_both_of_its_encodings)
{
	/* Иван Петров, инженер */
	struct str want = STR("\xd0\x98\xd0\xb2\xd0\xb0\xd0\xbd "
			      "\xd0\x9f\xd0\xb5\xd1\x82\xd1\x80\xd0\xbe\xd0\xb2"
			      ", \xd0\xb8\xd0\xbd\xd0\xb6\xd0\xb5\xd0\xbd\xd0"
			      "\xb5\xd1\x80\n");

	SAME_STR(shown(STR("\xc8\xe2\xe0\xed \xcf\xe5\xf2\xf0\xee\xe2, "
			   "\xe8\xed\xe6\xe5\xed\xe5\xf0\n")),
		want);
	SAME_STR(shown(STR("\xe9\xd7\xc1\xce \xf0\xc5\xd4\xd2\xcf\xd7, "
			   "\xc9\xce\xd6\xc5\xce\xc5\xd2\n")),
		want);
}

TEST(letters_of_czech_turkish_and_hebrew_are_told_from_their_neighbours)
{
	/* Příliš žluťoučký kůň, in Windows-1250 */
	SHOWS("P\xf8\xedli\x9a \x9elu\x9dou\xe8k\xfd k\xf9\xf2\n",
		"P\xc5\x99\xc3\xadli\xc5\xa1 \xc5\xbelu\xc5\xa5ou\xc4\x8d"
		"k\xc3\xbd k\xc5\xaf\xc5\x88\n");
	/* the same in ISO-8859-2 */
	SHOWS("P\xf8\xedli\xb9 \xbelu\xbbou\xe8k\xfd k\xf9\xf2\n",
		"P\xc5\x99\xc3\xadli\xc5\xa1 \xc5\xbelu\xc5\xa5ou\xc4\x8d"
		"k\xc3\xbd k\xc5\xaf\xc5\x88\n");
	/* Işık yazılım mühendisi, in Windows-1254 */
	SHOWS("I\xfe\xfdk yaz\xfdl\xfdm m\xfchendisi\n",
		"I\xc5\x9f\xc4\xb1k yaz\xc4\xb1l\xc4\xb1m m\xc3\xbc"
		"hendisi\n");
	/* twenty times alef and bet, in Windows-1255 */
	SHOWS("\xe0\xe1\xe0\xe1\xe0\xe1\xe0\xe1\xe0\xe1\xe0\xe1\xe0\xe1"
	      "\xe0\xe1\xe0\xe1\xe0\xe1\n",
		"\xd7\x90\xd7\x91\xd7\x90\xd7\x91\xd7\x90\xd7\x91\xd7\x90"
		"\xd7\x91\xd7\x90\xd7\x91\xd7\x90\xd7\x91\xd7\x90\xd7\x91"
		"\xd7\x90\xd7\x91\xd7\x90\xd7\x91\xd7\x90\xd7\x91\n");
}

TEST(a_harmed_byte_does_not_change_the_encoding)
{
	SHOWS("\xc3\xa9\xc3\xa8\xc3\xa0\xc3\xbc\xc3\xb6\xc3\xa4\xc3\xa9\xc3\xa8"
	      "\xc3\xa9\xc3\xa9 \xff x\n",
		"\xc3\xa9\xc3\xa8\xc3\xa0\xc3\xbc\xc3\xb6\xc3\xa4\xc3\xa9\xc3"
		"\xa8\xc3\xa9\xc3\xa9 \xef\xbf\xbd x\n");
	SAME_INT((long long)doc.at[0].unknown, 1);
}

/* ---- limits --------------------------------------------------------------*/

static struct str many(const char *piece, size_t count)
{
	struct buf b;

	buf_init(&b, &test_mem, 32 << 20);
	for (size_t i = 0; i < count; i++)
		buf_add(&b, str_c(piece));
	return buf_str(&b);
}

TEST(more_than_a_resume_has_is_an_error)
{
	struct err err = { 0 };

	OK(!intake_plain(&test_mem, many("a ", 300001), &doc, &err));
	SAME_INT(err.code, ERR_TOO_BIG);
	SAME_STR(str_c(err.text),
		STR("it has too many words to be a resume: hand in the resume "
		    "alone"));
	OK(!intake_plain(&test_mem, many("a\n", 100001), &doc, &err));
	OK(strstr(err.text, "lines") != NULL);
	OK(!intake_plain(&test_mem, many("a\f", 201), &doc, &err));
	OK(strstr(err.text, "pages") != NULL);
	OK(!intake_plain(&test_mem, many("a", (16 << 20) + 1), &doc, &err));
	SAME_INT(err.code, ERR_TOO_BIG);
}

TEST(as_much_as_may_be_is_read)
{
	struct err err = { 0 };

	NEED_ERR(intake_plain(&test_mem, many("a ", 300000), &doc, &err), err);
	SAME_INT((long long)doc.at[0].at[0].count, 300000);
}
