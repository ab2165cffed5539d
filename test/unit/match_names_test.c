/* Tools and certificates that a requirement calls by their names, years in an
 * occupation, and what is there but in part. */
#include "match_judged.h"

TEST(no_other_words_stand_for_a_tool_that_is_called_by_its_name)
{
	static const struct case_of who = { "Developer", "2020-01",
		"Runs containers in production and builds dashboards.", "" };
	static const struct asked asked[] = {
		{ "Experience with Kubernetes in production", SCORE_MISSING },
		{ "Experience building dashboards with Grafana",
			SCORE_PARTIAL },
		{ "Dashboard tools such as Grafana", SCORE_MET }
	};

	JUDGE_ALL(&who, asked);
}

TEST(a_name_may_have_a_common_word_behind_it)
{
	SAME_INT(judged_of("{\"certificates\":[{\"name\":\"PRINCE2 "
			   "Practitioner\"}]}",
			 "PMP certification"),
		SCORE_PARTIAL);
}

TEST(some_of_the_tools_of_a_line_meet_it_in_part)
{
	static const struct case_of who = { "Developer", "2020-01",
		"Wrote pages in HTML and CSS.", "" };
	static const struct asked asked[] = { { "HTML, CSS and JavaScript",
						      SCORE_PARTIAL },
		{ "HTML and CSS", SCORE_MET },
		{ "HTML, CSS or JavaScript", SCORE_MET },
		{ "Web pages (HTML, XML)", SCORE_MET } };

	JUDGE_ALL(&who, asked);
}

TEST(a_near_relative_of_a_tool_meets_it_in_part)
{
	static const struct case_of who = { "Engineer", "2020-01",
		"Runs services on Amazon EKS with data in MySQL.", "" };
	static const struct asked asked[] = {
		{ "Experience with Microsoft Azure", SCORE_PARTIAL },
		{ "Experience with AWS", SCORE_MET },
		{ "Experience with PostgreSQL", SCORE_PARTIAL },
		{ "Experience with AWS or Azure", SCORE_MET },
		{ "Experience with Tableau", SCORE_MISSING }
	};

	JUDGE_ALL(&who, asked);
}

TEST(a_relative_of_a_tool_is_no_certificate_for_it)
{
	SAME_INT(judged(&(struct case_of){ "Clerk", "2020-01",
			 "Keeps customers in HubSpot.",
			 "Salesforce certification required" }),
		SCORE_MISSING);
	SAME_INT(judged(&(struct case_of){ "Clerk", "2020-01",
			 "Keeps customers in HubSpot.",
			 "Experience with Salesforce" }),
		SCORE_PARTIAL);
}

TEST(what_was_but_learnt_or_a_hobby_is_experience_in_part)
{
	const char *resume =
		"{\"work\":[{\"name\":\"Quorum\",\"position\":\"Clerk\","
		"\"startDate\":\"2020-01\"}],\"projects\":[{\"name\":"
		"\"Leaves\",\"description\":\"Sorts leaves with "
		"PyTorch.\"}],\"certificates\":[{\"name\":\"Course in "
		"Terraform\"}]}";

	SAME_INT(judged_of(resume, "Professional experience with PyTorch"),
		SCORE_PARTIAL);
	SAME_INT(judged_of(resume, "Knowledge of PyTorch"), SCORE_MET);
	SAME_INT(judged_of(resume, "Hands-on experience with Terraform"),
		SCORE_PARTIAL);
	SAME_INT(judged_of(resume, "Knowledge of Terraform"), SCORE_MET);
}

TEST(a_certificate_on_its_way_is_there_in_part)
{
	SAME_INT(judged(&(struct case_of){ "Accountant", "2020-01",
			 "ACCA part-qualified, keeps the ledger",
			 "Qualified accountant, ACCA" }),
		SCORE_PARTIAL);
	SAME_INT(judged(&(struct case_of){ "Accountant", "2020-01",
			 "ACCA qualified, keeps the ledger",
			 "Qualified accountant, ACCA" }),
		SCORE_MET);
}

