/*
 * test/fault/blob_fault.c - stored files when the writer is killed and when
 * the disk is full: what has a name is whole, what was promised is there.
 *
 * A kill shows no missing fsync (the kernel keeps what was written); that is
 * what a power cut would show.
 */
#include "test.h"

#include <fcntl.h>
#include <ftw.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "base/hash.h"
#include "blob/blob_int.h"

static char root[64];

static bool root_new(void)
{
	snprintf(root, sizeof(root), "/tmp/vitae-blob-fault-XXXXXX");
	return mkdtemp(root) != NULL;
}

static int forget(
	const char *path, const struct stat *st, int kind, struct FTW *at)
{
	(void)st;
	(void)kind;
	(void)at;
	return remove(path);
}

static void root_end(void) { nftw(root, forget, 8, FTW_DEPTH | FTW_PHYS); }

/* ---- is all that is visible whole? -------------------------------------- */

struct check {
	struct blob_store *store;
	int count, torn;
};

static bool whole(void *to, const struct blob_item *item, struct err *err)
{
	struct check *c = to;
	unsigned char sum[HASH_SHA256_SIZE];
	char piece[65536], hex[BLOB_ID + 1];
	struct hash h;
	ssize_t n;
	int fd;

	if (!blob_open(c->store, blob_id_str(&item->id), &fd, err))
		return false;
	hash_begin(&h);
	while ((n = read(fd, piece, sizeof(piece))) > 0)
		hash_more(&h, str_of(piece, (size_t)n));
	hash_end(&h, sum);
	close(fd);
	for (size_t i = 0; i < sizeof(sum); i++)
		snprintf(hex + 2 * i, 3, "%02x", sum[i]);
	c->count++;
	c->torn += strcmp(hex, item->id.hex) != 0;
	return true;
}

static void all_is_whole(struct blob_store *store, int *count)
{
	struct check c = { .store = store };
	struct err err = { 0 };

	OK_ERR(blob_each(store, whole, &c, &err), err);
	SAME_INT(c.torn, 0);
	*count = c.count;
}

/* ---- kill -9 ------------------------------------------------------------ */

/* The control: what is said before it is so. */
static struct blob_id id_of(struct str bytes)
{
	unsigned char sum[HASH_SHA256_SIZE];
	struct blob_id id;
	struct hash h;

	hash_begin(&h);
	hash_more(&h, bytes);
	hash_end(&h, sum);
	for (size_t i = 0; i < sizeof(sum); i++)
		snprintf(id.hex + 2 * i, 3, "%02x", sum[i]);
	return id;
}

static bool say(int out, const struct blob_id *id)
{
	return write(out, id->hex, BLOB_ID) == BLOB_ID;
}

enum how { NAMELESS, NAMED, CARELESS };

/* Writes until it is killed; says each id once it was promised. */
_Noreturn static void write_on(enum how how, int out)
{
	static char bytes[300000];
	struct blob_store *store;
	struct err err = { 0 };
	struct blob_id id;

	if (!blob_folder_open(root, &store, &err))
		_exit(1);
	((struct blob_folder *)store)->named = how == NAMED;
	for (;;) {
		uint32_t size;

		hash_random(&size, sizeof(size));
		size %= sizeof(bytes);
		hash_random(bytes, 32);
		id = id_of(str_of(bytes, size));
		if ((how == CARELESS && !say(out, &id)) ||
			!blob_write(store, str_of(bytes, size), &id, &err) ||
			(how != CARELESS && !say(out, &id)))
			_exit(1);
	}
}

struct tally {
	int promised, missing;
};

static void cycle(struct blob_store *store, enum how how, struct tally *t)
{
	struct timespec wait = { 0 };
	struct blob_id id = { "" };
	struct err err = { 0 };
	int pipes[2], status, fd;
	unsigned char r;
	pid_t pid;

	NEED(!pipe2(pipes, O_CLOEXEC));
	pid = fork();
	if (pid == 0)
		write_on(how, pipes[1]);
	close(pipes[1]);
	hash_random(&r, 1);
	wait.tv_nsec = 2000000 + r * 150000;
	nanosleep(&wait, NULL);
	kill(pid, SIGKILL);
	waitpid(pid, &status, 0);
	OK(WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL);
	while (read(pipes[0], id.hex, BLOB_ID) == BLOB_ID) {
		if (blob_open(store, blob_id_str(&id), &fd, &err))
			close(fd);
		else
			t->missing++;
		t->promised++;
	}
	close(pipes[0]);
}

