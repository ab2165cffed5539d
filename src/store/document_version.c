/*
 * store/document_version.c - every SQL statement about the versions of
 * documents, and nothing else. Whose a document is was asked before.
 */
#include "store/document.h"

#define COLUMNS                                                   \
	"document_id, number, at, author_id, way, name, summary," \
	" master_id, master_version"
#define OUT_COLUMNS                                                            \
	DB_COL(document_version, document_id),                                 \
		DB_COL(document_version, number),                              \
		DB_COL(document_version, at),                                  \
		DB_COL(document_version, author_id),                           \
		DB_COL(document_version, way), DB_COL(document_version, name), \
		DB_COL(document_version, summary),                             \
		DB_COL(document_version, master_id),                           \
		DB_COL(document_version, master_version)

static const struct db_col columns[] = { OUT_COLUMNS, { 0 } };
static const struct db_col whole[] = { OUT_COLUMNS,
	DB_COL(document_version, body), { 0 } };

static const struct db_query add = {
	.name = "version.add",
	.sql = "INSERT INTO document_version (" COLUMNS ", body)"
	       " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
	.in = whole,
};

static const struct db_query get = {
	.name = "version.get",
	.sql = "SELECT " COLUMNS ", body FROM document_version"
	       " WHERE document_id = $1 AND number = $2",
	.in = (const struct db_col[]){ DB_COL(document_version, document_id),
		DB_COL(document_version, number), { 0 } },
	.out = whole,
	.row_size = sizeof(struct document_version),
};

static const struct db_query list = {
	.name = "version.list",
	.sql = "SELECT " COLUMNS " FROM document_version"
	       " WHERE document_id = $1 AND number < $2"
	       " ORDER BY number DESC LIMIT $3",
	.in = (const struct db_col[]){ DB_COL(version_wish, document_id),
		DB_COL(version_wish, before), DB_COL(version_wish, limit),
		{ 0 } },
	.out = columns,
	.row_size = sizeof(struct document_version),
};

static const struct db_query set_name = {
	.name = "version.set_name",
	.sql = "UPDATE document_version SET name = $3"
	       " WHERE document_id = $1 AND number = $2",
	.in = (const struct db_col[]){ DB_COL(document_version, document_id),
		DB_COL(document_version, number),
		DB_COL(document_version, name), { 0 } },
};

static const struct db_query each_of = {
	.name = "version.each_of",
	.sql = "SELECT v.document_id AS document_id, v.number AS number,"
	       " v.at AS at, v.author_id AS author_id, v.way AS way,"
	       " v.name AS name, v.summary AS summary,"
	       " v.master_id AS master_id, v.master_version AS master_version,"
	       " v.body AS body FROM document_version v"
	       " JOIN document d ON d.id = v.document_id"
	       " WHERE d.account_id = $1 ORDER BY v.document_id, v.number",
	.in = (const struct db_col[]){ DB_COL(document, account_id), { 0 } },
	.out = whole,
	.row_size = sizeof(struct document_version),
};

#define SENT_OF                                           \
	" WHERE r.account_id = $1 AND r.document_id = $2" \
	" AND r.document_id <> '' AND r.version >= $3 AND r.version <= $4"
#define SENT_WISH                                                      \
	DB_COL(sent_wish, account_id), DB_COL(sent_wish, document_id), \
		DB_COL(sent_wish, from), DB_COL(sent_wish, to)

static const struct db_query sent = {
	.name = "version.sent",
	.sql = "SELECT r.id AS id, r.at AS at, r.format AS format,"
	       " r.template AS template, coalesce(p.id, '') AS project_id,"
	       " coalesce(p.project_name, '') AS project_name"
	       " FROM rendering r LEFT JOIN project p"
	       " ON p.document_id = r.document_id"
	       " AND p.account_id = r.account_id" SENT_OF
	       " ORDER BY r.at DESC, r.id DESC LIMIT $5",
	.in = (const struct db_col[]){ SENT_WISH, DB_COL(sent_wish, limit),
		{ 0 } },
	.out = (const struct db_col[]){ DB_COL(version_sent, id),
		DB_COL(version_sent, at), DB_COL(version_sent, format),
		DB_COL(version_sent, template),
		DB_COL(version_sent, project_id),
		DB_COL(version_sent, project_name), { 0 } },
	.row_size = sizeof(struct version_sent),
};

static const struct db_query count_sent = {
	.name = "version.count_sent",
	.sql = "SELECT r.version AS version, count(*) AS count"
	       " FROM rendering r" SENT_OF " GROUP BY r.version",
	.in = (const struct db_col[]){ SENT_WISH, { 0 } },
	.out = (const struct db_col[]){ DB_COL(sent_count, version),
		DB_COL(sent_count, count), { 0 } },
	.row_size = sizeof(struct sent_count),
};

const struct db_query *const store_version_queries[] = { &add, &get, &list,
	&set_name, &each_of, &sent, &count_sent, NULL };

bool store_version_add(
	struct db *db, const struct document_version *v, struct err *err)
{
	return db_run(db, &add, v, NULL, err);
}

static bool none(struct err *err)
{
	return err->code == ERR_NOT_FOUND
		       ? err_set(err, ERR_NOT_FOUND,
				 "the document has no such version")
		       : false;
}

bool store_version_get(struct db *db, struct str document_id, int64_t number,
	struct document_version *out, struct err *err)
{
	return db_one(db, &get,
		       &(struct document_version){
			       .document_id = document_id, .number = number },
		       out, err) ||
	       none(err);
}

bool store_version_list(struct db *db, const struct version_wish *w,
	struct db_rows *out, struct err *err)
{
	return db_list(db, &list, w, (size_t)w->limit, out, err);
}

bool store_version_set_name(
	struct db *db, const struct document_version *v, struct err *err)
{
	int64_t changed;

	return db_run(db, &set_name, v, &changed, err) &&
	       (changed || err_set(err, ERR_NOT_FOUND,
				   "the document has no such version"));
}

bool store_version_each(struct db *db, struct str account_id, db_each_row *each,
	void *with, struct err *err)
{
	return db_each(db, &each_of,
		&(struct document){ .account_id = account_id }, each, with,
		err);
}

bool store_version_sent(struct db *db, const struct sent_wish *w,
	struct db_rows *out, struct err *err)
{
	return db_list(db, &sent, w, (size_t)w->limit, out, err);
}

bool store_version_count_sent(struct db *db, const struct sent_wish *w,
	struct db_rows *out, struct err *err)
{
	return db_list(
		db, &count_sent, w, (size_t)(w->to - w->from + 1), out, err);
}
