/*
 * app/document_save.c - every save makes a version, and no two the same one.
 *
 * What takes long (reading, checking, telling the difference) is done between
 * two calls: one reads, the other writes only if the version that was read is
 * still the newest. Whoever was overtaken does it all again with the document
 * locked, and then nobody can.
 */
#include "app/document_int.h"

#include "app/audit.h"
#include "base/utf8.h"
#include "resume/diff.h"
#include "resume/variant.h"

enum { SUMMARY_TITLE = 160, SUMMARY_CHANGES = 320 };

struct saving {
	struct call *c;
	struct str id;
	const struct document_save *in;
	const struct str *master_id; /* another one; NULL: as it is */

	struct document was, master, now;
	struct str summary;
	bool same; /* there is nothing to save */
};

/* ---- reading ------------------------------------------------------------ */

static bool load(struct saving *s, struct err *err)
{
	struct str id;

	if (!app_document_get(s->c, s->id, &s->was, err))
		return false;
	id = s->master_id ? *s->master_id : s->was.master_id;
	s->master = (struct document){ .id = STR(""), .body = STR_NONE };
	return !id.len ||
	       store_document_get(s->c->db, s->c->who.id, id, &s->master, err);
}

static bool fit_version(const struct saving *s, struct err *err)
{
	return !s->in->if_version || s->in->if_version == s->was.version ||
	       err_set(err, ERR_STALE,
		       "it was saved meanwhile: its newest version is %lld",
		       (long long)s->was.version);
}

/* ---- what differs ------------------------------------------------------- */

/* What stood there, as people read it. NULL: it has another master now, and
 * its body is no measure. */
static bool said_before(
	struct saving *s, const struct json **out, struct err *err)
{
	struct resume_variant_notes notes;

	*out = NULL;
	if (!str_eq(s->was.master_id, s->master.id))
		return true;
	if (!s->master.id.len)
		return json_parse(s->c->mem, s->was.body, out, err);
	return app_document_apply(
		s->c->mem, s->master.body, s->was.body, out, &notes, err);
}

static struct str changes_between(
	struct saving *s, const struct json *before, const struct json *now)
{
	struct resume_changes changes;

	if (!before)
		return s->master.id.len ? STR("A variant again")
					: STR("Made independent of its master");
	resume_changes_of(s->c->mem, before, now, &changes);
	return changes.count ? resume_changes_line(
				       s->c->mem, &changes, SUMMARY_CHANGES)
			     : STR("");
}

static bool summarise(struct saving *s, const struct json *now, struct err *err)
{
	const struct json *before;
	struct str said;
	struct buf b;

	if (!said_before(s, &before, err))
		return false;
	buf_init(&b, s->c->mem, APP_DOCUMENT_SUMMARY);
	if (!str_eq(s->was.title, s->now.title)) {
		buf_add(&b, STR("Title: "));
		buf_add(&b, utf8_fit(s->now.title, SUMMARY_TITLE));
	}
	said = changes_between(s, before, now);
	if (said.len && b.len)
		buf_add(&b, STR(" | "));
	buf_add(&b, said);
	if (!b.len)
		buf_add(&b, STR("Only what readers do not see"));
	s->summary = buf_str(&b);
	return true;
}

/* ---- what comes of it --------------------------------------------------- */

static void settle(struct saving *s, const struct document_draft *d)
{
	struct call *c = s->c;
	struct str hash = str_of((const char *)d->hash, sizeof(d->hash));

	s->now = s->was;
	if (s->in->title.at && str_trim(s->in->title).len)
		s->now.title = str_trim(s->in->title);
	s->now.kind = d->kind;
	s->now.role = d->role;
	s->now.master_id = s->master.id;
	s->now.body = d->body;
	s->now.hash = (struct bytes){ str_copy(c->mem, hash).at, hash.len };
	s->same = str_eq(str_of(s->was.hash.at, s->was.hash.len), hash) &&
		  str_eq(s->was.title, s->now.title) &&
		  str_eq(s->was.master_id, s->now.master_id);
	if (s->same)
		return;
	s->now.version = s->was.version + 1;
	s->now.updated_at =
		c->now > s->was.updated_at ? c->now : s->was.updated_at;
	s->now.words = app_document_words(c->mem, s->now.title, d->doc);
}

