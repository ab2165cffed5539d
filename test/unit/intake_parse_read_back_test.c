/* What our own templates print is read as what it was (INT-5): fields that
 * were once read as others, or as none. People and employers are invented. */
#include "found_shown.h"

#define WORK "!14 <b>Experience\n\n"
#define LED "• Led a team of four people in two shops\n"

TEST(what_a_project_was_made_with_is_its_own_and_not_the_next_one_s)
{
	SAME_STR(found_section(RESUME_PROJECTS,
			 "!14 <b>Projects\n\n"
			 "tidelint · Author · tide.example/lint | Feb 2020\n"
			 "• Proves ten million lines in four seconds\n"
			 "Technologies: Rust, nom, accounting\n"
			 "gauges · Author · gauges.example | May 2018\n"
			 "• Eight years of readings from 36 gauges\n"
			 "Technologies: Go, SQLite, open data\n"),
		STR("name: tidelint\nurl: https://tide.example/lint\n"
		    "endDate: 2020-02\n"
		    "highlights: Proves ten million lines in four seconds\n"
		    "keywords: Rust / nom / accounting\nroles: Author\n~\n"
		    "name: gauges\nurl: https://gauges.example\n"
		    "endDate: 2018-05\n"
		    "highlights: Eight years of readings from 36 gauges\n"
		    "keywords: Go / SQLite / open data\nroles: Author\n"));
}

TEST(a_project_has_a_description_and_roles)
{
	SAME_STR(found_section(RESUME_PROJECTS,
			 "!14 <b>Projects\n\n<b>tidelint | Feb 2020 - Present\n"
			 "Author, Maintainer · tide.example/lint\n"
			 "A checker for tables of tides in plain text.\n" LED),
		STR("name: tidelint\nurl: https://tide.example/lint\n"
		    "startDate: 2020-02\ndescription: A checker for tables of "
		    "tides in plain text.\nhighlights: Led a team of four "
		    "people in two shops\nroles: Author / Maintainer\n"));
}

TEST(what_an_employer_does_is_its_description)
{
	SAME_STR(found_section(RESUME_WORK,
			 WORK "<b>Engineer, Ingest | Feb 2015 - Aug 2018\n"
			      "<i>Brot GmbH, Berlin, Germany\n"
			      "Hosted bread search\n" LED),
		STR("name: Brot GmbH\nposition: Engineer, Ingest\n"
		    "location: Berlin, Germany\nstartDate: 2015-02\n"
		    "endDate: 2018-08\ndescription: Hosted bread search\n"
		    "highlights: Led a team of four people in two shops\n"));
}

TEST(a_label_before_a_link_says_of_which_network_it_is)
{
	const struct resume_basics *b = found_basics(
		"!24 Ines Carvalho\nines@mail.example · ines.example · "
		"Mastodon: social.example/@ines · Google Scholar: "
		"scholar.example/icarvalho\n\n" WORK
		"<b>Baker | 2019 - 2021\nBrot GmbH\n" LED);

	SAME_STR(b->url, STR("https://ines.example"));
	NEED(b->profiles.count == 2);
	SAME_STR(b->profiles.at[0].network, STR("Mastodon"));
	SAME_STR(b->profiles.at[0].username, STR("@ines"));
	SAME_STR(b->profiles.at[1].network, STR("Google Scholar"));
	SAME_STR(b->profiles.at[1].username, STR("icarvalho"));
}

TEST(the_name_beside_the_number_of_a_page_is_no_language)
{
	static const char *const feet[] = { "Ines Carvalho — Page 1 of 1",
		"Ines Carvalho | Page 1 of 1", "Page 1 | Ines Carvalho" };
	struct buf b;

	buf_init(&b, &test_mem, 1 << 16);
	buf_add(&b, STR(WORK "<b>Baker | 2019 - 2021\nBrot GmbH\n"));
	for (int i = 0; i < 42; i++)
		buf_add(&b, STR(LED));
	buf_add(&b, STR("\n!14 <b>Languages\n\nEnglish – C1\n\n\n\n\n\n\n"));
	for (size_t i = 0; i < LENGTH(feet); i++)
		SAME_STR(found_section(RESUME_LANGUAGES,
				 str_fmt(&test_mem, "%.*s%s\n",
					 STR_ARG(buf_str(&b)), feet[i])
					 .at),
			STR("language: English\nfluency: C1\n"));
}

