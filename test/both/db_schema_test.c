/*
 * test/both/db_schema_test.c - migrations, and queries compared with the
 * schema that they meet.
 */
#include "both/db_sample.h"

#include <pthread.h>

static struct db_pool *open_pool(const char *url)
{
	const struct db_config config = sample_config(url);
	struct db_pool *pool = NULL;
	struct err err;

	if (!db_open(&pool, &config, &err))
		test_fail(__FILE__, __LINE__, "%s", err.text);
	return pool;
}

/* ---- migrations --------------------------------------------------------- */

static const struct db_migration two[] = {
	{ "0001_sample.sql", sample_sql },
	{ "0002_more.sql",
		"-- at 10:30: a comment\n"
		"CREATE TABLE more (id :id: PRIMARY KEY, n :int: NOT NULL"
		" DEFAULT 0) :strict:;\n"
		"CREATE INDEX more_n ON more (n);" },
};

TEST_BOTH(a_migration_is_applied_once)
{
	struct db_pool *pool = open_pool(url);
	struct db_migration_state states[2];
	size_t applied = 9;
	struct err err;

	NEED(pool);
	OK_ERR(db_migrate_check(pool, two, 2, states, &err), err);
	OK(!states[0].applied && !states[1].applied);
	OK_ERR(db_migrate(pool, two, 1, &applied, &err), err);
	SAME_INT(applied, 1);
	OK_ERR(db_migrate_check(pool, two, 2, states, &err), err);
	OK(states[0].applied && !states[1].applied);
	OK(!strcmp(states[1].name, "0002_more.sql"));
	OK_ERR(db_migrate(pool, two, 2, &applied, &err), err);
	SAME_INT(applied, 1);
	OK_ERR(db_migrate(pool, two, 2, &applied, &err), err);
	SAME_INT(applied, 0);
	db_close(pool);
}

struct node {
	const char *url;
	size_t applied;
	bool ok;
	struct err err;
};

static void *start_node(void *with)
{
	struct node *n = with;
	const struct db_config config = sample_config(n->url);
	struct db_pool *pool;

	n->ok = db_open(&pool, &config, &n->err);
	if (!n->ok)
		return NULL;
	n->ok = db_migrate(pool, two, 2, &n->applied, &n->err);
	db_close(pool);
	return NULL;
}

TEST_BOTH(nodes_that_start_together_migrate_once)
{
	enum { NODES = 4 };
	struct node nodes[NODES];
	pthread_t threads[NODES];
	size_t applied = 0;

	for (int i = 0; i < NODES; i++) {
		nodes[i] = (struct node){ .url = url };
		NEED(pthread_create(&threads[i], NULL, start_node, &nodes[i]) ==
			0);
	}
	for (int i = 0; i < NODES; i++) {
		pthread_join(threads[i], NULL);
		OK_ERR(nodes[i].ok, nodes[i].err);
		applied += nodes[i].applied;
	}
	SAME_INT(applied, 2);
}

TEST_BOTH(an_older_program_names_what_a_newer_one_applied)
{
	struct str newer[DB_MIGRATIONS_MOST];
	struct db_pool *pool = open_pool(url);
	size_t applied, found = 9;
	struct err err;

	NEED(pool);
	OK_ERR(db_migrate_newer(pool, two, 1, &test_mem, newer, &found, &err),
		err);
	SAME_INT(found, 0); /* nothing is there yet */
	OK_ERR(db_migrate(pool, two, 2, &applied, &err), err);
	OK_ERR(db_migrate(pool, two, 1, &applied, &err), err);
	SAME_INT(applied, 0);
	NEED_ERR(db_migrate_newer(pool, two, 1, &test_mem, newer, &found, &err),
		err);
	SAME_INT(found, 1);
	SAME_STR(newer[0], str_c(two[1].name));
	OK_ERR(db_migrate_newer(pool, two, 2, &test_mem, newer, &found, &err),
		err);
	SAME_INT(found, 0);
	db_close(pool);
}

