/*
 * press/pdf_int.h - what the parts of the PDF writer share: the document that
 * is being written and its objects.
 *
 *	pdf.c           the order of the work; catalogue
 *	pdf_file.c      objects, streams, cross references
 *	pdf_glyph.c     which glyphs the document uses, and for which text
 *	pdf_sign.c      words that are not shown glyph by glyph
 *	pdf_font.c      the objects of a font
 *	pdf_cmap.c      what its codes stand for, how wide they are
 *	pdf_text.c      lines of text in a page's content
 *	pdf_page.c      pages: content, links
 *	pdf_picture.c   pictures
 *	pdf_tag.c       the structure: what is a heading, a list, a link
 *	pdf_outline.c   bookmarks
 *	pdf_about.c     metadata, colour profile
 */
#ifndef PRESS_PDF_INT_H
#define PRESS_PDF_INT_H

#include "press/memo.h"
#include "press/pdf.h"
#include "press/subset.h"

struct libdeflate_compressor;

enum {
	PDF_STRING = 32767, /* bytes of a string that PDF/A-2 allows (6.1.13) */
	PDF_CODE = 4,       /* bytes of a glyph's code with its escapes */
	PDF_FONTS = 96
};

/* ---- what outlives documents -------------------------------------------- */

/* Of one font of the press. `slot` says for each glyph, and for the empty one
 * behind them, where the document at hand has it (+1); all zero between
 * documents. */
struct pdf_known {
	const struct font *font;
	uint16_t *slot;
	struct subset_font *source;
};

struct pdf {
	struct libdeflate_compressor *deflate;
	struct memo *packed;               /* streams by what is in them */
	struct memo *subsets;              /* fonts by their glyphs */
	struct pdf_known known[PDF_FONTS]; /* by number of the font */
	struct arena scratch;              /* of the buffers below */
	struct buf content, objects, small, zipped;
};

/* What the blank of a gap within a line stands for. */
#define PDF_GAP STR("  ")

/* ---- a document --------------------------------------------------------- */

/* Where an object is: in the file, or in the stream `within` of objects. */
struct pdf_place {
	uint32_t at; /* from the file's beginning; or how many stand before */
	int within;  /* 0: not in a stream */
};

/* A glyph with one of the texts that it stands for. `id` is the font's; behind
 * those there is an empty glyph, and then the joined ones. */
struct pdf_glyph {
	uint16_t id, code;
	uint16_t next;        /* of the same glyph, +1; 0: none */
	uint8_t size;         /* of bytes[] */
	char bytes[PDF_CODE]; /* the code as it stands in a string */
	int32_t advance;      /* units of the font */
	int32_t width;        /* in tenths of 1/1000 em, as /W says it */
	struct str text;
};

/* A font of the document. */
struct pdf_face {
	const struct font *font;
	struct pdf_known *known;
	struct pdf_glyph *glyph; /* in the order of their first use */
	size_t count, room;
	struct pdf_joined {
		struct subset_joined made;
		uint16_t slot; /* as pdf_known.slot */
	} * joined;
	size_t joined_count, joined_room;
	uint16_t *joined_find; /* a table by hash: +1 */
	int object;
};

/* What a piece of text is shown by, where that is not glyph by glyph. */
struct pdf_sign {
	uint16_t id;
	int32_t x, y;    /* units of the font, from the piece's beginning */
	struct str text; /* what it stands for */
};
struct pdf_odd {
	size_t piece;  /* counted over all pages */
	bool says_all; /* else its text has to be told beside it */
};

/* A marked piece of content: its part, and its number on its page. */
struct pdf_piece {
	int part, page, number;
};

/* Of each part: what has been seen of it. */
struct pdf_part {
	bool live;         /* something of it is on the pages */
	int page;          /* where it begins; -1: nowhere yet */
	int32_t top;       /* there */
	int level;         /* of a heading; 0: it is none */
	int object, outer; /* outer: that others see; a quote's, else the same
			    */
};

struct pdf_doc {
	struct pdf *pdf;
	struct arena *mem;
	const struct pages *pages;
	struct err *err;

	/* pdf_file.c */
	struct buf *out;
	size_t begin; /* of the file, in out */
	struct pdf_place *place;
	int count, room, inside; /* objects; in the stream at hand */
	int *inside_number;
	uint32_t *inside_at;
	int stream; /* number of the stream at hand */

	/* pdf_glyph.c */
	struct pdf_face *face;
	size_t faces;
	int *face_of;        /* by number of the font; -1 */
	struct pdf_odd *odd; /* the pieces that are shown by signs */
	size_t odd_count;
	const bool *blanks; /* of each mark of text: a blank follows it */

	/* pdf_page.c */
	struct pdf_part *part; /* of each of pages->part */
	struct pdf_piece *piece;
	size_t pieces, piece_room;
	int *page_object;
	int *link_object; /* of all pages, one after the other */
	size_t links;
	int photo, resources; /* objects; photo 0: none */
	int photo_width, photo_height, photo_turn;
};

/* ---- pdf_file.c --------------------------------------------------------- */

