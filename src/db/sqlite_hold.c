/*
 * db/sqlite_hold.c - a read transaction that is held open beside the
 * readers, and does nothing.
 *
 * A reader takes a shared lock on the log for each query: two calls into the
 * kernel, half of the cost of a small read. SQLite does without them while
 * another connection of the process has that same lock; so one has. What is
 * held moves on with each commit of ours, is looked at often enough to
 * follow those of other processes, and is let go of when nobody reads: it
 * never keeps a log from ending for long. Readers see no other rows by it.
 */
#include "db/sqlite_int.h"

enum { LOOK_US = 50000 };

static const struct db_query hold_begin = { "begin", "BEGIN" };
static const struct db_query hold_end = { "end", "COMMIT" };
static const struct db_query hold_look = { "hold",
	"SELECT 1 FROM sqlite_schema LIMIT 1" };

void db_lite_hold_set(struct lite *lite, bool on)
{
	struct lite_hold *h = &lite->hold;
	struct err ignored; /* reads are only slower without it */

	if (h->on)
		h->on = !db_lite_do(&h->conn, &hold_end, &ignored);
	if (h->on) {
		db_lite_conn_close(&h->conn);
		h->on = false;
	}
	if (!on || (!h->conn.db &&
			   !db_lite_conn_open(&h->conn, lite, false, &ignored)))
		return;
	h->on = db_lite_do(&h->conn, &hold_begin, &ignored);
	if (h->on && !db_lite_do(&h->conn, &hold_look, &ignored))
		db_lite_hold_set(lite, false);
}

void db_lite_hold_look(struct lite *lite)
{
	struct lite_hold *h = &lite->hold;
	uint64_t reads = db_lite_readers_count(&lite->readers);
	bool idle = reads == h->reads;

	h->reads = reads;
	h->look_at_us = db_now_us() + LOOK_US;
	db_lite_hold_set(lite, !idle);
	atomic_store(&h->idle, idle);
}

void db_lite_hold_wake(struct lite *lite)
{
	struct lite_writer *w = &lite->writer;

	if (!atomic_exchange(&lite->hold.idle, false))
		return;
	pthread_mutex_lock(&w->lock);
	pthread_cond_signal(&w->wake_keeper);
	pthread_mutex_unlock(&w->lock);
}
