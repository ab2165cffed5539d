/* press/picture_int.h - what picture.c and picture_png.c share. */
#ifndef PRESS_PICTURE_INT_H
#define PRESS_PICTURE_INT_H

#include "press/picture.h"

enum {
	PICTURE_APP = 0xe0,
	PICTURE_SOS = 0xda,
	PICTURE_EOI = 0xd9,
	PICTURE_COM = 0xfe
};

/* False, here where compilers see it. */
static inline bool picture_broken(struct err *err)
{
	return err_set(err, ERR_BAD_INPUT, "the photo is damaged");
}

/* Take the next part from *rest; false: there is none that is whole. */
struct picture_chunk { /* of a PNG, its check sum tested */
	char name[4];
	struct str data;
};
bool picture_chunk(struct str *rest, struct picture_chunk *out);
struct picture_segment { /* of a JPEG */
	unsigned marker;
	struct str whole, data;
};
bool picture_segment(struct str *rest, struct picture_segment *out);

#endif