TEST_BOTH(a_migration_that_was_changed_afterwards_stops_the_start)
{
	struct db_migration changed[] = { two[0], two[1] };
	struct db_migration_state states[2];
	struct db_pool *pool = open_pool(url);
	size_t applied;
	struct err err;

	NEED(pool);
	OK_ERR(db_migrate(pool, two, 1, &applied, &err), err);
	changed[0].sql = "CREATE TABLE other (id :id:)";
	OK(!db_migrate(pool, changed, 2, &applied, &err));
	SAME_INT(err.code, ERR_CONFLICT);
	OK(strstr(err.text, "0001_sample.sql"));
	OK(!db_migrate_check(pool, changed, 2, states, &err));
	SAME_INT(err.code, ERR_CONFLICT);
	OK_ERR(db_migrate_check(pool, two, 2, states, &err), err);
	OK(states[0].applied && !states[1].applied);
	db_close(pool);
}

static void refuse(struct db_pool *pool, const char *sql)
{
	const struct db_migration bad[] = { two[0], { "0002_bad.sql", sql } };
	struct db_migration_state states[2];
	size_t applied = 9;
	struct err err;

	OK(!db_migrate(pool, bad, 2, &applied, &err));
	SAME_INT(err.code, ERR_BROKEN);
	OK(strstr(err.text, "0002_bad.sql"));
	OK_ERR(db_migrate_check(pool, bad, 2, states, &err), err);
	OK(states[0].applied && !states[1].applied);
	OK_ERR(db_migrate_check(pool, two, 2, states, &err), err);
	/* what it made before it failed is gone, so it can be made again */
	OK_ERR(db_migrate(pool, two, 2, &applied, &err), err);
}

TEST_BOTH(a_migration_that_fails_leaves_nothing)
{
	struct db_pool *pool = open_pool(url);

	NEED(pool);
	refuse(pool, "CREATE TABLE more (id :id:); INSERT INTO nowhere"
		     " VALUES (1)");
	db_close(pool);
}

TEST_BOTH(a_word_that_is_no_type_stops_the_migration)
{
	struct db_pool *pool = open_pool(url);

	NEED(pool);
	refuse(pool, "CREATE TABLE more (id :uuid:)");
	db_close(pool);
}

TEST_BOTH(a_migration_cannot_end_its_own_transaction)
{
	const struct db_migration bad = { "0001_bad.sql",
		"CREATE TABLE more (id :id:); COMMIT" };
	struct db_pool *pool = open_pool(url);
	size_t applied;
	struct err err;

	NEED(pool);
	OK(!db_migrate(pool, &bad, 1, &applied, &err));
	db_close(pool);
}

/* ---- queries against the schema ----------------------------------------- */

struct wrong {
	struct str id, count_text;
	struct bytes note;
	int64_t count, number;
	bool done;
};

#define COLS(...) ((const struct db_col[]){ __VA_ARGS__, { 0 } })

static void check(struct db_pool *pool, bool good, const char *why,
	const struct db_query *q)
{
	struct err err = { 0 };
	struct db *db;
	bool ok;

	NEED_ERR(db_begin(pool, DB_READ, &test_mem, &db, &err), err);
	ok = db_check(db, q, &err);
	if (ok != good || (!ok && !strstr(err.text, why)))
		test_fail(__FILE__, __LINE__, "%s: %s", q->sql, err.text);
	OK(ok || err.code == ERR_BROKEN);
	OK_ERR(db_end(db, true, &err), err);
}

TEST_BOTH(queries_that_fit_the_schema_pass)
{
	struct db_pool *pool = sample_open(url);

	NEED(pool);
	check(pool, true, "", &item_add);
	check(pool, true, "", &item_get);
	check(pool, true, "", &item_list);
	check(pool, true, "", &tally_up);
	check(pool, true, "", &tally_get);
	check(pool, true, "",
		&(struct db_query){ .name = "returning",
			.sql = "UPDATE item SET done = true WHERE id = $1"
			       " RETURNING count, done",
			.in = COLS(DB_COL(wrong, id)),
			.out = COLS(
				DB_COL(wrong, count), DB_COL(wrong, done)) });
	db_close(pool);
}

