/*
 * intake/flow.h - text of formats that know lines but no places becomes pages
 * of lines. Places are made up, so that what the file sets apart stands apart:
 * y goes down by the line, x is the indentation, and so on for each letter half
 * its size. Knows no format.
 *
 *	intake_flow_begin(&f, mem);
 *	f.heading = 1;
 *	intake_flow_text(&f, STR("Experience"));
 *	intake_flow_block(&f);
 *	...
 *	return intake_flow_end(&f, out, err);
 */
#ifndef INTAKE_FLOW_H
#define INTAKE_FLOW_H

#include "intake/lines.h"

enum {
	FLOW_BYTES = 16 << 20, /* of a file, and of its text */
	FLOW_WORDS = 300000,
	FLOW_LINES = 100000,
	FLOW_PAGES = 200,
	FLOW_LEVELS = 9, /* of headings and of lists; deeper ones are so deep */
	FLOW_URL = 2048
};

struct flow {
	struct arena *mem;

	/* How the next words look. */
	unsigned flags; /* INTAKE_BOLD, INTAKE_ITALIC, INTAKE_HIDDEN */
	float size;     /* 0: by its heading */
	struct str url; /* must live as long as the lines do */

	/* Of the line that is being made; an end of a line forgets them, but
	 * not the column. */
	int heading, item;
	float indent;
	float above, below; /* space around it that the file asks for */
	int column;
	bool typed; /* marks of lists are in the text, and are taken out */

	/* private */
	struct buf word;
	struct intake_page *pages;
	struct intake_line *lines;
	struct intake_word *words; /* of the line */
	size_t page_count, page_room, line_count, line_room;
	size_t word_count, word_room, all_words, all_lines, all_bytes;
	size_t glyphs, unknown, icons;
	float x, y, space; /* space: below the last line */
	int block;
	bool gap, glued, apart, soft;
	const char *spent; /* what there was too much of; NULL: nothing */
	struct intake_word word_look;
};

void intake_flow_begin(struct flow *f, struct arena *mem);
/* Any character; blanks end words, what nobody sees is left out. */
void intake_flow_char(struct flow *f, uint32_t c);
void intake_flow_text(struct flow *f, struct str s); /* UTF-8 */
/* A wide gap, of so many blanks; nothing at the beginning of a line. */
void intake_flow_gap(struct flow *f, int blanks);
/* Ends the line, if there are words in it. */
void intake_flow_line(struct flow *f);
/* Ends it, and what follows stands apart. */
void intake_flow_block(struct flow *f);
void intake_flow_page(struct flow *f);
/* Has the line any word yet? */
bool intake_flow_any(const struct flow *f);
/* Too much of something is an error; no words at all are none. */
bool intake_flow_end(struct flow *f, struct intake_doc *out, struct err *err);

#endif
