/*
 * press/raster.h - outlines become coverage: how much of each pixel a glyph
 * takes. Keeps the masks of glyphs from one page to the next. Knows no colour.
 */
#ifndef PRESS_RASTER_H
#define PRESS_RASTER_H

#include "press/font.h"

enum { RASTER_SHADES = 31 }; /* enough for the eye, few enough for a palette */

struct raster_mask {
	int left, top; /* of the first pixel, from the pen; top grows upwards */
	int width, height;
	const uint8_t *at; /* rows of coverage, 0 to RASTER_SHADES */
};

struct raster;
struct raster *raster_open(void);
void raster_close(struct raster *r);
/* A page begins: masks of earlier ones may be forgotten. */
void raster_begin(struct raster *r);
/* size: of the em, in 1/64 pixel; quarter: how many quarters of a pixel the
 * pen stands to the right of a whole one. NULL: nothing to draw. */
const struct raster_mask *raster_glyph(struct raster *r,
	const struct font *font, uint32_t glyph, int size, int quarter);

#endif
