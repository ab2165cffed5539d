/* store/api_key.c - every SQL statement about API keys, and nothing else. */
#include "store/api_key.h"

struct key_count {
	int64_t count;
};

#define COLUMNS                                                            \
	"id, account_id, name, prefix, hash, scopes, created_at, used_at," \
	" expires_at"

static const struct db_col columns[] = { DB_COL(api_key, id),
	DB_COL(api_key, account_id), DB_COL(api_key, name),
	DB_COL(api_key, prefix), DB_COL(api_key, hash), DB_COL(api_key, scopes),
	DB_COL(api_key, created_at), DB_COL(api_key, used_at),
	DB_COL(api_key, expires_at), { 0 } };

static const struct db_query add = {
	.name = "api_key.add",
	.sql = "INSERT INTO api_key (" COLUMNS ")"
	       " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
	.in = columns,
};

static const struct db_query find_owner = {
	.name = "api_key.find_owner",
	.sql = "SELECT k.id AS id, k.account_id AS account_id,"
	       " a.role AS role, a.plan AS plan, k.scopes AS scopes,"
	       " k.expires_at AS expires_at, k.used_at AS used_at,"
	       " a.suspended_at AS suspended_at"
	       " FROM api_key k JOIN account a ON a.id = k.account_id"
	       " WHERE k.hash = $1",
	.in = (const struct db_col[]){ DB_COL(api_key, hash), { 0 } },
	.out = (const struct db_col[]){ DB_COL(api_key_owner, id),
		DB_COL(api_key_owner, account_id), DB_COL(api_key_owner, role),
		DB_COL(api_key_owner, plan), DB_COL(api_key_owner, scopes),
		DB_COL(api_key_owner, expires_at),
		DB_COL(api_key_owner, used_at),
		DB_COL(api_key_owner, suspended_at), { 0 } },
	.row_size = sizeof(struct api_key_owner),
};

static const struct db_query list = {
	.name = "api_key.list",
	.sql = "SELECT " COLUMNS " FROM api_key WHERE account_id = $1"
	       " AND (created_at, id) < ($2, $3)"
	       " ORDER BY created_at DESC, id DESC LIMIT $4",
	.in = (const struct db_col[]){ DB_COL(api_key_wish, account_id),
		DB_COL(api_key_wish, before_at),
		DB_COL(api_key_wish, before_id), DB_COL(api_key_wish, limit),
		{ 0 } },
	.out = columns,
	.row_size = sizeof(struct api_key),
};

static const struct db_query count = {
	.name = "api_key.count",
	.sql = "SELECT count(*) AS count FROM api_key WHERE account_id = $1",
	.in = (const struct db_col[]){ DB_COL(api_key, account_id), { 0 } },
	.out = (const struct db_col[]){ DB_COL(key_count, count), { 0 } },
	.row_size = sizeof(struct key_count),
};

static const struct db_query set_used = {
	.name = "api_key.set_used",
	.sql = "UPDATE api_key SET used_at = $2 WHERE id = $1",
	.in = (const struct db_col[]){ DB_COL(api_key, id),
		DB_COL(api_key, used_at), { 0 } },
};

static const struct db_query drop_all = {
	.name = "api_key.drop_all",
	.sql = "DELETE FROM api_key WHERE account_id = $1",
	.in = (const struct db_col[]){ DB_COL(api_key, account_id), { 0 } },
};

static const struct db_query drop = {
	.name = "api_key.drop",
	.sql = "DELETE FROM api_key WHERE account_id = $1 AND id = $2",
	.in = (const struct db_col[]){ DB_COL(api_key, account_id),
		DB_COL(api_key, id), { 0 } },
};

const struct db_query *const store_api_key_queries[] = { &add, &find_owner,
	&list, &count, &set_used, &drop, &drop_all, NULL };

bool store_api_key_add(struct db *db, const struct api_key *k, struct err *err)
{
	return db_run(db, &add, k, NULL, err);
}

bool store_api_key_find_owner(struct db *db, struct bytes hash,
	struct api_key_owner *out, bool *found, struct err *err)
{
	return db_find(db, &find_owner, &(struct api_key){ .hash = hash }, out,
		found, err);
}

bool store_api_key_list(struct db *db, const struct api_key_wish *wish,
	struct db_rows *out, struct err *err)
{
	return db_list(db, &list, wish, (size_t)wish->limit + 1, out, err);
}

bool store_api_key_count(
	struct db *db, struct str account_id, int64_t *out, struct err *err)
{
	struct key_count n;

	if (!db_one(db, &count, &(struct api_key){ .account_id = account_id },
		    &n, err))
		return false;
	*out = n.count;
	return true;
}

bool store_api_key_set_used(
	struct db *db, struct str id, int64_t now, struct err *err)
{
	return db_run(db, &set_used,
		&(struct api_key){ .id = id, .used_at = now }, NULL, err);
}

bool store_api_key_drop_all(
	struct db *db, struct str account_id, struct err *err)
{
	return db_run(db, &drop_all,
		&(struct api_key){ .account_id = account_id }, NULL, err);
}

bool store_api_key_drop(
	struct db *db, struct str account_id, struct str id, struct err *err)
{
	int64_t changed;

	return db_run(db, &drop,
		       &(struct api_key){ .id = id, .account_id = account_id },
		       &changed, err) &&
	       (changed || err_set(err, ERR_NOT_FOUND, "no such API key"));
}
