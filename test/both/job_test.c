/*
 * test/both/job_test.c - the queue without its threads: what becomes of a job
 * attempt by attempt, on a calendar that the test moves. Requirements: OPS-18.
 */
#include "both/job_sample.h"

#include "job/job_int.h"
#include "store/schedule.h"
#include "store/sweep.h"

#include <pthread.h>

/* ---- kinds that tests need ---------------------------------------------- */

/* What a handler is to do this time. */
struct play {
	struct db_pool *pool;
	bool fail, hopeless;
	int64_t retry_after_ms;
	void (*meanwhile)(struct play *p, struct job *job);
	int runs;
	int64_t attempt;
	struct err finish_err;
	const struct job_config *other;
	enum job_outcome other_outcome;
};

static bool run_effect(void *with, struct job *job, struct err *err)
{
	struct play *p = with;

	p->runs++;
	p->attempt = job->attempt;
	if (p->meanwhile)
		p->meanwhile(p, job);
	job->hopeless = p->hopeless;
	if (p->fail) {
		err_set(err, ERR_UPSTREAM, "the other side said no");
		err->retry_after_ms = p->retry_after_ms;
		return false;
	}
	if (effect_write(p->pool, job, err))
		return true;
	p->finish_err = *err;
	return false;
}

/* Leaves its end to the queue. */
static bool run_plain(void *with, struct job *job, struct err *err)
{
	(void)with, (void)err;
	job->result = STR("{\"n\":1}");
	return true;
}

static const struct job_kind kinds[] = {
	{ "effect", run_effect, 3, 60, 10 },
	{ "plain", run_plain, 1, 10, 10 },
};

static struct job_config node(
	struct db_pool *pool, const char *name, struct play *p)
{
	p->pool = pool;
	return (struct job_config){ .db = pool,
		.node = name,
		.kinds = kinds,
		.kind_count = LENGTH(kinds),
		.with = p,
		.clock = sample_clock };
}

#define QUEUE(url)                               \
	struct db_pool *pool = sample_open(url); \
	struct play play = { 0 };                \
	struct job_config a;                     \
	NEED(pool);                              \
	a = node(pool, "node-a", &play)

/* A worker that leases a job and is never heard of again. */
static void lease_and_die(const struct job_config *config)
{
	struct job_held *h = NULL;
	struct job_room room;
	struct err err;
	int count = 0;

	NEED_ERR(job_room_all(config, &room, &err), err);
	OK_ERR(job_take(config, &room, 1, &h, &count, &err), err);
	SAME_INT(count, 1);
	if (h)
		job_held_free(h);
}

/* ---- the schema --------------------------------------------------------- */

TEST_BOTH(every_query_of_the_queue_fits_the_schema)
{
	const struct db_query *const *const lists[] = { store_job_queries,
		store_job_lease_queries, store_schedule_queries,
		store_sweep_queries };
	struct err err;
	struct db *db;
	QUEUE(url);

	NEED_ERR(db_begin(pool, DB_WRITE, &test_mem, &db, &err), err);
	for (size_t i = 0; i < LENGTH(lists); i++)
		for (size_t k = 0; lists[i][k]; k++)
			OK_ERR(db_check(db, lists[i][k], &err), err);
	db_end(db, false, &err);
	(void)a;
	db_close(pool);
}

/* ---- one attempt -------------------------------------------------------- */

TEST_BOTH(a_job_is_run_and_ended_in_the_transaction_of_its_effect)
{
	struct str id;
	QUEUE(url);

	SAME_INT(sample_step(&a), JOB_IDLE);
	id = sample_add(pool, "effect");
	SAME_INT(sample_step(&a), JOB_DONE);
	SAME_INT(sample_step(&a), JOB_IDLE);
	SAME_STR(sample_get(pool, id).state, STR("done"));
	SAME_INT(sample_get(pool, id).ended_at, SAMPLE_NOON);
	SAME_INT(sample_effects(pool).rows, 1);
	db_close(pool);
}

TEST_BOTH(a_job_whose_handler_leaves_its_end_to_the_queue_is_ended)
{
	struct str id;
	QUEUE(url);

	id = sample_add(pool, "plain");
	SAME_INT(sample_step(&a), JOB_DONE);
	SAME_STR(sample_get(pool, id).result, STR("{\"n\":1}"));
	SAME_INT(sample_get(pool, id).progress, 100);
	db_close(pool);
}

