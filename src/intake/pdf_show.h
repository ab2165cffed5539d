/*
 * intake/pdf_show.h - the state in which a page is painted, shared by what
 * reads operators (pdf_show.c) and what reads marks (pdf_mark.c).
 */
#ifndef INTAKE_PDF_SHOW_H
#define INTAKE_PDF_SHOW_H

#include "intake/pdf_int.h"

enum {
	SHOW_DEPTH = 64, /* of saved states; more are counted */
	SHOW_FORMS = 16, /* within each other */
	SHOW_OPERANDS = 34,
	SHOW_MARKS = 64,
	SHOW_SHADES = 500
};

/* Marked content: an artifact, or what a piece of the page says. */
struct mark {
	size_t first; /* glyph */
	struct str text;
	bool says, artifact, reversed;
};

/* What is being drawn, and the box around it in the page's points. */
struct path {
	size_t points, parts;
	double box[4];
};

struct show {
	struct pdf *pdf;
	struct glyphs *out;
	const struct pdf_obj *resources;
	struct pdf_lex *lex;
	struct pdf_obj operand[SHOW_OPERANDS];
	int count;
	double text[6], line[6];
	struct show_state {
		double ctm[6];
		double size, stretch, rise, leading, char_space, word_space;
		struct pdf_font *font;
		int mode;
		bool white;     /* what it fills with */
		bool odd_space; /* whose numbers are no gray, light or ink */
	} now, saved[SHOW_DEPTH];
	int depth, floor, forms;
	struct path path;
	struct mark mark[SHOW_MARKS];
	int mark_count, artifacts, saying;
	bool hidden;
	double shade[SHOW_SHADES][4]; /* boxes painted, and not white */
	size_t shades;                /* more than fit: all of the page */
	size_t base_items;
};

/* Operators as numbers. */
#define OP1(a) (uint32_t)(a)
#define OP2(a, b) ((uint32_t)(a) | (uint32_t)(b) << 8)
#define OP3(a, b, c) (OP2(a, b) | (uint32_t)(c) << 16)

static inline double intake_pdf_operand(const struct show *s, int i)
{
	return i < s->count ? intake_pdf_number(&s->operand[i], 0) : 0;
}

void intake_pdf_mark_begin(struct show *s);
void intake_pdf_mark_end(struct show *s);

/* pdf_look.c */
void intake_pdf_multiply(const double a[6], const double b[6], double out[6]);
/* Does who looks on see to it? `to`: how far along the text's line. */
bool intake_pdf_look_glyph(
	struct show *s, const struct pdf_font *font, uint32_t code, double to);
void intake_pdf_look_picture(struct show *s, const struct pdf_obj *picture);
void intake_pdf_look_inline(struct show *s);

/* pdf_paint.c; false: it is no operator of colours */
bool intake_pdf_paint_operate(struct show *s, uint32_t op);
/* Something that is not white was painted within this box, or a picture. */
void intake_pdf_paint_shade(struct show *s, const double box[4]);
void intake_pdf_paint_picture(struct show *s);
/* Is what is written here of the paper's colour? */
bool intake_pdf_paint_is_pale(const struct show *s, double x, double y);

/* pdf_dots.c; false: it is no operator of paths */
bool intake_pdf_dots_operate(struct show *s, uint32_t op);

#endif
