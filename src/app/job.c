/* app/job.c - background jobs as people see them. See job.h. */
#include "app/job.h"

#include "app/cursor.h"

static bool is_admin(const struct call *c) { return c->who.role == ROLE_ADMIN; }

static bool must_be_admin(const struct call *c, struct err *err)
{
	return is_admin(c) ||
	       err_set(err, ERR_FORBIDDEN, "only administrators decide this");
}

/* What broke inside is told to those who can mend it. */
static void soften(const struct call *c, struct job_row *job)
{
	if (!is_admin(c) && str_is(job->error_code, err_name(ERR_BROKEN)))
		job->error = str_c(err_text(ERR_BROKEN));
}

/* ---- looking ------------------------------------------------------------ */

bool app_job_list(struct call *c, const struct job_list_ask *ask,
	struct job_page *out, struct err *err)
{
	struct job_wish wish = {
		.account_id = c->who.id, .state = ask->state, .kind = ask->kind
	};
	const struct job_row *last;
	struct db_rows rows;
	struct page page;
	bool ok;

	if (!app_cursor_read(c->mem, ask->cursor, ask->limit, &page, err))
		return false;
	wish.before_at = page.before_at;
	wish.before_id = page.before_id;
	wish.limit = page.limit + 1; /* is there one more? */
	ok = is_admin(c) ? store_job_list_any(c->db, &wish, &rows, err)
			 : store_job_list(c->db, &wish, &rows, err);
	if (!ok)
		return false;
	last = app_cursor_last(&rows, sizeof(*last), &page);
	*out = (struct job_page){ rows.at, rows.count,
		last ? app_cursor_write(c->mem, last->created_at, last->id)
		     : STR_NONE };
	for (size_t i = 0; i < out->count; i++)
		soften(c, &out->at[i]);
	return true;
}

bool app_job_get(
	struct call *c, struct str id, struct job_row *out, struct err *err)
{
	bool ok = is_admin(c) ? store_job_get_any(c->db, id, out, err)
			      : store_job_get(c->db, c->who.id, id, out, err);

	if (ok)
		soften(c, out);
	else if (err->code == ERR_NOT_FOUND)
		err_set(err, ERR_NOT_FOUND, "there is no such job");
	return ok;
}

bool app_job_events_after(struct call *c, struct str id, int64_t after,
	int64_t most, struct job_news *out, struct err *err)
{
	struct db_rows rows;
	int64_t last;
	bool ok;

	if (most < 1 || most > APP_JOB_EVENTS_MOST)
		most = APP_JOB_EVENTS_MOST;
	if (!app_job_get(c, id, &out->job, err))
		return false;
	ok = is_admin(c)
		     ? store_job_events_any(c->db, id, after, most, &rows, err)
		     : store_job_events(
			       c->db, c->who.id, id, after, most, &rows, err);
	if (!ok)
		return false;
	out->at = rows.at;
	out->count = rows.count;
	last = rows.count ? out->at[rows.count - 1].n : after;
	out->over = out->job.ended_at > 0 && last >= out->job.events;
	return true;
}

bool app_job_stats(struct call *c, struct job_stats *out, struct err *err)
{
	return must_be_admin(c, err) &&
	       store_job_stats(c->db, c->now, out, err);
}

/* ---- deciding ----------------------------------------------------------- */

static void note(struct call *c, struct str id)
{
	c->audit.entity_type = STR("job");
	c->audit.entity_id = id;
}

/* Nothing was hit: does it not exist, or is it in the wrong state? */
static bool refuse(
	struct call *c, struct str id, const char *needs, struct err *err)
{
	struct job_row job;

	return app_job_get(c, id, &job, err) &&
	       err_set(err, ERR_CONFLICT, "the job is '%.*s': %s",
		       STR_ARG(job.state), needs);
}

static bool show(
	struct call *c, struct str id, struct job_row *out, struct err *err)
{
	return !out || app_job_get(c, id, out, err);
}

bool app_job_cancel(
	struct call *c, struct str id, struct job_row *out, struct err *err)
{
	bool hit, ok;

	note(c, id);
	ok = is_admin(c) ? store_job_cancel_any(c->db, id, c->now, &hit, err)
			 : store_job_cancel(
				   c->db, c->who.id, id, c->now, &hit, err);
	if (!ok)
		return false;
	if (!hit)
		return refuse(c, id, "it has ended already", err);
	return show(c, id, out, err);
}

bool app_job_retry(
	struct call *c, struct str id, struct job_row *out, struct err *err)
{
	bool hit;

	note(c, id);
	if (!must_be_admin(c, err) ||
		!store_job_retry_any(c->db, id, c->now, &hit, err))
		return false;
	if (!hit)
		return refuse(c, id,
			"only a buried or cancelled one can be tried again, "
			"and only while no other does the same",
			err);
	return show(c, id, out, err);
}

bool app_job_drop(struct call *c, struct str id, struct err *err)
{
	bool hit;

	note(c, id);
	return must_be_admin(c, err) &&
	       store_job_drop_any(c->db, id, &hit, err) &&
	       (hit || refuse(c, id, "cancel it first", err));
}
