/*
 * test/both/job_run_test.c - the queue with its threads: many nodes, renewing,
 * waking, stopping (OPS-18). Leases run on the test's calendar; what threads
 * do is waited for, never slept for.
 */
#include "both/job_sample.h"

#include <pthread.h>
#include <time.h>

/* Handlers run until the gate opens. */
struct play {
	struct db_pool *pool;
	atomic_bool open, till_cancelled;
	_Atomic int begun, ended, cancelled, troubled, let_go;
	_Atomic int narrow, narrow_begun, narrow_peak;
	pthread_mutex_t lock;
	struct job_runner *awake;
};

static void nap(void)
{
	nanosleep(&(struct timespec){ .tv_nsec = 1000000 }, NULL);
}

/* Waits for a condition; 60 s only guard against hanging. */
#define WAIT_FOR(cond)                                        \
	do {                                                  \
		for (int i_ = 0; i_ < 60000 && !(cond); i_++) \
			nap();                                \
		OK(cond);                                     \
	} while (0)

static bool run_effect(void *with, struct job *job, struct err *err)
{
	struct play *p = with;

	atomic_fetch_add(&p->begun, 1);
	return effect_write(p->pool, job, err);
}

/* In the job's memory: the test uses its own meanwhile. */
static bool is_let_go(struct db_pool *pool, struct job *job)
{
	struct job_row row = { .state = STR("") };
	struct err err;
	struct db *db;

	return db_begin(pool, DB_READ, job->mem, &db, &err) &&
	       store_job_get_any(db, job->id, &row, &err) &&
	       db_end(db, true, &err) && str_is(row.state, "ready");
}

static bool run_gated(void *with, struct job *job, struct err *err)
{
	struct play *p = with;

	atomic_fetch_add(&p->begun, 1);
	while (!atomic_load(&p->open) &&
		!(atomic_load(&p->till_cancelled) && job_cancelled(job)))
		nap();
	if (job_cancelled(job)) {
		atomic_fetch_add(&p->cancelled, 1);
		if (is_let_go(p->pool, job))
			atomic_fetch_add(&p->let_go, 1);
		return err_set(err, ERR_GONE, "stopped as asked");
	}
	return effect_write(p->pool, job, err);
}

static bool run_narrow(void *with, struct job *job, struct err *err)
{
	struct play *p = with;
	int now = atomic_fetch_add(&p->narrow, 1) + 1;
	int peak = atomic_load(&p->narrow_peak);
	bool ok;

	while (now > peak &&
		!atomic_compare_exchange_weak(&p->narrow_peak, &peak, now))
		;
	atomic_fetch_add(&p->narrow_begun, 1);
	ok = run_gated(with, job, err);
	atomic_fetch_sub(&p->narrow, 1);
	return ok;
}

enum { AT_ONCE = 2 };

static const struct job_kind kinds[] = {
	{ "effect", run_effect, 3, 60, 1 },
	{ "gated", run_gated, 3, 60, 1 },
	{ "narrow", run_narrow, 3, 60, 1, .at_once = AT_ONCE },
};

static void ended(void *with, const struct job_report *report)
{
	struct play *p = with;

	(void)report;
	atomic_fetch_add(&p->ended, 1);
}

static void troubled(void *with, const struct err *err)
{
	struct play *p = with;

	(void)err;
	atomic_fetch_add(&p->troubled, 1);
}

/* A notice may be on its way while the runner goes. */
static void wake(void *with)
{
	struct play *p = with;

	pthread_mutex_lock(&p->lock);
	if (p->awake)
		job_wake(p->awake);
	pthread_mutex_unlock(&p->lock);
}

static void set_awake(struct play *p, struct job_runner *r)
{
	pthread_mutex_lock(&p->lock);
	p->awake = r;
	pthread_mutex_unlock(&p->lock);
}

static struct job_runner *start(
	struct play *p, const char *name, int workers, int poll_ms)
{
	struct job_config config = { .db = p->pool,
		.node = name,
		.kinds = kinds,
		.kind_count = LENGTH(kinds),
		.workers = workers,
		.poll_ms = poll_ms,
		.with = p,
		.ended = ended,
		.troubled = troubled,
		.clock = sample_clock };
	struct job_runner *r = NULL;
	struct err err;

