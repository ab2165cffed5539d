/*
 * test/both/db_pg_test.c - what only a server can do to us: hang up, change
 * the schema under a prepared query, refuse, go away. Needs VITAE_TEST_PG.
 */
#include "both/db_sample.h"

#include <poll.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>

#define TEST_PG(name)                                   \
	static void name##_on(const char *url);         \
	TEST(name)                                      \
	{                                               \
		if (help_postgres())                    \
			name##_on(help_postgres_url()); \
	}                                               \
	static void name##_on(const char *url)

/* ---- a connection that dies --------------------------------------------- */

struct pid_row {
	int64_t pid;
};
static const struct db_col pid_cols[] = { DB_COL(pid_row, pid), { 0 } };
static const struct db_query pid_get = {
	.name = "pid.get",
	.sql = "SELECT pg_backend_pid()::bigint AS pid",
	.out = pid_cols,
	.row_size = sizeof(struct pid_row),
};
/* Comes back when the other end is gone. */
static const struct db_query pid_end = {
	.name = "pid.end",
	.sql = "SELECT count(pg_terminate_backend($1::int, 60000)) AS pid",
	.in = pid_cols,
	.out = pid_cols,
	.row_size = sizeof(struct pid_row),
};
static int64_t pid_of(struct db *db)
{
	struct pid_row row = { 0 };
	struct err err;

	OK_ERR(db_one(db, &pid_get, NULL, &row, &err), err);
	return row.pid;
}

static void end_pid(struct db_pool *pool, int64_t pid)
{
	struct pid_row row = { pid };
	struct err err;
	struct db *db;

	NEED_ERR(db_begin(pool, DB_READ, &test_mem, &db, &err), err);
	OK_ERR(db_one(db, &pid_end, &row, &row, &err), err);
	OK_ERR(db_end(db, true, &err), err);
}

/* The pid of the connection that the next call will get. */
static int64_t next_pid(struct db_pool *pool)
{
	int64_t pid;
	struct err err;
	struct db *db;

	if (!db_begin(pool, DB_READ, &test_mem, &db, &err))
		return 0;
	pid = pid_of(db);
	OK_ERR(db_end(db, true, &err), err);
	return pid;
}

TEST_PG(a_connection_that_died_while_idle_is_replaced_unnoticed)
{
	static const enum db_mode modes[] = { DB_READ, DB_SNAPSHOT, DB_WRITE };
	struct db_pool *pool, *other;
	struct tally in = { .id = 1 }, out;
	struct err err;
	struct db *db;

	pool = sample_open(url);
	other = sample_open(url);
	NEED(pool && other);
	for (size_t i = 0; i < LENGTH(modes); i++) {
		end_pid(other, next_pid(pool));
		NEED_ERR(db_begin(pool, modes[i], &test_mem, &db, &err), err);
		OK_ERR(db_one(db, &tally_get, &in, &out, &err), err);
		OK_ERR(db_end(db, true, &err), err);
	}
	end_pid(other, next_pid(pool));
	NEED_ERR(db_begin(pool, DB_WRITE, &test_mem, &db, &err), err);
	OK_ERR(db_part_begin(db, &err), err);
	OK_ERR(db_one(db, &tally_get, &in, &out, &err), err);
	OK_ERR(db_part_end(db, true, &err), err);
	OK_ERR(db_end(db, true, &err), err);
	db_close(pool);
	db_close(other);
}

TEST_PG(a_connection_that_dies_within_a_call_fails_that_call_only)
{
	struct db_pool *pool = sample_open(url), *other = sample_open(url);
	struct tally in = { .id = 1, .n = 1 };
	struct err err;
	struct db_stats s;
	struct db *db;

	NEED(pool && other);
	NEED_ERR(db_begin(pool, DB_WRITE, &test_mem, &db, &err), err);
	OK_ERR(db_run(db, &tally_up, &in, NULL, &err), err);
	end_pid(other, pid_of(db));
	OK(!db_run(db, &tally_up, &in, NULL, &err));
	SAME_INT(err.code, ERR_BUSY);
	OK_ERR(db_end(db, false, &err), err);
	OK_ERR(sample_up(pool, 5, &err), err);
	SAME_INT(sample_n(pool, 1), 5);
	db_stats(pool, &s);
	SAME_INT(s.in_use, 0);
	db_close(pool);
	db_close(other);
}

TEST_PG(a_commit_that_nobody_answered_is_said_to_be_unknown)
{
	struct db_pool *pool = sample_open(url), *other = sample_open(url);
	struct tally in = { .id = 1, .n = 1 };
	struct err err;
	struct db *db;

	NEED(pool && other);
	NEED_ERR(db_begin(pool, DB_WRITE, &test_mem, &db, &err), err);
	OK_ERR(db_run(db, &tally_up, &in, NULL, &err), err);
	end_pid(other, pid_of(db));
	OK(!db_end(db, true, &err));
	SAME_INT(err.code, ERR_BUSY);
	OK(strstr(err.text, "unknown"));
	SAME_INT(sample_n(pool, 1), 0);
	db_close(pool);
	db_close(other);
}

