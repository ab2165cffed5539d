/* store/account.c - every SQL statement about accounts, and nothing else. */
#include "store/account.h"

struct email_in {
	struct str email_key;
};
struct list_in {
	struct str like;
	int64_t before_at;
	struct str before_id;
	int64_t limit;
};

#define COLUMNS                                                           \
	"id, email, email_key, full_name, password, role, plan, credits," \
	" created_at, updated_at, signed_in_at, suspended_at, email_verified"

#define ROW COLUMNS ", password <> '' AS has_password"
#define COLS                                                                  \
	DB_COL(account, id), DB_COL(account, email),                          \
		DB_COL(account, email_key), DB_COL(account, full_name),       \
		DB_COL(account, password), DB_COL(account, role),             \
		DB_COL(account, plan), DB_COL(account, credits),              \
		DB_COL(account, created_at), DB_COL(account, updated_at),     \
		DB_COL(account, signed_in_at), DB_COL(account, suspended_at), \
		DB_COL(account, email_verified)

static const struct db_col columns[] = { COLS, { 0 } };
static const struct db_col row[] = { COLS, DB_COL(account, has_password),
	{ 0 } };
static const struct db_col by_id[] = { DB_COL(account, id), { 0 } };

static const struct db_query add = {
	.name = "account.add",
	.sql = "INSERT INTO account (" COLUMNS ")"
	       " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12,"
	       " $13)",
	.in = columns,
};

static const struct db_query get = {
	.name = "account.get",
	.sql = "SELECT " ROW " FROM account WHERE id = $1",
	.in = by_id,
	.out = row,
	.row_size = sizeof(struct account),
};

static const struct db_query find_email = {
	.name = "account.find_email",
	.sql = "SELECT " ROW " FROM account WHERE email_key = $1",
	.in = (const struct db_col[]){ DB_COL(email_in, email_key), { 0 } },
	.out = row,
	.row_size = sizeof(struct account),
};

static const struct db_query list = {
	.name = "account.list",
	.sql = "SELECT " ROW " FROM account"
	       " WHERE ($1 = '' OR email_key LIKE '%' || $1 || '%' ESCAPE '\\'"
	       "        OR lower(full_name) LIKE '%' || $1 || '%' ESCAPE '\\')"
	       "   AND (created_at < $2 OR (created_at = $2 AND id < $3))"
	       " ORDER BY created_at DESC, id DESC LIMIT $4",
	.in = (const struct db_col[]){ DB_COL(list_in, like),
		DB_COL(list_in, before_at), DB_COL(list_in, before_id),
		DB_COL(list_in, limit), { 0 } },
	.out = row,
	.row_size = sizeof(struct account),
};

static const struct db_query set_profile = {
	.name = "account.set_profile",
	.sql = "UPDATE account SET full_name = $2, email = $3, email_key = $4,"
	       " updated_at = $5, email_verified = $6 WHERE id = $1",
	.in = (const struct db_col[]){ DB_COL(account, id),
		DB_COL(account, full_name), DB_COL(account, email),
		DB_COL(account, email_key), DB_COL(account, updated_at),
		DB_COL(account, email_verified), { 0 } },
};

static const struct db_query set_verified = {
	.name = "account.set_verified",
	.sql = "UPDATE account SET email_verified = TRUE, updated_at = $2"
	       " WHERE id = $1",
	.in = (const struct db_col[]){ DB_COL(account, id),
		DB_COL(account, updated_at), { 0 } },
};

static const struct db_query set_password = {
	.name = "account.set_password",
	.sql = "UPDATE account SET password = $2, updated_at = $3"
	       " WHERE id = $1",
	.in = (const struct db_col[]){ DB_COL(account, id),
		DB_COL(account, password), DB_COL(account, updated_at), { 0 } },
};

static const struct db_query set_role = {
	.name = "account.set_role",
	.sql = "UPDATE account SET role = $2, updated_at = $3 WHERE id = $1",
	.in = (const struct db_col[]){ DB_COL(account, id),
		DB_COL(account, role), DB_COL(account, updated_at), { 0 } },
};

static const struct db_query set_suspended = {
	.name = "account.set_suspended",
	.sql = "UPDATE account SET suspended_at = $2, updated_at = $3"
	       " WHERE id = $1",
	.in = (const struct db_col[]){ DB_COL(account, id),
		DB_COL(account, suspended_at), DB_COL(account, updated_at),
		{ 0 } },
};

static const struct db_query set_signed_in = {
	.name = "account.set_signed_in",
	.sql = "UPDATE account SET signed_in_at = $2 WHERE id = $1",
	.in = (const struct db_col[]){ DB_COL(account, id),
		DB_COL(account, signed_in_at), { 0 } },
};

static const struct db_query drop = {
	.name = "account.drop",
	.sql = "DELETE FROM account WHERE id = $1",
	.in = by_id,
};

const struct db_query *const store_account_queries[] = { &add, &get,
	&find_email, &list, &set_profile, &set_verified, &set_password,
	&set_role, &set_suspended, &set_signed_in, &drop, NULL };

bool store_account_add(struct db *db, const struct account *a, struct err *err)
{
	return db_run(db, &add, a, NULL, err);
}

bool store_account_get(
	struct db *db, struct str id, struct account *out, struct err *err)
{
	return db_one(db, &get, &(struct account){ .id = id }, out, err);
}

bool store_account_find_email(struct db *db, struct str email_key,
	struct account *out, bool *found, struct err *err)
{
	return db_find(db, &find_email, &(struct email_in){ email_key }, out,
		found, err);
}

bool store_account_list(struct db *db, struct str like, int64_t before_at,
	struct str before_id, int64_t limit, struct db_rows *out,
	struct err *err)
{
	return db_list(db, &list,
		&(struct list_in){ like, before_at, before_id, limit },
		(size_t)limit + 1, out, err);
}

/* One account was meant: none touched means that there is none. */
static bool touch(struct db *db, const struct db_query *q,
	const struct account *a, struct err *err)
{
	int64_t changed;

	return db_run(db, q, a, &changed, err) &&
	       (changed || err_set(err, ERR_NOT_FOUND, "no such account"));
}

bool store_account_set_profile(
	struct db *db, const struct account *a, struct err *err)
{
	return touch(db, &set_profile, a, err);
}

bool store_account_set_verified(
	struct db *db, struct str id, int64_t now, struct err *err)
{
	return touch(db, &set_verified,
		&(struct account){ .id = id, .updated_at = now }, err);
}

bool store_account_set_password(struct db *db, struct str id,
	struct str password, int64_t now, struct err *err)
{
	return touch(db, &set_password,
		&(struct account){
			.id = id, .password = password, .updated_at = now },
		err);
}

bool store_account_set_role(struct db *db, struct str id, struct str role,
	int64_t now, struct err *err)
{
	return touch(db, &set_role,
		&(struct account){ .id = id, .role = role, .updated_at = now },
		err);
}

bool store_account_set_suspended(struct db *db, struct str id,
	int64_t suspended_at, int64_t now, struct err *err)
{
	return touch(db, &set_suspended,
		&(struct account){ .id = id,
			.suspended_at = suspended_at,
			.updated_at = now },
		err);
}

bool store_account_set_signed_in(
	struct db *db, struct str id, int64_t now, struct err *err)
{
	return touch(db, &set_signed_in,
		&(struct account){ .id = id, .signed_in_at = now }, err);
}

bool store_account_drop(struct db *db, struct str id, struct err *err)
{
	return touch(db, &drop, &(struct account){ .id = id }, err);
}
