/*
 * job/job.h - the durable queue: lease, run, finish. Knows no kind of job.
 *
 * A job is added by store_job_add within the transaction that wants it, and
 * from then on is run at least once: its handler must be safe to run again.
 * Its effects can be had exactly once: what a handler writes to the database
 * in the transaction in which it calls job_finish is kept together with the
 * end of the job, or not at all.
 *
 * An attempt holds a lease, renewed while it runs; when its process dies the
 * lease runs out and the job is due again. A failed attempt waits, longer
 * each time; after `tries` the job is buried, and a person decides.
 */
#ifndef JOB_H
#define JOB_H

#include "base/base.h"
#include "db/db.h"

enum {
	JOB_BACKOFF_MOST_MS = 6 * 3600 * 1000,
	JOB_NOTE = 200, /* bytes of a progress note */
	JOB_KINDS = 64,
	JOB_SCHEDULES = 64,
	JOB_WORKERS = 64
};

/* ---- one attempt, as its handler sees it -------------------------------- */

struct job {
	struct arena *mem; /* of this attempt */
	const struct job_kind *kind;
	struct str id, account_id; /* account_id empty: the system's */
	struct str input;
	int64_t attempt, tries; /* the first attempt is 1 */
	int64_t now;            /* when it began */

	/* what the handler may set */
	struct str result; /* JSON, kept with the job */
	bool hopeless;     /* it failed, and trying again would not help */

	struct job_held *held; /* job's own */
};

/*
 * True: done (and, where job_finish was called, its transaction committed).
 * False with err: tried again later, not before err->retry_after_ms.
 */
typedef bool job_handler(void *with, struct job *job, struct err *err);

/* Ends the job as part of `db`'s transaction; ERR_CONFLICT when the lease was
 * lost, and then the transaction must not be kept. A handler that never calls
 * it has its job ended behind it, in a transaction of its own. */
bool job_finish(struct job *job, struct db *db, struct err *err);

/* Should it stop? Somebody cancelled it, the lease was lost or the process
 * is going down. Costs nothing; long handlers ask often. */
bool job_cancelled(const struct job *job);

/* What a client may follow: each becomes a numbered event, durable when this
 * returns, in a transaction of its own (so not within one of the handler's).
 * job_progress also shows in lists. `data` is JSON. ERR_CONFLICT: the lease
 * was lost. */
bool job_progress(
	struct job *job, int percent, const char *note, struct err *err);
bool job_event(
	struct job *job, const char *name, struct str data, struct err *err);

/* An event "status", whose percent lists show, too. With `db` it is part of
 * that transaction, for what is not worth one of its own: whoever follows is
 * told when it is kept. NULL: as those above. From any thread. */
bool job_status(struct job *job, struct db *db, int percent, struct str data,
	struct err *err);

/* An event as part of a transaction of the handler's: whoever follows is told
 * when that is kept. */
bool job_event_in(struct job *job, struct db *db, const char *name,
	struct str data, struct err *err);
/* What job_cancelled reads, for who is given something to look at. */
const _Atomic bool *job_stop_sign(const struct job *job);

/* ---- the queue ---------------------------------------------------------- */

struct job_kind {
	const char *name; /* "mail.send" */
	job_handler *run;
	int tries, lease_s, backoff_s;
	/* How many a runner has at a time, waiting ones included; 0: as many
	 * as it has workers. Each process counts its own. */
	int at_once;
};

/* Fires a job of `kind` with input `{}`; never while the last one is live.
 * After a time in which no node ran, once. */
struct job_schedule {
	const char *name, *kind;
	const char *cron; /* see base/cron.h */
};

enum job_outcome {
	JOB_IDLE, /* nothing was due */
	JOB_DONE,
	JOB_AGAIN, /* failed, will be tried again */
	JOB_BURIED,
	JOB_CANCELLED,
	JOB_LOST /* another has its lease, or it is gone: nothing was written */
};
const char *job_outcome_name(enum job_outcome outcome);

/* One attempt, over. err: why it failed (code ERR_NONE: it did not). */
struct job_report {
	const struct job *job;
	enum job_outcome outcome;
	int64_t took_us;
	const struct err *err;
};

struct job_config {
	struct db_pool *db;
	const char *node; /* unique to this running process */
	const struct job_kind *kinds;
	size_t kind_count;
	const struct job_schedule *schedules;
	size_t schedule_count;
	int workers; /* 1 to JOB_WORKERS */
	int poll_ms; /* fall-back where notices do not come; 0: 1000 */
	void *with;  /* for handlers and for the two below */
	/* From any thread; both may be NULL. `troubled` is what the queue
	 * itself could not do (the database is away): it tries again. */
	void (*ended)(void *with, const struct job_report *report);
	void (*troubled)(void *with, const struct err *err);
	int64_t (*clock)(void); /* NULL: time_now_ms */
};

/* Threads: `workers` that run jobs and one that leases, renews and fires.
 * The config is copied, what it points to is not. */
struct job_runner;
bool job_start(struct job_runner **out, const struct job_config *config,
	struct err *err);

/* To be called on every notice of the database, not after job_stop; costs
 * next to nothing. */
void job_wake(struct job_runner *r);

/*
 * Leases no more, lets what runs finish for drain_ms, then gives back the
 * leases of what still runs (job_cancelled tells those handlers). False: such
 * handlers have not returned yet, so nothing may be freed that they use; it
 * may be called again. True: the runner is gone.
 */
bool job_stop(struct job_runner *r, int drain_ms);

/* What runs in this process, for metrics. */
struct job_load {
	int workers, running, waiting; /* waiting: leased, not begun */
};
void job_load(struct job_runner *r, struct job_load *out);

/* Runs one due job in this thread, without a runner: for tests and commands.
 * Its lease is not renewed. A job that fails is no error here. */
bool job_step(const struct job_config *config, enum job_outcome *out,
	struct err *err);
/* Fires what is due, without a runner; *fired may be NULL. */
bool job_fire(const struct job_config *config, int *fired, struct err *err);

/* The wait after a failed attempt: backoff_s doubled each time, capped, and
 * of that something between one half and all, by `dice`. */
int64_t job_backoff_ms(
	const struct job_kind *kind, int64_t attempt, uint64_t dice);

#endif
