/*
 * tailor/apply.c - changes become a resume, each after the truth check, and the
 * whole once more. An engine is believed in nothing.
 */
#include "tailor/edit.h"
#include "tailor/truth.h"

struct applying {
	struct arena *mem;
	const struct tailor_ask *ask;
	struct truth *truth;
	struct tailor_result *out;
};

static void refuse(struct tailor_change *c, struct str why)
{
	c->accepted = false;
	c->why = why;
}

/* ---- one change -------------------------------------------------------------
 */

/* Each as often as before: nothing came, nothing went. */
static bool same_items(struct arena *mem, const struct tailor_change *c)
{
	const struct resume_texts *was = &c->before.list, *is = &c->after.list;
	bool *used = ARENA_LIST(mem, bool, was->count + 1);

	if (was->count != is->count || was->count > TAILOR_ITEMS)
		return false;
	for (size_t i = 0; i < is->count; i++) {
		size_t k = 0;

		while (k < was->count &&
			(used[k] || !str_eq(was->at[k], is->at[i])))
			k++;
		if (k == was->count)
			return false;
		used[k] = true;
	}
	return true;
}

/* Some of them, in the order in which they stood. */
static bool fewer_items(const struct tailor_change *c)
{
	const struct resume_texts *was = &c->before.list, *is = &c->after.list;
	size_t k = 0;

	for (size_t i = 0; i < was->count && k < is->count; i++)
		k += str_eq(was->at[i], is->at[k]);
	return k == is->count && k > 0 && k < was->count &&
	       was->count <= TAILOR_ITEMS;
}

static bool check_text(struct applying *a, struct tailor_change *c,
	struct str at, struct str before, struct str after, struct err *err)
{
	struct truth_report report;

	if (!truth_check_text(
		    a->mem, a->truth, at, before, after, &report, err))
		return false;
	if (report.count)
		refuse(c, report.at[0].why);
	return true;
}

static bool check_change(
	struct applying *a, struct tailor_change *c, struct err *err)
{
	struct resume_texts *was = &c->before.list, *is = &c->after.list;
	struct str first;

	if (c->why.len) /* whoever read it has refused it */
		return true;
	c->accepted = true;
	switch (c->op) {
	case TAILOR_ORDER:
		if (!same_items(a->mem, c))
			refuse(c, STR("it does not hold the same items"));
		return true;
	case TAILOR_DROP:
		if (!fewer_items(c))
			refuse(c, STR("it does not hold some of the same "
				      "items, in their order"));
		return true;
	case TAILOR_ADD:
		if (is->count != was->count + 1) {
			refuse(c, STR("it adds more than one item"));
			return true;
		}
		first = c->at;
		str_cut(&first, '/');
		first = str_cut(&first, '/');
		return check_text(a, c,
			str_is(first, "skills") ? STR("/skills") : c->at,
			STR_NONE, is->at[is->count - 1], err);
	default:
		/* What was changed before is not the source's any more. */
		first = c->at;
		return check_text(a, c, first, STR_NONE, c->after.text, err);
	}
}

/* ---- all ---------------------------------------------------------------- */

/* The source with all accepted changes but one; SIZE_MAX: with all. */
static void build(struct applying *a, size_t without)
{
	struct tailor_changes *all = &a->out->changes;

	edit_copy(a->mem, a->ask->source, &a->out->resume);
	for (size_t i = 0; i < all->count; i++)
		if (all->at[i].accepted && i != without &&
			!edit_apply(a->mem, &a->out->resume, &all->at[i]))
			refuse(&all->at[i],
				STR("what it changes is not there any more"));
}

static bool score_of(
	struct applying *a, const struct resume *r, float *out, struct err *err)
{
	struct arena own = { 0 };
	struct profile p;
	bool ok;

	*out = 0;
	if (!a->ask->posting)
		return true;
	ok = profile_read(&own, r, a->ask->now, &p, err);

	if (ok)
		*out = score_total(&p, a->ask->posting);
	arena_free(&own);
	return ok;
}

/* Each alone was true; if the whole is not, the last ones go. */
static bool check_whole(struct applying *a, struct err *err)
{
	struct tailor_changes *all = &a->out->changes;
	struct truth_report report;

	for (size_t i = all->count;; i--) {
		if (!truth_check(
			    a->mem, a->truth, &a->out->resume, &report, err))
			return false;
		if (!report.count)
			return true;
		while (i && !all->at[i - 1].accepted)
			i--;
		if (!i)
			return err_set(err, ERR_BROKEN,
				"the resume does not hold against itself: "
				"%.*s",
				STR_ARG(report.at[0].why));
		refuse(&all->at[i - 1], report.at[0].why);
		build(a, SIZE_MAX);
	}
}

/* A change that costs points is not what was asked for. */
static bool check_score(struct applying *a, struct err *err)
{
	struct tailor_changes *all = &a->out->changes;

	for (size_t i = all->count; a->out->after < a->out->before && i--;) {
		float without;

		if (!all->at[i].accepted || all->at[i].asked)
			continue;
		build(a, i);
		if (!score_of(a, &a->out->resume, &without, err))
			return false;
		if (without > a->out->after) {
			refuse(&all->at[i], STR("it would lower the score"));
			a->out->after = without;
		}
		build(a, SIZE_MAX);
	}
	return true;
}

bool tailor_apply(struct arena *mem, const struct tailor_ask *ask,
	struct tailor_changes *changes, struct tailor_result *out,
	struct err *err)
{
	struct applying a = { .mem = mem, .ask = ask, .out = out };
	struct truth_ask how = { .now = ask->now };

	*out = (struct tailor_result){ .changes = *changes };
	if (!truth_open(mem, ask->source, how, &a.truth, err))
		return false;
	for (size_t i = 0; i < changes->count; i++)
		if (!check_change(&a, &out->changes.at[i], err))
			return false;
	build(&a, SIZE_MAX);
	return check_whole(&a, err) &&
	       score_of(&a, ask->source, &out->before, err) &&
	       score_of(&a, &out->resume, &out->after, err) &&
	       check_score(&a, err);
}
