/*
 * db/pg_query.c - one query on one connection: values go out and rows come
 * back in PostgreSQL's binary form, so that nothing is quoted or parsed.
 */
#include "db/pg_int.h"

#include <endian.h>
#include <stdio.h>

static const char *text_of(const struct db_query *q)
{
	return q->sql_pg ? q->sql_pg : q->sql;
}

/* ---- in ----------------------------------------------------------------- */

static Oid oid_of(enum db_type type)
{
	static const Oid oids[] = { [DB_TEXT] = PG_TEXT,
		[DB_BYTES] = PG_BYTEA,
		[DB_INT] = PG_INT8,
		[DB_BOOL] = PG_BOOL,
		[DB_REAL] = PG_FLOAT8 };

	return oids[type];
}

static void set_span(struct pg_params *p, int i, const char *at, size_t len)
{
	p->values[i] = at;
	p->lengths[i] = (int)len;
}

static void set_param(
	struct pg_params *p, int i, enum db_type type, const void *at)
{
	const struct str *s = at;
	const struct bytes *b = at;

	set_span(p, i, (const char *)&p->room[i], sizeof(p->room[i]));
	switch (type) {
	case DB_TEXT:
		set_span(p, i, s->at, s->len);
		break;
	case DB_BYTES:
		set_span(p, i, b->len ? b->at : "", b->len);
		break;
	case DB_INT:
	case DB_REAL:
		memcpy(&p->room[i], at, sizeof(p->room[i]));
		p->room[i] = htobe64(p->room[i]);
		break;
	case DB_BOOL:
		p->lengths[i] = 1;
		*(char *)&p->room[i] = *(const bool *)at;
		break;
	case DB_END:
		break;
	}
}

static bool fill(struct pg_params *p, const struct db_query *q, const void *in,
	struct err *err)
{
	p->count = db_cols(q->in);
	if (p->count > DB_PARAMS_MAX)
		return err_set(err, ERR_BROKEN, "%s: over %d parameters",
			q->name, DB_PARAMS_MAX);
	for (int i = 0; i < p->count; i++) {
		const struct db_col *c = &q->in[i];
		const struct str *s = db_field(in, c);

		if ((c->type == DB_TEXT || c->type == DB_BYTES) &&
			s->len > INT32_MAX / 2)
			return err_set(err, ERR_TOO_BIG, "%s: '%s' is too big",
				q->name, c->name);
		p->types[i] = oid_of(c->type);
		p->formats[i] = 1;
		set_param(p, i, c->type, s);
	}
	return true;
}

/* ---- asking ------------------------------------------------------------- */

/* The plan does not fit the schema any more, or the server forgot it. */
static bool is_stale(const PGresult *failed)
{
	return db_pg_state_is(failed, "26000") ||
	       db_pg_state_is(failed, "0A000");
}

bool db_pg_send(struct pg_conn *c, const struct db_query *q,
	const struct pg_params *p, unsigned number, bool prepare)
{
	char name[16];

	snprintf(name, sizeof(name), "v%u", number);
	return (!prepare || PQsendPrepare(c->pg, name, text_of(q), p->count,
				    p->types)) &&
	       PQsendQueryPrepared(c->pg, name, p->count, p->values, p->lengths,
		       p->formats, 1);
}

/* Sends and reads all rows into db->live, or leaves the reason in *failed. */
static bool ask(struct db *db, const struct db_query *q,
	const struct pg_params *p, PGresult **failed)
{
	struct pg_conn *c = db->conn;
	unsigned had = db_pg_stmt_find(c, q);
	unsigned number = had ? had : ++c->last_number;
	int before = c->ahead_count;

	*failed = NULL;
	if (!db_pg_send_ahead(c) || !db_pg_send(c, q, p, number, !had) ||
		!PQpipelineSync(c->pg))
		return false;
	db->live = db_pg_results(c, failed);
	db->row = 0;
	/* it may have been prepared and have failed only then */
	if (!had && c->answered > before)
		db_pg_stmt_set(c, q, number);
	if (is_stale(*failed))
		db_pg_stmt_drop(c, q);
	return db->live != NULL;
}

/*
 * What nobody has answered to yet in this call can be asked once more: on a
 * fresh connection if the old one had died while it lay idle, or with a
 * fresh plan if the schema was changed. Nothing can have been kept so far,
 * for no COMMIT was sent.
 */
static bool again(struct db *db, const PGresult *failed, struct err *err)
{
	struct pg_conn *c = db->conn;
	bool gone = !db_pg_conn_alive(c) || db_pg_state_is(failed, "57P0");
	if (db->seen || (!gone && !is_stale(failed)))
		return false;
	if (gone)
		db->conn = db_pg_replace(pg_of(db->pool), c, err);
	else if (db->mode != DB_READ)
		return db_pg_ahead(c, "ROLLBACK", err) &&
		       db_pg_flush(c, "ROLLBACK", "undo", err);
	return db->conn != NULL;
}

