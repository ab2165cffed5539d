/* app/project.c - projects are made, read, thrown away. See project.h; what
 * changes them is in project_change.c. */
#include "app/project.h"

#include "app/document.h"
#include "app/given.h"
#include "app/project_int.h"
#include "base/id.h"
#include "base/time.h"
#include "base/utf8.h"

const char *const app_project_statuses[] = { "saved", "applied", "interview",
	"offer", "rejected", "accepted", NULL };

static struct str or_empty(struct str s) { return s.at ? s : STR(""); }

/* ---- reading ------------------------------------------------------------ */

bool app_project_row(
	struct call *c, struct str id, struct project *out, struct err *err)
{
	if (!app_call_read(c, err) ||
		!store_project_get(c->db, c->who.id, id, out, err))
		return false;
	return !out->deleted_at ||
	       err_set(err, ERR_NOT_FOUND,
		       "this project is in the trash: bring it back first");
}

static bool read_resume(
	struct call *c, struct project_whole *p, struct err *err)
{
	struct document d;
	struct err why = { 0 };

	p->resume_json = STR_NONE;
	p->document_version = 0;
	if (app_document_resume(
		    c, p->project.document_id, 0, &d, &p->resume_json, &why)) {
		p->document_version = d.version;
		return true;
	}
	p->resume_json = STR_NONE;
	return why.code == ERR_NOT_FOUND || (*err = why, false);
}

bool app_project_fill(
	struct call *c, struct project_whole *out, struct err *err)
{
	struct str id = out->project.id;
	struct db_rows statuses, histories, messages;

	if (!read_resume(c, out, err) ||
		!store_project_statuses(
			c->db, id, APP_PROJECT_STATUSES, &statuses, err) ||
		!store_project_histories(
			c->db, id, APP_PROJECT_HISTORY, &histories, err) ||
		!store_project_messages(
			c->db, id, APP_PROJECT_MESSAGES, &messages, err))
		return false;
	out->status_history.at = statuses.at;
	out->status_history.count = statuses.count;
	out->tailoring_history.at = histories.at;
	out->tailoring_history.count = histories.count;
	out->message_history.at = messages.at;
	out->message_history.count = messages.count;
	out->pdf_generating = false;
	out->pdf_progress = out->project.pdf_at ? 100 : 0;
	out->mark = (struct project_mark){ out->project.version,
		out->document_version };
	return true;
}

bool app_project_get(struct call *c, struct str id, struct project_whole *out,
	struct err *err)
{
	return app_project_row(c, id, &out->project, err) &&
	       app_project_fill(c, out, err);
}

/* ---- lists -------------------------------------------------------------- */

/* What is sought stands for itself, whatever LIKE makes of its signs. */
static struct str pattern(struct arena *mem, struct str q)
{
	struct buf b;

	buf_init(&b, mem, 2 * q.len + 1);
	buf_add(&b, STR(""));
	for (size_t i = 0; i < q.len; i++) {
		if (strchr("%_\\", q.at[i]) && q.at[i])
			buf_addc(&b, '\\');
		buf_addc(&b, q.at[i]);
	}
	return str_lower(mem, buf_str(&b));
}

bool app_project_list(struct call *c, const struct project_page *ask,
	struct db_rows *out, struct str *next, struct err *err)
{
	struct project_wish wish = { .account_id = c->who.id,
		.status = or_empty(ask->status),
		.q = pattern(c->mem, or_empty(ask->q)),
		.deleted = ask->deleted };
	const struct project *last;
	struct page p;

	if (!app_cursor_read(c->mem, ask->cursor, ask->limit, &p, err))
		return false;
	wish.before_at = p.before_at;
	wish.before_id = p.before_id;
	wish.limit = p.limit + 1;
	if (!app_call_read(c, err) ||
		!store_project_list(c->db, &wish, out, err))
		return false;
	last = app_cursor_last(out, sizeof(*last), &p);
	*next = last ? app_cursor_write(c->mem, last->created_at, last->id)
		     : STR_NONE;
	return true;
}

/* ---- making ------------------------------------------------------------- */

static bool find_base(struct call *c, struct str *id, struct err *err)
{
	struct document base;
	bool found;

	if (!store_document_find_base(c->db, c->who.id, &base, &found, err))
		return false;
	if (!found)
		return err_field(err, "/base_resume_id",
			"is missing: you have no base resume, so name one of "
			"your documents, or give 'resume_json'");
	*id = base.id;
	return true;
}

/* The resume that it begins with. */
static bool begin_with(struct call *c, const struct project_new *in,
	struct str *base_id, struct str *json, struct err *err)
{
	struct document of;

	*base_id = or_empty(in->base_resume_id);
	if (in->resume_json.len) {
		*json = in->resume_json;
		return !base_id->len || app_document_get(c, *base_id, &of, err);
	}
	return (base_id->len || find_base(c, base_id, err)) &&
	       app_document_resume(c, *base_id, 0, &of, json, err);
}

/* A posting says itself what it is called. */
static void name_it(struct call *c, struct project *p)
{
	struct posting *j;
	struct str title, company;
	struct err ignored;

	if (p->project_name.len && p->company.len)
		return;
	j = ARENA_NEW(c->mem, struct posting);
	title = company = STR("");
	if (posting_read(c->mem, app_given_text(c->mem, p->job_description), j,
		    &ignored)) {
		title = posting_str(j, j->title);
		company = posting_str(j, j->company);
	}
	if (!p->company.len)
		p->company = utf8_first(company, APP_PROJECT_NAME);
	if (!p->project_name.len)
		p->project_name = utf8_first(
			title.len ? title : STR("Untitled"), APP_PROJECT_NAME);
}

