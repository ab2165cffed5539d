/*
 * test/both/job_app_test.c - what people and administrators see of jobs
 * (OPS-17, OPS-18), pages of lists, and the sweep.
 */
#include "both/job_sample.h"

#include "app/cursor.h"
#include "app/house.h"
#include "app/job.h"
#include "app/sweep.h"
#include "base/code.h"
#include "base/time.h"
#include "store/sweep.h"

static bool run_fails(void *with, struct job *job, struct err *err)
{
	(void)with;
	job->hopeless = true;
	job_progress(job, 40, "reading", err);
	return err_set(err, ERR_BROKEN, "secret.c: line 7");
}

static const struct job_kind kinds[] = { { "fails", run_fails, 3, 60, 10 } };

#define HOUSE(url)                               \
	struct db_pool *pool = sample_open(url); \
	struct house house = { .db = pool };     \
	struct job_config a = { .db = pool,      \
		.node = "node-a",                \
		.kinds = kinds,                  \
		.kind_count = 1,                 \
		.clock = sample_clock };         \
	struct err err;                          \
	NEED(pool);                              \
	(void)a

static struct call call_of(struct house *h, const char *id, enum who_role role)
{
	return (struct call){ .mem = &test_mem,
		.house = h,
		.who = { .kind = WHO_SESSION, .role = role, .id = str_c(id) },
		.now = sample_clock() };
}

static struct str add_for(struct db_pool *pool, const char *account)
{
	return sample_add_all(pool,
		&(struct job_new){
			.kind = STR("fails"), .account_id = str_c(account) },
		1);
}

static bool in_write(struct call *c, bool ok)
{
	struct err ignored;

	return app_call_close(c, ok, &ignored) && ok;
}

/* ---- whose -------------------------------------------------------------- */

TEST_BOTH(people_see_their_own_jobs_and_administrators_all)
{
	struct call ann, bob, root;
	struct job_list_ask ask = { 0 };
	struct job_page page;
	struct job_row row;
	struct job_news news;
	struct str id;
	HOUSE(url);

	id = add_for(pool, "ann");
	add_for(pool, "bob");
	sample_add(pool, "fails");
	ann = call_of(&house, "ann", ROLE_USER);
	bob = call_of(&house, "bob", ROLE_USER);
	root = call_of(&house, "root", ROLE_ADMIN);
	NEED(app_call_read(&ann, &err) && app_call_read(&bob, &err) &&
		app_call_read(&root, &err));
	NEED_ERR(app_job_list(&ann, &ask, &page, &err), err);
	SAME_INT(page.count, 1);
	SAME_STR(page.at[0].id, id);
	OK(!page.next_cursor.at);
	NEED_ERR(app_job_list(&root, &ask, &page, &err), err);
	SAME_INT(page.count, 3);
	OK_ERR(app_job_get(&ann, id, &row, &err), err);
	OK_ERR(app_job_get(&root, id, &row, &err), err);
	OK(!app_job_get(&bob, id, &row, &err));
	SAME_INT(err.code, ERR_NOT_FOUND);
	OK(!app_job_events_after(&bob, id, 0, 10, &news, &err));
	SAME_INT(err.code, ERR_NOT_FOUND);
	in_write(&ann, true);
	in_write(&bob, true);
	in_write(&root, true);
	db_close(pool);
}

/* The system's jobs have no account, and nobody is not their owner. */
TEST_BOTH(who_is_nobody_owns_no_job)
{
	struct job_list_ask ask = { 0 };
	struct call nobody;
	struct job_page page;
	struct job_row row;
	struct str id;
	HOUSE(url);

	id = sample_add(pool, "fails");
	nobody = call_of(&house, "", ROLE_NONE);
	NEED(app_call_read(&nobody, &err));
	OK_ERR(app_job_list(&nobody, &ask, &page, &err), err);
	SAME_INT(page.count, 0);
	OK(!app_job_get(&nobody, id, &row, &err));
	in_write(&nobody, true);
	db_close(pool);
}

