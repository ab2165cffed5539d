/*
 * store/sweep.h - what is deleted for being old: one query a table and rule,
 * in batches, so that no transaction is long. How old that is stands in the
 * table in sweep.c.
 */
#ifndef STORE_SWEEP_H
#define STORE_SWEEP_H

#include "db/db.h"

struct sweep {
	const char *name; /* "sessions": what it deletes */
	int64_t keep_ms;  /* this long after the row's time */
	const struct db_query *query;
};

extern const struct sweep store_sweeps[];
extern const size_t store_sweep_count;

/* Deletes at most `limit` rows; *gone: how many. */
bool store_sweep_run(struct db *db, const struct sweep *s, int64_t now,
	int64_t limit, int64_t *gone, struct err *err);

extern const struct db_query *const store_sweep_queries[];

#endif
