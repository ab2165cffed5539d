/*
 * db/db.h - one SQL interface, two drivers. Knows no table.
 *
 * SQL is a closed set: the only way to reach the database is a constant
 * `struct db_query`. There is no function that takes an SQL string, so no
 * input can ever become SQL.
 *
 *   struct db_pool   the database: a file or a server. Outlives calls.
 *   struct db        a connection lent to one call, for one transaction.
 *
 * A call that only reads is lent a reader (SQLite: one of many connections
 * in WAL mode; PostgreSQL: one of the pool, or for a single row a place among
 * the questions that go out together). A call that changes something
 * is lent a writer. SQLite has exactly one; its calls run one after another,
 * each in a savepoint, and many of them share one commit (group commit at
 * synchronous=FULL), so a durable write costs a fraction of an fsync.
 */
#ifndef DB_H
#define DB_H

#include "base/base.h"

/* ---- queries ------------------------------------------------------------ */

enum db_type { DB_END, DB_TEXT, DB_BYTES, DB_INT, DB_BOOL, DB_REAL };

/* Bytes that are not text: a hash, a sealed value. */
struct bytes {
	const char *at;
	size_t len;
};

/*
 * One placeholder or one column; its type is read off the struct's field.
 * A list of them ends with { 0 }. Text with at == NULL is SQL NULL, both
 * ways; other types have no NULL, a column that may be empty says so by 0 or
 * '' (reading NULL into one is ERR_BROKEN).
 */
struct db_col {
	enum db_type type;
	const char *name;
	size_t at;
};
#define DB_COL(row, field)                                    \
	{                                                     \
		_Generic(((struct row *)0)->field, struct str \
			 : DB_TEXT, struct bytes              \
			 : DB_BYTES, int64_t                  \
			 : DB_INT, bool                       \
			 : DB_BOOL, double                    \
			 : DB_REAL),                          \
			#field, offsetof(struct row, field)   \
	}

struct db_query {
	const char *name;         /* "upload.get": for errors and metrics */
	const char *sql;          /* the common tongue: $1 $2 ... */
	const char *sql_pg;       /* only where PostgreSQL must differ */
	const struct db_col *in;  /* $1, $2, ... in order; NULL: none */
	const struct db_col *out; /* columns in order; NULL: no rows */
	size_t row_size;
};

/* ---- the database ------------------------------------------------------- */

struct db_pool;

struct db_config {
	/* "sqlite:PATH", "memory:" (SQLite that nobody else sees; for tests)
	 * or "postgresql://..." */
	const char *url;
	int pool_min, pool_max; /* PostgreSQL connections */
	int idle_timeout_ms, connection_timeout_ms;
	int readers_max; /* SQLite reader connections */
};

bool db_open(
	struct db_pool **out, const struct db_config *config, struct err *err);
void db_close(struct db_pool *pool);
const char *db_engine(const struct db_pool *pool); /* "sqlite", "postgresql" */
/* Of the libraries: "SQLite 3.46.1, PostgreSQL (libpq 17.2)". */
void db_versions(struct buf *out);

/* ---- one call ----------------------------------------------------------- */

struct db;

enum db_mode {
	DB_READ,     /* each query sees what is committed; no transaction */
	DB_SNAPSHOT, /* reads that must agree with one another */
	DB_WRITE     /* one transaction: all of it or none of it */
};

/* Rows that come back live in `mem`. Waits at most connection_timeout_ms for
 * a connection, then ERR_BUSY. A database that is away is ERR_BUSY too. */
bool db_begin(struct db_pool *pool, enum db_mode mode, struct arena *mem,
	struct db **out, struct err *err);

/* Ends the call and gives the connection back. With `keep` the changes are
 * durable when it returns true; without, they never were. */
bool db_end(struct db *db, bool keep, struct err *err);

/*
 * The same without waiting for the disk: `then` is called later, from any
 * thread, with NULL when the changes are durable or with the error when they
 * are not. (PostgreSQL and calls that changed nothing: before it returns.)
 * Whoever uses this must call db_settle() once there is nothing more to do:
 * until then other calls may join the same commit.
 */
typedef void db_then(void *with, const struct err *err);
void db_end_later(struct db *db, bool keep, db_then *then, void *with);
void db_settle(struct db_pool *pool);

/* A part of a call that may fail alone (a savepoint within it). */
bool db_part_begin(struct db *db, struct err *err);
bool db_part_end(struct db *db, bool keep, struct err *err);

struct db_rows {
	void *at;
	size_t count;
};

/* Exactly one row, or ERR_NOT_FOUND. */
bool db_one(struct db *db, const struct db_query *q, const void *in, void *out,
	struct err *err);
/* The same, where "none" is no error: *found tells. */
bool db_find(struct db *db, const struct db_query *q, const void *in, void *out,
	bool *found, struct err *err);
