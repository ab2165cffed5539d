/* resume/align_int.h - what the files of align.h share among themselves. */
#ifndef RESUME_ALIGN_INT_H
#define RESUME_ALIGN_INT_H

#include "resume/align.h"

struct aligning {
	struct arena *mem;
	const struct resume_sums *as, *bs;
	struct resume_align *out;
};

static inline void resume_align_pair(struct aligning *g, size_t a, size_t b)
{
	g->out->to_b[a] = b;
	g->out->to_a[b] = a;
}

/* The longest run of numbers that grow, of those that are not RESUME_NONE:
 * `kept` tells of each whether it is in it. */
void resume_align_longest(
	struct arena *mem, const size_t *numbers, size_t count, bool *kept);

/* Pairs entries that are not the same, but likely the same one. */
void resume_align_likely(struct aligning *g);

#endif