TEST_BOTH(a_stranger_cannot_cancel_a_job)
{
	struct call bob, ann;
	struct job_row row;
	struct str id;
	HOUSE(url);

	id = add_for(pool, "ann");
	bob = call_of(&house, "bob", ROLE_USER);
	NEED(app_call_write(&bob, &err));
	OK(!app_job_cancel(&bob, id, &row, &err));
	SAME_INT(err.code, ERR_NOT_FOUND);
	in_write(&bob, false);
	SAME_STR(sample_get(pool, id).state, STR("ready"));
	ann = call_of(&house, "ann", ROLE_USER);
	NEED(app_call_write(&ann, &err));
	OK_ERR(app_job_cancel(&ann, id, &row, &err), err);
	SAME_STR(row.state, STR("cancelled"));
	SAME_STR(ann.audit.entity_id, id);
	OK(!app_job_cancel(&ann, id, &row, &err));
	SAME_INT(err.code, ERR_CONFLICT);
	in_write(&ann, true);
	SAME_STR(sample_get(pool, id).state, STR("cancelled"));
	db_close(pool);
}

TEST_BOTH(only_administrators_retry_and_drop)
{
	struct call ann, root;
	struct job_stats stats;
	struct job_row row;
	struct str id;
	HOUSE(url);

	id = add_for(pool, "ann");
	ann = call_of(&house, "ann", ROLE_USER);
	root = call_of(&house, "root", ROLE_ADMIN);
	NEED(app_call_write(&root, &err));
	OK(!app_job_retry(&root, id, &row, &err));
	SAME_INT(err.code, ERR_CONFLICT);
	OK(!app_job_drop(&root, id, &err));
	SAME_INT(err.code, ERR_CONFLICT);
	in_write(&root, true);
	SAME_INT(sample_step(&a), JOB_BURIED);
	NEED(app_call_write(&ann, &err));
	OK(!app_job_retry(&ann, id, &row, &err));
	SAME_INT(err.code, ERR_FORBIDDEN);
	OK(!app_job_drop(&ann, id, &err));
	SAME_INT(err.code, ERR_FORBIDDEN);
	OK(!app_job_stats(&ann, &stats, &err));
	in_write(&ann, true);
	NEED(app_call_write(&root, &err));
	OK_ERR(app_job_retry(&root, id, &row, &err), err);
	SAME_STR(row.state, STR("ready"));
	OK_ERR(app_job_cancel(&root, id, NULL, &err), err);
	OK_ERR(app_job_drop(&root, id, &err), err);
	OK(!app_job_drop(&root, id, &err));
	SAME_INT(err.code, ERR_NOT_FOUND);
	in_write(&root, true);
	db_close(pool);
}

TEST_BOTH(what_broke_inside_is_told_to_administrators_only)
{
	struct call ann, root;
	struct job_row row;
	struct str id;
	HOUSE(url);

	id = add_for(pool, "ann");
	SAME_INT(sample_step(&a), JOB_BURIED);
	ann = call_of(&house, "ann", ROLE_USER);
	root = call_of(&house, "root", ROLE_ADMIN);
	NEED(app_call_read(&ann, &err) && app_call_read(&root, &err));
	NEED_ERR(app_job_get(&ann, id, &row, &err), err);
	SAME_STR(row.error, str_c(err_text(ERR_BROKEN)));
	NEED_ERR(app_job_get(&root, id, &row, &err), err);
	SAME_STR(row.error, STR("secret.c: line 7"));
	in_write(&ann, true);
	in_write(&root, true);
	db_close(pool);
}

TEST_BOTH(who_follows_a_job_learns_of_its_end)
{
	struct call ann;
	struct job_news news;
	struct str id;
	HOUSE(url);

	id = add_for(pool, "ann");
	ann = call_of(&house, "ann", ROLE_USER);
	NEED(app_call_read(&ann, &err));
	NEED_ERR(app_job_events_after(&ann, id, 0, 10, &news, &err), err);
	SAME_INT(news.count, 0);
	OK(!news.over);
	SAME_INT(sample_step(&a), JOB_BURIED);
	NEED_ERR(app_job_events_after(&ann, id, 0, 10, &news, &err), err);
	NEED(news.count == 1);
	SAME_INT(news.at[0].n, 1);
	OK(news.over);
	SAME_STR(news.job.state, STR("buried"));
	NEED_ERR(app_job_events_after(&ann, id, 1, 10, &news, &err), err);
	SAME_INT(news.count, 0);
	OK(news.over);
	in_write(&ann, true);
	db_close(pool);
}

