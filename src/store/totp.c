/* store/totp.c - every SQL statement about second factors by code. */
#include "store/totp.h"

struct step_in {
	struct str account_id;
	int64_t step, now;
};
struct count_out {
	int64_t n;
};

#define COLUMNS "account_id, secret, step, failed, created_at, confirmed_at"

static const struct db_col columns[] = { DB_COL(totp, account_id),
	DB_COL(totp, secret), DB_COL(totp, step), DB_COL(totp, failed),
	DB_COL(totp, created_at), DB_COL(totp, confirmed_at), { 0 } };
static const struct db_col whose[] = { DB_COL(totp, account_id), { 0 } };

static const struct db_query find = {
	.name = "totp.find",
	.sql = "SELECT " COLUMNS " FROM totp WHERE account_id = $1",
	.in = whose,
	.out = columns,
	.row_size = sizeof(struct totp),
};

static const struct db_query set = {
	.name = "totp.set",
	.sql = "INSERT INTO totp (" COLUMNS ") VALUES ($1, $2, $3, $4, $5, $6)"
	       " ON CONFLICT (account_id) DO UPDATE SET"
	       " secret = excluded.secret, step = 0, failed = 0,"
	       " created_at = excluded.created_at"
	       " WHERE totp.confirmed_at = 0",
	.in = columns,
};

static const struct db_query set_step = {
	.name = "totp.set_step",
	.sql = "UPDATE totp SET step = $2, failed = 0, confirmed_at ="
	       " CASE WHEN confirmed_at = 0 THEN $3 ELSE confirmed_at END"
	       " WHERE account_id = $1 AND step < $2",
	.in = (const struct db_col[]){ DB_COL(step_in, account_id),
		DB_COL(step_in, step), DB_COL(step_in, now), { 0 } },
};

static const struct db_query add_failed = {
	.name = "totp.add_failed",
	.sql = "UPDATE totp SET failed = failed + 1 WHERE account_id = $1",
	.in = whose,
};

static const struct db_query set_right = {
	.name = "totp.set_right",
	.sql = "UPDATE totp SET failed = 0 WHERE account_id = $1",
	.in = whose,
};

static const struct db_query drop = {
	.name = "totp.drop",
	.sql = "DELETE FROM totp WHERE account_id = $1",
	.in = whose,
};

static const struct db_query code_add = {
	.name = "recovery_code.add",
	.sql = "INSERT INTO recovery_code (account_id, hash, created_at)"
	       " VALUES ($1, $2, $3)",
	.in = (const struct db_col[]){ DB_COL(recovery_code, account_id),
		DB_COL(recovery_code, hash), DB_COL(recovery_code, created_at),
		{ 0 } },
};

static const struct db_query code_take = {
	.name = "recovery_code.take",
	.sql = "DELETE FROM recovery_code WHERE account_id = $1 AND hash = $2",
	.in = (const struct db_col[]){ DB_COL(recovery_code, account_id),
		DB_COL(recovery_code, hash), { 0 } },
};

static const struct db_query code_count = {
	.name = "recovery_code.count",
	.sql = "SELECT count(*) AS n FROM recovery_code WHERE account_id = $1",
	.in = whose,
	.out = (const struct db_col[]){ DB_COL(count_out, n), { 0 } },
	.row_size = sizeof(struct count_out),
};

static const struct db_query code_drop = {
	.name = "recovery_code.drop",
	.sql = "DELETE FROM recovery_code WHERE account_id = $1",
	.in = whose,
};

const struct db_query *const store_totp_queries[] = { &find, &set, &set_step,
	&add_failed, &set_right, &drop, &code_add, &code_take, &code_count,
	&code_drop, NULL };

bool store_totp_find(struct db *db, struct str account_id, struct totp *out,
	bool *found, struct err *err)
{
	return db_find(db, &find, &(struct totp){ .account_id = account_id },
		out, found, err);
}

bool store_totp_set(
	struct db *db, const struct totp *t, bool *done, struct err *err)
{
	int64_t n;

	if (!db_run(db, &set, t, &n, err))
		return false;
	*done = n == 1;
	return true;
}

bool store_totp_set_step(struct db *db, struct str account_id, int64_t step,
	int64_t now, bool *moved, struct err *err)
{
	int64_t n;

	if (!db_run(db, &set_step, &(struct step_in){ account_id, step, now },
		    &n, err))
		return false;
	*moved = n == 1;
	return true;
}

bool store_totp_add_failed(
	struct db *db, struct str account_id, struct err *err)
{
	return db_run(db, &add_failed,
		&(struct totp){ .account_id = account_id }, NULL, err);
}

bool store_totp_set_right(struct db *db, struct str account_id, struct err *err)
{
	return db_run(db, &set_right,
		&(struct totp){ .account_id = account_id }, NULL, err);
}

bool store_totp_drop(struct db *db, struct str account_id, struct err *err)
{
	return db_run(db, &drop, &(struct totp){ .account_id = account_id },
		       NULL, err) &&
	       store_recovery_drop_all(db, account_id, err);
}

bool store_recovery_add(
	struct db *db, const struct recovery_code *r, struct err *err)
{
	return db_run(db, &code_add, r, NULL, err);
}

bool store_recovery_take(struct db *db, struct str account_id,
	struct bytes hash, bool *found, struct err *err)
{
	int64_t n;

	if (!db_run(db, &code_take,
		    &(struct recovery_code){
			    .account_id = account_id, .hash = hash },
		    &n, err))
		return false;
	*found = n == 1;
	return true;
}

bool store_recovery_count(
	struct db *db, struct str account_id, int64_t *out, struct err *err)
{
	struct count_out n;

	if (!db_one(db, &code_count, &(struct totp){ .account_id = account_id },
		    &n, err))
		return false;
	*out = n.n;
	return true;
}

bool store_recovery_drop_all(
	struct db *db, struct str account_id, struct err *err)
{
	return db_run(db, &code_drop,
		&(struct totp){ .account_id = account_id }, NULL, err);
}
