/* What a resume says in its own words meets what a posting asks for in others
 * (TAI-2), and no more than that. */
#include "match_judged.h"

#include <stdio.h>
#include <string.h>

enum { LINE = 512 };

TEST(what_was_done_meets_what_is_asked_for_in_other_words)
{
	FILE *f = fopen("test/data/match/shown.txt", "r");
	char line[LINE];
	size_t count = 0;

	OK(f);
	while (fgets(line, sizeof(line), f)) {
		struct str rest = str_of(line, strcspn(line, "\n")), asked,
			   shown;
		struct case_of c = { "Employee", "2020-01", "", "" };

		if (!rest.len || rest.at[0] == '#')
			continue;
		asked = str_trim(str_cut(&rest, '|'));
		shown = str_trim(str_cut(&rest, '|'));
		c.asked = str_fmt(&test_mem, "%.*s", STR_ARG(asked)).at;
		c.line = str_fmt(&test_mem, "%.*s", STR_ARG(shown)).at;
		count++;
		if ((judged(&c) == SCORE_MET) != str_is(str_trim(rest), "y"))
			test_fail(
				__FILE__, __LINE__, "%s: %s", c.asked, c.line);
	}
	fclose(f);
	OK(count > 300);
}

TEST(years_are_those_of_all_jobs_that_a_skill_is_typical_of)
{
	SAME_INT(judged(&(struct case_of){ "Backend Engineer", "2020-01",
			 "Wrote applications in Java: software development",
			 "5+ years of software development" }),
		SCORE_MET);
	SAME_INT(judged(&(struct case_of){ "Backend Engineer", "2024-01",
			 "Wrote applications in Java: software development",
			 "5+ years of software development" }),
		SCORE_PARTIAL);
}

TEST(words_beside_a_skill_that_is_not_there_do_not_meet_it)
{
	SAME_INT(judged(&(struct case_of){ "Clerk", "2020-01",
			 "Worked as one of five accountants",
			 "Managing a team of accountants" }),
		SCORE_MISSING);
	SAME_INT(judged(&(struct case_of){ "Clerk", "2020-01",
			 "Knows the history of welding",
			 "TIG welding certificate" }),
		SCORE_MISSING);
}

TEST(a_common_word_is_meant_as_the_posting_means_it)
{
	SAME_INT(judged(&(struct case_of){ "Engineer", "2020-01",
			 "Wrote the billing of all branches in Go",
			 "Go, Rust or Zig" }),
		SCORE_MET);
	SAME_INT(judged(&(struct case_of){ "Engineer", "2020-01",
			 "Let billing go its way", "Go, Rust or Zig" }),
		SCORE_MISSING);
}

TEST(a_language_is_met_by_who_speaks_it_as_well_as_is_asked)
{
	const char *resume =
		"{\"languages\":["
		"{\"language\":\"German\",\"fluency\":\"B1\"},"
		"{\"language\":\"English\",\"fluency\":\"Fluent\"},"
		"{\"language\":\"French\"}]}";

	SAME_INT(judged_of(resume, "Fluent German"), SCORE_PARTIAL);
	SAME_INT(judged_of(resume, "Basic German"), SCORE_MET);
	SAME_INT(judged_of(resume, "Fluent English"), SCORE_MET);
	SAME_INT(judged_of(resume, "Fluent French"), SCORE_MET);
	SAME_INT(judged_of(resume, "Fluent Italian"), SCORE_MISSING);
	SAME_INT(
		judged_of(resume, "Fluent English and Italian"), SCORE_PARTIAL);
	SAME_INT(judged_of(resume, "Fluent English or Italian"), SCORE_MET);
}

TEST(a_degree_in_another_field_meets_in_part_and_a_college_is_none)
{
	const char *history = "{\"education\":[{\"studyType\":\"BA\","
			      "\"area\":\"History\"}]}";
	const char *school = "{\"education\":[{\"institution\":"
			     "\"Salt Lane College\",\"studyType\":"
			     "\"A levels\",\"area\":\"Business\"}]}";
	const char *bare = "{\"education\":[{\"studyType\":"
			   "\"Bachelor of Science\"}]}";

	SAME_INT(judged_of(history, "Bachelor's degree in history"), SCORE_MET);
	SAME_INT(judged_of(history, "Bachelor's degree in nursing"),
		SCORE_PARTIAL);
	SAME_INT(judged_of(history, "Bachelor's degree"), SCORE_MET);
	SAME_INT(judged_of(history, "Master's degree in history"),
		SCORE_PARTIAL);
	SAME_INT(judged_of(school, "Bachelor's degree in business"),
		SCORE_MISSING);
	SAME_INT(judged_of(bare, "Bachelor's degree in nursing"), SCORE_MET);
}

