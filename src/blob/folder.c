/*
 * blob/folder.c - blobs in a folder: ab/cd/abcd... See blob.h.
 *
 * A file is written without a name, brought to the disk, and only then given
 * its name; the folders above are brought to the disk before anybody is told.
 * Where the file system has no files without a name (some network file
 * systems), a name in tmp/ stands in; what a crash leaves there is taken away
 * a day later.
 *
 * Whoever gives a name, makes a file young again or drops it holds the lock
 * of its folder. Where a file system cannot lock folders that is lost, and
 * with it the moment between a sweep's look at the age and the drop.
 */
#include <assert.h>
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/hash.h"
#include "base/time.h"
#include "blob/blob_int.h"

enum {
	PIECE = 64 * 1024,
	FOLDER_MODE = 0700,
	FILE_MODE = 0400,
	TEMP_NAME = 40,
};

static bool fail(struct err *err, const char *what)
{
	if (errno == ENOSPC || errno == EDQUOT || errno == EFBIG)
		return err_set(err, ERR_FULL,
			"the disk of stored files is full (%s)", what);
	return err_set(err, ERR_BROKEN, "%s: %s", what, strerror(errno));
}

static struct blob_folder *folder_of(struct blob_store *store)
{
	return (struct blob_folder *)store;
}

/* ---- folders ------------------------------------------------------------ */

/* The place of a blob: its two folders, open, and the lock of the second. */
struct shelf {
	int upper, lower;
};

static void shelf_close(struct shelf *s)
{
	if (s->lower >= 0)
		close(s->lower);
	if (s->upper >= 0)
		close(s->upper);
}

/* Made if wanted. Without `make`, a folder that is not there is -1, ENOENT. */
static int folder_in(int at, const char *name, bool make)
{
	const int how = O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC;

	if (make && mkdirat(at, name, FOLDER_MODE) && errno != EEXIST)
		return -1;
	return openat(at, name, how);
}

static bool shelf_open(struct blob_folder *f, const struct blob_id *id,
	bool make, struct shelf *out)
{
	char upper[3] = { id->hex[0], id->hex[1], 0 },
	     lower[3] = { id->hex[2], id->hex[3], 0 };

	*out = (struct shelf){ -1, -1 };
	out->upper = folder_in(f->root, upper, make);
	if (out->upper >= 0)
		out->lower = folder_in(out->upper, lower, make);
	if (out->lower < 0) {
		int why = errno;

		shelf_close(out);
		errno = why;
		return false;
	}
	return true;
}

static void shelf_lock(struct shelf *s)
{
	while (flock(s->lower, LOCK_EX) && errno == EINTR)
		;
}

/* ---- writing ------------------------------------------------------------ */

/* What is being written, still without its name. */
struct draft {
	int fd, folder; /* folder: of the name that stands in, or -1 */
	char name[TEMP_NAME + 1];
	struct hash hash;
};

static bool draft_named(struct blob_folder *f, struct draft *d)
{
	unsigned char noise[TEMP_NAME / 2];

	hash_random(noise, sizeof(noise));
	for (size_t i = 0; i < sizeof(noise); i++)
		snprintf(d->name + 2 * i, 3, "%02x", noise[i]);
	d->folder = folder_in(f->root, "tmp", true);
	if (d->folder < 0)
		return false;
	d->fd = openat(d->folder, d->name,
		O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, FILE_MODE);
	return d->fd >= 0;
}

static bool draft_open(struct blob_folder *f, struct draft *d, struct err *err)
{
	*d = (struct draft){ .fd = -1, .folder = -1 };
	if (!f->named)
		d->fd = openat(f->root, ".", O_WRONLY | O_TMPFILE | O_CLOEXEC,
			FILE_MODE);
	else
		draft_named(f, d);
	if (d->fd < 0) {
		fail(err, "cannot begin a stored file");
		if (d->folder >= 0)
			close(d->folder);
		return false;
	}
	hash_begin(&d->hash);
	return true;
}

static void draft_close(struct draft *d)
{
	close(d->fd);
	if (d->folder < 0)
		return;
	unlinkat(d->folder, d->name, 0); /* gone already, if it was named */
	close(d->folder);
}

static bool draft_add(struct draft *d, struct str bytes, struct err *err)
{
	hash_more(&d->hash, bytes);
	while (bytes.len) {
		ssize_t n = write(d->fd, bytes.at, bytes.len);

		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return fail(err, "cannot write a stored file");
		bytes = str_of(bytes.at + n, bytes.len - (size_t)n);
	}
	return true;
}

