/*
 * db/sqlite_int.h - inside of the SQLite driver.
 *
 *   sqlite.c        the pool: open, close, ping, figures; errors
 *   sqlite_conn.c   a connection: how it is set up, its prepared queries
 *   sqlite_query.c  one query: bind, step, fetch, describe
 *   sqlite_read.c   readers, lent to one call each
 *   sqlite_hold.c   what makes their locks cheap
 *   sqlite_write.c  the writer: one turn, calls in savepoints
 *   sqlite_batch.c  many calls, one commit; the keeper
 *   sqlite_share.c  what processes on one file share: lock and notices
 */
#ifndef DB_SQLITE_INT_H
#define DB_SQLITE_INT_H

#include "db/db_int.h"
#include "db/sqlite_lib.h"

#include <pthread.h>

/* ---- connections -------------------------------------------------------- */

struct lite_stmt {
	const struct db_query *query;
	sqlite3_stmt *st;
};

/* How long SQLite itself waits: only a log that is being recovered after a
 * crash, or begun anew, is ever in the way. */
enum { LITE_BUSY_MS = 1000 };

/* The queries it has prepared are found by their address. */
struct lite_conn {
	sqlite3 *db; /* NULL: not open */
	struct lite_stmt *stmts;
	size_t count, room;
};

struct lite;

bool db_lite_conn_open(struct lite_conn *c, const struct lite *lite,
	bool writer, struct err *err);
void db_lite_conn_close(struct lite_conn *c);
bool db_lite_stmt(struct lite_conn *c, const struct db_query *q,
	sqlite3_stmt **out, struct err *err);
/* A query of our own that neither takes nor gives anything. */
bool db_lite_do(struct lite_conn *c, const struct db_query *q, struct err *err);
bool db_lite_exec(struct lite_conn *c, const char *sql, const char *what,
	struct err *err);
/* Fills err from a result code. False. */
bool db_lite_fail(sqlite3 *db, int rc, const char *what, struct err *err);

/* ---- one query ---------------------------------------------------------- */

bool db_lite_start(struct db *db, const struct db_query *q, const void *in,
	enum db_want want, struct err *err);
int db_lite_next(
	struct db *db, const struct db_query *q, void *row, struct err *err);
int64_t db_lite_finish(struct db *db);
bool db_lite_describe(struct db *db, const struct db_query *q,
	struct db_shape *out, struct err *err);

/* ---- readers ------------------------------------------------------------ */

enum { LITE_READERS_MAX = 256 };

struct lite_reader {
	_Alignas(64) atomic_bool busy;
	_Atomic uint64_t reads; /* calls so far */
	struct lite_conn conn;
};

struct lite_readers {
	struct lite_reader *all;
	int most;
	atomic_int opened, waiting;
	pthread_mutex_t lock;
	struct db_line line;
};

void db_lite_readers_init(struct lite_readers *r, int most);
void db_lite_readers_free(struct lite_readers *r);
void db_lite_readers_stats(struct lite_readers *r, struct db_stats *out);
uint64_t db_lite_readers_count(struct lite_readers *r);
bool db_lite_read_begin(struct db *db, struct lite *lite, struct err *err);
bool db_lite_read_end(struct db *db, struct lite *lite, struct err *err);

/* ---- the hold ----------------------------------------------------------- */

/* All of it with the writer's turn, but for `idle`. */
struct lite_hold {
	struct lite_conn conn;
	bool on;
	uint64_t reads; /* when it was last looked */
	int64_t look_at_us;
	atomic_bool idle;
};

/* Takes hold of what is committed now, or lets go of it. */
void db_lite_hold_set(struct lite *lite, bool on);
/* Is it still worth while? In turn, now and then. */
void db_lite_hold_look(struct lite *lite);
void db_lite_hold_wake(struct lite *lite);
#define db_lite_hold_wanted(lite)                                      \
	do {                                                           \
		if (atomic_load_explicit(                              \
			    &(lite)->hold.idle, memory_order_relaxed)) \
			db_lite_hold_wake(lite);                       \
	} while (0)

/* ---- processes on one file ---------------------------------------------- */

struct lite_share {
	int lock_fd;
	_Atomic uint64_t *slots; /* mapped from PATH-notice */
};

