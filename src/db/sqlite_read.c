/*
 * db/sqlite_read.c - readers: connections that see what is committed and
 * cannot write. One call has one at a time.
 *
 * A thread gets the reader that it had before without asking anybody, by
 * one atomic exchange. Only when all are taken do calls stand in line, and
 * then a reader goes from hand to hand.
 */
#include "db/sqlite_int.h"

#include <stdlib.h>

void db_lite_readers_init(struct lite_readers *r, int most)
{
	size_t size;

	r->most = most < 1 ? 1 : most;
	if (r->most > LITE_READERS_MAX)
		r->most = LITE_READERS_MAX;
	size = sizeof(*r->all) * (size_t)r->most;
	r->all = aligned_alloc(_Alignof(struct lite_reader), size);
	if (!r->all)
		abort();
	memset(r->all, 0, size);
	db_line_init(&r->line);
	pthread_mutex_init(&r->lock, NULL);
}

void db_lite_readers_free(struct lite_readers *r)
{
	for (int i = 0; i < r->most; i++)
		db_lite_conn_close(&r->all[i].conn);
	free(r->all);
	pthread_mutex_destroy(&r->lock);
}

void db_lite_readers_stats(struct lite_readers *r, struct db_stats *out)
{
	int opened = atomic_load(&r->opened);

	for (int i = 0; i < opened; i++)
		out->in_use += atomic_load(&r->all[i].busy);
	out->connections += opened;
	out->waiting += atomic_load(&r->waiting);
}

uint64_t db_lite_readers_count(struct lite_readers *r)
{
	int opened = atomic_load(&r->opened);
	uint64_t sum = 0;

	for (int i = 0; i < opened; i++)
		sum += atomic_load_explicit(
			&r->all[i].reads, memory_order_relaxed);
	return sum;
}

/* ---- without waiting ---------------------------------------------------- */

static bool take(struct lite_reader *one)
{
	return !atomic_load_explicit(&one->busy, memory_order_relaxed) &&
	       !atomic_exchange(&one->busy, true);
}

static _Thread_local int last_time;

static struct lite_reader *take_any(struct lite_readers *r)
{
	int opened = atomic_load(&r->opened);
	int at = last_time < opened ? last_time : 0;

	for (int i = 0; i < opened; i++, at = at + 1 < opened ? at + 1 : 0)
		if (take(&r->all[at])) {
			last_time = at;
			return &r->all[at];
		}
	/* one more, as long as there may be more */
	while (opened < r->most)
		if (atomic_compare_exchange_weak(
			    &r->opened, &opened, opened + 1)) {
			last_time = opened;
			return take(&r->all[opened]) ? &r->all[opened] : NULL;
		}
	return NULL;
}

/* ---- in line ------------------------------------------------------------ */

static struct lite_reader *wait_in_line(struct lite_readers *r, int timeout_ms)
{
	int64_t until = db_now_us() + timeout_ms * 1000LL;
	struct db_wait me = { 0 };

	pthread_mutex_lock(&r->lock);
	atomic_fetch_add(&r->waiting, 1);
	/* one may have come back before anybody could see us wait */
	me.got = r->line.first ? NULL : take_any(r);
	if (!me.got)
		db_line_stand(&r->line, &me, &r->lock, until);
	atomic_fetch_sub(&r->waiting, 1);
	pthread_mutex_unlock(&r->lock);
	return me.got;
}

static void give_back(struct lite_readers *r, struct lite_reader *one)
{
	struct db_wait *first;

	atomic_store(&one->busy, false);
	if (atomic_load(&r->waiting) == 0)
		return;
	pthread_mutex_lock(&r->lock);
	if (r->line.first && take(one)) {
		first = db_line_take(&r->line);
		first->got = one;
		db_wake(first);
	}
	pthread_mutex_unlock(&r->lock);
}

/* ---- one call ----------------------------------------------------------- */

bool db_lite_read_begin(struct db *db, struct lite *lite, struct err *err)
{
	struct lite_readers *r = &lite->readers;
	struct lite_reader *one = NULL;

	if (atomic_load(&r->waiting) == 0)
		one = take_any(r);
	if (!one)
		one = wait_in_line(r, lite->pool.config.connection_timeout_ms);
	if (!one) {
		atomic_fetch_add(&lite->busy, 1);
		return err_set(err, ERR_BUSY,
			"all %d readers of the database are in use", r->most);
	}
	db->conn = &one->conn;
	atomic_store_explicit(
		&one->reads, one->reads + 1, memory_order_relaxed);
	db_lite_hold_wanted(lite);
	if ((one->conn.db || db_lite_conn_open(&one->conn, lite, false, err)) &&
		(db->mode == DB_READ ||
			db_lite_exec(&one->conn, "BEGIN", "begin", err)))
		return true;
	give_back(r, one);
	return false;
}

bool db_lite_read_end(struct db *db, struct lite *lite, struct err *err)
{
	struct lite_conn *c = db->conn;
	bool ok = true;

	if (db->mode == DB_SNAPSHOT && !sqlite3_get_autocommit(c->db))
		ok = db_lite_exec(c, "COMMIT", "end", err);
	/* a reader stuck in an old snapshot would keep the log from ending */
	if (!sqlite3_get_autocommit(c->db))
		db_lite_conn_close(c);
	give_back(&lite->readers,
		(struct lite_reader *)(void *)((char *)c -
					       offsetof(struct lite_reader,
						       conn)));
	return ok;
}