TEST(years_in_an_occupation_are_those_of_its_jobs)
{
	static const char resume[] =
		"{\"work\":[{\"name\":\"Quorum\",\"position\":\"Project "
		"Manager\",\"startDate\":\"2024-01\"},{\"name\":\"Quorum\","
		"\"position\":\"Electrician\",\"startDate\":\"2014-01\","
		"\"endDate\":\"2023-12\"}]}";

	SAME_INT(judged_of(resume, "2+ years as a project manager"), SCORE_MET);
	SAME_INT(judged_of(resume, "5+ years as a project manager in SaaS"),
		SCORE_PARTIAL);
	SAME_INT(judged_of(resume, "8+ years as an electrician"), SCORE_MET);
}

TEST(who_works_beside_developers_has_mentored_none)
{
	static const char ask[] = "Experience mentoring junior developers";

	SAME_INT(judged(&(struct case_of){ "Junior Developer", "2020-01",
			 "Wrote pages with five developers.", ask }),
		SCORE_MISSING);
	SAME_INT(judged(&(struct case_of){ "Developer", "2020-01",
			 "Mentored two juniors.", ask }),
		SCORE_MET);
	SAME_INT(judged(&(struct case_of){ "Developer", "2020-01",
			 "Paired with two new starters.", ask }),
		SCORE_MET);
}

TEST(who_teaches_pupils_leads_no_department)
{
	SAME_INT(judged(&(struct case_of){ "Teacher", "2020-01",
			 "Teach chemistry to ages 11 to 16.",
			 "Experience of leading a department" }),
		SCORE_MISSING);
	SAME_INT(judged(&(struct case_of){ "Teacher", "2020-01",
			 "Taught two new colleagues.",
			 "Experience of leading a department" }),
		SCORE_PARTIAL);
}

TEST(years_in_an_occupation_are_no_years_of_another)
{
	static const char resume[] =
		"{\"work\":[{\"name\":\"Quorum\",\"position\":\"Sous Chef\","
		"\"startDate\":\"2014-01\"}]}";

	SAME_INT(judged_of(resume, "5+ years as a head chef"), SCORE_PARTIAL);
	SAME_INT(judged_of(resume, "5+ years as a data engineer"),
		SCORE_MISSING);
}

TEST(years_of_a_skill_are_shown_by_an_occupation_that_it_is_typical_of)
{
	SAME_INT(judged(&(struct case_of){ "Product Analyst", "2024-01",
			 "Wrote up what new users do.",
			 "5+ years of experience in product analytics" }),
		SCORE_PARTIAL);
}

TEST(a_certificate_of_a_lower_level_is_there_in_part)
{
	const char *resume = "{\"certificates\":[{\"name\":\"CIPD Level 5\"}]}";

	SAME_INT(judged_of(resume, "CIPD Level 7"), SCORE_PARTIAL);
	SAME_INT(judged_of(resume, "CIPD Level 3"), SCORE_MET);
}

TEST(who_works_with_a_tool_has_no_certificate_for_it)
{
	SAME_INT(judged(&(struct case_of){ "Administrator", "2020-01",
			 "Administers Salesforce for 180 users.",
			 "Salesforce Platform Developer certification" }),
		SCORE_MISSING);
}

TEST(who_trains_models_or_customers_leads_nobody)
{
	static const char ask[] = "Experience leading a team of engineers";

	SAME_INT(judged(&(struct case_of){ "Engineer", "2020-01",
			 "Train object detection models.", ask }),
		SCORE_MISSING);
	SAME_INT(judged(&(struct case_of){ "Engineer", "2020-01",
			 "Train business users in reporting.", ask }),
		SCORE_MISSING);
	SAME_INT(judged(&(struct case_of){ "Engineer", "2020-01",
			 "Trained two new engineers.", ask }),
		SCORE_PARTIAL);
}

