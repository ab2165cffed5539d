/*
 * db/pg_conn.c - one connection to PostgreSQL: how it is set up, how
 * something is asked and answered on it, what its errors mean.
 */
#include "db/pg_int.h"

#include <errno.h>
#include <poll.h>
#include <stdio.h>
#include <sys/socket.h>

/* ---- errors ------------------------------------------------------------- */

/* The first that fits decides. */
static const struct {
	const char *state;
	enum err_code code;
	const char *words;
} meanings[] = {
	{ "23505", ERR_CONFLICT, "already exists" },
	{ "23P01", ERR_CONFLICT, "already exists" },
	{ "23503", ERR_CONFLICT,
		"refers to what is not there, or is still referred to" },
	{ "23514", ERR_CONFLICT, "not allowed by the schema" },
	{ "22021", ERR_BAD_INPUT, "the text is not UTF-8" },
	{ "40001", ERR_BUSY, "another call got in between" },
	{ "40P01", ERR_BUSY, "two calls waited for each other" },
	{ "55P03", ERR_BUSY, "waited too long for another call" },
	{ "57014", ERR_BUSY, "took too long" },
	{ "26000", ERR_BUSY, "the schema is being changed" },
	{ "0A000", ERR_BUSY, "the schema is being changed" },
	{ "53100", ERR_FULL, "the disk of the database is full" },
	{ "53", ERR_BUSY, "the database has no room for more work" },
	{ "57P", ERR_BUSY, "the database is away" },
	{ "08", ERR_BUSY, "the database is away" },
	{ "XX00", ERR_BROKEN,
		"the database is damaged; stop it and restore a backup" },
	{ "", ERR_BROKEN, "failed" },
};

bool db_pg_state_is(const PGresult *r, const char *state)
{
	const char *have = PQresultErrorField(r, PG_DIAG_SQLSTATE);

	return have && !strncmp(have, state, strlen(state));
}

/* "0A000" is also what PostgreSQL says to SQL that it cannot do. */
static bool fits(const PGresult *r, size_t i, const char *said)
{
	return db_pg_state_is(r, meanings[i].state) &&
	       (strcmp(meanings[i].state, "0A000") != 0 ||
		       strstr(said, "cached plan"));
}

bool db_pg_fail(
	struct pg_conn *c, const PGresult *r, const char *what, struct err *err)
{
	const char *said = PQresultErrorField(r, PG_DIAG_MESSAGE_PRIMARY);
	const char *lost = PQerrorMessage(c->pg);
	size_t i = 0;

	/* no state: it is libpq that lost the connection */
	if (!said)
		return err_set(err, ERR_BUSY, "%s: the database is away (%.*s)",
			what, (int)strcspn(lost, "\n"), lost);
	while (!fits(r, i, said) && i < LENGTH(meanings) - 1)
		i++;
	return err_set(err, meanings[i].code, "%s: %s (%.120s)", what,
		meanings[i].words, said);
}

bool db_pg_conn_alive(const struct pg_conn *c)
{
	return PQstatus(c->pg) == CONNECTION_OK;
}

/* ---- making one --------------------------------------------------------- */

/* A transaction is only read unless it says otherwise. What was kept must be
 * on the disk, whatever the server's own settings are. */
#define TEXT_OF(n) #n
#define SETTING(name, n) "SET " name " = " TEXT_OF(n) ";"
static const char setup[] =
	"SET statement_timeout = 30000; SET lock_timeout = 10000;"
	"SET idle_in_transaction_session_timeout = 120000;"
	"SET client_min_messages = warning; SET TimeZone = 'UTC';"
	"SET standard_conforming_strings = on; SET bytea_output = hex;"
	"SET default_transaction_read_only = on;"
	"SELECT set_config('synchronous_commit', 'on', false)"
	" WHERE current_setting('synchronous_commit') = 'off'";

static PGconn *connect_to(const char *url, int timeout_ms)
{
	char seconds[16];
	const char *names[] = { "dbname", "connect_timeout",
		"fallback_application_name", "client_encoding", "keepalives",
		"keepalives_idle", "keepalives_interval", "keepalives_count",
		"tcp_user_timeout", NULL };
	const char *values[] = { url, seconds, "vitae", "UTF8", "1", "10", "3",
		"3", "15000", NULL };

	snprintf(seconds, sizeof(seconds), "%d", (timeout_ms + 999) / 1000);
	return PQconnectdbParams(names, values, 1);
}

static void quiet(void *with, const char *said) { (void)with, (void)said; }

static bool set_up(struct pg_conn *c, struct err *err)
{
	const char *encoding = PQparameterStatus(c->pg, "server_encoding");
	PGresult *r;
	bool ok;

	if (!encoding || strcmp(encoding, "UTF8") != 0)
		return err_set(err, ERR_BAD_INPUT,
			"the database stores text as %.20s; create it with "
			"ENCODING 'UTF8'",
			encoding ? encoding : "something unknown");
	PQsetNoticeProcessor(c->pg, quiet, NULL);
	r = PQexec(c->pg, setup);
	ok = PQresultStatus(r) == PGRES_TUPLES_OK ||
	     db_pg_fail(c, r, "connect", err);
	PQclear(r);
	return ok && (PQenterPipelineMode(c->pg) ||
			     err_set(err, ERR_BROKEN, "no pipeline mode"));
}