/* What went out ahead of the failed question has to go out again. */
struct ahead {
	const char *at[PG_AHEAD_MAX];
	int count;
};

static bool ask_twice(struct db *db, const struct db_query *q,
	const struct pg_params *p, struct err *err)
{
	struct pg_conn *c = db->conn;
	struct ahead was = { .count = c->ahead_count };
	PGresult *failed;
	bool ok;

	memcpy(was.at, c->ahead, sizeof(was.at));
	ok = ask(db, q, p, &failed);
	if (!ok && again(db, failed, err)) {
		PQclear(failed);
		c = db->conn;
		memcpy(c->ahead, was.at, sizeof(was.at));
		c->ahead_count = was.count;
		ok = ask(db, q, p, &failed);
	}
	if (!ok && db->conn)
		db_pg_fail(db->conn, failed, q->name, err);
	PQclear(failed);
	db->seen = true;
	return ok;
}

/* Rows as they come: what goes ahead is answered first, to keep it simple. */
static bool stream_rows(struct db *db, const struct db_query *q,
	const struct pg_params *p, struct err *err)
{
	struct pg_conn *c = db->conn;

	if (c->ahead_count > 0 && !db_pg_flush(c, NULL, q->name, err))
		return false;
	db->seen = true;
	if (!PQsendQueryParams(c->pg, text_of(q), p->count, p->types, p->values,
		    p->lengths, p->formats, 1) ||
		!PQsetSingleRowMode(c->pg) || !PQpipelineSync(c->pg))
		return db_pg_fail(c, NULL, q->name, err);
	c->streaming = true;
	db->live = c;
	return true;
}

/* A call that reads is lent a connection when it asks for more than a row. */
static bool lent(struct db *db, const struct db_query *q, struct err *err)
{
	struct pg *pg = pg_of(db->pool);

	if (!db->conn && db->mode == DB_READ)
		db->conn = db_pg_take(
			pg, pg->pool.config.connection_timeout_ms, err);
	else if (!db->conn)
		err_set(err, ERR_BUSY, "%s: the database is away", q->name);
	return db->conn != NULL;
}

bool db_pg_start(struct db *db, const struct db_query *q, const void *in,
	enum db_want want, struct err *err)
{
	struct pg_params p;
	PGresult *row = NULL;

	if (!fill(&p, q, in, err) ||
		(want == DB_WANT_ROW && db->mode == DB_READ && !db->conn &&
			!db_pg_share(pg_of(db->pool), q, &p, &row, err)))
		return false;
	db->live = row;
	db->row = 0;
	return row ||
	       (lent(db, q, err) &&
		       (want == DB_WANT_EACH ? stream_rows(db, q, &p, err)
					     : ask_twice(db, q, &p, err)));
}

/* ---- out ---------------------------------------------------------------- */

static uint64_t number(const char *at, int size)
{
	uint64_t n = 0;

	for (int i = 0; i < size; i++)
		n = n << 8 | (unsigned char)at[i];
	return n;
}

static enum db_type type_of(Oid oid)
{
	switch (oid) {
	case PG_TEXT:
	case PG_VARCHAR:
	case PG_BPCHAR:
	case PG_NAME:
		return DB_TEXT;
	case PG_BYTEA:
		return DB_BYTES;
	case PG_INT8:
	case PG_INT4:
	case PG_INT2:
		return DB_INT;
	case PG_BOOL:
		return DB_BOOL;
	case PG_FLOAT8:
	case PG_FLOAT4:
		return DB_REAL;
	default:
		return DB_END;
	}
}

static int64_t fetch_int(const char *v, int size)
{
	int shift = 64 - 8 * size;

	return (int64_t)(number(v, size) << shift) >> shift;
}

static double fetch_real(const char *v, int size)
{
	uint64_t bits = number(v, size);
	uint32_t half = (uint32_t)bits;
	float f;
	double d;

	memcpy(&d, &bits, sizeof(d));
	memcpy(&f, &half, sizeof(f));
	return size == 8 ? d : f;
}

static void fetch(
	struct db *db, const char *v, int size, enum db_type type, void *at)
{
	struct str s = str_of(v, (size_t)size);

	switch (type) {
	case DB_TEXT:
		*(struct str *)at = str_copy(db->mem, s);
		break;
	case DB_BYTES:
		s = str_copy(db->mem, s);
		*(struct bytes *)at = (struct bytes){ s.at, s.len };
		break;
	case DB_INT:
		*(int64_t *)at = fetch_int(v, size);
		break;
	case DB_BOOL:
		*(bool *)at = *v != 0;
		break;
	case DB_REAL:
		*(double *)at = fetch_real(v, size);
		break;
	case DB_END:
		break;
	}
}

