/*
 * test/fault/job_fault.c - a process with four workers is killed again and
 * again (OPS-18: kill -9 loses no job). Its jobs write one row each, in the
 * transaction in which they end; afterwards each job that was promised has
 * its row, and none has two.
 */
#include "both/job_sample.h"

#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { CYCLES = 60, WORKERS = 4, IDS_MOST = 200 * 1000 };

/* Every life is a minute later than the one before, so that the leases of
 * the dead have run out. */
static int life;
static int64_t clock_of_life(void)
{
	struct timespec t;

	clock_gettime(CLOCK_REALTIME, &t);
	return t.tv_sec * 1000LL + t.tv_nsec / 1000000 + life * 60000LL;
}

/* ---- the one that is killed --------------------------------------------- */

static bool run_effect(void *pool, struct job *job, struct err *err)
{
	return (job->id.at[job->id.len - 1] % 4 ||
		       job_progress(job, 50, "half", err)) &&
	       effect_write(pool, job, err);
}

/* As wrong as can be: the effect is on its own. */
static bool run_careless(void *pool, struct job *job, struct err *err)
{
	struct effect row = { job->id, job->attempt };
	struct db *db;

	if (!db_begin(pool, DB_WRITE, job->mem, &db, err) ||
		!db_run(db, &effect_add, &row, NULL, err) ||
		!db_end(db, true, err))
		return false;
	if (job->attempt == 1)
		raise(SIGKILL);
	return true;
}

/* Leaves its end to the queue. */
static bool run_plain(void *pool, struct job *job, struct err *err)
{
	(void)pool;
	return job_progress(job, 50, "half", err);
}

static const struct job_kind kinds[] = {
	{ "effect", run_effect, 10000, 30, 1 },
	{ "careless", run_careless, 10000, 30, 1 },
	{ "plain", run_plain, 10000, 30, 1 },
};

static struct job_config config_of(struct db_pool *pool)
{
	static char node[40];

	snprintf(node, sizeof(node), "%d-%d", (int)getpid(), life);
	return (struct job_config){ .db = pool,
		.node = node,
		.kinds = kinds,
		.kind_count = LENGTH(kinds),
		.workers = WORKERS,
		.poll_ms = 5,
		.with = pool,
		.clock = clock_of_life };
}

/* Promises jobs, three at a time; an id in the pipe is a promise made. */
static void promise(struct db_pool *pool, int pipe_to)
{
	char ids[3][ID_TEXT + 1];
	struct arena mem = { 0 };
	struct err err;
	struct db *db;

	for (;;) {
		struct job_new job = { .kind = STR("effect"),
			.input = STR("{}"),
			.run_at = clock_of_life() };

		if (!db_begin(pool, DB_WRITE, &mem, &db, &err))
			_exit(1);
		for (int i = 0; i < 3; i++) {
			id_write(ids[i]);
			job.id = str_c(ids[i]);
			if (!store_job_add(db, &job, NULL, &err))
				_exit(2);
		}
		if (!db_end(db, true, &err) ||
			write(pipe_to, ids, sizeof(ids)) != sizeof(ids))
			_exit(3);
		arena_reset(&mem);
		nanosleep(&(struct timespec){ .tv_nsec = 200000 }, NULL);
	}
}

static void live(const char *url, int pipe_to)
{
	struct db_pool *pool = sample_join(url);
	struct job_config config = config_of(pool);
	struct job_runner *r;
	struct err err;

	if (!pool || !job_start(&r, &config, &err))
		_exit(4);
	promise(pool, pipe_to);
}

/* ---- the one that kills ------------------------------------------------- */

struct promises {
	char (*ids)[ID_TEXT + 1];
	int count, killed;
};

static void collect(int from, struct promises *p)
{
	char id[ID_TEXT + 1];
	size_t have = 0;
	ssize_t n;

	while ((n = read(from, id + have, sizeof(id) - have)) > 0) {
		have += (size_t)n;
		if (have < sizeof(id) || p->count == IDS_MOST)
			continue;
		memcpy(p->ids[p->count++], id, sizeof(id));
		have = 0;
	}
}

static void one_life(const char *url, struct promises *p, int ms)
{
	int ends[2], status = 0;
	pid_t child;

	NEED(pipe(ends) == 0);
	child = fork();
	if (child == 0)
		live(url, ends[1]);
	close(ends[1]);
	/* the first promise shows that it lives */
	NEED(read(ends[0], p->ids[p->count], ID_TEXT + 1) == ID_TEXT + 1);
	p->count++;
	nanosleep(&(struct timespec){ .tv_nsec = ms * 1000000L }, NULL);
	kill(child, SIGKILL);
	collect(ends[0], p);
	close(ends[0]);
	waitpid(child, &status, 0);
	OK(WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL);
	p->killed += WIFSIGNALED(status);
}

static void finish_all(struct db_pool *pool)
{
	struct job_config config = config_of(pool);
	struct job_stats s = { 0 };
	struct job_runner *r;
	struct err err;

	NEED_ERR(job_start(&r, &config, &err), err);
	for (int i = 0; i < 6000; i++) {
		s = sample_stats(pool);
		if (!s.ready && !s.leased)
			break;
		nanosleep(&(struct timespec){ .tv_nsec = 10000000 }, NULL);
	}
	OK(job_stop(r, 10000));
	SAME_INT(s.ready + s.leased, 0);
	SAME_INT(s.buried, 0);
}

