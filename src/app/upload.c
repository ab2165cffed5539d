/* app/upload.c - uploads, and the base resume they become. See upload.h. */
#include "app/upload.h"

#include "app/audit.h"
#include "app/event.h"
#include "app/house.h"
#include "base/id.h"
#include "base/time.h"
#include "store/job.h"

enum { WAITS_MS = DAY_MS, REPLACED_MS = 30 * (int64_t)DAY_MS };

/* ---- shapes ------------------------------------------------------------- */

static const struct json_field margin_fields[] = {
	JSON(upload_margins, top, JSON_MUST, 0, 2000),
	JSON(upload_margins, right, JSON_MUST, 0, 2000),
	JSON(upload_margins, bottom, JSON_MUST, 0, 2000),
	JSON(upload_margins, left, JSON_MUST, 0, 2000),
	{ 0 },
};
static const struct json_shape margin_shape = JSON_SHAPE(
	upload_margins, "Margins", "Of a page, in points.", margin_fields);

static const struct json_field upload_fields[] = {
	JSON(upload, document_id, JSON_MUST, 0, 36),
	JSON(upload, version, JSON_MUST, 0, INT64_MAX),
	JSON(upload, name, JSON_MUST, 0, APP_FILE_NAME),
	JSON(upload, format, JSON_MUST, 0, 20),
	JSON(upload, size, JSON_MUST, 0, INT64_MAX),
	JSON(upload, pages, JSON_MUST, 0, 1000),
	JSON(upload, doubtful, JSON_MUST, 0, INT64_MAX),
	JSON_TEXTS(upload, warnings, 0, APP_UPLOAD_WARNINGS, 0, 300),
	JSON_AT(upload, margins, JSON_OMIT_EMPTY, &margin_shape),
	JSON_TEXTS(upload, checked, JSON_OMIT_EMPTY, APP_UPLOAD_CHECKED, 0,
		APP_UPLOAD_POINTER),
	{ 0 },
};
const struct json_shape app_upload_shape =
	JSON_SHAPE(upload, "UploadKept", "How an upload ended.", upload_fields);

struct upload_job {
	struct str file_id;
};
static const struct json_field job_fields[] = {
	JSON(upload_job, file_id, JSON_MUST, 1, 36),
	{ 0 },
};
static const struct json_shape job_shape =
	JSON_SHAPE(upload_job, "UploadJob", "What is to be read.", job_fields);

static struct str text_of(
	struct arena *mem, const struct json_shape *shape, const void *row)
{
	struct buf b;

	buf_init(&b, mem, APP_FILE_ABOUT);
	json_show(&b, shape, row);
	return buf_str(&b);
}

/* ---- taking in ---------------------------------------------------------- */

size_t app_upload_most(const struct settings *s)
{
	return s->max_file_upload_size_mb
		       ? (size_t)s->max_file_upload_size_mb << 20
		       : (size_t)s->max_upload_size;
}

bool app_upload_too_big(size_t most, struct err *err)
{
	return err_set(err, ERR_TOO_BIG,
		"the file has more than %.1f MB, and no more are taken "
		"(MAX_UPLOAD_SIZE): save it smaller, or without pictures",
		(double)most / (1 << 20));
}

bool app_upload_fits(
	struct call *c, const struct upload_file *f, struct err *err)
{
	size_t most = app_upload_most(c->house->settings);

	if (!f->size)
		return err_set(err, ERR_UNTRUSTED,
			"the file is empty: choose the file again");
	return f->size <= (int64_t)most || app_upload_too_big(most, err);
}

static bool add_job(struct call *c, const struct file *f, struct str *job_id,
	struct err *err)
{
	struct job_new job = { .id = id_new(c->mem),
		.kind = STR("resume.intake"),
		.account_id = c->who.id,
		.input = text_of(
			c->mem, &job_shape, &(struct upload_job){ f->id }),
		.run_at = c->now,
		.created_at = c->now };

	*job_id = job.id;
	c->audit = (struct audit_note){ .entity_type = STR("file"),
		.entity_id = f->id,
		.new_values = APP_AUDIT_VALUES(c->mem, { "name", f->name }) };
	return store_job_add(c->db, &job, NULL, err);
}

bool app_upload_create(struct call *c, const struct upload_file *in,
	struct str *job_id, struct err *err)
{
	struct blob_id blob;
	struct file f;

	return app_upload_fits(c, in, err) &&
	       app_file_put(c, &in->bytes, &blob, err) &&
	       app_call_write(c, err) &&
	       app_file_add(c,
		       &(struct file_new){ .purpose = FILE_UPLOAD,
			       .blob = &blob,
			       .size = in->size,
			       .name = in->name,
			       .type = in->type,
			       .expires_at = c->now + WAITS_MS },
		       &f, err) &&
	       add_job(c, &f, job_id, err);
}

/* ---- reading ------------------------------------------------------------ */

bool app_upload_take(struct call *c, struct str input, struct file *out,
	struct str *bytes, struct err *err)
{
	struct upload_job job;

	return json_read_text(c->mem, input, &job_shape, &job, err) &&
	       app_call_read(c, err) &&
	       app_file_get(c, job.file_id, out, err) &&
	       app_call_close(c, true, err) &&
	       app_file_bytes(c, out,
		       (int64_t)app_upload_most(c->house->settings), bytes,
		       err);
}

static bool find_base(
	struct call *c, struct document *out, bool *found, struct err *err)
{
	return store_document_find_base(c->db, c->who.id, out, found, err);
}

