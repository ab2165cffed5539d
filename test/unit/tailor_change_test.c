/*
 * That what was proposed can be told, kept and taken another day (TAI-5,
 * TAI-7): whatever the builtin engine proposes, all of it makes the resume that
 * it made at once, and one alone is made, or refused for a reason that is
 * right.
 */
#include "tailor/change.h"

#include "app/agent_told.h"
#include "match_made.h"
#include "tailor_made.h"

enum { PAIRS = 45, KINDS = 4 };

struct kept {
	struct changes_told changes;
};
static const struct json_field kept_fields[] = {
	JSON_ROWS(kept, changes, JSON_MUST, 2 * TAILOR_CHANGES,
		&app_change_shape),
	{ 0 },
};
static const struct json_shape kept_shape =
	JSON_SHAPE(kept, "Kept", "", kept_fields);

/* As rows of a run keep them. */
static bool keep(const struct tailor_result *of, struct tailor_changes *out,
	struct err *err)
{
	struct changes_told told;
	struct kept back = { 0 };

	changes_tell(&test_mem, &of->changes, true, &told);
	out->count = 0;
	out->at = ARENA_LIST(&test_mem, struct tailor_change, told.count + 1);
	if (!json_read_text(&test_mem,
		    app_agent_json(
			    &test_mem, &kept_shape, &(struct kept){ told }),
		    &kept_shape, &back, err))
		return false;
	for (size_t i = 0; i < back.changes.count; i++)
		if (!change_hear(&test_mem, &back.changes.at[i],
			    &out->at[out->count++], err))
			return false;
	return true;
}

static bool is_last_said(const struct tailor_changes *all, size_t i)
{
	for (size_t k = 0; k < i; k++)
		if (str_eq(all->at[k].at, all->at[i].at) ||
			str_starts(all->at[i].at, all->at[k].at) ||
			str_starts(all->at[k].at, all->at[i].at))
			return false;
	return true;
}

/* How many of the changes were refused, taken alone. */
static size_t take_each(
	const struct tailored *t, const struct tailor_changes *all)
{
	size_t refused = 0;

	for (size_t i = 0; i < all->count; i++) {
		struct tailor_change one = all->at[i];
		struct tailor_changes alone = { &one, 1 };
		struct tailor_result r;
		struct err err = { 0 };

		OK(tailor_apply(&test_mem, &t->ask, &alone, &r, &err));
		if (one.accepted)
			continue;
		refused++;
		OK(one.why.len > 0);
		/* what rests on no other change is there, and is true */
		if (is_last_said(all, i) &&
			!str_is(one.why, "it would lower the score"))
			test_fail(__FILE__, __LINE__, "%.*s: %.*s",
				STR_ARG(one.at), STR_ARG(one.why));
	}
	return refused;
}

static void take_all(struct tailored *t, struct tailor_changes *all)
{
	struct tailor_result again;
	struct err err = { 0 };

	NEED_ERR(tailor_apply(&test_mem, &t->ask, all, &again, &err), err);
	SAME_STR(tailor_text(&again.resume), tailor_text(&t->result.resume));
	for (size_t i = 0; i < all->count; i++)
		if (!all->at[i].accepted)
			test_fail(__FILE__, __LINE__, "%.*s: %.*s",
				STR_ARG(all->at[i].at),
				STR_ARG(all->at[i].why));
}

/* Sections of one's own, two of which have no name; keywords that say nothing;
 * much of it, so that one page is too little. */
static void make_odd(struct made *m, struct resume *r)
{
	struct resume_custom *own = ARENA_LIST(m->mem, struct resume_custom, 3);

	for (size_t i = 0; i < 3; i++)
		made_job(m, made_add_entry(m, &own[i].entries));
	own[0].id = STR("talks");
	own[1].title = STR("Talks");
	own[2].id = STR("");
	r->meta.vitae.custom_sections.at = own;
	r->meta.vitae.custom_sections.count = 3;
	for (int i = 0; i < 14; i++) {
		struct resume_entry *e =
			made_add_entry(m, &r->section[RESUME_PROJECTS]);

		made_job(m, e);
		for (int k = 0; k < 3; k++)
			made_add_text(m, &e->highlights, made_sentence(m, 2));
	}
}

TEST(what_the_builtin_engine_proposes_can_be_taken_all_or_each_alone)
{
	static const char *const wishes[KINDS] = { "", "keep it to one page",
		"stress teaching", "short summary, one page" };
	size_t changes = 0, refused = 0, ops[TAILOR_DROP + 1] = { 0 };

	for (uint64_t n = 0; n < PAIRS; n++) {
		struct made m = made_begin(&test_mem, 9000 + n);
		struct tailor_changes all;
		struct tailored t = { .ask = { .now = MADE_NOW } };

		made_person(&m, &t.source);
		if (n % 3 == 0)
			make_odd(&m, &t.source);
		t.ask.source = &t.source;
		t.ask.posting = &t.posting;
		t.ask.instructions = str_c(wishes[n % KINDS]);
		NEED_ERR(posting_read(&test_mem, made_posting(&m), &t.posting,
				 &t.err),
			t.err);
		NEED_ERR(tailor_whole(&t), t.err);
		NEED_ERR(keep(&t.result, &all, &t.err), t.err);
		changes += all.count;
		for (size_t i = 0; i < all.count; i++)
			ops[all.at[i].op]++;
		refused += take_each(&t, &all);
		take_all(&t, &all);
	}
	for (size_t i = 0; i < LENGTH(ops); i++)
		OK(ops[i] > 0);
	OK(refused * 10 < changes);
}

TEST(an_order_of_sections_names_no_section_that_has_no_name)
{
	size_t found = 0;

	for (uint64_t n = 0; n < PAIRS; n++) {
		struct made m = made_begin(&test_mem, 9000 + n);
		struct tailored t = { .ask = { .now = MADE_NOW } };
		const struct tailor_change *c;

		made_person(&m, &t.source);
		make_odd(&m, &t.source);
		t.ask.source = &t.source;
		t.ask.posting = &t.posting;
		NEED_ERR(posting_read(&test_mem, made_posting(&m), &t.posting,
				 &t.err),
			t.err);
		NEED_ERR(tailor_builtin(&test_mem, &t.ask, &t.changes, &t.err),
			t.err);
		c = tailor_at(&t.changes, "/meta/vitae/section_order");
		found += c != NULL;
		for (size_t i = 0; c && i < c->after.list.count; i++)
			OK(c->after.list.at[i].len && c->before.list.at[i].len);
	}
	OK(found > 0);
}

TEST(sections_of_ones_own_with_one_title_are_no_lie)
{
	struct tailored t;

	NEED_ERR(tailor_begin(&t,
			 "{\"basics\":{\"name\":\"Bo Crumb\"},\"meta\":{"
			 "\"vitae\":{\"custom_sections\":["
			 "{\"title\":\"Talks\",\"entries\":[{\"name\":"
			 "\"On bread\"}]},"
			 "{\"title\":\"Talks\",\"entries\":[{\"name\":"
			 "\"On tides\"}]}]}}}",
			 TAILOR_POSTING),
		t.err);
	NEED_ERR(tailor_whole(&t), t.err);
}
