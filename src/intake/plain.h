/*
 * intake/plain.h - a text without marks becomes lines: blanks in a row are
 * gaps, signs before a line an item's, rules under it a heading's, form feeds
 * begin pages. In any encoding that is in use.
 */
#ifndef INTAKE_PLAIN_H
#define INTAKE_PLAIN_H

#include "intake/lines.h"

bool intake_plain(struct arena *mem, struct str bytes, struct intake_doc *out,
	struct err *err);

#endif