/* ---- pages -------------------------------------------------------------- */

TEST_BOTH(pages_show_each_job_once_even_when_new_ones_come)
{
	struct job_list_ask ask = { .limit = 7 };
	struct job_page page;
	struct call ann;
	int seen = 0, pages = 0;
	struct str last = STR("");
	HOUSE(url);

	/* all of one instant: the id decides */
	sample_add_all(pool,
		&(struct job_new){
			.kind = STR("fails"), .account_id = STR("ann") },
		30);
	ann = call_of(&house, "ann", ROLE_USER);
	do {
		NEED(app_call_read(&ann, &err));
		NEED_ERR(app_job_list(&ann, &ask, &page, &err), err);
		for (size_t i = 0; i < page.count; i++) {
			int order = last.len ? memcmp(page.at[i].id.at, last.at,
						       ID_TEXT)
					     : -1;

			OK(order < 0);
			last = page.at[i].id;
			seen++;
		}
		ask.cursor = page.next_cursor;
		in_write(&ann, true);
		sample_pass(1);
		add_for(pool, "ann");
	} while (page.next_cursor.at && ++pages < 20);
	SAME_INT(seen, 30);
	SAME_INT(pages, 4);
	db_close(pool);
}

TEST_BOTH(lists_are_narrowed_by_state_and_kind)
{
	struct job_list_ask ask = { .state = STR("buried") };
	struct job_page page;
	struct call root, ann;
	HOUSE(url);

	add_for(pool, "ann");
	SAME_INT(sample_step(&a), JOB_BURIED);
	add_for(pool, "ann");
	root = call_of(&house, "root", ROLE_ADMIN);
	ann = call_of(&house, "ann", ROLE_USER);
	NEED(app_call_read(&ann, &err) && app_call_read(&root, &err));
	NEED_ERR(app_job_list(&root, &ask, &page, &err), err);
	SAME_INT(page.count, 1);
	NEED_ERR(app_job_list(&ann, &ask, &page, &err), err);
	SAME_INT(page.count, 1);
	ask = (struct job_list_ask){ .kind = STR("other") };
	NEED_ERR(app_job_list(&root, &ask, &page, &err), err);
	SAME_INT(page.count, 0);
	NEED_ERR(app_job_list(&ann, &ask, &page, &err), err);
	SAME_INT(page.count, 0);
	in_write(&ann, true);
	in_write(&root, true);
	db_close(pool);
}

TEST(a_cursor_comes_back_as_it_was_and_nothing_else_is_one)
{
	static const char *const wrong[] = { "x", "====", "MTIz", "IGFi", "LTE",
		"MTIzIA", "MTIzIP8" };
	struct page page;
	struct err err;
	struct str text = app_cursor_write(&test_mem, -5, STR("a b-c"));

	NEED_ERR(app_cursor_read(&test_mem, text, 100, &page, &err), err);
	SAME_INT(page.before_at, -5);
	SAME_STR(page.before_id, STR("a b-c"));
	SAME_INT(page.limit, 100);
	OK_ERR(app_cursor_read(&test_mem, STR_NONE, 0, &page, &err), err);
	SAME_INT(page.limit, APP_PAGE_LIMIT);
	for (size_t i = 0; i < LENGTH(wrong); i++) {
		err = (struct err){ 0 };
		if (app_cursor_read(&test_mem, str_c(wrong[i]), 0, &page, &err))
			test_fail(__FILE__, __LINE__, "'%s' taken", wrong[i]);
		OK(!strcmp(err.fields[0].at, "/cursor"));
	}
	err = (struct err){ 0 };
	OK(!app_cursor_read(&test_mem, STR_NONE, 101, &page, &err));
	OK(!app_cursor_read(&test_mem, STR_NONE, -1, &page, &err));
	OK(!strcmp(err.fields[0].at, "/limit"));
}

/* ---- the sweep ---------------------------------------------------------- */

