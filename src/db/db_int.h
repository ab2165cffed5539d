/*
 * db/db_int.h - inside of db: what a driver provides, what both share.
 *
 * A driver extends `struct db_pool` (its first member) and fills
 * `struct db` when a connection is lent. db.c keeps the rules that hold on
 * both engines: a failed call stays failed, parts nest, notices wait for
 * the commit.
 */
#ifndef DB_INT_H
#define DB_INT_H

#include "db/db.h"

#include <pthread.h>
#include <stdatomic.h>
#include <time.h>

enum {
	DB_PARAMS_MAX = 64, /* placeholders or columns of one query */
	DB_PARTS_MAX = 16   /* parts within parts */
};

/* Slots marked by one call or by all calls of one commit. */
struct db_marks {
	uint64_t bits[DB_NOTICES / 64];
};

struct db_pool {
	const struct db_driver *driver;
	struct db_config config; /* url is gone after open */
	pthread_mutex_t hearing; /* held while `heard` runs */
	void (*heard)(void *with);
	void *heard_with;
	db_timed *timed; /* NULL: nobody wants to know */
	void *timed_with;
};

struct db {
	struct db_pool *pool;
	struct arena *mem;
	enum db_mode mode;
	void *conn; /* the driver's connection */
	void *live; /* sqlite3_stmt * or PGresult *; NULL between queries */
	int row;    /* PostgreSQL: the row of `live` that comes next */
	int parts;
	int failed_in; /* 0: fine; else 1 + the part that failed */
	bool seen;     /* PostgreSQL: an answer has come in this call */
	int64_t changes_before;
	struct db_marks marks;
	int64_t began_us; /* the query, where queries are timed */
};

/* One parameter or column as the engine describes it; DB_END: can't tell. */
struct db_shape {
	int in_count, out_count;
	char name[DB_PARAMS_MAX][64];
	enum db_type type[DB_PARAMS_MAX];
};

/* What the words of a migration become. */
enum db_word {
	DB_W_TEXT,
	DB_W_INT,
	DB_W_BOOL,
	DB_W_BYTES,
	DB_W_REAL,
	DB_W_STRICT,
	DB_WORDS
};

/* What the caller makes of the rows. */
enum db_want {
	DB_WANT_ROW, /* there is one at most: it takes no time to speak of */
	DB_WANT_ALL,
	DB_WANT_EACH /* one by one, for there may be too many to hold */
};

struct db_driver {
	const char *engine;
	const char *words[DB_WORDS];
	const char *migrate_lock; /* a script that makes migrations queue */
	bool (*open)(struct db_pool **out, const struct db_config *config,
		const char *where, struct err *err);
	void (*close)(struct db_pool *pool);
	bool (*begin)(struct db *db, struct err *err);
	bool (*end)(struct db *db, bool keep, struct err *err);
	void (*end_later)(struct db *db, bool keep, db_then *then, void *with);
	void (*settle)(struct db_pool *pool);
	bool (*part)(struct db *db, const char *sql, struct err *err);
	/* start binds and executes; next gives a row: 1 row, 0 end, -1 err;
	 * finish forgets the rest. */
	bool (*start)(struct db *db, const struct db_query *q, const void *in,
		enum db_want want, struct err *err);
	int (*next)(struct db *db, const struct db_query *q, void *row,
		struct err *err);
	int64_t (*finish)(struct db *db); /* rows changed */
	bool (*script)(struct db *db, const char *sql, struct err *err);
	bool (*describe)(struct db *db, const struct db_query *q,
		struct db_shape *out, struct err *err);
	uint64_t (*noticed)(const struct db_pool *pool, unsigned slot);
	bool (*ping)(struct db_pool *pool, int timeout_ms, struct err *err);
	void (*stats)(struct db_pool *pool, struct db_stats *out);
	void (*version)(struct buf *out); /* of its library */
};

extern const struct db_driver db_sqlite, db_postgres;

/* False while a test wants this point to fail; then err says so. */
#ifdef VITAE_CHECKED
bool db_fault(const char *what, struct err *err);
#else
static inline bool db_fault(const char *what, struct err *err)
{
	(void)what, (void)err;
	return true;
}
#endif

/* The clock of every waiting here: it never jumps. */
static inline int64_t db_now_us(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return t.tv_sec * 1000000LL + t.tv_nsec / 1000;
}

static inline int64_t db_now_ms(void) { return db_now_us() / 1000; }

static inline struct timespec db_timespec(int64_t us)
{
	return (struct timespec){ us / 1000000, us % 1000000 * 1000 };
}

/* ---- the line ----------------------------------------------------------- */

/* A thread that waits: for a reader, for its turn to write, or for the
 * batch that its call is part of. */
struct db_wait {
	_Atomic uint32_t woken;
	void *got;  /* a connection, from hand to hand */
	bool leads; /* of a batch: commit it yourself */
	bool kept;  /* else: this became of it */
	struct err *err;
	struct db_wait *next;
};

/* First come, first served. */
struct db_line {
	struct db_wait *first, **last;
};

/* False when it is `until_us` before anybody woke it (< 0: waits on). */
bool db_wait_for(struct db_wait *w, int64_t until_us);
/* The last touch: the thread may be gone with `w` before this returns. */
void db_wake(struct db_wait *w);
void db_line_init(struct db_line *l);
void db_line_add(struct db_line *l, struct db_wait *w);
struct db_wait *db_line_take(struct db_line *l);         /* or NULL */
bool db_line_drop(struct db_line *l, struct db_wait *w); /* was it there? */
/* Stands in line, with the lock given up meanwhile; false: too late. */
bool db_line_stand(struct db_line *l, struct db_wait *w, pthread_mutex_t *lock,
	int64_t until_us);

/* ---- notices ------------------------------------------------------------ */

static inline bool db_marked(const struct db_marks *m)
{
	uint64_t any = 0;

	for (size_t i = 0; i < LENGTH(m->bits); i++)
		any |= m->bits[i];
	return any;
}

static inline void db_marks_join(struct db_marks *to, const struct db_marks *m)
{
	for (size_t i = 0; i < LENGTH(m->bits); i++)
		to->bits[i] |= m->bits[i];
}

/* Adds one to the counter of every marked slot. */
static inline void db_marks_count(
	const struct db_marks *m, _Atomic uint64_t *slots)
{
	for (unsigned i = 0; i < DB_NOTICES; i++)
		if (m->bits[i / 64] >> i % 64 & 1)
			atomic_fetch_add(&slots[i], 1);
}

static inline void db_heard(struct db_pool *pool)
{
	pthread_mutex_lock(&pool->hearing);
	if (pool->heard)
		pool->heard(pool->heard_with);
	pthread_mutex_unlock(&pool->hearing);
}

/* The field of a struct that a column stands for. */
static inline const void *db_field(const void *row, const struct db_col *c)
{
	return (const char *)row + c->at;
}

static inline int db_cols(const struct db_col *cols)
{
	int n = 0;

	while (cols && cols[n].type != DB_END)
		n++;
	return n;
}

#endif
