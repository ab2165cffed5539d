/*
 * db/sqlite_query.c - one query on one SQLite connection: bind, step, fetch.
 * Every query is reset before its connection goes on, so that no statement
 * holds a read transaction open behind a call.
 */
#include "db/sqlite_int.h"

#include <stdio.h>

/* ---- in ----------------------------------------------------------------- */

static int bind_text(sqlite3_stmt *st, int i, struct str s)
{
	return sqlite3_bind_text64(
		st, i, s.at, s.len, SQLITE_STATIC, SQLITE_UTF8);
}

static int bind_bytes(sqlite3_stmt *st, int i, struct bytes b)
{
	/* a NULL pointer would be SQL NULL; no bytes are bytes */
	return sqlite3_bind_blob64(
		st, i, b.len ? b.at : "", b.len, SQLITE_STATIC);
}

static int bind(sqlite3_stmt *st, int i, enum db_type type, const void *at)
{
	switch (type) {
	case DB_TEXT:
		return bind_text(st, i, *(const struct str *)at);
	case DB_BYTES:
		return bind_bytes(st, i, *(const struct bytes *)at);
	case DB_INT:
		return sqlite3_bind_int64(st, i, *(const int64_t *)at);
	case DB_BOOL:
		return sqlite3_bind_int(st, i, *(const bool *)at);
	case DB_REAL:
		return sqlite3_bind_double(st, i, *(const double *)at);
	case DB_END:
		break;
	}
	return SQLITE_MISUSE;
}

bool db_lite_start(struct db *db, const struct db_query *q, const void *in,
	enum db_want want, struct err *err)
{
	struct lite_conn *c = db->conn;
	sqlite3_stmt *st;

	(void)want; /* rows always come one by one here */
	/* the engine may roll back all by itself: never go on outside of it */
	if (db->mode != DB_READ && sqlite3_get_autocommit(c->db))
		return err_set(err, ERR_BROKEN,
			"%s: the transaction was rolled back", q->name);
	if (!db_lite_stmt(c, q, &st, err))
		return false;
	for (int i = 0; q->in && q->in[i].type != DB_END; i++) {
		int rc =
			bind(st, i + 1, q->in[i].type, db_field(in, &q->in[i]));

		if (rc == SQLITE_OK)
			continue;
		sqlite3_clear_bindings(st);
		return db_lite_fail(c->db, rc, q->name, err);
	}
	db->live = st;
	return true;
}

/* ---- out ---------------------------------------------------------------- */

static bool fetch_text(struct db *db, sqlite3_stmt *st, int i, struct str *out)
{
	const char *at = (const char *)sqlite3_column_text(st, i);

	*out = at ? str_copy(db->mem,
			    str_of(at, (size_t)sqlite3_column_bytes(st, i)))
		  : STR_NONE;
	return at || sqlite3_column_type(st, i) == SQLITE_NULL;
}

static bool fetch_bytes(
	struct db *db, sqlite3_stmt *st, int i, struct bytes *out)
{
	const void *at = sqlite3_column_blob(st, i);
	size_t n = (size_t)sqlite3_column_bytes(st, i);

	out->at = str_copy(db->mem, str_of(at, n)).at;
	out->len = n;
	return sqlite3_column_type(st, i) != SQLITE_NULL;
}

/* False: the column holds what the field cannot. */
static bool fetch(
	struct db *db, sqlite3_stmt *st, int i, enum db_type type, void *at)
{
	switch (type) {
	case DB_TEXT:
		return fetch_text(db, st, i, at);
	case DB_BYTES:
		return fetch_bytes(db, st, i, at);
	case DB_INT:
		*(int64_t *)at = sqlite3_column_int64(st, i);
		return sqlite3_column_type(st, i) == SQLITE_INTEGER;
	case DB_BOOL:
		*(bool *)at = sqlite3_column_int64(st, i) != 0;
		return sqlite3_column_type(st, i) == SQLITE_INTEGER;
	case DB_REAL:
		*(double *)at = sqlite3_column_double(st, i);
		return sqlite3_column_type(st, i) != SQLITE_NULL;
	case DB_END:
		break;
	}
	return false;
}

static int fetch_row(struct db *db, sqlite3_stmt *st, const struct db_query *q,
	void *row, struct err *err)
{
	for (int i = 0; q->out[i].type != DB_END; i++) {
		const struct db_col *c = &q->out[i];

		if (fetch(db, st, i, c->type, (char *)row + c->at))
			continue;
		err_set(err, ERR_BROKEN, "%s: '%s' is %s", q->name, c->name,
			sqlite3_column_type(st, i) == SQLITE_NULL
				? "NULL"
				: "of another type");
		return -1;
	}
	return 1;
}

int db_lite_next(
	struct db *db, const struct db_query *q, void *row, struct err *err)
{
	struct lite_conn *c = db->conn;
	int rc = sqlite3_step(db->live);

	if (rc == SQLITE_ROW)
		return row ? fetch_row(db, db->live, q, row, err) : 1;
	if (rc == SQLITE_DONE)
		return 0;
	db_lite_fail(c->db, rc, q->name, err);
	return -1;
}

int64_t db_lite_finish(struct db *db)
{
	struct lite_conn *c = db->conn;
	int64_t changed =
		sqlite3_stmt_readonly(db->live) ? 0 : sqlite3_changes64(c->db);

	sqlite3_reset(db->live);
	sqlite3_clear_bindings(db->live);
	db->live = NULL;
	return changed;
}

/* ---- what it looks like ------------------------------------------------- */

static enum db_type type_of(const char *declared)
{
	static const struct {
		const char *name;
		enum db_type type;
	} types[] = { { "TEXT", DB_TEXT }, { "INTEGER", DB_INT },
		{ "BLOB", DB_BYTES }, { "REAL", DB_REAL } };

	for (size_t i = 0; declared && i < LENGTH(types); i++)
		if (str_eq_nocase(str_c(declared), str_c(types[i].name)))
			return types[i].type;
	return DB_END;
}

bool db_lite_describe(struct db *db, const struct db_query *q,
	struct db_shape *out, struct err *err)
{
	struct lite_conn *c = db->conn;
	sqlite3_stmt *st;

	if (!db_lite_stmt(c, q, &st, err))
		return false;
	out->in_count = sqlite3_bind_parameter_count(st);
	out->out_count = sqlite3_column_count(st);
	for (int i = 0; i < out->out_count && i < DB_PARAMS_MAX; i++) {
		const char *name = sqlite3_column_name(st, i);

		snprintf(out->name[i], sizeof(out->name[i]), "%s",
			name ? name : "");
		out->type[i] = type_of(sqlite3_column_decltype(st, i));
	}
	return true;
}
