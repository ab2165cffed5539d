/*
 * test/both/db_many_test.c - what holds when many ask at a time: threads,
 * pools, processes; and what a call hears about its commit.
 */
#include "both/db_sample.h"

#include <errno.h>
#include <poll.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { THREADS = 64 };

struct crowd {
	struct db_pool *pool;
	int rounds;
	_Atomic long fine, failed, told, told_bad;
};

static void run_crowd(struct crowd *c, void *(*each)(void *))
{
	pthread_t all[THREADS];

	for (int i = 0; i < THREADS; i++)
		if (pthread_create(&all[i], NULL, each, c) != 0)
			abort();
	for (int i = 0; i < THREADS; i++)
		pthread_join(all[i], NULL);
}

/* ---- threads ------------------------------------------------------------ */

static void *count_up(void *with)
{
	struct crowd *c = with;
	struct err err;

	for (int i = 0; i < c->rounds; i++)
		atomic_fetch_add(
			sample_up(c->pool, 1, &err) ? &c->fine : &c->failed, 1);
	return NULL;
}

TEST_BOTH(many_threads_count_one_row_up_and_none_is_lost)
{
	struct crowd c = { .pool = sample_open(url), .rounds = 10 };
	struct db_stats s;

	NEED(c.pool);
	run_crowd(&c, count_up);
	SAME_INT(c.failed, 0);
	SAME_INT(sample_n(c.pool, 1), THREADS * 10);
	db_stats(c.pool, &s);
	/* one more: the schema */
	SAME_INT((long long)s.calls, THREADS * 10 + 1);
	OK(s.commits <= s.calls);
	if (!strcmp(db_engine(c.pool), "sqlite"))
		OK(s.commits < s.calls / 2);
	db_close(c.pool);
}

static void told(void *with, const struct err *err)
{
	struct crowd *c = with;

	atomic_fetch_add(err ? &c->told_bad : &c->told, 1);
}

/* Adds one without waiting; every third call is not kept. */
static void *count_up_later(void *with)
{
	struct crowd *c = with;
	struct tally in = { .id = 1, .n = 1 };
	struct err err;

	for (int i = 0; i < c->rounds; i++) {
		struct arena mem = { 0 };
		struct db *db;

		if (!db_begin(c->pool, DB_WRITE, &mem, &db, &err) ||
			!db_run(db, &tally_up, &in, NULL, &err))
			abort();
		db_end_later(db, i % 3 != 2, told, c);
		arena_free(&mem);
	}
	db_settle(c->pool);
	return NULL;
}

static void await(_Atomic long *n, long want)
{
	const struct timespec pause = { 0, 1000000 };

	for (int i = 0; i < 60000 && atomic_load(n) < want; i++)
		nanosleep(&pause, NULL);
}

TEST_BOTH(each_call_that_ends_later_hears_once)
{
	struct crowd c = { .pool = sample_open(url), .rounds = 9 };

	NEED(c.pool);
	run_crowd(&c, count_up_later);
	await(&c.told, THREADS * 9);
	SAME_INT(c.told, THREADS * 9);
	SAME_INT(c.told_bad, 0);
	SAME_INT(sample_n(c.pool, 1), THREADS * 6);
	db_close(c.pool);
	SAME_INT(c.told, THREADS * 9);
}

TEST_BOTH(a_commit_comes_though_nobody_settles)
{
	struct crowd c = { .pool = sample_open(url) };
	struct tally in = { .id = 1, .n = 1 };
	struct err err;
	struct db *db;

	NEED(c.pool);
	NEED_ERR(db_begin(c.pool, DB_WRITE, &test_mem, &db, &err), err);
	OK_ERR(db_run(db, &tally_up, &in, NULL, &err), err);
	db_end_later(db, true, told, &c);
	await(&c.told, 1);
	SAME_INT(c.told, 1);
	SAME_INT(sample_n(c.pool, 1), 1);
	db_close(c.pool);
}

TEST_BOTH(what_is_not_committed_is_not_seen)
{
	struct db_pool *pool = sample_open(url);
	struct tally in = { .id = 1, .n = 5 };
	struct err err;
	struct db *db;

	NEED(pool);
	NEED_ERR(db_begin(pool, DB_WRITE, &test_mem, &db, &err), err);
	OK_ERR(db_run(db, &tally_up, &in, NULL, &err), err);
	SAME_INT(sample_n(pool, 1), 0);
	OK_ERR(db_end(db, true, &err), err);
	SAME_INT(sample_n(pool, 1), 5);
	db_close(pool);
}

static void *read_on(void *with)
{
	struct crowd *c = with;
	int64_t last = 0;

	for (int i = 0; i < c->rounds; i++) {
		int64_t n = sample_n(c->pool, 1);

		atomic_fetch_add(n >= last ? &c->fine : &c->failed, 1);
		last = n;
	}
	return NULL;
}

