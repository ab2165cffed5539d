/* Skills, languages, interests; sections of one's own; and the lines that
 * nobody took (INT-5). */
#include "found_shown.h"

#define SKILLS(text) found_section(RESUME_SKILLS, "!14 <b>Skills\n\n" text)
#define LANGUAGES(text) \
	found_section(RESUME_LANGUAGES, "!14 <b>Languages\n\n" text)

/* ---- skills ------------------------------------------------------------- */

TEST(a_list_with_commas_is_skills)
{
	SAME_STR(SKILLS("HTML, CSS, Make\n"),
		STR("keywords: HTML / CSS / Make\n"));
	SAME_STR(SKILLS("HTML • CSS • Make\n"),
		STR("keywords: HTML / CSS / Make\n"));
	SAME_STR(SKILLS("HTML; CSS; Make.\n"),
		STR("keywords: HTML / CSS / Make\n"));
}

TEST(a_label_names_a_group)
{
	SAME_STR(SKILLS("Tools: Git, Make\nWeb: HTML, CSS\n"),
		STR("name: Tools\nkeywords: Git / Make\n~\n"
		    "name: Web\nkeywords: HTML / CSS\n"));
	SAME_STR(SKILLS("<b>Tools<> Git, Make\n<b>Web<> HTML, CSS\n"),
		STR("name: Tools\nkeywords: Git / Make\n~\n"
		    "name: Web\nkeywords: HTML / CSS\n"));
	SAME_STR(SKILLS("• Tools: Git, Make\n• Web: HTML, CSS\n"),
		STR("name: Tools\nkeywords: Git / Make\n~\n"
		    "name: Web\nkeywords: HTML / CSS\n"));
}

TEST(words_of_labels_that_align_part_no_columns)
{
	SAME_STR(SKILLS("Storage and messaging (Expert): Git, Make\n"
			"Kitchen (Advanced): HTML, CSS\n"),
		STR("name: Storage and messaging\nlevel: Expert\n"
		    "keywords: Git / Make\n~\n"
		    "name: Kitchen\nlevel: Advanced\n"
		    "keywords: HTML / CSS\n"));
}

TEST(a_label_above_its_list_names_a_group)
{
	SAME_STR(SKILLS("<b>Tools\nGit, Make\n<b>Web\nHTML, CSS\n"),
		STR("name: Tools\nkeywords: Git / Make\n~\n"
		    "name: Web\nkeywords: HTML / CSS\n"));
}

TEST(a_list_of_lines_is_one_skill_a_line)
{
	SAME_STR(SKILLS("• Git\n• Make\n• Public speaking\n"),
		STR("keywords: Git / Make / Public speaking\n"));
}

TEST(a_table_of_words_is_read_column_by_column)
{
	SAME_STR(SKILLS("Git @200 HTML @350 Baking\n"
			"Make @200 CSS @350 Sailing\n"),
		STR("keywords: Git / Make / HTML / CSS / Baking / Sailing\n"));
}

TEST(a_list_goes_on_in_the_next_line)
{
	SAME_STR(SKILLS("Tools: Git, Make, Ninja, Meson, Autoconf, Automake, "
			"Libtool, Gettext, Bison, Flex,\nGperf, M4\n"),
		STR("name: Tools\nkeywords: Git / Make / Ninja / Meson / "
		    "Autoconf / Automake / Libtool / Gettext / Bison / Flex / "
		    "Gperf / M4\n"));
}

TEST(words_in_brackets_are_one_skill)
{
	SAME_STR(SKILLS("SQL (Oracle, SQLite), Make\n"),
		STR("keywords: SQL (Oracle, SQLite) / Make\n"));
}

TEST(skills_with_signs_in_their_names_stay_whole)
{
	SAME_STR(SKILLS("C++, C#, Node.js, CI/CD, .NET\n"),
		STR("keywords: C++ / C# / Node.js / CI/CD / .NET\n"));
}

TEST(more_skills_than_anybody_has_are_all_kept)
{
	struct buf b;
	struct intake_found *f;

	buf_init(&b, &test_mem, 1 << 20);
	buf_add(&b, STR(PERSON "!14 <b>Skills\n\n"));
	for (int i = 0; i < 300; i++)
		buf_addf(&b, "• skill%d\n", i);
	f = found(str_copy(&test_mem, buf_str(&b)).at);
	NEED(f->resume.section[RESUME_SKILLS].count == 1);
	SAME_INT(f->resume.section[RESUME_SKILLS].at[0].keywords.count, 300);
}

