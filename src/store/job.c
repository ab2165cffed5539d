/*
 * store/job.c - SQL about jobs as people and rules see them: adding, looking,
 * deciding. How workers keep the promise is in job_lease.c.
 */
#include "store/job.h"

/* ---- adding ------------------------------------------------------------- */

static const struct db_query add = {
	.name = "job.add",
	.sql = "INSERT INTO job"
	       " (id, kind, account_id, input, once_key, run_at, created_at)"
	       " VALUES ($1, $2, $3, $4, $5, $6, $7)"
	       " ON CONFLICT (once_key) WHERE ended_at = 0 AND once_key <> ''"
	       " DO NOTHING",
	.in = (const struct db_col[]){ DB_COL(job_new, id),
		DB_COL(job_new, kind), DB_COL(job_new, account_id),
		DB_COL(job_new, input), DB_COL(job_new, once_key),
		DB_COL(job_new, run_at), DB_COL(job_new, created_at), { 0 } },
};

static struct str or_empty(struct str s) { return s.at ? s : STR(""); }

bool store_job_add(
	struct db *db, const struct job_new *job, bool *added, struct err *err)
{
	struct job_new row = *job;
	int64_t n;

	if (row.input.len > STORE_JOB_INPUT)
		return err_set(err, ERR_TOO_BIG,
			"the input of a job is over %d bytes", STORE_JOB_INPUT);
	if (row.once_key.len > STORE_JOB_ONCE_KEY)
		return err_set(err, ERR_TOO_BIG,
			"the once_key of a job is over %d bytes",
			STORE_JOB_ONCE_KEY);
	row.account_id = or_empty(row.account_id);
	row.once_key = or_empty(row.once_key);
	if (!db_run(db, &add, &row, &n, err))
		return false;
	if (added)
		*added = n > 0;
	return n == 0 || db_notice(db, NOTICE_JOBS, err);
}

/* ---- looking ------------------------------------------------------------ */

struct id_in {
	struct str account_id, id, state;
	int64_t now;
};

#define COLUMNS                                                              \
	"id, kind, account_id, state, result, note, error_code, error,"      \
	" progress, attempts, tries, events, run_at, created_at, cancel_at," \
	" ended_at"

static const struct db_col columns[] = { DB_COL(job_row, id),
	DB_COL(job_row, kind), DB_COL(job_row, account_id),
	DB_COL(job_row, state), DB_COL(job_row, result), DB_COL(job_row, note),
	DB_COL(job_row, error_code), DB_COL(job_row, error),
	DB_COL(job_row, progress), DB_COL(job_row, attempts),
	DB_COL(job_row, tries), DB_COL(job_row, events),
	DB_COL(job_row, run_at), DB_COL(job_row, created_at),
	DB_COL(job_row, cancel_at), DB_COL(job_row, ended_at), { 0 } };

static const struct db_query get = {
	.name = "job.get",
	.sql = "SELECT " COLUMNS " FROM job"
	       " WHERE account_id = $1 AND account_id <> '' AND id = $2",
	.in = (const struct db_col[]){ DB_COL(id_in, account_id),
		DB_COL(id_in, id), { 0 } },
	.out = columns,
	.row_size = sizeof(struct job_row),
};

static const struct db_query get_any = {
	.name = "job.get_any",
	.sql = "SELECT " COLUMNS " FROM job WHERE id = $1",
	.in = (const struct db_col[]){ DB_COL(id_in, id), { 0 } },
	.out = columns,
	.row_size = sizeof(struct job_row),
};

static const struct db_query find_once = {
	.name = "job.find_once",
	.sql = "SELECT " COLUMNS " FROM job WHERE once_key = $1"
	       " AND ended_at = 0 AND once_key <> ''",
	.in = (const struct db_col[]){ DB_COL(job_new, once_key), { 0 } },
	.out = columns,
	.row_size = sizeof(struct job_row),
};

#define BEFORE(at, id, limit)                      \
	" AND (created_at, id) < (" at ", " id ")" \
	" ORDER BY created_at DESC, id DESC LIMIT " limit

static const struct db_query list = {
	.name = "job.list",
	.sql = "SELECT " COLUMNS " FROM job"
	       " WHERE account_id = $1 AND account_id <> ''"
	       " AND ($2 = '' OR state = $2) AND ($3 = '' OR kind = $3)" BEFORE(
		       "$4", "$5", "$6"),
	.in = (const struct db_col[]){ DB_COL(job_wish, account_id),
		DB_COL(job_wish, state), DB_COL(job_wish, kind),
		DB_COL(job_wish, before_at), DB_COL(job_wish, before_id),
		DB_COL(job_wish, limit), { 0 } },
	.out = columns,
	.row_size = sizeof(struct job_row),
};