TEST(a_driving_licence_is_of_the_class_that_is_asked_for)
{
	const char *bus = "{\"certificates\":[{\"name\":"
			  "\"Licence category D with CPC\"}]}";

	SAME_INT(judged_of(bus, "Driving licence category D"), SCORE_MET);
	SAME_INT(judged_of(bus, "Driving licence class B"), SCORE_MET);
	SAME_INT(judged_of(bus, "Category C+E licence"), SCORE_MISSING);
	SAME_INT(judged_of(bus, "Certificate of Professional Competence (CPC)"),
		SCORE_MET);
}

TEST(a_certificate_is_found_where_certificates_are_and_nowhere_else)
{
	const char *has = "{\"certificates\":[{\"name\":"
			  "\"First aid at work\"}]}";

	SAME_INT(judged_of(has, "First aid certificate"), SCORE_MET);
	SAME_INT(judged(&(struct case_of){ "Clerk", "2020-01",
			 "Gave first aid once", "First aid certificate" }),
		SCORE_MISSING);
}

TEST(two_words_around_an_or_are_no_name_of_something_else)
{
	SAME_INT(
		judged(&(struct case_of){ "Nurse", "2020-01",
			"Kept records of patients in Epic", "Epic or Cerner" }),
		SCORE_MET);
}

TEST(who_led_something_else_has_led_no_team)
{
	SAME_INT(judged(&(struct case_of){ "Accountant", "2020-01",
			 "Led the yearly audit with the auditors",
			 "Team leadership" }),
		SCORE_MISSING);
	SAME_INT(judged(&(struct case_of){ "Welder", "2020-01",
			 "Lead a crew of nine welders", "Team leadership" }),
		SCORE_MET);
}

TEST(a_kind_of_a_thing_shows_the_thing_and_not_the_other_way)
{
	SAME_INT(judged(&(struct case_of){ "Clerk", "2020-01",
			 "Ordered milk and beans", "Stock ordering" }),
		SCORE_MET);
	SAME_INT(judged(&(struct case_of){ "Clerk", "2020-01",
			 "Ordered the stock", "Ordering of milk" }),
		SCORE_MISSING);
}

TEST(who_worked_at_a_house_of_the_trade_knows_the_trade)
{
	const char *resume = "{\"work\":[{\"name\":\"Voltway Energy\","
			     "\"position\":\"Clerk\"}]}";

	SAME_INT(judged_of(resume, "Energy sector knowledge"), SCORE_MET);
	SAME_INT(judged_of(resume, "Knowledge of the brewery sector"),
		SCORE_MISSING);
}

TEST(what_postings_ask_for_in_phrases_is_shown_by_what_people_did)
{
	static const struct case_of all[] = {
		{ "Analyst", "2020-01",
			"Explain each month why costs differ from plan.",
			"Variance analysis" },
		{ "Developer", "2020-01", "Wrote the endpoints of the portal.",
			"Experience designing and consuming APIs" },
		{ "Cook", "2020-01", "Calmed angry guests.",
			"De-escalating difficult situations" },
		{ "Nurse", "2020-01", "On call one week in five.",
			"Participating in an on-call rotation" },
		{ "Clerk", "2020-01", "Balanced the till each evening.",
			"Handling cash" }
	};

	for (size_t i = 0; i < LENGTH(all); i++)
		OK(judged(&all[i]) == SCORE_MET);
}

TEST(a_longer_phrase_is_not_shown_by_what_shows_a_part_of_it)
{
	static const struct case_of c = { "Marketer", "2020-01",
		"Ran campaigns and sent newsletters.", "Affiliate marketing" };

	SAME_INT(judged(&c), SCORE_MISSING);
}

