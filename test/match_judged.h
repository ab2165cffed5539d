/*
 * test/match_judged.h - one resume, one requirement, and its verdict.
 */
#ifndef MATCH_JUDGED_H
#define MATCH_JUDGED_H

#include "match/score.h"
#include "test.h"

enum { NOW = 12 * 2026 + 10 };

/* Of the one requirement that stands before another, for a resume as JSON. */
static inline enum score_verdict judged_of(
	const char *resume, const char *asked)
{
	struct resume *r = ARENA_NEW(&test_mem, struct resume);
	struct profile *p = ARENA_NEW(&test_mem, struct profile);
	struct posting *j = ARENA_NEW(&test_mem, struct posting);
	struct err err = { 0 };
	struct score s;

	OK_ERR(resume_read_text(&test_mem, str_c(resume), r, &err), err);
	OK_ERR(profile_read(&test_mem, r, NOW, p, &err), err);
	OK_ERR(posting_read(&test_mem,
		       str_fmt(&test_mem,
			       "Job\n\nRequirements\n- %s\n- Zeppelin flying\n",
			       asked),
		       j, &err),
		err);
	score_read(&test_mem, p, j, &s);
	for (size_t i = 0; i < s.needs.count; i++)
		if (str_is(posting_str(j, s.needs.at[i].need->span), asked))
			return s.needs.at[i].verdict;
	test_fail(__FILE__, __LINE__, "'%s' is no need", asked);
	return SCORE_MISSING;
}

struct case_of {
	const char *position, *from, *line, *asked;
};

static inline enum score_verdict judged(const struct case_of *c)
{
	struct str text = str_fmt(&test_mem,
		"{\"basics\":{\"name\":\"Ann Lee\"},\"work\":[{\"name\":"
		"\"Quorum\",\"position\":\"%s\",\"startDate\":\"%s\","
		"\"highlights\":[\"%s\"]}]}",
		c->position, c->from, c->line);

	return judged_of(text.at, c->asked);
}

/* Many lines of one resume. */
struct asked {
	const char *line;
	enum score_verdict is;
};

static inline void judge_all(
	const struct case_of *who, const struct asked *asked, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		struct case_of one = *who;

		one.asked = asked[i].line;
		if (judged(&one) != asked[i].is)
			test_fail(__FILE__, __LINE__, "'%s' is %d",
				asked[i].line, judged(&one));
	}
}

#define JUDGE_ALL(who, asked) judge_all(who, asked, LENGTH(asked))

#endif
