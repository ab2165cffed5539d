/* test/unit/intake_markdown_test.c - intake/markdown.h: lines of Markdown. */
#include "lines_shown.h"

#include "intake/markdown.h"

static struct intake_doc doc;

static struct str shown(struct str text)
{
	struct err err = { 0 };

	doc = (struct intake_doc){ 0 };
	if (!intake_markdown(&test_mem, text, &doc, &err))
		test_fail(__FILE__, __LINE__, "%s", err.text);
	return shown_lines(&doc);
}

#define SHOWS(text, lines) SAME_STR(shown(STR(text)), STR(lines))

TEST(headings_have_their_level)
{
	SHOWS("# Ada\n## Work ##\nAcme\n", "# Ada\n~\n## Work\n~\nAcme\n");
	SHOWS("Ada\n===\nWork\n---\nAcme\n", "# Ada\n~\n## Work\n~\nAcme\n");
	SHOWS("#1 in sales\n", "#1 in sales\n");
}

TEST(looks_are_of_words_without_their_marks)
{
	SHOWS("**Acme**, *Lund* and ***both*** x",
		"<b>Acme+<>, <i>Lund <>and <bi>both <>x\n");
	SHOWS("__Acme__ _Lund_ snake_case_name 2 * 3 * 4",
		"<b>Acme <i>Lund <>snake_case_name 2 * 3 * 4\n");
	SHOWS("**bold *both* bold**", "<b>bold <bi>both <b>bold\n");
	SHOWS("`a_b*c` ~~gone~~ \\*star\\*", "a_b*c *star*\n");
	SHOWS("**open", "**open\n");
	SHOWS("C\\# 5 &amp; R&D", "C# 5 & R&D\n");
}

TEST(links_have_their_address_and_pictures_go)
{
	SHOWS("[my page](https://example.org/a_(b)) x",
		"my(https://example.org/a_(b)) page(https://example.org/a_(b)) "
		"x\n");
	SHOWS("[**Acme**](https://acme.example \"T\"), Lund",
		"<b>Acme(https://acme.example)+<>, Lund\n");
	SHOWS("![me](photo.jpg) Ada ![x][y]", "Ada ![x][y]\n");
	SHOWS("[code][1] [Site] [none]\n\n[1]: https://a.example\n"
	      "[site]: <https://b.example> \"T\"\n",
		"code(https://a.example) Site(https://b.example) [none]\n");
	SHOWS("<a@example.org> <https://c.example>",
		"a@example.org "
		"https://c.example(https://c.example)\n");
	SHOWS("[top](#top) [cv](cv.pdf){:target=\"_blank\"}", "top cv\n");
}

TEST(items_have_their_depth)
{
	SHOWS("- one\n  - two\n    * three\n- four\n",
		"* one\n** two\n*** three\n* four\n");
	SHOWS("1. one\n2. two\n   more\n- [x] done\n",
		"* one\n* two\nmore\n* done\n");
	SHOWS("* **Acme** 2019\n* *x*\n", "* <b>Acme <>2019\n* <i>x\n");
}

TEST(rows_of_tables_are_lines_with_cells)
{
	SHOWS("| At | When |\n|----|:--:|\n| Acme | 2019 |\n",
		"At | When\nAcme | 2019\n");
	SHOWS("At | When\n---|---\nAcme | 2019\n", "At | When\nAcme | 2019\n");
	SHOWS("Lund | Sweden\n", "Lund | Sweden\n");
	SAME_INT(doc.at[0].at[0].count, 3);
}

TEST(front_matter_is_lines_of_key_and_value)
{
	SHOWS("---\nname: \"Ada Byron\"\nskills:\n  - C\n---\n# CV\n",
		"name: Ada Byron\nskills:\n* C\n~\n# CV\n");
	SHOWS("---\n\nAda\n\n---\n", "Ada\n");
}

TEST(tags_go_and_what_is_between_them_stays)
{
	SHOWS("<div align=\"center\">Ada <b>Byron</b><br>London</div>",
		"Ada Byron\nLondon\n");
	SHOWS("a<!-- b\nc -->d\n", "a\nd\n");
	SHOWS("<style>\np { x: y }\n</style>\nAda\n", "Ada\n");
	SHOWS("5 < 6 and a<b", "5 < 6 and a<b\n");
}

TEST(fences_quotes_and_rules_are_what_they_hold)
{
	SHOWS("```c\nint *a_b;\n```\nx\n", "int *a_b;\n~\nx\n");
	SHOWS("> quoted\n\n***\n\nx\n", "quoted\n~\nx\n");
	SHOWS("one\\\ntwo  \nthree\n", "one\ntwo\nthree\n");
}

TEST(marks_without_end_cost_no_more_than_their_line)
{
	struct buf b;

	buf_init(&b, &test_mem, 4 << 20);
	for (int i = 0; i < 50000; i++)
		buf_add(&b, STR("[*_`<!["));
	OK(shown(buf_str(&b)).len > 0);
}
