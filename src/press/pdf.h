/*
 * press/pdf.h - pages become a PDF file: PDF 1.7 that is tagged (PDF/UA-1) and
 * keeps for an archive (PDF/A-2a). Lays nothing out and shapes nothing.
 *
 * A writer belongs to one press and its fonts. From one document to the next
 * it keeps what was made of the same glyphs and the same bytes; that changes
 * no byte of any file.
 */
#ifndef PRESS_PDF_H
#define PRESS_PDF_H

#include "press/pages.h"

struct pdf;
struct pdf *pdf_open(void);
void pdf_close(struct pdf *pdf);

/* Appends the file to `out`; nothing is there after an error. */
bool pdf_write(struct pdf *pdf, struct arena *mem, const struct pages *pages,
	struct buf *out, struct err *err);

#endif
