/*
 * press/subset.h - a font program with few of a font's glyphs, as a PDF embeds
 * it: no hinting, no names, no characters, glyphs numbered anew. TrueType
 * outlines are cut out by code of ours, CFF by HarfBuzz.
 */
#ifndef PRESS_SUBSET_H
#define PRESS_SUBSET_H

#include "press/font.h"

/* The tables of a font, found once. */
struct subset_font;
struct subset_font *subset_open(const struct font *font);
void subset_close(struct subset_font *s);

/* What the pen moves by, in units of the font, as the program says it. */
int subset_advance(const struct subset_font *s, uint16_t id);

/* Glyphs drawn together, each at its offset: one more glyph of the program. */
struct subset_piece {
	uint16_t id;
	int16_t dx, dy;
};
struct subset_joined {
	const struct subset_piece *at;
	size_t count;
	int32_t advance;
};

struct subset_wanted {
	const uint16_t *ids;
	size_t count;
	const struct subset_joined *joined;
	size_t joined_count;
};

/*
 * Appends the program: TrueType tables, or a bare CFF table. ids: ascending,
 * unlike, not 0; codes[i] is what a PDF calls ids[i] by then: its number, or
 * the CID that a CFF program of that kind gives it. For TrueType the id
 * behind the font's last glyph asks for an empty one without width, those
 * behind it for the joined ones.
 */
struct subset_made {
	uint16_t *codes;
	size_t total; /* glyphs of a TrueType program */
};
bool subset_make(struct subset_font *s, struct arena *mem,
	const struct subset_wanted *want, struct subset_made *made,
	struct buf *out, struct err *err);

#endif
