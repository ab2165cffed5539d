/*
 * press/redact.h - a resume without some of its owner's personal data
 * (DOC-17): gone from their fields, from wherever else they were written, and
 * with them all that no field of the model holds.
 */
#ifndef PRESS_REDACT_H
#define PRESS_REDACT_H

#include "resume/resume.h"

enum press_redact {
#define REDACT(id, ...) PRESS_REDACT_##id,
#include "press/redact.def"
#undef REDACT
	PRESS_REDACTS
};
struct press_redact_row {
	const char *name, *about;
};
extern const struct press_redact_row press_redacts[PRESS_REDACTS];

/* A copy without what is named; texts that stay are shared. An unknown name is
 * refused. */
bool press_redact(struct arena *mem, const struct resume *r,
	const struct resume_texts *names, struct resume *out, struct err *err);

#endif
