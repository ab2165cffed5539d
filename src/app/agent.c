/* app/agent.c - a run is asked for, looked at, and stopped. See agent.h. */
#include "app/agent_int.h"

#include "app/house.h"
#include "app/job.h"
#include "base/id.h"
#include "store/job.h"

const char *const app_agent_engines[] = { "builtin", "openai", NULL };
const char *const app_agent_accepts[] = { "all", "none", NULL };
const char *const app_agent_states[] = { "running", "done", "failed",
	"cancelled", NULL };

static const struct json_field given_fields[] = {
	JSON_RAW(given, resume, JSON_OMIT_ABSENT, APP_GIVEN_RESUME),
	JSON(given, resume_id, JSON_OMIT_ABSENT, 0, POSTING_BYTES),
	JSON(given, project_id, JSON_OMIT_ABSENT, 0, POSTING_BYTES),
	JSON(given, job_description, JSON_OMIT_ABSENT, 0, POSTING_BYTES),
	JSON(given, as_of, JSON_OMIT_ABSENT, 0, POSTING_BYTES),
	JSON(given, store, 0, 0, 0),
	JSON(given, title, JSON_OMIT_ABSENT, 0, POSTING_BYTES),
	{ 0 },
};
static const struct json_shape given_shape =
	JSON_SHAPE(given, "AgentGiven", "", given_fields);
static const struct json_field input_fields[] = {
	JSON(agent_input, run_id, JSON_MUST, 36, 36),
	JSON_IN(agent_input, given, JSON_OMIT_EMPTY, &given_shape,
		JSON_HAS(agent_input, has_given)),
	{ 0 },
};
const struct json_shape app_agent_input_shape =
	JSON_SHAPE(agent_input, "AgentInput", "", input_fields);

static struct str or_empty(struct str s) { return s.at ? s : STR(""); }

/* ---- asking ------------------------------------------------------------- */

bool app_agent_engine_fits(
	const struct call *c, struct str engine, bool fallback, struct err *err)
{
	return !str_is(engine, "openai") || c->house->llm || fallback ||
	       err_field(err, "/engine",
		       "is not set up here: 'builtin' is, or give 'fallback'");
}

bool app_agent_add(struct call *c, const char *kind, struct str once_key,
	const struct agent_run *run, const struct agent_input *in,
	struct err *err)
{
	const struct job_new job = { .id = run->job_id,
		.kind = str_c(kind),
		.account_id = c->who.id,
		.input = app_agent_json(c->mem, &app_agent_input_shape, in),
		.once_key = once_key,
		.run_at = c->now,
		.created_at = c->now };
	bool added;

	if (!store_job_add(c->db, &job, &added, err))
		return false;
	if (!added)
		return err_set(err, ERR_CONFLICT,
			"an agent works on this project already: wait for it, "
			"or cancel it");
	return store_agent_run_add(c->db, run, err);
}

struct agent_run app_agent_run(
	struct call *c, enum agent_kind kind, struct str engine)
{
	const char *here = c->house->settings->ai_provider;

	return (struct agent_run){ .id = id_new(c->mem),
		.account_id = c->who.id,
		.project_id = STR(""),
		.job_id = id_new(c->mem),
		.kind = str_c(app_agent_kinds[kind]),
		.state = STR("running"),
		.engine = engine.len ? engine : str_c(here),
		.accept = STR("all"),
		.instructions = STR(""),
		.document_id = STR(""),
		.steps = STR("[]"),
		.changes = STR("[]"),
		.warnings = STR("[]"),
		.error_code = STR(""),
		.error = STR(""),
		.began_at = c->now };
}

bool app_agent_tailor(struct call *c, struct str project_id,
	const struct agent_ask *ask, struct str *job_id, struct err *err)
{
	struct agent_run run = app_agent_run(c, AGENT_TAILOR, ask->engine);
	const struct agent_input in = { .run_id = run.id };
	struct project p;

	run.fallback = ask->fallback;
	run.instructions = or_empty(ask->instructions);
	if (ask->accept.len)
		run.accept = ask->accept;
	c->audit = (struct audit_note){ .entity_type = STR("project"),
		.entity_id = project_id };
	if (!app_agent_engine_fits(c, run.engine, run.fallback, err) ||
		!app_project_row(c, project_id, &p, err))
		return false;
	run.project_id = p.id;
	run.document_id = p.document_id;
	*job_id = run.job_id;
	return app_agent_add(c, "project.tailor",
		       str_fmt(c->mem, "project:%.*s", STR_ARG(p.id)), &run,
		       &in, err) &&
	       app_agent_say(c, p.id, "user", run.id,
		       run.instructions.len
			       ? run.instructions
			       : STR("Fit my resume to this posting."),
		       err);
}

