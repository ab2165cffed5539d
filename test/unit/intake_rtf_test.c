/* test/unit/intake_rtf_test.c - intake/rtf.h: lines of Rich Text Format. */
#include "lines_shown.h"

#include "intake/rtf.h"

static struct intake_doc doc;

static struct str shown(struct str rtf)
{
	struct err err = { 0 };

	doc = (struct intake_doc){ 0 };
	if (!intake_rtf(&test_mem, rtf, &doc, &err))
		test_fail(__FILE__, __LINE__, "%s", err.text);
	return shown_lines(&doc);
}

/* In a document whose fonts 0, 1, 2, 3 are Latin, Cyrillic, of symbols,
 * Japanese, and whose styles 1 and 2 are headings. */
#define HEAD                                                           \
	"{\\rtf1\\ansi\\ansicpg1252\\deff0{\\fonttbl{\\f0\\fcharset0 " \
	"Times;}{\\f1\\fcharset204{\\*\\panose 020}Arial Cyr;}{\\f2"   \
	"\\fcharset2 Symbol;}{\\f3\\fcharset128 Mincho;}}{\\colortbl;" \
	"\\red0;}{\\stylesheet{\\ql Normal;}{\\s1 heading 1;}{\\s2"    \
	"\\outlinelevel1 \\'dcberschrift;}}{\\info{\\title no}}\n"
#define SHOWS(rtf, lines) SAME_STR(shown(STR(HEAD rtf "}")), STR(lines))

/* ---- lines ---------------------------------------------------------------*/

TEST(paragraphs_are_lines)
{
	SHOWS("Ada\\par London\\par\\par Work\\par", "Ada\nLondon\n~\nWork\n");
	SHOWS("one\\line two\\\nthree", "one\ntwo\nthree\n");
	SHOWS("a\\tab b\tc\\page d", "a | b | c\n===\nd\n");
	SHOWS("Ada\n By\r\nron", "Ada Byron\n");
	OK(!doc.mended);
}

TEST(a_document_that_was_cut_off_is_read_as_far_as_it_goes)
{
	SAME_STR(shown(STR("{\\rtf1 Ada{\\b By")), STR("Ada+<b>By\n"));
	OK(doc.mended);
	SAME_STR(shown(STR("{\\rtf1 Ada\\")), STR("Ada\n"));
	SAME_STR(shown(STR("{\\rtf1 Ada\\'4")), STR("Ada4\n"));
	SAME_STR(shown(STR("{\\rtf1 Ada}}}} B")), STR("Ada B\n"));
}

TEST(headings_are_known_by_style_and_level)
{
	SHOWS("\\pard\\s1 Work\\par\\pard Acme\\par\\pard\\s2 Two\\par",
		"# Work\nAcme\n## Two\n");
	SHOWS("\\pard\\outlinelevel2 Three\\par\\pard\\s1\\outlinelevel9 "
	      "no\\par",
		"### Three\nno\n");
}

TEST(items_have_their_level_and_no_mark)
{
	SHOWS("{\\listtext\\pard\\f2\\'b7\\tab}\\ls1\\ilvl0 one\\par"
	      "{\\listtext 1.\\tab}\\ilvl1 two\\line more\\par\\pard "
	      "three\\par",
		"* one\n** two\nmore\nthree\n");
	SHOWS("\\pard{\\pntext\\f2\\'b7\\tab}{\\*\\pn\\pnlvlblt\\pnf2{"
	      "\\pntxtb\\'b7}}one\\par\\pard two\\par",
		"* one\ntwo\n");
	SHOWS("\\pard{\\f2\\'b7}\\tab one\\par", "* one\n");
	SHOWS("\\pard\\bullet  one\\par", "* one\n");
}

TEST(cells_of_a_row_are_one_line_unless_they_hold_several)
{
	SHOWS("\\trowd\\intbl Acme\\cell 2019\\cell\\row"
	      "\\intbl B\\cell\\cell\\row\\pard C",
		"Acme | 2019\nB\nC\n");
	SHOWS("\\intbl 2019\\cell Acme\\par Engineer\\cell\\row",
		"2019 | Acme\nEngineer\n");
	SHOWS("\\intbl Skills\\par C\\cell Work\\par Acme\\cell\\row x",
		"Skills\nC\n~\nWork\nAcme\n~\nx\n");
}

/* ---- words ---------------------------------------------------------------*/

TEST(looks_are_of_words_and_end_with_their_group)
{
	SHOWS("{\\b Acme} {\\i\\b x}\\b y\\b0 z\\plain  w",
		"<b>Acme <bi>x+<b>y+<>z w\n");
	SHOWS("\\fs40 Ada\\fs20  x", "Ada x\n");
	SAME_INT((long long)doc.at[0].at[0].at[0].size, 20);
	SAME_INT((long long)doc.at[0].at[0].at[1].size, 10);
	SHOWS("a{\\v hidden}b {\\deleted gone}{\\revised c}",
		"a+<h>hidden+<>b c\n");
}

