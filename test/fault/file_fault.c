/*
 * test/fault/file_fault.c - each call that writes a file fails in its turn:
 * of stored files, of mails laid into a folder, of the key that is drawn at
 * the first start. A failure is said, leaves no litter, and the next try
 * works; what was promised had its bytes and its name synced before.
 *
 * The calls below stand before those of the C library in this program.
 */
#include "test.h"

#include "app/secret.h"
#include "blob/blob.h"
#include "help.h"
#include "net/mail.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

/* ---- the calls ---------------------------------------------------------- */

static struct {
	long at, used; /* at 0: none fails */
	int code;
	int folders_synced, files_synced;
} fault;

static bool fails(void)
{
	if (!fault.at || ++fault.used != fault.at)
		return false;
	errno = fault.code;
	return true;
}

/* The library's headers have other names for what is passed. */
/* NOLINTBEGIN(readability-inconsistent-declaration-parameter-name) */

int fsync(int fd)
{
	struct stat st;

	if (fails())
		return -1;
	if (fstat(fd, &st) == 0 && S_ISDIR(st.st_mode))
		fault.folders_synced++;
	else
		fault.files_synced++;
	return 0;
}

ssize_t write(int fd, const void *from, size_t size)
{
	if (fd > 2 && fails())
		return -1;
	return syscall(SYS_write, fd, from, size);
}

int rename(const char *from, const char *to)
{
	return fails() ? -1 : (int)syscall(SYS_rename, from, to);
}

int renameat(int in, const char *from, int to_in, const char *to)
{
	return fails() ? -1 : (int)syscall(SYS_renameat, in, from, to_in, to);
}

int link(const char *from, const char *to)
{
	return fails() ? -1 : (int)syscall(SYS_link, from, to);
}

int linkat(int in, const char *from, int to_in, const char *to, int flags)
{
	return fails() ? -1
		       : (int)syscall(SYS_linkat, in, from, to_in, to, flags);
}

int mkdirat(int in, const char *name, mode_t mode)
{
	return fails() ? -1 : (int)syscall(SYS_mkdirat, in, name, mode);
}

/* NOLINTEND(readability-inconsistent-declaration-parameter-name) */

/* ---- sweeping ----------------------------------------------------------- */

/* How many files lie there, in folders too. */
static int files_in(const char *path)
{
	DIR *dir = opendir(path);
	struct dirent *e;
	int count = 0;

	while (dir && (e = readdir(dir))) {
		const char *name =
			str_fmt(&test_mem, "%s/%s", path, e->d_name).at;

		if (e->d_type == DT_DIR && e->d_name[0] != '.')
			count += files_in(name);
		else
			count += e->d_type == DT_REG;
	}
	if (dir)
		closedir(dir);
	return count;
}

/* `act` makes one file more in `folder`, for the n-th time. */
typedef bool act(const char *folder, int n, struct err *err);

static int sweep(act *what, int code)
{
	const char *folder = help_folder();
	struct err err = { 0 };
	int refused = 0, files;
	long at = 0;
	bool over;

	do {
		fault.at = ++at;
		fault.code = code;
		fault.used = 0;
		files = files_in(folder);
		if (what(folder, (int)at, &err)) {
			files++;
		} else {
			refused++;
			OK(err.code == ERR_BROKEN || err.code == ERR_FULL ||
				err.code == ERR_BAD_INPUT);
			OK(*err.text);
		}
		over = fault.used < at;
		fault.at = 0;
		SAME_INT(files_in(folder), files);
		OK_ERR(what(folder, (int)at, &err), err);
	} while (!over && at < 100 && !test_failing());
	OK(over);
	return refused;
}

/* ---- stored files ------------------------------------------------------- */

TEST(a_stored_file_is_kept_whole_or_refused_whatever_call_fails)
{
	const char *folder = help_folder();
	struct blob_store *store;
	struct err err = { 0 };
	struct blob_id id;
	int refused = 0;
	long at = 0;

	NEED_ERR(blob_folder_open(folder, &store, &err), err);
	do {
		struct str text = str_fmt(&test_mem, "file %ld", ++at);
		int fd;

		fault.at = at;
		fault.used = 0;
		fault.code = at % 2 ? EIO : ENOSPC;
		refused += !blob_write(store, text, &id, &err);
		fault.at = 0;
		OK_ERR(blob_write(store, text, &id, &err), err);
		OK_ERR(blob_open(store, blob_id_str(&id), &fd, &err), err);
		close(fd);
		SAME_INT(files_in(folder), (int)at);
	} while (fault.used >= at && at < 100 && !test_failing());
	OK(refused >= 4);
	printf("    %d calls failed, %d refusals\n", (int)at - 1, refused);
	/* its bytes, and the names that lead to it */
	fault.files_synced = fault.folders_synced = 0;
	OK_ERR(blob_write(store, STR("the last"), &id, &err), err);
	SAME_INT(fault.files_synced, 1);
	OK(fault.folders_synced >= 2);
	blob_close(store);
}

/* ---- mails -------------------------------------------------------------- */

static bool lay_mail(const char *folder, int n, struct err *err)
{
	static int64_t at_ms;
	struct net_mail_post post = { .folder = str_c(folder) };
	struct net_mail mail = { .from = STR("a@example.org"),
		.to = STR("b@example.org"),
		.subject = STR("Hello"),
		.text = STR("Hello\n"),
		.id = str_fmt(&test_mem, "job-%d", n),
		.at_ms = ++at_ms };
	struct net_mail_fate fate;

	if (net_mail_send(&test_mem, &post, &mail, &fate, err))
		return true;
	OK(fate.retry);
	return false;
}

TEST(a_mail_lies_in_its_folder_whole_or_is_tried_again)
{
	OK(sweep(lay_mail, EIO) >= 3);
	OK(sweep(lay_mail, ENOSPC) >= 3);
}

/* ---- the key ------------------------------------------------------------ */

static bool draw_key(const char *folder, int n, struct err *err)
{
	const char *place = str_fmt(&test_mem, "%s/%d", folder, n).at;
	struct settings_source source = { .file = "/dev/null" };
	struct settings_read read;
	struct house h = { .settings = &read.values };
	bool ok;

	if (!settings_read(&test_mem, &source, &read, err))
		return false;
	read.values.data_dir = place;
	(void)mkdir(place, 0700);
	fault.files_synced = fault.folders_synced = 0;
	ok = app_secret_open(&test_mem, h.settings, &h, err);
	if (ok)
		keys_jwt_close(h.jwt), keys_seal_close(h.seal);
	return ok;
}

/* Signatures and sealed values hang on it. */
TEST(the_key_of_the_first_start_is_durable_before_it_is_used)
{
	const char *folder = help_folder();
	struct err err = { 0 };
	int refused = 0;
	long at = 0;
	bool over;

	do {
		fault.at = ++at;
		fault.used = 0;
		fault.code = EIO;
		refused += !draw_key(folder, (int)at, &err);
		over = fault.used < at;
		if (over) {
			SAME_INT(fault.files_synced, 1);
			SAME_INT(fault.folders_synced, 1);
		}
		fault.at = 0;
		OK_ERR(draw_key(folder, (int)at, &err), err);
		SAME_INT(files_in(folder), (int)at);
	} while (!over && at < 100 && !test_failing());
	OK(refused >= 4);
}
