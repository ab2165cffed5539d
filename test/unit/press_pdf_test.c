/* PDFs as files (DOC-13): their objects, structure, limits. What other programs
 * read in them is tested in test/cmd/pdf_test.py. */
#include "pdf_sample.h"

/* ---- the file ----------------------------------------------------------- */

TEST(every_offset_and_length_of_a_file_holds)
{
	struct walk w;

	NEED(walked(every_block(), &w));
	OK(w.count > 40);
	OK(has(catalogue(&w), "/Type/Catalog"));
	OK(has(page_content(&w, 0), "/H1<</MCID 0>>BDC"));
}

TEST(the_same_document_is_the_same_file_whatever_was_written_before)
{
	struct err err = { 0 };
	struct press *press;
	struct sample *other = sample_new();
	struct str first = { 0 }, again = { 0 }, after = { 0 };

	sample_block(other, TREE_TEXT, "Quite something else: XYZ & ĄĆĘ");
	NEED_ERR(try_pdf(every_block(), &first, &err), err);
	NEED_ERR(try_pdf(every_block(), &again, &err), err);
	SAME_STR(again, first);
	NEED_ERR(press_open(&press, &err), err);
	OK_ERR(write_with(press, other, &after, &err), err);
	OK_ERR(write_with(press, every_block(), &after, &err), err);
	SAME_STR(after, first);
	OK_ERR(write_with(press, every_block(), &again, &err), err);
	SAME_STR(again, first);
	press_close(press);
}

TEST(a_file_is_called_by_its_content)
{
	struct err err = { 0 };
	struct sample *s = every_block();
	struct str one = { 0 }, other = { 0 };
	const char *a, *b;

	NEED_ERR(try_pdf(s, &one, &err), err);
	s->block[9].text.at[0].text = STR("A paragraph at its end.");
	NEED_ERR(try_pdf(s, &other, &err), err);
	a = memmem(one.at, one.len, "/ID[", 4);
	b = memmem(other.at, other.len, "/ID[", 4);
	NEED(a && b);
	OK(memcmp(a, b, 20) != 0);
}

/* ---- limits (DOC-18) ---------------------------------------------------- */

TEST(sixty_pages_are_written_and_no_more)
{
	struct err err = { 0 };
	struct sample *s = sample_new();
	struct press *press;
	struct pages pages, more;
	struct press_page *list;
	struct buf b;

	sample_block(s, TREE_TEXT, "A page.");
	NEED_ERR(press_open(&press, &err), err);
	OK_ERR(press_layout(press, &test_mem, &s->tree, &pages, &err), err);
	list = ARENA_LIST(&test_mem, struct press_page, PRESS_PAGES + 1);
	for (int i = 0; i <= PRESS_PAGES; i++)
		list[i] = pages.at[0];
	more = pages;
	more.at = list;
	more.count = PRESS_PAGES;
	buf_init(&b, &test_mem, 32 << 20);
	OK_ERR(press_pdf(press, &test_mem, &more, &b, &err), err);
	b.len = 0;
	more.count = PRESS_PAGES + 1;
	OK(!press_pdf(press, &test_mem, &more, &b, &err));
	SAME_INT(err.code, ERR_TOO_BIG);
	SAME_STR(str_c(err.text),
		STR("the document has 61 pages; at most 60 can be made"));
	SAME_INT(b.len, 0);
	press_close(press);
}

TEST(a_file_over_ten_megabytes_is_refused)
{
	struct err err = { 0 };
	struct str out;

	OK(!try_pdf(with_photo(jpeg(3, 1, PRESS_FILE_BYTES)), &out, &err));
	SAME_INT(err.code, ERR_TOO_BIG);
	OK(has(str_c(err.text), "10 MB"));
}

/* ---- structure ---------------------------------------------------------- */

TEST(blocks_become_elements_of_their_type)
{
	struct walk w;

	NEED(walked(every_block(), &w));
	SAME_INT(walk_count(&w, "/S/Document/"), 1);
	SAME_INT(walk_count(&w, "/S/H1/"), 1);
	SAME_INT(walk_count(&w, "/S/H2/"), 1);
	SAME_INT(walk_count(&w, "/S/H3/"), 1);
	SAME_INT(walk_count(&w, "/S/H4/"), 1);
	SAME_INT(walk_count(&w, "/S/L/"), 2);
	SAME_INT(walk_count(&w, "/ListNumbering/Disc"), 2);
	SAME_INT(walk_count(&w, "/S/LI/"), 3);
	SAME_INT(walk_count(&w, "/S/Lbl/"), 3);
	SAME_INT(walk_count(&w, "/S/LBody/"), 3);
	SAME_INT(walk_count(&w, "/S/BlockQuote/"), 1);
	SAME_INT(walk_count(&w, "/S/Link/"), 1);
	SAME_INT(walk_count(&w, "/S/Span/"), 1);
	SAME_INT(walk_count(&w, "/S/P/"), 3);
}

