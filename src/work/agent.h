/*
 * work/agent.h - what jobs of agents share: an attempt, who follows it, and
 * how it ends. What a run is, app/agent.h says; the tools, work/tailor.h.
 */
#ifndef WORK_AGENT_H
#define WORK_AGENT_H

#include "app/agent.h"
#include "work/tailor_told.h"
#include "work/work.h"

struct work_agent {
	struct call *c;
	struct job *job;
	struct agent_task task;
	struct resume resume;
	struct work_tailor_ask ask;
	struct work_run run;
	struct llm_budget month, own;
	struct agent_done done;
	struct err told; /* who follows could not be told */
};

/* Reads what is to be done, and says who is to do it. */
bool work_agent_begin(
	struct work_agent *a, struct call *c, struct job *job, struct err *err);
/* Behind the tools, whether they went well or not: what they took. */
void work_agent_count(struct work_agent *a);
/* Each change as an event; likewise with the transaction that ends the job. */
bool work_agent_changes(
	struct work_agent *a, const struct changes_told *all, struct err *err);
/* Keeps it as part of the transaction that ends the job. */
bool work_agent_usage(struct work_agent *a, struct err *err);
/* What will not be otherwise the next time ends the job and the run; the rest
 * is tried again. */
bool work_agent_give_up(struct work_agent *a, struct err *err);

#endif
