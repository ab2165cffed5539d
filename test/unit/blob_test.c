/* test/unit/blob_test.c - stored files by hash, in a folder under /tmp. */
#include "test.h"

#include <fcntl.h>
#include <ftw.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/time.h"
#include "blob/blob_int.h"

static const char abc_sum[] =
	"ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

static char root[64];

static int forget(
	const char *path, const struct stat *st, int kind, struct FTW *at)
{
	(void)st;
	(void)kind;
	(void)at;
	return remove(path);
}

static struct blob_store *store_new(void)
{
	struct blob_store *store = NULL;
	struct err err = { 0 };

	snprintf(root, sizeof(root), "/tmp/vitae-blob-XXXXXX");
	if (!mkdtemp(root) || !blob_folder_open(root, &store, &err))
		test_fail(__FILE__, __LINE__, "no store (%s)", err.text);
	return store;
}

static void store_end(struct blob_store *store)
{
	blob_close(store);
	nftw(root, forget, 8, FTW_DEPTH | FTW_PHYS);
}

static struct str content(struct blob_store *store, struct str id)
{
	struct err err = { 0 };
	char *p = arena_alloc(&test_mem, 4096);
	ssize_t n;
	int fd;

	if (!blob_open(store, id, &fd, &err))
		return STR_NONE;
	n = read(fd, p, 4096);
	close(fd);
	return str_of(p, n < 0 ? 0 : (size_t)n);
}

static void comes_back(struct blob_store *store)
{
	struct blob_total total = { 0 };
	struct err err = { 0 };
	struct blob_id id;
	int64_t size = 0;

	NEED_ERR(blob_write(store, STR("abc"), &id, &err), err);
	SAME_STR(blob_id_str(&id), str_c(abc_sum));
	SAME_STR(content(store, str_c(abc_sum)), STR("abc"));
	OK_ERR(blob_size(store, str_c(abc_sum), &size, &err), err);
	SAME_INT(size, 3);
	NEED_ERR(blob_write(store, STR("abc"), &id, &err), err);
	NEED_ERR(blob_write(store, STR(""), &id, &err), err);
	SAME_STR(content(store, blob_id_str(&id)), STR(""));
	OK_ERR(blob_total(store, &total, &err), err);
	SAME_INT(total.count, 2);
	SAME_INT(total.bytes, 3);
}

TEST(what_is_written_is_found_by_its_hash_and_kept_once)
{
	struct blob_store *store = store_new();
	struct stat st;

	comes_back(store);
	OK(!stat(str_fmt(&test_mem, "%s/ba/78/%s", root, abc_sum).at, &st));
	SAME_INT(st.st_mode & 07777, 0400);
	store_end(store);
}

TEST(a_file_system_without_nameless_files_will_do)
{
	struct blob_store *store = store_new();

	NEED(store);
	((struct blob_folder *)store)->named = true;
	comes_back(store);
	/* nothing stays behind in tmp/ */
	OK(!rmdir(str_fmt(&test_mem, "%s/tmp", root).at));
	store_end(store);
}

TEST(a_range_of_a_file_is_written_without_moving_its_offset)
{
	struct blob_store *store = store_new();
	struct err err = { 0 };
	struct blob_id id;
	FILE *f = tmpfile();

	NEED(f);
	OK(fputs("xxabcyy", f) >= 0 && !fflush(f));
	lseek(fileno(f), 5, SEEK_SET);
	OK_ERR(blob_write_fd(store, fileno(f), 2, 3, &id, &err), err);
	SAME_STR(blob_id_str(&id), str_c(abc_sum));
	SAME_INT(lseek(fileno(f), 0, SEEK_CUR), 5);
	OK(!blob_write_fd(store, fileno(f), 2, 6, &id, &err));
	SAME_INT(err.code, ERR_BROKEN);
	fclose(f);
	store_end(store);
}

