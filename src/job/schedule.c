/*
 * job/schedule.c - schedules. One row each, shared by all nodes; the node
 * that moves its next_at on adds the job in the same transaction, so each
 * firing happens once. What was missed is made up for once, then it goes on
 * from now.
 */
#include "job/job_int.h"

#include "base/id.h"
#include "store/schedule.h"

bool job_clocks_read(const struct job_config *config, struct job_clocks *out,
	struct err *err)
{
	out->count = 0;
	if (config->schedule_count > JOB_SCHEDULES)
		return err_set(
			err, ERR_TOO_BIG, "over %d schedules", JOB_SCHEDULES);
	for (size_t i = 0; i < config->schedule_count; i++) {
		const struct job_schedule *s = &config->schedules[i];
		struct job_clock *k = &out->list[out->count++];

		*k = (struct job_clock){ .schedule = s };
		if (!cron_read(str_c(s->cron), &k->cron, err))
			return err_in(err, "schedule '%s'", s->name);
	}
	return true;
}

/* Two firings from now is later than any node with a right clock has set. */
static bool clock_set(
	struct db *db, struct job_clock *k, int64_t now, struct err *err)
{
	int64_t next_at = cron_next(&k->cron, now);
	struct schedule row = { .name = str_c(k->schedule->name),
		.cron = str_c(k->schedule->cron),
		.next_at = next_at };

	return store_schedule_set(db, &row, cron_next(&k->cron, next_at), err);
}

static bool clock_add(struct db *db, struct arena *mem,
	const struct job_clock *k, int64_t now, struct err *err)
{
	struct job_new job = { .id = id_new(mem),
		.kind = str_c(k->schedule->kind),
		.input = STR("{}"),
		.once_key = str_fmt(mem, "schedule:%s", k->schedule->name),
		.run_at = now,
		.created_at = now };

	return store_job_add(db, &job, NULL, err);
}

static bool clock_fire(struct db *db, struct arena *mem, struct job_clock *k,
	int64_t now, bool *mine, struct err *err)
{
	struct schedule row;
	struct str name = str_c(k->schedule->name);

	*mine = false;
	if ((k->next_at == 0 && !clock_set(db, k, now, err)) ||
		!store_schedule_get(db, name, &row, err))
		return false;
	k->next_at = row.next_at;
	if (k->next_at > now)
		return true;
	if (!store_schedule_fire(db, name, row.next_at,
		    cron_next(&k->cron, now), now, mine, err))
		return false;
	/* not mine: another node fired; it is asked about again at once */
	if (!*mine)
		return true;
	k->next_at = cron_next(&k->cron, now);
	return clock_add(db, mem, k, now, err);
}

static bool clock_try(const struct job_config *config, struct job_clock *k,
	int64_t now, bool *mine, struct err *err)
{
	int64_t was = k->next_at;
	struct arena mem = { 0 };
	struct db *db;
	bool ok = db_begin(config->db, DB_WRITE, &mem, &db, err);

	if (ok) {
		ok = clock_fire(db, &mem, k, now, mine, err);
		ok = db_end(db, ok, err) && ok;
	}
	if (!ok)
		k->next_at = was;
	arena_free(&mem);
	return ok;
}

bool job_clocks_fire(const struct job_config *config, struct job_clocks *clocks,
	int *fired, int64_t *next_at, struct err *err)
{
	int64_t now = job_now(config);
	bool ok = true;

	*fired = 0;
	*next_at = INT64_MAX;
	for (size_t i = 0; i < clocks->count; i++) {
		struct job_clock *k = &clocks->list[i];
		struct err why;
		bool mine = false;

		if (k->next_at <= now &&
			!clock_try(config, k, now, &mine, &why)) {
			*err = why;
			ok = mine = false;
		}
		*fired += mine;
		if (k->next_at < *next_at)
			*next_at = k->next_at;
	}
	return ok;
}

bool job_fire(const struct job_config *config, int *fired, struct err *err)
{
	struct job_clocks clocks;
	int64_t next_at;
	int n;

	return job_clocks_read(config, &clocks, err) &&
	       job_clocks_fire(
		       config, &clocks, fired ? fired : &n, &next_at, err);
}
