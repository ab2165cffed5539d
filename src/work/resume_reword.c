/*
 * work/resume_reword.c - better words for a resume, or suggestions of them
 * (TAI-11). Safe to run again: nothing is kept before the end.
 */
#include "work/agent.h"

static bool keep(
	struct work_agent *a, const struct work_revamp *done, struct err *err)
{
	struct tailor_result r = done->result;
	struct revamp_told told;

	if (a->task.given.store)
		r.resume.meta.vitae.kind = STR("revamp");
	app_revamp_tell(a->c->mem, &done->found, &r, &told);
	if (!app_call_write(a->c, err) ||
		!work_agent_changes(a, &told.changes, err) ||
		!work_agent_changes(a, &told.rejected, err) ||
		!app_agent_keep_revamp(a->c, &a->task, &told, &a->done, err) ||
		!work_agent_usage(a, err))
		return false;
	a->job->result = app_agent_json(a->c->mem, &app_revamp_shape, &told);
	return true;
}

static bool is_words_only(const struct work_agent *a)
{
	return str_is(a->task.run.kind, app_agent_kinds[AGENT_SUGGESTIONS]);
}

bool work_resume_reword(struct call *c, struct job *job, struct err *err)
{
	struct work_agent *a = ARENA_NEW(job->mem, struct work_agent);
	struct work_revamp *done = ARENA_NEW(job->mem, struct work_revamp);
	bool ok = work_agent_begin(a, c, job, err);

	if (ok) {
		ok = work_revamp(
			c->mem, &a->ask, is_words_only(a), &a->run, done, err);
		work_agent_count(a);
	}
	if (ok && a->told.code != ERR_NONE) {
		*err = a->told;
		return false;
	}
	return (ok && keep(a, done, err)) || work_agent_give_up(a, err);
}
