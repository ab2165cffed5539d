/*
 * intake/door.h - what the door's parts share: intake.c asks in this order what
 * a file is, and the first answer counts.
 *
 *	magics.def     how it begins
 *	door_box.c     what is in it, where it is a ZIP archive or an OLE file
 *	door_text.c    which text it is; a PDF behind a few lines of it
 *
 * A file that is two things at once is what it begins as: a ZIP archive or a
 * web page with a PDF behind it is no PDF, a PDF with an archive behind it is.
 */
#ifndef INTAKE_DOOR_H
#define INTAKE_DOOR_H

#include "intake/intake.h"

enum intake_refusal {
#define REFUSAL(id, text) REFUSAL_##id,
#include "intake/refusals.def"
#undef REFUSAL
	REFUSALS
};

struct door {
	struct str bytes;
	enum intake_format_id is;
	struct err *err;
};

/* False, with its sentence. */
bool intake_door_refuse(struct door *d, enum intake_refusal why);
/* By its name, as formats.def has it. */
bool intake_door_take(struct door *d, const char *format);

/* Both are asked of what they are for only. */
bool intake_door_zip(struct door *d);
bool intake_door_ole(struct door *d);
bool intake_door_text(struct door *d);

#endif
