/*
 * db/db.c - the rules that hold on both engines.
 *
 * A driver answers queries; what a call may do next is decided here, so
 * that both engines agree: after a query failed, PostgreSQL refuses the
 * rest of the transaction, so SQLite's calls do the same.
 */
#include "db/db_int.h"

#include "base/time.h"

#include <assert.h>

/* ---- the database ------------------------------------------------------- */

static const struct {
	const char *scheme;
	const struct db_driver *driver;
	bool whole; /* the driver wants the scheme too */
} schemes[] = {
	{ "sqlite://", &db_sqlite, false },
	{ "sqlite:", &db_sqlite, false },
	{ "memory:", &db_sqlite, true },
	{ "postgresql://", &db_postgres, true },
	{ "postgres://", &db_postgres, true },
};

bool db_open(
	struct db_pool **out, const struct db_config *config, struct err *err)
{
	const char *url = config->url;

	for (size_t i = 0; i < LENGTH(schemes); i++) {
		const struct db_driver *driver = schemes[i].driver;
		size_t n = strlen(schemes[i].scheme);

		if (strncmp(url, schemes[i].scheme, n) != 0)
			continue;
		if (!driver->open(
			    out, config, schemes[i].whole ? url : url + n, err))
			return false;
		(*out)->driver = driver;
		return true;
	}
	/* not shown whole: a mistyped address may hold a password */
	return err_set(err, ERR_BAD_INPUT,
		"the database's address starts with '%.11s'; use sqlite:PATH, "
		"memory: or postgresql://...",
		url);
}

void db_close(struct db_pool *pool)
{
	if (pool)
		pool->driver->close(pool);
}

const char *db_engine(const struct db_pool *pool)
{
	return pool->driver->engine;
}

void db_versions(struct buf *out)
{
	db_sqlite.version(out);
	buf_add(out, STR(", "));
	db_postgres.version(out);
}

bool db_ping(struct db_pool *pool, int timeout_ms, struct err *err)
{
	return pool->driver->ping(pool, timeout_ms, err);
}

void db_stats(struct db_pool *pool, struct db_stats *out)
{
	*out = (struct db_stats){ 0 };
	pool->driver->stats(pool, out);
}

/* ---- one call ----------------------------------------------------------- */

bool db_begin(struct db_pool *pool, enum db_mode mode, struct arena *mem,
	struct db **out, struct err *err)
{
	struct db *db = ARENA_NEW(mem, struct db);

	db->pool = pool;
	db->mem = mem;
	db->mode = mode;
	if (!db_fault("begin", err) || !pool->driver->begin(db, err))
		return false;
	*out = db;
	return true;
}

/* May the call be kept? A failed one may not, whatever its caller thinks. */
static bool keepable(struct db *db, bool keep, struct err *err)
{
	assert(!db->live);
	if (!keep || (!db->failed_in && !db->parts))
		return true;
	return err_set(err, ERR_BROKEN, "%s",
		db->parts ? "a part of the call was left open"
			  : "the call had failed and cannot be kept");
}

bool db_end(struct db *db, bool keep, struct err *err)
{
	struct err ignored;

	if (keepable(db, keep, err))
		return db->pool->driver->end(db, keep, err);
	db->pool->driver->end(db, false, &ignored);
	return false;
}

void db_end_later(struct db *db, bool keep, db_then *then, void *with)
{
	struct err err, ignored;

	if (keepable(db, keep, &err)) {
		db->pool->driver->end_later(db, keep, then, with);
		return;
	}
	db->pool->driver->end(db, false, &ignored);
	then(with, &err);
}

void db_settle(struct db_pool *pool) { pool->driver->settle(pool); }

/* ---- queries ------------------------------------------------------------ */

/* Only what runs in a transaction can spoil what comes after it. */
static bool fail(struct db *db)
{
	if (db->mode != DB_READ && !db->failed_in)
		db->failed_in = 1 + db->parts;
	return false;
}

