/*
 * work/tailor_run.c - a run of the agent, whatever it makes: its steps, the
 * first two tools, and which engine does the third.
 */
#include "work/tailor_int.h"

#include "app/trace.h"
#include "base/time.h"
#include "tailor/asked.h"

#include <assert.h>
#include <stdatomic.h>

const char *const work_engines[] = {
	[WORK_BUILTIN] = "builtin", [WORK_OPENAI] = "openai", NULL
};
const char *const work_tailor_states[] = { [WORK_TAILOR_BEGUN] = "begun",
	[WORK_TAILOR_DONE] = "done",
	[WORK_TAILOR_FAILED] = "failed" };

bool work_engine_open(struct arena *mem, const struct settings *s,
	struct str name, struct work_tailor_ask *ask, struct err *err)
{
	int engine = 0;

	if (!name.len)
		name = str_c(s->ai_provider);
	while (work_engines[engine] && !str_is(name, work_engines[engine]))
		engine++;
	if (!work_engines[engine])
		return err_set(err, ERR_BAD_INPUT,
			"there is no engine '%.*s': builtin or openai is "
			"expected",
			name.len < 40 ? (int)name.len : 40, name.at);
	ask->engine = (enum work_engine)engine;
	if (ask->engine == WORK_BUILTIN || ask->server)
		return true;
	ask->server = ARENA_NEW(mem, struct llm_server);
	return partners_llm_read(mem, s, ask->server, err);
}

/* ---- steps ------------------------------------------------------------------
 */

static bool stopped(const struct running *r)
{
	return r->ask->stop &&
	       atomic_load_explicit(r->ask->stop, memory_order_relaxed);
}

static bool was_stopped(struct err *err)
{
	return err_set(
		err, ERR_CONFLICT, "it was stopped; nothing was changed");
}

static void tell(struct running *r)
{
	if (r->ask->step)
		r->ask->step(r->ask->with, &r->run->step[r->run->steps - 1]);
}

static struct work_tailor_step *step_begin(struct running *r, const char *tool,
	const char *engine, struct err *err)
{
	struct work_tailor_step *s;

	if (stopped(r)) {
		was_stopped(err);
		return NULL;
	}
	assert(r->run->steps < WORK_TAILOR_STEPS);
	s = &r->run->step[r->run->steps++];
	*s = (struct work_tailor_step){ .tool = tool, .engine = engine };
	r->began_us = time_mono_us();
	tell(r);
	return s;
}

static bool step_end(struct running *r, bool ok, const struct err *err)
{
	struct work_tailor_step *s = &r->run->step[r->run->steps - 1];

	s->took_us = time_mono_us() - r->began_us;
	s->state = ok ? WORK_TAILOR_DONE : WORK_TAILOR_FAILED;
	if (!ok)
		s->why = str_copy(r->mem, str_c(err->text));
	tell(r);
	return ok;
}

void work_run_warn(struct running *r, struct str sentence)
{
	if (r->run->warnings < WORK_TAILOR_WARNINGS)
		r->run->warning[r->run->warnings++] = sentence;
}

/* ---- the first two tools --------------------------------------------------
 */

static bool validate(struct running *r, struct err *err)
{
	const struct work_tailor_ask *ask = r->ask;
	struct intent_request q = { ask->posting, ask->instructions,
		ask->source };

	return step_begin(r, "validate_intent", NULL, err) &&
	       step_end(r, intent_validate(r->mem, &q, &r->run->found, err),
		       err);
}

static bool summarize(struct running *r, struct err *err)
{
	if (!step_begin(r, "summarize_job_description", NULL, err))
		return false;
	r->posting = intent_clean(r->mem, r->ask->posting, INTENT_POSTING);
	return step_end(r,
		posting_read(r->mem, r->posting, &r->run->posting, err), err);
}

static void begin(struct running *r)
{
	*r->run = (struct work_run){ .by = r->ask->engine };
	r->what = (struct tailor_ask){ .source = r->ask->source,
		.posting = &r->run->posting,
		.instructions = r->ask->instructions,
		.now = r->ask->now };
}

