/* store/idempotency.c - every SQL statement about kept answers. */
#include "store/idempotency.h"

#define COLUMNS "owner, key, route, body_hash, status, answer, created_at"

static const struct db_col columns[] = { DB_COL(idempotency, owner),
	DB_COL(idempotency, key), DB_COL(idempotency, route),
	DB_COL(idempotency, body_hash), DB_COL(idempotency, status),
	DB_COL(idempotency, answer), DB_COL(idempotency, created_at), { 0 } };

static const struct db_query add = {
	.name = "idempotency.add",
	.sql = "INSERT INTO idempotency (" COLUMNS ")"
	       " VALUES ($1, $2, $3, $4, $5, $6, $7)",
	.in = columns,
};

static const struct db_query find = {
	.name = "idempotency.find",
	.sql = "SELECT " COLUMNS " FROM idempotency"
	       " WHERE owner = $1 AND key = $2",
	.in = (const struct db_col[]){ DB_COL(idempotency, owner),
		DB_COL(idempotency, key), { 0 } },
	.out = columns,
	.row_size = sizeof(struct idempotency),
};

const struct db_query *const store_idempotency_queries[] = { &add, &find,
	NULL };

bool store_idempotency_add(
	struct db *db, const struct idempotency *i, struct err *err)
{
	return db_run(db, &add, i, NULL, err);
}

bool store_idempotency_find(struct db *db, struct str owner, struct str key,
	struct idempotency *out, bool *found, struct err *err)
{
	return db_find(db, &find,
		&(struct idempotency){ .owner = owner, .key = key }, out, found,
		err);
}
