/*
 * app/document.c - documents are made, read, thrown away and found again.
 * Saving is in document_save.c, lists in document_list.c, versions in
 * document_version.c. See document.h.
 */
#include "app/document_int.h"

#include "app/audit.h"
#include "app/event.h"
#include "base/id.h"
#include "base/utf8.h"

const char *const app_document_kinds[] = { "resume", "cv", "cover_letter",
	"revamp", NULL };
const char *const app_document_ways[] = { [DOCUMENT_CREATED] = "created",
	[DOCUMENT_EDITED] = "edited",
	[DOCUMENT_UPLOADED] = "uploaded",
	[DOCUMENT_IMPORTED] = "imported",
	[DOCUMENT_TAILORED] = "tailored",
	[DOCUMENT_RESTORED] = "restored",
	[DOCUMENT_DETACHED] = "detached",
	NULL };

/* ---- reading ------------------------------------------------------------ */

bool app_document_get(
	struct call *c, struct str id, struct document *out, struct err *err)
{
	if (!app_call_read(c, err) ||
		!store_document_get(c->db, c->who.id, id, out, err))
		return false;
	return !out->deleted_at ||
	       err_set(err, ERR_NOT_FOUND,
		       "this document is in the trash: bring it back first");
}

/* ---- telling ------------------------------------------------------------ */

struct document_told {
	struct str id, kind, title;
	int64_t version;
};
static const struct json_field told_fields[] = {
	JSON(document_told, id, 0, 0, 0),
	JSON(document_told, kind, 0, 0, 0),
	JSON(document_told, title, 0, 0, 0),
	JSON(document_told, version, 0, 0, 0),
	{ 0 },
};
static const struct json_shape told_shape = JSON_SHAPE(
	document_told, "DocumentTold", "What events say.", told_fields);

bool app_document_tell(struct call *c, enum document_event what,
	const struct document *d, struct err *err)
{
	struct buf b;

	buf_init(&b, c->mem, APP_EVENT_DATA);
	json_show(&b, &told_shape,
		&(struct document_told){
			d->id, d->kind, d->title, d->version });
	return app_event(c,
		what == DOCUMENT_WAS_CREATED ? EVENT_RESUME_CREATED
					     : EVENT_RESUME_UPDATED,
		d->account_id, buf_str(&b), err);
}

/* ---- making ------------------------------------------------------------- */

bool app_document_fit_title(struct str title, struct err *err)
{
	struct str rest = title;
	uint32_t c;

	while (rest.len) {
		int n = utf8_decode(rest, &c);

		if (n <= 0 || c < ' ' || (c >= 0x7f && c < 0xa0) ||
			c == 0x2028 || c == 0x2029)
			return err_field(err, "/title",
				"must be one line without control characters");
		rest = str_of(rest.at + n, rest.len - (size_t)n);
	}
	return utf8_count(title) <= APP_DOCUMENT_TITLE ||
	       err_field(err, "/title", "must be at most %d characters long",
		       APP_DOCUMENT_TITLE);
}

/* Why it cannot be a master is told by the member that named it. */
static bool find_master(
	struct call *c, struct str id, struct document *out, struct err *err)
{
	if (!app_document_get(c, id, out, err))
		return err->code == ERR_NOT_FOUND
			       ? err_field(err, "/master_id",
					 "names no document of yours")
			       : false;
	return !out->master_id.len ||
	       err_field(err, "/master_id",
		       "names a variant, and a variant has none");
}

static bool read_master(struct call *c, const struct document_new *in,
	struct document *master, struct err *err)
{
	bool mine = !c->db;

	if (!in->master_id.len)
		return true;
	return find_master(c, in->master_id, master, err) &&
	       (!mine || app_call_close(c, true, err));
}

/* It may have been thrown away since it was read. */
static bool hold_master(
	struct call *c, const struct document *master, struct err *err)
{
	struct document now;

	if (!master->id.len)
		return true;
	return (store_document_lock(c->db, c->who.id, master->id, err) ||
		       err->code == ERR_NOT_FOUND) &&
	       find_master(c, master->id, &now, err);
}

static bool has_room(struct call *c, struct err *err)
{
	int64_t have;

	return store_document_count(c->db, c->who.id, &have, err) &&
	       (have < APP_DOCUMENTS_MOST ||
		       err_set(err, ERR_CONFLICT,
			       "you have %lld documents already, those in the "
			       "trash too: delete some first",
			       (long long)have));
}

