/*
 * intake/parse.h - lines become a resume: which sections, which entries, what
 * each word means. Needs no network and no clock: the same lines give the same
 * resume. It says only what the lines say.
 */
#ifndef INTAKE_PARSE_H
#define INTAKE_PARSE_H

#include "intake/lines.h"
#include "resume/resume.h"

/* Where a value was found, and how sure that is what it is. */
struct intake_trace {
	struct str at; /* JSON pointer into the resume: "/basics/name" */
	uint32_t page, line, count; /* from 0; how many lines */
	float sure;                 /* 0 to 1 */
};

/* A line that no field took, or not all of it. */
struct intake_left {
	uint32_t page, line;
};

struct intake_found {
	struct resume resume;
	struct {
		struct intake_trace *at;
		size_t count;
	} traces;
	struct {
		struct intake_left *at;
		size_t count;
	} left;
};

/* A text of which nothing can be made is an error, never an empty resume. */
bool intake_parse(struct arena *mem, const struct intake_doc *doc,
	struct intake_found *out, struct err *err);

/* Do these words, all of a line, name a section? */
bool intake_names_section(struct str words);

#endif
