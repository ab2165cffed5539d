/*
 * store/job.h - the queue's tables, typed.
 *
 * A job is live (ready or leased) until it has ended (done, buried,
 * cancelled). One attempt holds one lease, named by `struct job_lease`;
 * what an attempt writes is written only while it still holds that lease,
 * and *mine tells. Who leases, runs and ends jobs is job/.
 */
#ifndef STORE_JOB_H
#define STORE_JOB_H

#include "db/db.h"

/* Slots of db_notice; those from 64 on are accounts' (app/seen). */
enum {
	NOTICE_JOBS = 8,   /* something became due */
	NOTICE_JOB_CANCEL, /* somebody wants a running job to stop */
	NOTICE_JOB_EVENTS  /* something happened that may be followed */
};

enum {
	STORE_JOB_INPUT = 2 * 1024 * 1024, /* bytes */
	STORE_JOB_RESULT = 1024 * 1024,
	STORE_JOB_ONCE_KEY = 200,
	STORE_JOB_EVENT_NAME = 64,
	STORE_JOB_EVENT = 64 * 1024,  /* bytes of one event's data */
	STORE_JOB_EVENTS = 100 * 1000 /* events of one job */
};

/* ---- adding ------------------------------------------------------------- */

struct job_new {
	struct str id;         /* id_new() */
	struct str kind;       /* a name of work/jobs.def */
	struct str account_id; /* whose it is; empty: the system's */
	struct str input;      /* JSON, as the kind reads it */
	struct str once_key;   /* empty: any number of them */
	int64_t run_at;        /* not before; may be past */
	int64_t created_at;
};

/* Within the caller's transaction: the job is promised when that is durable.
 * With a once_key that a live job has already, nothing is added and *added
 * (may be NULL) is false: so what a job reads, it must read when it runs. */
bool store_job_add(
	struct db *db, const struct job_new *job, bool *added, struct err *err);

/* ---- looking ------------------------------------------------------------ */

/* Neither the input nor who leases: those are nobody else's business. */
struct job_row {
	struct str id, kind, account_id, state, result, note;
	struct str error_code, error; /* of the last attempt that failed */
	int64_t progress;             /* percent */
	int64_t attempts, tries, events;
	int64_t run_at, created_at, cancel_at, ended_at; /* 0: not yet */
};

struct job_wish {
	struct str account_id;  /* not for store_job_list_any */
	struct str state, kind; /* empty: any */
	int64_t before_at;      /* newest first, before (at, id) */
	struct str before_id;
	int64_t limit;
};

bool store_job_get(struct db *db, struct str account_id, struct str id,
	struct job_row *out, struct err *err);
bool store_job_get_any(
	struct db *db, struct str id, struct job_row *out, struct err *err);
/* Rows of struct job_row, at most limit. */
bool store_job_list(struct db *db, const struct job_wish *wish,
	struct db_rows *out, struct err *err);
bool store_job_list_any(struct db *db, const struct job_wish *wish,
	struct db_rows *out, struct err *err);
/* The live job of that key. */
bool store_job_find_once(struct db *db, struct str once_key,
	struct job_row *out, bool *found, struct err *err);

struct job_event {
	int64_t n, at; /* n grows from 1 without gaps */
	struct str name, data;
};

/* Rows of struct job_event with n > after, in order, at most limit. */
bool store_job_events(struct db *db, struct str account_id, struct str id,
	int64_t after, int64_t limit, struct db_rows *out, struct err *err);
bool store_job_events_any(struct db *db, struct str id, int64_t after,
	int64_t limit, struct db_rows *out, struct err *err);

struct job_stats {
	int64_t ready; /* waiting, due or not */
	int64_t leased, buried;
	int64_t due_since; /* run_at of the oldest that is due; 0: none */
};
bool store_job_stats(
	struct db *db, int64_t now, struct job_stats *out, struct err *err);

/* ---- deciding ------------------------------------------------------------
 * *hit is false when there is no such job in such a state.
 */

/* A ready job ends at once, a running one is asked to stop. */
bool store_job_cancel(struct db *db, struct str account_id, struct str id,
	int64_t now, bool *hit, struct err *err);
bool store_job_cancel_any(
	struct db *db, struct str id, int64_t now, bool *hit, struct err *err);
/* A buried or cancelled job is ready again, its attempts forgotten. Not when
 * a live job has its once_key. */
bool store_job_retry_any(
	struct db *db, struct str id, int64_t now, bool *hit, struct err *err);
/* Deletes a job that has ended. */
bool store_job_drop_any(
	struct db *db, struct str id, bool *hit, struct err *err);
/* Deletes all jobs of an account. What runs at that moment finds its lease
 * gone, and so writes nothing any more. */
bool store_job_drop_of(struct db *db, struct str account_id, struct err *err);

/* ---- keeping the promise (for job/) --------------------------------------
 * `kinds` are the names that the caller knows, as ",mail.send,sweep,": what
 * a newer program has added is left to the newer program.
 */

struct job_due {
	struct str id, kind, account_id, input;
	int64_t run_at, attempts, cancel_at;
	bool expired; /* was leased, and the lease ran out */
};

struct job_lease {
	struct str id, node; /* node: unique to a running process */
	int64_t attempt;
};

/* When the next is due; *found false: there is none. */
bool store_job_next(struct db *db, struct str kinds, int64_t *run_at,
	bool *found, struct err *err);
/* Rows of struct job_due, oldest first, kept from other nodes until the end
 * of the transaction. */
bool store_job_due(struct db *db, struct str kinds, int64_t now, int64_t limit,
	struct db_rows *out, struct err *err);
/* The row of store_job_due becomes attempt due->attempts + 1. */
bool store_job_lease(struct db *db, const struct job_due *due, struct str node,
	int64_t tries, int64_t lease_end, struct err *err);
bool store_job_renew(struct db *db, const struct job_lease *lease,
	int64_t lease_end, bool *mine, struct err *err);
/* As if it had never been leased. */
bool store_job_give_back(struct db *db, const struct job_lease *lease,
	int64_t run_at, bool *mine, struct err *err);
/* Rows of struct job_asked: what runs on `node` and should stop. */
struct job_asked {
	struct str id;
	int64_t attempts;
};
bool store_job_asked(
	struct db *db, struct str node, struct db_rows *out, struct err *err);

/* The input, done with, is forgotten: it may hold what is private. */
bool store_job_done(struct db *db, const struct job_lease *lease,
	struct str result, int64_t now, bool *mine, struct err *err);
/* After a failed attempt: ready again at run_at, or buried when run_at is 0;
 * cancelled, when that was asked for. *state tells which. */
struct job_failure {
	struct job_lease lease;
	struct str error_code, error;
	int64_t run_at, now;
};
bool store_job_failed(struct db *db, const struct job_failure *f,
	struct str *state, bool *mine, struct err *err);

/* Adds an event; percent -1 and note absent: as they were. *asked: the job
 * is to be cancelled. */
struct job_said {
	struct job_lease lease;
	struct str name, data, note;
	int64_t percent, at;
};
bool store_job_say(struct db *db, const struct job_said *said, bool *asked,
	bool *mine, struct err *err);

extern const struct db_query *const store_job_queries[];
extern const struct db_query *const store_job_lease_queries[];

#endif
