/*
 * test/fault/disk.h - a disk between SQLite and the system's: it writes down
 * every write, cut and sync in their order, or fails the n-th of them. Knows
 * files by their names' ends; memory shared between processes is not on it.
 *
 * disk_begin() makes it SQLite's own until disk_end(). One at a time.
 */
#ifndef DISK_H
#define DISK_H

#include "test.h"

#include <pthread.h>
#include <sqlite3.h>

enum disk_op {
	DISK_WRITE = 1,
	DISK_CUT = 2, /* a truncation */
	DISK_SYNC = 4,
	DISK_DROP = 8, /* a file is deleted */
	DISK_SAID = 16 /* the test's own: somebody was told of `at` */
};
/* As the code of a failure: the disk says that it went well, and does not do
 * it. For controls. */
enum { DISK_SWALLOW = -1 };
enum disk_file { DISK_DB, DISK_LOG, DISK_FILES };

struct disk_event {
	enum disk_op op;
	enum disk_file file;
	int64_t at;
	size_t len;
	char *bytes;
};

struct disk {
	sqlite3_vfs vfs, *below;
	pthread_mutex_t lock;
	bool record;
	struct disk_event *list;
	size_t count, room;

	/* failing: of the operations in `kinds`, the n-th or from there on */
	unsigned kinds;
	int code; /* what SQLite is told */
	long fail_at, used, failed;
	bool on;
};

static struct disk disk;

struct disk_handle {
	sqlite3_file head;
	sqlite3_file *below;
	enum disk_file file;
	bool told; /* do we care? */
};

/* ---- what was done ------------------------------------------------------ */

static void disk_add(enum disk_op op, enum disk_file file, int64_t at,
	const void *bytes, size_t len)
{
	struct disk_event e = { op, file, at, len, NULL };

	if (bytes) {
		e.bytes = mem_alloc(len);
		memcpy(e.bytes, bytes, len);
	}
	pthread_mutex_lock(&disk.lock);
	if (disk.count == disk.room) {
		disk.room = disk.room ? disk.room * 2 : 1024;
		disk.list = mem_grow(disk.list, disk.room * sizeof(*disk.list));
	}
	disk.list[disk.count++] = e;
	pthread_mutex_unlock(&disk.lock);
}

MAYBE void disk_said(int64_t n) { disk_add(DISK_SAID, DISK_DB, n, NULL, 0); }

/* SQLITE_OK, or the error that this operation shall meet. */
static int disk_fault(enum disk_op op)
{
	int code = SQLITE_OK;

	pthread_mutex_lock(&disk.lock);
	if (disk.kinds & op) {
		long n = ++disk.used;

		if (disk.fail_at &&
			(n == disk.fail_at || (disk.on && n > disk.fail_at))) {
			code = disk.code;
			disk.failed++;
		}
	}
	pthread_mutex_unlock(&disk.lock);
	return code;
}

MAYBE void disk_fail(unsigned kinds, int code, long at, bool from_there_on)
{
	pthread_mutex_lock(&disk.lock);
	disk.kinds = kinds;
	disk.code = code;
	disk.fail_at = at;
	disk.on = from_there_on;
	disk.used = disk.failed = 0;
	pthread_mutex_unlock(&disk.lock);
}

/* ---- a file ------------------------------------------------------------- */

static struct disk_handle *disk_of(sqlite3_file *f)
{
	return (struct disk_handle *)(void *)f;
}

