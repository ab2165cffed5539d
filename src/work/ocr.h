/*
 * work/ocr.h - pages of pictures are read by children of a jail of their own,
 * which has Tesseract and its model loaded before it closes. It is opened when
 * the first picture comes: who never sees one pays nothing. Knows no file.
 */
#ifndef WORK_OCR_H
#define WORK_OCR_H

#include "base/settings.h"
#include "work/intake.h"

struct work_ocr;

/* JAIL and OCR_LANGUAGES count; nothing is opened yet. */
struct work_ocr *work_ocr_new(const struct settings *settings);
void work_ocr_free(struct work_ocr *ocr); /* or NULL */

/* Its jail, or NULL before the first picture: for who measures. */
struct jail *work_ocr_jail(struct work_ocr *ocr);

/* Reads the pages that are named, several at once; `seen` has room for them
 * all. Gives how many could be read; fewer than `count`: `err` says why not
 * the first of the others. Any thread. */
size_t work_ocr_pages(struct arena *mem, struct work_ocr *ocr,
	const struct work_intake_ask *ask, struct str file,
	const uint32_t *pages, size_t count, struct intake_seen *seen,
	struct err *err);

#endif
