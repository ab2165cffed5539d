/*
 * resume/show.h - parts of the model as other formats write them: a place, a
 * period. Knows no format.
 */
#ifndef RESUME_SHOW_H
#define RESUME_SHOW_H

#include "resume/resume.h"

/* "Munich, Bavaria, Germany"; STR_NONE: nothing of it is known. */
struct str resume_place_text(
	struct arena *mem, const struct resume_place *place);

#endif
