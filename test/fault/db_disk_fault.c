/*
 * test/fault/db_disk_fault.c - a disk that is full, or does not take a write,
 * a cut or a sync, at each of them in turn, once and for good. Whoever was
 * told that a write was kept must find it; the rest hear ERR_FULL, ERR_BUSY
 * or ERR_BROKEN; and once the disk is well the database is, without a start.
 */
#include "fault/disk.h"
#include "fault/ledger.h"

#include <fcntl.h>
#include <sched.h>
#include <stdlib.h>
#include <sys/mount.h>
#include <sys/wait.h>
#include <unistd.h>

/* ---- each operation of the disk fails ----------------------------------- */

enum { OPS = 3, LONG_LOG = 1100 }; /* pages, so that it is moved at the end */

struct sweep {
	const char *path;
	struct db_pool *pool;
	struct ledger_look look;
	unsigned char kept[LEDGER_MOST];
	int64_t next;
	int points, refused;
};

/* Some writes on a sick disk; those that succeed count. */
static void write_sick(struct sweep *s)
{
	for (int i = 0; i < OPS; i++) {
		int64_t n = s->next++;
		struct err err = { 0 };

		if (ledger_do(s->pool, n, i == 1, &err)) {
			s->kept[n] = 1;
			continue;
		}
		s->refused++;
		if (err.code != ERR_FULL && err.code != ERR_BROKEN &&
			err.code != ERR_BUSY)
			test_fail(__FILE__, __LINE__, "%s: %s",
				err_name(err.code), err.text);
	}
}

static int lost_of(const struct sweep *s)
{
	int lost = 0;

	for (int64_t n = 0; n < s->next; n++)
		lost += s->kept[n] && !s->look.times[n];
	return lost;
}

static void is_well(struct sweep *s)
{
	int64_t n = s->next++;
	struct err err;

	OK_ERR(ledger_do(s->pool, n, true, &err), err);
	s->kept[n] = 1;
	ledger_look_at(s->path, &s->look);
	if (!s->look.sound)
		test_fail(__FILE__, __LINE__, "%s", s->look.why);
	SAME_INT(s->look.twice, 0);
	SAME_INT(lost_of(s), 0);
}

/* True: there was such an operation. */
static bool one_point(
	struct sweep *s, unsigned kinds, int code, long at, bool from_there_on)
{
	bool met;

	disk_fail(kinds, code, at, from_there_on);
	write_sick(s);
	met = disk.failed > 0;
	disk_fail(0, 0, 0, false);
	s->points += met;
	is_well(s);
	return met;
}

static struct sweep *sweep_new(void)
{
	struct sweep *s = mem_alloc(sizeof(*s));
	struct err err;

	disk_begin(false);
	s->path = str_fmt(&test_mem, "%s/ledger.db", help_folder()).at;
	if (!ledger_open(&s->pool, s->path, &err))
		test_fail(__FILE__, __LINE__, "%s", err.text);
	return s;
}

static void sweep_end(struct sweep *s)
{
	struct err err;

	/* and after a start as well */
	db_close(s->pool);
	if (ledger_open(&s->pool, s->path, &err)) {
		is_well(s);
		db_close(s->pool);
	} else {
		test_fail(__FILE__, __LINE__, "%s", err.text);
	}
	printf("    %d points, %d writes refused\n", s->points, s->refused);
	disk_end();
	mem_free(s);
}

static void sweep(unsigned kinds, int code)
{
	struct sweep *s = sweep_new();

	for (int on = 0; s->pool && on < 2; on++)
		for (long at = 1; !test_failing(); at++)
			if (!one_point(s, kinds, code, at, on))
				break;
	OK(s->points >= 2 && s->refused >= s->points);
	if (s->pool)
		sweep_end(s);
}

TEST(a_disk_that_is_full_refuses_and_loses_nothing)
{
	sweep(DISK_WRITE, SQLITE_FULL);
}

TEST(a_write_that_fails_is_refused_and_loses_nothing)
{
	sweep(DISK_WRITE, SQLITE_IOERR_WRITE);
}

TEST(a_sync_that_fails_is_refused_and_loses_nothing)
{
	sweep(DISK_SYNC, SQLITE_IOERR_FSYNC);
}

/* The control: what must be seen where a disk swallows a write. */
static bool is_ill(struct sweep *s)
{
	struct err err;

	ledger_look_at(s->path, &s->look);
	return !s->look.sound || lost_of(s) > 0 ||
	       !ledger_do(s->pool, s->next++, true, &err);
}

