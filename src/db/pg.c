/*
 * db/pg.c - the PostgreSQL driver: one call on one connection of the pool.
 *
 * Calls that write run side by side at READ COMMITTED: a rule that reads
 * and then writes by what it read needs FOR UPDATE in its sql_pg, or says
 * in the WHERE of the change what it relies on.
 */
#include "db/pg_int.h"

#include <stdio.h>

/* ---- one call ----------------------------------------------------------- */

static const char *begin_text(enum db_mode mode)
{
	return mode == DB_SNAPSHOT
		       ? "BEGIN ISOLATION LEVEL REPEATABLE READ, READ ONLY"
		       : "BEGIN ISOLATION LEVEL READ COMMITTED, READ WRITE";
}

static bool pg_begin(struct db *db, struct err *err)
{
	struct pg *pg = pg_of(db->pool);
	struct pg_conn *c;

	/* its questions may go out with others': see db_pg_start */
	if (db->mode == DB_READ)
		return true;
	c = db_pg_take(pg, pg->pool.config.connection_timeout_ms, err);
	db->conn = c;
	return c && db_pg_ahead(c, begin_text(db->mode), err);
}

/* NOTIFY goes out with the COMMIT and is heard only if that succeeds. */
static bool send_marks(struct pg_conn *c, const struct db_marks *m)
{
	char slot[8];
	const char *values[] = { slot };
	bool ok = true;

	for (unsigned i = 0; ok && i < DB_NOTICES; i++) {
		if (!(m->bits[i / 64] >> i % 64 & 1))
			continue;
		snprintf(slot, sizeof(slot), "%u", i);
		ok = PQsendQueryParams(c->pg, "SELECT pg_notify('vitae', $1)",
			1, NULL, values, NULL, NULL, 0);
	}
	return ok;
}

static bool keep(struct db *db, struct err *err)
{
	struct pg_conn *c = db->conn;
	struct pg *pg = pg_of(db->pool);

	if (!db_fault("commit", err)) {
		struct err ignored;

		db_pg_ahead(c, "ROLLBACK", &ignored);
		db_pg_flush(c, "ROLLBACK", "undo", &ignored);
		return false;
	}
	if (!db_pg_send_ahead(c) || !send_marks(c, &db->marks))
		return db_pg_fail(c, NULL, "commit", err);
	if (!db_pg_ahead(c, "COMMIT", err) ||
		!db_pg_flush(c, "COMMIT", "commit", err)) {
		if (!db_pg_conn_alive(c))
			err_set(err, ERR_BUSY,
				"the database went away during a commit: "
				"whether the changes were kept is unknown");
		return false;
	}
	atomic_fetch_add(&pg->calls, 1);
	atomic_fetch_add(&pg->commits, 1);
	if (db_marked(&db->marks)) {
		db_marks_count(&db->marks, pg->slots);
		db_heard(&pg->pool);
	}
	return true;
}

static bool pg_end(struct db *db, bool kept, struct err *err)
{
	struct pg_conn *c = db->conn;
	bool ok = true;

	/* a connection that could not be replaced has left the pool already */
	if (!c)
		return !kept || db->mode == DB_READ ||
		       err_set(err, ERR_BUSY, "the database is away");
	if (kept && db->mode == DB_WRITE && (db->seen || db_marked(&db->marks)))
		ok = keep(db, err);
	else if (db->seen && db->mode != DB_READ && db_pg_conn_alive(c))
		ok = db_pg_ahead(c, "ROLLBACK", err) &&
		     db_pg_flush(c, "ROLLBACK", "undo", err);
	db_pg_give(pg_of(db->pool), c);
	/* what died with the connection was not kept, as was asked */
	return ok || !kept;
}

static void pg_end_later(struct db *db, bool kept, db_then *then, void *with)
{
	struct err err;
	bool ok = pg_end(db, kept, &err);

	then(with, ok ? NULL : &err);
}

static void pg_settle(struct db_pool *pool) { (void)pool; }

static bool pg_part(struct db *db, const char *sql, struct err *err)
{
	return db->conn ? db_pg_ahead(db->conn, sql, err)
			: err_set(err, ERR_BUSY, "the database is away");
}

/* ---- the pool ----------------------------------------------------------- */

static void pg_close(struct db_pool *pool)
{
	struct pg *pg = pg_of(pool);

	db_pg_listen_close(pg);
	db_pg_reap(pg, INT64_MAX, 0);
	pthread_mutex_destroy(&pg->lock);
	pthread_mutex_destroy(&pg->pool.hearing);
	pthread_mutex_destroy(&pg->share.lock);
	mem_free(pg->url);
	mem_free(pg);
}

static struct pg *pg_new(const struct db_config *config, const char *url)
{
	struct pg *pg = mem_alloc(sizeof(*pg));
	struct db_config *c = &pg->pool.config;

