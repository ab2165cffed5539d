/*
 * intake/jbig2.h - JBIG2 (ITU-T T.88), the format in which scanners put pages
 * of black and white into a PDF. All that the standard has but colours and
 * templates of twelve pixels of one's own. Pure; runs on untrusted bytes.
 */
#ifndef INTAKE_JBIG2_H
#define INTAKE_JBIG2_H

#include "base/base.h"

enum {
	JBIG2_PIXELS = 40000000, /* of a page, or of one part of it */
	JBIG2_KEPT = 24000000,   /* of all that later parts are made of */
	/* Pixels that are decoded or painted: the least and the most that may
	 * be, and so many for one of the page. */
	JBIG2_WORK_LEAST = 8000000,
	JBIG2_WORK = 160000000,
	JBIG2_WORK_EACH = 32
};

/*
 * The page as rows of whole bytes, the highest bit at the left, 1 is white, as
 * a PDF has samples. `shared` is what several pictures have in common, or "".
 * What follows on damage is white. STR_NONE: nothing can be had of it.
 */
struct str intake_jbig2(struct arena *mem, struct str shared, struct str bytes,
	uint32_t width, uint32_t height);

#endif
