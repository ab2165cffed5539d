/*
 * test/both/document_sweep_test.c - what becomes of the trash (DOC-30): it is
 * emptied of what is old, and a master goes after the last of its variants.
 */
#include "app/migrate.h"
#include "help.h"
#include "store/account.h"
#include "store/document.h"
#include "store/sweep.h"

#define DAY ((int64_t)86400000)

static const struct sweep *trash_sweep(void)
{
	for (size_t i = 0; i < store_sweep_count; i++)
		if (!strcmp(store_sweeps[i].name, "documents in the trash"))
			return &store_sweeps[i];
	return NULL;
}

static bool add(struct db *db, const char *id, const char *master,
	int64_t deleted_at, struct err *err)
{
	const struct document d = { .id = str_c(id),
		.account_id = STR("who"),
		.kind = STR("resume"),
		.title = STR("One"),
		.role = STR(""),
		.master_id = str_c(master),
		.version = 1,
		.hash = { "", 0 },
		.template = STR(""),
		.engine = STR(""),
		.deleted_at = deleted_at,
		.words = STR("") };

	return store_document_add(db, &d, err);
}

static bool add_all(struct db *db, struct err *err)
{
	const struct account who = { .id = STR("who"),
		.email = STR("a@example.org"),
		.email_key = STR("a@example.org"),
		.full_name = STR("A"),
		.role = STR("user"),
		.plan = STR("free"),
		.password = STR("") };

	return store_account_add(db, &who, err) &&
	       add(db, "here", "", 0, err) &&
	       add(db, "old", "", 10 * DAY, err) &&
	       add(db, "new", "", 30 * DAY, err) &&
	       add(db, "master", "", 10 * DAY, err) &&
	       add(db, "variant", "master", 20 * DAY, err);
}

static bool sweep_at(struct db_pool *pool, int64_t day, int64_t *gone,
	int64_t *left, struct err *err)
{
	struct db *db;

	return db_begin(pool, DB_WRITE, &test_mem, &db, err) &&
	       store_sweep_run(db, trash_sweep(), day * DAY, 500, gone, err) &&
	       store_document_count(db, STR("who"), left, err) &&
	       db_end(db, true, err);
}

TEST_BOTH(the_trash_is_emptied_after_30_days_and_a_master_after_its_variants)
{
	const struct db_config config = { .url = url,
		.pool_max = 2,
		.connection_timeout_ms = 5000,
		.readers_max = 2 };
	struct db_pool *pool = NULL;
	int64_t gone = 0, left = 0;
	size_t applied;
	struct err err;
	struct db *db;

	NEED(trash_sweep());
	NEED_ERR(db_open(&pool, &config, &err) &&
			 app_migrate_run(pool, &applied, &err) &&
			 db_begin(pool, DB_WRITE, &test_mem, &db, &err) &&
			 add_all(db, &err) && db_end(db, true, &err),
		err);
	OK_ERR(sweep_at(pool, 40, &gone, &left, &err), err);
	SAME_INT(gone, 0);
	OK_ERR(sweep_at(pool, 45, &gone, &left, &err), err);
	SAME_INT(gone, 1); /* the master still has a variant */
	OK_ERR(sweep_at(pool, 55, &gone, &left, &err), err);
	SAME_INT(gone, 1); /* that variant */
	OK_ERR(sweep_at(pool, 55, &gone, &left, &err), err);
	SAME_INT(gone, 1); /* and now it */
	SAME_INT(left, 2);
	db_close(pool);
}
