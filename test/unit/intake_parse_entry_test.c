/* Jobs, degrees, projects and their bullets, in the layouts that people use
 * (INT-5). */
#include "found_shown.h"

#define WORK "!14 <b>Experience\n\n"
#define LED "• Led a team of four people in two shops\n"
#define BAKED "• Baked bread for a whole town each day\n"

/* ---- heads -------------------------------------------------------------- */

TEST(title_employer_place_and_dates_are_told_apart_in_any_order)
{
	static const char *const heads[] = {
		"<b>Software Engineer | Jan 2020 - Mar 2021\n"
		"<i>Nordwind Systems GmbH | Hamburg, Germany\n",
		"<b>Nordwind Systems GmbH | Jan 2020 - Mar 2021\n"
		"<i>Software Engineer | Hamburg, Germany\n",
		"<b>Software Engineer, Nordwind Systems GmbH | Hamburg, "
		"Germany\nJan 2020 - Mar 2021\n",
		"<b>Software Engineer<> at Nordwind Systems GmbH | Hamburg, "
		"Germany\nJan 2020 - Mar 2021\n",
		"<b>Nordwind Systems GmbH<> — <i>Software "
		"Engineer | Hamburg, "
		"Germany\nJan 2020 - Mar 2021\n",
		"Jan 2020 - Mar 2021\n<b>Software Engineer\n"
		"Nordwind Systems GmbH, Hamburg, Germany\n",
	};

	for (size_t i = 0; i < LENGTH(heads); i++)
		SAME_STR(
			found_section(RESUME_WORK,
				str_fmt(&test_mem, WORK "%s" LED, heads[i]).at),
			STR("name: Nordwind Systems GmbH\n"
			    "position: Software Engineer\n"
			    "location: Hamburg, Germany\n"
			    "startDate: 2020-01\nendDate: 2021-03\n"
			    "highlights: Led a team of four people in two "
			    "shops\n"));
}

TEST(a_place_below_an_employer_and_dates_is_no_more_of_the_employer)
{
	SAME_STR(found_section(RESUME_WORK,
			 WORK "<b>Software Engineer at Nordwind Systems GmbH | "
			      "Jan 2020 - Mar 2021\n<b>Hamburg, Germany\n"
			      "• Led a team\n"),
		STR("name: Nordwind Systems GmbH\n"
		    "position: Software Engineer\n"
		    "location: Hamburg, Germany\nstartDate: 2020-01\n"
		    "endDate: 2021-03\nhighlights: Led a team\n"));
}

TEST(heads_in_other_languages_are_told_apart)
{
	SAME_STR(found_section(RESUME_WORK,
			 "!14 <b>Expérience professionnelle\n\n"
			 "<b>Infirmière | 2019 - 2021\n"
			 "Hôpital Saint-Louis | Paris, France\n"
			 "• Soins de jour et de nuit pour des enfants "
			 "malades\n"),
		STR("name: Hôpital Saint-Louis\nposition: Infirmière\n"
		    "location: Paris, France\nstartDate: 2019\n"
		    "endDate: 2021\n"
		    "highlights: Soins de jour et de nuit pour des enfants "
		    "malades\n"));
	SAME_STR(found_section(RESUME_WORK,
			 "!14 <b>Berufserfahrung\n\n"
			 "<b>Krankenschwester | 03/2019 – heute\n"
			 "Klinikum Nord | Hamburg\n"
			 "• Pflege von Menschen jeden Alters auf zwei "
			 "Stationen\n"),
		STR("name: Klinikum Nord\nposition: Krankenschwester\n"
		    "location: Hamburg\nstartDate: 2019-03\n"
		    "highlights: Pflege von Menschen jeden Alters auf zwei "
		    "Stationen\n"));
}

TEST(heads_in_other_scripts_are_told_apart)
{
	SAME_STR(found_section(RESUME_WORK,
			 "!14 <b>Опыт работы\n\n<b>Ведущий технолог | май 2019 "
			 "– настоящее время\nООО Белый Камень, Пермь\n" LED),
		STR("name: ООО Белый Камень\nposition: Ведущий технолог\n"
		    "location: Пермь\nstartDate: 2019-05\nhighlights: Led a "
		    "team of four people in two shops\n"));
	SAME_STR(found_section(RESUME_WORK,
			 "!14 <b>工作经历\n\n<b>测试工程师 | 2018年7月至今\n"
			 "白鹭科技有限公司\n" LED),
		STR("name: 白鹭科技有限公司\nposition: 测试工程师\n"
		    "startDate: 2018-07\nhighlights: Led a team of four "
		    "people in two shops\n"));
}

