/*
 * press/plain_table.h - what plain.c reads from the tables GSUB and GPOS of a
 * font, as OpenType 1.9 lays them out. Every place is checked against the
 * table's end: what would be behind it reads as zero.
 */
#ifndef PRESS_PLAIN_TABLE_H
#define PRESS_PLAIN_TABLE_H

#include "press/pages.h"

struct plain_table {
	const unsigned char *at;
	size_t len;
};

enum plain_type { /* of a lookup of GSUB */
	PLAIN_SINGLE = 1,
	PLAIN_LIGATURE = 4,
	PLAIN_PAIR = 2 /* of GPOS */
};

struct plain_lookup {
	size_t at; /* in its table */
	unsigned number, type, flag, count;
	bool odd; /* plain.c cannot do what it says */
};

/* What a pair adds to its first glyph; units of the font. */
struct plain_move {
	int32_t advance, dx, dy;
};

/* `extension` is the type that only says where the real one is. */
struct plain_lookup plain_lookup(
	struct plain_table t, unsigned number, unsigned extension);
/* Where its subtable is. */
size_t plain_part(
	struct plain_table t, const struct plain_lookup *l, unsigned i);

/* Calls `each` with every glyph that a lookup's subtable can begin at. `rows`:
 * the type of lookups that look at rows of glyphs; the next one chains. */
void plain_begins(struct plain_table t, size_t part, unsigned type,
	unsigned rows, void (*each)(void *with, unsigned glyph), void *with);

/* The glyphs of a word. */
struct plain_row {
	const struct shape_glyph *at;
	size_t count;
};
/* Does a lookup of rows find what it looks for around glyph i, none of which
 * is ignored? True, too, where it is not looked up. */
bool plain_matches(struct plain_table t, size_t part, unsigned type,
	unsigned rows, struct plain_row row, size_t i);
/* What glyph i becomes; 0: it stays. */
unsigned plain_single(
	struct plain_table t, size_t part, struct plain_row row, size_t i);
/* The ligature that begins with glyph i, and of how many; 0: none. */
unsigned plain_ligature(struct plain_table t, size_t part, struct plain_row row,
	size_t i, size_t *taken);
/* False: nothing is said of the two. */
bool plain_pair(struct plain_table t, size_t part, unsigned first,
	unsigned second, struct plain_move *add);
/* Can it be understood: are there only numbers, and for the first only? */
bool plain_pair_fits(struct plain_table t, size_t part);

#endif
