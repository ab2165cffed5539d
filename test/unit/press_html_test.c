/*
 * test/unit/press_html_test.c - what a page of HTML says, to people and to
 * programs that read it to them. Validity is tried in test/node.
 */
#include "written.h"

WRITTEN_AS(press_html)

TEST(a_page_needs_nothing_from_elsewhere)
{
	static const char *const not_there[] = { "<script", "<link", "@import",
		"url(", "src=\"http", "<iframe", "<object",
		"javascript:", "onload" };
	struct str html = written(sample_photo());

	for (size_t i = 0; i < LENGTH(not_there); i++)
		if (has(html, not_there[i]))
			test_fail(__FILE__, __LINE__, "%s", not_there[i]);
	HAS(html, "Content-Security-Policy\" content=\"default-src 'none'; "
		  "img-src data:; style-src 'unsafe-inline'\"");
}

TEST(a_page_says_its_language_direction_and_title)
{
	struct tree *t = sample_resume();
	struct str html = written(t);

	HAS(html, "<html lang=\"en\" dir=\"ltr\">");
	HAS(html, "<title>Ida Lindqvist \u2013 Resume</title>");
	HAS(html, "<meta name=\"author\" content=\"Ida Lindqvist\">");
	HAS(html, "<meta charset=\"utf-8\">");
	t->rtl = true;
	t->language = STR("ar\" onload=\"x");
	t->title = STR("</title><b>");
	html = written(t);
	HAS(html, "<html lang=\"ar&quot; onload=&quot;x\" dir=\"rtl\">");
	HAS(html, "<title>&lt;/title&gt;&lt;b&gt;</title>");
	t->title = t->author = STR("");
	HAS(written(t), "<title>Document</title>");
}

TEST(elements_say_what_parts_are)
{
	struct str html = written(sample_resume());

	HAS(html, "<header>\n<h1 class=\"name\">Ida Lindqvist</h1>\n");
	HAS(html, "<address class=\"contact\"><a href=\"mailto:");
	HAS(html, "<main>\n<section aria-labelledby=\"s1\">\n"
		  "<h2 class=\"section\" id=\"s1\">Experience</h2>\n<article>\n"
		  "<h3 class=\"entry sides\"><span>Staff Engineer, ");
	HAS(html, "<h4 class=\"role sides\"><span>Senior Engineer</span> "
		  "<span class=\"aside\"><time>2018</time> \u2013 "
		  "<time>2021</time></span></h4>");
	HAS(html, "<blockquote class=\"quote\">Calm at three");
	SAME_INT(count(html, "<section "), 3);
	SAME_INT(count(html, "</section>"), 3);
	SAME_INT(count(html, "<article"), 2);
	SAME_INT(count(html, "</article>"), 2);
}

TEST(a_list_within_a_list_is_within_its_item)
{
	struct tree *t = sample_tree();
	static const int depths[] = { 0, 1, 3, 0, 1 };
	struct str html;

	for (size_t i = 0; i < LENGTH(depths); i++)
		sample_block(t, TREE_BULLET, "x", NULL)->depth = depths[i];
	html = written(t);
	HAS(html, "<ul>\n<li>x<ul>\n<li>x<ul>\n<li>x</li>\n</ul>\n</li>\n</ul>"
		  "\n</li>\n<li>x<ul>\n<li>x</li>\n</ul>\n</li>\n</ul>\n");
}

TEST(no_level_of_heading_is_left_out)
{
	struct tree *t = sample_tree();
	struct str html;

	sample_block(t, TREE_ROLE, "first", NULL);
	sample_block(t, TREE_ROLE, "second", NULL);
	sample_block(t, TREE_SECTION, "third", NULL);
	sample_block(t, TREE_ROLE, "fourth", NULL);
	html = written(t);
	HAS(html, "<h1 class=\"role\">first</h1>");
	HAS(html, "<h2 class=\"role\">second</h2>");
	HAS(html, "\">third</h2>");
	HAS(html, "<h3 class=\"role\">fourth</h3>");
}

TEST(dates_are_elements_where_a_machine_can_read_them)
{
	struct tree *t = sample_tree();
	struct str html;

	sample_block(t, TREE_ENTRY, "2019 stays text",
		"2019 2019-03 2019-03-15 20190 19 201a 2019- 2019-3 "
		"2019-03-15-1 03/2019 2019,");
	html = written(t);
	SAME_INT(count(html, "<time>"), 3);
	HAS(html, "<time>2019</time> <time>2019-03</time> "
		  "<time>2019-03-15</time> 20190");
}

