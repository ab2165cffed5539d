/*
 * store/delivery.c - SQL about deliveries as people see them and ask for
 * them. How they are sent is in delivery_send.c.
 */
#include "store/delivery.h"

#include "store/event.h"

/* ---- looking ------------------------------------------------------------ */

/* An attempt is looked up by its key; a delivery that was never tried has
 * none. */
static const struct db_query list = {
	.name = "delivery.list",
	.sql = "SELECT d.event_id AS event_id, e.type AS type,"
	       " d.created_at AS created_at, d.state AS state,"
	       " d.manual AS manual, d.attempts AS attempts,"
	       " d.next_at AS next_at, COALESCE(t.at, 0) AS tried_at,"
	       " COALESCE(t.status, 0) AS status,"
	       " COALESCE(t.duration_ms, 0) AS duration_ms,"
	       " COALESCE(t.error, '') AS error,"
	       " COALESCE(t.answer, '') AS answer"
	       " FROM webhook w JOIN delivery d ON d.webhook_id = w.id"
	       " JOIN event e ON e.id = d.event_id"
	       " LEFT JOIN delivery_attempt t ON t.webhook_id = d.webhook_id"
	       " AND t.event_id = d.event_id AND t.n = d.attempts"
	       " WHERE w.account_id = $1 AND w.id = $2"
	       " AND ($3 = '' OR d.state = $3)"
	       " AND (d.created_at, d.event_id) < ($4, $5)"
	       " ORDER BY d.created_at DESC, d.event_id DESC LIMIT $6",
	.in = (const struct db_col[]){ DB_COL(delivery_wish, account_id),
		DB_COL(delivery_wish, webhook_id), DB_COL(delivery_wish, state),
		DB_COL(delivery_wish, before_at),
		DB_COL(delivery_wish, before_id), DB_COL(delivery_wish, limit),
		{ 0 } },
	.out = (const struct db_col[]){ DB_COL(delivery, event_id),
		DB_COL(delivery, type), DB_COL(delivery, created_at),
		DB_COL(delivery, state), DB_COL(delivery, manual),
		DB_COL(delivery, attempts), DB_COL(delivery, next_at),
		DB_COL(delivery, tried_at), DB_COL(delivery, status),
		DB_COL(delivery, duration_ms), DB_COL(delivery, error),
		DB_COL(delivery, answer), { 0 } },
	.row_size = sizeof(struct delivery),
};

struct key {
	struct str account_id, webhook_id, event_id;
};

static const struct db_query get = {
	.name = "delivery.get",
	.sql = "SELECT d.event_id AS event_id, e.type AS type, e.data AS data,"
	       " d.state AS state, d.created_at AS created_at,"
	       " d.manual AS manual, d.attempts AS attempts,"
	       " d.next_at AS next_at"
	       " FROM webhook w JOIN delivery d ON d.webhook_id = w.id"
	       " JOIN event e ON e.id = d.event_id"
	       " WHERE w.account_id = $1 AND w.id = $2 AND d.event_id = $3",
	.in = (const struct db_col[]){ DB_COL(key, account_id),
		DB_COL(key, webhook_id), DB_COL(key, event_id), { 0 } },
	.out = (const struct db_col[]){ DB_COL(delivery_whole, event_id),
		DB_COL(delivery_whole, type), DB_COL(delivery_whole, data),
		DB_COL(delivery_whole, state),
		DB_COL(delivery_whole, created_at),
		DB_COL(delivery_whole, manual),
		DB_COL(delivery_whole, attempts),
		DB_COL(delivery_whole, next_at), { 0 } },
	.row_size = sizeof(struct delivery_whole),
};

static const struct db_query attempts = {
	.name = "delivery.attempts",
	.sql = "SELECT n, at, status, duration_ms, error, answer"
	       " FROM delivery_attempt WHERE webhook_id = $1 AND event_id = $2"
	       " ORDER BY n DESC LIMIT 1000",
	.in = (const struct db_col[]){ DB_COL(key, webhook_id),
		DB_COL(key, event_id), { 0 } },
	.out = (const struct db_col[]){ DB_COL(attempt, n), DB_COL(attempt, at),
		DB_COL(attempt, status), DB_COL(attempt, duration_ms),
		DB_COL(attempt, error), DB_COL(attempt, answer), { 0 } },
	.row_size = sizeof(struct attempt),
};

bool store_delivery_list(struct db *db, const struct delivery_wish *wish,
	struct db_rows *out, struct err *err)
{
	return db_list(db, &list, wish, (size_t)wish->limit + 1, out, err);
}

