/*
 * press/hyphen.h - where a word may be hyphenated, by the patterns that are
 * installed (libhyphen). A language's file is read when it is first needed.
 */
#ifndef PRESS_HYPHEN_H
#define PRESS_HYPHEN_H

#include "base/base.h"

struct hyphens;
struct hyphens *hyphen_open(void);
void hyphen_close(struct hyphens *h);
/* The language of what follows; one without patterns is not hyphenated. */
void hyphen_language(struct hyphens *h, struct str language);
/* The file of its patterns; NULL: it has none. */
const char *hyphen_file(struct str language);
/* Places (bytes before them) in a word of letters, at most `most`. */
size_t hyphen_find(
	struct hyphens *h, struct str word, uint8_t *places, size_t most);

#endif
