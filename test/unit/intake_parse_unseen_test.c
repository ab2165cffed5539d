/* What printed pages of designs that nobody had tried taught the parser: rules
 * and ratings that are typed, headings of two looks, labels that stand off,
 * feet of one line (INT-5). */
#include "found_shown.h"

#define EXPERIENCE "!14 <b>Experience\n\n"
#define JOB                                           \
	"<b>Nurse | 2019 - 2021\n<i>Clinica do Mar\n" \
	"• Cared for people of all ages on two wards\n\n"

/* ---- what is drawn with signs -------------------------------------------- */

TEST(a_rule_of_typed_signs_is_no_employer_and_no_project)
{
	SAME_STR(found_section(RESUME_PROJECTS,
			 "ANA SILVA\nana@mail.example\n\n"
			 "EXPERIENCE\n===================\n"
			 "Nurse, Kestrel Ltd | 2019 - 2021\n"
			 "* Cared for people of all ages\n\n"
			 "PROJECTS\n-------------------\n"
			 "Seagull | 2020\n* Draws tides of any harbour\n"),
		STR("name: Seagull\nendDate: 2020\n"
		    "highlights: Draws tides of any harbour\n"));
}

TEST(stars_and_dots_of_a_rating_are_no_words_of_a_skill)
{
	SAME_STR(found_section(RESUME_SKILLS, PERSON EXPERIENCE JOB
			 "!14 <b>Skills\n\nAutoCAD ●●●●○\nRevit ★★★\n"),
		STR("keywords: AutoCAD / Revit\n"));
}

TEST(a_rating_of_the_column_beside_it_takes_no_bullet_away)
{
	SAME_STR(found_section(RESUME_WORK, PERSON EXPERIENCE
			 "<b>Nurse | 2019 - 2021\n<i>Clinica do Mar\n"
			 "●●●●○ • Cared for people of all ages\n"
			 "●●●●● • Wrote the plan of two wards\n"),
		STR("name: Clinica do Mar\nposition: Nurse\n"
		    "startDate: 2019\nendDate: 2021\n"
		    "highlights: Cared for people of all ages / "
		    "Wrote the plan of two wards\n"));
}

/* ---- lists --------------------------------------------------------------- */

TEST(long_dashes_part_a_list_where_they_come_again)
{
	SAME_STR(found_section(RESUME_SKILLS, PERSON EXPERIENCE JOB
			 "!14 <b>Skills\n\nWelding – Milling – Fine turning\n"),
		STR("keywords: Welding / Milling / Fine turning\n"));
}

TEST(each_cell_of_a_grid_of_bullets_is_an_item)
{
	SAME_STR(found_section(RESUME_SKILLS, PERSON EXPERIENCE JOB
			 "!14 <b>Key Skills\n\n"
			 "• Sage | @200 • Excel | @350 • Budgets\n"
			 "• Audits | @200 • Taxes | @350 • Payroll\n"),
		STR("keywords: Sage / Audits / Excel / Taxes / Budgets / "
		    "Payroll\n"));
}

/* ---- headings ------------------------------------------------------------ */

TEST(headings_of_a_side_column_do_not_hide_those_of_the_text)
{
	SAME_STR(found_section(RESUME_WORK,
			 "!24 Ines Carvalho\n\n---\n"
			 "!12 <b>CONTACT\n\nines@mail.example\n\n"
			 "!12 <b>SKILLS\n\nTriage, Wound care\n\n"
			 "!12 <b>LANGUAGES\n\nPortuguese\nEnglish\n"
			 "|||320\n"
			 "!16 <b>Where I have worked\n\n" JOB
			 "!16 <b>Education\n\n"
			 "<b>University of Oulu | 2012 - 2015\nBSc, Physics\n\n"
			 "!16 <b>Projects\n\n<b>Seagull | 2020\n"
			 "• Draws tides of any harbour on a map\n"),
		STR("name: Clinica do Mar\nposition: Nurse\n"
		    "startDate: 2019\nendDate: 2021\n"
		    "highlights: Cared for people of all ages on two wards\n"));
}

TEST(a_text_under_a_summary_of_qualifications_is_no_list_of_skills)
{
	const struct resume *r = &found(
		PERSON "!14 <b>Summary of Qualifications\n\n"
		       "Nurse with nine years on acute wards; plans that "
		       "hold, audits without surprises.\n\n"
		       "!14 <b>Skills\n\nTriage, Wound care\n\n" EXPERIENCE JOB)
					  ->resume;

	SAME_STR(shown_entries(&r->section[RESUME_SKILLS]),
		STR("keywords: Triage / Wound care\n"));
	SAME_STR(r->basics.summary,
		STR("Nurse with nine years on acute wards; plans that hold, "
		    "audits without surprises."));
}

TEST(courses_that_were_given_are_no_jobs)
{
	static const char given[] = PERSON EXPERIENCE JOB
		"!14 <b>Teaching\n\nBIO207 Marine Methods, 2019 - 2021\n"
		"BIO110 Introduction to Ecology, 2018 - 2022\n";
	const struct resume *r = &found(given)->resume;

	SAME_INT(r->section[RESUME_WORK].count, 1);
	SAME_INT(r->meta.vitae.custom_sections.count, 1);
	r = &found(PERSON EXPERIENCE JOB
		"!14 <b>Teaching\n\n"
		"<b>Lecturer | 2019 - 2021\nUniversity of Oulu\n")
		     ->resume;
	SAME_INT(r->section[RESUME_WORK].count, 2);
}

/* ---- labels -------------------------------------------------------------- */

