/*
 * store/delivery_send.c - SQL by which deliveries are sent: what is due, who
 * sends it, how it went.
 *
 * What is due is asked a receiver at a time: from one that has something
 * waiting the index leads to the next, however much waits for each. So one
 * that is dead and has a hundred thousand waiting costs as much as any other.
 */
#include "store/delivery.h"

static const struct db_query turn = {
	.name = "delivery.turn",
	.sql = "UPDATE delivery_turn SET turns = turns + 1 WHERE one = 1",
};

static const struct db_query take = {
	.name = "delivery.take",
	.sql = "UPDATE delivery SET lease = $1, next_at = $3"
	       " WHERE (webhook_id, event_id) IN ("
	       "WITH RECURSIVE w (id) AS ("
	       "SELECT min(webhook_id) FROM delivery WHERE state = 'pending'"
	       " UNION ALL SELECT (SELECT min(d.webhook_id) FROM delivery d"
	       " WHERE d.state = 'pending' AND d.webhook_id > w.id)"
	       " FROM w WHERE w.id IS NOT NULL)"
	       " SELECT d.webhook_id, d.event_id FROM w"
	       " JOIN webhook h ON h.id = w.id"
	       " JOIN delivery d ON d.webhook_id = w.id AND d.event_id ="
	       " (SELECT f.event_id FROM delivery f"
	       " WHERE f.webhook_id = w.id AND f.state = 'pending'"
	       " AND f.next_at <= $2 ORDER BY f.next_at, f.event_id LIMIT 1)"
	       " WHERE h.troubled = $4 AND NOT EXISTS (SELECT 1 FROM delivery l"
	       " WHERE l.webhook_id = w.id AND l.lease <> ''"
	       " AND l.next_at > $2)"
	       " ORDER BY d.next_at, d.event_id LIMIT $5)",
	.in = (const struct db_col[]){ DB_COL(delivery_take, lease),
		DB_COL(delivery_take, now), DB_COL(delivery_take, lease_end),
		DB_COL(delivery_take, troubled), DB_COL(delivery_take, limit),
		{ 0 } },
};

static const struct db_query taken = {
	.name = "delivery.taken",
	.sql = "SELECT d.webhook_id AS webhook_id, w.account_id AS account_id,"
	       " d.event_id AS event_id, d.lease AS lease, w.url AS url,"
	       " w.secret AS secret,"
	       " w.old_secret AS old_secret, w.old_until AS old_until,"
	       " e.type AS type, e.data AS data, e.at AS at,"
	       " d.manual AS manual, w.troubled AS troubled,"
	       " d.attempts AS attempts, d.round AS round"
	       " FROM delivery d JOIN webhook w ON w.id = d.webhook_id"
	       " JOIN event e ON e.id = d.event_id"
	       " WHERE d.lease = $1 AND d.lease <> ''"
	       " ORDER BY d.event_id, d.webhook_id",
	.in = (const struct db_col[]){ DB_COL(delivery_take, lease), { 0 } },
	.out = (const struct db_col[]){ DB_COL(delivery_due, webhook_id),
		DB_COL(delivery_due, account_id),
		DB_COL(delivery_due, event_id), DB_COL(delivery_due, lease),
		DB_COL(delivery_due, url), DB_COL(delivery_due, secret),
		DB_COL(delivery_due, old_secret),
		DB_COL(delivery_due, old_until), DB_COL(delivery_due, type),
		DB_COL(delivery_due, data), DB_COL(delivery_due, at),
		DB_COL(delivery_due, manual), DB_COL(delivery_due, troubled),
		DB_COL(delivery_due, attempts), DB_COL(delivery_due, round),
		{ 0 } },
	.row_size = sizeof(struct delivery_due),
};

struct next {
	int64_t now, next_at;
};

static const struct db_query next = {
	.name = "delivery.next",
	.sql = "SELECT COALESCE(min(next_at), 0) AS next_at FROM delivery"
	       " WHERE state = 'pending' AND next_at > $1",
	.in = (const struct db_col[]){ DB_COL(next, now), { 0 } },
	.out = (const struct db_col[]){ DB_COL(next, next_at), { 0 } },
	.row_size = sizeof(struct next),
};