#define BELOW(f) disk_of(f)->below
#define CALL(f, method, ...) \
	(BELOW(f)->pMethods->method(BELOW(f), ##__VA_ARGS__))

static int disk_close(sqlite3_file *f) { return CALL(f, xClose); }

static int disk_read(sqlite3_file *f, void *to, int n, sqlite3_int64 at)
{
	return CALL(f, xRead, to, n, at);
}

static int disk_write(
	sqlite3_file *f, const void *from, int n, sqlite3_int64 at)
{
	int rc = disk_fault(DISK_WRITE);

	if (rc == DISK_SWALLOW)
		return SQLITE_OK;
	/* what failed may have been done by half */
	if (rc != SQLITE_OK && n > 512)
		CALL(f, xWrite, from, n / 2, at);
	if (rc != SQLITE_OK)
		return rc;
	if (disk.record && disk_of(f)->told)
		disk_add(DISK_WRITE, disk_of(f)->file, at, from, (size_t)n);
	return CALL(f, xWrite, from, n, at);
}

static int disk_cut(sqlite3_file *f, sqlite3_int64 size)
{
	int rc = disk_fault(DISK_CUT);

	if (rc != SQLITE_OK)
		return rc;
	if (disk.record && disk_of(f)->told)
		disk_add(DISK_CUT, disk_of(f)->file, size, NULL, 0);
	return CALL(f, xTruncate, size);
}

static int disk_sync(sqlite3_file *f, int flags)
{
	int rc = disk_fault(DISK_SYNC);

	if (rc != SQLITE_OK)
		return rc;
	rc = disk.record ? SQLITE_OK : CALL(f, xSync, flags);
	/* durable once it returns */
	if (disk.record && disk_of(f)->told)
		disk_add(DISK_SYNC, disk_of(f)->file, 0, NULL, 0);
	return rc;
}

static int disk_size(sqlite3_file *f, sqlite3_int64 *out)
{
	return CALL(f, xFileSize, out);
}

static int disk_lock(sqlite3_file *f, int how) { return CALL(f, xLock, how); }

static int disk_unlock(sqlite3_file *f, int how)
{
	return CALL(f, xUnlock, how);
}

static int disk_reserved(sqlite3_file *f, int *out)
{
	return CALL(f, xCheckReservedLock, out);
}

static int disk_control(sqlite3_file *f, int op, void *arg)
{
	return CALL(f, xFileControl, op, arg);
}

static int disk_sector(sqlite3_file *f) { return CALL(f, xSectorSize); }

static int disk_traits(sqlite3_file *f)
{
	return CALL(f, xDeviceCharacteristics);
}

static int disk_shm_map(
	sqlite3_file *f, int page, int size, int extend, void volatile **out)
{
	return CALL(f, xShmMap, page, size, extend, out);
}

static int disk_shm_lock(sqlite3_file *f, int from, int n, int flags)
{
	return CALL(f, xShmLock, from, n, flags);
}

static void disk_shm_barrier(sqlite3_file *f) { CALL(f, xShmBarrier); }

static int disk_shm_unmap(sqlite3_file *f, int drop)
{
	return CALL(f, xShmUnmap, drop);
}

static const sqlite3_io_methods disk_methods = { 2, disk_close, disk_read,
	disk_write, disk_cut, disk_sync, disk_size, disk_lock, disk_unlock,
	disk_reserved, disk_control, disk_sector, disk_traits, disk_shm_map,
	disk_shm_lock, disk_shm_barrier, disk_shm_unmap, NULL, NULL };

/* ---- the disk ----------------------------------------------------------- */

static bool disk_told(const char *name, enum disk_file *out)
{
	*out = name && str_ends(str_c(name), STR("-wal")) ? DISK_LOG : DISK_DB;
	return *out == DISK_LOG ||
	       (name && str_ends(str_c(name), STR("ledger.db")));
}

static int disk_open(sqlite3_vfs *vfs, const char *name, sqlite3_file *f,
	int flags, int *out)
{
	struct disk_handle *h = disk_of(f);
	int rc;

	(void)vfs;
	h->below = (sqlite3_file *)(void *)(h + 1);
	h->told = disk_told(name, &h->file);
	rc = disk.below->xOpen(disk.below, name, h->below, flags, out);
	h->head.pMethods = h->below->pMethods ? &disk_methods : NULL;
	return rc;
}

static int disk_drop(sqlite3_vfs *vfs, const char *name, int sync)
{
	enum disk_file file;
	int rc = disk_fault(DISK_DROP);

	(void)vfs;
	if (rc != SQLITE_OK)
		return rc;
	if (disk.record && disk_told(name, &file))
		disk_add(DISK_DROP, file, 0, NULL, 0);
	return disk.below->xDelete(disk.below, name, sync);
}

MAYBE void disk_begin(bool record)
{
	disk = (struct disk){ .record = record,
		.lock = PTHREAD_MUTEX_INITIALIZER };
	disk.below = sqlite3_vfs_find("unix");
	disk.vfs = *disk.below;
	disk.vfs.zName = "disk";
	disk.vfs.pNext = NULL;
	disk.vfs.szOsFile += (int)sizeof(struct disk_handle);
	disk.vfs.xOpen = disk_open;
	disk.vfs.xDelete = disk_drop;
	sqlite3_vfs_register(&disk.vfs, 1);
}

MAYBE void disk_end(void)
{
	sqlite3_vfs_register(disk.below, 1);
	sqlite3_vfs_unregister(&disk.vfs);
	for (size_t i = 0; i < disk.count; i++)
		mem_free(disk.list[i].bytes);
	mem_free(disk.list);
	disk.list = NULL;
	disk.count = disk.room = 0;
}

#endif
