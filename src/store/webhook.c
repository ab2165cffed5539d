/* store/webhook.c - every SQL statement about webhooks, and nothing else. */
#include "store/webhook.h"

struct webhook_count {
	int64_t count;
};

#define COLUMNS                                                       \
	"id, account_id, url, events, secret, old_secret, old_until," \
	" is_active, disabled_why, failures, troubled, triggered_at," \
	" created_at, updated_at"

static const struct db_col columns[] = { DB_COL(webhook, id),
	DB_COL(webhook, account_id), DB_COL(webhook, url),
	DB_COL(webhook, events), DB_COL(webhook, secret),
	DB_COL(webhook, old_secret), DB_COL(webhook, old_until),
	DB_COL(webhook, is_active), DB_COL(webhook, disabled_why),
	DB_COL(webhook, failures), DB_COL(webhook, troubled),
	DB_COL(webhook, triggered_at), DB_COL(webhook, created_at),
	DB_COL(webhook, updated_at), { 0 } };
static const struct db_col own[] = { DB_COL(webhook, account_id),
	DB_COL(webhook, id), { 0 } };

static const struct db_query add = {
	.name = "webhook.add",
	.sql = "INSERT INTO webhook (" COLUMNS ") VALUES ($1, $2, $3, $4, $5,"
	       " $6, $7, $8, $9, $10, $11, $12, $13, $14)",
	.in = columns,
};

#define GET "SELECT " COLUMNS " FROM webhook WHERE account_id = $1 AND id = $2"

static const struct db_query get = {
	.name = "webhook.get",
	.sql = GET,
	.in = own,
	.out = columns,
	.row_size = sizeof(struct webhook),
};

static const struct db_query hold = {
	.name = "webhook.hold",
	.sql = GET,
	.sql_pg = GET " FOR NO KEY UPDATE",
	.in = own,
	.out = columns,
	.row_size = sizeof(struct webhook),
};

static const struct db_query count = {
	.name = "webhook.count",
	.sql = "SELECT count(*) AS count FROM webhook WHERE account_id = $1",
	.in = (const struct db_col[]){ DB_COL(webhook, account_id), { 0 } },
	.out = (const struct db_col[]){ DB_COL(webhook_count, count), { 0 } },
	.row_size = sizeof(struct webhook_count),
};

static const struct db_query list = {
	.name = "webhook.list",
	.sql = "SELECT " COLUMNS " FROM webhook WHERE account_id = $1"
	       " AND (created_at, id) < ($2, $3)"
	       " ORDER BY created_at DESC, id DESC LIMIT $4",
	.in = (const struct db_col[]){ DB_COL(webhook_wish, account_id),
		DB_COL(webhook_wish, before_at),
		DB_COL(webhook_wish, before_id), DB_COL(webhook_wish, limit),
		{ 0 } },
	.out = columns,
	.row_size = sizeof(struct webhook),
};

static const struct db_query each = {
	.name = "webhook.each",
	.sql = "SELECT " COLUMNS " FROM webhook WHERE account_id = $1"
	       " ORDER BY created_at, id",
	.in = (const struct db_col[]){ DB_COL(webhook, account_id), { 0 } },
	.out = columns,
	.row_size = sizeof(struct webhook),
};

static const struct db_query set = {
	.name = "webhook.set",
	.sql = "UPDATE webhook SET url = $3, events = $4, secret = $5,"
	       " old_secret = $6, old_until = $7, is_active = $8,"
	       " disabled_why = $9, failures = $10, troubled = $11,"
	       " updated_at = $12 WHERE account_id = $1 AND id = $2",
	.in = (const struct db_col[]){ DB_COL(webhook, account_id),
		DB_COL(webhook, id), DB_COL(webhook, url),
		DB_COL(webhook, events), DB_COL(webhook, secret),
		DB_COL(webhook, old_secret), DB_COL(webhook, old_until),
		DB_COL(webhook, is_active), DB_COL(webhook, disabled_why),
		DB_COL(webhook, failures), DB_COL(webhook, troubled),
		DB_COL(webhook, updated_at), { 0 } },
};