TEST(control_a_disk_that_swallows_writes_is_noticed)
{
	int ill = 0, points = 0;

	for (long at = 1; at <= 8; at++) {
		struct sweep *s = sweep_new();

		NEED(s->pool);
		disk_fail(DISK_WRITE, DISK_SWALLOW, at, true);
		write_sick(s);
		points += disk.failed > 0;
		ill += is_ill(s);
		disk_fail(0, 0, 0, false);
		db_close(s->pool);
		disk_end();
		mem_free(s);
	}
	SAME_INT(points, 8);
	SAME_INT(ill, points);
}

/* A commit succeeds whose log could not be moved; later it can be. */
TEST(a_log_that_cannot_be_moved_costs_no_write)
{
	struct sweep *s = sweep_new();

	for (int i = 0; s->pool && i < 8 && !test_failing(); i++) {
		int64_t until = s->next + LONG_LOG / 4;
		struct err err;

		for (; s->next < until; s->next++)
			s->kept[s->next] =
				ledger_do(s->pool, s->next, false, &err);
		one_point(s, DISK_WRITE | DISK_SYNC | DISK_CUT,
			SQLITE_IOERR_FSYNC, 1 + i, true);
	}
	OK(s->points > 0);
	if (s->pool)
		sweep_end(s);
}

/* ---- a real disk, full -------------------------------------------------- */

/* Takes all there is; dropping it is the cure. */
static void fill_disk(const char *path)
{
	static const char page[4096];
	int fd = open(path, O_CREAT | O_WRONLY | O_CLOEXEC, 0600);

	while (write(fd, page, sizeof(page)) > 0)
		;
	close(fd);
}

static void small_disk(const char *root)
{
	struct sweep *s = mem_alloc(sizeof(*s));
	const char *big = str_fmt(&test_mem, "%s/big", root).at;
	struct err err;

	s->path = str_fmt(&test_mem, "%s/ledger.db", root).at;
	NEED_ERR(ledger_open(&s->pool, s->path, &err), err);
	for (int i = 0; i < 6; i++) {
		int before = s->refused;

		fill_disk(big);
		for (int k = 0; k < 100; k++)
			write_sick(s);
		OK(s->refused > before);
		unlink(big);
		is_well(s);
	}
	OK(s->refused > 0);
	db_close(s->pool);
	mem_free(s);
}

/* There is no room for the first thing that is told to other nodes. */
static void full_from_the_start(const char *root)
{
	const char *big = str_fmt(&test_mem, "%s/big", root).at,
		   *path = str_fmt(&test_mem, "%s/ledger.db", root).at;
	struct db_pool *pool;
	struct err err;

	fill_disk(big);
	OK(!ledger_open(&pool, path, &err));
	SAME_INT(err.code, ERR_FULL);
	unlink(big);
	NEED_ERR(ledger_open(&pool, path, &err), err);
	OK_ERR(ledger_do(pool, 1, true, &err), err);
	db_close(pool);
}

/* The log is begun anew in the room it has, so that a write is kept though
 * the disk is full; telling of it must need no room either. */
static void full_before_the_first_notice(const char *root)
{
	const char *big = str_fmt(&test_mem, "%s/big", root).at,
		   *path = str_fmt(&test_mem, "%s/ledger.db", root).at;
	struct db_pool *pool;
	int64_t n = 0;
	int kept = 0;
	struct err err;

	NEED_ERR(ledger_open(&pool, path, &err), err);
	while (n < LONG_LOG)
		OK_ERR(ledger_do(pool, n++, false, &err), err);
	fill_disk(big);
	for (int i = 0; i < 20; i++)
		kept += ledger_do(pool, n++, true, &err);
	OK(kept > 0);
	db_close(pool);
}

/* In a child of its own, so that nobody else sees the mount. */
static int on_small_disk(const char *root, void (*run)(const char *root))
{
	if (unshare(CLONE_NEWNS | (geteuid() ? CLONE_NEWUSER : 0)) ||
		mount(NULL, "/", NULL, MS_REC | MS_PRIVATE, NULL) ||
		mount("none", root, "tmpfs", 0, "size=8m"))
		return 2;
	run(root);
	fflush(stdout);
	return test_failing();
}

static void with_small_disk(void (*run)(const char *root))
{
	const char *root = help_folder();
	int status;
	pid_t pid;

	fflush(stdout);
	pid = fork();
	if (pid == 0)
		_exit(on_small_disk(root, run));
	waitpid(pid, &status, 0);
	OK(WIFEXITED(status) && WEXITSTATUS(status) != 1);
	if (WIFEXITED(status) && WEXITSTATUS(status) == 2)
		printf("    (no small disk to be had here: not tried)\n");
}

TEST(a_real_disk_that_fills_up_and_is_cleared_loses_nothing)
{
	with_small_disk(small_disk);
}

TEST(a_disk_that_is_full_from_the_start_is_said)
{
	with_small_disk(full_from_the_start);
}

TEST(a_disk_that_fills_up_before_the_first_notice_breaks_nobody)
{
	with_small_disk(full_before_the_first_notice);
}