TEST(heads_that_are_set_from_the_right_are_read_as_others_are)
{
	SAME_STR(found_section(RESUME_WORK,
			 "<<<\n!14 <b>ניסיון תעסוקתי\n\n<b>Data Analyst | 2019 "
			 "- 2021\nאורגד מערכות חדשות\n"
			 "• צוות של ארבעה אנשים בשתי חנויות\n"
			 "<b>Librarian | 2016 - 2019\nבית הספר הישן\n"
			 "• מאה ספרים חדשים בכל חודש\n"),
		STR("name: אורגד מערכות חדשות\nposition: Data Analyst\n"
		    "startDate: 2019\nendDate: 2021\n"
		    "highlights: צוות של ארבעה אנשים בשתי חנויות\n~\n"
		    "name: בית הספר הישן\nposition: Librarian\n"
		    "startDate: 2016\nendDate: 2019\n"
		    "highlights: מאה ספרים חדשים בכל חודש\n"));
}

TEST(several_jobs_are_several_entries)
{
	SAME_STR(found_section(RESUME_WORK,
			 WORK "<b>Baker | 2019 - 2021\nBrot GmbH\n" BAKED
			      "\n<b>Cook | 2017 - 2019\nSuppe GmbH\n" LED),
		STR("name: Brot GmbH\nposition: Baker\nstartDate: 2019\n"
		    "endDate: 2021\nhighlights: Baked bread for a whole town "
		    "each day\n~\nname: Suppe GmbH\nposition: Cook\n"
		    "startDate: 2017\nendDate: 2019\nhighlights: Led a team "
		    "of four people in two shops\n"));
}

TEST(jobs_without_bullets_are_entries_too)
{
	SAME_STR(found_section(RESUME_WORK,
			 WORK "<b>Baker | 2019 - 2021\nBrot GmbH\n\n"
			      "<b>Cook | 2017 - 2019\nSuppe GmbH\n"),
		STR("name: Brot GmbH\nposition: Baker\nstartDate: 2019\n"
		    "endDate: 2021\n~\nname: Suppe GmbH\nposition: Cook\n"
		    "startDate: 2017\nendDate: 2019\n"));
}

TEST(roles_under_one_employer_have_its_name)
{
	SAME_STR(found_section(RESUME_WORK,
			 WORK "<b>Brot GmbH\n<i>Head Baker | 2020 - 2021\n" LED
			      "<i>Baker | 2018 - 2020\n" BAKED),
		STR("name: Brot GmbH\nposition: Head Baker\n"
		    "startDate: 2020\nendDate: 2021\nhighlights: Led a team "
		    "of four people in two shops\n~\nname: Brot GmbH\n"
		    "position: Baker\nstartDate: 2018\nendDate: 2020\n"
		    "highlights: Baked bread for a whole town each day\n"));
}

TEST(roles_under_one_dated_employer_have_its_name)
{
	SAME_STR(found_section(RESUME_WORK,
			 WORK "<b>Brot GmbH | 2018 - 2021\n"
			      "<i>Head Baker | 2020 - 2021\n" LED
			      "<i>Baker | 2018 - 2020\n" BAKED),
		STR("name: Brot GmbH\nposition: Head Baker\n"
		    "startDate: 2020\nendDate: 2021\nhighlights: Led a team "
		    "of four people in two shops\n~\nname: Brot GmbH\n"
		    "position: Baker\nstartDate: 2018\nendDate: 2020\n"
		    "highlights: Baked bread for a whole town each day\n"));
}

TEST(the_place_of_an_employer_above_its_roles_is_that_of_each)
{
	static const char *const heads[] = {
		"<b>Brot GmbH | 2018 - 2021\nHamburg, Germany\n",
		"<b>Brot GmbH | Hamburg, Germany\n",
	};

	for (size_t i = 0; i < LENGTH(heads); i++)
		SAME_STR(found_section(RESUME_WORK,
				 str_fmt(&test_mem,
					 WORK "%s<i>Head Baker | 2020 - "
					      "2021\n" LED
					      "<i>Baker | 2018 - 2020\n" BAKED,
					 heads[i])
					 .at),
			STR("name: Brot GmbH\nposition: Head Baker\n"
			    "location: Hamburg, Germany\nstartDate: 2020\n"
			    "endDate: 2021\nhighlights: Led a team of four "
			    "people in two shops\n~\nname: Brot GmbH\n"
			    "position: Baker\nlocation: Hamburg, Germany\n"
			    "startDate: 2018\nendDate: 2020\nhighlights: Baked "
			    "bread for a whole town each day\n"));
}

