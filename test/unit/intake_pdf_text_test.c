/* test/unit/intake_pdf_text_test.c - intake/pdf.h: which letters a PDF shows
 * and where, from operators, fonts and marks. Files as files are
 * intake_pdf_file_test.c's. */
#include "pdf_made.h"

#include <stdio.h>

static struct intake_doc doc;

static struct str read_back(struct str pdf) { return made_read(pdf, &doc); }

static struct str shown(const char *content)
{
	return read_back(made_plain(&test_mem, str_c(content)));
}

/* Shown in a font (5) that is so, with up to two more objects (6, 7). */
static struct str in_font(const char *content, const char *font,
	const char *six, const char *seven)
{
	struct made m;

	made_begin(&m, &test_mem);
	made_page(&m, "/Resources<</Font<</F 5 0 R>>>>");
	made_stream(&m, 4, "", str_c(content));
	made_object(&m, 5, font);
	if (six)
		made_stream(&m, 6, "", str_c(six));
	if (seven)
		made_object(&m, 7, seven);
	return read_back(made_end(&m, "/Root 1 0 R"));
}

static const struct intake_word *word(size_t line, size_t i)
{
	static const struct intake_word none;

	return doc.count && line < doc.at[0].count &&
			       i < doc.at[0].at[line].count
		       ? &doc.at[0].at[line].at[i]
		       : &none;
}

static bool near(float have, double want)
{
	return have > want - 0.02 && have < want + 0.02;
}

/* ---- operators ---------------------------------------------------------- */

TEST(every_operator_that_shows_text_is_known)
{
	SAME_STR(shown("BT /F 10 Tf 14 TL 50 700 Td (one) Tj T* [(t)10(wo)] TJ "
		       "(three) ' 0 0 (four) \" ET"),
		STR("one\ntwo\nthree\nfour\n\f"));
}

TEST(words_have_places_sizes_and_a_baseline)
{
	shown("BT /F 10 Tf 100 700 Td (AB CD) Tj ET");
	/* A 667, B 667, blank 278, C 722, D 722 thousandths of an em */
	OK(near(word(0, 0)->box.x0, 100) && near(word(0, 0)->box.x1, 113.34));
	OK(near(word(0, 1)->box.x0, 116.12));
	OK(near(word(0, 1)->box.x1, 130.56));
	OK(near(word(0, 0)->base, 100) && near(word(0, 0)->size, 10));
	OK(word(0, 0)->box.y0 < 93.5 && word(0, 0)->box.y1 > 100);
}

TEST(spacing_stretch_and_rise_move_the_pen)
{
	shown("BT /F 10 Tf 200 Tz 1 Tc 100 700 Td (AB) Tj ET");
	OK(near(word(0, 0)->box.x1, 100 + 2 * (6.67 + 1 + 6.67)));
	shown("BT /F 10 Tf 20 Tw 100 700 Td (A B) Tj 3 Ts (c) Tj ET");
	OK(near(word(0, 1)->box.x0, 100 + 6.67 + 2.78 + 20));
	SAME_STR(word(0, 1)->text, STR("Bc"));
}

TEST(matrices_of_text_and_page_scale_the_size)
{
	shown("q 2 0 0 2 10 20 cm BT /F 5 Tf 1.5 0 0 1.5 20 30 Tm (A) Tj ET Q "
	      "BT /F 9 Tf 10 700 Td (B) Tj ET");
	OK(near(word(1, 0)->size, 15) && near(word(1, 0)->box.x0, 50));
	OK(near(word(1, 0)->base, 800 - 80));
	OK(near(word(0, 0)->size, 9));
}

TEST(a_gap_parts_words_and_kerning_does_not)
{
	SAME_STR(shown("BT /F 10 Tf 50 700 Td [(W)60(or)-40(d)-300(next)] TJ "
		       "60 0 Td (far) Tj ET"),
		STR("Word next far\n\f"));
}

TEST(letters_set_apart_are_one_word)
{
	SAME_STR(shown("BT /F 10 Tf 50 700 Td [(S)-400(K)-400(I)-400(L)-400(L)"
		       "-400(S)-1300(A)-400(N)-400(D)] TJ ET"),
		STR("SKILLS AND\n\f"));
}

TEST(text_that_is_not_painted_is_text)
{
	SAME_STR(shown("BT /F 10 Tf 3 Tr 50 700 Td (unseen) Tj ET"),
		STR("unseen\n\f"));
	OK(word(0, 0)->flags & INTAKE_HIDDEN);
}

