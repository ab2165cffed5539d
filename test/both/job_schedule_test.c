/*
 * test/both/job_schedule_test.c - schedules fire once, however many nodes
 * race for it (OPS-18: one runner per schedule across nodes).
 */
#include "both/job_sample.h"

#include "store/schedule.h"

#include <pthread.h>

enum { HOUR = 3600 * 1000 };

static bool run_plain(void *with, struct job *job, struct err *err)
{
	(void)with, (void)job, (void)err;
	return true;
}

static const struct job_kind kinds[] = { { "plain", run_plain, 1, 60, 10 } };
static const struct job_schedule hourly[] = {
	{ "hourly", "plain", "0 * * * *" },
	{ "yearly", "plain", "0 0 1 1 *" },
};
static const struct job_schedule daily[] = {
	{ "hourly", "plain", "0 3 * * *" },
};

static struct job_config node(struct db_pool *pool, const char *name)
{
	return (struct job_config){ .db = pool,
		.node = name,
		.kinds = kinds,
		.kind_count = 1,
		.schedules = hourly,
		.schedule_count = LENGTH(hourly),
		.clock = sample_clock };
}

static int fire(const struct job_config *config)
{
	struct err err;
	int fired = -1;

	OK_ERR(job_fire(config, &fired, &err), err);
	return fired;
}

static int64_t next_at(struct db_pool *pool, const char *name)
{
	struct schedule row = { 0 };
	struct err err;
	struct db *db;

	if (!db_begin(pool, DB_READ, &test_mem, &db, &err) ||
		!store_schedule_get(db, str_c(name), &row, &err) ||
		!db_end(db, true, &err))
		test_fail(__FILE__, __LINE__, "%s", err.text);
	return row.next_at;
}

TEST_BOTH(a_schedule_fires_when_it_is_due_and_not_before)
{
	struct db_pool *pool = sample_open(url);
	struct job_config a;

	NEED(pool);
	a = node(pool, "node-a");
	SAME_INT(fire(&a), 0);
	sample_pass(HOUR - 1);
	SAME_INT(fire(&a), 0);
	sample_pass(1);
	SAME_INT(fire(&a), 1);
	SAME_INT(fire(&a), 0);
	SAME_INT(sample_stats(pool).ready, 1);
	SAME_INT(sample_step(&a), JOB_DONE);
	db_close(pool);
}

TEST_BOTH(what_a_schedule_missed_is_made_up_for_once)
{
	struct db_pool *pool = sample_open(url);
	struct job_config a;

	NEED(pool);
	a = node(pool, "node-a");
	SAME_INT(fire(&a), 0);
	sample_pass(50 * HOUR + 10);
	SAME_INT(fire(&a), 1);
	SAME_INT(fire(&a), 0);
	SAME_INT(sample_step(&a), JOB_DONE);
	SAME_INT(sample_step(&a), JOB_IDLE);
	SAME_INT(next_at(pool, "hourly"), SAMPLE_NOON + 51 * HOUR);
	db_close(pool);
}

TEST_BOTH(a_schedule_adds_no_second_job_while_the_last_is_live)
{
	struct db_pool *pool = sample_open(url);
	struct job_config a;

	NEED(pool);
	a = node(pool, "node-a");
	fire(&a);
	for (int i = 0; i < 3; i++) {
		sample_pass(HOUR);
		SAME_INT(fire(&a), 1);
	}
	SAME_INT(sample_stats(pool).ready, 1);
	db_close(pool);
}

TEST_BOTH(another_cron_text_is_taken_over)
{
	struct db_pool *pool = sample_open(url);
	struct job_config a;

	NEED(pool);
	a = node(pool, "node-a");
	fire(&a);
	SAME_INT(next_at(pool, "hourly"), SAMPLE_NOON + HOUR);
	a.schedules = daily;
	a.schedule_count = 1;
	fire(&a);
	SAME_INT(next_at(pool, "hourly"), SAMPLE_NOON + 15 * HOUR);
	db_close(pool);
}

TEST_BOTH(a_clock_that_was_once_years_ahead_stops_no_schedule)
{
	struct db_pool *pool = sample_open(url);
	struct job_config a;

	NEED(pool);
	a = node(pool, "node-a");
	sample_pass(1000LL * 24 * HOUR);
	fire(&a);
	sample_pass(-1000LL * 24 * HOUR);
	fire(&a);
	SAME_INT(next_at(pool, "hourly"), SAMPLE_NOON + HOUR);
	db_close(pool);
}

/* ---- racing nodes ------------------------------------------------------- */

enum { RACERS = 4, ROUNDS = 12 };

struct racer {
	struct job_config config;
	pthread_barrier_t *line;
	int number, fired, failed;
};

static void *race(void *with)
{
	struct racer *me = with;
	struct err err;

	for (int i = 0; i < ROUNDS; i++) {
		int n = 0;

		pthread_barrier_wait(me->line);
		if (me->number == 0)
			sample_pass(HOUR);
		pthread_barrier_wait(me->line);
		if (!job_fire(&me->config, &n, &err))
			me->failed++;
		me->fired += n;
	}
	return NULL;
}

TEST_BOTH(racing_nodes_fire_a_schedule_once)
{
	struct db_pool *pools[RACERS] = { sample_open(url) };
	pthread_t threads[RACERS];
	struct racer racers[RACERS];
	pthread_barrier_t line;
	int fired = 0;

	NEED(pools[0]);
	racers[0].config = node(pools[0], "node-0");
	fire(&racers[0].config);
	pthread_barrier_init(&line, NULL, RACERS);
	for (int i = 0; i < RACERS; i++) {
		if (i > 0)
			pools[i] = sample_join(url);
		racers[i] = (struct racer){ node(pools[i], "node"), &line, i, 0,
			0 };
		pthread_create(&threads[i], NULL, race, &racers[i]);
	}
	for (int i = 0; i < RACERS; i++) {
		pthread_join(threads[i], NULL);
		SAME_INT(racers[i].failed, 0);
		fired += racers[i].fired;
		db_close(pools[i]);
	}
	pthread_barrier_destroy(&line);
	SAME_INT(fired, ROUNDS);
}

TEST(a_runner_refuses_a_schedule_that_cannot_be_read)
{
	const struct job_schedule wrong[] = { { "odd", "plain",
		"61 * * * *" } };
	struct job_config config = { .node = "n",
		.kinds = kinds,
		.kind_count = 1,
		.schedules = wrong,
		.schedule_count = 1,
		.workers = 1 };
	struct job_runner *r;
	struct err err;

	OK(!job_start(&r, &config, &err));
	OK(strstr(err.text, "schedule 'odd'"));
}
