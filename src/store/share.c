/* store/share.c - every SQL statement about shares, and nothing else. */
#include "store/share.h"

struct share_count {
	int64_t count;
};
struct share_viewed {
	struct str id;
	int64_t views, downloads, viewed_at;
};

#define COLUMNS                                                          \
	"id, account_id, hash, name, document_id, project_id, version,"  \
	" template, redact, password, allow_download, views, downloads," \
	" viewed_at, created_at, updated_at, expires_at, revoked_at"

static const struct db_col columns[] = { DB_COL(share, id),
	DB_COL(share, account_id), DB_COL(share, hash), DB_COL(share, name),
	DB_COL(share, document_id), DB_COL(share, project_id),
	DB_COL(share, version), DB_COL(share, template), DB_COL(share, redact),
	DB_COL(share, password), DB_COL(share, allow_download),
	DB_COL(share, views), DB_COL(share, downloads),
	DB_COL(share, viewed_at), DB_COL(share, created_at),
	DB_COL(share, updated_at), DB_COL(share, expires_at),
	DB_COL(share, revoked_at), { 0 } };

static const struct db_query add = {
	.name = "share.add",
	.sql = "INSERT INTO share (" COLUMNS ") VALUES ($1, $2, $3, $4, $5,"
	       " $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18)",
	.in = columns,
};

static const struct db_query get = {
	.name = "share.get",
	.sql = "SELECT " COLUMNS " FROM share"
	       " WHERE account_id = $1 AND id = $2",
	.in = (const struct db_col[]){ DB_COL(share, account_id),
		DB_COL(share, id), { 0 } },
	.out = columns,
	.row_size = sizeof(struct share),
};

static const struct db_query owner = {
	.name = "share.owner",
	.sql = "SELECT a.plan AS plan, a.suspended_at AS suspended_at"
	       " FROM share s JOIN account a ON a.id = s.account_id"
	       " WHERE s.hash = $1",
	.in = (const struct db_col[]){ DB_COL(share, hash), { 0 } },
	.out = (const struct db_col[]){ DB_COL(share_found, plan),
		DB_COL(share_found, suspended_at), { 0 } },
	.row_size = sizeof(struct share_found),
};

static const struct db_query find = {
	.name = "share.find",
	.sql = "SELECT " COLUMNS " FROM share WHERE hash = $1",
	.in = (const struct db_col[]){ DB_COL(share, hash), { 0 } },
	.out = columns,
	.row_size = sizeof(struct share),
};

static const struct db_query list = {
	.name = "share.list",
	.sql = "SELECT " COLUMNS " FROM share WHERE account_id = $1"
	       " AND (created_at, id) < ($2, $3)"
	       " ORDER BY created_at DESC, id DESC LIMIT $4",
	.in = (const struct db_col[]){ DB_COL(share_wish, account_id),
		DB_COL(share_wish, before_at), DB_COL(share_wish, before_id),
		DB_COL(share_wish, limit), { 0 } },
	.out = columns,
	.row_size = sizeof(struct share),
};

static const struct db_query count = {
	.name = "share.count",
	.sql = "SELECT count(*) AS count FROM share WHERE account_id = $1"
	       " AND revoked_at = 0",
	.in = (const struct db_col[]){ DB_COL(share, account_id), { 0 } },
	.out = (const struct db_col[]){ DB_COL(share_count, count), { 0 } },
	.row_size = sizeof(struct share_count),
};

static const struct db_query set = {
	.name = "share.set",
	.sql = "UPDATE share SET name = $3, version = $4, template = $5,"
	       " redact = $6, password = $7, allow_download = $8,"
	       " updated_at = $9, expires_at = $10, revoked_at = $11"
	       " WHERE account_id = $1 AND id = $2",
	.in = (const struct db_col[]){ DB_COL(share, account_id),
		DB_COL(share, id), DB_COL(share, name), DB_COL(share, version),
		DB_COL(share, template), DB_COL(share, redact),
		DB_COL(share, password), DB_COL(share, allow_download),
		DB_COL(share, updated_at), DB_COL(share, expires_at),
		DB_COL(share, revoked_at), { 0 } },
};

static const struct db_query set_link = {
	.name = "share.set_link",
	.sql = "UPDATE share SET hash = $3, updated_at = $4"
	       " WHERE account_id = $1 AND id = $2",
	.in = (const struct db_col[]){ DB_COL(share, account_id),
		DB_COL(share, id), DB_COL(share, hash),
		DB_COL(share, updated_at), { 0 } },
};

/* Counted where it is kept: no view is lost beside another. */
static const struct db_query set_viewed = {
	.name = "share.set_viewed",
	.sql = "UPDATE share SET views = views + $2,"
	       " downloads = downloads + $3, viewed_at = $4 WHERE id = $1",
	.in = (const struct db_col[]){ DB_COL(share_viewed, id),
		DB_COL(share_viewed, views), DB_COL(share_viewed, downloads),
		DB_COL(share_viewed, viewed_at), { 0 } },
};

static const struct db_query all = {
	.name = "share.all",
	.sql = "SELECT " COLUMNS " FROM share WHERE account_id = $1"
	       " ORDER BY created_at, id",
	.in = (const struct db_col[]){ DB_COL(share, account_id), { 0 } },
	.out = columns,
	.row_size = sizeof(struct share),
};

const struct db_query *const store_share_queries[] = { &add, &get, &owner,
	&find, &list, &count, &set, &set_link, &set_viewed, &all, NULL };

bool store_share_add(struct db *db, const struct share *s, struct err *err)
{
	return db_run(db, &add, s, NULL, err);
}

bool store_share_get(struct db *db, struct str account_id, struct str id,
	struct share *out, struct err *err)
{
	return db_one(db, &get,
		&(struct share){ .account_id = account_id, .id = id }, out,
		err);
}

bool store_share_find(struct db *db, struct bytes hash, struct share_found *out,
	bool *found, struct err *err)
{
	const struct share ask = { .hash = hash };

	return db_find(db, &owner, &ask, out, found, err) &&
	       (!*found || db_find(db, &find, &ask, &out->share, found, err));
}

bool store_share_list(struct db *db, const struct share_wish *wish,
	struct db_rows *out, struct err *err)
{
	return db_list(db, &list, wish, (size_t)wish->limit, out, err);
}

bool store_share_count(
	struct db *db, struct str account_id, int64_t *out, struct err *err)
{
	struct share_count got;
	bool ok = db_one(db, &count,
		&(struct share){ .account_id = account_id }, &got, err);

	if (ok)
		*out = got.count;
	return ok;
}

bool store_share_set(struct db *db, const struct share *s, struct err *err)
{
	return db_run(db, &set, s, NULL, err);
}

bool store_share_set_link(struct db *db, const struct share *s, struct err *err)
{
	return db_run(db, &set_link, s, NULL, err);
}

bool store_share_set_viewed(struct db *db, struct str id, bool download,
	int64_t now, struct err *err)
{
	return db_run(db, &set_viewed,
		&(struct share_viewed){ id, !download, download, now }, NULL,
		err);
}

bool store_share_each(struct db *db, struct str account_id, db_each_row *each,
	void *with, struct err *err)
{
	return db_each(db, &all, &(struct share){ .account_id = account_id },
		each, with, err);
}
