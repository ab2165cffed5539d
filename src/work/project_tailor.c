/*
 * work/project_tailor.c - a project's resume is fitted to its posting, and who
 * follows hears of each step and each change (TAI-8).
 *
 * Safe to run again: nothing is changed before the transaction that ends it.
 */
#include "work/agent.h"

static bool keep(struct work_agent *a, struct err *err)
{
	struct agent_result *r = &a->done.result;

	if (!app_call_write(a->c, err) ||
		!work_agent_changes(a, &r->changes, err) ||
		!work_agent_changes(a, &r->rejected, err) ||
		!app_agent_keep(a->c, &a->task, &a->done, err) ||
		!work_agent_usage(a, err))
		return false;
	a->job->result = app_agent_json(a->c->mem, &app_agent_result_shape, r);
	return true;
}

bool work_project_tailor(struct call *c, struct job *job, struct err *err)
{
	struct work_agent *a = ARENA_NEW(job->mem, struct work_agent);
	struct tailor_result result;
	bool ok = work_agent_begin(a, c, job, err);

	if (ok) {
		ok = work_tailor(c->mem, &a->ask, &a->run, &result, err);
		work_agent_count(a);
	}
	if (ok && a->told.code != ERR_NONE) {
		*err = a->told;
		return false;
	}
	if (ok) {
		work_tailor_tell(c->mem, &result, &a->done.result);
		ok = keep(a, err);
	}
	return ok || work_agent_give_up(a, err);
}
