/*
 * test/fault/db_kill_fault.c - kill -9 of a process whose threads write to a
 * SQLite file: what was acknowledged is there, nothing is there twice or by
 * half. A kill shows no missing fsync, the kernel keeps what was written:
 * that is db_power_fault.c's.
 */
#include "fault/ledger.h"
#include "fault/times.h"

#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { CYCLES = 150, LOOK_EVERY = 25, THREADS = 6 };

/* ---- the one that is killed --------------------------------------------- */

struct life {
	struct db_pool *pool;
	int pipe_to;
	bool early; /* acknowledges before the commit: the control */
	_Atomic int64_t next;
};

static void acknowledge(struct life *l, int64_t n)
{
	if (write(l->pipe_to, &n, sizeof(n)) != sizeof(n))
		_exit(3);
}

/* The way of the server's routes: who writes does not wait for the disk. */
struct later {
	struct life *life;
	int64_t n;
};
static void kept(void *with, const struct err *err)
{
	struct later *l = with;

	if (err)
		_exit(4);
	acknowledge(l->life, l->n);
	mem_free(l);
}

static bool write_later(struct life *l, int64_t n, struct err *err)
{
	struct later *then = mem_alloc(sizeof(*then));
	struct op op = { n, n % LEDGER_ACCOUNTS, { "", 0 } };
	struct arena mem = { 0 };
	struct db *db;
	bool ok;

	*then = (struct later){ l, n };
	ok = db_begin(l->pool, DB_WRITE, &mem, &db, err) &&
	     db_run(db, &ledger_add, &op, NULL, err) &&
	     db_run(db, &ledger_count, &op, NULL, err);
	if (!ok)
		return false;
	db_end_later(db, true, kept, then);
	db_settle(l->pool);
	arena_free(&mem);
	return true;
}

static void *write_on(void *with)
{
	struct life *l = with;
	struct err err;

	for (;;) {
		int64_t n = atomic_fetch_add(&l->next, 1);

		if (l->early)
			acknowledge(l, n);
		if (n % 3 == 1 && !l->early) {
			if (!write_later(l, n, &err))
				_exit(5);
			continue;
		}
		if (!ledger_do(l->pool, n, n % 7 == 0, &err))
			_exit(6);
		if (!l->early)
			acknowledge(l, n);
	}
	return NULL;
}

_Noreturn static void live(
	const char *path, int64_t first, bool early, int pipe_to)
{
	struct life l = { .pipe_to = pipe_to, .early = early, .next = first };
	pthread_t thread;
	struct err err;

	if (!ledger_open(&l.pool, path, &err))
		_exit(1);
	for (int i = 0; i < THREADS; i++)
		if (pthread_create(&thread, NULL, write_on, &l))
			_exit(2);
	for (;;)
		pause();
}

/* ---- the one that kills ------------------------------------------------- */

struct kills {
	const char *path;
	bool early;
	unsigned char acked[LEDGER_MOST];
	int64_t next, count;
	struct ledger_look look;
	int lost;
};

/* Numbers of one life never come again, though those after the last that
 * was acknowledged may have been used. */
static void collect(struct kills *k, int from)
{
	int64_t n;

	while (read(from, &n, sizeof(n)) == sizeof(n)) {
		NEED(n >= 0 && n < LEDGER_MOST - 1000);
		k->count += !k->acked[n];
		k->acked[n] = 1;
		k->next = n >= k->next ? n + 1 : k->next;
	}
	k->next += 512;
}

static void one_life(struct kills *k, int64_t us)
{
	const struct timespec wait = { 0, us * 1000 };
	int64_t n;
	int ends[2], status;
	pid_t child;

	NEED(pipe2(ends, O_CLOEXEC) == 0);
	fflush(stdout);
	child = fork();
	if (child == 0)
		live(k->path, k->next, k->early, ends[1]);
	close(ends[1]);
	/* the first answer shows that it lives */
	OK(read(ends[0], &n, sizeof(n)) == sizeof(n));
	k->count += !k->acked[n];
	k->acked[n] = 1;
	nanosleep(&wait, NULL);
	kill(child, SIGKILL);
	collect(k, ends[0]);
	close(ends[0]);
	waitpid(child, &status, 0);
	OK(WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL);
}

static void look(struct kills *k)
{
	ledger_look_at(k->path, &k->look);
	if (!k->look.sound)
		test_fail(__FILE__, __LINE__, "%s", k->look.why);
	SAME_INT(k->look.twice, 0);
	k->lost = 0;
	for (int64_t n = 0; n < LEDGER_MOST; n++)
		k->lost += k->acked[n] && !k->look.times[n];
}

/* How many acknowledged operations were lost. */
static int kill_again_and_again(bool early, int cycles)
{
	struct kills *k = mem_alloc(sizeof(*k));
	unsigned seed = 7;
	int lost = -1;

	k->path = str_fmt(&test_mem, "%s/ledger.db", help_folder()).at;
	k->early = early;
	for (int i = 0; i < cycles && !test_failing(); i++) {
		one_life(k, 500 + rand_r(&seed) % 30000);
		if (i % LOOK_EVERY == LOOK_EVERY - 1 || i == cycles - 1)
			look(k);
	}
	lost = k->lost;
	printf("    %d kills, %lld acknowledged, %d found, %d lost\n", cycles,
		(long long)k->count, k->look.count, lost);
	OK(k->count >= cycles);
	mem_free(k);
	return lost;
}

TEST(kill_9_loses_no_acknowledged_write_and_doubles_none)
{
	SAME_INT(kill_again_and_again(false, fault_times(CYCLES)), 0);
}

/* The control: this test would see a loss. */
TEST(an_answer_before_its_commit_is_lost_and_that_is_seen)
{
	OK(kill_again_and_again(true, 40) > 0);
}
