/*
 * test/fault/ledger.h - a ledger for tests that break things: operations
 * with numbers, and for each account how many it has. It is sound when
 * SQLite finds the file whole, each account counts what it has, and no
 * operation is there twice. Only what several test programs need.
 */
#ifndef LEDGER_H
#define LEDGER_H

#include "db/db.h"
#include "help.h"

#include <sqlite3.h>
#include <stdio.h>

enum { LEDGER_ACCOUNTS = 5, LEDGER_MOST = 400 * 1000, LEDGER_FILL = 1500 };

static const char ledger_sql[] =
	"CREATE TABLE account (id :int: PRIMARY KEY, ops :int: NOT NULL)"
	" :strict:;\n"
	"CREATE TABLE op (n :int: NOT NULL, account_id :int: NOT NULL"
	"  REFERENCES account (id), filling :bytes: NOT NULL) :strict:;\n"
	"CREATE INDEX op_n ON op (n);\n"
	"INSERT INTO account (id, ops) VALUES (0, 0), (1, 0), (2, 0), (3, 0),"
	" (4, 0)";

struct op {
	int64_t n, account_id;
	struct bytes filling;
};

static const struct db_query ledger_add = {
	.name = "ledger.add",
	.sql = "INSERT INTO op (n, account_id, filling) VALUES ($1, $2, $3)",
	.in = (const struct db_col[]){ DB_COL(op, n), DB_COL(op, account_id),
		DB_COL(op, filling), { 0 } },
};
static const struct db_query ledger_count = {
	.name = "ledger.count",
	.sql = "UPDATE account SET ops = ops + 1 WHERE id = $1",
	.in = (const struct db_col[]){ DB_COL(op, account_id), { 0 } },
};

MAYBE bool ledger_open(struct db_pool **out, const char *path, struct err *err)
{
	const struct db_migration m = { "0001_ledger.sql", ledger_sql };
	const struct db_config config = {
		.url = str_fmt(&test_mem, "sqlite:%s", path).at,
		.connection_timeout_ms = 10000,
		.readers_max = 4
	};
	size_t applied;

	if (!db_open(out, &config, err))
		return false;
	if (db_migrate(*out, &m, 1, &applied, err))
		return true;
	db_close(*out);
	return false;
}

/* One operation, in one transaction; `notice` also tells other nodes. */
MAYBE bool ledger_do(
	struct db_pool *pool, int64_t n, bool notice, struct err *err)
{
	static const char filling[LEDGER_FILL];
	struct op op = { n, n % LEDGER_ACCOUNTS,
		{ filling, (size_t)(n * 37 % LEDGER_FILL) } };
	struct arena mem = { 0 };
	struct err second;
	struct db *db;
	bool ok = db_begin(pool, DB_WRITE, &mem, &db, err);

	if (ok) {
		ok = db_run(db, &ledger_add, &op, NULL, err) &&
		     db_run(db, &ledger_count, &op, NULL, err) &&
		     (!notice || db_notice(db, 7, err));
		ok = db_end(db, ok, ok ? err : &second) && ok;
	}
	arena_free(&mem);
	return ok;
}

/* ---- is it sound? ------------------------------------------------------- */

struct ledger_look {
	unsigned char times[LEDGER_MOST];
	int count, twice;
	bool sound;
	char why[200];
};

static int ledger_row(void *with, int n, char **values, char **names)
{
	struct ledger_look *l = with;

	(void)n, (void)names;
	snprintf(l->why, sizeof(l->why), "%s", values[0] ? values[0] : "NULL");
	return 0;
}

static int ledger_op(void *with, int n, char **values, char **names)
{
	struct ledger_look *l = with;
	int64_t op;

	(void)n, (void)names;
	if (!str_int(str_c(values[0]), &op) || op < 0 || op >= LEDGER_MOST)
		return 1;
	l->count++;
	l->twice += l->times[op]++ > 0;
	return 0;
}

static bool ledger_ask(
	struct ledger_look *l, sqlite3 *db, const char *sql, const char *want)
{
	snprintf(l->why, sizeof(l->why), "(nothing)");
	if (sqlite3_exec(db, sql, ledger_row, l, NULL) != SQLITE_OK)
		snprintf(l->why, sizeof(l->why), "%s", sqlite3_errmsg(db));
	return !strcmp(l->why, want);
}

/* Looks with a connection of its own, not through what is tested. */
MAYBE void ledger_look_at(const char *path, struct ledger_look *l)
{
	sqlite3 *db = NULL;

	memset(l, 0, sizeof(*l));
	sqlite3_open_v2(path, &db, SQLITE_OPEN_READWRITE, "unix");
	sqlite3_db_config(db, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, NULL);
	l->sound = ledger_ask(l, db, "PRAGMA integrity_check", "ok") &&
		   ledger_ask(l, db, "PRAGMA foreign_key_check", "(nothing)") &&
		   ledger_ask(l, db,
			   "SELECT count(*) FROM account a WHERE ops <>"
			   " (SELECT count(*) FROM op"
			   "  WHERE account_id = a.id)",
			   "0");
	if (l->sound && sqlite3_exec(db, "SELECT n FROM op", ledger_op, l,
				NULL) != SQLITE_OK) {
		snprintf(l->why, sizeof(l->why), "%s", sqlite3_errmsg(db));
		l->sound = false;
	}
	sqlite3_close(db);
}

#endif
