/*
 * test/both/account_reset_test.c - asking for a new password (ACC-4, ACC-9):
 * what it costs does not tell whether there is such an account. Counted in
 * queries, commits and rows, not in seconds.
 */
#include "app/account.h"
#include "app/house.h"
#include "app/mail.h"
#include "base/log.h"
#include "base/time.h"
#include "help.h"
#include "store/account.h"
#include "work/work.h"

#include <fcntl.h>
#include <limits.h>

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

static struct call call_of(struct home *home)
{
	return (struct call){
		.mem = &test_mem, .house = &home->house, .now = time_now_ms()
	};
}

static void join(struct home *home, const char *email, bool suspended)
{
	struct call c = call_of(home);
	struct account a = { .id = str_c(email),
		.email = str_c(email),
		.email_key = str_c(email),
		.full_name = STR("Ada"),
		.password = STR(""),
		.role = STR("user"),
		.plan = STR("free"),
		.created_at = 1,
		.updated_at = 1,
		.suspended_at = suspended ? 1 : 0 };
	struct err err;

	OK_ERR(app_call_write(&c, &err) && store_account_add(c.db, &a, &err) &&
			app_call_close(&c, true, &err),
		err);
}

/* ---- what is in the database -------------------------------------------- */

struct rows {
	int64_t tickets, jobs, mails, owned, bytes;
};
static const struct db_query rows_all = {
	.name = "test.rows",
	.sql = "SELECT (SELECT count(*) FROM ticket) AS tickets,"
	       " (SELECT count(*) FROM job) AS jobs,"
	       " (SELECT count(*) FROM job WHERE kind = 'mail.send') AS mails,"
	       " (SELECT count(*) FROM job WHERE account_id <> '') AS owned,"
	       " (SELECT COALESCE(sum(length(input)), 0) FROM job) AS bytes",
	.out = (const struct db_col[]){ DB_COL(rows, tickets),
		DB_COL(rows, jobs), DB_COL(rows, mails), DB_COL(rows, owned),
		DB_COL(rows, bytes), { 0 } },
	.row_size = sizeof(struct rows),
};

static struct rows rows_now(struct home *home)
{
	struct call c = call_of(home);
	struct rows out = { 0 };
	struct err err;

	OK_ERR(app_call_read(&c, &err) &&
			db_one(c.db, &rows_all, NULL, &out, &err) &&
			app_call_close(&c, true, &err),
		err);
	return out;
}

/* ---- what asking costs -------------------------------------------------- */

struct cost {
	long queries, commits;
	struct rows rows;
};

static struct cost cost_of(struct home *home, const char *email)
{
	struct rows was = rows_now(home), now;
	struct call c = call_of(home);
	struct db_stats before, after;
	struct cost out = { 0 };
	struct err err;

	db_stats(home->house.db, &before);
	db_fail_at(LONG_MAX, false);
	OK_ERR(app_account_forgot(&c, str_c(email), &err) &&
			app_call_close(&c, true, &err),
		err);
	out.queries = db_fail_used();
	db_fail_at(0, false);
	db_stats(home->house.db, &after);
	out.commits = (long)(after.commits - before.commits);
	now = rows_now(home);
	out.rows = (struct rows){ now.tickets - was.tickets,
		now.jobs - was.jobs, now.mails - was.mails,
		now.owned - was.owned, now.bytes - was.bytes };
	return out;
}

static void same_cost(const struct cost *have, const struct cost *want)
{
	SAME_INT(have->queries, want->queries);
	SAME_INT(have->commits, want->commits);
	SAME_INT(have->rows.tickets, want->rows.tickets);
	SAME_INT(have->rows.jobs, want->rows.jobs);
	SAME_INT(have->rows.mails, want->rows.mails);
	SAME_INT(have->rows.owned, want->rows.owned);
	SAME_INT(have->rows.bytes, want->rows.bytes);
}

