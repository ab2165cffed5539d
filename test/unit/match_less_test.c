/* Less than a requirement asks for: fewer, smaller, a lower certificate, a
 * degree on its way, part of the years; and what stands for a degree. */
#include "match_judged.h"

struct pair_of {
	const char *line, *does;
	enum score_verdict is;
};

static void judge_pairs(const struct pair_of *asked, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		struct case_of one = { "Engineer", "2018-01", asked[i].does,
			asked[i].line };

		if (judged(&one) != asked[i].is)
			test_fail(__FILE__, __LINE__, "'%s' of '%s' is %d",
				asked[i].line, asked[i].does, judged(&one));
	}
}

TEST(fewer_than_asked_for_is_a_part)
{
	static const struct pair_of asked[] = {
		{ "At least three S/4HANA implementations",
			"One S/4HANA project from blueprint to go-live.",
			SCORE_PARTIAL },
		{ "At least three S/4HANA implementations",
			"Four S/4HANA projects from blueprint to go-live.",
			SCORE_MET },
		{ "Leading an organisation of 100+ engineers",
			"Lead 45 engineers in six teams.", SCORE_PARTIAL },
		{ "Leading an organisation of 100+ engineers",
			"Lead 120 engineers in ten teams.", SCORE_MET },
		{ "Experience managing a team of 10 or more",
			"Managed a team of six for 900 customers.",
			SCORE_PARTIAL },
		{ "Spark at terabyte scale", "Spark jobs on 20 GB a day.",
			SCORE_PARTIAL },
		{ "Spark at terabyte scale", "Spark jobs on 3 TB a day.",
			SCORE_MET },
		{ "Spark at terabyte scale", "Spark jobs each night.",
			SCORE_MET }
	};

	judge_pairs(asked, LENGTH(asked));
}

TEST(a_lower_certificate_is_a_part)
{
	static const char lower[] = "{\"certificates\":[{\"name\":\"ISTQB "
				    "Certified Tester\",\"issuer\":"
				    "\"Foundation Level\"}]}",
			  higher[] = "{\"certificates\":[{\"name\":\"ISTQB "
				     "Advanced Level\"}]}";

	SAME_INT(judged_of(lower, "ISTQB, Advanced Level"), SCORE_PARTIAL);
	SAME_INT(judged_of(higher, "ISTQB, Advanced Level"), SCORE_MET);
	SAME_INT(judged_of(lower, "ISTQB certification"), SCORE_MET);
}

TEST(a_certificate_on_the_way_to_another_is_a_part)
{
	static const char resume[] = "{\"certificates\":[{\"name\":\"CCNA\"}]}";

	SAME_INT(judged_of(resume, "CCNP certification"), SCORE_PARTIAL);
	SAME_INT(judged_of(resume, "CCNA certification"), SCORE_MET);
}

TEST(a_bullet_that_names_an_occupation_asks_for_something)
{
	static const struct pair_of asked[] = {
		{ "Experience working with a product owner",
			"Worked with the product owner.", SCORE_MET },
		{ "Some exposure to Docker", "Runs services in Docker.",
			SCORE_MET }
	};

	judge_pairs(asked, LENGTH(asked));
}

TEST(some_of_the_years_may_be_asked_for_as_something_else)
{
	static const char resume[] =
		"{\"work\":[{\"name\":\"Quorum\",\"position\":\"Solutions "
		"Architect\",\"startDate\":\"2024-01\"},{\"name\":\"Quorum\","
		"\"position\":\"Developer\",\"startDate\":\"2014-01\","
		"\"endDate\":\"2023-12\"}]}";

	SAME_INT(
		judged_of(resume,
			"10+ years in IT, of which 5 as a solutions architect"),
		SCORE_PARTIAL);
	SAME_INT(
		judged_of(resume,
			"10+ years in IT, of which 2 as a solutions architect"),
		SCORE_MET);
}

