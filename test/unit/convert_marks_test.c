/* test/unit/convert_marks_test.c - resume/in_markdown.c and outline.h: what
 * Markdown has besides headings and bullets, and lists of words. */
#include "converts.h"

static struct converted of(const char *text)
{
	struct converted c;
	struct err err = { 0 };

	OK_ERR(convert_import(&c, str_c(text), "a.md", &err), err);
	return c;
}

TEST(html_in_markdown_is_read_as_what_it_shows)
{
	struct converted c =
		of("<h1 align=\"center\">Ada B</h1>\n\n"
		   "<p>Lund<br>ada@b.example</p>\n\n"
		   "## Experience\n\n### X — Y\n\n2020\n\n"
		   "<ul><li>one</li><li><b>two</b></li></ul>\n"
		   "<!-- a note\nthat nobody is to see -->\n- three\n");

	SAME_AT(c, "/basics/name", "Ada B");
	SAME_AT(c, "/basics/email", "ada@b.example");
	SAME_AT(c, "/work/0/highlights/0", "one");
	SAME_AT(c, "/work/0/highlights/1", "**two**");
	SAME_AT(c, "/work/0/highlights/2", "three");
	OK(!convert_has(&c, STR("nobody")));
}

TEST(pictures_fences_and_quotes_of_markdown_are_read)
{
	struct converted c =
		of("# Ada B\n\n![Ada at work](me.jpg)\n![](other.jpg)\n\n"
		   "> I like it quiet.\n\n## Projects\n\n### P\n\n"
		   "```\nmake all\n```\n");

	SAME_AT(c, "/basics/image", "me.jpg");
	SAME_AT(c, "/meta/imported/markdown/line 3~1alt", "Ada at work");
	SAME_AT(c, "/meta/imported/markdown/line 4", "other.jpg");
	SAME_AT(c, "/basics/label", "I like it quiet.");
	OK(convert_has(&c, STR("make all")));
}

TEST(tables_and_definitions_of_markdown_are_read)
{
	struct converted c =
		of("# Ada B\n\n## Education\n\n2010-2014\n"
		   ":   **BSc, Physics**; University of Elsewhere (Town)\n\n"
		   "## Skills\n\n| Skill | Level |\n| --- | --- |\n"
		   "| Go | good |\n| C | best |\n");

	SAME_AT(c, "/education/0/startDate", "2010");
	OK(convert_has(&c, STR("University of Elsewhere (Town)")));
	SAME_AT(c, "/skills/0/name", "Go");
	SAME_AT(c, "/skills/1/keywords/0", "best");
	SAME_AT(c, "/meta/imported/markdown/line 10", "| Skill | Level |");
}

TEST(front_matter_that_is_none_is_a_rule)
{
	struct converted c = of("---\nAda B\n\n---\n\n## Skills\n\n- C\n");

	SAME_AT(c, "/basics/name", "Ada B");
	c = of("---\nname: \"Ada B\"\nphone: +46 46 5550100\ntheme: x\n---\n"
	       "## Skills\n\n- C\n");
	SAME_AT(c, "/basics/name", "Ada B");
	SAME_AT(c, "/basics/phone", "+46 46 5550100");
	SAME_AT(c, "/meta/imported/markdown/line 4~1theme", "x");
}

TEST(skills_under_headings_and_bullets_are_groups)
{
	struct converted c = of(
		"# Ada B\n\n## Skills\n\n### Tools\n\n- saw\n- plane, file\n\n"
		"### Words\n\nLatin (good), Greek,\nHebrew\n");

	SAME_AT(c, "/skills/0/name", "Tools");
	SAME_AT(c, "/skills/0/keywords/2", "file");
	SAME_AT(c, "/skills/1/name", "Words");
	SAME_AT(c, "/skills/1/keywords/2", "Hebrew");
	c = of("# A B\n\n## Skills\n\n- Tools\n  - saw\n  - file\n- Glue "
	       "(much)\n");
	SAME_AT(c, "/skills/0/name", "Tools");
	SAME_AT(c, "/skills/0/keywords/1", "file");
	c = of("# A B\n\n## Skills\n\n- Glue (much)\n- Tape\n\n## Notes\n\nx, "
	       "y\n");
	SAME_AT(c, "/skills/0/level", "much");
	SAME_AT(c, "/skills/1/name", "Tape");
	c = of("# A B\n\n## Skills\n\nC, Go; Rust | SQL\n");
	SAME_AT(c, "/skills/0/name", "Skills");
	SAME_AT(c, "/skills/0/keywords/3", "SQL");
}

