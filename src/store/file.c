/* store/file.c - every SQL statement about files, and nothing else. */
#include "store/file.h"

#define COLUMNS                                                            \
	"id, account_id, purpose, document_id, version, name, type, size," \
	" blob, about, created_at, expires_at"

/* Kept, or not over yet at the time $3. */
#define THERE "(expires_at = 0 OR expires_at > $3)"

static const struct db_col columns[] = { DB_COL(file, id),
	DB_COL(file, account_id), DB_COL(file, purpose),
	DB_COL(file, document_id), DB_COL(file, version), DB_COL(file, name),
	DB_COL(file, type), DB_COL(file, size), DB_COL(file, blob),
	DB_COL(file, about), DB_COL(file, created_at), DB_COL(file, expires_at),
	{ 0 } };

static const struct db_col whose[] = { DB_COL(file, account_id), { 0 } };

struct file_wish {
	struct str account_id, id;
	int64_t now;
	struct str purpose;
};

struct file_sum {
	int64_t bytes;
};
static const struct db_col sum_of[] = { DB_COL(file_sum, bytes), { 0 } };

static const struct db_query add = {
	.name = "file.add",
	.sql = "INSERT INTO file (" COLUMNS ") VALUES"
	       " ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)",
	.in = columns,
};

static const struct db_query get = {
	.name = "file.get",
	.sql = "SELECT " COLUMNS
	       " FROM file WHERE account_id = $1 AND id = $2 AND " THERE,
	.in = (const struct db_col[]){ DB_COL(file_wish, account_id),
		DB_COL(file_wish, id), DB_COL(file_wish, now), { 0 } },
	.out = columns,
	.row_size = sizeof(struct file),
};

static const struct db_query find = {
	.name = "file.find",
	.sql = "SELECT " COLUMNS
	       " FROM file WHERE account_id = $1 AND document_id = $2"
	       " AND " THERE " AND purpose = $4"
	       " ORDER BY version DESC, created_at DESC, id DESC LIMIT 1",
	.in = (const struct db_col[]){ DB_COL(file_wish, account_id),
		DB_COL(file_wish, id), DB_COL(file_wish, now),
		DB_COL(file_wish, purpose), { 0 } },
	.out = columns,
	.row_size = sizeof(struct file),
};

struct file_detail {
	struct str file_id, detail;
};

static const struct db_query add_detail = {
	.name = "file.add_detail",
	.sql = "INSERT INTO file_detail (file_id, detail) VALUES ($1, $2)",
	.in = (const struct db_col[]){ DB_COL(file_detail, file_id),
		DB_COL(file_detail, detail), { 0 } },
};

static const struct db_query find_detail = {
	.name = "file.find_detail",
	.sql = "SELECT d.file_id AS file_id, d.detail AS detail"
	       " FROM file f JOIN file_detail d ON d.file_id = f.id"
	       " WHERE f.account_id = $1 AND f.id = $2",
	.in = (const struct db_col[]){ DB_COL(file, account_id),
		DB_COL(file, id), { 0 } },
	.out = (const struct db_col[]){ DB_COL(file_detail, file_id),
		DB_COL(file_detail, detail), { 0 } },
	.row_size = sizeof(struct file_detail),
};

static const struct db_query set_about = {
	.name = "file.set_about",
	.sql = "UPDATE file SET about = $3 WHERE account_id = $1 AND id = $2",
	.in = (const struct db_col[]){ DB_COL(file, account_id),
		DB_COL(file, id), DB_COL(file, about), { 0 } },
};

static const struct db_query each_of = {
	.name = "file.each",
	.sql = "SELECT " COLUMNS " FROM file WHERE account_id = $1"
	       " ORDER BY created_at, id",
	.in = whose,
	.out = columns,
	.row_size = sizeof(struct file),
};

static const struct db_query expire = {
	.name = "file.expire",
	.sql = "UPDATE file SET expires_at = $5 WHERE account_id = $1"
	       " AND document_id = $2 AND purpose = $3 AND version <= $4"
	       " AND expires_at = 0",
	.in = (const struct db_col[]){ DB_COL(file, account_id),
		DB_COL(file, document_id), DB_COL(file, purpose),
		DB_COL(file, version), DB_COL(file, expires_at), { 0 } },
};

static const struct db_query drop = {
	.name = "file.drop",
	.sql = "DELETE FROM file WHERE account_id = $1 AND id = $2",
	.in = (const struct db_col[]){ DB_COL(file, account_id),
		DB_COL(file, id), { 0 } },
};

/* SQLite has one writer, which is lock enough. */
static const struct db_query lock = {
	.name = "file.lock",
	.sql = "SELECT id FROM account WHERE id = $1",
	.sql_pg = "SELECT id FROM account WHERE id = $1 FOR NO KEY UPDATE",
	.in = whose,
	.out = (const struct db_col[]){ DB_COL(file, id), { 0 } },
	.row_size = sizeof(struct file),
};