/* PostgreSQL has no such text, so SQLite shall not get it either. */
static bool no_nul(const struct db_query *q, const void *in, struct err *err)
{
	for (int i = 0; q->in && q->in[i].type != DB_END; i++) {
		const struct str *s = db_field(in, &q->in[i]);

		if (q->in[i].type == DB_TEXT && s->len &&
			memchr(s->at, '\0', s->len))
			return err_set(err, ERR_BAD_INPUT,
				"%s: '%s' holds a NUL byte", q->name,
				q->in[i].name);
	}
	return true;
}

static bool start(struct db *db, const struct db_query *q, const void *in,
	enum db_want want, struct err *err)
{
	assert(!db->live);
	if (db->pool->timed)
		db->began_us = time_mono_us();
	if (db->failed_in)
		return err_set(err, ERR_BROKEN,
			"%s: asked after the call had failed", q->name);
	return (db_fault(q->name, err) && no_nul(q, in, err) &&
		       db->pool->driver->start(db, q, in, want, err)) ||
	       fail(db);
}

static int64_t finish(struct db *db, const struct db_query *q)
{
	int64_t changed = db->pool->driver->finish(db);

	if (db->pool->timed)
		db->pool->timed(
			db->pool->timed_with, q, time_mono_us() - db->began_us);
	return changed;
}

static int next(
	struct db *db, const struct db_query *q, void *row, struct err *err)
{
	int got = db->pool->driver->next(db, q, row, err);

	if (got < 0)
		fail(db);
	return got;
}

bool db_find(struct db *db, const struct db_query *q, const void *in, void *out,
	bool *found, struct err *err)
{
	int got, more = 0;

	if (!start(db, q, in, DB_WANT_ROW, err))
		return false;
	got = next(db, q, out, err);
	if (got > 0)
		more = next(db, q, NULL, err);
	finish(db, q);
	if (got < 0 || more < 0)
		return false;
	if (more > 0) {
		err_set(err, ERR_BROKEN, "%s: more than one row", q->name);
		return fail(db);
	}
	*found = got > 0;
	return true;
}

bool db_one(struct db *db, const struct db_query *q, const void *in, void *out,
	struct err *err)
{
	bool found;

	return db_find(db, q, in, out, &found, err) &&
	       (found || err_set(err, ERR_NOT_FOUND, "%s: no row", q->name));
}

/* Twice the room: the rows so far move, what they point to stays. */
static char *grow(struct arena *mem, const char *rows, size_t used, size_t room)
{
	char *more = arena_bytes(mem, room);

	if (used)
		memcpy(more, rows, used);
	return more;
}

bool db_list(struct db *db, const struct db_query *q, const void *in,
	size_t most, struct db_rows *out, struct err *err)
{
	size_t size = q->row_size, room = 0, n = 0;
	char *rows = NULL;
	int got;

	if (!start(db, q, in, DB_WANT_ALL, err))
		return false;
	for (;; n++) {
		if (n == room && n < most) {
			room = room ? room * 2 : 8;
			room = room < most ? room : most;
			rows = grow(db->mem, rows, n * size, room * size);
		}
		if (n < most)
			memset(rows + n * size, 0, size);
		got = next(db, q, n < most ? rows + n * size : NULL, err);
		if (got <= 0 || n == most)
			break;
	}
	finish(db, q);
	if (got > 0)
		return err_set(
			err, ERR_TOO_BIG, "%s: over %zu rows", q->name, most);
	*out = (struct db_rows){ rows, n };
	return got == 0;
}

