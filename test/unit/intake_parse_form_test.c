/* test/unit/intake_parse_form_test.c - forms that were filled in are read by
 * their labels (INT-5). */
#include "found_shown.h"

TEST(labels_beside_a_record_once_hid_the_employer)
{
	SAME_STR(found_section(RESUME_WORK,
			 "!14 <b>Work experience\n\n"
			 "Dates @200 March 2019 - June 2021\n"
			 "Occupation or position held @200 Sail maker\n"
			 "Main activities and responsibilities @200 • Cut sails"
			 " for forty boats in a year\n"
			 "@200 • Taught two apprentices to sew\n"
			 "Name and address of employer @200 Blue Door\n"
			 "@200 Bergen\n\n"
			 "Dates @200 May 2015 - February 2019\n"
			 "Occupation or position held @200 Rigger\n"
			 "Name and address of @200 Orrery\n"
			 "employer\n"),
		STR("name: Blue Door\nposition: Sail maker\n"
		    "location: Bergen\n"
		    "startDate: 2019-03\nendDate: 2021-06\n"
		    "highlights: Cut sails for forty boats in a year / Taught "
		    "two apprentices to sew\n~\n"
		    "name: Orrery\nposition: Rigger\n"
		    "startDate: 2015-05\nendDate: 2019-02\n"));
}

TEST(records_of_a_form_begin_where_a_label_comes_again)
{
	SAME_STR(found_section(RESUME_WORK, "!14 <b>Berufserfahrung\n\n"
					    "Arbeitgeber: Kranich\n"
					    "Funktion: Blauwal\n"
					    "Zeitraum: 2018 - 2020\n"
					    "Arbeitgeber: Lichtwerk\n"
					    "Funktion: Federkiel\n"
					    "Zeitraum: 2015 - 2018\n"),
		STR("name: Kranich\nposition: Blauwal\n"
		    "startDate: 2018\nendDate: 2020\n~\n"
		    "name: Lichtwerk\nposition: Federkiel\n"
		    "startDate: 2015\nendDate: 2018\n"));
}

TEST(words_that_label_in_forms_label_nothing_elsewhere)
{
	SAME_STR(found_section(RESUME_WORK,
			 "!14 <b>Experience\n\n"
			 "<b>Company | 2018 - 2020\n"
			 "Sail maker\n"
			 "• Position: the sails of forty boats\n"),
		STR("name: Company\nposition: Sail maker\n"
		    "startDate: 2018\nendDate: 2020\n"
		    "highlights: Position: the sails of forty boats\n"));
}

TEST(a_city_with_its_label_was_once_taken_for_the_employer)
{
	SAME_STR(found_section(RESUME_WORK,
			 "!14 <b>Work experience\n\n"
			 "[ 03/2019 – Current ] <b>Ward Manager\n"
			 "<b>bluefish\n"
			 "City: Bergen\n"
			 "• Cut sails for forty boats in a year\n"),
		STR("name: bluefish\nposition: Ward Manager\n"
		    "location: Bergen\n"
		    "startDate: 2019-03\n"
		    "highlights: Cut sails for forty boats in a year\n"));
}
