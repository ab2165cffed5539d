/*
 * test/unit/press_docx_look_test.c - styles, lists, pages, direction and photo
 * of a DOCX: what it says to who edits it.
 */
#include "written.h"

WRITTEN_AS(press_docx)

/* ---- styles, lists, pages (DOC-15) -------------------------------------- */

TEST(parts_have_styles_that_word_knows_by_name)
{
	static const char *const names[] = { "Title", "Subtitle", "heading 1",
		"heading 2", "heading 3", "Normal", "List Bullet",
		"List Bullet 2", "Quote", "Hyperlink", "footer" };
	struct str file = written(sample_resume());
	struct str styles = part(file, "word/styles.xml");
	struct str text = part(file, "word/document.xml");
	char name[80];

	for (size_t i = 0; i < LENGTH(names); i++) {
		snprintf(
			name, sizeof(name), "<w:name w:val=\"%s\"/>", names[i]);
		HAS(styles, name);
	}
	HAS(text, "<w:pStyle w:val=\"Title\"/></w:pPr><w:r><w:t>Ida Lind");
	HAS(text, "<w:pStyle w:val=\"Heading1\"/></w:pPr><w:r><w:t>Experience");
	SAME_INT(count(text, "\"Heading1\""), 3);
	SAME_INT(count(text, "\"Heading2\""), 2);
	SAME_INT(count(text, "\"Heading3\""), 2);
	SAME_INT(count(text, "\"ListBullet\""), 3);
	SAME_INT(count(text, "\"ListBullet2\""), 1);
	OK(!has(text, "\u2022"));
}

TEST(letter_paper_is_laid_out_to_the_twentieth_of_a_point)
{
	struct str file = written(sample_resume());
	struct str styles = part(file, "word/styles.xml");
	struct str bullets = part(file, "word/numbering.xml");
	struct str text = part(file, "word/document.xml");

	/* 8.5 x 11 inches, margins of half an inch */
	HAS(text, "<w:pgSz w:w=\"12240\" w:h=\"15840\"/>");
	HAS(text, "<w:pgMar w:top=\"720\" w:right=\"720\" w:bottom=\"720\" "
		  "w:left=\"720\"");
	/* body of 10 pt; dates end 7.5 inches from the margin */
	HAS(style(styles, "Normal"), "<w:sz w:val=\"20\"/>");
	HAS(style(styles, "Normal"),
		"<w:tab w:val=\"right\" w:pos=\"10800\"/>");
	/* a rule from edge to edge beneath heads, no gap behind them */
	HAS(style(styles, "Heading1"), "<w:bottom w:val=\"single\" w:sz=\"6\"");
	HAS(style(styles, "Heading1"), "w:after=\"0\"");
	HAS(style(styles, "Heading1"), "<w:ind w:left=\"0\" w:right=\"0\"");
	/* bullets hang by 0.18 inches */
	HAS(style(styles, "ListBullet"),
		"<w:ind w:left=\"259\" w:right=\"0\" w:hanging=\"259\"/>");
	HAS(bullets, "<w:numFmt w:val=\"bullet\"/><w:pStyle "
		     "w:val=\"ListBullet\"/><w:lvlText w:val=\"\u2022\"/>");
	HAS(bullets, "<w:ind w:left=\"259\" w:right=\"0\" w:hanging=\"259\"/>");
	HAS(bullets, "<w:ind w:left=\"518\" w:right=\"0\" w:hanging=\"259\"/>");
}

TEST(a_date_stands_behind_a_tab_and_is_not_bold_with_its_head)
{
	struct str text = part(written(sample_resume()), "word/document.xml");

	HAS(text, "<w:t xml:space=\"preserve\">Staff Engineer, </w:t>");
	HAS(text, "<w:r><w:tab/></w:r><w:r><w:rPr><w:b w:val=\"0\"/>"
		  "<w:bCs w:val=\"0\"/></w:rPr><w:t>Mar 2021 \u2013 Present");
}

