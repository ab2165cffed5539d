/* store/identity.c - every SQL statement about identities, nothing else. */
#include "store/identity.h"

#define COLUMNS "id, account_id, issuer, subject, email, created_at, used_at"

static const struct db_col columns[] = { DB_COL(identity, id),
	DB_COL(identity, account_id), DB_COL(identity, issuer),
	DB_COL(identity, subject), DB_COL(identity, email),
	DB_COL(identity, created_at), DB_COL(identity, used_at), { 0 } };
static const struct db_col whose[] = { DB_COL(identity, account_id), { 0 } };

static const struct db_query add = {
	.name = "identity.add",
	.sql = "INSERT INTO identity (" COLUMNS ")"
	       " VALUES ($1, $2, $3, $4, $5, $6, $7)",
	.in = columns,
};

static const struct db_query find = {
	.name = "identity.find",
	.sql = "SELECT " COLUMNS " FROM identity"
	       " WHERE issuer = $1 AND subject = $2",
	.in = (const struct db_col[]){ DB_COL(identity, issuer),
		DB_COL(identity, subject), { 0 } },
	.out = columns,
	.row_size = sizeof(struct identity),
};

static const struct db_query list = {
	.name = "identity.list",
	.sql = "SELECT " COLUMNS " FROM identity WHERE account_id = $1"
	       " ORDER BY created_at, id",
	.in = whose,
	.out = columns,
	.row_size = sizeof(struct identity),
};

static const struct db_query set_used = {
	.name = "identity.set_used",
	.sql = "UPDATE identity SET used_at = $2, email = $3 WHERE id = $1",
	.in = (const struct db_col[]){ DB_COL(identity, id),
		DB_COL(identity, used_at), DB_COL(identity, email), { 0 } },
};

static const struct db_query drop = {
	.name = "identity.drop",
	.sql = "DELETE FROM identity WHERE account_id = $1 AND id = $2",
	.in = (const struct db_col[]){ DB_COL(identity, account_id),
		DB_COL(identity, id), { 0 } },
};

static const struct db_query drop_all = {
	.name = "identity.drop_all",
	.sql = "DELETE FROM identity WHERE account_id = $1",
	.in = whose,
};

const struct db_query *const store_identity_queries[] = { &add, &find, &list,
	&set_used, &drop, &drop_all, NULL };

bool store_identity_add(
	struct db *db, const struct identity *i, struct err *err)
{
	return db_run(db, &add, i, NULL, err);
}

bool store_identity_find(struct db *db, struct str issuer, struct str subject,
	struct identity *out, bool *found, struct err *err)
{
	return db_find(db, &find,
		&(struct identity){ .issuer = issuer, .subject = subject }, out,
		found, err);
}

bool store_identity_list(struct db *db, struct str account_id,
	struct db_rows *out, struct err *err)
{
	return db_list(db, &list,
		&(struct identity){ .account_id = account_id },
		STORE_IDENTITIES, out, err);
}

bool store_identity_set_used(struct db *db, const struct identity *i,
	struct str email, int64_t now, struct err *err)
{
	return db_run(db, &set_used,
		&(struct identity){
			.id = i->id, .used_at = now, .email = email },
		NULL, err);
}

bool store_identity_drop(
	struct db *db, struct str account_id, struct str id, struct err *err)
{
	int64_t gone;

	return db_run(db, &drop,
		       &(struct identity){ .id = id, .account_id = account_id },
		       &gone, err) &&
	       (gone || err_set(err, ERR_NOT_FOUND, "no such identity"));
}

bool store_identity_drop_all(
	struct db *db, struct str account_id, struct err *err)
{
	return db_run(db, &drop_all,
		&(struct identity){ .account_id = account_id }, NULL, err);
}

bool store_identity_each(struct db *db, struct str account_id,
	db_each_row *each, void *with, struct err *err)
{
	return db_each(db, &list,
		&(struct identity){ .account_id = account_id }, each, with,
		err);
}