TEST_BOTH(a_forgotten_password_costs_the_same_with_and_without_an_account)
{
	struct cost known, unknown, suspended;
	struct home home;

	NEED(move_in(&home, url));
	join(&home, "known.one@example.org", false);
	join(&home, "suspended@example.org", true);
	known = cost_of(&home, "known.one@example.org");
	unknown = cost_of(&home, "nobody.is@example.org");
	suspended = cost_of(&home, "suspended@example.org");
	OK(known.queries > 0);
	SAME_INT(known.commits, 1);
	SAME_INT(known.rows.jobs, 1);
	same_cost(&unknown, &known);
	same_cost(&suspended, &known);
	move_out(&home);
}

/* ---- what follows ------------------------------------------------------- */

static int run_all(struct home *home)
{
	enum job_outcome out = JOB_IDLE;
	struct err err;
	int n = 0;

	do {
		if (!work_step(&home->house, &out, &err)) {
			test_fail(__FILE__, __LINE__, "%s", err.text);
			break;
		}
		if (out != JOB_IDLE)
			SAME_INT(out, JOB_DONE);
	} while (out != JOB_IDLE && ++n < 10);
	return n;
}

TEST_BOTH(the_mail_for_a_lost_password_goes_to_those_who_have_an_account)
{
	struct home home;

	NEED(move_in(&home, url));
	join(&home, "known.one@example.org", false);
	join(&home, "suspended@example.org", true);
	cost_of(&home, "nobody.is@example.org");
	cost_of(&home, "suspended@example.org");
	SAME_INT(run_all(&home), 2);
	SAME_INT(rows_now(&home).tickets, 0);
	cost_of(&home, " Known.One@example.org ");
	SAME_INT(run_all(&home), 2); /* it, and the mail that it made */
	SAME_INT(rows_now(&home).tickets, 1);
	SAME_INT(rows_now(&home).mails, 1);
	/* a second time the first counts no more */
	cost_of(&home, "known.one@example.org");
	SAME_INT(run_all(&home), 2);
	SAME_INT(rows_now(&home).tickets, 1);
	SAME_INT(rows_now(&home).mails, 2);
	/* an address, once done with, is not kept */
	SAME_INT(rows_now(&home).bytes, 0);
	move_out(&home);
}

static struct job lone_job(void)
{
	return (struct job){ .mem = &test_mem,
		.input = STR("{\"email_key\":\"known.one@example.org\"}") };
}

static bool send_reset(struct home *home, struct err *err)
{
	struct call c = call_of(home);
	struct job job = lone_job();
	struct err ignored;

	if (work_account_forgot(&c, &job, err) && app_call_close(&c, true, err))
		return true;
	app_call_close(&c, false, &ignored);
	return false;
}

TEST_BOTH(a_mail_for_a_lost_password_is_made_whole_or_not_at_all)
{
	struct home home;
	struct err err;
	int refused = 0;

	NEED(move_in(&home, url));
	join(&home, "known.one@example.org", false);
	for (long n = 1; n < 100; n++) {
		bool ok;

		db_fail_at(n, false);
		ok = send_reset(&home, &err);
		db_fail_at(0, false);
		if (ok)
			break;
		refused++;
		SAME_INT(err.code, ERR_BROKEN);
		SAME_INT(rows_now(&home).tickets, 0);
		SAME_INT(rows_now(&home).jobs, 0);
	}
	OK(refused >= 4);
	SAME_INT(rows_now(&home).tickets, 1);
	SAME_INT(rows_now(&home).mails, 1);
	move_out(&home);
}

TEST_BOTH(an_order_for_a_lost_password_that_cannot_be_read_is_hopeless)
{
	struct job job = lone_job();
	struct home home;
	struct call c;
	struct err err;

	NEED(move_in(&home, url));
	c = call_of(&home);
	job.input = STR("{}");
	OK(!work_account_forgot(&c, &job, &err));
	OK(job.hopeless);
	move_out(&home);
}