TEST(years_of_leading_are_those_of_jobs_in_which_somebody_led)
{
	static const char resume[] =
		"{\"work\":[{\"name\":\"Quorum\",\"position\":\"Engineer\","
		"\"startDate\":\"2022-01\",\"highlights\":[\"Lead a team of "
		"nine engineers.\"]},{\"name\":\"Quorum\",\"position\":"
		"\"Engineer\",\"startDate\":\"2010-01\",\"endDate\":\"2021-"
		"12\","
		"\"highlights\":[\"Wrote compilers.\"]}]}";

	SAME_INT(judged_of(resume, "3+ years of leading engineering teams"),
		SCORE_MET);
	SAME_INT(judged_of(resume, "8+ years of leading engineering teams"),
		SCORE_PARTIAL);
}

TEST(who_leads_others_has_managed_no_managers)
{
	SAME_INT(judged(&(struct case_of){ "Engineering Manager", "2020-01",
			 "Lead two teams with eleven engineers.",
			 "Experience managing managers" }),
		SCORE_MISSING);
	SAME_INT(judged(&(struct case_of){ "Engineering Director", "2020-01",
			 "Managed managers of four teams.",
			 "Experience managing managers" }),
		SCORE_MET);
}

TEST(years_of_what_has_no_name_are_those_of_jobs_that_tell_of_it)
{
	static const char resume[] =
		"{\"work\":[{\"name\":\"Quorum\",\"position\":\"Operator\","
		"\"startDate\":\"2026-04\",\"highlights\":[\"Fifty inbound "
		"calls about "
		"bills.\"]},{\"name\":\"Clinic\",\"position\":"
		"\"Gardener\",\"startDate\":\"2020-01\",\"endDate\":\"2026-"
		"03\","
		"\"highlights\":[\"Cut hedges.\"]}]}";

	SAME_INT(judged_of(resume, "Two years in a contact centre"),
		SCORE_PARTIAL);
	SAME_INT(judged_of(resume, "Two years of work"), SCORE_MET);
}

TEST(a_licence_or_a_membership_on_its_way_is_there_in_part)
{
	static const struct {
		const char *resume, *asked;
		enum score_verdict is;
	} all[] = { { "{\"basics\":{\"summary\":\"Apprentice, journeyman exam "
		      "booked for March.\"}}",
			    "Journeyman electrician license", SCORE_PARTIAL },
		{ "{\"certificates\":[{\"name\":\"Journeyman electrician "
		  "license\"}]}",
			"Journeyman electrician license", SCORE_MET },
		{ "{\"basics\":{\"summary\":\"Graduate member, working "
		  "towards chartership\"}}",
			"Chartered Engineer (CEng)", SCORE_PARTIAL },
		{ "{\"basics\":{\"summary\":\"Licentiate member of the "
		  "RTPI\"}}",
			"Chartered member of the RTPI", SCORE_PARTIAL },
		{ "{\"basics\":{\"summary\":\"Chartered member of the "
		  "RTPI\"}}",
			"Chartered member of the RTPI", SCORE_MET },
		{ "{\"education\":[{\"studyType\":\"Paralegal Certificate\","
		  "\"endDate\":\"2027-05\"}]}",
			"Paralegal certificate", SCORE_PARTIAL },
		{ "{\"education\":[{\"studyType\":\"Paralegal Certificate\","
		  "\"endDate\":\"2023-05\"}]}",
			"Paralegal certificate", SCORE_MET } };

	for (size_t i = 0; i < LENGTH(all); i++)
		if (judged_of(all[i].resume, all[i].asked) != all[i].is)
			test_fail(__FILE__, __LINE__, "%s: %s", all[i].resume,
				all[i].asked);
}