static const struct db_query set_health = {
	.name = "webhook.set_health",
	.sql = "UPDATE webhook SET failures = $3, troubled = $4,"
	       " triggered_at = $5, is_active = $6, disabled_why = $7"
	       " WHERE account_id = $1 AND id = $2",
	.in = (const struct db_col[]){ DB_COL(webhook, account_id),
		DB_COL(webhook, id), DB_COL(webhook, failures),
		DB_COL(webhook, troubled), DB_COL(webhook, triggered_at),
		DB_COL(webhook, is_active), DB_COL(webhook, disabled_why),
		{ 0 } },
};

static const struct db_query drop = {
	.name = "webhook.drop",
	.sql = "DELETE FROM webhook WHERE account_id = $1 AND id = $2",
	.in = own,
};

/* Locked in the order in which senders do. */
static const struct db_query drop_of = {
	.name = "webhook.drop_of",
	.sql = "DELETE FROM webhook WHERE account_id = $1",
	.sql_pg = "DELETE FROM webhook WHERE id IN (SELECT id FROM webhook"
		  " WHERE account_id = $1 ORDER BY id FOR UPDATE)",
	.in = (const struct db_col[]){ DB_COL(webhook, account_id), { 0 } },
};

const struct db_query *const store_webhook_queries[] = { &add, &get, &hold,
	&count, &list, &each, &set, &set_health, &drop, &drop_of, NULL };

bool store_webhook_add(struct db *db, const struct webhook *w, struct err *err)
{
	return db_run(db, &add, w, NULL, err);
}

static bool found_or(bool found, struct err *err)
{
	return found || err_set(err, ERR_NOT_FOUND, "no such webhook");
}

bool store_webhook_get(struct db *db, struct str account_id, struct str id,
	struct webhook *out, struct err *err)
{
	const struct webhook w = { .account_id = account_id, .id = id };
	bool found;

	return db_find(db, &get, &w, out, &found, err) && found_or(found, err);
}

bool store_webhook_hold(struct db *db, struct str account_id, struct str id,
	struct webhook *out, struct err *err)
{
	const struct webhook w = { .account_id = account_id, .id = id };
	bool found;

	return db_find(db, &hold, &w, out, &found, err) && found_or(found, err);
}

bool store_webhook_count(
	struct db *db, struct str account_id, int64_t *out, struct err *err)
{
	struct webhook_count n;

	if (!db_one(db, &count, &(struct webhook){ .account_id = account_id },
		    &n, err))
		return false;
	*out = n.count;
	return true;
}

bool store_webhook_list(struct db *db, const struct webhook_wish *wish,
	struct db_rows *out, struct err *err)
{
	return db_list(db, &list, wish, (size_t)wish->limit + 1, out, err);
}

bool store_webhook_each(struct db *db, struct str account_id, db_each_row *take,
	void *with, struct err *err)
{
	return db_each(db, &each, &(struct webhook){ .account_id = account_id },
		take, with, err);
}

bool store_webhook_set(struct db *db, const struct webhook *w, struct err *err)
{
	int64_t changed;

	return db_run(db, &set, w, &changed, err) && found_or(changed, err);
}

bool store_webhook_set_health(
	struct db *db, const struct webhook *w, struct err *err)
{
	return db_run(db, &set_health, w, NULL, err);
}

bool store_webhook_drop(
	struct db *db, struct str account_id, struct str id, struct err *err)
{
	const struct webhook w = { .account_id = account_id, .id = id };
	int64_t changed;

	return db_run(db, &drop, &w, &changed, err) && found_or(changed, err);
}

bool store_webhook_drop_of(
	struct db *db, struct str account_id, struct err *err)
{
	return db_run(db, &drop_of,
		&(struct webhook){ .account_id = account_id }, NULL, err);
}
