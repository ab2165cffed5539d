/* Degrees by the letters and the fields of all trades. */
#include "match/facts.h"
#include "match_judged.h"

static enum score_verdict studied(const char *type, const char *asked)
{
	return judged_of(
		str_fmt(&test_mem, "{\"education\":[{\"studyType\":\"%s\"}]}",
			type)
			.at,
		asked);
}

TEST(the_letters_of_a_degree_are_one_in_any_trade)
{
	static const char *const bachelors[] = { "BSN", "BBA", "BCom", "LLB",
		"BTech", "BEd", "BE", "B.Tech.", "B.Com.", "BFA", "Licence",
		"Licenciatura", "Laurea triennale", "Grado", "Licencjat",
		"BA (Hons)" };
	static const char *const masters[] = { "MSN", "MEng", "MBA",
		"Dipl.-Ing.", "Diplom", "Laurea magistrale", "Staatsexamen",
		"MRes", "MFA", "LLM", "M.Tech.", "M.Ed." };

	for (size_t i = 0; i < LENGTH(bachelors); i++) {
		if (studied(bachelors[i], "Bachelor's degree") != SCORE_MET ||
			studied(bachelors[i], "Master's degree") !=
				SCORE_PARTIAL)
			test_fail(__FILE__, __LINE__, "%s", bachelors[i]);
	}
	for (size_t i = 0; i < LENGTH(masters); i++)
		if (studied(masters[i], "Master's degree") != SCORE_MET)
			test_fail(__FILE__, __LINE__, "%s", masters[i]);
	SAME_INT(studied("A levels", "Bachelor's degree"), SCORE_MISSING);
}

TEST(no_other_degree_is_an_mba)
{
	SAME_INT(studied("BBA", "MBA preferred"), SCORE_MISSING);
	SAME_INT(studied("MSc", "MBA preferred"), SCORE_PARTIAL);
	SAME_INT(studied("MBA", "MBA preferred"), SCORE_MET);
	SAME_INT(
		studied("Master of Business Administration", "MBA"), SCORE_MET);
	SAME_INT(studied("Juris Doctor", "JD required"), SCORE_MET);
	SAME_INT(studied("MSc", "MBA or other master's degree"), SCORE_MET);
}

static enum posting_degree degree_in(const char *line)
{
	struct resume_wording w;

	resume_wording_read(&test_mem, str_c(line), &w);
	return fact_degree((struct fact_words){ w.at, w.count }, false);
}

TEST(a_scrum_master_is_no_degree)
{
	SAME_INT(degree_in("4+ years of experience as a Scrum Master"),
		DEGREE_NONE);
	SAME_INT(degree_in("Maintenance of master data"), DEGREE_NONE);
	SAME_INT(degree_in("Master of Science"), DEGREE_MASTER);
	SAME_INT(degree_in("Associate degree or higher"), DEGREE_ASSOCIATE);
}

TEST(a_field_of_study_has_several_names)
{
	const char *systems = "{\"education\":[{\"studyType\":\"BSc\","
			      "\"area\":\"Information Systems\"}]}";
	const char *finance = "{\"education\":[{\"studyType\":\"BSc\","
			      "\"area\":\"Finance\"}]}";

	SAME_INT(judged_of(systems, "Bachelor's degree in computer science"),
		SCORE_MET);
	SAME_INT(judged_of(finance, "Bachelor's degree in accounting"),
		SCORE_MET);
	SAME_INT(judged_of(finance, "Bachelor's degree in computer science"),
		SCORE_PARTIAL);
}

TEST(a_trade_learnt_is_among_certificates_and_no_school_for_all)
{
	static const char plumber[] =
		"{\"education\":[{\"institution\":\"High School, Bolton\"}],"
		"\"certificates\":[{\"name\":\"City & Guilds level 3 diploma, "
		"plumbing\"}]}";
	static const char pupil[] =
		"{\"education\":[{\"institution\":\"Secondary school, "
		"Brno\"}]}";
	static const char ask[] = "NVQ level 3 in plumbing";

	SAME_INT(judged_of(plumber, ask), SCORE_MET);
	SAME_INT(judged_of(pupil, ask), SCORE_MISSING);
	SAME_INT(
		judged_of(pupil, "Diploma in hotel management"), SCORE_MISSING);
}

