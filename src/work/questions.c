/*
 * work/questions.c - see tailor.h: the third tool, ask_questions.
 */
#include "tailor/interview_model.h"
#include "work/tailor_int.h"

static bool by_builtin(struct running *r, void *out, struct err *err)
{
	return interview_builtin(r->mem, &r->what, out, err);
}

static void warn_refused(
	struct running *r, const struct interview_refusals *refused, size_t all)
{
	if (refused->count == all)
		work_run_warn(r, STR("none of the model's questions may be "
				     "asked; the builtin ones stand"));
	for (size_t i = 0; i < refused->count; i++)
		work_run_warn(
			r, str_fmt(r->mem,
				   "a question of the model was left out: %.*s",
				   STR_ARG(refused->at[i].why)));
}

static bool by_model(struct running *r, void *out, struct err *err)
{
	struct interview_model_answer answer = { 0 };
	struct interview_refusals refused;
	struct model_prompt prompt;

	if (!interview_model_ask(r->mem, &r->what, r->posting, &prompt, err) ||
		!work_model_ask(
			r, &prompt, &interview_model_shape, &answer, err) ||
		!interview_model_read(
			r->mem, &r->what, &answer, out, &refused, err))
		return false;
	warn_refused(r, &refused, answer.questions.count);
	return true;
}

bool work_questions(struct arena *mem, const struct work_tailor_ask *ask,
	struct work_run *run, struct interview *out, struct err *err)
{
	struct running r = { .mem = mem, .ask = ask, .run = run };

	return work_run_begin(&r, err) &&
	       work_run_engine(
		       &r, "ask_questions", by_model, by_builtin, out, err);
}