/* 64 threads share 8 readers, or connections: they stand in line. */
TEST_BOTH(readers_stand_in_line_and_never_look_back)
{
	struct crowd c = { .pool = sample_open(url), .rounds = 20 };
	struct crowd up = { .pool = c.pool, .rounds = 100 };
	pthread_t writer;

	NEED(c.pool);
	NEED(pthread_create(&writer, NULL, count_up, &up) == 0);
	run_crowd(&c, read_on);
	pthread_join(writer, NULL);
	SAME_INT(c.fine, THREADS * 20);
	SAME_INT(up.fine, 100);
	db_close(c.pool);
}

/* ---- too many ----------------------------------------------------------- */

static int64_t now_ms(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return t.tv_sec * 1000LL + t.tv_nsec / 1000000;
}

/* The pool's own housekeeping takes the writer for moments, too. */
static bool in_use_becomes(struct db_pool *pool, int count)
{
	const struct timespec pause = { 0, 1000000 };
	struct db_stats s;

	for (int tries = 0; tries < 60000; tries++) {
		db_stats(pool, &s);
		if (s.in_use == count)
			return true;
		nanosleep(&pause, NULL);
	}
	return false;
}

/* Where 50 ms may be too few for a connection that has to be made first. */
static bool begin_in_the_end(struct db_pool *pool, enum db_mode mode,
	struct db **out, struct err *err)
{
	for (int tries = 0; tries < 1000; tries++)
		if (db_begin(pool, mode, &test_mem, out, err))
			return true;
		else if (err->code != ERR_BUSY)
			break;
	return false;
}

/* Takes all there are, then one more. */
static void exhaust(const char *url, enum db_mode mode, int all)
{
	struct db_pool *pool = sample_open(url);
	struct db_config config = sample_config(url);
	struct db *held[16], *one;
	struct err err = { 0 };
	struct db_stats s;
	int64_t from, before;

	NEED(pool);
	db_close(pool);
	config.connection_timeout_ms = 50;
	NEED_ERR(db_open(&pool, &config, &err), err);
	for (int i = 0; i < all; i++)
		NEED_ERR(begin_in_the_end(pool, mode, &held[i], &err), err);
	db_stats(pool, &s);
	before = s.busy;
	from = now_ms();
	OK(!db_begin(pool, mode, &test_mem, &one, &err));
	OK(now_ms() - from >= 49);
	SAME_INT(err.code, ERR_BUSY);
	db_stats(pool, &s);
	SAME_INT((long long)(s.busy - before), 1);
	OK(in_use_becomes(pool, all));
	SAME_INT(s.waiting, 0);
	for (int i = 0; i < all; i++)
		OK_ERR(db_end(held[i], true, &err), err);
	NEED_ERR(begin_in_the_end(pool, mode, &one, &err), err);
	OK_ERR(db_end(one, true, &err), err);
	OK(in_use_becomes(pool, 0));
	db_close(pool);
}

TEST_BOTH(who_waits_too_long_for_a_connection_is_told_busy)
{
	exhaust(url, DB_SNAPSHOT, 8);
}

TEST_BOTH(who_waits_too_long_to_write_is_told_busy)
{
	exhaust(url, DB_WRITE, *url == 's' ? 1 : 8);
}

/* ---- a commit that fails ------------------------------------------------ */

#ifdef VITAE_CHECKED
static void *try_once(void *with)
{
	struct crowd *c = with;
	struct err err;
	bool ok = sample_up(c->pool, 1, &err);

	if (!ok && strstr(err.text, "commit"))
		atomic_fetch_add(&c->told_bad, 1);
	atomic_fetch_add(ok ? &c->fine : &c->failed, 1);
	return NULL;
}

static void *wait_with_turn(void *with)
{
	struct crowd *c = with;
	struct tally in = { .id = 2, .n = 1 };
	struct arena mem = { 0 };
	struct err err;
	struct db *db;

	if (!db_begin(c->pool, DB_WRITE, &mem, &db, &err) ||
		!db_run(db, &tally_up, &in, NULL, &err))
		abort();
	atomic_store(&c->told, 1);
	await(&c->told, 2);
	db_end_later(db, true, told, c);
	arena_free(&mem);
	return NULL;
}

/* One holds the turn until all others stand behind it, so that they make one
 * batch; its commit fails. */
TEST(a_failed_commit_is_heard_by_every_call_of_the_batch)
{
	struct crowd c = { .pool = sample_open("memory:") };
	struct db_stats s;
	pthread_t first, all[8];
	struct err err;

	NEED(c.pool);
	pthread_create(&first, NULL, wait_with_turn, &c);
	await(&c.told, 1);
	for (int i = 0; i < 8; i++)
		pthread_create(&all[i], NULL, try_once, &c);
	do
		db_stats(c.pool, &s);
	while (s.waiting < 8);
	db_fail_commit(true);
	atomic_store(&c.told, 2);
	pthread_join(first, NULL);
	for (int i = 0; i < 8; i++)
		pthread_join(all[i], NULL);
	await(&c.told_bad, 9);
	db_fail_commit(false);
	SAME_INT(c.fine, 0);
	SAME_INT(c.failed, 8);
	SAME_INT(c.told_bad, 9);
	SAME_INT(sample_n(c.pool, 1), 0);
	SAME_INT(sample_n(c.pool, 2), 0);
	OK_ERR(sample_up(c.pool, 1, &err), err);
	SAME_INT(sample_n(c.pool, 1), 1);
	db_close(c.pool);
}