/* ---- languages ---------------------------------------------------------- */

TEST(languages_have_levels)
{
	static const char *const lists[] = { "English (C1), German (B2)\n",
		"English: C1\nGerman: B2\n", "English – C1\nGerman – B2\n",
		"• English (C1)\n• German (B2)\n",
		"<b>English<> C1\n<b>German<> B2\n" };

	for (size_t i = 0; i < LENGTH(lists); i++) {
		struct str have = found_section(RESUME_LANGUAGES,
			str_fmt(&test_mem, "!14 <b>Languages\n\n%s", lists[i])
				.at);

		if (!str_is(have, "language: English\nfluency: C1\n~\n"
				  "language: German\nfluency: B2\n"))
			test_fail(__FILE__, __LINE__, "%s: %.*s", lists[i],
				STR_ARG(have));
	}
}

/* "Finnish" and "English" are of one width: no column begins behind them. */
TEST(dashes_behind_labels_that_align_part_no_columns)
{
	SAME_STR(LANGUAGES("<b>Portuguese<> – Native\n\n"
			   "<b>Finnish<> – Fluent\n\n"
			   "<b>English<> – Good\n"),
		STR("language: Portuguese\nfluency: Native\n~\n"
		    "language: Finnish\nfluency: Fluent\n~\n"
		    "language: English\nfluency: Good\n"));
	SAME_STR(SKILLS("<b>Metal<> – brass, tin\n\n"
			"<b>Cloth<> – silk, wool\n"),
		STR("name: Metal\nkeywords: brass / tin\n~\n"
		    "name: Cloth\nkeywords: silk / wool\n"));
}

TEST(labels_in_a_column_of_their_own_name_what_stands_beside_them)
{
	SAME_STR(SKILLS("Tools @200 Git, Make\nWeb design @200 HTML, CSS\n"),
		STR("name: Tools\nkeywords: Git / Make\n~\n"
		    "name: Web design\nkeywords: HTML / CSS\n"));
	SAME_STR(LANGUAGES("English @200 C1\nGerman @200 B2\n"),
		STR("language: English\nfluency: C1\n~\n"
		    "language: German\nfluency: B2\n"));
	SAME_STR(LANGUAGES("English @200 Danish\nGerman @200 Yoruba\n"),
		STR("language: English\n~\nlanguage: German\n~\n"
		    "language: Danish\n~\nlanguage: Yoruba\n"));
}

TEST(a_hyphen_parts_a_language_from_its_level_and_from_another_language)
{
	SAME_STR(LANGUAGES("English - C1\nGerman - B2\n"),
		STR("language: English\nfluency: C1\n~\n"
		    "language: German\nfluency: B2\n"));
	SAME_STR(LANGUAGES("English - German\n"),
		STR("language: English\n~\nlanguage: German\n"));
}

TEST(languages_are_known_by_their_names_in_other_languages_INT_6)
{
	SAME_STR(found_section(RESUME_LANGUAGES,
			 "!14 <b>Sprachen\n\nDeutsch\nEnglisch\n"),
		STR("language: Deutsch\n~\nlanguage: Englisch\n"));
	SAME_STR(found_section(RESUME_LANGUAGES,
			 "!14 <b>Langues\n\nFrançais (langue maternelle)\n"
			 "Anglais (courant)\n"),
		STR("language: Français\nfluency: langue maternelle\n~\n"
		    "language: Anglais\nfluency: courant\n"));
}

TEST(languages_in_bold_on_one_line_are_several)
{
	SAME_STR(LANGUAGES("<b>English<> – C1 · <b>German<> – B2\n"),
		STR("language: English\nfluency: C1\n~\n"
		    "language: German\nfluency: B2\n"));
	SAME_STR(LANGUAGES("<b>English<> (C1), <b>German<> (B2)\n"),
		STR("language: English\nfluency: C1\n~\n"
		    "language: German\nfluency: B2\n"));
}

