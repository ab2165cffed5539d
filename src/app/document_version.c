/*
 * app/document_version.c - what a document said at some time, and saying it
 * again. See document.h.
 */
#include "app/document_int.h"

#include "app/audit.h"
#include "resume/variant.h"

/* ---- what a version says ------------------------------------------------ */

/* The newest follows its master; what is past has the master of its time. */
static bool find_master(struct call *c, const struct document_version *v,
	bool newest, struct document *out, struct err *err)
{
	struct document_version then;

	if (!store_document_get(c->db, c->who.id, v->master_id, out, err) ||
		(!newest && !store_version_get(c->db, out->id,
				    v->master_version, &then, err)))
		return err->code == ERR_NOT_FOUND
			       ? err_set(err, ERR_NOT_FOUND,
					 "the master that it was a variant of "
					 "is no longer there")
			       : false;
	if (!newest) {
		out->body = then.body;
		out->version = then.number;
	}
	return true;
}

static void take_notes(struct arena *mem,
	const struct resume_variant_notes *notes, struct document_whole *out)
{
	out->notes.count = notes->count;
	out->notes.at = ARENA_LIST(mem, struct document_note, notes->count);
	for (size_t i = 0; i < notes->count; i++)
		out->notes.at[i] =
			(struct document_note){ notes->at[i].kind == RESUME_LOST
							? STR("lost")
							: STR("stale"),
				notes->at[i].at, notes->at[i].say };
}

static bool with_master(struct call *c, const struct document_version *v,
	bool newest, struct document_whole *out, struct err *err)
{
	struct resume_variant_notes notes;
	const struct json *doc;
	struct document master;
	struct buf b;

	if (!find_master(c, v, newest, &master, err) ||
		!app_document_apply(
			c->mem, master.body, v->body, &doc, &notes, err))
		return false;
	buf_init(&b, c->mem, RESUME_BYTES);
	json_write(&b, doc);
	out->resume = buf_str(&b);
	out->variant = v->body;
	out->master_version = master.version;
	take_notes(c->mem, &notes, out);
	return buf_ok(&b) || err_set(err, ERR_TOO_BIG, "it is too big");
}

bool app_document_show_it(struct call *c, const struct document *d,
	struct document_whole *out, struct err *err)
{
	const struct document_version newest = { .document_id = d->id,
		.number = d->version,
		.master_id = d->master_id,
		.body = d->body };

	*out = (struct document_whole){
		.of = *d, .resume = d->body, .variant = STR_NONE
	};
	return !d->master_id.len ||
	       (app_call_read(c, err) &&
		       with_master(c, &newest, true, out, err));
}

bool app_document_show(struct call *c, struct str id,
	struct document_whole *out, struct err *err)
{
	struct document d;

	return app_document_get(c, id, &d, err) &&
	       app_document_show_it(c, &d, out, err);
}

bool app_version_get(struct call *c, struct str id, int64_t number,
	struct document_version *out, struct str *resume, struct err *err)
{
	struct document_whole whole;
	struct document d;

	if (!app_document_get(c, id, &d, err) ||
		!store_version_get(c->db, d.id, number, out, err))
		return false;
	*resume = out->body;
	if (!out->master_id.len)
		return true;
	if (!with_master(c, out, number == d.version, &whole, err))
		return false;
	*resume = whole.resume;
	return true;
}

bool app_document_resume(struct call *c, struct str id, int64_t version,
	struct document *of, struct str *out, struct err *err)
{
	struct document_version v;

	if (!app_document_get(c, id, of, err))
		return false;
	*out = of->body;
	if (!version && !of->master_id.len)
		return true;
	return app_version_get(
		c, id, version ? version : of->version, &v, out, err);
}

/* ---- lists and names ---------------------------------------------------- */

/* How many files carry each of a page of versions, which go down. */
static bool count_sent(
	struct call *c, struct str id, struct db_rows *page, struct err *err)
{
	struct document_version *at = page->at;
	const struct sent_count *sent;
	struct db_rows rows;