TEST_PG(all_connections_may_die_at_once)
{
	struct db_pool *pool = sample_open(url), *other = sample_open(url);
	struct db_rows rows;
	struct db *held[4];
	int64_t pid[4];
	struct err err;

	NEED(pool && other);
	for (int i = 0; i < 4; i++) {
		NEED_ERR(db_begin(pool, DB_READ, &test_mem, &held[i], &err),
			err);
		NEED_ERR(db_list(held[i], &pid_get, NULL, 1, &rows, &err), err);
		pid[i] = ((struct pid_row *)rows.at)->pid;
	}
	for (int i = 0; i < 4; i++)
		OK_ERR(db_end(held[i], true, &err), err);
	for (int i = 0; i < 4; i++)
		end_pid(other, pid[i]);
	for (int i = 0; i < 8; i++)
		OK_ERR(sample_up(pool, 1, &err), err);
	SAME_INT(sample_n(pool, 1), 8);
	db_close(pool);
	db_close(other);
}

/* ---- a schema that changes ---------------------------------------------- */

TEST_PG(a_plan_that_the_schema_outran_is_made_anew)
{
	static const struct db_query any = {
		.name = "tally.any",
		.sql = "SELECT * FROM (SELECT t.* FROM tally t) AS u"
		       " WHERE u.id = 1",
	};
	const struct db_migration more[] = {
		{ "0001_sample.sql", sample_sql },
		{ "0002.sql", "ALTER TABLE tally ADD COLUMN extra :int:" },
		{ "0003.sql", "ALTER TABLE tally DROP COLUMN extra" },
	};
	struct db_pool *pool = sample_open(url), *other = sample_open(url);
	struct err err = { 0 };
	struct db *db;
	size_t applied;

	NEED(pool && other);
	for (size_t n = 1; n <= LENGTH(more); n++)
		for (int mode = DB_READ; mode <= DB_WRITE; mode++) {
			OK_ERR(db_migrate(other, more, n, &applied, &err), err);
			NEED_ERR(db_begin(pool, (enum db_mode)mode, &test_mem,
					 &db, &err),
				err);
			/* rows come, which is all that is asked here */
			OK(!db_run(db, &any, NULL, NULL, &err));
			OK(strstr(err.text, "rows where none"));
			OK_ERR(db_end(db, false, &err), err);
		}
	db_close(pool);
	db_close(other);
}

/* ---- opening ------------------------------------------------------------ */

/* ---- questions that go out together ------------------------------------- */

enum { CROWD = 32, ROUNDS = 50 };

struct asked {
	struct db_pool *pool;
	atomic_int next, right, told, slow;
};

struct number_row {
	int64_t n;
};
static const struct db_col number_cols[] = { DB_COL(number_row, n), { 0 } };
static const struct db_query number_of = {
	.name = "number.of",
	.sql = "SELECT 60 / $1::bigint AS n",
	.in = number_cols,
	.out = number_cols,
	.row_size = sizeof(struct number_row),
};
static const struct db_query number_slow = {
	.name = "number.slow",
	.sql = "SELECT $1::bigint AS n"
	       " WHERE pg_sleep($1::bigint / 1000.0) IS NOT NULL",
	.in = number_cols,
	.out = number_cols,
	.row_size = sizeof(struct number_row),
};

static void run_crowd(struct asked *a, void *(*each)(void *))
{
	pthread_t all[CROWD];

	for (int i = 0; i < CROWD; i++)
		if (pthread_create(&all[i], NULL, each, a) != 0)
			abort();
	for (int i = 0; i < CROWD; i++)
		pthread_join(all[i], NULL);
}

/* With memory of its own: it runs on a thread of its own. */
static bool number(struct db_pool *pool, const struct db_query *q, int64_t *n,
	struct err *err)
{
	struct number_row row = { *n };
	struct arena mem = { 0 };
	struct db *db;
	bool ok = db_begin(pool, DB_READ, &mem, &db, err);

	if (ok) {
		ok = db_one(db, q, &row, &row, err);
		ok = db_end(db, ok, err) && ok;
	}
	*n = row.n;
	arena_free(&mem);
	return ok;
}

/* One thread of four divides by zero. */
static void *divide(void *with)
{
	struct asked *a = with;
	int64_t by = atomic_fetch_add(&a->next, 1) % 4;
	struct err err;

	for (int i = 0; i < ROUNDS; i++) {
		int64_t n = by;

		if (number(a->pool, &number_of, &n, &err))
			atomic_fetch_add(&a->right, by && n == 60 / by);
		else
			atomic_fetch_add(&a->told,
				!by && strstr(err.text, "division by zero"));
	}
	return NULL;
}

TEST_PG(who_asks_together_gets_his_own_row_or_his_own_error)
{
	struct asked a = { .pool = sample_open(url) };
	struct db_stats s;

	NEED(a.pool);
	run_crowd(&a, divide);
	SAME_INT(a.right, CROWD / 4 * 3 * ROUNDS);
	SAME_INT(a.told, CROWD / 4 * ROUNDS);
	db_stats(a.pool, &s);
	SAME_INT(s.in_use, 0);
	db_close(a.pool);
}

