/*
 * test/unit/press_text_test.c - plain text and Markdown, as people see them.
 * That CommonMark gives back the words is tried in test/node.
 */
#include "written.h"

WRITTEN_AS(press_text)

static struct str markdown(const struct tree *t)
{
	struct err err = { 0 };
	struct buf out;

	buf_init(&out, &test_mem, PRESS_FILE_BYTES);
	OK_ERR(press_markdown(&test_mem, t, &out, &err), err);
	return buf_str(&out);
}

/* ---- plain text --------------------------------------------------------- */

TEST(a_resume_as_text_reads_like_one)
{
	SAME_STR(written(sample_resume()),
		STR("Ida Lindqvist\n"
		    "Platform engineer & on-call lead\n"
		    "ida@lindqvist.example \u00b7 +46 40 555 01 99 \u00b7 "
		    "Malm\u00f6 \u00b7 lindqvist.example\n"
		    "\n"
		    "EXPERIENCE\n"
		    "---------------------------------------"
		    "---------------------------------------\n"
		    "Staff Engineer, Kestrel Maps                      "
		    "          Mar 2021 \u2013 Present\n"
		    "Tiles for half a continent                        "
		    "                       Malm\u00f6\n"
		    "- Moved the nightly run from 4 h 10 min to 22 minutes.\n"
		    "- Wrote C* and <3 \"snake_case\" names; R&D said "
		    "5 * 3 = 15.\n"
		    "  - of which two lead teams today\n"
		    "\n"
		    "Halden & S\u00f6hne                               "
		    "                      2015 \u2013 2021\n"
		    "Senior Engineer                                   "
		    "                 2018 \u2013 2021\n"
		    "- Ledgers that add up.\n"
		    "\n"
		    "Engineer                                          "
		    "                 2015 \u2013 2018\n"
		    "Payments.\n"
		    "\n"
		    "SKILLS\n"
		    "---------------------------------------"
		    "---------------------------------------\n"
		    "Languages: Go, C, C++, C#\n"
		    "\n"
		    "REFERENCES\n"
		    "---------------------------------------"
		    "---------------------------------------\n"
		    "    Calm at three in the morning.\n"));
}

TEST(lines_hold_78_cells_and_go_on_beneath_their_text)
{
	struct tree *t = sample_tree();

	sample_block(t, TREE_BULLET,
		"0123456789 0123456789 0123456789 0123456789 0123456789 "
		"0123456789 0123456789 0123456789",
		NULL);
	/* 2 + 7 x 11 - 1: exactly what fits */
	SAME_STR(written(t),
		STR("- 0123456789 0123456789 0123456789 0123456789 0123456789 "
		    "0123456789 0123456789\n  0123456789\n"));
	t = sample_tree();
	/* 7 x 11 + 1: exactly what fits */
	sample_block(t, TREE_TEXT,
		"0123456789 0123456789 0123456789 0123456789 0123456789 "
		"0123456789 0123456789 x y",
		NULL);
	SAME_STR(written(t),
		STR("0123456789 0123456789 0123456789 0123456789 0123456789 "
		    "0123456789 0123456789 x\ny\n"));
}

TEST(what_is_longer_than_a_line_is_not_cut)
{
	struct tree *t = sample_tree();

	sample_block(t, TREE_TEXT,
		"see "
		"https://a.example/0123456789012345678901234567890123456789"
		"012345678901234567890123456789 there",
		NULL);
	SAME_STR(written(t),
		STR("see\n"
		    "https://a.example/0123456789012345678901234567890123456789"
		    "012345678901234567890123456789\nthere\n"));
}

TEST(an_aside_without_room_has_a_line_of_its_own)
{
	struct tree *t = sample_tree();
	char line[200];
	int n;

	sample_block(t, TREE_ENTRY,
		"0123456789 0123456789 0123456789 0123456789 0123456789 "
		"0123456789",
		"Mar 2021 \u2013 Present");
	n = snprintf(line, sizeof(line), "%s\n%78s\n",
		"0123456789 0123456789 0123456789 0123456789 0123456789 "
		"0123456789",
		"Mar 2021 - Present");
	SAME_INT(n, 66 + 78 + 1);
	/* the dash is three bytes of one cell */
	*strstr(line, " - ") = '\0';
	OK(str_starts(written(t), str_c(line)));
	OK(str_ends(written(t), STR("Mar 2021 \u2013 Present\n")));
}

TEST(no_line_begins_with_a_dash_that_would_be_an_item)
{
	struct tree *t = sample_tree();
	char text[200];

	for (int n = 60; n < 80; n++) {
		int at = 0;

		while (at < n)
			at += snprintf(text + at, sizeof(text) - (size_t)at,
				"%s ", at + 6 < n ? "words" : "w");
		snprintf(text + at, sizeof(text) - (size_t)at,
			"- \u2013 more \u00b7 and | more");
		sample_block(t, TREE_TEXT, text, NULL);
	}
	OK(!has(written(t), "\n-") && !has(written(t), "\n\u2013") &&
		!has(written(t), "\n\u00b7") && !has(written(t), "\n|"));
}

