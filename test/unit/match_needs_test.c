/* What a resume says in its own words meets what a posting asks for in others
 * (TAI-2), and no more than that. */
#include "match/score.h"
#include "test.h"

#include <stdio.h>
#include <string.h>

enum { NOW = 12 * 2026 + 10, LINE = 512 };

struct case_of {
	const char *position, *from, *line, *asked;
};

/* Of the one requirement that stands before another. */
static enum score_verdict judged(const struct case_of *c)
{
	struct resume *r = ARENA_NEW(&test_mem, struct resume);
	struct profile *p = ARENA_NEW(&test_mem, struct profile);
	struct posting *j = ARENA_NEW(&test_mem, struct posting);
	struct err err = { 0 };
	struct score s;
	struct str text = str_fmt(&test_mem,
		"{\"basics\":{\"name\":\"Ann Lee\"},\"work\":[{\"name\":"
		"\"Quorum\",\"position\":\"%s\",\"startDate\":\"%s\","
		"\"highlights\":[\"%s\"]}]}",
		c->position, c->from, c->line);

	OK_ERR(resume_read_text(&test_mem, text, r, &err), err);
	OK_ERR(profile_read(&test_mem, r, NOW, p, &err), err);
	text = str_fmt(&test_mem,
		"Job\n\nRequirements\n- %s\n- Zeppelin flying\n", c->asked);
	OK_ERR(posting_read(&test_mem, text, j, &err), err);
	score_read(&test_mem, p, j, &s);
	for (size_t i = 0; i < s.needs.count; i++)
		if (str_is(posting_str(j, s.needs.at[i].need->span), c->asked))
			return s.needs.at[i].verdict;
	test_fail(__FILE__, __LINE__, "'%s' is no need", c->asked);
	return SCORE_MISSING;
}

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
		SCORE_PARTIAL);
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
