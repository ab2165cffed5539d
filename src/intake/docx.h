/*
 * intake/docx.h - reads the text out of Word documents (Office Open XML, both
 * the transitional and the strict kind): body, tables, text boxes, headers,
 * footers, notes. Old .doc files are not for here; no macro is run, no
 * picture decoded, no link followed.
 *
 * An error is what cannot be read at all: a damaged archive or main part, a
 * declaration of entities, more than a document of people takes. A lesser part
 * that is damaged is left out, and .mended says so.
 */
#ifndef INTAKE_DOCX_H
#define INTAKE_DOCX_H

#include "intake/lines.h"

enum { INTAKE_DOCX_BYTES = 20 << 20 };

bool intake_docx(struct arena *mem, struct str bytes, struct intake_doc *out,
	struct err *err);

#endif