static bool draft_copy(
	struct draft *d, const struct blob_source *from, struct err *err)
{
	char piece[PIECE];
	int64_t done = 0;

	if (from->fd < 0)
		return draft_add(d, from->bytes, err);
	while (done < from->size) {
		int64_t left = from->size - done;
		ssize_t n = pread(from->fd, piece,
			left < PIECE ? (size_t)left : PIECE, from->from + done);

		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return fail(err, "cannot read what is to be stored");
		if (n == 0)
			return err_set(err, ERR_BROKEN,
				"what is to be stored ended too early");
		if (!draft_add(d, str_of(piece, (size_t)n), err))
			return false;
		done += n;
	}
	return true;
}

static void draft_id(struct draft *d, struct blob_id *out)
{
	unsigned char sum[HASH_SHA256_SIZE];

	hash_end(&d->hash, sum);
	for (size_t i = 0; i < sizeof(sum); i++)
		snprintf(out->hex + 2 * i, 3, "%02x", sum[i]);
}

/* Gives the draft its name, or makes the file that has it young again. */
static bool draft_name(struct draft *d, const struct shelf *s, const char *name)
{
	char self[32];

	if (!utimensat(s->lower, name, NULL, AT_SYMLINK_NOFOLLOW))
		return true;
	if (errno != ENOENT)
		return false;
	if (d->folder >= 0)
		return !renameat(d->folder, d->name, s->lower, name);
	snprintf(self, sizeof(self), "/proc/self/fd/%d", d->fd);
	return !linkat(AT_FDCWD, self, s->lower, name, AT_SYMLINK_FOLLOW) ||
	       errno == EEXIST; /* somebody whom no lock stops was quicker */
}

/* Another writer may have made a folder or a name and not synced it yet, so
 * all three are, whoever made them. */
static bool draft_keep(struct blob_folder *f, struct draft *d,
	const struct blob_id *id, struct err *err)
{
	struct shelf s;
	bool ok;

	if (fsync(d->fd))
		return fail(err, "cannot bring a stored file to the disk");
	if (!shelf_open(f, id, true, &s))
		return fail(err, "cannot make a folder of stored files");
	shelf_lock(&s);
	ok = draft_name(d, &s, id->hex) && !fsync(s.lower) && !fsync(s.upper) &&
	     !fsync(f->root);
	if (!ok)
		fail(err, "cannot give a stored file its name");
	shelf_close(&s);
	return ok;
}

static bool folder_write(struct blob_store *store,
	const struct blob_source *from, struct blob_id *out, struct err *err)
{
	struct blob_folder *f = folder_of(store);
	struct blob_id id;
	struct draft d;
	bool ok;

	if (!draft_open(f, &d, err))
		return false;
	ok = draft_copy(&d, from, err);
	draft_id(&d, &id);
	ok = ok && draft_keep(f, &d, &id, err);
	draft_close(&d);
	if (ok)
		*out = id;
	return ok;
}

/* ---- reading and dropping ----------------------------------------------- */

static bool folder_open(struct blob_store *store, const struct blob_id *id,
	int *out, struct err *err)
{
	char path[BLOB_ID + 8];
	int fd;

	snprintf(path, sizeof(path), "%.2s/%.2s/%s", id->hex, id->hex + 2,
		id->hex);
	fd = openat(folder_of(store)->root, path,
		O_RDONLY | O_NOFOLLOW | O_CLOEXEC);
	if (fd < 0 && errno == ENOENT)
		return err_set(err, ERR_NOT_FOUND,
			"there is no stored file '%.12s...'", id->hex);
	if (fd < 0)
		return fail(err, "cannot open a stored file");
	*out = fd;
	return true;
}

static int64_t written_ms(const struct stat *st)
{
	return st->st_mtim.tv_sec * SECOND_MS + st->st_mtim.tv_nsec / 1000000;
}

static bool folder_drop(struct blob_store *store, const struct blob_id *id,
	int64_t before_ms, bool *dropped, struct err *err)
{
	struct shelf s;
	struct stat st;
	bool ok, old;

	*dropped = false;
	if (!shelf_open(folder_of(store), id, false, &s))
		return errno == ENOENT ||
		       fail(err, "cannot open a folder of stored files");
	shelf_lock(&s);
	ok = !fstatat(s.lower, id->hex, &st, AT_SYMLINK_NOFOLLOW);
	old = ok && written_ms(&st) < before_ms;
	if (old)
		ok = *dropped =
			!unlinkat(s.lower, id->hex, 0) && !fsync(s.lower);
	ok = ok || errno == ENOENT || fail(err, "cannot drop a stored file");
	shelf_close(&s);
	return ok;
}

