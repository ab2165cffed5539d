/*
 * intake/lines_int.h - glyphs on a page become words, lines, columns, in three
 * steps: lines_word.c, lines_order.c, lines.c, whose words lines_way.c puts in
 * logical order. Nothing here knows a format.
 */
#ifndef INTAKE_LINES_INT_H
#define INTAKE_LINES_INT_H

#include "intake/lines.h"

/* Beside INTAKE_BOLD ... INTAKE_ARTIFACT. */
enum glyph_flag {
	GLYPH_PALE = 16,
	GLYPH_BEGINS = 32,
	GLYPH_BLANK = 64,
	GLYPH_GONE = 128
};

/* One shape on a page, in points as lines.h has them. */
struct glyph {
	float x0, x1, y; /* along its line, turned to be level */
	float size, space;
	uint32_t text; /* a character, or a place in .texts, marked */
	uint8_t flags; /* INTAKE_*, GLYPH_* */
	uint8_t turn;
	uint8_t sure; /* lines.h; 0: is no guess */
};

enum { GLYPH_TEXT = 0x80000000u };

struct glyphs {
	struct arena *mem;
	struct glyph *at;
	size_t count, room;
	struct str *texts;
	size_t text_count, text_room;
	struct intake_box *dots; /* painted, not written */
	size_t dot_count;
	size_t shown, unknown, icons, pictures;
	float width, height;
};

struct glyph *intake_glyph_add(struct glyphs *g);
/* What its character means: a blank, an icon, nothing that is known. */
void intake_glyph_note(struct glyphs *g, struct glyph *at);
/* The mark for a glyph of several characters. */
uint32_t intake_glyph_text(struct glyphs *g, struct str text);

struct words {
	struct intake_word *at;
	size_t count;
};

/* Glyphs in the order they were drawn become words in that order. */
void intake_words(struct arena *mem, const struct glyphs *g, struct words *out);
/* Is there a letter that is written from the right? */
bool intake_rtl(struct str text);
bool intake_rtl_char(uint32_t c);

/* Which way a word runs; numbers and signs go with what is around them. */
enum way { WAY_NONE, WAY_LEFT, WAY_RIGHT };
enum way intake_way(struct str s);
/* Words as they are seen, from the left, become words as they are read; on a
 * page that is mostly from the right, lines of both ways are, too. */
void intake_line_turn(struct intake_line *l, bool rtl);

/* Words that follow each other on one line. */
struct piece {
	struct intake_word *at;
	size_t count;
	struct intake_box box;
	float base, size;
	uint32_t first; /* drawn as which piece */
	enum { HEADING_UNASKED, HEADING_NO, HEADING_YES } heading;
};
struct pieces {
	struct piece *at;
	size_t count;
};

/* Pieces in order of reading: leaves, each a part of a page whose lines go
 * from edge to edge. Calls take() for each. */
struct order {
	struct arena *mem;
	void (*take)(void *to, struct piece **at, size_t count, int column);
	void *to;
	float height;
	bool rtl; /* columns too are read from the right */
	int columns;
};
void intake_order(struct order *o, struct piece **at, size_t count);

void intake_lines(
	struct arena *mem, const struct glyphs *g, struct intake_page *out);
/* Marks what stands at the edges of several pages. */
void intake_lines_repeated(struct intake_doc *doc);

#endif
