/*
 * press/font.h - the fonts that are installed, by our own table (fonts.def):
 * families, files, styles. No fontconfig: that alone would cost more than a
 * whole document. A file is opened when it is first needed and stays open.
 *
 * One thread at a time: a press, with its fonts, belongs to one thread.
 */
#ifndef PRESS_FONT_H
#define PRESS_FONT_H

#include "base/base.h"

#include <hb.h>

enum font_style {
	FONT_REGULAR,
	FONT_BOLD,
	FONT_ITALIC,
	FONT_BOLD_ITALIC,
	FONT_STYLES
};

/* One face. Units are the font's own (upem to the em), y upwards. */
struct font {
	struct str family;
	enum font_style style;
	const char *path; /* of the file */
	int index;        /* of the face in a collection */
	int number;       /* of this font in its press; counts from 0 */
	hb_face_t *face;
	hb_font_t *hb; /* scale: upem; no ppem */
	hb_blob_t *blob;
	bool cff;        /* outlines are CFF, not glyf */
	bool small_caps; /* has the feature smcp */
	int upem, glyph_count;
	int ascent, descent; /* descent is negative */
	int cap_height, x_height, line_gap;
	int bbox[4];      /* x0 y0 x1 y1 */
	int italic_angle; /* in 1/65536 degrees, as in `post` */
	int weight;       /* 400, 700 */
	bool serif, mono;
	struct str name; /* PostScript name */
	uint16_t space;  /* glyph of U+0020 */
	int space_width;
	unsigned char hash[32]; /* SHA-256 of the file; see font_hash */
	bool hashed;
};

struct fonts;

struct font_family {
	const char *name, *licence, *package;
	bool serif;
	bool there; /* installed, at least its regular face */
};

/* `folders` ends with NULL; NULL: where distributions put fonts. */
bool fonts_open(
	struct fonts **out, const char *const *folders, struct err *err);
void fonts_close(struct fonts *fonts);

/* The families of the table, in its order; NULL behind the last. */
const struct font_family *fonts_family(struct fonts *fonts, size_t i);

/* The face of a family. Of one that is not installed the nearest that is
 * (serif for serif); false when there is no font at all. *same: it is the one
 * that was asked for. */
bool fonts_find(struct fonts *fonts, struct str family, enum font_style style,
	const struct font **out, bool *same, struct err *err);
/* The faces of one family for one document, each found when it is wanted. */
struct font_set {
	struct fonts *fonts;
	struct str family;
	const struct font *at[FONT_STYLES];
};
bool font_set_open(struct font_set *set, struct fonts *fonts, struct str family,
	struct err *err);
/* Never NULL once the set is open. */
const struct font *font_set_find(struct font_set *set, enum font_style style);

/* One that has a glyph for the character, after the style and kind of `like`;
 * NULL: none has. */
const struct font *fonts_fallback(
	struct fonts *fonts, const struct font *like, uint32_t character);
/* Which of the Chinese, Japanese and Korean forms of a character is meant. */
void fonts_language(struct fonts *fonts, struct str language);
bool font_has(const struct font *font, uint32_t character);
/* SHA-256 of its file. */
const unsigned char *font_hash(struct font *font);
/* By number; NULL behind the last that was opened. */
struct font *fonts_at(const struct fonts *fonts, int number);

#endif
