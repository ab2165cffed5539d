/*
 * db/sqlite_write.c - the writer: one connection, one turn that goes from
 * call to call. A call's changes lie in a savepoint of the batch's
 * transaction; sqlite_batch.c makes them durable.
 *
 * A call that ends while others stand in line leaves its changes in the
 * batch, gives the turn on and waits; the last one in line commits for all.
 * A call that changed nothing waits as well if the batch holds changes of
 * others: it may have seen them, and must not answer by what can be lost.
 */
#include "db/sqlite_int.h"

#include <sched.h>

enum { SPINS = 32 };

static const struct db_query call_begin = { "begin", "SAVEPOINT call" };
static const struct db_query call_keep = { "end", "RELEASE call" };
static const struct db_query call_undo = { "end", "ROLLBACK TO call" };

/* ---- the turn ----------------------------------------------------------- */

/* Most calls are over sooner than a thread could be put to sleep; but who is
 * not the only one to come gets the turn from hand to hand. */
static void spin(struct lite_writer *w)
{
	for (int i = 0; i < SPINS && atomic_load(&w->coming) == 1 &&
			atomic_load(&w->taken);
		i++)
		sched_yield();
}

static bool turn_take(struct lite_writer *w, int64_t until_us)
{
	struct db_wait me = { 0 };
	bool got = true;

	atomic_fetch_add(&w->coming, 1);
	spin(w);
	pthread_mutex_lock(&w->lock);
	if (w->taken)
		got = db_line_stand(&w->line, &me, &w->lock, until_us);
	w->taken = true;
	atomic_fetch_sub(&w->coming, 1);
	pthread_mutex_unlock(&w->lock);
	return got;
}

static void turn_drop(struct lite_writer *w)
{
	pthread_mutex_lock(&w->lock);
	db_lite_turn_pass(w, false);
	pthread_mutex_unlock(&w->lock);
}

/* ---- one call ----------------------------------------------------------- */

bool db_lite_write_begin(
	struct db *db, struct lite *lite, int timeout_ms, struct err *err)
{
	struct lite_writer *w = &lite->writer;
	int64_t until = db_now_us() + timeout_ms * 1000LL;

	if (!turn_take(w, until)) {
		atomic_fetch_add(&lite->busy, 1);
		return err_set(err, ERR_BUSY,
			"waited %d ms for other writes to end", timeout_ms);
	}
	if ((!w->batch.open && !db_lite_batch_open(lite, until, err)) ||
		!db_lite_do(&w->conn, &call_begin, err)) {
		turn_drop(w);
		return false;
	}
	db->conn = &w->conn;
	db->changes_before = sqlite3_total_changes64(w->conn.db);
	return true;
}

/* Ends the call's savepoint. What it did is in the batch then, or undone. */
static bool call_close(
	struct db *db, struct lite_writer *w, bool keep, struct err *err)
{
	struct lite_batch *b = &w->batch;
	bool ok = true, marked = db_marked(&db->marks);

	if (sqlite3_get_autocommit(w->conn.db))
		ok = err_set(err, ERR_BROKEN,
			"the database had to roll back everything");
	ok = ok && (keep || db_lite_do(&w->conn, &call_undo, err)) &&
	     db_lite_do(&w->conn, &call_keep, err);
	if (!ok)
		b->doomed = true;
	if (!ok || !keep)
		return ok;
	if (marked ||
		sqlite3_total_changes64(w->conn.db) != db->changes_before) {
		if (!b->dirty) {
			b->since_us = db_now_us();
			b->due_us = b->since_us + LITE_BATCH_US;
		}
		b->dirty = true;
		b->calls++;
		db_marks_join(&b->marks, &db->marks);
	}
	return true;
}

static bool batch_is_full(const struct lite_batch *b)
{
	return b->doomed || b->calls >= LITE_BATCH_MAX ||
	       (b->dirty && db_now_us() - b->since_us >= LITE_BATCH_US);
}

/*
 * Nobody is in line. But those of the last commit may be on their way back;
 * waiting for them for as long as a commit takes costs at most twice the
 * time, and saves a commit for each that comes.
 */
static int64_t time_to_gather(const struct lite_writer *w)
{
	const struct lite_batch *b = &w->batch;
	int64_t most =
		w->commit_us < LITE_GATHER_US ? w->commit_us : LITE_GATHER_US;

	if (!b->dirty || b->calls >= w->expected)
		return 0;
	return most - (db_now_us() - b->since_us);
}

/* Nobody came in time: commit for all, if nobody does so already. */
static bool lead(struct lite_writer *w, struct db_wait *me)
{
	bool mine;

	pthread_mutex_lock(&w->lock);
	mine = !w->taken && w->batch.open && db_line_drop(&w->batch.ends, me);
	w->taken = w->taken || mine;
	pthread_mutex_unlock(&w->lock);
	return mine;
}

/* In the batch, with the turn given on, until somebody ended the batch: who
 * comes next (then there is no gather_us), or who does not wait longer. */
static bool wait_for_batch(
	struct lite *lite, int64_t gather_us, struct err *err)
{
	struct lite_writer *w = &lite->writer;
	struct db_wait me = { .err = err };
	int64_t until = gather_us < 0 ? -1 : db_now_us() + gather_us;