struct old {
	struct str id;
	int64_t at;
	struct bytes hash;
};

/* One row of each swept table (the account is the session's). */
static const struct db_col seed_in[] = { DB_COL(old, id), DB_COL(old, at),
	DB_COL(old, hash), { 0 } };
#define SEED(what, text)                                         \
	{                                                        \
		.name = "seed." what, .in = seed_in, .sql = text \
	}
static const struct db_query seeds[] = {
	SEED("answer", "INSERT INTO idempotency (owner, key, route, body_hash,"
		       " status, answer, created_at)"
		       " VALUES ($1, $1, 'r', $3, 200, $3, $2)"),
	SEED("session", "INSERT INTO session (id, account_id, rotated_at, ip,"
			" agent, created_at, used_at, expires_at)"
			" VALUES ($1, 'acc', 0, CASE WHEN $3 = $3 THEN '' END,"
			" '', 0, 0, $2)"),
	SEED("ticket", "INSERT INTO ticket (hash, account_id, purpose,"
		       " created_at, expires_at)"
		       " VALUES ($3, 'acc', $1, 0, $2)"),
	SEED("spent", "INSERT INTO spent (hash, expires_at)"
		      " SELECT $3, $2 WHERE $1 = $1"),
	SEED("file", "INSERT INTO file (id, account_id, purpose, version,"
		     " name, type, size, blob, about, created_at,"
		     " expires_at) VALUES ($1, 'acc',"
		     " CASE WHEN $3 = $3 THEN '' END, 0, '', '', 0, '', '',"
		     " 0, $2)"),
	SEED("job", "INSERT INTO job (id, kind, input, state, run_at,"
		    " created_at, ended_at) VALUES ($1, 'k',"
		    " CASE WHEN $3 = $3 THEN '' END, 'done', 0, 0, $2)"),
	SEED("buried", "INSERT INTO job (id, kind, input, state, run_at,"
		       " created_at, ended_at) VALUES ($1, 'k',"
		       " CASE WHEN $3 = $3 THEN '' END, 'buried', 0, 0, $2)"),
	SEED("error", "INSERT INTO error_event (id, fingerprint, at, message,"
		      " account_id, request_id, path, metadata, trace)"
		      " VALUES ($1, 'f', $2, CASE WHEN $3 = $3 THEN '' END,"
		      " '', '', '', '', '')"),
	SEED("slow", "INSERT INTO slow_operation (id, at, name, duration_ms,"
		     " request_id) VALUES ($1, $2,"
		     " CASE WHEN $3 = $3 THEN '' END, 0, '')"),
	SEED("event", "INSERT INTO event (id, at, account_id, type, data)"
		      " VALUES ($1, $2, CASE WHEN $3 = $3 THEN '' END, '',"
		      " '{}')"),
	SEED("usage", "INSERT INTO feature_usage_tracking (id, at,"
		      " feature_type, feature_name, account_id, plan,"
		      " success, status, uses, duration_ms, metadata)"
		      " VALUES ($1, $2, CASE WHEN $3 = $3 THEN '' END, '', '',"
		      " '', true, 0, 1, 0, '')"),
	SEED("document", "INSERT INTO document (id, account_id, kind, title,"
			 " role, base, master_id, version, hash, template,"
			 " engine, created_at, updated_at, deleted_at, words)"
			 " VALUES ($1, 'acc', 'resume', '', '', false, '', 1,"
			 " $3, '', '', 0, 0, $2, '')"),
	SEED("project", "INSERT INTO project (id, account_id, project_name,"
			" company, job_description, base_resume_id,"
			" document_id, status, notes, words, version, pdf_at,"
			" created_at, updated_at, deleted_at) VALUES ($1,"
			" 'acc', CASE WHEN $3 = $3 THEN '' END, '', '', '',"
			" '', 'saved', '', '', 1, 0, 0, 0, $2)"),
	SEED("run", "INSERT INTO agent_run (id, account_id, project_id,"
		    " job_id, kind, state, engine, fallback, accept,"
		    " instructions, document_id, version_before,"
		    " version_after, steps, changes, warnings,"
		    " score_before, score_after, tokens_in, tokens_out,"
		    " credits, money, error_code, error, began_at,"
		    " ended_at) VALUES ($1, 'acc',"
		    " CASE WHEN $3 = $3 THEN '' END, '', 'tailor', 'done',"
		    " '', false, '', '', '', 0, 0, '', '', '', 0, 0, 0, 0,"
		    " 0, 0, '', '', $2, 0)"),
	SEED("share", "INSERT INTO share (id, account_id, hash, name,"
		      " document_id, project_id, version, template, redact,"
		      " password, allow_download, views, downloads,"
		      " viewed_at, created_at, updated_at, expires_at,"
		      " revoked_at) VALUES ($1, 'acc', $3, '', '', '', 0,"
		      " '', '', '', false, 0, 0, 0, 0, 0, 0, $2)"),
};
static const struct db_query seed_account = {
	.name = "seed.account",
	.sql = "INSERT INTO account (id, email, email_key, full_name,"
	       " created_at, updated_at) VALUES ('acc', 'a', 'a', 'a', 0, 0)",
};
static const struct db_query seed_group = {
	.name = "seed.group",
	.sql = "INSERT INTO error_group (fingerprint, title, context,"
	       " critical, count, first_at, last_at)"
	       " VALUES ('f', '', '', false, 0, 0, 0)",
};

