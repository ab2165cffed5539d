/*
 * db/pg_listen.c - a thread with a connection of its own that hears what
 * other nodes changed. While it hears nobody, nothing remembered is
 * believed; when it hears again, everything counts as changed. It also
 * closes connections that nobody has used for long.
 */
#include "db/pg_int.h"

#include <errno.h>
#include <poll.h>
#include <stdlib.h>
#include <sys/eventfd.h>
#include <unistd.h>

enum {
	TICK_MS = 1000,
	PROBE_TICKS = 5,  /* how often the line is tried */
	PROBE_MS = 2000,  /* how long it may take to answer */
	BACKOFF_MS = 100, /* doubled at each failure */
	BACKOFF_FAR_MS = 2000
};

static void hear_everything(struct pg *pg)
{
	for (unsigned i = 0; i < DB_NOTICES; i++)
		atomic_fetch_add(&pg->slots[i], 1);
	db_heard(&pg->pool);
}

static void hear(struct pg *pg, PGconn *c)
{
	bool any = false;
	PGnotify *n;

	while ((n = PQnotifies(c))) {
		unsigned long slot = strtoul(n->extra, NULL, 10);

		if (slot < DB_NOTICES) {
			atomic_fetch_add(&pg->slots[slot], 1);
			any = true;
		}
		PQfreemem(n);
	}
	if (any)
		db_heard(&pg->pool);
}

/* Sleeps until the connection (-1: none) has something to say, somebody
 * wants the listener to stop, or the time is over. */
static void nap(struct pg *pg, int fd, int ms)
{
	struct pollfd p[] = { { pg->wake_fd, POLLIN, 0 }, { fd, POLLIN, 0 } };

	poll(p, fd >= 0 ? 2 : 1, ms);
}

static void reap(struct pg *pg)
{
	const struct db_config *c = &pg->pool.config;

	if (c->idle_timeout_ms > 0)
		db_pg_reap(pg, db_now_ms() - c->idle_timeout_ms, c->pool_min);
}

/* A line can be dead without anybody having hung up. */
static bool probe(struct pg *pg, struct pg_conn *c)
{
	struct err ignored;

	(void)pg;
	c->answer_ms = PROBE_MS;
	return db_pg_ahead(c, "SELECT 1", &ignored) &&
	       db_pg_flush(c, NULL, "probe", &ignored);
}

/* Until the connection is lost. */
static void listen_on(struct pg *pg, struct pg_conn *c)
{
	int64_t ticked = db_now_ms();
	int ticks = 0;

	while (!atomic_load(&pg->stop)) {
		nap(pg, PQsocket(c->pg), TICK_MS);
		if (!PQconsumeInput(c->pg))
			return;
		hear(pg, c->pg);
		if (db_now_ms() - ticked < TICK_MS)
			continue;
		ticked = db_now_ms();
		reap(pg);
		if (++ticks % PROBE_TICKS == 0 && !probe(pg, c))
			return;
	}
}

static void *listener(void *with)
{
	struct pg *pg = with;
	int wait_ms = BACKOFF_MS;
	struct err ignored;

	while (!atomic_load(&pg->stop)) {
		struct pg_conn *c =
			db_pg_conn_open(pg->url, PROBE_MS, &ignored);

		if (c && db_pg_ahead(c, "LISTEN vitae", &ignored) &&
			db_pg_flush(c, "LISTEN", "listen", &ignored)) {
			wait_ms = BACKOFF_MS;
			hear_everything(pg);
			atomic_store(&pg->hears, true);
			listen_on(pg, c);
			atomic_store(&pg->hears, false);
			db_heard(&pg->pool);
		}
		if (c)
			db_pg_conn_close(c);
		reap(pg);
		if (!atomic_load(&pg->stop))
			nap(pg, -1, wait_ms);
		wait_ms *= wait_ms < BACKOFF_FAR_MS ? 2 : 1;
	}
	return NULL;
}

bool db_pg_listen_open(struct pg *pg, struct err *err)
{
	pg->wake_fd = eventfd(0, EFD_CLOEXEC);
	if (pg->wake_fd >= 0 &&
		pthread_create(&pg->listener, NULL, listener, pg) == 0)
		return true;
	return err_set(err, ERR_BROKEN, "cannot start a thread");
}

void db_pg_listen_close(struct pg *pg)
{
	atomic_store(&pg->stop, true);
	if (pg->wake_fd < 0)
		return;
	eventfd_write(pg->wake_fd, 1);
	if (pg->listener)
		pthread_join(pg->listener, NULL);
	close(pg->wake_fd);
}
