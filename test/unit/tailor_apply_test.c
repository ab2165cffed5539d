/* Changes, whoever proposed them, on their way into a resume (TAI-7). */
#include "tailor_made.h"

#include "tailor/edit.h"

enum { CHANGES = 8 };

/* Told short: a whole resume helps nobody. */
#define UNCHANGED(t) \
	OK(str_eq(tailor_text(&(t).result.resume), tailor_text(&(t).source)))

static struct tailor_change list_change(
	const char *at, enum tailor_op op, const struct resume_texts *before)
{
	struct tailor_change c = {
		.at = str_c(at), .op = op, .reason = STR("a test")
	};

	c.before.list = *before;
	c.after.list.at = ARENA_LIST(&test_mem, struct str, before->count + 2);
	c.after.list.count = before->count;
	memcpy(c.after.list.at, before->at, before->count * sizeof(struct str));
	return c;
}

static bool apply(struct tailored *t, struct tailor_change *c, size_t count)
{
	t->changes = (struct tailor_changes){ c, count };
	return tailor_apply(
		&test_mem, &t->ask, &t->changes, &t->result, &t->err);
}

static struct resume_entry *job(struct tailored *t, size_t i)
{
	return &t->source.section[RESUME_WORK].at[i];
}

#define BULLET "Answered questions of 12 buyers with SQL."

TEST(an_invented_fact_is_refused_told_and_not_taken)
{
	static const char *const lies[] = {
		"Answered questions of 120 buyers with SQL.",
		"Answered questions of 12 buyers with SQL and COBOL.",
		"Led 12 buyers with SQL.",
		"Answered questions of 12 buyers at Juniper Rail with SQL.",
	};

	for (size_t i = 0; i < LENGTH(lies); i++) {
		struct tailored t;
		struct tailor_change c =
			tailor_set("/work/1/highlights/0", BULLET, lies[i]);

		NEED(tailor_begin(&t, TAILOR_PERSON, TAILOR_POSTING));
		NEED_ERR(apply(&t, &c, 1), t.err);
		OK(!t.result.changes.at[0].accepted);
		OK(t.result.changes.at[0].why.len > 0);
		UNCHANGED(t);
	}
}

TEST(facts_are_no_text_and_stay)
{
	static const char *const facts[][2] = {
		{ "/work/0/name", "Larch Mills" },
		{ "/work/0/position", "Data Engineer" },
		{ "/work/0/startDate", "2019-02" },
		{ "/education/0/studyType", "Bachelor" },
		{ "/education/0/institution", "University of Turku" },
	};

	for (size_t i = 0; i < LENGTH(facts); i++) {
		struct tailored t;
		struct tailor_change c =
			tailor_set(facts[i][0], facts[i][1], "Python");

		NEED(tailor_begin(&t, TAILOR_PERSON, TAILOR_POSTING));
		NEED_ERR(apply(&t, &c, 1), t.err);
		OK(!t.result.changes.at[0].accepted);
		UNCHANGED(t);
	}
}

TEST(refusing_one_change_does_not_break_the_next)
{
	struct tailored t;
	struct tailor_change c[CHANGES];

	NEED(tailor_begin(&t, TAILOR_PERSON, TAILOR_POSTING));
	c[0] = tailor_set("/work/1/highlights/0", BULLET,
		"Answered questions of 90 buyers with SQL.");
	c[1] = tailor_set("/work/1/highlights/1", "Made dashboards in Tableau.",
		"Built dashboards in Tableau.");
	c[2] = list_change(
		"/work/1/highlights", TAILOR_ORDER, &job(&t, 1)->highlights);
	/* as it would read if both had been taken */
	c[2].before.list.at = ARENA_LIST(&test_mem, struct str, 2);
	c[2].before.list.at[0] = c[0].after.text;
	c[2].before.list.at[1] = c[1].after.text;
	c[2].after.list.at[0] = c[1].after.text;
	c[2].after.list.at[1] = c[0].after.text;
	NEED_ERR(apply(&t, c, 3), t.err);
	OK(!t.result.changes.at[0].accepted);
	OK(t.result.changes.at[1].accepted);
	SAME_STR(t.result.resume.section[RESUME_WORK].at[1].highlights.at[0],
		STR("Built dashboards in Tableau."));
	SAME_STR(t.result.resume.section[RESUME_WORK].at[1].highlights.at[1],
		STR(BULLET));
}