TEST_BOTH(a_job_of_a_transaction_that_was_not_kept_never_was)
{
	struct err err;
	struct db *db;
	QUEUE(url);

	NEED_ERR(db_begin(pool, DB_WRITE, &test_mem, &db, &err), err);
	OK_ERR(store_job_add(db,
		       &(struct job_new){ .id = id_new(&test_mem),
			       .kind = STR("plain"),
			       .input = STR("{}"),
			       .run_at = 1 },
		       NULL, &err),
		err);
	OK_ERR(db_end(db, false, &err), err);
	SAME_INT(sample_step(&a), JOB_IDLE);
	db_close(pool);
}

TEST_BOTH(a_job_waits_for_its_time_and_the_longest_due_goes_first)
{
	struct str late, early;
	QUEUE(url);

	late = sample_add_all(pool,
		&(struct job_new){
			.kind = STR("plain"), .run_at = SAMPLE_NOON + 200 },
		1);
	early = sample_add_all(pool,
		&(struct job_new){
			.kind = STR("plain"), .run_at = SAMPLE_NOON + 100 },
		1);
	SAME_INT(sample_step(&a), JOB_IDLE);
	sample_pass(200);
	SAME_INT(sample_step(&a), JOB_DONE);
	SAME_STR(sample_get(pool, early).state, STR("done"));
	SAME_STR(sample_get(pool, late).state, STR("ready"));
	SAME_INT(sample_step(&a), JOB_DONE);
	SAME_STR(sample_get(pool, late).state, STR("done"));
	db_close(pool);
}

TEST_BOTH(a_kind_that_only_newer_programs_know_is_left_to_them)
{
	struct str id;
	QUEUE(url);

	id = sample_add(pool, "of.tomorrow");
	sample_pass(1);
	sample_add(pool, "plain");
	SAME_INT(sample_step(&a), JOB_DONE);
	SAME_INT(sample_step(&a), JOB_IDLE);
	SAME_STR(sample_get(pool, id).state, STR("ready"));
	SAME_INT(sample_get(pool, id).attempts, 0);
	db_close(pool);
}

/* ---- leases ------------------------------------------------------------- */

TEST_BOTH(an_expired_lease_is_taken_again)
{
	struct str id;
	QUEUE(url);

	id = sample_add(pool, "effect");
	lease_and_die(&a);
	SAME_STR(sample_get(pool, id).state, STR("leased"));
	SAME_INT(sample_stats(pool).leased, 1);
	SAME_INT(sample_stats(pool).ready, 0);
	sample_pass(60 * 1000 - 1);
	SAME_INT(sample_step(&a), JOB_IDLE);
	sample_pass(1);
	SAME_INT(sample_step(&a), JOB_DONE);
	SAME_INT(play.attempt, 2);
	SAME_INT(sample_effects(pool).rows, 1);
	db_close(pool);
}

TEST_BOTH(a_lease_lasts_as_long_as_its_kind_says)
{
	QUEUE(url);

	sample_add(pool, "plain");
	lease_and_die(&a);
	sample_pass(10 * 1000 - 1);
	SAME_INT(sample_step(&a), JOB_IDLE);
	sample_pass(1);
	SAME_INT(sample_step(&a), JOB_BURIED); /* its only try */
	db_close(pool);
}

static void let_another_do_it(struct play *p, struct job *job)
{
	(void)job;
	if (!p->other)
		return;
	sample_pass(60 * 1000);
	p->other_outcome = sample_step(p->other);
}

TEST_BOTH(who_lost_a_lease_writes_nothing)
{
	struct play second = { 0 };
	struct job_config b;
	struct str id;
	QUEUE(url);

	b = node(pool, "node-b", &second);
	play.meanwhile = let_another_do_it;
	play.other = &b;
	id = sample_add(pool, "effect");
	SAME_INT(sample_step(&a), JOB_LOST);
	SAME_INT(play.other_outcome, JOB_DONE);
	SAME_INT(play.finish_err.code, ERR_CONFLICT);
	SAME_INT(sample_effects(pool).rows, 1);
	SAME_STR(sample_get(pool, id).state, STR("done"));
	SAME_INT(sample_get(pool, id).attempts, 2);
	db_close(pool);
}