TEST(the_link_of_an_employer_is_kept)
{
	SAME_STR(found_section(RESUME_WORK,
			 WORK "<b>Baker | 2019 - 2021\n"
			      "Brot{https://brot.example} "
			      "GmbH{https://brot.example}\n" BAKED),
		STR("name: Brot GmbH\nposition: Baker\n"
		    "url: https://brot.example\nstartDate: 2019\n"
		    "endDate: 2021\nhighlights: Baked bread for a whole town "
		    "each day\n"));
}

/* ---- bodies ------------------------------------------------------------- */

#define HEAD "<b>Baker | 2019 - 2021\nBrot GmbH\n"
#define FOUND                                                 \
	"name: Brot GmbH\nposition: Baker\nstartDate: 2019\n" \
	"endDate: 2021\n"

TEST(a_bullet_goes_on_in_the_next_lines)
{
	SAME_STR(found_section(RESUME_WORK, WORK HEAD
			 ">12 • Baked bread for a whole town of more than "
			 "twenty thousand people on each day of the week\n"
			 ">20 and cakes on Sundays\n"
			 ">12 • Led a team of four people in two shops\n"),
		STR(FOUND "highlights: Baked bread for a whole town of more "
			  "than twenty thousand people on each day of the week "
			  "and cakes on Sundays / Led a team of four people in "
			  "two shops\n"));
}

TEST(a_word_that_was_cut_at_the_end_of_a_line_is_whole_again)
{
	SAME_STR(found_section(RESUME_WORK, WORK HEAD
			 ">12 • Baked bread for a whole town of more than "
			 "twenty thousand people and led the depart-\n"
			 ">20 ment of cakes with a cross-\n"
			 ">20 functional team\n"
			 ">12 • Led a team of four people in two shops\n"),
		STR(FOUND "highlights: Baked bread for a whole town of more "
			  "than twenty thousand people and led the department "
			  "of cakes with a cross-functional team / Led a team "
			  "of four people in two shops\n"));
}

TEST(bullets_are_known_by_any_sign)
{
	static const char *const signs[] = { "•", "-", "–", "*", "▪", "◦", "●",
		"■", "➢", "✓", "‣", "·", "o" };

	for (size_t i = 0; i < LENGTH(signs) - 1; i++) {
		struct str have = found_section(RESUME_WORK,
			str_fmt(&test_mem,
				WORK HEAD
				">12 %s Baked bread for a whole town\n"
				">12 %s Led a team of four\n",
				signs[i], signs[i])
				.at);

		if (!str_is(have, FOUND "highlights: Baked bread for a whole "
					"town / Led a team of four\n"))
			test_fail(__FILE__, __LINE__, "%s: %.*s", signs[i],
				STR_ARG(have));
	}
}

TEST(a_bullet_against_its_word_is_one)
{
	SAME_STR(found_section(RESUME_WORK,
			 WORK HEAD ">12 •Baked bread for a whole town\n"
				   ">12 •Led a team of four\n"),
		STR(FOUND "highlights: Baked bread for a whole town / Led a "
			  "team of four\n"));
}

TEST(items_of_a_style_are_bullets_without_signs)
{
	SAME_STR(found_section(RESUME_WORK,
			 WORK HEAD "- Baked bread for a whole town\n"
				   "- Led a team of four\n"),
		STR(FOUND "highlights: Baked bread for a whole town / Led a "
			  "team of four\n"));
}

TEST(sentences_without_signs_are_bullets)
{
	SAME_STR(found_section(RESUME_WORK, WORK HEAD
			 "Baked bread for a whole town.\n"
			 "Led a team of four people who ran two shops by the "
			 "sea.\n"),
		STR(FOUND "highlights: Baked bread for a whole town. / Led a "
			  "team of four people who "
			  "ran two shops by the sea.\n"));
}

TEST(one_paragraph_is_a_summary)
{
	SAME_STR(found_section(RESUME_WORK, WORK HEAD
			 "Baked bread for a whole town on each day of the week "
			 "and led a team of four people.\n"),
		STR(FOUND "summary: Baked bread for a whole town on each day "
			  "of the week and led a team of four people.\n"));
}

TEST(a_paragraph_above_bullets_is_a_summary)
{
	SAME_STR(found_section(RESUME_WORK, WORK HEAD
			 "A shop of two hundred years by the harbour of a "
			 "small town.\n" LED BAKED),
		STR(FOUND "summary: A shop of two hundred years by the "
			  "harbour of a small town.\n"
			  "highlights: Led a team of four people in two shops "
			  "/ Baked bread for a whole town each day\n"));
}