TEST(text_beyond_the_edges_of_the_page_was_once_read_as_if_seen)
{
	static const int beyond[][2] = { { 100, -12 }, { 100, 801 },
		{ -200, 400 }, { 601, 400 } };
	static const int within[][2] = { { 100, -2 }, { 100, 795 }, { -4, 400 },
		{ 590, 400 } };
	char page[80];

	for (int i = 0; i < 4; i++) {
		snprintf(page, sizeof(page),
			"BT /F 10 Tf %d %d Td (unseen) "
			"Tj ET",
			beyond[i][0], beyond[i][1]);
		shown(page);
		OK(word(0, 0)->flags & INTAKE_HIDDEN);
		snprintf(page, sizeof(page),
			"BT /F 10 Tf %d %d Td (seen) "
			"Tj ET",
			within[i][0], within[i][1]);
		shown(page);
		OK(word(0, 0)->text.len &&
			!(word(0, 0)->flags & INTAKE_HIDDEN));
	}
}

static bool is_pale(const char *content)
{
	shown(content);
	return word(0, 0)->flags & INTAKE_PALE;
}

TEST(white_on_the_paper_is_pale)
{
	OK(is_pale("1 g BT /F 10 Tf 50 700 Td (unseen) Tj ET"));
	OK(is_pale("1 1 1 rg BT /F 10 Tf 50 700 Td (unseen) Tj ET"));
	OK(is_pale("0 0 0 0 k BT /F 10 Tf 50 700 Td (unseen) Tj ET"));
	OK(is_pale("/DeviceRGB cs 0.99 0.99 0.98 sc BT /F 10 Tf 50 700 Td "
		   "(unseen) Tj ET"));
	OK(is_pale("1 g 40 690 200 30 re f BT /F 10 Tf 50 700 Td (unseen) Tj "
		   "ET"));
	OK(is_pale("0 g 40 100 200 30 re f 1 g BT /F 10 Tf 50 700 Td (unseen) "
		   "Tj ET"));
}

TEST(white_on_a_dark_ground_and_black_are_not_pale)
{
	OK(!is_pale("BT /F 10 Tf 50 700 Td (seen) Tj ET"));
	OK(!is_pale("0.9 g BT /F 10 Tf 50 700 Td (seen) Tj ET"));
	OK(!is_pale("q 1 g Q BT /F 10 Tf 50 700 Td (seen) Tj ET"));
	OK(!is_pale("0 0 0.4 rg 40 690 200 30 re f 1 g BT /F 10 Tf 50 700 Td "
		    "(seen) Tj ET"));
	OK(!is_pale("/Ink cs 1 scn BT /F 10 Tf 50 700 Td (seen) Tj ET"));
	OK(!is_pale("/P sh 1 g BT /F 10 Tf 50 700 Td (seen) Tj ET"));
	OK(!is_pale("1 g 1 Tr BT /F 10 Tf 50 700 Td (seen) Tj ET"));
}

TEST(what_is_drawn_twice_is_bold_and_said_once)
{
	SAME_STR(shown("BT /F 10 Tf 50 700 Td (Twice) Tj ET "
		       "BT /F 10 Tf 50.3 700 Td (Twice) Tj ET"),
		STR("Twice\n\f"));
	OK(word(0, 0)->flags & INTAKE_BOLD);
}

TEST(a_form_is_painted_where_its_matrix_says)
{
	struct made m;

	made_begin(&m, &test_mem);
	made_page(&m, "/Resources<</XObject<</X 6 0 R>>>>");
	made_stream(&m, 4, "", STR("q 1 0 0 1 0 100 cm /X Do Q"));
	made_object(&m, 5, MADE_HELVETICA);
	made_stream(&m, 6,
		"/Subtype/Form/Matrix[2 0 0 2 0 0]"
		"/Resources<</Font<</F 5 0 R>>/XObject<</X 6 0 R>>>>",
		STR("BT /F 6 Tf 30 40 Td (within) Tj ET /X Do"));
	read_back(made_end(&m, "/Root 1 0 R"));
	SAME_STR(word(0, 0)->text, STR("within"));
	OK(doc.at[0].count > 1); /* it paints itself, and that ends */
	for (size_t i = 0; i < doc.at[0].count; i++)
		if (near(doc.at[0].at[i].base, 800 - 180)) {
			OK(near(word(i, 0)->box.x0, 60));
			OK(near(word(i, 0)->size, 12));
			return;
		}
	test_fail(__FILE__, __LINE__, "there is no line at 180");
}

TEST(a_picture_within_the_content_is_passed_over)
{
	SAME_STR(shown("BI /W 2 /H 1 ID \x01(Tj\x02 EI BT /F 10 Tf 50 700 Td "
		       "(after) Tj ET"),
		STR("after\n\f"));
	SAME_INT(doc.at[0].pictures, 1);
}

