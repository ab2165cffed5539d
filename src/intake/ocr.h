/*
 * intake/ocr.h - reads pictures of text: photographs, scans within PDFs, and
 * pages of a PDF whose letters nobody can name. A page at a time, so that
 * pages are read by several processes at once. Runs on untrusted bytes: in a
 * jail, one that has called intake_ocr_warm before it closed.
 *
 * The caller reads the file as ever (a picture gives pages without lines),
 * asks intake_ocr_wanted which pages are for OCR, has each read, and puts what
 * comes of it in the page's place.
 */
#ifndef INTAKE_OCR_H
#define INTAKE_OCR_H

#include "intake/lines.h"

enum {
	INTAKE_OCR_PAGES = 50,
	INTAKE_OCR_ENOUGH = 100,       /* characters: no OCR */
	INTAKE_OCR_PIXELS = 40000000,  /* of one picture */
	INTAKE_OCR_LANGUAGES_MOST = 8, /* at a time */
	INTAKE_OCR_HEAD = 16           /* bytes of a request, before the file */
};

enum intake_ocr_mode {
	INTAKE_OCR_AUTO,   /* where there is no text */
	INTAKE_OCR_ALWAYS, /* whatever text there is */
	INTAKE_OCR_NEVER
};

/* Which pages are for OCR; `want` has a place for each. How many. */
size_t intake_ocr_wanted(
	const struct intake_doc *doc, enum intake_ocr_mode mode, bool *want);

/* Is it of the form eng+deu? */
bool intake_ocr_languages(struct str languages, struct err *err);

/* Loads Tesseract and what it knows of the languages (NULL: eng): 60 MB, 100
 * ms. Once in a process, with one thread. Fails with ERR_NOT_BUILT, naming the
 * packages that are missing. */
bool intake_ocr_warm(const char *languages, struct err *err);

/* What a process that only reads pages is asked: page `page` (from 0) of these
 * bytes. */
struct str intake_ocr_ask(struct arena *mem, struct str bytes, size_t page,
	enum intake_ocr_mode mode);
/* Answers what intake_ocr_ask asks. */
bool intake_ocr_answer(struct arena *mem, struct str request,
	struct intake_page *out, struct err *err);

/* One page. Of a PDF: its pictures and what letters it has, as one page; with
 * INTAKE_OCR_ALWAYS, what it shows and not what it says. */
bool intake_ocr_page(struct arena *mem, struct str bytes, size_t page,
	enum intake_ocr_mode mode, struct intake_page *out, struct err *err);

#endif
