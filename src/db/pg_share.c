/*
 * db/pg_share.c - questions for one row that many calls have at the same
 * moment go out together, on one connection. What such a question costs is
 * hardly the row: it is that the server's process is woken, reads, writes, and
 * sleeps again. That is paid once for all that wait.
 *
 * Who finds nobody asking leads: it takes a connection, asks for all in line,
 * gives each its answer, and hands over to the first who has come meanwhile.
 * So nobody waits for company, and while a batch is away the next one gathers.
 * Where many wait, another leads beside, on another connection.
 *
 * One that fails ends the batch (there is one sync for all): whoever has no
 * answer then asks alone, which is also how errors are told and how a lost
 * connection or a stale plan is mended. One that took long would hold up the
 * others: for a while all who ask it do so alone.
 */
#include "db/pg_int.h"

enum {
	BATCH_MAX = 32,
	CROWD = 8, /* who wait, for each who leads: another one leads */
	LONG_MS = 20,
	ALONE_FOR = 100 /* times as long: so others lose one hundredth */
};

struct ask {
	struct db_wait wait; /* first: what stands in line */
	const struct db_query *query;
	const struct pg_params *params;
	PGresult *result;
	bool prepares; /* on this connection it is new */
	bool refused;  /* there is no connection, says *err */
	struct err *err;
};

struct batch {
	struct ask *asks[BATCH_MAX];
	int count;
};

/* ---- those that take long ----------------------------------------------- */

/* Two that share a place are both asked alone: no harm. */
static _Atomic int64_t *alone_until(struct pg *pg, const struct db_query *q)
{
	return &pg->share.alone_until_ms[(uintptr_t)q / sizeof(*q) %
					 PG_SHARE_SLOW];
}

static void remember_long(struct pg *pg, const struct batch *b, int64_t ms)
{
	for (int i = 0; i < b->count; i++)
		atomic_store(alone_until(pg, b->asks[i]->query),
			db_now_ms() + ms * ALONE_FOR);
}

/* ---- one exchange ------------------------------------------------------- */

static bool send_one(struct pg_conn *c, struct ask *a)
{
	unsigned number = db_pg_stmt_find(c, a->query);

	a->prepares = !number;
	if (a->prepares) {
		number = ++c->last_number;
		db_pg_stmt_set(c, a->query, number);
	}
	return db_pg_send(c, a->query, a->params, number, a->prepares);
}

static bool send_all(struct pg_conn *c, const struct batch *b)
{
	for (int i = 0; i < b->count; i++)
		if (!send_one(c, b->asks[i]))
			return false;
	return PQpipelineSync(c->pg);
}

/* Rows come in the order of the questions, up to one that failed. */
static int read_all(struct pg_conn *c, const struct batch *b)
{
	int got = 0;

	for (;;) {
		PGresult *r = db_pg_result(c);
		ExecStatusType status = PQresultStatus(r);

		if (!r && db_pg_conn_alive(c))
			continue;
		if (status == PGRES_TUPLES_OK && got < b->count)
			b->asks[got++]->result = r;
		else
			PQclear(r);
		if (!r || status == PGRES_PIPELINE_SYNC)
			return got;
	}
}

/* What the server may never have heard of, or has forgotten, is told anew. */
static void forget_plans(struct pg_conn *c, const struct batch *b, int got)
{
	for (int i = 0; i < b->count; i++)
		if (i >= got || b->asks[i]->prepares)
			db_pg_stmt_drop(c, b->asks[i]->query);
}

static void refuse_all(const struct batch *b, const struct err *why)
{
	for (int i = 0; i < b->count; i++) {
		*b->asks[i]->err = *why;
		b->asks[i]->refused = true;
	}
}

static void ask_all(struct pg *pg, const struct batch *b)
{
	struct err err;
	struct pg_conn *c =
		db_pg_take(pg, pg->pool.config.connection_timeout_ms, &err);
	int64_t began_ms = db_now_ms(), took_ms;
	int got = 0;

	if (!c) {
		refuse_all(b, &err);
		return;
	}
	if (send_all(c, b))
		got = read_all(c, b);
	if (got < b->count)
		forget_plans(c, b, got);
	took_ms = db_now_ms() - began_ms;
	if (took_ms >= LONG_MS)
		remember_long(pg, b, took_ms);
	if (got > 1)
		atomic_fetch_add(&pg->shared, (uint64_t)got);
	db_pg_give(pg, c);
}

/* ---- leading and following ---------------------------------------------- */

static void gather(struct pg_share *s, struct batch *b)
{
	pthread_mutex_lock(&s->lock);
	while (b->count < BATCH_MAX && s->line.first) {
		b->asks[b->count++] = (struct ask *)db_line_take(&s->line);
		s->waiting--;
	}
	pthread_mutex_unlock(&s->lock);
}

static void hand_over(struct pg_share *s)
{
	struct db_wait *next;

	pthread_mutex_lock(&s->lock);
	next = db_line_take(&s->line);
	if (next)
		s->waiting--;
	else
		s->leaders--;
	pthread_mutex_unlock(&s->lock);
	if (next) {
		next->leads = true;
		db_wake(next);
	}
}

static void lead(struct pg *pg, struct ask *own)
{
	struct batch b = { { own }, 1 };

	gather(&pg->share, &b);
	ask_all(pg, &b);
	hand_over(&pg->share);
	for (int i = 1; i < b.count; i++)
		db_wake(&b.asks[i]->wait);
}

/* Or stands in line. */
static bool is_to_lead(struct pg_share *s, struct ask *own)
{
	bool leads;

	pthread_mutex_lock(&s->lock);
	leads = s->leaders == 0 || s->waiting >= CROWD * s->leaders;
	if (leads) {
		s->leaders++;
	} else {
		db_line_add(&s->line, &own->wait);
		s->waiting++;
	}
	pthread_mutex_unlock(&s->lock);
	return leads;
}

bool db_pg_share(struct pg *pg, const struct db_query *q,
	const struct pg_params *p, PGresult **out, struct err *err)
{
	struct ask own = { .query = q, .params = p, .err = err };

	*out = NULL;
	if (atomic_load(alone_until(pg, q)) > db_now_ms())
		return true;
	if (is_to_lead(&pg->share, &own))
		lead(pg, &own);
	else if (db_wait_for(&own.wait, -1) && own.wait.leads)
		lead(pg, &own);
	*out = own.result;
	return !own.refused;
}
