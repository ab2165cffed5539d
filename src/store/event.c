/*
 * store/event.c - every SQL statement about events, and nothing else.
 *
 * Who is told is found while the event is stored, by one look into the index
 * of webhooks: an account that has none pays no more than that.
 */
#include "store/event.h"

static const struct db_col columns[] = { DB_COL(event, id), DB_COL(event, at),
	DB_COL(event, account_id), DB_COL(event, type), DB_COL(event, data),
	{ 0 } };

static const struct db_query add = {
	.name = "event.add",
	.sql = "INSERT INTO event (id, at, account_id, type, data)"
	       " VALUES ($1, $2, $3, $4, $5)",
	.in = columns,
};

#define TELL(position)                                                     \
	"INSERT INTO delivery (webhook_id, event_id, created_at, state,"   \
	" manual, next_at) SELECT id, $1, $2, 'pending', FALSE, $2"        \
	" FROM webhook WHERE account_id = $3 AND is_active AND (" position \
	"(events, ',' || $4 || ',') > 0 OR events = ',*,')"

static const struct db_query tell = {
	.name = "event.tell",
	.sql = TELL("instr"),
	.sql_pg = TELL("strpos"),
	.in = (const struct db_col[]){ DB_COL(event, id), DB_COL(event, at),
		DB_COL(event, account_id), DB_COL(event, type), { 0 } },
};

static const struct db_query each = {
	.name = "event.each",
	.sql = "SELECT id, at, account_id, type, data FROM event"
	       " WHERE account_id = $1 AND account_id <> '' ORDER BY at, id",
	.in = (const struct db_col[]){ DB_COL(event, account_id), { 0 } },
	.out = columns,
	.row_size = sizeof(struct event),
};

static const struct db_query drop_of = {
	.name = "event.drop_of",
	.sql = "DELETE FROM event WHERE account_id = $1 AND account_id <> ''",
	.in = (const struct db_col[]){ DB_COL(event, account_id), { 0 } },
};

const struct db_query *const store_event_queries[] = { &add, &tell, &each,
	&drop_of, NULL };

bool store_event_keep(struct db *db, const struct event *e, struct err *err)
{
	return db_run(db, &add, e, NULL, err);
}

bool store_event_add(struct db *db, const struct event *e, struct err *err)
{
	int64_t told = 0;

	return store_event_keep(db, e, err) &&
	       (!e->account_id.len || db_run(db, &tell, e, &told, err)) &&
	       (!told || db_notice(db, NOTICE_DELIVERIES, err));
}

bool store_event_each(struct db *db, struct str account_id, db_each_row *take,
	void *with, struct err *err)
{
	return db_each(db, &each, &(struct event){ .account_id = account_id },
		take, with, err);
}

bool store_event_drop_of(struct db *db, struct str account_id, struct err *err)
{
	return db_run(db, &drop_of, &(struct event){ .account_id = account_id },
		NULL, err);
}