bool store_delivery_get(struct db *db, struct str account_id,
	struct str webhook_id, struct str event_id, struct delivery_whole *out,
	struct err *err)
{
	const struct key k = { account_id, webhook_id, event_id };
	bool found;

	return db_find(db, &get, &k, out, &found, err) &&
	       (found || err_set(err, ERR_NOT_FOUND, "no such delivery"));
}

bool store_delivery_attempts(struct db *db, struct str webhook_id,
	struct str event_id, struct db_rows *out, struct err *err)
{
	return db_list(db, &attempts,
		&(struct key){ .webhook_id = webhook_id, .event_id = event_id },
		STORE_ATTEMPTS_MOST, out, err);
}

/* ---- asking for one ----------------------------------------------------- */

static const struct db_col new_columns[] = { DB_COL(delivery_new, webhook_id),
	DB_COL(delivery_new, event_id), DB_COL(delivery_new, now), { 0 } };

static const struct db_query add_manual = {
	.name = "delivery.add_manual",
	.sql = "INSERT INTO delivery (webhook_id, event_id, created_at, state,"
	       " manual, next_at) VALUES ($1, $2, $3, 'pending', TRUE, $3)",
	.in = new_columns,
};

static const struct db_query resend = {
	.name = "delivery.resend",
	.sql = "UPDATE delivery SET state = 'pending', manual = TRUE,"
	       " round = 0, next_at = $3 WHERE webhook_id = $1"
	       " AND event_id = $2 AND state <> 'pending'",
	.in = new_columns,
};

static const struct db_query stop = {
	.name = "delivery.stop",
	.sql = "UPDATE delivery SET state = 'failed', lease = ''"
	       " WHERE webhook_id = $1 AND state = 'pending' AND NOT manual",
	.in = (const struct db_col[]){ DB_COL(key, webhook_id), { 0 } },
};

static const struct db_query again = {
	.name = "delivery.again",
	.sql = "UPDATE delivery SET state = 'pending', manual = FALSE,"
	       " round = 0, next_at = $3 WHERE webhook_id = $1"
	       " AND state = 'failed' AND created_at >= $2",
	.in = (const struct db_col[]){ DB_COL(delivery_recovery, webhook_id),
		DB_COL(delivery_recovery, since),
		DB_COL(delivery_recovery, now), { 0 } },
};

/* Events of one webhook alone have a type that nobody can ask for. */
#define MISSED(position)                                                      \
	"INSERT INTO delivery (webhook_id, event_id, created_at, state,"      \
	" manual, next_at) SELECT $1, e.id, e.at, 'pending', FALSE, $5"       \
	" FROM event e WHERE e.account_id = $2 AND e.at >= $3 AND (" position \
	"($4, ',' || e.type || ',') > 0"                                      \
	" OR ($4 = ',*,' AND e.type <> 'webhook.test'))"                      \
	" AND NOT EXISTS (SELECT 1 FROM delivery d"                           \
	" WHERE d.webhook_id = $1 AND d.event_id = e.id)"

static const struct db_query missed = {
	.name = "delivery.missed",
	.sql = MISSED("instr"),
	.sql_pg = MISSED("strpos"),
	.in = (const struct db_col[]){ DB_COL(delivery_recovery, webhook_id),
		DB_COL(delivery_recovery, account_id),
		DB_COL(delivery_recovery, since),
		DB_COL(delivery_recovery, events),
		DB_COL(delivery_recovery, now), { 0 } },
};

const struct db_query *const store_delivery_queries[] = { &list, &get,
	&attempts, &add_manual, &resend, &stop, &again, &missed, NULL };

bool store_delivery_add_manual(
	struct db *db, const struct delivery_new *d, struct err *err)
{
	return db_run(db, &add_manual, d, NULL, err) &&
	       db_notice(db, NOTICE_DELIVERIES, err);
}

bool store_delivery_resend(
	struct db *db, const struct delivery_new *d, struct err *err)
{
	int64_t n;

	if (!db_run(db, &resend, d, &n, err))
		return false;
	if (!n)
		return err_set(err, ERR_CONFLICT,
			"this delivery is on its way already");
	return db_notice(db, NOTICE_DELIVERIES, err);
}

bool store_delivery_recover(struct db *db, const struct delivery_recovery *r,
	int64_t *count, struct err *err)
{
	int64_t failed, gone_by;

	if (!db_run(db, &again, r, &failed, err) ||
		!db_run(db, &missed, r, &gone_by, err))
		return false;
	*count = failed + gone_by;
	return !*count || db_notice(db, NOTICE_DELIVERIES, err);
}

bool store_delivery_stop(struct db *db, struct str webhook_id, struct err *err)
{
	return db_run(db, &stop, &(struct key){ .webhook_id = webhook_id },
		NULL, err);
}
