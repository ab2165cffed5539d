/*
 * db/pg_pool.c - connections to PostgreSQL, lent to one call each. First
 * come, first served: a connection that comes back goes to who has waited
 * longest. Who waits may also be handed a place without a connection, left
 * by one that died, and then makes a new one itself.
 */
#include "db/pg_int.h"

/* ---- places ------------------------------------------------------------- */

/* An idle connection, a place for a new one (*out NULL), or false: too late. */
static bool take_place(struct pg *pg, int timeout_ms, struct pg_conn **out)
{
	int64_t until = db_now_us() + timeout_ms * 1000LL;
	struct db_wait me = { 0 };
	bool got = true;

	pthread_mutex_lock(&pg->lock);
	*out = pg->line.first ? NULL : pg->idle;
	if (*out) {
		pg->idle = (*out)->next;
		pg->idle_count--;
	} else if (pg->opened < pg->pool.config.pool_max) {
		pg->opened++;
	} else {
		pg->waiting++;
		got = db_line_stand(&pg->line, &me, &pg->lock, until);
		pg->waiting--;
		*out = me.got;
	}
	pthread_mutex_unlock(&pg->lock);
	return got;
}

/* c NULL: the place alone. */
static void give_place(struct pg *pg, struct pg_conn *c)
{
	struct db_wait *next;

	pthread_mutex_lock(&pg->lock);
	next = db_line_take(&pg->line);
	if (next) {
		next->got = c;
		db_wake(next);
	} else if (c) {
		c->idle_since_ms = db_now_ms();
		c->next = pg->idle;
		pg->idle = c;
		pg->idle_count++;
	} else {
		pg->opened--;
	}
	pthread_mutex_unlock(&pg->lock);
}

/* ---- connections -------------------------------------------------------- */

static struct pg_conn *open_in_place(
	struct pg *pg, int timeout_ms, struct err *err)
{
	struct pg_conn *c = db_pg_conn_open(pg->url, timeout_ms, err);

	if (!c)
		give_place(pg, NULL);
	return c;
}

struct pg_conn *db_pg_take(struct pg *pg, int timeout_ms, struct err *err)
{
	struct pg_conn *c;

	if (take_place(pg, timeout_ms, &c))
		return c ? c : open_in_place(pg, timeout_ms, err);
	atomic_fetch_add(&pg->busy, 1);
	err_set(err, ERR_BUSY, "all %d connections to the database are in use",
		pg->pool.config.pool_max);
	return NULL;
}

void db_pg_give(struct pg *pg, struct pg_conn *c)
{
	c->answer_ms = PG_ANSWER_MS;
	c->ahead_count = 0;
	if (db_pg_conn_alive(c) && PQtransactionStatus(c->pg) == PQTRANS_IDLE) {
		give_place(pg, c);
		return;
	}
	db_pg_conn_close(c);
	give_place(pg, NULL);
}

struct pg_conn *db_pg_replace(struct pg *pg, struct pg_conn *c, struct err *err)
{
	db_pg_conn_close(c);
	return open_in_place(pg, pg->pool.config.connection_timeout_ms, err);
}

/* Takes one that has been idle since before then, if there may be fewer. */
static struct pg_conn *take_idle(struct pg *pg, int64_t before_ms, int least)
{
	struct pg_conn **at = &pg->idle, *c;

	pthread_mutex_lock(&pg->lock);
	while (*at && (*at)->idle_since_ms >= before_ms)
		at = &(*at)->next;
	c = pg->opened > least ? *at : NULL;
	if (c) {
		*at = c->next;
		pg->idle_count--;
		pg->opened--;
	}
	pthread_mutex_unlock(&pg->lock);
	return c;
}

void db_pg_reap(struct pg *pg, int64_t before_ms, int least)
{
	struct pg_conn *c;

	while ((c = take_idle(pg, before_ms, least)))
		db_pg_conn_close(c);
}
