/* store/idempotency.h - answers that a retry gets again, typed. */
#ifndef STORE_IDEMPOTENCY_H
#define STORE_IDEMPOTENCY_H

#include "db/db.h"

struct idempotency {
	struct str owner, key, route;
	struct bytes body_hash;
	int64_t status;
	struct bytes answer;
	int64_t created_at;
};

/* ERR_CONFLICT when a twin of the request was first. */
bool store_idempotency_add(
	struct db *db, const struct idempotency *i, struct err *err);
bool store_idempotency_find(struct db *db, struct str owner, struct str key,
	struct idempotency *out, bool *found, struct err *err);

extern const struct db_query *const store_idempotency_queries[];

#endif