/* A heading without those above it would break PDF/UA-1, 7.4.2. */
TEST(headings_move_up_where_levels_are_left_out)
{
	struct sample *s = sample_new();
	struct walk w;

	sample_block(s, TREE_ROLE, "Nobody said whose");
	sample_block(s, TREE_ROLE, "A second");
	sample_block(s, TREE_NAME, "Ada");
	sample_block(s, TREE_ENTRY, "Work");
	NEED(walked(s, &w));
	SAME_INT(walk_count(&w, "/S/H1/"), 2);
	SAME_INT(walk_count(&w, "/S/H2/"), 2);
	SAME_INT(walk_count(&w, "/S/H3/"), 0);
}

TEST(what_is_on_no_page_has_no_element)
{
	struct sample *s = sample_new();
	struct walk w;

	sample_block(s, TREE_NAME, "Ada");
	sample_block(s, TREE_SECTION, "");
	sample_block(s, TREE_TEXT, "");
	NEED(walked(s, &w));
	SAME_INT(walk_count(&w, "/S/H2/"), 0);
	SAME_INT(walk_count(&w, "/S/P/"), 0);
	SAME_INT(walk_count(&w, "/Title(Ada)/Parent"), 1);
}

TEST(a_document_without_a_word_is_a_page)
{
	struct sample *s = sample_new();
	struct walk w;

	NEED(walked(s, &w));
	OK(has(catalogue(&w), "/StructTreeRoot"));
	OK(!has(catalogue(&w), "/Outlines"));
	SAME_INT(walk_count(&w, "/Type/Page/"), 1);
}

TEST(a_link_over_two_lines_is_one_element_with_two_annotations)
{
	struct sample *s = sample_new();
	struct tree_block *b = sample_block(s, TREE_TEXT, "Read ");
	struct walk w;

	sample_run(&b->text,
		"the long report about every engine that was ever built in the "
		"workshop behind the harbour, with all its plans and pictures")
		->url = STR("https://sample.example/report");
	NEED(walked(s, &w));
	SAME_INT(walk_count(&w, "/S/Link/"), 1);
	SAME_INT(walk_count(&w, "/Subtype/Link"), 2);
	SAME_INT(walk_count(&w, "/URI(https://sample.example/report)"), 2);
	for (int i = 1; i < w.count; i++)
		if (has(w.text[i], "/S/Link/"))
			OK(has(w.text[i], "/OBJR") && !has(w.text[i], "/K 1"));
}

TEST(bookmarks_are_the_headings_and_lead_to_their_place)
{
	struct walk w;
	int outline;

	NEED(walked(every_block(), &w));
	outline = walk_ref(catalogue(&w), "/Outlines");
	NEED(outline);
	OK(has(walk_object(&w, outline), "/Count 2"));
	SAME_INT(walk_count(&w, "/Dest["), 4);
	SAME_INT(walk_count(&w, "<</Title(Engineer of engines)"), 1);
}

/* ---- what it says of itself --------------------------------------------- */

static struct str metadata(struct walk *w)
{
	return walk_stream(w, walk_ref(catalogue(w), "/Metadata"));
}

TEST(dates_are_those_of_the_document)
{
	struct sample *s = every_block();
	struct walk w;

	NEED(walked(s, &w));
	OK(!has(metadata(&w), "CreateDate"));
	SAME_INT(walk_count(&w, "Date("), 0);
	s->tree.date_ms = 1709634630000;
	NEED(walked(s, &w));
	OK(has(metadata(&w), "<xmp:CreateDate>2024-03-05T10:30:30Z<"));
	SAME_INT(walk_count(&w, "/CreationDate(D:20240305103030Z)"), 1);
}

