/*
 * store/document.c - every SQL statement about documents, and nothing else.
 * Their versions are in document_version.c.
 */
#include "store/document.h"

#define COLUMNS                                                        \
	"id, account_id, kind, title, role, base, master_id, version," \
	" hash, template, engine, created_at, updated_at, deleted_at"
#define OUT_COLUMNS                                                     \
	DB_COL(document, id), DB_COL(document, account_id),             \
		DB_COL(document, kind), DB_COL(document, title),        \
		DB_COL(document, role), DB_COL(document, base),         \
		DB_COL(document, master_id), DB_COL(document, version), \
		DB_COL(document, hash), DB_COL(document, template),     \
		DB_COL(document, engine), DB_COL(document, created_at), \
		DB_COL(document, updated_at), DB_COL(document, deleted_at)

static const struct db_col columns[] = { OUT_COLUMNS, { 0 } };

static const struct db_col whole[] = { OUT_COLUMNS, DB_COL(document, body),
	{ 0 } };
#define WHOLE                                                              \
	"SELECT d.id AS id, d.account_id AS account_id, d.kind AS kind,"   \
	" d.title AS title, d.role AS role, d.base AS base,"               \
	" d.master_id AS master_id, d.version AS version, d.hash AS hash," \
	" d.template AS template, d.engine AS engine,"                     \
	" d.created_at AS created_at, d.updated_at AS updated_at,"         \
	" d.deleted_at AS deleted_at, v.body AS body"                      \
	" FROM document d JOIN document_version v"                         \
	" ON v.document_id = d.id AND v.number = d.version"

static const struct db_col one[] = { DB_COL(document, account_id),
	DB_COL(document, id), { 0 } };
static const struct db_col whose[] = { DB_COL(document, account_id), { 0 } };

static const struct db_query add = {
	.name = "document.add",
	.sql = "INSERT INTO document (" COLUMNS ", words)"
	       " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12,"
	       " $13, $14, $15)",
	.in = (const struct db_col[]){ OUT_COLUMNS, DB_COL(document, words),
		{ 0 } },
};

static const struct db_query get = {
	.name = "document.get",
	.sql = WHOLE " WHERE d.account_id = $1 AND d.id = $2",
	.in = one,
	.out = whole,
	.row_size = sizeof(struct document),
};

static const struct db_query find_base = {
	.name = "document.find_base",
	.sql = WHOLE " WHERE d.account_id = $1 AND d.base AND d.deleted_at = 0"
		     " ORDER BY d.created_at DESC, d.id DESC LIMIT 1",
	.in = whose,
	.out = whole,
	.row_size = sizeof(struct document),
};

/* SQLite's only writer holds everything already. */
static const struct db_query lock = {
	.name = "document.lock",
	.sql = "SELECT id FROM document WHERE account_id = $1 AND id = $2",
	.sql_pg = "SELECT id FROM document WHERE account_id = $1 AND id = $2"
		  " FOR UPDATE",
	.in = one,
	.out = (const struct db_col[]){ DB_COL(document, id), { 0 } },
	.row_size = sizeof(struct document),
};

struct document_set {
	struct str account_id, id, kind, title, role;
	bool base;
	struct str master_id;
	int64_t version;
	struct bytes hash;
	int64_t updated_at;
	struct str words;
	int64_t was;
};

static const struct db_query set = {
	.name = "document.set",
	.sql = "UPDATE document SET kind = $3, title = $4, role = $5,"
	       " base = $6, master_id = $7, version = $8, hash = $9,"
	       " updated_at = $10, words = $11"
	       " WHERE account_id = $1 AND id = $2 AND version = $12"
	       " AND deleted_at = 0",
	.in = (const struct db_col[]){ DB_COL(document_set, account_id),
		DB_COL(document_set, id), DB_COL(document_set, kind),
		DB_COL(document_set, title), DB_COL(document_set, role),
		DB_COL(document_set, base), DB_COL(document_set, master_id),
		DB_COL(document_set, version), DB_COL(document_set, hash),
		DB_COL(document_set, updated_at), DB_COL(document_set, words),
		DB_COL(document_set, was), { 0 } },
};

static const struct db_query set_no_base = {
	.name = "document.set_no_base",
	.sql = "UPDATE document SET base = FALSE"
	       " WHERE account_id = $1 AND base",
	.in = whose,
};

static const struct db_query set_look = {
	.name = "document.set_look",
	.sql = "UPDATE document SET template = $3, engine = $4"
	       " WHERE account_id = $1 AND id = $2",
	.in = (const struct db_col[]){ DB_COL(document, account_id),
		DB_COL(document, id), DB_COL(document, template),
		DB_COL(document, engine), { 0 } },
};

