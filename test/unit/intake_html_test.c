/* test/unit/intake_html_test.c - intake/html.h: lines of web pages. */
#include "lines_shown.h"

#include "intake/html.h"

static struct intake_doc doc;

static struct str shown(struct str html)
{
	struct err err = { 0 };

	doc = (struct intake_doc){ 0 };
	if (!intake_html(&test_mem, html, &doc, &err))
		test_fail(__FILE__, __LINE__, "%s", err.text);
	return shown_lines(&doc);
}

#define SHOWS(html, lines) SAME_STR(shown(STR(html)), STR(lines))

/* ---- blocks --------------------------------------------------------------*/

TEST(blocks_are_lines_and_what_is_in_a_line_is_not)
{
	SHOWS("<div>Ada <span>By</span>ron</div><div>London</div>",
		"Ada Byron\nLondon\n");
	SHOWS("<p>one</p><p>two</p>", "one\n~\ntwo\n");
	SHOWS("one<br>two<br/>three", "one\ntwo\nthree\n");
	SHOWS("<p>one<p>two<div>three", "one\n~\ntwo\n~\nthree\n");
	SHOWS("a\n   b\t c", "a b c\n");
}

TEST(headings_have_their_level)
{
	SHOWS("<h1>Ada</h1><h2>Work</h2><p>Acme",
		"# Ada\n~\n## Work\n~\nAcme\n");
	OK(doc.at[0].at[0].size > doc.at[0].at[1].size);
	OK(doc.at[0].at[1].size > doc.at[0].at[2].size);
}

TEST(items_have_their_depth_and_no_mark)
{
	SHOWS("<ul><li>one<ul><li>two</ul><li>three</ul>four",
		"* one\n** two\n* three\n~\nfour\n");
	SHOWS("<ol><li><p>one</p><p>more</p></li><li>two</li></ol>",
		"* one\n~\nmore\n~\n* two\n");
	SHOWS("<p>\xe2\x80\xa2 one</p>", "* one\n");
	SHOWS("<ul><li></li><li>one</li></ul><p>two", "* one\n~\ntwo\n");
}

TEST(lists_of_terms_are_lines)
{
	SHOWS("<dl><dt>Role<dd>Engineer<dt>At<dd>Acme</dl>",
		"<b>Role\nEngineer\n<b>At\nAcme\n");
}

TEST(text_that_is_set_stays_so)
{
	SHOWS("<pre>one\n  two\tthree</pre>", "one\ntwo | three\n");
}

/* ---- words ---------------------------------------------------------------*/

TEST(looks_and_links_are_of_words)
{
	SHOWS("<b>Acme</b> <em>Engineer</em> x", "<b>Acme <i>Engineer <>x\n");
	SHOWS("see <a href='https://example.org/?a=1&amp;b=2'>my page</a>.",
		"see my(https://example.org/?a=1&b=2) "
		"page(https://example.org/?a=1&b=2)+.\n");
	SHOWS("<a href=mailto:a@example.org>Mail</a>",
		"Mail(mailto:a@example.org)\n");
	SHOWS("<a href='#top'>up</a> <a href='javascript:x()'>go</a>",
		"up go\n");
	SHOWS("<span style='font-weight: 700; font-size:20pt'>Ada</span>",
		"<b>Ada\n");
	SAME_INT((long long)doc.at[0].at[0].at[0].size, 20);
}

TEST(a_word_of_two_looks_is_one_word_of_the_text)
{
	struct err err = { 0 };
	struct str text;

	SHOWS("<b>A</b>cme, Inc", "<b>A+<>cme, Inc\n");
	NEED_ERR(intake_text(&test_mem, &doc, &text, &err), err);
	SAME_STR(text, STR("Acme, Inc\n\f"));
}

TEST(entities_are_characters)
{
	SHOWS("Ren&eacute; &amp; Co&nbsp;KG &#8211; &#x41;&#65 &copy2 &bogus;",
		"Ren\xc3\xa9 & Co KG \xe2\x80\x93 AA &copy2 &bogus;\n");
	SHOWS("R&D 5 < 6 &lt;b&gt; &#150; &#0;",
		"R&D 5 < 6 <b> \xe2\x80\x93 \xef\xbf\xbd\n");
}

/* ---- what is not shown ---------------------------------------------------*/

TEST(what_no_reader_sees_is_left_out)
{
	SHOWS("<style>p{}</style><script>if(a<b)x('<p>no')</script>yes",
		"yes\n");
	SHOWS("<!-- <p>no --><template><p>no</p></template>yes", "yes\n");
	SHOWS("<p hidden>no</p>yes<div style='display : none'><div>no</div>no"
	      "</div>",
		"yes\n");
	SHOWS("<i class=fa "
	      "aria-hidden=true>no</i>yes<svg><text>no</text></svg>",
		"yes\n");
	SHOWS("<li hidden>no<li>yes", "* yes\n");
	SHOWS("<noscript>no</noscript><select><option>no</select>yes", "yes\n");
}