TEST(a_degree_on_its_way_is_a_part)
{
	static const char resume[] =
		"{\"education\":[{\"institution\":\"Leeds\",\"area\":"
		"\"Physics\",\"studyType\":\"PhD candidate\",\"startDate\":"
		"\"2024\"},{\"institution\":\"Leeds\",\"area\":\"Physics\","
		"\"studyType\":\"MSc\",\"endDate\":\"2023\"}]}";

	SAME_INT(judged_of(resume, "PhD in physics"), SCORE_PARTIAL);
	SAME_INT(judged_of(resume, "Pursuing a PhD in physics"), SCORE_MET);
	SAME_INT(judged_of(resume, "Master's degree in physics"), SCORE_MET);
}

TEST(years_of_work_stand_for_a_degree_where_the_line_says_so)
{
	static const struct case_of old = { "Developer", "2018-01",
		"Wrote services in Java.",
		"Bachelor's degree or equivalent experience" },
				    young = { "Developer", "2026-01",
					    "Wrote services in Java.",
					    "Bachelor's degree or equivalent "
					    "experience" },
				    none = { "Developer", "2018-01",
					    "Wrote services in Java.",
					    "Bachelor's degree" };

	SAME_INT(judged(&old), SCORE_MET);
	SAME_INT(judged(&young), SCORE_MISSING);
	SAME_INT(judged(&none), SCORE_MISSING);
}

TEST(part_of_the_years_counts_for_what_they_were_in)
{
	static const char resume[] =
		"{\"basics\":{\"summary\":\"Developer with eight years in the "
		"trade, the last three in Go.\"},\"work\":[{\"name\":"
		"\"Quorum\",\"position\":\"Developer\",\"startDate\":"
		"\"2018-01\",\"highlights\":[\"Wrote services in Go and "
		"Java.\"]}]}";

	SAME_INT(judged_of(resume, "5+ years of Go"), SCORE_PARTIAL);
	SAME_INT(judged_of(resume, "5+ years of Java"), SCORE_MET);
	SAME_INT(judged_of(resume, "5+ years of experience writing Go"),
		SCORE_PARTIAL);
}

TEST(how_well_a_language_is_spoken_stands_beside_its_name)
{
	static const char resume[] =
		"{\"basics\":{\"summary\":\"Clerk. Languages: German (mother "
		"tongue), English (C1), French (school level).\"}}";

	SAME_INT(judged_of(resume, "Fluent in English"), SCORE_MET);
	SAME_INT(judged_of(resume, "Fluent in English and French"),
		SCORE_PARTIAL);
	SAME_INT(judged_of(resume, "Native-level English"), SCORE_PARTIAL);
}

TEST(who_leads_through_managers_manages_managers)
{
	static const struct pair_of asked[] = {
		{ "Managing managers",
			"Lead 45 engineers through five engineering managers.",
			SCORE_MET },
		{ "Managing managers", "Led six product managers.",
			SCORE_MISSING },
		{ "Managing managers", "Manages three team leads.", SCORE_MET }
	};

	judge_pairs(asked, LENGTH(asked));
}

TEST(a_common_word_behind_in_is_the_tool_that_is_called_so)
{
	static const struct pair_of asked[] = {
		{ "Fluent in C", "Motor controller in C.", SCORE_MET },
		{ "Experience writing Go", "Wrote services in Go.", SCORE_MET },
		{ "Experience with Rust", "Worked in Spring 2020.",
			SCORE_MISSING }
	};

	judge_pairs(asked, LENGTH(asked));
}

TEST(who_leads_a_programme_across_teams_leads_no_people)
{
	static const struct pair_of asked[] = {
		{ "Leading programs that span several engineering teams",
			"Ran the migration across nine engineering teams.",
			SCORE_MET },
		{ "Experience managing more than 50 people",
			"Grew the team to 22.", SCORE_PARTIAL },
		{ "Experience managing more than 20 people",
			"Grew the team to 22.", SCORE_MET },
		{ "Leading a team of at least five", "Led two analysts.",
			SCORE_PARTIAL }
	};

	judge_pairs(asked, LENGTH(asked));
}

