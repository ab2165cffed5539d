/*
 * intake/merge.h - somebody proposes how a document is to be read: a language
 * model, another program, a person. What the document's lines hold is taken,
 * what they do not hold is refused, and what the parser found and the proposal
 * forgot stays. Pure, and knows nobody who proposes: the same rules for all.
 *
 * A value is held when the lines say the same words in the same order, whole:
 * a title that stands there as "Assistant Director" does not hold "Director",
 * and a sentence is not cut where its meaning would turn. Dates are held when a
 * period of the lines begins or ends then. The values of an entry have to stand
 * together, so that nobody's numbers move to another employer.
 */
#ifndef INTAKE_MERGE_H
#define INTAKE_MERGE_H

#include "intake/parse.h"

struct intake_refused {
	struct str at;    /* JSON pointer into the proposal */
	struct str value; /* what it said */
	const char *why;  /* a sentence's end: "does not stand there" */
};

struct intake_merged {
	struct intake_found found; /* with places, as the parser's own */
	struct {
		struct intake_refused *at;
		size_t count;
	} refused;
	size_t taken; /* values of the proposal that are in it */
};

/* Texts point into what was given, which must stay. */
bool intake_merge(struct arena *mem, const struct intake_doc *doc,
	const struct intake_found *ours, const struct resume *proposed,
	struct intake_merged *out, struct err *err);

#endif
