/*
 * test/unit/db_sqlite_test.c - what only a file can do to us: be damaged,
 * be locked by another process, have no room; and what we leave beside it.
 */
#include "both/db_sample.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static const char *new_path(void)
{
	return str_fmt(&test_mem, "%s/my.db", help_folder()).at;
}

static const char *url_of(const char *path)
{
	return str_fmt(&test_mem, "sqlite:%s", path).at;
}

static off_t size_of(const char *path, const char *end)
{
	struct stat st;
	const char *name = str_fmt(&test_mem, "%s%s", path, end).at;

	return stat(name, &st) == 0 ? st.st_size : -1;
}

static int64_t now_ms(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return t.tv_sec * 1000LL + t.tv_nsec / 1000000;
}

static bool opens(const char *path, struct err *err)
{
	const struct db_config config = sample_config(url_of(path));
	struct db_pool *pool;

	if (!db_open(&pool, &config, err))
		return false;
	db_close(pool);
	return true;
}

/* ---- the file ----------------------------------------------------------- */

TEST(only_the_owner_can_read_the_files)
{
	static const char *const ends[] = { "", "-wal", "-shm", "-writer",
		"-notice" };
	const char *path = new_path();
	struct db_pool *pool = sample_open(url_of(path));

	NEED(pool);
	for (size_t i = 0; i < LENGTH(ends); i++) {
		struct stat st = { 0 };
		const char *name = str_fmt(&test_mem, "%s%s", path, ends[i]).at;

		OK(stat(name, &st) == 0);
		SAME_INT(st.st_mode & 0777, 0600);
	}
	db_close(pool);
	SAME_INT(size_of(path, "-wal"), -1);
}

TEST(a_path_may_look_like_an_address)
{
	const char *path = new_path();
	struct db_pool *pool =
		sample_open(str_fmt(&test_mem, "sqlite://%s", path).at);

	NEED(pool);
	db_close(pool);
	OK(size_of(path, "") > 0);
}

TEST(a_folder_that_is_not_there_is_named)
{
	struct err err = { 0 };

	OK(!opens("/nowhere/at/all.db", &err));
	SAME_INT(err.code, ERR_BAD_INPUT);
	OK(strstr(err.text, "/nowhere/at/all.db"));
}

TEST(a_file_that_is_no_database_is_refused_and_left_alone)
{
	static const char text[] = "Dear diary, this is no database. It is only"
				   " text that somebody wants to keep, and more"
				   " of it than a header's hundred bytes.";
	const char *path = new_path();
	FILE *f = fopen(path, "w");
	struct err err = { 0 };
	char now[sizeof(text)] = { 0 };

	NEED(f);
	fputs(text, f);
	fclose(f);
	OK(!opens(path, &err));
	SAME_INT(err.code, ERR_BROKEN);
	OK(strstr(err.text, "restore a backup"));
	f = fopen(path, "r");
	NEED(f);
	OK(fgets(now, sizeof(now), f) && !strcmp(now, text));
	fclose(f);
}

static int count_in_memory(void)
{
	const char *ours = str_fmt(&test_mem, "vitae-%d-", (int)getpid()).at;
	DIR *d = opendir("/dev/shm");
	struct dirent *e;
	int n = 0;

	while (d && (e = readdir(d)))
		n += !strncmp(e->d_name, ours, strlen(ours));
	if (d)
		closedir(d);
	return n;
}

TEST(a_database_in_memory_is_its_own_and_leaves_nothing)
{
	int before = count_in_memory();
	struct db_pool *a = sample_open("memory:"), *b = sample_open("memory:");
	struct err err;

	NEED(a && b);
	OK_ERR(sample_up(a, 3, &err), err);
	SAME_INT(sample_n(a, 1), 3);
	SAME_INT(sample_n(b, 1), 0);
	db_close(a);
	db_close(b);
	SAME_INT(count_in_memory(), before);
}

/* ---- writing ------------------------------------------------------------ */

TEST(a_call_that_changed_nothing_commits_nothing)
{
	struct db_pool *pool = sample_open("memory:");
	struct tally in = { .id = 1 }, out;
	struct db_stats before, after;
	struct err err;
	struct db *db;

	NEED(pool);
	db_stats(pool, &before);
	NEED_ERR(db_begin(pool, DB_WRITE, &test_mem, &db, &err), err);
	OK_ERR(db_one(db, &tally_get, &in, &out, &err), err);
	OK_ERR(db_end(db, true, &err), err);
	db_stats(pool, &after);
	SAME_INT((long long)after.commits, (long long)before.commits);
	db_close(pool);
}

