/* app/project_change.c - a project becomes another one. See project.h. */
#include "app/project_int.h"

#include "app/document.h"
#include "resume/resume.h"

static bool stale(struct err *err)
{
	return err_set(
		err, ERR_STALE, "it was changed meanwhile: read it again");
}

bool app_project_touch(struct call *c, struct project *p, struct err *err)
{
	int64_t was = p->version++;
	bool done;

	p->updated_at = c->now;
	p->words = app_project_words(c, p);
	return store_project_set(c->db, p, was, &done, err) &&
	       (done || stale(err));
}

static void take(struct str *to, struct str given)
{
	if (given.at)
		*to = given;
}

static bool take_status(
	struct call *c, struct project *p, struct str given, struct err *err)
{
	if (!given.at || str_eq(given, p->status))
		return true;
	p->status = given;
	return store_project_add_status(c->db,
		&(struct project_status){
			.project_id = p->id, .at = c->now, .status = given },
		APP_PROJECT_STATUSES, err);
}

static bool save(struct call *c, const struct project_whole *p, struct str body,
	enum document_way way, struct err *err)
{
	const struct document_save in = {
		.body = body, .if_version = p->document_version, .way = way
	};
	struct document d;

	return app_document_save(c, p->project.document_id, &in, &d, err);
}

static bool open_one(struct call *c, struct str id, struct project_mark mark,
	struct project_whole *out, struct err *err)
{
	c->audit = (struct audit_note){ .entity_type = STR("project"),
		.entity_id = id };
	return app_call_write(c, err) && app_project_get(c, id, out, err) &&
	       app_project_fit_mark(out, mark, err);
}

bool app_project_change(struct call *c, struct str id,
	const struct project_change *in, struct project_whole *out,
	struct err *err)
{
	struct project *p = &out->project;

	if (!app_project_next_fits(in->posting_url, in->next_on, err) ||
		!open_one(c, id, in->mark, out, err))
		return false;
	take(&p->posting_url, in->posting_url);
	take(&p->next_step, in->next_step);
	take(&p->next_on, in->next_on);
	take(&p->project_name, in->project_name);
	take(&p->company, in->company);
	take(&p->job_description, in->job_description);
	take(&p->notes, in->notes);
	return take_status(c, p, in->status, err) &&
	       (!in->resume_json.len ||
		       save(c, out, in->resume_json, DOCUMENT_EDITED, err)) &&
	       app_project_touch(c, p, err) && app_project_fill(c, out, err);
}

/* ---- the order of sections ---------------------------------------------- */

static bool has_section(const struct resume *r, struct str name)
{
	if (str_is(name, "summary"))
		return true;
	for (int i = 0; i < RESUME_SECTIONS; i++)
		if (str_is(name, resume_sections[i].name))
			return true;
	for (size_t i = 0; i < r->meta.vitae.custom_sections.count; i++)
		if (str_eq(name, r->meta.vitae.custom_sections.at[i].id))
			return true;
	return false;
}

static bool order_fits(
	const struct resume *r, const struct resume_order *o, struct err *err)
{
	for (size_t i = 0; i < o->count; i++) {
		if (!has_section(r, o->at[i]))
			return err_field(err, "/section_order",
				"names '%.*s', which is no section",
				o->at[i].len < 40 ? (int)o->at[i].len : 40,
				o->at[i].at);
		for (size_t k = 0; k < i; k++)
			if (str_eq(o->at[k], o->at[i]))
				return err_field(err, "/section_order",
					"names '%.*s' twice",
					STR_ARG(o->at[i]));
	}
	return true;
}

static bool reordered(struct call *c, const struct project_whole *p,
	const struct resume_order *o, struct str *out, struct err *err)
{
	struct resume *r = ARENA_NEW(c->mem, struct resume);
	struct buf b;

	if (!p->resume_json.at)
		return err_set(err, ERR_NOT_FOUND,
			"its resume is in the trash: bring that back first");
	if (!resume_read_text(c->mem, p->resume_json, r, err) ||
		!order_fits(r, o, err))
		return false;
	r->meta.vitae.section_order.at = o->at;
	r->meta.vitae.section_order.count = o->count;
	buf_init(&b, c->mem, RESUME_BYTES);
	resume_write(&b, r);
	*out = buf_str(&b);
	return true;
}

bool app_project_order(struct call *c, struct str id,
	const struct project_order *in, struct project_whole *out,
	struct err *err)
{
	struct str body;

	return open_one(c, id, in->mark, out, err) &&
	       reordered(c, out, &in->section_order, &body, err) &&
	       save(c, out, body, DOCUMENT_EDITED, err) &&
	       app_project_touch(c, &out->project, err) &&
	       app_project_fill(c, out, err);
}

bool app_project_rendered(struct call *c, struct str id, struct err *err)
{
	struct project p;

	return app_call_write(c, err) && app_project_row(c, id, &p, err) &&
	       store_project_set_pdf(c->db, id, c->now, err);
}
