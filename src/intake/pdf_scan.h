/*
 * intake/pdf_scan.h - what a page of a PDF shows, drawn in grey for OCR:
 * its pictures at their places, letters that nobody can name. No renderer:
 * colours become light and dark, and what shows no letters is left out.
 */
#ifndef INTAKE_PDF_SCAN_H
#define INTAKE_PDF_SCAN_H

#include "intake/ocr_int.h"
#include "intake/pdf_int.h"

/* A page as intake_pdf has it, but that words read by OCR stand among those
 * that the file says. */
bool intake_pdf_scan(struct arena *mem, struct str bytes, size_t page,
	enum intake_ocr_mode mode, struct intake_page *out, struct err *err);

/* pdf_picture.c: 8 bits a pixel, upright as it is stored; NULL, and why. */
struct Pix *intake_pdf_picture(
	struct pdf *pdf, const struct pdf_obj *o, const char **why);

/* pdf_ink.c: letters that are drawn. */
struct pdf_ink;
bool intake_pdf_ink_load(struct err *err); /* before a jail closes */
struct pdf_ink *intake_pdf_ink_new(struct err *err);
void intake_pdf_ink_free(struct pdf_ink *ink); /* or NULL */
size_t intake_pdf_ink_count(const struct pdf_ink *ink);
/* False: its font cannot be drawn. */
bool intake_pdf_ink_take(struct pdf *pdf, struct pdf_ink *ink,
	const struct pdf_font *font, uint32_t code, const double at[6]);
void intake_pdf_ink_draw(struct pdf_ink *ink, struct Pix *page, double dpi);

#endif
