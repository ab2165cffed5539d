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
