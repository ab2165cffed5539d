/*
 * intake/doc_int.h - what the parts of the reader share; the arrows go down:
 *
 *	doc.c          the file: its header, its texts in order, what is refused
 *	doc_show.c     characters and marks become lines
 *	doc_style.c    styles, by number
 *	doc_look.c     looks of letters and paragraphs, by place in the file
 */
#ifndef INTAKE_DOC_INT_H
#define INTAKE_DOC_INT_H

#include "intake/doc.h"
#include "intake/flow.h"
#include "intake/ole.h"

enum { DOC_STYLES = 4096, DOC_BASES = 16 };

/* Of letters. */
struct doc_look {
	bool bold, italic, hidden, deleted;
	uint16_t symbol; /* the character of a font of symbols; 0: none */
	int half_points;
};

/* Of a paragraph. */
struct doc_form {
	int style;
	int outline;      /* less than 0: what its style says */
	int list, level;  /* list 0: none; less than 0: what its style says */
	int indent;       /* in twentieths of a point */
	int above, below; /* as the indent is */
	bool in_table, row_ends, inner_cell, inner_row_ends;
	bool close; /* no space to neighbours of its style */
	bool new_page;
};

struct doc_style {
	bool there;
	uint8_t heading;
	int base;
	struct str form, look; /* lists of changes */
	bool done, busy;
	struct doc_look is;
	struct doc_form is_form;
};

/* Runs of equal looks, in pages of 512 bytes of the main stream. */
struct doc_runs {
	struct str table; /* places, then numbers of pages */
	size_t count;
	uint32_t from, to; /* of the run that was asked for last */
	struct str changes;
	int style;
};

struct doc {
	struct arena *mem;
	struct str main, table; /* streams */
	bool old;               /* of Word 6 or 95 */
	uint16_t *text;         /* all texts, one after the other */
	uint32_t *place;        /* of each in the main stream */
	size_t count;
	struct doc_style *styles;
	size_t style_count;
	struct doc_runs letters, paragraphs;
	struct doc_look look; /* of the run of letters */
	int look_style;
	int64_t work;
	struct flow flow;
};

static inline bool doc_work(struct doc *d, int64_t steps)
{
	d->work -= steps;
	return d->work > 0;
}

/* doc_look.c */
void intake_doc_runs(struct doc_runs *runs, struct str table);
void intake_doc_change_look(
	struct doc_look *look, const struct doc_look *style, struct str list);
void intake_doc_change_form(struct doc_form *form, struct str list);
/* What is changed at a place; style only of paragraphs. */
bool intake_doc_at(
	struct doc *d, struct doc_runs *runs, uint32_t place, bool paragraph);

/* doc_style.c */
void intake_doc_styles(struct doc *d, struct str sheet);
const struct doc_style *intake_doc_style(struct doc *d, int number);

/* doc_show.c: from one character to another. */
void intake_doc_show(struct doc *d, size_t from, size_t to);

#endif
