/* resume/out_europass.h - what the files share that write a Candidate. */
#ifndef RESUME_OUT_EUROPASS_H
#define RESUME_OUT_EUROPASS_H

#include "resume/convert_int.h"
#include "resume/europass.h"
#include "resume/show.h"

struct europass_writer {
	struct arena *mem;
	struct buf *to;
	int depth;
	const struct resume *r; /* without what is hidden */
	struct resume_report *report;
	struct resume_parts parts;
};

/* Elements. What is empty is not written; `attrs` is " name=\"value\"". */
void resume_europass_open(
	struct europass_writer *w, const char *name, const char *attrs);
void resume_europass_close(struct europass_writer *w, const char *name);
void resume_europass_leaf(
	struct europass_writer *w, const char *name, struct str text);
void resume_europass_leaf_with(struct europass_writer *w, const char *name,
	const char *attrs, struct str text);
/* An element with HTML in it, escaped as Europass does. */
void resume_europass_html(struct europass_writer *w, const char *name,
	struct str text, const struct resume_texts *bullets);

/* Is the picture one that a file can hold? */
bool resume_europass_has_picture(const struct europass_writer *w);
/* Does somebody speak it as a mother tongue? */
bool resume_europass_is_native(struct arena *mem, struct str fluency);
/* Is it the entry of skills that holds driving licences? */
bool resume_europass_is_driving(const struct resume_entry *e);
/* An element with a date in it, where a calendar has such a date. */
void resume_europass_date(
	struct europass_writer *w, const char *name, struct str date);

void resume_europass_profile(struct europass_writer *w);
/* The lists of activities, and the sections that need to be one's own. */
void resume_europass_activities(struct europass_writer *w);
void resume_europass_others(struct europass_writer *w);

/* ---- our own element ---------------------------------------------------- */

/* What only Vitae reads, so that nothing gets lost on the way through a file:
 * the document itself, and a sum of all that stands beside it. Who changes the
 * file breaks the sum, and the rest of it is read. */
#define EUROPASS_OWN "urn:vitae:document:1"
#define EUROPASS_OWN_NAME "Document"
/* Writes it and the end of the file, which began at `begin`. */
bool resume_europass_put_own(
	struct europass_writer *w, size_t begin, struct err *err);

#endif
