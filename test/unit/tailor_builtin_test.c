/* What the builtin engine proposes, and that it holds (TAI-6, TAI-7). */
#include "tailor_made.h"

#include "match_made.h"
#include "tailor/edit.h"
#include "tailor/truth.h"

enum { PAIRS = 60 };

TEST(each_change_has_a_reason_a_quote_and_evidence_that_stands)
{
	struct tailored t;

	NEED_ERR(tailor_begin(&t, TAILOR_PERSON, TAILOR_POSTING), t.err);
	NEED_ERR(tailor_whole(&t), t.err);
	OK(t.result.changes.count > 2);
	for (size_t i = 0; i < t.result.changes.count; i++) {
		const struct tailor_change *c = &t.result.changes.at[i];

		if (!c->accepted)
			test_fail(__FILE__, __LINE__, "%.*s: %.*s",
				STR_ARG(c->at), STR_ARG(c->why));
		OK(c->reason.len && c->quote.len && c->evidences);
		OK(memmem(t.posting.text.at, t.posting.text.len, c->quote.at,
			c->quote.len));
		for (size_t k = 0; k < c->evidences; k++) {
			struct str *is =
				edit_text(&t.source, c->evidence[k].at);

			NEED(is);
			SAME_STR(c->evidence[k].quote, *is);
		}
	}
}

TEST(a_bullet_that_fits_comes_first)
{
	struct tailored t;

	NEED_ERR(tailor_begin(&t, TAILOR_PERSON, TAILOR_POSTING), t.err);
	NEED_ERR(tailor_whole(&t), t.err);
	OK(str_starts(
		t.result.resume.section[RESUME_WORK].at[0].highlights.at[0],
		STR("Built pipelines")));
}

TEST(a_skill_gets_the_postings_own_name_and_keeps_its_own)
{
	struct tailored t;
	const struct tailor_change *c;

	NEED_ERR(tailor_begin(&t, TAILOR_PERSON, TAILOR_POSTING), t.err);
	NEED_ERR(tailor_whole(&t), t.err);
	c = tailor_at(&t.result.changes, "/skills/0/keywords/2");
	NEED(c);
	SAME_STR(c->after.text, STR("Kubernetes (k8s)"));
	OK(c->accepted);
}

TEST(a_skill_that_a_bullet_proves_is_listed_and_one_that_nothing_proves_never)
{
	struct tailored t;
	struct str text;

	NEED_ERR(tailor_begin(&t, TAILOR_PERSON, TAILOR_POSTING), t.err);
	NEED_ERR(tailor_whole(&t), t.err);
	text = str_lower(&test_mem, tailor_text(&t.result.resume));
	OK(tailor_at(&t.result.changes, "/skills/0/keywords"));
	OK(!tailor_has(text, "cobol"));
	OK(!tailor_has(text, "juniper"));
}

TEST(idle_words_go)
{
	struct tailored t;
	const struct tailor_change *c;

	NEED_ERR(tailor_begin(&t, TAILOR_PERSON, TAILOR_POSTING), t.err);
	NEED_ERR(tailor_whole(&t), t.err);
	c = tailor_at(&t.result.changes, "/work/0/highlights/1");
	NEED(c);
	SAME_STR(c->after.text,
		STR("Built pipelines in Python and Airflow to load 40 tables "
		    "into PostgreSQL."));
}

TEST(it_raises_the_score_and_says_by_how_much)
{
	struct tailored t;
	struct profile p;

	NEED_ERR(tailor_begin(&t, TAILOR_PERSON, TAILOR_POSTING), t.err);
	NEED_ERR(tailor_whole(&t), t.err);
	OK(t.result.after > t.result.before);
	NEED(profile_read(&test_mem, &t.result.resume, TAILOR_NOW, &p, &t.err));
	OK(score_total(&p, &t.posting) == t.result.after);
}

TEST(the_same_two_give_the_same_bytes)
{
	struct tailored a, b;

	NEED(tailor_begin(&a, TAILOR_PERSON, TAILOR_POSTING));
	NEED(tailor_begin(&b, TAILOR_PERSON, TAILOR_POSTING));
	NEED(tailor_whole(&a) && tailor_whole(&b));
	SAME_STR(tailor_text(&a.result.resume), tailor_text(&b.result.resume));
	SAME_INT(a.result.changes.count, b.result.changes.count);
}

TEST(a_posting_of_another_trade_changes_no_fact_and_lists_nothing)
{
	struct tailored t;

	NEED(tailor_begin(&t, TAILOR_PERSON,
		"Head Cook\n\nRequirements\n- Food safety and HACCP\n"
		"- Menu planning for 200 guests\n"));
	NEED_ERR(tailor_whole(&t), t.err);
	OK(!tailor_has(tailor_text(&t.result.resume), "HACCP"));
	OK(!tailor_has(tailor_text(&t.result.resume), "Menu"));
}

TEST(a_resume_without_skills_is_left_alone)
{
	struct tailored t;

	NEED(tailor_begin(&t,
		"{\"basics\":{\"name\":\"Bo Crumb\"},\"work\":[{"
		"\"name\":\"Oak Kitchens\",\"highlights\":[\"Baked.\"]}]}",
		TAILOR_POSTING));
	NEED_ERR(tailor_whole(&t), t.err);
	SAME_INT(t.result.changes.count, 0);
	SAME_STR(tailor_text(&t.result.resume), tailor_text(&t.source));
}

TEST(a_resume_without_any_text_is_refused_in_words)
{
	struct tailored t;

	NEED(tailor_begin(
		&t, "{\"basics\":{\"name\":\"Bo Crumb\"}}", TAILOR_POSTING));
	OK(!tailor_whole(&t));
	SAME_INT(t.err.code, ERR_BAD_INPUT);
	OK(strstr(t.err.text, "the resume is empty") != NULL);
}

/* TAI-7, on people and postings of the tables' own names. */
TEST(made_people_keep_to_the_truth_and_lose_no_point)
{
	for (uint64_t n = 0; n < PAIRS; n++) {
		struct made m = made_begin(&test_mem, 7000 + n);
		struct truth_report report;
		struct truth *truth;
		struct tailored t = { 0 };

		made_person(&m, &t.source);
		t.ask = (struct tailor_ask){ .source = &t.source,
			.posting = &t.posting,
			.now = TAILOR_NOW };
		NEED_ERR(posting_read(&test_mem, made_posting(&m), &t.posting,
				 &t.err),
			t.err);
		NEED_ERR(tailor_whole(&t), t.err);
		if (t.result.after < t.result.before)
			test_fail(__FILE__, __LINE__, "%llu: %f, before %f",
				(unsigned long long)n, (double)t.result.after,
				(double)t.result.before);
		NEED_ERR(truth_open(&test_mem, &t.source,
				 (struct truth_ask){ .now = TAILOR_NOW },
				 &truth, &t.err),
			t.err);
		NEED(truth_check(
			&test_mem, truth, &t.result.resume, &report, &t.err));
		SAME_INT(report.count, 0);
	}
}
