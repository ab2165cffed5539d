/* app/original.c - see original.h. */
#include "app/original.h"

enum {
	ABOUT_MOST =
		APP_FILE_ABOUT + 2 * APP_UPLOAD_CHECKED * APP_UPLOAD_POINTER
};

bool app_original_get(struct call *c, struct str document_id,
	struct original *out, struct err *err)
{
	struct document d;
	bool found;

	*out = (struct original){ 0 };
	if (!app_document_get(c, document_id, &d, err) ||
		!app_file_find(c, FILE_ORIGINAL, d.id, &out->file, &found, err))
		return false;
	if (!found)
		return err_set(err, ERR_NOT_FOUND,
			"this document has no original: it was not uploaded, "
			"or its file is not kept any more");
	return json_read_text(
		c->mem, out->file.about, &app_upload_shape, &out->upload, err);
}

bool app_original_fields(struct call *c, const struct original *o,
	struct str *out, struct err *err)
{
	bool found;

	if (!store_file_find_detail(
		    c->db, c->who.id, o->file.id, out, &found, err))
		return false;
	return found || err_set(err, ERR_NOT_FOUND,
				"nothing is known of where its fields were "
				"found");
}

bool app_original_check(struct call *c, struct str document_id,
	const struct original_checked *in, struct original *out,
	struct err *err)
{
	struct buf about;

	c->audit = (struct audit_note){ .entity_type = STR("document"),
		.entity_id = document_id };
	if (!store_file_lock(c->db, c->who.id, err) ||
		!app_original_get(c, document_id, out, err))
		return false;
	out->upload.checked.at = in->fields.at;
	out->upload.checked.count = in->fields.count;
	buf_init(&about, c->mem, ABOUT_MOST);
	json_show(&about, &app_upload_shape, &out->upload);
	return store_file_set_about(
		c->db, c->who.id, out->file.id, buf_str(&about), err);
}