TEST(links_lead_only_where_they_are_safe)
{
	struct tree *t = sample_tree();
	struct str html;

	sample_block(t, TREE_TEXT,
		"\6javascript:alert(1)\6a\6 \6https://b.example/?a=1&b=\"\6b\6",
		NULL);
	html = written(t);
	SAME_INT(count(html, "<a "), 1);
	HAS(html, "<a href=\"https://b.example/?a=1&amp;b=%22\">b</a>");
}

/* An address does not turn its neighbours around. */
TEST(a_link_in_a_page_from_the_right_stands_by_itself)
{
	struct tree *t = sample_tree();

	sample_block(t, TREE_CONTACT, "\6https://b.example\6layla\6", NULL);
	HAS(written(t), "<a href=\"https://b.example\">layla</a>");
	t->rtl = true;
	HAS(written(t), "<a href=\"https://b.example\" dir=\"auto\">layla</a>");
}

TEST(the_page_on_paper_is_the_page_of_the_look)
{
	struct tree *t = sample_resume();
	struct str html = written(t);

	HAS(html, "@page{size:612pt 792pt;margin:36pt 36pt 36pt 36pt;");
	HAS(html, "counter(page) \" of \" counter(pages)");
	HAS(html, "@media print{html{font-size:10pt}");
	HAS(html, ".name{font-size:2.2rem;");
	OK(!has(html, "@page :first"));
	sample_look_of(t)->numbers = LOOK_NUMBERS_AUTO;
	HAS(written(t), "@page :first{@bottom-right{content:\"\"}}");
	sample_look_of(t)->numbers = LOOK_NUMBERS_NEVER;
	OK(!has(written(t), "counter("));
}

TEST(no_text_ends_the_style_sheet)
{
	struct tree *t = sample_resume();
	struct str html;

	t->footer = STR("</style><b>\"\\\n;}");
	t->page_words = STR("<!-- %d \xe2\x80\x93 %d");
	sample_look_of(t)->body_font = STR("x\";}</style>");
	sample_look_of(t)->bullet = STR("</style>");
	html = written(t);
	SAME_INT(count(html, "</style>"), 1);
	HAS(html, "content:\"\\3c /style\\3e \\3c b\\3e \\22 \\5c \\0a ;}\"");
}

TEST(two_columns_stand_beside_each_other_where_each_is_in_one_piece)
{
	struct tree *t = sample_resume();
	struct look *look = sample_look_of(t);
	struct str html;

	look->columns = 2;
	look->side_width = 150000;
	look->gap = 18000;
	look->side_color = 0x112233;
	look->side_text = 0xffffff;
	look->side_accent = 0xffff00;
	for (size_t i = 14; i < t->count; i++)
		t->at[i].region = TREE_SIDE;
	html = written(t);
	HAS(html, "grid-template-columns:372000fr 150000fr}");
	HAS(html, "<div class=\"main\">\n<section");
	HAS(html, "<div class=\"side\">\n<section");
	HAS(html, ".side *{color:#FFFFFF;}");
	HAS(html, ".side .section{color:#FFFF00;}");
	t->at[5].region = TREE_SIDE;
	html = written(t);
	OK(!has(html, "grid") && !has(html, "class=\"side\""));
}

TEST(a_photo_is_in_the_page_itself)
{
	struct tree *t = sample_photo();
	struct str html = written(t);

	HAS(html, "<img class=\"photo\" alt=\"Ida &quot;in&quot; &lt;rain&gt; "
		  "&amp; sun\" src=\"data:image/png;base64,iVBORw0KGgog");
	HAS(html, "width:5.4rem;height:7.2rem;float:right");
	sample_look_of(t)->photo_first = true;
	sample_look_of(t)->photo_round = true;
	html = written(t);
	HAS(html, "float:left");
	HAS(html, "border-radius:50%");
}

TEST(a_page_of_more_than_10_mb_is_refused)
{
	struct tree *t = sample_resume();
	char *text = arena_alloc(&test_mem, PRESS_FILE_BYTES);
	struct err err = { 0 };
	struct buf out;

	memset(text, 'x', PRESS_FILE_BYTES);
	sample_block(t, TREE_TEXT, "x", NULL)->text.at[0].text =
		str_of(text, PRESS_FILE_BYTES);
	buf_init(&out, &test_mem, 64 << 20);
	OK(!press_html(&test_mem, t, &out, &err));
	SAME_INT(err.code, ERR_TOO_BIG);
}
