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

static const struct db_query call_begin = { "begin", "SAVEPOINT call" };
static const struct db_query call_keep = { "end", "RELEASE call" };
static const struct db_query call_undo = { "end", "ROLLBACK TO call" };

/* ---- the turn ----------------------------------------------------------- */

static bool turn_take(struct lite_writer *w, int64_t until_ms)
{
	struct db_wait me;
	bool got = true;

	pthread_mutex_lock(&w->lock);
	if (w->taken) {
		db_wait_init(&me);
		db_line_add(&w->line, &me);
		w->waiting++;
		got = db_wait_for(&me, &w->lock, until_ms);
		if (!got)
			db_line_drop(&w->line, &me);
		w->waiting--;
	}
	w->taken = true;
	pthread_mutex_unlock(&w->lock);
	return got;
}

static void turn_drop(struct lite_writer *w)
{
	pthread_mutex_lock(&w->lock);
	db_lite_turn_pass(w);
	pthread_mutex_unlock(&w->lock);
}

/* ---- one call ----------------------------------------------------------- */

bool db_lite_write_begin(
	struct db *db, struct lite *lite, int timeout_ms, struct err *err)
{
	struct lite_writer *w = &lite->writer;
	int64_t until = db_now_ms() + timeout_ms;

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
		if (!b->dirty)
			b->since_ms = db_now_ms();
		b->dirty = true;
		b->calls++;
		db_marks_join(&b->marks, &db->marks);
	}
	return true;
}

/* Nobody comes after this call, or others have waited long enough. */
static bool batch_is_over(struct lite_writer *w)
{
	struct lite_batch *b = &w->batch;
	bool last;

	pthread_mutex_lock(&w->lock);
	last = !w->line.first;
	pthread_mutex_unlock(&w->lock);
	return last || b->doomed || b->calls >= LITE_BATCH_MAX ||
	       (b->dirty && db_now_ms() - b->since_ms >= LITE_BATCH_MS);
}

/* In the batch, with the turn given on, until somebody ended the batch. */
static bool wait_for_batch(struct lite *lite, struct err *err)
{
	struct lite_writer *w = &lite->writer;
	struct db_wait me;

	db_wait_init(&me);
	me.err = err;
	db_line_add(&w->batch.ends, &me);
	pthread_mutex_lock(&w->lock);
	db_lite_turn_pass(w);
	db_wait_for(&me, &w->lock, -1);
	pthread_mutex_unlock(&w->lock);
	return me.leads ? db_lite_batch_end(lite, err) : me.kept;
}

bool db_lite_write_end(
	struct db *db, struct lite *lite, bool keep, struct err *err)
{
	struct lite_writer *w = &lite->writer;
	struct err why;
	bool ok = call_close(db, w, keep, err);

	if (batch_is_over(w))
		return db_lite_batch_end(lite, ok ? err : &why) && ok;
	if (w->batch.dirty)
		return wait_for_batch(lite, err);
	turn_drop(w);
	return ok;
}

/* The keeper commits what is full: this call must not wait. */
static void leave_batch(struct lite_writer *w)
{
	struct lite_batch *b = &w->batch;

	pthread_mutex_lock(&w->lock);
	if (b->doomed || b->later_count == LITE_BATCH_MAX ||
		b->calls >= LITE_BATCH_MAX ||
		db_now_ms() - b->since_ms >= LITE_BATCH_MS)
		w->keeper_next = true;
	db_lite_turn_pass(w);
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
	if (b->doomed || batch_is_over(w))
		db_lite_batch_end(lite, &why);
	else
		turn_drop(w);
	then(with, ok ? NULL : &err);
}

void db_lite_write_settle(struct lite *lite)
{
	struct lite_writer *w = &lite->writer;
	struct err err;
	bool mine;

	pthread_mutex_lock(&w->lock);
	mine = !w->taken && w->batch.open;
	w->taken = w->taken || mine;
	pthread_mutex_unlock(&w->lock);
	if (mine)
		db_lite_batch_end(lite, &err);
}

/* ---- the writer --------------------------------------------------------- */

bool db_lite_write_open(struct lite *lite, struct err *err)
{
	struct lite_writer *w = &lite->writer;
	int64_t until = db_now_ms() + lite->pool.config.connection_timeout_ms;
	pthread_condattr_t clock;

	pthread_mutex_init(&w->lock, NULL);
	pthread_condattr_init(&clock);
	pthread_condattr_setclock(&clock, CLOCK_MONOTONIC);
	pthread_cond_init(&w->wake_keeper, &clock);
	pthread_condattr_destroy(&clock);
	db_line_init(&w->line);
	w->taken = true;
	/* begun and ended once: whoever opens a pool knows that it can write */
	if (!db_lite_batch_open(lite, until, err) ||
		!db_lite_batch_end(lite, err))
		return false;
	if (pthread_create(&w->keeper, NULL, db_lite_keep, lite) == 0)
		return true;
	w->stop = true;
	return err_set(err, ERR_BROKEN, "cannot start a thread");
}

void db_lite_write_close(struct lite *lite)
{
	struct lite_writer *w = &lite->writer;
	int64_t until = db_now_ms() + lite->pool.config.connection_timeout_ms;
	struct err err;
	bool ours;

	pthread_mutex_lock(&w->lock);
	w->stop = true;
	pthread_cond_signal(&w->wake_keeper);
	pthread_mutex_unlock(&w->lock);
	if (w->keeper)
		pthread_join(w->keeper, NULL);
	if (w->batch.open)
		db_lite_batch_end(lite, &err);
	/* the last one to close the file moves the log into it */
	ours = db_lite_share_take(&lite->share, until, &err);
	if (!ours && w->conn.db)
		sqlite3_db_config(
			w->conn.db, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, NULL);
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
	out->waiting += w->waiting;
	pthread_mutex_unlock(&w->lock);
	out->calls = atomic_load(&w->calls);
	out->commits = atomic_load(&w->commits);
}