static bool add(struct call *c, const struct document *d,
	const struct document *master, enum document_way way, struct err *err)
{
	const struct document_version first = {
		.document_id = d->id,
		.number = 1,
		.at = c->now,
		.author_id = c->who.id,
		.way = str_c(app_document_ways[way]),
		.name = STR(""),
		.summary = STR("first version"),
		.master_id = d->master_id,
		.master_version = master->version,
		.body = d->body,
	};

	c->audit = (struct audit_note){ .entity_type = STR("document"),
		.entity_id = d->id,
		.new_values = APP_AUDIT_VALUES(c->mem, { "title", d->title }) };
	return hold_master(c, master, err) && has_room(c, err) &&
	       (!d->base ||
		       store_document_set_no_base(c->db, c->who.id, err)) &&
	       store_document_add(c->db, d, err) &&
	       store_version_add(c->db, &first, err) &&
	       app_document_tell(c, DOCUMENT_WAS_CREATED, d, err);
}

bool app_document_create(struct call *c, const struct document_new *in,
	struct document *out, struct err *err)
{
	struct document master = { .id = STR("") };
	struct document_draft d = { .strict = in->way == DOCUMENT_CREATED };
	struct str title = str_trim(in->title);

	if (!app_document_fit_title(title, err) ||
		!read_master(c, in, &master, err))
		return false;
	d.kind = in->kind.len ? in->kind : STR("");
	d.before = master.kind;
	d.master = master.body;
	if (!app_document_fit(c->mem, in->body, &d, err))
		return false;
	*out = (struct document){
		.id = id_new(c->mem),
		.account_id = c->who.id,
		.kind = d.kind,
		.title = title.len ? title : d.title,
		.role = d.role,
		.base = in->base,
		.master_id = master.id,
		.version = 1,
		.hash = { str_copy(c->mem,
				  str_of((char *)d.hash, sizeof(d.hash)))
				  .at,
			sizeof(d.hash) },
		.template = STR(""),
		.engine = STR(""),
		.created_at = c->now,
		.updated_at = c->now,
		.body = d.body,
	};
	out->words = app_document_words(c->mem, out->title, d.doc);
	return app_call_write(c, err) && add(c, out, &master, in->way, err);
}

/* ---- the trash ---------------------------------------------------------- */

static bool fit_to_go(struct call *c, const struct document *d, struct err *err)
{
	bool has;

	return store_document_has_variants(
		       c->db, c->who.id, d->id, &has, err) &&
	       (!has || err_set(err, ERR_CONFLICT,
				"it has variants, which say what it says: "
				"delete them first, or detach them from it "
				"(POST /api/resumes/{id}/detach)"));
}

bool app_document_remove(
	struct call *c, struct str id, int64_t if_version, struct err *err)
{
	struct document d;

	c->audit = (struct audit_note){ .entity_type = STR("document"),
		.entity_id = id };
	if (!store_document_lock(c->db, c->who.id, id, err) ||
		!app_document_get(c, id, &d, err) || !fit_to_go(c, &d, err))
		return false;
	c->audit.old_values = APP_AUDIT_VALUES(c->mem, { "title", d.title });
	if (if_version && if_version != d.version)
		return err_set(err, ERR_STALE,
			"it was saved meanwhile: its newest version is %lld",
			(long long)d.version);
	return store_document_set_deleted(c->db, c->who.id, id, c->now, err);
}

/* One that is in the trash. */
static bool find_deleted(
	struct call *c, struct str id, struct document *out, struct err *err)
{
	c->audit = (struct audit_note){ .entity_type = STR("document"),
		.entity_id = id };
	if (!store_document_lock(c->db, c->who.id, id, err) ||
		!store_document_get(c->db, c->who.id, id, out, err))
		return false;
	c->audit.old_values = APP_AUDIT_VALUES(c->mem, { "title", out->title });
	return out->deleted_at ||
	       err_set(err, ERR_CONFLICT, "this document is not in the trash");
}

bool app_document_recover(
	struct call *c, struct str id, struct document *out, struct err *err)
{
	struct document master;

	if (!find_deleted(c, id, out, err))
		return false;
	if (out->master_id.len &&
		(!store_document_lock(c->db, c->who.id, out->master_id, err) ||
			!app_document_get(c, out->master_id, &master, err)))
		return err->code == ERR_NOT_FOUND
			       ? err_set(err, ERR_CONFLICT,
					 "it is a variant, and its master is "
					 "in the trash: bring that back first")
			       : false;
	out->deleted_at = 0;
	return store_document_set_deleted(c->db, c->who.id, id, 0, err);
}

bool app_document_erase(struct call *c, struct str id, struct err *err)
{
	struct document d;

	return find_deleted(c, id, &d, err) &&
	       store_document_drop(c->db, c->who.id, id, err);
}
