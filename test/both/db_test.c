/*
 * test/both/db_test.c - what a query, a call and a part of one promise, on
 * each engine. Many calls at a time: db_many_test.c; the schema:
 * db_schema_test.c.
 */
#include "both/db_sample.h"

static struct db *begin(struct db_pool *pool, enum db_mode mode)
{
	struct err err;
	struct db *db = NULL;

	if (!db_begin(pool, mode, &test_mem, &db, &err))
		test_fail(__FILE__, __LINE__, "%s", err.text);
	return db;
}

static const struct item plain = { STR("a"), STR("note"), 1, true,
	{ "\0\xff", 2 }, 0.5 };

static void add(struct db_pool *pool, struct item item)
{
	struct err err;
	struct db *db = begin(pool, DB_WRITE);

	NEED(db);
	OK_ERR(db_run(db, &item_add, &item, NULL, &err), err);
	OK_ERR(db_end(db, true, &err), err);
}

static bool is_there(struct db_pool *pool, const char *id)
{
	struct item in = { .id = str_c(id) }, out;
	struct err err;
	bool found = false;
	struct db *db = begin(pool, DB_READ);

	OK_ERR(db_find(db, &item_get, &in, &out, &found, &err), err);
	OK_ERR(db_end(db, true, &err), err);
	return found;
}

/* ---- values ------------------------------------------------------------- */

static bool same(const struct item *a, const struct item *b)
{
	return str_eq(a->id, b->id) && str_eq(a->note, b->note) &&
	       !a->note.at == !b->note.at && a->count == b->count &&
	       a->done == b->done &&
	       str_eq(str_of(a->data.at, a->data.len),
		       str_of(b->data.at, b->data.len)) &&
	       a->share == b->share;
}

TEST_BOTH(every_value_comes_back_as_it_was)
{
	const struct item items[] = {
		plain,
		{ STR("b"), STR_NONE, INT64_MAX, false, { "", 0 }, -0.0 },
		{ STR("c"), STR(""), INT64_MIN, true, { NULL, 0 }, 1e308 },
		{ STR("d"), STR("it's; -- \"50%\" $1 ?2 \\"), -1, false,
			{ "x'--", 4 }, 5e-324 },
		{ STR("e"), STR("Zo\xc3\xab \xe2\x82\xac \xf0\x9f\x98\x80\n"),
			0, true, { "\0\0\0", 3 }, 0.1 },
	};
	struct db_pool *pool = sample_open(url);
	struct db_rows rows;
	struct err err;
	struct db *db;

	NEED(pool);
	for (size_t i = 0; i < LENGTH(items); i++)
		add(pool, items[i]);
	db = begin(pool, DB_READ);
	OK_ERR(db_list(db, &item_list, NULL, 9, &rows, &err), err);
	OK_ERR(db_end(db, true, &err), err);
	SAME_INT(rows.count, LENGTH(items));
	for (size_t i = 0; i < rows.count; i++)
		OK(same((struct item *)rows.at + i, &items[i]));
	db_close(pool);
}

TEST_BOTH(rows_live_as_long_as_the_arena_of_the_call)
{
	struct db_pool *pool = sample_open(url);
	struct item in = plain, out;
	struct err err;
	struct db *db;

	NEED(pool);
	add(pool, in);
	db = begin(pool, DB_READ);
	OK_ERR(db_one(db, &item_get, &in, &out, &err), err);
	OK_ERR(db_end(db, true, &err), err);
	db_close(pool);
	OK(same(&out, &in));
	OK(out.note.at[out.note.len] == '\0');
}

/* ---- how many rows ------------------------------------------------------ */

TEST_BOTH(one_row_is_demanded_or_asked_for)
{
	struct db_pool *pool = sample_open(url);
	struct item in = plain, out;
	struct err err;
	bool found = true;
	struct db *db;

	NEED(pool);
	db = begin(pool, DB_WRITE);
	OK(!db_one(db, &item_get, &in, &out, &err));
	SAME_INT(err.code, ERR_NOT_FOUND);
	OK_ERR(db_find(db, &item_get, &in, &out, &found, &err), err);
	OK(!found);
	OK_ERR(db_run(db, &item_add, &in, NULL, &err), err);
	OK_ERR(db_one(db, &item_get, &in, &out, &err), err);
	OK_ERR(db_end(db, true, &err), err);
	db_close(pool);
}

TEST_BOTH(a_list_ends_at_its_ceiling)
{
	struct db_pool *pool = sample_open(url);
	struct item in = plain;
	struct db_rows rows;
	struct err err;
	struct db *db;

	NEED(pool);
	db = begin(pool, DB_WRITE);
	for (int i = 0; i < 40; i++) {
		in.id = str_fmt(&test_mem, "%02d", i);
		OK_ERR(db_run(db, &item_add, &in, NULL, &err), err);
	}
	OK_ERR(db_list(db, &item_list, NULL, 40, &rows, &err), err);
	SAME_INT(rows.count, 40);
	SAME_STR(((struct item *)rows.at)[39].id, STR("39"));
	OK(!db_list(db, &item_list, NULL, 39, &rows, &err));
	SAME_INT(err.code, ERR_TOO_BIG);
	OK_ERR(db_end(db, true, &err), err);
	db_close(pool);
}

