/* press/subset_int.h - what subset.c, subset_glyf.c and subset_cff.c share. */
#ifndef PRESS_SUBSET_INT_H
#define PRESS_SUBSET_INT_H

#include "press/subset.h"

enum { SUBSET_HEAD = 54, SUBSET_HHEA = 36, SUBSET_MAXP = 32 }; /* bytes */

struct subset_table {
	hb_blob_t *blob;
	const unsigned char *at;
	size_t len;
};

struct subset_font {
	const struct font *font;
	struct subset_table glyf, loca, head, hhea, maxp, hmtx;
	size_t metrics; /* full rows of hmtx */
	bool wide;      /* loca has 32 bits */
	uint16_t *code; /* of each glyph, while a subset is made; else 0 */
};

static inline unsigned subset_u16(const unsigned char *at)
{
	return (unsigned)at[0] << 8 | at[1];
}

static inline uint32_t subset_u32(const unsigned char *at)
{
	return (uint32_t)subset_u16(at) << 16 | subset_u16(at + 2);
}

bool subset_glyf(struct subset_font *s, struct arena *mem,
	const struct subset_wanted *wanted, struct subset_made *made,
	struct buf *out);
bool subset_cff(struct subset_font *s, struct arena *mem,
	const struct subset_wanted *want, uint16_t *codes, struct buf *out,
	struct err *err);

#endif
