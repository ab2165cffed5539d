/*
 * app/agent_apply.c - what was proposed by a run is chosen from, and applied by
 * the same check that judged it then: nobody is believed, whoever kept it.
 */
#include "app/agent_int.h"

#include "tailor/intent.h"
#include "tailor/tailor.h"

#include <math.h>

struct proposed {
	struct changes_told changes;
};
static const struct json_field proposed_fields[] = {
	JSON_ROWS(proposed, changes, JSON_MUST, 2 * TAILOR_CHANGES,
		&app_change_shape),
	{ 0 },
};
static const struct json_shape proposed_shape =
	JSON_SHAPE(proposed, "AgentProposed", "", proposed_fields);

struct applying {
	struct call *c;
	const struct agent_choice *in;
	struct project_whole *p;
	struct agent_run run;
	struct tailor_changes chosen;
	struct resume source;
	struct posting posting;
	struct tailor_ask ask;
	struct tailor_result result;
};

static bool read_proposed(
	struct applying *a, struct proposed *out, struct err *err)
{
	struct str text = str_fmt(
		a->c->mem, "{\"changes\":%.*s}", STR_ARG(a->run.changes));

	return json_read_text(a->c->mem, text, &proposed_shape, out, err);
}

/* What somebody wrote in the place of the words of change n. */
static bool reword(struct applying *a, int64_t n, struct err *err)
{
	struct tailor_change *c = &a->chosen.at[a->chosen.count - 1];

	for (size_t i = 0; i < a->in->edits.count; i++) {
		const struct agent_edit *e = &a->in->edits.at[i];

		if (e->change != n)
			continue;
		if (c->op != TAILOR_SET)
			return err_field(err, "/edits",
				"rewords change %lld, which is no text",
				(long long)n);
		c->after.text = str_trim(e->text);
		/* whoever writes it wants it, and not the points alone */
		c->asked = true;
	}
	return true;
}

static bool edits_fit(const struct agent_choice *in, struct err *err)
{
	for (size_t i = 0; i < in->edits.count; i++) {
		size_t k = 0;

		while (k < in->accept.count &&
			in->accept.at[k] != in->edits.at[i].change)
			k++;
		if (k == in->accept.count)
			return err_field(err, "/edits",
				"rewords change %lld, which is not accepted",
				(long long)in->edits.at[i].change);
	}
	return true;
}

static bool choose(struct applying *a, struct err *err)
{
	struct proposed all = { 0 };

	if (!read_proposed(a, &all, err))
		return false;
	a->chosen.at = ARENA_LIST(
		a->c->mem, struct tailor_change, a->in->accept.count + 1);
	for (size_t i = 0; i < a->in->accept.count; i++) {
		int64_t n = a->in->accept.at[i];

		if (n < 0 || (size_t)n >= all.changes.count)
			return err_field(err, "/accept",
				"names change %lld, and there are %zu, from 0",
				(long long)n, all.changes.count);
		if (i && n <= a->in->accept.at[i - 1])
			return err_field(err, "/accept",
				"must rise: changes apply in their order");
		if (!change_hear(a->c->mem, &all.changes.at[n],
			    &a->chosen.at[a->chosen.count++], err) ||
			!reword(a, n, err))
			return false;
	}
	return edits_fit(a->in, err);
}

static bool load(struct applying *a, struct str project_id, struct err *err)
{
	struct call *c = a->c;

	if (!app_project_get(c, project_id, a->p, err) ||
		!app_agent_get(c, project_id, a->in->run_id, &a->run, err))
		return false;
	if (!str_is(a->run.kind, "tailor") || !str_is(a->run.state, "done"))
		return err_set(err, ERR_CONFLICT,
			"this run proposed nothing: it is not done");
	if (a->run.version_after)
		return err_set(err, ERR_CONFLICT,
			"the changes of this run were made already");
	if (a->run.version_before != a->p->document_version)
		return err_set(err, ERR_STALE,
			"the resume was changed since this run: its version "
			"is %lld, and the run was made for %lld",
			(long long)a->p->document_version,
			(long long)a->run.version_before);
	return choose(a, err);
}

static bool compute(struct applying *a, struct err *err)
{
	struct call *c = a->c;
	struct str posting = intent_clean(c->mem,
		app_given_text(c->mem, a->p->project.job_description),
		INTENT_POSTING);

	a->ask = (struct tailor_ask){ .source = &a->source,
		.posting = &a->posting,
		.instructions = a->run.instructions };
	return resume_read_text(c->mem, a->p->resume_json, &a->source, err) &&
	       app_given_month(c, STR_NONE, &a->ask.now, err) &&
	       app_given_posting(c, posting, &a->posting, err) &&
	       tailor_apply(c->mem, &a->ask, &a->chosen, &a->result, err);
}

static void tell(struct applying *a, struct agent_result *out)
{
	struct arena *mem = a->c->mem;

	*out = (struct agent_result){ .run_id = a->run.id,
		.project_id = a->run.project_id,
		.document_id = a->run.document_id,
		.engine = a->run.engine };
	out->resume = app_agent_resume(mem, &a->result.resume);
	changes_tell(mem, &a->result.changes, true, &out->changes);
	changes_tell(mem, &a->result.changes, false, &out->rejected);
	out->score_before = round((double)a->result.before * 10) / 10;
	out->score_after = round((double)a->result.after * 10) / 10;
	out->steps.at = ARENA_NEW(mem, struct agent_step);
	out->found.at = ARENA_NEW(mem, struct agent_found);
	out->warnings.at = ARENA_NEW(mem, struct str);
}

static bool keep(struct applying *a, struct agent_result *out, struct err *err)
{
	struct call *c = a->c;
	struct str id = a->p->project.id;

	if (!app_call_write(c, err))
		return false;
	if (!out->changes.count)
		return true;
	/* its row may have changed meanwhile: the document tells */
	if (!app_project_row(c, id, &a->p->project, err) ||
		!app_agent_change(c, &a->p->project, &a->run, a->p->resume_json,
			out, &a->run.version_after, err))
		return false;
	out->version = a->run.version_after;
	out->has_version = true;
	return store_agent_run_set(c->db, &a->run, err) &&
	       app_agent_say(c, id, "user", a->run.id,
		       str_fmt(c->mem, "I took %zu of what was proposed.",
			       out->changes.count),
		       err) &&
	       app_agent_tell(c, &a->run, err);
}

bool app_agent_apply(struct call *c, struct str project_id,
	const struct agent_choice *in, struct agent_result *out,
	struct err *err)
{
	struct applying *a = ARENA_NEW(c->mem, struct applying);

	a->c = c;
	a->in = in;
	a->p = ARENA_NEW(c->mem, struct project_whole);
	c->audit = (struct audit_note){ .entity_type = STR("project"),
		.entity_id = project_id };
	if (!app_call_read(c, err) || !load(a, project_id, err) ||
		!app_call_close(c, true, err) || !compute(a, err))
		return false;
	tell(a, out);
	return keep(a, out, err);
}