/* reliability T1: the n-th question fails, for every n; nothing is half. */
TEST_BOTH(wherever_a_call_fails_nothing_of_it_is_left)
{
	struct db_pool *pool = sample_open(url);
	int64_t before;
	bool ok = false;

	NEED(pool);
	for (long n = 1; !ok && n < 50; n++) {
		struct err err = { 0 };

		before = sample_n(pool, 1);
		db_fail_at(n, false);
		ok = sample_up(pool, 1, &err);
		db_fail_at(0, false);
		OK(ok || err.code == ERR_BROKEN);
		SAME_INT(sample_n(pool, 1), before + ok);
	}
	OK(ok);
	db_close(pool);
}
#endif

/* ---- processes ---------------------------------------------------------- */

static pid_t spawn(
	void (*run)(const char *url, int fd), const char *url, int fd)
{
	pid_t pid = fork();

	if (pid != 0)
		return pid;
	run(url, fd);
	_exit(test_failing());
}

static void count_up_alone(const char *url, int fd)
{
	struct db_pool *pool = sample_open(url);
	struct err err;

	(void)fd;
	for (int i = 0; pool && i < 50; i++)
		OK_ERR(sample_up(pool, 1, &err), err);
	db_close(pool);
}

static void await_child(pid_t pid)
{
	int status = 1;

	NEED(pid > 0);
	while (waitpid(pid, &status, 0) < 0 && errno == EINTR)
		continue;
	SAME_INT(status, 0);
}

TEST_BOTH(processes_that_write_in_turns_lose_nothing)
{
	pid_t all[4];
	struct db_pool *pool;

	for (int i = 0; i < 4; i++)
		all[i] = spawn(count_up_alone, url, -1);
	for (int i = 0; i < 4; i++)
		await_child(all[i]);
	pool = sample_open(url);
	NEED(pool);
	SAME_INT(sample_n(pool, 1), 4 * 50);
	db_close(pool);
}

/* ---- notices ------------------------------------------------------------ */

static void mark(struct db_pool *pool, unsigned slot, bool keep)
{
	struct tally in = { .id = 1, .n = 1 };
	struct err err;
	struct db *db;

	NEED_ERR(db_begin(pool, DB_WRITE, &test_mem, &db, &err), err);
	OK_ERR(db_run(db, &tally_up, &in, NULL, &err), err);
	OK_ERR(db_notice(db, slot, &err), err);
	OK_ERR(db_end(db, keep, &err), err);
}

static void mark_alone(const char *url, int fd)
{
	struct db_pool *pool = sample_open(url);
	char go;

	if (!pool)
		return;
	OK(read(fd, &go, 1) == 1);
	mark(pool, 200, true);
	db_close(pool);
}

static void heard(void *with) { atomic_fetch_add((_Atomic long *)with, 1); }

/* While a node does not hear the others yet, each answer is a new number. */
static bool hears(struct db_pool *pool)
{
	for (int i = 0; i < 60000; i++) {
		const struct timespec pause = { 0, 1000000 };
		uint64_t n = db_noticed(pool, 200);

		if (db_noticed(pool, 200) == n)
			return true;
		nanosleep(&pause, NULL);
	}
	return false;
}

TEST_BOTH(a_notice_is_heard_once_its_call_is_kept)
{
	struct db_pool *pool = sample_open(url);
	_Atomic long times = 0;
	uint64_t n, other;

	NEED(pool);
	NEED(hears(pool));
	db_on_notice(pool, heard, &times);
	other = db_noticed(pool, 8);
	n = db_noticed(pool, 7);
	mark(pool, 7, false);
	OK(db_noticed(pool, 7) == n);
	mark(pool, 7, true);
	OK(db_noticed(pool, 7) != n);
	OK(times >= 1);
	OK(db_noticed(pool, 8) == other);
	db_close(pool);
}

TEST_BOTH(a_notice_is_heard_in_other_processes)
{
	struct db_pool *pool;
	uint64_t before = 0;
	int go[2];
	pid_t pid;

	NEED(pipe(go) == 0);
	pool = sample_open(url);
	NEED(pool);
	db_close(pool);
	pid = spawn(mark_alone, url, go[0]);
	pool = sample_open(url);
	NEED(pool);
	OK(hears(pool));
	before = db_noticed(pool, 200);
	OK(write(go[1], "", 1) == 1);
	await_child(pid);
	for (int i = 0; i < 60000 && db_noticed(pool, 200) == before; i++)
		poll(NULL, 0, 1);
	OK(db_noticed(pool, 200) != before);
	OK(hears(pool));
	db_close(pool);
	close(go[0]);
	close(go[1]);
}