static const struct db_query list_any = {
	.name = "job.list_any",
	.sql = "SELECT " COLUMNS
	       " FROM job WHERE ($1 = '' OR kind = $1)" BEFORE(
		       "$2", "$3", "$4"),
	.in = (const struct db_col[]){ DB_COL(job_wish, kind),
		DB_COL(job_wish, before_at), DB_COL(job_wish, before_id),
		DB_COL(job_wish, limit), { 0 } },
	.out = columns,
	.row_size = sizeof(struct job_row),
};

/* Apart from list_any, so that its index is found: few of many are buried. */
static const struct db_query list_state = {
	.name = "job.list_state",
	.sql = "SELECT " COLUMNS " FROM job"
	       " WHERE state = $1 AND ($2 = '' OR kind = $2)" BEFORE(
		       "$3", "$4", "$5"),
	.in = (const struct db_col[]){ DB_COL(job_wish, state),
		DB_COL(job_wish, kind), DB_COL(job_wish, before_at),
		DB_COL(job_wish, before_id), DB_COL(job_wish, limit), { 0 } },
	.out = columns,
	.row_size = sizeof(struct job_row),
};

bool store_job_get(struct db *db, struct str account_id, struct str id,
	struct job_row *out, struct err *err)
{
	return db_one(db, &get, &(struct id_in){ account_id, id }, out, err);
}

bool store_job_get_any(
	struct db *db, struct str id, struct job_row *out, struct err *err)
{
	return db_one(db, &get_any, &(struct id_in){ .id = id }, out, err);
}

static struct job_wish wish_of(const struct job_wish *wish)
{
	struct job_wish w = *wish;

	w.state = or_empty(w.state);
	w.kind = or_empty(w.kind);
	w.before_id = or_empty(w.before_id);
	return w;
}

bool store_job_list(struct db *db, const struct job_wish *wish,
	struct db_rows *out, struct err *err)
{
	struct job_wish w = wish_of(wish);

	return db_list(db, &list, &w, (size_t)w.limit, out, err);
}

bool store_job_list_any(struct db *db, const struct job_wish *wish,
	struct db_rows *out, struct err *err)
{
	struct job_wish w = wish_of(wish);

	return db_list(db, w.state.len ? &list_state : &list_any, &w,
		(size_t)w.limit, out, err);
}

bool store_job_find_once(struct db *db, struct str once_key,
	struct job_row *out, bool *found, struct err *err)
{
	return db_find(db, &find_once,
		&(struct job_new){ .once_key = once_key }, out, found, err);
}

/* ---- events ------------------------------------------------------------- */

struct events_in {
	struct str account_id, id;
	int64_t after, limit;
};

static const struct db_col event_columns[] = { DB_COL(job_event, n),
	DB_COL(job_event, at), DB_COL(job_event, name), DB_COL(job_event, data),
	{ 0 } };

static const struct db_query events = {
	.name = "job.events",
	.sql = "SELECT e.n, e.at, e.name, e.data FROM job j"
	       " JOIN job_event e ON e.job_id = j.id"
	       " WHERE j.account_id = $1 AND j.account_id <> '' AND j.id = $2"
	       " AND e.n > $3 ORDER BY e.n LIMIT $4",
	.in = (const struct db_col[]){ DB_COL(events_in, account_id),
		DB_COL(events_in, id), DB_COL(events_in, after),
		DB_COL(events_in, limit), { 0 } },
	.out = event_columns,
	.row_size = sizeof(struct job_event),
};

static const struct db_query events_any = {
	.name = "job.events_any",
	.sql = "SELECT n, at, name, data FROM job_event"
	       " WHERE job_id = $1 AND n > $2 ORDER BY n LIMIT $3",
	.in = (const struct db_col[]){ DB_COL(events_in, id),
		DB_COL(events_in, after), DB_COL(events_in, limit), { 0 } },
	.out = event_columns,
	.row_size = sizeof(struct job_event),
};

bool store_job_events(struct db *db, struct str account_id, struct str id,
	int64_t after, int64_t limit, struct db_rows *out, struct err *err)
{
	return db_list(db, &events,
		&(struct events_in){ account_id, id, after, limit },
		(size_t)limit, out, err);
}

bool store_job_events_any(struct db *db, struct str id, int64_t after,
	int64_t limit, struct db_rows *out, struct err *err)
{
	return db_list(db, &events_any,
		&(struct events_in){ .id = id, .after = after, .limit = limit },
		(size_t)limit, out, err);
}

/* ---- numbers ------------------------------------------------------------ */

static const struct db_query stats = {
	.name = "job.stats",
	.sql = "SELECT"
	       " (SELECT count(*) FROM job WHERE state = 'ready') AS ready,"
	       " (SELECT count(*) FROM job WHERE leased_by <> '') AS leased,"
	       " (SELECT count(*) FROM job WHERE state = 'buried') AS buried,"
	       " COALESCE((SELECT min(run_at) FROM job"
	       "  WHERE ended_at = 0 AND run_at <= $1), 0) AS due_since",
	.in = (const struct db_col[]){ DB_COL(id_in, now), { 0 } },
	.out = (const struct db_col[]){ DB_COL(job_stats, ready),
		DB_COL(job_stats, leased), DB_COL(job_stats, buried),
		DB_COL(job_stats, due_since), { 0 } },
	.row_size = sizeof(struct job_stats),
};

