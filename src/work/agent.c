/* work/agent.c - see agent.h. */
#include "work/agent.h"

#include "app/house.h"
#include "app/job.h"

enum { MONEY_OF_TENTH = 100000 /* millionths */ };

/* ---- beginning ---------------------------------------------------------- */

/* Durable, so that who comes back later has missed nothing. */
static void tell_step(void *with, const struct work_tailor_step *s)
{
	struct work_agent *a = with;
	struct agent_step told;

	work_tailor_tell_step(s, true, &told);
	if (a->told.code == ERR_NONE)
		job_event(a->job, "status",
			app_agent_json(a->c->mem, &app_agent_step_shape, &told),
			&a->told);
}

static struct llm_budget budget_of(
	const char *name, int64_t cap_tenths, int64_t spent)
{
	return (struct llm_budget){ .name = name,
		.money_most = cap_tenths * MONEY_OF_TENTH,
		.money = spent };
}

static bool choose_engine(struct work_agent *a, struct err *err)
{
	const struct settings *s = a->c->house->settings;

	a->ask.server = a->c->house->llm;
	a->month = budget_of("the month's spending cap of this server",
		s->ai_monthly_spend_cap, a->task.spent.all_of);
	a->own = budget_of("your month's spending cap",
		s->ai_monthly_spend_cap_per_user, a->task.spent.own);
	a->ask.budgets[0] = a->month.money_most ? &a->month : NULL;
	a->ask.budgets[1] = a->own.money_most ? &a->own : NULL;
	a->ask.fallback = a->task.run.fallback;
	/* it fails as a model does, so that a fallback is one here, too */
	if (str_is(a->task.run.engine, work_engines[WORK_OPENAI]) &&
		!a->ask.server) {
		a->ask.engine = WORK_OPENAI;
		return true;
	}
	return work_engine_open(a->c->mem, s, a->task.run.engine, &a->ask, err);
}

bool work_agent_begin(
	struct work_agent *a, struct call *c, struct job *job, struct err *err)
{
	a->c = c;
	a->job = job;
	if (!app_agent_take(c, job->input, &a->task, err) ||
		!resume_read_text(c->mem, a->task.resume_json, &a->resume, err))
		return false;
	a->ask = (struct work_tailor_ask){ .source = &a->resume,
		.posting = app_given_text(c->mem, a->task.posting),
		.instructions = a->task.run.instructions,
		.now = a->task.now,
		.stop = job_stop_sign(job),
		.step = tell_step,
		.with = a };
	return choose_engine(a, err);
}

/* ---- ending ------------------------------------------------------------- */

void work_agent_count(struct work_agent *a)
{
	struct agent_usage *u = &a->done.usage;

	work_tailor_tell_run(a->c->mem, &a->run, true, &a->done.result);
	for (size_t i = 0; i < a->run.steps; i++)
		a->done.money += a->run.step[i].cost.money;
	u->tokens_in = a->run.tokens_in;
	u->tokens_out = a->run.tokens_out;
	u->tokens = u->tokens_in + u->tokens_out;
	u->engine = str_c(work_engines[a->run.by]);
}

static bool tell_change(
	struct work_agent *a, const struct change_told *change, struct err *err)
{
	struct change_told one = *change;
	struct str data = app_agent_json(a->c->mem, &app_change_shape, &one);

	/* too long for an event: the result has it whole */
	if (data.len > STORE_JOB_EVENT) {
		one.before = one.after = STR("null");
		one.evidence.count = 0;
		data = app_agent_json(a->c->mem, &app_change_shape, &one);
	}
	return data.len > STORE_JOB_EVENT ||
	       job_event_in(a->job, a->c->db, "change", data, err);
}

bool work_agent_changes(
	struct work_agent *a, const struct changes_told *all, struct err *err)
{
	for (size_t i = 0; i < all->count; i++)
		if (!tell_change(a, &all->at[i], err))
			return false;
	return true;
}

bool work_agent_usage(struct work_agent *a, struct err *err)
{
	return job_event_in(a->job, a->c->db, "usage",
		app_agent_json(
			a->c->mem, &app_agent_usage_shape, &a->done.usage),
		err);
}

static bool is_hopeless(const struct work_agent *a, const struct err *err)
{
	return err->code != ERR_BUSY && err->code != ERR_FULL &&
	       (err->code != ERR_BROKEN || a->job->attempt >= a->job->tries);
}

/* Somebody stopped it, or the server goes and another takes it up: which of
 * the two is the queue's business. */
static bool was_stopped(struct work_agent *a, struct err *err)
{
	struct err why = *err;

	if (!a->done.money || app_agent_spend(a->c, &a->task, &a->done, err))
		*err = why;
	return false;
}

bool work_agent_give_up(struct work_agent *a, struct err *err)
{
	struct err why = *err;

	if (!is_hopeless(a, &why))
		return false;
	a->job->hopeless = !a->task.run.id.len;
	if (a->job->hopeless)
		return false;
	if (!app_call_close(a->c, false, err))
		return false;
	if (job_cancelled(a->job)) {
		*err = why;
		return was_stopped(a, err);
	}
	return app_call_write(a->c, err) &&
	       app_agent_fail(a->c, &a->task, &a->done, &why, err) &&
	       work_refuse(a->job, &why);
}
