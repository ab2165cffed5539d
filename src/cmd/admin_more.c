/* cmd/admin_more.c - audit, jobs and errors, at the terminal. */
#include "cmd/cmd.h"

#include "api/shapes.h"
#include "app/audit.h"
#include "app/errors.h"
#include "app/job.h"
#include "base/json.h"
#include "base/time.h"

enum { PAGE = 50 };

/* ---- audit -------------------------------------------------------------- */

static void show_audit(struct buf *out, const void *row)
{
	const struct audit *a = row;
	char at[TIME_TEXT + 1];

	time_write(a->at, at);
	buf_addf(out, "%6lld  %.19s  %-7.*s  %-24.*s  %.*s %.*s  %.*s\n",
		(long long)a->seq, at, STR_ARG(a->status), STR_ARG(a->action),
		STR_ARG(a->entity_type), STR_ARG(a->entity_id),
		STR_ARG(a->error));
}

static bool page_audit(struct call *c, const void *ask, struct str cursor,
	struct db_rows *out, struct str *next, struct err *err)
{
	struct audit_page page = { .limit = PAGE, .cursor = cursor };

	(void)ask;
	return app_audit_list(c, &page, out, next, err);
}

bool cmd_admin_audit_list(struct cmd *cmd, struct err *err)
{
	static const struct cmd_list list = { &api_audit, page_audit,
		show_audit };

	return cmd_show_list(cmd, &list, NULL, err);
}

bool cmd_admin_audit_verify(struct cmd *cmd, struct err *err)
{
	struct audit_verdict v;
	int64_t seq = 0;
	struct str hash = STR("");

	if (cmd->argc == 2 && str_int(str_c(cmd->argv[0]), &seq))
		hash = str_c(cmd->argv[1]);
	else if (cmd->argc)
		return err_set(err, ERR_BAD_INPUT,
			"usage: vitae admin audit verify [SEQ HASH]");
	if (!app_audit_verify(cmd->call, seq, hash, &v, err))
		return false;
	if (!v.ok) {
		buf_addf(&cmd->out, "row %lld: %.*s\n", (long long)v.bad_seq,
			STR_ARG(v.why));
		return err_set(err, ERR_BROKEN,
			"the audit log is not whole: row %lld is the first "
			"that is wrong",
			(long long)v.bad_seq);
	}
	buf_addf(&cmd->out,
		"whole: %lld rows, %lld of them without their personal "
		"fields\nto find a log that is cut short later, note: %lld "
		"%.*s\n",
		(long long)v.rows, (long long)v.erased, (long long)v.head_seq,
		STR_ARG(v.head_hash));
	return true;
}

/* ---- jobs --------------------------------------------------------------- */

static bool is_state(struct str word, struct err *err)
{
	static const char *const states[] = { "ready", "leased", "done",
		"buried", "cancelled" };

	for (size_t i = 0; i < LENGTH(states); i++)
		if (str_is(word, states[i]))
			return true;
	return err_set(err, ERR_BAD_INPUT,
		"'%.*s' is no state of a job: ready, leased, done, buried or "
		"cancelled",
		(int)(word.len < 40 ? word.len : 40), word.at);
}

static void show_job(struct buf *out, const void *row)
{
	const struct job_row *j = row;
	char at[TIME_TEXT + 1];

	time_write(j->created_at, at);
	buf_addf(out, "%.*s  %.19s  %-9.*s %3lld%%  %-14.*s %lld/%lld  %.*s\n",
		STR_ARG(j->id), at, STR_ARG(j->state), (long long)j->progress,
		STR_ARG(j->kind), (long long)j->attempts, (long long)j->tries,
		STR_ARG(j->error));
}

static bool page_jobs(struct call *c, const void *ask, struct str cursor,
	struct db_rows *out, struct str *next, struct err *err)
{
	struct job_list_ask wish = *(const struct job_list_ask *)ask;
	struct job_page page;

	wish.cursor = cursor;
	if (!app_job_list(c, &wish, &page, err))
		return false;
	*out = (struct db_rows){ page.at, page.count };
	*next = page.next_cursor;
	return true;
}

bool cmd_admin_jobs_list(struct cmd *cmd, struct err *err)
{
	static const struct cmd_list list = { &api_job, page_jobs, show_job };
	const struct job_list_ask ask = { .limit = PAGE,
		.state = cmd->argc ? str_c(cmd->argv[0]) : STR("") };

	return (!cmd->argc || is_state(ask.state, err)) &&
	       cmd_show_list(cmd, &list, &ask, err);
}

static bool decide(struct cmd *cmd, const char *words, const char *action,
	bool (*rule)(struct call *, struct str, struct job_row *, struct err *),
	struct err *err)
{
	struct call *c = cmd->call;
	struct job_row job;

	if (cmd->argc != 1)
		return err_set(err, ERR_BAD_INPUT, "usage: vitae %s", words);
	c->audit = (struct audit_note){ .entity_type = STR("job"),
		.entity_id = str_c(cmd->argv[0]) };
	if (!app_call_write(c, err) ||
		!rule(c, str_c(cmd->argv[0]), &job, err) ||
		!app_audit_add(c, action, &c->audit, AUDIT_SUCCESS, "", err))
		return false;
	buf_addf(&cmd->out, "job %s is %.*s now\n", cmd->argv[0],
		STR_ARG(job.state));
	return true;
}

bool cmd_admin_jobs_retry(struct cmd *cmd, struct err *err)
{
	return decide(
		cmd, "admin jobs retry ID", "job.retry", app_job_retry, err);
}

bool cmd_admin_jobs_cancel(struct cmd *cmd, struct err *err)
{
	return decide(
		cmd, "admin jobs cancel ID", "job.cancel", app_job_cancel, err);
}

/* ---- errors ------------------------------------------------------------- */

static void show_error(struct buf *out, const void *row)
{
	const struct error_group *g = row;
	char at[TIME_TEXT + 1];

	time_write(g->last_at, at);
	buf_addf(out, "%.*s  %.19s  %-8.*s %6lld  %.*s: %.*s\n",
		STR_ARG(g->fingerprint), at, STR_ARG(g->state),
		(long long)g->count, STR_ARG(g->context), STR_ARG(g->title));
}

static bool page_errors(struct call *c, const void *ask, struct str cursor,
	struct db_rows *out, struct str *next, struct err *err)
{
	struct error_page page = { .limit = PAGE, .cursor = cursor };

	(void)ask;
	return app_errors_list(c, &page, out, next, err);
}

bool cmd_admin_errors_list(struct cmd *cmd, struct err *err)
{
	static const struct cmd_list list = { &api_error_group, page_errors,
		show_error };

	return cmd_show_list(cmd, &list, NULL, err);
}