TEST(languages_without_levels_have_none)
{
	SAME_STR(LANGUAGES("English, German, Yoruba\n"),
		STR("language: English\n~\nlanguage: German\n~\n"
		    "language: Yoruba\n"));
	SAME_STR(LANGUAGES("English\nGerman\n"),
		STR("language: English\n~\nlanguage: German\n"));
}

TEST(levels_of_other_languages_are_kept_as_they_stand_INT_6)
{
	SAME_STR(found_section(RESUME_LANGUAGES,
			 "!14 <b>Sprachen\n\nDeutsch: Muttersprache\n"
			 "Englisch: fließend\n"),
		STR("language: Deutsch\nfluency: Muttersprache\n~\n"
		    "language: Englisch\nfluency: fließend\n"));
	SAME_STR(found_section(RESUME_LANGUAGES,
			 "!14 <b>Langues\n\nFrançais (langue maternelle), "
			 "Anglais (courant)\n"),
		STR("language: Français\nfluency: langue maternelle\n~\n"
		    "language: Anglais\nfluency: courant\n"));
}

TEST(a_level_keeps_a_first_letter_that_is_not_of_ascii)
{
	SAME_STR(found_section(RESUME_LANGUAGES,
			 "!14 <b>Langues\n\nAnglais (élémentaire), "
			 "Allemand – élémentaire\n"),
		STR("language: Anglais\nfluency: élémentaire\n~\n"
		    "language: Allemand\nfluency: élémentaire\n"));
}

/* ---- interests ---------------------------------------------------------- */

TEST(interests_are_names)
{
	SAME_STR(found_section(RESUME_INTERESTS,
			 "!14 <b>Interests\n\nSailing, Chess, Baking\n"),
		STR("name: Sailing\n~\nname: Chess\n~\nname: Baking\n"));
}

/* ---- what else ---------------------------------------------------------- */

TEST(a_section_that_the_model_does_not_have_is_kept)
{
	struct intake_found *f = found(PERSON
		"!14 <b>Experience\n\n<b>Baker | 2019 - 2021\nBrot GmbH\n\n"
		"!14 <b>Education\n\n<b>BSc Physics | 2015\n"
		"University of Lagos\n\n!14 <b>Devices\n\n"
		"• An oven that turns by itself when the bread is dark\n"
		"• A spoon that does not sink in soup of any kind at all\n");
	const struct resume_vitae *v = &f->resume.meta.vitae;

	NEED(v->custom_sections.count == 1);
	SAME_STR(v->custom_sections.at[0].title, STR("Devices"));
	SAME_STR(shown_entries(&v->custom_sections.at[0].entries),
		STR("summary: An oven that turns by itself when the bread is "
		    "dark\n~\nsummary: A spoon that does not sink in soup of "
		    "any kind at all\n"));
}

TEST(a_line_that_no_field_took_is_listed)
{
	static const char text[] =
		"!24 Ines Carvalho\nines@mail.example\nDriving licence B\n"
		"Married, two children, and a dog of nine years\n\n"
		"!14 <b>Experience\n\n<b>Baker | 2019 - 2021\nBrot GmbH\n";
	struct intake_doc *doc = made_doc(&test_mem, text);
	struct str left = shown_left(doc, found(text));

	OK(memmem(left.at, left.len, "Married", 7) != NULL);
	OK(memmem(left.at, left.len, "Baker", 5) == NULL);
	OK(memmem(left.at, left.len, "Ines", 4) == NULL);
}

TEST(a_text_among_skills_that_is_no_list_is_left)
{
	static const char text[] = PERSON
		"!14 <b>Skills\n\nGit, Make\n\n"
		"Whoever has baked bread, cakes and rolls for a town knows "
		"what it is to rise\nwhile others sleep, to carry sacks of "
		"flour, to count eggs, sugar and salt\nand to be done when "
		"the first of them come in for their breakfast, smiling.\n";
	struct intake_doc *doc = made_doc(&test_mem, text);
	struct intake_found *f = found(text);
	struct str left = shown_left(doc, f);

	SAME_STR(shown_entries(&f->resume.section[RESUME_SKILLS]),
		STR("keywords: Git / Make\n"));
	OK(memmem(left.at, left.len, "Whoever", 7) != NULL);
	OK(memmem(left.at, left.len, "smiling", 7) != NULL);
	OK(memmem(left.at, left.len, "Make", 4) == NULL);
}