TEST(a_small_word_counts_where_it_makes_another_thing_of_a_way)
{
	SAME_INT(judged(&(struct case_of){ "Cook", "2020-01",
			 "Planned menus from home.", "Remote work" }),
		SCORE_MET);
	SAME_INT(judged(&(struct case_of){ "Cook", "2020-01",
			 "Cooked in a home for the old.", "Remote work" }),
		SCORE_MISSING);
}

TEST(who_led_people_has_led_and_who_taught_some_has_in_part)
{
	static const struct {
		struct case_of of;
		enum score_verdict is;
	} all[] = { { { "Electrician", "2020-01", "Led nine electricians.",
			      "Leading a team of electricians" },
			    SCORE_MET },
		{ { "Head of Sales", "2020-01", "Visited customers.",
			  "Managing a sales team" },
			SCORE_MET },
		{ { "Electrician", "2020-01", "Trained two apprentices.",
			  "Leading a team of electricians" },
			SCORE_PARTIAL },
		{ { "Electrician", "2020-01", "Wired homes in a team of six.",
			  "Leading a team of electricians" },
			SCORE_MISSING },
		{ { "Account Manager", "2020-01", "Managed forty customers.",
			  "Managing a team of account managers" },
			SCORE_MISSING } };

	for (size_t i = 0; i < LENGTH(all); i++)
		SAME_INT(judged(&all[i].of), all[i].is);
}

TEST(half_of_a_long_line_is_enough_unless_a_name_is_missing)
{
	static const struct case_of said = { "Clerk", "2020-01",
		"Archived maps and letters for scholars.",
		"Archived fragile maps and parish letters" },
				    named = { "Clerk", "2020-01",
					    "Archived maps and letters for "
					    "scholars.",
					    "Archived maps and letters in "
					    "Zotero" };

	SAME_INT(judged(&said), SCORE_MET);
	OK(judged(&named) != SCORE_MET);
}

TEST(the_name_of_a_house_tells_of_its_trade)
{
	SAME_INT(judged_of("{\"basics\":{\"name\":\"Ann Lee\"},\"work\":[{"
			   "\"name\":\"Portuguese Air Force\",\"position\":"
			   "\"Mechanic\",\"startDate\":\"2012-01\",\"highlights"
			   "\":[\"Mended radios.\"]}]}",
			 "Military background"),
		SCORE_MET);
}

TEST(a_certificate_is_found_by_its_name_and_work_stands_for_none)
{
	const char *resume = "{\"work\":[{\"name\":\"Quorum\",\"position\":"
			     "\"Technician\",\"highlights\":[\"Dived for "
			     "mussels.\"]}],\"certificates\":[{\"name\":"
			     "\"GWO basic safety\"},{\"name\":\"Sea survival "
			     "certificate\"}]}";

	SAME_INT(judged_of(resume, "GWO certification"), SCORE_MET);
	SAME_INT(judged_of(resume, "Diving certificate"), SCORE_MISSING);
}

#define DIPLOMA_OF(school)                                      \
	"{\"work\":[{\"position\":\"Clerk\"}],\"education\":[{" \
	"\"institution\":\"" school                             \
	"\",\"studyType\":\"Diploma\",\"area\":\"Physics\"}]}"

TEST(the_diploma_of_a_university_is_a_degree)
{
	SAME_INT(judged_of(DIPLOMA_OF("University of Turku"),
			 "Degree in physics"),
		SCORE_MET);
	SAME_INT(
		judged_of(DIPLOMA_OF("Turku High School"), "Degree in physics"),
		SCORE_MISSING);
}

TEST(american_spelling_shows_what_british_spelling_does)
{
	SAME_INT(
		judged(&(struct case_of){ "Clerk", "2020-01",
			"Analyzed why customers left.", "Analytical mindset" }),
		SCORE_MET);
}

/* Of somebody who did `line` for years. */
static enum score_verdict of(const char *line, const char *asked)
{
	return judged(&(struct case_of){ "Employee", "2015-01", line, asked });
}

TEST(of_a_choice_one_is_enough_and_what_stands_beside_it_is_wanted_too)
{
	const char *sql = "Wrote reports in SQL on PostgreSQL";

	SAME_INT(of(sql, "SQL and Kafka or RabbitMQ"), SCORE_PARTIAL);
	SAME_INT(of(sql, "PostgreSQL or Oracle"), SCORE_MET);
	SAME_INT(of(sql, "Databases such as Oracle, MySQL or PostgreSQL"),
		SCORE_MET);
	SAME_INT(of(sql, "Strong SQL on Snowflake or a comparable warehouse"),
		SCORE_PARTIAL);
	SAME_INT(of(sql, "Excel and Power BI or Tableau"), SCORE_MISSING);
}

