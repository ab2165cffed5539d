/*
 * press/shape.h - words become glyphs, once: HarfBuzz shapes a word when it
 * is first seen, and every document after that finds it. Knows no size, no
 * line, no page.
 */
#ifndef PRESS_SHAPE_H
#define PRESS_SHAPE_H

#include "press/pages.h"

enum shape_how {
	SHAPE_RTL = 1,
	SHAPE_SMALL_CAPS = 2, /* the font's own */
	SHAPE_PLAIN = 4       /* no ligatures: letters will be set apart */
};

/* More than one shape where the font lacks characters. */
struct word {
	const struct font *font;
	struct str text;
	unsigned how;
	int language;
	uint32_t missing; /* a character of it that no font has; 0: none */
	uint32_t count;
	struct shape at[]; /* in the order of the text */
};

enum { WORD_BYTES = 255 };

struct words;
struct words *words_open(struct fonts *fonts);
void words_close(struct words *words);
/* A document begins: its language; what was shaped is forgotten when that had
 * grown over the ceiling. Words of earlier documents must not be used then. */
void words_begin(struct words *words, struct str language);
/* text: at most WORD_BYTES, well-formed, no blanks. Never fails: characters
 * that no font has are shown by a mark in their place. */
const struct word *words_find(struct words *words, const struct font *font,
	unsigned how, struct str text);

#endif
