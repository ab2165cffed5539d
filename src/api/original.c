/* api/original.c - the file that a document was read from: do, show. */
#include "app/original.h"

#include "api/api_int.h"
#include "api/shapes.h"

static const struct json_field fields[] = {
	JSON(original, upload.document_id, JSON_MUST, 36, 36,
		.as = "document_id", .format = JSON_UUID),
	JSON(original, upload.version, JSON_MUST, 1, INT64_MAX,
		.as = "uploaded_version",
		.about = "the version that says what the file says"),
	JSON(original, file.name, JSON_MUST, 0, APP_FILE_NAME, .as = "name"),
	JSON(original, upload.format, JSON_MUST, 0, 20, .as = "format",
		.about = "what the file is, by its content", .example = "pdf"),
	JSON(original, file.size, JSON_MUST, 0, INT64_MAX, .as = "size",
		.about = "bytes"),
	JSON(original, upload.pages, JSON_MUST, 0, 1000, .as = "pages"),
	JSON(original, upload.doubtful, JSON_MUST, 0, INT64_MAX,
		.as = "doubtful", .about = "fields to look at"),
	JSON_TEXTS(original, upload.warnings, JSON_MUST, APP_UPLOAD_WARNINGS, 0,
		300, .as = "warnings", .about = "sentences"),
	JSON_TEXTS(original, upload.checked, JSON_MUST, APP_UPLOAD_CHECKED, 0,
		APP_UPLOAD_POINTER, .as = "checked",
		.about = "fields that were looked at: JSON pointers into "
			 "the resume as it was uploaded"),
	JSON_TIME(original, file.created_at, JSON_MUST, .as = "uploaded_at"),
	JSON_TIME(original, file.expires_at, JSON_OMIT_EMPTY,
		.as = "expires_at", .about = "absent: with the document"),
	{ 0 },
};
const struct json_shape api_original = JSON_SHAPE(
	original, "Original", "The file a document was read from.", fields);

static const struct json_field checked_fields[] = {
	JSON_TEXTS(original_checked, fields, JSON_MUST, APP_UPLOAD_CHECKED, 1,
		APP_UPLOAD_POINTER,
		.about = "JSON pointers into the resume as it was uploaded"),
	{ 0 },
};
const struct json_shape api_checked = JSON_SHAPE(original_checked,
	"FieldsChecked", "Fields that were looked at.", checked_fields);

bool api_original_get(struct call *c, const struct api_ask *ask,
	struct api_reply *reply, struct err *err)
{
	struct original o;

	return app_original_get(c, ask->id[0], &o, err) && api_show(reply, &o);
}

bool api_original_file(struct call *c, const struct api_ask *ask,
	struct api_reply *reply, struct err *err)
{
	struct http_res *res = reply->res;
	struct original o;

	if (!app_original_get(c, ask->id[0], &o, err) ||
		!app_file_open(c, &o.file, &res->file_fd, err))
		return false;
	res->file_size = o.file.size;
	res->status = 200;
	api_show_name(reply, o.file.name, false);
	return true;
}

bool api_original_fields(struct call *c, const struct api_ask *ask,
	struct api_reply *reply, struct err *err)
{
	struct original o;
	struct str found;

	if (!app_original_get(c, ask->id[0], &o, err) ||
		!app_original_fields(c, &o, &found, err))
		return false;
	reply->res->status = 200;
	buf_add(&reply->res->body, found);
	return true;
}

bool api_original_check(struct call *c, const struct api_ask *ask,
	struct api_reply *reply, struct err *err)
{
	struct original o;

	return app_original_check(c, ask->id[0], ask->in, &o, err) &&
	       api_show(reply, &o);
}