TEST(one_of_a_choice_with_an_example_is_enough)
{
	static const struct pair_of asked[] = {
		{ "Jenkins or a comparable build tool",
			"Maintain the Jenkins pipelines.", SCORE_MET },
		{ "SQL or an analytics tool such as Amplitude or Mixpanel",
			"Track funnels in Amplitude.", SCORE_MET }
	};

	judge_pairs(asked, LENGTH(asked));
}

TEST(a_certificate_that_no_table_knows_may_be_on_its_way)
{
	static const struct pair_of asked[] = {
		{ "IAAP ZPACC certification",
			"Studying for the IAAP ZPACC exam.", SCORE_PARTIAL },
		{ "IAAP ZPACC certification", "Tests with screen readers.",
			SCORE_MISSING }
	};

	judge_pairs(asked, LENGTH(asked));
}

TEST(who_is_enrolled_studies)
{
	static const char resume[] =
		"{\"education\":[{\"institution\":\"Leeds\",\"area\":"
		"\"Computer Engineering\",\"studyType\":\"BSc\","
		"\"startDate\":\"2024\"}]}";

	SAME_INT(judged_of(resume,
			 "Enrolled in electrical or computer engineering"),
		SCORE_MET);
	SAME_INT(judged_of(resume, "Studying computer engineering or similar"),
		SCORE_MET);
}

TEST(what_decides_in_software_is_shown_or_the_line_is_not_met)
{
	static const struct pair_of asked[] = {
		{ "In-app purchases and subscriptions",
			"Build the food ordering app in React Native.",
			SCORE_MISSING },
		{ "Production planning or manufacturing background",
			"Wrote 40 work instructions with screenshots.",
			SCORE_MISSING },
		{ "Linux", "40 Windows servers for 1,100 staff.",
			SCORE_MISSING },
		{ "Linux", "40 Debian servers for 1,100 staff.", SCORE_MET }
	};

	judge_pairs(asked, LENGTH(asked));
}

TEST(experience_is_no_experiment)
{
	static const struct pair_of asked[] = {
		{ "A/B testing", "Nine years of experience with customers.",
			SCORE_MISSING },
		{ "A/B testing", "Planned experiments on the checkout.",
			SCORE_MET }
	};

	judge_pairs(asked, LENGTH(asked));
}

TEST(a_degree_is_called_by_two_letters)
{
	static const char resume[] =
		"{\"education\":[{\"institution\":\"UET\",\"studyType\":"
		"\"BS Electrical Engineering\",\"endDate\":\"2019\"}]}";

	SAME_INT(judged_of(resume, "Bachelor's degree"), SCORE_MET);
	SAME_INT(judged_of(resume, "Master's degree"), SCORE_PARTIAL);
}

TEST(languages_of_a_line_are_as_well_as_it_asks)
{
	static const char resume[] =
		"{\"languages\":[{\"language\":\"German\",\"fluency\":"
		"\"C1\"},{\"language\":\"English\",\"fluency\":\"B1\"}]}";

	SAME_INT(judged_of(resume, "German and English at business level"),
		SCORE_PARTIAL);
	SAME_INT(judged_of(resume, "German at business level"), SCORE_MET);
}

TEST(years_that_a_summary_states_are_of_what_it_speaks_of)
{
	static const char resume[] =
		"{\"basics\":{\"summary\":\"Engineer with seven years in "
		"infrastructure.\"},\"work\":[{\"name\":\"Quorum\","
		"\"position\":\"Engineer\",\"startDate\":\"2019-01\"}]}";

	SAME_INT(judged_of(resume, "10+ years in IT infrastructure"),
		SCORE_PARTIAL);
	SAME_INT(judged_of(resume, "5+ years in IT infrastructure"), SCORE_MET);
}

TEST(a_lower_certificate_proves_no_higher_one)
{
	static const char resume[] =
		"{\"certificates\":[{\"name\":\"IIBA ECBA\"}]}";

	SAME_INT(judged_of(resume, "CBAP certification"), SCORE_PARTIAL);
	SAME_INT(judged_of(resume, "ECBA certification"), SCORE_MET);
}
