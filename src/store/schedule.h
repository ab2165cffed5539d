/*
 * store/schedule.h - when each schedule fires next, typed. One row a
 * schedule, shared by all nodes: whoever moves next_at on has fired it.
 */
#ifndef STORE_SCHEDULE_H
#define STORE_SCHEDULE_H

#include "db/db.h"

struct schedule {
	struct str name, cron;
	int64_t next_at, fired_at; /* fired_at 0: never yet */
};

/* Makes the row, or gives it another cron and next_at when its cron has
 * changed or its next_at is past `latest`, which no right clock wrote. */
bool store_schedule_set(struct db *db, const struct schedule *s, int64_t latest,
	struct err *err);
bool store_schedule_get(
	struct db *db, struct str name, struct schedule *out, struct err *err);
/* From one next_at to the next; *mine false: another node was first. */
bool store_schedule_fire(struct db *db, struct str name, int64_t from_at,
	int64_t next_at, int64_t now, bool *mine, struct err *err);

extern const struct db_query *const store_schedule_queries[];

#endif
