/*
 * intake/doc.h - old Word documents (MS-DOC, Word 97 to 2003; the text alone of
 * Word 6 and 95) become lines: pieces of text, looks of letters, headings and
 * items by style, cells, links. Heads of pages come first; notes, boxes of text
 * and feet last; comments not at all.
 */
#ifndef INTAKE_DOC_H
#define INTAKE_DOC_H

#include "intake/lines.h"

enum {
	INTAKE_DOC_CHARS = 4 << 20, /* of all texts in the file */
	INTAKE_DOC_WORK = 100000000 /* steps, about a byte looked at each */
};

bool intake_doc_word(struct arena *mem, struct str bytes,
	struct intake_doc *out, struct err *err);

#endif
