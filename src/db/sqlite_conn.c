/*
 * db/sqlite_conn.c - one connection to the file: how it is set up, the
 * queries it has prepared, and what its result codes mean.
 *
 * Nothing here knows who may use a connection when; that is sqlite_read.c
 * and sqlite_write.c.
 */
#include "db/sqlite_int.h"

#include <stdio.h>

/* ---- errors ------------------------------------------------------------- */

static enum err_code code_of(int rc)
{
	switch (rc) {
	case SQLITE_CONSTRAINT_NOTNULL:
	case SQLITE_CONSTRAINT_DATATYPE:
		return ERR_BROKEN;
	case SQLITE_IOERR_WRITE:
		return ERR_FULL;
	}
	switch (rc & 0xff) {
	case SQLITE_CONSTRAINT:
		return ERR_CONFLICT;
	case SQLITE_BUSY:
	case SQLITE_LOCKED:
		return ERR_BUSY;
	case SQLITE_FULL:
		return ERR_FULL;
	default:
		return ERR_BROKEN;
	}
}

static const char *words_of(int rc)
{
	switch (rc) {
	case SQLITE_CONSTRAINT_UNIQUE:
	case SQLITE_CONSTRAINT_PRIMARYKEY:
	case SQLITE_CONSTRAINT_ROWID:
		return "already exists";
	case SQLITE_CONSTRAINT_FOREIGNKEY:
		return "refers to what is not there, or is still referred to";
	case SQLITE_CONSTRAINT_CHECK:
		return "not allowed by the schema";
	case SQLITE_IOERR_WRITE:
		return "the disk is full or does not take writes";
	}
	switch (rc & 0xff) {
	case SQLITE_BUSY:
	case SQLITE_LOCKED:
		return "the database is busy";
	case SQLITE_FULL:
		return "the disk is full";
	case SQLITE_CORRUPT:
	case SQLITE_NOTADB:
		return "the database file is damaged; stop the server and "
		       "restore a backup";
	default:
		return "failed";
	}
}

bool db_lite_fail(sqlite3 *db, int rc, const char *what, struct err *err)
{
	return err_set(err, code_of(rc), "%s: %s (%.120s)", what, words_of(rc),
		db && sqlite3_extended_errcode(db) == rc ? sqlite3_errmsg(db)
							 : sqlite3_errstr(rc));
}

/* ---- setting up --------------------------------------------------------- */

static const char *sync_level = "FULL";

#ifdef VITAE_CHECKED
void db_fail_sync(const char *level) { sync_level = level ? level : "FULL"; }
#endif

/* The writer alone moves the log into the file, see sqlite_share.c. */
static const char *const reader_setup =
	"PRAGMA query_only=ON; PRAGMA wal_autocheckpoint=0";
static const char *const setup =
	"PRAGMA foreign_keys=ON; PRAGMA trusted_schema=OFF;"
	"PRAGMA cell_size_check=ON; PRAGMA temp_store=MEMORY;"
	"PRAGMA wal_autocheckpoint=0; PRAGMA journal_size_limit=67108864";

static int is_wal(void *with, int n, char **values, char **names)
{
	(void)names;
	*(bool *)with = n == 1 && values[0] && !strcmp(values[0], "wal");
	return 0;
}

/* As PostgreSQL has it, but that it counts bytes. SQLite's own instr() does the
 * same, and compares at each byte: over the words of 10,000 documents that
 * takes three times as long. */
static void find_part(sqlite3_context *to, int count, sqlite3_value **in)
{
	const char *text = (const char *)sqlite3_value_text(in[0]);
	const char *part = (const char *)sqlite3_value_text(in[1]);
	const char *at = NULL;

	(void)count;
	if (text && part)
		at = memmem(text, (size_t)sqlite3_value_bytes(in[0]), part,
			(size_t)sqlite3_value_bytes(in[1]));
	sqlite3_result_int64(to, at ? at - text + 1 : 0);
}

static bool add_functions(
	struct lite_conn *c, const struct lite *lite, struct err *err)
{
	int rc = sqlite3_create_function_v2(c->db, "strpos", 2,
		SQLITE_UTF8 | SQLITE_DETERMINISTIC | SQLITE_DIRECTONLY, NULL,
		find_part, NULL, NULL, NULL);

	return rc == SQLITE_OK || db_lite_fail(c->db, rc, lite->path, err);
}

static bool set_up_writer(
	struct lite_conn *c, const struct lite *lite, struct err *err)
{
	char sync[40];
	bool wal = false;
	int rc = sqlite3_exec(
		c->db, "PRAGMA journal_mode=WAL", is_wal, &wal, NULL);

	if (rc != SQLITE_OK)
		return db_lite_fail(c->db, rc, lite->path, err);
	if (!wal)
		return err_set(err, ERR_BAD_INPUT,
			"'%s' lies on a file system that cannot share memory "
			"between processes; choose a local disk",
			lite->path);
	/* a file in memory has no disk to wait for */
	snprintf(sync, sizeof(sync), "PRAGMA synchronous=%.10s",
		lite->folder ? "OFF" : sync_level);
	return db_lite_exec(c, sync, lite->path, err) &&
	       db_lite_exec(c, setup, lite->path, err);
}

