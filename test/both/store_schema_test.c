/*
 * test/both/store_schema_test.c - every query of every table fits the schema
 * as it is migrated, on both engines; and every column that names a person
 * is in personal.def (ACC-5), with nothing there that is not in the schema.
 */
#include "app/migrate.h"
#include "help.h"
#include "store/agent_run.h"
#include "store/project.h"
#include "store/account.h"
#include "store/api_key.h"
#include "store/audit.h"
#include "store/document.h"
#include "store/delivery.h"
#include "store/error.h"
#include "store/event.h"
#include "store/file.h"
#include "store/idempotency.h"
#include "store/identity.h"
#include "store/job.h"
#include "store/passkey.h"
#include "store/personal.h"
#include "store/rendering.h"
#include "store/schedule.h"
#include "store/session.h"
#include "store/share.h"
#include "store/sweep.h"
#include "store/spent.h"
#include "store/template_wish.h"
#include "store/ticket.h"
#include "store/totp.h"
#include "store/usage.h"
#include "store/webhook.h"

#include <glob.h>
#include <stdio.h>

static const struct db_query *const *const lists[] = { store_project_queries,
	store_project_past_queries, store_agent_run_queries,
	store_account_queries, store_api_key_queries, store_audit_queries,
	store_document_queries, store_version_queries, store_error_queries,
	store_event_queries, store_file_queries, store_idempotency_queries,
	store_job_queries, store_job_lease_queries, store_personal_queries,
	store_rendering_queries, store_template_wish_queries,
	store_schedule_queries, store_session_queries, store_share_queries,
	store_sweep_queries, store_ticket_queries, store_usage_queries,
	store_webhook_queries, store_delivery_queries,
	store_delivery_send_queries, store_identity_queries,
	store_passkey_queries, store_spent_queries, store_totp_queries };

static struct db_pool *open_migrated(const char *url)
{
	const struct db_config config = { .url = url,
		.pool_max = 2,
		.connection_timeout_ms = 5000,
		.readers_max = 2 };
	struct db_pool *pool = NULL;
	size_t applied;
	struct err err;

	if (!db_open(&pool, &config, &err) ||
		!app_migrate_run(pool, &applied, &err)) {
		test_fail(__FILE__, __LINE__, "%s", err.text);
		db_close(pool);
		return NULL;
	}
	return pool;
}

/* ---- queries ------------------------------------------------------------ */

TEST_BOTH(every_query_of_every_table_fits_the_schema)
{
	struct db_pool *pool = open_migrated(url);
	struct err err;
	struct db *db;
	int count = 0;

	NEED(pool);
	for (size_t i = 0; i < LENGTH(lists); i++)
		for (size_t k = 0; lists[i][k]; k++, count++) {
			NEED_ERR(db_begin(pool, DB_READ, &test_mem, &db, &err),
				err);
			OK_ERR(db_check(db, lists[i][k], &err), err);
			OK_ERR(db_end(db, true, &err), err);
		}
	OK(count > 80);
	db_close(pool);
}

/* Of the sources, so it is run in the root of the checkout, as all tests. */
static int lines_with(const char *pattern, const char *word)
{
	char line[512];
	int count = 0;
	glob_t all;

	if (glob(pattern, 0, NULL, &all) != 0)
		return -1;
	for (size_t i = 0; i < all.gl_pathc; i++) {
		FILE *f = fopen(all.gl_pathv[i], "re");

		while (f && fgets(line, sizeof(line), f))
			count += strstr(line, word) != NULL;
		if (f)
			fclose(f);
	}
	globfree(&all);
	return count;
}

/* How many a file defines. */
static int defined(const char *pattern)
{
	return lines_with(pattern, "const struct db_query ") -
	       lines_with(pattern, "const struct db_query *");
}

/* A macro makes those of sweep.c: there is one definition for all. */
TEST(no_query_is_left_out_of_those_that_are_checked)
{
	int checked = 0;

	for (size_t i = 0; i < LENGTH(lists); i++)
		for (size_t k = 0;
			lists[i] != store_sweep_queries && lists[i][k]; k++)
			checked++;
	SAME_INT(lines_with("src/store/*.h", "_queries[];"), LENGTH(lists));
	SAME_INT(defined("src/store/*.c") - defined("src/store/sweep.c"),
		checked);
}

/* ---- people ------------------------------------------------------------- */

struct column {
	struct str in, name;
};
static const struct db_col column[] = { DB_COL(column, in),
	DB_COL(column, name), { 0 } };

/* What is called after a person, and what refers to the table of them. */
static const struct db_query named = {
	.name = "test.named",
	.sql = "SELECT m.name AS \"in\", p.name AS name"
	       " FROM sqlite_schema m JOIN pragma_table_info(m.name) p"
	       " WHERE m.type = 'table' AND (p.name LIKE '%account%id%'"
	       "  OR p.name LIKE '%user%id%' OR p.name LIKE '%person%id%'"
	       "  OR p.name LIKE '%actor_id%' OR p.name LIKE '%owner%'"
	       "  OR p.name LIKE '%author_id%'"
	       "  OR EXISTS (SELECT 1 FROM pragma_foreign_key_list(m.name) f"
	       "   WHERE f.\"table\" = 'account' AND f.\"from\" = p.name)"
	       "  OR (m.name = 'account' AND p.name = 'id'))",
	.out = column,
	.row_size = sizeof(struct column),
};

static const struct column told[] = {
#define PERSONAL(table, column, what) { STR(table), STR(column) },
#include "store/personal.def"
#undef PERSONAL
};

static bool is_in(const struct column *list, size_t count, struct column one)
{
	for (size_t i = 0; i < count; i++)
		if (str_eq(list[i].in, one.in) &&
			str_eq(list[i].name, one.name))
			return true;
	return false;
}

TEST(every_column_that_names_a_person_is_in_the_list_of_what_is_personal)
{
	struct db_pool *pool = open_migrated("memory:");
	struct column *have;
	struct db_rows rows;
	struct err err;
	struct db *db;

	NEED(pool);
	NEED_ERR(db_begin(pool, DB_READ, &test_mem, &db, &err), err);
	NEED_ERR(db_list(db, &named, NULL, 1000, &rows, &err), err);
	have = rows.at;
	for (size_t i = 0; i < rows.count; i++)
		if (!is_in(told, LENGTH(told), have[i]))
			test_fail(__FILE__, __LINE__,
				"%.*s.%.*s is not in personal.def",
				STR_ARG(have[i].in), STR_ARG(have[i].name));
	for (size_t i = 0; i < LENGTH(told); i++)
		if (!is_in(have, rows.count, told[i]))
			test_fail(__FILE__, __LINE__,
				"%.*s.%.*s is in personal.def only",
				STR_ARG(told[i].in), STR_ARG(told[i].name));
	OK_ERR(db_end(db, true, &err), err);
	db_close(pool);
}
