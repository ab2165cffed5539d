/* store/spent.c - every SQL statement about what was shown once. */
#include "store/spent.h"

struct spent {
	struct bytes hash;
	int64_t expires_at;
};

static const struct db_query add = {
	.name = "spent.add",
	.sql = "INSERT INTO spent (hash, expires_at) VALUES ($1, $2)"
	       " ON CONFLICT (hash) DO NOTHING",
	.in = (const struct db_col[]){ DB_COL(spent, hash),
		DB_COL(spent, expires_at), { 0 } },
};

const struct db_query *const store_spent_queries[] = { &add, NULL };

bool store_spent_add(struct db *db, struct bytes hash, int64_t expires_at,
	bool *first, struct err *err)
{
	int64_t added = 0;

	if (!db_run(db, &add, &(struct spent){ hash, expires_at }, &added, err))
		return false;
	*first = added == 1;
	return true;
}
