/*
 * store/spent.h - what may be shown once, and was: sealed steps of a sign-in,
 * ID tokens of other sites. Hashes alone, for as long as they would count.
 */
#ifndef STORE_SPENT_H
#define STORE_SPENT_H

#include "db/db.h"

/* *first: nobody showed it before, whoever does at the same time. */
bool store_spent_add(struct db *db, struct bytes hash, int64_t expires_at,
	bool *first, struct err *err);

extern const struct db_query *const store_spent_queries[];

#endif