/* Any number of rows up to `most`; more than that is ERR_TOO_BIG. */
bool db_list(struct db *db, const struct db_query *q, const void *in,
	size_t most, struct db_rows *out, struct err *err);
/* One row at a time through `each`, for what is too big to hold; the row is
 * gone after `each` returns. `each` stops it by returning false with err. */
typedef bool db_each_row(void *with, const void *row, struct err *err);
bool db_each(struct db *db, const struct db_query *q, const void *in,
	db_each_row *each, void *with, struct err *err);
/* No rows expected; *changed (may be NULL) is how many rows it touched. */
bool db_run(struct db *db, const struct db_query *q, const void *in,
	int64_t *changed, struct err *err);

/* ---- notices ------------------------------------------------------------
 * What is kept in memory on one node may be changed by another (or by a
 * command in a terminal). There are NOTICES slots; db_notice() inside a
 * write marks a slot, and once the write is durable the slot's number grows
 * on every node: at once in this process, for other processes on the same
 * file through a mapped counter, over PostgreSQL by NOTIFY. While a node
 * cannot hear the others, db_noticed() answers a new number each time, so
 * that nothing remembered is believed.
 */
enum { DB_NOTICES = 256 };
bool db_notice(struct db *db, unsigned slot, struct err *err);
uint64_t db_noticed(const struct db_pool *pool, unsigned slot);
/* Called after some slot grew, from any thread, one at a time; it may not
 * ask the database. Once this returns, the one set before is not running and
 * is not called again. */
void db_on_notice(struct db_pool *pool, void (*heard)(void *with), void *with);

/* ---- schema -------------------------------------------------------------
 * Migrations go forward only. Each runs in one transaction and is recorded
 * with the hash of its text; a text that changed after it was applied stops
 * the start. :id: :text: :int: :bool: :bytes: :real: become the dialect's
 * types, ":strict:" behind CREATE TABLE (...) becomes STRICT where that is
 * known. PostgreSQL compares text byte by byte (COLLATE "C"), as SQLite does.
 * Nodes that start together wait for one another.
 */
enum { DB_MIGRATIONS_MOST = 512 };

struct db_migration {
	const char *name; /* "0001_account.sql" */
	const char *sql;
};
struct db_migration_state {
	const char *name;
	bool applied;
};

bool db_migrate(struct db_pool *pool, const struct db_migration *all,
	size_t count, size_t *applied, struct err *err);
/* What db_migrate would do, changing nothing: states[i] for all[i]. */
bool db_migrate_check(struct db_pool *pool, const struct db_migration *all,
	size_t count, struct db_migration_state *states, struct err *err);
/* What was applied by a newer program: names that `all` does not have. */
bool db_migrate_newer(struct db_pool *pool, const struct db_migration *all,
	size_t count, struct arena *mem, struct str out[DB_MIGRATIONS_MOST],
	size_t *found, struct err *err);

/* Compares a query with the live schema: it prepares; counts of parameters
 * and columns agree; columns and fields have the same names in the same
 * order; types agree as far as the engine can tell. */
bool db_check(struct db *db, const struct db_query *q, struct err *err);

/* Is it there and writable, within timeout_ms? For health checks. */
bool db_ping(struct db_pool *pool, int timeout_ms, struct err *err);

/* Called behind each query, in its thread: how long it took
 * from being asked to its last row. Not for db_each, whose rows wait for who
 * reads them. It may not ask the database. Set before the first call. */
typedef void db_timed(void *with, const struct db_query *q, int64_t us);
void db_on_query(struct db_pool *pool, db_timed *timed, void *with);

/* What metrics show. Counters grow from db_open on. */
struct db_stats {
	int connections, in_use, waiting; /* now; waiting: calls in line */
	uint64_t calls;   /* calls with changes that were made durable */
	uint64_t commits; /* commits it took (SQLite: calls share them) */
	uint64_t busy;    /* calls that gave up waiting */
	uint64_t shared;  /* rows asked for together (PostgreSQL) */
};
void db_stats(struct db_pool *pool, struct db_stats *out);

/* ---- faults (test builds only) ------------------------------------------
 * In VITAE_CHECKED builds db_fail_at(n) makes the n-th query from now on
 * fail with ERR_BROKEN (once, or from there on); db_fail_used() tells how
 * many were asked. Release builds have no trace of it.
 */
#ifdef VITAE_CHECKED
void db_fail_at(long n, bool from_there_on);
long db_fail_used(void);
void db_fail_commit(bool on); /* every commit, and nothing else */
/* "OFF" or "NORMAL" for SQLite files opened from now on: the controls that
 * show that a power cut would be noticed. NULL: "FULL" again. */
void db_fail_sync(const char *level);
#endif

#endif