static bool seed(struct db *db, size_t table, int64_t at, struct err *err)
{
	struct old row = { id_new(&test_mem), at, { NULL, 0 } };

	row.hash = (struct bytes){ row.id.at, row.id.len };
	return db_run(db, &seeds[table], &row, NULL, err);
}

TEST_BOTH(the_sweep_deletes_what_is_too_old_and_nothing_else)
{
	struct call c;
	struct db *db;
	int64_t gone;
	HOUSE(url);

	SAME_INT(LENGTH(seeds), store_sweep_count);
	NEED_ERR(db_begin(pool, DB_WRITE, &test_mem, &db, &err), err);
	OK_ERR(db_run(db, &seed_account, NULL, NULL, &err), err);
	OK_ERR(db_run(db, &seed_group, NULL, NULL, &err), err);
	for (size_t i = 0; i < LENGTH(seeds); i++) {
		int64_t edge = SAMPLE_NOON - store_sweeps[i].keep_ms;

		OK_ERR(seed(db, i, edge - 1, &err), err);
		OK_ERR(seed(db, i, edge, &err), err);
		OK_ERR(seed(db, i, SAMPLE_NOON, &err), err);
	}
	NEED_ERR(db_end(db, true, &err), err);
	c = call_of(&house, "", ROLE_NONE);
	OK_ERR(app_sweep(&c, NULL, NULL, &gone, &err), err);
	SAME_INT(gone, store_sweep_count);
	OK_ERR(app_sweep(&c, NULL, NULL, &gone, &err), err);
	SAME_INT(gone, 0);
	/* a millisecond later the next row of each is too old */
	c.now++;
	OK_ERR(app_sweep(&c, NULL, NULL, &gone, &err), err);
	OK(gone >= (int64_t)store_sweep_count);
	db_close(pool);
}

static int asked;
static bool stop_soon(void *with)
{
	(void)with;
	return ++asked > 5;
}

TEST_BOTH(a_sweep_goes_on_in_batches_until_told_to_stop)
{
	struct call c;
	struct db *db;
	int64_t gone;
	HOUSE(url);

	NEED_ERR(db_begin(pool, DB_WRITE, &test_mem, &db, &err), err);
	for (int i = 0; i < 2 * APP_SWEEP_BATCH + 3; i++)
		OK_ERR(seed(db, 0, 1, &err), err);
	NEED_ERR(db_end(db, true, &err), err);
	c = call_of(&house, "", ROLE_NONE);
	asked = 4;
	OK_ERR(app_sweep(&c, stop_soon, NULL, &gone, &err), err);
	SAME_INT(gone, APP_SWEEP_BATCH);
	OK_ERR(app_sweep(&c, NULL, NULL, &gone, &err), err);
	SAME_INT(gone, APP_SWEEP_BATCH + 3);
	OK(!c.db);
	db_close(pool);
}
