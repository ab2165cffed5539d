/*
 * store/sweep.c - the statements that delete what is old. Each takes the
 * oldest rows by an index, so that a sweep with nothing to do costs nothing.
 */
#include "store/sweep.h"

#include "base/time.h"

struct sweep_in {
	int64_t before, limit;
};

static const struct db_col in[] = { DB_COL(sweep_in, before),
	DB_COL(sweep_in, limit), { 0 } };

#define SWEEP(what, table, key, which)                                         \
	static const struct db_query what = {                                  \
		.name = "sweep." #what,                                        \
		.sql = "DELETE FROM " table " WHERE (" key ") IN (SELECT " key \
		       " FROM " table " WHERE " which " LIMIT $2)",            \
		.in = in,                                                      \
	}

SWEEP(answers, "idempotency", "owner, key",
	"created_at < $1 ORDER BY created_at");
SWEEP(sessions, "session", "id", "expires_at < $1 ORDER BY expires_at");
SWEEP(tickets, "ticket", "hash", "expires_at < $1 ORDER BY expires_at");
SWEEP(files, "file", "id",
	"expires_at > 0 AND expires_at < $1 ORDER BY expires_at");
SWEEP(spent, "spent", "hash", "expires_at < $1 ORDER BY expires_at");
SWEEP(jobs, "job", "id",
	"ended_at > 0 AND ended_at < $1 AND state <> 'buried'"
	" ORDER BY ended_at");
SWEEP(buried, "job", "id",
	"ended_at > 0 AND ended_at < $1 AND state = 'buried'"
	" ORDER BY ended_at");
SWEEP(errors, "error_event", "id", "at < $1 ORDER BY at");
SWEEP(slow, "slow_operation", "id", "at < $1 ORDER BY at");
SWEEP(events, "event", "id", "at < $1 ORDER BY at");
SWEEP(usage, "feature_usage_tracking", "id", "at < $1 ORDER BY at");

/* A master goes after the last of its variants. */
SWEEP(trash, "document", "id",
	"deleted_at > 0 AND deleted_at < $1 AND NOT EXISTS (SELECT 1 FROM"
	" document v WHERE v.master_id = document.id AND v.master_id <> '')"
	" ORDER BY deleted_at");

SWEEP(projects, "project", "id",
	"deleted_at > 0 AND deleted_at < $1 ORDER BY deleted_at");
/* Of none, or of a project that is gone: what was spent has counted. */
SWEEP(runs, "agent_run", "id",
	"began_at < $1 AND NOT EXISTS (SELECT 1 FROM project p"
	" WHERE p.id = agent_run.project_id) ORDER BY began_at");

/* Until then who follows one is told that it is gone. */
SWEEP(shares, "share", "id",
	"revoked_at > 0 AND revoked_at < $1 ORDER BY revoked_at");

#define DAYS(n) ((n) * (int64_t)DAY_MS)

const struct sweep store_sweeps[] = {
	{ "kept answers", DAYS(1), &answers },
	{ "sessions", DAYS(30), &sessions },
	{ "tickets", 0, &tickets },
	{ "spent steps", 0, &spent },
	{ "files", 0, &files },
	{ "ended jobs", DAYS(7), &jobs },
	{ "buried jobs", DAYS(90), &buried },
	{ "error events", DAYS(30), &errors },
	{ "slow operations", DAYS(30), &slow },
	{ "events", DAYS(30), &events },
	{ "feature usage", DAYS(400), &usage },
	{ "documents in the trash", DAYS(30), &trash },
	{ "projects in the trash", DAYS(30), &projects },
	{ "runs of no project", DAYS(40), &runs },
	{ "revoked shares", DAYS(90), &shares },
};
const size_t store_sweep_count = LENGTH(store_sweeps);

const struct db_query *const store_sweep_queries[] = { &answers, &sessions,
	&tickets, &spent, &files, &jobs, &buried, &errors, &slow, &events,
	&usage, &trash, &projects, &runs, &shares, NULL };

bool store_sweep_run(struct db *db, const struct sweep *s, int64_t now,
	int64_t limit, int64_t *gone, struct err *err)
{
	return db_run(db, s->query,
		&(struct sweep_in){ now - s->keep_ms, limit }, gone, err);
}
