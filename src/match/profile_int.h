/*
 * match/profile_int.h - what the two files of a profile share.
 */
#ifndef MATCH_PROFILE_INT_H
#define MATCH_PROFILE_INT_H

#include "match/profile.h"

struct profiling {
	struct arena *mem;
	struct profile *out;
	int now;
};

/* Months that these spans cover; sorts them. */
int profile_union(int (*span)[2], size_t count);
/* Which skills the passages show, and what follows from them. */
void profile_skills(struct profiling *g);

#endif