TEST(a_skill_among_many_words_that_are_nowhere_is_a_part)
{
	const char *line = "Wrote reports in SQL";

	SAME_INT(of(line, "SQL"), SCORE_MET);
	SAME_INT(
		of(line, "SQL for actuarial reserving and catastrophe pricing"),
		SCORE_PARTIAL);
}

TEST(words_that_are_alike_show_no_name_where_none_of_its_own_stands)
{
	SAME_INT(of("Track record of mentoring developers", "Data modelling"),
		SCORE_MISSING);
	SAME_INT(of("Developed two applications to collect data", "dbt"),
		SCORE_MISSING);
}

TEST(examples_in_brackets_are_no_words_that_others_stand_for)
{
	const char *line = "Ran data platforms in the cloud on Hetzner";

	SAME_INT(of(line, "Hands-on experience with cloud data platforms "
			  "(Snowflake, Databricks)"),
		SCORE_PARTIAL);
}

TEST(what_long_postings_want_of_everybody_is_shown_by_what_was_done)
{
	static const char *const all[][2] = {
		{ "High autonomy and self-direction",
			"Founding member: built the plant from scratch" },
		{ "Ability to exercise sound judgment",
			"Assessed risks and approved loans" },
		{ "Effective working relationships with coworkers",
			"Worked closely with the night crew" },
		{ "Comfortable with ambiguity",
			"Co-founded a bakery; first hire of a start-up" },
		{ "Ability to use a computer", "Data entry in SAP" },
		{ "Knowledge of general office practices",
			"Ran the front office of a school" },
		{ "Training sales teams, and sales enablement",
			"Wrote battle cards and pitch decks for sellers" },
		{ "Maintaining accurate records",
			"Kept the records of 700 pupils" },
		{ "Ability to communicate effectively orally and in writing",
			"Presented results to the board; wrote reports" }
	};

	for (size_t i = 0; i < LENGTH(all); i++)
		if (of(all[i][1], all[i][0]) != SCORE_MET)
			test_fail(__FILE__, __LINE__, "%s", all[i][0]);
	SAME_INT(of("Baked bread", "High autonomy and self-direction"),
		SCORE_MISSING);
}

TEST(small_words_of_a_way_stand_beside_the_others)
{
	SAME_INT(of("Worked with designers on every screen",
			 "Cross-functional work with other departments"),
		SCORE_MET);
	SAME_INT(of("Painted boats with oil, and later in the winter the old "
		    "lighthouse, of which the island's engineers wrote",
			 "Cross-functional work with other departments"),
		SCORE_MISSING);
	SAME_INT(of("Track record of two boats a year", "Timely documentation"),
		SCORE_MISSING);
}

/* Somebody whose resume says much, of nothing in particular. */
static enum score_verdict of_wordy(const char *line, const char *asked)
{
	struct str all = str_c(line);

	for (int i = 0; i < 50; i++)
		all = str_fmt(&test_mem, "%.*s Oak%d, elm%d and ash%d grew.",
			STR_ARG(all), i, i, i);
	return of(all.at, asked);
}

TEST(half_of_a_line_is_a_part_in_a_resume_that_says_much)
{
	const char *line = "Archived maps and letters for scholars.",
		   *asked = "Archived fragile maps and parish letters";

	SAME_INT(of(line, asked), SCORE_MET);
	SAME_INT(of_wordy(line, asked), SCORE_PARTIAL);
	SAME_INT(of_wordy(line, "Archived maps and letters"), SCORE_MET);
}

TEST(what_decides_a_part_of_a_long_line_leaves_the_others)
{
	const char *line = "Serviced and repaired boilers and radiators in "
			   "homes";

	SAME_INT(of(line, "Servicing and repairing boilers, radiators and heat "
			  "pumps of private homes in winter"),
		SCORE_PARTIAL);
	SAME_INT(of(line, "Servicing heat pumps"), SCORE_MISSING);
}
