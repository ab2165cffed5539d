/* What a resume shows, and what that speaks for (TAI-2). */
#include "match/score.h"
#include "test.h"

enum { NOW = 12 * 2026 + 10 }; /* November */

static struct profile profile_of(const char *json)
{
	struct resume r = { 0 };
	struct profile p = { 0 };
	struct err err = { 0 };

	OK_ERR(resume_read_text(&test_mem, str_c(json), &r, &err) &&
			profile_read(&test_mem, &r, NOW, &p, &err),
		err);
	return p;
}

static const struct profile_skill *has(
	const struct profile *p, const char *label)
{
	uint16_t entry = taxonomy_entry_of(&match_skills, str_c(label));

	if (entry == TAXONOMY_NONE) {
		test_fail(__FILE__, __LINE__, "%s is no skill", label);
		entry = 0;
	}
	return &p->skill[entry];
}

static struct str where(const struct profile *p, const struct profile_skill *s)
{
	return s->passage ? p->passages.at[s->passage - 1].at : STR("");
}

static const char engineer[] =
	"{\"basics\":{\"name\":\"Ada Quill\",\"label\":\"Lead Engineer\"},"
	"\"work\":[{\"name\":\"Mill\",\"position\":\"Senior Backend "
	"Engineer\",\"startDate\":\"2020-01\",\"endDate\":\"2021-12\","
	"\"highlights\":[\"Moved the ledger to PostgreSQL.\"]},"
	"{\"name\":\"Yard\",\"position\":\"Developer\","
	"\"startDate\":\"2021-07\",\"highlights\":[\"Kept k8s up.\"]}],"
	"\"education\":[{\"institution\":\"School\",\"studyType\":\"Master of "
	"Science\"}],"
	"\"skills\":[{\"name\":\"Tools\",\"keywords\":[\"Python\","
	"\"PostgreSQL\"]}],"
	"\"languages\":[{\"language\":\"German\"}]}";

TEST(what_was_done_proves_more_than_what_is_listed)
{
	struct profile p = profile_of(engineer);

	SAME_INT(has(&p, "PostgreSQL")->how, PROFILE_HAS);
	SAME_STR(where(&p, has(&p, "PostgreSQL")), STR("/work/0/highlights/0"));
	SAME_STR(where(&p, has(&p, "Python")), STR("/skills/0/keywords/0"));
	OK(has(&p, "PostgreSQL")->credit > has(&p, "Python")->credit);
}

TEST(what_its_owner_hides_proves_nothing)
{
	struct profile p = profile_of(
		"{\"basics\":{\"name\":\"A\",\"summary\":\"Knows COBOL.\"},"
		"\"work\":[{\"position\":\"Developer\",\"hidden\":true,"
		"\"startDate\":\"2001-01\",\"endDate\":\"2019-12\","
		"\"highlights\":[\"Moved the ledger to PostgreSQL.\"]},"
		"{\"position\":\"Developer\",\"startDate\":\"2026-01\","
		"\"highlights\":[\"Kept Kubernetes up.\"]}],"
		"\"education\":[{\"studyType\":\"Master\",\"hidden\":true}],"
		"\"skills\":[{\"name\":\"Python\"}],"
		"\"meta\":{\"vitae\":{\"hidden_sections\":[\"skills\","
		"\"summary\",\"s-1\"],\"custom_sections\":[{\"id\":\"s-1\","
		"\"title\":\"Tools\",\"entries\":[{\"name\":\"Docker\"}]},"
		"{\"id\":\"s-2\",\"title\":\"More\",\"entries\":"
		"[{\"name\":\"Terraform\"}]}]}}}");
	static const char *const hidden[] = { "PostgreSQL", "Python", "COBOL",
		"Docker" };

	for (size_t i = 0; i < LENGTH(hidden); i++)
		OK(!has(&p, hidden[i])->kinds);
	SAME_STR(where(&p, has(&p, "Kubernetes")), STR("/work/1/highlights/0"));
	OK(has(&p, "Terraform")->kinds);
	OK(p.months < 12);
	SAME_INT(p.degree, 0);
}

TEST(a_skill_proves_what_it_is_a_kind_of_and_says_so)
{
	struct profile p = profile_of(engineer);
	const struct profile_skill *above = has(&p, "Relational databases");

	SAME_INT(above->how, PROFILE_PROVED);
	SAME_STR(taxonomy_label(&match_skills, above->by), STR("PostgreSQL"));
	SAME_STR(where(&p, above), STR("/work/0/highlights/0"));
	OK(has(&p, "MySQL")->how < PROFILE_PROVED);
	OK(has(&p, "MySQL")->credit < 0.6f);
}