struct seen {
	int count, stop_at;
};

static bool see(void *with, const void *row, struct err *err)
{
	struct seen *s = with;
	const struct item *item = row;

	OK(item->note.len == 4);
	return ++s->count != s->stop_at ||
	       err_set(err, ERR_GONE, "seen enough");
}

TEST_BOTH(rows_can_be_seen_one_by_one)
{
	struct db_pool *pool = sample_open(url);
	struct item in = plain, out;
	struct seen all = { 0, 0 }, some = { 0, 3 };
	struct err err;
	struct db *db;

	NEED(pool);
	for (int i = 0; i < 10; i++) {
		in.id = str_fmt(&test_mem, "%d", i);
		add(pool, in);
	}
	db = begin(pool, DB_SNAPSHOT);
	OK_ERR(db_each(db, &item_list, NULL, see, &all, &err), err);
	SAME_INT(all.count, 10);
	OK(!db_each(db, &item_list, NULL, see, &some, &err));
	SAME_INT(err.code, ERR_GONE);
	SAME_INT(some.count, 3);
	OK_ERR(db_one(db, &item_get, &in, &out, &err), err);
	OK_ERR(db_end(db, true, &err), err);
	db_close(pool);
}

TEST_BOTH(a_change_tells_how_many_rows_it_touched)
{
	struct db_pool *pool = sample_open(url);
	struct tally in = { .id = 1, .n = 1 };
	int64_t changed = -1;
	struct err err;
	struct db *db;

	NEED(pool);
	db = begin(pool, DB_WRITE);
	OK_ERR(db_run(db, &tally_up, &in, &changed, &err), err);
	SAME_INT(changed, 1);
	in.id = 99;
	OK_ERR(db_run(db, &tally_up, &in, &changed, &err), err);
	SAME_INT(changed, 0);
	OK_ERR(db_end(db, true, &err), err);
	db_close(pool);
}

/* ---- calls -------------------------------------------------------------- */

TEST_BOTH(a_call_that_is_not_kept_leaves_nothing)
{
	struct db_pool *pool = sample_open(url);
	struct err err;
	struct db *db;

	NEED(pool);
	db = begin(pool, DB_WRITE);
	OK_ERR(db_run(db, &item_add, &plain, NULL, &err), err);
	OK_ERR(db_end(db, false, &err), err);
	OK(!is_there(pool, "a"));
	add(pool, plain);
	OK(is_there(pool, "a"));
	db_close(pool);
}

TEST_BOTH(a_part_may_fail_alone)
{
	struct db_pool *pool = sample_open(url);
	struct item b = plain;
	struct err err;
	struct db *db;

	NEED(pool);
	b.id = STR("b");
	db = begin(pool, DB_WRITE);
	OK_ERR(db_run(db, &item_add, &plain, NULL, &err), err);
	OK_ERR(db_part_begin(db, &err), err);
	OK_ERR(db_run(db, &item_add, &b, NULL, &err), err);
	OK_ERR(db_part_begin(db, &err), err);
	OK(!db_run(db, &item_add, &plain, NULL, &err));
	SAME_INT(err.code, ERR_CONFLICT);
	OK_ERR(db_part_end(db, false, &err), err);
	OK_ERR(db_part_end(db, true, &err), err);
	OK_ERR(db_end(db, true, &err), err);
	OK(is_there(pool, "a") && is_there(pool, "b"));
	db_close(pool);
}

TEST_BOTH(a_failed_part_cannot_be_kept)
{
	struct db_pool *pool = sample_open(url);
	struct item b = plain;
	struct err err;
	struct db *db;

	NEED(pool);
	add(pool, plain);
	b.id = STR("b");
	db = begin(pool, DB_WRITE);
	OK_ERR(db_part_begin(db, &err), err);
	OK_ERR(db_run(db, &item_add, &b, NULL, &err), err);
	OK(!db_run(db, &item_add, &plain, NULL, &err));
	OK(!db_part_end(db, true, &err));
	OK_ERR(db_end(db, true, &err), err);
	OK(!is_there(pool, "b"));
	db_close(pool);
}

/* PostgreSQL gives up a transaction in which a query failed; a rule that
 * goes on must not pass its tests on SQLite. */
TEST_BOTH(nothing_goes_on_after_a_failed_query)
{
	struct db_pool *pool = sample_open(url);
	struct item b = plain;
	struct err err;
	struct db *db;

	NEED(pool);
	b.id = STR("b");
	db = begin(pool, DB_WRITE);
	OK_ERR(db_run(db, &item_add, &plain, NULL, &err), err);
	OK(!db_run(db, &item_add, &plain, NULL, &err));
	OK(!db_run(db, &item_add, &b, NULL, &err));
	SAME_INT(err.code, ERR_BROKEN);
	OK(!db_part_begin(db, &err));
	OK(!db_end(db, true, &err));
	OK(!is_there(pool, "a") && !is_there(pool, "b"));
	db_close(pool);
}