TEST(a_language_that_goes_on_in_the_next_line_is_one)
{
	SAME_STR(found_section(RESUME_LANGUAGES,
			 "!14 <b>Languages\n\nIrish – Native speaker · German "
			 "– Professional\nworking proficiency\n"),
		STR("language: Irish\nfluency: Native speaker\n~\n"
		    "language: German\n"
		    "fluency: Professional working proficiency\n"));
}

TEST(marks_between_words_that_are_one_field_are_kept)
{
	SAME_STR(found_section(RESUME_PUBLICATIONS,
			 "!14 <b>Publications\n\n<b>Drought of 1540: the "
			 "evidence of small mammals | 2019\n"
			 "Journal of Small Rivers\n"),
		STR("name: Drought of 1540: the evidence of small mammals\n"
		    "publisher: Journal of Small Rivers\n"
		    "releaseDate: 2019\n"));
}

TEST(a_town_that_nobody_knows_is_no_part_of_an_employer)
{
	SAME_STR(found_section(RESUME_WORK,
			 WORK "<b>Hydrologist | 2019 - 2021\n"
			      "Institute of Water Research, Gutendorf, "
			      "Switzerland\n" LED),
		STR("name: Institute of Water Research\n"
		    "position: Hydrologist\n"
		    "location: Gutendorf, Switzerland\nstartDate: 2019\n"
		    "endDate: 2021\nhighlights: Led a team of four people in "
		    "two shops\n"));
}

TEST(sentences_without_capitals_are_text_and_no_employer)
{
	SAME_STR(
		found_section(RESUME_WORK,
			"<<<\n!14 <b>ניסיון תעסוקתי\n\n<b>מנהלת מוצר | 2019 - "
			"2021\nאורגד בע״מ, חיפה\nהובלת צוות של חמישה אנשים.\n"),
		STR("name: אורגד בע״מ\nposition: מנהלת מוצר\nlocation: חיפה\n"
		    "startDate: 2019\nendDate: 2021\n"
		    "summary: הובלת צוות של חמישה אנשים.\n"));
	SAME_STR(found_section(RESUME_WORK,
			 "!14 <b>工作经历\n\n<b>测试工程师 | 2018年7月 – 至今\n"
			 "白鹭科技有限公司\n负责三座城市的地图质量。\n"),
		STR("name: 白鹭科技有限公司\nposition: 测试工程师\n"
		    "startDate: 2018-07\n"
		    "summary: 负责三座城市的地图质量。\n"));
}

TEST(a_diploma_with_a_word_before_it_is_split_from_its_area)
{
	SAME_STR(found_section(RESUME_EDUCATION,
			 "!14 <b>Education\n\n<b>Higher Diploma, Map Reading | "
			 "2015 - 2017\nHarbour College\n"),
		STR("institution: Harbour College\narea: Map Reading\n"
		    "studyType: Higher Diploma\nstartDate: 2015\n"
		    "endDate: 2017\n"));
}

static struct str place(const char *words)
{
	const struct resume_place *l = &found_basics(
		str_fmt(&test_mem,
			"!24 Ines Carvalho\nines@mail.example · %s\n\n" WORK
			"<b>Baker | 2019 - 2021\nBrot GmbH\n" LED,
			words)
			.at)
						->location;

	return str_fmt(&test_mem, "%.*s/%.*s/%.*s/%.*s", STR_ARG(l->address),
		STR_ARG(l->city), STR_ARG(l->region), STR_ARG(l->country_code));
}

TEST(a_city_that_nobody_knows_stands_before_its_region)
{
	SAME_STR(place("Seeburg, Nordwald, DE"), STR("/Seeburg/Nordwald/DE"));
	SAME_STR(place("Hafenweg 4, Seeburg, DE"),
		STR("Hafenweg 4/Seeburg/DE/"));
	SAME_STR(place("松本市, 長野県, JP"), STR("/松本市/長野県/JP"));
}

TEST(a_state_of_the_united_states_is_none_behind_a_city_of_another_script)
{
	SAME_STR(place("חיפה, IL"), STR("/חיפה//IL"));
	SAME_STR(place("Chicago, IL"), STR("/Chicago/IL/"));
}
