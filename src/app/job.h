/*
 * app/job.h - background jobs as people see them: lists, one job, what
 * happened to it, stopping it; and what administrators decide about jobs that
 * failed for good. Everybody sees their own jobs, administrators all.
 *
 * Not here: adding jobs (store_job_add, by the rule that wants one), running
 * them (job/, work/).
 */
#ifndef APP_JOB_H
#define APP_JOB_H

#include "app/call.h"
#include "store/job.h"

struct job_list_ask {
	struct str state, kind; /* empty: any */
	struct str cursor;      /* see app/cursor.h */
	int64_t limit;
};
struct job_page {
	struct job_row *at; /* newest first */
	size_t count;
	struct str next_cursor; /* at NULL: the end */
};
bool app_job_list(struct call *c, const struct job_list_ask *ask,
	struct job_page *out, struct err *err);
bool app_job_get(
	struct call *c, struct str id, struct job_row *out, struct err *err);

/* Events with n > after, at most `most`, and the job as it stood before
 * them. over: the job has ended and there will be none behind these. New ones
 * are told of by the slot NOTICE_JOB_EVENTS. */
struct job_news {
	struct job_row job;
	const struct job_event *at;
	size_t count;
	bool over;
};
enum { APP_JOB_EVENTS_MOST = 1000 };
bool app_job_events_after(struct call *c, struct str id, int64_t after,
	int64_t most, struct job_news *out, struct err *err);

/* A waiting job ends, a running one is asked to; ERR_CONFLICT when it has
 * ended already. *out (may be NULL) is the job then. */
bool app_job_cancel(
	struct call *c, struct str id, struct job_row *out, struct err *err);

/* For administrators only. Retry: a buried or cancelled job is ready again.
 * Drop: a job that has ended is deleted. Else ERR_CONFLICT. */
bool app_job_retry(
	struct call *c, struct str id, struct job_row *out, struct err *err);
bool app_job_drop(struct call *c, struct str id, struct err *err);
bool app_job_stats(struct call *c, struct job_stats *out, struct err *err);

#endif
