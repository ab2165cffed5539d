/* What decides a requirement ("charge nurse", "A level", "heat pumps"): who
 * does not show it does not meet the line, whatever its other words. */
#include "match_judged.h"

TEST(a_nurse_is_no_nurse_in_charge)
{
	static const struct case_of who = { "Staff Nurse", "2020-01",
		"Care for eight patients a shift after surgery.", "" };
	static const struct asked asked[] = {
		{ "Experience as a nurse in charge of a shift", SCORE_MISSING },
		{ "Experience as a charge nurse", SCORE_MISSING },
		{ "Paediatric nursing experience", SCORE_MISSING },
		{ "Experience nursing on a surgical ward", SCORE_MET }
	};

	JUDGE_ALL(&who, asked);
}

TEST(an_a_level_is_none_of_another_number)
{
	static const struct case_of who = { "Teacher of Mathematics", "2020-01",
		"Teach mathematics to pupils of years 7 to 11.", "" };
	static const struct case_of higher = { "Teacher of Mathematics",
		"2020-01", "Teach mathematics to the sixth form.", "" };
	static const struct asked
		low[] = { { "Experience teaching A-level mathematics",
				  SCORE_MISSING },
			{ "Experience teaching mathematics", SCORE_MET },
			{ "Experience teaching a high level of mathematics",
				SCORE_MET } },
		high[] = { { "Experience teaching A-level mathematics",
			SCORE_MET } };

	JUDGE_ALL(&who, low);
	JUDGE_ALL(&higher, high);
}

TEST(one_of_two_that_decide_is_enough_where_either_is_asked_for)
{
	static const struct case_of who = { "Heating Engineer", "2020-01",
		"Installs air source heat pumps in houses.", "" };
	static const struct asked asked[] = { { "Installing heat pumps",
						      SCORE_MET },
		{ "Installing heat pumps or solar panels", SCORE_MET },
		{ "Installing solar panels", SCORE_MISSING } };

	JUDGE_ALL(&who, asked);
}

TEST(what_decides_is_said_as_it_stands)
{
	static const struct case_of who = { "Driver", "2020-01",
		"Drives a lorry with parcels for 30 stops a day.", "" };
	static const struct asked asked[] = { { "Flatbed driving experience",
						      SCORE_MISSING },
		{ "Multi-drop driving experience", SCORE_MET } };

	JUDGE_ALL(&who, asked);
}

TEST(what_narrows_a_line_is_there_or_the_line_is_not_met)
{
	static const struct case_of school = { "Teacher", "2020-01",
		"Teach English at a state school.", "" };
	static const struct asked schools[] = {
		{ "Experience in a faith school", SCORE_MISSING },
		{ "Experience in a state school", SCORE_MET }
	};
	static const struct case_of law = { "Solicitor", "2020-01",
		"Run 40 cases of parents, child and home.", "" };
	static const struct asked laws[] = {
		{ "Experience of international child abduction cases",
			SCORE_MISSING }
	};

	JUDGE_ALL(&school, schools);
	JUDGE_ALL(&law, laws);
}
