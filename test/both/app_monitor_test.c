/*
 * test/both/app_monitor_test.c - what the monitor keeps (OPS-2, OPS-6) while
 * the database does not take it. How errors are grouped and shown is tested
 * over HTTP, in test/node.
 */
#include "app/house.h"
#include "app/monitor.h"
#include "base/log.h"
#include "base/time.h"
#include "help.h"

#include <fcntl.h>

struct home {
	struct settings_read settings;
	struct house house;
};

static bool move_in(struct home *home, const char *url)
{
	const char *const all[] = {
		str_fmt(&test_mem, "DATABASE_URL=%s", url).at,
		str_fmt(&test_mem, "DATA_DIR=%s", help_folder()).at,
		"WORKERS=0", NULL
	};
	struct settings_source source = { .file = "/dev/null",
		.environ = (char **)(uintptr_t)all };
	struct err err;

	log_open(open("/dev/null", O_WRONLY | O_CLOEXEC), LOG_ERROR, LOG_TEXT);
	*home = (struct home){ 0 };
	if (settings_read(&test_mem, &source, &home->settings, &err) &&
		app_house_open(&test_mem, &home->settings.values, true,
			&home->house, &err))
		return true;
	test_fail(__FILE__, __LINE__, "%s", err.text);
	return false;
}

static void move_out(struct home *home)
{
	app_house_close(&home->house);
	log_close();
}

/* An error of a route, and a use of it. */
static void note(struct home *home, const char *context)
{
	struct call c = {
		.mem = &test_mem, .house = &home->house, .now = time_now_ms()
	};
	struct err broken;

	err_set(&broken, ERR_BROKEN, "it broke");
	app_monitor_error(&c, context, &broken, false);
	app_monitor_usage(&c, "a.feature", "/api/a", 500, 1000);
}

struct sum {
	int64_t errors, uses;
};
static const struct db_col sum_cols[] = { DB_COL(sum, errors),
	DB_COL(sum, uses), { 0 } };

static struct sum kept(struct home *home)
{
	static const struct db_query q = {
		.name = "test.kept",
		.sql = "SELECT (SELECT count(*) FROM error_event) AS errors,"
		       " (SELECT CAST(coalesce(sum(uses), 0) AS bigint)"
		       " FROM feature_usage_tracking) AS uses",
		.out = sum_cols,
		.row_size = sizeof(struct sum),
	};
	struct sum out = { 0 };
	struct err err;
	struct db *db;

	OK_ERR(db_begin(home->house.db, DB_READ, &test_mem, &db, &err) &&
			db_one(db, &q, NULL, &out, &err) &&
			db_end(db, true, &err),
		err);
	return out;
}

TEST_BOTH(notes_that_could_not_be_written_are_written_later)
{
	struct monitor_stats s;
	struct home home;
	struct sum sum;

	NEED(move_in(&home, url));
	note(&home, "/api/a");
	db_fail_at(1, true);
	app_monitor_flush(home.house.monitor);
	note(&home, "/api/b"); /* behind those that wait */
	app_monitor_flush(home.house.monitor);
	s = app_monitor_stats(home.house.monitor);
	SAME_INT(s.lost, 0);
	SAME_INT(s.written, 0);
	SAME_INT(s.queued, 4);
	db_fail_at(0, false);

	app_monitor_flush(home.house.monitor);
	s = app_monitor_stats(home.house.monitor);
	SAME_INT(s.lost, 0);
	SAME_INT(s.written, 4);
	SAME_INT(s.queued, 0);
	sum = kept(&home);
	SAME_INT(sum.errors, 2);
	SAME_INT(sum.uses, 2);
	move_out(&home);
}

static int64_t later(void) { return 4102444800000; }

TEST_BOTH(what_no_database_takes_holds_up_the_rest_for_a_minute_only)
{
	static const struct db_query drop = { .name = "test.drop",
		.sql = "DROP TABLE error_event" };
	struct monitor_stats s;
	struct home home;
	struct err err;
	struct db *db;

	NEED(move_in(&home, url));
	NEED_ERR(db_begin(home.house.db, DB_WRITE, &test_mem, &db, &err) &&
			 db_run(db, &drop, NULL, NULL, &err) &&
			 db_end(db, true, &err),
		err);
	note(&home, "/api/a");
	app_monitor_flush(home.house.monitor);
	SAME_INT(app_monitor_stats(home.house.monitor).queued, 2);
	time_set_for_test(later);
	app_monitor_flush(home.house.monitor);
	time_set_for_test(NULL);
	s = app_monitor_stats(home.house.monitor);
	SAME_INT(s.queued, 0);
	SAME_INT(s.lost, 1);    /* the error */
	SAME_INT(s.written, 1); /* the use */
	move_out(&home);
}

TEST_BOTH(uses_that_were_noted_while_others_were_tried_again_are_all_there)
{
	struct home home;
	struct sum sum;

	NEED(move_in(&home, url));
	note(&home, "/api/a");
	db_fail_at(1, true);
	for (int i = 0; i < 200; i++) {
		note(&home, "/api/a");
		if (i % 10 == 0)
			app_monitor_flush(home.house.monitor);
		if (i == 100)
			db_fail_at(0, false);
	}
	app_monitor_flush(home.house.monitor);
	sum = kept(&home);
	SAME_INT(sum.errors, 201);
	SAME_INT(sum.uses, 201);
	SAME_INT(app_monitor_stats(home.house.monitor).lost, 0);
	move_out(&home);
}
