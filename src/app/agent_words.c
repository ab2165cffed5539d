/* app/agent_words.c - better words and questions: they are asked for, and what
 * came of them is kept. See agent.h. */
#include "app/agent_int.h"

#include "app/document.h"
#include "tailor/intent.h"

const char *const app_agent_kinds[] = { [AGENT_TAILOR] = "tailor",
	[AGENT_LETTER] = "letter",
	[AGENT_REVAMP] = "revamp",
	[AGENT_SUGGESTIONS] = "suggestions",
	[AGENT_QUESTIONS] = "questions",
	NULL };

/* ---- asking ------------------------------------------------------------- */

static bool project_fits(struct call *c, const struct given *g,
	struct project_whole *p, struct err *err)
{
	return app_call_read(c, err) &&
	       app_project_get(c, g->project_id, p, err) &&
	       (p->resume_json.at ||
		       err_set(err, ERR_NOT_FOUND,
			       "its resume is in the trash: bring that back "
			       "first"));
}

static bool posting_fits(struct call *c, struct str text, struct err *err)
{
	struct posting *posting = ARENA_NEW(c->mem, struct posting);

	return app_given_posting(
		c, intent_clean(c->mem, text, INTENT_POSTING), posting, err);
}

/* What is wrong with it is told at once, and not by a run that failed. */
static bool given_fits(struct call *c, enum agent_kind kind,
	const struct given *g, struct err *err)
{
	struct project_whole *p = ARENA_NEW(c->mem, struct project_whole);
	struct resume *r = ARENA_NEW(c->mem, struct resume);
	struct str posting = g->job_description;
	int month;

	if (!app_given_month(c, g->as_of, &month, err))
		return false;
	if (g->project_id.len) {
		if (!project_fits(c, g, p, err))
			return false;
		posting = p->project.job_description;
	} else if (!app_given_resume(c, g, r, err)) {
		return false;
	}
	if (!posting.len && kind != AGENT_QUESTIONS)
		return true;
	return app_call_close(c, true, err) && posting_fits(c, posting, err);
}

bool app_agent_words(struct call *c, enum agent_kind kind,
	const struct given *g, struct str *job_id, struct err *err)
{
	struct agent_run run = app_agent_run(c, kind, g->engine);
	const struct agent_input in = { run.id, *g, true };
	const char *job =
		kind == AGENT_QUESTIONS ? "questions.ask" : "resume.reword";

	run.fallback = g->fallback;
	if (g->instructions.at)
		run.instructions = g->instructions;
	if (g->project_id.at)
		run.project_id = g->project_id;
	if (g->resume_id.len)
		c->audit = (struct audit_note){ .entity_type = STR("document"),
			.entity_id = g->resume_id };
	*job_id = run.job_id;
	return app_agent_engine_fits(c, run.engine, run.fallback, err) &&
	       given_fits(c, kind, g, err) && app_call_write(c, err) &&
	       app_agent_add(c, job, STR(""), &run, &in, err);
}

/* ---- keeping ------------------------------------------------------------ */

static bool store(struct call *c, struct agent_task *t,
	struct revamp_told *told, struct err *err)
{
	const struct document_new in = { .kind = STR("revamp"),
		.title = t->given.title.at ? t->given.title : STR(""),
		.body = told->resume,
		.way = DOCUMENT_TAILORED };
	struct document made;

	if (!app_document_create(c, &in, &made, err))
		return false;
	told->document_id = made.id;
	t->run.document_id = made.id;
	t->run.version_after = made.version;
	return true;
}

static bool keep(struct call *c, struct agent_task *t,
	const struct agent_done *d, struct err *err)
{
	app_agent_end(c, &t->run, d, "done");
	return store_agent_run_set(c->db, &t->run, err) &&
	       app_agent_tell(c, &t->run, err);
}

bool app_agent_keep_revamp(struct call *c, struct agent_task *t,
	struct revamp_told *told, struct agent_done *d, struct err *err)
{
	told->run_id = t->run.id;
	told->engine = d->result.engine;
	told->warnings = d->result.warnings;
	told->usage = d->usage;
	told->has_usage = true;
	d->result.changes = told->changes;
	d->result.rejected = told->rejected;
	t->run.document_id = STR("");
	return (!t->given.store || store(c, t, told, err)) &&
	       keep(c, t, d, err);
}

bool app_agent_keep_questions(struct call *c, struct agent_task *t,
	struct questions *told, struct agent_done *d, struct err *err)
{
	told->run_id = t->run.id;
	told->engine = d->result.engine;
	told->warnings = d->result.warnings;
	told->usage = d->usage;
	t->run.document_id = STR("");
	t->run.version_before = 0;
	return keep(c, t, d, err);
}
