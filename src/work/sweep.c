/*
 * work/sweep.c - the hourly deleting of what is old.
 *
 * Safe to run twice: the second time there is nothing left.
 */
#include "work/work.h"

#include "app/sweep.h"

static bool stop(void *job) { return job_cancelled(job); }

bool work_sweep(struct call *c, struct job *job, struct err *err)
{
	int64_t gone;

	if (!app_sweep(c, stop, job, &gone, err))
		return false;
	job->result = str_fmt(job->mem, "{\"deleted\":%lld}", (long long)gone);
	return true;
}