TEST(titles_are_told_with_all_their_characters)
{
	struct sample *s = every_block();
	struct walk w;

	s->tree.title = STR("R&D <Ada> (ß) \\ 中");
	NEED(walked(s, &w));
	OK(has(metadata(&w), ">R&amp;D &lt;Ada&gt; (ß) \\ 中<"));
	OK(has(walk_object(&w, walk_ref(w.trailer, "/Info")),
		"/Title(\xfe\xff"));
}

TEST(a_language_that_is_no_tag_is_undetermined)
{
	struct sample *s = every_block();
	struct walk w;

	s->tree.language = STR("de-CH");
	NEED(walked(s, &w));
	OK(has(catalogue(&w), "/Lang(de-CH)"));
	s->tree.language = STR("English, mostly");
	NEED(walked(s, &w));
	OK(has(catalogue(&w), "/Lang(und)"));
}

/* ---- fonts and text ----------------------------------------------------- */

/* All that the fonts' codes are said to stand for. */
static struct str meanings(struct walk *w)
{
	struct buf b;

	buf_init(&b, &test_mem, 1 << 20);
	for (int i = 1; i < w->count; i++)
		if (has(w->text[i], "/Subtype/Type0"))
			buf_add(&b, walk_stream(w, walk_ref(w->text[i],
							   "/ToUnicode")));
	return buf_str(&b);
}

TEST(letters_set_apart_are_wider_glyphs_and_no_gaps)
{
	struct sample *s = sample_new();
	struct walk w;

	s->look.role[TREE_SECTION].tracking = 2000;
	sample_block(s, TREE_SECTION, "WORK");
	NEED(walked(s, &w));
	OK(!has(page_content(&w, 0), " Tc"));
	OK(has(meanings(&w), "<0057>")); /* W */
	/* Carlito's W has 889.6 thousandths, 2 points of 12 are 166.7 */
	SAME_INT(walk_count(&w, "/W[1[1056.2 "), 1);
}

TEST(private_characters_get_into_no_file)
{
	struct sample *s = sample_new();
	struct walk w;

	sample_block(s, TREE_TEXT, "An icon \xee\x80\x81 from a font of icons");
	NEED(walked(s, &w));
	OK(!has(meanings(&w), "E001"));
	OK(has(meanings(&w), "FFFD"));
}

TEST(one_glyph_with_two_meanings_has_two_codes)
{
	struct sample *s = sample_new();
	struct walk w;

	/* no-break hyphens look as hyphens do */
	s->look.body_font = STR("Noto Sans");
	sample_block(s, TREE_TEXT, "10 \u2126 and \u03a9");
	NEED(walked(s, &w));
	OK(has(meanings(&w), "<2126>"));
	OK(has(meanings(&w), "<03A9>"));
}

TEST(a_letter_with_its_marks_is_one_glyph_on_the_line)
{
	struct sample *s = sample_new();
	struct walk w;

	s->tree.rtl = true;
	s->tree.language = STR("ar");
	sample_block(s, TREE_TEXT, "متدرّبًا");
	NEED(walked(s, &w));
	OK(!has(page_content(&w, 0), " Ts"));
	OK(!has(page_content(&w, 0), "/ActualText"));
	OK(has(page_content(&w, 0), "/ReversedChars BMC"));
	OK(has(meanings(&w), "<0651>"));
}

TEST(a_hyphen_at_the_end_of_a_line_is_a_soft_one)
{
	struct sample *s = sample_new();
	struct walk w;

	s->look.hyphenate = true;
	s->look.right = 420000;
	sample_block(s, TREE_TEXT,
		"responsibilities internationalisation "
		"characteristically extraordinarily misunderstandings "
		"counterproductive");
	NEED(walked(s, &w));
	OK(has(page_content(&w, 0), "/Span<</ActualText(\xfe\xff"));
}

TEST(a_blank_stands_at_the_end_of_each_line_but_the_last)
{
	struct sample *s = sample_new();
	struct walk w;
	struct str content;
	size_t blanks = 0;

	s->look.right = 400000;
	sample_block(s, TREE_TEXT,
		"xx xx xx xx xx xx xx xx xx xx xx xx xx xx "
		"xx xx xx xx xx xx");
	NEED(walked(s, &w));
	content = page_content(&w, 0);
	/* codes are given by the order of glyphs: the blank is the first */
	for (size_t i = 0; i + 1 < content.len; i++)
		blanks += content.at[i] == 0 && content.at[i + 1] == 1;
	SAME_INT(blanks, 19);
}