struct meeting {
	struct db_pool *pool;
	bool saw, kept;
	_Atomic bool done;
};

static void *read_only_call(void *with)
{
	struct meeting *m = with;
	struct tally in = { .id = 1 }, out;
	struct arena mem = { 0 };
	struct err err;
	struct db *db;

	if (db_begin(m->pool, DB_WRITE, &mem, &db, &err)) {
		m->saw = db_one(db, &tally_get, &in, &out, &err) && out.n > 0;
		m->kept = db_end(db, true, &err);
	}
	arena_free(&mem);
	return NULL;
}

static void ignore(void *with, const struct err *err) { (void)with, (void)err; }

#ifdef VITAE_CHECKED
/* A write that gets lost, and a call that comes before it is. */
static void lose_what_is_seen(struct meeting *m)
{
	struct tally in = { .id = 1, .n = 1 };
	struct db_stats s;
	pthread_t other;
	struct err err;
	struct db *db;

	NEED_ERR(db_begin(m->pool, DB_WRITE, &test_mem, &db, &err), err);
	OK_ERR(db_run(db, &tally_up, &in, NULL, &err), err);
	NEED(pthread_create(&other, NULL, read_only_call, m) == 0);
	do
		db_stats(m->pool, &s);
	while (s.waiting < 1);
	db_fail_commit(true);
	db_end_later(db, true, ignore, NULL);
	pthread_join(other, NULL);
	db_fail_commit(false);
}

/* It may have answered by what the other call wrote, so it must not say
 * "fine" before that is on the disk. If the keeper was quicker there was
 * nothing to see: once more then. */
TEST(a_call_that_saw_what_was_lost_hears_of_it)
{
	struct meeting m = { .pool = sample_open("memory:") };

	NEED(m.pool);
	for (int i = 0; i < 100 && !m.saw; i++)
		lose_what_is_seen(&m);
	OK(m.saw);
	OK(!m.kept);
	db_close(m.pool);
}
#endif

static void *read_a_little(void *with)
{
	const struct timespec pause = { 0, 2000000 };
	struct meeting *m = with;
	struct tally in = { .id = 1 }, out;

	while (!m->done) {
		struct arena mem = { 0 };
		struct err err;
		struct db *db;

		if (!db_begin(m->pool, DB_SNAPSHOT, &mem, &db, &err) ||
			!db_one(db, &tally_get, &in, &out, &err))
			abort();
		nanosleep(&pause, NULL);
		db_end(db, true, &err);
		arena_free(&mem);
	}
	return NULL;
}

/* One call of many pages. */
static void add_pages(struct db_pool *pool, int call, struct str note)
{
	struct item in = { .note = note };
	struct arena mem = { 0 };
	struct err err;
	struct db *db;

	NEED_ERR(db_begin(pool, DB_WRITE, &mem, &db, &err), err);
	for (int i = 0; i < 300; i++) {
		in.id = str_fmt(&mem, "%d.%d", call, i);
		OK_ERR(db_run(db, &item_add, &in, NULL, &err), err);
	}
	OK_ERR(db_end(db, true, &err), err);
	arena_free(&mem);
}

TEST(the_log_does_not_grow_under_readers_that_overlap)
{
	enum { READERS = 4, CALLS = 60 };
	const char *path = new_path();
	struct meeting m = { .pool = sample_open(url_of(path)) };
	char *note = arena_alloc(&test_mem, 4000);
	pthread_t readers[READERS];

	NEED(m.pool);
	memset(note, 'x', 4000);
	for (int i = 0; i < READERS; i++)
		NEED(pthread_create(&readers[i], NULL, read_a_little, &m) == 0);
	for (int i = 0; i < CALLS; i++)
		add_pages(m.pool, i, str_of(note, 4000));
	m.done = true;
	for (int i = 0; i < READERS; i++)
		pthread_join(readers[i], NULL);
	/* 18,000 pages and more went through it */
	OK(size_of(path, "") > 60 << 20);
	OK(size_of(path, "-wal") < 30 << 20);
	db_close(m.pool);
}

/* ---- other processes ---------------------------------------------------- */

