/*
 * intake/pdf_int.h - what the parts of the reader share: values, the file,
 * fonts, glyphs. Each part is one file; the arrows go down this list:
 *
 *	pdf.c          pages, and what is refused
 *	pdf_page.c     one page: its box, its resources, its links
 *	pdf_show.c     what a page paints: text operators, glyphs
 *	pdf_dots.c     bullets that are painted
 *	pdf_font*.c    codes become letters and widths
 *	pdf_cmap.c     tables of codes
 *	pdf_file.c     objects by number; pdf_mend.c where the table is broken
 *	pdf_crypt.c    files locked with the empty password
 *	pdf_filter.c   streams unpacked
 *	pdf_lex.c      bytes become values
 *
 * lines_*.c make words and lines of glyphs and know nothing of PDF.
 *
 * Nothing here returns errors but the few calls that say so: what is wrong in
 * a file reads as PDF_NULL, and .spent ends every loop.
 */
#ifndef INTAKE_PDF_INT_H
#define INTAKE_PDF_INT_H

#include "intake/pdf.h"
#include "intake/lines_int.h"

enum { PDF_TREE_DEPTH = 40 }; /* of pages */

/* ---- values --------------------------------------------------------------*/
enum pdf_kind {
	PDF_NULL,
	PDF_BOOL,
	PDF_NUMBER,
	PDF_NAME, /* without the slash, #xx read */
	PDF_TEXT,
	PDF_LIST,
	PDF_DICT,
	PDF_REF,
	PDF_STREAM,
	PDF_WORD, /* an operator, or what no value begins with */
	PDF_END
};

struct pdf_obj {
	uint8_t kind;
	uint32_t count; /* bytes, items, or keys and values */
	union {
		double number;
		const char *text;
		const struct pdf_obj *items; /* of a dict: key, value ... */
		struct pdf_stream *stream;
		uint32_t ref;
	} as;
};

struct pdf_stream {
	struct pdf_obj dict;
	struct str raw, out;
	uint32_t number, generation; /* for what is locked */
	bool done, plain;            /* plain: not to be unlocked */
};

struct pdf_lex {
	const unsigned char *at, *end;
	struct arena *mem;
	struct pdf *pdf;
	uint32_t number, generation; /* of what is locked; 0: nothing is */
	int depth;
	uint32_t most; /* items of a list; 0: as many as there are */
};

/* ---- the file ------------------------------------------------------------*/
enum pdf_at { PDF_AT_NOWHERE, PDF_AT_BYTE, PDF_AT_STREAM };

struct pdf_entry {
	uint8_t at;
	bool busy;
	uint32_t generation; /* or place within the stream */
	uint32_t where;      /* byte, or the stream's number */
	const struct pdf_obj *obj;
};

struct pdf_lock;
bool intake_pdf_is_samples(struct pdf *pdf, const struct pdf_obj *stream);

/* pdf_crypt.c */
struct pdf_font;

struct pdf {
	struct arena *mem;  /* what the caller keeps */
	struct arena own;   /* gone with the file */
	struct arena spare; /* gone with the next page */
	struct str bytes;
	struct pdf_entry *entries;
	uint32_t entry_count, entry_room;
	struct pdf_obj trailer;
	struct pdf_lock *lock;
	struct pdf_font **fonts; /* by their object's number */
	size_t font_count, font_room;
	int64_t work;    /* steps left */
	size_t unpacked; /* bytes, of all streams */
	size_t items, glyphs;
	const char *spent; /* what there was too much of; NULL: nothing */
	bool mended, tried_to_mend;
	const struct pdf_watch *watch; /* NULL: text only */
	/* of the picture that is being unpacked; 0, none: there is none */
	size_t picture_bytes;
	struct arena picture;
};

/* Who looks at what a page shows beside its letters (pdf_scan.c). Places are
 * matrices to points as lines.h has them: of a picture's unit square, of a
 * glyph's em. */
struct pdf_watch {
	size_t page; /* the only one that is read */
	void *to;
	void (*picture)(struct pdf *pdf, const struct pdf_obj *picture,
		const double at[6]);
	/* True: it is seen to, and is no text. */
	bool (*glyph)(struct pdf *pdf, const struct pdf_font *font,
		uint32_t code, unsigned flags, const double at[6]);
	void (*end)(struct pdf *pdf, struct glyphs *g);
};

/* Takes steps; false: none are left. */
static inline bool intake_pdf_work(struct pdf *pdf, int64_t steps)
{
	pdf->work -= steps;
	if (pdf->work < 0 && !pdf->spent)
		pdf->spent = "much work";
	return !pdf->spent;
}

/* pdf_lex.c */
extern const struct pdf_obj intake_pdf_null;
struct pdf_obj intake_pdf_lex(struct pdf_lex *lex);
bool intake_pdf_is_blank(int c);
static inline struct str intake_pdf_str(const struct pdf_obj *o)
{
	return o->kind == PDF_NAME || o->kind == PDF_TEXT || o->kind == PDF_WORD
		       ? str_of(o->as.text, o->count)
		       : STR("");
}
static inline bool intake_pdf_is(const struct pdf_obj *o, const char *name)
{
	return o->kind == PDF_NAME && str_is(intake_pdf_str(o), name);
}
static inline double intake_pdf_number(const struct pdf_obj *o, double none)
{
	return o->kind == PDF_NUMBER ? o->as.number : none;
}
/* Within low to high, else none. */
static inline int64_t intake_pdf_int(
	const struct pdf_obj *o, int64_t low, int64_t high, int64_t none)
{
	return o->kind == PDF_NUMBER && o->as.number >= (double)low &&
			       o->as.number <= (double)high
		       ? (int64_t)o->as.number
		       : none;
}

