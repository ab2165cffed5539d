/*
 * db/pg_int.h - inside of the PostgreSQL driver.
 *
 *   pg.c         the driver: open, close, one call, ping, figures
 *   pg_pool.c    connections, lent to one call each
 *   pg_conn.c    a connection: how it is made, one exchange, its errors
 *   pg_share.c   questions of many calls that go out together
 *   pg_query.c   one query: values in, rows out, what it looks like
 *   pg_listen.c  notices from other nodes; closes idle connections
 *
 * Connections are in libpq's pipeline mode for good: what must come before
 * a query (BEGIN, SAVEPOINT, its preparation) goes out with it, so that a
 * read costs one round trip and a call that writes saves one.
 */
#ifndef DB_PG_INT_H
#define DB_PG_INT_H

#include "db/db_int.h"

#include "db/pg_lib.h"

enum {
	PG_AHEAD_MAX = 8,
	PG_STATEMENT_MS = 30000, /* the server gives up */
	PG_LOCK_MS = 10000,
	PG_ANSWER_MS = 35000 /* we give up, the server must be gone */
};

/* ---- connections -------------------------------------------------------- */

/* A prepared query is found by its address and known to the server by a
 * number that is never used again, for one whose plan is stale stays there. */
struct pg_stmt {
	const struct db_query *query;
	unsigned number;
};

struct pg_conn {
	PGconn *pg;
	struct pg_stmt *stmts;
	size_t count, room;
	unsigned last_number;
	const char *ahead[PG_AHEAD_MAX]; /* goes out with what comes next */
	int ahead_count;
	int answered; /* what went well of the last exchange */
	int answer_ms;
	bool streaming; /* rows are on their way */
	int64_t idle_since_ms;
	struct pg_conn *next;
};

/* A row that is not of this type; 0 none. */
enum pg_oid {
	PG_BOOL = 16,
	PG_BYTEA = 17,
	PG_NAME = 19,
	PG_INT8 = 20,
	PG_INT2 = 21,
	PG_INT4 = 23,
	PG_TEXT = 25,
	PG_FLOAT4 = 700,
	PG_FLOAT8 = 701,
	PG_BPCHAR = 1042,
	PG_VARCHAR = 1043
};

struct pg_conn *db_pg_conn_open(
	const char *url, int timeout_ms, struct err *err); /* or NULL */
void db_pg_conn_close(struct pg_conn *c);
bool db_pg_conn_alive(const struct pg_conn *c);
/* An SQL text of ours before the next query; sent by db_pg_flush at last. */
bool db_pg_ahead(struct pg_conn *c, const char *sql, struct err *err);
bool db_pg_send_ahead(struct pg_conn *c);
/* The next result, or NULL between two and when the connection is lost. */
PGresult *db_pg_result(struct pg_conn *c);
/* Reads all that was asked up to the sync. The last result, or NULL with
 * *failed (the first that failed; NULL when the connection was lost). */
PGresult *db_pg_results(struct pg_conn *c, PGresult **failed);
/* Sends what is ahead and waits; `tag` (or NULL) is what the last one must
 * answer, as "COMMIT". */
bool db_pg_flush(
	struct pg_conn *c, const char *tag, const char *what, struct err *err);
/* Fills err from a failed result, or from the connection when NULL. False. */
bool db_pg_fail(struct pg_conn *c, const PGresult *r, const char *what,
	struct err *err);
bool db_pg_state_is(const PGresult *r, const char *state);

/* The number of a prepared query, or 0. */
unsigned db_pg_stmt_find(const struct pg_conn *c, const struct db_query *q);
void db_pg_stmt_set(
	struct pg_conn *c, const struct db_query *q, unsigned number);
void db_pg_stmt_drop(struct pg_conn *c, const struct db_query *q);

/* ---- one query ---------------------------------------------------------- */

struct pg_params {
	int count;
	Oid types[DB_PARAMS_MAX];
	const char *values[DB_PARAMS_MAX];
	int lengths[DB_PARAMS_MAX], formats[DB_PARAMS_MAX];
	uint64_t room[DB_PARAMS_MAX]; /* numbers, high byte first */
};

bool db_pg_start(struct db *db, const struct db_query *q, const void *in,
	enum db_want want, struct err *err);
/* Asks without a sync, by a number that it may first be prepared under. */
bool db_pg_send(struct pg_conn *c, const struct db_query *q,
	const struct pg_params *p, unsigned number, bool prepare);
int db_pg_next(
	struct db *db, const struct db_query *q, void *row, struct err *err);
int64_t db_pg_finish(struct db *db);
bool db_pg_describe(struct db *db, const struct db_query *q,
	struct db_shape *out, struct err *err);
bool db_pg_script(struct db *db, const char *sql, struct err *err);

/* ---- the pool ----------------------------------------------------------- */

enum { PG_SHARE_SLOW = 64 }; /* places for those that took long */

struct pg_share {
	pthread_mutex_t lock;
	struct db_line line; /* who waits for a batch to go out */
	int waiting, leaders;
	_Atomic int64_t alone_until_ms[PG_SHARE_SLOW];
};

struct pg {
	struct db_pool pool;
	struct pg_share share;
	char *url;
	pthread_mutex_t lock;
	struct pg_conn *idle; /* the one used last comes first */
	int opened, waiting, idle_count;
	struct db_line line;
	_Atomic uint64_t calls, commits, busy, shared;

	pthread_t listener;
	int wake_fd; /* tells the listener to stop */
	atomic_bool stop, hears;
	_Atomic uint64_t slots[DB_NOTICES];
	_Atomic uint64_t never; /* answers while it hears nobody */
};

static inline struct pg *pg_of(const struct db_pool *pool)
{
	return (struct pg *)(uintptr_t)pool;
}

/* Asks for a row together with others who ask at this moment, outside of a
 * transaction. *out NULL, for whatever reason: ask alone, which tells it.
 * False: there is no connection to be had. */
bool db_pg_share(struct pg *pg, const struct db_query *q,
	const struct pg_params *p, PGresult **out, struct err *err);

struct pg_conn *db_pg_take(struct pg *pg, int timeout_ms, struct err *err);
void db_pg_give(struct pg *pg, struct pg_conn *c);
/* A fresh one in place of one that turned out dead. NULL: none to be had,
 * and the place in the pool was given up. */
struct pg_conn *db_pg_replace(
	struct pg *pg, struct pg_conn *c, struct err *err);
void db_pg_reap(struct pg *pg, int64_t before_ms, int least);

bool db_pg_listen_open(struct pg *pg, struct err *err);
void db_pg_listen_close(struct pg *pg);

#endif
