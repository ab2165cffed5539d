/*
 * test/both/job_event_test.c - what a running job tells, and what is asked of
 * it: progress, events, cancelling, the account that goes away.
 */
#include "both/job_sample.h"

#include <pthread.h>

enum { TELLERS = 4, TELLS = 25 };

struct play {
	struct db_pool *pool;
	struct str me; /* the job's id */
	bool cancel, erase, ignore;
	bool saw_before, saw_after;
	struct err err;
};

static bool run_telling(void *with, struct job *job, struct err *err)
{
	(void)with;
	return job_progress(job, 10, "reading \"it\"", err) &&
	       job_event(job, "page", STR("{\"page\":1}"), err) &&
	       job_progress(job, 60, NULL, err);
}

static void *tell(void *with)
{
	struct job *job = with;
	struct err err;

	for (int i = 0; i < TELLS; i++)
		if (!job_event(job, "line", STR("{}"), &err))
			return job;
	return NULL;
}

static bool run_many(void *with, struct job *job, struct err *err)
{
	pthread_t threads[TELLERS];
	void *failed = NULL, *one;

	(void)with;
	for (int i = 0; i < TELLERS; i++)
		pthread_create(&threads[i], NULL, tell, job);
	for (int i = 0; i < TELLERS; i++) {
		pthread_join(threads[i], &one);
		failed = one ? one : failed;
	}
	return !failed || err_set(err, ERR_BROKEN, "an event failed");
}

static bool by_hand(struct play *p, struct err *err)
{
	struct arena mem = { 0 };
	struct db *db;
	bool hit, ok = db_begin(p->pool, DB_WRITE, &mem, &db, err);

	if (ok && p->cancel)
		ok = store_job_cancel_any(db, p->me, sample_clock(), &hit, err);
	if (ok && p->erase)
		ok = store_job_drop_of(db, STR("acc-1"), err);
	ok = ok && db_end(db, true, err);
	arena_free(&mem);
	return ok;
}

static bool run_watched(void *with, struct job *job, struct err *err)
{
	struct play *p = with;
	struct err ignored;

	p->me = job->id;
	if (!by_hand(p, err))
		return false;
	p->saw_before = job_cancelled(job);
	job_progress(job, 50, "half", &ignored);
	p->saw_after = job_cancelled(job);
	if (p->saw_after && !p->ignore)
		return err_set(err, ERR_GONE, "stopped as asked");
	if (effect_write(p->pool, job, err))
		return true;
	p->err = *err;
	return false;
}

static const struct job_kind kinds[] = {
	{ "telling", run_telling, 1, 60, 10 },
	{ "many", run_many, 1, 60, 10 },
	{ "watched", run_watched, 3, 60, 10 },
};

#define QUEUE(url)                               \
	struct db_pool *pool = sample_open(url); \
	struct play play = { .pool = pool };     \
	struct job_config a = { .db = pool,      \
		.node = "node-a",                \
		.kinds = kinds,                  \
		.kind_count = LENGTH(kinds),     \
		.with = &play,                   \
		.clock = sample_clock };         \
	NEED(pool)

static struct db_rows events(struct db_pool *pool, struct str id, int64_t after)
{
	struct db_rows rows = { 0 };
	struct err err;
	struct db *db;

	if (!db_begin(pool, DB_READ, &test_mem, &db, &err) ||
		!store_job_events_any(db, id, after, 1000, &rows, &err) ||
		!db_end(db, true, &err))
		test_fail(__FILE__, __LINE__, "%s", err.text);
	return rows;
}

/* ---- telling ------------------------------------------------------------ */

TEST_BOTH(progress_and_events_are_numbered_from_one)
{
	const struct job_event *e;
	struct db_rows rows;
	struct str id;
	QUEUE(url);

	id = sample_add(pool, "telling");
	SAME_INT(sample_step(&a), JOB_DONE);
	rows = events(pool, id, 0);
	NEED(rows.count == 3);
	e = rows.at;
	for (int i = 0; i < 3; i++)
		SAME_INT(e[i].n, i + 1);
	SAME_STR(e[0].name, STR("progress"));
	SAME_STR(e[0].data,
		STR("{\"percent\":10,\"note\":\"reading \\\"it\\\"\"}"));
	SAME_STR(e[1].name, STR("page"));
	SAME_STR(e[1].data, STR("{\"page\":1}"));
	SAME_STR(e[2].data, STR("{\"percent\":60,\"note\":\"\"}"));
	/* who was cut off goes on behind what it has */
	SAME_INT(events(pool, id, 2).count, 1);
	SAME_INT(events(pool, id, 3).count, 0);
	db_close(pool);
}