	if (!job_start(&r, &config, &err))
		test_fail(__FILE__, __LINE__, "%s", err.text);
	set_awake(p, r);
	db_on_notice(p->pool, wake, p);
	return r;
}

static bool stop(struct play *p, struct job_runner *r, int drain_ms)
{
	set_awake(p, NULL);
	return job_stop(r, drain_ms);
}

/* ---- many nodes --------------------------------------------------------- */

enum { NODES = 4, JOBS_EACH = 500 };

TEST_BOTH(four_nodes_do_each_of_two_thousand_jobs_once)
{
	static const char *const names[] = { "n-0", "n-1", "n-2", "n-3" };
	struct db_pool *first = sample_open(url);
	struct play plays[NODES] = { { .pool = first } };
	struct job_runner *runners[NODES];
	struct effect_sum sum;
	int begun = 0;

	NEED(first);
	for (int i = 0; i < NODES; i++) {
		if (i > 0)
			plays[i].pool = sample_join(url);
		runners[i] = start(&plays[i], names[i], 2, 20);
		NEED(runners[i]);
	}
	for (int i = 0; i < NODES; i++)
		sample_add_all(plays[i].pool,
			&(struct job_new){ .kind = STR("effect") }, JOBS_EACH);
	WAIT_FOR(sample_effects(first).rows >= NODES * JOBS_EACH);
	for (int i = 0; i < NODES; i++) {
		OK(stop(&plays[i], runners[i], 60000));
		begun += plays[i].begun;
		SAME_INT(plays[i].troubled, 0);
	}
	sum = sample_effects(first);
	SAME_INT(sum.rows, NODES * JOBS_EACH);
	SAME_INT(sum.jobs, NODES * JOBS_EACH);
	SAME_INT(begun, NODES * JOBS_EACH);
	SAME_INT(sample_stats(first).ready + sample_stats(first).leased, 0);
	for (int i = NODES; i-- > 0;)
		db_close(plays[i].pool);
}

/* ---- waking ------------------------------------------------------------- */

TEST_BOTH(a_worker_is_woken_by_what_becomes_due)
{
	struct db_pool *pool = sample_open(url);
	struct play play = { .pool = pool };
	struct job_runner *r;

	NEED(pool);
	/* the fall-back would take longer than the test may */
	r = start(&play, "n-0", 1, 600 * 1000);
	NEED(r);
	for (int i = 1; i <= 5; i++) {
		sample_add(pool, "effect");
		WAIT_FOR(play.ended == i);
	}
	OK(stop(&play, r, 60000));
	SAME_INT(sample_effects(pool).rows, 5);
	db_close(pool);
}

TEST_BOTH(what_nobody_told_of_is_found_all_the_same)
{
	struct db_pool *pool = sample_open(url);
	struct play play = { .pool = pool };
	struct job_runner *r;

	NEED(pool);
	r = start(&play, "n-0", 1, 5);
	NEED(r);
	set_awake(&play, NULL);
	sample_add_all(pool,
		&(struct job_new){
			.kind = STR("effect"), .run_at = SAMPLE_NOON + 3000 },
		1);
	sample_pass(3000);
	WAIT_FOR(play.ended == 1);
	OK(stop(&play, r, 60000));
	db_close(pool);
}

/* ---- renewing ----------------------------------------------------------- */

TEST_BOTH(a_long_attempt_keeps_its_lease)
{
	struct db_pool *pool = sample_open(url);
	struct play play = { .pool = pool };
	struct job_config other;
	struct job_runner *r;
	struct str id;

	NEED(pool);
	r = start(&play, "n-0", 1, 5);
	NEED(r);
	other = (struct job_config){ .db = pool,
		.node = "n-1",
		.kinds = kinds,
		.kind_count = LENGTH(kinds),
		.with = &play,
		.clock = sample_clock };
	id = sample_add(pool, "gated");
	WAIT_FOR(play.begun == 1);
	for (int i = 0; i < 10; i++) {
		sample_pass(25 * 1000);
		WAIT_FOR(sample_get(pool, id).run_at ==
			 sample_clock() + 60 * 1000);
		SAME_INT(sample_step(&other), JOB_IDLE);
	}
	atomic_store(&play.open, true);
	WAIT_FOR(play.ended == 1);
	OK(stop(&play, r, 60000));
	SAME_INT(sample_effects(pool).rows, 1);
	SAME_INT(sample_get(pool, id).attempts, 1);
	db_close(pool);
}

