/* api/job.c - background jobs, and following them: do, show. */
#include "api/api_int.h"
#include "api/shapes.h"
#include "app/job.h"

static const char *const states[] = { "ready", "leased", "done", "buried",
	"cancelled", NULL };

static const struct json_field job_fields[] = {
	JSON(job_row, id, JSON_MUST, 36, 36, .format = JSON_UUID),
	JSON(job_row, kind, JSON_MUST, 1, 64),
	JSON_WORD(job_row, state, JSON_MUST, states),
	JSON(job_row, progress, JSON_MUST, 0, 100),
	JSON(job_row, note, JSON_OMIT_EMPTY, 0, 200),
	JSON(job_row, attempts, JSON_MUST, 0, 1000),
	JSON(job_row, tries, JSON_MUST, 0, 1000),
	JSON(job_row, error, JSON_OMIT_EMPTY, 0, 300),
	JSON_RAW(job_row, result, JSON_OMIT_EMPTY, STORE_JOB_RESULT),
	JSON(job_row, events, JSON_MUST, 0, INT64_MAX),
	JSON_TIME(job_row, run_at, JSON_MUST),
	JSON_TIME(job_row, created_at, JSON_MUST),
	JSON_TIME(job_row, cancel_at, JSON_OMIT_EMPTY),
	JSON_TIME(job_row, ended_at, JSON_OMIT_EMPTY),
	{ 0 },
};
const struct json_shape api_job =
	JSON_SHAPE(job_row, "Job", "Work in the background.", job_fields);

static const struct json_field page_fields[] = {
	JSON_WORD(job_list_ask, state, 0, states),
	JSON(job_list_ask, kind, 0, 0, 64),
	API_CURSOR(job_list_ask),
	{ 0 },
};
const struct json_shape api_job_page =
	JSON_SHAPE(job_list_ask, "JobPage", "Which jobs.", page_fields);

/* ---- lists and one ------------------------------------------------------ */

/* app/job.h shows administrators everything. Where one asks for one's own
 * jobs they are people like others; everybody's are below /api/admin. */
static bool as_oneself(api_handler *run, struct call *c,
	const struct api_ask *ask, struct api_reply *reply, struct err *err)
{
	enum who_role role = c->who.role;
	bool ok;

	c->who.role = ROLE_USER;
	ok = run(c, ask, reply, err);
	c->who.role = role;
	return ok;
}

bool api_admin_jobs(struct call *c, const struct api_ask *ask,
	struct api_reply *reply, struct err *err)
{
	struct job_page page;

	return app_job_list(c, ask->query, &page, err) &&
	       api_show_list(reply, &(struct db_rows){ page.at, page.count },
		       sizeof(struct job_row), page.next_cursor);
}

bool api_job_list(struct call *c, const struct api_ask *ask,
	struct api_reply *reply, struct err *err)
{
	return as_oneself(api_admin_jobs, c, ask, reply, err);
}

bool api_admin_job(struct call *c, const struct api_ask *ask,
	struct api_reply *reply, struct err *err)
{
	struct job_row out;

	return app_job_get(c, ask->id[0], &out, err) && api_show(reply, &out);
}

bool api_job_get(struct call *c, const struct api_ask *ask,
	struct api_reply *reply, struct err *err)
{
	return as_oneself(api_admin_job, c, ask, reply, err);
}

bool api_admin_job_cancel(struct call *c, const struct api_ask *ask,
	struct api_reply *reply, struct err *err)
{
	struct job_row out;

	return app_job_cancel(c, ask->id[0], &out, err) &&
	       api_show(reply, &out);
}

bool api_job_cancel(struct call *c, const struct api_ask *ask,
	struct api_reply *reply, struct err *err)
{
	return as_oneself(api_admin_job_cancel, c, ask, reply, err);
}

bool api_admin_job_retry(struct call *c, const struct api_ask *ask,
	struct api_reply *reply, struct err *err)
{
	struct job_row out;

	return app_job_retry(c, ask->id[0], &out, err) && api_show(reply, &out);
}

bool api_admin_job_events(struct call *c, const struct api_ask *ask,
	struct api_reply *reply, struct err *err)
{
	reply->res->status = 200;
	return api_follow_begin(ask->api->follow, c, ask->id[0],
		http_event_last(ask->req), reply->res, err);
}

bool api_job_events(struct call *c, const struct api_ask *ask,
	struct api_reply *reply, struct err *err)
{
	return as_oneself(api_admin_job_events, c, ask, reply, err);
}