struct pg_conn *db_pg_conn_open(
	const char *url, int timeout_ms, struct err *err)
{
	struct pg_conn *c = mem_alloc(sizeof(*c));

	c->answer_ms = PG_ANSWER_MS;
	c->pg = connect_to(url, timeout_ms);
	if (db_pg_conn_alive(c) ? set_up(c, err)
				: db_pg_fail(c, NULL, "connect", err))
		return c;
	db_pg_conn_close(c);
	return NULL;
}

void db_pg_conn_close(struct pg_conn *c)
{
	PQfinish(c->pg);
	mem_free(c->stmts);
	mem_free(c);
}

/* ---- asking and answering ----------------------------------------------- */

bool db_pg_ahead(struct pg_conn *c, const char *sql, struct err *err)
{
	if (c->ahead_count == PG_AHEAD_MAX &&
		!db_pg_flush(c, NULL, "transaction", err))
		return false;
	c->ahead[c->ahead_count++] = sql;
	return true;
}

bool db_pg_send_ahead(struct pg_conn *c)
{
	bool ok = true;

	for (int i = 0; ok && i < c->ahead_count; i++)
		ok = PQsendQueryParams(
			c->pg, c->ahead[i], 0, NULL, NULL, NULL, NULL, 1);
	c->ahead_count = 0;
	return ok;
}

/* False: nothing came in time, or nothing will come any more. */
static bool wait_for_input(struct pg_conn *c, int64_t until_ms)
{
	while (PQisBusy(c->pg)) {
		struct pollfd p = { PQsocket(c->pg), POLLIN, 0 };
		int64_t left = until_ms - db_now_ms();

		if (left <= 0 ||
			(poll(&p, 1, (int)left) < 0 && errno != EINTR) ||
			(p.revents && !PQconsumeInput(c->pg)))
			return false;
	}
	return true;
}

PGresult *db_pg_result(struct pg_conn *c)
{
	if (wait_for_input(c, db_now_ms() + c->answer_ms))
		return PQgetResult(c->pg);
	/* what may still come belongs to nobody: the connection is over */
	shutdown(PQsocket(c->pg), SHUT_RDWR);
	PQconsumeInput(c->pg);
	return NULL;
}

PGresult *db_pg_results(struct pg_conn *c, PGresult **failed)
{
	PGresult *last = NULL;

	*failed = NULL;
	c->answered = 0;
	for (;;) {
		PGresult *r = db_pg_result(c);
		ExecStatusType status = PQresultStatus(r);

		if (!r && db_pg_conn_alive(c))
			continue;
		if (!r || status == PGRES_PIPELINE_SYNC) {
			PQclear(r);
			break;
		}
		if (status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK) {
			PQclear(last);
			last = r;
			c->answered++;
		} else if (status == PGRES_FATAL_ERROR && !*failed) {
			*failed = r;
		} else {
			PQclear(r);
		}
	}
	if (*failed || !db_pg_conn_alive(c)) {
		PQclear(last);
		last = NULL;
	}
	return last;
}

bool db_pg_flush(
	struct pg_conn *c, const char *tag, const char *what, struct err *err)
{
	PGresult *failed = NULL, *last = NULL;
	bool ok;

	if (db_pg_send_ahead(c) && PQpipelineSync(c->pg))
		last = db_pg_results(c, &failed);
	ok = last != NULL || db_pg_fail(c, failed, what, err);
	if (ok && tag && strcmp(PQcmdStatus(last), tag) != 0)
		ok = err_set(err, ERR_BROKEN, "%s: the database answered '%s'",
			what, PQcmdStatus(last));
	PQclear(failed);
	PQclear(last);
	return ok;
}

/* ---- what is prepared --------------------------------------------------- */

static struct pg_stmt *place(
	struct pg_stmt *all, size_t room, const struct db_query *q)
{
	size_t i = (uintptr_t)q / sizeof(*q) & (room - 1);

	while (all[i].query && all[i].query != q)
		i = (i + 1) & (room - 1);
	return &all[i];
}

static void grow(struct pg_conn *c)
{
	size_t room = c->room ? c->room * 2 : 64;
	struct pg_stmt *all = mem_alloc(room * sizeof(*all));

	for (size_t i = 0; i < c->room; i++)
		if (c->stmts[i].query)
			*place(all, room, c->stmts[i].query) = c->stmts[i];
	mem_free(c->stmts);
	c->stmts = all;
	c->room = room;
}

unsigned db_pg_stmt_find(const struct pg_conn *c, const struct db_query *q)
{
	return c->room ? place(c->stmts, c->room, q)->number : 0;
}

void db_pg_stmt_set(
	struct pg_conn *c, const struct db_query *q, unsigned number)
{
	struct pg_stmt *s;

	if (c->count * 2 >= c->room)
		grow(c);
	s = place(c->stmts, c->room, q);
	c->count += !s->query;
	*s = (struct pg_stmt){ q, number };
}

/* Its place stays taken: the search goes on past it. */
void db_pg_stmt_drop(struct pg_conn *c, const struct db_query *q)
{
	if (c->room)
		place(c->stmts, c->room, q)->number = 0;
}