static bool letter_fits(struct call *c, const struct given *g, struct err *err)
{
	struct project p;
	int of = (g->resume.len > 0) + (g->resume_id.len > 0) +
		 (g->project_id.len > 0);

	if (of != 1)
		return err_field(err, of ? "/resume_id" : "/resume",
			of ? "stands beside another: give one of 'resume', "
			     "'resume_id' and 'project_id'"
			   : "is missing: give it, a 'resume_id' or a "
			     "'project_id'");
	if (!g->project_id.len && !g->job_description.len)
		return err_field(err, "/job_description", "is missing");
	return !g->project_id.len || app_project_row(c, g->project_id, &p, err);
}

bool app_agent_letter(struct call *c, const struct given *g, struct str *job_id,
	struct err *err)
{
	struct agent_run run = app_agent_run(c, AGENT_LETTER, g->engine);
	struct agent_input in = { run.id, *g, true };
	int month;

	run.fallback = g->fallback;
	run.instructions = or_empty(g->instructions);
	run.project_id = or_empty(g->project_id);
	*job_id = run.job_id;
	return app_agent_engine_fits(c, run.engine, run.fallback, err) &&
	       app_given_month(c, g->as_of, &month, err) &&
	       letter_fits(c, g, err) &&
	       app_agent_add(c, "letter.generate", STR(""), &run, &in, err);
}

/* ---- looking ------------------------------------------------------------ */

/* A job that nobody could end as it should (its server died again and again)
 * or that was cancelled before it began has ended all the same. */
static bool settle(struct call *c, struct agent_run *r, struct err *err)
{
	struct job_row job;
	struct err why = { 0 };

	if (!str_is(r->state, "running"))
		return true;
	if (!store_job_get(c->db, r->account_id, r->job_id, &job, &why)) {
		if (why.code != ERR_NOT_FOUND) {
			*err = why;
			return false;
		}
		job = (struct job_row){ .state = STR("buried"),
			.error_code = str_c(err_name(ERR_BROKEN)) };
	}
	if (!job.ended_at && job.state.len && !str_is(job.state, "buried"))
		return true;
	r->state = str_is(job.state, "cancelled") ? STR("cancelled")
						  : STR("failed");
	r->error_code = or_empty(job.error_code);
	r->error = str_is(job.state, "cancelled") ? STR("it was cancelled")
						  : str_c(err_text(ERR_BROKEN));
	r->ended_at = job.ended_at;
	return true;
}

bool app_agent_list(struct call *c, struct str project_id,
	const struct page_ask *ask, struct db_rows *out, struct str *next,
	struct err *err)
{
	struct agent_run *rows;
	const struct agent_run *last;
	struct project p;
	struct page page;

	if (!app_cursor_read(c->mem, ask->cursor, ask->limit, &page, err) ||
		!app_project_row(c, project_id, &p, err) ||
		!store_agent_run_list(c->db,
			&(struct agent_run_wish){ c->who.id, p.id,
				page.before_at, page.before_id,
				page.limit + 1 },
			out, err))
		return false;
	last = app_cursor_last(out, sizeof(*last), &page);
	*next = last ? app_cursor_write(c->mem, last->began_at, last->id)
		     : STR_NONE;
	rows = out->at;
	for (size_t i = 0; i < out->count; i++)
		if (!settle(c, &rows[i], err))
			return false;
	return true;
}

bool app_agent_get(struct call *c, struct str project_id, struct str id,
	struct agent_run *out, struct err *err)
{
	struct project p;

	if (!app_project_row(c, project_id, &p, err) ||
		!store_agent_run_get(c->db, c->who.id, id, out, err))
		return false;
	if (!str_eq(out->project_id, p.id))
		return err_set(err, ERR_NOT_FOUND, "no such run");
	return settle(c, out, err);
}

bool app_agent_cancel(struct call *c, struct str project_id, struct str id,
	struct agent_run *out, struct err *err)
{
	c->audit = (struct audit_note){ .entity_type = STR("agent_run"),
		.entity_id = id };
	return app_agent_get(c, project_id, id, out, err) &&
	       app_job_cancel(c, out->job_id, NULL, err) && settle(c, out, err);
}
