/* store/usage.h - which features are used, typed. */
#ifndef STORE_USAGE_H
#define STORE_USAGE_H

#include "db/db.h"

struct usage {
	struct str id;
	int64_t at;
	struct str feature_type, feature_name, account_id, plan;
	bool success;
	int64_t status;
	int64_t uses, duration_ms; /* alike, within a second; together */
	struct str metadata;       /* JSON: agent, method, path */
};

struct usage_sum {
	struct str feature_type, feature_name, plan;
	int64_t count, failed, people, mean_ms;
};

bool store_usage_add(struct db *db, const struct usage *u, struct err *err);
/* Sums by feature and plan of [from_at, until_at). */
bool store_usage_sums(struct db *db, int64_t from_at, int64_t until_at,
	struct db_rows *out, struct err *err);
/* One person's rows, one at a time (struct usage), for their export. */
bool store_usage_each(struct db *db, struct str account_id, db_each_row *each,
	void *with, struct err *err);
/* They stay as numbers: without the person and what the person's agent was. */
bool store_usage_erase(struct db *db, struct str account_id, struct err *err);

extern const struct db_query *const store_usage_queries[];

enum { STORE_USAGE_SUMS_MOST = 2000 };

#endif
