/* resume/in_rendercv.h - what the files that read RenderCV share. */
#ifndef RESUME_IN_RENDERCV_H
#define RESUME_IN_RENDERCV_H

#include "resume/convert_int.h"

/* In the order in which RenderCV tries them. */
enum rendercv_type {
	RCV_LABELLED,
	RCV_NORMAL,
	RCV_EXPERIENCE,
	RCV_EDUCATION,
	RCV_PUBLICATION,
	RCV_BULLET,
	RCV_NUMBERED,
	RCV_REVERSED,
	RCV_TEXT,
	RCV_UNKNOWN
};

struct rendercv_reader {
	struct resume_take t;
	struct resume *out;
	bool used[RESUME_SECTIONS + 1]; /* the last one: the summary */
	struct json_out titles;         /* of sections with another one */
	struct buf title_text;
};

enum rendercv_type resume_rendercv_type(const struct json *entry);
/* Of all types but TEXT. `home` is the section that it goes to;
 * RESUME_SECTIONS: one of the owner's own. */
void resume_rendercv_entry(struct rendercv_reader *r, const struct json *v,
	enum rendercv_type type, enum resume_section_id home,
	struct resume_entry *e);

#endif