TEST(interests_and_languages_are_lists_of_words)
{
	struct converted c = of("# Ada B\n\n## Interests\n\n**Music:** harp, "
				"organ\nRowing, tea\n"
				"\n## Languages\n\n- English: native\n- German "
				"– C1\n- Welsh\n");

	SAME_AT(c, "/interests/0/name", "Music");
	SAME_AT(c, "/interests/0/keywords/1", "organ");
	SAME_AT(c, "/interests/2/name", "tea");
	SAME_AT(c, "/languages/0/fluency", "native");
	SAME_AT(c, "/languages/1/fluency", "C1");
	SAME_AT(c, "/languages/2/language", "Welsh");
}

TEST(roles_below_an_employer_are_roles_at_one)
{
	struct converted c = of(
		"# Ada B\n\n## Experience\n\n### Acme\n\nMakes anvils.\n\n"
		"#### Smith\n\n2020 – now\n\n- Hammered\n\n#### Apprentice\n\n"
		"2018 – 2020\n\n### Other — Elsewhere Ltd\n\n2017\n");

	SAME_INT(resume_roles(&c.resume.section[RESUME_WORK], 0), 2);
	SAME_AT(c, "/work/0/name", "Acme");
	SAME_AT(c, "/work/0/description", "Makes anvils.");
	SAME_AT(c, "/work/0/position", "Smith");
	SAME_AT(c, "/work/1/name", "Acme");
	SAME_AT(c, "/work/1/position", "Apprentice");
	SAME_AT(c, "/work/2/name", "Elsewhere Ltd");
}

TEST(fields_that_lines_name_are_fields)
{
	struct converted c = of(
		"# Ada B\n\n## Education\n\n### BSc — University of "
		"X\n\n2014\n\n"
		"- GPA: 3.9\n- Coursework: Optics, Acoustics\n- Rowed\n\n"
		"## Projects\n\n### Kite\n\nTech stack: C, Go\nRole: author\n"
		"Link: kite.example/x\n\n## Experience\n\n### Smith — "
		"Acme\n\n2020\n\n"
		"- Technologies: fire\n");

	SAME_AT(c, "/education/0/score", "3.9");
	SAME_AT(c, "/education/0/courses/1", "Acoustics");
	SAME_AT(c, "/education/0/highlights/0", "Rowed");
	SAME_AT(c, "/projects/0/keywords/1", "Go");
	SAME_AT(c, "/projects/0/roles/0", "author");
	SAME_AT(c, "/projects/0/url", "https://kite.example/x");
	/* Of a job they are a thing that was done. */
	SAME_AT(c, "/work/0/highlights/0", "Technologies: fire");
}

TEST(entries_without_bullets_are_told_by_their_dates)
{
	struct converted c = of("# Ada B\n\n## Experience\n\n"
				"Smith, Acme Ltd, 2018 - 2020\n"
				"Clerk, Bank of X, 2015 - 2018\n\n"
				"Page, Royal Court, 2014\n");

	SAME_INT(json_count(json_at(c.doc, "/work")), 3);
	SAME_AT(c, "/work/1/position", "Clerk");
	SAME_AT(c, "/work/1/name", "Bank of X");
	SAME_AT(c, "/work/2/startDate", "2014");
}

TEST(a_section_in_one_line_of_text_is_one_but_not_within_an_entry)
{
	struct converted c;
	struct err err = { 0 };

	NEED_ERR(convert_import(&c,
			 STR("Ada B\nada@b.example\n\nPROJECTS\n\nKite\n"
			     "Technologies: silk, bamboo\n\nLANGUAGES: Latin, "
			     "Greek\nSkills: knots, winds\n"),
			 "a.txt", &err),
		err);
	SAME_AT(c, "/projects/0/keywords/0", "silk");
	SAME_AT(c, "/languages/1/language", "Greek");
	SAME_AT(c, "/skills/0/keywords/1", "winds");
}
