/* test/unit/intake_parse_typed_test.c - resumes as people type them, without
 * much form: headings within a line, deeds behind a colon, brackets, nothing
 * above jobs and degrees. No word of them is lost. */
#include "found_shown.h"

#include "intake/plain.h"

#define WHO "Ines Carvalho\nines.carvalho@mail.example\n\n"

static const struct intake_found *typed(const char *text)
{
	struct intake_doc *doc = ARENA_NEW(&test_mem, struct intake_doc);
	struct intake_found *f = ARENA_NEW(&test_mem, struct intake_found);
	struct err err = { 0 };

	OK_ERR(intake_plain(&test_mem, str_c(text), doc, &err) &&
			checked_parse(&test_mem, doc, f, &err),
		err);
	return f;
}

#define SAYS(text, of, shown)                                                  \
	SAME_STR(shown_entries(&typed(WHO text)->resume.section[RESUME_##of]), \
		STR(shown))

#define JOB "Baker, Kestrel Ltd, 2019 - 2021\n- Baked bread for a town\n\n"

/* ---- headings within a line -----------------------------------------------
 */

TEST(a_heading_may_stand_in_the_line_of_its_list)
{
	SAYS(JOB "Skills: Kneading, Glazing\nLanguages: Dutch (native), "
		 "German\n",
		LANGUAGES,
		"language: Dutch\nfluency: native\n~\n"
		"language: German\n");
	SAYS(JOB "Skills: Kneading, Glazing\nLanguages: Dutch\n", SKILLS,
		"keywords: Kneading / Glazing\n");
	SAYS(JOB "Langues : anglais, breton\n", LANGUAGES,
		"language: anglais\n~\nlanguage: breton\n");
	SAYS(JOB "Tools – Mixer, Oven\n", SKILLS, "keywords: Mixer / Oven\n");
}

TEST(a_line_of_work_and_one_of_school_are_sections)
{
	static const char text[] =
		WHO "Work: Baker, Kestrel Ltd, 2019 - 2021\n"
		    "Work: Helper, Orrery Ltd, 2017 - 2019\n"
		    "Education: Diploma, College of Bergen, 2017\n";
	const struct resume *r = &typed(text)->resume;

	SAME_STR(shown_entries(&r->section[RESUME_WORK]),
		STR("name: Kestrel Ltd\nposition: Baker\nstartDate: 2019\n"
		    "endDate: 2021\n~\nname: Orrery Ltd\nposition: Helper\n"
		    "startDate: 2017\nendDate: 2019\n"));
	SAME_STR(shown_entries(&r->section[RESUME_EDUCATION]),
		STR("institution: College of Bergen\nstudyType: Diploma\n"
		    "endDate: 2017\n"));
}

TEST(a_label_that_comes_with_each_job_is_no_heading)
{
	static const char text[] =
		WHO "Baker, Kestrel Ltd, 2019 - 2021\n- Baked bread\n"
		    "Tools: Mixer, Oven\n\n"
		    "Baker, Orrery Ltd, 2017 - 2019\n- Baked cakes\n"
		    "Tools: Whisk, Oven\n";
	const struct resume *r = &typed(text)->resume;

	SAME_INT(r->section[RESUME_SKILLS].count, 0);
	SAME_INT(r->section[RESUME_WORK].count, 2);
}

TEST(groups_of_skills_with_room_above_are_a_section)
{
	SAYS(JOB "Cloud: Nimbus, Cirrus\nLanguages: Python, Go\n"
		 "Spoken: Welsh, English\n",
		SKILLS,
		"name: Cloud\nkeywords: Nimbus / Cirrus\n~\n"
		"name: Languages\nkeywords: Python / Go\n");
	SAYS(JOB "Cloud: Nimbus, Cirrus\nLanguages: Python, Go\n"
		 "Spoken: Welsh, English\n",
		LANGUAGES, "language: Welsh\n~\nlanguage: English\n");
}

TEST(what_is_called_other_is_a_section_of_its_own)
{
	const struct resume_custom *c =
		typed(WHO JOB "Other: first aider, sings in a choir\n")
			->resume.meta.vitae.custom_sections.at;

	NEED(c);
	SAME_STR(c->title, STR("Other"));
	SAME_STR(
		c->entries.at[0].summary, STR("first aider, sings in a choir"));
}

TEST(other_alone_in_a_line_of_plain_text_is_a_heading)
{
	const struct resume *r =
		&typed(WHO "--- Languages ---\nDutch, German\n"
			   "--- Other ---\nSings in a choir by the sea.\n")
			 ->resume;
	const struct resume_custom *c = r->meta.vitae.custom_sections.at;

	SAME_INT(r->section[RESUME_LANGUAGES].count, 2);
	NEED(c);
	SAME_STR(c->title, STR("Other"));
	SAME_STR(c->entries.at[0].summary, STR("Sings in a choir by the sea."));
}

TEST(a_licence_keeps_the_word_that_says_what_it_is)
{
	SAYS(JOB "Driving licence: B, C\n", CERTIFICATES,
		"name: Driving licence: B, C\n");
}

TEST(several_certificates_may_share_a_line)
{
	SAYS(JOB "Certificates\nACLS (valid to 2027), PALS (2026)\n",
		CERTIFICATES,
		"name: ACLS (valid to 2027)\n~\n"
		"name: PALS\ndate: 2026\n");
	SAYS(JOB "Tickets: Forklift; Reach truck\n", CERTIFICATES,
		"name: Forklift\n~\nname: Reach truck\n");
}

/* ---- jobs -----------------------------------------------------------------
 */

TEST(deeds_behind_a_colon_or_a_full_stop_are_of_the_job)
{
	SAYS("Baker, Kestrel Ltd, 2019 - now: bread and cakes; 300 a night.\n"
	     "Helper, Orrery Ltd, 2017 - 2019. Ovens, floors.\n",
		WORK,
		"name: Kestrel Ltd\nposition: Baker\nstartDate: 2019\n"
		"summary: bread and cakes; 300 a night.\n~\n"
		"name: Orrery Ltd\nposition: Helper\nstartDate: 2017\n"
		"endDate: 2019\nsummary: Ovens, floors.\n");
}

TEST(brackets_behind_an_employer_say_what_it_does)
{
	SAYS("Baker, Havssalt (skincare, direct to people), 2019 - 2021\n"
	     "- Baked soap\n\n"
	     "Baker, Pilgrim Cycles (e-bikes), 2017 - 2019\n- Baked tyres\n",
		WORK,
		"name: Havssalt\nposition: Baker\nstartDate: 2019\n"
		"endDate: 2021\ndescription: skincare, direct to people\n"
		"highlights: Baked soap\n~\n"
		"name: Pilgrim Cycles\nposition: Baker\nstartDate: 2017\n"
		"endDate: 2019\ndescription: e-bikes\nhighlights: Baked "
		"tyres\n");
}

TEST(short_lines_of_plain_text_are_not_joined)
{
	SAYS("Experience\n\nBaker, Kestrel Ltd, 2019 to 2021\n"
	     "  Baked bread for all of the town\n"
	     "  Glazed cakes and cleaned the ovens\n",
		WORK,
		"name: Kestrel Ltd\nposition: Baker\nstartDate: 2019\n"
		"endDate: 2021\nhighlights: Baked bread for all of the town / "
		"Glazed cakes and cleaned the ovens\n");
}

/* ---- no headings at all ----------------------------------------------------
 */

TEST(degrees_behind_jobs_are_no_jobs)
{
	SAYS(JOB "MSc Physics, University of Oulu, 2016. Thesis: Warm ovens\n"
		 "BSc Physics, University of Oulu, 2014\n",
		EDUCATION,
		"institution: University of Oulu\nstudyType: MSc Physics\n"
		"endDate: 2016\ncourses: Thesis: Warm ovens\n~\n"
		"institution: University of Oulu\nstudyType: BSc Physics\n"
		"endDate: 2014\n");
}

TEST(a_degree_above_all_headings_is_one)
{
	SAYS("BSc Physics, University of Oulu (2014 - 2017)\n\n"
	     "Projects\n- Oven: a planner for bakers\n"
	     "Work: Baker, Kestrel Ltd, 2015 - 2016\n",
		EDUCATION,
		"institution: University of Oulu\nstudyType: BSc Physics\n"
		"startDate: 2014\nendDate: 2017\n");
	SAYS("BSc Physics, University of Oulu (2014 - 2017)\n\n"
	     "Projects\n- Oven: a planner for bakers\n"
	     "Work: Baker, Kestrel Ltd, 2015 - 2016\n",
		PROJECTS, "name: Oven\ndescription: a planner for bakers\n");
}

TEST(a_list_of_languages_at_the_end_is_one)
{
	SAYS(JOB "Swedish, English, some German\n", LANGUAGES,
		"language: Swedish\n~\nlanguage: English\n~\n"
		"language: some German\n");
}

TEST(a_master_of_a_trade_has_no_degree)
{
	SAYS("Master Baker, Kestrel Ltd, 2019 - 2021\n- Baked bread\n\n"
	     "Associate, Marsh & Orrery, 2017 - 2019\n- Wrote bills\n",
		EDUCATION, "");
}

TEST(a_life_told_in_sentences_is_a_summary)
{
	static const char text[] =
		WHO "I am a baker with twenty years at the oven. Since 2012 I "
		    "have run my own shop in Bath, where I feed some 300 "
		    "people a day.\n\n"
		    "Before that I worked for Kestrel from 2004 to 2012 as a "
		    "helper and learned to knead by hand there.\n";
	const struct resume *r = &typed(text)->resume;

	SAME_INT(r->section[RESUME_WORK].count, 0);
	OK(memmem(r->basics.summary.at, r->basics.summary.len, "by hand", 7));
}

TEST(a_name_may_share_its_line_with_the_address)
{
	SAME_STR(typed("Ada Byron · ada.b@mail.example · Utrecht\n\n" JOB)
			 ->resume.basics.name,
		STR("Ada Byron"));
	SAME_STR(typed("Ada Byron, ada.b@mail.example, +1 555 0100\n\n" JOB)
			 ->resume.basics.name,
		STR("Ada Byron"));
}

/* ---- what fits nowhere ------------------------------------------------------
 */

TEST(text_that_finds_no_place_is_kept_without_a_title_and_told)
{
	static const char text[] =
		WHO "Own van, own tools and a dog that comes along\n\n"
		    "Experience\n\n" JOB;
	const struct intake_found *f = typed(text);
	const struct resume_custom *c = f->resume.meta.vitae.custom_sections.at;

	NEED(c);
	SAME_INT(c->title.len, 0);
	SAME_STR(c->entries.at[0].summary,
		STR("Own van, own tools and a dog that comes along"));
	SAME_INT(f->left.count, 1);
}

TEST(numbers_of_pages_and_names_of_papers_are_not_kept)
{
	const struct resume *r =
		&typed("Curriculum Vitae\n\n" WHO "Page 1 of 2\n\n"
		       "Experience\n\n" JOB)
			 ->resume;

	SAME_INT(r->meta.vitae.custom_sections.count, 0);
}