/* ---- marks -------------------------------------------------------------- */

TEST(what_a_page_says_stands_for_what_it_shows)
{
	SAME_STR(shown("BT /F 10 Tf 50 700 Td (e) Tj /Span<</ActualText(fi)>> "
		       "BDC (\\256) Tj EMC (t) Tj ET"),
		STR("efit\n\f"));
	SAME_STR(shown("BT /F 10 Tf 50 700 Td /Span<</ActualText<FEFF05D0>>> "
		       "BDC (xyz) Tj EMC ET"),
		STR("\xD7\x90\n\f"));
	SAME_STR(shown("BT /F 10 Tf 50 700 Td /Span<</ActualText(two words)>> "
		       "BDC (abcdef) Tj EMC ET"),
		STR("two words\n\f"));
}

TEST(artifacts_are_marked_as_such)
{
	shown("/Artifact BMC BT /F 10 Tf 50 20 Td (Page 1) Tj ET EMC");
	OK(word(0, 0)->flags & INTAKE_ARTIFACT);
}

TEST(reversed_characters_are_read_forwards)
{
	SAME_STR(shown("BT /F 10 Tf 50 700 Td /ReversedChars BMC (cba) Tj EMC "
		       "ET"),
		STR("abc\n\f"));
}

/* ---- fonts -------------------------------------------------------------- */

TEST(encodings_and_differences_give_letters)
{
	SAME_STR(in_font("BT /F 10 Tf 50 700 Td (A\\216B\\001\\002\\003) Tj ET",
			 "<</Type/Font/Subtype/Type1/BaseFont/X/FirstChar 0"
			 "/Widths[0 500 500 500]/FontDescriptor<</Flags 32"
			 "/MissingWidth 500>>/Encoding<</BaseEncoding"
			 "/MacRomanEncoding/Differences[1/Euro/uni0416"
			 "/Scaron.sc]>>>>",
			 NULL, NULL),
		STR("A\xC3\xA9"
		    "B\xE2\x82\xAC\xD0\x96\xC5\xA0\n\f"));
}

TEST(names_that_mean_nothing_are_unknown_and_not_guessed)
{
	SAME_STR(in_font("BT /F 10 Tf 50 700 Td (xA) Tj ET",
			 "<</Type/Font/Subtype/Type1/BaseFont/X/FirstChar 65"
			 "/Widths[500]/FontDescriptor<</Flags 4>>"
			 "/Encoding<</Differences[65/g17]>>>>",
			 NULL, NULL),
		STR("x\xEF\xBF\xBD\n\f"));
	SAME_INT(doc.at[0].unknown, 1);
}

#define WIDE                                                              \
	"<</Type/Font/Subtype/Type0/BaseFont/AAAAAA+Some-Bold/Encoding"   \
	"/Identity-H/DescendantFonts[<</Subtype/CIDFontType2/DW 400"      \
	"/W[1[600 700]3 5 300]/FontDescriptor<</Flags 4/ItalicAngle -9>>" \
	">>]/ToUnicode 6 0 R>>"

TEST(wide_codes_take_their_table_and_their_widths)
{
	SAME_STR(in_font("BT /F 10 Tf 50 700 Td <00010002000300040009> Tj ET",
			 WIDE,
			 "1 begincodespacerange<0000><FFFF>endcodespacerange "
			 "2 beginbfchar<0001><00660069><0002><0041>endbfchar "
			 "2 beginbfrange<0003><0004><00E9><0009><0009>"
			 "[<D83DDE00>]endbfrange",
			 NULL),
		STR("fiA\xC3\xA9\xC3\xAA\xF0\x9F\x98\x80\n\f"));
	OK(near(word(0, 0)->box.x1, 50 + 6 + 7 + 3 + 3 + 4));
	SAME_INT(word(0, 0)->flags & (INTAKE_BOLD | INTAKE_ITALIC),
		INTAKE_BOLD | INTAKE_ITALIC);
}

TEST(private_characters_are_icons_and_left_out)
{
	SAME_STR(in_font("BT /F 10 Tf 50 700 Td <0001> Tj 20 0 Td <0002> Tj ET",
			 WIDE,
			 "1 beginbfrange<0001><0001><F0E0>endbfrange "
			 "1 beginbfchar<0002><0041>endbfchar",
			 NULL),
		STR("A\n\f"));
	SAME_INT(doc.at[0].icons, 1);
}

