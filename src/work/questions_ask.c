/* work/questions_ask.c - what somebody will be asked for a posting (TAI-11). */
#include "work/agent.h"

static bool keep(
	struct work_agent *a, const struct interview *all, struct err *err)
{
	struct questions told = { 0 };

	app_questions_tell(a->c->mem, all, &told);
	if (!app_call_write(a->c, err) ||
		!app_agent_keep_questions(
			a->c, &a->task, &told, &a->done, err) ||
		!work_agent_usage(a, err))
		return false;
	a->job->result = app_agent_json(a->c->mem, &app_questions_shape, &told);
	return true;
}

bool work_questions_ask(struct call *c, struct job *job, struct err *err)
{
	struct work_agent *a = ARENA_NEW(job->mem, struct work_agent);
	struct interview *all = ARENA_NEW(job->mem, struct interview);
	bool ok = work_agent_begin(a, c, job, err);

	if (ok) {
		ok = work_questions(c->mem, &a->ask, &a->run, all, err);
		work_agent_count(a);
	}
	if (ok && a->told.code != ERR_NONE) {
		*err = a->told;
		return false;
	}
	return (ok && keep(a, all, err)) || work_agent_give_up(a, err);
}