/* Who edits a variant says what differs, and of nothing else. */
static bool find_body(const struct saving *s, struct str *out, struct err *err)
{
	const struct document_save *in = s->in;

	*out = in->body;
	if (in->way == DOCUMENT_EDITED && s->master.id.len) {
		if (in->body.at)
			return err_field(err, "/resume",
				"is not taken of a variant: say what differs, "
				"as 'variant'");
		*out = in->variant;
	} else if (in->variant.at) {
		return err_field(err, "/variant",
			"is not taken: this document is no variant");
	}
	if (!out->at)
		*out = s->was.body;
	return true;
}

static bool plan(struct saving *s, struct err *err)
{
	const struct document_save *in = s->in;
	struct str body;
	struct document_draft d = {
		.before = s->was.kind,
		.was = s->was.body,
		.strict = in->way == DOCUMENT_EDITED ||
			  in->way == DOCUMENT_CREATED,
		.master = s->master.body,
	};

	if (!fit_version(s, err) || !find_body(s, &body, err) ||
		!app_document_fit(s->c->mem, body, &d, err))
		return false;
	settle(s, &d);
	return s->same || summarise(s, d.doc, err);
}

/* ---- writing ------------------------------------------------------------ */

static bool add_version(struct saving *s, struct err *err)
{
	return store_version_add(s->c->db,
		&(struct document_version){
			.document_id = s->now.id,
			.number = s->now.version,
			.at = s->c->now,
			.author_id = s->c->who.id,
			.way = str_c(app_document_ways[s->in->way]),
			.name = s->in->name.len ? s->in->name : STR(""),
			.summary = s->summary,
			.master_id = s->now.master_id,
			.master_version = s->master.version,
			.body = s->now.body,
		},
		err);
}

static bool write_it(struct saving *s, bool *done, struct err *err)
{
	if (!store_document_set(s->c->db, &s->now, s->was.version, done, err))
		return false;
	return !*done || (add_version(s, err) &&
				 app_document_tell(s->c, DOCUMENT_WAS_UPDATED,
					 &s->now, err));
}

/* Nothing is new, but it may get a name. */
static bool name_it(struct saving *s, struct err *err)
{
	return !s->in->name.len ||
	       (app_call_write(s->c, err) &&
		       store_version_set_name(s->c->db,
			       &(struct document_version){
				       .document_id = s->was.id,
				       .number = s->was.version,
				       .name = s->in->name },
			       err));
}

/* With nothing locked; *done: nobody was faster. */
static bool try_it(struct saving *s, bool *done, struct err *err)
{
	*done = true;
	if (!app_call_read(s->c, err) || !load(s, err) ||
		!app_call_close(s->c, true, err) || !plan(s, err))
		return false;
	if (s->same)
		return name_it(s, err);
	return app_call_write(s->c, err) && write_it(s, done, err);
}

static bool do_it(struct saving *s, struct err *err)
{
	bool done;

	if (!store_document_lock(s->c->db, s->c->who.id, s->id, err) ||
		!load(s, err) || !plan(s, err))
		return false;
	if (s->same)
		return name_it(s, err);
	return write_it(s, &done, err) &&
	       (done || err_set(err, ERR_BUSY, "try again"));
}

bool app_document_put(struct call *c, struct str id,
	const struct document_save *in, const struct str *master_id,
	struct document *out, struct err *err)
{
	struct saving s = {
		.c = c, .id = id, .in = in, .master_id = master_id
	};
	bool done = false;

	c->audit = (struct audit_note){ .entity_type = STR("document"),
		.entity_id = id };
	if (!app_document_fit_title(in->title, err) ||
		(!c->writing && !try_it(&s, &done, err)) ||
		(!done && !do_it(&s, err)))
		return false;
	*out = s.now;
	c->audit.new_values =
		APP_AUDIT_VALUES(c->mem, { "version", .number = out->version },
			{ "changed", s.same ? STR("nothing") : s.summary });
	return true;
}

bool app_document_save(struct call *c, struct str id,
	const struct document_save *in, struct document *out, struct err *err)
{
	return app_document_put(c, id, in, NULL, out, err);
}
