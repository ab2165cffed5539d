/*
 * intake/odt.h - reads the text out of OpenDocument texts, packed (.odt) or as
 * one XML file (.fodt): body, tables, text boxes, headers, footers, notes. No
 * picture is decoded, no link followed, no macro run.
 *
 * Errors and .mended are as docx.h has them.
 */
#ifndef INTAKE_ODT_H
#define INTAKE_ODT_H

#include "intake/lines.h"

enum { INTAKE_ODT_BYTES = 20 << 20 };

bool intake_odt(struct arena *mem, struct str bytes, struct intake_doc *out,
	struct err *err);

#endif
