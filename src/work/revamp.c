/*
 * work/revamp.c - see tailor.h: the third tool, revamp_resume or
 * suggest_wording.
 */
#include "tailor/revamp_model.h"
#include "work/tailor_int.h"

struct revamping {
	bool words_only;
	struct work_revamp *out;
};

static bool judge(struct running *r, struct revamping *v, struct err *err)
{
	if (v->words_only)
		revamp_keep_words(&v->out->found);
	return tailor_apply(
		r->mem, &r->what, &v->out->found.changes, &v->out->result, err);
}

static bool by_builtin(struct running *r, void *out, struct err *err)
{
	struct revamping *v = out;

	if (!v->words_only)
		revamp_builtin(r->mem, r->ask->source, &v->out->found);
	else if (!revamp_suggest(r->mem, &r->what, &v->out->found, err))
		return false;
	return judge(r, v, err);
}

static bool by_model(struct running *r, void *out, struct err *err)
{
	struct revamping *v = out;
	struct model_answer answer = { 0 };
	struct model_prompt prompt;

	if (!revamp_model_ask(r->mem, &r->what, r->posting, &prompt, err) ||
		!work_model_ask(r, &prompt, &model_shape, &answer, err))
		return false;
	revamp_model_read(r->mem, &r->what, &answer, &v->out->found);
	return judge(r, v, err);
}

bool work_revamp(struct arena *mem, const struct work_tailor_ask *ask,
	bool words_only, struct work_run *run, struct work_revamp *out,
	struct err *err)
{
	struct running r = { .mem = mem, .ask = ask, .run = run };
	struct revamping v = { words_only, out };
	const char *tool = words_only ? "suggest_wording" : "revamp_resume";

	if (!work_run_begin_any(&r, err) ||
		!work_run_engine(&r, tool, by_model, by_builtin, &v, err))
		return false;
	for (size_t i = 0; ask->change && i < out->result.changes.count; i++)
		ask->change(ask->with, &out->result.changes.at[i]);
	return true;
}
