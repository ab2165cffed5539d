/*
 * store/webhook.h - receivers of events, typed. Secrets are sealed by who
 * calls; an address is somebody's own, so all is asked for by its account.
 */
#ifndef STORE_WEBHOOK_H
#define STORE_WEBHOOK_H

#include "db/db.h"

struct webhook {
	struct str id, account_id, url;
	struct str events; /* ",resume.created,resume.updated," or ",*," */
	struct str secret, old_secret; /* sealed; the old one may be empty */
	int64_t old_until;             /* it signs, too, until then */
	bool is_active;
	struct str disabled_why; /* by us; empty: it was not */
	int64_t failures;        /* failed deliveries in a row */
	bool troubled;           /* its last attempt failed */
	int64_t triggered_at;    /* its last attempt; 0: none yet */
	int64_t created_at, updated_at;
};

bool store_webhook_add(struct db *db, const struct webhook *w, struct err *err);
bool store_webhook_get(struct db *db, struct str account_id, struct str id,
	struct webhook *out, struct err *err);
/* The same, kept from others until the end of the writing call. */
bool store_webhook_hold(struct db *db, struct str account_id, struct str id,
	struct webhook *out, struct err *err);
bool store_webhook_count(
	struct db *db, struct str account_id, int64_t *out, struct err *err);
/* Those of one account before (at, id), newest first. */
struct webhook_wish {
	struct str account_id;
	int64_t before_at;
	struct str before_id;
	int64_t limit;
};
bool store_webhook_list(struct db *db, const struct webhook_wish *wish,
	struct db_rows *out, struct err *err);
/* url, events, secrets, is_active, disabled_why, failures, troubled,
 * updated_at as they stand in *w. */
bool store_webhook_set(struct db *db, const struct webhook *w, struct err *err);
/* failures, troubled, triggered_at, is_active, disabled_why: how it went. */
bool store_webhook_set_health(
	struct db *db, const struct webhook *w, struct err *err);
bool store_webhook_drop(
	struct db *db, struct str account_id, struct str id, struct err *err);
/* All of an account, and their deliveries with them. */
bool store_webhook_drop_of(
	struct db *db, struct str account_id, struct err *err);
/* All of an account, oldest first. */
bool store_webhook_each(struct db *db, struct str account_id, db_each_row *each,
	void *with, struct err *err);

extern const struct db_query *const store_webhook_queries[];

#endif