TEST(a_big_file_comes_back_whole)
{
	const size_t size = 1000003;
	struct blob_store *store = store_new();
	char *p = arena_bytes(&test_mem, size), *q;
	struct blob_id one, two;
	struct err err = { 0 };
	int fd;

	for (size_t i = 0; i < size; i++)
		p[i] = (char)(i * 2654435761u >> 13);
	NEED_ERR(blob_write(store, str_of(p, size), &one, &err), err);
	NEED_ERR(blob_open(store, blob_id_str(&one), &fd, &err), err);
	OK_ERR(blob_write_fd(store, fd, 0, (int64_t)size, &two, &err), err);
	SAME_STR(blob_id_str(&one), blob_id_str(&two));
	q = arena_bytes(&test_mem, size);
	SAME_INT(pread(fd, q, size, 0), (long long)size);
	OK(!memcmp(p, q, size));
	close(fd);
	store_end(store);
}

/* No path from outside is ever opened. */
TEST(what_is_no_id_is_refused)
{
	struct blob_store *store = store_new();
	const struct str bad[] = { STR(""), STR("abc"), STR("../../etc/passwd"),
		str_of(abc_sum, 63), str_fmt(&test_mem, "%s0", abc_sum),
		str_fmt(&test_mem, "../%.61s", abc_sum),
		str_fmt(&test_mem, "%.63s/", abc_sum),
		str_fmt(&test_mem, "BA%s", abc_sum + 2),
		str_fmt(&test_mem, "%.63s%c", abc_sum, 0) };

	for (size_t i = 0; i < LENGTH(bad); i++) {
		struct err err = { 0 };
		int64_t size;
		int fd;

		OK(!blob_open(store, bad[i], &fd, &err));
		SAME_INT(err.code, ERR_BAD_INPUT);
		OK(!blob_size(store, bad[i], &size, &err));
		OK(!blob_drop(store, bad[i], INT64_MAX, NULL, &err));
		SAME_INT(err.code, ERR_BAD_INPUT);
	}
	store_end(store);
}

TEST(what_is_not_there_is_not_found_but_can_be_dropped)
{
	struct blob_store *store = store_new();
	struct err err = { 0 };
	bool dropped = true;
	int fd;

	OK(!blob_open(store, str_c(abc_sum), &fd, &err));
	SAME_INT(err.code, ERR_NOT_FOUND);
	OK(blob_drop(store, str_c(abc_sum), INT64_MAX, &dropped, &err));
	OK(!dropped);
	store_end(store);
}

TEST(a_dropped_file_is_gone_but_can_still_be_read_by_who_has_it_open)
{
	struct blob_store *store = store_new();
	struct err err = { 0 };
	struct blob_id id;
	bool dropped = false;
	char c[4];
	int fd;

	NEED_ERR(blob_write(store, STR("abc"), &id, &err), err);
	NEED_ERR(blob_open(store, blob_id_str(&id), &fd, &err), err);
	OK_ERR(blob_drop(store, blob_id_str(&id), INT64_MAX, &dropped, &err),
		err);
	OK(dropped);
	SAME_INT(read(fd, c, sizeof(c)), 3);
	close(fd);
	OK(!blob_open(store, blob_id_str(&id), &fd, &err));
	SAME_INT(err.code, ERR_NOT_FOUND);
	store_end(store);
}

static void make_old(const struct blob_id *id)
{
	const struct timespec then[2] = { { 1000, 0 }, { 1000, 0 } };
	char path[160];

	snprintf(path, sizeof(path), "%s/%.2s/%.2s/%s", root, id->hex,
		id->hex + 2, id->hex);
	OK(!utimensat(AT_FDCWD, path, then, 0));
}

/* A sweep asks for yesterday's files; one written again meanwhile, whose row
 * is about to be committed, must not be among them. */
TEST(a_file_written_again_is_young_and_survives_a_sweep)
{
	struct blob_store *store = store_new();
	int64_t before_ms = time_now_ms() - DAY_MS;
	struct err err = { 0 };
	struct blob_id id;
	bool dropped = true;

	NEED_ERR(blob_write(store, STR("abc"), &id, &err), err);
	make_old(&id);
	NEED_ERR(blob_write(store, STR("abc"), &id, &err), err);
	OK_ERR(blob_drop(store, blob_id_str(&id), before_ms, &dropped, &err),
		err);
	OK(!dropped);
	make_old(&id);
	OK_ERR(blob_drop(store, blob_id_str(&id), before_ms, &dropped, &err),
		err);
	OK(dropped);
	store_end(store);
}

struct seen {
	struct blob_store *store;
	int count, stop_at;
};