TEST(space_between_two_blocks_is_the_larger_of_what_they_ask)
{
	struct tree *t = sample_tree();
	struct look *look = sample_look_of(t);
	struct str text;

	look->role[TREE_TEXT].before = 4000;
	look->role[TREE_TEXT].after = 6000;
	look->role[TREE_TERM].before = 8000;
	look->entry_gap = 0;
	sample_block(t, TREE_TEXT, "one", NULL);
	sample_block(t, TREE_TEXT, "two", NULL);
	sample_block(t, TREE_TERM, "three", NULL);
	text = part(written(t), "word/document.xml");
	/* the first on a page has none above; the second has what the first
	 * leaves; the third wins, so the second leaves nothing */
	HAS(text, "<w:p><w:pPr><w:spacing w:before=\"0\"/></w:pPr><w:r>"
		  "<w:t>one");
	HAS(text, "<w:p><w:pPr><w:spacing w:before=\"0\" w:after=\"0\"/>"
		  "</w:pPr><w:r><w:t>two");
	HAS(text, "<w:pStyle w:val=\"Term\"/></w:pPr><w:r><w:t>three");
}

TEST(a_head_stays_with_what_it_heads_and_not_with_its_neighbours)
{
	struct tree *t = sample_tree();
	struct str text;

	sample_block(t, TREE_SECTION, "Certificates", NULL);
	sample_block(t, TREE_ENTRY, "First", NULL);
	sample_block(t, TREE_ENTRY, "Second", NULL);
	sample_block(t, TREE_DETAIL, "with a detail", NULL);
	sample_block(t, TREE_BULLET, "and a bullet", NULL);
	text = part(written(t), "word/document.xml");
	HAS(text, "<w:keepNext w:val=\"0\"/><w:spacing w:before=\"0\"/>"
		  "</w:pPr><w:r><w:t>First");
	HAS(text, "<w:pStyle w:val=\"Heading2\"/></w:pPr><w:r><w:t>Second");
	HAS(text, "<w:keepNext/></w:pPr><w:r><w:t>with a detail");
}

TEST(page_numbers_are_fields_of_a_footer)
{
	struct tree *t = sample_resume();
	struct str file = written(t), footer = part(file, "word/footer.xml");

	HAS(footer, "Ida Lindqvist</w:t>");
	HAS(footer, "Page </w:t></w:r><w:fldSimple w:instr=\" PAGE \">");
	HAS(footer, " of </w:t></w:r><w:fldSimple w:instr=\" NUMPAGES \">");
	OK(!has(part(file, "word/document.xml"), "titlePg"));

	sample_look_of(t)->numbers = LOOK_NUMBERS_AUTO;
	HAS(part(written(t), "word/document.xml"), "<w:titlePg/>");

	sample_look_of(t)->numbers = LOOK_NUMBERS_NEVER;
	file = written(t);
	OK(!parity_part(&test_mem, file, "word/footer.xml").at);
	OK(!has(part(file, "word/document.xml"), "footerReference"));
	OK(!has(part(file, "[Content_Types].xml"), "footer"));
	OK(!has(part(file, "word/_rels/document.xml.rels"), "footer"));
}

TEST(words_for_pages_may_have_fewer_marks_than_two)
{
	struct tree *t = sample_resume();
	struct str footer;

	t->page_words = STR("\u2013 %d \u2013");
	footer = part(written(t), "word/footer.xml");
	HAS(footer, "PAGE");
	OK(!has(footer, "NUMPAGES"));
	t->page_words = STR("100 % <dull>");
	footer = part(written(t), "word/footer.xml");
	OK(!has(footer, "PAGE"));
	HAS(footer, "100 % &lt;dull&gt;");
}

/* ---- direction ---------------------------------------------------------- */

