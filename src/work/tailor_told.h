/*
 * work/tailor_told.h - what a run of the agent did and came to, as rows
 * (app/agent_told.h), for who shows them.
 */
#ifndef WORK_TAILOR_TOLD_H
#define WORK_TAILOR_TOLD_H

#include "app/agent_told.h"
#include "work/tailor.h"

/* `timed`: with the time that it took, which no two runs have in common. */
void work_tailor_tell_step(
	const struct work_tailor_step *s, bool timed, struct agent_step *out);
/* Steps, what was found, warnings, whose result it is. */
void work_tailor_tell_run(struct arena *mem, const struct work_run *run,
	bool timed, struct agent_result *out);
/* And what came of it. */
void work_tailor_tell(struct arena *mem, const struct tailor_result *r,
	struct agent_result *out);

#endif
