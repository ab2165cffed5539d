/*
 * tailor/asked.h - what somebody asks for in words ("one page, stress
 * leadership, do not touch my skills"), as far as the builtin engine follows
 * it. Seven languages, by the words of asked.def; knows no grammar, and hands
 * back what it does not understand, so that it can be told.
 */
#ifndef TAILOR_ASKED_H
#define TAILOR_ASKED_H

#include "resume/wording.h"

enum { ASKED_BYTES = 4000, ASKED_STRESSED = 8 };

enum asked_part {
	ASKED_SUMMARY = 1,
	ASKED_SKILLS = 2,
	ASKED_TITLE = 4,
	ASKED_BULLETS = 8,
	ASKED_ORDER = 16
};

struct tailor_asked {
	unsigned keep; /* asked_part: stays as it is */
	bool one_page, short_summary;
	struct str stress[ASKED_STRESSED]; /* words to stress */
	size_t stressed;
	struct str other; /* the first clause that is not understood */
};

/* Longer instructions are read up to ASKED_BYTES; the rest is `other`. */
void tailor_asked_read(
	struct arena *mem, struct str instructions, struct tailor_asked *out);

#endif
