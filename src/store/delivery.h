/*
 * store/delivery.h - an event on its way to one webhook, and what became of
 * it, typed.
 *
 * A delivery is named by its webhook and its event. It is pending until it
 * succeeded or failed for good. While a node sends it, it has that node's
 * lease, and next_at is the lease's end; what an attempt leads to is written
 * only while the lease still stands.
 */
#ifndef STORE_DELIVERY_H
#define STORE_DELIVERY_H

#include "db/db.h"

enum { STORE_DELIVERY_ANSWER = 4096 /* bytes of a receiver's answer */ };

/* ---- as people see it --------------------------------------------------- */

struct delivery {
	struct str event_id, type;
	int64_t created_at;
	struct str state; /* pending, succeeded, failed */
	bool manual;
	int64_t attempts, next_at;
	/* of the last attempt */
	int64_t tried_at, status, duration_ms;
	struct str error, answer;
};
struct delivery_wish {
	struct str account_id, webhook_id;
	struct str state; /* empty: any */
	int64_t before_at;
	struct str before_id;
	int64_t limit;
};
/* Newest first. */
bool store_delivery_list(struct db *db, const struct delivery_wish *wish,
	struct db_rows *out, struct err *err);

struct delivery_whole {
	struct str event_id, type, data, state;
	int64_t created_at;
	bool manual;
	int64_t attempts, next_at;
};
bool store_delivery_get(struct db *db, struct str account_id,
	struct str webhook_id, struct str event_id, struct delivery_whole *out,
	struct err *err);

struct attempt {
	int64_t n, at, status, duration_ms;
	struct str error, answer;
};
enum { STORE_ATTEMPTS_MOST = 1000 };
/* In their order. */
bool store_delivery_attempts(struct db *db, struct str webhook_id,
	struct str event_id, struct db_rows *out, struct err *err);

/* ---- asking for one ----------------------------------------------------- */

/* Within the caller's transaction; all of them tell the senders. */
struct delivery_new {
	struct str webhook_id, event_id;
	int64_t now;
};
bool store_delivery_add_manual(
	struct db *db, const struct delivery_new *d, struct err *err);
/* Sends it again, once. ERR_CONFLICT: it is pending as it is. */
bool store_delivery_resend(
	struct db *db, const struct delivery_new *d, struct err *err);
/* All that failed since then begin anew; what happened since then and was
 * not meant for the webhook then (it was off) becomes deliveries. */
struct delivery_recovery {
	struct str account_id, webhook_id, events;
	int64_t since, now;
};
bool store_delivery_recover(struct db *db, const struct delivery_recovery *r,
	int64_t *count, struct err *err);
/* What waits is given up: the webhook is not active any more. */
bool store_delivery_stop(struct db *db, struct str webhook_id, struct err *err);

/* ---- sending ------------------------------------------------------------ */

struct delivery_due {
	struct str webhook_id, account_id, event_id, lease;
	struct str url, secret, old_secret; /* secrets: sealed */
	int64_t old_until;
	struct str type, data;
	int64_t at; /* when it happened */
	bool manual, troubled;
	int64_t attempts, round;
};
/* Of at most `limit` webhooks (troubled ones, or the others) the delivery that
 * is due longest, none of one that is being sent to. Nodes take turns. */
struct delivery_take {
	struct str lease; /* unique to this call */
	int64_t now, lease_end;
	bool troubled;
	int64_t limit;
};
bool store_delivery_turn(struct db *db, struct err *err);
/* Rows of struct delivery_due; after store_delivery_turn. */
bool store_delivery_take(struct db *db, const struct delivery_take *take,
	struct db_rows *out, struct err *err);
/* When the next is due behind `now`; 0: nothing waits. */
bool store_delivery_next(
	struct db *db, int64_t now, int64_t *next_at, struct err *err);

struct delivery_result {
	struct str webhook_id, event_id, lease, state;
	int64_t attempts, round, next_at;
	struct attempt attempt;
};
/* *mine false: the lease is not ours any more, nothing was written. */
bool store_delivery_end(struct db *db, const struct delivery_result *r,
	bool *mine, struct err *err);
/* As if it had never been taken. */
bool store_delivery_give_back(struct db *db, struct str webhook_id,
	struct str event_id, struct str lease, int64_t now, struct err *err);

struct delivery_stats {
	int64_t pending;
	int64_t due_since; /* of the longest that could be sent; 0: none */
};
bool store_delivery_stats(struct db *db, int64_t now,
	struct delivery_stats *out, struct err *err);

extern const struct db_query *const store_delivery_queries[];
extern const struct db_query *const store_delivery_send_queries[];

#endif
