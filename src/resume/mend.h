/*
 * resume/mend.h - a text of JSON Resume as people and older tools write it,
 * made into what the schema asks of its field. For in_jsonresume.c.
 */
#ifndef RESUME_MEND_H
#define RESUME_MEND_H

#include "resume/convert.h"

/* What comes of the text of a field, by its name ("url", "endDate"), and a
 * note of each change at `at`. STR_NONE: it says the same as no text at all.
 * What is not understood stays as it is and is noted as doubtful. */
struct str resume_mend(struct resume_report *report, struct str at,
	struct str name, struct str text);

/* Is it one of these fields? */
bool resume_mend_knows(struct str name);

#endif