bool db_each(struct db *db, const struct db_query *q, const void *in,
	db_each_row *each, void *with, struct err *err)
{
	struct arena mem = { 0 }, *call = db->mem;
	void *row = arena_alloc(call, q->row_size);
	bool ok = start(db, q, in, DB_WANT_EACH, err);
	int got = 0;

	if (!ok)
		return false;
	db->mem = &mem;
	while (ok && (got = next(db, q, row, err)) > 0) {
		ok = each(with, row, err);
		arena_reset(&mem);
	}
	db->mem = call;
	db->pool->driver->finish(db);
	arena_free(&mem);
	return ok && got == 0;
}

bool db_run(struct db *db, const struct db_query *q, const void *in,
	int64_t *changed, struct err *err)
{
	int64_t n;
	int got;

	if (!start(db, q, in, DB_WANT_ALL, err))
		return false;
	got = next(db, q, NULL, err);
	n = finish(db, q);
	if (got > 0) {
		err_set(err, ERR_BROKEN, "%s: rows where none were expected",
			q->name);
		return fail(db);
	}
	if (changed && got == 0)
		*changed = n;
	return got == 0;
}

/* ---- parts -------------------------------------------------------------- */

bool db_part_begin(struct db *db, struct err *err)
{
	assert(db->mode != DB_READ && db->parts < DB_PARTS_MAX && !db->live);
	if (db->failed_in)
		return err_set(err, ERR_BROKEN,
			"a part was begun after the call had failed");
	if (!db_fault("part", err) ||
		!db->pool->driver->part(db, "SAVEPOINT part", err))
		return fail(db);
	db->parts++;
	return true;
}

/* Both engines take the innermost savepoint of that name. */
bool db_part_end(struct db *db, bool keep, struct err *err)
{
	const struct db_driver *driver = db->pool->driver;
	bool failed = db->failed_in > 0;

	assert(db->parts > 0 && !db->live);
	db->parts--;
	db->failed_in = 0;
	if (!db_fault("part", err) ||
		((failed || !keep) &&
			!driver->part(db, "ROLLBACK TO part", err)) ||
		!driver->part(db, "RELEASE part", err))
		return fail(db);
	return !failed || !keep ||
	       err_set(err, ERR_BROKEN, "a failed part cannot be kept");
}

/* ---- notices ------------------------------------------------------------ */

bool db_notice(struct db *db, unsigned slot, struct err *err)
{
	(void)err;
	assert(slot < DB_NOTICES && db->mode == DB_WRITE);
	db->marks.bits[slot / 64] |= 1ULL << slot % 64;
	return true;
}

uint64_t db_noticed(const struct db_pool *pool, unsigned slot)
{
	assert(slot < DB_NOTICES);
	return pool->driver->noticed(pool, slot);
}

void db_on_notice(struct db_pool *pool, void (*heard)(void *with), void *with)
{
	pthread_mutex_lock(&pool->hearing);
	pool->heard_with = with;
	pool->heard = heard;
	pthread_mutex_unlock(&pool->hearing);
}

/* ---- timing ------------------------------------------------------------- */

void db_on_query(struct db_pool *pool, db_timed *timed, void *with)
{
	pool->timed_with = with;
	pool->timed = timed;
}

/* ---- faults ------------------------------------------------------------- */

#ifdef VITAE_CHECKED
static _Atomic long fail_at, fail_used;
static _Atomic bool fail_on, fail_commit;

void db_fail_at(long n, bool from_there_on)
{
	atomic_store(&fail_used, 0);
	atomic_store(&fail_on, from_there_on);
	atomic_store(&fail_at, n);
}

void db_fail_commit(bool on) { atomic_store(&fail_commit, on); }

long db_fail_used(void) { return atomic_load(&fail_used); }

bool db_fault(const char *what, struct err *err)
{
	long at = atomic_load(&fail_at);
	long n = atomic_fetch_add(&fail_used, 1) + 1;

	if ((at == 0 || n < at || (n > at && !atomic_load(&fail_on))) &&
		!(atomic_load(&fail_commit) && !strcmp(what, "commit")))
		return true;
	return err_set(err, ERR_BROKEN, "%s: made to fail by a test", what);
}
#endif
