/*
 * press/picture_jpeg.h - what picture_jpeg.c and picture_scan.c share: a JPEG
 * while it is read.
 */
#ifndef PRESS_PICTURE_JPEG_H
#define PRESS_PICTURE_JPEG_H

#include "press/picture_int.h"

enum { JPEG_PARTS = 3 };

struct jpeg_huffman {
	bool there;
	uint8_t value[256];
	int32_t most[18];  /* of the codes of each length, left-aligned to 16 */
	int32_t first[17]; /* index of the length's first value, less its code
			    */
	uint16_t quick[256]; /* by 8 bits: length << 8 | value; 0: it is longer
			      */
};

/* One of brightness and two colours. */
struct jpeg_part {
	int id, h, v, quantiser; /* h, v: samples in a unit */
	int across, down;        /* blocks, with what fills up the last units */
	int16_t *at;             /* 64 frequencies of each block */
	uint8_t *plane;
};

struct jpeg {
	struct arena *mem;
	struct err *err;
	int width, height, count, h, v;
	int across, down; /* units */
	int restart;      /* after so many units; 0: never */
	bool progressive, rgb;
	struct jpeg_part part[JPEG_PARTS];
	uint16_t quantiser[4][64];
	struct jpeg_huffman huffman[2][4]; /* of steady parts, of waves */
};

extern const uint8_t jpeg_zigzag[64];
bool jpeg_huffman_make(struct jpeg_huffman *h, const unsigned char counts[16],
	const unsigned char *values);
/* Reads a scan's data; *rest moves behind it. False: it cannot be one. */
bool jpeg_scan(struct jpeg *j, struct str head, struct str *rest);

#endif
