/* api/upload.c - uploading a resume, and the base resume: do, show. */
#include "api/follow_int.h"
#include "api/shapes.h"
#include "app/upload.h"

/* ---- shapes ------------------------------------------------------------- */

struct upload_row {
	struct upload kept;
	struct str resume;
};

static const struct json_field margin_fields[] = {
	JSON(upload_margins, top, JSON_MUST, 0, 2000),
	JSON(upload_margins, right, JSON_MUST, 0, 2000),
	JSON(upload_margins, bottom, JSON_MUST, 0, 2000),
	JSON(upload_margins, left, JSON_MUST, 0, 2000),
	{ 0 },
};
static const struct json_shape margins = JSON_SHAPE(upload_margins, "Margins",
	"Of the pages of a file, in points.", margin_fields);

static const struct json_field upload_fields[] = {
	JSON(upload_row, kept.document_id, JSON_MUST, 0, 36,
		.as = "document_id", .format = JSON_UUID),
	JSON(upload_row, kept.version, JSON_MUST, 0, INT64_MAX,
		.as = "version"),
	JSON(upload_row, kept.name, JSON_MUST, 0, APP_FILE_NAME, .as = "name",
		.about = "of the file"),
	JSON(upload_row, kept.format, JSON_MUST, 0, 20, .as = "format",
		.about = "what the file is, by its content", .example = "pdf"),
	JSON(upload_row, kept.size, JSON_MUST, 0, INT64_MAX, .as = "size",
		.about = "bytes"),
	JSON(upload_row, kept.pages, JSON_MUST, 0, 1000, .as = "pages"),
	JSON(upload_row, kept.doubtful, JSON_MUST, 0, INT64_MAX,
		.as = "doubtful", .about = "fields to look at"),
	JSON_TEXTS(upload_row, kept.warnings, JSON_MUST, APP_UPLOAD_WARNINGS, 0,
		300, .as = "warnings", .about = "sentences"),
	JSON_AT(upload_row, kept.margins, JSON_OMIT_EMPTY, &margins,
		.as = "margins"),
	JSON_RAW(upload_row, resume, JSON_OMIT_EMPTY, APP_DOCUMENT_BODY,
		.about = "JSON Resume"),
	{ 0 },
};
const struct json_shape api_upload = JSON_SHAPE(upload_row, "Upload",
	"A file that was read, and the resume it became.", upload_fields);

struct base_row {
	struct document document;
	struct upload upload;
	int64_t uploaded_at;
};
static const struct json_field base_fields[] = {
	JSON(base_row, document.id, JSON_MUST, 36, 36, .as = "document_id",
		.format = JSON_UUID),
	JSON(base_row, document.version, JSON_MUST, 0, INT64_MAX,
		.as = "version", .about = "its newest"),
	JSON(base_row, document.title, JSON_MUST, 0, 1000, .as = "title"),
	JSON(base_row, upload.name, JSON_OMIT_EMPTY, 0, APP_FILE_NAME,
		.as = "name", .about = "of the original file"),
	JSON(base_row, upload.format, JSON_OMIT_EMPTY, 0, 20, .as = "format"),
	JSON(base_row, upload.size, JSON_MUST, 0, INT64_MAX, .as = "size"),
	JSON(base_row, upload.pages, JSON_MUST, 0, 1000, .as = "pages"),
	JSON(base_row, upload.version, JSON_MUST, 0, INT64_MAX,
		.as = "uploaded_version",
		.about = "the version that says what the file says"),
	JSON_TIME(base_row, uploaded_at, JSON_OMIT_EMPTY),
	JSON_TIME(base_row, document.created_at, JSON_MUST, .as = "created_at"),
	JSON_TIME(base_row, document.updated_at, JSON_MUST, .as = "updated_at"),
	JSON_RAW(base_row, document.body, JSON_MUST, APP_DOCUMENT_BODY,
		.as = "resume", .about = "JSON Resume"),
	{ 0 },
};
const struct json_shape api_base = JSON_SHAPE(base_row, "BaseResume",
	"The resume that was uploaded, as it is now.", base_fields);

/* ---- uploading ---------------------------------------------------------- */

struct upload_file api_upload_file(const struct api_file *f)
{
	return (struct upload_file){ .name = f->name,
		.type = f->type,
		.bytes = { .bytes = f->bytes,
			.fd = f->fd,
			.from = f->from,
			.size = f->size },
		.size = f->size };
}

bool api_resume_upload(struct call *c, const struct api_ask *ask,
	struct api_reply *reply, struct err *err)
{
	struct upload_file file = api_upload_file(ask->file);
	struct str job;

	return app_upload_create(c, &file, &job, err) &&
	       api_follow_answer(c, ask, reply, job, err);
}

/* With the version that it made, which may not be the newest any more. */
bool api_upload_result(struct call *c, const struct job_row *job,
	struct buf *out, struct err *err)
{
	struct upload_row row = { 0 };
	struct document of;

	if (!json_read_text(
		    c->mem, job->result, &app_upload_shape, &row.kept, err))
		return false;
	/* it may be gone since; what the file was is told all the same */
	if (!app_document_resume(c, row.kept.document_id, row.kept.version, &of,
		    &row.resume, err))
		row.resume = STR_NONE;
	json_show(out, &api_upload, &row);
	return true;
}

/* ---- the base resume ---------------------------------------------------- */

bool api_base_get(struct call *c, const struct api_ask *ask,
	struct api_reply *reply, struct err *err)
{
	struct base_row row;
	struct base b;

	(void)ask;
	if (!app_upload_base(c, &b, err))
		return false;
	row = (struct base_row){ b.document, b.upload, b.file.created_at };
	return api_show(reply, &row);
}

bool api_base_file(struct call *c, const struct api_ask *ask,
	struct api_reply *reply, struct err *err)
{
	struct http_res *res = reply->res;
	struct base b;

	(void)ask;
	if (!app_upload_base(c, &b, err))
		return false;
	if (!b.file.id.at)
		return err_set(err, ERR_NOT_FOUND,
			"its original is not kept any more");
	if (!app_file_open(c, &b.file, &res->file_fd, err))
		return false;
	res->file_size = b.file.size;
	res->status = 200;
	api_show_name(reply, b.file.name, false);
	return true;
}

bool api_base_fields(struct call *c, const struct api_ask *ask,
	struct api_reply *reply, struct err *err)
{
	struct str fields;

	(void)ask;
	if (!app_upload_fields(c, &fields, err))
		return false;
	reply->res->status = 200;
	buf_add(&reply->res->body, fields);
	return true;
}

bool api_base_docx(struct call *c, const struct api_ask *ask,
	struct api_reply *reply, struct err *err)
{
	struct rendered r;

	(void)ask;
	return app_upload_recreate(c, &reply->res->body, &r, err) &&
	       api_show_rendered(c, reply, &r);
}
