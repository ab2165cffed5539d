/*
 * tailor/letter.h - a cover letter of facts that the resume has, for what the
 * posting asks for (TAI-11). Plain, short, and true; its owner adds the reason
 * why they want the job, which no resume says.
 */
#ifndef TAILOR_LETTER_H
#define TAILOR_LETTER_H

#include "tailor/tailor.h"

/* What a paragraph was made of. */
struct letter_proof {
	size_t paragraph;
	struct str at, quote; /* JSON pointer into the source */
	struct str asked;     /* of the posting */
};

struct letter {
	struct resume_letter letter;
	struct {
		struct letter_proof *at;
		size_t count;
	} proofs;
};

/* `ask->now` dates it to the month; the day is its owner's. */
bool letter_builtin(struct arena *mem, const struct tailor_ask *ask,
	struct letter *out, struct err *err);

#endif