TEST_BOTH(a_job_that_kills_its_workers_is_buried)
{
	struct str id;
	QUEUE(url);

	id = sample_add(pool, "effect");
	for (int i = 0; i < 3; i++) {
		lease_and_die(&a);
		sample_pass(60 * 1000);
	}
	SAME_INT(sample_step(&a), JOB_BURIED);
	SAME_INT(play.runs, 0);
	SAME_STR(sample_get(pool, id).state, STR("buried"));
	SAME_INT(sample_get(pool, id).attempts, 3);
	SAME_STR(sample_get(pool, id).error,
		STR("its worker died or hung, 3 of 3 times"));
	SAME_INT(sample_step(&a), JOB_IDLE);
	db_close(pool);
}

TEST_BOTH(what_may_have_killed_a_worker_is_leased_alone)
{
	struct job_held *h, *next;
	struct job_room room;
	struct err err;
	int count;
	QUEUE(url);

	NEED_ERR(job_room_all(&a, &room, &err), err);
	sample_add(pool, "effect");
	lease_and_die(&a);
	sample_pass(60 * 1000);
	sample_add_all(pool, &(struct job_new){ .kind = STR("effect") }, 5);
	NEED_ERR(job_take(&a, &room, 10, &h, &count, &err), err);
	SAME_INT(count, 1);
	SAME_INT(h->job.attempt, 2);
	job_held_free(h);
	NEED_ERR(job_take(&a, &room, 10, &h, &count, &err), err);
	SAME_INT(count, 5);
	for (; h; h = next) {
		next = h->next;
		job_held_free(h);
	}
	db_close(pool);
}

/* ---- failing ------------------------------------------------------------ */

TEST_BOTH(a_failed_job_waits_longer_each_time_and_is_then_buried)
{
	int64_t wait[3] = { 0 };
	struct job_row row;
	struct str id;
	QUEUE(url);

	play.fail = true;
	id = sample_add(pool, "effect");
	for (int i = 0; i < 2; i++) {
		SAME_INT(sample_step(&a), JOB_AGAIN);
		row = sample_get(pool, id);
		SAME_STR(row.state, STR("ready"));
		SAME_STR(row.error, STR("the other side said no"));
		SAME_STR(row.error_code, STR("upstream"));
		wait[i] = row.run_at - sample_clock();
		sample_pass(wait[i] - 1);
		SAME_INT(sample_step(&a), JOB_IDLE);
		sample_pass(1);
	}
	OK(wait[0] >= 5 * 1000 && wait[0] <= 10 * 1000);
	OK(wait[1] >= 10 * 1000 && wait[1] <= 20 * 1000);
	SAME_INT(sample_step(&a), JOB_BURIED);
	SAME_INT(play.runs, 3);
	SAME_STR(sample_get(pool, id).state, STR("buried"));
	sample_pass(1000LL * 24 * 3600 * 1000);
	SAME_INT(sample_step(&a), JOB_IDLE);
	SAME_INT(sample_stats(pool).buried, 1);
	db_close(pool);
}

TEST_BOTH(who_says_when_to_come_back_is_heard)
{
	struct str id;
	QUEUE(url);

	play.fail = true;
	play.retry_after_ms = 3600 * 1000;
	id = sample_add(pool, "effect");
	SAME_INT(sample_step(&a), JOB_AGAIN);
	SAME_INT(sample_get(pool, id).run_at, SAMPLE_NOON + 3600 * 1000);
	db_close(pool);
}

TEST_BOTH(what_is_hopeless_is_buried_at_once_and_may_be_retried)
{
	bool hit = false;
	struct str id;
	QUEUE(url);

	play.fail = play.hopeless = true;
	id = sample_add(pool, "effect");
	SAME_INT(sample_step(&a), JOB_BURIED);
	SAME_INT(play.runs, 1);
	play.fail = play.hopeless = false;
	SAMPLE_WRITE(pool, db,
		store_job_retry_any(db, id, sample_clock(), &hit, &err_));
	OK(hit);
	SAME_INT(sample_step(&a), JOB_DONE);
	SAME_INT(play.attempt, 1);
	SAME_STR(sample_get(pool, id).error, STR(""));
	SAMPLE_WRITE(pool, db,
		store_job_retry_any(db, id, sample_clock(), &hit, &err_));
	OK(!hit); /* it is done */
	SAMPLE_WRITE(pool, db, store_job_drop_any(db, id, &hit, &err_));
	OK(hit);
	SAME_STR(sample_get(pool, id).state, STR("(none)"));
	db_close(pool);
}

