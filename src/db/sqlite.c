/*
 * db/sqlite.c - the SQLite driver: a file, its readers and its one writer.
 *
 * The file is in WAL mode: readers see the last commit and are never in the
 * writer's way. A commit is synced before anybody hears of it. "memory:" is
 * a file too, in a folder in memory that goes when the pool is closed: so
 * readers and writer are real, and what passes there passes on a disk.
 */
#include "db/sqlite_int.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

/* ---- opening and closing ------------------------------------------------ */

static bool in_memory(struct lite *lite, struct err *err)
{
	const char *places[] = { "/dev/shm", getenv("TMPDIR"), "/tmp" };
	char folder[480], path[500];

	for (size_t i = 0; i < LENGTH(places); i++) {
		if (!places[i])
			continue;
		snprintf(folder, sizeof(folder), "%.400s/vitae-%d-XXXXXX",
			places[i], (int)getpid());
		if (!mkdtemp(folder))
			continue;
		snprintf(path, sizeof(path), "%s/db", folder);
		lite->folder = mem_text(folder);
		lite->path = mem_text(path);
		return true;
	}
	return err_set(err, ERR_FULL, "no folder for a database in memory: %s",
		strerror(errno));
}

/* Made here so that only its owner can read it; its log follows suit. */
static bool make_file(const char *path, struct err *err)
{
	int fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);

	if (fd < 0)
		return err_set(err, ERR_BAD_INPUT,
			"cannot open the database '%s': %s", path,
			strerror(errno));
	close(fd);
	return true;
}

static void remove_folder(struct lite *lite)
{
	static const char *const ends[] = { "", "-wal", "-shm", "-writer",
		"-notice" };
	char name[600];

	for (size_t i = 0; i < LENGTH(ends); i++) {
		snprintf(name, sizeof(name), "%s%s", lite->path, ends[i]);
		unlink(name);
	}
	rmdir(lite->folder);
}

static void lite_free(struct lite *lite)
{
	if (lite->folder)
		remove_folder(lite);
	pthread_mutex_destroy(&lite->pool.hearing);
	mem_free(lite->folder);
	mem_free(lite->path);
	mem_free(lite);
}

static void lite_close(struct db_pool *pool)
{
	struct lite *lite = lite_of(pool);

	db_lite_write_stop(lite);
	db_lite_readers_free(&lite->readers);
	db_lite_write_close(lite);
	db_lite_share_close(&lite->share);
	lite_free(lite);
}

static bool lite_open(struct db_pool **out, const struct db_config *config,
	const char *where, struct err *err)
{
	bool memory = !strcmp(where, "memory:");
	struct lite *lite;

	if (!db_sqlite_lib_load(err))
		return false;
	lite = mem_alloc(sizeof(*lite));
	/* its figures cost every allocation a lock; too late is no harm */
	sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
	pthread_mutex_init(&lite->pool.hearing, NULL);
	lite->pool.config = *config;
	lite->pool.config.url = NULL;
	if (!memory)
		lite->path = mem_text(where);
	if ((memory && !in_memory(lite, err)) || !make_file(lite->path, err) ||
		!db_lite_share_open(&lite->share, lite->path, err)) {
		lite_free(lite);
		return false;
	}
	db_lite_readers_init(&lite->readers, config->readers_max);
	if (db_lite_write_open(lite, err)) {
		*out = &lite->pool;
		return true;
	}
	lite_close(&lite->pool);
	return false;
}

/* ---- what a driver provides --------------------------------------------- */

static bool lite_begin(struct db *db, struct err *err)
{
	struct lite *lite = lite_of(db->pool);

	return db->mode == DB_WRITE
		       ? db_lite_write_begin(db, lite,
				 lite->pool.config.connection_timeout_ms, err)
		       : db_lite_read_begin(db, lite, err);
}

static bool lite_end(struct db *db, bool keep, struct err *err)
{
	struct lite *lite = lite_of(db->pool);

	return db->mode == DB_WRITE ? db_lite_write_end(db, lite, keep, err)
				    : db_lite_read_end(db, lite, err);
}

static void lite_end_later(struct db *db, bool keep, db_then *then, void *with)
{
	struct lite *lite = lite_of(db->pool);
	struct err err;
	bool ok;

	if (db->mode == DB_WRITE) {
		db_lite_write_end_later(db, lite, keep, then, with);
		return;
	}
	ok = db_lite_read_end(db, lite, &err);
	then(with, ok ? NULL : &err);
}

static void lite_settle(struct db_pool *pool)
{
	db_lite_write_settle(lite_of(pool));
}

static bool lite_script(struct db *db, const char *sql, struct err *err)
{
	struct lite_conn *c = db->conn;

	/* see db_lite_start: never outside of the transaction */
	if (sqlite3_get_autocommit(c->db))
		return err_set(
			err, ERR_BROKEN, "the transaction was rolled back");
	return db_lite_exec(c, sql, "script", err);
}

static uint64_t lite_noticed(const struct db_pool *pool, unsigned slot)
{
	const struct lite *lite = (const struct lite *)(const void *)pool;

	return atomic_load(&lite->share.slots[slot]);
}

static bool lite_ping(struct db_pool *pool, int timeout_ms, struct err *err)
{
	struct lite *lite = lite_of(pool);
	struct db probe = { .pool = pool, .mode = DB_WRITE };

	return db_lite_write_begin(&probe, lite, timeout_ms, err) &&
	       db_lite_write_end(&probe, lite, false, err);
}

static void lite_stats(struct db_pool *pool, struct db_stats *out)
{
	struct lite *lite = lite_of(pool);

	db_lite_readers_stats(&lite->readers, out);
	db_lite_write_stats(&lite->writer, out);
	out->busy = atomic_load(&lite->busy);
}

static void lite_version(struct buf *out)
{
	struct err none = { 0 };

	buf_addf(out, "SQLite %s",
		db_sqlite_lib_load(&none) ? sqlite3_libversion()
					  : "is not installed");
}

const struct db_driver db_sqlite = {
	.engine = "sqlite",
	.words = { "TEXT", "INTEGER", "INTEGER", "BLOB", "REAL", "STRICT" },
	.migrate_lock = "", /* a call that writes is alone */
	.open = lite_open,
	.close = lite_close,
	.begin = lite_begin,
	.end = lite_end,
	.end_later = lite_end_later,
	.settle = lite_settle,
	.part = lite_script,
	.start = db_lite_start,
	.next = db_lite_next,
	.finish = db_lite_finish,
	.script = lite_script,
	.describe = db_lite_describe,
	.noticed = lite_noticed,
	.ping = lite_ping,
	.stats = lite_stats,
	.version = lite_version,
};