TEST(what_is_written_from_the_right_is_said_to_be)
{
	struct tree *t = sample_tree();
	struct str file, text;

	t->rtl = true;
	t->language = STR("he");
	sample_block(t, TREE_TEXT, "\1\u05d0\u05d1 C++\1 (\u05d2)",
		"2019 \u2013 2021");
	file = written(t);
	text = part(file, "word/document.xml");
	HAS(style(part(file, "word/styles.xml"), "Normal"), "<w:bidi/>");
	HAS(text, "<w:b/><w:bCs/><w:rtl/></w:rPr><w:t xml:space=\"preserve\">"
		  "\u05d0\u05d1 </w:t>");
	/* signs behind Latin letters belong to the text around these */
	HAS(text, "<w:rPr><w:b/></w:rPr><w:t>C</w:t>");
	HAS(text, "<w:rtl/></w:rPr><w:t>++</w:t>");
	HAS(text, "<w:r><w:t>2019</w:t></w:r><w:r><w:rPr><w:rtl/></w:rPr>"
		  "<w:t xml:space=\"preserve\"> \u2013 </w:t></w:r>");
	SAME_STR(parity_docx(&test_mem, file),
		STR("\u05d0\u05d1 C++ (\u05d2) 2019 \u2013 2021"));
}

TEST(a_hebrew_word_in_english_text_is_a_run_of_its_own)
{
	struct tree *t = sample_tree();
	struct str text;

	sample_block(
		t, TREE_TEXT, "Shalom \u05e9\u05dc\u05d5\u05dd world", NULL);
	text = part(written(t), "word/document.xml");
	HAS(text, "<w:r><w:t xml:space=\"preserve\">Shalom </w:t></w:r><w:r>"
		  "<w:rPr><w:rtl/></w:rPr><w:t>\u05e9\u05dc\u05d5\u05dd</w:t>"
		  "</w:r><w:r><w:t xml:space=\"preserve\"> world</w:t></w:r>");
	OK(!has(text, "<w:bidi/>"));
}

/* ---- the photo ---------------------------------------------------------- */

TEST(a_photo_has_its_size_and_says_what_it_shows)
{
	struct tree *t = sample_photo();
	struct str file = written(t), text = part(file, "word/document.xml");

	/* 72 pt high, three quarters as wide */
	HAS(text, "<wp:extent cx=\"685800\" cy=\"914400\"/>");
	HAS(text, "descr=\"Ida &quot;in&quot; &lt;rain&gt; &amp; sun\"");
	HAS(text, "<wp:align>right</wp:align>");
	HAS(text, "<a:blip r:embed=\"rId6\"/>");
	HAS(part(file, "word/_rels/document.xml.rels"),
		"Id=\"rId6\" Type=\"http://schemas.openxmlformats.org/"
		"officeDocument/2006/relationships/image\" "
		"Target=\"media/photo.png\"");
	SAME_STR(part(file, "word/media/photo.png"), t->photo.bytes);
}

TEST(a_round_photo_shows_the_middle_of_the_picture)
{
	struct tree *t = sample_photo();
	struct str text;

	sample_look_of(t)->photo_round = true;
	text = part(written(t), "word/document.xml");
	HAS(text, "<a:srcRect t=\"12500\" b=\"12500\"/>");
	HAS(text, "<wp:extent cx=\"914400\" cy=\"914400\"/>");
	t->photo.height = 300;
	text = part(written(t), "word/document.xml");
	HAS(text, "prst=\"ellipse\"");
	OK(!has(text, "srcRect"));
}

TEST(a_photo_is_left_out_or_refused)
{
	struct tree *t = sample_photo();
	struct err err = { 0 };
	struct buf out;

	sample_look_of(t)->photo_size = 0;
	OK(!has(part(written(t), "word/document.xml"), "drawing"));
	sample_look_of(t)->photo_size = 72000;
	t->photo.bytes = STR("<svg onload=\"x\"/>");
	buf_init(&out, &test_mem, PRESS_FILE_BYTES);
	OK(!press_docx(&test_mem, t, &out, &err));
	SAME_INT(err.code, ERR_BAD_INPUT);
}
