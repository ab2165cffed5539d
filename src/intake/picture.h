/*
 * intake/picture.h - the head of a picture that somebody hands in: how large
 * it is, how many pages, which way up. Decodes nothing and loads no library,
 * so that sizes are known before a decoder sees a byte.
 */
#ifndef INTAKE_PICTURE_H
#define INTAKE_PICTURE_H

#include "intake/lines.h"

enum intake_picture_kind {
	INTAKE_PICTURE_NONE,
	INTAKE_PICTURE_JPEG,
	INTAKE_PICTURE_PNG,
	INTAKE_PICTURE_BMP,
	INTAKE_PICTURE_TIFF,
	INTAKE_PICTURE_WEBP
};

enum {
	INTAKE_PICTURE_SIDE = 30000, /* pixels */
	INTAKE_PICTURE_PAGES = 50
};

struct intake_picture {
	enum intake_picture_kind kind;
	uint32_t width, height; /* pixels, as they are stored */
	uint32_t colours;       /* 1: grey, black and white, a palette */
	uint32_t dpi;           /* 0: nobody says */
	uint32_t turn;          /* as EXIF has it: 1 to 8; 1 is upright */
	uint32_t scans;         /* of a JPEG */
	bool progressive;       /* a JPEG that is unpacked whole */
};

/* By content alone. */
enum intake_picture_kind intake_picture_kind(struct str bytes);
/* Page `page` of it; `pages` is how many there are. Refuses what is damaged,
 * has more than INTAKE_OCR_PIXELS, or absurd sides. */
bool intake_picture_head(struct str bytes, size_t page,
	struct intake_picture *out, size_t *pages, struct err *err);

/* What it is most likely to have been made with. */
double intake_picture_dpi(const struct intake_picture *p);

/* A reader as formats.def has them: pages of the right size without lines, of
 * one picture each. */
bool intake_picture(struct arena *mem, struct str bytes, struct intake_doc *out,
	struct err *err);

#endif