	db_line_add(&w->batch.ends, &me);
	pthread_mutex_lock(&w->lock);
	db_lite_turn_pass(w, true);
	pthread_mutex_unlock(&w->lock);
	if (!db_wait_for(&me, until)) {
		if (lead(w, &me))
			return db_lite_batch_end(lite, err);
		db_wait_for(&me, -1);
	}
	return me.leads ? db_lite_batch_end(lite, err) : me.kept;
}

bool db_lite_write_end(
	struct db *db, struct lite *lite, bool keep, struct err *err)
{
	struct lite_writer *w = &lite->writer;
	struct err why;
	bool ok = call_close(db, w, keep, err),
	     last = atomic_load(&w->coming) == 0;
	int64_t gather_us = last ? time_to_gather(w) : 0;

	if (batch_is_full(&w->batch) || (last && gather_us <= 0))
		return db_lite_batch_end(lite, ok ? err : &why) && ok;
	if (w->batch.dirty)
		return wait_for_batch(lite, last ? gather_us : -1, err);
	turn_drop(w);
	return ok;
}

/* The keeper commits what is full: this call must not wait. */
static void leave_batch(struct lite_writer *w)
{
	struct lite_batch *b = &w->batch;

	pthread_mutex_lock(&w->lock);
	if (batch_is_full(b) || b->later_count == LITE_BATCH_MAX)
		w->keeper_next = true;
	db_lite_turn_pass(w, false);
	pthread_mutex_unlock(&w->lock);
}

void db_lite_write_end_later(
	struct db *db, struct lite *lite, bool keep, db_then *then, void *with)
{
	struct lite_writer *w = &lite->writer;
	struct lite_batch *b = &w->batch;
	struct err err, why;
	bool ok = call_close(db, w, keep, &err);

	if (ok && b->dirty) {
		b->later[b->later_count++] = (struct lite_later){ then, with };
		leave_batch(w);
		return;
	}
	/* nothing to wait for, unless for the others' bad news */
	if (b->doomed || atomic_load(&w->coming) == 0)
		db_lite_batch_end(lite, &why);
	else
		turn_drop(w);
	then(with, ok ? NULL : &err);
}

/* Who holds the turn sees to it; else it is done now, or by the keeper when
 * those have come who are on their way. */
void db_lite_write_settle(struct lite *lite)
{
	struct lite_writer *w = &lite->writer;
	int64_t gather_us = 0;
	struct err err;
	bool mine;

	pthread_mutex_lock(&w->lock);
	mine = !w->taken && w->batch.open;
	if (mine)
		gather_us = time_to_gather(w);
	if (mine && gather_us > 0) {
		db_lite_batch_due(w, db_now_us() + gather_us);
		mine = false;
	}
	w->taken = w->taken || mine;
	pthread_mutex_unlock(&w->lock);
	if (mine)
		db_lite_batch_end(lite, &err);
}

/* ---- the writer --------------------------------------------------------- */

bool db_lite_write_open(struct lite *lite, struct err *err)
{
	struct lite_writer *w = &lite->writer;
	int64_t until =
		db_now_us() + lite->pool.config.connection_timeout_ms * 1000LL;
	pthread_condattr_t clock;

	pthread_mutex_init(&w->lock, NULL);
	pthread_condattr_init(&clock);
	pthread_condattr_setclock(&clock, CLOCK_MONOTONIC);
	pthread_cond_init(&w->wake_keeper, &clock);
	pthread_condattr_destroy(&clock);
	db_line_init(&w->line);
	w->taken = true;
	lite->hold.idle = true;
	w->keeper_until_us = INT64_MAX;
	/* begun and ended once: whoever opens a pool knows that it can write */
	if (!db_lite_batch_open(lite, until, err) ||
		!db_lite_batch_end(lite, err))
		return false;
	if (pthread_create(&w->keeper, NULL, db_lite_keep, lite) == 0)
		return true;
	w->stop = true;
	return err_set(err, ERR_BROKEN, "cannot start a thread");
}

void db_lite_write_stop(struct lite *lite)
{
	struct lite_writer *w = &lite->writer;
	struct err err;

	pthread_mutex_lock(&w->lock);
	w->stop = true;
	pthread_cond_signal(&w->wake_keeper);
	pthread_mutex_unlock(&w->lock);
	if (w->keeper)
		pthread_join(w->keeper, NULL);
	if (w->batch.open)
		db_lite_batch_end(lite, &err);
}

void db_lite_write_close(struct lite *lite)
{
	struct lite_writer *w = &lite->writer;
	int64_t until =
		db_now_us() + lite->pool.config.connection_timeout_ms * 1000LL;
	struct err err;
	bool ours;

	/* the last one to close the file moves the log into it */
	ours = db_lite_share_take(&lite->share, until, &err);
	if (!ours && w->conn.db)
		sqlite3_db_config(
			w->conn.db, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, NULL);
	db_lite_conn_close(&lite->hold.conn);
	db_lite_conn_close(&w->conn);
	if (ours)
		db_lite_share_give(&lite->share);
	pthread_cond_destroy(&w->wake_keeper);
	pthread_mutex_destroy(&w->lock);
}

void db_lite_write_stats(struct lite_writer *w, struct db_stats *out)
{
	pthread_mutex_lock(&w->lock);
	out->connections++;
	out->in_use += w->taken;
	out->waiting += atomic_load(&w->coming);
	pthread_mutex_unlock(&w->lock);
	out->calls = atomic_load(&w->calls);
	out->commits = atomic_load(&w->commits);
}
