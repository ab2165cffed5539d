/*
 * resume/align.h - which entries of one list are which of another: the same,
 * changed, in another place, or gone and new. For diff.c and changes.c.
 *
 * Linear memory, and nothing quadratic beyond stated ceilings: past them fewer
 * entries are recognised, none is lost.
 */
#ifndef RESUME_ALIGN_H
#define RESUME_ALIGN_H

#include "resume/sum.h"

#define RESUME_NONE SIZE_MAX

struct resume_align {
	size_t a_count, b_count;
	const struct json **a, **b; /* the entries */
	size_t *to_b, *to_a;        /* of each its other one; RESUME_NONE */
	/* Of each of b that has one in a: it stands among its neighbours as
	 * before, while others were moved around it. */
	bool *stays;
	/* Of each of b: its other one is no likely one; it just stands where
	 * that one was. */
	bool *replaces;
};

void resume_align_lists(struct arena *mem, const struct resume_sums *as,
	const struct json *a, const struct resume_sums *bs,
	const struct json *b, struct resume_align *out);

/* How many of the words in two values are in both, of 100. */
int resume_likeness(const struct json *a, const struct json *b);

#endif
