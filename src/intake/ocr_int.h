/*
 * intake/ocr_int.h - the steps from a file to its words:
 *
 *	ocr.c        which pages, the request, a page
 *	ocr_pix.c    bytes of a picture become grey pixels; ocr_bmp.c
 *	ocr_clean.c  pixels upright, level, even, large enough
 *	ocr_read.c   pixels become words, by Tesseract
 *	ocr_mend.c   what it confuses
 *	pdf_scan.c   what a page of a PDF shows, drawn; pdf_picture.c its
 *	             pictures, pdf_ink.c its letters
 *
 * All pixels are Leptonica's; what is freed is freed by whoever made it.
 */
#ifndef INTAKE_OCR_INT_H
#define INTAKE_OCR_INT_H

#include "intake/lines_int.h"
#include "intake/ocr.h"
#include "intake/ocr_lib.h"
#include "intake/picture.h"

/* Between these dpi Tesseract reads as well as it can, and pixels cost time;
 * what has fewer or more gets as many as the third. */
enum { OCR_DPI_LEAST = 190, OCR_DPI_MOST = 330, OCR_DPI = 220 };

/* A page of pixels, 8 bits each, 255 is white. */
struct ocr_page {
	struct Pix *pix;
	double dpi;
	uint32_t turn; /* quarters to the right that made it upright */
};

/* The pixels of a picture, upright as EXIF says; or as they are stored. */
bool intake_pix_read(
	struct str bytes, size_t page, struct ocr_page *out, struct err *err);
bool intake_pix_stored(struct str bytes, struct ocr_page *out, struct err *err);
/* Frees what was there. */
void intake_pix_set(struct Pix **at, struct Pix *to);
/* The same picture larger or smaller, in place of it. */
void intake_pix_scale(struct Pix **at, double x, double y);
bool intake_pix_clean(struct ocr_page *page, struct err *err);
/* NULL: it is damaged, or packed in a way that nobody uses. */
struct Pix *intake_pix_bmp(struct str s, const struct intake_picture *p);
/* Are so many of a page's letters unknown that it has to be drawn? */
bool intake_ocr_nameless(size_t letters, size_t unknown);
/* Cleans, reads, frees. */
bool intake_ocr_words(struct ocr_page *page, struct glyphs *g, struct err *err);
bool intake_ocr_ready(struct err *err); /* is it loaded? */
/* Adds words to g, a glyph each. */
bool intake_pix_words(
	const struct ocr_page *page, struct glyphs *g, struct err *err);

struct str intake_ocr_mend(struct arena *mem, struct str s); /* a word */
/* A sign alone, in units of its line's size; `lift` is from the base line to
 * its lower edge. */
bool intake_ocr_is_bullet(double wide, double high, double lift, double size);
bool intake_ocr_is_capital(double wide, double high, double lift, double size);

#endif
