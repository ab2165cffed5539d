/*
 * app/original.h - the file that a document was read from, as long as it is
 * kept (INT-7): its bytes, where each field was found in it, and which of
 * these its owner has looked at. Uploading is upload.h's.
 */
#ifndef APP_ORIGINAL_H
#define APP_ORIGINAL_H

#include "app/upload.h"

struct original {
	struct file file;
	struct upload upload;
};
/* Of a document that is not in the trash, of its newest version that has one.
 * In an open call. ERR_NOT_FOUND: it has none. */
bool app_original_get(struct call *c, struct str document_id,
	struct original *out, struct err *err);
/* Where its fields were found, JSON (work/intake_fields.h). ERR_NOT_FOUND:
 * nothing is known of that. */
bool app_original_fields(struct call *c, const struct original *o,
	struct str *out, struct err *err);

/* JSON pointers into the resume as it was uploaded. */
struct original_checked {
	struct {
		struct str *at;
		size_t count;
	} fields;
};
/* In a writing call. These were looked at, and no others. */
bool app_original_check(struct call *c, struct str document_id,
	const struct original_checked *in, struct original *out,
	struct err *err);

#endif
