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
#include "base/hash.h"
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
	int code;      /* 0: it is said to have gone well, and was not done */
	int folders_synced, files_synced;
} fault;

static bool fails(void)
{
	if (!fault.at || ++fault.used != fault.at)
		return false;
	errno = fault.code;
	return true;
}

static int answer(void) { return fault.code ? -1 : 0; }

/* The library's headers have other names for what is passed. */
/* NOLINTBEGIN(readability-inconsistent-declaration-parameter-name) */

int fsync(int fd)
{
	struct stat st;

	if (fails())
		return answer();
	if (fstat(fd, &st) == 0 && S_ISDIR(st.st_mode))
		fault.folders_synced++;
	else
		fault.files_synced++;
	return 0;
}

ssize_t write(int fd, const void *from, size_t size)
{
	if (fd > 2 && fails())
		return fault.code ? -1 : (ssize_t)size;
	return syscall(SYS_write, fd, from, size);
}

int rename(const char *from, const char *to)
{
	return fails() ? answer() : (int)syscall(SYS_rename, from, to);
}

int renameat(int in, const char *from, int to_in, const char *to)
{
	return fails() ? answer()
		       : (int)syscall(SYS_renameat, in, from, to_in, to);
}

int link(const char *from, const char *to)
{
	return fails() ? answer() : (int)syscall(SYS_link, from, to);
}

int linkat(int in, const char *from, int to_in, const char *to, int flags)
{
	return fails() ? answer()
		       : (int)syscall(SYS_linkat, in, from, to_in, to, flags);
}

int mkdirat(int in, const char *name, mode_t mode)
{
	return fails() ? answer() : (int)syscall(SYS_mkdirat, in, name, mode);
}

/* NOLINTEND(readability-inconsistent-declaration-parameter-name) */

/* ---- sweeping ----------------------------------------------------------- */

/* How many files lie there, in folders too; one without bytes is none that
 * anybody was promised. */
enum { TORN = 1000000 };
static int files_in(const char *path)
{
	DIR *dir = opendir(path);
	struct dirent *e;
	struct stat st;
	int count = 0;

	while (dir && (e = readdir(dir))) {
		const char *name =
			str_fmt(&test_mem, "%s/%s", path, e->d_name).at;

		if (e->d_type == DT_DIR && e->d_name[0] != '.')
			count += files_in(name);
		else if (e->d_type == DT_REG)
			count += stat(name, &st) == 0 && st.st_size > 0 ? 1
									: TORN;
	}
	if (dir)
		closedir(dir);
	return count;
}

/* `act` makes one file more in `folder`, for the n-th time. */
typedef bool act(const char *folder, int n, struct err *err);

static int sweep(act *what, int code, int *wrong)
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
		*wrong += files_in(folder) != files;
		OK_ERR(what(folder, (int)at, &err), err);
	} while (!over && at < 100 && !test_failing());
	OK(over);
	return refused;
}

/* ---- stored files ------------------------------------------------------- */

static bool stored(
	struct blob_store *store, const struct blob_id *id, struct str text)
{
	char back[64];
	struct err err;
	ssize_t n;
	int fd;

	if (!blob_open(store, blob_id_str(id), &fd, &err))
		return false;
	n = read(fd, back, sizeof(back));
	close(fd);
	return n >= 0 && str_eq(str_of(back, (size_t)n), text);
}

/* How many were promised and are not there. `silent`: see the control. */
static int store_each(
	struct blob_store *store, const char *folder, bool silent, int *refused)
{
	struct err err = { 0 };
	struct blob_id id;
	int missing = 0;
	long at = 0;

	do {
		struct str text = str_fmt(&test_mem, "file %ld", ++at);

		fault.at = at;
		fault.used = 0;
		fault.code = silent ? 0 : at % 2 ? EIO : ENOSPC;
		if (!blob_write(store, text, &id, &err))
			++*refused;
		else
			missing += !stored(store, &id, text);
		fault.at = 0;
		if (silent)
			continue;
		OK_ERR(blob_write(store, text, &id, &err), err);
		OK(stored(store, &id, text));
		SAME_INT(files_in(folder), (int)at);
	} while (fault.used >= at && at < 100 && !test_failing());
	printf("    %d calls, %d refusals, %d missing\n", (int)at - 1, *refused,
		missing);
	return missing;
}

