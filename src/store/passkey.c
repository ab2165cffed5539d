/* store/passkey.c - every SQL statement about passkeys, and nothing else. */
#include "store/passkey.h"

struct any_out {
	bool any;
};

#define COLUMNS                                                              \
	"id, account_id, credential, public_key, counter, name, transports," \
	" synced, created_at, used_at"

static const struct db_col columns[] = { DB_COL(passkey, id),
	DB_COL(passkey, account_id), DB_COL(passkey, credential),
	DB_COL(passkey, public_key), DB_COL(passkey, counter),
	DB_COL(passkey, name), DB_COL(passkey, transports),
	DB_COL(passkey, synced), DB_COL(passkey, created_at),
	DB_COL(passkey, used_at), { 0 } };
static const struct db_col whose[] = { DB_COL(passkey, account_id), { 0 } };

static const struct db_query add = {
	.name = "passkey.add",
	.sql = "INSERT INTO passkey (" COLUMNS ")"
	       " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
	.in = columns,
};

static const struct db_query find = {
	.name = "passkey.find",
	.sql = "SELECT " COLUMNS " FROM passkey WHERE credential = $1",
	.in = (const struct db_col[]){ DB_COL(passkey, credential), { 0 } },
	.out = columns,
	.row_size = sizeof(struct passkey),
};

static const struct db_query list = {
	.name = "passkey.list",
	.sql = "SELECT " COLUMNS " FROM passkey WHERE account_id = $1"
	       " ORDER BY created_at, id",
	.in = whose,
	.out = columns,
	.row_size = sizeof(struct passkey),
};

static const struct db_query any = {
	.name = "passkey.any",
	.sql = "SELECT EXISTS (SELECT 1 FROM passkey WHERE account_id = $1)"
	       " AS any",
	.in = whose,
	.out = (const struct db_col[]){ DB_COL(any_out, any), { 0 } },
	.row_size = sizeof(struct any_out),
};

/* Devices that do not count always say 0. */
static const struct db_query set_used = {
	.name = "passkey.set_used",
	.sql = "UPDATE passkey SET counter = $2, used_at = $3, synced = $4"
	       " WHERE id = $1 AND (counter < $2 OR (counter = 0 AND $2 = 0))",
	.in = (const struct db_col[]){ DB_COL(passkey, id),
		DB_COL(passkey, counter), DB_COL(passkey, used_at),
		DB_COL(passkey, synced), { 0 } },
};

static const struct db_query set_name = {
	.name = "passkey.set_name",
	.sql = "UPDATE passkey SET name = $3"
	       " WHERE account_id = $1 AND id = $2",
	.in = (const struct db_col[]){ DB_COL(passkey, account_id),
		DB_COL(passkey, id), DB_COL(passkey, name), { 0 } },
};

static const struct db_query drop = {
	.name = "passkey.drop",
	.sql = "DELETE FROM passkey WHERE account_id = $1 AND id = $2",
	.in = (const struct db_col[]){ DB_COL(passkey, account_id),
		DB_COL(passkey, id), { 0 } },
};

static const struct db_query drop_all = {
	.name = "passkey.drop_all",
	.sql = "DELETE FROM passkey WHERE account_id = $1",
	.in = whose,
};

const struct db_query *const store_passkey_queries[] = { &add, &find, &list,
	&any, &set_used, &set_name, &drop, &drop_all, NULL };

bool store_passkey_add(struct db *db, const struct passkey *p, struct err *err)
{
	return db_run(db, &add, p, NULL, err);
}

bool store_passkey_find(struct db *db, struct bytes credential,
	struct passkey *out, bool *found, struct err *err)
{
	return db_find(db, &find, &(struct passkey){ .credential = credential },
		out, found, err);
}

bool store_passkey_list(struct db *db, struct str account_id,
	struct db_rows *out, struct err *err)
{
	return db_list(db, &list, &(struct passkey){ .account_id = account_id },
		STORE_PASSKEYS, out, err);
}

bool store_passkey_any(
	struct db *db, struct str account_id, bool *out, struct err *err)
{
	struct any_out row;

	if (!db_one(db, &any, &(struct passkey){ .account_id = account_id },
		    &row, err))
		return false;
	*out = row.any;
	return true;
}

bool store_passkey_set_used(
	struct db *db, const struct passkey *p, bool *moved, struct err *err)
{
	int64_t n;

	if (!db_run(db, &set_used, p, &n, err))
		return false;
	*moved = n == 1;
	return true;
}

bool store_passkey_set_name(struct db *db, struct str account_id, struct str id,
	struct str name, struct err *err)
{
	int64_t n;

	return db_run(db, &set_name,
		       &(struct passkey){ .id = id,
			       .account_id = account_id,
			       .name = name },
		       &n, err) &&
	       (n || err_set(err, ERR_NOT_FOUND, "no such passkey"));
}

bool store_passkey_drop(
	struct db *db, struct str account_id, struct str id, struct err *err)
{
	int64_t n;

	return db_run(db, &drop,
		       &(struct passkey){ .id = id, .account_id = account_id },
		       &n, err) &&
	       (n || err_set(err, ERR_NOT_FOUND, "no such passkey"));
}

bool store_passkey_drop_all(
	struct db *db, struct str account_id, struct err *err)
{
	return db_run(db, &drop_all,
		&(struct passkey){ .account_id = account_id }, NULL, err);
}

bool store_passkey_each(struct db *db, struct str account_id, db_each_row *each,
	void *with, struct err *err)
{
	return db_each(db, &list, &(struct passkey){ .account_id = account_id },
		each, with, err);
}