TEST(a_wait_doubles_and_stays_within_its_bounds)
{
	const struct job_kind k = { .backoff_s = 30 };

	SAME_INT(job_backoff_ms(&k, 1, 0), 15 * 1000);
	SAME_INT(job_backoff_ms(&k, 1, 15 * 1000), 30 * 1000);
	SAME_INT(job_backoff_ms(&k, 4, 0), 120 * 1000);
	SAME_INT(job_backoff_ms(&k, 1000, 0), JOB_BACKOFF_MOST_MS / 2);
	for (uint64_t dice = 0; dice < 1u << 20; dice += 997) {
		int64_t ms = job_backoff_ms(&k, 60, dice * 7919);

		OK(ms >= JOB_BACKOFF_MOST_MS / 2 && ms <= JOB_BACKOFF_MOST_MS);
	}
}

/* ---- once --------------------------------------------------------------- */

TEST_BOTH(at_most_one_live_job_has_a_once_key)
{
	struct job_new job = { .kind = STR("plain"), .once_key = STR("k") };
	struct job_row row = { 0 };
	bool added = true, found = false;
	struct str id;
	QUEUE(url);

	id = sample_add_all(pool, &job, 1);
	job.id = id_new(&test_mem);
	job.input = STR("{}");
	SAMPLE_WRITE(pool, db, store_job_add(db, &job, &added, &err_));
	OK(!added);
	SAMPLE_WRITE(pool, db,
		store_job_find_once(db, STR("k"), &row, &found, &err_));
	OK(found);
	SAME_STR(row.id, id);
	SAME_INT(sample_step(&a), JOB_DONE);
	SAME_INT(sample_step(&a), JOB_IDLE);
	/* it has ended: the key is free again */
	SAMPLE_WRITE(pool, db, store_job_add(db, &job, &added, &err_));
	OK(added);
	db_close(pool);
}

TEST_BOTH(a_buried_job_is_not_retried_beside_a_live_one_of_its_key)
{
	struct job_new job = { .kind = STR("effect"), .once_key = STR("k") };
	bool hit = true;
	struct str id;
	QUEUE(url);

	play.fail = play.hopeless = true;
	id = sample_add_all(pool, &job, 1);
	SAME_INT(sample_step(&a), JOB_BURIED);
	sample_add_all(pool, &job, 1);
	SAMPLE_WRITE(pool, db,
		store_job_retry_any(db, id, sample_clock(), &hit, &err_));
	OK(!hit);
	db_close(pool);
}

enum { ADDERS = 8, ADDS = 20 };

struct adder {
	struct db_pool *pool;
	int added, failed;
};

static void *add_same(void *with)
{
	struct adder *me = with;
	struct arena mem = { 0 };
	struct err err;

	for (int i = 0; i < ADDS; i++) {
		struct job_new job = { .id = id_new(&mem),
			.kind = STR("plain"),
			.input = STR("{}"),
			.once_key = str_fmt(&mem, "key-%d", i),
			.run_at = 1 };
		bool added = false;
		struct db *db;

		if (!db_begin(me->pool, DB_WRITE, &mem, &db, &err) ||
			!store_job_add(db, &job, &added, &err) ||
			!db_end(db, true, &err))
			me->failed++;
		me->added += added;
	}
	arena_free(&mem);
	return NULL;
}

TEST_BOTH(a_once_key_holds_against_many_at_a_time)
{
	struct adder adders[ADDERS];
	pthread_t threads[ADDERS];
	int added = 0;
	QUEUE(url);

	for (int i = 0; i < ADDERS; i++) {
		adders[i] = (struct adder){ .pool = pool };
		pthread_create(&threads[i], NULL, add_same, &adders[i]);
	}
	for (int i = 0; i < ADDERS; i++) {
		pthread_join(threads[i], NULL);
		SAME_INT(adders[i].failed, 0);
		added += adders[i].added;
	}
	SAME_INT(added, ADDS);
	SAME_INT(sample_stats(pool).ready, ADDS);
	(void)a;
	db_close(pool);
}
