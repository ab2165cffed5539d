/* store/usage.c - every SQL statement about the use of features. */
#include "store/usage.h"

struct span_in {
	int64_t from_at, until_at;
};

#define COLUMNS                                                          \
	"id, at, feature_type, feature_name, account_id, plan, success," \
	" status, uses, duration_ms, metadata"

static const struct db_col columns[] = { DB_COL(usage, id), DB_COL(usage, at),
	DB_COL(usage, feature_type), DB_COL(usage, feature_name),
	DB_COL(usage, account_id), DB_COL(usage, plan), DB_COL(usage, success),
	DB_COL(usage, status), DB_COL(usage, uses), DB_COL(usage, duration_ms),
	DB_COL(usage, metadata), { 0 } };
static const struct db_col by_account[] = { DB_COL(usage, account_id), { 0 } };

/* A note is written behind its request: the person may be gone by then, and
 * must not come back by it. */
#define STILL_THERE "CASE WHEN EXISTS (SELECT 1 FROM account WHERE id = $5)"

static const struct db_query add = {
	.name = "usage.add",
	.sql = "INSERT INTO feature_usage_tracking (" COLUMNS ")"
	       " VALUES ($1, $2, $3, $4, " STILL_THERE " THEN $5 ELSE '' END,"
	       " $6, $7, $8, $9, $10,"
	       " CASE WHEN $5 = '' THEN $11 ELSE " STILL_THERE
	       " THEN $11 ELSE '{}' END END)",
	.in = columns,
};

static const struct db_query sums = {
	.name = "usage.sums",
	.sql = "SELECT feature_type, feature_name, plan,"
	       " CAST(sum(uses) AS bigint) AS count,"
	       " CAST(sum(CASE WHEN success THEN 0 ELSE uses END) AS bigint)"
	       " AS failed,"
	       " count(DISTINCT account_id) AS people,"
	       " CAST(sum(duration_ms) / sum(uses) AS bigint) AS mean_ms"
	       " FROM feature_usage_tracking WHERE at >= $1 AND at < $2"
	       " GROUP BY feature_type, feature_name, plan"
	       " ORDER BY feature_type, feature_name, plan LIMIT 2000",
	.in = (const struct db_col[]){ DB_COL(span_in, from_at),
		DB_COL(span_in, until_at), { 0 } },
	.out = (const struct db_col[]){ DB_COL(usage_sum, feature_type),
		DB_COL(usage_sum, feature_name), DB_COL(usage_sum, plan),
		DB_COL(usage_sum, count), DB_COL(usage_sum, failed),
		DB_COL(usage_sum, people), DB_COL(usage_sum, mean_ms), { 0 } },
	.row_size = sizeof(struct usage_sum),
};

static const struct db_query each_row = {
	.name = "usage.each",
	.sql = "SELECT " COLUMNS " FROM feature_usage_tracking"
	       " WHERE account_id = $1 ORDER BY at, id",
	.in = by_account,
	.out = columns,
	.row_size = sizeof(struct usage),
};

static const struct db_query erase = {
	.name = "usage.erase",
	.sql = "UPDATE feature_usage_tracking"
	       " SET account_id = '', metadata = '{}' WHERE account_id = $1",
	.in = by_account,
};

const struct db_query *const store_usage_queries[] = { &add, &sums, &each_row,
	&erase, NULL };

bool store_usage_add(struct db *db, const struct usage *u, struct err *err)
{
	return db_run(db, &add, u, NULL, err);
}

bool store_usage_sums(struct db *db, int64_t from_at, int64_t until_at,
	struct db_rows *out, struct err *err)
{
	return db_list(db, &sums, &(struct span_in){ from_at, until_at },
		STORE_USAGE_SUMS_MOST + 1, out, err);
}

bool store_usage_each(struct db *db, struct str account_id, db_each_row *each,
	void *with, struct err *err)
{
	return db_each(db, &each_row,
		&(struct usage){ .account_id = account_id }, each, with, err);
}

bool store_usage_erase(struct db *db, struct str account_id, struct err *err)
{
	return db_run(db, &erase, &(struct usage){ .account_id = account_id },
		NULL, err);
}