TEST(what_is_tied_stays_in_one_line)
{
	struct tree *t = sample_tree();

	sample_block(t, TREE_CONTACT,
		"0123456789 0123456789 0123456789 0123456789 0123456789 "
		"0123456789 0123456 \4+46 40 555 01 99\4",
		NULL);
	SAME_STR(written(t),
		STR("0123456789 0123456789 0123456789 0123456789 0123456789 "
		    "0123456789 0123456\n+46 40 555 01 99\n"));
}

TEST(ideographs_take_two_cells_and_end_lines_behind_marks)
{
	struct tree *t = sample_tree();
	struct str text;

	sample_block(t, TREE_ENTRY, "\u5de5\u7a0b\u5e08", "2020");
	text = written(t);
	/* 6 cells, 68 blanks, 4 digits */
	SAME_INT(text.len, 9 + 68 + 4 + 1);
	t = sample_tree();
	/* 20 + 1 + 20 ideographs of two cells each */
	sample_block(t, TREE_TEXT,
		"\u5de5\u5de5\u5de5\u5de5\u5de5\u5de5\u5de5\u5de5\u5de5\u5de5"
		"\u5de5\u5de5\u5de5\u5de5\u5de5\u5de5\u5de5\u5de5\u5de5\u5de5"
		"\uff0c"
		"\u7a0b\u7a0b\u7a0b\u7a0b\u7a0b\u7a0b\u7a0b\u7a0b\u7a0b\u7a0b"
		"\u7a0b\u7a0b\u7a0b\u7a0b\u7a0b\u7a0b\u7a0b\u7a0b\u7a0b\u7a0b",
		NULL);
	HAS(written(t), "\u5de5\uff0c\n\u7a0b");
	SAME_INT(count(written(t), "\n"), 2);
}

TEST(heads_are_capitals_of_their_language)
{
	static const char *const cases[][3] = {
		{ "de", "Stra\u00dfe", "STRASSE\n---" },
		{ "tr", "i\u015f", "\u0130\u015e\n---" },
		{ "el", "\u0395\u03bc\u03c0\u03b5\u03b9\u03c1\u03af\u03b1",
			"\u0395\u039c\u03a0\u0395\u0399\u03a1\u0399\u0391\n--"
			"-" },
		{ "zh", "\u7ecf\u5386", "\u7ecf\u5386\n---" },
	};

	for (size_t i = 0; i < LENGTH(cases); i++) {
		struct tree *t = sample_tree();

		t->language = str_c(cases[i][0]);
		sample_block(t, TREE_SECTION, cases[i][1], NULL);
		OK(str_starts(written(t), str_c(cases[i][2])));
	}
}

TEST(a_head_without_text_shows_its_aside)
{
	struct tree *t = sample_tree();

	OK(letters_upper(&test_mem, STR(""), STR("en")).at);
	sample_block(t, TREE_SECTION, "", "2020");
	OK(str_starts(written(t), STR("                    ")));
	HAS(written(t), " 2020\n---");
}

TEST(no_line_of_text_ends_with_a_blank)
{
	struct tree *t = sample_resume();
	struct str text;

	sample_block(t, TREE_QUOTE, "", NULL);
	sample_block(t, TREE_BULLET, " ", " ");
	sample_block(t, TREE_TEXT, " between  blanks ", " aside ");
	sample_block(t, TREE_TEXT, "", "aside");
	text = written(t);
	OK(!has(text, " \n"));
	OK(str_ends(text, STR(" aside\n")));
}

/* ---- Markdown ----------------------------------------------------------- */

TEST(a_resume_as_markdown_reads_like_one)
{
	SAME_STR(markdown(sample_resume()),
		STR("# Ida Lindqvist\n\n"
		    "Platform engineer & on-call lead\\\n"
		    "[ida@lindqvist.example](mailto:ida@lindqvist.example) "
		    "\u00b7 [+46 40 555 01 99](tel:+46405550199) \u00b7 "
		    "Malm\u00f6 \u00b7 [lindqvist.example]"
		    "(https://lindqvist.example/?a=1&b=2)\n\n"
		    "## Experience\n\n"
		    "### Staff Engineer, [Kestrel Maps]"
		    "(https://kestrel.example)\n\n"
		    "*Mar 2021 \u2013 Present*\\\n"
		    "Tiles for half a continent *Malm\u00f6*\n\n"
		    "- Moved the nightly run from **4 h 10 min** to "
		    "22 minutes.\n"
		    "- Wrote C\\* and \\<3 \"snake_case\" names; R\\&D said "
		    "5 \\* 3 = 15.\n"
		    "  - of which *two* lead teams today\n\n"
		    "### Halden & S\u00f6hne\n\n"
		    "*2015 \u2013 2021*\n\n"
		    "#### Senior Engineer\n\n"
		    "*2018 \u2013 2021*\n\n"
		    "- Ledgers that add up.\n\n"
		    "#### Engineer\n\n"
		    "*2015 \u2013 2018*\n\n"
		    "Payments.\n\n"
		    "## Skills\n\n"
		    "**Languages:** Go, C, C++, C\\#\n\n"
		    "## References\n\n"
		    "> Calm at three in the morning.\n"));
}