TEST(what_proves_a_skill_better_takes_nothing_from_narrower_ones)
{
#define TESTER                                                          \
	"{\"skills\":[{\"keywords\":[\"Software testing\"]}],\"work\":" \
	"[{\"name\":\"Mill\",\"highlights\":[\"%s\"]}]}"
	struct profile listed =
		profile_of(str_fmt(&test_mem, TESTER, "Milled flour.").at);
	struct profile done = profile_of(
		str_fmt(&test_mem, TESTER, "Kept Selenium running.").at);

	SAME_INT(has(&listed, "Exploratory testing")->how, PROFILE_ABOVE);
	SAME_INT(has(&done, "Software testing")->how, PROFILE_PROVED);
	OK(has(&done, "Exploratory testing")->credit >=
		has(&listed, "Exploratory testing")->credit);
#undef TESTER
}

TEST(months_are_counted_once_and_up_to_the_month_that_is_asked_for)
{
	struct profile p = profile_of(engineer);

	/* from 2020-01 to 2026-11, two jobs at a time for half a year */
	SAME_INT(p.months, 83);
	SAME_INT(has(&p, "PostgreSQL")->months, 24);
	SAME_INT(has(&p, "Kubernetes")->months, 65);
}

TEST(the_level_is_the_highest_of_late)
{
	struct profile p = profile_of(engineer);

	SAME_INT(p.level, LEVEL_LEAD);
	SAME_INT(p.degree, DEGREE_MASTER);
	OK(p.occupations.count > 0);
}

TEST(languages_are_those_that_are_named_and_the_one_that_it_is_written_in)
{
	struct profile p = profile_of(engineer);

	NEED(p.languages >= 1 && p.language[0]);
	OK(!strcmp(p.language[0], "de"));
	p = profile_of(
		"{\"basics\":{\"summary\":\"I kept the mill and the "
		"yard with care for the guests of both, to the end.\"}}");
	NEED(p.languages == 1 && p.language[0]);
	OK(!strcmp(p.language[0], "en"));
	SAME_INT(p.language_passage[0], 0);
}

TEST(a_sentence_in_another_language_takes_none_away)
{
	struct profile p = profile_of(
		"{\"basics\":{\"summary\":\"I kept the mill and the yard with "
		"care for the guests of both, to the end.\"},\"work\":[{"
		"\"summary\":\"und der und die und mit und von und der und "
		"die und mit und von und der und die und mit\"}]}");
	bool english = false, german = false;

	for (size_t i = 0; i < p.languages; i++) {
		english = english || !strcmp(p.language[i], "en");
		german = german || !strcmp(p.language[i], "de");
	}
	OK(english && german);
}

TEST(one_job_without_dates_does_not_spoil_the_form_of_the_others)
{
	struct profile a = profile_of(engineer);
	struct profile b = profile_of(
		"{\"basics\":{\"name\":\"Ada Quill\"},\"work\":[{\"name\":"
		"\"Mill\",\"startDate\":\"2020\",\"summary\":\"Kept it.\"},"
		"{\"name\":\"Yard\"}]}");

	OK(a.format >= b.format && a.format <= b.format);
}

TEST(a_resume_without_text_is_none)
{
	struct resume r = { 0 };
	struct profile p;
	struct err err = { 0 };

	OK(!profile_read(&test_mem, &r, NOW, &p, &err));
	SAME_INT(err.code, ERR_BAD_INPUT);
}

TEST(who_uses_an_editor_has_edited_nothing)
{
	struct profile used = profile_of(
		"{\"basics\":{\"name\":\"Ida Fern\"},\"work\":[{\"name\":"
		"\"Fern\",\"highlights\":[\"Built a text editor.\"]}]}");
	struct profile wrote = profile_of(
		"{\"basics\":{\"name\":\"Ida Fern\"},\"work\":[{\"name\":"
		"\"Fern\",\"highlights\":[\"Edited the club paper.\"]}]}");

	SAME_INT(has(&used, "Written communication")->how, PROFILE_NOT);
	SAME_INT(has(&wrote, "Written communication")->how, PROFILE_SHOWN);
}