TEST_BOTH(events_told_by_many_threads_have_no_gaps)
{
	const struct job_event *e;
	struct db_rows rows;
	struct str id;
	QUEUE(url);

	id = sample_add(pool, "many");
	SAME_INT(sample_step(&a), JOB_DONE);
	rows = events(pool, id, 0);
	NEED(rows.count == TELLERS * TELLS);
	e = rows.at;
	for (int i = 0; i < TELLERS * TELLS; i++)
		SAME_INT(e[i].n, i + 1);
	db_close(pool);
}

TEST_BOTH(events_are_told_of_and_ends_of_peoples_jobs_too)
{
	uint64_t before;
	QUEUE(url);

	sample_add(pool, "telling");
	before = db_noticed(pool, NOTICE_JOB_EVENTS);
	SAME_INT(sample_step(&a), JOB_DONE);
	for (int i = 0;
		i < 6000 && db_noticed(pool, NOTICE_JOB_EVENTS) == before; i++)
		nanosleep(&(struct timespec){ .tv_nsec = 10000000 }, NULL);
	OK(db_noticed(pool, NOTICE_JOB_EVENTS) != before);
	db_close(pool);
}

/* ---- being asked to stop ------------------------------------------------ */

TEST_BOTH(a_waiting_job_is_cancelled_at_once)
{
	bool hit = false;
	struct str id;
	QUEUE(url);

	id = sample_add(pool, "watched");
	SAMPLE_WRITE(pool, db,
		store_job_cancel_any(db, id, sample_clock(), &hit, &err_));
	OK(hit);
	SAME_STR(sample_get(pool, id).state, STR("cancelled"));
	SAME_INT(sample_step(&a), JOB_IDLE);
	SAMPLE_WRITE(pool, db,
		store_job_cancel_any(db, id, sample_clock(), &hit, &err_));
	OK(!hit);
	SAMPLE_WRITE(pool, db,
		store_job_retry_any(db, id, sample_clock(), &hit, &err_));
	OK(hit);
	SAME_INT(sample_step(&a), JOB_DONE);
	db_close(pool);
}

TEST_BOTH(a_running_job_sees_that_it_was_cancelled)
{
	struct str id;
	QUEUE(url);

	play.cancel = true;
	id = sample_add(pool, "watched");
	SAME_INT(sample_step(&a), JOB_CANCELLED);
	OK(!play.saw_before);
	OK(play.saw_after);
	SAME_STR(sample_get(pool, id).state, STR("cancelled"));
	SAME_INT(sample_effects(pool).rows, 0);
	db_close(pool);
}

TEST_BOTH(a_cancelled_job_that_ended_well_all_the_same_is_done)
{
	struct str id;
	QUEUE(url);

	play.cancel = play.ignore = true;
	id = sample_add(pool, "watched");
	SAME_INT(sample_step(&a), JOB_DONE);
	SAME_STR(sample_get(pool, id).state, STR("done"));
	SAME_INT(sample_effects(pool).rows, 1);
	db_close(pool);
}

TEST_BOTH(jobs_of_an_erased_account_go_and_write_nothing_more)
{
	struct job_new job = { .kind = STR("watched"),
		.account_id = STR("acc-1") };
	struct str id;
	QUEUE(url);

	play.erase = play.ignore = true;
	id = sample_add_all(pool, &job, 3);
	job.account_id = STR("acc-2");
	sample_add_all(pool, &job, 1);
	SAME_INT(sample_step(&a), JOB_LOST);
	OK(play.saw_after);
	SAME_INT(play.err.code, ERR_CONFLICT);
	SAME_INT(sample_effects(pool).rows, 0);
	SAME_STR(sample_get(pool, id).state, STR("(none)"));
	SAME_INT(sample_stats(pool).ready, 1);
	db_close(pool);
}

TEST_BOTH(numbers_tell_what_waits_and_since_when)
{
	struct job_stats s;
	QUEUE(url);

	(void)a;
	s = sample_stats(pool);
	SAME_INT(s.ready + s.leased + s.buried + s.due_since, 0);
	sample_add_all(pool, &(struct job_new){ .kind = STR("telling") }, 2);
	sample_add_all(pool,
		&(struct job_new){
			.kind = STR("telling"), .run_at = SAMPLE_NOON + 5000 },
		1);
	sample_pass(1000);
	s = sample_stats(pool);
	SAME_INT(s.ready, 3);
	SAME_INT(s.due_since, SAMPLE_NOON);
	db_close(pool);
}
