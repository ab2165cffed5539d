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

void db_lite_batch_due(struct lite_writer *w, int64_t at_us)
{
	if (w->batch.due_us > at_us)
		w->batch.due_us = at_us;
	if (w->keeper_until_us > w->batch.due_us)
		pthread_cond_signal(&w->wake_keeper);
}

void db_lite_turn_pass(struct lite_writer *w, bool gathered)
{
	struct db_wait *next;

	if (w->keeper_next) {
		w->keeper_next = false;
		w->keeper_turn = true;
		pthread_cond_signal(&w->wake_keeper);
	} else if ((next = db_line_take(&w->line))) {
		db_wake(next);
	} else if (!gathered && w->batch.open &&
		   (next = db_line_take(&w->batch.ends))) {
		next->leads = true;
		db_wake(next);
	} else {
		w->taken = false;
		/* even if somebody is coming: he may give up */
		if (w->batch.open)
			db_lite_batch_due(w, INT64_MAX);
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

bool db_lite_batch_open(struct lite *lite, int64_t until_us, struct err *err)
{
	struct lite_batch *b = &lite->writer.batch;

	if (!db_lite_share_take(&lite->share, until_us, err))
		return false;
	if (!conn_ready(lite, err) ||
		!db_lite_do(&lite->writer.conn, &batch_begin, err)) {
		db_lite_share_give(&lite->share);
		return false;
	}
	b->open = true;
	b->dirty = b->doomed = false;
	b->calls = b->later_count = 0;
	b->since_us = db_now_us();
	b->due_us = b->since_us + LITE_BATCH_US;
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

/* Each may be gone with its place in the list as soon as it is woken. */
static void tell(struct db_wait *end, bool kept, const struct err *err)
{
	while (end) {
		struct db_wait *next = end->next;

		end->kept = kept;
		if (!kept)
			*end->err = *err;
		db_wake(end);
		end = next;
	}
}

/* Once the log is long it is moved; if it stays long, not at every commit. */
static bool log_is_long(struct lite_writer *w)
{
	if (w->log_pages < w->log_pages_before)
		w->move_at = LITE_LOG_PAGES;
	w->log_pages_before = w->log_pages;
	return w->log_pages >= w->move_at;
}

/* What is known about commits serves the next ones. */
static void learn(struct lite *lite, int64_t took_us)
{
	struct lite_writer *w = &lite->writer;
	struct lite_batch *b = &w->batch;

	db_marks_count(&b->marks, lite->share.slots);
	atomic_fetch_add(&w->commits, 1);
	atomic_fetch_add(&w->calls, b->calls);
	w->expected = b->calls + atomic_load(&w->coming);
	w->commit_us = took_us;
	if (lite->hold.on)
		db_lite_hold_set(lite, true);
}

/* The turn goes on before anybody is told: who is woken may want it. */
bool db_lite_batch_end(struct lite *lite, struct err *err)
{
	struct lite_writer *w = &lite->writer;
	struct lite_batch *b = &w->batch;
	struct lite_later later[LITE_BATCH_MAX];
	struct db_wait *ends = b->ends.first;
	int64_t from = db_now_us();
	struct err why;
	bool kept = commit(w, &why);
	bool marked = kept && db_marked(&b->marks);
	int count = b->later_count;

	if (!kept)
		undo(w);
	db_lite_share_give(&lite->share);
	if (kept && b->dirty)
		learn(lite, db_now_us() - from);
	memcpy(later, b->later, sizeof(*later) * (size_t)count);
	b->open = false;
	pthread_mutex_lock(&w->lock);
	w->keeper_next = w->keeper_next || log_is_long(w);
	db_lite_turn_pass(w, false);
	pthread_mutex_unlock(&w->lock);
	tell(ends, kept, &why);
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
		!db_lite_share_take(
			&lite->share, db_now_us() + 1000000, &ignored))
		return;
	db_lite_hold_set(lite, false);
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
	db_lite_hold_look(lite);
	pthread_mutex_lock(&w->lock);
	db_lite_turn_pass(w, false);
	pthread_mutex_unlock(&w->lock);
}

/* When there will be something to do that nobody tells of. */
static int64_t next_work_us(struct lite *lite)
{
	struct lite_batch *b = &lite->writer.batch;
	int64_t at = atomic_load(&lite->hold.idle) ? INT64_MAX
						   : lite->hold.look_at_us;

	/* who has the turn ends the batch itself */
	if (!lite->writer.taken && b->open && b->due_us < at)
		at = b->due_us;
	return at;
}

/* Waits until there is something to do; true: with the turn. Lock is held. */
static bool wait_for_work(struct lite *lite)
{
	struct lite_writer *w = &lite->writer;
	int64_t at = next_work_us(lite);
	struct timespec until = db_timespec(at);

	if (w->keeper_turn) {
		w->keeper_turn = false;
		return true;
	}
	if (at <= db_now_us() && !w->taken) {
		w->taken = true;
		return true;
	}
	/* busy writers keep the hold up to date, they are not disturbed */
	if (at <= db_now_us())
		until = db_timespec(db_now_us() + LITE_BATCH_US);
	w->keeper_until_us = at;
	if (at == INT64_MAX)
		pthread_cond_wait(&w->wake_keeper, &w->lock);
	else
		pthread_cond_timedwait(&w->wake_keeper, &w->lock, &until);
	return false;
}

void *db_lite_keep(void *with)
{
	struct lite *lite = with;
	struct lite_writer *w = &lite->writer;

	pthread_mutex_lock(&w->lock);
	while (!w->stop)
		if (wait_for_work(lite)) {
			pthread_mutex_unlock(&w->lock);
			keep(lite);
			pthread_mutex_lock(&w->lock);
		}
	pthread_mutex_unlock(&w->lock);
	return NULL;
}
