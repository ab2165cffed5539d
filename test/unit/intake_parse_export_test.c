/* test/unit/intake_parse_export_test.c - pages as networks export them: who it
 * is stands beside a margin, and each period says how long it was (INT-5). */
#include "found_shown.h"

#define MARGIN                                                             \
	"---\n!14 Contact\nilse@mail.example\n\n!14 Top Skills\nSewing\n"  \
	"Rigging\n\n|||220\n!26 Ilse Brandvold\nHead of Rigging\nBergen, " \
	"Norway\n\n"

TEST(a_headline_behind_a_margin_is_found)
{
	struct intake_found *f = found(
		MARGIN "!14 Experience\n!12 Orrery\nSail Engineer\n"
		       "January 2020 - Present (5 years 2 months)\nBergen\n");
	const struct resume_entries *skills = &f->resume.section[RESUME_SKILLS];

	SAME_STR(f->resume.basics.name, STR("Ilse Brandvold"));
	SAME_STR(f->resume.basics.label, STR("Head of Rigging"));
	NEED(skills->count == 1);
	SAME_INT(skills->at[0].keywords.count, 2);
}

TEST(how_long_something_was_is_no_title_and_no_employer)
{
	struct intake_found *f =
		found(MARGIN "!14 Berufserfahrung\n\n!12 Kranich\n"
			     "5 Jahre 8 Monate\n"
			     "Leiterin\n"
			     "Juni 2021 - September 2024 (3 Jahre 4 Monate)\n"
			     "• Baute Segel fuer vierzig Boote im Jahr\n\n"
			     "Assistentin\n"
			     "Januar 2019 - Mai 2021 (2 Jahre 5 Monate)\n"
			     "• Baute Segel fuer zwanzig Boote im Jahr\n\n"
			     "!12 Lichtwerk\nAssistentin\n"
			     "Mai 2015 - Mai 2018 (3 Jahre 1 Monat)\n"
			     "• Baute Segel fuer zehn Boote im Jahr\n");

	SAME_STR(shown_entries(&f->resume.section[RESUME_WORK]),
		STR("name: Kranich\nposition: Leiterin\n"
		    "startDate: 2021-06\nendDate: 2024-09\n"
		    "highlights: Baute Segel fuer vierzig Boote im Jahr\n~\n"
		    "name: Kranich\nposition: Assistentin\n"
		    "startDate: 2019-01\nendDate: 2021-05\n"
		    "highlights: Baute Segel fuer zwanzig Boote im Jahr\n~\n"
		    "name: Lichtwerk\nposition: Assistentin\n"
		    "startDate: 2015-05\nendDate: 2018-05\n"
		    "highlights: Baute Segel fuer zehn Boote im Jahr\n"));
}

TEST(who_works_for_themselves_is_their_own_employer)
{
	struct intake_found *f =
		found(MARGIN "!14 Experience\n\n"
			     "<b>Engineer | 2019 - 2021\nSelf-employed\n"
			     "• Drew the sails of forty boats a year\n\n"
			     "<b>Designer | 2016 - 2019\nfreelance\n"
			     "• Drew the sails of twenty boats a year\n\n"
			     "<b>Designer | 2014 - 2016\n"
			     "Kestrel Ltd, freelance\n"
			     "• Drew the sails of ten boats a year\n");

	SAME_STR(shown_entries(&f->resume.section[RESUME_WORK]),
		STR("name: Self-employed\nposition: Engineer\n"
		    "startDate: 2019\nendDate: 2021\n"
		    "highlights: Drew the sails of forty boats a year\n~\n"
		    "name: freelance\nposition: Designer\n"
		    "startDate: 2016\nendDate: 2019\n"
		    "highlights: Drew the sails of twenty boats a year\n~\n"
		    "name: Kestrel Ltd\nposition: Designer\n"
		    "startDate: 2014\nendDate: 2016\n"
		    "description: freelance\n"
		    "highlights: Drew the sails of ten boats a year\n"));
}

TEST(a_bold_heading_that_fills_its_margin_is_cut_from_the_date_beside_it)
{
	struct intake_found *f = found(
		PERSON "<b>Esperienze lavorative <>2022 – oggi @250 Nurse\n"
		       "@250 Orrery Ltd\n@250 • Cared for forty people\n"
		       "@165 2017 – 2021 @250 Nurse\n"
		       "@250 Kestrel Ltd\n@250 • Cared for ten people\n"
		       "@165 2015 – 2017 @250 Nurse\n"
		       "@250 Kranich GmbH\n@250 • Cared for six people\n\n"
		       "<b>Istruzione <> @165 2012 – 2015 @250 Diploma\n"
		       "@250 College of Bergen\n");

	SAME_INT(f->resume.section[RESUME_WORK].count, 3);
	SAME_INT(f->resume.section[RESUME_EDUCATION].count, 1);
}
