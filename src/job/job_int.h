/*
 * job/job_int.h - inside of job: a held lease, and the runner's parts.
 *
 *   lease.c     takes leases, renews them, gives them back
 *   job.c       runs one attempt and says what becomes of it
 *   event.c     what an attempt tells while it runs
 *   schedule.c  fires schedules
 *   keeper.c    the thread that does the bookkeeping
 *   runner.c    starts and stops the threads; the workers
 */
#ifndef JOB_INT_H
#define JOB_INT_H

#include "base/cron.h"
#include "job/job.h"
#include "store/job.h"

#include <pthread.h>
#include <stdatomic.h>

/* One lease and the attempt it is for; has an arena of its own. */
struct job_held {
	struct job job;
	struct arena mem;
	const struct job_config *config;
	struct job_lease lease;
	int64_t due_at;    /* where it stood in line */
	int64_t lease_end; /* the keeper's */
	int64_t taken_us;
	bool over;     /* ended while it was taken: not to be run */
	bool finished; /* job_finish was called */
	bool begun;    /* a worker has it */
	bool gone;     /* it runs, but its lease was given back */
	enum job_outcome outcome;
	struct err err;
	atomic_bool stop;
	struct job_held *next, *next_held;
};

static inline int64_t job_lease_ms(const struct job_kind *kind)
{
	return kind->lease_s * 1000LL;
}

int64_t job_now(const struct job_config *config);

/* ---- lease.c ------------------------------------------------------------ */

/* How many more of each kind may be leased, in the order of the config. */
struct job_room {
	int free[JOB_KINDS];
};
/* As much as there is where nothing is leased; too many kinds are refused. */
bool job_room_all(
	const struct job_config *config, struct job_room *out, struct err *err);

/* When the next is due of the kinds that have room. */
bool job_next(const struct job_config *config, struct db *db,
	const struct job_room *room, int64_t *run_at, bool *found,
	struct err *err);
/* Leases up to `most` due jobs of the kinds that have room; *out is a list of
 * *count in their order. Fewer than `most` may leave others that are due. */
bool job_take(const struct job_config *config, const struct job_room *room,
	int most, struct job_held **out, int *count, struct err *err);
void job_held_free(struct job_held *h);

/* A copy of a lease, as a worker may free the original at any time. */
struct job_renewal {
	struct job_lease lease;
	int64_t until;
	bool mine;
};
bool job_renew(const struct job_config *config, struct arena *mem,
	struct job_renewal *list, size_t count, struct err *err);
/* The same, with until = the time the job becomes due again. */
bool job_give_back(const struct job_config *config, struct arena *mem,
	struct job_renewal *list, size_t count, struct err *err);

/* ---- job.c -------------------------------------------------------------- */

/* Runs it (unless it is over) and reports it. False: what became of it could
 * not be written; the lease will run out. */
bool job_run(struct job_held *h, struct err *err);

/* ---- schedule.c --------------------------------------------------------- */

struct job_clock {
	const struct job_schedule *schedule;
	struct cron cron;
	int64_t next_at; /* as far as this node knows; 0: it has not looked */
};
struct job_clocks {
	struct job_clock list[JOB_SCHEDULES];
	size_t count;
};
bool job_clocks_read(const struct job_config *config, struct job_clocks *out,
	struct err *err);
/* Fires those that are due and learns when they are next; goes on past one
 * that fails. *next_at: the earliest of all, INT64_MAX: there are none. */
bool job_clocks_fire(const struct job_config *config, struct job_clocks *clocks,
	int *fired, int64_t *next_at, struct err *err);

/* ---- the runner --------------------------------------------------------- */

enum {
	JOB_AHEAD_MOST = 32, /* leased beyond what idle workers can begin */
	JOB_AHEAD_MS = 1000, /* how long such a one may wait */
	JOB_POLL_MS = 1000,
	JOB_CROWDED_MS = 50, /* all that was due was being leased by others */
	JOB_REST_MS = 1000,  /* after the queue itself had trouble */
	JOB_LINGER_MS = 250, /* for handlers to hear that time is up */
	JOB_TROUBLE_SAY_MS = 30 * 1000
};

struct job_runner {
	struct job_config config;
	struct job_room room; /* with nothing leased */
	pthread_mutex_t lock;
	pthread_cond_t wake_keeper, wake_workers, left;

	/* under the lock */
	struct job_held *line, **line_end; /* leased, not begun */
	struct job_held *all;              /* leased, by next_held */
	int waiting, running;
	int ahead;   /* how many to lease beyond idle workers */
	bool dry;    /* a worker ran out since the last take */
	bool woken;  /* something was said to be due */
	bool hungry; /* the line is short */
	bool freed;  /* of a kind that has a ceiling one ended */
	bool stopping;
	int64_t trouble_said_us;

	/* the keeper's own */
	struct job_clocks clocks;
	_Atomic uint64_t seen_jobs, seen_cancels; /* job_wake reads them */
	int64_t look_us, poll_us, fire_at;
	bool more; /* the last take left some */

	pthread_t keeper, workers[JOB_WORKERS];
	bool keeper_runs;
	int workers_run;
};

void *job_keep(void *runner);

int64_t job_mono_us(void); /* the clock of the condition variables */
void job_wait(pthread_cond_t *cond, pthread_mutex_t *lock, int64_t until_us);
void job_forget(struct job_runner *r, struct job_held *h); /* locked */
void job_trouble(struct job_runner *r, const struct err *err);

#endif
