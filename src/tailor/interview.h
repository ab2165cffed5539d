/*
 * tailor/interview.h - what somebody will be asked about this resume for this
 * posting, and what of the resume answers it (TAI-11).
 */
#ifndef TAILOR_INTERVIEW_H
#define TAILOR_INTERVIEW_H

#include "tailor/tailor.h"

enum { INTERVIEW_MOST = 20 };

struct interview_question {
	struct str text, why;
	struct str at, quote; /* of the source: what to answer with; or none */
	struct str asked;     /* of the posting; or none */
};

struct interview {
	struct interview_question at[INTERVIEW_MOST];
	size_t count;
};

/* Behind what is there: what everybody is asked. */
void interview_usual(
	struct arena *mem, const struct tailor_ask *ask, struct interview *out);
bool interview_builtin(struct arena *mem, const struct tailor_ask *ask,
	struct interview *out, struct err *err);

#endif
