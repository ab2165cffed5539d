/* What a resume names and hardly has, or but wishes for. */
#include "match_judged.h"

TEST(what_was_but_touched_is_a_part)
{
	static const struct case_of who = { "Developer", "2020-01",
		"Built portals in Vue. Helped move one report to BigQuery. "
		"Finished a prototype in Angular.",
		"" };
	static const struct asked asked[] = {
		{ "Strong experience with BigQuery", SCORE_PARTIAL },
		{ "Proficiency in Angular", SCORE_PARTIAL },
		{ "Familiarity with Angular", SCORE_MET },
		{ "Strong experience with Vue", SCORE_MET }
	};

	JUDGE_ALL(&who, asked);
}

TEST(what_is_said_without_a_doubt_elsewhere_is_met)
{
	SAME_INT(judged_of("{\"work\":[{\"position\":\"Developer\","
			   "\"startDate\":\"2020-01\",\"highlights\":["
			   "\"Wrote drivers in C++.\"]}],\"education\":[{"
			   "\"courses\":[\"Introduction to C++\"]}]}",
			 "Proficiency in C++"),
		SCORE_MET);
}

TEST(what_is_wished_for_is_missing)
{
	static const struct case_of who = { "Developer", "2020-01",
		"Built portals in Vue, and would like to learn Terraform.",
		"" };
	static const struct asked asked[] = { { "Experience with Terraform",
						      SCORE_MISSING },
		{ "Experience with Vue", SCORE_MET } };

	JUDGE_ALL(&who, asked);
}

TEST(a_certificate_that_has_expired_is_a_part)
{
	SAME_INT(judged_of("{\"certificates\":[{\"name\":\"Forklift licence, "
			   "expired in 2025\"}]}",
			 "Current forklift licence"),
		SCORE_PARTIAL);
	SAME_INT(judged_of("{\"certificates\":[{\"name\":\"Basic life support "
			   "(BLS)\"}]}",
			 "BLS certification"),
		SCORE_MET);
	SAME_INT(judged_of("{\"certificates\":[{\"name\":\"BLS, valid through "
			   "2028\"},{\"name\":\"ACLS, expired in 2025\"}]}",
			 "Current BLS and ACLS certifications"),
		SCORE_PARTIAL);
}