TEST(a_label_within_a_head_says_what_its_value_is)
{
	SAME_STR(found_section(RESUME_WORK, PERSON EXPERIENCE
			 "Houtatelier De Waag | 2016 - 2020\n"
			 "<i>Functie: Meubelmaker\n"
			 "• Kitchens made to measure for old houses\n"),
		STR("name: Houtatelier De Waag\nposition: Meubelmaker\n"
		    "startDate: 2016\nendDate: 2020\n"
		    "highlights: Kitchens made to measure for old houses\n"));
}

TEST(labels_without_colons_that_stand_off_are_none_of_name_and_place)
{
	const struct resume_basics *b =
		found_basics("!16 Curriculum Vitae\n\n!12 <b>Dati personali\n\n"
			     "Nome e cognome  @140 Ines Carvalho\n"
			     "Residenza  @140 Padova\nE-mail  @140 "
			     "ines@mail.example\n\n" EXPERIENCE JOB);

	SAME_STR(b->name, STR("Ines Carvalho"));
	SAME_STR(b->location.city, STR("Padova"));
}

TEST(a_degree_below_a_long_name_of_a_school_is_none_of_it)
{
	SAME_STR(found_section(RESUME_EDUCATION, PERSON EXPERIENCE JOB
			 "!14 <b>Education\n\n"
			 "2007 - 2012 | Martin-Luther-Universität "
			 "Halle-Wittenberg\n"
			 "@300 Staatsexamen\n@300 Note: 1,4\n"),
		STR("institution: Martin-Luther-Universität Halle-Wittenberg\n"
		    "studyType: Staatsexamen\nscore: 1,4\n"
		    "startDate: 2007\nendDate: 2012\n"));
}

/* ---- the foot ------------------------------------------------------------ */

TEST(a_foot_of_one_line_is_none_of_the_last_section)
{
	const struct resume *r =
		&found("!24 Ines Carvalho\n\n" EXPERIENCE JOB
		       "!14 <b>Skills\n\nTriage, Wound care\n"
		       "+44 7700 900412 · ines@mail.example · Leeds · "
		       "linkedin.com/in/ines-carvalho\n")
			 ->resume;

	SAME_STR(shown_entries(&r->section[RESUME_SKILLS]),
		STR("keywords: Triage / Wound care\n"));
	SAME_STR(r->basics.phone, STR("+44 7700 900412"));
	SAME_INT(r->basics.profiles.count, 1);
}

/* ---- long heads ---------------------------------------------------------- */

#define LONG_HEADS                                                        \
	"Snowplow: a planner of routes for clearing the snow of a town\n" \
	"• Cut the time of clearing by a fifth\n"                       \
	"Lantern: finds words in pages before they reach the browser\n"   \
	"• Reads a million words in three seconds\n"

TEST(bullets_below_long_lines_are_no_projects_of_their_own)
{
	const struct resume_entries *l =
		&found(PERSON EXPERIENCE JOB "!14 <b>Projects\n\n" LONG_HEADS)
			 ->resume.section[RESUME_PROJECTS];

	SAME_INT(l->count, 2);
	SAME_INT(l->at[1].highlights.count, 1);
}

TEST(a_long_head_among_short_ones_begins_a_project_too)
{
	const struct resume_entries *l =
		&found(PERSON EXPERIENCE JOB "!14 <b>Projects\n\n" LONG_HEADS
					     "Pelican: counts birds\n"
					     "• Told two hundred kinds apart\n")
			 ->resume.section[RESUME_PROJECTS];

	SAME_INT(l->count, 3);
	SAME_INT(l->at[0].highlights.count, 1);
}

/* ---- what OCR misreads --------------------------------------------------- */

static const struct resume *read_of_a_picture(const char *text)
{
	struct intake_doc *doc = made_doc(&test_mem, text);
	struct intake_found *f = ARENA_NEW(&test_mem, struct intake_found);
	struct err err = { 0 };

	for (size_t i = 0; i < doc->at[0].count; i++)
		for (size_t k = 0; k < doc->at[0].at[i].count; k++)
			doc->at[0].at[i].at[k].sure = 80;
	OK_ERR(checked_parse(&test_mem, doc, f, &err), err);
	return &f->resume;
}

TEST(headings_that_were_misread_by_a_letter_or_two_are_headings)
{
	const struct resume *r = read_of_a_picture(
		"!24 Ines Carvalho\nines@mail.example\n\n"
		"mums | EX Derience\n\n2019 - 2021 | Nurse, Kestrel Ltd\n\n"
		"Fd cation\n\n2012 - 2015 | BSc, University of Oulu\n");

	SAME_INT(r->section[RESUME_WORK].count, 1);
	SAME_INT(r->section[RESUME_EDUCATION].count, 1);
	r = &found("!24 Ines Carvalho\nines@mail.example\n\n" EXPERIENCE JOB
		   "!14 <b>Fd cation\n\n2012 - 2015 | Kestrel Ltd\n")
		     ->resume;
	SAME_INT(r->section[RESUME_EDUCATION].count, 0);
}

/* ---- who it is ----------------------------------------------------------- */

TEST(hello_world_in_a_text_is_nobody)
{
	const struct resume_basics *b = found_basics(
		"Hello world\n\nThis is a text that has nothing to say about "
		"anybody at all\nIt goes on for another line.\n");

	SAME_STR(b->name, STR_NONE);
	SAME_STR(b->label, STR_NONE);
	SAME_STR(found_basics("Ana de la Torre\nana@mail.example\n\n"
			      "Experience\n\nNurse, Kestrel Ltd, 2019 - 2021\n")
			 ->name,
		STR("Ana de la Torre"));
	SAME_STR(found_basics("!24 Ana torre\nana@mail.example\n\n"
			      "Experience\n\nNurse, Kestrel Ltd, 2019 - 2021\n")
			 ->name,
		STR("Ana torre"));
}
