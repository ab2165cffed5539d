/*
 * work/tailor.c - see tailor.h: the third tool, tailor_resume_content.
 */
#include "work/tailor_int.h"

#include "base/time.h"

struct tailoring {
	struct tailor_changes changes;
	struct tailor_result *result;
};

/* The engine's own work is done; whether it holds is the same for all. */
static bool judge(struct running *r, struct tailoring *t, struct err *err)
{
	int64_t asked_us = time_mono_us();

	if (r->ask->choose)
		r->ask->choose(r->ask->with, &t->changes);
	/* a person's time is not the tool's */
	r->began_us += time_mono_us() - asked_us;
	return tailor_apply(r->mem, &r->what, &t->changes, t->result, err);
}

static bool by_builtin(struct running *r, void *out, struct err *err)
{
	struct tailoring *t = out;

	return tailor_builtin(r->mem, &r->what, &t->changes, err) &&
	       judge(r, t, err);
}

static bool by_model(struct running *r, void *out, struct err *err)
{
	struct tailoring *t = out;
	struct model_prompt prompt;
	struct model_answer answer = { 0 };

	if (!model_ask(r->mem, &r->what, r->posting, &prompt, err) ||
		!work_model_ask(r, &prompt, &model_shape, &answer, err))
		return false;
	model_read(r->mem, &r->what, &answer, &t->changes);
	return judge(r, t, err);
}

bool work_tailor(struct arena *mem, const struct work_tailor_ask *ask,
	struct work_run *run, struct tailor_result *out, struct err *err)
{
	struct running r = { .mem = mem, .ask = ask, .run = run };
	struct tailoring t = { .result = out };

	if (!work_run_begin(&r, err) || !work_run_engine(&r, WORK_TAILOR_TOOL,
						by_model, by_builtin, &t, err))
		return false;
	for (size_t i = 0; ask->change && i < out->changes.count; i++)
		ask->change(ask->with, &out->changes.at[i]);
	return true;
}
