/*
 * app/render_keep.c - what is kept of a rendering: a line of history, what its
 * document looks like, a file where one is wanted. See render.h.
 */
#include "app/render_int.h"

#include "app/audit.h"
#include "app/document_int.h"
#include "app/event.h"
#include "base/id.h"
#include "base/utf8.h"

enum { CHANGED_MOST = 600, EVENT_MOST = 4096 };

/* ---- the file ----------------------------------------------------------- */

static bool put(
	struct call *c, struct str bytes, struct blob_id *out, struct err *err)
{
	const struct file_bytes in = { .bytes = bytes };

	return app_call_close(c, true, err) && app_file_put(c, &in, out, err);
}

static bool add_file(struct call *c, const struct render_source *s,
	const struct blob_id *blob, size_t size, struct rendered *said,
	struct err *err)
{
	struct file_new in = { .purpose = FILE_EXPORT,
		.blob = blob,
		.size = (int64_t)size,
		.name = said->name,
		.type = str_c(said->format->type),
		.document_id = s->document.id.len ? s->document.id : STR_NONE,
		.version = s->version,
		.about = STR(""),
		.expires_at = c->now + APP_FILE_EXPORT_MS };

	return app_file_add(c, &in, &said->file, err);
}

/* ---- history ------------------------------------------------------------ */

static struct str or_empty(struct str s) { return s.at ? s : STR(""); }

static bool add_line(struct call *c, const struct render_source *s, size_t size,
	const struct rendered *said, struct str identity, struct err *err)
{
	const struct resume *r = &s->resume;
	struct str title = app_render_title(c->mem, s);
	struct str kind = r->meta.vitae.kind;
	struct rendering line = { .id = said->history_id,
		.account_id = c->who.id,
		.at = c->now,
		.kind = kind.len ? kind : STR("resume"),
		.title = utf8_first(title, APP_DOCUMENT_TITLE),
		.role = utf8_first(
			or_empty(r->basics.label), APP_DOCUMENT_TITLE),
		.document_id = or_empty(s->document.id),
		.version = s->version,
		.project_id = or_empty(s->project_id),
		.template = or_empty(said->template),
		.template_version = said->template_version,
		.format = str_c(said->format->name),
		.engine = said->engine,
		.identity = identity,
		.pages = (int64_t)said->pages,
		.size = (int64_t)size,
		.file_id = or_empty(said->file.id) };

	line.words = app_document_words(c->mem,
		str_fmt(c->mem, "%.*s %.*s %.*s", STR_ARG(line.title),
			STR_ARG(line.role), STR_ARG(line.template)),
		NULL);
	return store_rendering_add(c->db, &line, err);
}

/* Data has no look. */
static bool set_look(struct call *c, const struct render_source *s,
	const struct rendered *said, struct err *err)
{
	struct document d = s->document;

	if (!d.id.len || !said->template.len)
		return true;
	d.template = str_fmt(c->mem, "%.*s@%lld", STR_ARG(said->template),
		(long long)said->template_version);
	d.engine = str_fmt(c->mem, "%.*s %.*s", STR_ARG(said->engine),
		STR_ARG(said->identity));
	return store_document_set_look(c->db, &d, err);
}

static bool tell(struct call *c, const struct render_source *s,
	const struct rendered *said, struct err *err)
{
	struct json_out o;
	struct buf b;

	buf_init(&b, c->mem, EVENT_MOST);
	o = json_begin(&b, JSON_COMPACT);
	json_object(&o);
	if (s->document.id.len) {
		json_put_text(json_key(&o, "resume_id"), s->document.id);
		json_put_int(json_key(&o, "version"), s->version);
	}
	if (s->project_id.len)
		json_put_text(json_key(&o, "project_id"), s->project_id);
	json_put_text(json_key(&o, "format"), str_c(said->format->name));
	json_put_text(json_key(&o, "template"), said->template);
	json_put_text(json_key(&o, "history_id"), said->history_id);
	if (said->file.id.len)
		json_put_text(json_key(&o, "export_id"), said->file.id);
	json_end(&o);
	return app_event(c, EVENT_RESUME_EXPORTED, c->who.id, buf_str(&b), err);
}

bool app_render_keep(struct call *c, const struct render_source *s,
	struct str bytes, bool store, struct rendered *said,
	struct str identity, struct err *err)
{
	struct blob_id blob;

	if (!s->document.id.len && !store)
		return true;
	if (store && !put(c, bytes, &blob, err))
		return false;
	said->history_id = id_new(c->mem);
	c->audit = (struct audit_note){ .entity_type = STR("document"),
		.entity_id = or_empty(s->document.id),
		.new_values = APP_AUDIT_VALUES(
			c->mem, { "format", str_c(said->format->name) }) };
	return app_call_write(c, err) &&
	       (!store || add_file(c, s, &blob, bytes.len, said, err)) &&
	       add_line(c, s, bytes.len, said, identity, err) &&
	       set_look(c, s, said, err) && tell(c, s, said, err);
}

/* ---- what differs ------------------------------------------------------- */

/* Identities are "name value" lines. */
static struct str value_of(struct str identity, struct str name)
{
	while (identity.len) {
		struct str line = str_cut(&identity, '\n');

		if (str_eq(str_cut(&line, ' '), name))
			return line;
	}
	return STR_NONE;
}

struct str app_render_changed(
	struct arena *mem, struct str then, struct str now)
{
	struct buf b;

	buf_init(&b, mem, CHANGED_MOST);
	while (then.len) {
		struct str line = str_cut(&then, '\n');
		struct str name = str_cut(&line, ' '), is = value_of(now, name);

		if (is.at && !str_eq(is, line))
			buf_addf(&b, "%s%.*s", b.len ? " " : "", STR_ARG(name));
	}
	return b.len ? buf_str(&b) : STR("");
}
