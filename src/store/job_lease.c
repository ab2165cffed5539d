/*
 * store/job_lease.c - SQL by which workers keep the promise: what is due, and
 * what the holder of a lease may write.
 *
 * Here the dialects differ: PostgreSQL skips rows that another node is just
 * leasing, SQLite has one writer and needs not.
 */
#include "store/job.h"

/* ---- what is due -------------------------------------------------------- */

struct due_in {
	struct str kinds;
	int64_t now, limit;
};
struct next_out {
	int64_t run_at;
};

#define NEXT(position)                                  \
	"SELECT run_at FROM job WHERE ended_at = 0"     \
	" AND " position "($1, ',' || kind || ',') > 0" \
	" ORDER BY run_at, id LIMIT 1"

static const struct db_query next = {
	.name = "job.next",
	.sql = NEXT("instr"),
	.sql_pg = NEXT("strpos"),
	.in = (const struct db_col[]){ DB_COL(due_in, kinds), { 0 } },
	.out = (const struct db_col[]){ DB_COL(next_out, run_at), { 0 } },
	.row_size = sizeof(struct next_out),
};

#define DUE(position, lock)                                     \
	"SELECT id, kind, account_id, input, run_at, attempts," \
	" cancel_at, state = 'leased' AS expired"               \
	" FROM job WHERE ended_at = 0 AND run_at <= $2"         \
	" AND " position "($1, ',' || kind || ',') > 0"         \
	" ORDER BY run_at, id LIMIT $3" lock

static const struct db_query due = {
	.name = "job.due",
	.sql = DUE("instr", ""),
	.sql_pg = DUE("strpos", " FOR UPDATE SKIP LOCKED"),
	.in = (const struct db_col[]){ DB_COL(due_in, kinds),
		DB_COL(due_in, now), DB_COL(due_in, limit), { 0 } },
	.out = (const struct db_col[]){ DB_COL(job_due, id),
		DB_COL(job_due, kind), DB_COL(job_due, account_id),
		DB_COL(job_due, input), DB_COL(job_due, run_at),
		DB_COL(job_due, attempts), DB_COL(job_due, cancel_at),
		DB_COL(job_due, expired), { 0 } },
	.row_size = sizeof(struct job_due),
};

bool store_job_next(struct db *db, struct str kinds, int64_t *run_at,
	bool *found, struct err *err)
{
	struct next_out row = { 0 };

	if (!db_find(db, &next, &(struct due_in){ .kinds = kinds }, &row, found,
		    err))
		return false;
	*run_at = row.run_at;
	return true;
}

bool store_job_due(struct db *db, struct str kinds, int64_t now, int64_t limit,
	struct db_rows *out, struct err *err)
{
	return db_list(db, &due, &(struct due_in){ kinds, now, limit },
		(size_t)limit, out, err);
}

/* ---- leases ------------------------------------------------------------- */

struct lease_in {
	struct job_lease lease;
	int64_t at, tries;
};
#define LEASE(row)                                      \
	DB_COL(row, lease.id), DB_COL(row, lease.node), \
		DB_COL(row, lease.attempt)
#define WHILE_MINE " WHERE id = $1 AND leased_by = $2 AND attempts = $3"

static const struct db_query lease = {
	.name = "job.lease",
	.sql = "UPDATE job SET state = 'leased', leased_by = $2,"
	       " attempts = $3, run_at = $4, tries = $5 WHERE id = $1",
	.in = (const struct db_col[]){ LEASE(lease_in), DB_COL(lease_in, at),
		DB_COL(lease_in, tries), { 0 } },
};

static const struct db_query renew = {
	.name = "job.renew",
	.sql = "UPDATE job SET run_at = $4" WHILE_MINE,
	.in = (const struct db_col[]){ LEASE(lease_in), DB_COL(lease_in, at),
		{ 0 } },
};

static const struct db_query give_back = {
	.name = "job.give_back",
	.sql = "UPDATE job SET state = 'ready', leased_by = '', run_at = $4,"
	       " attempts = attempts - 1" WHILE_MINE,
	.in = (const struct db_col[]){ LEASE(lease_in), DB_COL(lease_in, at),
		{ 0 } },
};

static const struct db_query asked = {
	.name = "job.asked",
	.sql = "SELECT id, attempts FROM job WHERE leased_by = $1"
	       " AND leased_by <> '' AND cancel_at > 0",
	.in = (const struct db_col[]){ DB_COL(job_lease, node), { 0 } },
	.out = (const struct db_col[]){ DB_COL(job_asked, id),
		DB_COL(job_asked, attempts), { 0 } },
	.row_size = sizeof(struct job_asked),
};

/* More than one process can hold, by far. */
enum { ASKED_MOST = 10 * 1000 };

static bool run_mine(struct db *db, const struct db_query *q, const void *in,
	bool *mine, struct err *err)
{
	int64_t n;

	if (!db_run(db, q, in, &n, err))
		return false;
	*mine = n > 0;
	return true;
}

bool store_job_lease(struct db *db, const struct job_due *row, struct str node,
	int64_t tries, int64_t lease_end, struct err *err)
{
	return db_run(db, &lease,
		&(struct lease_in){ { row->id, node, row->attempts + 1 },
			lease_end, tries },
		NULL, err);
}

bool store_job_renew(struct db *db, const struct job_lease *held,
	int64_t lease_end, bool *mine, struct err *err)
{
	return run_mine(
		db, &renew, &(struct lease_in){ *held, lease_end }, mine, err);
}

bool store_job_give_back(struct db *db, const struct job_lease *held,
	int64_t run_at, bool *mine, struct err *err)
{
	return run_mine(db, &give_back, &(struct lease_in){ *held, run_at },
		       mine, err) &&
	       (!*mine || db_notice(db, NOTICE_JOBS, err));
}