TEST_BOTH(a_running_job_hears_that_it_was_cancelled)
{
	struct db_pool *pool = sample_open(url);
	struct play play = { .pool = pool, .till_cancelled = true };
	struct job_runner *r;
	bool hit = false;
	struct str id;

	NEED(pool);
	r = start(&play, "n-0", 1, 600 * 1000);
	NEED(r);
	id = sample_add(pool, "gated");
	WAIT_FOR(play.begun == 1);
	SAMPLE_WRITE(pool, db,
		store_job_cancel_any(db, id, sample_clock(), &hit, &err_));
	OK(hit);
	WAIT_FOR(play.ended == 1);
	SAME_INT(play.cancelled, 1);
	SAME_STR(sample_get(pool, id).state, STR("cancelled"));
	OK(stop(&play, r, 60000));
	db_close(pool);
}

/* ---- not starving ------------------------------------------------------- */

TEST_BOTH(what_waits_behind_a_long_job_is_given_to_other_nodes)
{
	struct db_pool *pool = sample_open(url), *pool_b;
	struct play a = { .pool = pool }, b = { 0 };
	struct job_runner *r, *s;
	struct job_load load;

	NEED(pool);
	b.pool = pool_b = sample_join(url);
	r = start(&a, "n-0", 1, 5);
	NEED(r);
	/* so that it learns to lease ahead */
	sample_add_all(pool, &(struct job_new){ .kind = STR("effect") }, 60);
	sample_pass(1);
	sample_add(pool, "gated");
	sample_pass(1);
	sample_add_all(pool, &(struct job_new){ .kind = STR("effect") }, 20);
	WAIT_FOR(a.begun == 61);
	job_load(r, &load);
	SAME_INT(load.running, 1);
	s = start(&b, "n-1", 1, 5);
	NEED(s);
	WAIT_FOR(sample_effects(pool).rows == 80);
	atomic_store(&a.open, true);
	WAIT_FOR(sample_effects(pool).rows == 81);
	OK(stop(&b, s, 60000));
	OK(stop(&a, r, 60000));
	SAME_INT(sample_effects(pool).jobs, 81);
	db_close(pool_b);
	db_close(pool);
}

/* ---- how many of a kind ------------------------------------------------- */

TEST_BOTH(a_kind_at_its_ceiling_leaves_workers_to_the_others)
{
	struct db_pool *pool = sample_open(url);
	struct play play = { .pool = pool };
	struct job_runner *r;
	struct job_load load;

	NEED(pool);
	r = start(&play, "n-0", 8, 5);
	NEED(r);
	/* first in line, and more than there are workers */
	sample_add_all(pool, &(struct job_new){ .kind = STR("narrow") }, 40);
	sample_pass(1);
	sample_add_all(pool, &(struct job_new){ .kind = STR("effect") }, 200);
	WAIT_FOR(sample_effects(pool).rows == 200);
	WAIT_FOR(play.narrow_begun >= AT_ONCE);
	/* idle workers go on looking, and find those only */
	sample_add_all(pool, &(struct job_new){ .kind = STR("effect") }, 200);
	WAIT_FOR(sample_effects(pool).rows == 400);
	SAME_INT(play.narrow_begun, AT_ONCE);
	job_load(r, &load);
	SAME_INT(load.waiting, 0);
	atomic_store(&play.open, true);
	WAIT_FOR(sample_effects(pool).rows == 440);
	SAME_INT(play.narrow_peak, AT_ONCE);
	OK(stop(&play, r, 60000));
	SAME_INT(sample_effects(pool).jobs, 440);
	SAME_INT(play.troubled, 0);
	db_close(pool);
}