TEST(a_stored_file_is_kept_whole_or_refused_whatever_call_fails)
{
	const char *folder = help_folder();
	struct blob_store *store;
	struct err err = { 0 };
	struct blob_id id;
	int refused = 0;

	NEED_ERR(blob_folder_open(folder, &store, &err), err);
	SAME_INT(store_each(store, folder, false, &refused), 0);
	OK(refused >= 4);
	/* its bytes, and the names that lead to it */
	fault.files_synced = fault.folders_synced = 0;
	OK_ERR(blob_write(store, STR("the last"), &id, &err), err);
	SAME_INT(fault.files_synced, 1);
	OK(fault.folders_synced >= 2);
	blob_close(store);
}

/* A write and a name that are said to be there, and are not. */
TEST(control_a_stored_file_that_was_not_written_is_noticed)
{
	const char *folder = help_folder();
	struct blob_store *store;
	struct err err = { 0 };
	int refused = 0;

	NEED_ERR(blob_folder_open(folder, &store, &err), err);
	OK(store_each(store, folder, true, &refused) >= 2);
	blob_close(store);
}

/* ---- mails -------------------------------------------------------------- */

static int mails_torn;

/* Both of its parts, under the name that was told. */
static bool mail_is_whole(struct str path)
{
	char text[4096];
	int fd = open(path.at, O_RDONLY | O_CLOEXEC);
	ssize_t n = fd < 0 ? -1 : read(fd, text, sizeof(text) - 1);

	if (fd >= 0)
		close(fd);
	text[n > 0 ? n : 0] = '\0';
	return strstr(text, "X-Stand-In: ") && strstr(text, "Subject: Hello");
}

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

	if (net_mail_send(&test_mem, &post, &mail, &fate, err)) {
		mails_torn += !mail_is_whole(fate.path);
		return true;
	}
	OK(fate.retry);
	return false;
}

TEST(a_mail_lies_in_its_folder_whole_or_is_tried_again)
{
	int wrong = 0;

	OK(sweep(lay_mail, EIO, &wrong) >= 3);
	OK(sweep(lay_mail, ENOSPC, &wrong) >= 3);
	SAME_INT(wrong, 0);
	SAME_INT(mails_torn, 0);
}

TEST(control_a_mail_that_was_not_written_is_noticed)
{
	int wrong = 0;

	mails_torn = 0;
	sweep(lay_mail, 0, &wrong);
	SAME_INT(mails_torn, 3); /* its two parts, and its name */
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
	hash_key_close(h.pages);
	return ok;
}

/* How often a key was used that is not there. `silent`: see the control. */
static int draw_each(bool silent, int *refused)
{
	const char *folder = help_folder();
	struct err err = { 0 };
	int missing = 0;
	long at = 0;
	bool over;

	do {
		fault.at = ++at;
		fault.used = 0;
		fault.code = silent ? 0 : EIO;
		if (!draw_key(folder, (int)at, &err))
			++*refused;
		else
			missing += files_in(folder) != (int)at;
		over = fault.used < at;
		if (over && !silent) {
			SAME_INT(fault.files_synced, 1);
			SAME_INT(fault.folders_synced, 1);
		}
		fault.at = 0;
		if (silent)
			continue;
		OK_ERR(draw_key(folder, (int)at, &err), err);
		SAME_INT(files_in(folder), (int)at);
	} while (!over && at < 100 && !test_failing());
	return missing;
}

/* Signatures and sealed values hang on it. */
TEST(the_key_of_the_first_start_is_durable_before_it_is_used)
{
	int refused = 0;

	SAME_INT(draw_each(false, &refused), 0);
	OK(refused >= 4);
}

TEST(control_a_key_that_was_not_written_is_noticed)
{
	int refused = 0;

	OK(draw_each(true, &refused) >= 1);
}
