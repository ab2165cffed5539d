/*
 * work/letter.c - see tailor.h: the third tool, write_letter.
 */
#include "tailor/letter_model.h"
#include "work/tailor_int.h"

static bool by_builtin(struct running *r, void *out, struct err *err)
{
	return letter_builtin(r->mem, &r->what, out, err);
}

static void warn_refused(
	struct running *r, const struct letter_refusals *refused, size_t asked)
{
	for (size_t i = 0; i < refused->count; i++)
		work_run_warn(r,
			str_fmt(r->mem,
				"a paragraph of the model was left out: %.*s",
				STR_ARG(refused->at[i].why)));
	if (refused->count == asked)
		work_run_warn(r, STR("none of the model's paragraphs holds; "
				     "the builtin ones stand"));
}

static bool by_model(struct running *r, void *out, struct err *err)
{
	struct letter_model_answer answer = { 0 };
	struct letter_refusals refused;
	struct model_prompt prompt;

	if (!letter_model_ask(r->mem, &r->what, r->posting, &prompt, err) ||
		!work_model_ask(
			r, &prompt, &letter_model_shape, &answer, err) ||
		!letter_model_read(
			r->mem, &r->what, &answer, out, &refused, err))
		return false;
	warn_refused(r, &refused, answer.paragraphs.count);
	return true;
}

bool work_letter(struct arena *mem, const struct work_tailor_ask *ask,
	struct work_run *run, struct letter *out, struct err *err)
{
	struct running r = { .mem = mem, .ask = ask, .run = run };

	return work_run_begin(&r, err) &&
	       work_run_engine(
		       &r, "write_letter", by_model, by_builtin, out, err);
}