/* pdf_file.c: references are followed. The answer is never NULL. */
bool intake_pdf_open(struct pdf *pdf, struct err *err);
const struct pdf_obj *intake_pdf_get(struct pdf *pdf, uint32_t number);
const struct pdf_obj *intake_pdf_see(struct pdf *pdf, const struct pdf_obj *o);
const struct pdf_obj *intake_pdf_key(
	struct pdf *pdf, const struct pdf_obj *dict, const char *key);
/* As it stands there, perhaps a reference. */
const struct pdf_obj *intake_pdf_raw(
	const struct pdf_obj *dict, struct str key);
const struct pdf_obj *intake_pdf_item(
	struct pdf *pdf, const struct pdf_obj *list, uint32_t i);
bool intake_pdf_entry(struct pdf *pdf, uint32_t number, struct pdf_entry e);
/* "12 0 obj" at a byte; what is behind it is parsed. False: no such thing. */
bool intake_pdf_at(
	struct pdf *pdf, size_t where, uint32_t *number, struct pdf_obj *out);

/* pdf_mend.c: finds objects by looking at every byte. */
void intake_pdf_mend(struct pdf *pdf);

/* pdf_filter.c: what a stream holds; "" where nothing can be had. */
struct str intake_pdf_unpack(struct pdf *pdf, const struct pdf_obj *stream);
/* The same, as far as the method of a picture: *method and its *how, or
 * PDF_NULL. Is not kept. */
struct str intake_pdf_unpack_picture(struct pdf *pdf,
	const struct pdf_obj *stream, const struct pdf_obj **method,
	const struct pdf_obj **how);

/* pdf_crypt.c */
bool intake_pdf_unlock(struct pdf *pdf, struct err *err);
struct str intake_pdf_clear(struct pdf *pdf, struct arena *mem, struct str s,
	uint32_t number, uint32_t generation, bool stream);

/* ---- fonts ---------------------------------------------------------------*/

/* What one code shows: 0 nobody knows, a character, or several, whose place
 * in .texts is below the mark. */
enum { PDF_SEVERAL = 0x80000000u };

/* Codes of one or two bytes, in pages of 256 that are there when used. */
struct pdf_codes {
	uint32_t *page[256];
	struct str *texts;
	uint32_t text_count, text_room;
	bool any;
	bool one_byte[256]; /* of an encoding: this byte alone is a code */
	bool has_one;
};

struct pdf_font {
	const struct pdf_obj *of;
	uint32_t number; /* 0: it stands where it is used */
	bool wide;       /* codes of two bytes */
	bool type3, cids_are_text;
	unsigned flags; /* INTAKE_BOLD, INTAKE_ITALIC */
	float space;    /* width of a blank, in units of its size */
	float scale;    /* of widths: 1/1000, or what Type 3 says */
	float missing;
	float tall; /* of Type 3: an em in units of its size */
	struct pdf_codes text;
	struct pdf_codes cids; /* of an encoding that the file brings */
	float *width[256];
};

uint32_t intake_pdf_code(const struct pdf_codes *codes, uint32_t code);
void intake_pdf_code_set(
	struct pdf *pdf, struct pdf_codes *codes, uint32_t code, uint32_t to);
/* Reads ToUnicode (cids: an encoding) into codes. */
void intake_pdf_cmap(
	struct pdf *pdf, struct pdf_codes *codes, struct str text, bool cids);
/* UTF-16BE, or PDFDocEncoding, as UTF-8. */
struct str intake_pdf_text(struct arena *mem, struct str s);

/* pdf_names.c: the character a glyph's name stands for; 0: nobody knows. */
uint32_t intake_pdf_named(struct str name);
/* "WinAnsiEncoding" ...: 224 characters, of codes 32 to 255; NULL. */
const uint16_t *intake_pdf_encoding(struct str name);
const uint16_t *intake_pdf_standard_widths(struct str font);

struct pdf_font *intake_pdf_font(struct pdf *pdf, const struct pdf_obj *raw);
float intake_pdf_width(const struct pdf_font *font, uint32_t code);
/* pdf_font_file.c: the encoding that a font's program brings. */
void intake_pdf_font_codes(struct pdf *pdf, struct pdf_font *font,
	const struct pdf_obj *descriptor, const bool *known);
/* INTAKE_BOLD, INTAKE_ITALIC, as a TrueType program has them. */
unsigned intake_pdf_font_style(
	struct pdf *pdf, const struct pdf_obj *descriptor);

/* pdf_accent.c: joins the last glyph with an accent before or behind it. */
void intake_pdf_accent(struct glyphs *g);

/* ---- pages ---------------------------------------------------------------*/
bool intake_pdf_page(struct pdf *pdf, const struct pdf_obj *page,
	const struct pdf_obj *inherited, struct intake_page *out);
/* One page of a file, seen by pdf->watch. */
bool intake_pdf_look(struct arena *mem, struct str bytes,
	const struct pdf_watch *watch, struct intake_page *out,
	struct err *err);
void intake_pdf_show(struct pdf *pdf, const struct pdf_obj *resources,
	struct str content, const double place[6], struct glyphs *out);
/* Painted dots before lines become letters, before what they stand. */
void intake_pdf_dots(struct pdf *pdf, struct glyphs *g);

#endif