TEST_BOTH(the_next_of_a_full_kind_begins_when_one_ends)
{
	struct db_pool *pool = sample_open(url);
	struct play play = { .pool = pool, .open = true };
	struct job_runner *r;

	NEED(pool);
	/* the fall-back would take longer than the test may */
	r = start(&play, "n-0", 8, 600 * 1000);
	NEED(r);
	sample_add_all(pool, &(struct job_new){ .kind = STR("narrow") }, 60);
	WAIT_FOR(sample_effects(pool).rows == 60);
	OK(stop(&play, r, 60000));
	OK(play.narrow_peak <= AT_ONCE);
	db_close(pool);
}

TEST_BOTH(each_of_four_processes_keeps_the_ceiling_for_itself)
{
	static const char *const names[] = { "n-0", "n-1", "n-2", "n-3" };
	struct db_pool *first = sample_open(url);
	struct play plays[NODES] = { { .pool = first } };
	struct job_runner *runners[NODES];
	int begun = 0;

	NEED(first);
	for (int i = 0; i < NODES; i++) {
		if (i > 0)
			plays[i].pool = sample_join(url);
		runners[i] = start(&plays[i], names[i], 4, 5);
		NEED(runners[i]);
	}
	sample_add_all(first, &(struct job_new){ .kind = STR("narrow") }, 100);
	for (int i = 0; i < NODES; i++)
		WAIT_FOR(plays[i].narrow_begun == AT_ONCE);
	for (int i = 0; i < NODES; i++)
		atomic_store(&plays[i].open, true);
	WAIT_FOR(sample_effects(first).rows == 100);
	for (int i = 0; i < NODES; i++) {
		OK(stop(&plays[i], runners[i], 60000));
		begun += plays[i].begun;
		SAME_INT(plays[i].narrow_peak, AT_ONCE);
	}
	SAME_INT(begun, 100);
	SAME_INT(sample_effects(first).jobs, 100);
	for (int i = NODES; i-- > 0;)
		db_close(plays[i].pool);
}

/* ---- stopping ----------------------------------------------------------- */

TEST_BOTH(a_stop_lets_finish_what_runs)
{
	struct db_pool *pool = sample_open(url);
	struct play play = { .pool = pool };
	struct job_runner *r;

	NEED(pool);
	r = start(&play, "n-0", 2, 5);
	NEED(r);
	sample_add_all(pool, &(struct job_new){ .kind = STR("gated") }, 5);
	WAIT_FOR(play.begun == 2);
	atomic_store(&play.open, true);
	OK(stop(&play, r, 60000));
	SAME_INT(sample_effects(pool).rows, play.begun);
	SAME_INT(sample_stats(pool).leased, 0);
	SAME_INT(sample_stats(pool).ready, 5 - play.begun);
	db_close(pool);
}

TEST_BOTH(a_stop_gives_back_what_it_cannot_finish)
{
	struct db_pool *pool = sample_open(url);
	struct play play = { .pool = pool };
	struct job_runner *r;
	struct job_row row;
	struct str id;

	NEED(pool);
	r = start(&play, "n-0", 1, 5);
	NEED(r);
	id = sample_add(pool, "gated");
	WAIT_FOR(play.begun == 1);
	OK(!stop(&play, r, 0)); /* it does not ask whether to stop */
	row = sample_get(pool, id);
	SAME_STR(row.state, STR("ready"));
	SAME_INT(row.attempts, 0);
	atomic_store(&play.open, true);
	OK(stop(&play, r, 60000));
	/* what it did after its lease was gone left no trace */
	SAME_INT(sample_effects(pool).rows, 0);
	SAME_STR(sample_get(pool, id).state, STR("ready"));
	db_close(pool);
}

TEST_BOTH(a_stop_is_heard_by_handlers_that_ask)
{
	struct db_pool *pool = sample_open(url);
	struct play play = { .pool = pool, .till_cancelled = true };
	struct job_runner *r;
	struct str id;

	NEED(pool);
	r = start(&play, "n-0", 1, 5);
	NEED(r);
	id = sample_add(pool, "gated");
	WAIT_FOR(play.begun == 1);
	OK(stop(&play, r, 0));
	/* it was told after its lease was given back: else it would have
	 * been in time to be counted as failed */
	SAME_INT(play.let_go, 1);
	SAME_STR(sample_get(pool, id).state, STR("ready"));
	SAME_INT(sample_get(pool, id).attempts, 0);
	db_close(pool);
}
