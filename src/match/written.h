/*
 * match/written.h - which language a text is written in, by the small words
 * that hold its sentences together, or by its script. Knows the languages of
 * written.def, and says nothing where it is not sure.
 */
#ifndef MATCH_WRITTEN_H
#define MATCH_WRITTEN_H

#include "resume/wording.h"

/* "de"; NULL: too few words, or none of these languages. */
const char *written_in(const struct resume_wording *words);
/* "German"; a code that is not known is its own name. */
const char *written_name(const char *code);

#endif