TEST(what_only_screen_readers_see_is_marked)
{
	SHOWS("<span class='x sr-only'>Mail</span> a", "<h>Mail <>a\n");
	SHOWS("<span style='visibility:hidden'>seen</span>", "<h>seen\n");
}

TEST(the_title_counts_where_nothing_else_is)
{
	SHOWS("<title>CV of Ada</title>", "CV of Ada\n");
	SHOWS("<head><title>CV</title></head><body>Ada", "Ada\n");
}

/* ---- tables --------------------------------------------------------------*/

TEST(a_row_of_short_cells_is_one_line)
{
	SHOWS("<table><tr><td>Acme<td>2019<tr><th>B</th><td>2020</td></tr>"
	      "</table>",
		"Acme | 2019\n<b>B | <>2020\n");
	SHOWS("<table><tr><td><p>Acme</p></td><td><p>2019</p></td></tr>"
	      "</table>x",
		"Acme | 2019\n~\nx\n");
}

TEST(a_label_stands_in_front_of_what_it_is_for)
{
	SHOWS("<table><tr><td>2019<td><b>Acme</b><br>Engineer<tr><td>2020<td>"
	      "B<br>C</table>",
		"2019 | <b>Acme\nEngineer\n~\n2020 | B\nC\n");
}

TEST(a_table_that_lays_out_a_page_is_read_cell_after_cell)
{
	SHOWS("<table><tr><td><p>Skills</p><p>C</p></td><td><h2>Work</h2>"
	      "<p>Acme</p></td></tr></table>",
		"Skills\n~\nC\n~\n## Work\n~\nAcme\n");
}

TEST(tables_within_tables_are_read)
{
	SHOWS("<table><tr><td>a<br>b<table><tr><td>c<td>d</table><td>e"
	      "</table>f",
		"a\nb\n~\nc | d\n~\ne\n~\nf\n");
}

TEST(what_floats_stands_apart)
{
	SHOWS("<div>Acme<span style='float:right'>2019</span></div>",
		"Acme | 2019\n");
	SHOWS("<div>Acme <span class='pull-right'>2019</span></div>",
		"Acme | 2019\n");
}

TEST(what_a_sheet_says_of_classes_counts)
{
	SHOWS("<style>/* x */ .no, p.gone{display:none} .b{font-weight:700}"
	      "@media print{.b{display:none}} .r{float:right}</style>"
	      "<p class=no>no</p><p class='x gone'>no</p><p class=b>yes<span "
	      "class=r>2019</span></p>",
		"<b>yes | 2019\n");
	SHOWS("<style>.a .b{display:none} p:hover{display:none} p{</style>"
	      "<p class=b>yes",
		"yes\n");
}

TEST(what_is_spread_over_a_line_is_in_it)
{
	SHOWS("<style>.row{display:flex;justify-content:space-between}</style>"
	      "<div class=row><h3>Acme</h3><div>2019</div></div><p>x",
		"### Acme | 2019\n~\nx\n");
	SHOWS("<div style='display:flex; justify-content: space-between'>"
	      "<span>Acme</span><span>2019</span></div>x",
		"Acme | 2019\nx\n");
	SHOWS("<div style='display:flex'><a href=tel:1>1</a><b>x</b></div>",
		"1(tel:1) <b>x\n");
}

/* ---- bytes ---------------------------------------------------------------*/

TEST(the_encoding_that_a_page_names_counts)
{
	SHOWS("<meta charset=\"iso-8859-2\">\xa3ukasz", "\xc5\x81ukasz\n");
	SHOWS("<meta charset=utf-8>Ren\xc3\xa9", "Ren\xc3\xa9\n");
	SHOWS("<meta http-equiv=Content-Type content=\"text/html; "
	      "charset=windows-1251\">\xc8\xe2\xe0\xed",
		"\xd0\x98\xd0\xb2\xd0\xb0\xd0\xbd\n");
	SHOWS("<meta charset=utf-8>Ren\xe9", "Ren\xc3\xa9\n");
}

TEST(what_is_broken_is_read_as_far_as_it_goes)
{
	SHOWS("<p", "");
	SHOWS("a<b", "a\n");
	SHOWS("a</p></div>b<", "ab<\n");
	SHOWS("<a href='x>y</a>z", "yz\n");
	SHOWS("<!-- a", "");
	SHOWS("<script>a", "");
	SHOWS("<b>one<i>two</b>three</i>", "<b>one+<bi>two+<>three\n");
}

TEST(elements_without_end_cost_no_more_than_their_bytes)
{
	struct buf b;

	buf_init(&b, &test_mem, 8 << 20);
	for (int i = 0; i < 100000; i++)
		buf_add(&b, STR("<table><tr><td>"));
	buf_add(&b, STR("end"));
	SAME_STR(shown(buf_str(&b)), STR("end\n"));
}