bool store_job_asked(
	struct db *db, struct str node, struct db_rows *out, struct err *err)
{
	return db_list(db, &asked, &(struct job_lease){ .node = node },
		ASKED_MOST, out, err);
}

/* ---- ends of attempts --------------------------------------------------- */

struct done_in {
	struct job_lease lease;
	struct str result;
	int64_t now;
};
struct state_out {
	struct str state;
};
/* Was anybody there who may be following? Others cost no notice. */
struct followed_out {
	bool followed;
};
#define FOLLOWED "(account_id <> '' OR events > 0)"

static const struct db_query done = {
	.name = "job.done",
	.sql = "UPDATE job SET state = 'done', leased_by = '', input = '',"
	       " result = $4, ended_at = $5, run_at = $5, progress = 100,"
	       " note = '', error_code = '', error = ''" WHILE_MINE
	       " RETURNING " FOLLOWED " AS followed",
	.in = (const struct db_col[]){ LEASE(done_in), DB_COL(done_in, result),
		DB_COL(done_in, now), { 0 } },
	.out = (const struct db_col[]){ DB_COL(followed_out, followed), { 0 } },
	.row_size = sizeof(struct followed_out),
};

static const struct db_query failed = {
	.name = "job.failed",
	.sql = "UPDATE job SET leased_by = '', error_code = $4, error = $5,"
	       " run_at = $6,"
	       " state = CASE WHEN cancel_at > 0 THEN 'cancelled'"
	       "  WHEN $6 = 0 THEN 'buried' ELSE 'ready' END,"
	       " ended_at = CASE WHEN cancel_at > 0 OR $6 = 0 THEN $7"
	       "  ELSE 0 END" WHILE_MINE " RETURNING state",
	.in = (const struct db_col[]){ LEASE(job_failure),
		DB_COL(job_failure, error_code), DB_COL(job_failure, error),
		DB_COL(job_failure, run_at), DB_COL(job_failure, now), { 0 } },
	.out = (const struct db_col[]){ DB_COL(state_out, state), { 0 } },
	.row_size = sizeof(struct state_out),
};

bool store_job_done(struct db *db, const struct job_lease *held,
	struct str result, int64_t now, bool *mine, struct err *err)
{
	struct done_in in = { *held, result.at ? result : STR(""), now };
	struct followed_out row = { 0 };

	if (result.len > STORE_JOB_RESULT)
		return err_set(err, ERR_TOO_BIG,
			"the result of a job is over %d bytes",
			STORE_JOB_RESULT);
	return db_find(db, &done, &in, &row, mine, err) &&
	       (!row.followed || db_notice(db, NOTICE_JOB_EVENTS, err));
}

bool store_job_failed(struct db *db, const struct job_failure *f,
	struct str *state, bool *mine, struct err *err)
{
	struct state_out row = { 0 };

	if (!db_find(db, &failed, f, &row, mine, err))
		return false;
	*state = row.state;
	return !*mine || db_notice(db, NOTICE_JOB_EVENTS, err);
}

/* ---- events ------------------------------------------------------------- */

struct count_out {
	int64_t events, cancel_at;
};
struct event_in {
	struct str job_id;
	struct job_event event;
};

/* The row's own counter numbers them: it is locked until they are there, so
 * that nobody sees n + 1 before n. */
static const struct db_query count = {
	.name = "job.count_event",
	.sql = "UPDATE job SET events = events + 1,"
	       " progress = CASE WHEN $4 < 0 THEN progress ELSE $4 END,"
	       " note = COALESCE($5, note)" WHILE_MINE
	       " RETURNING events, cancel_at",
	.in = (const struct db_col[]){ LEASE(job_said),
		DB_COL(job_said, percent), DB_COL(job_said, note), { 0 } },
	.out = (const struct db_col[]){ DB_COL(count_out, events),
		DB_COL(count_out, cancel_at), { 0 } },
	.row_size = sizeof(struct count_out),
};

static const struct db_query add_event = {
	.name = "job.add_event",
	.sql = "INSERT INTO job_event (job_id, n, at, name, data)"
	       " VALUES ($1, $2, $3, $4, $5)",
	.in = (const struct db_col[]){ DB_COL(event_in, job_id),
		DB_COL(event_in, event.n), DB_COL(event_in, event.at),
		DB_COL(event_in, event.name), DB_COL(event_in, event.data),
		{ 0 } },
};

bool store_job_say(struct db *db, const struct job_said *said, bool *stop,
	bool *mine, struct err *err)
{
	struct count_out row = { 0 };

	if (said->name.len > STORE_JOB_EVENT_NAME ||
		said->data.len > STORE_JOB_EVENT)
		return err_set(err, ERR_TOO_BIG,
			"an event of a job is over %d bytes", STORE_JOB_EVENT);
	if (!db_find(db, &count, said, &row, mine, err))
		return false;
	*stop = row.cancel_at > 0;
	if (!*mine)
		return true;
	if (row.events > STORE_JOB_EVENTS)
		return err_set(err, ERR_TOO_BIG, "a job has over %d events",
			STORE_JOB_EVENTS);
	return db_run(db, &add_event,
		       &(struct event_in){ said->lease.id,
			       { row.events, said->at, said->name,
				       said->data } },
		       NULL, err) &&
	       db_notice(db, NOTICE_JOB_EVENTS, err);
}

const struct db_query *const store_job_lease_queries[] = { &next, &due, &lease,
	&renew, &give_back, &asked, &done, &failed, &count, &add_event, NULL };