TEST(an_order_that_drops_doubles_or_brings_an_item_is_refused)
{
	for (int how = 0; how < 3; how++) {
		struct tailored t;
		struct tailor_change c;

		NEED(tailor_begin(&t, TAILOR_PERSON, TAILOR_POSTING));
		c = list_change("/work/1/highlights", TAILOR_ORDER,
			&job(&t, 1)->highlights);
		if (how == 0)
			c.after.list.count--;
		else if (how == 1)
			c.after.list.at[1] = c.after.list.at[0];
		else
			c.after.list.at[1] = STR("Won a prize.");
		NEED_ERR(apply(&t, &c, 1), t.err);
		OK(!t.result.changes.at[0].accepted);
		UNCHANGED(t);
	}
}

TEST(a_skill_is_added_only_where_the_source_proves_it)
{
	static const struct {
		const char *skill;
		bool proved;
	} adds[] = { { "Airflow", true }, { "PostgreSQL", true },
		{ "COBOL", false }, { "Java", false } };

	for (size_t i = 0; i < LENGTH(adds); i++) {
		struct tailored t;
		struct tailor_change c;
		struct resume_texts *list;

		NEED(tailor_begin(&t, TAILOR_PERSON, TAILOR_POSTING));
		list = edit_list(&t.source, STR("/skills/0/keywords"));
		NEED(list);
		c = list_change("/skills/0/keywords", TAILOR_ADD, list);
		c.after.list.at[c.after.list.count++] = str_c(adds[i].skill);
		NEED_ERR(apply(&t, &c, 1), t.err);
		SAME_INT(t.result.changes.at[0].accepted, adds[i].proved);
	}
}

TEST(a_skill_may_have_two_of_its_names_and_no_more)
{
	static const struct {
		const char *name;
		bool holds;
	} names[] = { { "Kubernetes (k8s)", true },
		{ "Kubernetes (expert)", false },
		{ "Kubernetes (COBOL)", false }, { "COBOL (k8s)", false },
		{ "Kubernetes (k8s, COBOL)", false } };

	for (size_t i = 0; i < LENGTH(names); i++) {
		struct tailored t;
		struct tailor_change c = tailor_set(
			"/skills/0/keywords/2", "k8s", names[i].name);

		NEED(tailor_begin(&t, TAILOR_PERSON, TAILOR_POSTING));
		NEED_ERR(apply(&t, &c, 1), t.err);
		if (t.result.changes.at[0].accepted != names[i].holds)
			test_fail(__FILE__, __LINE__, "%s", names[i].name);
	}
}

TEST(a_change_that_lowers_the_score_is_not_taken)
{
	struct tailored t;
	struct tailor_change c = tailor_set("/work/0/highlights/1",
		"Built pipelines in Python and Airflow in order to load 40 "
		"tables into PostgreSQL.",
		"Built pipelines.");

	NEED(tailor_begin(&t, TAILOR_PERSON, TAILOR_POSTING));
	NEED_ERR(apply(&t, &c, 1), t.err);
	OK(!t.result.changes.at[0].accepted);
	OK(tailor_has(t.result.changes.at[0].why, "lower the score"));
	OK(t.result.after == t.result.before);
}

TEST(what_names_no_place_or_another_text_is_refused)
{
	static const char *const at[] = { "/work/9/highlights/0",
		"/work/1/highlights/7", "/nowhere", "", "work", "/work/x/name",
		"/skills", "/work/1/highlights/-1" };

	for (size_t i = 0; i < LENGTH(at); i++) {
		struct tailored t;
		struct tailor_change c = tailor_set(at[i], BULLET, BULLET);

		NEED(tailor_begin(&t, TAILOR_PERSON, TAILOR_POSTING));
		if (!apply(&t, &c, 1))
			continue; /* a clear error will do as well */
		OK(!t.result.changes.at[0].accepted);
		UNCHANGED(t);
	}
}

TEST(an_edit_never_touches_what_it_was_copied_from)
{
	struct tailored t;
	struct str before;

	NEED(tailor_begin(&t, TAILOR_PERSON, TAILOR_POSTING));
	before = tailor_text(&t.source);
	NEED_ERR(tailor_whole(&t), t.err);
	SAME_STR(tailor_text(&t.source), before);
	OK(!str_eq(tailor_text(&t.result.resume), before));
}
