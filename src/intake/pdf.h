/*
 * intake/pdf.h - reads the text out of any PDF, with the places of its words.
 * Draws nothing, decodes no picture, runs no script, follows no link.
 *
 * What is damaged is read as far as it goes, and .mended says so. An error is
 * what cannot be read at all, with the reason: no PDF, locked with a password,
 * too big, or more work than a document of people takes. Work is counted in
 * steps and not by a clock, so that the same bytes give the same answer.
 */
#ifndef INTAKE_PDF_H
#define INTAKE_PDF_H

#include "intake/lines.h"

enum {
	INTAKE_PDF_BYTES = 20 << 20,
	INTAKE_PDF_PAGES = 200,
	INTAKE_PDF_OBJECTS = 1 << 19,
	INTAKE_PDF_ITEMS = 2 << 20,      /* of all lists that are read */
	INTAKE_PDF_STREAM = 32 << 20,    /* of what comes out of one */
	INTAKE_PDF_STREAMS = 96 << 20,   /* and out of all */
	INTAKE_PDF_RATIO = 400,          /* out to in, ... */
	INTAKE_PDF_SMALL = 1 << 20,      /* ... where it is more than this */
	INTAKE_PDF_GLYPHS = 1 << 20,     /* of the document */
	INTAKE_PDF_PAGE_GLYPHS = 200000, /* of a page */
	INTAKE_PDF_FONTS = 2000,
	INTAKE_PDF_WORK = 300000000 /* steps, about a byte looked at each */
};

bool intake_pdf(struct arena *mem, struct str bytes, struct intake_doc *out,
	struct err *err);

#endif
