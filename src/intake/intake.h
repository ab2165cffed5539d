/*
 * intake/intake.h - any file that somebody hands in becomes lines: which
 * format it is, by its content, and the reader of that format. Pictures of
 * text are for ocr.h. Runs on untrusted bytes: in a jail.
 */
#ifndef INTAKE_H
#define INTAKE_H

#include "intake/lines.h"

enum intake_format_id {
#define FORMAT(id, ...) INTAKE_FORMAT_##id,
#include "intake/formats.def"
#undef FORMAT
	INTAKE_FORMATS
};

struct intake_format {
	const char *name;    /* "docx" */
	const char *title;   /* "a Word document" */
	const char *endings; /* ".docx .docm" */
	bool (*read)(struct arena *mem, struct str bytes,
		struct intake_doc *out, struct err *err);
};
extern const struct intake_format intake_formats[INTAKE_FORMATS];

/*
 * By content alone. What cannot be read is an error that names what it is
 * ("is a ZIP archive, not a document", "is empty", "is a Word document locked
 * with a password") and says what to do.
 */
bool intake_format_find(
	struct str bytes, enum intake_format_id *out, struct err *err);
/* Does the name's ending say another format? What it says, or NULL. */
const struct intake_format *intake_format_named(
	enum intake_format_id is, struct str name);

#endif
