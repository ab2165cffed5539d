/*
 * intake/lines.h - what a document that somebody handed in says, and where:
 * pages of lines of words. Every reader of a format makes it; what tells
 * sections and dates apart reads it. It knows no format.
 *
 * Places are points from the upper left corner of the page as it is shown,
 * x to the right and y down. Lines stand in the order of reading.
 */
#ifndef INTAKE_LINES_H
#define INTAKE_LINES_H

#include "base/base.h"

enum intake_flag {
	INTAKE_BOLD = 1,
	INTAKE_ITALIC = 2,
	INTAKE_HIDDEN = 4,   /* is there, but is not painted */
	INTAKE_ARTIFACT = 8, /* the file says: no part of the text */
	INTAKE_CELL = 16,    /* a wide gap stands before it */
	INTAKE_GLUED = 32,   /* no blank before it, in the same line */
	INTAKE_PALE = 64     /* painted in the colour of the paper */
};

struct intake_box {
	float x0, y0, x1, y1;
};

/* Text between blanks, in logical order, well-formed UTF-8. */
struct intake_word {
	struct str text;
	struct str url; /* what it links to; at NULL: nothing */
	struct intake_box box;
	float base, size; /* of the baseline; of the type, in points */
	unsigned flags;   /* INTAKE_BOLD ... */
	uint32_t turn;    /* quarter turns of its line to the right */
	uint32_t place;   /* in the order in which the file draws */
	uint8_t sure;     /* read from a picture: of 100, how surely; 0: was not
			     read from one */
};

struct intake_line {
	struct intake_word *at;
	size_t count;
	struct intake_box box;
	float base, size; /* of most of its letters */
	unsigned flags;   /* what all its words have in common */
	int block;        /* lines that follow each other closely, from 0 */
	int column;       /* a page's parts side by side, from 0 */
	bool repeated;    /* at the edge of several pages: head or foot */
	bool rtl;         /* runs from the right */
	bool joined;      /* its last word goes on in the next line: a soft
			     hyphen stood between, and is gone */
	/* What a file says that knows more than places, by its styles. */
	uint8_t heading; /* its level, from 1; 0: is none */
	uint8_t item;    /* of a list: how deep, from 1; 0: is none. The
			    first line of an item; its mark is no word. */
};

struct intake_page {
	struct intake_line *at;
	size_t count;
	float width, height;
	size_t glyphs;   /* that were shown */
	size_t unknown;  /* of these, how many nobody knows the letter of */
	size_t icons;    /* private characters, left out */
	size_t pictures; /* a page of these alone is a scan */
};

struct intake_margins {
	float top, right, bottom, left; /* in points */
};

struct intake_doc {
	struct intake_page *at;
	size_t count;
	struct intake_margins margins; /* that the file says; of Word's */
	bool scan;   /* pictures, and no text at all: what OCR is for */
	bool typed;  /* plain text: a line breaks where its author wanted */
	bool mended; /* was damaged; what could be found is here */
};

/* The text, a line a line, an empty one between blocks, a form feed behind
 * each page. */
bool intake_text(struct arena *mem, const struct intake_doc *doc,
	struct str *out, struct err *err);

#endif
