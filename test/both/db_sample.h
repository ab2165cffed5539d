/*
 * test/both/db_sample.h - a small schema for tests of db: `item`, with a
 * column of each type, and `tally`, rows that are counted up. Only what
 * several test programs need.
 */
#ifndef DB_SAMPLE_H
#define DB_SAMPLE_H

#include "db/db.h"
#include "help.h"

struct item {
	struct str id;
	struct str note; /* may be NULL */
	int64_t count;
	bool done;
	struct bytes data;
	double share;
};

struct tally {
	int64_t id, n;
};

static const char sample_sql[] =
	"CREATE TABLE item (id :id: PRIMARY KEY, note :text:,\n"
	"  count :int: NOT NULL CHECK (count <> 13),\n"
	"  done :bool: NOT NULL, data :bytes: NOT NULL,\n"
	"  share :real: NOT NULL) :strict:;\n"
	"CREATE TABLE tally (id :int: PRIMARY KEY, n :int: NOT NULL) "
	":strict:;\n"
	"CREATE TABLE child (id :id: PRIMARY KEY,\n"
	"  item_id :id: NOT NULL REFERENCES item (id)) :strict:;\n"
	"INSERT INTO tally (id, n) VALUES (1, 0), (2, 0)";

#define ITEM_COLS                                                          \
	(const struct db_col[])                                            \
	{                                                                  \
		DB_COL(item, id), DB_COL(item, note), DB_COL(item, count), \
			DB_COL(item, done), DB_COL(item, data),            \
			DB_COL(item, share),                               \
		{                                                          \
			0                                                  \
		}                                                          \
	}
#define ITEM_ID                         \
	(const struct db_col[])         \
	{                               \
		DB_COL(item, id), { 0 } \
	}
#define ITEM_NAMES "id, note, count, done, data, share"

MAYBE const struct db_query item_add = {
	.name = "item.add",
	.sql = "INSERT INTO item (" ITEM_NAMES ")"
	       " VALUES ($1, $2, $3, $4, $5, $6)",
	.in = ITEM_COLS,
};
MAYBE const struct db_query item_get = {
	.name = "item.get",
	.sql = "SELECT " ITEM_NAMES " FROM item WHERE id = $1",
	.in = ITEM_ID,
	.out = ITEM_COLS,
	.row_size = sizeof(struct item),
};
MAYBE const struct db_query item_list = {
	.name = "item.list",
	.sql = "SELECT " ITEM_NAMES " FROM item ORDER BY id",
	.out = ITEM_COLS,
	.row_size = sizeof(struct item),
};
MAYBE const struct db_query tally_up = {
	.name = "tally.up",
	.sql = "UPDATE tally SET n = n + $1 WHERE id = $2",
	.in = (const struct db_col[]){ DB_COL(tally, n), DB_COL(tally, id),
		{ 0 } },
};
MAYBE const struct db_query tally_get = {
	.name = "tally.get",
	.sql = "SELECT id, n FROM tally WHERE id = $1",
	.in = (const struct db_col[]){ DB_COL(tally, id), { 0 } },
	.out = (const struct db_col[]){ DB_COL(tally, id), DB_COL(tally, n),
		{ 0 } },
	.row_size = sizeof(struct tally),
};

MAYBE struct db_config sample_config(const char *url)
{
	return (struct db_config){ .url = url,
		.pool_min = 1,
		.pool_max = 8,
		.idle_timeout_ms = 10000,
		.connection_timeout_ms = 60 * 1000,
		.readers_max = 8 };
}

/* A pool on a database with the sample schema in it; NULL: test failed. */
MAYBE struct db_pool *sample_open(const char *url)
{
	const struct db_migration m = { "0001_sample.sql", sample_sql };
	const struct db_config config = sample_config(url);
	struct db_pool *pool = NULL;
	struct err err;
	size_t applied;

	if (!db_open(&pool, &config, &err) ||
		!db_migrate(pool, &m, 1, &applied, &err)) {
		test_fail(__FILE__, __LINE__, "%s", err.text);
		db_close(pool);
		return NULL;
	}
	return pool;
}

/* One call that adds `by` to tally 1. */
MAYBE bool sample_up(struct db_pool *pool, int64_t by, struct err *err)
{
	struct arena mem = { 0 };
	struct err ignored;
	struct tally in = { .id = 1, .n = by };
	struct db *db;
	bool ok = db_begin(pool, DB_WRITE, &mem, &db, err);

	if (ok) {
		ok = db_run(db, &tally_up, &in, NULL, err);
		ok = db_end(db, ok, ok ? err : &ignored) && ok;
	}
	arena_free(&mem);
	return ok;
}

/* What tally `id` holds; -1: it could not be read. */
MAYBE int64_t sample_n(struct db_pool *pool, int64_t id)
{
	struct arena mem = { 0 };
	struct tally in = { .id = id }, out = { .n = -1 };
	struct err err;
	struct db *db;
	bool ok = db_begin(pool, DB_READ, &mem, &db, &err);

	if (ok) {
		ok = db_one(db, &tally_get, &in, &out, &err);
		db_end(db, true, &err);
	}
	if (!ok)
		test_fail(__FILE__, __LINE__, "%s", err.text);
	arena_free(&mem);
	return out.n;
}

#endif