TEST(a_label_above_bullets_is_none)
{
	SAME_STR(found_section(RESUME_WORK,
			 WORK HEAD "Responsibilities:\n" LED BAKED),
		STR(FOUND "highlights: Led a team of four people in two shops "
			  "/ Baked bread for a whole town each day\n"));
}

/* Bytes of a page of bullets with that row at its foot. */
static size_t bytes_with_foot(const char *foot)
{
	struct buf b;
	struct intake_found *f;

	buf_init(&b, &test_mem, 1 << 16);
	buf_add(&b, STR(PERSON WORK "<b>Baker | 2019 - 2021\nBrot GmbH\n"));
	for (int i = 0; i < 52; i++)
		buf_add(&b, STR(BAKED));
	buf_add(&b, str_c(foot));
	buf_addc(&b, '\n');
	f = found(buf_str(&b).at);
	return shown_entries(&f->resume.section[RESUME_WORK]).len +
	       f->left.count;
}

TEST(numbers_of_pages_in_any_language_are_no_text)
{
	static const char *const numbers[] = { "3", "2/3", "- 1 -",
		"Page 1 of 1", "Page 1 of 12", "Seite 1 von 2", "Página 1 de 2",
		"Страница 1 из 2", "Σελίδα 1 από 2", "עמוד 1 מתוך 2",
		"صفحة 1 من 2", "صفحة ١ من ٢", "पृष्ठ 1 / 2", "第 1 页，共 2 页",
		"第1页 共2页", "1 / 2 ページ" };

	for (size_t i = 0; i < LENGTH(numbers); i++)
		if (bytes_with_foot(numbers[i]) != bytes_with_foot(""))
			test_fail(__FILE__, __LINE__, "%s", numbers[i]);
	OK(bytes_with_foot("Python 3") != bytes_with_foot(""));
}

TEST(a_bullet_goes_on_over_the_page)
{
	SAME_STR(found_section(RESUME_WORK, WORK HEAD
			 ">12 • Baked bread for a whole town of more than "
			 "twenty thousand people on each day of\n===\n"
			 ">20 the week and on feasts\n"
			 ">12 • Led a team of four people in two shops\n"),
		STR(FOUND "highlights: Baked bread for a whole town of more "
			  "than twenty thousand people on each day of the week "
			  "and on feasts / Led a team of four people in two "
			  "shops\n"));
}

/* ---- education ---------------------------------------------------------- */

#define STUDY "!14 <b>Education\n\n"

TEST(degree_area_school_and_score_are_told_apart)
{
	static const char *const heads[] = {
		"<b>BSc Physics | 2015 - 2018\nUniversity of Lagos | Lagos, "
		"Nigeria\nGPA: 3.8/4.0\n",
		"<b>University of Lagos | Lagos, Nigeria\n"
		"BSc in Physics | 2015 - 2018\nGPA: 3.8/4.0\n",
		"<b>BSc in Physics, GPA 3.8/4.0 | 2015 - 2018\n"
		"University of Lagos, Lagos, Nigeria\n",
	};

	for (size_t i = 0; i < LENGTH(heads); i++) {
		struct intake_found *f = found(
			str_fmt(&test_mem, PERSON STUDY "%s", heads[i]).at);
		const struct resume_entries *list =
			&f->resume.section[RESUME_EDUCATION];

		NEED(list->count == 1);
		SAME_STR(list->at[0].institution, STR("University of Lagos"));
		SAME_STR(list->at[0].start_date, STR("2015"));
		SAME_STR(list->at[0].end_date, STR("2018"));
		OK(str_ends(list->at[0].score, STR("3.8/4.0")));
		if (i)
			SAME_STR(list->at[0].area, STR("Physics"));
	}
}

TEST(a_degree_in_words_is_split_from_its_area)
{
	SAME_STR(found_section(RESUME_EDUCATION,
			 STUDY "<b>Bachelor of Science in Computer Science | "
			       "2015 - 2018\nTechnical University of Munich\n"),
		STR("institution: Technical University of Munich\n"
		    "area: Computer Science\nstudyType: Bachelor of Science\n"
		    "startDate: 2015\nendDate: 2018\n"));
}

