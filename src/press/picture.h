/*
 * press/picture.h - PNG and JPEG, as far as a photo needs them: what they are
 * and how big, pixels of a PNG, a JPEG without what its camera noted. Trusts
 * no byte of them.
 */
#ifndef PRESS_PICTURE_H
#define PRESS_PICTURE_H

#include "base/base.h"

enum {
	PICTURE_SIDE = 10000,      /* pixels */
	PICTURE_PIXELS = 24 << 20, /* of a JPEG, which is passed on as it is */
	PICTURE_PNG_PIXELS = 8 << 20
};

enum picture_kind { PICTURE_PNG, PICTURE_JPEG };

struct picture {
	enum picture_kind kind;
	int width, height; /* as they are stored */
	/* How a camera was held, as EXIF says it: 1 upright, 2 to 8 turned or
	 * mirrored; 5 to 8 exchange width and height. */
	int turn;
	int channels; /* stored: 1 grey or palette, 2, 3, 4 */
	int bits;     /* of a channel */
	/* of a PNG */
	bool palette, interlaced, alpha; /* alpha: of any kind */
	struct str colors, opacities;    /* PLTE, tRNS */
};

/* Reads what stands at the beginning. What no document can show is refused
 * (ERR_BAD_TYPE), so is what is broken (ERR_BAD_INPUT). */
bool picture_read(struct str bytes, struct picture *out, struct err *err);
/* As it is looked at. */
int picture_width(const struct picture *p);
int picture_height(const struct picture *p);

/* The zlib stream of a PNG's pixels, tested whole. */
bool picture_png_packed(struct arena *mem, struct str bytes,
	const struct picture *p, struct str *out, struct err *err);
/* Its pixels: `color` has 3 bytes a pixel, or 1 when all are grey; `alpha` 1,
 * at NULL when all are solid. */
struct picture_pixels {
	unsigned char *color, *alpha;
	int width, height;
	int channels; /* 1, 3 */
};
bool picture_png_pixels(struct arena *mem, struct str bytes,
	const struct picture *p, struct picture_pixels *out, struct err *err);

/* Of a JPEG, which is brought to a half, a quarter or an eighth of its size as
 * long as that is not beneath what is wanted. */
bool picture_jpeg_pixels(struct arena *mem, struct str bytes,
	const struct picture *p, int width, int height,
	struct picture_pixels *out, struct err *err);

/* A JPEG without place, time, name and small copies of itself (DOC-17). */
bool picture_jpeg_bare(
	struct arena *mem, struct str bytes, struct str *out, struct err *err);

#endif
