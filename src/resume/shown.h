/*
 * resume/shown.h - entries that their owner keeps and does not show: those with
 * `"hidden": true`, in every section and among profiles. Hidden sections are
 * named by the document instead (resume.h: hidden_sections).
 */
#ifndef RESUME_SHOWN_H
#define RESUME_SHOWN_H

#include "resume/convert.h"

bool resume_is_hidden(const struct json_rest *of);

/* For formats that know nothing of the kind: without them, each noted. */
void resume_show_only(
	struct arena *mem, struct resume *r, struct resume_report *report);

#endif