TEST(a_degree_is_split_from_its_area_at_a_comma)
{
	SAME_STR(found_section(RESUME_EDUCATION,
			 "!14 <b>Education\n\n<b>MSc, Water Engineering | "
			 "2015 - 2017\nUniversidade do Cabo\n"),
		STR("institution: Universidade do Cabo\n"
		    "area: Water Engineering\nstudyType: MSc\n"
		    "startDate: 2015\nendDate: 2017\n"));
	SAME_STR(found_section(RESUME_EDUCATION,
			 "!14 <b>Education\n\n<b>Bachelor of Arts, First "
			 "Class Honours | 2015\nUniversidade do Cabo\n"),
		STR("institution: Universidade do Cabo\n"
		    "studyType: Bachelor of Arts, First Class Honours\n"
		    "endDate: 2015\n"));
}

TEST(a_score_behind_its_label_is_the_score_and_not_the_label)
{
	SAME_STR(found_section(RESUME_EDUCATION,
			 "!14 <b>Education\n\n<b>BSc in Physics, GPA: "
			 "3.8/4.0 | 2012 - 2015\nKestrel University\n"),
		STR("institution: Kestrel University\narea: Physics\n"
		    "studyType: BSc\nscore: 3.8/4.0\nstartDate: 2012\n"
		    "endDate: 2015\n"));
}

TEST(degrees_of_other_languages_are_degrees)
{
	SAME_STR(found_section(RESUME_EDUCATION,
			 "!14 <b>Formation\n\n<b>Licence | 2015 - 2018\n"
			 "Université de Nantes\n"),
		STR("institution: Université de Nantes\nstudyType: Licence\n"
		    "startDate: 2015\nendDate: 2018\n"));
	SAME_STR(found_section(RESUME_EDUCATION,
			 "!14 <b>Ausbildung\n\n<b>Abitur | 2015\n"
			 "Gymnasium am Markt\n"),
		STR("institution: Gymnasium am Markt\nstudyType: Abitur\n"
		    "endDate: 2015\n"));
}

/* ---- others ------------------------------------------------------------- */

TEST(projects_have_names_bullets_and_links)
{
	SAME_STR(found_section(RESUME_PROJECTS,
			 "!14 <b>Projects\n\n"
			 "<b>Seagull{https://github.com/ines/seagull} | 2020\n"
			 "• Draws tides of any harbour on a map\n"),
		STR("name: Seagull\nurl: https://github.com/ines/seagull\n"
		    "endDate: 2020\n"
		    "highlights: Draws tides of any harbour on a map\n"));
}

TEST(projects_of_one_line_each_are_named_by_what_stands_first)
{
	SAME_STR(found_section(RESUME_PROJECTS,
			 "!14 <b>Projects\n\n"
			 "• Seagull: draws tides of any harbour on a map\n"
			 "• Pelican: counts birds in pictures of a bay\n"),
		STR("name: Seagull\ndescription: draws tides of any harbour on "
		    "a "
		    "map\n~\nname: Pelican\ndescription: counts birds in "
		    "pictures "
		    "of a bay\n"));
}

TEST(certificates_have_an_issuer_and_a_date)
{
	SAME_STR(found_section(RESUME_CERTIFICATES,
			 "!14 <b>Certificates\n\n"
			 "<b>First Aid for Sailors | 2020\nRed Cross "
			 "Foundation\n"),
		STR("name: First Aid for Sailors\nissuer: Red Cross "
		    "Foundation\n"
		    "date: 2020\n"));
}

TEST(an_at_within_the_name_of_a_certificate_is_part_of_it)
{
	SAME_STR(found_section(RESUME_CERTIFICATES,
			 "!14 <b>Certificates\n\n<b>First Aid at Sea | "
			 "2019\n<b>Safety at Work | 2020\n"),
		STR("name: First Aid at Sea\ndate: 2019\n~\n"
		    "name: Safety at Work\ndate: 2020\n"));
	SAME_STR(found_section(RESUME_AWARDS,
			 "!14 <b>Awards\n\n<b>Best Poster at Kestrel "
			 "University | 2019\n"),
		STR("title: Best Poster\n"
		    "awarder: Kestrel University\ndate: 2019\n"));
}

TEST(publications_have_a_date)
{
	SAME_STR(found_section(RESUME_PUBLICATIONS,
			 "!14 <b>Publications\n\n"
			 "<b>Tides of Small Harbours | 2020\n"),
		STR("name: Tides of Small Harbours\nreleaseDate: 2020\n"));
}

TEST(volunteers_have_an_organization)
{
	SAME_STR(found_section(RESUME_VOLUNTEER,
			 "!14 <b>Volunteering\n\n"
			 "<b>Swimming Coach | 2019 - 2021\n"
			 "Harbour Club\n" LED),
		STR("position: Swimming Coach\norganization: Harbour Club\n"
		    "startDate: 2019\nendDate: 2021\nhighlights: Led a team "
		    "of four people in two shops\n"));
}
