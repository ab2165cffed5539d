/*
 * bench/job_bench.c - how many jobs a second the queue takes and ends on
 * SQLite, durably, with handlers that do nothing: what the queue itself costs.
 * In a folder of its own within BENCH_FOLDER, else the working folder.
 */
#include "bench.h"

#include "base/id.h"
#include "base/time.h"
#include "embed.h"
#include "job/job.h"
#include "store/job.h"

#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

enum { JOBS = 4000, MIGRATIONS = 64 };

static _Atomic int done;

static void need(bool ok, const struct err *err)
{
	if (ok)
		return;
	fprintf(stderr, "job_bench: %s\n", err->text);
	exit(1);
}

static bool run_nothing(void *pool, struct job *job, struct err *err)
{
	struct db *db;

	return db_begin(pool, DB_WRITE, job->mem, &db, err) &&
	       job_finish(job, db, err) && db_end(db, true, err);
}

static const struct job_kind kinds[] = { { "nothing", run_nothing, 3, 60, 1 } };

static void ended(void *with, const struct job_report *report)
{
	(void)with;
	atomic_fetch_add(&done, report->outcome == JOB_DONE);
}

static struct db_pool *open_in(const char *folder)
{
	struct db_migration all[MIGRATIONS];
	struct db_config config = { .connection_timeout_ms = 10000,
		.readers_max = 4 };
	struct db_pool *pool;
	char url[512];
	size_t n = 0, applied;
	struct err err;

	snprintf(url, sizeof(url), "sqlite:%s/job.db", folder);
	config.url = url;
	need(db_open(&pool, &config, &err), &err);
	for (size_t i = 0; i < embed_count; i++)
		if (!strncmp(embed_files[i].path, "sql/", 4))
			all[n++] =
				(struct db_migration){ embed_files[i].path + 4,
					embed_files[i].at };
	need(db_migrate(pool, all, n, &applied, &err), &err);
	return pool;
}

static void add_all(struct db_pool *pool)
{
	struct arena mem = { 0 };
	struct err err;
	struct db *db;

	need(db_begin(pool, DB_WRITE, &mem, &db, &err), &err);
	for (int i = 0; i < JOBS; i++) {
		struct job_new job = { .id = id_new(&mem),
			.kind = STR("nothing"),
			.input = STR("{}"),
			.run_at = time_now_ms() };

		need(store_job_add(db, &job, NULL, &err), &err);
	}
	need(db_end(db, true, &err), &err);
	arena_free(&mem);
}

static void measure(struct db_pool *pool, int workers)
{
	struct job_config config = { .db = pool,
		.node = "bench",
		.kinds = kinds,
		.kind_count = 1,
		.workers = workers,
		.with = pool,
		.ended = ended };
	struct job_runner *r;
	double from_us;
	char name[32];
	struct err err;

	add_all(pool);
	atomic_store(&done, 0);
	from_us = bench_wall_us();
	need(job_start(&r, &config, &err), &err);
	while (atomic_load(&done) < JOBS)
		nanosleep(&(struct timespec){ .tv_nsec = 1000000 }, NULL);
	snprintf(name, sizeof(name), "job.%d_workers", workers);
	bench_say(name, JOBS / ((bench_wall_us() - from_us) / 1e6), "jobs/s");
	job_stop(r, 1000);
}

static void tidy(const char *folder)
{
	static const char *const ends[] = { "", "-wal", "-shm", "-writer",
		"-notice" };
	char name[300];

	for (size_t i = 0; i < LENGTH(ends); i++) {
		snprintf(name, sizeof(name), "%s/job.db%s", folder, ends[i]);
		unlink(name);
	}
	rmdir(folder);
}

int main(void)
{
	const char *in = getenv("BENCH_FOLDER");
	struct db_pool *pool;
	char folder[256];

	snprintf(folder, sizeof(folder), "%.200s/job-bench-XXXXXX",
		in ? in : ".");
	if (!mkdtemp(folder))
		return 1;
	pool = open_in(folder);
	measure(pool, 1);
	measure(pool, 4);
	measure(pool, 16);
	db_close(pool);
	tidy(folder);
	return 0;
}
