/* app/revamp.c - see revamp.h. */
#include "app/revamp.h"

#include "app/document.h"
#include "app/event.h"
#include "app/project.h"
#include "tailor/intent.h"

/* ---- what is shown ------------------------------------------------------ */

static const struct json_field hint_fields[] = {
	JSON(revamp_hint, path, JSON_MUST, 0, 0,
		.about = "JSON pointer into the resume"),
	JSON(revamp_hint, kind, JSON_MUST, 0, 0),
	JSON(revamp_hint, say, JSON_MUST, 0, 0),
	JSON(revamp_hint, quote, JSON_MUST | JSON_NULLABLE, 0, 0),
	{ 0 },
};
static const struct json_shape hint_shape = JSON_SHAPE(revamp_hint,
	"RevampHint", "What its owner alone can better.", hint_fields);

static const struct json_field revamp_fields[] = {
	JSON_RAW(revamp_told, resume, JSON_MUST, 0, .only = JSON_OBJECT),
	JSON_ROWS(revamp_told, changes, JSON_MUST, TAILOR_CHANGES,
		&app_change_shape),
	JSON_ROWS(revamp_told, rejected, JSON_MUST, TAILOR_CHANGES,
		&app_change_shape),
	JSON_ROWS(revamp_told, suggestions, JSON_MUST, REVAMP_SUGGESTIONS,
		&hint_shape),
	JSON(revamp_told, more, JSON_MUST, 0, INT64_MAX,
		.about = "suggestions that are counted and not shown"),
	JSON(revamp_told, document_id, JSON_OMIT_ABSENT, 36, 36),
	{ 0 },
};
const struct json_shape app_revamp_shape = JSON_SHAPE(
	revamp_told, "Revamp", "Better words for a resume.", revamp_fields);

void app_revamp_tell(struct arena *mem, const struct revamp *found,
	const struct tailor_result *r, struct revamp_told *out)
{
	*out = (struct revamp_told){ .more = (int64_t)found->more };
	out->resume = app_agent_resume(mem, &r->resume);
	changes_tell(mem, &r->changes, true, &out->changes);
	changes_tell(mem, &r->changes, false, &out->rejected);
	out->suggestions.at =
		ARENA_LIST(mem, struct revamp_hint, found->count + 1);
	out->suggestions.count = found->count;
	for (size_t i = 0; i < found->count; i++) {
		const struct revamp_suggestion *s = &found->at[i];

		out->suggestions.at[i] = (struct revamp_hint){ s->at,
			str_c(revamp_kinds[s->kind].name),
			str_c(revamp_kinds[s->kind].sentence), s->quote };
	}
}

/* ---- revamping ---------------------------------------------------------- */

static bool read_source(struct call *c, const struct given *g,
	struct resume *out, struct tailor_ask *ask, struct err *err)
{
	*ask = (struct tailor_ask){ .source = out,
		.instructions = g->instructions };
	return app_given_month(c, g->as_of, &ask->now, err) &&
	       app_given_resume(c, g, out, err) && app_call_close(c, true, err);
}

static bool store(struct call *c, const struct given *g,
	struct revamp_told *told, struct err *err)
{
	const struct document_new in = { .kind = STR("revamp"),
		.title = g->title.at ? g->title : STR(""),
		.body = told->resume,
		.way = DOCUMENT_TAILORED };
	struct document made;

	if (!app_document_create(c, &in, &made, err))
		return false;
	told->document_id = made.id;
	c->audit = (struct audit_note){ .entity_type = STR("document"),
		.entity_id = made.id };
	return true;
}

static bool tell(struct call *c, const struct given *g,
	const struct revamp_told *told, struct err *err)
{
	struct json_out o;
	struct buf b;

	buf_init(&b, c->mem, APP_EVENT_DATA);
	o = json_begin(&b, JSON_COMPACT);
	json_object(&o);
	json_put_text(json_key(&o, "generation"), STR("revamp"));
	json_put_text(json_key(&o, "resume_id"),
		g->resume_id.len ? g->resume_id : STR_NONE);
	json_put_text(json_key(&o, "document_id"), told->document_id);
	json_end(&o);
	return app_event(
		c, EVENT_GENERATION_COMPLETED, c->who.id, buf_str(&b), err);
}

