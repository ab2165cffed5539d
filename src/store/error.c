/* store/error.c - every SQL statement about errors and slow operations. */
#include "store/error.h"

struct list_in {
	struct str state;
	int64_t before_at;
	struct str before_fingerprint;
	int64_t limit;
};
struct page_in {
	struct str fingerprint;
	int64_t limit;
};
struct slow_in {
	int64_t before_at, limit;
};

#define GROUP_COLUMNS                                                     \
	"fingerprint, title, context, critical, state, count, first_at, " \
	"last_at"
#define EVENT_COLUMNS                                                 \
	"id, fingerprint, at, message, account_id, request_id, path," \
	" metadata, trace"
#define SLOW_COLUMNS "id, at, name, duration_ms, request_id"

static const struct db_col group_columns[] = { DB_COL(error_group, fingerprint),
	DB_COL(error_group, title), DB_COL(error_group, context),
	DB_COL(error_group, critical), DB_COL(error_group, state),
	DB_COL(error_group, count), DB_COL(error_group, first_at),
	DB_COL(error_group, last_at), { 0 } };
static const struct db_col event_columns[] = { DB_COL(error_event, id),
	DB_COL(error_event, fingerprint), DB_COL(error_event, at),
	DB_COL(error_event, message), DB_COL(error_event, account_id),
	DB_COL(error_event, request_id), DB_COL(error_event, path),
	DB_COL(error_event, metadata), DB_COL(error_event, trace), { 0 } };
static const struct db_col slow_columns[] = { DB_COL(slow_operation, id),
	DB_COL(slow_operation, at), DB_COL(slow_operation, name),
	DB_COL(slow_operation, duration_ms), DB_COL(slow_operation, request_id),
	{ 0 } };

static const struct db_query add_group = {
	.name = "error.add_group",
	.sql = "INSERT INTO error_group (" GROUP_COLUMNS ")"
	       " VALUES ($1, $2, $3, $4, $5, $6, $7, $8)"
	       " ON CONFLICT (fingerprint) DO UPDATE SET"
	       " count = error_group.count + excluded.count,"
	       " last_at = excluded.last_at,"
	       " state = CASE error_group.state WHEN 'muted' THEN 'muted'"
	       " ELSE 'open' END",
	.in = group_columns,
};

/* It is written behind the request: the person may be gone by then. */
static const struct db_query add_event = {
	.name = "error.add_event",
	.sql = "INSERT INTO error_event (" EVENT_COLUMNS ")"
	       " VALUES ($1, $2, $3, $4,"
	       " CASE WHEN EXISTS (SELECT 1 FROM account WHERE id = $5)"
	       " THEN $5 ELSE '' END, $6, $7, $8, $9)",
	.in = event_columns,
};

static const struct db_query list = {
	.name = "error.list",
	.sql = "SELECT " GROUP_COLUMNS " FROM error_group"
	       " WHERE ($1 = '' OR state = $1)"
	       "   AND (last_at < $2 OR (last_at = $2 AND fingerprint < $3))"
	       " ORDER BY last_at DESC, fingerprint DESC LIMIT $4",
	.in = (const struct db_col[]){ DB_COL(list_in, state),
		DB_COL(list_in, before_at), DB_COL(list_in, before_fingerprint),
		DB_COL(list_in, limit), { 0 } },
	.out = group_columns,
	.row_size = sizeof(struct error_group),
};

static const struct db_query get = {
	.name = "error.get",
	.sql = "SELECT " GROUP_COLUMNS " FROM error_group"
	       " WHERE fingerprint = $1",
	.in = (const struct db_col[]){ DB_COL(error_group, fingerprint),
		{ 0 } },
	.out = group_columns,
	.row_size = sizeof(struct error_group),
};

static const struct db_query events = {
	.name = "error.events",
	.sql = "SELECT " EVENT_COLUMNS " FROM error_event"
	       " WHERE fingerprint = $1 ORDER BY at DESC, id DESC LIMIT $2",
	.in = (const struct db_col[]){ DB_COL(page_in, fingerprint),
		DB_COL(page_in, limit), { 0 } },
	.out = event_columns,
	.row_size = sizeof(struct error_event),
};

static const struct db_query set_state = {
	.name = "error.set_state",
	.sql = "UPDATE error_group SET state = $2 WHERE fingerprint = $1",
	.in = (const struct db_col[]){ DB_COL(error_group, fingerprint),
		DB_COL(error_group, state), { 0 } },
};

static const struct db_query erase = {
	.name = "error.erase",
	.sql = "UPDATE error_event SET account_id = '' WHERE account_id = $1",
	.in = (const struct db_col[]){ DB_COL(error_event, account_id), { 0 } },
};

static const struct db_query add_slow = {
	.name = "error.add_slow",
	.sql = "INSERT INTO slow_operation (" SLOW_COLUMNS ")"
	       " VALUES ($1, $2, $3, $4, $5)",
	.in = slow_columns,
};

static const struct db_query slow = {
	.name = "error.slow",
	.sql = "SELECT " SLOW_COLUMNS " FROM slow_operation"
	       " WHERE ($1 = 0 OR at < $1) ORDER BY at DESC, id DESC LIMIT $2",
	.in = (const struct db_col[]){ DB_COL(slow_in, before_at),
		DB_COL(slow_in, limit), { 0 } },
	.out = slow_columns,
	.row_size = sizeof(struct slow_operation),
};

const struct db_query *const store_error_queries[] = { &add_group, &add_event,
	&list, &get, &events, &set_state, &erase, &add_slow, &slow, NULL };

bool store_error_add_group(
	struct db *db, const struct error_group *g, struct err *err)
{
	return db_run(db, &add_group, g, NULL, err);
}

bool store_error_add_event(
	struct db *db, const struct error_event *e, struct err *err)
{
	return db_run(db, &add_event, e, NULL, err);
}

bool store_error_list(struct db *db, struct str state, int64_t before_at,
	struct str before_fingerprint, int64_t limit, struct db_rows *out,
	struct err *err)
{
	return db_list(db, &list,
		&(struct list_in){
			state, before_at, before_fingerprint, limit },
		(size_t)limit + 1, out, err);
}

bool store_error_get(struct db *db, struct str fingerprint,
	struct error_group *out, struct err *err)
{
	return db_one(db, &get,
		&(struct error_group){ .fingerprint = fingerprint }, out, err);
}

bool store_error_events(struct db *db, struct str fingerprint, int64_t limit,
	struct db_rows *out, struct err *err)
{
	return db_list(db, &events, &(struct page_in){ fingerprint, limit },
		(size_t)limit + 1, out, err);
}

bool store_error_set_state(struct db *db, struct str fingerprint,
	struct str state, struct err *err)
{
	int64_t changed;

	return db_run(db, &set_state,
		       &(struct error_group){
			       .fingerprint = fingerprint, .state = state },
		       &changed, err) &&
	       (changed || err_set(err, ERR_NOT_FOUND, "no such error"));
}

bool store_error_erase(struct db *db, struct str account_id, struct err *err)
{
	return db_run(db, &erase,
		&(struct error_event){ .account_id = account_id }, NULL, err);
}

bool store_error_add_slow(
	struct db *db, const struct slow_operation *s, struct err *err)
{
	return db_run(db, &add_slow, s, NULL, err);
}

bool store_error_slow(struct db *db, int64_t before_at, int64_t limit,
	struct db_rows *out, struct err *err)
{
	return db_list(db, &slow, &(struct slow_in){ before_at, limit },
		(size_t)limit + 1, out, err);
}