/* Only what a browser may follow: no "javascript:". */
static bool is_address(struct str s)
{
	struct str behind = s, scheme = str_cut(&behind, ':');

	if ((!str_eq_nocase(scheme, STR("https")) &&
		    !str_eq_nocase(scheme, STR("http"))) ||
		!str_starts(behind, STR("//")) || behind.len < 3)
		return false;
	for (size_t i = 0; i < s.len; i++)
		if ((unsigned char)s.at[i] <= ' ')
			return false;
	return true;
}

bool app_project_next_fits(struct str url, struct str day, struct err *err)
{
	struct date d;

	if (url.len && !is_address(url))
		return err_field(err, "/posting_url",
			"must begin with http:// or https://, or be empty");
	return !day.len || date_read(day, &d) ||
	       err_field(err, "/next_on",
		       "must be a day like 2026-11-30, or be empty");
}

static bool has_room(struct call *c, struct err *err)
{
	int64_t have;

	return store_project_count(c->db, c->who.id, &have, err) &&
	       (have < APP_PROJECTS_MOST ||
		       err_set(err, ERR_CONFLICT,
			       "you have %lld projects already, those in the "
			       "trash too: delete some first",
			       (long long)have));
}

struct str app_project_words(struct call *c, const struct project *p)
{
	return str_lower(
		c->mem, str_fmt(c->mem, "%.*s\n%.*s\n%.*s\n%.*s",
				STR_ARG(p->project_name), STR_ARG(p->company),
				STR_ARG(p->notes), STR_ARG(p->next_step)));
}

static bool add(
	struct call *c, struct project *p, struct str json, struct err *err)
{
	const struct document_new d = { .kind = STR("resume"),
		.title = p->project_name,
		.body = json,
		.way = DOCUMENT_TAILORED };
	struct document made;

	if (!has_room(c, err) || !app_document_create(c, &d, &made, err))
		return false;
	p->document_id = made.id;
	p->words = app_project_words(c, p);
	c->audit = (struct audit_note){ .entity_type = STR("project"),
		.entity_id = p->id };
	return store_project_add(c->db, p, err) &&
	       store_project_add_status(c->db,
		       &(struct project_status){ .project_id = p->id,
			       .at = c->now,
			       .status = p->status },
		       APP_PROJECT_STATUSES, err);
}

bool app_project_create(struct call *c, const struct project_new *in,
	struct project_whole *out, struct err *err)
{
	struct project *p = &out->project;
	struct str json;

	*p = (struct project){ .id = id_new(c->mem),
		.account_id = c->who.id,
		.project_name = or_empty(in->project_name),
		.company = or_empty(in->company),
		.job_description = in->job_description,
		.status = in->status.len ? in->status : STR("saved"),
		.notes = or_empty(in->notes),
		.posting_url = or_empty(in->posting_url),
		.next_step = or_empty(in->next_step),
		.next_on = or_empty(in->next_on),
		.version = 1,
		.created_at = c->now,
		.updated_at = c->now };
	if (!app_project_next_fits(p->posting_url, p->next_on, err) ||
		!app_call_read(c, err) ||
		!begin_with(c, in, &p->base_resume_id, &json, err) ||
		!app_call_close(c, true, err))
		return false;
	name_it(c, p);
	return app_call_write(c, err) && add(c, p, json, err) &&
	       app_project_fill(c, out, err);
}

/* ---- the trash ---------------------------------------------------------- */

bool app_project_fit_mark(const struct project_whole *now,
	struct project_mark mark, struct err *err)
{
	if ((!mark.project || mark.project == now->mark.project) &&
		(!mark.document || mark.document == now->mark.document))
		return true;
	return err_set(err, ERR_STALE,
		"it was changed meanwhile: it is \"%lld.%lld\" now",
		(long long)now->mark.project, (long long)now->mark.document);
}

bool app_project_remove(struct call *c, struct str id, struct project_mark mark,
	struct err *err)
{
	struct project_whole p = { 0 };
	struct err why = { 0 };

	c->audit = (struct audit_note){ .entity_type = STR("project"),
		.entity_id = id };
	if (!app_project_row(c, id, &p.project, err) ||
		!read_resume(c, &p, err))
		return false;
	p.mark = (struct project_mark){ p.project.version, p.document_version };
	if (!app_project_fit_mark(&p, mark, err) ||
		!store_project_set_deleted(c->db, id, c->now, err))
		return false;
	/* gone already, or the master of others: it stays */
	return app_document_remove(c, p.project.document_id, 0, &why) ||
	       why.code == ERR_NOT_FOUND || why.code == ERR_CONFLICT ||
	       (*err = why, false);
}

bool app_project_recover(struct call *c, struct str id,
	struct project_whole *out, struct err *err)
{
	struct document d;
	struct err why = { 0 };

	c->audit = (struct audit_note){ .entity_type = STR("project"),
		.entity_id = id };
	if (!store_project_get(c->db, c->who.id, id, &out->project, err))
		return false;
	if (!out->project.deleted_at)
		return err_set(err, ERR_CONFLICT, "it is not in the trash");
	if (!app_document_recover(c, out->project.document_id, &d, &why) &&
		why.code != ERR_NOT_FOUND && why.code != ERR_CONFLICT) {
		*err = why;
		return false;
	}
	out->project.deleted_at = 0;
	return store_project_set_deleted(c->db, id, 0, err) &&
	       app_project_fill(c, out, err);
}
