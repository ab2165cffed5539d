/* store/schedule.c - every SQL statement about schedules. */
#include "store/schedule.h"

struct set_in {
	struct schedule s;
	int64_t latest;
};
struct fire_in {
	struct str name;
	int64_t from_at, next_at, now;
};

static const struct db_col columns[] = { DB_COL(schedule, name),
	DB_COL(schedule, cron), DB_COL(schedule, next_at),
	DB_COL(schedule, fired_at), { 0 } };

static const struct db_query set = {
	.name = "schedule.set",
	.sql = "INSERT INTO schedule (name, cron, next_at)"
	       " VALUES ($1, $2, $3)"
	       " ON CONFLICT (name) DO UPDATE"
	       " SET cron = excluded.cron, next_at = excluded.next_at"
	       " WHERE schedule.cron <> excluded.cron OR schedule.next_at > $4",
	.in = (const struct db_col[]){ DB_COL(set_in, s.name),
		DB_COL(set_in, s.cron), DB_COL(set_in, s.next_at),
		DB_COL(set_in, latest), { 0 } },
};

static const struct db_query get = {
	.name = "schedule.get",
	.sql = "SELECT name, cron, next_at, fired_at FROM schedule"
	       " WHERE name = $1",
	.in = (const struct db_col[]){ DB_COL(schedule, name), { 0 } },
	.out = columns,
	.row_size = sizeof(struct schedule),
};

static const struct db_query fire = {
	.name = "schedule.fire",
	.sql = "UPDATE schedule SET next_at = $3, fired_at = $4"
	       " WHERE name = $1 AND next_at = $2",
	.in = (const struct db_col[]){ DB_COL(fire_in, name),
		DB_COL(fire_in, from_at), DB_COL(fire_in, next_at),
		DB_COL(fire_in, now), { 0 } },
};

const struct db_query *const store_schedule_queries[] = { &set, &get, &fire,
	NULL };

bool store_schedule_set(struct db *db, const struct schedule *s, int64_t latest,
	struct err *err)
{
	return db_run(db, &set, &(struct set_in){ *s, latest }, NULL, err);
}

bool store_schedule_get(
	struct db *db, struct str name, struct schedule *out, struct err *err)
{
	return db_one(db, &get, &(struct schedule){ .name = name }, out, err);
}

bool store_schedule_fire(struct db *db, struct str name, int64_t from_at,
	int64_t next_at, int64_t now, bool *mine, struct err *err)
{
	int64_t n;

	if (!db_run(db, &fire, &(struct fire_in){ name, from_at, next_at, now },
		    &n, err))
		return false;
	*mine = n > 0;
	return true;
}