TEST_BOTH(columns_that_are_swapped_are_found)
{
	struct db_pool *pool = sample_open(url);

	NEED(pool);
	check(pool, false, "column 1 is 'count', not 'id'",
		&(struct db_query){ .name = "swapped",
			.sql = "SELECT count, id FROM item",
			.out = COLS(DB_COL(wrong, id), DB_COL(wrong, count)) });
	check(pool, false, "2 columns but 1 field",
		&(struct db_query){ .name = "more",
			.sql = "SELECT id, count FROM item",
			.out = COLS(DB_COL(wrong, id)) });
	check(pool, false, "0 columns but 1 field",
		&(struct db_query){ .name = "none",
			.sql = "UPDATE item SET count = 1",
			.out = COLS(DB_COL(wrong, id)) });
	db_close(pool);
}

TEST_BOTH(placeholders_that_are_missing_are_found)
{
	struct db_pool *pool = sample_open(url);

	NEED(pool);
	check(pool, false, "",
		&(struct db_query){ .name = "fewer",
			.sql = "UPDATE tally SET n = $1 WHERE id = $2",
			.in = COLS(DB_COL(tally, n)) });
	check(pool, false, "$1 ('n') is not used",
		&(struct db_query){ .name = "hole",
			.sql = "UPDATE tally SET n = 1 WHERE id = $2",
			.in = COLS(DB_COL(tally, n), DB_COL(tally, id)) });
	check(pool, false, "",
		&(struct db_query){ .name = "unused",
			.sql = "UPDATE tally SET n = $1",
			.in = COLS(DB_COL(tally, n), DB_COL(tally, id)) });
	db_close(pool);
}

TEST_BOTH(fields_of_another_type_are_found)
{
	struct db_pool *pool = sample_open(url);

	NEED(pool);
	check(pool, false, "'note' is text, its field is bytes",
		&(struct db_query){ .name = "bytes",
			.sql = "SELECT note FROM item",
			.out = COLS(DB_COL(wrong, note)) });
	check(pool, false, "no such column",
		&(struct db_query){
			.name = *url == 's' ? "absent" : "no such column",
			.sql = "SELECT number FROM item",
			.out = COLS(DB_COL(wrong, number)) });
	/* SQLite keeps no types of parameters */
	if (*url == 'p')
		check(pool, false, "operator does not exist",
			&(struct db_query){ .name = "compared",
				.sql = "SELECT id FROM item WHERE count = $1",
				.in = COLS(DB_COL(wrong, id)),
				.out = COLS(DB_COL(wrong, id)) });
	db_close(pool);
}

/* Sorting by text is the same everywhere: by bytes. */
TEST_BOTH(text_is_sorted_by_its_bytes)
{
	static const char *const names[] = { "b", "B", "\xc3\xa4", "a", "_" };
	static const char *const sorted[] = { "B", "_", "a", "b", "\xc3\xa4" };
	struct db_pool *pool = sample_open(url);
	struct db_rows rows;
	struct err err;
	struct db *db;

	NEED(pool);
	NEED_ERR(db_begin(pool, DB_WRITE, &test_mem, &db, &err), err);
	for (size_t i = 0; i < LENGTH(names); i++) {
		struct item in = { .id = str_c(names[i]) };

		OK_ERR(db_run(db, &item_add, &in, NULL, &err), err);
	}
	OK_ERR(db_list(db, &item_list, NULL, 9, &rows, &err), err);
	for (size_t i = 0; i < LENGTH(sorted) && i < rows.count; i++)
		SAME_STR(((struct item *)rows.at)[i].id, str_c(sorted[i]));
	SAME_INT(rows.count, LENGTH(sorted));
	OK_ERR(db_end(db, true, &err), err);
	db_close(pool);
}
