/* store/event.h - what happened, and to whom it is to be told, typed. */
#ifndef STORE_EVENT_H
#define STORE_EVENT_H

#include "db/db.h"

/* Slots of db_notice; see store/job.h. */
enum { NOTICE_DELIVERIES = 12 /* there is something to deliver */ };

struct event {
	struct str id; /* id_new() */
	int64_t at;
	struct str account_id; /* whose; empty: the house's */
	struct str type, data; /* data: JSON */
};

/* In the transaction of what happened, with a delivery for each webhook of
 * that account that is active and asks for such. */
bool store_event_add(struct db *db, const struct event *e, struct err *err);
/* The event alone. */
bool store_event_keep(struct db *db, const struct event *e, struct err *err);
/* All of an account, oldest first. */
bool store_event_each(struct db *db, struct str account_id, db_each_row *each,
	void *with, struct err *err);
/* The same, ended; their deliveries go with them. */
bool store_event_drop_of(struct db *db, struct str account_id, struct err *err);

extern const struct db_query *const store_event_queries[];

#endif
