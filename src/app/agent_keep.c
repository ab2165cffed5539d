/* app/agent_keep.c - what a run works on, and what is kept of it. See agent.h;
 * what of a proposal is applied later is in agent_apply.c. */
#include "app/agent_int.h"

#include "app/document.h"
#include "app/event.h"
#include "base/time.h"

/* ---- what it works on --------------------------------------------------- */

static int64_t month_began(int64_t now)
{
	struct date d = date_of(time_day(now));

	d.day = 1;
	return date_days(d) * DAY_MS;
}

static bool take_project(struct call *c, struct agent_task *t, struct err *err)
{
	struct project_whole *p = ARENA_NEW(c->mem, struct project_whole);

	if (!app_project_get(c, t->run.project_id, p, err))
		return false;
	if (!p->resume_json.at)
		return err_set(err, ERR_NOT_FOUND,
			"the project's resume is in the trash: bring it back "
			"first");
	t->project = p->project;
	t->resume_json = p->resume_json;
	t->posting = p->project.job_description;
	t->run.document_id = p->project.document_id;
	t->run.version_before = p->document_version;
	return true;
}

static bool take_given(struct call *c, struct agent_task *t, struct err *err)
{
	return app_given_json(c, &t->given, &t->resume_json, err);
}

bool app_agent_take(struct call *c, struct str input, struct agent_task *out,
	struct err *err)
{
	struct agent_input in = { 0 };

	*out = (struct agent_task){ 0 };
	if (!json_read_text(c->mem, input, &app_agent_input_shape, &in, err) ||
		!app_call_read(c, err) ||
		!store_agent_run_get(
			c->db, c->who.id, in.run_id, &out->run, err))
		return false;
	out->given = in.given;
	if (!app_given_month(c, in.given.as_of, &out->now, err) ||
		!(out->run.project_id.len ? take_project : take_given)(
			c, out, err))
		return false;
	if (in.given.job_description.len)
		out->posting = in.given.job_description;
	return store_agent_run_spent(c->db, c->who.id, month_began(c->now),
		       &out->spent, err) &&
	       app_call_close(c, true, err);
}

/* ---- what is kept ------------------------------------------------------- */

bool app_agent_say(struct call *c, struct str project_id, const char *role,
	struct str run_id, struct str content, struct err *err)
{
	return store_project_add_message(c->db,
		&(struct project_message){ .project_id = project_id,
			.at = c->now,
			.role = str_c(role),
			.run_id = run_id,
			.content = content },
		APP_PROJECT_MESSAGES, err);
}

bool app_agent_tell(
	struct call *c, const struct agent_run *run, struct err *err)
{
	struct json_out o;
	struct buf b;

	buf_init(&b, c->mem, APP_EVENT_DATA);
	o = json_begin(&b, JSON_COMPACT);
	json_object(&o);
	json_put_text(json_key(&o, "generation"), run->kind);
	json_put_text(json_key(&o, "run_id"), run->id);
	json_put_text(json_key(&o, "project_id"),
		run->project_id.len ? run->project_id : STR_NONE);
	json_put_text(json_key(&o, "document_id"),
		run->document_id.len ? run->document_id : STR_NONE);
	json_put_int(json_key(&o, "version"), run->version_after);
	json_put_text(json_key(&o, "engine"), run->engine);
	json_end(&o);
	return app_event(c, EVENT_GENERATION_COMPLETED, run->account_id,
		buf_str(&b), err);
}

bool app_agent_change(struct call *c, struct project *p,
	const struct agent_run *run, struct str before,
	const struct agent_result *r, int64_t *version, struct err *err)
{
	const struct project_history past = { .project_id = p->id,
		.at = c->now,
		.run_id = run->id,
		.version = run->version_before,
		.resume_json = before,
		.job_description = p->job_description,
		.changes_made =
			app_agent_rows(c->mem, &app_change_shape, r->changes.at,
				r->changes.count, sizeof(*r->changes.at)) };
	const struct document_save save = { .body = r->resume,
		.if_version = run->version_before,
		.way = DOCUMENT_TAILORED };
	struct document d;

	if (!store_project_add_history(
		    c->db, &past, APP_PROJECT_HISTORY, err) ||
		!app_document_save(c, p->document_id, &save, &d, err) ||
		!app_project_touch(c, p, err))
		return false;
	*version = d.version;
	return true;
}