bool db_lite_share_open(
	struct lite_share *s, const char *path, struct err *err);
void db_lite_share_close(struct lite_share *s);
/* Only who holds this may write to the file or move the log into it. */
bool db_lite_share_take(
	struct lite_share *s, int64_t until_us, struct err *err);
void db_lite_share_give(struct lite_share *s);

/* ---- the writer --------------------------------------------------------- */

enum {
	LITE_BATCH_MAX = 256,      /* calls that share one commit */
	LITE_BATCH_US = 5000,      /* how long a commit may be put off */
	LITE_GATHER_US = 1000,     /* how long it waits for who may come */
	LITE_LOG_PAGES = 1000,     /* then the log is moved into the file */
	LITE_LOG_PAGES_FAR = 4000, /* then readers are waited for */
	LITE_LOG_WAIT_MS = 100     /* but not longer */
};

struct lite_later {
	db_then *then;
	void *with;
};

/* Calls that were run since the last commit and will share the next one. */
struct lite_batch {
	bool open;        /* the transaction was begun and the file is ours */
	bool dirty;       /* there is something to lose */
	bool doomed;      /* the engine has rolled it back */
	int calls;        /* with changes */
	int64_t since_us; /* a call has waited for the commit */
	int64_t due_us;   /* the keeper ends it then */
	struct db_line ends; /* calls that wait in db_end */
	int later_count;
	struct lite_later later[LITE_BATCH_MAX];
	struct db_marks marks;
};

/*
 * Who has the turn may use the connection and the batch. It goes from call
 * to call; the keeper, a thread, gets it when there is something to do that
 * no call should wait for.
 */
struct lite_writer {
	struct lite_conn conn;
	struct lite_batch batch;
	int log_pages, log_pages_before, move_at;

	int expected;      /* calls for the next commit */
	int64_t commit_us; /* what its commit took */

	pthread_mutex_t lock; /* for the rest */
	atomic_bool taken;    /* somebody has the turn */
	atomic_int coming;    /* calls that want it */
	struct db_line line;
	bool keeper_next, keeper_turn, stop;
	int64_t keeper_until_us; /* when it wakes by itself */
	pthread_t keeper;
	pthread_cond_t wake_keeper;
	_Atomic uint64_t calls, commits;
};

bool db_lite_write_open(struct lite *lite, struct err *err);
/* Nobody may call any more; what was not committed yet is. */
void db_lite_write_stop(struct lite *lite);
void db_lite_write_close(struct lite *lite);
/* `timeout_ms` covers the line and the other processes. */
bool db_lite_write_begin(
	struct db *db, struct lite *lite, int timeout_ms, struct err *err);
bool db_lite_write_end(
	struct db *db, struct lite *lite, bool keep, struct err *err);
void db_lite_write_end_later(
	struct db *db, struct lite *lite, bool keep, db_then *then, void *with);
void db_lite_write_settle(struct lite *lite);
void db_lite_write_stats(struct lite_writer *w, struct db_stats *out);

/* ---- the batch: what the calls of one commit share ---------------------- */

bool db_lite_batch_open(struct lite *lite, int64_t until_us, struct err *err);
/* Commits it, tells everybody, gives the turn on. */
bool db_lite_batch_end(struct lite *lite, struct err *err);
/* The keeper shall end it then, or sooner. Lock is held, turn is free. */
void db_lite_batch_due(struct lite_writer *w, int64_t at_us);
/* To the next in line; else to who can end the batch, unless it is being
 * `gathered`: then somebody looks after it already. Lock is held. */
void db_lite_turn_pass(struct lite_writer *w, bool gathered);
void *db_lite_keep(void *with); /* the keeper's thread */

/* ---- the pool ----------------------------------------------------------- */

struct lite {
	struct db_pool pool;
	char *path;
	char *folder; /* "memory:": made by us, goes with us */
	struct lite_share share;
	struct lite_readers readers;
	struct lite_writer writer;
	struct lite_hold hold;
	_Atomic uint64_t busy; /* calls that gave up waiting */
};

static inline struct lite *lite_of(struct db_pool *pool)
{
	return (struct lite *)(void *)pool;
}

#endif
