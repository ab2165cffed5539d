/* test/unit/intake_parse_bare_test.c - pages without headings, or with such as
 * nobody knows: what each part is, its words tell (INT-5). */
#include "found_shown.h"

#define JOBS                                                     \
	"Ward Manager, Kestrel Ltd, 2019 - 2021\n"               \
	"• Cared for forty people on a ward of two floors\n\n" \
	"Nurse, Orrery Ltd, 2016 - 2019\n"                       \
	"• Cared for twenty people on a ward by the sea\n\n"
#define SCHOOLS                                             \
	"BSc, Physics, University of Oulu, 2013 - 2016\n\n" \
	"Diploma, College of Bergen, 2011 - 2013\n\n"

static const struct resume *bare(const char *text)
{
	return &found(str_fmt(&test_mem, PERSON "%s", text).at)->resume;
}

TEST(schools_under_no_heading_were_once_jobs)
{
	const struct resume *r = bare(JOBS SCHOOLS);

	SAME_STR(shown_entries(&r->section[RESUME_EDUCATION]),
		STR("institution: University of Oulu\narea: Physics\n"
		    "studyType: BSc\nstartDate: 2013\nendDate: 2016\n~\n"
		    "institution: College of Bergen\nstudyType: Diploma\n"
		    "startDate: 2011\nendDate: 2013\n"));
	SAME_INT(r->section[RESUME_WORK].count, 2);
}

TEST(jobs_at_schools_stay_jobs)
{
	const struct resume *r =
		bare("!14 <b>Experience\n\n" JOBS
		     "Lecturer, University of Oulu, 2013 - 2016\n\n"
		     "PhD Student, University of Oulu, 2010 - 2013\n");

	SAME_INT(r->section[RESUME_WORK].count, 4);
	SAME_INT(r->section[RESUME_EDUCATION].count, 0);
	/* nor does anything move where schools have a place of their own */
	r = bare("!14 <b>Experience\n\n" JOBS SCHOOLS
		 "!14 <b>Education\n\nAbitur, Gymnasium Marburg, 2010\n");
	SAME_INT(r->section[RESUME_WORK].count, 4);
	SAME_INT(r->section[RESUME_EDUCATION].count, 1);
}

TEST(labelled_lists_at_the_end_are_skills)
{
	const struct resume *r = bare(JOBS "Care: Triage, Palliative care\n"
					   "Tools: Excel, Word\n");
	const struct resume_entries *skills = &r->section[RESUME_SKILLS];

	NEED(skills->count == 2);
	SAME_STR(skills->at[0].name, STR("Care"));
	SAME_INT(skills->at[1].keywords.count, 2);
	/* one such line right below a bullet is a line of its entry */
	r = bare(str_fmt(&test_mem, "%.*sTools: Excel, Word\n",
		(int)strlen(JOBS) - 1, JOBS)
			 .at);
	SAME_INT(r->section[RESUME_SKILLS].count, 0);
	/* with room above it is a heading and its list */
	r = bare(JOBS "Tools: Excel, Word\n");
	NEED(r->section[RESUME_SKILLS].count == 1);
	SAME_INT(r->section[RESUME_SKILLS].at[0].keywords.count, 2);
}

/* ---- what a field may not be --------------------------------------------- */

TEST(a_bar_behind_a_word_among_contacts_is_none_of_the_place)
{
	const struct resume_basics *b =
		found_basics("!24 Ines Carvalho\nVilamar| | @200 "
			     "ines@mail.example | @400 +351 555 010 019\n\n"
			     "!14 <b>Experience\n\n" JOBS);

	SAME_STR(b->location.city, STR("Vilamar"));
	b = found_basics("!24 Ines Carvalho\nTelefonnummer| | @200 "
			 "ines@mail.example | @400 ines.example\n\n"
			 "!14 <b>Experience\n\n" JOBS);
	SAME_STR(b->location.city, STR_NONE);
}

TEST(a_link_to_a_file_of_the_author_leads_nobody_anywhere)
{
	SAME_STR(found_section(RESUME_PROJECTS,
			 PERSON "!14 <b>Projects\n\n"
				"<b>Seagull{file:///tmp/pages/seagull} | "
				"2020\n• Draws tides of any harbour\n\n"
				"<b>Pelican{https://pelican.example} | 2021\n"
				"• Counts birds in pictures of a bay\n"),
		STR("name: Seagull\nendDate: 2020\n"
		    "highlights: Draws tides of any harbour\n~\n"
		    "name: Pelican\nurl: https://pelican.example\n"
		    "endDate: 2021\n"
		    "highlights: Counts birds in pictures of a bay\n"));
}