static const struct db_query set_deleted = {
	.name = "document.set_deleted",
	.sql = "UPDATE document SET deleted_at = $3"
	       " WHERE account_id = $1 AND id = $2",
	.in = (const struct db_col[]){ DB_COL(document, account_id),
		DB_COL(document, id), DB_COL(document, deleted_at), { 0 } },
};

static const struct db_query drop = {
	.name = "document.drop",
	.sql = "DELETE FROM document WHERE account_id = $1 AND (id = $2"
	       " OR (master_id = $2 AND master_id <> '' AND deleted_at > 0))",
	.in = one,
};

struct document_sum {
	int64_t count;
};

static const struct db_query count = {
	.name = "document.count",
	.sql = "SELECT count(*) AS count FROM document WHERE account_id = $1",
	.in = whose,
	.out = (const struct db_col[]){ DB_COL(document_sum, count), { 0 } },
	.row_size = sizeof(struct document_sum),
};

/* ---- lists --------------------------------------------------------------- */

#define LIST_FROM                                                      \
	"SELECT " COLUMNS " FROM document WHERE account_id = $1"       \
	" AND deleted_at = 0 AND updated_at >= $2 AND updated_at < $3" \
	" AND (updated_at, id) < ($4, $5)"
#define LIST_ORDER " ORDER BY updated_at DESC, id DESC LIMIT $6"
#define WISH                                                               \
	DB_COL(document_wish, account_id), DB_COL(document_wish, from_at), \
		DB_COL(document_wish, until_at),                           \
		DB_COL(document_wish, before_at),                          \
		DB_COL(document_wish, before_id), DB_COL(document_wish, limit)

static const struct db_query list = {
	.name = "document.list",
	.sql = LIST_FROM LIST_ORDER,
	.in = (const struct db_col[]){ WISH, { 0 } },
	.out = columns,
	.row_size = sizeof(struct document),
};

static const struct db_query list_kind = {
	.name = "document.list_kind",
	.sql = LIST_FROM " AND kind = $7" LIST_ORDER,
	.in = (const struct db_col[]){ WISH, DB_COL(document_wish, kind),
		{ 0 } },
	.out = columns,
	.row_size = sizeof(struct document),
};

/* An empty part is found everywhere. */
#define HAS                                                      \
	" AND ($7 = '' OR kind = $7)"                            \
	" AND strpos(words, $8) > 0 AND strpos(words, $9) > 0"   \
	" AND strpos(words, $10) > 0 AND strpos(words, $11) > 0" \
	" AND strpos(words, $12) > 0 AND strpos(words, $13) > 0" \
	" AND strpos(words, $14) > 0 AND strpos(words, $15) > 0"

static const struct db_query search = {
	.name = "document.search",
	.sql = LIST_FROM HAS LIST_ORDER,
	.in = (const struct db_col[]){ WISH, DB_COL(document_wish, kind),
		DB_COL(document_wish, w0), DB_COL(document_wish, w1),
		DB_COL(document_wish, w2), DB_COL(document_wish, w3),
		DB_COL(document_wish, w4), DB_COL(document_wish, w5),
		DB_COL(document_wish, w6), DB_COL(document_wish, w7), { 0 } },
	.out = columns,
	.row_size = sizeof(struct document),
};

static const struct db_query trash = {
	.name = "document.trash",
	.sql = "SELECT " COLUMNS " FROM document WHERE account_id = $1"
	       " AND deleted_at > 0 AND (deleted_at, id) < ($2, $3)"
	       " ORDER BY deleted_at DESC, id DESC LIMIT $4",
	.in = (const struct db_col[]){ DB_COL(document_wish, account_id),
		DB_COL(document_wish, before_at),
		DB_COL(document_wish, before_id), DB_COL(document_wish, limit),
		{ 0 } },
	.out = columns,
	.row_size = sizeof(struct document),
};

static const struct db_query variants = {
	.name = "document.variants",
	.sql = "SELECT " COLUMNS " FROM document WHERE account_id = $1"
	       " AND master_id = $2 AND master_id <> '' AND deleted_at = 0"
	       " AND (updated_at, id) < ($3, $4)"
	       " ORDER BY updated_at DESC, id DESC LIMIT $5",
	.in = (const struct db_col[]){ DB_COL(variant_wish, account_id),
		DB_COL(variant_wish, master_id),
		DB_COL(variant_wish, before_at),
		DB_COL(variant_wish, before_id), DB_COL(variant_wish, limit),
		{ 0 } },
	.out = columns,
	.row_size = sizeof(struct document),
};