bool app_revamp(struct call *c, const struct given *g, struct revamp_told *out,
	struct err *err)
{
	struct resume *source = ARENA_NEW(c->mem, struct resume);
	struct tailor_ask ask;
	struct tailor_result result;
	struct revamp found;

	if (!read_source(c, g, source, &ask, err))
		return false;
	revamp_builtin(c->mem, source, &found);
	if (!tailor_apply(c->mem, &ask, &found.changes, &result, err))
		return false;
	if (g->store)
		result.resume.meta.vitae.kind = STR("revamp");
	app_revamp_tell(c->mem, &found, &result, out);
	return app_call_write(c, err) && (!g->store || store(c, g, out, err)) &&
	       tell(c, g, out, err);
}

/* ---- suggesting --------------------------------------------------------- */

/* The summary, and what is done in jobs and projects. */
static bool is_asked_for(struct str at)
{
	struct str rest = at, last = STR_NONE;

	if (str_is(at, "/basics/summary") || str_is(at, "/basics/label"))
		return true;
	while (rest.len) {
		last = str_cut(&rest, '/');
		if (str_is(last, "highlights"))
			return true;
	}
	return str_is(last, "summary");
}

static void only_asked_for(struct tailor_changes *all)
{
	size_t kept = 0;

	for (size_t i = 0; i < all->count; i++)
		if (is_asked_for(all->at[i].at))
			all->at[kept++] = all->at[i];
	all->count = kept;
}

static void hints_asked_for(struct revamp *found)
{
	size_t kept = 0;

	for (size_t i = 0; i < found->count; i++)
		if (is_asked_for(found->at[i].at))
			found->at[kept++] = found->at[i];
	found->count = kept;
	found->more = 0;
}

bool app_revamp_suggest(struct call *c, const struct given *g,
	struct revamp_told *out, struct err *err)
{
	struct resume *source = ARENA_NEW(c->mem, struct resume);
	struct posting *posting = ARENA_NEW(c->mem, struct posting);
	struct tailor_changes changes;
	struct tailor_result result;
	struct tailor_ask ask;
	struct revamp found;

	if (!read_source(c, g, source, &ask, err))
		return false;
	revamp_builtin(c->mem, source, &found);
	changes = found.changes;
	if (g->job_description.len) {
		ask.posting = posting;
		if (!app_given_posting(c,
			    intent_clean(
				    c->mem, g->job_description, INTENT_POSTING),
			    posting, err) ||
			!tailor_builtin(c->mem, &ask, &changes, err))
			return false;
	}
	only_asked_for(&changes);
	hints_asked_for(&found);
	if (!tailor_apply(c->mem, &ask, &changes, &result, err))
		return false;
	app_revamp_tell(c->mem, &found, &result, out);
	return true;
}

/* ---- questions ---------------------------------------------------------- */

/* A project brings both. */
static bool of_project(struct call *c, struct given *g, struct err *err)
{
	struct project_whole *p = ARENA_NEW(c->mem, struct project_whole);

	if (!g->project_id.len)
		return true;
	if (!app_call_read(c, err) ||
		!app_project_get(c, g->project_id, p, err))
		return false;
	if (!p->resume_json.at)
		return err_set(err, ERR_NOT_FOUND,
			"its resume is in the trash: bring that back first");
	g->resume = p->resume_json;
	g->job_description = p->project.job_description;
	return true;
}

bool app_revamp_questions(struct call *c, const struct given *g,
	struct questions *out, struct err *err)
{
	struct resume *source = ARENA_NEW(c->mem, struct resume);
	struct posting *posting = ARENA_NEW(c->mem, struct posting);
	struct interview *all = ARENA_NEW(c->mem, struct interview);
	struct given whole = *g;
	struct tailor_ask ask;

	if (!of_project(c, &whole, err) ||
		!read_source(c, &whole, source, &ask, err))
		return false;
	ask.posting = posting;
	if (!app_given_posting(c,
		    intent_clean(c->mem, whole.job_description, INTENT_POSTING),
		    posting, err) ||
		!interview_builtin(c->mem, &ask, all, err))
		return false;
	out->questions.at =
		ARENA_LIST(c->mem, struct question_told, all->count + 1);
	out->questions.count = all->count;
	for (size_t i = 0; i < all->count; i++) {
		const struct interview_question *q = &all->at[i];

		out->questions.at[i] = (struct question_told){ q->text, q->why,
			q->asked, q->at, q->quote };
	}
	return true;
}