TEST(letters_are_of_their_fonts_encoding)
{
	SHOWS("Ren\\'e9 \\f1\\'c8\\'e2\\'e0\\'ed\\f0  \\'e9",
		"Ren\xc3\xa9 \xd0\x98\xd0\xb2\xd0\xb0\xd0\xbd \xc3\xa9\n");
	SAME_STR(shown(STR("{\\rtf1\\ansi\\ansicpg1250 \\'a3ukasz}")),
		STR("\xc5\x81ukasz\n"));
	SAME_STR(shown(STR("{\\rtf1\\mac Ren\\'8e}")), STR("Ren\xc3\xa9\n"));
}

TEST(letters_by_number_hide_what_stands_for_them)
{
	SHOWS("\\u321 Lukasz \\u-10179?\\u-8704?!",
		"\xc5\x81ukasz \xf0\x9f\x98\x80!\n");
	SHOWS("\\uc2\\u26085\\'93\\'fa\\uc0\\u26412 x\\uc1\\u233\\'e9",
		"\xe6\x97\xa5\xe6\x9c\xacx\xc3\xa9\n");
	SHOWS("\\uc1{\\u233}x\\u8364\\tab y", "\xc3\xa9x\xe2\x82\xacy\n");
	SHOWS("\\u-10179?x", "x\n");
}

TEST(letters_that_no_table_knows_are_counted)
{
	SHOWS("\\f3\\'93\\'fa", "\xef\xbf\xbd\xef\xbf\xbd\n");
	SAME_INT((long long)doc.at[0].unknown, 2);
}

TEST(signs_have_words_of_their_own)
{
	SHOWS("2019\\endash 2021 \\{x\\} a\\~b c\\_d e\\-f \\ldblquote q"
	      "\\rdblquote",
		"2019\xe2\x80\x93"
		"2021 {x} a b c-d ef \xe2\x80\x9cq\xe2\x80\x9d\n");
}

TEST(links_are_what_fields_do)
{
	SHOWS("{\\field{\\*\\fldinst{HYPERLINK \"https://example.org/a\"}}"
	      "{\\fldrslt{\\ul my page}}} x",
		"my(https://example.org/a) page(https://example.org/a) x\n");
	SHOWS("{\\field{\\*\\fldinst HYPERLINK \\\\l \"top\" }{\\fldrslt a}}",
		"a\n");
	SHOWS("{\\field{\\*\\fldinst PAGE }{\\fldrslt 1}}", "1\n");
	SHOWS("{\\field{\\*\\fldinst HYPERLINK \"mailto:a@example.org\" \\\\t "
	      "\"x\"}{\\fldrslt a}}",
		"a(mailto:a@example.org)\n");
}

/* ---- what is passed over -------------------------------------------------*/

TEST(pictures_and_objects_are_passed_over)
{
	SHOWS("a{\\pict\\pngblip 89504e47{\\*\\blipuid 00}}b", "ab\n");
	SHOWS("a{\\pict\\bin4 {}{\\x}b", "ab\n");
	SHOWS("a{\\*\\unknown {text} more}b", "ab\n");
	SHOWS("a{\\object\\objemb{\\*\\objdata 0105}{\\result b}}", "ab\n");
}

TEST(heads_come_first_feet_and_notes_last)
{
	SHOWS("{\\header Ada\\par}{\\footer Page 1\\par}Work{\\footnote "
	      "See}\\par",
		"Ada\nWork\n~\nPage 1\n~\nSee\n");
}

TEST(boxes_of_text_are_read_once)
{
	SHOWS("a{\\shp{\\*\\shpinst{\\sp{\\sn x}{\\sv 1}}{\\shptxt Box\\par}}"
	      "{\\shprslt{\\*\\do{\\dptxbxtext Box\\par}}}}b",
		"a\nBox\nb\n");
}

TEST(the_new_one_of_two_forms_counts)
{
	SHOWS("{\\upr{Lukasz}{\\*\\ud{\\u321 Lukasz}}} x", "\xc5\x81ukasz x\n");
}

TEST(groups_deeper_than_any_document_has_are_passed_over)
{
	struct buf b;

	buf_init(&b, &test_mem, 1 << 20);
	buf_add(&b, STR("{\\rtf1 a"));
	for (int i = 0; i < 100000; i++)
		buf_add(&b, STR("{"));
	buf_add(&b, STR("deep\\}"));
	for (int i = 0; i < 100000; i++)
		buf_add(&b, STR("}"));
	buf_add(&b, STR("b}"));
	SAME_STR(shown(buf_str(&b)), STR("ab\n"));
}