static void killed_again_and_again(enum how how)
{
	enum { CYCLES = 60 };
	struct blob_store *store;
	struct tally t = { 0 };
	struct err err = { 0 };
	int count;

	NEED(root_new());
	NEED_ERR(blob_folder_open(root, &store, &err), err);
	for (int i = 0; i < CYCLES && !test_failing(); i++)
		cycle(store, how, &t);
	all_is_whole(store, &count);
	OK(t.promised > 0 && count + t.missing >= t.promised);
	OK((how == CARELESS) == (t.missing > 0));
	printf("    %d cycles, %d promised, %d found, %d missing\n", CYCLES,
		t.promised, count, t.missing);
	blob_close(store);
	root_end();
}

TEST(a_killed_writer_leaves_only_whole_files_and_all_it_promised)
{
	killed_again_and_again(NAMELESS);
}

TEST(so_it_is_where_files_need_a_name_from_the_start)
{
	killed_again_and_again(NAMED);
}

TEST(control_a_writer_that_promises_too_early_is_noticed)
{
	killed_again_and_again(CARELESS);
}

TEST(control_a_stored_file_that_was_cut_is_noticed)
{
	struct check c = { 0 };
	struct err err = { 0 };
	struct blob_id id;
	const char *path;

	NEED(root_new());
	NEED_ERR(blob_folder_open(root, &c.store, &err), err);
	NEED_ERR(blob_write(c.store, STR("some bytes"), &id, &err), err);
	path = str_fmt(
		&test_mem, "%s/%.2s/%.2s/%s", root, id.hex, id.hex + 2, id.hex)
		       .at;
	NEED(chmod(path, 0600) == 0 && truncate(path, 4) == 0);
	OK_ERR(blob_each(c.store, whole, &c, &err), err);
	SAME_INT(c.count, 1);
	SAME_INT(c.torn, 1);
	blob_close(c.store);
	root_end();
}

/* ---- a full disk -------------------------------------------------------- */

static void small_disk(bool named)
{
	static char bytes[100000];
	struct blob_store *store;
	struct err err = { 0 };
	struct blob_id first = { "" }, id;
	int kept = 0, count;
	bool dropped;

	NEED_ERR(blob_folder_open(root, &store, &err), err);
	((struct blob_folder *)store)->named = named;
	for (; kept < 20; kept++) {
		bytes[0] = (char)kept;
		if (!blob_write(store, str_of(bytes, sizeof(bytes)), &id, &err))
			break;
		if (kept == 0)
			first = id;
	}
	OK(kept > 0 && kept < 20);
	SAME_INT(err.code, ERR_FULL);
	all_is_whole(store, &count);
	SAME_INT(count, kept);
	/* what could not be kept takes no room, and there is no need to
	 * start again once there is some */
	OK_ERR(blob_drop(store, blob_id_str(&first), INT64_MAX, &dropped, &err),
		err);
	OK_ERR(blob_write(store, str_of(bytes, sizeof(bytes)), &id, &err), err);
	all_is_whole(store, &count);
	SAME_INT(count, kept);
	blob_close(store);
}

/* In a child of its own, so that nobody else sees the mount. */
static int on_small_disk(bool named)
{
	if (unshare(CLONE_NEWNS | (geteuid() ? CLONE_NEWUSER : 0)) ||
		mount(NULL, "/", NULL, MS_REC | MS_PRIVATE, NULL) ||
		mount("none", root, "tmpfs", 0, "size=512k"))
		return 2;
	small_disk(named);
	fflush(stdout);
	return test_failing();
}

static void fills_up(bool named)
{
	int status;
	pid_t pid;

	NEED(root_new());
	fflush(stdout);
	pid = fork();
	if (pid == 0)
		_exit(on_small_disk(named));
	waitpid(pid, &status, 0);
	OK(WIFEXITED(status) && WEXITSTATUS(status) != 1);
	if (WIFEXITED(status) && WEXITSTATUS(status) == 2)
		printf("    (no small disk to be had here: not tried)\n");
	root_end();
}

TEST(a_full_disk_is_said_and_keeps_nothing_torn) { fills_up(false); }

TEST(so_it_is_on_a_full_disk_that_needs_names) { fills_up(true); }