TEST_BOTH(a_call_that_reads_cannot_write)
{
	struct db_pool *pool = sample_open(url);
	const enum db_mode modes[] = { DB_READ, DB_SNAPSHOT };
	struct err err;

	NEED(pool);
	for (size_t i = 0; i < LENGTH(modes); i++) {
		struct db *db = begin(pool, modes[i]);

		OK(!db_run(db, &item_add, &plain, NULL, &err));
		SAME_INT(err.code, ERR_BROKEN);
		OK_ERR(db_end(db, false, &err), err);
	}
	OK(!is_there(pool, "a"));
	db_close(pool);
}

TEST_BOTH(a_snapshot_sees_one_moment)
{
	struct db_pool *pool = sample_open(url);
	struct tally in = { .id = 1 }, out;
	struct err err;
	struct db *shot, *read;

	NEED(pool);
	shot = begin(pool, DB_SNAPSHOT);
	read = begin(pool, DB_READ);
	OK_ERR(db_one(shot, &tally_get, &in, &out, &err), err);
	OK_ERR(sample_up(pool, 7, &err), err);
	OK_ERR(db_one(shot, &tally_get, &in, &out, &err), err);
	SAME_INT(out.n, 0);
	OK_ERR(db_one(read, &tally_get, &in, &out, &err), err);
	SAME_INT(out.n, 7);
	OK_ERR(db_end(shot, true, &err), err);
	OK_ERR(db_end(read, true, &err), err);
	db_close(pool);
}

/* ---- errors ------------------------------------------------------------- */

struct child {
	struct str id, item_id;
};
static const struct db_query child_add = {
	.name = "child.add",
	.sql = "INSERT INTO child (id, item_id) VALUES ($1, $2)",
	.in = (const struct db_col[]){ DB_COL(child, id),
		DB_COL(child, item_id), { 0 } },
};
static const struct db_query item_bad = {
	.name = "item.bad",
	.sql = "INSERT INTO item (id, note) VALUES ($1, $2)",
	.in = (const struct db_col[]){ DB_COL(item, id), DB_COL(item, note),
		{ 0 } },
};

static void refused(struct db_pool *pool, const struct db_query *q,
	const void *in, enum err_code code)
{
	struct err err = { 0 };
	struct db *db = begin(pool, DB_WRITE);

	OK(!db_run(db, q, in, NULL, &err));
	SAME_INT(err.code, code);
	OK(!strncmp(err.text, q->name, strlen(q->name)));
	OK(!strstr(err.text, "INSERT"));
	OK_ERR(db_end(db, false, &err), err);
}

TEST_BOTH(what_the_schema_forbids_is_a_conflict)
{
	struct db_pool *pool = sample_open(url);
	struct item unlucky = plain;
	const struct child orphan = { STR("c"), STR("nobody") };

	NEED(pool);
	add(pool, plain);
	refused(pool, &item_add, &plain, ERR_CONFLICT);
	unlucky.id = STR("b");
	unlucky.count = 13;
	refused(pool, &item_add, &unlucky, ERR_CONFLICT);
	refused(pool, &child_add, &orphan, ERR_CONFLICT);
	unlucky.id = STR("d");
	refused(pool, &item_bad, &unlucky, ERR_BROKEN);
	db_close(pool);
}

TEST_BOTH(a_nul_in_text_is_refused_before_it_is_asked)
{
	struct db_pool *pool = sample_open(url);
	struct item in = plain;

	NEED(pool);
	in.note = str_of("a\0b", 3);
	refused(pool, &item_add, &in, ERR_BAD_INPUT);
	db_close(pool);
}

static const struct db_query tally_none = {
	.name = "tally.none",
	.sql = "SELECT max(n) AS n FROM tally WHERE id = $1",
	.in = (const struct db_col[]){ DB_COL(tally, id), { 0 } },
	.out = (const struct db_col[]){ DB_COL(tally, n), { 0 } },
	.row_size = sizeof(struct tally),
};

TEST_BOTH(null_where_no_null_can_be_is_an_error)
{
	struct db_pool *pool = sample_open(url);
	struct tally in = { .id = 99 }, out;
	struct err err = { 0 };
	struct db *db;

	NEED(pool);
	db = begin(pool, DB_READ);
	OK(!db_one(db, &tally_none, &in, &out, &err));
	SAME_INT(err.code, ERR_BROKEN);
	OK_ERR(db_end(db, true, &err), err);
	db_close(pool);
}

TEST(an_address_that_is_none_of_ours_is_refused_without_showing_it)
{
	const struct db_config config = sample_config("mysql://root:secret@x");
	struct db_pool *pool;
	struct err err;

	OK(!db_open(&pool, &config, &err));
	SAME_INT(err.code, ERR_BAD_INPUT);
	OK(!strstr(err.text, "secret"));
}
