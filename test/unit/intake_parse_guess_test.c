/* Sections that nobody knows by name; lines that are said of a job and are no
 * part of its head; what is no end, no home and no headline (INT-5). */
#include "found_shown.h"

#define WORK(text) found_section(RESUME_WORK, "!14 <b>Experience\n\n" text)

/* ---- headings that nobody knows ------------------------------------------ */

static const char own_words[] =
	"!16 <b>About me\n\nI cook what is landed that morning.\n\n"
	"!16 <b>Where I've worked\n\n"
	"<b>Head Chef<> @ The Drowned Oak | 2019 - 2021\n• Led a brigade\n\n"
	"!16 <b>What I studied\n\n"
	"<b>Diploma in Cookery<> @ Cornwall College | 2013 - 2015\n\n"
	"!16 <b>What I'm good at\n\nButchery • Fish • Bread\n";

TEST(sections_of_ones_own_words_are_told_by_what_stands_in_them)
{
	SAME_STR(found_section(RESUME_WORK, own_words),
		STR("name: The Drowned Oak\nposition: Head Chef\n"
		    "startDate: 2019\nendDate: 2021\n"
		    "highlights: Led a brigade\n"));
	SAME_STR(found_section(RESUME_EDUCATION, own_words),
		STR("institution: Cornwall College\narea: Cookery\n"
		    "studyType: Diploma\nstartDate: 2013\nendDate: 2015\n"));
	SAME_STR(found_section(RESUME_SKILLS, own_words),
		STR("keywords: Butchery / Fish / Bread\n"));
}

TEST(a_heading_is_known_by_one_of_its_words_where_it_looks_like_one)
{
	static const char text[] = "!14 <b>Experience\n\n"
				   "<b>Nurse | 2019 - 2021\nSt Anne's Ltd\n\n"
				   "!14 <b>Education\n\n"
				   "<b>University of Oulu | 2012 - 2015\n\n"
				   "!14 <b>Clinical Skills\n\n"
				   "Cannulation, Triage\n";

	SAME_STR(found_section(RESUME_SKILLS, text),
		STR("keywords: Cannulation / Triage\n"));
}

TEST(labels_within_a_section_of_anything_say_what_stands_there)
{
	static const char text[] =
		"!14 <b>Experience\n\n<b>Nurse | 2019 - 2021\nSt Anne's Ltd\n\n"
		"!14 <b>Education\n\n<b>University of Oulu | 2012 - 2015\n\n"
		"!14 <b>Additional\n\nSkills: Triage, Suturing\n"
		"Languages: Dutch, German\nInterests: Chess, Sailing\n";

	SAME_STR(found_section(RESUME_SKILLS, text),
		STR("keywords: Triage / Suturing\n"));
	SAME_STR(found_section(RESUME_LANGUAGES, text),
		STR("language: Dutch\n~\nlanguage: German\n"));
	SAME_STR(found_section(RESUME_INTERESTS, text),
		STR("name: Chess\n~\nname: Sailing\n"));
}

TEST(a_place_and_a_day_at_the_end_sign_a_document)
{
	SAME_STR(found_section(RESUME_SKILLS,
			 "!24 Friederike Ostermann\n\n!14 <b>Kenntnisse\n\n"
			 "LaTeX, Moodle\nPython, Git\n\n"
			 "Kassel, den 3. März 2024\n\n"
			 "Friederike Ostermann\n"),
		STR("keywords: LaTeX / Moodle / Python / Git\n"));
}

/* ---- what is said of a job ----------------------------------------------- */

TEST(hours_and_supervisors_are_no_part_of_a_head)
{
	SAME_STR(WORK("<b>Park Ranger\nCinder Basin Park Ltd, Burns, OR\n"
		      "05/2016 – 09/2018\nHours per week: 40\n"
		      "Supervisor: Pat Olmsted\n• Kept trails clear\n"),
		STR("name: Cinder Basin Park Ltd\nposition: Park Ranger\n"
		    "location: Burns, OR\nstartDate: 2016-05\n"
		    "endDate: 2018-09\nsummary: Hours per week: 40\n"
		    "Supervisor: Pat Olmsted\nhighlights: Kept trails "
		    "clear\n"));
}

TEST(to_date_is_no_end)
{
	SAME_STR(WORK("<b>Kestrelby Foods Ltd | Jan 2018 – to date\nBuyer\n"),
		STR("name: Kestrelby Foods Ltd\nposition: Buyer\n"
		    "startDate: 2018-01\n"));
	SAME_STR(WORK("<b>Officine Rivalta S.r.l. | "
		      "da marzo 2010 ad agosto 2017\nTornitore\n"),
		STR("name: Officine Rivalta S.r.l.\nposition: Tornitore\n"
		    "startDate: 2010-03\nendDate: 2017-08\n"));
}