/* ---- walking ------------------------------------------------------------ */

/* A descriptor of its own, because readdir moves and closes it. */
static DIR *list(int at, const char *name)
{
	int fd = folder_in(at, name, false);
	DIR *d = fd < 0 ? NULL : fdopendir(fd);

	if (fd >= 0 && !d)
		close(fd);
	return d;
}

typedef bool name_seen(void *to, int at, const char *name, struct err *err);

/* Calls `seen` with every name in a folder that begins with a hexadecimal
 * digit. A folder that is gone is empty. */
static bool names_each(
	int at, const char *folder, name_seen *seen, void *to, struct err *err)
{
	DIR *d = list(at, folder);
	struct dirent *e = NULL;
	bool ok = true;

	if (!d)
		return errno == ENOENT || errno == ENOTDIR ||
		       fail(err, "cannot list stored files");
	while (ok && (errno = 0, e = readdir(d)))
		if (strspn(e->d_name, "0123456789abcdef") > 0)
			ok = seen(to, dirfd(d), e->d_name, err);
	if (ok && errno)
		ok = fail(err, "cannot list stored files");
	closedir(d);
	return ok;
}

struct walk {
	blob_see *see;
	void *to;
};

static bool file_seen(void *to, int at, const char *name, struct err *err)
{
	const struct walk *w = to;
	struct blob_item item;
	struct stat st;

	if (!blob_id_ok(str_c(name)))
		return true;
	if (fstatat(at, name, &st, AT_SYMLINK_NOFOLLOW))
		return errno == ENOENT || fail(err, "cannot list stored files");
	if (!S_ISREG(st.st_mode))
		return true;
	memcpy(item.id.hex, name, BLOB_ID + 1);
	item.size = st.st_size;
	item.written_ms = written_ms(&st);
	return w->see(w->to, &item, err);
}

static bool lower_seen(void *to, int at, const char *name, struct err *err)
{
	return strlen(name) != 2 || names_each(at, name, file_seen, to, err);
}

static bool upper_seen(void *to, int at, const char *name, struct err *err)
{
	return strlen(name) != 2 || names_each(at, name, lower_seen, to, err);
}

static bool folder_each(
	struct blob_store *store, blob_see *see, void *to, struct err *err)
{
	struct walk w = { see, to };

	return names_each(folder_of(store)->root, ".", upper_seen, &w, err);
}

/* ---- opening ------------------------------------------------------------ */

static bool draft_left(void *to, int at, const char *name, struct err *err)
{
	struct stat st;

	(void)to;
	(void)err;
	if (!fstatat(at, name, &st, AT_SYMLINK_NOFOLLOW) &&
		written_ms(&st) < time_now_ms() - DAY_MS)
		unlinkat(at, name, 0);
	return true;
}

/* Asks whether a file without a name can be written and given one. */
static bool knows_nameless(int root)
{
	int fd = openat(root, ".", O_WRONLY | O_TMPFILE | O_CLOEXEC, FILE_MODE);

	if (fd < 0)
		return false;
	close(fd);
	return !access("/proc/self/fd", X_OK);
}

static void folder_close(struct blob_store *store)
{
	close(folder_of(store)->root);
	mem_free(store);
}

static const struct blob_kind folder_kind = {
	.write = folder_write,
	.open = folder_open,
	.drop = folder_drop,
	.each = folder_each,
	.close = folder_close,
};

bool blob_folder_open(
	const char *path, struct blob_store **out, struct err *err)
{
	struct blob_folder *f;
	int root;

	if (mkdir(path, FOLDER_MODE) && errno != EEXIST)
		return err_set(err, ERR_BROKEN,
			"cannot make the folder '%s' for uploads: %s", path,
			strerror(errno));
	root = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (root < 0 || faccessat(root, ".", W_OK | X_OK, AT_EACCESS)) {
		err_set(err, ERR_BROKEN,
			"cannot write to the folder '%s' of uploads: %s", path,
			strerror(errno));
		if (root >= 0)
			close(root);
		return false;
	}
	f = mem_alloc(sizeof(*f));
	f->store.kind = &folder_kind;
	f->root = root;
	f->named = !knows_nameless(root);
	*out = &f->store;
	if (names_each(root, "tmp", draft_left, NULL, err))
		return true;
	blob_close(*out);
	return false;
}