TEST(codes_that_are_unicode_need_no_table)
{
	SAME_STR(in_font("BT /F 10 Tf 50 700 Td <65E5672C> Tj ET",
			 "<</Type/Font/Subtype/Type0/BaseFont/X/Encoding"
			 "/UniJIS-UTF16-H/DescendantFonts[<<>>]>>",
			 NULL, NULL),
		STR("\xE6\x97\xA5\xE6\x9C\xAC\n\f"));
}

TEST(an_encoding_of_the_file_says_which_width_a_code_has)
{
	in_font("BT /F 10 Tf 50 700 Td <41> Tj ET",
		"<</Type/Font/Subtype/Type0/BaseFont/X/Encoding 6 0 R"
		"/DescendantFonts[7 0 R]>>",
		"1 begincodespacerange<00><FF>endcodespacerange "
		"1 begincidrange<41><42>7 endcidrange",
		"<</Subtype/CIDFontType0/W[7[900]]>>");
	SAME_INT(doc.at[0].glyphs, 1);
	SAME_INT(doc.at[0].unknown, 1);
}

TEST(type_3_fonts_have_units_of_their_own)
{
	SAME_STR(
		in_font("BT /F 10 Tf 50 700 Td (ab) Tj ET",
			"<</Type/Font/Subtype/Type3/FontMatrix[.01 0 0 .01 0 0]"
			"/FontBBox[0 -20 90 80]/CharProcs<<>>/Encoding"
			"<</Differences[97/A/B]>>/FirstChar 97/Widths[50 60]>>",
			NULL, NULL),
		STR("AB\n\f"));
	OK(near(word(0, 0)->box.x1, 50 + 5 + 6) && near(word(0, 0)->size, 10));
}

TEST(widths_beyond_all_sense_give_no_places)
{
	SAME_STR(in_font("BT /F 10 Tf 50 700 Td (ab) Tj ET",
			 "<</Type/Font/Subtype/Type3/FontMatrix"
			 "[99999999 0 0 .01 0 0]/CharProcs<<>>"
			 "/FirstChar 97/Widths[99999 60]>>",
			 NULL, NULL),
		STR("\f"));
}

TEST(a_type_1_program_tells_its_own_encoding)
{
	SAME_STR(in_font("BT /F 10 Tf 50 700 Td (\\017x) Tj ET",
			 "<</Type/Font/Subtype/Type1/BaseFont/CMSY10/FirstChar "
			 "15/Widths[500]/FontDescriptor<</Flags 4/FontFile 6 0 "
			 "R/MissingWidth 500>>>>",
			 "%!PS-AdobeFont /Encoding 256 array dup 15 /bullet "
			 "put readonly def currentfile eexec",
			 NULL),
		STR("\xE2\x80\xA2x\n\f"));
}

TEST(an_accent_over_its_letter_is_one_character)
{
	SAME_STR(shown("BT /F 10 Tf 50 700 Td (Caf) Tj [(\\264)444(e)] TJ ET"),
		STR("Caf\xC3\xA9\n\f"));
}

/* ---- links -------------------------------------------------------------- */

TEST(words_know_where_they_link_to)
{
	struct made m;

	made_begin(&m, &test_mem);
	made_page(&m, "/Resources<</Font<</F 5 0 R>>>>/Annots[<</Subtype/Link"
		      "/Rect[90 695 120 "
		      "712]/A<</S/URI/URI(https://example.org)>>>>]");
	made_stream(
		&m, 4, "", STR("BT /F 10 Tf 100 700 Td (AB CD EF GH) Tj ET"));
	made_object(&m, 5, MADE_HELVETICA);
	read_back(made_end(&m, "/Root 1 0 R"));
	SAME_STR(word(0, 0)->url, STR("https://example.org"));
	OK(!word(0, 3)->url.at);
}

TEST(links_of_a_page_with_much_to_forget_were_once_written_to_freed_memory)
{
	struct made m;
	struct buf b;

	buf_init(&b, &test_mem, 4 << 20);
	buf_add(&b, STR("BT /F 10 Tf 100 700 Td (AB) Tj ET\n"));
	for (int i = 0; i < 12; i++) {
		buf_addc(&b, '[');
		for (int k = 0; k < 60000; k++)
			buf_add(&b, STR("1 "));
		buf_add(&b, STR("] n\n"));
	}
	made_begin(&m, &test_mem);
	made_page(&m, "/Resources<</Font<</F 5 0 R>>>>/Annots[<</Subtype/Link"
		      "/Rect[90 695 120 "
		      "712]/A<</S/URI/URI(https://example.org)>>>>]");
	made_stream(&m, 4, "", buf_str(&b));
	made_object(&m, 5, MADE_HELVETICA);
	read_back(made_end(&m, "/Root 1 0 R"));
	SAME_STR(word(0, 0)->url, STR("https://example.org"));
}