TEST(honours_belong_to_the_degree)
{
	SAME_STR(found_section(RESUME_EDUCATION,
			 "!14 <b>Education\n\n<b>University of Oulu | 2012\n"
			 "BSc (Hons) Adult Nursing\n"),
		STR("institution: University of Oulu\narea: Adult Nursing\n"
		    "studyType: BSc (Hons)\nendDate: 2012\n"));
	SAME_STR(found_section(RESUME_EDUCATION,
			 "!14 <b>Education\n\n<b>University of Oulu | 2012\n"
			 "B.A., Geology, magna cum laude\n"),
		STR("institution: University of Oulu\narea: Geology\n"
		    "studyType: B.A.\nendDate: 2012\n"));
}

/* ---- the person ---------------------------------------------------------- */

TEST(a_nationality_is_not_where_somebody_lives)
{
	const struct resume_basics *b = found_basics(
		"!24 Eleanor Kittredge\n1180 County Road 12\n"
		"Ridgeway, CO 81432\nek@mail.example\n"
		"Country of Citizenship: United States\n"
		"Veterans' Preference: No\n\n!14 <b>Experience\n\n"
		"<b>Park Ranger | 2016 - 2018\nCinder Basin Park Ltd\n");

	SAME_STR(b->location.city, STR("Ridgeway"));
	SAME_STR(b->location.address, STR("1180 County Road 12"));
	SAME_STR(b->label, STR(""));
}

TEST(a_link_broken_at_a_hyphen_goes_on_in_the_next_line)
{
	const struct resume_basics *b = found_basics(
		"!24 Ana Ruiz\nana@mail.example linkedin.com/in/ana-\nruiz\n\n"
		"!14 <b>Experience\n\n<b>Nurse | 2019 - 2021\nSt Anne's Ltd\n");

	SAME_INT(b->profiles.count, 1);
	SAME_STR(b->profiles.at[0].username, STR("ana-ruiz"));
	SAME_STR(b->label, STR(""));
}

TEST(a_heading_in_the_margin_that_nobody_knows_is_one_like_the_others)
{
	static const char text[] =
		"!10 <b>STUDIES<> @160 MArch, University of Oulu (2012–2014)\n"
		"@160 BA, University of Turku (2008–2011)\n\n"
		"<b>PRACTICE<> @160 Brickfield Ltd, Leeds (2014–2018)\n"
		"@160 Architect\n\n"
		"<b>LANGUAGES<> @160 Danish, English\n\n"
		"<b>SKILLS<> @160 Revit, Rhino, AutoCAD\n";

	SAME_STR(found_section(RESUME_WORK, text),
		STR("name: Brickfield Ltd\nposition: Architect\n"
		    "location: Leeds\nstartDate: 2014\nendDate: 2018\n"));
}

TEST(words_of_one_length_below_each_other_are_no_columns)
{
	SAME_STR(found_section(RESUME_SKILLS,
			 "!14 <b>Skills\n\nOpera PMS\nCash handling\n"
			 "Safe lifting\n"),
		STR("keywords: Opera PMS / Cash handling / Safe lifting\n"));
}

TEST(an_age_is_no_headline)
{
	SAME_STR(found_basics("!24 Thiago Campos\nBrasileiro, 29 anos\n"
			      "thiago@mail.example\n\n!14 <b>Experience\n\n"
			      "<b>Nurse | 2019 - 2021\nSt Anne's Ltd\n")
			 ->label,
		STR(""));
}

TEST(the_first_cells_of_a_table_are_headings_whatever_their_type)
{
	static const char text[] =
		"Profile @160 Technician with ten years in hospitals.\n"
		"Experience @160 Lab Technician\n"
		"@160 Quarrystone Diagnostics Ltd, Cork\n@160 2018 to present\n"
		"Education @160 BSc Biomedical Science\n"
		"@160 University of Oulu\n@160 2010 to 2014\n"
		"Skills @160 Flow cytometry, LIMS\n"
		"Languages @160 Irish, English\n";

	SAME_STR(found_section(RESUME_WORK, text),
		STR("name: Quarrystone Diagnostics Ltd\n"
		    "position: Lab Technician\nlocation: Cork\n"
		    "startDate: 2018\n"));
	SAME_STR(found_section(RESUME_SKILLS, text),
		STR("keywords: Flow cytometry / LIMS\n"));
	SAME_STR(found_section(RESUME_LANGUAGES, text),
		STR("language: Irish\n~\nlanguage: English\n"));
}

TEST(a_city_and_its_state_may_have_a_slash_between)
{
	const struct resume_place *p =
		&found_basics("!24 Thiago Campos\nthiago@mail.example\n"
			      "Rua das Flores, 120 – Belo Horizonte/MG\n\n"
			      "!14 <b>Experience\n\n"
			      "<b>Nurse | 2019 - 2021\nSt Anne's Ltd\n")
			 ->location;

	SAME_STR(p->city, STR("Belo Horizonte"));
}

TEST(brackets_behind_a_title_name_no_employer)
{
	SAME_STR(WORK("<b>Park Ranger (Interpretation), GS-09\n"
		      "Cinder Basin Park Ltd, Burns, OR\n05/2016 – 09/2018\n"),
		STR("name: Cinder Basin Park Ltd\n"
		    "position: Park Ranger\nlocation: Burns, OR\n"
		    "startDate: 2016-05\nendDate: 2018-09\n"
		    "description: Interpretation, GS-09\n"));
}
