/*
 * db/sqlite_batch.c - the batch: calls that share one transaction and one
 * commit, and hear together what became of it. And the keeper, a thread
 * that ends a batch which nobody else does, and moves the log into the
 * file: both take their time, and no call should wait for either.
 */
#include "db/sqlite_int.h"

static const struct db_query batch_begin = { "begin", "BEGIN IMMEDIATE" };
static const struct db_query batch_commit = { "commit", "COMMIT" };
static const struct db_query batch_undo = { "undo", "ROLLBACK" };

/* ---- the turn ----------------------------------------------------------- */

void db_lite_turn_pass(struct lite_writer *w)
{
	struct db_wait *next;

	if (w->keeper_next) {
		w->keeper_next = false;
		w->keeper_turn = true;
		pthread_cond_signal(&w->wake_keeper);
	} else if ((next = db_line_take(&w->line))) {
		db_wake(next);
	} else if (w->batch.open && (next = db_line_take(&w->batch.ends))) {
		next->leads = true;
		db_wake(next);
	} else {
		w->taken = false;
		if (w->batch.open)
			pthread_cond_signal(&w->wake_keeper);
	}
}

/* ---- beginning ---------------------------------------------------------- */

static int count_pages(void *with, sqlite3 *db, const char *name, int pages)
{
	struct lite_writer *w = with;

	(void)db, (void)name;
	w->log_pages = pages;
	return SQLITE_OK;
}

static bool conn_ready(struct lite *lite, struct err *err)
{
	struct lite_writer *w = &lite->writer;

	if (w->conn.db)
		return true;
	if (!db_lite_conn_open(&w->conn, lite, true, err))
		return false;
	sqlite3_wal_hook(w->conn.db, count_pages, w);
	w->move_at = LITE_LOG_PAGES;
	return true;
}

bool db_lite_batch_open(struct lite *lite, int64_t until_ms, struct err *err)
{
	struct lite_batch *b = &lite->writer.batch;

	if (!db_lite_share_take(&lite->share, until_ms, err))
		return false;
	if (!conn_ready(lite, err) ||
		!db_lite_do(&lite->writer.conn, &batch_begin, err)) {
		db_lite_share_give(&lite->share);
		return false;
	}
	b->open = true;
	b->dirty = b->doomed = false;
	b->calls = b->later_count = 0;
	b->since_ms = db_now_ms();
	b->marks = (struct db_marks){ 0 };
	db_line_init(&b->ends);
	return true;
}

/* ---- ending ------------------------------------------------------------- */

static bool commit(struct lite_writer *w, struct err *err)
{
	if (w->batch.doomed)
		return err_set(err, ERR_BROKEN,
			"the database had to roll back everything");
	return (!w->batch.dirty || db_fault("commit", err)) &&
	       db_lite_do(&w->conn, &batch_commit, err);
}

/* A rollback can fail too. Then only a new connection knows what is true. */
static void undo(struct lite_writer *w)
{
	struct err ignored;

	if (!sqlite3_get_autocommit(w->conn.db) &&
		!db_lite_do(&w->conn, &batch_undo, &ignored))
		db_lite_conn_close(&w->conn);
}

static void tell(struct lite_writer *w, bool kept, const struct err *err)
{
	struct db_wait *end;

	pthread_mutex_lock(&w->lock);
	while ((end = db_line_take(&w->batch.ends))) {
		end->kept = kept;
		if (!kept)
			*end->err = *err;
		db_wake(end);
	}
	pthread_mutex_unlock(&w->lock);
}

/* Once the log is long it is moved; if it stays long, not at every commit. */
static bool log_is_long(struct lite_writer *w)
{
	if (w->log_pages < w->log_pages_before)
		w->move_at = LITE_LOG_PAGES;
	w->log_pages_before = w->log_pages;
	return w->log_pages >= w->move_at;
}

bool db_lite_batch_end(struct lite *lite, struct err *err)
{
	struct lite_writer *w = &lite->writer;
	struct lite_batch *b = &w->batch;
	struct lite_later later[LITE_BATCH_MAX];
	struct err why;
	bool kept = commit(w, &why);
	bool marked = kept && db_marked(&b->marks);
	int count = b->later_count;

	if (!kept)
		undo(w);
	db_lite_share_give(&lite->share);
	if (kept && b->dirty) {
		db_marks_count(&b->marks, lite->share.slots);
		atomic_fetch_add(&w->commits, 1);
		atomic_fetch_add(&w->calls, b->calls);
	}
	tell(w, kept, &why);
	memcpy(later, b->later, sizeof(*later) * (size_t)count);
	b->open = false;
	pthread_mutex_lock(&w->lock);
	w->keeper_next = w->keeper_next || log_is_long(w);
	db_lite_turn_pass(w);
	pthread_mutex_unlock(&w->lock);
	if (marked)
		db_heard(&lite->pool);
	for (int i = 0; i < count; i++)
		later[i].then(later[i].with, kept ? NULL : &why);
	if (!kept)
		*err = why;
	return kept;
}

/* ---- the keeper --------------------------------------------------------- */

/*
 * Readers may use the log as long as they like, it only cannot begin anew
 * then. When it has become long they are waited for: those that come
 * meanwhile find all in the file and need no log, so that it ends even
 * under readers that always overlap.
 */
static void move_log(struct lite *lite)
{
	struct lite_writer *w = &lite->writer;
	bool far = w->log_pages >= LITE_LOG_PAGES_FAR;
	struct err ignored;

	if (w->log_pages < w->move_at || !w->conn.db ||
		!db_lite_share_take(&lite->share, db_now_ms() + 1000, &ignored))
		return;
	sqlite3_busy_timeout(w->conn.db, LITE_LOG_WAIT_MS);
	sqlite3_wal_checkpoint_v2(w->conn.db, NULL,
		far ? SQLITE_CHECKPOINT_RESTART : SQLITE_CHECKPOINT_PASSIVE,
		NULL, NULL);
	sqlite3_busy_timeout(w->conn.db, LITE_BUSY_MS);
	db_lite_share_give(&lite->share);
	w->move_at = w->log_pages + LITE_LOG_PAGES;
}

/* With the turn, which it gives on. */
static void keep(struct lite *lite)
{
	struct lite_writer *w = &lite->writer;
	struct err ignored;

	if (w->batch.open) {
		db_lite_batch_end(lite, &ignored);
		return;
	}
	move_log(lite);
	pthread_mutex_lock(&w->lock);
	db_lite_turn_pass(w);
	pthread_mutex_unlock(&w->lock);
}

/* Waits until there is something to do; true: with the turn. Lock is held. */
static bool wait_for_work(struct lite_writer *w)
{
	struct timespec until;

	if (w->keeper_turn) {
		w->keeper_turn = false;
		return true;
	}
	if (w->taken || !w->batch.open) {
		pthread_cond_wait(&w->wake_keeper, &w->lock);
		return false;
	}
	if (db_now_ms() - w->batch.since_ms >= LITE_BATCH_MS) {
		w->taken = true;
		return true;
	}
	until = db_timespec(w->batch.since_ms + LITE_BATCH_MS);
	pthread_cond_timedwait(&w->wake_keeper, &w->lock, &until);
	return false;
}

void *db_lite_keep(void *with)
{
	struct lite *lite = with;
	struct lite_writer *w = &lite->writer;

	pthread_mutex_lock(&w->lock);
	while (!w->stop)
		if (wait_for_work(w)) {
			pthread_mutex_unlock(&w->lock);
			keep(lite);
			pthread_mutex_lock(&w->lock);
		}
	pthread_mutex_unlock(&w->lock);
	return NULL;
}