TEST(a_degree_is_named_by_its_first_words)
{
	SAME_INT(judged_of("{\"education\":[{\"studyType\":\"MEng Mechanical "
			   "Engineering with a first\"}]}",
			 "Bachelor's degree in mechanical engineering"),
		SCORE_MET);
	SAME_INT(judged_of("{\"education\":[{\"studyType\":\"MB BCh BAO\"}]}",
			 "Medical degree"),
		SCORE_MET);
}

TEST(who_works_in_a_language_speaks_it)
{
	SAME_INT(
		judged(&(struct case_of){ "Legal assistant", "2020-01",
			"Interview clients in Spanish.", "Fluent in Spanish" }),
		SCORE_MET);
	SAME_INT(judged(&(struct case_of){ "Waiter", "2020-01",
			 "Served guests of a Spanish restaurant.",
			 "Fluent in Spanish" }),
		SCORE_MISSING);
}

TEST(who_has_a_degree_has_been_to_school_and_any_field_is_any)
{
	const char *who = "{\"education\":[{\"studyType\":\"MSc\",\"area\":"
			  "\"Computer Science\"}]}";

	SAME_INT(judged_of(who, "High school diploma or GED"), SCORE_MET);
	SAME_INT(judged_of(who, "Associate's degree from an accredited "
				"college"),
		SCORE_MET);
	SAME_INT(judged_of(who, "Bachelor's degree in any major"), SCORE_MET);
	SAME_INT(judged_of(who, "Bachelor's degree in nursing"), SCORE_PARTIAL);
}

TEST(a_degree_and_years_are_both_asked_for_unless_one_is_enough)
{
	const char *who =
		"{\"education\":[{\"studyType\":\"BSc\",\"area\":\"Biology\"}],"
		"\"work\":[{\"name\":\"Fern\",\"position\":\"Biologist\","
		"\"startDate\":\"2024-01\"}]}";

	SAME_INT(judged_of(who, "Bachelor's degree and 2 years of experience"),
		SCORE_MET);
	SAME_INT(judged_of(who, "Bachelor's degree and 8 years of experience"),
		SCORE_PARTIAL);
	SAME_INT(judged_of(who, "Bachelor's degree or 8 years of experience"),
		SCORE_MET);
}

TEST(or_higher_is_no_choice_of_languages)
{
	const char *who = "{\"languages\":[{\"language\":\"English\","
			  "\"fluency\":\"C1\"},{\"language\":\"German\","
			  "\"fluency\":\"A2\"}]}";

	SAME_INT(judged_of(who, "English and German (B2 or higher)"),
		SCORE_PARTIAL);
	SAME_INT(judged_of(who, "Fluent in English or Dutch"), SCORE_MET);
}

TEST(a_degree_of_two_letters_is_one_where_studies_are_told)
{
	static const char history[] =
		"{\"education\":[{\"studyType\":\"BA History\"}]}";

	SAME_INT(judged_of(history, "Bachelor's degree"), SCORE_MET);
	SAME_INT(judged_of(history, "Bachelor's degree in linguistics"),
		SCORE_PARTIAL);
}

TEST(a_doctors_office_asks_for_no_doctorate)
{
	SAME_INT(degree_in("Experience in a doctor's office or clinic"),
		DEGREE_NONE);
	SAME_INT(degree_in("Doctor of Medicine"), DEGREE_DOCTOR);
	SAME_INT(degree_in("Doctor"), DEGREE_DOCTOR);
}

TEST(the_diploma_of_a_body_is_met_by_no_degree)
{
	static const char resume[] =
		"{\"education\":[{\"studyType\":\"BA Journalism\","
		"\"endDate\":\"2022\"}],\"certificates\":[{\"name\":\"%s\"}]}";

	SAME_INT(judged_of(str_fmt(&test_mem, resume, "Driving").at,
			 "NCTJ diploma"),
		SCORE_MISSING);
	SAME_INT(judged_of(str_fmt(&test_mem, resume,
				   "NCTJ: four of seven modules passed")
				   .at,
			 "NCTJ diploma"),
		SCORE_PARTIAL);
}

TEST(years_behind_the_baccalaureate_are_a_degree)
{
	SAME_INT(studied("MSc", "Formation Bac+5"), SCORE_MET);
	SAME_INT(studied("BSc", "Formation Bac +5"), SCORE_PARTIAL);
	SAME_INT(studied("BSc", "Bac+3 minimum"), SCORE_MET);
}
