/*
 * intake/rtf.h - Rich Text Format becomes lines: its letters in any of its
 * encodings, looks, headings, items, tables, links. Pictures, objects and what
 * was deleted are passed over; feet of pages and notes come at the end.
 */
#ifndef INTAKE_RTF_H
#define INTAKE_RTF_H

#include "intake/lines.h"

bool intake_rtf(struct arena *mem, struct str bytes, struct intake_doc *out,
	struct err *err);

#endif
