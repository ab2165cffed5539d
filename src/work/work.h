/*
 * work/work.h - what the clock asks of us: one handler per kind of job, the
 * table of kinds (jobs.def), and the threads that run them for a house.
 *
 * A handler is given a call that is not open yet, made in the name of the
 * system for the account whose job it is. A call that it leaves open for
 * writing is ended together with the job, in one transaction: what it wrote
 * happens exactly once. What it does to the world outside (a mail) happens at
 * least once.
 */
#ifndef WORK_H
#define WORK_H

#include "app/call.h"
#include "job/job.h"

#include <pthread.h>

struct work_deliver;

typedef bool work_handler(struct call *c, struct job *job, struct err *err);
/* Makes the call of an attempt, and ends it with the job. */
bool work_attempt(struct house *h, struct job *job, work_handler *handler,
	struct err *err);

/* For a handler that did what it could, and whose answer is no: the file holds
 * nothing, say. Nobody can mend that by trying again, so the job is done and
 * this is its result: {"error", "message"}. True. */
bool work_refuse(struct job *job, const struct err *why);

#define JOB(                                                                \
	name, handler, tries, lease_s, backoff_s, at_once, schedule, words) \
	work_handler work_##handler;
#include "work/jobs.def"
#undef JOB

struct work_kind {
	const char *name, *schedule, *words;
};
extern const struct work_kind work_kinds[];
extern const size_t work_kind_count;

/*
 * The threads: as many as WORKERS says, none for 0. The struct is the
 * caller's and must outlive the database, whose notices it hears.
 */
struct work {
	pthread_mutex_t lock;
	struct job_runner *awake;     /* NULL: hears no notices */
	struct job_runner *runner;    /* NULL: no threads */
	struct work_deliver *deliver; /* NULL: as well */
	struct job_schedule schedules[JOB_SCHEDULES];
	int drain_ms;
};
bool work_start(struct house *h, struct work *out, struct err *err);
/* For every notice of the database (db_on_notice), from any thread. */
void work_wake(struct work *w);
/* Lets run what runs for DRAIN_TIMEOUT_MS. False: some handler has not come
 * back; its job is given back, but the house must not be closed. */
bool work_stop(struct work *w);
void work_load(struct work *w, struct job_load *out);

/* One due job, in this thread. */
bool work_step(struct house *h, enum job_outcome *out, struct err *err);

#endif
