/*
 * press/press_int.h - what a press holds from one document to the next.
 */
#ifndef PRESS_INT_H
#define PRESS_INT_H

#include "press/hyphen.h"
#include "press/pdf.h"
#include "press/press.h"
#include "press/raster.h"
#include "press/shape.h"

struct press {
	struct fonts *fonts;
	struct words *words;
	struct hyphens *hyphens;
	struct pdf *pdf;
	struct raster *raster;
};

#endif