/* All changes in one list, those that hold first: a choice names places. */
static struct str changes_json(struct call *c, const struct agent_result *r)
{
	struct changes_told all = { 0 };

	all.at = ARENA_LIST(c->mem, struct change_told,
		r->changes.count + r->rejected.count + 1);
	for (size_t i = 0; i < r->changes.count; i++)
		all.at[all.count++] = r->changes.at[i];
	for (size_t i = 0; i < r->rejected.count; i++)
		all.at[all.count++] = r->rejected.at[i];
	return app_agent_rows(
		c->mem, &app_change_shape, all.at, all.count, sizeof(*all.at));
}

static struct str warnings_json(struct call *c, const struct agent_result *r)
{
	struct json_out o;
	struct buf b;

	buf_init(&b, c->mem, AGENT_JSON);
	o = json_begin(&b, JSON_COMPACT);
	json_list(&o);
	for (size_t i = 0; i < r->warnings.count; i++)
		json_put_text(&o, r->warnings.at[i]);
	json_end(&o);
	return buf_str(&b);
}

void app_agent_end(struct call *c, struct agent_run *run,
	const struct agent_done *d, const char *state)
{
	const struct agent_result *r = &d->result;

	run->state = str_c(state);
	if (r->engine.len)
		run->engine = r->engine;
	run->steps = app_agent_rows(c->mem, &app_agent_step_shape, r->steps.at,
		r->steps.count, sizeof(*r->steps.at));
	run->changes = changes_json(c, r);
	run->warnings = warnings_json(c, r);
	run->score_before = (int64_t)(r->score_before * 10 + 0.5);
	run->score_after = (int64_t)(r->score_after * 10 + 0.5);
	run->tokens_in = d->usage.tokens_in;
	run->tokens_out = d->usage.tokens_out;
	run->credits = d->usage.credits;
	run->money += d->money; /* of attempts before, too */
	run->ended_at = time_now_ms();
}

static struct str summary_of(struct call *c, const struct agent_run *run,
	const struct agent_result *r)
{
	size_t n = r->changes.count;

	if (!n)
		return str_fmt(c->mem,
			"Nothing was changed: %zu proposed, none of which "
			"holds and helps.",
			r->rejected.count);
	return str_fmt(c->mem,
		"%zu change%s %s, %zu rejected. The score goes from %.1f to "
		"%.1f.",
		n, n == 1 ? "" : "s",
		str_is(run->accept, "none") ? "proposed" : "made",
		r->rejected.count, r->score_before, r->score_after);
}

bool app_agent_keep(struct call *c, struct agent_task *t, struct agent_done *d,
	struct err *err)
{
	struct agent_result *r = &d->result;
	struct agent_run *run = &t->run;

	r->run_id = run->id;
	r->project_id = run->project_id;
	r->document_id = run->document_id;
	if (r->changes.count && !str_is(run->accept, "none")) {
		if (!app_agent_change(c, &t->project, run, t->resume_json, r,
			    &run->version_after, err))
			return false;
		r->has_version = true;
		r->version = run->version_after;
	}
	app_agent_end(c, run, d, "done");
	return app_agent_say(c, run->project_id, "assistant", run->id,
		       summary_of(c, run, r), err) &&
	       store_agent_run_set(c->db, run, err) &&
	       app_agent_tell(c, run, err);
}

bool app_agent_fail(struct call *c, struct agent_task *t,
	const struct agent_done *d, const struct err *why, struct err *err)
{
	struct agent_run *run = &t->run;
	bool inside = err_http(why->code) >= 500 && why->code != ERR_UPSTREAM;
	struct str text = str_c(inside ? err_text(why->code) : why->text);

	app_agent_end(
		c, run, d, why->code == ERR_GONE ? "cancelled" : "failed");
	run->changes = STR("[]");
	run->error_code = str_c(err_name(why->code));
	run->error = text;
	return store_agent_run_set(c->db, run, err) &&
	       (!str_is(run->kind, app_agent_kinds[AGENT_TAILOR]) ||
		       app_agent_say(c, run->project_id, "assistant", run->id,
			       str_fmt(c->mem, "Nothing was changed: %.*s",
				       STR_ARG(text)),
			       err));
}

