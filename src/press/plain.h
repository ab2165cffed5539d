/*
 * press/plain.h - words of plain letters become glyphs without HarfBuzz, which
 * takes ten times as long for the general case: Latin letters with single
 * substitutions, ligatures and pairs. It declines what it is not sure of, and
 * HarfBuzz is asked; what it does not decline has glyph by glyph what HarfBuzz
 * would have had. A test shapes the samples' words in every font both ways.
 */
#ifndef PRESS_PLAIN_H
#define PRESS_PLAIN_H

#include "press/pages.h"

/* What HarfBuzz is told beside the text. */
struct plain_how {
	hb_language_t language;
	hb_feature_t feature[4];
	unsigned features;
};

/* One font, told one thing. Asks the font what it does when it is first
 * needed. */
struct plain;
struct plain *plain_open(const struct font *font, const struct plain_how *how);
void plain_close(struct plain *p);
/* glyphs: room for as many as the text has bytes, which are less than 64 k.
 * False: declined. */
bool plain_shape(struct plain *p, struct str text, struct shape_glyph *glyphs,
	uint32_t *count);

#endif
