/*
 * db/check.c - compares a query with the live schema, so that a wrong query
 * is found when the program starts or a test runs, not when it is asked.
 */
#include "db/db_int.h"

#include <stdio.h>

static bool mentions(const char *sql, int n)
{
	char want[16];
	size_t len = (size_t)snprintf(want, sizeof(want), "$%d", n);

	for (const char *at = sql; (at = strstr(at, want)); at += len)
		if (at[len] < '0' || at[len] > '9')
			return true;
	return false;
}

static bool check_in(struct db *db, const struct db_query *q,
	const struct db_shape *shape, struct err *err)
{
	bool pg = q->sql_pg && db->pool->driver == &db_postgres;
	int n = db_cols(q->in);

	if (n != shape->in_count)
		return err_set(err, ERR_BROKEN,
			"%s: %d placeholders but %d fields", q->name,
			shape->in_count, n);
	for (int i = 1; i <= n; i++)
		if (!mentions(pg ? q->sql_pg : q->sql, i))
			return err_set(err, ERR_BROKEN,
				"%s: $%d ('%s') is not used", q->name, i,
				q->in[i - 1].name);
	return true;
}

/* SQLite has no booleans: it cannot tell them from numbers. */
static bool agree(const struct db *db, enum db_type field, enum db_type column)
{
	return column == DB_END || field == column ||
	       (db->pool->driver == &db_sqlite && field == DB_BOOL &&
		       column == DB_INT);
}

static bool check_col(struct db *db, const struct db_query *q, int i,
	const struct db_shape *shape, struct err *err)
{
	static const char *const types[] = { "?", "text", "bytes", "int",
		"bool", "real" };
	const struct db_col *c = &q->out[i];

	if (strcmp(c->name, shape->name[i]) != 0)
		return err_set(err, ERR_BROKEN,
			"%s: column %d is '%s', not '%s'", q->name, i + 1,
			shape->name[i], c->name);
	return agree(db, c->type, shape->type[i]) ||
	       err_set(err, ERR_BROKEN, "%s: '%s' is %s, its field is %s",
		       q->name, c->name, types[shape->type[i]], types[c->type]);
}

static bool check_out(struct db *db, const struct db_query *q,
	const struct db_shape *shape, struct err *err)
{
	int n = db_cols(q->out);

	if (n != shape->out_count)
		return err_set(err, ERR_BROKEN, "%s: %d columns but %d fields",
			q->name, shape->out_count, n);
	for (int i = 0; i < n; i++)
		if (!check_col(db, q, i, shape, err))
			return false;
	return true;
}

bool db_check(struct db *db, const struct db_query *q, struct err *err)
{
	struct db_shape shape = { 0 };

	if (db_cols(q->in) > DB_PARAMS_MAX || db_cols(q->out) > DB_PARAMS_MAX)
		return err_set(err, ERR_BROKEN, "%s: over %d columns", q->name,
			DB_PARAMS_MAX);
	return db->pool->driver->describe(db, q, &shape, err) &&
	       check_in(db, q, &shape, err) && check_out(db, q, &shape, err);
}
