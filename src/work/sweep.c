/*
 * work/sweep.c - the hourly deleting of what is old.
 *
 * Safe to run twice: the second time there is nothing left.
 */
#include "work/work.h"

#include "app/file.h"
#include "app/sweep.h"

static bool stop(void *job) { return job_cancelled(job); }

bool work_sweep(struct call *c, struct job *job, struct err *err)
{
	int64_t gone, blobs = 0;

	if (!app_sweep(c, stop, job, &gone, err) ||
		!app_file_sweep(c, stop, job, &blobs, err))
		return false;
	job->result = str_fmt(job->mem, "{\"deleted\":%lld,\"files\":%lld}",
		(long long)gone, (long long)blobs);
	return true;
}
