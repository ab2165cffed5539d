/* cmd/admin_more.c - audit, jobs and errors, at the terminal. */
#include "cmd/cmd.h"

#include "api/shapes.h"
#include "app/audit.h"
#include "app/errors.h"
#include "app/job.h"
#include "base/json.h"
#include "base/time.h"

enum { PAGE = 50 };

static void show_rows(struct cmd *cmd, const struct json_shape *shape,
	const void *rows, size_t count)
{
	struct json_out out = json_begin(&cmd->out, JSON_PRETTY);

	json_list(&out);
	for (size_t i = 0; i < count; i++)
		json_put_row(&out, shape, (const char *)rows + i * shape->size);
	json_end(&out);
	buf_addc(&cmd->out, '\n');
}

/* ---- audit -------------------------------------------------------------- */

bool cmd_admin_audit_list(struct cmd *cmd, struct err *err)
{
	struct audit_page page = { .limit = PAGE };
	char at[TIME_TEXT + 1];
	struct db_rows rows;
	struct str next;

	if (!app_call_read(cmd->call, err) ||
		!app_audit_list(cmd->call, &page, &rows, &next, err))
		return false;
	if (cmd->json) {
		show_rows(cmd, &api_audit, rows.at, rows.count);
		return true;
	}
	for (size_t i = 0; i < rows.count; i++) {
		const struct audit *a = (const struct audit *)rows.at + i;

		time_write(a->at, at);
		buf_addf(&cmd->out,
			"%6lld  %.19s  %-7.*s  %-24.*s  %.*s %.*s  %.*s\n",
			(long long)a->seq, at, STR_ARG(a->status),
			STR_ARG(a->action), STR_ARG(a->entity_type),
			STR_ARG(a->entity_id), STR_ARG(a->error));
	}
	return true;
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

bool cmd_admin_jobs_list(struct cmd *cmd, struct err *err)
{
	struct job_list_ask ask = { .limit = PAGE,
		.state = cmd->argc ? str_c(cmd->argv[0]) : STR("") };
	char at[TIME_TEXT + 1];
	struct job_page page;

	if ((cmd->argc && !is_state(ask.state, err)) ||
		!app_call_read(cmd->call, err) ||
		!app_job_list(cmd->call, &ask, &page, err))
		return false;
	if (cmd->json) {
		show_rows(cmd, &api_job, page.at, page.count);
		return true;
	}
	for (size_t i = 0; i < page.count; i++) {
		const struct job_row *j = &page.at[i];

		time_write(j->created_at, at);
		buf_addf(&cmd->out,
			"%.*s  %.19s  %-9.*s %3lld%%  %-14.*s %lld/%lld  "
			"%.*s\n",
			STR_ARG(j->id), at, STR_ARG(j->state),
			(long long)j->progress, STR_ARG(j->kind),
			(long long)j->attempts, (long long)j->tries,
			STR_ARG(j->error));
	}
	return true;
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

bool cmd_admin_errors_list(struct cmd *cmd, struct err *err)
{
	struct error_page page = { .limit = PAGE };
	char at[TIME_TEXT + 1];
	struct db_rows rows;
	struct str next;

	if (!app_call_read(cmd->call, err) ||
		!app_errors_list(cmd->call, &page, &rows, &next, err))
		return false;
	if (cmd->json) {
		show_rows(cmd, &api_error_group, rows.at, rows.count);
		return true;
	}
	for (size_t i = 0; i < rows.count; i++) {
		const struct error_group *g =
			(const struct error_group *)rows.at + i;

		time_write(g->last_at, at);
		buf_addf(&cmd->out, "%.*s  %.19s  %-8.*s %6lld  %.*s: %.*s\n",
			STR_ARG(g->fingerprint), at, STR_ARG(g->state),
			(long long)g->count, STR_ARG(g->context),
			STR_ARG(g->title));
	}
	return true;
}