struct left_over {
	int64_t without, twice, unpromised, again;
};
static const struct db_query left_over = {
	.name = "test.left_over",
	.sql = "SELECT"
	       " (SELECT count(*) FROM job WHERE state <> 'done' OR NOT EXISTS"
	       "  (SELECT 1 FROM effect e WHERE e.job_id = job.id)) AS without,"
	       " (SELECT count(*) FROM (SELECT job_id FROM effect"
	       "  GROUP BY job_id HAVING count(*) > 1) x) AS twice,"
	       " (SELECT count(*) FROM effect WHERE NOT EXISTS"
	       "  (SELECT 1 FROM job j WHERE j.id = effect.job_id))"
	       " AS unpromised,"
	       " (SELECT count(*) FROM job WHERE attempts > 1) AS again",
	.out = (const struct db_col[]){ DB_COL(left_over, without),
		DB_COL(left_over, twice), DB_COL(left_over, unpromised),
		DB_COL(left_over, again), { 0 } },
	.row_size = sizeof(struct left_over),
};

static void judge(struct db_pool *pool, struct promises *p)
{
	struct left_over left = { -1, -1, -1, -1 };
	struct effect_sum sum = sample_effects(pool);
	struct err err;
	struct db *db;
	int lost = 0;

	NEED_ERR(db_begin(pool, DB_READ, &test_mem, &db, &err), err);
	OK_ERR(db_one(db, &left_over, NULL, &left, &err), err);
	for (int i = 0; i < p->count; i++) {
		struct job_row row;

		lost += !store_job_get_any(db, str_c(p->ids[i]), &row, &err);
	}
	db_end(db, true, &err);
	SAME_INT(lost, 0);
	SAME_INT(left.without, 0);
	SAME_INT(left.twice, 0);
	SAME_INT(left.unpromised, 0);
	OK(left.again > 0); /* some were killed in the middle */
	OK(sum.jobs >= p->count);
	printf("    %d killed, %d promised, %lld done, %lld of them begun "
	       "more than once\n",
		p->killed, p->count, (long long)sum.rows,
		(long long)left.again);
}

/* Children are forked while this process has no thread and no connection. */
TEST_BOTH(kill_9_loses_no_job_and_does_none_twice)
{
	struct promises p = { .ids = mem_alloc(sizeof(*p.ids) * IDS_MOST) };
	struct db_pool *pool = sample_open(url);

	NEED(pool);
	db_close(pool);
	/* 2 to 40 ms, by turns in no order */
	for (life = 0; life < CYCLES && !test_failing(); life++)
		one_life(url, &p, 2 + life * 17 % 39);
	pool = sample_join(url);
	NEED(pool);
	finish_all(pool);
	judge(pool, &p);
	db_close(pool);
	mem_free(p.ids);
}

/* The control: what is not written with the end of the job may be doubled,
 * and this test would see it. */
TEST_BOTH(an_effect_apart_from_the_end_of_its_job_is_doubled)
{
	struct db_pool *pool = sample_open(url);
	struct job_config config;
	int status = 0;
	pid_t child;

	NEED(pool);
	sample_add(pool, "careless");
	db_close(pool);
	life = 0;
	child = fork();
	if (child == 0) {
		pool = sample_join(url);
		config = config_of(pool);
		sample_step(&config);
		_exit(0);
	}
	waitpid(child, &status, 0);
	OK(WIFSIGNALED(status));
	life = 1;
	pool = sample_join(url);
	NEED(pool);
	config = config_of(pool);
	SAME_INT(sample_step(&config), JOB_DONE);
	SAME_INT(sample_effects(pool).rows, 2);
	SAME_INT(sample_effects(pool).jobs, 1);
	db_close(pool);
}

/* ---- queries that fail -------------------------------------------------- */

#ifdef VITAE_CHECKED
/* Until the n-th query of a job's life is one more than there are. */
static int fail_everywhere(
	struct db_pool *pool, const char *kind, bool from_there_on)
{
	struct job_config config = config_of(pool);
	enum job_outcome out;
	struct err err;
	long n = 0, used;

	do {
		sample_add_all(pool,
			&(struct job_new){ .kind = str_c(kind), .run_at = 1 },
			1);
		db_fail_at(++n, from_there_on);
		job_step(&config, &out, &err);
		used = db_fail_used();
		db_fail_at(0, false);
		for (int i = 0; i < 3; i++) {
			life++;
			OK_ERR(job_step(&config, &out, &err), err);
		}
	} while (n <= used && !test_failing());
	SAME_INT(sample_stats(pool).ready + sample_stats(pool).leased, 0);
	SAME_INT(sample_stats(pool).buried, 0);
	return (int)n;
}

TEST_BOTH(a_query_that_fails_costs_a_job_only_time)
{
	struct db_pool *pool = sample_open(url);
	struct effect_sum sum;
	int jobs;

	NEED(pool);
	life = 0;
	jobs = fail_everywhere(pool, "effect", false) +
	       fail_everywhere(pool, "effect", true);
	OK(jobs > 8);
	sum = sample_effects(pool);
	SAME_INT(sum.rows, jobs);
	SAME_INT(sum.jobs, jobs);
	fail_everywhere(pool, "plain", false);
	fail_everywhere(pool, "plain", true);
	db_close(pool);
}
#endif