bool work_run_begin(struct running *r, struct err *err)
{
	begin(r);
	return validate(r, err) && summarize(r, err);
}

bool work_run_begin_any(struct running *r, struct err *err)
{
	if (r->ask->posting.len)
		return work_run_begin(r, err);
	begin(r);
	r->what.posting = NULL;
	return validate(r, err);
}

/* ---- the third tool's engine ----------------------------------------------
 */

bool work_model_ask(struct running *r, const struct model_prompt *prompt,
	const struct json_shape *shape, void *into, struct err *err)
{
	struct work_tailor_step *s = &r->run->step[r->run->steps - 1];
	const struct llm_message messages[] = { { LLM_SYSTEM, prompt->system },
		{ LLM_USER, prompt->user } };
	struct llm_call call = { .server = r->ask->server,
		.messages = messages,
		.count = LENGTH(messages),
		.tokens_most = WORK_TAILOR_TOKENS,
		.shape = shape,
		.into = into,
		.mends = 1,
		.total_ms = r->ask->total_ms,
		.stop = r->ask->stop };
	struct llm_answer answer;
	bool ok;

	memcpy(call.budgets, r->ask->budgets, sizeof(call.budgets));
	ok = partners_llm_ask(r->mem, &call, &answer, err);
	s->model = answer.model;
	s->tokens_in = answer.tokens_in;
	s->tokens_out = answer.tokens_out;
	s->counted = answer.counted;
	s->attempts = answer.attempts;
	s->cost = answer.cost;
	if (answer.attempts)
		app_trace_add(&answer.span);
	if (!ok)
		s->fault = partners_llm_fault_words[answer.fault];
	else if (answer.clipped)
		work_run_warn(r, STR("the model's server seems to have cut "
				     "off what it was asked; give it more "
				     "context"));
	return ok;
}

/* Of what is asked for in words it follows a part, and in tailoring alone. */
static void warn_of_words(struct running *r, const char *tool)
{
	struct tailor_asked asked = { .other = r->what.instructions };

	if (!strcmp(tool, WORK_TAILOR_TOOL))
		tailor_asked_read(r->mem, r->what.instructions, &asked);
	if (asked.other.len)
		work_run_warn(r,
			str_fmt(r->mem,
				"the builtin engine does not follow '%.*s' in "
				"the instructions; a model would",
				STR_ARG(asked.other)));
	if (asked.one_page)
		work_run_warn(r, STR("how long a page is was estimated: look "
				     "at the pages that your template makes"));
}

static bool by_builtin(struct running *r, const char *tool,
	work_engine_run *run, void *out, struct err *err)
{
	r->run->by = WORK_BUILTIN;
	if (r->what.instructions.len)
		warn_of_words(r, tool);
	return step_begin(r, tool, work_engines[WORK_BUILTIN], err) &&
	       step_end(r, run(r, out, err), err);
}

static bool by_model(struct running *r, const char *tool, work_engine_run *run,
	void *out, struct err *err)
{
	const struct work_tailor_step *s;

	if (!r->ask->server)
		return err_set(err, ERR_NOT_BUILT,
			"no model is set up; set AI_PROVIDER=openai and what "
			"it needs");
	s = step_begin(r, tool, work_engines[WORK_OPENAI], err);
	if (!s || !step_end(r, run(r, out, err), err))
		return false;
	r->run->tokens_in = s->tokens_in;
	r->run->tokens_out = s->tokens_out;
	return true;
}

bool work_run_engine(struct running *r, const char *tool,
	work_engine_run *model, work_engine_run *builtin, void *out,
	struct err *err)
{
	struct err first = { 0 };

	if (r->ask->engine == WORK_BUILTIN)
		return by_builtin(r, tool, builtin, out, err);
	if (by_model(r, tool, model, out, &first))
		return true;
	if (stopped(r))
		return was_stopped(err);
	if (!r->ask->fallback) {
		*err = first;
		return false;
	}
	work_run_warn(
		r, str_fmt(r->mem, "%s; the builtin engine did it instead",
			   first.text));
	return by_builtin(r, tool, builtin, out, err);
}
