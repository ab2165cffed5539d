/* work/tailor_told.c - see tailor_told.h. */
#include "work/tailor_told.h"

#include <assert.h>
#include <math.h>

static_assert(
	(int)AGENT_STEPS >= (int)WORK_TAILOR_STEPS, "all of them are told");
static_assert((int)AGENT_WARNINGS >= 2 * (int)WORK_TAILOR_WARNINGS,
	"and what the caller knows, too");

static struct str or_none(struct str s) { return s.len ? s : STR_NONE; }

void work_tailor_tell_step(
	const struct work_tailor_step *s, bool timed, struct agent_step *out)
{
	*out = (struct agent_step){ .tool = str_c(s->tool),
		.state = str_c(work_tailor_states[s->state]),
		.ms = (double)s->took_us / 1000,
		.has_ms = timed && s->state != WORK_TAILOR_BEGUN,
		.engine = str_c(s->engine),
		.model = or_none(s->model),
		.fault = str_c(s->fault),
		.why = or_none(s->why) };
	out->has_engine = s->engine && s->state != WORK_TAILOR_BEGUN;
	out->tokens_in = s->tokens_in;
	out->tokens_out = s->tokens_out;
	out->attempts = s->attempts;
}

void work_tailor_tell_run(struct arena *mem, const struct work_run *run,
	bool timed, struct agent_result *out)
{
	out->engine = str_c(work_engines[run->by]);
	out->steps.at = ARENA_LIST(mem, struct agent_step, AGENT_STEPS);
	out->steps.count = run->steps;
	for (size_t i = 0; i < run->steps; i++)
		work_tailor_tell_step(&run->step[i], timed, &out->steps.at[i]);
	out->found.at =
		ARENA_LIST(mem, struct agent_found, run->found.count + 1);
	out->found.count = run->found.count;
	for (size_t i = 0; i < run->found.count; i++) {
		const struct intent_found *f = &run->found.at[i];

		out->found.at[i] = (struct agent_found){ f->where,
			str_c(intent_kinds[f->kind].name),
			str_c(intent_kinds[f->kind].sentence), f->quote };
	}
	out->warnings.at = ARENA_LIST(mem, struct str, AGENT_WARNINGS);
	out->warnings.count = run->warnings;
	for (size_t i = 0; i < run->warnings; i++)
		out->warnings.at[i] = run->warning[i];
}

void work_tailor_tell(struct arena *mem, const struct tailor_result *r,
	struct agent_result *out)
{
	out->resume = app_agent_resume(mem, &r->resume);
	changes_tell(mem, &r->changes, true, &out->changes);
	changes_tell(mem, &r->changes, false, &out->rejected);
	out->score_before = round((double)r->before * 10) / 10;
	out->score_after = round((double)r->after * 10) / 10;
}