TEST(no_programming_language_stands_for_another)
{
	static const struct case_of who = { "Developer", "2020-01",
		"Wrote services in Java and phone apps in Swift.", "" };
	static const struct asked asked[] = { { "Working knowledge of Rust",
						      SCORE_MISSING },
		{ "Android development with Kotlin", SCORE_MISSING },
		{ "C#, Go or a similar language", SCORE_MET } };

	JUDGE_ALL(&who, asked);
}

TEST(two_months_too_few_are_too_few)
{
	static const struct case_of who = { "Product Manager", "2022-01",
		"Launched two products.", "" };
	static const struct asked asked[] = {
		{ "5+ years of product management experience", SCORE_PARTIAL },
		{ "4+ years of product management experience", SCORE_MET }
	};

	JUDGE_ALL(&who, asked);
}

TEST(who_knows_the_field_has_no_certificate_of_it)
{
	static const struct case_of who = { "Software Tester", "2020-01",
		"Wrote test plans and tested each release.", "" };
	static const struct asked asked[] = { { "ISTQB certification is a plus",
		SCORE_MISSING } };

	JUDGE_ALL(&who, asked);
}

TEST(a_standard_is_called_by_its_name_too)
{
	static const struct case_of who = { "Engineering Manager", "2015-01",
		"Led the company through SOC 2.", "" };
	static const struct asked asked[] = {
		{ "Led a company through both SOC 2 and ISO 27001",
			SCORE_PARTIAL }
	};

	JUDGE_ALL(&who, asked);
}

TEST(a_certificate_that_may_stand_for_a_degree_does)
{
	SAME_INT(judged_of("{\"education\":[{\"studyType\":\"Paralegal "
			   "Certificate\",\"endDate\":\"2021\"}]}",
			 "Paralegal certificate or a degree in legal studies"),
		SCORE_MET);
}

TEST(one_of_two_that_are_both_wanted_is_a_part)
{
	static const struct case_of who = { "Mobile Developer", "2015-01",
		"Wrote Android apps in Kotlin.", "" };
	static const struct asked asked[] = {
		{ "Native app development on both Android and iOS",
			SCORE_PARTIAL }
	};

	JUDGE_ALL(&who, asked);
}

TEST(years_that_are_told_of_a_tool_count_for_it)
{
	SAME_INT(
		judged_of("{\"basics\":{\"summary\":\"Developer with six years "
			  "of experience, mostly in Vue, with one year in "
			  "React.\"},\"work\":[{\"position\":\"Developer\","
			  "\"startDate\":\"2020\"}]}",
			"3+ years of experience in React"),
		SCORE_PARTIAL);
}

TEST(who_works_in_a_trade_that_needs_a_licence_has_it)
{
	static const struct {
		const char *position, *asked;
		enum score_verdict is;
	} all[] = { { "ICU Nurse", "Active RN license", SCORE_MET },
		{ "ICU Nurse", "Registered midwife", SCORE_MISSING },
		{ "Student nurse", "Current nursing licence", SCORE_MISSING },
		{ "Dental nurse", "Current nursing licence", SCORE_MISSING },
		{ "Pharmacist", "Registered pharmacist", SCORE_MET },
		{ "Pharmacy technician", "Registered pharmacist",
			SCORE_MISSING } };

	for (size_t i = 0; i < LENGTH(all); i++)
		if (judged(&(struct case_of){ all[i].position, "2020-01",
			    "Worked on three floors.", all[i].asked }) !=
			all[i].is)
			test_fail(__FILE__, __LINE__, "%s: %s", all[i].position,
				all[i].asked);
}

TEST(one_certificate_on_its_way_leaves_another_as_it_is)
{
	static const char resume[] =
		"{\"certificates\":[{\"name\":\"BLS, ACLS; CCRN exam "
		"scheduled\"}]}";

	SAME_INT(judged_of(resume, "BLS and ACLS certification"), SCORE_MET);
	SAME_INT(judged_of(resume, "CCRN certification"), SCORE_PARTIAL);
}