/* ---- for export ---------------------------------------------------------- */

static const struct db_query each_of = {
	.name = "document.each_of",
	.sql = WHOLE " WHERE d.account_id = $1 ORDER BY d.created_at, d.id",
	.in = whose,
	.out = whole,
	.row_size = sizeof(struct document),
};

const struct db_query *const store_document_queries[] = { &add, &get,
	&find_base, &lock, &set, &set_no_base, &set_look, &set_deleted, &drop,
	&count, &list, &list_kind, &search, &trash, &variants, &each_of, NULL };

/* ---- asking -------------------------------------------------------------- */

bool store_document_add(
	struct db *db, const struct document *d, struct err *err)
{
	return db_run(db, &add, d, NULL, err);
}

static bool none(struct err *err)
{
	return err->code == ERR_NOT_FOUND
		       ? err_set(err, ERR_NOT_FOUND, "no such document")
		       : false;
}

bool store_document_get(struct db *db, struct str account_id, struct str id,
	struct document *out, struct err *err)
{
	return db_one(db, &get,
		       &(struct document){ .account_id = account_id, .id = id },
		       out, err) ||
	       none(err);
}

bool store_document_find_base(struct db *db, struct str account_id,
	struct document *out, bool *found, struct err *err)
{
	return db_find(db, &find_base,
		&(struct document){ .account_id = account_id }, out, found,
		err);
}

bool store_document_lock(
	struct db *db, struct str account_id, struct str id, struct err *err)
{
	struct document ignored;

	return db_one(db, &lock,
		       &(struct document){ .account_id = account_id, .id = id },
		       &ignored, err) ||
	       none(err);
}

bool store_document_set(struct db *db, const struct document *d, int64_t was,
	bool *done, struct err *err)
{
	const struct document_set in = {
		.account_id = d->account_id,
		.id = d->id,
		.kind = d->kind,
		.title = d->title,
		.role = d->role,
		.base = d->base,
		.master_id = d->master_id,
		.version = d->version,
		.hash = d->hash,
		.updated_at = d->updated_at,
		.words = d->words,
		.was = was,
	};
	int64_t changed = 0;
	bool ok = db_run(db, &set, &in, &changed, err);

	*done = changed > 0;
	return ok;
}

bool store_document_set_no_base(
	struct db *db, struct str account_id, struct err *err)
{
	return db_run(db, &set_no_base,
		&(struct document){ .account_id = account_id }, NULL, err);
}

bool store_document_set_look(
	struct db *db, const struct document *d, struct err *err)
{
	return db_run(db, &set_look, d, NULL, err);
}

bool store_document_set_deleted(struct db *db, struct str account_id,
	struct str id, int64_t deleted_at, struct err *err)
{
	return db_run(db, &set_deleted,
		&(struct document){ .account_id = account_id,
			.id = id,
			.deleted_at = deleted_at },
		NULL, err);
}

bool store_document_drop(
	struct db *db, struct str account_id, struct str id, struct err *err)
{
	return db_run(db, &drop,
		&(struct document){ .account_id = account_id, .id = id }, NULL,
		err);
}

bool store_document_count(
	struct db *db, struct str account_id, int64_t *out, struct err *err)
{
	struct document_sum sum;

	if (!db_one(db, &count, &(struct document){ .account_id = account_id },
		    &sum, err))
		return false;
	*out = sum.count;
	return true;
}

bool store_document_list(struct db *db, const struct document_wish *w,
	struct db_rows *out, struct err *err)
{
	const struct db_query *q = w->w0.len     ? &search
				   : w->kind.len ? &list_kind
						 : &list;

	return db_list(db, q, w, (size_t)w->limit, out, err);
}

bool store_document_trash(struct db *db, const struct document_wish *w,
	struct db_rows *out, struct err *err)
{
	return db_list(db, &trash, w, (size_t)w->limit, out, err);
}

bool store_document_variants(struct db *db, const struct variant_wish *w,
	struct db_rows *out, struct err *err)
{
	return db_list(db, &variants, w, (size_t)w->limit, out, err);
}

bool store_document_has_variants(struct db *db, struct str account_id,
	struct str master_id, bool *out, struct err *err)
{
	const struct variant_wish w = { account_id, master_id, INT64_MAX,
		STR(""), 1 };
	struct db_rows rows;

	if (!store_document_variants(db, &w, &rows, err))
		return false;
	*out = rows.count > 0;
	return true;
}

bool store_document_each(struct db *db, struct str account_id,
	db_each_row *each, void *with, struct err *err)
{
	return db_each(db, &each_of,
		&(struct document){ .account_id = account_id }, each, with,
		err);
}
