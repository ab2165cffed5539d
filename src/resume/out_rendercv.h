/* resume/out_rendercv.h - what the files that write RenderCV share. */
#ifndef RESUME_OUT_RENDERCV_H
#define RESUME_OUT_RENDERCV_H

#include "resume/convert_int.h"
#include "resume/show.h"

struct rendercv_writer {
	struct arena *mem;
	const struct resume *r;
	struct json_out o;
	struct resume_report *report;
	bool has_locale; /* it is one of RenderCV's */
};
void resume_rendercv_sections(struct rendercv_writer *w);
/* A member; nothing where there is no text. */
void resume_rendercv_text(
	struct rendercv_writer *w, const char *name, struct str text);
/* Is it an address that RenderCV takes? */
bool resume_rendercv_is_url(struct str s);

#endif