bool store_job_stats(
	struct db *db, int64_t now, struct job_stats *out, struct err *err)
{
	return db_one(db, &stats, &(struct id_in){ .now = now }, out, err);
}

/* ---- deciding ----------------------------------------------------------- */

#define CANCEL(whose, now)                                                    \
	"UPDATE job SET"                                                      \
	" cancel_at = CASE cancel_at WHEN 0 THEN " now " ELSE cancel_at END," \
	" ended_at = CASE state WHEN 'ready' THEN " now " ELSE 0 END,"        \
	" state = CASE state WHEN 'ready' THEN 'cancelled' ELSE state END"    \
	" WHERE ended_at = 0 AND " whose

static const struct db_query cancel = {
	.name = "job.cancel",
	.sql = CANCEL("account_id = $1 AND account_id <> '' AND id = $2", "$3"),
	.in = (const struct db_col[]){ DB_COL(id_in, account_id),
		DB_COL(id_in, id), DB_COL(id_in, now), { 0 } },
};

static const struct db_query cancel_any = {
	.name = "job.cancel_any",
	.sql = CANCEL("id = $1", "$2"),
	.in = (const struct db_col[]){ DB_COL(id_in, id), DB_COL(id_in, now),
		{ 0 } },
};

static const struct db_query retry_any = {
	.name = "job.retry_any",
	.sql = "UPDATE job SET state = 'ready', run_at = $2, ended_at = 0,"
	       " attempts = 0, cancel_at = 0, progress = 0, note = ''"
	       " WHERE id = $1 AND state IN ('buried', 'cancelled')"
	       " AND (once_key = '' OR NOT EXISTS (SELECT 1 FROM job o"
	       "  WHERE o.once_key = job.once_key AND o.ended_at = 0"
	       "  AND o.once_key <> ''))",
	.in = (const struct db_col[]){ DB_COL(id_in, id), DB_COL(id_in, now),
		{ 0 } },
};

static const struct db_query drop_any = {
	.name = "job.drop_any",
	.sql = "DELETE FROM job WHERE id = $1 AND ended_at > 0",
	.in = (const struct db_col[]){ DB_COL(id_in, id), { 0 } },
};

static const struct db_query drop_of = {
	.name = "job.drop_of",
	.sql = "DELETE FROM job WHERE account_id = $1 AND account_id <> ''",
	.in = (const struct db_col[]){ DB_COL(id_in, account_id), { 0 } },
};

const struct db_query *const store_job_queries[] = { &add, &get, &get_any,
	&find_once, &list, &list_any, &list_state, &events, &events_any, &stats,
	&cancel, &cancel_any, &retry_any, &drop_any, &drop_of, NULL };

static bool decide(struct db *db, const struct db_query *q, struct id_in in,
	bool *hit, struct err *err)
{
	int64_t n;

	if (!db_run(db, q, &in, &n, err))
		return false;
	*hit = n > 0;
	return true;
}

/* A running job's keeper must hear of it, and so must who follows it. */
static bool tell_cancel(struct db *db, bool hit, struct err *err)
{
	return !hit || (db_notice(db, NOTICE_JOB_CANCEL, err) &&
			       db_notice(db, NOTICE_JOB_EVENTS, err));
}

bool store_job_cancel(struct db *db, struct str account_id, struct str id,
	int64_t now, bool *hit, struct err *err)
{
	return decide(db, &cancel, (struct id_in){ account_id, id, .now = now },
		       hit, err) &&
	       tell_cancel(db, *hit, err);
}

bool store_job_cancel_any(
	struct db *db, struct str id, int64_t now, bool *hit, struct err *err)
{
	return decide(db, &cancel_any, (struct id_in){ .id = id, .now = now },
		       hit, err) &&
	       tell_cancel(db, *hit, err);
}

bool store_job_retry_any(
	struct db *db, struct str id, int64_t now, bool *hit, struct err *err)
{
	return decide(db, &retry_any, (struct id_in){ .id = id, .now = now },
		       hit, err) &&
	       (!*hit || db_notice(db, NOTICE_JOBS, err));
}

bool store_job_drop_any(
	struct db *db, struct str id, bool *hit, struct err *err)
{
	return decide(db, &drop_any, (struct id_in){ .id = id }, hit, err);
}

bool store_job_drop_of(struct db *db, struct str account_id, struct err *err)
{
	return db_run(db, &drop_of, &(struct id_in){ .account_id = account_id },
		NULL, err);
}