static const struct db_query sum = {
	.name = "file.sum",
	.sql = "SELECT CAST(coalesce(sum(size), 0) AS bigint) AS bytes"
	       " FROM file WHERE account_id = $1",
	.in = whose,
	.out = sum_of,
	.row_size = sizeof(struct file_sum),
};

static const struct db_query sum_all = {
	.name = "file.sum_all",
	.sql = "SELECT CAST(coalesce(sum(size), 0) AS bigint) AS bytes"
	       " FROM file",
	.out = sum_of,
	.row_size = sizeof(struct file_sum),
};

#define BLOB(i)                                                    \
	{                                                          \
		DB_TEXT, "b" #i, offsetof(struct file_blobs, b[i]) \
	}
static const struct db_query blobs = {
	.name = "file.blobs",
	.sql = "SELECT DISTINCT blob FROM file WHERE blob IN ($1, $2, $3, $4,"
	       " $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)",
	.in = (const struct db_col[]){ BLOB(0), BLOB(1), BLOB(2), BLOB(3),
		BLOB(4), BLOB(5), BLOB(6), BLOB(7), BLOB(8), BLOB(9), BLOB(10),
		BLOB(11), BLOB(12), BLOB(13), BLOB(14), BLOB(15), { 0 } },
	.out = (const struct db_col[]){ DB_COL(file_blob, blob), { 0 } },
	.row_size = sizeof(struct file_blob),
};

const struct db_query *const store_file_queries[] = { &add, &get, &find,
	&add_detail, &find_detail, &set_about, &each_of, &expire, &drop, &lock,
	&sum, &sum_all, &blobs, NULL };

bool store_file_add(struct db *db, const struct file *f, struct err *err)
{
	return db_run(db, &add, f, NULL, err);
}

bool store_file_get(struct db *db, struct str account_id, struct str id,
	int64_t now, struct file *out, struct err *err)
{
	return db_one(db, &get,
		&(struct file_wish){
			.account_id = account_id, .id = id, .now = now },
		out, err);
}

bool store_file_find(struct db *db, struct str account_id, struct str purpose,
	struct str document_id, int64_t now, struct file *out, bool *found,
	struct err *err)
{
	return db_find(db, &find,
		&(struct file_wish){ account_id, document_id, now, purpose },
		out, found, err);
}

bool store_file_add_detail(
	struct db *db, struct str id, struct str detail, struct err *err)
{
	return db_run(db, &add_detail, &(struct file_detail){ id, detail },
		NULL, err);
}

bool store_file_find_detail(struct db *db, struct str account_id, struct str id,
	struct str *out, bool *found, struct err *err)
{
	struct file_detail row;

	if (!db_find(db, &find_detail,
		    &(struct file){ .account_id = account_id, .id = id }, &row,
		    found, err))
		return false;
	*out = row.detail;
	return true;
}

bool store_file_set_about(struct db *db, struct str account_id, struct str id,
	struct str about, struct err *err)
{
	return db_run(db, &set_about,
		&(struct file){
			.id = id, .account_id = account_id, .about = about },
		NULL, err);
}

bool store_file_each(struct db *db, struct str account_id, db_each_row *each,
	void *with, struct err *err)
{
	return db_each(db, &each_of, &(struct file){ .account_id = account_id },
		each, with, err);
}

bool store_file_expire(struct db *db, const struct file *f, struct err *err)
{
	return db_run(db, &expire, f, NULL, err);
}

bool store_file_drop(
	struct db *db, struct str account_id, struct str id, struct err *err)
{
	int64_t changed;

	return db_run(db, &drop,
		       &(struct file){ .id = id, .account_id = account_id },
		       &changed, err) &&
	       (changed || err_set(err, ERR_NOT_FOUND, "no such file"));
}

bool store_file_lock(struct db *db, struct str account_id, struct err *err)
{
	struct file f;

	return db_one(
		db, &lock, &(struct file){ .account_id = account_id }, &f, err);
}

static bool show_sum(struct db *db, const struct db_query *q,
	struct str account_id, int64_t *out, struct err *err)
{
	struct file_sum s;

	if (!db_one(db, q, &(struct file){ .account_id = account_id }, &s, err))
		return false;
	*out = s.bytes;
	return true;
}

bool store_file_sum(
	struct db *db, struct str account_id, int64_t *out, struct err *err)
{
	return show_sum(db, &sum, account_id, out, err);
}

bool store_file_sum_all(struct db *db, int64_t *out, struct err *err)
{
	return show_sum(db, &sum_all, STR_NONE, out, err);
}

bool store_file_blobs(struct db *db, const struct file_blobs *asked,
	struct db_rows *out, struct err *err)
{
	return db_list(db, &blobs, asked, STORE_FILE_BLOBS, out, err);
}