static bool drop_it(void *to, const struct blob_item *item, struct err *err)
{
	struct seen *s = to;

	if (++s->count == s->stop_at)
		return err_set(err, ERR_CONFLICT, "enough");
	return blob_drop(
		s->store, blob_id_str(&item->id), INT64_MAX, NULL, err);
}

TEST(a_walk_sees_every_file_and_may_drop_what_it_sees)
{
	struct blob_store *store = store_new();
	struct seen s = { .store = store };
	struct blob_total total;
	struct err err = { 0 };
	struct blob_id id;

	for (int i = 0; i < 300; i++)
		NEED_ERR(blob_write(
				 store, str_fmt(&test_mem, "%d", i), &id, &err),
			err);
	/* strangers are neither shown nor fatal */
	OK(!mkdir(str_fmt(&test_mem, "%s/lost+found", root).at, 0700));
	OK(!symlink("/etc", str_fmt(&test_mem, "%s/zz", root).at));
	OK_ERR(blob_each(store, drop_it, &s, &err), err);
	SAME_INT(s.count, 300);
	OK_ERR(blob_total(store, &total, &err), err);
	SAME_INT(total.count, 0);
	store_end(store);
}

TEST(a_walk_ends_when_the_one_who_looks_fails)
{
	struct blob_store *store = store_new();
	struct seen s = { .store = store, .stop_at = 2 };
	struct err err = { 0 };
	struct blob_id id;

	for (int i = 0; i < 5; i++)
		NEED_ERR(blob_write(
				 store, str_fmt(&test_mem, "%d", i), &id, &err),
			err);
	OK(!blob_each(store, drop_it, &s, &err));
	SAME_INT(err.code, ERR_CONFLICT);
	SAME_INT(s.count, 2);
	store_end(store);
}

TEST(what_a_crash_left_is_taken_away_a_day_later)
{
	const struct timespec then[2] = { { 1000, 0 }, { 1000, 0 } };
	struct blob_store *store = store_new();
	struct err err = { 0 };
	char old[96], young[96];
	int fd;

	snprintf(old, sizeof(old), "%s/tmp/0123", root);
	snprintf(young, sizeof(young), "%s/tmp/4567", root);
	OK(!mkdir(str_fmt(&test_mem, "%s/tmp", root).at, 0700));
	for (int i = 0; i < 2; i++) {
		fd = open(
			i ? old : young, O_WRONLY | O_CREAT | O_CLOEXEC, 0600);
		NEED(fd >= 0);
		close(fd);
	}
	OK(!utimensat(AT_FDCWD, old, then, 0));
	blob_close(store);
	NEED_ERR(blob_folder_open(root, &store, &err), err);
	OK(access(old, F_OK) != 0);
	OK(access(young, F_OK) == 0);
	store_end(store);
}

TEST(a_folder_that_cannot_be_made_says_which)
{
	struct blob_store *store;
	struct err err = { 0 };

	OK(!blob_folder_open("/proc/nowhere/at/all", &store, &err));
	SAME_INT(err.code, ERR_BROKEN);
	OK(strstr(err.text, "/proc/nowhere/at/all"));
}

/* Four threads write and drop the same three files: whoever was told that a
 * file is kept finds it, unless it is dropped as old. */
static void *writes_and_drops(void *arg)
{
	struct blob_store *store = arg;

	for (int i = 0; i < 150; i++) {
		char text[] = { 'a', (char)('0' + i % 3) };
		struct err err = { 0 };
		struct blob_id id;
		int fd;

		if (!blob_write(store, str_of(text, 2), &id, &err) ||
			!blob_drop(store, blob_id_str(&id),
				time_now_ms() - MINUTE_MS, NULL, &err) ||
			!blob_open(store, blob_id_str(&id), &fd, &err))
			return arg;
		close(fd);
	}
	return NULL;
}

TEST(threads_that_write_and_sweep_lose_nothing)
{
	struct blob_store *store = store_new();
	pthread_t t[4];
	void *failed;

	for (int i = 0; i < 4; i++)
		NEED(!pthread_create(&t[i], NULL, writes_and_drops, store));
	for (int i = 0; i < 4; i++) {
		pthread_join(t[i], &failed);
		OK(!failed);
	}
	store_end(store);
}