	*c = *config;
	c->url = NULL;
	c->pool_max = c->pool_max < 1 ? 1 : c->pool_max;
	c->pool_min = c->pool_min < c->pool_max ? c->pool_min : c->pool_max;
	pg->url = mem_text(url);
	pg->wake_fd = -1;
	pthread_mutex_init(&pg->lock, NULL);
	pthread_mutex_init(&pg->pool.hearing, NULL);
	pthread_mutex_init(&pg->share.lock, NULL);
	db_line_init(&pg->share.line);
	db_line_init(&pg->line);
	return pg;
}

/* At least one, so that a wrong address is found when the program starts. */
static bool open_first(struct pg *pg, struct err *err)
{
	int least = pg->pool.config.pool_min < 1 ? 1 : pg->pool.config.pool_min;
	struct pg_conn *all = NULL, *c = NULL;

	for (int i = 0; i < least; i++) {
		c = db_pg_take(pg, pg->pool.config.connection_timeout_ms, err);
		if (!c)
			break;
		c->next = all;
		all = c;
	}
	while (all) {
		struct pg_conn *next = all->next;

		db_pg_give(pg, all);
		all = next;
	}
	return c != NULL;
}

static bool pg_open(struct db_pool **out, const struct db_config *config,
	const char *url, struct err *err)
{
	struct pg *pg;

	if (!db_pg_lib_load(err))
		return false;
	pg = pg_new(config, url);
	if (open_first(pg, err) && db_pg_listen_open(pg, err)) {
		*out = &pg->pool;
		return true;
	}
	pg_close(&pg->pool);
	return false;
}

static uint64_t pg_noticed(const struct db_pool *pool, unsigned slot)
{
	struct pg *pg = pg_of(pool);

	/* far from what the slots count to, so it never looks like one */
	return atomic_load(&pg->hears)
		       ? atomic_load(&pg->slots[slot])
		       : atomic_fetch_add(&pg->never, 1) | 1ULL << 63;
}

static const struct db_query ping_query = {
	.name = "ping",
	.sql = "SELECT 1 AS n WHERE pg_is_in_recovery()",
};

static bool pg_ping(struct db_pool *pool, int timeout_ms, struct err *err)
{
	struct pg *pg = pg_of(pool);
	struct pg_conn *c = db_pg_take(pg, timeout_ms, err);
	struct db db = { .pool = pool, .mode = DB_READ, .conn = c };
	bool ok;

	if (!c)
		return false;
	c->answer_ms = timeout_ms;
	ok = db_pg_start(&db, &ping_query, NULL, DB_WANT_ALL, err);
	if (ok) {
		ok = PQntuples(db.live) == 0 ||
		     err_set(err, ERR_BUSY,
			     "the database is a copy that takes no writes");
		db_pg_finish(&db);
	}
	if (db.conn)
		db_pg_give(pg, db.conn);
	return ok;
}

static void pg_stats(struct db_pool *pool, struct db_stats *out)
{
	struct pg *pg = pg_of(pool);

	pthread_mutex_lock(&pg->lock);
	out->connections = pg->opened;
	out->in_use = pg->opened - pg->idle_count;
	out->waiting = pg->waiting;
	pthread_mutex_unlock(&pg->lock);
	out->calls = atomic_load(&pg->calls);
	out->commits = atomic_load(&pg->commits);
	out->busy = atomic_load(&pg->busy);
	out->shared = atomic_load(&pg->shared);
}

static void pg_version(struct buf *out)
{
	struct err missing;
	int n;

	if (!db_pg_lib_load(&missing)) {
		buf_add(out, STR("PostgreSQL (libpq is not installed)"));
		return;
	}
	n = PQlibVersion();
	buf_addf(out, "PostgreSQL (libpq %d.%d)", n / 10000, n % 10000);
}

const struct db_driver db_postgres = {
	.engine = "postgresql",
	.words = { "text COLLATE \"C\"", "bigint", "boolean", "bytea",
		"double precision", "" },
	/* a migration may take long, and so may waiting for another's */
	.migrate_lock = "SET LOCAL statement_timeout = 0;"
			"SET LOCAL lock_timeout = 0;"
			"SELECT pg_advisory_xact_lock(8458107651984126)",
	.open = pg_open,
	.close = pg_close,
	.begin = pg_begin,
	.end = pg_end,
	.end_later = pg_end_later,
	.settle = pg_settle,
	.part = pg_part,
	.start = db_pg_start,
	.next = db_pg_next,
	.finish = db_pg_finish,
	.script = db_pg_script,
	.describe = db_pg_describe,
	.noticed = pg_noticed,
	.ping = pg_ping,
	.stats = pg_stats,
	.version = pg_version,
};
