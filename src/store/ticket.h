/*
 * store/ticket.h - tokens that work once, such as the one in the mail for a
 * new password. Only their hashes are kept.
 */
#ifndef STORE_TICKET_H
#define STORE_TICKET_H

#include "db/db.h"

struct ticket {
	struct bytes hash;
	struct str account_id, purpose;
	int64_t created_at, expires_at;
};

bool store_ticket_add(struct db *db, const struct ticket *t, struct err *err);
/* Takes it: found once at most, whoever asks at the same time. */
bool store_ticket_take(struct db *db, struct bytes hash, struct str purpose,
	struct ticket *out, bool *found, struct err *err);
/* All of one account and purpose. */
bool store_ticket_drop_all(struct db *db, struct str account_id,
	struct str purpose, struct err *err);

extern const struct db_query *const store_ticket_queries[];

#endif
