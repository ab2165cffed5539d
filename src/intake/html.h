/*
 * intake/html.h - web pages become lines, in the order of the source: blocks,
 * items, headings, cells, links. Runs no script and lays nothing out; of styles
 * it knows those of elements and classes that change what a line says: hidden,
 * bold, size, side by side.
 */
#ifndef INTAKE_HTML_H
#define INTAKE_HTML_H

#include "intake/lines.h"

bool intake_html(struct arena *mem, struct str bytes, struct intake_doc *out,
	struct err *err);

#endif
