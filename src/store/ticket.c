/* store/ticket.c - every SQL statement about tickets, and nothing else. */
#include "store/ticket.h"

#define COLUMNS "hash, account_id, purpose, created_at, expires_at"

static const struct db_col columns[] = { DB_COL(ticket, hash),
	DB_COL(ticket, account_id), DB_COL(ticket, purpose),
	DB_COL(ticket, created_at), DB_COL(ticket, expires_at), { 0 } };

static const struct db_query add = {
	.name = "ticket.add",
	.sql = "INSERT INTO ticket (" COLUMNS ") VALUES ($1, $2, $3, $4, $5)",
	.in = columns,
};

static const struct db_query take = {
	.name = "ticket.take",
	.sql = "DELETE FROM ticket WHERE hash = $1 AND purpose = $2"
	       " RETURNING " COLUMNS,
	.in = (const struct db_col[]){ DB_COL(ticket, hash),
		DB_COL(ticket, purpose), { 0 } },
	.out = columns,
	.row_size = sizeof(struct ticket),
};

static const struct db_query drop_all = {
	.name = "ticket.drop_all",
	.sql = "DELETE FROM ticket WHERE account_id = $1 AND purpose = $2",
	.in = (const struct db_col[]){ DB_COL(ticket, account_id),
		DB_COL(ticket, purpose), { 0 } },
};

const struct db_query *const store_ticket_queries[] = { &add, &take, &drop_all,
	NULL };

bool store_ticket_add(struct db *db, const struct ticket *t, struct err *err)
{
	return db_run(db, &add, t, NULL, err);
}

bool store_ticket_take(struct db *db, struct bytes hash, struct str purpose,
	struct ticket *out, bool *found, struct err *err)
{
	return db_find(db, &take,
		&(struct ticket){ .hash = hash, .purpose = purpose }, out,
		found, err);
}

bool store_ticket_drop_all(struct db *db, struct str account_id,
	struct str purpose, struct err *err)
{
	return db_run(db, &drop_all,
		&(struct ticket){
			.account_id = account_id, .purpose = purpose },
		NULL, err);
}