bool db_lite_conn_open(struct lite_conn *c, const struct lite *lite,
	bool writer, struct err *err)
{
	int rc = sqlite3_open_v2(lite->path, &c->db,
		SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX |
			SQLITE_OPEN_EXRESCODE,
		NULL);

	if (rc != SQLITE_OK) {
		db_lite_fail(c->db, rc, lite->path, err);
		db_lite_conn_close(c);
		return false;
	}
	sqlite3_db_config(c->db, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
	sqlite3_db_config(
		c->db, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, !writer, NULL);
	sqlite3_db_config(c->db, SQLITE_DBCONFIG_DQS_DML, 0, NULL);
	sqlite3_db_config(c->db, SQLITE_DBCONFIG_DQS_DDL, 0, NULL);
	sqlite3_busy_timeout(c->db, LITE_BUSY_MS);
	if (add_functions(c, lite, err) &&
		(writer ? set_up_writer(c, lite, err)
			: db_lite_exec(c, setup, lite->path, err) &&
					db_lite_exec(c, reader_setup,
						lite->path, err)))
		return true;
	db_lite_conn_close(c);
	return false;
}

void db_lite_conn_close(struct lite_conn *c)
{
	for (size_t i = 0; i < c->room; i++)
		sqlite3_finalize(c->stmts[i].st);
	mem_free(c->stmts);
	sqlite3_close(c->db);
	*c = (struct lite_conn){ 0 };
}

bool db_lite_exec(
	struct lite_conn *c, const char *sql, const char *what, struct err *err)
{
	int rc = sqlite3_exec(c->db, sql, NULL, NULL, NULL);

	return rc == SQLITE_OK || db_lite_fail(c->db, rc, what, err);
}

/* ---- prepared queries --------------------------------------------------- */

static struct lite_stmt *place(
	struct lite_stmt *all, size_t room, const struct db_query *q)
{
	size_t i = (uintptr_t)q / sizeof(*q) & (room - 1);

	while (all[i].query && all[i].query != q)
		i = (i + 1) & (room - 1);
	return &all[i];
}

static void grow(struct lite_conn *c)
{
	size_t room = c->room ? c->room * 2 : 64;
	struct lite_stmt *all = mem_alloc(room * sizeof(*all));

	for (size_t i = 0; i < c->room; i++)
		if (c->stmts[i].query)
			*place(all, room, c->stmts[i].query) = c->stmts[i];
	mem_free(c->stmts);
	c->stmts = all;
	c->room = room;
}

/* The end of a quoted piece or a comment that begins at `at`; else `at`. */
static const char *past_quoted(const char *at)
{
	char quote = *at;

	if (!strncmp(at, "--", 2))
		return at + strcspn(at, "\n");
	if (quote != '\'' && quote != '"')
		return at;
	for (at++; *at && *at != quote;)
		at++;
	return *at ? at + 1 : at;
}

/* "$2" is a name to SQLite, "?2" is the second parameter. */
static char *numbered(const char *sql)
{
	char *out = mem_text(sql);
	const char *at = sql;

	while (*at) {
		const char *past = past_quoted(at);

		if (past == at && *at == '$')
			out[at - sql] = '?';
		at = past == at ? at + 1 : past;
	}
	return out;
}

static bool prepare(struct lite_conn *c, const struct db_query *q,
	sqlite3_stmt **out, struct err *err)
{
	char *sql = numbered(q->sql);
	const char *tail = "";
	int rc = sqlite3_prepare_v3(
		c->db, sql, -1, SQLITE_PREPARE_PERSISTENT, out, &tail);
	bool ok = rc == SQLITE_OK && *out && !tail[strspn(tail, " \t\n;")];

	if (rc != SQLITE_OK)
		db_lite_fail(c->db, rc, q->name, err);
	else if (!ok)
		err_set(err, ERR_BROKEN, "%s: not one statement", q->name);
	if (!ok)
		sqlite3_finalize(*out);
	mem_free(sql);
	return ok;
}

bool db_lite_stmt(struct lite_conn *c, const struct db_query *q,
	sqlite3_stmt **out, struct err *err)
{
	struct lite_stmt *s;

	if (c->count * 2 >= c->room)
		grow(c);
	s = place(c->stmts, c->room, q);
	if (!s->query) {
		if (!prepare(c, q, &s->st, err)) {
			s->st = NULL;
			return false;
		}
		s->query = q;
		c->count++;
	}
	*out = s->st;
	return true;
}

bool db_lite_do(struct lite_conn *c, const struct db_query *q, struct err *err)
{
	sqlite3_stmt *st;
	int rc;

	if (!db_lite_stmt(c, q, &st, err))
		return false;
	do
		rc = sqlite3_step(st);
	while (rc == SQLITE_ROW);
	if (rc != SQLITE_DONE)
		db_lite_fail(c->db, rc, q->name, err);
	sqlite3_reset(st);
	return rc == SQLITE_DONE;
}