TEST(what_is_over_the_parts_of_a_head_is_told)
{
	static const char text[] = PERSON
		"!14 <b>Experience\n\n<b>Engineer | a1 | b2 | c3 | d4 | e5 | "
		"f6 "
		"| g7 | h8 | i9 | j1 | k2 | l3 | m4 | n5 | o6 | p7 | q8 | r9 | "
		"s1\nBrot GmbH | 2019 - 2021\n"
		"• Baked bread for a whole town each day\n";
	struct str left = shown_left(made_doc(&test_mem, text), found(text));

	OK(memmem(left.at, left.len, "s1", 2) != NULL);
	OK(memmem(left.at, left.len, "bread", 5) == NULL);
}

TEST(words_of_a_head_that_are_no_field_are_said_beside_the_employer)
{
	static const char text[] =
		PERSON "!14 <b>Experience\n\n<b>Engineer | 2019 - 2021\n"
		       "Brot GmbH | Berlin, Germany\nfull-time\n"
		       "• Baked bread for a whole town each day\n";

	SAME_STR(shown_left(made_doc(&test_mem, text), found(text)), STR(""));
	SAME_STR(found(text)->resume.section[RESUME_WORK].at[0].description,
		STR("full-time"));
}

TEST(links_over_the_most_that_are_kept_are_told)
{
	struct buf b;
	struct str left;

	buf_init(&b, &test_mem, 1 << 20);
	buf_add(&b, STR(PERSON));
	for (int i = 0; i < 260; i++)
		buf_addf(&b, "w%d.example/%d\n", i, i);
	left = shown_left(
		made_doc(&test_mem, buf_str(&b).at), found(buf_str(&b).at));
	OK(memmem(left.at, left.len, "w259.example", 12) != NULL);
	OK(memmem(left.at, left.len, "w9.example", 10) == NULL);
}

TEST(a_document_of_a_name_alone_leaves_nothing)
{
	static const char text[] = "!24 Ines Carvalho\nines@mail.example\n";

	SAME_STR(shown_left(made_doc(&test_mem, text), found(text)), STR(""));
}

TEST(each_value_is_traced_to_its_line)
{
	static const char text[] = PERSON
		"!14 <b>Experience\n\n<b>Baker | 2019 - 2021\nBrot GmbH\n"
		"• Baked bread for a whole town each day\n";
	struct intake_found *f = found(text);
	static const struct {
		const char *at;
		uint32_t line;
	} want[] = { { "/basics/name", 0 }, { "/basics/email", 1 },
		{ "/work/0/position", 3 }, { "/work/0/startDate", 3 },
		{ "/work/0/name", 4 }, { "/work/0/highlights/0", 5 } };

	for (size_t i = 0; i < LENGTH(want); i++) {
		const struct intake_trace *t = NULL;

		for (size_t k = 0; k < f->traces.count; k++)
			if (str_is(f->traces.at[k].at, want[i].at))
				t = &f->traces.at[k];
		if (!t || t->line != want[i].line || t->page || t->count != 1)
			test_fail(__FILE__, __LINE__, "%s: line %d", want[i].at,
				t ? (int)t->line : -1);
	}
}

TEST(what_stands_on_every_page_is_no_part_of_a_section)
{
	struct intake_doc *doc = made_doc(&test_mem,
		PERSON "!14 <b>Experience\n\n<b>Baker | 2019 - 2021\n"
		       "Brot GmbH\n• Baked bread for a whole town each day\n"
		       "===\nInes Carvalho\n"
		       "• Led a team of four people in two shops\n");
	struct intake_found f;
	struct err err = { 0 };

	doc->at[1].at[0].repeated = true;
	NEED_ERR(checked_parse(&test_mem, doc, &f, &err), err);
	SAME_STR(shown_entries(&f.resume.section[RESUME_WORK]),
		STR("name: Brot GmbH\nposition: Baker\nstartDate: 2019\n"
		    "endDate: 2021\nhighlights: Baked bread for a whole town "
		    "each day / Led a team of four people in two shops\n"));
}