static const struct db_query end = {
	.name = "delivery.end",
	.sql = "UPDATE delivery SET lease = '', state = $4, attempts = $5,"
	       " round = $6, next_at = $7"
	       " WHERE webhook_id = $1 AND event_id = $2 AND lease = $3",
	.in = (const struct db_col[]){ DB_COL(delivery_result, webhook_id),
		DB_COL(delivery_result, event_id),
		DB_COL(delivery_result, lease), DB_COL(delivery_result, state),
		DB_COL(delivery_result, attempts),
		DB_COL(delivery_result, round),
		DB_COL(delivery_result, next_at), { 0 } },
};

static const struct db_query add_attempt = {
	.name = "delivery.add_attempt",
	.sql = "INSERT INTO delivery_attempt (webhook_id, event_id, n, at,"
	       " status, error, answer, duration_ms)"
	       " VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
	.in = (const struct db_col[]){ DB_COL(delivery_result, webhook_id),
		DB_COL(delivery_result, event_id),
		DB_COL(delivery_result, attempt.n),
		DB_COL(delivery_result, attempt.at),
		DB_COL(delivery_result, attempt.status),
		DB_COL(delivery_result, attempt.error),
		DB_COL(delivery_result, attempt.answer),
		DB_COL(delivery_result, attempt.duration_ms), { 0 } },
};

static const struct db_query give_back = {
	.name = "delivery.give_back",
	.sql = "UPDATE delivery SET lease = '', next_at = $4"
	       " WHERE webhook_id = $1 AND event_id = $2 AND lease = $3",
	.in = (const struct db_col[]){ DB_COL(delivery_result, webhook_id),
		DB_COL(delivery_result, event_id),
		DB_COL(delivery_result, lease),
		DB_COL(delivery_result, next_at), { 0 } },
};

static const struct db_query stats = {
	.name = "delivery.stats",
	.sql = "SELECT"
	       " (SELECT count(*) FROM delivery WHERE state = 'pending')"
	       " AS pending,"
	       " COALESCE((SELECT min(next_at) FROM delivery"
	       " WHERE state = 'pending' AND next_at <= $1), 0) AS due_since",
	.in = (const struct db_col[]){ DB_COL(next, now), { 0 } },
	.out = (const struct db_col[]){ DB_COL(delivery_stats, pending),
		DB_COL(delivery_stats, due_since), { 0 } },
	.row_size = sizeof(struct delivery_stats),
};

const struct db_query *const store_delivery_send_queries[] = { &turn, &take,
	&taken, &next, &end, &add_attempt, &give_back, &stats, NULL };

bool store_delivery_turn(struct db *db, struct err *err)
{
	return db_run(db, &turn, NULL, NULL, err);
}

bool store_delivery_take(struct db *db, const struct delivery_take *ask,
	struct db_rows *out, struct err *err)
{
	int64_t n;

	*out = (struct db_rows){ 0 };
	return db_run(db, &take, ask, &n, err) &&
	       (!n || db_list(db, &taken, ask, (size_t)ask->limit, out, err));
}

bool store_delivery_next(
	struct db *db, int64_t now, int64_t *next_at, struct err *err)
{
	struct next row;

	if (!db_one(db, &next, &(struct next){ .now = now }, &row, err))
		return false;
	*next_at = row.next_at;
	return true;
}

bool store_delivery_end(struct db *db, const struct delivery_result *r,
	bool *mine, struct err *err)
{
	int64_t n;

	if (!db_run(db, &end, r, &n, err))
		return false;
	*mine = n > 0;
	return !n || db_run(db, &add_attempt, r, NULL, err);
}

bool store_delivery_give_back(struct db *db, struct str webhook_id,
	struct str event_id, struct str lease, int64_t now, struct err *err)
{
	const struct delivery_result r = { .webhook_id = webhook_id,
		.event_id = event_id,
		.lease = lease,
		.next_at = now };

	return db_run(db, &give_back, &r, NULL, err);
}

bool store_delivery_stats(
	struct db *db, int64_t now, struct delivery_stats *out, struct err *err)
{
	return db_one(db, &stats, &(struct next){ .now = now }, out, err);
}
