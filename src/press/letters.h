/*
 * press/letters.h - what the layout has to know of single characters: capitals
 * by language, where a line may end, which are written from the right.
 */
#ifndef PRESS_LETTERS_H
#define PRESS_LETTERS_H

#include "base/base.h"

/* A text in capitals. Greek loses its accents, Turkish keeps its dots. */
struct str letters_upper(
	struct arena *mem, struct str text, struct str language);

/* How a line may end between two characters of one word. */
enum letters_end { LETTERS_NEVER, LETTERS_HERE, LETTERS_SOFT };
/* before and after: neighbours; soft hyphens, dashes, CJK. */
enum letters_end letters_between(uint32_t before, uint32_t after);

/* Is there a letter that joins the next one (Arabic, Syriac, Mongolian)? Such
 * words fall apart when their letters are set apart. */
bool letters_join(struct str text);

/* Is there a character that may be written from the right? */
bool letters_rtl(struct str text);

#endif