/* The first thread asks what takes long, the others what does not. */
static void *beside_a_slow_one(void *with)
{
	struct asked *a = with;
	bool slow = atomic_fetch_add(&a->next, 1) == 0;
	int64_t n = slow ? 1500 : 1;
	struct err err;

	while (!slow && !atomic_load(&a->slow))
		poll(NULL, 0, 1);
	if (slow)
		atomic_store(&a->slow, 1);
	if (number(a->pool, slow ? &number_slow : &number_of, &n, &err) && slow)
		atomic_store(&a->slow, 2);
	/* the others count who was there before the slow one had its answer */
	if (!slow && atomic_load(&a->slow) == 1)
		atomic_fetch_add(&a->right, n == 60);
	return NULL;
}

TEST_PG(a_question_that_once_took_long_holds_nobody_up_again)
{
	struct asked a = { .pool = sample_open(url) };
	struct err err;
	int64_t n = 100;

	NEED(a.pool);
	OK_ERR(number(a.pool, &number_slow, &n, &err), err);
	run_crowd(&a, beside_a_slow_one);
	SAME_INT(a.right, CROWD - 1);
	db_close(a.pool);
}

static void *is_told_busy(void *with)
{
	struct asked *a = with;
	int64_t n = 1;
	struct err err;

	atomic_fetch_add(&a->told,
		!number(a->pool, &number_of, &n, &err) && err.code == ERR_BUSY);
	return NULL;
}

static void *divide_by_one(void *with)
{
	struct asked *a = with;

	for (int i = 0; i < ROUNDS; i++) {
		int64_t n = 1;
		struct err err;

		atomic_fetch_add(&a->right,
			number(a->pool, &number_of, &n, &err) && n == 60);
	}
	return NULL;
}

/* Each of them is told, and nobody waits for a second time alone. */
TEST_PG(who_asks_together_without_a_connection_is_told_busy)
{
	struct db_config config = sample_config(url);
	struct db_pool *pool = sample_open(url);
	struct asked a = { 0 };
	struct db_stats s;
	struct db *held;
	struct err err;

	NEED(pool);
	db_close(pool);
	config.pool_min = 1;
	config.pool_max = 1;
	config.connection_timeout_ms = 50;
	NEED_ERR(db_open(&a.pool, &config, &err), err);
	NEED_ERR(db_begin(a.pool, DB_SNAPSHOT, &test_mem, &held, &err), err);
	run_crowd(&a, is_told_busy);
	SAME_INT(a.told, CROWD);
	OK_ERR(db_end(held, true, &err), err);
	run_crowd(&a, divide_by_one);
	SAME_INT(a.right, CROWD * ROUNDS);
	db_stats(a.pool, &s);
	SAME_INT(s.in_use, 0);
	db_close(a.pool);
}

TEST_PG(a_crowd_asks_together)
{
	struct asked a = { .pool = sample_open(url) };
	struct db_stats s;

	NEED(a.pool);
	run_crowd(&a, divide_by_one);
	SAME_INT(a.right, CROWD * ROUNDS);
	db_stats(a.pool, &s);
	OK(s.shared > 0 && s.shared <= CROWD * ROUNDS);
	db_close(a.pool);
}

TEST(a_server_that_is_away_is_busy)
{
	struct db_config config =
		sample_config("postgresql://vitae:secret@127.0.0.1:1/vitae");
	struct db_pool *pool;
	struct err err;

	OK(!db_open(&pool, &config, &err));
	SAME_INT(err.code, ERR_BUSY);
	OK(!strstr(err.text, "secret"));
}

TEST_PG(a_ping_is_answered)
{
	struct db_pool *pool = sample_open(url);
	struct err err;

	NEED(pool);
	OK_ERR(db_ping(pool, 60 * 1000, &err), err);
	db_close(pool);
}

TEST_PG(idle_connections_are_closed_down_to_the_least)
{
	struct db_config config = sample_config(url);
	struct db *held[5];
	struct db_pool *pool;
	struct db_stats s;
	struct err err;

	config.idle_timeout_ms = 100;
	config.pool_min = 2;
	NEED_ERR(db_open(&pool, &config, &err), err);
	db_stats(pool, &s);
	SAME_INT(s.connections, 2);
	for (int i = 0; i < 5; i++)
		NEED_ERR(db_begin(pool, DB_SNAPSHOT, &test_mem, &held[i], &err),
			err);
	db_stats(pool, &s);
	SAME_INT(s.connections, 5);
	for (int i = 0; i < 5; i++)
		OK_ERR(db_end(held[i], true, &err), err);
	for (int i = 0; i < 6000 && s.connections > 2; i++) {
		poll(NULL, 0, 10);
		db_stats(pool, &s);
	}
	SAME_INT(s.connections, 2);
	db_close(pool);
}
