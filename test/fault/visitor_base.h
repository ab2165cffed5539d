/*
 * test/fault/visitor_base.h - a visitor whose base resume came from a Word
 * file. The file is never read: what was found in it is brought along.
 */
#ifndef VISITOR_BASE_H
#define VISITOR_BASE_H

#include "fault/visitor.h"

#include "app/upload.h"

/* {document} is its id. */
static bool place_keep(struct place *p, struct call *c, struct err *err)
{
	static const struct upload_margins margins = { 72, 72, 72, 72 };
	const struct upload_found found = {
		.body = STR("{\"basics\":{\"name\":\"Ada\"}}"),
		.fields = STR("{}"),
		.format = STR("docx"),
		.pages = 1,
		.margins = &margins,
	};
	struct blob_id blob;
	struct upload out;
	struct file f;

	if (!app_file_put(c, &(struct file_bytes){ .bytes = STR("a file") },
		    &blob, err) ||
		!app_call_write(c, err) ||
		!app_file_add(c,
			&(struct file_new){ .purpose = FILE_UPLOAD,
				.blob = &blob,
				.size = 6,
				.name = STR("cv.docx") },
			&f, err) ||
		!app_upload_keep(c, &f, &found, &out, err))
		return false;
	snprintf(p->document, sizeof(p->document), "%.*s",
		STR_ARG(out.document_id));
	return app_call_close(c, true, err);
}

static void place_add_base(struct place *p)
{
	struct call c = { .mem = &test_mem,
		.house = &p->house,
		.who = { .kind = WHO_SYSTEM, .id = str_c(p->user) },
		.now = time_now_ms() };
	struct err err;

	OK_ERR(place_keep(p, &c, &err), err);
}

#endif