bool app_agent_spend(struct call *c, struct agent_task *t,
	const struct agent_done *d, struct err *err)
{
	t->run.money += d->money;
	return app_call_write(c, err) &&
	       store_agent_run_set(c->db, &t->run, err) &&
	       app_call_close(c, true, err);
}

/* ---- letters ------------------------------------------------------------ */

static bool store_letter(struct call *c, struct agent_task *t,
	struct letter_told *letter, struct err *err)
{
	const struct document_new in = { .kind = STR("cover_letter"),
		.title = t->given.title.len ? t->given.title : letter->title,
		.body = letter->document,
		.way = DOCUMENT_TAILORED };
	struct document made;

	if (!app_document_create(c, &in, &made, err))
		return false;
	letter->document_id = made.id;
	t->run.document_id = made.id;
	t->run.version_after = made.version;
	return true;
}

bool app_agent_keep_letter(struct call *c, struct agent_task *t,
	struct letter_told *letter, struct agent_done *d, struct err *err)
{
	letter->run_id = t->run.id;
	letter->usage = d->usage;
	t->run.document_id = STR("");
	t->run.version_before = 0;
	if (t->given.store && !store_letter(c, t, letter, err))
		return false;
	app_agent_end(c, &t->run, d, "done");
	return store_agent_run_set(c->db, &t->run, err) &&
	       app_agent_tell(c, &t->run, err);
}

/* ---- what is shown of a letter ------------------------------------------ */

static const struct json_field proof_fields[] = {
	JSON(letter_proof_told, paragraph, JSON_MUST, 0, 1000,
		.about = "which one it proves, from 0"),
	JSON(letter_proof_told, path, JSON_MUST, 0, 0),
	JSON(letter_proof_told, quote, JSON_MUST, 0, 0),
	JSON(letter_proof_told, posting, JSON_MUST | JSON_NULLABLE, 0, 0),
	{ 0 },
};
static const struct json_shape proof_shape = JSON_SHAPE(letter_proof_told,
	"LetterProof", "What a paragraph was made of.", proof_fields);

static const struct json_field letter_fields[] = {
	JSON(letter_told, run_id, JSON_MUST, 36, 36),
	JSON(letter_told, document_id, JSON_OMIT_ABSENT, 36, 36,
		.about = "absent: it was not kept"),
	JSON(letter_told, title, JSON_MUST, 0, 0),
	JSON(letter_told, date, JSON_MUST | JSON_NULLABLE, 0, 0),
	JSON_TEXTS(letter_told, addressee, JSON_MUST, 100, 0, 0),
	JSON(letter_told, subject, JSON_MUST | JSON_NULLABLE, 0, 0),
	JSON(letter_told, salutation, JSON_MUST | JSON_NULLABLE, 0, 0),
	JSON_TEXTS(letter_told, paragraphs, JSON_MUST, 100, 0, 0),
	JSON(letter_told, closing, JSON_MUST | JSON_NULLABLE, 0, 0),
	JSON(letter_told, signature, JSON_MUST | JSON_NULLABLE, 0, 0),
	JSON_ROWS(letter_told, proofs, JSON_MUST, 100, &proof_shape),
	JSON_RAW(letter_told, document, JSON_MUST, 0, .only = JSON_OBJECT,
		.about = "JSON Resume with the letter in it, to be rendered"),
	JSON(letter_told, engine, JSON_MUST, 0, 0),
	JSON_TEXTS(letter_told, warnings, JSON_MUST, AGENT_WARNINGS, 0, 0),
	JSON_IN(letter_told, usage, JSON_MUST, &app_agent_usage_shape),
	{ 0 },
};
const struct json_shape app_letter_shape = JSON_SHAPE(letter_told,
	"CoverLetter", "A letter of facts that a resume has, for a posting.",
	letter_fields);
