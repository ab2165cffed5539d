/*
 * test/both/job_sample.h - a queue to try out: the real schema with a table
 * `effect` beside it, nodes on a calendar of the test's own, and helpers that
 * add a job and look at one.
 */
#ifndef JOB_SAMPLE_H
#define JOB_SAMPLE_H

#include "base/id.h"
#include "db/db.h"
#include "embed.h"
#include "help.h"
#include "job/job.h"
#include "store/job.h"

#include <stdatomic.h>

enum { MIGRATIONS = 64 };

/* ---- the calendar ------------------------------------------------------- */

/* Noon of 2026-01-31. */
#define SAMPLE_NOON 1769860800000LL
static _Atomic int64_t sample_now = SAMPLE_NOON;
static int64_t sample_clock(void) { return atomic_load(&sample_now); }
MAYBE void sample_pass(int64_t ms) { atomic_fetch_add(&sample_now, ms); }

/* ---- the database ------------------------------------------------------- */

MAYBE struct db_pool *sample_join(const char *url)
{
	struct db_config config = { .url = url,
		.pool_min = 0,
		.pool_max = 6,
		.idle_timeout_ms = 10000,
		.connection_timeout_ms = 60 * 1000,
		.readers_max = 8 };
	struct db_pool *pool = NULL;
	struct err err;

	if (!db_open(&pool, &config, &err))
		test_fail(__FILE__, __LINE__, "%s", err.text);
	return pool;
}

MAYBE struct db_pool *sample_open(const char *url)
{
	struct db_migration all[MIGRATIONS];
	struct db_pool *pool = sample_join(url);
	size_t n = 0, applied;
	struct err err;

	atomic_store(&sample_now, SAMPLE_NOON);
	for (size_t i = 0; i < embed_count; i++)
		if (!strncmp(embed_files[i].path, "sql/", 4))
			all[n++] =
				(struct db_migration){ embed_files[i].path + 4,
					embed_files[i].at };
	all[n++] = (struct db_migration){ "9999_effect.sql",
		"CREATE TABLE effect (job_id :id: NOT NULL,"
		" attempt :int: NOT NULL) :strict:" };
	if (pool && !db_migrate(pool, all, n, &applied, &err)) {
		test_fail(__FILE__, __LINE__, "%s", err.text);
		db_close(pool);
		return NULL;
	}
	return pool;
}

/* ---- effects: what the jobs of tests do --------------------------------- */

struct effect {
	struct str job_id;
	int64_t attempt;
};
struct effect_sum {
	int64_t rows, jobs;
};

static const struct db_query effect_add = {
	.name = "effect.add",
	.sql = "INSERT INTO effect (job_id, attempt) VALUES ($1, $2)",
	.in = (const struct db_col[]){ DB_COL(effect, job_id),
		DB_COL(effect, attempt), { 0 } },
};
static const struct db_query effect_sum = {
	.name = "effect.sum",
	.sql = "SELECT count(*) AS rows, count(DISTINCT job_id) AS jobs"
	       " FROM effect",
	.out = (const struct db_col[]){ DB_COL(effect_sum, rows),
		DB_COL(effect_sum, jobs), { 0 } },
	.row_size = sizeof(struct effect_sum),
};

/* One row, in the transaction in which the job ends. */
MAYBE bool effect_write(struct db_pool *pool, struct job *job, struct err *err)
{
	struct effect row = { job->id, job->attempt };
	struct err ignored;
	struct db *db;

	if (!db_begin(pool, DB_WRITE, job->mem, &db, err))
		return false;
	if (db_run(db, &effect_add, &row, NULL, err) &&
		job_finish(job, db, err))
		return db_end(db, true, err);
	db_end(db, false, &ignored);
	return false;
}

MAYBE struct effect_sum sample_effects(struct db_pool *pool)
{
	struct effect_sum sum = { -1, -1 };
	struct err err;
	struct db *db;

	if (!db_begin(pool, DB_READ, &test_mem, &db, &err) ||
		!db_one(db, &effect_sum, NULL, &sum, &err) ||
		!db_end(db, true, &err))
		test_fail(__FILE__, __LINE__, "%s", err.text);
	return sum;
}

/* ---- jobs --------------------------------------------------------------- */

MAYBE struct str sample_add_all(
	struct db_pool *pool, const struct job_new *like, int count)
{
	struct job_new job = *like;
	struct err err;
	struct db *db;

	if (!db_begin(pool, DB_WRITE, &test_mem, &db, &err)) {
		test_fail(__FILE__, __LINE__, "%s", err.text);
		return STR("");
	}
	job.created_at = sample_clock();
	if (!job.input.at)
		job.input = STR("{}");
	if (!job.run_at)
		job.run_at = job.created_at;
	for (int i = 0; i < count; i++) {
		job.id = id_new(&test_mem);
		if (!store_job_add(db, &job, NULL, &err))
			test_fail(__FILE__, __LINE__, "%s", err.text);
	}
	if (!db_end(db, true, &err))
		test_fail(__FILE__, __LINE__, "%s", err.text);
	return job.id;
}

MAYBE struct str sample_add(struct db_pool *pool, const char *kind)
{
	return sample_add_all(
		pool, &(struct job_new){ .kind = str_c(kind) }, 1);
}

MAYBE struct job_row sample_get(struct db_pool *pool, struct str id)
{
	struct job_row row = { .state = STR("(none)") };
	struct err err;
	struct db *db;

	if (!db_begin(pool, DB_READ, &test_mem, &db, &err)) {
		test_fail(__FILE__, __LINE__, "%s", err.text);
		return row;
	}
	if (!store_job_get_any(db, id, &row, &err) && err.code != ERR_NOT_FOUND)
		test_fail(__FILE__, __LINE__, "%s", err.text);
	db_end(db, true, &err);
	return row;
}

MAYBE const char *sample_state(struct db_pool *pool, struct str id)
{
	return str_copy(&test_mem, sample_get(pool, id).state).at;
}

MAYBE struct job_stats sample_stats(struct db_pool *pool)
{
	struct job_stats s = { -1, -1, -1, -1 };
	struct err err;
	struct db *db;

	if (!db_begin(pool, DB_READ, &test_mem, &db, &err) ||
		!store_job_stats(db, sample_clock(), &s, &err) ||
		!db_end(db, true, &err))
		test_fail(__FILE__, __LINE__, "%s", err.text);
	return s;
}

/* A change by hand, such as cancelling: `call` on its own transaction. */
#define SAMPLE_WRITE(pool, db, call)                                    \
	do {                                                            \
		struct err err_;                                        \
		struct db *db = NULL;                                   \
		if (!db_begin(pool, DB_WRITE, &test_mem, &db, &err_) || \
			!(call) || !db_end(db, true, &err_))            \
			test_fail(__FILE__, __LINE__, "%s: %s", #call,  \
				err_.text);                             \
	} while (0)

MAYBE enum job_outcome sample_step(const struct job_config *config)
{
	enum job_outcome out = JOB_IDLE;
	struct err err;

	if (!job_step(config, &out, &err))
		test_fail(__FILE__, __LINE__, "%s", err.text);
	return out;
}

#endif
