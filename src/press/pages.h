/*
 * press/pages.h - a document as pages: where each glyph, line and picture
 * stands. layout.c makes it of a tree; the writers of pages (PDF, SVG, PNG)
 * read it. It knows the tree's blocks by number only, for the tags of a PDF.
 *
 * Places are thousandths of a point from the page's top left corner, y grows
 * downwards. Advances of glyphs are units of their font.
 */
#ifndef PRESS_PAGES_H
#define PRESS_PAGES_H

#include "press/font.h"
#include "press/look.h"

/* ---- shaped text -------------------------------------------------------- */

struct shape_glyph {
	uint16_t id;
	int16_t advance;    /* what the pen moves by; font units */
	int16_t dx, dy;     /* where it is drawn, beside the pen */
	uint16_t from, len; /* the bytes of the shape's text that it stands for;
			     * len 0: a further glyph of the cluster before */
};

/* A word (or a piece of one) in one font and one direction, as it came out of
 * HarfBuzz; glyphs in visual order. Lives in the press's cache and is shared
 * by documents that follow. */
struct shape {
	const struct font *font;
	struct str text; /* UTF-8 */
	const struct shape_glyph *at;
	uint32_t count;
	int32_t width; /* sum of the advances */
	bool rtl;
	/* Each glyph is drawn, moves the pen, stays on the baseline and stands
	 * for text of its own; from the right for one character. */
	bool simple;
};

/* ---- marks -------------------------------------------------------------- */

enum { PAGES_ARTIFACT = -1, PAGES_NO_LINK = -1 };

/* Shapes of one font, size and colour on one baseline. */
struct mark_text {
	const struct font *font;
	int32_t size, y; /* of the type; of the baseline */
	uint32_t color;
	int32_t tracking; /* between glyphs */
	int part;         /* index into pages.part; PAGES_ARTIFACT */
	int link;         /* index into page.link; PAGES_NO_LINK */
	/* How wide the empty space before it is that its line goes on over: to
	 * a date at the far end. 0: there is none. */
	int32_t gap;
	const struct mark_piece *at;
	uint32_t count;
};
struct mark_piece {
	const struct shape *shape;
	int32_t x; /* where the pen begins */
	/* Is there a blank between what is left of it and this piece; of the
	 * first of a line: between the line before and this one? */
	bool blank;
	bool hyphen; /* a hyphen of ours was put behind the last glyph: not in
		      * the text */
};

struct mark_box { /* a rule, a background */
	int32_t x, y, width, height;
	uint32_t color;
};

struct mark_picture {
	int32_t x, y, width, height;
	bool round; /* cut to a circle */
	int part;
};

/* A blank that is not part of the text. Readers that guess columns by what
 * stands near take lines with such blanks between them for one column. */
struct mark_bridge {
	const struct font *font;
	int32_t size, x, y; /* of the baseline */
};

struct mark {
	enum mark_kind { MARK_TEXT, MARK_BOX, MARK_PICTURE, MARK_BRIDGE } kind;
	union {
		struct mark_text text;
		struct mark_box box;
		struct mark_picture picture;
		struct mark_bridge bridge;
	} u;
};

struct page_link {
	int32_t x, y, width, height;
	struct str url;
	struct str says; /* the text that is linked */
	int part;
};

struct press_page {
	const struct mark *at;
	size_t count;
	const struct page_link *link;
	size_t link_count;
};

/* ---- structure ---------------------------------------------------------- */

/* A part of the document: a block of the tree, its aside, a list. In the order
 * of reading; a part's children follow it. What has several lines or goes over
 * a page's end is one part. */
struct pages_part {
	enum part_kind {
		PART_BLOCK, /* type by the role: H1, H2, P, ... */
		PART_LIST,  /* L */
		PART_ITEM,  /* LI, of a BULLET: label and body are parts */
		PART_LABEL, /* Lbl: the bullet */
		PART_BODY,  /* LBody */
		PART_SPAN,  /* an aside */
		PART_LINK,  /* Link: text and its annotations */
		PART_FIGURE
	} kind;
	int parent; /* index; -1: the document */
	int block;  /* of the tree; -1 for lists */
};

struct pages {
	const struct tree *tree;
	struct fonts *fonts;
	int32_t width, height;
	const struct press_page *at;
	size_t count;
	const struct pages_part *part;
	size_t part_count;
	int scale;      /* thousandths that `fit` came to; 1000: untouched */
	bool fitted;    /* false: it was asked for and could not be reached */
	size_t missing; /* words with characters that no installed font has */
	uint32_t missing_one; /* such a character */
};

#endif
