/*
 * press/plain_int.h - what plain.c and plain_plan.c share: what is known of
 * one font.
 */
#ifndef PRESS_PLAIN_INT_H
#define PRESS_PLAIN_INT_H

#include "press/plain.h"

#include "press/plain_table.h"

enum {
	PLAIN_LETTERS = 0x180, /* characters from the first on */
	PLAIN_DASHES = 0x2010, /* and general punctuation from here */
	PLAIN_DASHES_END = 0x2028,
	PLAIN_CHARACTERS = PLAIN_LETTERS + PLAIN_DASHES_END - PLAIN_DASHES,
	PLAIN_LOOKUPS = 60,
	PLAIN_PAIR_BITS = 10,
	PLAIN_PAIRS = 1 << PLAIN_PAIR_BITS
};

/* Flags of a lookup that passes by glyphs which are no marks; types of those
 * that look at rows, in GSUB and in GPOS. */
enum { PLAIN_IGNORES = 2 | 4, PLAIN_ROWS = 5, PLAIN_ROWS_PLACED = 7 };

/* Behind the bits of lookups. */
#define PLAIN_BEGINS_PAIR ((uint64_t)1 << 62)
#define PLAIN_BEGINS_ODD ((uint64_t)1 << 63)

struct plain_known {
	uint32_t key; /* both glyphs; 0: none */
	int16_t advance, dx, dy;
};

/* In one script: Latin, or none, of words that have no letter. */
struct plain_script {
	bool asked, able;
	hb_blob_t *blob[2];
	struct plain_table substitutes, places;
	struct plain_lookup lookup[PLAIN_LOOKUPS], pairs[PLAIN_LOOKUPS],
		odd[PLAIN_LOOKUPS];
	unsigned lookups, pair_lookups, odd_lookups; /* odd: of places */
	uint64_t *begins;                            /* of each glyph */
	struct plain_known pair[PLAIN_PAIRS];
};

struct plain {
	const struct font *font;
	struct plain_how how;
	uint16_t glyph[PLAIN_CHARACTERS]; /* 0: not asked yet, or none */
	uint16_t *advance; /* of each glyph, +1; 0: not asked yet */
	struct plain_script script[2];
};

/* Asks the font; false: it is left to HarfBuzz. */
bool plain_ask(struct plain *p, struct plain_script *s, hb_script_t script);

#endif