TEST(only_what_would_be_a_mark_is_escaped)
{
	static const char *const cases[][2] = {
		{ "snake_case and _this_", "snake_case and \\_this\\_" },
		{ "1. first", "1\\. first" },
		{ "1) first", "1\\) first" },
		{ "1.5 times (twice)", "1.5 times (twice)" },
		{ "2019. A year", "2019\\. A year" },
		{ "- dash", "\\- dash" },
		{ "-5 degrees", "-5 degrees" },
		{ "+ plus", "\\+ plus" },
		{ "+46 40", "+46 40" },
		{ "# head", "\\# head" },
		{ "a # b", "a # b" },
		{ "C#", "C\\#" },
		{ "> quote", "\\> quote" },
		{ "a > b", "a > b" },
		{ "a < b <c", "a < b \\<c" },
		{ "R&D & &lt;", "R\\&D & \\&lt;" },
		{ "[x](y)", "\\[x\\](y)" },
		{ "!", "\\!" },
		{ "Hi! you", "Hi! you" },
		{ "`code`", "\\`code\\`" },
		{ "a\\b", "a\\\\b" },
		{ "~~x~~", "\\~\\~x\\~\\~" },
		{ "===", "\\===" },
		{ "---", "\\---" },
		{ "***", "\\*\\*\\*" },
		{ " tied\u00a0 blanks  ", "tied\u00a0 blanks" },
	};

	for (size_t i = 0; i < LENGTH(cases); i++) {
		struct tree *t = sample_tree();
		struct str text;

		sample_block(t, TREE_TEXT, cases[i][0], NULL);
		text = markdown(t);
		text.len--;
		SAME_STR(text, str_c(cases[i][1]));
	}
}

TEST(emphasis_is_marked_where_every_reader_sees_it)
{
	static const char *const cases[][2] = {
		{ "a \1b\1 c", "a **b** c" },
		{ "a\1 b \1c", "a **b** c" },
		{ "\1b\1, c", "**b**, c" },
		{ "(\1b\1)", "(**b**)" },
		{ "\1\2b\2\1 c", "***b*** c" },
		{ "\1C++\1 c", "**C++** c" },
		{ "\1C++\1, c", "C++, c" },
		{ "\1C++\1x", "C++x" },
		{ "a\1b\1c", "abc" },
		{ "\1a\1\2b\2", "ab" },
		{ "\1\u8bed\u8a00\uff1a\1\u4e2d\u6587",
			"\u8bed\u8a00\uff1a\u4e2d\u6587" },
		{ "\1 \1x", "x" },
		{ "a \6https://a.example/(b)\6c\6!",
			"a [c](<https://a.example/(b)>)\\!" },
		{ "Wow!\6https://a.example\6c\6",
			"Wow\\![c](https://a.example)" },
		{ "\6javascript:x\6c\6", "c" },
	};

	for (size_t i = 0; i < LENGTH(cases); i++) {
		struct tree *t = sample_tree();
		struct str text;

		sample_block(t, TREE_TEXT, cases[i][0], NULL);
		text = markdown(t);
		text.len--;
		SAME_STR(text, str_c(cases[i][1]));
	}
}

TEST(a_number_whose_dot_is_in_another_run_is_no_list)
{
	struct tree *t = sample_tree();

	sample_block(t, TREE_TEXT, "1\1. first\1", NULL);
	SAME_STR(markdown(t), STR("1\\. first\n"));
}

TEST(lines_of_one_address_stay_together)
{
	struct tree *t = sample_tree();

	sample_block(t, TREE_ADDRESS, "Ms Haldorsen", "5 March");
	sample_block(t, TREE_ADDRESS, "Strandgata 8", NULL)->joined = true;
	sample_block(t, TREE_ADDRESS, "another", NULL);
	sample_block(t, TREE_LETTER, "Dear", NULL);
	SAME_STR(markdown(t), STR("Ms Haldorsen *5 March*\\\nStrandgata 8\n\n"
				  "another\n\nDear\n"));
}