static int fetch_row(struct db *db, const PGresult *r, int row,
	const struct db_query *q, void *to, struct err *err)
{
	if (PQnfields(r) != db_cols(q->out)) {
		err_set(err, ERR_BROKEN, "%s: %d columns", q->name,
			PQnfields(r));
		return -1;
	}
	for (int i = 0; q->out[i].type != DB_END; i++) {
		const struct db_col *c = &q->out[i];
		void *at = (char *)to + c->at;
		bool null = PQgetisnull(r, row, i);

		if (type_of(PQftype(r, i)) != c->type ||
			(null && c->type != DB_TEXT)) {
			err_set(err, ERR_BROKEN, "%s: '%s' is %s", q->name,
				c->name, null ? "NULL" : "of another type");
			return -1;
		}
		if (null)
			*(struct str *)at = STR_NONE;
		else
			fetch(db, PQgetvalue(r, row, i), PQgetlength(r, row, i),
				c->type, at);
	}
	return 1;
}

static int next_streamed(
	struct db *db, const struct db_query *q, void *row, struct err *err)
{
	struct pg_conn *c = db->conn;
	PGresult *r = db_pg_result(c);
	int got = 0;

	if (PQresultStatus(r) == PGRES_SINGLE_TUPLE)
		got = row ? fetch_row(db, r, 0, q, row, err) : 1;
	else if (PQresultStatus(r) != PGRES_TUPLES_OK)
		got = -!db_pg_fail(c, r, q->name, err);
	PQclear(r);
	return got;
}

int db_pg_next(
	struct db *db, const struct db_query *q, void *row, struct err *err)
{
	struct pg_conn *c = db->conn;

	if (c && c->streaming)
		return next_streamed(db, q, row, err);
	if (db->row >= PQntuples(db->live))
		return 0;
	return row ? fetch_row(db, db->live, db->row++, q, row, err) : 1;
}

int64_t db_pg_finish(struct db *db)
{
	struct pg_conn *c = db->conn;
	int64_t changed = 0;
	PGresult *failed;

	if (c && c->streaming) {
		c->streaming = false;
		PQclear(db_pg_results(c, &failed));
		PQclear(failed);
	} else {
		str_int(str_c(PQcmdTuples(db->live)), &changed);
		PQclear(db->live);
	}
	db->live = NULL;
	return changed;
}

/* ---- what it looks like ------------------------------------------------- */

static void shape_of(const PGresult *r, struct db_shape *out)
{
	out->in_count = PQnparams(r);
	out->out_count = PQnfields(r);
	for (int i = 0; i < out->out_count && i < DB_PARAMS_MAX; i++) {
		snprintf(out->name[i], sizeof(out->name[i]), "%s",
			PQfname(r, i));
		out->type[i] = type_of(PQftype(r, i));
	}
}

/* With the types declared that it will be asked with: where they do not fit,
 * it does not prepare. */
bool db_pg_describe(struct db *db, const struct db_query *q,
	struct db_shape *out, struct err *err)
{
	PGresult *failed = NULL, *last = NULL;
	Oid types[DB_PARAMS_MAX];
	int n = db_cols(q->in);
	struct pg_conn *c;
	bool ok;

	if (!lent(db, q, err))
		return false;
	c = db->conn;
	for (int i = 0; i < n; i++)
		types[i] = oid_of(q->in[i].type);
	if (db_pg_send_ahead(c) &&
		PQsendPrepare(c->pg, "", text_of(q), n, types) &&
		PQsendDescribePrepared(c->pg, "") && PQpipelineSync(c->pg))
		last = db_pg_results(c, &failed);
	ok = last != NULL || db_pg_fail(c, failed, q->name, err);
	if (ok)
		shape_of(last, out);
	PQclear(failed);
	PQclear(last);
	return ok;
}

/* ---- scripts ------------------------------------------------------------ */

/* Several statements at once need the simple protocol. */
bool db_pg_script(struct db *db, const char *sql, struct err *err)
{
	struct pg_conn *c = db->conn;
	PGresult *r;
	bool ok;

	if (!*sql)
		return true;
	db->seen = true;
	if (c->ahead_count > 0 && !db_pg_flush(c, NULL, "script", err))
		return false;
	if (!PQexitPipelineMode(c->pg))
		return db_pg_fail(c, NULL, "script", err);
	r = PQexec(c->pg, sql);
	ok = PQresultStatus(r) == PGRES_COMMAND_OK ||
	     PQresultStatus(r) == PGRES_TUPLES_OK ||
	     db_pg_fail(c, r, "script", err);
	PQclear(r);
	if (ok && PQtransactionStatus(c->pg) != PQTRANS_INTRANS)
		ok = err_set(err, ERR_BROKEN,
			"the script ended the transaction that it is in");
	return PQenterPipelineMode(c->pg) && ok;
}