/* What the last upload said, if that is known; else at NULL. */
static bool find_uploaded(struct call *c, const struct document *was,
	struct str *body, struct err *err)
{
	struct document_version then;
	struct upload u = { 0 };
	struct file f;
	struct err why;
	bool found;

	*body = STR_NONE;
	if (!app_file_find(c, FILE_ORIGINAL, was->id, &f, &found, err) ||
		(found && !json_read_text(
				  c->mem, f.about, &app_upload_shape, &u, err)))
		return false;
	if (!found)
		return true;
	if (store_version_get(c->db, was->id, u.version, &then, &why))
		*body = then.body;
	else if (why.code != ERR_NOT_FOUND) {
		*err = why;
		return false;
	}
	return true;
}

/* Who named a document keeps its name; else it is called after what it says
 * now, which may be somebody else's. At NULL: as it is. */
static bool title_for(struct call *c, const struct document *was,
	struct str body, struct str *out, struct err *err)
{
	struct str told[2] = { was->body };
	bool named = true;

	*out = STR_NONE;
	if (was->master_id.len)
		return true;
	if (!find_uploaded(c, was, &told[1], err))
		return false;
	for (size_t i = 0; i < LENGTH(told) && named; i++) {
		struct str title;

		if (!told[i].at)
			continue;
		if (!app_document_titled(c->mem, told[i], &title, err))
			return false;
		named = !str_eq(title, was->title);
	}
	return named || app_document_titled(c->mem, body, out, err);
}

static bool save_again(
	struct call *c, struct str body, struct document *out, struct err *err)
{
	struct document_save in = { .body = body, .way = DOCUMENT_UPLOADED };

	return title_for(c, out, body, &in.title, err) &&
	       app_document_save(c, str_copy(c->mem, out->id), &in, out, err);
}

/* A second upload of a person waits for the first to be kept. */
static bool keep_document(
	struct call *c, struct str body, struct document *out, struct err *err)
{
	bool found;

	if (!app_call_write(c, err) ||
		!store_file_lock(c->db, c->who.id, err) ||
		!find_base(c, out, &found, err))
		return false;
	return found ? save_again(c, body, out, err)
		     : app_document_create(c,
			       &(struct document_new){ .body = body,
				       .base = true,
				       .way = DOCUMENT_UPLOADED },
			       out, err);
}

static bool keep_file(struct call *c, const struct file *file,
	const struct upload_found *found, const struct upload *u,
	struct err *err)
{
	struct file_new in = { .purpose = FILE_ORIGINAL,
		.size = file->size,
		.name = file->name,
		.type = file->type,
		.document_id = u->document_id,
		.version = u->version,
		.about = text_of(c->mem, &app_upload_shape, u) };
	struct blob_id blob;
	struct file f;

	memcpy(blob.hex, file->blob.at, BLOB_ID);
	blob.hex[BLOB_ID] = '\0';
	in.blob = &blob;
	/* its row as an upload first: the same bytes must not count twice */
	return app_file_drop(c, file->id, err) &&
	       app_file_expire(c, in.purpose, u->document_id, u->version,
		       c->now + REPLACED_MS, err) &&
	       app_file_add(c, &in, &f, err) &&
	       (!found->fields.len ||
		       store_file_add_detail(c->db, f.id, found->fields, err));
}

static bool tell(struct call *c, const struct upload *u, struct err *err)
{
	return app_event(c, EVENT_ANALYSIS_COMPLETED, c->who.id,
		text_of(c->mem, &app_upload_shape, u), err);
}

bool app_upload_keep(struct call *c, const struct file *file,
	const struct upload_found *found, struct upload *out, struct err *err)
{
	struct document d;

	if (!keep_document(c, found->body, &d, err))
		return false;
	*out = (struct upload){ .document_id = d.id,
		.version = d.version,
		.name = file->name,
		.format = found->format,
		.size = file->size,
		.pages = found->pages,
		.doubtful = found->doubtful,
		.warnings = { found->warnings.at, found->warnings.count } };
	if (found->margins) {
		out->margins = ARENA_NEW(c->mem, struct upload_margins);
		*out->margins = *found->margins;
	}
	return keep_file(c, file, found, out, err) && tell(c, out, err);
}

bool app_upload_drop(struct call *c, const struct file *file, struct err *err)
{
	return app_call_write(c, err) && app_file_drop(c, file->id, err);
}

/* ---- the base resume ---------------------------------------------------- */

static bool base_of(struct call *c, struct document *out, struct err *err)
{
	bool found;

	if (!app_call_read(c, err) || !find_base(c, out, &found, err))
		return false;
	return found || err_set(err, ERR_NOT_FOUND,
				"you have no base resume: upload one first");
}

bool app_upload_base(struct call *c, struct base *out, struct err *err)
{
	bool found;

	*out = (struct base){ 0 };
	if (!base_of(c, &out->document, err) ||
		!app_file_find(c, FILE_ORIGINAL, out->document.id, &out->file,
			&found, err))
		return false;
	if (found)
		return json_read_text(c->mem, out->file.about,
			&app_upload_shape, &out->upload, err);
	out->file.id = STR_NONE;
	return true;
}

bool app_upload_fields(struct call *c, struct str *out, struct err *err)
{
	bool found = false;
	struct base b;

	if (!app_upload_base(c, &b, err) ||
		(b.file.id.len && !store_file_find_detail(c->db, c->who.id,
					  b.file.id, out, &found, err)))
		return false;
	return found || err_set(err, ERR_NOT_FOUND,
				"nothing is known of where its fields were "
				"found");
}
