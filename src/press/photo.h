/*
 * press/photo.h - the photo as it is looked at, in as many pixels as a place
 * has: upright, covering it, cut round. For whoever draws pixels.
 */
#ifndef PRESS_PHOTO_H
#define PRESS_PHOTO_H

#include "press/tree.h"

/* width x height of 0xAARRGGBB. */
bool photo_draw(struct arena *mem, const struct tree_picture *photo, int width,
	int height, bool round, uint32_t **out, struct err *err);

#endif
