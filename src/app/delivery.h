/*
 * app/delivery.h - what webhooks were told of, and what they said to it: the
 * log, sending something again, recovering what went by (EVT-1, EVT-5); and
 * the rules by which deliveries are sent, for work/deliver.
 *
 * Not here: who is to be told (store/event.h), sending itself (work/).
 */
#ifndef APP_DELIVERY_H
#define APP_DELIVERY_H

#include "app/call.h"
#include "app/cursor.h"
#include "app/webhook.h"
#include "base/settings.h"
#include "net/http.h"
#include "store/delivery.h"

enum {
	APP_DELIVERY_KEPT_MS = 30 * 24 * 3600 * 1000LL, /* see store/sweep.c */
};

/* ---- the log ------------------------------------------------------------ */

struct delivery_page {
	struct str state; /* empty: any */
	struct str cursor;
	int64_t limit;
};
/* Rows of struct delivery, newest first. */
bool app_delivery_list(struct call *c, struct str webhook_id,
	const struct delivery_page *ask, struct db_rows *out, struct str *next,
	struct err *err);

struct attempts {
	struct attempt *at;
	size_t count;
};
struct delivery_told {
	struct str event_id, type, state;
	int64_t created_at, next_at; /* next_at 0: it is over */
	bool manual;
	struct str payload; /* as it is sent */
	struct attempts attempts;
};
bool app_delivery_get(struct call *c, struct str webhook_id,
	struct str event_id, struct delivery_told *out, struct err *err);

/* ---- asking for one ----------------------------------------------------- */

/* One attempt each, whether the webhook is active or not; what comes of it
 * counts for nothing. */
bool app_delivery_test(struct call *c, struct str webhook_id,
	struct delivery_told *out, struct err *err);
bool app_delivery_resend(struct call *c, struct str webhook_id,
	struct str event_id, struct delivery_told *out, struct err *err);

/* All that failed since, and all that went by since while the webhook was
 * off. ERR_CONFLICT: it is off. */
struct delivery_recover {
	int64_t since;
};
struct delivery_recovered {
	int64_t count;
};
bool app_delivery_recover(struct call *c, struct str webhook_id,
	const struct delivery_recover *in, struct delivery_recovered *out,
	struct err *err);

/* How many wait; since when the longest of them has been due, 0: none. */
bool app_delivery_stats(
	struct call *c, struct delivery_stats *out, struct err *err);

/* ---- sending ------------------------------------------------------------ */

enum { APP_DELIVERY_RETRIES = 20, APP_DELIVERY_ROOM = 256 };

/* How this house is set, read once. */
struct delivery_plan {
	int timeout_ms, retries;
	int64_t delays_ms[APP_DELIVERY_RETRIES];
};
bool app_delivery_plan(
	const struct settings *s, struct delivery_plan *out, struct err *err);

/* One attempt that is over. */
struct delivery_outcome {
	struct delivery_due due;
	int64_t at, duration_ms;
	int64_t status;         /* 0: no answer */
	struct str why;         /* there was none; empty: there was one */
	struct str answer;      /* any bytes */
	int64_t retry_after_ms; /* as the receiver asked; 0: it did not */
};

/*
 * One turn, in a writing call: writes what came of attempts, then takes what
 * is due, at most `room` to receivers of which the last attempt succeeded and
 * `troubled_room` to the others. `next_at` is when the next will be due, 0 if
 * nothing waits.
 */
struct delivery_turn {
	const struct delivery_plan *plan;
	const struct delivery_outcome *outcomes;
	size_t outcome_count;
	int room, troubled_room;

	/* what comes out */
	struct delivery_due *due;
	size_t due_count;
	int64_t next_at;
};
bool app_delivery_turn(
	struct call *c, struct delivery_turn *turn, struct err *err);
/* The same number as before: nobody asked for anything since. */
uint64_t app_delivery_noticed(const struct house *h);
/* When the next is due, past or not; 0: nothing waits. */
bool app_delivery_next(struct call *c, int64_t *next_at, struct err *err);
/* In a writing call: as if it had never been taken. */
bool app_delivery_give_back(
	struct call *c, const struct delivery_due *due, struct err *err);

/* The request of an attempt at `now`; its texts live in mem. */
enum { APP_DELIVERY_HEADERS = 6 };
struct delivery_request {
	struct net_header headers[APP_DELIVERY_HEADERS];
	struct net_http_call call;
};
bool app_delivery_request(struct house *h, struct arena *mem,
	const struct delivery_plan *plan, const struct delivery_due *due,
	int64_t now, struct delivery_request *out, struct err *err);

#endif