/* A process that stands in the writer's place until it is told to go. */
static pid_t hold_lock(const char *path, int *until)
{
	int ready[2], go[2];
	char byte;
	pid_t pid;

	if (pipe(ready) != 0 || pipe(go) != 0)
		return -1;
	pid = fork();
	if (pid == 0) {
		const char *name = str_fmt(&test_mem, "%s-writer", path).at;
		struct flock l = { .l_type = F_WRLCK, .l_len = 2 };
		int fd = open(name, O_RDWR);
		bool ok = fd >= 0 && fcntl(fd, F_OFD_SETLK, &l) == 0;

		close(go[1]);
		ok = ok && write(ready[1], "", 1) == 1;
		ok = ok && read(go[0], &byte, 1) == 0;
		_exit(!ok);
	}
	close(ready[1]);
	close(go[0]);
	if (read(ready[0], &byte, 1) != 1)
		pid = -1;
	close(ready[0]);
	*until = go[1];
	return pid;
}

TEST(another_process_that_writes_is_waited_for_but_not_for_ever)
{
	const char *path = new_path();
	struct db_config config = sample_config(url_of(path));
	struct db_pool *pool = sample_open(config.url);
	struct err err = { 0 };
	int64_t from = now_ms();
	int until, status = 1;
	bool ok = false;
	pid_t pid;

	NEED(pool);
	db_close(pool);
	config.connection_timeout_ms = 60;
	NEED_ERR(db_open(&pool, &config, &err), err);
	pid = hold_lock(path, &until);
	NEED(pid > 0);
	OK(!sample_up(pool, 1, &err));
	OK(now_ms() - from >= 59);
	SAME_INT(err.code, ERR_BUSY);
	OK(!db_ping(pool, 10, &err));
	SAME_INT(err.code, ERR_BUSY);
	SAME_INT(sample_n(pool, 1), 0); /* readers go on */
	close(until);
	OK(waitpid(pid, &status, 0) == pid && status == 0);
	OK_ERR(db_ping(pool, 60 * 1000, &err), err);
	/* what housekeeping takes may be longer than 60 ms, too */
	for (int i = 0; i < 1000 && !ok; i++)
		ok = sample_up(pool, 1, &err);
	OK_ERR(ok, err);
	SAME_INT(sample_n(pool, 1), 1);
	db_close(pool);
}

/* ---- no room ------------------------------------------------------------ */

static bool fill(struct db_pool *pool, const char *note, struct err *err)
{
	struct arena mem = { 0 };
	struct item in = { .id = STR("big"), .note = str_c(note) };
	struct err ignored;
	struct db *db;
	bool ok = db_begin(pool, DB_WRITE, &mem, &db, err);

	if (ok) {
		ok = db_run(db, &item_add, &in, NULL, err);
		ok = db_end(db, ok, ok ? err : &ignored) && ok;
	}
	arena_free(&mem);
	return ok;
}

static void let_grow(rlim_t bytes)
{
	struct rlimit l;

	getrlimit(RLIMIT_FSIZE, &l);
	l.rlim_cur = bytes ? bytes : l.rlim_max;
	setrlimit(RLIMIT_FSIZE, &l);
}

/* reliability T5: refused, nothing half-written, works again by itself. */
static void meet_a_full_disk(const char *url)
{
	struct db_pool *pool = sample_open(url);
	char *note = arena_alloc(&test_mem, (8 << 20) + 1);
	struct err err = { 0 };

	NEED(pool);
	memset(note, 'x', 8 << 20);
	OK_ERR(sample_up(pool, 1, &err), err);
	signal(SIGXFSZ, SIG_IGN);
	let_grow(1 << 20);
	OK(!fill(pool, note, &err));
	SAME_INT(err.code, ERR_FULL);
	SAME_INT(sample_n(pool, 1), 1);
	OK_ERR(sample_up(pool, 1, &err), err);
	let_grow(0);
	OK_ERR(fill(pool, note, &err), err);
	SAME_INT(sample_n(pool, 1), 2);
	db_close(pool);
}

TEST(a_full_disk_is_told_and_forgiven)
{
	const char *url = url_of(new_path());
	int status = 1;
	pid_t pid = fork();

	if (pid == 0) {
		meet_a_full_disk(url);
		_exit(test_failing());
	}
	OK(waitpid(pid, &status, 0) == pid);
	SAME_INT(status, 0);
}