	if (!page->count)
		return true;
	if (!store_version_count_sent(c->db,
		    &(struct sent_wish){ .account_id = c->who.id,
			    .document_id = id,
			    .from = at[page->count - 1].number,
			    .to = at[0].number },
		    &rows, err))
		return false;
	sent = rows.at;
	for (size_t i = 0; i < rows.count; i++)
		at[at[0].number - sent[i].version].sent = sent[i].count;
	return true;
}

bool app_version_sent(struct call *c, struct str id, int64_t number,
	struct db_rows *out, struct err *err)
{
	return store_version_sent(c->db,
		&(struct sent_wish){
			c->who.id, id, number, number, APP_SENT_MOST },
		out, err);
}

bool app_version_list(struct call *c, struct str id, const struct page_ask *ask,
	struct db_rows *out, struct str *next, struct err *err)
{
	const struct document_version *last;
	struct document d;
	struct page p;

	/* numbers are their own order: the cursor's time is the number */
	if (!app_cursor_read(c->mem, ask->cursor, ask->limit, &p, err) ||
		!app_document_get(c, id, &d, err) ||
		!store_version_list(c->db,
			&(struct version_wish){
				d.id, p.before_at, p.limit + 1 },
			out, err))
		return false;
	last = app_cursor_last(out, sizeof(*last), &p);
	*next = last ? app_cursor_write(c->mem, last->number, d.id) : STR_NONE;
	return count_sent(c, d.id, out, err);
}

bool app_version_name(struct call *c, struct str id, int64_t number,
	struct str name, struct document_version *out, struct err *err)
{
	struct db_rows page;
	struct document d;

	c->audit = (struct audit_note){ .entity_type = STR("document"),
		.entity_id = id };
	if (!app_document_get(c, id, &d, err) ||
		!store_version_get(c->db, d.id, number, out, err))
		return false;
	c->audit.old_values = APP_AUDIT_VALUES(c->mem, { "name", out->name });
	out->name = str_trim(name);
	c->audit.new_values = APP_AUDIT_VALUES(c->mem, { "name", out->name });
	page = (struct db_rows){ out, 1 };
	return store_version_set_name(c->db, out, err) &&
	       count_sent(c, d.id, &page, err);
}

/* ---- saying it again ---------------------------------------------------- */

bool app_version_restore(struct call *c, struct str id, int64_t number,
	int64_t if_version, struct document *out, struct err *err)
{
	struct document_version v;
	struct document d, master;

	if (!app_document_get(c, id, &d, err) ||
		!store_version_get(c->db, d.id, number, &v, err))
		return false;
	if (v.master_id.len && !str_eq(v.master_id, d.master_id) &&
		!app_document_get(c, v.master_id, &master, err))
		return err->code == ERR_NOT_FOUND
			       ? err_set(err, ERR_CONFLICT,
					 "version %lld is a variant, and its "
					 "master is no longer there",
					 (long long)number)
			       : false;
	return (c->writing || app_call_close(c, true, err)) &&
	       app_document_put(c, id,
		       &(struct document_save){ .title = STR_NONE,
			       .body = v.body,
			       .if_version = if_version,
			       .way = DOCUMENT_RESTORED },
		       &v.master_id, out, err);
}

bool app_document_detach(
	struct call *c, struct str id, struct document *out, struct err *err)
{
	const struct str nobody = STR("");
	struct document d;
	struct str resume;

	if (!app_document_resume(c, id, 0, &d, &resume, err))
		return false;
	if (!d.master_id.len)
		return err_set(err, ERR_CONFLICT,
			"it is no variant: it has no master");
	return (c->writing || app_call_close(c, true, err)) &&
	       app_document_put(c, id,
		       &(struct document_save){ .title = STR_NONE,
			       .body = resume,
			       .if_version = d.version,
			       .way = DOCUMENT_DETACHED },
		       &nobody, out, err);
}