void pdf_file_begin(struct pdf_doc *d);
int pdf_number(struct pdf_doc *d); /* of an object that is written later */
/* `dict`: what stands in the dictionary beside /Length and /Filter. */
void pdf_stream(
	struct pdf_doc *d, int number, struct str dict, struct str content);
void pdf_stream_packed(
	struct pdf_doc *d, int number, struct str dict, struct str packed);
void pdf_stream_as_it_is(
	struct pdf_doc *d, int number, struct str dict, struct str content);
/* Deflated without being kept; good until the next call. */
struct str pdf_pack_once(struct pdf *pdf, struct str content);
/* Where the object's text goes to, until the next call. */
struct buf *pdf_object(struct pdf_doc *d, int number);
void pdf_file_end(struct pdf_doc *d, int catalogue, int about);

void pdf_ref(struct buf *b, int number);
/* Thousandths as a number with at most two digits behind its point. */
void pdf_length(struct buf *b, int64_t thousandths);
/* A text string; what is over PDF_STRING bytes is left out. */
void pdf_text(struct buf *b, struct str text);
void pdf_bytes(struct buf *b, struct str bytes); /* a string, in brackets */
/* What programs that read it may show: no private characters. */
uint32_t pdf_character(uint32_t c);

/* ---- pdf_glyph.c -------------------------------------------------------- */

void pdf_glyphs_read(struct pdf_doc *d);
void pdf_glyphs_forget(struct pdf_doc *d);
struct pdf_face *pdf_face(struct pdf_doc *d, const struct font *font);
/* By what it stands for; by another text if it has no code for this one; NULL:
 * it is not used. */
const struct pdf_glyph *pdf_glyph(
	const struct pdf_face *f, uint16_t id, struct str text);
/* The part whose text a piece of text goes on with: not a span, not a link;
 * -1: none. */
int pdf_flow(const struct pages *pages, int part);

/* ---- pdf_sign.c --------------------------------------------------------- */

/* How much wider than the font has them the signs are made; units. */
int32_t pdf_tracking(const struct mark_text *t);
/* In the order in which they are seen. */
size_t pdf_signs(struct pdf_doc *d, struct pdf_face *f, const struct shape *s,
	int32_t tracking, struct pdf_sign **out, bool *says_all);

/* ---- pdf_font.c --------------------------------------------------------- */

/* Writes the fonts, and tells each glyph's code. */
bool pdf_fonts_write(struct pdf_doc *d);

/* ---- pdf_cmap.c --------------------------------------------------------- */

/* Of glyphs in the order of their codes. */
void pdf_meanings(struct pdf_doc *d, struct buf *out,
	struct pdf_glyph *const *g, size_t count);
void pdf_widths(struct buf *b, struct pdf_glyph *const *g, size_t count);

/* ---- pdf_text.c --------------------------------------------------------- */

/* Where the content of a page has come to, and what is set there. */
struct pdf_pen {
	struct pdf_doc *d;
	struct buf *b;
	bool text;    /* between BT and ET */
	int64_t x, y; /* of the line; hundredths of a point, y upwards */
	const struct pdf_face *face;
	int32_t size, tracking;
	int64_t color;           /* -1: none is set */
	size_t piece, odd, mark; /* counted over all pages */
};
/* Enters the text, and leaves it for what is none. */
void pdf_pen_enter(struct pdf_pen *pen);
void pdf_pen_leave(struct pdf_pen *pen);
/* Within the text. */
void pdf_pen_text(struct pdf_pen *pen, const struct mark_text *t);
void pdf_pen_bridge(struct pdf_pen *pen, const struct mark_bridge *b);
void pdf_pen_color(struct pdf_pen *pen, uint32_t color);

/* ---- pdf_page.c --------------------------------------------------------- */

/* Content and links of all pages; where each part begins. */
void pdf_pages_write(struct pdf_doc *d, int parent);

/* ---- pdf_picture.c ------------------------------------------------------ */

/* Writes the document's photo, if a page shows one. */
bool pdf_picture_write(struct pdf_doc *d);
/* Sets the unit square, which is the image, onto a rectangle, upright. */
void pdf_picture_place(const struct pdf_doc *d, struct buf *b, int64_t x,
	int64_t y, int64_t width, int64_t height);
struct str pdf_photo_says(const struct tree *tree);

/* ---- pdf_tag.c ---------------------------------------------------------- */

/* Which parts there is something of; what level headings have. */
void pdf_tags_prepare(struct pdf_doc *d);
/* "H1", "P", ... */
struct str pdf_tag(const struct pdf_doc *d, int part);
/* The number of the structure's root. */
int pdf_tags_write(struct pdf_doc *d);

/* ---- pdf_outline.c ------------------------------------------------------ */

/* Bookmarks; 0: there are no headings. */
int pdf_outline_write(struct pdf_doc *d);

/* ---- pdf_about.c -------------------------------------------------------- */

struct str pdf_title(const struct tree *tree);
struct str pdf_language(const struct tree *tree);
int pdf_about_xmp(struct pdf_doc *d);
int pdf_about_info(struct pdf_doc *d);
int pdf_about_profile(struct pdf_doc *d);

#endif
